"""Reports that are told anew: "ignore that, 2.1.1 is amber, 2.1.2 is red", "other way round, sorry".

What was told first goes where every action of it is told of again, or its two colours change places.
"""

from __future__ import annotations

from bot.conversation.colours import mentions
from bot.conversation.firm_cues import firm_cue
from bot.conversation.marks import Marked
from bot.conversation.prefilter import prefiltered

#: "Ignore that, 2.1.1 is amber, 2.1.2 is red": all of it is told anew.
ANEW = prefiltered(
    r"(?:^|[\s.,;:!?(-])(?:(?:ignore|scrap|scratch|strike|forget|disregard|delete|bin) (?:all )?(?:of )?(?:that|this|those|the (?:above|lot|first bit|last bit)|what i (?:just )?(?:said|put|wrote))|(?:let me |i'?ll )?(?:start|try|begin) (?:that )?again|starting again|take two|from the top)(?!\w)[\s.,:;!-]*(?:sorry[\s.,:;!-]+)?"
)
#: "You've got 2.2.1 amber …, should be 2.2.1 green …".
_AS_SHOWN = prefiltered(
    r"\b(?:(?:you(?:'ve| have)?(?: got| put)?|it (?:says|shows|has)|(?:the |your |that )?(?:list|tracker|message|reminder|digest|report|paper|screen)(?: (?:says|shows|has))|i(?:'ve| have)? (?:put|said|sent|typed|wrote|had)) (?=[^.;\n]{0,12}\ue002))"
)
_SHOULD = prefiltered(
    r"[\s,.;:!-]+(?:but |and |which |that |it |they |these |those |this )*(?:should (?:be|read|say|have been|have said)|(?:it'?s|it is|they'?re|is) (?:really|actually|in fact)|(?:really|actually) (?:it'?s|it is)|needs? to be|ought to be|supposed to be)(?!\w)[\s:,-]*"
)
#: "1.1.1 green, 3.2.1 red. Other way round, sorry".
SWAPPED = prefiltered(
    r"(?:^|[.,;:!?\n(-]\s*)(?:(?:no|oops|sorry|wait|actually|hang on|er+m?|oh|i mean|it'?s|that'?s|they'?re|it should be|should be|got (?:them|those|that)|the)[\s,.]+)*(?:(?:other|wrong|opposite) way (?:round|around|about)|back to front|(?:swap|switch|reverse|flip) (?:those|them|these|that|the two|the colours)(?: (?:two|round|around|over|about))?)(?:[\s,.!]+(?:sorry|please|oops|apologies|i mean|doh))*\W*$"
)
_PAIR = 2


def told_anew(marked: Marked) -> str:
    """What is left of a message that tells of its actions twice; empty where it does not."""
    return _without_first(marked) or _swapped(marked)


def _without_first(marked: Marked) -> str:
    mask = marked.mask
    anew = ANEW.search(mask)
    end = anew.end() if anew else 0
    if anew is None and (shown := _AS_SHOWN.search(mask)):
        should = _SHOULD.search(mask, shown.end())
        end = should.end() if should else 0
    after = [ref for ref in marked.refs if ref.start >= end]
    if not end or not after:
        return ""
    before = {ref.keys for ref in marked.refs if ref.start < end}
    if anew and before and not firm_cue(mask[: anew.start()]):
        # "3.2.1 - ignore that, 1.1.1 is green": nothing had been told of the first.
        return marked.text[end:]
    if not before or not before <= {ref.keys for ref in after}:
        return ""
    return marked.text[end:] if len(mentions(mask[end:])) >= len(before) else ""


def _swapped(marked: Marked) -> str:
    """The two colours in each other's place: "1.1.1 green, 3.2.1 red. Other way round, sorry"."""
    back = SWAPPED.search(marked.mask)
    if back is None:
        return ""
    told = marked.mask[: back.start()]
    found = mentions(told)
    refs = [ref for ref in marked.refs if ref.end <= back.start()]
    if len(found) != _PAIR or len(refs) != _PAIR or refs[0].keys == refs[1].keys:
        return ""
    one, other = found
    text = marked.text
    return (
        text[: one.start]
        + text[other.start : other.end]
        + text[one.end : other.start]
        + text[one.start : one.end]
        + text[other.end : back.start()]
    )
