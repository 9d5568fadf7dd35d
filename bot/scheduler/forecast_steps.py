"""The steps of coming cycles that are not addressed to leads (R10), for the forecast: who gets what, when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain.cycle import Step
from bot.domain.cycle_plan import PlannedStep, steps_between
from bot.phrasing.words import day_month
from bot.scheduler.desks import View

#: Step → (to whom, what). The call and the chaser are forecast lead by lead.
_TOLD: Mapping[Step, tuple[str, str]] = {
    Step.PARTNERSHIP_LEAD: ("Partnership leads", "what is still silent"),
    Step.CUT_OFF: ("Programme office", "cut-off: who is silent"),
    Step.ASSURANCE: ("Partnership leads", "the returns, to look at"),
    Step.DRAFT: ("Chairs and programme office", "draft of the digest"),
    Step.DIGEST: ("Executive Leadership channels", "the digest"),
    Step.CHANGES: (
        "Executive Leadership channels",
        "what changed since the digest, if anything did",
    ),
}


def told(step: Step) -> tuple[str, str] | None:
    """Who gets a step, and what; ``None`` for one that is forecast lead by lead."""
    return _TOLD.get(step)


def why(planned: PlannedStep, what: str) -> str:
    """ "draft of the digest for the meeting of 24 October"."""
    return f"{what}, for the meeting of {day_month(planned.meeting.day)}"


def steps_ahead(view: View, first: date, last: date) -> tuple[PlannedStep, ...]:
    """The steps of every plan's reporting body in these days."""
    found: list[PlannedStep] = []
    bodies = {plan.reporting_body: plan for plan in view.plans.values()}
    for body, plan in bodies.items():
        policy = plan.policy or view.programme.policy
        found += steps_between(
            first,
            last,
            meetings=view.meetings,
            body=body,
            policy=policy.cycle,
            hours=policy.hours,
            working=view.working,
            live_since=view.programme.live_since,
        )
    return tuple(found)
