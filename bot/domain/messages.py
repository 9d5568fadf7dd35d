"""Neutral messages: what the bot says and what it hears, before any platform's form (DESIGN.md, decision 5).

Everything here is a plain value that can be written to JSON and read back. User-written text always
travels in a literal run: a platform must show it letter for letter and never act on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.domain.people import Address
from bot.domain.status import Status

# --- what the bot says ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of text in one style. ``literal``: written by a user, or from the plan."""

    text: str
    style: Literal["plain", "strong", "emphasis"] = "plain"
    literal: bool = False


Runs = tuple[Run, ...]


def plain(text: str) -> Run:
    """Words of the bot's own."""
    return Run(text=text)


def strong(text: str) -> Run:
    return Run(text=text, style="strong")


def literal(text: str, style: Literal["plain", "strong", "emphasis"] = "plain") -> Run:
    """Words that a user or the plan's author wrote."""
    return Run(text=text, style=style, literal=True)


@dataclass(frozen=True, kw_only=True)
class Heading:
    text: str
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    runs: Runs
    quiet: bool = False
    """Small print: dates, who updated, what is still to come."""
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, kw_only=True)
class StatusRow:
    """One action in one line: symbol, word, key, title, and a detail such as its due date."""

    key: str
    title: str
    status: Status
    detail: Runs = ()
    number: int | None = None
    """Its place in a numbered list: people answer "2 is green"."""
    type: Literal["status_row"] = "status_row"


@dataclass(frozen=True, kw_only=True)
class Fields:
    """Short label/value pairs, laid out side by side where there is room."""

    pairs: tuple[tuple[str, Runs], ...]
    type: Literal["fields"] = "fields"


@dataclass(frozen=True, kw_only=True)
class Button:
    """``verb`` and ``value`` come back when it is pressed; ``item`` is the key of the action it is about."""

    label: str
    verb: str
    value: str = ""
    item: str | None = None
    style: Literal["default", "primary", "danger"] = "default"


@dataclass(frozen=True, kw_only=True)
class Buttons:
    buttons: tuple[Button, ...]
    type: Literal["buttons"] = "buttons"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as data, drawn at delivery; ``alt`` says everything it shows (R18)."""

    name: Literal["brag_bars"]
    data: Mapping[str, object]
    alt: str
    type: Literal["picture"] = "picture"


@dataclass(frozen=True, kw_only=True)
class Divider:
    type: Literal["divider"] = "divider"


Block = Heading | Paragraph | StatusRow | Fields | Buttons | Picture | Divider


@dataclass(frozen=True, kw_only=True)
class OutboundMessage:
    """One message. ``summary`` is its fallback for notifications and screen readers, one line."""

    blocks: tuple[Block, ...]
    summary: str
    items: tuple[str, ...] = ()
    """Keys of what the message asks about, in its order: "all", "the rest" and "2" mean these."""
    kind: str = "answer"
    """What sort of message: reminder, call, chaser, escalation, echo, question, digest, …"""


@dataclass(frozen=True, kw_only=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Input:
    """One field of a form."""

    name: str
    label: str
    kind: Literal["text", "long_text", "choice", "choices", "date"]
    options: tuple[Option, ...] = ()
    value: str = ""
    """For ``choices``: the chosen values joined by commas. For ``date``: ISO."""
    required: bool = False
    max_length: int = 3000
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form to fill in; ``name`` and ``value`` come back with what was entered."""

    name: str
    title: str
    inputs: tuple[Input, ...]
    submit: str = "Save"
    value: str = ""


# --- what must be answered on the spot --------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Nothing:
    """Acknowledge and no more: everything else waits in the outbox."""

    type: Literal["nothing"] = "nothing"


@dataclass(frozen=True, kw_only=True)
class FieldErrors:
    """What is wrong with a submitted form, by field name; the form stays open."""

    errors: Mapping[str, str]
    type: Literal["field_errors"] = "field_errors"


@dataclass(frozen=True, kw_only=True)
class OpenForm:
    form: Form
    type: Literal["open_form"] = "open_form"


@dataclass(frozen=True, kw_only=True)
class Replace:
    """Put this in the place of the message whose button was pressed."""

    message: OutboundMessage
    type: Literal["replace"] = "replace"


Outcome = Nothing | FieldErrors | OpenForm | Replace


# --- what the bot hears -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Said:
    """Free words."""

    text: str
    type: Literal["said"] = "said"


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A button, with what it carried and the platform id of the message it stands in."""

    verb: str
    value: str = ""
    item: str | None = None
    message_id: str | None = None
    type: Literal["pressed"] = "pressed"


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """A form that was filled in."""

    form: str
    value: str
    fields: Mapping[str, str]
    type: Literal["submitted"] = "submitted"


@dataclass(frozen=True, kw_only=True)
class Commanded:
    """What was typed after the command's name: ``status red`` of ``/send status red``."""

    text: str
    type: Literal["commanded"] = "commanded"


@dataclass(frozen=True, kw_only=True)
class Deleted:
    """A message that its author has taken out of the conversation, as it stood."""

    text: str
    said: str | None = None
    """The event key with which it was said, where the platform tells that and not its words."""
    type: Literal["deleted"] = "deleted"


Content = Said | Pressed | Submitted | Commanded | Deleted


@dataclass(frozen=True, kw_only=True)
class Inbound:
    """One thing that happened on a platform. ``event_key`` is the platform's own, unique per event (R17).

    ``sender`` is the platform's verified user id, never anything that stands in the text (R14).
    """

    event_key: str
    connection: str
    sender: str
    where: Address
    """The DM (native = the sender's id) or the channel it happened in."""
    thread: str | None = None
    """Platform id of the message at the head of the thread, where it was said in one."""
    at: datetime
    content: Content
    addressed: bool = True
    """False for channel talk that neither mentions the bot nor answers it: heard, not answered."""


# --- the outbox -------------------------------------------------------------------------------


class Effect(StrEnum):
    """One outbox row is one visible effect (DESIGN.md, decision 4)."""

    POST = "post"
    UPDATE = "update"
    EPHEMERAL = "ephemeral"
    FILE = "file"
    VIEW = "view"


class Priority:
    """Smaller goes first. A digest's posts follow each other slowly, and reminders fill the time between."""

    ECHO = 0
    DIGEST = 10
    REMINDER = 20


class SendState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    DROPPED = "dropped"
    """Taken back before it went: replaced by a later one, or its recipient is gone."""


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One row of the outbox. ``key`` is deterministic and unique: R17's "never twice"."""

    id: int = 0
    programme_id: int
    effect: Effect = Effect.POST
    address: Address
    person_id: int | None = None
    key: str
    parent_key: str | None = None
    """Sent only after this row; its platform id is the thread."""
    thread: str | None = None
    """Platform id of a thread's head that no outbox row stands for (a thread a person began)."""
    target: str | None = None
    """Platform id of the message that an UPDATE replaces."""
    priority: int = Priority.ECHO
    not_before: datetime
    message: OutboundMessage
    state: SendState = SendState.QUEUED
    attempts: int = 0
    lease_until: datetime | None = None
    leased_at: datetime | None = None
    platform_id: str | None = None
    sent_at: datetime | None = None
    repeat: bool = False
    """Sent once more because the platform could not be asked whether it arrived: marked as a repeat."""
    doubts: int = 0
    last_error: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
