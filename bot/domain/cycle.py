"""The cycle before each meeting of the reporting body (R8, R10): its steps, and what has been done of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """In the order in which they happen."""

    CALL = "call"
    CHASER = "chaser"
    PARTNERSHIP_LEAD = "partnership_lead"
    CUT_OFF = "cut_off"
    ASSURANCE = "assurance"
    DRAFT = "draft"
    DIGEST = "digest"
    CHANGES = "changes"


class StepState(StrEnum):
    DONE = "done"
    SKIPPED = "skipped"
    """Not part of this (short) cycle, overtaken by a move, or its meeting was cancelled."""


@dataclass(frozen=True, kw_only=True)
class StepRecord:
    """A step that has happened: unique by (plan, meeting, edition, step, rung), whatever restarts."""

    id: int = 0
    plan_id: int
    meeting_id: int
    edition: int = 1
    step: Step
    rung: str = ""
    """For escalation: which rung to whom, so that each happens once per cycle (R8)."""
    state: StepState = StepState.DONE
    at: datetime
    detail: str = ""


class DigestState(StrEnum):
    DRAFT = "draft"
    HELD = "held"
    RELEASED = "released"
    """Was held; goes at once inside R7's hours, else when they next begin."""
    POSTED = "posted"
    NOT_POSTED = "not_posted"
    """Still held when the meeting began."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Words that chairs or the office put in place of an entry's before posting (R10, day 8)."""

    key: str
    """The action's key, or "" for the overall line."""
    field: str
    text: str
    person_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Digest:
    """The digest of one plan for one meeting, in one edition."""

    id: int = 0
    plan_id: int
    meeting_id: int
    edition: int = 1
    state: DigestState = DigestState.DRAFT
    drafted_at: datetime
    posted_at: datetime | None = None
    held_by: int | None = None
    corrections: tuple[Correction, ...] = ()
    facts: str = ""
    """The facts as JSON, frozen at posting (R11): the next meeting's trend compares with them."""
    short_notice: bool = False
