"""Actions in one row and their colours in another: "2.1.1 and 2.1.3 are green and amber respectively".

Where the writer says expressly that the two rows go together, each colour is put beside its action.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.conversation.colours import mentions
from bot.conversation.marks import REF, Marked, between
from bot.conversation.prefilter import prefiltered

_IN_TURN = prefiltered(
    r"\b(?:respectively|respectfully|in (?:that|this|the same|your|list|the listed|the given) order|in the order (?:(?:(?:that )?(?:you|they|it|i)(?:'ve|'re| have| are)? ?)?(?:listed|asked|sent|gave|given|put|set out|named|shown|in your (?:list|message)|above)(?: (?:them|it|for them|about them))?(?: in)?))\b"
)
_SENTENCE_END = prefiltered(r"[;!?\n]|\.(?=\s|$)")
#: What may stand among the two rows.
_JOINS = prefiltered(
    r"(?:[\s,:&/+()-]|\b(?:and|are|is|now|still|both|all|for|on|as|at|goes|go|it's|they're|i'd say|put|mark|please|then|the|my|actions?|rated|rating|rag)\b)*"
)
_NO_MORE = prefiltered(r"\W*(?:(?:please|pls|thanks|thank you|ta|cheers|sorry)[\s.,!]*)*(?<!\?)")
_FEWEST = 2


def in_turn(marked: Marked, items: Sequence[str]) -> str:
    """The message with each colour beside its action; unchanged where the rows do not match.

    ``items``: those of the message answered, of which colours alone may tell: "green, amber, red, in that order".
    """
    said = _IN_TURN.search(marked.mask)
    if said is None:
        return marked.text
    stops = [stop.end() for stop in _SENTENCE_END.finditer(marked.mask, 0, said.start())]
    start = stops[-1] if stops else 0
    refs = between(marked.refs, start, said.start())
    colours = [
        (start + one.start, start + one.end) for one in mentions(marked.mask[start : said.start()])
    ]
    after = list(between(marked.refs, said.end(), len(marked.mask)))
    end = said.end()
    if not refs and after and len(after) == len(colours):
        # "Green and amber respectively for 2.1.1 and 2.1.3".
        refs, end = after, after[-1].end
    if not marked.refs and len(colours) == len(items) >= _FEWEST:
        return _of_items(marked, items, start, colours, end)
    if len(refs) < _FEWEST or len(refs) != len(colours) or any(len(one.keys) != 1 for one in refs):
        return marked.text
    spans = sorted([(one.start, one.end) for one in refs] + colours)
    if not _apart(marked.mask, refs[0].start, refs[-1].end, colours):
        return marked.text
    words = "".join(marked.mask[one[1] : other[0]] for one, other in pairwise(spans))
    if not _JOINS.fullmatch(_IN_TURN.sub(" ", words)):
        return marked.text
    text = marked.text
    row = ", ".join(
        f"{text[ref.start : ref.end]} {text[a:b]}"
        for ref, (a, b) in zip(refs, colours, strict=True)
    )
    first = spans[0][0]
    return text[:first] + row + text[max(end, spans[-1][1]) :]


def _of_items(
    marked: Marked, items: Sequence[str], start: int, colours: list[tuple[int, int]], end: int
) -> str:
    """A row of colours, as many as actions were listed, beside those."""
    ends = [start, *(b for _, b in colours)]
    begins = [*(a for a, _ in colours), end]
    words = [marked.mask[a:b] for a, b in zip(ends, begins, strict=True)]
    told = _IN_TURN.sub(" ", " ".join(words))
    # "In that order if legal agree", "green then amber then red": a condition, and a history.
    if "then" in told or not _JOINS.fullmatch(told) or not _NO_MORE.fullmatch(marked.mask, end):
        return marked.text
    row = ", ".join(f"{key} {marked.text[a:b]}" for key, (a, b) in zip(items, colours, strict=True))
    return marked.text[:start] + row + marked.text[end:]


def _apart(mask: str, first: int, last: int, colours: list[tuple[int, int]]) -> bool:
    """Whether all the actions stand before all the colours, or behind them."""
    return REF in mask and (last <= colours[0][0] or colours[-1][1] <= first)
