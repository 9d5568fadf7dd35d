"""The inbox: every inbound event is handled once, though the platform repeats it (R17)."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Insert, bindparam, select, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.domain.messages import Nothing, Outcome
from store.codec import from_json, to_json
from store.repositories.base import Repository
from store.tables.programme import connections
from store.tables.traffic import inbox


class Inbox(Repository):
    """See ``bot.ports.Inbox``. A claim holds the event's key and nothing of its words (R15)."""

    def claim(self, event_key: str, connection: str, at: datetime) -> Outcome | None:
        ours = self._session.value(
            _claim(self._session.insert_new(inbox)),
            {"connection": connection, "event_key": event_key, "at": at, "through": connection},
        )
        if ours is not None:
            return None
        settled = self._session.value(_OUTCOME, {"through": connection, "event": event_key})
        if settled is None:
            # Claimed and committed without an answer: there was nothing to answer on the spot.
            return Nothing()
        outcome: Outcome = from_json(Outcome, settled)
        return outcome

    def settle(self, event_key: str, connection: str, outcome: Outcome) -> None:
        """:raises LookupError: the event was never claimed."""
        settled = self._session.change(
            _SETTLE,
            {"through": connection, "event": event_key, "outcome": to_json(Outcome, outcome)},
        )
        if not settled:
            raise LookupError("the inbox holds no such claim")

    def claimed_at(self, event_key: str, connection: str) -> datetime | None:
        at: datetime | None = self._session.value(
            _CLAIMED_AT, {"through": connection, "event": event_key}
        )
        return at


@cache
def _claim(insert_new: Insert) -> ReturningInsert[Any]:
    whose = select(connections.c.programme_id).where(connections.c.name == bindparam("through"))
    return insert_new.values(programme_id=whose.scalar_subquery()).returning(inbox.c.id)


_THIS = (
    inbox.c.connection == bindparam("through"),
    inbox.c.event_key == bindparam("event"),
)
_OUTCOME = select(inbox.c.outcome).where(*_THIS)
_CLAIMED_AT = select(inbox.c.at).where(*_THIS)
_SETTLE = update(inbox).where(*_THIS)
