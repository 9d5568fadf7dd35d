"""An answer to the bot's open question: which of its parts a message settles, and how (R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.owed import Owed
from bot.conversation.readings import Intent, Interpretation, Reading
from bot.conversation.table import COLOURS, Table, Turn
from bot.domain.commands import (
    Ask,
    Choice,
    ClaimCompletion,
    Command,
    MarkDelivered,
    Part,
    RecordAbsence,
    Report,
    RequestRedate,
    Say,
    WithdrawRequest,
)
from bot.domain.dates import Due, Precision
from bot.domain.status import Limb, Status


def answer(
    said: Interpretation, text: str, parts: Sequence[Part], table: Table, owed: Owed
) -> Turn | None:
    """The turn, where the message answers the open question; ``None``: it is a new message."""
    everything = frozenset(range(len(parts)))
    match said.intent:
        case Intent.CANCEL:
            return Turn(commands=(Say(code="cancelled"),), answered=everything)
        case Intent.CONFIRM:
            return _confirmed(said, parts, owed)
        case Intent.DENY:
            return _denied(parts, everything)
        case _:
            pass
    chosen = _chosen(said, text, parts, table)
    if chosen is not None:
        return chosen
    narrative = next((n for n, part in enumerate(parts) if part.code == "narrative"), None)
    if narrative is not None and (report := _narrative(said, parts[narrative], owed)) is not None:
        return Turn(commands=(report,), answered=frozenset({narrative}))
    if said.quick == "impact_pending":
        for n, part in enumerate(parts):
            if part.code == "impact_pending" and part.key:
                return Turn(commands=(MarkDelivered(key=part.key),), answered=frozenset({n}))
    return None


def _confirmed(said: Interpretation, parts: Sequence[Part], owed: Owed) -> Turn:
    commands: list[Command] = []
    answered: set[int] = set()
    for n, part in enumerate(parts):
        command = _yes(part)
        if command is not None:
            commands.append(command)
            answered.add(n)
        elif part.code == "narrative" and (report := _narrative(said, part, owed)) is not None:
            commands.append(report)
            answered.add(n)
    if not commands:
        # "Yes" to a question that has several answers is no answer: ask which.
        return Turn(commands=(Say(code="which_please"),))
    return Turn(commands=tuple(commands), answered=frozenset(answered))


def _yes(part: Part) -> Command | None:
    """What "yes" to this part means; ``None`` where yes is no answer to it."""
    key = part.key
    match part.code:
        case "which_colour" if key and len(part.choices) == 1:
            return _colour(part, part.choices[0].value)
        case "which_action" if len(part.choices) == 1:
            return None
        case "confirm_date" if key:
            return Report(key=key, forecast=_due(part))
        case "confirm_note" if key:
            return Report(key=key, position=part.values.get("text") or part.pending)
        case "confirm_absence":
            return RecordAbsence(
                first_day=date.fromisoformat(part.values["first"]),
                last_day=date.fromisoformat(part.values["last"]),
                cover=part.values.get("cover") or None,
            )
        case "impact_pending" if key:
            return MarkDelivered(key=key)
        case "withdraw_claim" if key:
            return WithdrawRequest(key=key)
        case "redate" if key:
            return RequestRedate(key=key, new_date=_due(part), reason=part.pending or None)
        case _:
            return None


def _denied(parts: Sequence[Part], everything: frozenset[int]) -> Turn:
    first = parts[0]
    if first.code == "which_colour" and len(first.choices) == 1:
        again = replace(first, choices=tuple(Choice(value=s.value, label=s.label) for s in COLOURS))
        return Turn(commands=(Ask(parts=(again, *parts[1:])),), answered=everything)
    if first.code == "impact_pending" and first.key:
        return Turn(commands=(ClaimCompletion(key=first.key),), answered=frozenset({0}))
    if first.code == "withdraw_claim":
        return Turn(commands=(Say(code="claim_stays", key=first.key),), answered=frozenset({0}))
    return Turn(commands=(Say(code="nothing_saved"),), answered=everything)


def _chosen(said: Interpretation, text: str, parts: Sequence[Part], table: Table) -> Turn | None:
    """A typed choice: a button's label or value, or (of items) a reference or a place in the list."""
    typed = " ".join(text.casefold().split()).strip(" .!")
    for n, part in enumerate(parts):
        for place, choice in enumerate(part.choices, start=1):
            names = {choice.value.casefold(), choice.label.casefold(), choice.label[2:].casefold()}
            if part.code == "which_action":
                names |= {str(place), choice.value.casefold().partition("-")[2]}
            if typed in names:
                return choose(parts, n, choice.value)
    if parts[0].code == "which_action" and len(said.readings) == 1:
        # "the second priority's one, PA2-1.1.1": an answer that says no more than which.
        only = said.readings[0]
        if only.ref in table.cards and replace(only, ref=None) == Reading(ref=None):
            return choose(parts, 0, only.ref or "")
    return None


def choose(parts: Sequence[Part], index: int, value: str) -> Turn:
    """The turn that a pressed or typed choice leads to.

    A chosen action comes back as ``Say(code="reread", key=…)``: the handler reads the waiting words
    again, this time knowing which action they are about.
    """
    part = parts[index]
    answered = frozenset({index})
    if part.code == "which_action":
        return Turn(commands=(Say(code="reread", key=value),), answered=answered)
    if part.code in ("which_colour", "own_view") and part.key:
        return Turn(commands=(_colour(part, value),), answered=answered)
    if part.code == "narrative" and part.key and value in ("dates", "impact", "both"):
        limbs = frozenset(Limb) if value == "both" else frozenset({Limb(value)})
        return Turn(commands=(Report(key=part.key, limbs=limbs),))
    if part.code == "narrative" and part.key and value == Status.AMBER.value:
        report = Report(key=part.key, status=Status.AMBER, correction=True)
        return Turn(commands=(report,), answered=answered)
    if value == "claim" and part.key:
        return Turn(commands=(ClaimCompletion(key=part.key),), answered=answered)
    if value in ("yes", "delivered") and (command := _yes(part)) is not None:
        return Turn(commands=(command,), answered=answered)
    if part.code == "withdraw_claim":
        return Turn(commands=(Say(code="claim_stays", key=part.key),), answered=answered)
    return Turn(commands=(Say(code="nothing_saved"),), answered=answered)


def _colour(part: Part, value: str) -> Command:
    status = Status(value)
    position = part.values.get("position") if status.needs_narrative else None
    return Report(
        key=part.key or "",
        status=status,
        position=position,
        next_steps=part.values.get("next_steps") if status.needs_narrative else None,
        forecast=_due(part) if "end" in part.values else None,
    )


def _narrative(said: Interpretation, part: Part, owed: Owed) -> Report | None:
    """The narrative that was asked for, where the message is one and names no other item or colour."""
    if part.key is None or said.decision is not None or said.quick is not None:
        return None
    readings = said.readings
    if len(readings) > 1:
        return None
    only = readings[0] if readings else Reading(ref=None)
    if only.ref not in (None, part.key):
        return None
    if only.done or only.no_change or only.snooze_until or only.new_owner:
        return None
    if only.status is not None and only.status != part.values.get("status"):
        # Another colour is a report of its own; the same one, said again, is part of the answer.
        return None
    if said.intent not in (
        Intent.UNKNOWN,
        Intent.UPDATE,
        Intent.DATE_CHANGE,
        Intent.CONFIRM,
        Intent.EVIDENCE,
    ):
        return None
    position, next_steps = only.position, only.next_steps
    if not position and not next_steps and not only.limbs and not only.forecast:
        position = said.narrative if owed.rest else None
    if position and not next_steps and part.values.get("missing", "").split(",")[0] == "next_steps":
        # Only the next steps were asked for: the words are these.
        position, next_steps = None, position
    limbs = only.limbs | owed.limbs
    if not (position or next_steps or limbs or only.forecast or owed.says_anything):
        return None
    if only.needs_clarification and not (position or next_steps or owed.says_anything):
        return None
    return Report(
        key=part.key,
        position=position,
        next_steps=next_steps,
        if_not=owed.if_not,
        back_to_green=owed.back_to_green,
        ask=owed.ask,
        limbs=limbs or None,
        forecast=None if only.needs_clarification else only.forecast,
        links=only.links,
    )


def _due(part: Part) -> Due:
    values = part.values
    return Due(
        text=values.get("text", values["end"]),
        start=date.fromisoformat(values.get("start", values["end"])),
        end=date.fromisoformat(values["end"]),
        precision=Precision(values.get("precision", "day")),
    )
