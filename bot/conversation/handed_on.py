"""Whether somebody who is named is handed the action, or only does the work or can be asked about it (R13)."""

from __future__ import annotations

from bot.conversation.marks import Marked
from bot.conversation.prefilter import prefiltered

#: Words of the handing over itself.
_HANDS_ON = prefiltered(
    r"\b(?:re-?assign\w*|re-?allocat\w*|transfer\w*|hand(?:s|ed|ing)? (?:over|on|it|this|that|them|these|both)|"
    r"(?:pass|giv|gave|gie|mov|switch|shift|send|put)\w* (?:it|this|that|them|these|both|mine|\d[\d.]*)|"
    r"(?:take|takes|took|taken|taking)(?: (?:it|this|that|them|these|both|\d[\d.]*))? (?:over|on)|pick(?:s|ed|ing)?(?: (?:it|this|that))? up|inherit\w*|"
    r"(?:new|the|its|action) (?:lead|owner)|(?:leads?|owns?|leading) (?:it|this|that|them|these|both|\d[\d.]*|now)|belongs?|responsib\w+|replac\w+|successor|swap\w*|"
    r"now|noo|nowadays|these days|instead|from here|going forward|any ?more|any longer|no longer)\b|\bnot (?:me|us|mine|ours)\b"
)
#: Beside a name that does it, words that add nothing.
_NO_MORE = 6
_WORDS = prefiltered(r"[a-z\ue002\ue004][\w'\ue002\ue004]*")


def hands_on(low: str) -> bool:
    """Whether the lowered words tell of the action's changing hands, and not only of who works on it."""
    return bool(_HANDS_ON.search(low))


def says_no_more(marked: Marked) -> bool:
    """Whether a message is hardly more than a name and what it does."""
    return len(_WORDS.findall(marked.mask)) <= _NO_MORE
