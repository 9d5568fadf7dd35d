"""The writer asks what colour the other would give: "would you go amber on that?", "shd i be calling it red".

A colour that is only asked about is no report, and no reason for one.
"""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered

_OPENS = r"(?:^\s*|[,:(-]\s*|\b(?:so|and|but|or|hmm+|er+|um+|oh|hi|sorry|wondering|wonder|query|question)\W+)"
#: The words of a sentence up to its colour.
_ASKED = prefiltered(
    rf"{_OPENS}(?:"
    r"(?:should|shd|shld|shud|ought|shall|do|dare|must) (?:i|we)\b|(?:would|wd|wld|wud|do|should|shd|d'?) ?(?:you|u|ye|ya|anyone|they)\b(?: (?:\w+ ){0,2}(?:go|say|have|class|think|reckon|stick|stay|opt|lean|settle|plump)\b))"
    r"(?![^.;!?\n]*\b(?:please|pls|plz)\b)[^.;!?\n]*$"
)
#: "Amber, do you reckon", "that makes it red doesn't it": a question put behind the colour.
_TAGGED = prefiltered(
    r"(?:[\s,.!-]|\bthen\b)*(?:is (?:that|this|it) (?:fair|right|ok|okay|reasonable|harsh|about right|too \w+)|does (?:that|this|it) (?:sound|seem|look|feel) (?:fair|right|ok|okay|reasonable|about right)|"
    r"(?:do |would |d'?)(?:you|u|ya|ye) (?:reckon|think|agree|say)|(?:you|u) (?:reckon|think)|(?:doesn|isn|wouldn|don)'?t (?:it|that|you|u)(?: (?:think|say|reckon|agree))?|(?:i|we) take it|right|or am i \w+)\s*(?:$|[?.!,;\n])"
)
_SENTENCE_END = prefiltered(r"[.;!?\n]")


def asks_for_it(sentence: str) -> bool:
    """Whether the words of a sentence up to a colour ask whether it is one."""
    return _ASKED.search(sentence) is not None


def is_tagged(mask: str, end: int) -> bool:
    """Whether a question is put behind the colour that ends at this letter."""
    return _TAGGED.match(mask, end) is not None


def only_asks(mask: str, starts: list[int]) -> bool:
    """Whether every colour of a message, which begin at ``starts``, is only asked about."""
    return bool(starts) and all(
        asks_for_it(_SENTENCE_END.split(mask[:start])[-1]) for start in starts
    )
