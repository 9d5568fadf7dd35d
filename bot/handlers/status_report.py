"""The status as JSON: a contract that other programs use. Its schema stands in docs/reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from bot.domain.dates import Due
from bot.domain.digest import ActionLine, DigestFacts, Entry
from bot.domain.digest_promise import slip


class _Report(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DateReport(_Report):
    """A date as written, with the days it spans; both ``null`` where it is ongoing."""

    text: str
    start: date | None
    end: date | None
    precision: str

    @classmethod
    def of(cls, due: Due | None) -> DateReport | None:
        if due is None:
            return None
        return cls(text=due.text, start=due.start, end=due.end, precision=due.precision.value)


class SlipReport(_Report):
    """Forecast minus agreed date (R4); ``months`` only where both are the last day of a month."""

    days: int
    months: int | None


class LeadReport(_Report):
    name: str
    organisation: str | None


class ActionReport(_Report):
    key: str
    ref: str | None
    title: str
    priority: str
    status: str
    markers: list[str]
    leads: list[LeadReport]
    original: DateReport | None
    approved: DateReport | None
    approved_changes: int
    forecast: DateReport | None
    slip: SlipReport | None
    awaiting: str | None
    """The body whose decision on a claimed completion is awaited."""
    impact_due: date | None
    assured: str | None
    """The status of a partnership lead's own view in this cycle."""
    reported_at: datetime | None
    position: str | None
    """Of ambers and reds."""
    next_steps: str | None
    still_to_come: list[str]
    meetings_off_green: int | None

    @classmethod
    def of(cls, line: ActionLine, entry: Entry | None, next_steps: str | None) -> ActionReport:
        late = slip(line.approved, line.forecast)
        return cls(
            key=line.key,
            ref=line.ref,
            title=line.title,
            priority=line.priority,
            status=line.status.value,
            markers=[one.value for one in line.markers],
            leads=[LeadReport(name=one.name, organisation=one.organisation) for one in line.leads],
            original=DateReport.of(line.original),
            approved=DateReport.of(line.approved),
            approved_changes=line.approved_changes,
            forecast=DateReport.of(line.forecast),
            slip=SlipReport(days=late.days, months=late.months) if late else None,
            awaiting=line.awaiting,
            impact_due=line.impact_due,
            assured=line.assured.status.value if line.assured else None,
            reported_at=line.reported_at,
            position=entry.position if entry else None,
            next_steps=entry.next_steps if entry else next_steps,
            still_to_come=list(entry.still_to_come) if entry else [],
            meetings_off_green=entry.meetings_off_green if entry else None,
        )


class DecisionReport(_Report):
    kind: str
    key: str
    text: str | None
    new_date: DateReport | None
    awaiting: str | None


class PlanReport(_Report):
    plan: str
    title: str
    body: str
    meeting_day: date | None
    compared_with: date | None
    """The meeting that changes are measured from; ``null`` before the first digest."""
    assured_at: datetime | None
    counts: dict[str, int]
    """All six statuses, over every action that is not withdrawn."""
    changes: dict[str, int] | None
    """By status, since the meeting compared with."""
    worse: list[str]
    better: list[str]
    overdue: list[str]
    claims: list[str]
    impact_pending: list[str]
    outstanding: dict[str, int]
    """Updates outstanding by priority."""
    decisions: list[DecisionReport]
    actions: list[ActionReport]
    """Those asked for, in the plan's order."""

    @classmethod
    def of(cls, facts: DigestFacts, actions: Sequence[ActionReport]) -> PlanReport:
        return cls(
            plan=facts.plan,
            title=facts.plan_title,
            body=facts.body,
            meeting_day=facts.meeting_day,
            compared_with=facts.compared.meeting_day if facts.compared else None,
            assured_at=facts.assured_at,
            counts={one.status.value: one.count for one in facts.counts},
            changes=(
                {one.status.value: one.change or 0 for one in facts.counts}
                if facts.compared
                else None
            ),
            worse=[one.key for one in facts.worsened],
            better=[one.key for one in facts.improved],
            overdue=[one.key for one in facts.overdue],
            claims=[one.key for one in facts.claims],
            impact_pending=[one.key for one in facts.impact_pending],
            outstanding={one.priority: one.count for one in facts.outstanding},
            decisions=[
                DecisionReport(
                    kind=one.kind,
                    key=one.key,
                    text=one.text,
                    new_date=DateReport.of(one.new_date),
                    awaiting=one.awaiting,
                )
                for one in facts.decisions
            ],
            actions=list(actions),
        )


class StatusReport(_Report):
    """What ``sendbot status --json`` prints."""

    programme: str
    as_of: datetime
    unknown: list[str]
    """Words of the filter that were not understood; they narrow nothing."""
    plans: list[PlanReport]
