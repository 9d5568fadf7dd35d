"""Dates that may be of something else than the day on which the action will be done: then they are asked about."""

from __future__ import annotations

import re

#: "Moved to 9 January, the workshop I mean".
_OF_ELSE = re.compile(
    r"^[\s,;:.(-]*(?:the|our|a|an|that's the|i mean the|for the) (?!(?:action|whole|work|date|deadline)\b)[\w '-]{2,30}?,? ?(?:i mean|that is|i'm talking about|not (?:the|this|my|our) (?:action|one|work|deadline|date)|,? not this)\b"
)
#: "12 Dec is better for me": to meet, to be asked, or to be done?
_SUITS = re.compile(
    r" (?:(?:is|would be|'s|works|suits|much|a lot|far|better|best|good|fine|easier|great) ?)+(?:for )?(?:me|us)\b"
)
#: "The first": of the month, or of two?
_SPELT_DAY = re.compile(
    r"(?:(?:by|on|until|till|til|to|for) )?the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$"
)
_MAY_BE_THE_ANSWER = re.compile(
    r"(?:today|tomorrow|tonight|this (?:am|pm|morning|afternoon|evening)|later (?:on )?(?:in the|this|in this) week)$"
)


def is_of_else(right: str) -> bool:
    """Whether the words behind a date tell of what else it is."""
    return bool(_OF_ELSE.match(right))


def suits_the_writer(right: str) -> bool:
    """Whether a day is only said to suit: to meet, to be asked, or to be done."""
    return bool(_SUITS.match(right))


def may_be_an_option(words: str) -> bool:
    """Whether a day in words may be one of two things that were offered."""
    return bool(_SPELT_DAY.match(words))


def may_be_the_answer(words: str) -> bool:
    """Whether a day, alone, may be when the answer comes rather than when the work is done."""
    return bool(_MAY_BE_THE_ANSWER.match(words))
