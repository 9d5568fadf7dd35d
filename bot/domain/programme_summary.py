"""How a programme stands, for the office's eyes: what ``sendbot programme status`` tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.programme import ProgrammeState


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    code: str
    title: str
    reporting_body: str
    imported_on: date | None
    actions: int


@dataclass(frozen=True, kw_only=True)
class UnreachableLead:
    """A lead as the plan writes them, who cannot be messaged (DOMAIN.md, "People")."""

    name: str
    why: str
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    id: int
    body: str
    body_name: str
    day: date
    at: time


@dataclass(frozen=True, kw_only=True)
class ProgrammeSummary:
    code: str
    name: str
    state: ProgrammeState
    live_since: datetime | None
    plans: tuple[PlanLine, ...]
    people: int
    leads_reachable: int
    leads_unreachable: tuple[UnreachableLead, ...]
    meetings: tuple[MeetingLine, ...]
    """Those ahead, by day; no more than the next six."""
    next_message_at: datetime | None
    """No message goes to anybody before; ``None`` where nothing is sent: quiet, paused, or nothing due."""
    next_step_at: datetime | None
