"""Whose colour it is, where a message speaks of more than one action.

A colour belongs to an action that is its subject ("3.2.1 is amber"), or that follows it directly or with "for"
("amber for 3.2.1"). "Amber, and I'll send 3.2.1 by Friday" says nothing of 3.2.1.
"""

from __future__ import annotations

from bot.conversation.anchors import only_names
from bot.conversation.belongs import belongs_elsewhere
from bot.conversation.colours import mentions
from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import Marked, between, pattern
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context
from bot.domain.status import Status

#: Said of one of two, and not of which.
_ONE_OF_THEM = (
    pattern(r"(?:<ref>,? ?(?:and/)?or (?:is it |maybe |was it )?<ref>)"),
    pattern(r"\bone of (?:the )?<ref>"),
    pattern(r"<ref>,? then <ref>"),
    prefiltered(
        rf"(?:^|[.;,!\n]\s*|\b(?:think|and|but|say) )one (?:of (?:them|mine|these|those|ours|my (?:actions|two)|the (?:two|three|actions|items|others))|or (?:the )?other)\b[^.;\n]{{0,20}}\b{COLOUR}\b"
    ),
    prefiltered(
        rf"(?:^|[.;,!\n]\s*|\b(?:think|and|but|say) )one(?:'s| is| of them is)? {COLOUR}\b[^.;\n]{{0,20}}\b(?:other|one)\b"
    ),
    prefiltered(
        rf"\bthe (?:\w+ ){{1,2}}?(?:bit|element|part|strand|side|aspect|piece|section|component|end)(?:'s| is| are) {COLOUR},? (?:but |and )?(?:(?:the|everything|all the) )?(?:rest|else|others|remainder|other bits?)\b"
    ),
    # "Red on data, green on the rest" is of the rest of this one, or of the others.
    prefiltered(
        rf"\b{COLOUR} (?:on|for|with|at|in) (?!\ue002|this\b|that\b|mine\b|both\b|all\b|the (?:first|second|third|last|top|other)\b|my\b|it\b|now\b|me\b|us\b|\ue003|\ue005)[a-z]+,? (?:but |and )?{COLOUR} (?:on|for|with) (?:the )?(?:rest|others)\b"
    ),
)
_REACH = 60
_DIRECT = prefiltered(
    r"[\s,:;()\[\]&/+-]*(?:\b(?:for|on|across|over|re|about|regarding|with|against|at|to|is|are|was|goes|go|action|actions|item|ref|no|number|both|all|the|and|also|in the case of|as is|as are|so is|same|ditto|too|likewise|plus|but not|except|bar|apart from|from me|now|please|pls|this month|then|i'?m|i am|afraid|sadly|unfortunately|that'?s|that is|this is|it'?s|again|still|really|definitely|i'?d say|one|not (?:green|amber|red))\b[\s,:;()\[\]&/+-]*|\ue002[\s,:;()\[\]&/+-]*)*"
)
#: "Amber, 3.2.1 tomorrow": what follows the reference is all that is said of it.
_SET_APART = prefiltered(r"\s*[,;.-]")
_OF_ITS_OWN = prefiltered(
    r"[\s:,-]*(?:\ue003|(?:i'?ll|will|to follow|later|next|needs|ask|see|tbc|tba|not|can|please)\b)"
)
_WORD = prefiltered("[a-z\ue003\ue005]")
_STOP = prefiltered(r"[\n;]|[.!?](?=\s|$)")
_NOT_THIS = pattern(r"\bnot (?:for |on |about )?<ref>$")
_THIS_ONE = prefiltered(
    r"(?:^|[.;,!?\n-]\s*|\b(?:and|but|so) )(?:(?:re|for|on) )?(?:this one\b|this(?=\s*(?:'s\b|is\b|:|-|green\b|amber\b|red\b)))"
)
#: "Half mine are red": which, is not said.
_SOME_OF_THEM = prefiltered(
    rf"(?<!the )(?<!all )\b(?:half|some|most|several|a few|many|one|two|three|four)(?: of)? (?:mine|my|them|the|these|those|ours|our|us)\b[^.;,\n\ue002]{{0,20}}\b{COLOUR}\b"
    rf"|(?:^|[.;,!\n]\s*)one(?:'s| is) {COLOUR}\b|\bdifferent colours\b"
)


def ill_attributed(key: str, status: Status, marked: Marked, context: Context) -> bool:
    """Whether the message gives no ground to say this colour of this action."""
    mask = marked.mask
    if any(rule.search(mask) for rule in _ONE_OF_THEM):
        return True
    places = [ref for ref in marked.refs if key in ref.keys and not ref.mention]
    if not places:
        return bool(_SOME_OF_THEM.search(mask)) and not marked.refs
    if all(_NOT_THIS.search(mask[max(0, r.start - 20) : r.end]) for r in places):
        return len(marked.refs) > 1
    pending = context.pending_ref
    if pending is None or pending == key:
        return False
    if any(pending in ref.keys for ref in marked.refs):
        return False
    said = [one for one in mentions(mask) if one.status is status]
    if not said:
        return False
    # The action in hand is spoken of without its reference.
    aside = _THIS_ONE.search(mask)
    if aside and all(aside.start() <= one.start for one in said):
        told = mask[places[-1].end : aside.start()]
        return all(ref.end <= aside.start() for ref in places) and bool(_WORD.search(told))
    return not any(_belongs(mask, one.start, one.end, marked) for one in said)


def _belongs(mask: str, start: int, end: int, marked: Marked) -> bool:
    before = [ref for ref in between(marked.refs, 0, start) if not ref.mention]
    if before:
        return True
    following = between(marked.refs, end, len(mask))
    if not following:
        return True
    first = following[0]
    if _SET_APART.match(mask, end, first.start) and _OF_ITS_OWN.match(mask, first.end):
        return False
    if (
        _DIRECT.fullmatch(mask, end, first.start)
        or first.start - end > _REACH
        or belongs_elsewhere(mask, start, end)
    ):
        return True
    stops = [stop.end() for stop in _STOP.finditer(mask, end, first.start)]
    if not stops:
        return False
    after = _STOP.search(mask, first.end)
    return only_names(mask, stops[-1], after.start() if after else len(mask))
