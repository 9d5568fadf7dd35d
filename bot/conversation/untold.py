"""A message that tells of the work and gives no status: that is asked of the action in hand (R12)."""

from __future__ import annotations

from msgspec.structs import replace

from bot.conversation.marks import Marked
from bot.conversation.queries import is_question
from bot.conversation.readings import Context, Intent, Interpretation, Question, Reading
from bot.conversation.substance import has_substance

#: While its form is open an action is in hand as well: "numerator 61, denominator 142".
_IN_HAND = (None, "form")
#: Why such a reading stands.
TOLD = "told:no-status"


def asked_of_the_action(said: Interpretation, marked: Marked, context: Context) -> Interpretation:
    """ "Grant's got to be spent by 31 March": no status, so its colour is asked, and the words are kept for it.

    Only where one action is in hand and nothing else is open: what is said out of the blue may be about anything.
    """
    untold = said.intent is Intent.UNKNOWN and not (
        said.readings or said.question or said.quick or said.decision
    )
    if not untold or context.awaiting not in _IN_HAND or context.pending_ref is None:
        return said
    if said.narrative is None or not has_substance(marked.mask) or is_question(marked.mask):
        return said
    return replace(
        said,
        intent=Intent.UNKNOWN if context.awaiting is None else Intent.UPDATE,
        readings=(Reading(ref=context.pending_ref, needs_clarification=True),),
        question=Question.WHICH_COLOUR,
        because=(*said.because, TOLD),
    )
