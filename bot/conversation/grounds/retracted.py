"""What a message takes back, where no rule has settled what is put in its place.

Beside words that take something back, the day or the action that stood before them is saved only where no other of
its kind stands behind them. "Chase me Thursday. Oh no, court's Thursday, could be Friday" is asked about.
"""

from __future__ import annotations

import re
from datetime import date

from bot.conversation.marks import REF, Marked
from bot.conversation.prefilter import prefiltered
from bot.conversation.second_thoughts import TAKES_BACK

_SENTENCE_END = re.compile(r"[.;!?\n](?=\s|$)")
#: The action itself was the wrong one.
_WRONG_ACTION = prefiltered(
    rf"\bwrong (?:number|ref|reference|action|item)\b|(?:^|[.,;:!?\n(-]\s*)(?:(?:oh|ah|no|sorry|oops|wait|er+m?)[\s,]+)*(?:i (?:mean|meant)|meant|not {REF}+[,.]?(?: it'?s| but| i meant)?)(?: to (?:say|put))?(?: for)? {REF}+\s*(?:$|[.!\n])"
)
#: The reminder is not wanted after all, or its day does not do.
_NOT_THEN = re.compile(
    r"[\s,]*(?:(?:no|actually|sorry|wait|just|please|that|i|and)[\s,]+)*(?:leave (?:it|this|that)|forget (?:it|that|about it)|never ?mind|don'?t (?:bother|worry|chase|remind|ask)|no need|(?:i'?m|i am|we'?re|i'?ll be) (?:off|away|out|in|on|busy|at|not)\b|can'?t|no good|doesn'?t work|won'?t work)"
)
_REACH = 100


def day_taken_back(marked: Marked, day: date, *, reminder: bool) -> bool:
    """Whether words stand behind this day that take it back, and another day, or none, in its place."""
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


def action_taken_back(marked: Marked, ref: str) -> bool:
    """Whether the message says that an action was named wrongly, and this is one that may be meant."""
    wrong = _WRONG_ACTION.search(marked.mask)
    if wrong is None:
        return False
    return any(ref in one.keys for one in marked.refs if one.end <= wrong.end())
