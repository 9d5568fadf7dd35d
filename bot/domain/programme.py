"""A programme, its plans, and the connections they speak through (DESIGN.md, decisions 7 and 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.plans import HeadingKind, NamedLead
from bot.domain.policy import Policy
from bot.domain.status import Scale


class ProgrammeState(StrEnum):
    """A programme starts quiet; only a live one speaks first. Paused: replies only. Shadow: office only."""

    QUIET = "quiet"
    SHADOW = "shadow"
    LIVE = "live"
    PAUSED = "paused"

    @property
    def keeps_cadence(self) -> bool:
        """Whether touches, meetings and escalations run: for everybody, or in shadow for the office alone."""
        return self in (ProgrammeState.LIVE, ProgrammeState.SHADOW)


@dataclass(frozen=True, kw_only=True)
class Programme:
    id: int = 0
    code: str
    name: str
    state: ProgrammeState = ProgrammeState.QUIET
    live_since: datetime | None = None
    introduces: bool = True
    """Whether each lead gets one introduction when it goes live (transcripts switch it off)."""
    policy: Policy = field(default_factory=Policy)
    policy_hash: str = ""
    terms: tuple[tuple[str, date, date], ...] = ()
    digest_channels: tuple[str, ...] = ()
    """Addresses as text of every Executive Leadership channel (R19)."""


class RequestKind(StrEnum):
    """What may be requested (R13)."""

    CLOSE = "close"
    REDATE = "redate"
    REASSIGN = "reassign"
    REWORD = "reword"
    MERGE = "merge"
    SPLIT = "split"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


#: The pseudo-body that stands for the programme office in a route.
OFFICE = "OFFICE"

DEFAULT_ROUTES: Mapping[RequestKind, tuple[str, ...]] = {
    RequestKind.CLOSE: ("ELG", "BOARD"),
    RequestKind.REDATE: ("ELG",),
    RequestKind.REASSIGN: (OFFICE,),
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    id: int = 0
    programme_id: int
    code: str
    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    reporting_body: str = "BOARD"
    routes: Mapping[RequestKind, tuple[str, ...]] = field(default_factory=lambda: DEFAULT_ROUTES)
    scale: Scale = field(default_factory=Scale)
    policy: Policy | None = None
    """Overrides the programme's where given."""
    imported_on: date | None = None

    def route(self, kind: RequestKind) -> tuple[str, ...]:
        """Who decides a request of this kind, step by step; the office where nothing is configured."""
        return self.routes.get(kind) or DEFAULT_ROUTES.get(kind) or (OFFICE,)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A stored heading: as imported, with its place in the plan."""

    id: int = 0
    plan_id: int
    local_id: str
    """The id that the import gave it, unique inside the plan."""
    parent: str | None
    kind: HeadingKind
    code: str | None
    title: str
    leads: tuple[NamedLead, ...] = ()
    order: int = 0


def priorities(headings: Iterable[Heading]) -> dict[str, Heading]:
    """For every heading's local id the priority it lies under: itself or the nearest one above of that
    kind, else the topmost. Its partnership leads answer for its actions."""
    known = {heading.local_id: heading for heading in headings}
    found: dict[str, Heading] = {}
    for local_id, heading in known.items():
        at, seen = heading, {local_id}
        while at.kind is not HeadingKind.PRIORITY and at.parent in known and at.parent not in seen:
            seen.add(at.parent)
            at = known[at.parent]
        found[local_id] = at
    return found


@dataclass(frozen=True, kw_only=True)
class Connection:
    """One Slack workspace, one Teams app registration, or the console (R19)."""

    id: int = 0
    programme_id: int
    name: str
    platform: str
    allowed_tenants: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    """Names of environment variables that hold the credentials, never the credentials."""
