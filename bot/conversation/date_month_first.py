"""A month, and the day of it in words of their own: "Sept feels realistic. Try the 18th".

A day of no month is of the month that was told alone before it, where nothing but such words stands between
them. Where more does, or where two months were told, which month is meant is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from bot.conversation.date_same_month import WHICH_MONTH
from bot.conversation.dates import DateReading, DateSpan
from bot.conversation.prefilter import prefiltered
from bot.domain.dates import Precision

#: A day of no month, and one that the next month does not have.
_MONTHLESS = ("day-of-month", "impossible-day")
#: Words that only lead from the month to its day.
_LEADS = prefiltered(
    r"[\s,.;:!()-]*(?:(?:it'?ll|it'?s|it|that'?s|will|would|have to|has to|be|is|looks?|looking|feels?|seems?|sounds?|more|most|than|"
    r"likely|likelier|probably|perhaps|maybe|hopefully|realistic(?:ally)?|doable|say|try|call|make|put|let'?s|then|so|and|i'?d|i|we|think|guess|reckon|"
    r"suspect|hope|on|by|around|about|the|if you (?:need|want) (?:a|the|an exact) (?:day|date)|to be (?:exact|precise)|for now|now|a|"
    r"day|date|specifically|exactly?|one|ok|fine|best|bet|my|our)(?:[\s,.;:!()-]+|$))*"
)
#: "May it'll have to be": the month at the beginning of what is said, where the word is no verb.
_MAY = prefiltered(
    r"(?:^|[.,;:!?\n(-]\s*)may\b(?!['’]| (?:be|not|have|need|take|well|also|change|slip|come|turn|go|just|still|require|want|yet|i|we|you|they|he|she|the)\b)"
)


def days_of_months(text: str, spans: Sequence[DateSpan]) -> list[DateSpan]:
    """The dates of one message, each day of no month in the month told before it, or asked about."""
    found: list[DateSpan] = []
    months: list[DateSpan] = []
    for n, span in enumerate(spans):
        if n > 0 and _is_month(spans[n - 1]):
            months.append(spans[n - 1])
        if span.reading.because not in _MONTHLESS or not _told_before(
            text, span, spans[:n], months
        ):
            found.append(span)
        elif len(months) == 1 and months[0] is found[-1] and _follows(text, months[0], span):
            month = found.pop()
            words = text[month.start : span.end]
            found.append(DateSpan(month.start, span.end, words, _day_in(month, span)))
        else:
            if len(months) == 1 and len(spans) == len(months) + 1:
                found[found.index(months[0])] = _doubted(months[0])
            found.append(_doubted(span))
    return found


def _told_before(
    text: str, span: DateSpan, before: Sequence[DateSpan], months: Sequence[DateSpan]
) -> bool:
    """Whether a month, and no day of one, was told before."""
    if any(one.reading.precision is Precision.DAY for one in before):
        return False
    return bool(months) or _MAY.search(text, 0, span.start) is not None


def _is_month(span: DateSpan) -> bool:
    return span.reading.precision is Precision.MONTH and span.reading.because == "month"


def _follows(text: str, month: DateSpan, day: DateSpan) -> bool:
    return _LEADS.fullmatch(text, month.end, day.start) is not None


def _day_in(month: DateSpan, day: DateSpan) -> DateReading:
    start, number = month.reading.start, day.reading.start
    if start is None or number is None:
        return _doubted(day).reading
    try:
        meant: date = start.replace(day=number.day)
    except ValueError:
        return replace(day.reading, certain=False, because="impossible-day")
    certain = month.reading.certain
    return replace(day.reading, start=meant, end=meant, certain=certain, because="day-month")


def _doubted(span: DateSpan) -> DateSpan:
    return replace(span, reading=replace(span.reading, certain=False, because=WHICH_MONTH))
