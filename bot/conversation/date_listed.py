"""Days in a row, of which only one tells the week or the month: "Mon and Tues next week", "8th/9th Jan"."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from bot.conversation.date_grammar import DAY, Parsed, Value
from bot.conversation.date_hours import Hours
from bot.conversation.date_words import WEEKDAYS
from bot.conversation.periods import monday_of
from bot.domain.dates import Precision

_AND = ("and", "&", "+", ",", "/")
_TO = ("to", "-", "–", "through", "thru")
#: With these "from Weds until Fri next week" may begin this week.
_UNTIL = ("until", "till", "til", "upto")
_FROM = ("from", "between")
#: A weekday that has its week told.
_OF_A_WEEK = "weekday-of-week"
_MOST = 7
WHICH_WEEK, APART = "which-week", "two-dates"


class Lists(Hours):
    """Several days told together."""

    def listed(self, at: int) -> Parsed:
        """Weekdays of one week or days of one month; apart from each other they are asked about."""
        word = self.word(at)
        if word[:1].isdigit():
            return self._days(at)
        if word in WEEKDAYS or word in ("this", "next", *_FROM):
            return self._weekdays(at)
        return None

    def _weekdays(self, at: int) -> Parsed:
        start = self.skip(at, *_FROM)
        lead = self.word(start) in ("this", "next") and self.word(start + 1) == "week"
        first = self.skip(start + 2, "on", ",", "-", *_FROM) if lead else start
        numbers: list[int] = []
        signs: list[str] = []
        follow = last = first
        while (found := self.weekday(follow)) and len(numbers) < _MOST:
            numbers.append(found[0])
            last, follow = follow, self._past_sign(found[1])
            if follow == found[1]:
                break
            signs.append(self.word(found[1]))
        if len(numbers) < 2 or len(signs) >= len(numbers):
            return None
        if lead:
            whole = self.moved("week", int(self.word(start) == "next"), _OF_A_WEEK)
            told: Parsed = (whole, self._after_weekday(last))
        else:
            told = self.single(last)
        if told is None or told[0].start is None:
            return None
        value, after = told
        assert value.start is not None
        between = any(self.word(n) == "between" for n in range(at, first))
        spanning = between or any(sign in _TO + _UNTIL for sign in signs)
        if value.why != _OF_A_WEEK and (self.free or spanning or value.why != "weekday"):
            return None
        if any(one >= other for one, other in pairwise(numbers)):
            return None
        monday = monday_of(value.start)
        if value.why == "weekday":
            monday = monday_of(self.on_weekday(numbers[0]))
        days = replace(
            value,
            start=monday + numbers[0] * DAY,
            end=monday + numbers[-1] * DAY,
            precision=Precision.RANGE,
        )
        if not spanning and numbers[-1] - numbers[0] >= len(numbers):
            return days.unsure(APART), after
        open_ended = start > at or any(sign in _UNTIL for sign in signs)
        if spanning and open_ended and not lead and self.on_weekday(numbers[0]) < monday:
            return days.unsure(WHICH_WEEK), after
        if days.start and days.start < self.today and self.purpose != "query":
            return days.unsure("this-weekday-past"), after
        return days, after

    def _past_sign(self, at: int) -> int:
        """Past what joins two of a list: ",", "and", ", and", "to"."""
        if self.word(at) in _TO or self.word(at) in _UNTIL:
            return at + 1
        after = at + (self.word(at) in _AND)
        return self.skip(after, "and", "&") if after > at else at

    def _after_weekday(self, at: int) -> int:
        found = self.weekday(at)
        return found[1] if found else at

    def _days(self, at: int) -> Parsed:
        """``8th and 9th Jan``, ``8/9 Jan``: days in figures before a month's name."""
        days: list[int] = []
        written = True
        follow = last = at
        while self.word(follow)[:1].isdigit() and len(days) < _MOST:
            number = self.day_number(follow)
            if number is None:
                return None
            days.append(number[0])
            last = follow
            sign = self.word(number[1])
            if sign not in _AND or (sign == "," and self.free):
                break
            written = written and (number[2] or sign == "/")
            follow = self._past_sign(number[1])
        if len(days) < 2 or last != follow or self.numeric(last):
            return None
        told = self.day_of_month(last)
        if not told or told[0].start is None or told[0].monthless:
            return None
        value, after = told
        if any(one >= other for one, other in pairwise(days)):
            return None
        together = days[-1] - days[0] < len(days)
        if not together and self.free and not written:
            # "Phase 3 and 15 Jan".
            return None
        assert value.start is not None
        row: Value = replace(
            value, start=value.start.replace(day=days[0]), precision=Precision.RANGE
        )
        return (row if together else row.unsure(APART)), after
