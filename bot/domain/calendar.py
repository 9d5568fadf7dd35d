"""Working days, local time, meetings and their rhythms (R7, R9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from bot.domain.people import WEEKDAYS, Pattern

LONDON = ZoneInfo("Europe/London")


def local_day(instant: datetime) -> date:
    """The day in London on which an instant falls.

    :raises ValueError: for a naive datetime.
    """
    return to_local(instant).date()


def to_local(instant: datetime) -> datetime:
    """An instant as London's clocks show it.

    :raises ValueError: for a naive datetime.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(LONDON)


def instant(day: date, at: time) -> datetime:
    """The UTC instant at which London's clocks show ``at`` on ``day``.

    In the hour that October repeats the first is meant; in the hour that March skips, the one after it.
    """
    return datetime.combine(day, at, LONDON).astimezone(UTC)


@lru_cache(maxsize=64)
def _england(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True, kw_only=True)
class Term:
    """One school term, first and last day inclusive."""

    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True)
class WorkingDays:
    """England's working days, and one person's own within them (R7)."""

    extra_closed: frozenset[date] = frozenset()
    terms: tuple[Term, ...] = field(default=())

    def is_working(self, day: date, pattern: Pattern | None = None) -> bool:
        """Whether England works on ``day`` and, given a pattern, this person does too.

        A term-time pattern with no terms configured counts as all year round: nobody is silenced by
        a file that is missing.
        """
        if day.weekday() not in WEEKDAYS or day in _england(day.year) or day in self.extra_closed:
            return False
        if pattern is None:
            return True
        if day.weekday() not in pattern.weekdays:
            return False
        if pattern.term_time_only and self.terms:
            return any(term.first_day <= day <= term.last_day for term in self.terms)
        return True

    def on_or_before(self, day: date, pattern: Pattern | None = None) -> date:
        """``day`` where it is a working day, else the nearest working day before it."""
        return self._walk(day, -1, pattern)

    def on_or_after(self, day: date, pattern: Pattern | None = None) -> date:
        """``day`` where it is a working day, else the nearest working day after it."""
        return self._walk(day, 1, pattern)

    def add(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it where negative); 0 gives ``day``."""
        step = 1 if count > 0 else -1
        for _ in range(abs(count)):
            day = self._walk(day + timedelta(days=step), step, None)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after ``first`` up to and including ``last``; 0 if none."""
        days = (last - first).days
        return sum(self.is_working(first + timedelta(days=n)) for n in range(1, days + 1))

    def _walk(self, day: date, step: int, pattern: Pattern | None) -> date:
        for n in range(400):
            at = day + timedelta(days=n * step)
            if self.is_working(at, pattern):
                return at
        # A pattern that never works (no weekdays) must not stop the programme.
        return day if pattern is None else self._walk(day, step, None)


@dataclass(frozen=True, kw_only=True)
class Body:
    """A governance group. ``channels`` are the addresses, as text, where its digest goes."""

    id: int = 0
    programme_id: int
    code: str
    name: str
    channels: tuple[str, ...] = ()


class Every(StrEnum):
    """How often a body meets."""

    MONTHLY = "monthly"
    SIX_WEEKLY = "six-weekly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """A body meets every so often from a day on, until the next rhythm of the same body begins (R9)."""

    body: str
    every: Every
    first: date
    """The first meeting of this rhythm; later ones are counted from it."""
    at: time = time(10, 0)
    until: date | None = None


class MeetingState(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One meeting. It keeps its identity when it moves: same meeting, new date (R9)."""

    id: int = 0
    programme_id: int
    body: str
    day: date
    at: time = time(10, 0)
    original_day: date
    entered_at: datetime
    """When the programme learned of it: a short cycle counts from here (R10)."""
    state: MeetingState = MeetingState.PLANNED
    from_rhythm: bool = False

    @property
    def starts_at(self) -> datetime:
        return instant(self.day, self.at)

    @property
    def cancelled(self) -> bool:
        return self.state is MeetingState.CANCELLED


def next_meeting(meetings: Iterable[Meeting], body: str, now: datetime) -> Meeting | None:
    """The body's first meeting that has not begun and is not cancelled."""
    ahead = [m for m in meetings if m.body == body and not m.cancelled and m.starts_at > now]
    return min(ahead, key=lambda m: (m.starts_at, m.id), default=None)
