"""Slips between dates (R4), and what became of the last promise (R11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.actions import Action, Milestone
from bot.domain.dates import Due
from bot.domain.digest import ActionLine, DigestFacts, Promise, Slip, Verdict


def slip(approved: Due | None, forecast: Due | None) -> Slip | None:
    """How far the forecast lies from the approved date; ``None`` where either has no end."""
    if approved is None or forecast is None or approved.end is None or forecast.end is None:
        return None
    days = (forecast.end - approved.end).days
    if days and _ends_month(approved.end) and _ends_month(forecast.end):
        return Slip(days=days, months=_months(forecast.end) - _months(approved.end))
    return Slip(days=days)


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _months(day: date) -> int:
    return day.year * 12 + day.month


@dataclass(frozen=True, kw_only=True)
class _Window:
    """From the day of the last posted digest, exclusive, to today, exclusive: what fell due in it is past."""

    after: date
    before: date

    def holds(self, due: Due | None) -> bool:
        return due is not None and due.end is not None and self.after <= due.end < self.before


def last_promise(
    action: Action, previous: DigestFacts | None, *, since: date, today: date
) -> Promise | None:
    """What the last posted digest (of the local day ``since``) gave to expect of the action, and its outcome.

    Told in this order: a forecast missed; a milestone missed; an agreed date missed; a finish put off; a
    milestone met; a finish that stands; a next step of which nothing more is known.
    """
    line = previous.line(action.key) if previous else None
    if previous is None or line is None:
        return None
    window = _Window(after=since, before=today)
    finish = _finish(action, line, window)
    milestone = _milestone(action.milestones, window)
    in_order = (finish, milestone) if line.forecast else (milestone, finish)
    for promise in in_order:
        if promise is not None and promise.verdict is Verdict.MISSED:
            return promise
    if finish is not None and finish.verdict is not Verdict.STANDING:
        return finish
    if milestone is not None:
        return milestone
    if finish is not None:
        return finish
    entry = previous.entry(action.key)
    if entry is not None and entry.next_steps:
        return Promise(text=entry.next_steps, due=None, verdict=Verdict.NOT_SAID)
    return None


def _finish(action: Action, line: ActionLine, window: _Window) -> Promise | None:
    """The promise to finish the action: its forecast of then, else, where it fell due, the approved date."""
    then = line.forecast
    if then is None:
        then = line.approved if window.holds(line.approved) else None
    if then is None or then.end is None or then.end < window.after:
        return None
    done = bool(action.closed_on or action.claim or action.state.delivered_on)
    if done:
        return Promise(text=None, due=then, verdict=Verdict.KEPT)
    if window.holds(then):
        return Promise(text=None, due=then, verdict=Verdict.MISSED)
    now = action.state.forecast or action.approved
    if now is not None and now.end is not None and now.end > then.end:
        return Promise(text=None, due=then, verdict=Verdict.MOVED, now_due=now)
    return Promise(text=None, due=then, verdict=Verdict.STANDING)


def _milestone(milestones: Iterable[Milestone], window: _Window) -> Promise | None:
    """The newest missed milestone that fell due in the window, else the newest met one."""
    fell_due = sorted(
        ((due, m) for m in milestones if (due := _promised(m, window)) is not None),
        key=lambda one: (one[0].end or date.min, one[1].id),
        reverse=True,
    )
    missed = [(due, m) for due, m in fell_due if not _met(m, due)]
    chosen = next(iter(missed or fell_due), None)
    if chosen is None:
        return None
    due, milestone = chosen
    put_off = missed and milestone.done_on is None and milestone.forecast not in (None, due)
    return Promise(
        text=milestone.text,
        due=due,
        verdict=Verdict.MISSED if missed else Verdict.KEPT,
        now_due=milestone.forecast if put_off else None,
    )


def _promised(milestone: Milestone, window: _Window) -> Due | None:
    """The date in the window: the plan's, else the one it had been put off to."""
    for due in (milestone.due, milestone.forecast):
        if window.holds(due):
            return due
    return None


def _met(milestone: Milestone, due: Due) -> bool:
    """Done by the day it was due; done later is a promise kept late, which is missed."""
    return milestone.done_on is not None and due.end is not None and milestone.done_on <= due.end
