"""What ``sendbot plan import`` prints: the JSON contract as pydantic models, and the same in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.documents.plan_file import read_plan
from bot.domain.dates import Due, Precision
from bot.domain.errors import PlanRefused
from bot.domain.plan_changes import ExistingPlan, PlanChanges, compare
from bot.domain.plans import (
    Finding,
    HeadingKind,
    ImportedPlan,
    LeadKind,
    NamedLead,
    PlanAction,
    PlanHeading,
    Severity,
)
from bot.domain.status import Status


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DueShape(_Shape):
    """A date: the words, and what they resolve to; an ongoing one has neither start nor end."""

    text: str
    start: date | None
    end: date | None
    precision: Precision


class LeadShape(_Shape):
    name: str
    role: str | None
    organisation: str | None
    kind: LeadKind


class PlanShape(_Shape):
    code: str
    title: str
    starts_on: date | None
    ends_on: date | None


class HeadingShape(_Shape):
    id: str
    parent: str | None
    kind: HeadingKind
    code: str | None
    title: str
    leads: list[LeadShape]


class MilestoneShape(_Shape):
    text: str
    due: DueShape | None
    shared_with: list[str]


class MeasureShape(_Shape):
    text: str
    target: str | None
    due: DueShape | None
    shared_with: list[str]


class ActionShape(_Shape):
    key: str
    ref: str | None
    title: str
    heading: str
    leads: list[LeadShape]
    lead_organisations: list[str]
    due: DueShape | None
    status: Status
    milestones: list[MilestoneShape]
    measures: list[MeasureShape]


class FindingShape(_Shape):
    severity: Severity
    code: str
    where: str
    message: str


class NewShape(_Shape):
    """Something that the import adds."""

    kind: str
    keys: list[str]
    """The key of a new action, or of all actions that share a new milestone or measure."""
    text: str


class ChangedShape(_Shape):
    """Something that differs: a wording is corrected (``applied``), all else is reported and left."""

    kind: str
    key: str
    field: str
    before: str
    after: str
    applied: bool


class GoneShape(_Shape):
    """Something that the record has and the document has not: left as it is."""

    kind: str
    key: str
    text: str


class ChangesShape(_Shape):
    new: list[NewShape]
    changed: list[ChangedShape]
    gone: list[GoneShape]


class PlanReport(_Shape):
    """The whole answer of ``sendbot plan import --json``."""

    plan: PlanShape | None
    headings: list[HeadingShape]
    actions: list[ActionShape]
    findings: list[FindingShape]
    changes: ChangesShape | None


def plan_report(
    path: Path,
    *,
    code: str | None = None,
    title: str | None = None,
    existing: ExistingPlan | Callable[[str], ExistingPlan | None] | None = None,
) -> tuple[dict[str, Any], int]:
    """The report on a file, ready for JSON, and the exit code: 0 where a plan was read, else 1.

    :param existing: what the record holds, or a function that finds it by the plan's code; without it, or
        where the plan is not in the record, ``changes`` is ``null``.
    """
    try:
        imported = read_plan(path, code=code, title=title)
    except PlanRefused as refusal:
        return refused_report(refusal.sentence), 1
    known = existing(imported.code) if callable(existing) else existing
    changes = compare(known, imported) if known is not None else None
    return report_of(changes.plan if changes else imported, changes), 0


def refused_report(sentence: str) -> dict[str, Any]:
    """The report where no plan could be read: the only place for an error finding."""
    finding = FindingShape(severity=Severity.ERROR, code="no-plan", where="file", message=sentence)
    report = PlanReport(plan=None, headings=[], actions=[], findings=[finding], changes=None)
    return report.model_dump(mode="json")


def report_of(imported: ImportedPlan, changes: PlanChanges | None = None) -> dict[str, Any]:
    """The report on a plan that was read."""
    report = PlanReport(
        plan=PlanShape(
            code=imported.code,
            title=imported.title,
            starts_on=imported.starts_on,
            ends_on=imported.ends_on,
        ),
        headings=[_heading(heading) for heading in imported.headings],
        actions=[_action(action) for action in imported.actions],
        findings=[_finding(finding) for finding in imported.findings],
        changes=_changes(changes) if changes is not None else None,
    )
    return report.model_dump(mode="json")


def _due(due: Due | None) -> DueShape | None:
    if due is None:
        return None
    return DueShape(text=due.text, start=due.start, end=due.end, precision=due.precision)


def _leads(leads: Iterable[NamedLead]) -> list[LeadShape]:
    return [
        LeadShape(name=x.name, role=x.role, organisation=x.organisation, kind=x.kind) for x in leads
    ]


def _heading(heading: PlanHeading) -> HeadingShape:
    return HeadingShape(
        id=heading.id,
        parent=heading.parent,
        kind=heading.kind,
        code=heading.code,
        title=heading.title,
        leads=_leads(heading.leads),
    )


def _action(action: PlanAction) -> ActionShape:
    return ActionShape(
        key=action.key,
        ref=action.ref,
        title=action.title,
        heading=action.heading,
        leads=_leads(action.leads),
        lead_organisations=list(action.lead_organisations),
        due=_due(action.due),
        status=action.status,
        milestones=[
            MilestoneShape(text=m.text, due=_due(m.due), shared_with=list(m.shared_with))
            for m in action.milestones
        ],
        measures=[
            MeasureShape(
                text=m.text, target=m.target, due=_due(m.due), shared_with=list(m.shared_with)
            )
            for m in action.measures
        ],
    )


def _finding(finding: Finding) -> FindingShape:
    return FindingShape(
        severity=finding.severity, code=finding.code, where=finding.where, message=finding.message
    )


def _changes(changes: PlanChanges) -> ChangesShape:
    return ChangesShape(
        new=[
            *(NewShape(kind="action", keys=[a.key], text=a.title) for a in changes.new_actions),
            *(
                NewShape(kind=new.what, keys=list(new.actions), text=new.item.text)
                for new in changes.new_items
            ),
        ],
        changed=[
            *(
                ChangedShape(
                    kind=c.what,
                    key=c.key,
                    field="text",
                    before=c.before,
                    after=c.after,
                    applied=True,
                )
                for c in changes.corrected
            ),
            *(
                ChangedShape(
                    kind=d.what,
                    key=d.key,
                    field=d.field,
                    before=d.before,
                    after=d.after,
                    applied=False,
                )
                for d in changes.reported
            ),
        ],
        gone=[GoneShape(kind=g.what, key=g.key, text=g.text) for g in changes.gone],
    )


# --- in words -----------------------------------------------------------------------------------------

#: Findings of one kind beyond this many are told as a count.
_MOST_ALIKE = 4


def report_text(report: dict[str, Any], *, brief: bool = False) -> str:
    """The report for people: what was read, what to query, what differs from the record.

    ``brief``: counts and what to query, for a first import, in which everything is new.
    """
    told = PlanReport.model_validate(report)
    if told.plan is None:
        return "\n".join(finding.message for finding in told.findings)
    lines = [f"{told.plan.title} ({told.plan.code}){_period(told.plan)}", _counts(told)]
    if not brief:
        lines += ["", *_outline(told)]
    lines += _finding_lines(told.findings)
    if told.changes is not None and not brief:
        lines += _change_lines(told.changes)
    return "\n".join(lines)


def _outline(told: PlanReport) -> list[str]:
    """Headings and actions, a line each."""
    lines: list[str] = []
    below: dict[str, list[ActionShape]] = defaultdict(list)
    for action in told.actions:
        below[action.heading].append(action)
    for heading in told.headings:
        leads = f" (leads: {_names(heading.leads)})" if heading.leads else ""
        code = f"{heading.code}. " if heading.code else ""
        lines.append(f"{'  ' * heading.id.count('/')}{code}{heading.title}{leads}")
        for action in below[heading.id]:
            due = action.due.text if action.due else "no date"
            lines.append(
                f"{'  ' * (heading.id.count('/') + 1)}{action.key}  {action.title}"
                f" | {_names(action.leads) or 'no lead'} | {due}"
            )
    return lines


def _period(plan: PlanShape) -> str:
    if plan.starts_on is None or plan.ends_on is None:
        return ""
    return f", {plan.starts_on.isoformat()} to {plan.ends_on.isoformat()}"


def _counts(told: PlanReport) -> str:
    def once(kind: str) -> int:
        order = {action.key: n for n, action in enumerate(told.actions)}
        return sum(
            all(order.get(key, n) >= n for key in item.shared_with)
            for n, action in enumerate(told.actions)
            for item in getattr(action, kind)
        )

    return (
        f"{_plural(len(told.actions), 'action')} under {_plural(len(told.headings), 'heading')}, "
        f"{_plural(once('milestones'), 'milestone')}, {_plural(once('measures'), 'measure')}."
    )


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _names(leads: Sequence[LeadShape]) -> str:
    return ", ".join(lead.name for lead in leads)


def _finding_lines(findings: Sequence[FindingShape]) -> list[str]:
    lines: list[str] = []
    for severity, title in ((Severity.WARNING, "To query"), (Severity.INFO, "To know")):
        some = [f for f in findings if f.severity is severity]
        if some:
            lines += ["", f"{title}:"]
        for code in dict.fromkeys(f.code for f in some):
            alike = [f for f in some if f.code == code]
            lines += [f"- {f.where}: {f.message}" for f in alike[:_MOST_ALIKE]]
            rest = alike[_MOST_ALIKE:]
            if rest:
                places = ", ".join(dict.fromkeys(f.where for f in rest))
                lines.append(f"- The same ({code}) for {len(rest)} more: {places}.")
    return lines


def _change_lines(changes: ChangesShape) -> list[str]:
    if not (changes.new or changes.changed or changes.gone):
        return ["", "Nothing differs from the record."]
    lines = ["", "Against the record:"]
    lines += [f"- New {new.kind} ({', '.join(new.keys)}): {new.text}" for new in changes.new]
    for change in changes.changed:
        what = "Wording corrected" if change.applied else f"Other {change.field}, left as it is"
        lines.append(
            f"- {what}, {change.kind} of {change.key}: “{change.before}” in the record, "
            f"“{change.after}” in the file"
        )
    lines += [
        f"- Gone from the file, left in the record: {gone.kind} of {gone.key}: {gone.text}"
        for gone in changes.gone
    ]
    return lines
