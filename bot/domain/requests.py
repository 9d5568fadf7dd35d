"""Requests and their decisions (R13): nothing takes effect before it is granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.dates import Due
from bot.domain.programme import RequestKind


class RequestState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class DecisionKind(StrEnum):
    """How a body came to its decision."""

    AT_MEETING = "at_meeting"
    CHAIRS_ACTION = "chairs_action"
    """To be ratified at the next meeting."""
    DELEGATED = "delegated"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One body's answer at one step of the route."""

    body: str
    agreed: bool
    kind: DecisionKind
    person_id: int
    at: datetime
    reason: str | None = None
    minute: str | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """Something asked of the route's bodies, in order. ``step`` counts the agreements so far."""

    id: int = 0
    programme_id: int
    plan_id: int
    action_id: int
    kind: RequestKind
    state: RequestState = RequestState.OPEN
    route: tuple[str, ...]
    step: int = 0
    person_id: int
    made_at: datetime
    reason: str | None = None
    new_date: Due | None = None
    new_lead: str | None = None
    decisions: tuple[Decision, ...] = ()
    batch: str = ""

    @property
    def awaiting(self) -> str | None:
        """The body whose decision is due, while open."""
        if self.state is not RequestState.OPEN:
            return None
        return self.route[self.step] if self.step < len(self.route) else None
