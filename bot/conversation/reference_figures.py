"""Figures that look like references: "the score rose from 2.1 to 3.6", where the plan has a 2.1 and a 3.6.

Only what has one point, and only where the words before it tell of a figure that stands or changes.
"""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered

_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_RISES = (
    r"(?:ris(?:e|es|en|ing)|rose|fell|falls?|fallen|falling|drop(?:s|ped|ping)?|climb(?:s|ed|ing)?|improv(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|"
    r"reduc(?:e|es|ed|ing)|gr[eo]wn?|jump(?:s|ed)?|crept|dipp?(?:s|ed)?|shrunk|shrank|halved|doubled|worsened|rise|increase|drop|fall|reduction|improvement)"
)
_GOES = rf"(?:{_RISES}|went|gone|goes|going|moved|moves|moving|up|down|cut|change[sd]?)"
_MEASURE = r"(?:scores?|averag(?:e|es|ed|ing)|mean|median|ratio|index|satisfaction|attendance|confidence|absence|turnover|caseloads?|gpa|rates?(?! \d))"
_STANDS = r"(?:is|was|are|were|now|at|of|from|to|hit|hits|reached|up|down|stands?|stood|currently|about|around|just|only|still|remains?|has|have|been|gone|went|came (?:in|out))"
_FIGURE = prefiltered(
    # "Rose to 3.6", "cut by 1.4".
    rf"\b{_RISES} (?:again )?(?:to|by)(?: (?:about|around|just|nearly|over|under))? $"
    # "Up from 2.1", and what it is up to.
    rf"|\b{_GOES}(?: [a-z]+){{0,3}} from (?:an? |about |around |just )?(?:{_NUMBER}(?: [a-z]+){{0,3}} (?:down |up )?to (?:an? |about |around |just )?)?$"
    # "The average score is now 3.6", "a ratio of 2.1".
    rf"|\b{_MEASURE}(?: {_STANDS}){{1,3}} (?:{_NUMBER} to )?$|\baverag(?:es|ed|ing) (?:about |around )?$"
)
_FIGURE_AFTER = prefiltered(r" ?(?:out of|/) ?(?:5|10)(?!\d|\.\d)| ?(?:per|for every|to 1)\b")
#: Letters before a number among which the words for a figure stand.
_NEAR = 60


def is_figure(mask: str, start: int, end: int) -> bool:
    """Whether the number with one point at these letters tells how much, and no action."""
    before = mask[max(0, start - _NEAR) : start]
    return bool(_FIGURE.search(before) or _FIGURE_AFTER.match(mask, end))
