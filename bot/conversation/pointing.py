"""Words that only point at what is quoted below them: "agree with Noor below", "what he says underneath"."""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered

_BELOW = r"(?:below|beneath|underneath|in (?:the|her|his|their|this) (?:e-?mail|message|thread|chain)(?: below)?)"
_WHO = r"(?:the |my |our )?[\w'\ue004-]+(?: [\w'\ue004-]+)?"
_POINTS = prefiltered(
    r"\W*(?:(?:hi|hello|all|yes|yep|ok|i|we|so|and|also|just|fully|totally|completely|happy to|would|do|can|only|please)\b[\s,.]*)*"
    rf"(?:agree[ds]?|concur|in agreement|go(?:ing)? along|go(?:ing)? with|support|second|echo|endorse|stand by|confirm)(?: (?:with|that|to))*(?: (?:what )?{_WHO}(?:'s)?(?: (?:says?|said|put|wrote|has put|view|comments?|rating|assessment|update|response|note))?)? {_BELOW}[\s.!,]*(?:thanks|thank you|ta|please)?[\s.!]*"
    rf"|\W*(?:what {_WHO} (?:says?|said|put|wrote|has put)|{_WHO}(?:'s| is) (?:right|correct|spot on)) {_BELOW}[\s.!]*"
)


def points_at_quoted(mask: str) -> bool:
    """Whether the whole of the writer's own words agrees with something that is quoted."""
    return "\n" not in mask.strip() and bool(_POINTS.fullmatch(mask))
