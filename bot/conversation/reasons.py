"""Reasons given for several actions at once: "1.1.1 dates. 1.1.2 both, back to green in April" (R3).

The narrative question may stand open for more than one action. A clause that names one of them and no
colour answers for that one; what is said besides is read as any other message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.answering import narrative_report
from bot.conversation.colours import mentions
from bot.conversation.interpreter import interpret
from bot.conversation.marks import Marked, lowered, mark
from bot.conversation.normalise import normalise
from bot.conversation.owed import split_owed
from bot.conversation.readings import Context, Intent, Interpretation
from bot.conversation.segments import Segment, segments
from bot.conversation.table import Turn
from bot.conversation.unanswered import both_or_amber, only_one_limb
from bot.domain.commands import Ask, Command, Part


@dataclass(frozen=True, kw_only=True)
class Reasons:
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
