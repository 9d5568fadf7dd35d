"""Where somebody is off to: a holiday or a hospital, which is time away, or a day's journey for work, which is none."""

from __future__ import annotations

import re

from bot.conversation.lexicon import NOT_NAMES
from bot.conversation.marks import Marked
from bot.conversation.prefilter import prefiltered

_LASTS = prefiltered(
    r"\b(?:leave|ooo|out of (?:the )?office|hols?|holidays?|a/?l|sick|unavailable|away|maternity|paternity|for \w+ (?:days?|weeks?|months?)|for an? (?:fortnight|month))\b"
)
_UNTIL_WORDS = prefiltered(r"(?:until|till|til|untill|by|to|through|not before|not until|up to)\b")
_GOES_ON = prefiltered(
    r" (?!(?:so|and|then|do|don'?t|please|pls|thanks|sorry|back|with|for|x+|inclusive|mate)\b)[a-z]"
)
_UNTILS = frozenset(("until", "till", "til"))
#: Where work is done and nobody is on holiday.
_BODIES = frozenset(
    """cabinet committee scrutiny panel court tribunal procurement consultation draft parliament council hr it dfe ofsted
    cqc icb nhs camhs salt legal finance phase stage tender discovery development progress post interim purdah term review
    training meeting meetings conference session""".split()
)
#: "In for my knee op".
_IN_CARE = prefiltered(r"hospital|for my (?:[a-z]+ ){0,2}(?:op|operation|procedure|surgery)")
_AT_WORK_THERE = prefiltered(
    r"[^.;\n]{0,40}\b(?:visits?|clients?|meetings?|site|inspection|with|work)\b"
)
#: "Off to a meeting", and not "off to 4 December".
_OFF_TO = prefiltered(r"(?:off|aff) to (?!\ue003)")
_WITH_NEWS = prefiltered(
    r"\ue003*,? with (?:an? |the |my |some |more |any )*(?:answer|update|news|figures?|numbers|details?|something|more|info|information|data|colour|decision|date)\b"
)


def tells_how_long(marked: Marked, start: int) -> bool:
    """Whether leave, or how long it lasts, is told from ``start`` on."""
    return bool(_LASTS.search(marked.mask, start))


def names_an_end(words: str) -> bool:
    """Whether the words of a day open with "until", "by" or the like."""
    return bool(_UNTIL_WORDS.match(words))


def is_away_there(marked: Marked, found: re.Match[str]) -> bool:
    """ "In Lanzarote til Sunday": a place by its capital, until a day; "in Committee till 4 pm" is none."""
    words = marked.text[slice(*found.span("place"))].split()
    if _IN_CARE.fullmatch(found["place"]):
        return not _AT_WORK_THERE.match(marked.mask, found.end())
    if not words or not words[0][:1].isupper() or words[0].isupper():
        return False
    if any(word.casefold() in (NOT_NAMES - {"new"}) | _BODIES for word in words):
        return False
    ahead = [span for span in marked.dates if span.start >= found.end("place")]
    if not ahead or _GOES_ON.match(marked.mask, ahead[0].end):
        return False
    return names_an_end(ahead[0].words) or words[-1] in _UNTILS


def is_errand(marked: Marked, found: re.Match[str]) -> bool:
    """ "Off to Leeds tomorrow", "back on Monday with an answer": a day's journey, and an answer to come."""
    if _WITH_NEWS.match(marked.mask, found.end()):
        return True
    ahead = [span for span in marked.dates if span.start >= found.start("cue")]
    journey = _OFF_TO.match(marked.mask, found.start("cue"))
    if not journey or len(ahead) != 1 or tells_how_long(marked, found.start("cue")):
        return False
    day = ahead[0].reading
    return day.start == day.end and not names_an_end(ahead[0].words)
