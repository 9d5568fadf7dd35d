"""The calendar of meetings (R9): added, moved, cancelled, worked out from a body's rhythm.

Whatever changes here, everybody's touches and the cycle are looked at again. What was sent stays sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import Meeting, MeetingState, Rhythm, WorkingDays
from bot.domain.cycle import DigestState, Step, StepRecord, StepState
from bot.domain.cycle_agenda import edition_of
from bot.domain.cycle_plan import in_hours
from bot.domain.errors import PlanRefused
from bot.domain.programme import Plan, Programme
from bot.domain.rhythms import Occurrence, occurrences, reviews
from bot.handlers import digests
from bot.handlers.desk import Desk
from bot.handlers.exchange import working_days
from bot.phrasing.words import long_day
from bot.ports import UnitOfWork

#: How far ahead rhythms become meetings.
AHEAD = timedelta(days=365)
#: When a plan without meetings is reviewed.
_REVIEW_AT = time(10, 0)


def add(
    uow: UnitOfWork,
    programme: Programme,
    body: str,
    day: date,
    at: time,
    now: datetime,
    *,
    actor_id: int | None = None,
) -> Meeting:
    """Enter a meeting. One that is there already is given back as it is.

    :raises PlanRefused: the programme has no such body.
    """
    bodies = [one.code for one in uow.meetings.bodies(programme.id)]
    if body not in bodies:
        known = f"its bodies are {', '.join(bodies)}" if bodies else "it has no bodies yet"
        raise PlanRefused(f'There is no body "{body}" in {programme.name}: {known}.')
    meetings = [m for m in uow.meetings.of(programme.id) if m.body == body and not m.cancelled]
    same = next((m for m in meetings if m.day == day and not _is_review(uow, m)), None)
    if same is not None:
        return same
    desk = Desk(uow=uow, programme_id=programme.id, now=now, actor_id=actor_id)
    meeting = uow.meetings.save(
        Meeting(
            programme_id=programme.id,
            body=body,
            day=day,
            at=at,
            original_day=day,
            entered_at=now,
        )
    )
    _record(desk, "meeting_added", meeting)
    if not any(r.body == body for r in uow.meetings.rhythms(programme.id)):
        # A body that has meetings is not reviewed by the calendar any more.
        _drop(desk, [m for m in meetings if m.from_rhythm], now)
    desk.look_again_at_all()
    return meeting


def move(
    uow: UnitOfWork,
    meeting_id: int,
    day: date,
    now: datetime,
    *,
    at: time | None = None,
    actor_id: int | None = None,
) -> Meeting:
    """Give a meeting a new date: it stays the same meeting, and its cycle is counted from there (R10).

    A date that leaves less time than the old one, or that makes a second edition of the digest, counts
    as entered now: whoever is asked for updates has the days that are left from here.

    :raises PlanRefused: it was cancelled, or the body meets on that day already.
    """
    before = uow.meetings.get(meeting_id)
    after = replace(before, day=day, at=at or before.at)
    if after == before:
        return before
    if before.cancelled:
        raise PlanRefused(
            f"The meeting of {long_day(before.day)} was cancelled. Add the new one instead."
        )
    others = [m for m in uow.meetings.of(before.programme_id) if m.id != before.id]
    if any(m.body == before.body and m.day == day and not m.cancelled for m in others):
        raise PlanRefused(f"The {before.body} meets on {long_day(day)} already.")
    programme = uow.programmes.get(before.programme_id)
    if _counts_anew(uow, programme, before, after):
        after = replace(after, entered_at=now)
    after = uow.meetings.save(after)
    desk = Desk(uow=uow, programme_id=programme.id, now=now, actor_id=actor_id)
    desk.record(
        "meeting_moved",
        _subject(after),
        before={"day": before.day.isoformat(), "at": before.at.isoformat()},
        after={"day": after.day.isoformat(), "at": after.at.isoformat()},
    )
    desk.look_again_at_all()
    return after


def cancel(
    uow: UnitOfWork, meeting_id: int, now: datetime, *, actor_id: int | None = None
) -> Meeting:
    """Cancel a meeting. After its digest one notice goes into the same thread; before it, what is left of
    the cycle's steps is skipped. Either way the cycle runs on to the next cut-off (R10)."""
    before = uow.meetings.get(meeting_id)
    if before.cancelled:
        return before
    programme = uow.programmes.get(before.programme_id)
    after = uow.meetings.save(replace(before, state=MeetingState.CANCELLED))
    desk = Desk(uow=uow, programme_id=programme.id, now=now, actor_id=actor_id)
    _record(desk, "meeting_cancelled", after)
    for plan in _reporting_to(uow, programme, before.body):
        _end_cycle(uow, programme, plan, after, now)
    desk.look_again_at_all()
    return after


def extend_rhythms(uow: UnitOfWork, programme: Programme, now: datetime) -> tuple[Meeting, ...]:
    """Turn rhythms into meetings, a year ahead; doing it again adds nothing.

    A meeting that a changed rhythm no longer has is cancelled where nothing has happened for it yet. One
    that was moved or cancelled by hand stays as it is. A reporting body without any meetings gets its
    plans' review points (R9). Gives back what was added.
    """
    desk = Desk(uow=uow, programme_id=programme.id, now=now)
    working = working_days(uow, programme)
    until = desk.today + AHEAD
    rhythms = uow.meetings.rhythms(programme.id)
    plans = uow.plans.of(programme.id)
    added: list[Meeting] = []
    changed = False
    codes = dict.fromkeys([*(r.body for r in rhythms), *(p.reporting_body for p in plans)])
    for code in codes:
        own = [r for r in rhythms if r.body == code]
        recorded = [m for m in uow.meetings.of(programme.id) if m.body == code]
        if own:
            found = occurrences(own, until, working=working)
        elif any(not m.from_rhythm and not m.cancelled for m in recorded):
            continue
        else:
            found = _reviews(plans, code, programme, until, working)
        ahead = [one for one in found if one.day >= desk.today]
        changed |= _drop(desk, _gone(recorded, ahead, own), now)
        for one in ahead:
            if _adopt(uow, recorded, one):
                continue
            meeting = Meeting(
                programme_id=programme.id,
                body=code,
                day=one.day,
                at=one.at,
                original_day=one.day,
                entered_at=now,
                from_rhythm=True,
            )
            added.append(uow.meetings.save(meeting))
            _record(desk, "meeting_added", added[-1])
    if added or changed:
        desk.look_again_at_all()
    return tuple(added)


def _reviews(
    plans: Sequence[Plan], body: str, programme: Programme, until: date, working: WorkingDays
) -> tuple[Occurrence, ...]:
    """The review points of the plans that report to a body without meetings: the most frequent ones."""
    mine = [p for p in plans if p.reporting_body == body and p.imported_on is not None]
    if not mine:
        return ()
    months = min((p.policy or programme.policy).cycle.review_months for p in mine)
    first = min(p.imported_on for p in mine if p.imported_on is not None)
    return reviews(first, max(months, 1), until, at=_REVIEW_AT, working=working)


def _gone(
    recorded: Sequence[Meeting], found: Sequence[Occurrence], rhythms: Sequence[Rhythm]
) -> list[Meeting]:
    """Worked-out meetings that the rhythm no longer has, unless somebody has moved them since."""
    days = {one.day for one in found}
    return [
        m
        for m in recorded
        if m.from_rhythm
        and not m.cancelled
        and m.day == m.original_day
        and m.day not in days
        and (rhythms or found)
    ]


def _adopt(uow: UnitOfWork, recorded: Sequence[Meeting], one: Occurrence) -> bool:
    """Whether the occurrence stands in the record: as itself, moved, cancelled by hand, or listed.

    A listed one is the rhythm's from here on, so that cancelling it does not bring it back.
    """
    same = [
        m
        for m in recorded
        if one.day in (m.day, m.original_day) and (m.from_rhythm or not m.cancelled)
    ]
    if same and not same[0].from_rhythm:
        uow.meetings.save(replace(same[0], from_rhythm=True))
    return bool(same)


def _drop(desk: Desk, meetings: Sequence[Meeting], now: datetime) -> bool:
    """Cancel worked-out meetings ahead for which nothing has been done; True if there were any."""
    dropped = False
    plans = desk.uow.plans.of(desk.programme_id)
    for meeting in meetings:
        done = any(desk.uow.cycles.steps(plan.id, meeting.id) for plan in plans)
        if meeting.starts_at <= now or done:
            continue
        # No longer the rhythm's: should the rhythm come back, its meeting is entered anew.
        gone = replace(meeting, state=MeetingState.CANCELLED, from_rhythm=False)
        _record(desk, "meeting_dropped", desk.uow.meetings.save(gone))
        dropped = True
    return dropped


def _is_review(uow: UnitOfWork, meeting: Meeting) -> bool:
    """Whether the meeting is only a review point, which a real one takes the place of."""
    rhythms = uow.meetings.rhythms(meeting.programme_id)
    return meeting.from_rhythm and not any(r.body == meeting.body for r in rhythms)


def _counts_anew(uow: UnitOfWork, programme: Programme, before: Meeting, after: Meeting) -> bool:
    """Whether the short-cycle rules count from this move: less time for updates, or a second edition."""
    working = working_days(uow, programme)
    earlier = after.day < before.day
    for plan in _reporting_to(uow, programme, before.body):
        policy = (plan.policy or programme.policy).cycle
        records = uow.cycles.steps(plan.id, before.id)
        was = edition_of(records, before, policy, working)
        if edition_of(records, after, policy, working) > was:
            return True
        past = (Step.CUT_OFF, Step.DRAFT, Step.DIGEST)
        if earlier and any(r.step in past and r.edition == was for r in records):
            return False
    return earlier


def _reporting_to(uow: UnitOfWork, programme: Programme, body: str) -> list[Plan]:
    return [plan for plan in uow.plans.of(programme.id) if plan.reporting_body == body]


def _end_cycle(
    uow: UnitOfWork, programme: Programme, plan: Plan, meeting: Meeting, now: datetime
) -> None:
    """What a cancelled meeting leaves of one plan's cycle."""
    digest = uow.cycles.digest(plan.id, meeting.id)
    hours = (plan.policy or programme.policy).hours
    if digest is not None and (
        digest.state in digests.OPEN
        or (
            digest.state is DigestState.POSTED
            and programme.state.keeps_cadence
            and in_hours(now, hours, working_days(uow, programme))
        )
    ):
        # Outside the hours the notice waits: the cycle's next look posts it.
        digests.post_cancelled(uow, programme, digest, meeting, now)
    records = uow.cycles.steps(plan.id, meeting.id)
    policy = (plan.policy or programme.policy).cycle
    edition = edition_of(records, meeting, policy, working_days(uow, programme))
    done = {r.step for r in records if r.edition == edition}
    for step in Step:
        if step not in done and meeting.starts_at > now:
            detail = meeting.day.isoformat() if step is Step.DIGEST else ""
            uow.cycles.add_step(
                StepRecord(
                    plan_id=plan.id,
                    meeting_id=meeting.id,
                    edition=edition,
                    step=step,
                    state=StepState.SKIPPED,
                    at=now,
                    detail=detail,
                )
            )


def _record(desk: Desk, kind: str, meeting: Meeting) -> None:
    desk.record(
        kind,
        _subject(meeting),
        after={
            "body": meeting.body,
            "day": meeting.day.isoformat(),
            "at": meeting.at.isoformat(),
            "from_rhythm": meeting.from_rhythm,
        },
    )


def _subject(meeting: Meeting) -> str:
    return f"meeting:{meeting.id}"
