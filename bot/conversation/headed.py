"""Actions listed at the head of a message or quoted there, of which the rest speaks by their place.

"2.1.2, 2.3.1, 4.1.3: first two amber, last one red": what "first", "the last" and "the rest" mean is the list
that the writer has just made, and nothing longer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.conversation.places import told_by_place
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context
from bot.conversation.references import WRITTEN_REF, resolve

_HEAD = prefiltered(
    rf"^\W*(?:(?:hi|hello|morning|ok|so|for|re|on|my|updates? on|regarding|actions?|items?)\W+)*(?P<list>{WRITTEN_REF}(?:\s*(?:,\s*and|,\s*&|,|&|and|/|\+|\n)\s*{WRITTEN_REF}){{1,11}})(?:\s*[:;\n]|\s+-|\.(?=\s))\s*(?=\S)",
    re.IGNORECASE,
)
_BY_PLACE = prefiltered(
    r"\b(?:first|second|third|fourth|fifth|last|top|bottom)(?: (?:one|two|three|four|item|action)s?\b|\s*[:=]|\s+(?:(?:is|are|was|still|now|both|all|stays?|at) )*(?:green|amber|red|done|complete|same|unchanged)\b|\W*$)"
    r"|\b(?:the (?:rest|others|remainder)|rest(?= (?:is |are )?(?:green|amber|red|done|same|unchanged))|others(?= )|other (?:one|two|three)|remaining (?:one|two|three))\b",
    re.IGNORECASE,
)
#: "> 2. 4.3.2 – Amber": a quoted line that is about one action.
_QUOTED = prefiltered(
    rf"(?:[(]?\d{{1,2}}[.)]\s+|[-*]\s*)?(?:action |item )?(?P<ref>{WRITTEN_REF})(?![\w.])",
    re.IGNORECASE,
)
#: "One of them", "2 is red": one of a list, by its number or by none.
_OF_THE_LIST = prefiltered(
    r"\b(?:one|two|some|none|neither|either|both) of (?:them|these|those)\b|\b(?:former|latter)\b"
    r"|(?:^|[\n;,.]\s*|\band )\(?\d{1,2}[.:)]?\s+(?:is |are |still |now |stays |remains |and \d{1,2} )*(?:green|amber|red|done|complete|same|unchanged|no change|[gar]\b)"
)
_BY_END = prefiltered(
    r"\b(?:first|second|third|fourth|fifth|last|top|bottom|middle) (?:one|two|three|four|item|action)s?\b"
)
_EACH = prefiltered(WRITTEN_REF)
_MORE = prefiltered(r"\d\.\d")
_SEVERAL = 2


def listed_first(text: str, context: Context) -> tuple[str, Context]:
    """The message less such a list, and the context in which it is what the message answers."""
    head = _HEAD.match(text)
    if head is None:
        return text, context
    rest = text[head.end() :]
    if _MORE.search(rest) or not _BY_PLACE.search(rest):
        return text, context
    keys = [resolve(one, context) for one in _EACH.findall(head["list"])]
    if any(len(one) != 1 for one in keys):
        return text, context
    items = tuple(dict.fromkeys(one[0] for one in keys))
    if len(items) != len(keys):
        return text, context
    listed = replace(context, items=items, listed=items, outstanding=(), pending_ref=None, due=None)
    return rest, listed


def listed_in_quote(quoted: Sequence[str], text: str, context: Context) -> Context:
    """The context in which the actions quoted above the words are what these answer: "> 1.1.1 …", "first is amber".

    What the thread is about is still in hand where the words speak of no place in the list.
    """
    told = [found["ref"] for line in quoted if (found := _QUOTED.match(line))]
    keys = [resolve(one, context) for one in told]
    items = tuple(dict.fromkeys(one[0] for one in keys if len(one) == 1))
    if len(items) < _SEVERAL or len(items) != len(keys):
        return context
    low = text.lower()
    by_place = (
        any(told_by_place(low, len(items))) or _BY_END.search(low) or _OF_THE_LIST.search(low)
    )
    if _MORE.search(text) or not by_place:
        return replace(context, items=items)
    return replace(context, items=items, listed=items, outstanding=(), pending_ref=None, due=None)
