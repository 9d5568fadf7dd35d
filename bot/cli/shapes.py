"""The shapes of ``--json`` that belong to the command line alone; their schemas stand in docs/reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from bot.domain.calendar import Meeting, MeetingState
from bot.domain.messages import Outgoing, SendState
from bot.domain.programme_spec import Change
from bot.ports import ChainReport
from bot.scheduler.forecast import Planned

if TYPE_CHECKING:
    from bot.replay.run import Line


class Shape(BaseModel):
    """Exactly these keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MeetingShape(Shape):
    """``meetings list --json``, one of its list."""

    id: int
    body: str
    day: date
    at: time
    original_day: date
    state: MeetingState

    @classmethod
    def of(cls, meeting: Meeting) -> MeetingShape:
        return cls(
            id=meeting.id,
            body=meeting.body,
            day=meeting.day,
            at=meeting.at,
            original_day=meeting.original_day,
            state=meeting.state,
        )


class ChangeShape(Shape):
    kind: str
    subject: str
    sentence: str


class ChangesShape(Shape):
    """``programme apply --json`` and ``people import --json``."""

    dry_run: bool
    changes: list[ChangeShape]

    @classmethod
    def of(cls, changes: Sequence[Change], *, dry_run: bool) -> ChangesShape:
        return cls(
            dry_run=dry_run,
            changes=[
                ChangeShape(kind=c.kind, subject=c.subject, sentence=c.sentence) for c in changes
            ],
        )


class MessageShape(Shape):
    """One outbox row."""

    id: int
    key: str
    state: SendState
    address: str
    kind: str
    attempts: int
    doubts: int
    repeat: bool
    not_before: datetime
    sent_at: datetime | None
    error: str | None

    @classmethod
    def of(cls, row: Outgoing) -> MessageShape:
        return cls(
            id=row.id,
            key=row.key,
            state=row.state,
            address=str(row.address),
            kind=row.message.kind,
            attempts=row.attempts,
            doubts=row.doubts,
            repeat=row.repeat,
            not_before=row.not_before,
            sent_at=row.sent_at,
            error=row.last_error,
        )


class OutboxShape(Shape):
    """``outbox list --json``. ``doubts``: how often it could not be known whether a message arrived."""

    doubts: int
    messages: list[MessageShape]


class ChainShape(Shape):
    """``audit verify --json``. ``broken_at``: the first entry that does not verify."""

    entries: int
    tombstones: int
    broken_at: int | None

    @classmethod
    def of(cls, report: ChainReport) -> ChainShape:
        return cls(entries=report.entries, tombstones=report.tombstones, broken_at=report.broken_at)


class PlannedShape(Shape):
    """``schedule --json``, one of its list."""

    at: datetime
    person: str
    items: list[str]
    kind: str
    why: str
    for_person: str | None

    @classmethod
    def of(cls, planned: Planned) -> PlannedShape:
        return cls(
            at=planned.at,
            person=planned.person,
            items=list(planned.items),
            kind=planned.kind,
            why=planned.why,
            for_person=planned.for_person,
        )


class LineShape(Shape):
    """``replay --json``, one of its list. ``kind``: time, said, seen, or failed."""

    kind: str
    to: str
    text: str

    @classmethod
    def of(cls, line: Line) -> LineShape:
        return cls(kind=line.kind, to=line.to, text=line.text)
