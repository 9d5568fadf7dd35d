"""Several actions given away in one message, each to somebody of its own: "give 1.1.1 to Mo and 3.2.1 to Lesley" (R13)."""

from __future__ import annotations

from bot.conversation.clauses import read_clauses
from bot.conversation.colours import mentions
from bot.conversation.handovers import Handover, read_handover
from bot.conversation.marks import Marked, within
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context, Intent, Interpretation, Question, Reading
from bot.conversation.segments import Segment, segments

_FEWEST = 2
#: Characters of a message in which actions are dealt out; each is read within blanks of its length.
_LONGEST = 600
#: What is not given away.
_STAYS = prefiltered(
    r"\b(?:stays?|staying|remains?|keep(?:ing)?|still|is|are) (?:(?:it|with|under|on) )*(?:me|mine|ours|us|my (?:list|desk|plate))\b"
)


def handed_over_each(marked: Marked, context: Context) -> Interpretation | None:
    """Who has which of the actions named, and what is said of the others; ``None`` where none is given away."""
    if len(marked.mask) > _LONGEST:
        return None
    found = segments(marked, context)
    if len(found) < _FEWEST or not all(one.anchor and one.anchor.keys for one in found):
        return None
    dealt = [_dealt(marked, context, segment) for segment in found]
    if not any(handover for _, _, handover in dealt):
        return None
    readings: list[Reading] = []
    questions: list[str] = []
    for segment, part, handover in dealt:
        if handover is None and (mentions(part.mask) or not _STAYS.search(part.mask)):
            told = read_clauses(part, context)
            readings += told.readings
            questions += [told.question] if told.question is not None else []
        elif handover is not None and segment.anchor is not None:
            questions += [] if handover.certain else [Question.WHO]
            readings += [
                Reading(
                    ref=key,
                    new_owner=handover.new_owner,
                    needs_clarification=not handover.certain,
                )
                for key in segment.anchor.keys
            ]
    if not any(one.new_owner for one in readings):
        return None
    told_more = any(one.status or one.done for one in readings)
    return Interpretation(
        intent=Intent.UPDATE if told_more else Intent.REASSIGN,
        readings=tuple(readings),
        question=questions[0] if questions else None,
        because=("reassign:each",),
    )


def _dealt(
    marked: Marked, context: Context, segment: Segment
) -> tuple[Segment, Marked, Handover | None]:
    """What is said of one action, and to whom it goes there."""
    part = within(marked, segment.spans[0][0], segment.spans[-1][1])
    coloured = bool(mentions(part.mask))
    return segment, part, read_handover(part, context.people, coloured=coloured)
