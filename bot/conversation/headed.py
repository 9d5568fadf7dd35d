"""Actions listed at the head of a message, of which the rest speaks by their place.

"2.1.2, 2.3.1, 4.1.3: first two amber, last one red": what "first", "the last" and "the rest" mean is the list
that the writer has just made, and nothing longer.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.conversation.readings import Context
from bot.conversation.references import resolve

_REF = r"(?:[A-Za-z]{1,6}\d{0,2}-)?\d{1,2}(?:\.\d{1,2}){1,3}"
_HEAD = re.compile(
    rf"^\W*(?:(?:hi|hello|morning|ok|so|for|re|on|my|updates? on|regarding|actions?|items?)\W+)*(?P<list>{_REF}(?:\s*(?:,\s*and|,\s*&|,|&|and|/|\+|\n)\s*{_REF}){{1,11}})(?:\s*[:;\n]|\s+-|\.(?=\s))\s*(?=\S)",
    re.IGNORECASE,
)
_BY_PLACE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|top|bottom)(?: (?:one|two|three|four|item|action)s?\b|\s*[:=]|\s+(?:(?:is|are|was|still|now|both|all|stays?|at) )*(?:green|amber|red|done|complete|same|unchanged)\b|\W*$)"
    r"|\b(?:the (?:rest|others|remainder)|rest(?= (?:is |are )?(?:green|amber|red|done|same|unchanged))|others(?= )|other (?:one|two|three)|remaining (?:one|two|three))\b",
    re.IGNORECASE,
)
_EACH = re.compile(_REF)
_MORE = re.compile(r"\d\.\d")


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
