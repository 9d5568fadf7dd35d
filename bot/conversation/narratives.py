"""The writer's own words as a report: what is the position, what happens next (R3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from bot.conversation.colours import mentions
from bot.conversation.cues import says_no_change
from bot.conversation.marks import Marked, between
from bot.conversation.prefilter import prefiltered
from bot.conversation.senses import Sense
from bot.conversation.stretches import Stretches
from bot.conversation.substance import excuses, has_substance, is_apology, says_nothing

_CLAUSE = prefiltered(r"(?:[.;!?]+(?=\s|$)|\n|,(?=\s|$)|\s-\s|(?<!\s)\s{1,20}(?=but\b))")
_NEXT = prefiltered(
    r"^\W*(?:next(?: steps?)?\b|then\b|will\b|to (?!date\b)\w+|plan(?:ning|s|ned)?\b|going to\b|aim(?:ing)? to\b|i'?ll\b|we'?ll\b|i will\b|we will\b|re-?advert\w*|chas\w+\b|meeting\b.*\ue003|need(?:s)? to\b)"
    r"|\b(?:will|'ll|going to|starts|starting|start(?= (?:on|in|from|w/c|\ue003))|begins?|due (?:in|on|by|to)|planned|scheduled|booked|by \ue003|are to|is to|goes? to|interviews?|next steps?|tomorrow)\b|\ue003"
)
#: What has happened is the position, whatever day it names: "the union said no, not before March".
_NOT_NEXT = prefiltered(
    r"\b(?:was|were|had|began|met|went|left|last|since|ago|yesterday|until|won't|will not|wont|not|n't|held|said|told|came|got|took|"
    r"made|found|lost|did|gave|fell|ran|sent|wrote|chose|put back|pulled out|turned down|stepped down|"
    r"(?!(?:need|plann|schedul|book|propos|expect|pencill|proceed|succeed|indeed|feed|speed)ed\b)(?<!be )(?<!being )[a-z]{2,}ed)\b|n't\b"
)
_LABEL_POSITION = prefiltered(
    r"^\W*(?:position|current position|now|status|where we are|update)\s*[:=]\s*", re.IGNORECASE
)
_LABEL_NEXT = prefiltered(r"^\W*(?:next(?: steps?)?|actions?|plan)\s*[:=-]\s*", re.IGNORECASE)
_NEXT_COMES = prefiltered(r"(?:^|[.;,!?\n-]\s*)next(?: steps?)?\s*[:=]", re.IGNORECASE)
_ME = prefiltered(r"^\W*(?:me|myself|us)\W*$")
_TOLD = prefiltered(r"^\W*(?:\w+ )?(?:says|said|reports|tells me)(?: that)?\W*$")
#: "Risk to dates" says which limb; it is no part of the position.
_LIMB = prefiltered(
    r"^\W*(?:(?:it's|its|it is|mainly|just|only|the|at|is|on)\W+)*"
    r"(?:risk\W+(?:is\W+)?(?:to|on|with)\W+(?:the\W+)?"
    r"(?:both|(?:dates?|impact|time|timing|measures?)(?:\W+(?:and|&)\W+(?:the\W+)?(?:dates?|impact|time|timing|measures?))?)(?:\W+limbs)?"
    r"|both(?: limbs)?|(?:dates?|impact|time|timing|timescales?)(?:\W*(?:and|&|\+|/)\W*(?:the\W+)?(?:dates?|impact|time|timing|timescales?))?(?:\W+(?:for|on))?|(?:dates?|impact|both)(?: (?:is|are))? at risk)(?:\W+(?:only|at risk))*\W*$"
)

#: Where a head ends: at what was taken out, at a colon, at the word that brings the reason.
_SENTENCE_STOP = prefiltered(r"[.;!?\n]")
_MARKS = prefiltered("[\ue002-\ue005]")
_GAP = prefiltered(r"\s{2,}|:\s+|\s(?=(?:because|cos|since|due to)\b)")
_TAIL = prefiltered(r"\s{2,}|\s(?=(?:and|but|so|though|because)\b)")
_NOT = prefiltered(r"\b(?:not|no|never|none|neither|nor)\b|n't\b")
_JOINING_WORD = prefiltered(r"^(?:and|but|so|as|is|are|because|due to|:)\s+(?=\S)", re.IGNORECASE)
_A_WORD = prefiltered(r"\w")


class Narrative(Struct, frozen=True):
    """Position and next steps in the writer's words; ``None`` where nothing is left of them."""

    position: str | None = None
    next_steps: str | None = None

    @property
    def whole(self) -> str | None:
        """Position and next steps in one; ``None``: neither was told."""
        return ". ".join(part for part in (self.position, self.next_steps) if part) or None


def read_narrative(
    marked: Marked,
    spans: list[tuple[int, int]],
    *,
    leave_out: Sequence[tuple[int, int]] = (),
) -> Narrative:
    """Split the words of one action's clauses; references, colours and the forecast are not narrative."""
    position: list[str] = []
    following: list[str] = []
    others = Stretches(leave_out)
    for a, b in spans:
        gone = _no_narrative(marked, a, b, others)
        mask, text = _without(marked.mask[a:b], gone), _without(marked.text[a:b], gone)
        for start, end, ahead in _runs(mask, text):
            (following if ahead else position).append(text[start:end])
    return Narrative(_tidy(position), _tidy(following))


def remarks(
    marked: Marked, spans: Sequence[tuple[int, int]], leave_out: Sequence[tuple[int, int]]
) -> bool:
    """Whether anything is said, though it be no narrative: "I'll come back to you on that"."""
    others = Stretches(leave_out)
    left = (_without(marked.mask[a:b], _no_narrative(marked, a, b, others)) for a, b in spans)
    return any(not says_nothing(one) for mask in left for one in _CLAUSE.split(mask))


def _no_narrative(marked: Marked, a: int, b: int, others: Stretches) -> list[tuple[int, int]]:
    """What stands from ``a`` to ``b`` and is read by other rules."""
    gone = [(m.start, m.end) for m in mentions(marked.mask[a:b]) if m.sense is Sense.SAID]
    gone += [(r.start - a, r.end - a) for r in between(marked.refs, a, b) if not r.mention]
    gone += [(s - a, e - a) for s, e, _ in marked.links if a <= s < b]
    left_out = (*others.touching(a, b), *marked.asides.touching(a, b))
    return gone + [(max(s - a, 0), min(e, b) - a) for s, e in left_out]


def _runs(mask: str, text: str) -> list[tuple[int, int, bool]]:
    """Stretches that are all position or all next steps, as they were written."""
    runs: list[tuple[int, int, bool]] = []
    at = 0
    apart = True
    labelled = sorry = False
    label_ahead = [found.start() for found in _NEXT_COMES.finditer(text)]
    for stop in (*(found.span() for found in _CLAUSE.finditer(mask)), (len(mask), len(mask))):
        start, end = at, stop[0]
        at = stop[1]
        shape, words = mask[start:end], text[start:end]
        sentence_over = bool(_SENTENCE_STOP.search(mask, end, at))
        if label := _LABEL_NEXT.match(words):
            runs.append((start + label.end(), end, True))
            apart, labelled = False, not sentence_over
            continue
        if label := _LABEL_POSITION.match(words):
            start, shape = start + label.end(), shape[label.end() :]
            labelled = False
        if _ME.match(shape) and runs and runs[-1][2] and not apart:
            # "Readvert Friday, me": who does it belongs to what is done.
            runs[-1] = (runs[-1][0], end, True)
            continue
        bare = _without(shape, [(m.start, m.end) for m in mentions(shape)])
        bare = _MARKS.sub("", bare).strip()
        excused, sorry = sorry and excuses(shape), is_apology(shape)
        if excused or not has_substance(shape) or _LIMB.match(bare) or _TOLD.match(bare):
            apart = True
            sorry = sorry or excused
            continue
        if says_no_change(shape):
            apart = True
            continue
        start, end = _told(mask, start, end)
        shape = mask[start:end]
        # What stands before "Next:" is the position, and what stands in its sentence is not.
        ahead = labelled or (bool(_NEXT.search(shape)) and not _NOT_NEXT.search(shape))
        if label_ahead and start < label_ahead[-1]:
            ahead = labelled
        labelled = labelled and not sentence_over
        if runs and runs[-1][2] is ahead and not apart:
            runs[-1] = (runs[-1][0], end, ahead)
        else:
            runs.append((start, end, ahead))
        apart = False
    return runs


def _told(mask: str, start: int, end: int) -> tuple[int, int]:
    """A clause less the heads and tails without substance beside what was taken out, or before a reason."""
    while (gap := _GAP.search(mask, start, end)) and _is_scrap(mask[start : gap.start()]):
        start = gap.end()
    for tail in reversed(list(_TAIL.finditer(mask, start, end))):
        if not _is_scrap(mask[tail.end() : end]):
            break
        end = tail.start()
    return start, end


def _is_scrap(words: str) -> bool:
    """A head or tail that may go: its "not" is said of a colour, or of nothing."""
    plain = not _NOT.search(words) or bool(mentions(words))
    return plain and "\ue003" not in words and not has_substance(words)


def _without(text: str, gone: list[tuple[int, int]]) -> str:
    for start, end in gone:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _tidy(pieces: list[str]) -> str | None:
    cleaned = []
    for piece in pieces:
        words = " ".join(piece.split()).strip(' ,;:.-–=()"')
        words = _JOINING_WORD.sub("", words)
        if words and _A_WORD.search(words):
            cleaned.append(words)
    return ", ".join(cleaned) or None
