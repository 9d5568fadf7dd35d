"""What was understood of one message: the types every part of the conversation shares.

The interpreter fills them, the dialogue decides with them, ``sendbot explain reply`` prints them.
Nothing here is saved as it stands: a reading that needs clarification is never recorded (R12).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from bot.domain.dates import Due
from bot.domain.status import Limb, Status


class Intent(StrEnum):
    """What the writer wants. The values are a contract with other programs."""

    UPDATE = "update"
    DONE = "done"
    DATE_CHANGE = "date_change"
    SNOOZE = "snooze"
    AWAY = "away"
    REASSIGN = "reassign"
    EVIDENCE = "evidence"
    QUERY_STATUS = "query_status"
    QUERY_MINE = "query_mine"
    QUERY_OVERDUE = "query_overdue"
    QUERY_ACTION = "query_action"
    CORRECTION = "correction"
    UNDO = "undo"
    NO_CHANGE = "no_change"
    HELP = "help"
    THANKS = "thanks"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    DENY = "deny"
    UNKNOWN = "unknown"


class Question(StrEnum):
    """What has to be asked before anything can be saved; the dialogue finds the words."""

    WHICH_ACTION = "which_action"
    WHICH_COLOUR = "which_colour"
    WHICH_DATE = "which_date"
    CONFIRM_DATE = "confirm_date"
    CONFIRM_ABSENCE = "confirm_absence"
    OWN_VIEW = "own_view"
    REDATE = "redate"
    WHO = "who"
    TOO_LONG = "too_long"


# What was worked out with it is kept by which one it is.
class Context(Struct, frozen=True, kw_only=True, eq=False):
    """Everything the interpreter may know; it looks nothing up."""

    today: date
    pending_ref: str | None = None
    """The item that the thread's last message was about."""
    my_actions: tuple[str, ...] = ()
    """References or keys of the writer's own."""
    items: tuple[str, ...] = ()
    """Items of the message being answered: "all", "rest", "both" mean these, else ``my_actions``."""
    listed: tuple[str, ...] = ()
    """Items of the last reminder there, in its order: "2 green" is its second."""
    outstanding: tuple[str, ...] = ()
    """Those of ``listed`` that the writer has not reported since: "the rest", whatever was said in between."""
    awaiting: str | None = None
    """What was just asked: ``confirm``, ``form``, ``narrative``, ``choice`` …"""
    due: date | None = None
    """The due date of ``pending_ref``."""
    dues: Mapping[str, date] = field(default_factory=dict)
    """The due dates of other actions, by key, as far as they are known."""
    known_refs: tuple[str, ...] = ()
    """Every key of the programme."""
    speaks_for: tuple[str, ...] = ()
    """Names of leads for whom the writer answers: "Ada says all green" is then what is to be recorded."""
    people: tuple[str, ...] = ()
    """Names of colleagues, so that "Amber Hart" or "May" is read as a person."""
    meetings: tuple[date, ...] = ()
    terms: tuple[tuple[str, date, date], ...] = ()
    """Configured school terms and half terms: name, first day, last day."""

    def about(self, keys: tuple[str, ...]) -> Context:
        """The same, of a clause that names these actions: "push 1.2.1 back a month" counts from its own date."""
        if keys == (self.pending_ref,):
            return self
        due = self.dues.get(keys[0]) if len(keys) == 1 else None
        return replace(self, due=due)


class Decided(StrEnum):
    """What somebody with a say in a request, a digest or a joint position did in words (R13, R10, R7)."""

    APPROVE = "approve"
    REFUSE = "refuse"
    HOLD = "hold"
    RELEASE = "release"
    AGREE = "agree"
    DISAGREE = "disagree"
    ASSURE = "assure"


class Decision(Struct, frozen=True, kw_only=True):
    """A decision in words. Whether the writer may take it is not known here (R14)."""

    decided: Decided
    ref: str | None = None
    request: str | None = None
    """``close``, ``redate`` or ``reassign`` where the words say so."""
    reason: str | None = None
    minute: str | None = None
    meeting: date | None = None
    chairs_action: bool = False
    status: Status | None = None
    """The partnership lead's own view, with ``assure``."""
    limbs: frozenset[Limb] = frozenset()
    """With ``agree``: what else the joint lead holds to be at risk."""


class Reading(Struct, frozen=True, kw_only=True):
    """What one message says of one action.

    ``ref`` is in the form of the context (the key where the key is known, else as typed); ``None``
    where the message names no action, as an absence does.
    """

    ref: str | None
    status: Status | None = None
    done: bool = False
    """Completion is claimed: a request to close, never a blue (R2)."""
    forecast: Due | None = None
    redate: Due | None = None
    """The agreed date that is asked for (R13); where nothing else is expected ``forecast`` holds it too."""
    snooze_until: date | None = None
    """The day to ask again; for an absence its last day away, as said."""
    links: tuple[str, ...] = ()
    needs_clarification: bool = False
    candidates: tuple[Status, ...] = ()
    candidate_refs: tuple[str, ...] = ()
    new_owner: str | None = None
    no_change: bool = False
    away_from: date | None = None
    cover: str | None = None
    position: str | None = None
    next_steps: str | None = None
    limbs: frozenset[Limb] = frozenset()
    if_not: str | None = None
    """What happens if it is not fixed (R3)."""
    back_to_green: str | None = None
    ask: str | None = None
    """A decision or help wanted from a body."""
    last_day: date | None = None
    """Of an absence: its last day away; ``snooze_until`` is the date as said, perhaps the day of the return."""

    @property
    def says_anything(self) -> bool:
        """Whether there is anything in it to save or to ask about."""
        return bool(
            self.status
            or self.done
            or self.forecast
            or self.redate
            or self.snooze_until
            or self.links
            or self.needs_clarification
            or self.new_owner
            or self.no_change
            or self.away_from
            or self.cover
            or self.position
            or self.next_steps
            or self.limbs
            or self.if_not
            or self.back_to_green
            or self.ask
        )


class Interpretation(Struct, frozen=True, kw_only=True):
    """The one reading of a message that survived, or the question that must be asked instead."""

    intent: Intent
    readings: tuple[Reading, ...] = ()
    question: str | None = None
    """A value of :class:`Question` where something must be asked, else ``None``."""
    because: tuple[str, ...] = ()
    """Ids of the rules that fired, in order."""
    narrative: str | None = None
    """The writer's own words less references and colours: what may serve as the position."""
    filters: tuple[str, ...] = ()
    """What a question asks for: colours, priorities, references, names."""
    quick: str | None = None
    """A code for words that report nothing and still deserve their own answer.

    ``both`` · ``sent_already`` · ``not_in_writing`` · ``second_hand`` · ``pressure`` ·
    ``auto_reply`` · ``stop`` · ``stop_what`` · ``impact_pending`` · ``explain`` (the colour is in ``filters``).
    The actions that such words name are in ``filters`` too.
    """
    decision: Decision | None = None
