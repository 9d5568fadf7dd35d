"""Figures that are held against each other: "down 2.2 FTE against 1.4 in July", where the plan has a 2.2 and a 1.4.

Only what has one point: a number with two is a reference whatever stands about it.
"""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered

_NUMBER = r"(?<![\d.])\d{1,3}(?:\.\d{1,2})?"
_UNIT = r"(?:%|(?:fte|wte|per ?cent|percentage points?|points?|posts?|staff|(?:working |school )?(?:days?|weeks?|wks?|months?|mths?|years?|yrs?|hours?|hrs?)|per [a-z]+|times)\b)"
_AMOUNT = rf"{_NUMBER} ?{_UNIT}"
_AGAINST = r"(?:against|versus|vs?\.?|compared (?:to|with)|out of|rather than|than|(?:up |down )?from|(?:up |down )to|to|was)"
_WHOSE = r"(?:(?:an?|the|our|about|around|just|only|last [a-z]+'s|[a-z]+'s|(?:a |the |our )?(?:target|baseline|average|norm)(?: of)?) ){0,2}"
_MEASURE = r"(?:scores?|averages?|mean|median|ratio|index|rates?|waits?|gap|caseloads?|vacanc(?:y|ies)|turnover|absence)"
_THEN = r"(?:in|at|last|previously|before|then|a year ago)\b"
_SECOND = prefiltered(
    # "2.2 FTE short against 1.4", "2.2 weeks, down from 1.4".
    rf"{_AMOUNT}(?: [a-z']+){{0,3}},? {_AGAINST} {_WHOSE}$"
    # "Rose to 2.2 from 1.4".
    rf"|\b(?:rose|risen|rises|fell|fallen|falls|dropped|went|gone|up|down) to {_NUMBER}(?: ?{_UNIT})?,? (?:up |down )?from {_WHOSE}$"
    # "The ratio was 1.4, now 2.2".
    rf"|\b{_MEASURE} (?:[a-z]+ ){{0,3}}{_NUMBER}(?: ?{_UNIT})?,? (?:and |but )?(?:is |it's )?(?:now|{_AGAINST})(?: at| up| down| to)* {_WHOSE}$"
    rf"|\b(?:target|baseline)(?: of| is| was|:) (?:about |around )?$"
)
_FIRST_AFTER = prefiltered(
    # "1.4 against 2.2 FTE", "1.4 against a target of 2.2".
    rf",? (?:{_AGAINST}|and|or|-) {_WHOSE}{_AMOUNT}|,? (?:against|versus|vs\.?|compared (?:to|with)) (?:an? |the |our )?(?:target|baseline|average|norm)\b"
    # "2.2 (1.4 in spring)", "2.2 (was 1.4)".
    rf"| \((?:{_NUMBER}(?: ?{_UNIT})? {_THEN}|(?:was|(?:up |down )?from) {_NUMBER}(?: ?{_UNIT})?\))"
)
_IN_BRACKETS = prefiltered(rf"{_NUMBER}(?: ?{_UNIT})? \((?P<from>(?:was|(?:up |down )?from) )?$")
_IN_BRACKETS_AFTER = prefiltered(rf"(?: ?{_UNIT})? {_THEN}|(?: ?{_UNIT})?\)")
#: "Down 2.2 FTE on 1.4": less than it, or on the action?
_OFF_BY = prefiltered(rf"\b(?:down|up)(?: by)? {_AMOUNT} on $")
#: "2.2 is amber against 1.4 weeks": what is said to stand somehow is an action.
_REPORTED = prefiltered(r"\s*+(?:(?:[:=]|is|are|remains?)\s*+)?(?:green|amber|red|[gar])\b")
_NEAR = 60


def is_compared(mask: str, start: int, end: int) -> bool:
    """Whether the number with one point at these letters is held against another."""
    if _REPORTED.match(mask, end):
        return False
    before = mask[max(0, start - _NEAR) : start]
    brackets = _IN_BRACKETS.search(before)
    if brackets and _IN_BRACKETS_AFTER.match(mask, end):
        return bool(brackets["from"]) or mask[end : end + 1] != ")"
    return bool(_SECOND.search(before) or _FIRST_AFTER.match(mask, end))


def may_be_compared(mask: str, start: int) -> bool:
    """Whether it may be a figure as well as an action: "down 2.2 FTE on 1.4"."""
    return bool(_OFF_BY.search(mask[max(0, start - _NEAR) : start]))
