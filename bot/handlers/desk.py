"""Work from the programme office's desk: files loaded and commands given, with their audit trail (R16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import local_day
from bot.domain.people import Pattern
from bot.ports import Event, UnitOfWork

#: What such changes came through, in place of a connection's name.
THROUGH = "sendbot"

#: What differs, before, after.
Differences = Sequence[tuple[str, object, object]]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A unit of work, the programme it is about, and the instant at which it is done."""

    uow: UnitOfWork
    programme_id: int
    now: datetime
    actor_id: int | None = None

    @property
    def today(self) -> date:
        return local_day(self.now)

    def record(
        self,
        kind: str,
        subject: str,
        *,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> None:
        """Write one change to the audit chain."""
        self.uow.audit.record(
            Event(
                programme_id=self.programme_id,
                at=self.now,
                actor_id=self.actor_id,
                through=THROUGH,
                kind=kind,
                subject=subject,
                before=before or {},
                after=after or {},
            )
        )

    def record_differences(self, kind: str, subject: str, differences: Differences) -> None:
        """Write a change of several fields to the audit chain."""
        self.record(
            kind,
            subject,
            before={what: plain(was) for what, was, _ in differences},
            after={what: plain(now) for what, _, now in differences},
        )

    def look_again(self, person_ids: Iterable[int] = ()) -> None:
        """What these people's touches, or the cycle, hang on has changed."""
        ids = list(person_ids)
        if ids:
            self.uow.people.wake(ids, self.now)
        self.uow.cycles.set_next_due(self.programme_id, self.now)

    def look_again_at_all(self) -> None:
        self.uow.people.wake_all(self.programme_id, self.now)
        self.uow.cycles.set_next_due(self.programme_id, self.now)


def plain(value: object) -> object:
    """A value as the audit keeps it: text, numbers and lists."""
    match value:
        case None | bool() | int() | str():
            return str(value) if isinstance(value, str) else value
        case Pattern():
            return {"weekdays": sorted(value.weekdays), "term_time_only": value.term_time_only}
        case frozenset() | set():
            return sorted(map(str, value))
        case tuple() | list():
            return [plain(one) for one in value]
        case _:
            return str(value)
