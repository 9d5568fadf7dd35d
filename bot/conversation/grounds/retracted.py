"""What a message takes back, where no rule has settled what is put in its place.

Beside words that take something back, the day or the action that stood before them is saved only where no other of
its kind stands behind them. "Chase me Thursday. Oh no, court's Thursday, could be Friday" is asked about.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from bot.conversation.marks import REF, Marked
from bot.conversation.prefilter import prefiltered
from bot.conversation.second_thoughts import TAKES_BACK, puts_right, vaguer
from bot.conversation.told_anew import ANEW, SWAPPED

_SENTENCE_END = prefiltered(r"[.;!?\n](?=\s|$)")
#: The action itself was the wrong one.
_WRONG_ACTION = prefiltered(
    rf"\bwrong (?:number|ref|reference|action|item)\b|(?:^|[.,;:!?\n(-]\s*)(?:(?:oh|ah|no|sorry|oops|wait|er+m?)[\s,]+)*(?:i (?:mean|meant)|meant|not {REF}+[,.]?(?: it'?s| but| i meant)?)(?: to (?:say|put))?(?: for)? {REF}+\s*(?:$|[.!\n])"
    rf"|\b(?:do|did|should) i mean (?:for )?{REF}|\bor (?:is|was) (?:it|that) (?:for )?{REF}+\?|{REF}+,? (?:that )?(?:(?:i (?:was|am)|i'?m) (?:thinking|talking|looking)|i (?:meant|mean)\b)"
)
_MONTHS = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
#: "Remind me in 2 weeks. Actually 3": another number, of days, weeks or the month.
_OTHER_AMOUNT = prefiltered(
    r"(?:[.,;:!?(-]\s*|\s)(?:(?:oh|er+m?|um+|well|hmm+)[\s,]+)*(?:no|nope|actually|sorry|make (?:it|that)|i mean|i meant|or rather|better|wait|oops|scrap that|scratch that)[\s,.:]+(?:(?:no|make it|make that|more like|sorry|actually|say|the|in|by)[\s,]+)*"
    rf"(?:(?:an?|another|\d{{1,2}}(?:st|nd|rd|th)?|one|two|three|four|five|six|eight|ten|twelve|fourteen)\b(?: (?:more )?(?:days?|weeks?|wks?|fortnights?|months?))?|{_MONTHS}\b|the day after)\s*(?:$|[.!,])"
)
#: The reminder is not wanted after all, or its day does not do.
_NOT_THEN = prefiltered(
    r"[\s,]*(?:(?:no|actually|sorry|wait|just|please|that|i|and)[\s,]+)*(?:leave (?:it|this|that)|forget (?:it|that|about it)|never ?mind|don'?t (?:bother|worry|chase|remind|ask)|no need|(?:i'?m|i am|we'?re|i'?ll be) (?:off|away|out|in|on|busy|at|not)\b|can'?t|no good|doesn'?t work|won'?t work)"
)
_REACH = 100


def day_taken_back(marked: Marked, day: date, *, reminder: bool) -> bool:
    """Whether words stand behind this day that take it back, and another day, or none, in its place."""
    if _OTHER_AMOUNT.search(marked.mask) or _told_another_month(marked, day):
        return True
    ends = [span.end for span in marked.dates if day in (span.reading.start, span.reading.end)]
    if not ends:
        return False
    back = TAKES_BACK.search(marked.mask, ends[0])
    if back is None or back.start() - ends[0] > _REACH:
        return False
    stop = _SENTENCE_END.search(marked.mask, back.end())
    end = stop.end() if stop else len(marked.mask)
    if reminder and _NOT_THEN.match(marked.mask, back.end(), end):
        return True
    if any(at > end for at in ends):
        return False
    return any(
        back.end() <= span.start < end and day not in (span.reading.start, span.reading.end)
        for span in marked.dates
    )


def _told_another_month(marked: Marked, day: date) -> bool:
    """ "15 Jan (sorry, Feb)": the same day of it, or some time then?"""
    return any(
        vaguer(one, other)
        and day in (one.reading.end, other.reading.end)
        and puts_right(marked.mask[one.end : other.start])
        for one, other in pairwise(marked.dates)
    )


def action_taken_back(marked: Marked, ref: str) -> bool:
    """Whether the message says that an action was named wrongly, and this is one that may be meant."""
    wrong = _WRONG_ACTION.search(marked.mask) or SWAPPED.search(marked.mask)
    if wrong is not None:
        named = any(ref in one.keys for one in marked.refs)
        return not named or any(ref in one.keys for one in marked.refs if one.end <= wrong.start())
    anew = ANEW.search(marked.mask)
    if anew is None:
        return False
    before = any(ref in one.keys for one in marked.refs if one.end <= anew.start())
    return before and not any(ref in one.keys for one in marked.refs if one.start >= anew.end())
