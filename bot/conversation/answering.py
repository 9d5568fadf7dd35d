"""An answer to the bot's open question: which of its parts a message settles, and how (R12)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from bot.conversation import lapsed, which_person
from bot.conversation.asked_of_several import ALL, ANSWERS, asked_as_one, chosen_of, which_of
from bot.conversation.item_answers import as_of, chosen_day, chosen_item, dated, named_item
from bot.conversation.name_given import knows_nobody, name_given
from bot.conversation.owed import Owed
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Intent, Interpretation, Reading
from bot.conversation.table import Table, Turn
from bot.conversation.unanswered import (
    both_or_amber,
    one_limb_of_red,
    only_one_limb,
    owes_a_limb,
    unanswered,
)
from bot.domain.commands import (
    Ask,
    Choice,
    ClaimCompletion,
    Command,
    MarkDelivered,
    Part,
    RecordAbsence,
    Report,
    RequestReassign,
    RequestRedate,
    Say,
    SnoozeItem,
    TellOffice,
    WithdrawRequest,
)
from bot.domain.dates import Due, Precision
from bot.domain.status import OPEN_COLOURS, Limb, Status

#: "Which one do you mean?" "All of them."
_EVERY_ONE = prefiltered(
    r"(?:for |on )?(?P<all>all|both|each|every one|everything|the lot)(?: (?:of )?(?:them|these|those))?(?: (?P<count>two|three|four|five|six))?(?:,? please)?"
)
#: "No, that's wrong": said of what was saved, not of the question.
_WRONG = prefiltered(
    r"\b(?:wrong|incorrect|inaccurate|untrue|mis\w+|rubbish|nonsense|not (?:right|correct|true|what i|me)|(?:isn|wasn|didn)['’]?t)\b",
    re.IGNORECASE,
)
#: "Yes ring me", "please call": yes to being rung.
_RING = prefiltered(
    r"(?:(?:yes|yep|yeah|yup|ok|okay|sure|please|pls|do|that'?s fine|fine|could you|can you|can they|they can|then|just)[\s,.!]+)*"
    r"(?:ring|call|phone|telephone)(?: me)?(?:[\s,.!]+(?:please|pls|then|instead|thanks|thank you|ta|today|tomorrow|back))*\W*"
)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def answer(
    said: Interpretation, text: str, parts: Sequence[Part], table: Table, owed: Owed
) -> Turn | None:
    """The turn, where the message answers the open question; ``None``: it is a new message."""
    everything = frozenset(range(len(parts)))
    if (every := _every_one(text, parts)) is not None:
        return every
    if parts[0].code == "ring" and said.decision is not None:
        # "Agreed" is said of the other's colour.
        return None
    if parts[0].code == "ring" and (
        said.intent is Intent.CONFIRM or _RING.fullmatch(text.casefold().strip())
    ):
        # Whatever else is open waits for an answer of its own.
        return _ringing(parts[0])
    if (nothing := unanswered(said, text, parts, owed)) is not None:
        return Turn(commands=(nothing,))
    match said.intent:
        case Intent.CANCEL:
            return Turn(commands=(Say(code="cancelled"),), answered=everything)
        case Intent.CONFIRM:
            return _confirmed(said, parts, owed)
        case Intent.DENY if table.saved and parts[0].code == "narrative" and _WRONG.search(text):
            # What was saved is not what was meant: it is shown, and can be taken back.
            return Turn(commands=(Say(code="stands", key=table.saved),))
        case Intent.DENY:
            return _denied(parts, everything)
        case _:
            pass
    if (day := _dated(text, parts, table)) is not None:
        return day
    chosen = _chosen(said, text, parts, table)
    if chosen is not None:
        return chosen
    for n, part in enumerate(parts):
        settled = _said_of(said, text, part, table)
        alike = asked_as_one(parts, n)
        if settled and part.code == "who" and len(alike) > 1:
            return which_of(parts, alike, text, table)
        if settled:
            return Turn(commands=settled, answered=frozenset({n}))
    narrative = _narrative_meant(said, parts, owed)
    if narrative is not None and only_one_limb(said, parts[narrative], owed):
        # Red means both limbs: which of the two is it?
        return Turn(commands=(Ask(parts=(both_or_amber(parts[narrative]),)),))
    if (
        narrative is not None
        and (report := narrative_report(said, parts[narrative], owed)) is not None
    ):
        return Turn(commands=(report,), answered=frozenset({narrative}))
    if said.quick == "impact_pending":
        for n, part in enumerate(parts):
            if part.code == "impact_pending" and part.key:
                return Turn(commands=(MarkDelivered(key=part.key),), answered=frozenset({n}))
    return None


def _ringing(part: Part) -> Turn:
    return Turn(commands=(TellOffice(code="ring", key=part.key),), answered=frozenset({0}))


def _every_one(text: str, parts: Sequence[Part]) -> Turn | None:
    """All the actions that were offered; "both" of three is no answer."""
    said = _EVERY_ONE.fullmatch(text.casefold().strip(" .!"))
    if said is None or parts[0].code != "which_action":
        return None
    choices = [choice for choice in parts[0].choices if choice.value != ALL]
    wanted = _COUNTS.get(said["count"] or said["all"], len(choices))
    if wanted != len(choices):
        return None
    if ANSWERS in parts[0].values:
        return chosen_of(parts, 0, ALL)
    rereads = tuple(Say(code="reread", key=choice.value) for choice in choices)
    return Turn(commands=rereads, answered=frozenset({0}))


def _said_of(said: Interpretation, text: str, part: Part, table: Table) -> tuple[Command, ...]:
    """The answer to a question for a day or a name; empty where the message is none."""
    match part.code:
        case "snooze_date":
            until = _day_said(said)
            keys = [key for key in part.values.get("keys", "").split(",") if key]
            if until is None:
                return ()
            return tuple(SnoozeItem(key=key, until=until) for key in keys)
        case "absence_dates":
            last = _last_day_said(said)
            if last is None:
                return ()
            first = part.values.get("first") or table.today.isoformat()
            cover = part.values.get("cover") or next(
                (r.cover for r in said.readings if r.cover), None
            )
            return (RecordAbsence(first_day=date.fromisoformat(first), last_day=last, cover=cover),)
        case "who" if part.key:
            named = next((r.new_owner for r in said.readings if r.new_owner), None)
            named = named or name_given(text, table.people)
            if named is None and not knows_nobody(text):
                return ()
            # Nobody is named: the office settles whose it is.
            return (RequestReassign(key=part.key, new_owner=named),)
        case which_person.CODE:
            return which_person.other_person(part, text, table)
        case "narrative" if part.values.get("missing") == "" and any(
            reading.no_change for reading in said.readings
        ):
            # "Nothing has moved" answers what has moved.
            return (Say(code="nothing_moved"),)
        case _:
            return ()


def _day_said(said: Interpretation) -> date | None:
    """The one day that an answer consists of."""
    if len(said.readings) != 1 or said.readings[0].status is not None:
        return None
    reading = said.readings[0]
    if reading.snooze_until is not None:
        return reading.snooze_until
    return reading.forecast.start if reading.forecast is not None else None


def _last_day_said(said: Interpretation) -> date | None:
    """The last day away that an answer names."""
    if len(said.readings) != 1 or said.readings[0].status is not None:
        return None
    reading = said.readings[0]
    last = reading.last_day or reading.snooze_until
    if last is None and reading.forecast is not None:
        last = reading.forecast.end
    return last


def _narrative_meant(said: Interpretation, parts: Sequence[Part], owed: Owed) -> int | None:
    """The narrative question that is answered: of the action that is named, else the first.

    One limb is told of the one amber that still owes it, and of no red.
    """
    owing = [n for n, part in enumerate(parts) if part.code == "narrative"]
    named = {reading.ref for reading in said.readings if reading.ref}
    first = next((n for n in owing if parts[n].key in named), next(iter(owing), None))
    if not named and (owed.if_not or owed.back_to_green):
        # What happens if not, and when it is green again, were asked of a red alone.
        red = [n for n in owing if parts[n].values.get("status") == Status.RED]
        if len(red) == 1:
            return red[0]
    if first is None or len(owing) == 1 or not one_limb_of_red(said, parts[first], owed):
        return first
    amber = [n for n in owing if owes_a_limb(parts[n])]
    return amber[0] if len(amber) == 1 else first


def _confirmed(said: Interpretation, parts: Sequence[Part], owed: Owed) -> Turn:
    commands: list[Command] = []
    answered: set[int] = set()
    for n, part in enumerate(parts):
        command = _yes(part)
        if command is not None:
            commands.append(command)
            answered.add(n)
        elif (
            part.code == "narrative" and (report := narrative_report(said, part, owed)) is not None
        ):
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
        case lapsed.CODE if key:
            return lapsed.chosen_lapsed(part, "yes")
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
        case "still_green" if key:
            return Say(code="green_stays", key=key)
        case "withdraw_claim" if key:
            asked = part.values.get("request", "")
            number = int(asked) if asked.isdecimal() else None
            return WithdrawRequest(key=key, request_id=number)
        case "redate" if key:
            return RequestRedate(key=key, new_date=_due(part), reason=part.pending or None)
        case _:
            return None


def _denied(parts: Sequence[Part], everything: frozenset[int]) -> Turn:
    first = parts[0]
    if first.code == "which_colour" and len(first.choices) == 1:
        again = dataclasses.replace(
            first, choices=tuple(Choice(value=s.value, label=s.label) for s in OPEN_COLOURS)
        )
        return Turn(commands=(Ask(parts=(again, *parts[1:])),), answered=everything)
    if first.code == "impact_pending" and "again" not in first.values:
        # That it is not to be shown so does not say that it is to be closed.
        again = dataclasses.replace(
            first,
            choices=(*first.choices, Choice(value="not_yet", label="Not done yet")),
            values={**first.values, "again": "yes"},
        )
        return Turn(commands=(Ask(parts=(again,)),), answered=frozenset({0}))
    if first.code == "own_view":
        # No to the other's colour, said again: the own one is still wanted.
        return Turn(commands=(Ask(parts=(first,)),), answered=frozenset({0}))
    if first.code == "withdraw_claim":
        return Turn(commands=(Say(code="claim_stays", key=first.key),), answered=frozenset({0}))
    if first.code == "still_green" and first.key:
        report = Report(key=first.key, status=Status.AMBER, correction=True)
        return Turn(commands=(report,), answered=frozenset({0}))
    if first.code == which_person.CODE and first.values.get("for") == which_person.COVER:
        return Turn(commands=(Say(code="nobody_covers"),), answered=frozenset({0}))
    if first.code == "ring":
        return Turn(commands=(Say(code="no_ring"),), answered=frozenset({0}))
    if first.code == "narrative":
        # The colour stands saved: only its reasons are not given now.
        return Turn(commands=(Say(code="narrative_later"),), answered=everything)
    return Turn(commands=(Say(code="nothing_saved"),), answered=everything)


def _dated(text: str, parts: Sequence[Part], table: Table) -> Turn | None:
    """ "End of August": the day of a reading that was asked for."""
    for n, part in enumerate(parts):
        if part.code == "as_of" and (due := as_of(text, table.today)) is not None:
            return Turn(commands=(dated(part, due),), answered=frozenset({n}))
    return None


def _chosen(said: Interpretation, text: str, parts: Sequence[Part], table: Table) -> Turn | None:
    """A typed choice: a button's label or value, or (of items) a reference or a place in the list."""
    typed = " ".join(text.casefold().split()).strip(" .!")
    for n, part in enumerate(parts):
        for place, choice in enumerate(part.choices, start=1):
            names = {choice.value.casefold(), choice.label.casefold(), choice.label[2:].casefold()}
            if part.code in ("which_item", which_person.CODE):
                # The value is an id: "2" means the second of those offered.
                names = {choice.label.casefold(), str(place)}
            if part.code in ("which_action", lapsed.CODE):
                names |= {str(place), choice.value.casefold().partition("-")[2]}
            if typed not in names:
                continue
            alike = [
                m
                for m in asked_as_one(parts, n)
                if choice.value in {c.value for c in parts[m].choices}
            ]
            if len(alike) > 1:
                return which_of(parts, alike, text, table)
            return choose(parts, n, choice.value)
        if part.code == which_person.CODE and (value := which_person.typed_person(part, text)):
            return choose(parts, n, value)
        if part.code == "which_item" and (value := named_item(part, text)) is not None:
            return choose(parts, n, value)
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
    if part.code == "which_action" and ANSWERS in part.values:
        return chosen_of(parts, index, value)
    if part.code == "which_action":
        return Turn(commands=(Say(code="reread", key=value),), answered=answered)
    if part.code == which_person.CODE:
        label = next((c.label for c in part.choices if c.value == value), "")
        chosen = which_person.chosen_person(part, value, label)
        return Turn(commands=chosen, answered=answered)
    if part.code == lapsed.CODE:
        return Turn(commands=(lapsed.chosen_lapsed(part, value),), answered=answered)
    if part.code == "ring":
        return _ringing(part) if value == "yes" else _denied((part,), answered)
    if part.code == "which_item":
        return Turn(commands=(chosen_item(part, value),), answered=answered)
    if part.code == "as_of":
        return Turn(commands=(chosen_day(part, date.fromisoformat(value)),), answered=answered)
    if part.code in ("which_colour", "own_view") and part.key:
        return Turn(commands=(_colour(part, value),), answered=answered)
    if part.code == "narrative" and part.key and value in ("dates", "impact", "both"):
        limbs = frozenset(Limb) if value == "both" else frozenset({Limb(value)})
        return Turn(commands=(Report(key=part.key, limbs=limbs),))
    if part.code == "narrative" and part.key and value == Status.AMBER.value:
        report = Report(key=part.key, status=Status.AMBER, correction=True)
        return Turn(commands=(report,), answered=answered)
    if part.code == "still_green" and value == Status.GREEN.value:
        return Turn(commands=(Say(code="green_stays", key=part.key),), answered=answered)
    if part.code == "still_green" and part.key and value == Status.AMBER.value:
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
    told = status.needs_narrative or "kept" in part.values
    return Report(
        key=part.key or "",
        status=status,
        position=part.values.get("position") if told else None,
        next_steps=part.values.get("next_steps") if told else None,
        forecast=_due(part) if "end" in part.values else None,
    )


def narrative_report(said: Interpretation, part: Part, owed: Owed) -> Report | None:
    """The narrative that was asked for, where the message is one and names no other item or colour."""
    if part.key is None or said.decision is not None or said.quick is not None:
        return None
    readings = said.readings
    if len(readings) > 1:
        return None
    only = readings[0] if readings else Reading(ref=None)
    if only.ref not in (None, part.key):
        return None
    if only.done or only.no_change or only.snooze_until or only.new_owner or only.redate:
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
    owed = Owed(
        if_not=owed.if_not or only.if_not,
        back_to_green=owed.back_to_green or only.back_to_green,
        ask=owed.ask or only.ask,
        limbs=owed.limbs,
        rest=owed.rest,
    )
    if not position and not next_steps and not only.limbs and not only.forecast:
        position = said.narrative if owed.rest else None
    if position and not next_steps and part.values.get("missing", "").split(",")[0] == "next_steps":
        # Only the next steps were asked for: the words are these.
        position, next_steps = None, position
    limbs = frozenset() if one_limb_of_red(said, part, owed) else only.limbs | owed.limbs
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
