"""When each step of a cycle happens (R10): pure arithmetic on working days before a meeting.

"Day n" is the n-th working day before the meeting, its own day not counted. All instants are UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.domain.calendar import Meeting, WorkingDays, instant, local_day
from bot.domain.cycle import Step
from bot.domain.policy import CyclePolicy, Hours

#: Cut-off, draft and digest each need a day of their own between the call and the meeting; a policy
#: that allows calls in a shorter cycle than this asks for what cannot be.
_FEWEST_DAYS = 5


@dataclass(frozen=True, kw_only=True)
class CyclePlan:
    """The instants of one cycle; ``None`` is a step that this cycle does not have."""

    meeting_id: int
    call: datetime | None = None
    chaser: datetime | None = None
    partnership_lead: datetime | None = None
    cut_off: datetime | None = None
    assurance_from: datetime | None = None
    assurance_to: datetime | None = None
    """Until then partnership leads may put their view beside the lead's: closing time of the last day."""
    draft: datetime | None = None
    digest: datetime | None = None
    changes: datetime | None = None
    short_notice: bool = False
    """Too short for a call: the digest goes at the next send time, marked so."""

    def at(self, step: Step) -> datetime | None:
        """When a step happens."""
        match step:
            case Step.ASSURANCE:
                return self.assurance_from
            case Step.CALL:
                return self.call
            case Step.CHASER:
                return self.chaser
            case Step.PARTNERSHIP_LEAD:
                return self.partnership_lead
            case Step.CUT_OFF:
                return self.cut_off
            case Step.DRAFT:
                return self.draft
            case Step.DIGEST:
                return self.digest
            case Step.CHANGES:
                return self.changes

    @property
    def steps(self) -> tuple[tuple[Step, datetime], ...]:
        """What this cycle has, in order."""
        return tuple((step, at) for step in Step if (at := self.at(step)) is not None)


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """One step on the calendar."""

    step: Step
    at: datetime
    meeting: Meeting
    cycle: CyclePlan


def plan_steps(
    meeting: Meeting,
    previous: Meeting | None,
    policy: CyclePolicy,
    hours: Hours,
    working: WorkingDays,
    *,
    live_since: datetime | None = None,
) -> CyclePlan:
    """The steps before ``meeting``. ``previous``: the meeting of the same body before it, not cancelled.

    A cancelled meeting has no steps, nor has one that had begun when the programme learned of it. Where
    the programme went live (``live_since``) after the day of the call, the cycle is that of a meeting
    entered then; what is too short for a call has no digest either: going live is no short notice of a
    meeting, and a digest of what nobody was asked for says nothing but that.
    """
    cycle = _steps(meeting, previous, policy, hours, working)
    if (
        live_since is None
        or meeting.cancelled
        or not meeting.entered_at < live_since < meeting.starts_at
        or (cycle.call is not None and local_day(cycle.call) >= local_day(live_since))
    ):
        return cycle
    entered = replace(meeting, entered_at=live_since)
    anew = _steps(entered, previous, policy, hours, working)
    return CyclePlan(meeting_id=meeting.id) if anew.short_notice else anew


# Asked with every message and the same each time: nothing but its arguments decides it.
@lru_cache(maxsize=1024)
def _steps(
    meeting: Meeting,
    previous: Meeting | None,
    policy: CyclePolicy,
    hours: Hours,
    working: WorkingDays,
) -> CyclePlan:
    if meeting.cancelled or meeting.starts_at <= meeting.entered_at:
        return CyclePlan(meeting_id=meeting.id)
    after = _known_from(meeting, previous)
    call_day = working.add(meeting.day, -policy.call)
    if call_day <= after:
        call_day = working.on_or_after(after + timedelta(days=1))
    call = _day_number(call_day, meeting.day, working)
    if call < max(policy.shortest_call, _FEWEST_DAYS):
        return _short_notice(meeting, previous, hours, working)

    def on(number: int) -> datetime:
        return instant(working.add(meeting.day, -number), hours.send_at)

    cut_off = min(policy.cut_off, call - 2)
    draft = min(policy.draft, cut_off - 1)
    digest = min(policy.digest, draft - 1)
    chased = call >= policy.shortest_chase
    if cut_off == policy.cut_off:
        first = min(policy.assurance_from, cut_off - 1)
        last = max(policy.assurance_to, draft + 1)
    else:
        first, last = cut_off - 1, draft + 1
    assured = first >= last
    return CyclePlan(
        meeting_id=meeting.id,
        call=on(call),
        chaser=on(policy.chaser) if chased else None,
        partnership_lead=on(policy.partnership_lead) if chased else None,
        cut_off=instant(working.add(meeting.day, -cut_off), policy.cut_off_at),
        assurance_from=on(first) if assured else None,
        assurance_to=(instant(working.add(meeting.day, -last), hours.closes) if assured else None),
        draft=on(draft),
        digest=on(digest),
        changes=on(policy.changes) if digest > policy.changes else None,
    )


def previous_of(meeting: Meeting, meetings: Iterable[Meeting]) -> Meeting | None:
    """The body's last meeting before this one that was not cancelled."""
    before = [
        other
        for other in meetings
        if other.body == meeting.body
        and other.id != meeting.id
        and not other.cancelled
        and (other.starts_at, other.id) < (meeting.starts_at, meeting.id)
    ]
    return max(before, key=lambda m: (m.starts_at, m.id), default=None)


def cycles_of(
    meetings: Iterable[Meeting],
    body: str,
    policy: CyclePolicy,
    hours: Hours,
    working: WorkingDays,
    *,
    live_since: datetime | None = None,
) -> tuple[tuple[Meeting, CyclePlan], ...]:
    """Every meeting of the body that is not cancelled, by time, with the cycle before it."""
    ordered = sorted(
        (m for m in meetings if m.body == body and not m.cancelled),
        key=lambda m: (m.starts_at, m.id),
    )
    pairs = zip(ordered, [None, *ordered], strict=False)
    return tuple(
        (m, plan_steps(m, before, policy, hours, working, live_since=live_since))
        for m, before in pairs
    )


def steps_between(
    first: date,
    last: date,
    *,
    meetings: Iterable[Meeting],
    body: str,
    policy: CyclePolicy,
    hours: Hours,
    working: WorkingDays,
    live_since: datetime | None = None,
) -> tuple[PlannedStep, ...]:
    """The steps on the local days from ``first`` to ``last``, both inclusive, by time."""
    found = [
        PlannedStep(step=step, at=at, meeting=meeting, cycle=cycle)
        for meeting, cycle in cycles_of(
            meetings, body, policy, hours, working, live_since=live_since
        )
        for step, at in cycle.steps
        if first <= local_day(at) <= last
    ]
    order = list(Step)
    return tuple(sorted(found, key=lambda one: (one.at, order.index(one.step))))


def cycle_from(
    meetings: Iterable[Meeting],
    body: str,
    policy: CyclePolicy,
    hours: Hours,
    working: WorkingDays,
    now: datetime,
    *,
    live_since: datetime | None = None,
) -> datetime | None:
    """The last cut-off that has passed: what "this cycle" began with; ``None`` in the first cycle.

    A cancelled meeting ends no cycle: it runs on. A meeting that was entered when it was already over
    (a programme's past) had its cut-off on the usual day.
    """
    passed = [
        at
        for meeting, cycle in cycles_of(
            meetings, body, policy, hours, working, live_since=live_since
        )
        if (at := cycle.cut_off or _past_cut_off(meeting, policy, working)) is not None
        and at <= now
    ]
    return max(passed, default=None)


def silent_from(call: datetime, policy: CyclePolicy, working: WorkingDays) -> date:
    """The local day from which an update counts as an answer to this call."""
    return working.add(local_day(call), -policy.silent_before_call_working_days)


def in_hours(now: datetime, hours: Hours, working: WorkingDays) -> bool:
    """Whether people may be spoken to at this instant (R7)."""
    day = local_day(now)
    return working.is_working(day) and instant(day, hours.opens) <= now < instant(day, hours.closes)


def next_window(
    now: datetime, hours: Hours, working: WorkingDays, *, at_opening: bool = False
) -> datetime:
    """``now`` inside the hours, else when they next allow speaking: at the send time, or at opening."""
    if in_hours(now, hours, working):
        return now
    at = hours.opens if at_opening else hours.send_at
    day = local_day(now)
    if working.is_working(day) and now < instant(day, hours.opens):
        return instant(day, at)
    return instant(working.on_or_after(day + timedelta(days=1)), at)


def _known_from(meeting: Meeting, previous: Meeting | None) -> date:
    """The day after which the call may go: neither on the previous meeting's nor the day of entry."""
    entered = local_day(meeting.entered_at)
    return max(entered, previous.day) if previous is not None else entered


def _day_number(day: date, meeting_day: date, working: WorkingDays) -> int:
    """How many working days before the meeting ``day`` is."""
    return working.between(day - timedelta(days=1), meeting_day - timedelta(days=1))


def _short_notice(
    meeting: Meeting, previous: Meeting | None, hours: Hours, working: WorkingDays
) -> CyclePlan:
    day = local_day(meeting.entered_at)
    if instant(day, hours.send_at) <= meeting.entered_at:
        day += timedelta(days=1)
    if previous is not None:
        day = max(day, previous.day + timedelta(days=1))
    at = instant(working.on_or_after(day), hours.send_at)
    # A meeting entered after the last send time before it begins has nothing that could go before it.
    digest = at if at < meeting.starts_at else None
    return CyclePlan(meeting_id=meeting.id, digest=digest, short_notice=True)


def _past_cut_off(meeting: Meeting, policy: CyclePolicy, working: WorkingDays) -> datetime | None:
    if meeting.starts_at > meeting.entered_at:
        return None
    return instant(working.add(meeting.day, -policy.cut_off), policy.cut_off_at)


def days_moved(before: date, after: date, working: WorkingDays) -> int:
    """By how many working days a meeting moved, in either direction."""
    return working.between(min(before, after), max(before, after))
