"""What buttons ask for, what forms are called, and what sorts of message there are: closed lists."""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """What a pressed button asks for. ``Button.item`` is the action's key where it is about one."""

    REPORT = "report"
    """value: a status word, or ``done``."""
    UPDATE_FORM = "update_form"
    """Open the update form of the item."""
    SNOOZE = "snooze"
    """value: an ISO day, or empty for three working days."""
    UNDO = "undo"
    """value: the batch."""
    CHOOSE = "choose"
    """value: one of the choices of the open question."""
    AGREE = "agree"
    DISAGREE = "disagree"
    REDATE_FORM = "redate_form"
    """Open the form that asks for a new agreed date."""
    DELIVERED = "delivered"
    """Delivered, impact pending."""
    DELEGATE = "delegate"
    """"Mel will do it": value is the delegate's person id."""
    APPROVE = "approve"
    """value: request id."""
    REFUSE_FORM = "refuse_form"
    """value: request id."""
    HOLD = "hold"
    """value: digest id."""
    RELEASE = "release"
    """value: digest id."""
    CORRECT_FORM = "correct_form"
    """Correct or redact an entry of a draft; value: digest id, item: key."""
    ASSURE_FORM = "assure_form"
    """A partnership lead's own view; item: key."""
    ASK_HOLD = "ask_hold"
    """A partnership lead asks the office to hold the escalation of an item."""
    HOLD_ESCALATION = "hold_escalation"
    """The office holds the escalation of an item for this cycle (R8)."""
    RING_ME = "ring_me"
    """The office is asked to ring about the item."""
    QUERY = "query"
    """value: the words of a query: ``status red``, ``mine``, ``help``."""
    SHARE = "share"
    """Show a private answer to the channel; value: the words of its query."""
    WITHDRAW = "withdraw"
    """Withdraw a pending claim; value: request id."""


class FormName(StrEnum):
    """``Form.name``; its fields are named here once."""

    UPDATE = "update"
    """status, position, next_steps, limbs (joined by commas), forecast (ISO), if_not, back_to_green, ask, evidence, milestones
    (ids of those met, joined by commas). value: key and version."""
    REDATE = "redate"
    """new_date (ISO), reason. value: key."""
    REFUSE = "refuse"
    """reason. value: request id."""
    ASSURE = "assure"
    """status, reason. value: key."""
    CORRECT = "correct"
    """field (position, next_steps, if_not, ask, overall), text. value: ``digest id:key``."""


class MessageKind(StrEnum):
    """``OutboundMessage.kind``."""

    ANSWER = "answer"
    ECHO = "echo"
    QUESTION = "question"
    REMINDER = "reminder"
    """The daily message of touches, a call or chaser in it or not."""
    INTRODUCTION = "introduction"
    ESCALATION = "escalation"
    OFFICE = "office"
    """Something the programme office should know."""
    REQUEST = "request"
    """A decision is asked of a body's chairs or of the office, or told to who asked."""
    DRAFT = "draft"
    DIGEST = "digest"
    CHANGES = "changes"
    NOTICE = "notice"
