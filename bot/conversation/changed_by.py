"""A colour that somebody else put in the place of the writer's: "somebody changed my amber to green".

It is theirs and not the writer's, and the writer may ask who it was; either way nothing is reported.
"""

from __future__ import annotations

from bot.conversation.colours import mentions
from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import NAME, REF
from bot.conversation.prefilter import prefiltered
from bot.conversation.swapped import put_there_by_another

#: "Who did that?", "who was it", "on whose say-so?"
_WHO = prefiltered(
    rf"\bwho(?:'s|'d| has| had| on earth| the hell| exactly)*(?: (?:just|actually|went and|gone and))* (?:did|done|changed|altered|moved|switched|turned|swapped|amended|overrode|overruled|downgraded|upgraded|flipped|edited|decided|authorised|made)(?: (?:that|this|it|so|to|the (?:change|call|decision)|my|mine|our|ours|from|an?|into|{COLOUR}|{NAME}+|{REF}+)(?![\w']))*"
    r"|\bwho (?:was|is) (?:it|that)\b|\b(?:on|at) whose (?:authority|say[- ]so|instructions?|orders)\b|\bby whom\b|\bwhose (?:idea|decision|doing|call) (?:was|is) (?:that|it|this)\b"
    rf"|\bwhy (?:has|was|did)(?: (?:it|this|that|mine|my {COLOUR}|ours|some(?:one|body)|they|you))(?: been)? (?:change|alter|move|switch|turn|amend|downgrade|upgrade)d?(?: (?:to|from|it|that|my|mine|into|{COLOUR}))*"
)
_ENDS = prefiltered(r"\s*(?:$|[?.,;!\n-]|then\b|please\b|and (?:why|when)\b)")
#: The colour that was the writer's own: "I told you amber", "my amber".
_OWN_BEFORE = prefiltered(
    r"\b(?:(?:i|we|i'd|i've|we'd|we've)(?: (?:had|have|clearly|definitely|only|actually))* (?:said|put|told (?:you|u|them|mel|the office)|gave|given|sent|reported|submitted|typed|marked|rated)(?: (?:you|it|this|that|was|is|in|them|as|at|down|it's))*|my|our|from)(?: an?)? $"
)
_REACH = 100


def asks_who_changed(mask: str) -> bool:
    """ "I told you amber and somebody changed it to green. Who did that?": a question about the record, and no report."""
    asked = _WHO.search(mask)
    if asked is None or not _ENDS.match(mask, asked.end()):
        return False
    told = mentions(mask)
    return bool(told) and all(
        asked.start() <= one.start < asked.end()
        or _OWN_BEFORE.search(mask, max(0, one.start - _REACH), one.start)
        or put_there_by_another(mask, one.start)
        for one in told
    )
