"""The inbox: every inbound event is handled once, though the platform repeats it (R17)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.messages import Nothing, Outcome
from store.codec import from_json, to_json
from store.repositories.base import Repository
from store.tables.programme import connections
from store.tables.traffic import inbox


class Inbox(Repository):
    """See ``bot.ports.Inbox``. A claim holds the event's key and nothing of its words (R15)."""

    def claim(self, event_key: str, connection: str, at: datetime) -> Outcome | None:
        whose = select(connections.c.programme_id).where(connections.c.name == connection)
        ours = self._session.value(
            self._session.insert_new(inbox)
            .values(
                programme_id=whose.scalar_subquery(),
                connection=connection,
                event_key=event_key,
                at=at,
            )
            .returning(inbox.c.id)
        )
        if ours is not None:
            return None
        settled = self._session.value(
            select(inbox.c.outcome).where(
                inbox.c.connection == connection, inbox.c.event_key == event_key
            )
        )
        if settled is None:
            # Claimed and committed without an answer: there was nothing to answer on the spot.
            return Nothing()
        outcome: Outcome = from_json(Outcome, settled)
        return outcome

    def settle(self, event_key: str, connection: str, outcome: Outcome) -> None:
        """:raises LookupError: the event was never claimed."""
        settled = self._session.change(
            update(inbox)
            .where(inbox.c.connection == connection, inbox.c.event_key == event_key)
            .values(outcome=to_json(Outcome, outcome))
        )
        if not settled:
            raise LookupError("the inbox holds no such claim")

    def claimed_at(self, event_key: str, connection: str) -> datetime | None:
        at: datetime | None = self._session.value(
            select(inbox.c.at).where(
                inbox.c.connection == connection, inbox.c.event_key == event_key
            )
        )
        return at
