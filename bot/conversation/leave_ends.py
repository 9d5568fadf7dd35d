"""The day of return told in other words than "back": "at my desk again from the 19th", "in as normal on Monday".

Behind the days of the leave a bare "the 19th" is the first one that comes after they begin.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from bot.conversation.dates import DateReading
from bot.conversation.prefilter import prefiltered

_PRESENT = r"(?:at (?:my|the) desk|at work|in the office|in|around|about|online|working|work|available|contactable|reachable|on shift|on email|here|with you|at it|picking (?:things|this|it) up)"
_TO_DAY = r"(?: (?:on|from|at|by|the|as of|starting))*\s*$"
_AGAIN = prefiltered(
    rf"\b(?:{_PRESENT} (?:again|as (?:normal|usual))|(?:resum(?:e|es|ing)|restart(?:s|ing)?|start(?:s|ing)? (?:back|again)|normal service)(?: work| duties| resumes)?){_TO_DAY}"
)
#: Without "again" it needs the leave before it: "a/l w/c 12 Feb, in from the 19th".
_THERE = prefiltered(rf"\b{_PRESENT}{_TO_DAY}")
_FROM = prefiltered(r"(?:from|on|by)\b")
_FROM_BEFORE = prefiltered(r"\b(?:from|on|by)(?: the)?\s*$")
_DENIED = prefiltered(
    r"(?:\b(?:not|no|never|nobody|hardly|won't|isn't|wont)\b|n't\b)[^.;,\n]{0,24}$"
)
_TWO_MONTHS = 62
_SOON = timedelta(days=10)


def comes_back_on(left: str, words: str, *, begun: bool) -> bool:
    """Whether the day behind ``left`` is that of the return; ``begun``: days of leave stand before it."""
    if _DENIED.search(left):
        return False
    if _AGAIN.search(left):
        return True
    dated = _FROM.match(words) or _FROM_BEFORE.search(left)
    return begun and bool(dated) and bool(_THERE.search(left))


def on_or_after(reading: DateReading, first: date | None, last: date | None) -> DateReading:
    """The day of the month read for today as the one that comes after the leave begins, and soon after it ends."""
    day = reading.start
    if reading.because != "day-of-month" or day is None or first is None or day >= first:
        return reading
    ahead = (first + timedelta(days=n) for n in range(_TWO_MONTHS))
    meant = next((one for one in ahead if one.day == day.day), None)
    if meant is None or (last is not None and meant > last + _SOON):
        return reading
    return replace(reading, start=meant, end=meant)
