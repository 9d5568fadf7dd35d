"""What stands in a question is not said: a colour that is asked about, a day of somebody else's."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.colours import mentions
from bot.conversation.marks import Marked
from bot.conversation.prefilter import prefiltered
from bot.conversation.queries import is_question

_ASKS_OF_PEOPLE = prefiltered(
    r"^\W*(?:(?:hi|hello|and|so|but|also|ok|are|is|will|do|does|did|have|has|can|could|would)\W+)*(?:you|u|he|she|everyone|anyone|anybody|somebody|someone|people|who|what time|where|the (?:meeting|board|office|team|group|call|session))\b"
    r"(?!.*\b(?:move|push|change|put|extend|delay|shift|set|bring|slip|give|allow|accept|agree|amend|update|revise|reset|re-?date|postpone|log|record|make (?:it|this|that|the|\ue002)))"
)
#: "What date did we say, 15 March": the day is asked for, with or without the sign; what is offered or told is not.
_ASKS_THE_DAY = prefiltered(
    r"^[^\w\ue001-\ue005]*(?:(?:hi|hello|and|so|but|also|ok|sorry|please|remind me)[^\w\ue001-\ue005]+)*(?:"
    r"(?:what|which|when|where|who|why)(?:'?s| is| was| are| were) (?:the|our|my|your|this|that) (?!(?:chances?|odds|possibility|likelihood|hope|harm|use|point)\b)"
    r"|(?:what|which) (?:date|day|time|month|deadline|forecast)s? (?:did|do|does|have|had|was|were|is|are)\b"
    r"|(?:is|was|isn'?t|wasn'?t) (?:the|our|my|your|that|this) (?:current |original |agreed |approved |due |old |reply )?(?:date|deadline|cut[- ]?off|forecast)\b(?!.*\b(?:ok|okay|fine|possible|alright|all right|acceptable)\b)"
    r"|(?:when|where|why) (?:did|do|does|have|had) (?:i|we|you|they|it|this)\b)"
)
_PAUSE = prefiltered(r"(?<=[,.;:!?\n])\s+|\s-\s")


def only_asked(marked: Marked, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the one colour of a clause stands in the part of it that ends in a question mark."""
    mask = "".join(marked.mask[a:b] for a, b in spans)
    parts = [part for part in _PAUSE.split(mask) if mentions(part)]
    return len(parts) == 1 and parts[0].rstrip().endswith("?") and is_question(parts[0])


def day_of_another(marked: Marked, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a date stands in a question about people or meetings: "are you in on Thursday?", or is what is asked."""
    mask = "".join(marked.mask[a:b] for a, b in spans)
    if _ASKS_THE_DAY.match(mask):
        return True
    return mask.rstrip().endswith("?") and bool(_ASKS_OF_PEOPLE.match(mask))
