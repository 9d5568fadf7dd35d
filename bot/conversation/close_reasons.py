"""What a request to close an action rests on: "close this down, the strategy's on the website: https://…".

Neither "close it, we've run out of money" nor "close it, link to follow" tells of anything done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversation.marks import DATE, LINK

#: Where a request to close ends and what it rests on begins.
_STOPS = re.compile(r"[,.;:\n!)(-]+\s*(?=\S)|\s(?=\ue001)|\s(?:as|because|since|cos|now)(?= )")
_MAY_CLOSE = re.compile(r"\b(?:close|sign|tick|archive|mark|put|set|clos\w+)\b")
_OPENING = 80
_MET = re.compile(
    r"\b(?:(?:all|both|every|each|everything)\b[^.;\n]{0,40}\b(?:met|in place|delivered|done|complete|completed|achieved|up|live|there|ticked|finished|signed)|(?:is|are|now|all|been|it's|they're) (?:live|in place|in use|up|out|met|there)|went (?:live|out|up)|gone (?:live|out|up))\b"
)
#: Closed because it will never be done.
_GIVEN_UP = re.compile(
    r"\b(?:superseded|duplicate[ds]?|merged|overtaken|pointless|abandon\w*|dropped|scrapped|withdrawn|pulled|ran out|run out|gone bust|gave up|given up|unfunded|defunct|redundant|irrelevant|impossible|shelved|old|wrong|mistake|error)\b"
)
#: Nothing is left, in words that would else sound open.
_NOTHING_OPEN = re.compile(
    r"\b(?:there(?:'s| is) )?(?:nothing|nowt)(?:'s| is| now| else| more)* (?:left|more|else|further|outstanding|remaining)(?: to (?:do|come|deliver))?\b"
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What follows a request to close."""

    open: str
    """The words, less those that say that nothing is left."""
    told: bool
    """Whether they tell of something that is there, or where it may be seen."""


def requests_with_reasons(mask: str) -> Iterator[tuple[str, Reason]]:
    """Each way to cut the words in a request at their beginning and a reason; none where it is no good one."""
    if not _MAY_CLOSE.search(mask[:_OPENING]):
        return
    for stop in _STOPS.finditer(mask, 0, _OPENING):
        rest = mask[stop.end() :]
        left, nothing = _NOTHING_OPEN.subn(" ", rest)
        if DATE in rest or _GIVEN_UP.search(rest):
            continue
        yield mask[: stop.start()], Reason(left, bool(nothing or LINK in rest or _MET.search(rest)))
