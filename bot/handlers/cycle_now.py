"""Where a plan stands in its cycle: the meeting ahead, its cut-off, and when this cycle began (R10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import Meeting
from bot.domain.cycle import Digest, DigestState
from bot.domain.cycle_plan import cycle_from, cycles_of
from bot.domain.programme import Plan, Programme
from bot.handlers.exchange import working_days
from bot.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class CycleNow:
    """``since``: the last cut-off that has passed; what lies after it counts in this cycle."""

    meeting: Meeting | None = None
    cut_off: datetime | None = None
    since: datetime | None = None
    digest: Digest | None = None

    @property
    def late(self) -> bool:
        """After this meeting's cut-off and before its digest: counted, and marked late (R10)."""
        return (
            self.meeting is not None
            and self.since is not None
            and self.since == self.cut_off
            and (self.digest is None or self.digest.state is not DigestState.POSTED)
        )


def cycle_now(uow: UnitOfWork, programme: Programme, plan: Plan, now: datetime) -> CycleNow:
    """The cycle of the plan's reporting body at ``now``."""
    policy = plan.policy or programme.policy
    working = working_days(uow, programme)
    meetings = uow.meetings.of(programme.id)
    body = plan.reporting_body
    since = cycle_from(
        meetings,
        body,
        policy.cycle,
        policy.hours,
        working,
        now,
        live_since=programme.live_since,
    )
    ahead = (
        (meeting, cycle)
        for meeting, cycle in cycles_of(
            meetings,
            body,
            policy.cycle,
            policy.hours,
            working,
            live_since=programme.live_since,
        )
        if meeting.starts_at > now
    )
    meeting, cycle = next(ahead, (None, None))
    if meeting is None or cycle is None:
        return CycleNow(since=since)
    return CycleNow(
        meeting=meeting,
        cut_off=cycle.cut_off,
        since=since,
        digest=uow.cycles.digest(plan.id, meeting.id),
    )
