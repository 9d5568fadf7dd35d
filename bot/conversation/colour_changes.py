"""A change from one colour to another: "green -> amber", "went from red to amber", "should move to green".

What it changed to holds where the change has been made. One that is to come, or never came, tells of no colour now.
"""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered
from bot.conversation.senses import Sense

_CHANGED = prefiltered(
    r"\s*(?:-+>|=+>|>+|→|➡|\b(?:(?:back|up|down|right|straight|over) )*(?:in)?to\b(?= ))\s*"
)
_MOVED = prefiltered(r"\b(?:from|move|moved|moving|change|changed|changing|gone|went|slipped|slid|slides|drifted|drifting|crept|sunk|tipped|fallen|fell|risen|dropped|improved|up|down|shifted|downgraded|upgraded|escalated)\b[^.\n]{0,40}$")  # fmt: skip
#: "Red to amber since Friday" is a change; "red to amber" alone lies between.
_SINCE = prefiltered(
    r"\s+(?:since|(?:as (?:of|from)|from) (?:\ue005|now)|\ue005|now|this (?:week|month|time|cycle)|thanks to)(?!\w)"
)
#: "We expect to move from amber to green", "amber to green in March": a change that is to come.
_TO_CHANGE = prefiltered(
    r"(?:\b(?:will|would|won'?t|should|shall|could|might|may|can|must|ought|needs?|wants?|hop(?:e|es|ed|ing)|expect\w*|plan\w*|aim\w*|intend\w*|going|due|likely|ready|able|request\w*|approv\w*|propos\w*|recommend\w*|suggest\w*|forecast\w*|predict\w*|before|until|till|once|when|if|unless|how|what|to (?:go|move|get|change|turn|shift|improve|slip|drop|come|be))\b|'ll\b|'d\b)"
    r"(?:(?!\b(?:but|and|has|have|had|was|were|went|moved|gone|changed|amended|updated|marked|put)\b)[^.;,\n])*$"
)
_CHANGES_THEN = prefiltered(
    r"\s+(?:(?:in|by|from|on|around|about|early|late|mid|during|before|after)\s+)*(?:the )?(?:\ue003|next (?:week|month|quarter|year|time)|soon\b|shortly\b|once\b|when\b|if\b|as soon as\b)"
)
#: "It will be moved from amber to green", and not "please can it be changed from red to amber".
_IS_TO_BE = prefiltered(
    r"(?:\b(?:will|would|won'?t|shall|might|may|must|going to|(?:expected|due|hoping|hope|likely|meant|supposed) to)|'ll) (?:(?:then|soon|hopefully|probably|only) )*be\b[^.;,\n]*$"
)
#: "It never went from red to amber".
_NOT_CHANGED = prefiltered(
    r"(?:\b(?:never|not|hasnt|havent|didnt|wont|isnt|no way)\b|n't\b)(?:(?!\b(?:but|and|only|just)\b)[^.;,\n])*$"
)
_HAS_CHANGED = prefiltered(
    r"\b(?:moved|went|gone|changed|dropped|slipped|fell|fallen|improved|turned|shifted|came|come|crept|slid)\b[^.;,\n]*$"
)
_THEN = prefiltered(r"[\s,]*(?:and )?then (?:an? )?")
_CLOSE = 4
_OPENS = prefiltered(r"(?:^|[.,;\n!?:]|\s-|\ue002)\s*$")
#: Letters before a change among which the words for it stand.
_REACH = 60


def is_then(between: str) -> bool:
    """Whether two colours are told one after the other: "green then amber"."""
    return bool(_THEN.fullmatch(between))


def changed(mask: str, one: tuple[int, int], other: tuple[int, int]) -> Sense | None:
    """How the second of two colours is meant that stand as a change; ``None`` where they do not.

    ``one`` and ``other``: where they stand. "Red to amber" alone lies between, and is no change.
    """
    between = mask[one[1] : other[0]]
    if not _CHANGED.fullmatch(between):
        return None
    if "to" not in between:
        return Sense.SAID
    since = max(0, one[0] - _REACH)
    moved = _MOVED.search(mask, since, one[0])
    begun = _SINCE.match(mask, other[1]) and _OPENS.search(mask, max(0, one[0] - _CLOSE), one[0])
    if not (moved or begun):
        return None
    if _NOT_CHANGED.search(mask, since, one[0]):
        return Sense.HEDGED
    told_ahead = _IS_TO_BE.search(mask, since, one[0]) or _TO_CHANGE.search(mask, since, one[0])
    then = _CHANGES_THEN.match(mask, other[1]) and not _HAS_CHANGED.search(mask, since, one[0])
    return Sense.AHEAD if told_ahead or then else Sense.SAID
