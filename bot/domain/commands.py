"""What a conversation decides should happen: imperative, one value a change. Handlers carry them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.dates import Due
from bot.domain.programme import RequestKind
from bot.domain.status import Limb, Status


@dataclass(frozen=True, kw_only=True)
class Report:
    """Record what was said of one action. What is ``None`` was not said."""

    key: str
    status: Status | None = None
    position: str | None = None
    next_steps: str | None = None
    if_not: str | None = None
    back_to_green: str | None = None
    ask: str | None = None
    limbs: frozenset[Limb] | None = None
    forecast: Due | None = None
    links: tuple[str, ...] = ()
    no_change: bool = False
    correction: bool = False
    """Puts right what the same person just said: the narrative given with it is kept."""


@dataclass(frozen=True, kw_only=True)
class MilestoneReport:
    """A milestone of the action is met, or is expected on another day than the plan's."""

    key: str
    milestone_id: int
    done: bool = False
    done_on: date | None = None
    """The day it was met, where it was said; ``None``: today."""
    forecast: Due | None = None


@dataclass(frozen=True, kw_only=True)
class RecordReading:
    """A measure of the action was read: what value, true of which day."""

    key: str
    measure_id: int
    value: str
    as_of: date
    words: str
    """The date as it was said, "September"; no more exact than that when it is told."""


@dataclass(frozen=True, kw_only=True)
class ClaimCompletion:
    """Ask for closing (R2). The recorded colour stays."""

    key: str
    links: tuple[str, ...] = ()
    position: str | None = None


@dataclass(frozen=True, kw_only=True)
class MarkDelivered:
    """The work is done, its measure's date lies ahead: delivered, impact pending (R1)."""

    key: str


@dataclass(frozen=True, kw_only=True)
class Agree:
    """A joint lead agrees with the other organisation's view (R7)."""

    key: str
    status: Status | None = None
    """The colour that was shown when agreement was asked for, where a button says so."""


@dataclass(frozen=True, kw_only=True)
class Assure:
    """A partnership lead's own view beside the lead's (R10)."""

    key: str
    status: Status
    reason: str


@dataclass(frozen=True, kw_only=True)
class SnoozeItem:
    key: str
    until: date


@dataclass(frozen=True, kw_only=True)
class RecordAbsence:
    first_day: date
    last_day: date
    cover: str | None = None
    """A name as typed; looked up before anything is saved."""


@dataclass(frozen=True, kw_only=True)
class NameCover:
    """Who stands in during the leave that is on or comes next."""

    cover: str
    """A name as typed; looked up before anything is saved."""
    person_id: int | None = None
    """Which of those who bear the name, where it was asked."""


@dataclass(frozen=True, kw_only=True)
class TakeBackAbsence:
    """The writer's leave is off: the one noted last, or that of the days that are named."""

    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class TakeOffLink:
    """Evidence is taken back: the links that are named, else what the writer gave last."""

    links: tuple[str, ...] = ()
    key: str | None = None
    """Of which action, where the words say so."""
    every: bool = False
    """ "Those links": all that came together."""


@dataclass(frozen=True, kw_only=True)
class Undo:
    """Take back a batch; the person's newest where none is named."""

    batch: str | None = None
    keys: tuple[str, ...] = ()
    """Actions that the words name: then the newest that this person saved on each, and nothing else."""
    alone: bool = False
    """ "Only the last one": of a batch about several actions it is asked which."""


@dataclass(frozen=True, kw_only=True)
class RequestRedate:
    key: str
    new_date: Due
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class RequestReassign:
    key: str
    new_owner: str | None
    person_id: int | None = None
    """Which of those who bear the name, where it was asked."""


@dataclass(frozen=True, kw_only=True)
class Decide:
    """A body's answer to a request, found by its id or by the action it is about."""

    agreed: bool
    request_id: int | None = None
    key: str | None = None
    kind: str | None = None
    """``close``, ``redate`` …, where the words say so."""
    reason: str | None = None
    minute: str | None = None
    meeting: date | None = None
    chairs_action: bool = False
    step: int | None = None
    """The step that was asked about, where a button says so: a later one is not decided with it."""


@dataclass(frozen=True, kw_only=True)
class WithdrawRequest:
    key: str
    request_id: int | None = None
    """Which of the action's requests, where a button or a question says so."""
    kind: RequestKind | None = None
    """Of which kind, where the words say so."""


@dataclass(frozen=True, kw_only=True)
class HoldDigest:
    digest_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseDigest:
    digest_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class HoldEscalation:
    """The office holds one item's escalation for this cycle (R8)."""

    key: str


@dataclass(frozen=True, kw_only=True)
class TellOffice:
    """Something only people can sort out: the office is asked to ring, to reassign, to hold."""

    code: str
    key: str | None = None


class Asked(StrEnum):
    """Kinds of read-only question."""

    STATUS = "status"
    MINE = "mine"
    OVERDUE = "overdue"
    ACTION = "action"
    HELP = "help"
    COLOURS = "colours"
    SCHEDULE = "schedule"
    DIGEST = "digest"


@dataclass(frozen=True, kw_only=True)
class Query:
    asked: Asked
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Say:
    """Answer with a sentence that changes nothing; ``phrasing`` finds the words for the code."""

    code: str
    key: str | None = None
    """Of the action; of ``stands`` the batch that stands."""
    keys: tuple[str, ...] = ()
    """Several, where the words name them: "I sent 1.1.1 and 1.2.1 to Mel"."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One button of a question: ``value`` comes back, typed words that equal the label do as well."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing that is not known yet. A question has several where one message left several open."""

    code: str
    """which_action, which_colour, narrative, confirm_date, impact_pending, …: phrasing finds the words."""
    key: str | None = None
    choices: tuple[Choice, ...] = ()
    pending: str = ""
    """The message that waits for the answer, in the writer's words, to be read again with it."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What would be saved on "yes": ISO days, names, field names."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """The one open question of this person in this conversation (R12)."""

    parts: tuple[Part, ...]


Command = (
    Report
    | MilestoneReport
    | RecordReading
    | ClaimCompletion
    | MarkDelivered
    | Agree
    | Assure
    | SnoozeItem
    | RecordAbsence
    | NameCover
    | TakeBackAbsence
    | TakeOffLink
    | Undo
    | RequestRedate
    | RequestReassign
    | Decide
    | WithdrawRequest
    | HoldDigest
    | ReleaseDigest
    | HoldEscalation
    | TellOffice
    | Query
    | Say
    | Ask
)
