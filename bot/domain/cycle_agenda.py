"""What of a cycle is to be done at an instant, given what has been done (R8, R10): pure.

A step is done once, at its time or, after downtime, late but in order. One that a later step has
overtaken is left out: nobody is chased after the cut-off. Nothing goes out outside R7's hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.calendar import Meeting, WorkingDays, instant, local_day
from bot.domain.cycle import Digest, DigestState, Step, StepRecord, StepState
from bot.domain.cycle_plan import CyclePlan, days_moved, next_window
from bot.domain.policy import CyclePolicy, Hours

#: The cut-off falls on the very end of the day's hours; a tick a moment later still tells the office.
_CUT_OFF_GRACE = timedelta(minutes=30)
#: The edition of what a shadow cycle does: kept apart, for when the programme goes live it has not happened.
SHADOW_EDITION = 0
_ESCALATION = {Step.CHASER: Step.CALL, Step.PARTNERSHIP_LEAD: Step.CHASER}


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What to do now for one plan and meeting, or when to look again."""

    do: Step | None = None
    skip: tuple[Step, ...] = ()
    """Steps before ``do`` that this cycle does not have or that were overtaken."""
    missed: bool = False
    """``do`` is the digest, and the meeting has begun without it."""
    wake_at: datetime | None = None


def agenda(
    cycle: CyclePlan,
    meeting: Meeting,
    done: Mapping[Step, StepRecord],
    digest: Digest | None,
    *,
    hours: Hours,
    working: WorkingDays,
    now: datetime,
) -> Agenda:
    """The next thing to do of this cycle. ``done``: what is recorded of this edition, by step.

    Done one at a time: after each, ask again. A meeting that passed before anything was done for it is
    left alone.
    """
    begun = now >= meeting.starts_at
    started = digest is not None or any(r.state is StepState.DONE for r in done.values())
    if meeting.cancelled or (begun and not started):
        return Agenda()
    skip: list[Step] = []
    for step in Step:
        if step in done:
            continue
        due = _due(step, cycle, done, hours=hours, working=working)
        deadline = _deadline(step, cycle, meeting)
        if step is Step.DIGEST and not begun and digest is not None:
            if digest.state in (DigestState.CANCELLED, DigestState.NOT_POSTED):
                due = None
            elif digest.state is DigestState.HELD:
                return Agenda(wake_at=meeting.starts_at)
        if due is None or due >= deadline or now >= deadline:
            if step is Step.DIGEST and begun:
                return Agenda(do=step, skip=tuple(skip), missed=True)
            skip.append(step)
            continue
        if now < due:
            return Agenda(wake_at=due)
        at = _window(step, due, digest, hours=hours, working=working, now=now)
        if at <= now:
            return Agenda(do=step, skip=tuple(skip))
        if at < deadline:
            return Agenda(wake_at=at)
        if step is Step.DIGEST:
            return Agenda(wake_at=meeting.starts_at)
        skip.append(step)
    if begun:
        return Agenda(skip=tuple(skip))
    # What this cycle does not have is written down when the meeting begins: until then it may move.
    return Agenda(wake_at=meeting.starts_at if skip else None)


def edition_of(
    records: Iterable[StepRecord], meeting: Meeting, policy: CyclePolicy, working: WorkingDays
) -> int:
    """Which edition of the digest the meeting is at.

    A posted digest's record says for which day it was posted (``digest_day``). A meeting that has moved
    further from it than the policy allows begins a second edition, with a cycle of its own; so does one
    whose digest was missed and that is to be held later after all.
    """
    kept = [r for r in records if r.step is Step.DIGEST and r.edition != SHADOW_EDITION]
    last = max(kept, key=lambda r: r.edition, default=None)
    if last is None:
        return 1
    told_for = digest_day(last)
    if last.state is StepState.DONE:
        moved = days_moved(told_for, meeting.day, working)
        anew = moved > policy.moved_same_edition_working_days
    else:
        anew = meeting.day > told_for
    return last.edition + 1 if anew else last.edition


def digest_day(record: StepRecord) -> date:
    """The meeting's day as it was when its digest was posted, or missed."""
    return date.fromisoformat(record.detail)


def _due(
    step: Step,
    cycle: CyclePlan,
    done: Mapping[Step, StepRecord],
    *,
    hours: Hours,
    working: WorkingDays,
) -> datetime | None:
    """When a step falls due, given what went before it; ``None``: this cycle does not have it."""
    due = cycle.at(step)
    if due is None:
        return None
    if (below := _ESCALATION.get(step)) is not None:
        # Never a surprise: whoever is told next, the lead was told so on a day before (R8).
        told = done.get(below)
        if told is None or told.state is StepState.SKIPPED:
            return None
        day = working.on_or_after(local_day(told.at) + timedelta(days=1))
        return max(due, instant(day, hours.send_at))
    if step is Step.CUT_OFF and not _was_done(done, Step.CALL):
        return None
    if step is Step.CHANGES:
        posted = done.get(Step.DIGEST)
        if posted is None or posted.state is StepState.SKIPPED:
            return None
        if local_day(posted.at) >= local_day(due):
            return None
    return due


def _was_done(done: Mapping[Step, StepRecord], step: Step) -> bool:
    return step in done and done[step].state is StepState.DONE


def _deadline(step: Step, cycle: CyclePlan, meeting: Meeting) -> datetime:
    """From when on a step makes no sense any more."""
    match step:
        case Step.CALL | Step.CHASER | Step.PARTNERSHIP_LEAD:
            end = cycle.cut_off
        case Step.ASSURANCE:
            end = cycle.assurance_to
        case Step.DRAFT:
            end = cycle.digest
        case Step.CUT_OFF | Step.DIGEST | Step.CHANGES:
            end = None
    return end or meeting.starts_at


def _window(
    step: Step,
    due: datetime,
    digest: Digest | None,
    *,
    hours: Hours,
    working: WorkingDays,
    now: datetime,
) -> datetime:
    """The first instant from ``now`` at which a step that is due may go out."""
    if step is Step.CUT_OFF and now < due + _CUT_OFF_GRACE:
        return now
    released = step is Step.DIGEST and digest is not None and digest.state is DigestState.RELEASED
    return next_window(now, hours, working, at_opening=released)
