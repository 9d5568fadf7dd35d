"""The outbox: every outbound message is kept until it is known to have arrived, or shown as failed (R17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    update,
)

from bot.domain.messages import Effect, OutboundMessage, Outgoing, Priority, SendState
from bot.domain.people import Address, Place
from bot.domain.programme import ProgrammeState
from store.codec import from_json, to_json
from store.repositories.base import Repository
from store.tables.programme import programmes
from store.tables.traffic import LIVE, outbox

_QUEUED = SendState.QUEUED.value
_SENDING = SendState.SENDING.value
_SENT = SendState.SENT.value
_IN_DOUBT = SendState.IN_DOUBT.value
_FAILED = SendState.FAILED.value
_DROPPED = SendState.DROPPED.value

_parent = outbox.alias("parent")


class Outbox(Repository):
    """See ``bot.ports.Outbox``."""

    def put(self, message: Outgoing) -> Outgoing | None:
        """A row that was taken back keeps its key: what is put again under it is not sent.

        A row whose parent has failed or was taken back is kept as failed.
        """
        added = self._session.add_new(
            outbox, [{**_outgoing_values(message), "meant_for": message.not_before}]
        )
        if not added:
            return None
        row = _outgoing(added[0])
        if message.parent_key is not None and message.state is SendState.QUEUED:
            parent = self.by_key(message.parent_key)
            if parent is not None and parent.state in (SendState.FAILED, SendState.DROPPED):
                self._fail_children(parent.key)
                return self.by_key(row.key)
        return row

    def by_key(self, key: str) -> Outgoing | None:
        row = self._session.first(_BY_KEY, {"wanted": key})
        return None if row is None else _outgoing(row)

    def rebuild(self, row_id: int, message: Outgoing) -> bool:
        """Everything that makes the message is replaced; the row's key, and a retry's wait, stay."""
        values = _content_values(message)
        return bool(
            self._session.change(
                update(outbox)
                .where(outbox.c.id == row_id, outbox.c.state == _QUEUED, ~outbox.c.repeat)
                .values(
                    **values,
                    not_before=case(
                        (outbox.c.last_error.is_not(None), outbox.c.not_before),
                        else_=message.not_before,
                    ),
                )
            )
        )

    def drop(self, row_id: int) -> bool:
        key = self._session.value(
            update(outbox)
            .where(outbox.c.id == row_id, outbox.c.state == _QUEUED)
            .values(state=_DROPPED)
            .returning(outbox.c.key)
        )
        if key is None:
            return False
        self._fail_children(key)
        return True

    def drop_to(self, address: Address) -> None:
        waiting = self._session.values(
            select(outbox.c.id).where(
                outbox.c.state == _QUEUED,
                outbox.c.connection == address.connection,
                outbox.c.place == address.place.value,
                outbox.c.native == address.native,
            )
        )
        for row_id in waiting:
            self.drop(row_id)

    def claim(
        self,
        now: datetime,
        *,
        limit: int,
        lease_seconds: int = 120,
        without: Collection[str] = (),
    ) -> Sequence[Outgoing]:
        """Rows of a paused programme wait, answers excepted (decision 8)."""
        due = (
            select(outbox.c.id)
            .where(_claimable(without), _due_at() <= now)
            .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
            .limit(limit)
        )
        if self._session.skips_locked:
            due = due.with_for_update(skip_locked=True, of=outbox)
        # Its own step of the statement: PostgreSQL might run a subquery again and lock further rows.
        chosen = due.cte("due")
        leased = self._session.rows(
            update(outbox)
            .where(outbox.c.id.in_(select(chosen.c.id)))
            .values(
                state=case((outbox.c.state == _QUEUED, _SENDING), else_=_IN_DOUBT),
                # A platform is asked what arrived since the lease that was lost began.
                leased_at=case((outbox.c.state == _QUEUED, now), else_=outbox.c.leased_at),
                lease_until=now + timedelta(seconds=lease_seconds),
                attempts=outbox.c.attempts + 1,
            )
            .returning(outbox)
        )
        rows = [_outgoing(row) for row in leased]
        return sorted(rows, key=lambda row: (row.priority, row.not_before, row.id))

    def mark_sent(self, row_id: int, at: datetime, platform_id: str | None) -> None:
        self._session.execute(
            update(outbox)
            .where(outbox.c.id == row_id)
            .values(
                state=_SENT,
                sent_at=at,
                # A file's id is known before its upload completes, and stays.
                platform_id=func.coalesce(platform_id, outbox.c.platform_id),
                lease_until=None,
                last_error=None,
            )
        )

    def mark_retry(
        self, row_id: int, not_before: datetime, error: str, *, counts: bool = True
    ) -> None:
        """A row in doubt stays in doubt: it is asked about again, never simply sent again."""
        in_doubt = outbox.c.state == _IN_DOUBT
        self._session.execute(
            update(outbox)
            .where(outbox.c.id == row_id)
            .values(
                state=case((in_doubt, _IN_DOUBT), else_=_QUEUED),
                lease_until=case((in_doubt, not_before), else_=None),
                not_before=not_before,
                last_error=error,
                # Each claim counts as an attempt.
                attempts=outbox.c.attempts - (0 if counts else 1),
            )
        )

    def mark_failed(self, row_id: int, error: str) -> None:
        """Rows that wait for this one fail with it, naming it."""
        key = self._session.value(
            update(outbox)
            .where(outbox.c.id == row_id)
            .values(state=_FAILED, lease_until=None, last_error=error)
            .returning(outbox.c.key)
        )
        if key is not None:
            self._fail_children(key)

    def mark_doubt(self, row_id: int, *, repeat: bool, now: datetime) -> None:
        self._session.execute(
            update(outbox)
            .where(outbox.c.id == row_id)
            .values(
                state=_QUEUED,
                doubts=outbox.c.doubts + 1,
                repeat=True if repeat else outbox.c.repeat,
                not_before=now,
                lease_until=None,
            )
        )

    def set_platform_id(self, row_id: int, platform_id: str) -> None:
        self._session.execute(
            update(outbox).where(outbox.c.id == row_id).values(platform_id=platform_id)
        )

    def next_due(self, *, without: Collection[str] = ()) -> datetime | None:
        at: datetime | None = self._session.value(
            select(_due_at()).where(_claimable(without)).order_by(_due_at()).limit(1)
        )
        return at

    def about(
        self, where: Address, *, thread: str | None, person_id: int | None
    ) -> Outgoing | None:
        there = {"connection": where.connection, "native": where.native}
        if thread is not None:
            in_thread = {**there, "in_thread": thread}
            found = self._one(_HEAD, in_thread) or self._one(_INSIDE, in_thread)
            if found is not None:
                return found
        asking = {**there, "place": where.place.value}
        if person_id is None:
            return self._one(_ASKING, asking)
        return self._one(_ASKING_PERSON, {**asking, "person": person_id})

    def shown(self, connection: str, platform_id: str) -> Sequence[Outgoing]:
        return self._many(_SHOWN, {"connection": connection, "shown_as": platform_id})

    def sent_to_person(
        self, person_id: int, *, kinds: Iterable[str], since: datetime
    ) -> Sequence[Outgoing]:
        """By when they were meant to go, which retries do not change."""
        return self._many(
            _SENT_TO_PERSON,
            {"person": person_id, "kinds": [str(kind) for kind in kinds], "since": since},
        )

    def listing(self, *, states: Iterable[str] = (), limit: int = 200) -> Sequence[Outgoing]:
        """Newest first; no states: all of them."""
        statement = select(outbox).order_by(outbox.c.id.desc()).limit(limit)
        wanted = [SendState(state).value for state in states]
        return self._many(statement.where(outbox.c.state.in_(wanted)) if wanted else statement)

    def retry(self, row_id: int, now: datetime) -> bool:
        """Those that failed because this one did are queued with it."""
        key = self._session.value(
            update(outbox)
            .where(outbox.c.id == row_id, outbox.c.state == _FAILED)
            .values(state=_QUEUED, not_before=now, attempts=0, last_error=None)
            .returning(outbox.c.key)
        )
        if key is None:
            return False
        waiting = [key]
        while waiting:
            parent = waiting.pop()
            waiting += self._session.values(
                update(outbox)
                .where(
                    outbox.c.parent_key == parent,
                    outbox.c.state == _FAILED,
                    outbox.c.last_error == _because_of(parent),
                )
                .values(state=_QUEUED, last_error=None)
                .returning(outbox.c.key)
            )
        return True

    def doubt_count(self) -> int:
        return int(self._session.value(select(func.coalesce(func.sum(outbox.c.doubts), 0))))

    def _fail_children(self, key: str) -> None:
        waiting = [key]
        while waiting:
            parent = waiting.pop()
            waiting += self._session.values(
                update(outbox)
                .where(outbox.c.parent_key == parent, outbox.c.state == _QUEUED)
                .values(state=_FAILED, last_error=_because_of(parent))
                .returning(outbox.c.key)
            )

    def _one(self, statement: Select[Any], parameters: Mapping[str, Any]) -> Outgoing | None:
        row = self._session.first(statement, parameters)
        return None if row is None else _outgoing(row)

    def _many(
        self, statement: Select[Any], parameters: Mapping[str, Any] | None = None
    ) -> Sequence[Outgoing]:
        return [_outgoing(row) for row in self._session.rows(statement, parameters)]


_BY_KEY = select(outbox).where(outbox.c.key == bindparam("wanted"))
#: The newest that was sent there.
_THERE = (
    select(outbox)
    .where(
        outbox.c.state == _SENT,
        outbox.c.connection == bindparam("connection"),
        outbox.c.native == bindparam("native"),
    )
    .order_by(outbox.c.sent_at.desc(), outbox.c.id.desc())
    .limit(1)
)
_HEAD = _THERE.where(outbox.c.platform_id == bindparam("in_thread"))
_INSIDE = _THERE.where(
    or_(
        outbox.c.thread == bindparam("in_thread"),
        outbox.c.parent_key.in_(
            select(_parent.c.key).where(
                _parent.c.connection == bindparam("connection"),
                _parent.c.native == bindparam("native"),
                _parent.c.platform_id == bindparam("in_thread"),
            )
        ),
    )
)
#: What took an older message's place asks nothing anew.
_ASKING = _THERE.where(
    outbox.c.asks,
    outbox.c.place == bindparam("place"),
    outbox.c.effect != Effect.UPDATE.value,
)
_ASKING_PERSON = _ASKING.where(outbox.c.person_id == bindparam("person"))
_SHOWN = (
    select(outbox)
    .where(
        outbox.c.platform_id == bindparam("shown_as"),
        outbox.c.connection == bindparam("connection"),
        outbox.c.state == _SENT,
    )
    .order_by(outbox.c.sent_at, outbox.c.id)
)
_SENT_TO_PERSON = (
    select(outbox)
    .where(
        outbox.c.person_id == bindparam("person"),
        outbox.c.kind.in_(bindparam("kinds", expanding=True)),
        outbox.c.meant_for >= bindparam("since"),
        outbox.c.state.in_((_QUEUED, _SENDING, _IN_DOUBT, _SENT)),
    )
    .order_by(outbox.c.meant_for, outbox.c.id)
)


def _because_of(parent: str) -> str:
    return f"the message it follows, {parent}, was not sent"


def _due_at() -> ColumnElement[Any]:
    return case((outbox.c.state == _QUEUED, outbox.c.not_before), else_=outbox.c.lease_until)


def _claimable(without: Collection[str] = ()) -> ColumnElement[bool]:
    """Rows that wait for nothing but their time, less those of some connections."""
    sent = select(_parent.c.id).where(
        _parent.c.key == outbox.c.parent_key, _parent.c.state == _SENT
    )
    paused = select(programmes.c.id).where(programmes.c.state == ProgrammeState.PAUSED.value)
    return and_(
        # Word for word the index's own condition, nothing bound: only so does it serve.
        outbox.c.state.in_([literal_column(f"'{state}'") for state in LIVE]),
        or_(outbox.c.state != _QUEUED, outbox.c.parent_key.is_(None), sent.exists()),
        or_(outbox.c.priority == Priority.ECHO, outbox.c.programme_id.not_in(paused)),
        *([outbox.c.connection.not_in(sorted(without))] if without else []),
    )


def _content_values(message: Outgoing) -> Mapping[str, Any]:
    """What makes the message, as against where it stands in the queue."""
    return {
        "effect": message.effect.value,
        "connection": message.address.connection,
        "place": message.address.place.value,
        "native": message.address.native,
        "person_id": message.person_id,
        "parent_key": message.parent_key,
        "thread": message.thread,
        "target": message.target,
        "priority": message.priority,
        "kind": str(message.message.kind),
        "asks": bool(message.message.items),
        "message": to_json(OutboundMessage, message.message),
        "facts": dict(message.facts),
    }


def _outgoing_values(message: Outgoing) -> Mapping[str, Any]:
    return {
        **_content_values(message),
        "programme_id": message.programme_id,
        "key": message.key,
        "not_before": message.not_before,
        "state": message.state.value,
        "attempts": message.attempts,
        "lease_until": message.lease_until,
        "leased_at": message.leased_at,
        "platform_id": message.platform_id,
        "sent_at": message.sent_at,
        "repeat": message.repeat,
        "doubts": message.doubts,
        "last_error": message.last_error,
    }


def _outgoing(row: RowMapping) -> Outgoing:
    return Outgoing(
        id=row["id"],
        programme_id=row["programme_id"],
        effect=Effect(row["effect"]),
        address=Address(
            connection=row["connection"], place=Place(row["place"]), native=row["native"]
        ),
        person_id=row["person_id"],
        key=row["key"],
        parent_key=row["parent_key"],
        thread=row["thread"],
        target=row["target"],
        priority=row["priority"],
        not_before=row["not_before"],
        message=from_json(OutboundMessage, row["message"]),
        state=SendState(row["state"]),
        attempts=row["attempts"],
        lease_until=row["lease_until"],
        leased_at=row["leased_at"],
        platform_id=row["platform_id"],
        sent_at=row["sent_at"],
        repeat=row["repeat"],
        doubts=row["doubts"],
        last_error=row["last_error"],
        facts=row["facts"],
    )
