"""Clauses: which part of a message is about which action.

"1.1.1 amber, agency starts Monday. 1.2.1 green" has two; "green for 1.1.1, amber for 2.1.2" two as
well; "all green except 2.1.2, which is red" two of which one stands for many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.conversation.anchors import Anchor, anchors, firm_cue
from bot.conversation.colours import mentions
from bot.conversation.completion import read_done
from bot.conversation.cues import implied_status, says_no_change
from bot.conversation.hints import says_vaguely
from bot.conversation.marks import Marked
from bot.conversation.readings import Context

_LED_BY = re.compile(
    r"[\s\W]*(?:(?:and|but|so|then|hi|hello|morning|for|on|re|regarding|action|actions|item|ref|update|ok|yes|also|with|please|as for|now|is|bot|thanks|can|you|we|i|could|mark|put|set|move|push|make|close)\b[\s\W]*)*"
)
_BREAK = re.compile(r"[\n;]+|[.!?]+(?=\s|$)")
#: "Green: 1.1.1" heads a list.
_HEADED = re.compile(r"^\W*\w+\s*:\s*$")
#: What stands between a clause and the reference that begins the next.
_NEXT_CLAUSE = re.compile(
    r"(?:[,:;(-]|\b(?:and|but|as|because|cos|coz|since|while|whilst|though|although|now that))\s*(?:also |then )?(?:the )?(?:action )?$"
)
#: "Amber (1.2.1 is holding us up)": a reference that has a verb of its own begins a clause.
_OWN_VERB = re.compile(
    r"\s+(?:is|isn'?t|has|hasn'?t|was|wasn'?t|needs|will|won'?t|can'?t|still|depends|went|slipped|keeps|hold|holds)\b"
)
_TOO_LEAD = re.compile(
    r"\b(?:(?:ditto|likewise|same(?: again)?(?: goes)?)(?: for| with| on)?|(?:as|so) (?:is|are)"
    r"|(?:please |and |can you )*(?:remind me (?:about|of|on)|ask me about|nudge me (?:about|on)|chase me (?:about|on)|snooze|park)) *$"
)
_TOO = re.compile(
    r"^\W*(?:too|also|as well|likewise|the same too|similarly)\W*$|^\W*(?:as|so) (?:is|are)\W*$|^\W*(?:(?:ditto|likewise)(?: for| with| on)?|same (?:for|goes for|with|on))\W*(?:too)?\W*$"
)


@dataclass(slots=True)
class Segment:
    """What is said of one anchor: spans of the text."""

    anchor: Anchor | None
    spans: list[tuple[int, int]] = field(default_factory=list)
    repeats: bool = False
    """ "1.2.1 too": what was said of the one before."""

    def mask(self, marked: Marked) -> str:
        return "\n".join(marked.mask[a:b].strip() for a, b in self.spans)

    def inside(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.spans)


def has_cue(mask: str) -> bool:
    """Whether a stretch says anything of a state."""
    return bool(
        mentions(mask)
        or read_done(mask)
        or says_no_change(mask)
        or implied_status(mask)[1]
        or says_vaguely(mask)
    )


def segments(marked: Marked, context: Context) -> list[Segment]:
    """The message's clauses by what they are about; the first may have no anchor."""
    mask = marked.mask
    all_anchors = anchors(marked, context)
    found: list[Segment] = []
    loose = Segment(None)
    current: Segment | None = None
    for start, end in _sentences(mask):
        inside = [a for a in all_anchors if start <= a.start < end]
        if not inside:
            (current or loose).spans.append((start, end))
            continue
        for anchor, a, b, before in _chunks(mask, inside, start, end, follows=current is not None):
            if before:
                (current or loose).spans.append(before)
            current = Segment(anchor, [(a, b)])
            rest = mask[a : anchor.start] + mask[anchor.end : b]
            current.repeats = bool(found) and bool(_TOO.match(rest))
            found.append(current)
    if loose.spans:
        said = loose.mask(marked)
        if found and not firm_cue(said):
            found[0].spans[:0] = loose.spans
        else:
            found.insert(0, loose)
    _lend_except(marked, found)
    return found


def _sentences(mask: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for stop in _BREAK.finditer(mask):
        # "1. green": a full stop after a place in the list ends no sentence.
        if (
            stop[0] == "."
            and mask[stop.start() - 1 : stop.start()] == "\ue002"
            and has_cue(re.split(r"[.;\n]", mask[stop.end() :], maxsplit=1)[0][:30])
        ):
            continue
        if mask[at : stop.end()].strip(" .;\n!?,-"):
            found.append((at, stop.end()))
        at = stop.end()
    if mask[at:].strip(" .;\n!?,-"):
        found.append((at, len(mask)))
    return found


def _chunks(
    mask: str, inside: Sequence[Anchor], start: int, end: int, *, follows: bool
) -> list[tuple[Anchor, int, int, tuple[int, int] | None]]:
    """Cut one sentence at its anchors: before each where what is said follows, else after each."""
    first, last = inside[0], inside[-1]
    before, after = mask[start : first.start], mask[last.end : end]
    led = _LED_BY.fullmatch(before)
    says_before = firm_cue(before)
    own_verb = _OWN_VERB.match(after) and not _HEADED.search(before)
    forward = bool(led) or firm_cue(after) or not says_before or bool(own_verb)
    if forward:
        cuts = [_lead(mask, start, a.start) for a in inside]
        apart: tuple[int, int] | None = None
        if not led and (follows or says_before) and _NEXT_CLAUSE.search(before):
            apart = (start, cuts[0])
        else:
            cuts[0] = start
        bounds = [*cuts, end]
        return [
            (anchor, bounds[n], bounds[n + 1], apart if n == 0 else None)
            for n, anchor in enumerate(inside)
        ]
    chunks: list[tuple[Anchor, int, int, tuple[int, int] | None]] = []
    at = start
    for n, anchor in enumerate(inside):
        stop = end if n == len(inside) - 1 else anchor.end
        chunks.append((anchor, at, stop, None))
        at = stop
    return chunks


def _lead(mask: str, start: int, at: int) -> int:
    """Where the words begin that go with the anchor after them: "ditto for 2.1.1"."""
    found = _TOO_LEAD.search(mask, max(start, at - 30), at)
    return found.start() if found else at


def _lend_except(marked: Marked, found: Sequence[Segment]) -> None:
    """In "all but 2.1.2 are green" what follows the exception is said of all the others."""
    for one, other in pairwise(found):
        if not (one.anchor and one.anchor.group and other.anchor and other.anchor.excepted):
            continue
        own = marked.mask[one.anchor.end : one.spans[-1][1]]
        if firm_cue(own):
            continue
        start, end = other.spans[0]
        tail = marked.mask[other.anchor.end : end]
        if re.match(r"\s*(?:which|who|that|it|this|\()", tail):
            continue
        one.spans.append((other.anchor.end, end))
        other.spans[0] = (start, other.anchor.end)
