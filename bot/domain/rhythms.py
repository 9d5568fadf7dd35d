"""When a body meets by its rhythm (R9): the days that a rhythm leads to, worked out and never stored.

What "monthly" means is what boards do: the same weekday of the same week of the month as the first
meeting, "the fourth Tuesday", never "the 24th", which falls on a Sunday three times a year. A first
meeting on a fifth weekday means the last one of the month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import count, takewhile, zip_longest

from bot.domain.calendar import Every, Rhythm, Term, WorkingDays

_SIX_WEEKS = timedelta(weeks=6)
_MONTHS_APART = {Every.MONTHLY: 1, Every.QUARTERLY: 3}
#: Three terms a year, where the programme does not say when its terms are.
_TERM_MONTHS = 4


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One meeting of a rhythm. ``day`` is a working day."""

    day: date
    at: time


def occurrences(
    rhythms: Iterable[Rhythm], until: date, *, working: WorkingDays
) -> tuple[Occurrence, ...]:
    """Every meeting of one body's rhythms up to and including ``until``, by day.

    A rhythm ends on the day it says, or when the body's next rhythm begins. A meeting that falls on a
    bank holiday or weekend is held on the next working day. Terms are those of ``working``.
    """
    ordered = sorted(rhythms, key=lambda one: one.first)
    found: dict[date, Occurrence] = {}
    for rhythm, after in zip_longest(ordered, ordered[1:]):
        last = until if rhythm.until is None else min(until, rhythm.until)
        for nominal in _days(rhythm, working.terms):
            if nominal > last or (after is not None and nominal >= after.first):
                break
            day = working.on_or_after(nominal)
            if day <= until:
                found.setdefault(day, Occurrence(day=day, at=rhythm.at))
    return tuple(found[day] for day in sorted(found))


def reviews(
    first: date, months: int, until: date, *, at: time, working: WorkingDays
) -> tuple[Occurrence, ...]:
    """The review points of a plan whose body has no meetings: every so many months after ``first``.

    ``first`` itself (the day the plan came in) is no review. They keep its day of the month, the last
    one where a month is shorter, moved to the next working day.
    """
    months_on = (_month_after(first, n * months) for n in count(1))
    nominal = (min(m + timedelta(days=first.day - 1), _last_of(m)) for m in months_on)
    days = takewhile(lambda day: day <= until, nominal)
    return tuple(Occurrence(day=working.on_or_after(day), at=at) for day in days)


def _days(rhythm: Rhythm, terms: Iterable[Term]) -> Iterator[date]:
    """The days before any is moved off a holiday, without end, unless the terms end."""
    match rhythm.every:
        case Every.SIX_WEEKLY:
            return (rhythm.first + n * _SIX_WEEKS for n in count())
        case Every.MONTHLY | Every.QUARTERLY:
            return _monthly(rhythm.first, _MONTHS_APART[rhythm.every])
        case Every.TERMLY:
            return _termly(rhythm.first, sorted(terms, key=lambda term: term.first_day))


def _monthly(first: date, apart: int) -> Iterator[date]:
    ordinal = (first.day - 1) // 7
    for n in count():
        month = _month_after(first, n * apart)
        offset = (first.weekday() - month.weekday()) % 7
        day = month + timedelta(days=offset + 7 * min(ordinal, 3))
        if ordinal == 4 and day + timedelta(days=7) <= _last_of(month):
            day += timedelta(days=7)
        yield day


def _termly(first: date, terms: list[Term]) -> Iterator[date]:
    """Once a term, in the same week of it and on the same weekday as ``first`` in its own.

    After the last term that is known, and where none is, every four months.
    """
    at = next((n for n, t in enumerate(terms) if t.first_day <= first <= t.last_day), None)
    if at is None:
        yield from _monthly(first, _TERM_MONTHS)
        return
    week = (first - _monday(terms[at].first_day)).days // 7
    day = first
    yield first
    for term in terms[at + 1 :]:
        day = _monday(term.first_day) + timedelta(weeks=week, days=first.weekday())
        while day > term.last_day:
            day -= timedelta(weeks=1)
        yield max(day, term.first_day)
    beyond = _monthly(day, _TERM_MONTHS)
    next(beyond)
    yield from beyond


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_after(day: date, months: int) -> date:
    """The first of the month that lies ``months`` after the one of ``day``."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def _last_of(month: date) -> date:
    return _month_after(month, 1) - timedelta(days=1)
