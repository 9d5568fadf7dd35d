"""Reminders that wait until something is over: "hold this over the bank holiday and ask on the Tuesday"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from bot.conversation.dates import DateReading, DateSpan, read_date
from bot.conversation.marks import Marked
from bot.conversation.periods import after_working_days
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context

#: "The other side of new year", "once we're past Easter": before what is to be over.
_BEYOND = prefiltered(
    r"\b(?:(?:other|far) (?:side|end) of|past|beyond|clear of|through(?: with)?|(?:been|gone) and|back (?:from|after))(?: the)? $"
)
#: "Ask me over the weekend" is during it; to leave something over the weekend is until it has gone.
_LEFT_OVER = prefiltered(
    r"\b(?:hold|park|leave|keep|pause|snooze|shelve|defer|postpone|mute|let|give|skip|put|no (?:more )?(?:reminders?|chasers?|nudges)|don'?t \w+(?: me)?|off|quiet)\b[^.;\n]{0,40}\b(?:over|through|throughout|during)(?: all of| the whole of)? $"
)
_SKIPPED = prefiltered(r"\b(?:skip|miss|jump|sit out)(?: out)? $")
_AFTER_IT = prefiltered(r"(?:(?:until|till|til|not before|not until) )?(?:after|past) ")
#: "Until new year is out of the way".
_IS_OVER = prefiltered(
    r"(?:'s| is| are| has| have)?(?: all| well| safely| finally)? (?:over(?: and done(?: with)?)?|out of the (?:way|road)|done(?: with)?|behind (?:us|me)|(?:been and )?gone|finished|passed|past|through)(?=\W*$|[.,;!?\n]| (?:and|then|so|please|pls|to|thanks)\b)"
)
#: Days told by no more than their name or number: which one, the day before it in the message tells.
_BARE = ("weekday", "day-of-month")
#: A feast with days off about it: how many, nobody says.
_SEASON = prefiltered(r"\b(?:christmas|xmas|new year)\b")
_NEAR = 60
_A_MONTH = 31


class Over(Struct, frozen=True):
    """The day to ask, once it is over; ``None``: how long it lasts is not known."""

    day: date | None


def once_over(marked: Marked, spans: Sequence[DateSpan], context: Context) -> Over | None:
    """When to ask where the first of these dates, or one told before it, is to be over by then."""
    first = spans[0]
    if _to_be_over(marked, first):
        told = spans[1] if len(spans) > 1 and _is_bare(spans[1]) else None
        return _after(marked, first, told, context)
    if not _is_bare(first):
        return None
    before = [one for one in marked.dates if one.end <= first.start and _to_be_over(marked, one)]
    return _after(marked, before[-1], first, context) if before else None


def _is_bare(span: DateSpan) -> bool:
    return span.reading.because in _BARE


def _to_be_over(marked: Marked, span: DateSpan) -> bool:
    before = marked.mask[max(0, span.start - _NEAR) : span.start]
    return bool(
        _AFTER_IT.match(span.words)
        or _BEYOND.search(before)
        or _LEFT_OVER.search(before)
        or _SKIPPED.search(before)
        or _IS_OVER.match(marked.mask, span.end)
    )


def _after(marked: Marked, over: DateSpan, told: DateSpan | None, context: Context) -> Over | None:
    """The day ``told`` that comes first after ``over``, else the first working day."""
    words = _AFTER_IT.sub("", over.words)
    if told is None and over.words.startswith("after "):
        # A day after the day, however many are off: as it is read without more words.
        return None
    reading: DateReading = (
        read_date(
            words, context.today, purpose="query", meetings=context.meetings, terms=context.terms
        )
        or over.reading
    )
    end = reading.end
    if end is None or not reading.certain:
        return Over(None)
    unknown = _SEASON.search(words) and _lasts(marked, over)
    if told is None or told.reading.start is None:
        return Over(None if unknown else after_working_days(end, 1))
    if told.reading.because == "weekday":
        ahead = (told.reading.start.weekday() - end.weekday()) % 7 or 7
        return Over(None if unknown else end + timedelta(days=ahead))
    days = (end + timedelta(days=step) for step in range(1, _A_MONTH + 1))
    return Over(next((day for day in days if day.day == told.reading.start.day), None))


def _lasts(marked: Marked, span: DateSpan) -> bool:
    """Whether a feast is spoken of as the days about it: "over Christmas", and not "past Christmas"."""
    before = marked.mask[max(0, span.start - _NEAR) : span.start]
    return bool(_LEFT_OVER.search(before) or _SKIPPED.search(before))
