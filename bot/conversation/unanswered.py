"""Answers to the narrative question that answer nothing, or less than a red needs: what is said or asked back (R3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.conversation.owed import Owed
from bot.conversation.readings import Intent, Interpretation
from bot.conversation.substance import NonAnswer, read_non_answer
from bot.domain.commands import Asked, Choice, Command, Part, Query, Say
from bot.domain.status import Status

#: What a message without an answer may have been taken for; any other intent is a message of its own.
_TAKEN_FOR = (
    Intent.UNKNOWN,
    Intent.UPDATE,
    Intent.DATE_CHANGE,
    Intent.EVIDENCE,
    Intent.CANCEL,
    Intent.QUERY_ACTION,
)


def unanswered(
    said: Interpretation, text: str, parts: Sequence[Part], owed: Owed
) -> Command | None:
    """What to say to a message that leaves the narrative question open; ``None``: it may answer it."""
    if not parts or parts[0].code != "narrative" or said.intent not in _TAKEN_FOR:
        return None
    if owed.says_anything or said.quick is not None or said.decision is not None:
        return None
    if any(one.limbs or one.links for one in said.readings):
        return None
    match read_non_answer(text):
        case NonAnswer.OTHERS_WISH:
            return Say(code="own_view")
        case NonAnswer.ASKS_BACK if said.intent is not Intent.QUERY_ACTION:
            return Query(asked=Asked.HELP)
        case NonAnswer.LATER:
            return Say(code="narrative_later")
        case NonAnswer.TO_ANOTHER:
            return Say(code="for_another")
        case _:
            return None


def reports_anew(said: Interpretation, parts: Sequence[Part]) -> bool:
    """Whether a message tells colours other than those whose reasons were asked for."""
    asked = {part.values.get("status") for part in parts if part.code == "narrative"}
    return any(one.status is not None and one.status not in asked for one in said.readings)


def reports_by_name(said: Interpretation, parts: Sequence[Part], named: Collection[str]) -> bool:
    """Whether a message reports an action that it names, with its colour: a report, and no answer.

    "1.1.1 amber, budget freeze" says again what it is and why, whatever was still asked about it.
    """
    asked = {part.key for part in parts if part.code == "narrative"}
    return any(
        one.status is not None and not one.needs_clarification and one.ref in asked & {*named}
        for one in said.readings
    )


def one_limb_of_red(said: Interpretation, part: Part, owed: Owed) -> bool:
    """Whether one limb alone is told of a red, which means both."""
    limbs = owed.limbs.union(*(one.limbs for one in said.readings))
    return part.values.get("status") == Status.RED and len(limbs) == 1


def only_one_limb(said: Interpretation, part: Part, owed: Owed) -> bool:
    """Whether an answer about a red tells one limb and no more."""
    more = owed.if_not or owed.back_to_green or owed.ask
    told = any(one.position or one.next_steps or one.forecast for one in said.readings)
    return one_limb_of_red(said, part, owed) and not more and not told


def owes_a_limb(part: Part) -> bool:
    """Whether the question asks which limb of an amber is at risk."""
    asked = part.values.get("missing", "").split(",")
    return part.values.get("status") == Status.AMBER and "limbs" in asked


def both_or_amber(part: Part) -> Part:
    """The question that a red with one limb leaves."""
    missing = part.values.get("missing", "").split(",")
    asked = ("limbs", *(one for one in missing if one not in ("", "limbs")))
    choices = (
        Choice(value="both", label="Both"),
        Choice(value=Status.AMBER.value, label="Make it Amber"),
    )
    return replace(part, choices=choices, values={**part.values, "missing": ",".join(asked)})
