"""A plan as a document holds it, before it becomes record: headings, actions, milestones, measures, findings.

``bot.documents`` fills these values from Word, Excel and CSV files; the command line prints them; the
plans handler turns them into the record. Nothing here has ids: a key is what names an action.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.dates import Due
from bot.domain.status import Status


class LeadKind(StrEnum):
    """Who is named as a lead. Only a person can be messaged."""

    PERSON = "person"
    POST = "post"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class NamedLead:
    """One lead as written: ``name`` is the person's, post's or organisation's own words."""

    name: str
    role: str | None = None
    organisation: str | None = None
    kind: LeadKind = LeadKind.PERSON
    inherited: bool = False
    """Carried down from a merged cell: still a lead, not a missing one."""


class HeadingKind(StrEnum):
    PRIORITY = "priority"
    OUTCOME = "outcome"
    AIM = "aim"
    CRITERION = "criterion"
    NEXT_STEP = "next_step"
    SECTION = "section"


@dataclass(frozen=True, kw_only=True)
class PlanHeading:
    """A level of the plan above its actions. ``id`` is unique inside the plan and stable at re-import."""

    id: str
    parent: str | None
    kind: HeadingKind
    code: str | None
    title: str
    leads: tuple[NamedLead, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanMilestone:
    text: str
    due: Due | None
    shared_with: tuple[str, ...] = ()
    """Keys of the other actions that share it through a merged cell."""
    raw: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanMeasure:
    text: str
    target: str | None
    due: Due | None
    shared_with: tuple[str, ...] = ()
    raw: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanAction:
    key: str
    ref: str | None
    title: str
    heading: str
    """The ``id`` of the nearest heading above."""
    leads: tuple[NamedLead, ...] = ()
    lead_organisations: tuple[str, ...] = ()
    due: Due | None = None
    revised_due: Due | None = None
    """A later date that the document itself calls revised: shown to the office, never adopted alone."""
    status: Status = Status.NOT_REPORTED
    milestones: tuple[PlanMilestone, ...] = ()
    measures: tuple[PlanMeasure, ...] = ()
    raw: tuple[tuple[str, str], ...] = ()
    """(column heading, cell words) exactly as the document had them."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a careful programme officer would query. ``error`` only where no plan could be read."""

    severity: Severity
    code: str
    where: str
    message: str


@dataclass(frozen=True, kw_only=True)
class ImportedPlan:
    """What one file holds."""

    code: str
    title: str
    starts_on: date | None
    ends_on: date | None
    headings: tuple[PlanHeading, ...]
    actions: tuple[PlanAction, ...]
    findings: tuple[Finding, ...] = field(default=())
