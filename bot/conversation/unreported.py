"""A clause of several that reports nothing of its action: it puts it off, or gives it away."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.colours import mentions
from bot.conversation.firm_cues import firm_cue
from bot.conversation.handovers import gives_up, read_handover
from bot.conversation.marks import REF, Marked, apart, within, without
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context, Question, Reading
from bot.conversation.reminders import asks_again, day_to_ask, read_snooze
from bot.conversation.reports import Found

#: "1.2.1 went to Gemma Holt", of one action beside others.
_PASSED = prefiltered(
    r"\b(?:belongs|passed|moved|went|gone|handed|transferred|owned|sits|is with|over to|picked up|picking up|taken over|taken on|taking over|taking on|takes over|takes on|took over|took on|goes|pass|give|hand|transfer|re-?assign)\b|\ue002 to (?!\ue003)"
)
#: "1.1.1 I'm hanging on to": of the one that is not given away.
_KEPT = prefiltered(
    r"(?:\b(?:(?:i'?m|i am|we'?re|i'll be|we'll be) (?:still )?(?:hanging on ?to|keeping|holding on ?to|retaining)|(?:i'll|we'll|i|we) (?:keep|retain|hang on ?to|hold on ?to)|(?:stays?|staying|remains?|still|is still)(?: all)? (?:with (?:me|us)|mine|ours))(?: (?:it|this|that|this one|that one))?|\ue002 (?:stays|remains))\W*$"
)
#: "I'm keeping 1.1.1, Bill gets 3.2.1", "1.1.1 stays with me": the one that is kept, in a part of its own.
_KEEPS = prefiltered(
    r"(?:^|[.;,\n]\s*|\b(?:and|but|while) )(?:(?:i'?m|i am|we'?re|i'?ll be) (?:still )?(?:hanging on ?to|keeping|holding on ?to|retaining)|(?:i'?ll|we'?ll|i|we) (?:keep|retain|hang on ?to|hold on ?to)) \ue002+(?:(?:,| and| &|, and) \ue002+)*(?=\s*[.;,\n!]|\s*$|\s+(?:and|but|while) )"
    r"|\ue002+(?: (?:is|still|all|'s))* (?:stays?|staying|remains?|still) (?:with (?:me|us)|mine|ours)(?=\s*[.;,\n!]|\s*$|\s+(?:and|but|while) )"
)
_REF_AND_DATE = prefiltered(
    "[\\s,.;&]*(?:and )?(?:about |on )?\ue002+[\\s:]*(?:on |in )?\ue003+[\\s,.;!]*(?:please|pls)?\\W*"
)


def less_kept(marked: Marked) -> Marked:
    """The message less the actions that the writer keeps, where it speaks of others as well."""
    if len(marked.refs) > 1:
        for kept in _KEEPS.finditer(marked.mask):
            left = without(marked, *kept.span())
            told = marked.mask[kept.end() :].split(REF, 1)[0]
            # "1.1.1 stays with me and is green" tells more of it.
            if left.refs and not firm_cue(told):
                marked = left
    return marked


def read_unreported(
    marked: Marked,
    spans: Sequence[tuple[int, int]],
    context: Context,
    *,
    alone: bool,
    after: Found | None,
) -> Found | None:
    """One clause of several that snoozes its action, or gives it away: "remind me about 1.2.1 on Friday".

    ``after`` a reminder a bare date is one as well: "… on Friday and 2.1.1 on Monday".
    """
    if alone or any(mentions(marked.mask[a:b]) for a, b in spans):
        return None
    start, end = spans[0][0], spans[-1][1]
    if _KEPT.search(marked.mask, start, end):
        return Found(Reading(ref=None), because=("kept",), empty=True)
    again = after is not None and bool(after.reading.snooze_until)
    goes_on = again and _REF_AND_DATE.fullmatch(marked.mask, start, end)
    asks = bool(goes_on) or asks_again(marked.mask[start:end])
    gives = gives_up(marked.text[start:end])
    if not (asks or gives or _PASSED.search(marked.mask, start, end)):
        return None
    # The rules of handovers may stand on the first letter of a message: it stays where it is.
    handover = read_handover(within(marked, start, end), context.people, coloured=gives)
    if handover is not None and not gives and not (handover.certain and handover.new_owner):
        handover = None
    if handover is None and not asks:
        return None
    if handover is not None:
        reading = Reading(
            ref=None, new_owner=handover.new_owner, needs_clarification=not handover.certain
        )
        question = None if handover.certain else Question.WHO
        return Found(reading, question, (handover.because,))
    # By itself: looked for in what is left of a long message, each of its clauses costs as much as the whole.
    own = apart(marked, start, end)
    snooze = day_to_ask(own, context) if goes_on else read_snooze(own, context, reported=True)
    if snooze is not None:
        reading = Reading(
            ref=None, snooze_until=snooze.until, needs_clarification=snooze.until is None
        )
        question = Question.WHICH_DATE if snooze.until is None else None
        return Found(reading, question, (snooze.because,))
    return None
