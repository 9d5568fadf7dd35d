"""Reasons given for several actions at once: "1.1.1 dates. 1.1.2 both, back to green in April" (R3).

The narrative question may stand open for more than one action. A clause that names one of them and no
colour answers for that one; what is said besides is read as any other message.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.answering import narrative_report
from bot.conversation.asked_of_several import asked_as_one, less_for_each, which_of
from bot.conversation.colours import mentions
from bot.conversation.interpreter import interpret
from bot.conversation.marks import Marked, lowered, mark
from bot.conversation.normalise import normalise
from bot.conversation.owed import split_owed
from bot.conversation.queries import is_question
from bot.conversation.readings import Context, Intent, Interpretation
from bot.conversation.segments import Segment, segments
from bot.conversation.substance import has_substance, read_non_answer
from bot.conversation.table import Table, Turn
from bot.conversation.unanswered import both_or_amber, only_one_limb
from bot.domain.commands import Ask, Command, Part, Report

_FEW = 2
#: What is asked about an action before its colour stands.
_COLOURS_ASKED = ("which_colour", "own_view")
#: Questions about an action that its reasons do not answer.
_TELLS_OF = (
    *_COLOURS_ASKED,
    "still_green",
    "confirm_date",
    "which_date",
    "impact_pending",
    "redate",
)


class Reasons(Struct, frozen=True, kw_only=True):
    """What answers the open question by naming its actions, and every other word of the message."""

    turn: Turn
    rest: str


def read_reasons(text: str, context: Context, parts: Sequence[Part]) -> Reasons | None:
    """The clauses of ``text`` that answer for an action they name; ``None`` where there is none.

    ``parts``: those of the open question.
    """
    owing = {part.key: n for n, part in enumerate(parts) if part.code == "narrative" and part.key}
    if not owing:
        return None
    marked = mark(normalise(text).text, context)
    commands: list[Command] = []
    answered: set[int] = set()
    rest: list[str] = []
    for segment in segments(marked, context):
        key = _one_key(segment)
        place = owing.get(key) if key is not None else None
        report = None
        if place is not None and place not in answered:
            report = _report(_words(marked, segment), parts[place], context)
        if place is None or report is None:
            rest += [marked.text[a:b].strip() for a, b in segment.spans]
        else:
            commands.append(report)
            answered.add(place)
    if not commands:
        return None
    turn = Turn(commands=tuple(commands), answered=frozenset(answered))
    return Reasons(turn=turn, rest="\n".join(rest))


def reasons_of_several(
    text: str, context: Context, parts: Sequence[Part], table: Table
) -> Turn | None:
    """Reasons that name no action, where those of several were asked for in one message, or another
    action is asked about since: for each where it says so, for that action, or asked for which.
    """
    if not parts or not _is_reason(text, context):
        return None
    if parts[0].code in _TELLS_OF:
        return _of_the_open_question(text, context, parts, table)
    group = asked_as_one(parts, 0) if parts[0].code == "narrative" else []
    if len(group) < _FEW:
        return None
    for_each = less_for_each(text)
    told = [_report(for_each or text, parts[n], context) for n in group]
    reports = [one for one in told if isinstance(one, Report) and _tells_why(one)]
    if len(reports) < len(group):
        return None
    if for_each is not None:
        return Turn(commands=tuple(reports), answered=frozenset(group))
    if any(one.if_not or one.back_to_green for one in reports):
        # What was asked of a red alone says for which it is.
        return None
    return which_of(parts, group, text, table)


def _of_the_open_question(
    text: str, context: Context, parts: Sequence[Part], table: Table
) -> Turn | None:
    """Reasons typed while something else is asked are of the action that is asked about.

    Beside a colour that is still to come they wait for it.
    """
    first = parts[0]
    waits = first.code in _COLOURS_ASKED
    if not waits and not any(part.code == "narrative" for part in parts):
        return None
    asking = Part(code="narrative", key=first.key, values={"missing": "position,next_steps"})
    told = _report(text, asking, context)
    if not isinstance(told, Report) or not _tells_why(told) or first.key is None:
        return None
    group = asked_as_one(parts, 0)
    if len(group) >= _FEW:
        return which_of(parts, group, text, table)
    if not waits:
        return Turn(commands=(told, Ask(parts=(first,))), answered=frozenset({0}))
    kept = {"position": told.position, "next_steps": told.next_steps}
    values = {**first.values, **{name: words for name, words in kept.items() if words}}
    again = dataclasses.replace(
        first, values={**values, "kept": told.position or told.next_steps or ""}
    )
    return Turn(commands=(Ask(parts=(again,)),), answered=frozenset({0}))


def tells_reasons(text: str, context: Context, part: Part) -> bool:
    """Whether the message is nothing but an answer to the narrative question of this part."""
    if not _is_reason(text, context) or not has_substance(lowered(normalise(text).text)):
        return False
    return isinstance(_report(text, part, context), Report)


def _is_reason(text: str, context: Context) -> bool:
    """Whether a message may be nothing but reasons: no action, no colour, no question, no "later"."""
    marked = mark(normalise(text).text, context)
    if marked.refs or mentions(marked.mask) or is_question(marked.mask):
        return False
    return read_non_answer(text) is None


def _tells_why(report: Report) -> bool:
    return bool(report.position or report.next_steps or report.if_not or report.back_to_green)


def named_keys(text: str, context: Context) -> frozenset[str]:
    """The actions that the words name by their references."""
    refs = mark(normalise(text).text, context).refs
    return frozenset(ref.keys[0] for ref in refs if len(ref.keys) == 1)


def _one_key(segment: Segment) -> str | None:
    """The one action that the clause names."""
    anchor = segment.anchor
    if anchor is None or anchor.group or anchor.excepted or len(anchor.keys) != 1:
        return None
    return anchor.keys[0]


def _words(marked: Marked, segment: Segment) -> str:
    """The clause less the reference that it begins with."""
    assert segment.anchor is not None
    start, end = segment.anchor.start, segment.anchor.end
    pieces = []
    for a, b in segment.spans:
        if a <= start < b:
            pieces += [marked.text[a:start], marked.text[end:b]]
        else:
            pieces.append(marked.text[a:b])
    return " ".join(piece.strip(" ,:-–") for piece in pieces if piece.strip(" ,:-–"))


def _report(words: str, part: Part, context: Context) -> Command | None:
    """The report that the clause makes, or what it leaves to be asked; ``None`` where it says more than reasons, or nothing."""
    owed = split_owed(words)
    if mentions(lowered(owed.rest)):
        return None
    key = part.key or ""
    alone = replace(context, pending_ref=key, items=(key,), awaiting="narrative")
    said = interpret(owed.rest, alone) if owed.rest else Interpretation(intent=Intent.UNKNOWN)
    if only_one_limb(said, part, owed):
        return Ask(parts=(both_or_amber(part),))
    return narrative_report(said, part, owed)
