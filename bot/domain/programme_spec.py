"""What a programme file and a people file declare, once read and checked: plain values, no ids.

``config`` reads the files into these; ``bot.handlers.programme`` and ``bot.handlers.people`` bring the
record into line with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.domain.calendar import Every, Term
from bot.domain.dates import Due
from bot.domain.people import Address, Pattern, Role
from bot.domain.policy import Policy
from bot.domain.programme import RequestKind
from bot.domain.status import Limb, Scale, Status


@dataclass(frozen=True, kw_only=True)
class ConnectionSpec:
    name: str
    platform: str
    allowed_tenants: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    """Names of environment variables, by what they hold: never the credentials themselves."""


@dataclass(frozen=True, kw_only=True)
class RhythmSpec:
    every: Every
    first: date
    at: time = time(10, 0)
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class BodySpec:
    code: str
    name: str
    channels: tuple[Address, ...] = ()
    rhythms: tuple[RhythmSpec, ...] | None = None
    """``None``: the file does not say, and what is in the record stays."""


@dataclass(frozen=True, kw_only=True)
class MeetingSpec:
    body: str
    day: date
    at: time = time(10, 0)


@dataclass(frozen=True, kw_only=True)
class PlanSpec:
    code: str
    title: str | None = None
    file: str | None = None
    """Path of the document to import, made absolute by whoever read the programme file."""
    reporting_body: str = "BOARD"
    routes: Mapping[RequestKind, tuple[str, ...]] = field(default_factory=dict)
    scale: Scale = field(default_factory=Scale)
    policy: Policy | None = None
    """The whole policy of this plan, where it has overrides of its own."""
    headlines: tuple[str, ...] = ()
    """How the measures begin that the digest's headline post shows (R11)."""


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person as declared. ``where`` is how messages name the row: "people.csv, row 4"."""

    where: str
    name: str
    email: str | None = None
    organisation: str | None = None
    title: str | None = None
    roles: frozenset[Role] = frozenset()
    addresses: tuple[Address, ...] = ()
    """The first is the preferred one. ``connection`` is a connection's name, or a platform that the
    programme has one connection of, or empty where it has one in all; ``native`` is empty where the
    console is to make one from the name."""
    pattern: Pattern | None = None
    chairs: tuple[str, ...] = ()
    partnership_leads: tuple[str, ...] = ()
    delegate_for: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    """Other names the plan uses for them, a post among them: the office's own word, so a certain match."""
    leads: tuple[str, ...] | None = None
    """Keys that this person leads in place of whoever the plan names (transcripts)."""
    doubts: tuple[str, ...] = ()
    """Sentences about what was read but should be looked at."""


@dataclass(frozen=True, kw_only=True)
class ProgrammeSpec:
    code: str
    name: str
    connections: tuple[ConnectionSpec, ...] = ()
    bodies: tuple[BodySpec, ...] = ()
    meetings: tuple[MeetingSpec, ...] = ()
    digest_channels: tuple[Address, ...] = ()
    terms: tuple[Term, ...] = ()
    plans: tuple[PlanSpec, ...] = ()
    policy: Policy = field(default_factory=Policy)
    people: tuple[PersonRow, ...] = ()
    people_file: str | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that applying a declaration did or, in a dry run, would do."""

    kind: str
    """added; changed; left: the record has it and the declaration does not, so it stays; doubt: somebody
    should look at it."""
    subject: str
    """What it is about: "body ELG", "plan FIP", "people.csv, row 4"."""
    sentence: str


@dataclass(frozen=True, kw_only=True)
class PastReading:
    """A value of a measure, the measure named by how it begins."""

    where: str
    measure: str
    value: str
    as_of: date
    source: str


@dataclass(frozen=True, kw_only=True)
class PastUpdate:
    """One update of the past, with who gave it: a programme's history before the bot."""

    where: str
    key: str
    by: str
    at: datetime
    agrees: bool = False
    """A joint lead agreed with the other organisation's view; nothing else is said."""
    status: Status | None = None
    position: str | None = None
    next_steps: str | None = None
    if_not: str | None = None
    back_to_green: str | None = None
    ask: str | None = None
    limbs: frozenset[Limb] | None = None
    forecast: Due | None = None


@dataclass(frozen=True, kw_only=True)
class PastMilestone:
    """A milestone that was met, named by how it begins."""

    where: str
    milestone: str
    done_on: date


@dataclass(frozen=True, kw_only=True)
class PastDigest:
    """A meeting of the past whose digest is to be frozen as of ``posted_at``: what the next trend
    compares with."""

    where: str
    plan: str
    body: str
    meeting: date
    posted_at: datetime


@dataclass(frozen=True, kw_only=True)
class History:
    """What happened before the programme was loaded."""

    updates: tuple[PastUpdate, ...] = ()
    milestones: tuple[PastMilestone, ...] = ()
    readings: tuple[PastReading, ...] = ()
    digests: tuple[PastDigest, ...] = ()
