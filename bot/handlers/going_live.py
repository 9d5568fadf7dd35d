"""What going live means for the meetings ahead (R10): which gets a digest, and which comes too soon for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import Meeting
from bot.domain.cycle_plan import cycles_of, next_window
from bot.domain.programme import Plan, Programme
from bot.handlers.escalations import tell_privately
from bot.handlers.exchange import working_days
from bot.handlers.telling import body_name, office
from bot.phrasing import programme as say
from bot.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class MeetingAhead:
    """A meeting to come of the body that a plan reports to."""

    plan: Plan
    meeting: Meeting
    body: str
    """The body's name."""
    digest_at: datetime | None
    """``None``: it comes too soon after the programme went live for anybody to be asked."""


def meetings_ahead(
    uow: UnitOfWork, programme: Programme, now: datetime
) -> tuple[MeetingAhead, ...]:
    """Those that have not begun, by time, of every plan that is in."""
    working = working_days(uow, programme)
    meetings = uow.meetings.of(programme.id)
    found = []
    for plan in uow.plans.of(programme.id):
        if plan.imported_on is None:
            continue
        policy = plan.policy or programme.policy
        cycles = cycles_of(
            meetings,
            plan.reporting_body,
            policy.cycle,
            policy.hours,
            working,
            live_since=programme.live_since,
        )
        found += [
            MeetingAhead(
                plan=plan,
                meeting=meeting,
                body=body_name(uow, programme.id, meeting.body),
                digest_at=cycle.digest,
            )
            for meeting, cycle in cycles
            if meeting.starts_at > now
        ]
    return tuple(sorted(found, key=lambda one: (one.meeting.starts_at, one.plan.id)))


def tell_too_near(uow: UnitOfWork, programme: Programme, now: datetime) -> None:
    """Tell the office, once a meeting, which have no digest because the programme went live so late."""
    near: Sequence[MeetingAhead] = [
        one for one in meetings_ahead(uow, programme, now) if one.digest_at is None
    ]
    at = next_window(now, programme.policy.hours, working_days(uow, programme))
    for one in near:
        message = say.too_near_message(one.body, one.meeting.day)
        key = f"too_near:{one.plan.id}:{one.meeting.id}"
        for person in office(uow, programme.id):
            tell_privately(uow, programme, person, message, key=key, at=at)
