"""A colour that the writer says belongs to another action: "that amber was meant for 3.2.1".

It was sent by the writer and holds; only the action was the wrong one.
"""

from __future__ import annotations

from bot.conversation.marks import REF
from bot.conversation.prefilter import prefiltered

_SENT = r"(?: (?:that )?(?:i|i've|i'd)(?: just| already)? (?:sent|gave|given|put|said|typed|reported|marked)(?: (?:you|in|just now|earlier|yesterday|for (?:this|that)(?: one)?))*)"
_MEANT = r"(?:meant|intended|supposed|really|actually|only|just|to (?:be|go|have been|have gone))"
#: Nothing may follow that makes it history ("for 3.2.1 last month") or a question.
_BELONGS = prefiltered(
    rf"{_SENT}? ?(?:(?:(?:'s|is|was) (?:{_MEANT} )*|should(?:'ve| have| of)?(?: been| gone)? (?:{_MEANT} )*)(?:for|on|against|under|to go (?:on|to|against)) |belongs? (?:to|on|with|under|against) |(?:goes|go) (?:on|to|against|with) ){REF}+(?=\s*(?:$|[.,;!)\n-])| (?:not|sorry|instead|rather|and not)\b)"
)
_THAT = prefiltered(
    r"(?:^|[.,;:!\n(-]|\b(?:so|and|but|sorry|oops|whoops|as|because|action|one|no|er|um)) ?(?:that|this|the|my) $"
)
_NEAR = 16


def belongs_elsewhere(mask: str, start: int, end: int) -> bool:
    """Whether the colour at these letters is one that was sent, and is said to belong to an action that follows."""
    if _THAT.search(mask, max(0, start - _NEAR), start) is None:
        return False
    return _BELONGS.match(mask, end) is not None
