"""The span grammar of dates: from tokens to a first and a last day, British order, nothing invented.

Every rule returns the value and the token after it, or ``None``. Ambiguous and impossible dates are
values too, marked as not certain: the reader must ask, never roll over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta
from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.date_words import (
    AMOUNTS,
    CARDINALS,
    MONTHS,
    ORDINALS,
    UNITS,
    WEEKDAYS,
    Token,
)
from bot.conversation.periods import (
    after_working_days,
    financial_year,
    fridays_end,
    monday_of,
    month_span,
    week_of_period,
    year_span,
)
from bot.conversation.prefilter import Pattern, prefiltered
from bot.domain.dates import Precision

Purpose = Literal["forecast", "reminder", "query"]
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
#: A year-less date this soon past is more likely meant as past than as next year's.
JUST_PAST = timedelta(days=75)
_FILLERS = 6
_MARGIN = 64


class Value(Struct, frozen=True):
    """A resolved expression; no days where it is impossible."""

    start: date | None
    end: date | None
    precision: Precision
    why: str
    certain: bool = True
    yearless: bool = False
    monthless: bool = False

    def unsure(self, why: str) -> Value:
        """The same, to be asked about for this reason."""
        return replace(self, certain=False, why=why)


def day_value(day: date, why: str) -> Value:
    """One certain day, by this rule."""
    return Value(day, day, Precision.DAY, why)


Parsed = tuple[Value, int] | None

#: With what every date in figures begins.
_FIGURES = re.compile(r"(?:fy ?)?\d{1,4}(?:\s*[-/.]| \d)|\d{8}")
_ISO = prefiltered(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})(?!\d)")
_DMY = prefiltered(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?![\d/]|\.\d)")
_DOTTED = prefiltered(r"(\d{1,2})\.(\d{2})(?![\d/.])")
_DM = prefiltered(r"(\d{1,2})/(\d{1,2})(?![\d/]|\.\d)")
_TAKES_A_MONTH = ("", "by", "in", "until", "till", "til", "for", "end", "of", "now")
_LOOSE_DM = prefiltered(r"(\d{1,2}) ?/ ?(\d{1,2})(?! ?[\d/]|\.\d)")
_COMPACT = prefiltered(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_MONTH_YEAR = prefiltered(r"(\d{1,2})\s?/\s?(\d{4})(?!\d)")
_YEAR_MONTH = prefiltered(r"(\d{4})[./-](\d{1,2})(?![\d/.-])")
_FINANCIAL = prefiltered(r"(?:fy ?)?(20\d\d|\d\d) ?[/-] ?(20\d\d|\d\d)(?![\d/.-])")


class Grammar:
    """One text, one today. ``free`` is running text, where a bare number or year is not a date."""

    def __init__(
        self,
        text: str,
        words: list[Token],
        today: date,
        purpose: Purpose,
        *,
        meetings: tuple[date, ...] = (),
        terms: tuple[tuple[str, date, date], ...] = (),
        free: bool = False,
    ) -> None:
        self.text = text
        self.words = words
        self.today = today
        self.purpose: Purpose = purpose
        self.meetings = meetings
        self.terms = terms
        self.free = free
        # Looking a few words past either end finds nothing there; no rule asks farther.
        self._spelt = [*(token.word for token in words), *("",) * _MARGIN]
        self._count = len(words)
        # Asked a hundred times a message: without a method of ours between.
        self.word: Callable[[int], str] = self._spelt.__getitem__
        """The token there in lower case; empty beyond either end."""
        self._singles: dict[int, Parsed] = {}
        self._numerics: dict[int, Parsed] = {}

    # Reading tokens

    def skip(self, at: int, *fillers: str) -> int:
        """The place of the first token from here on that is none of these."""
        # A handful at most: "the the the" in a long message must not be walked again from every word.
        if self._spelt[at] not in fillers:
            return at
        last = min(at + _FILLERS, self._count)
        while at < last and self._spelt[at] in fillers:
            at += 1
        return at

    def matched(self, at: int, pattern: Pattern) -> tuple[re.Match[str], int] | None:
        """The pattern at the beginning of this token and the place behind it, where it ends with a token."""
        if at >= len(self.words):
            return None
        found = pattern.match(self.text, self.words[at].start)
        if not found:
            return None
        after = next(
            (n for n in range(at, len(self.words)) if self.words[n].start >= found.end()),
            len(self.words),
        )
        if self.words[after - 1].end > found.end():
            return None
        return found, after

    # Numbers

    def amount(self, at: int) -> tuple[int, int] | None:
        """A count: "3", "three", "a", "a couple of", "few"."""
        word = self.word(at)
        if word.isdecimal() and len(word) <= 3:
            return int(word), at + 1
        if word in CARDINALS:
            if CARDINALS[word] >= 20 and CARDINALS.get(self.word(at + 1), 99) < 10:
                return CARDINALS[word] + CARDINALS[self.word(at + 1)], at + 2
            return CARDINALS[word], at + 1
        if word in AMOUNTS:
            if word == "a" and self.word(at + 1) in ("couple", "few"):
                at, word = at + 1, self.word(at + 1)
            after = at + 1
            if word == "couple" and self.word(after) == "of":
                after += 1
            return AMOUNTS[word], after
        return None

    def day_number(self, at: int) -> tuple[int, int, bool] | None:
        """A day of the month, and whether it was written as an ordinal."""
        word = self.word(at)
        if word[:1].isdigit():
            digits = word.rstrip("stndrh")
            if len(digits) <= 2 and int(digits) >= 1:
                return int(digits), at + 1, digits != word
            return None
        if word in ORDINALS:
            return ORDINALS[word], at + 1, True
        if word in CARDINALS:
            follow = at + 2 if self.word(at + 1) == "-" else at + 1
            unit = self.word(follow)
            if CARDINALS[word] in (20, 30) and ORDINALS.get(unit, 99) < 10:
                return CARDINALS[word] + ORDINALS[unit], follow + 1, True
            if CARDINALS[word] in (20, 30) and CARDINALS.get(unit, 99) < 10:
                return CARDINALS[word] + CARDINALS[unit], follow + 1, True
            return CARDINALS[word], at + 1, False
        return None

    def year(self, at: int, *, after_month: bool = False) -> tuple[int, int] | None:
        """``2024``, ``'24``, and ``24`` behind a month."""
        word = self.word(at)
        if len(word) == 4 and word.isdecimal() and 1900 <= int(word) <= 2100:
            return int(word), at + 1
        if word == "'" and len(self.word(at + 1)) == 2 and self.word(at + 1).isdecimal():
            return 2000 + int(self.word(at + 1)), at + 2
        if after_month and len(word) == 2 and word.isdecimal():
            return self.century(int(word)), at + 1
        if word == "two" and self.word(at + 1) == "thousand":
            at = self.skip(at + 2, "and")
            more = self.amount(at) if self.word(at) in CARDINALS else None
            return (2000 + more[0], more[1]) if more else (2000, at)
        return None

    def century(self, short: int) -> int:
        """The year of two digits: 1970 to 2069."""
        return 2000 + short if short < 70 else 1900 + short

    # Building days

    def build(self, year: int, month: int, day: int, why: str) -> Value:
        """One day by its figures; a day that no month has is told as such."""
        try:
            return day_value(date(year, month, day), why)
        except ValueError:
            return Value(None, None, Precision.DAY, "impossible-day", certain=False)

    def next_day_month(self, day: int, month: int, why: str) -> Value:
        """A day without a year: the next one, today included; just past, it is asked about."""
        for year in range(self.today.year, self.today.year + 9):
            try:
                found = date(year, month, day)
            except ValueError:
                if not (month == 2 and day == 29):
                    break
                continue
            if found >= self.today:
                value = replace(day_value(found, why), yearless=True)
                doubtful = year > self.today.year and self._recently(day, month)
                if self.purpose != "query" and (doubtful or found - self.today > 330 * DAY):
                    return value.unsure("year-unclear")
                return value
        return Value(None, None, Precision.DAY, "impossible-day", certain=False)

    def _recently(self, day: int, month: int) -> bool:
        # The 29th of February of a common year is long past or still far off with the 28th.
        day = min(day, month_span(self.today.year, month)[1].day)
        return self.today - date(self.today.year, month, day) <= JUST_PAST

    def month_value(self, month: int, year: int | None, why: str) -> Value:
        """A month, the next one where no year is told; one just past is asked about."""
        if year is None:
            year = self.today.year + (month < self.today.month)
            value = Value(*month_span(year, month), Precision.MONTH, why, yearless=True)
            past = self.today.month - month
            if self.purpose != "query" and 0 < past <= 2:
                return value.unsure("year-unclear")
            return value
        return Value(*month_span(year, month), Precision.MONTH, why)

    def period(self, unit: str, start: date, why: str) -> Value:
        """The unit that begins on ``start``; a working reader means Friday by a week's end."""
        match unit:
            case "week" | "workweek":
                end = start + 6 * DAY
                if unit == "workweek" or self.purpose == "forecast":
                    end = fridays_end(start)
                return Value(start, end, Precision.RANGE, why)
            case "weekend":
                return Value(start + 5 * DAY, start + 6 * DAY, Precision.RANGE, why)
            case "month":
                return Value(*month_span(start.year, start.month), Precision.MONTH, why)
            case "year":
                return Value(*year_span(start.year), Precision.YEAR, why)
            case "quarter":
                first = date(start.year, 3 * ((start.month - 1) // 3) + 1, 1)
                return Value(
                    first,
                    first + relativedelta(months=3) - DAY,
                    Precision.QUARTER,
                    "quarter-unclear",
                    certain=False,
                )
            case _:
                return day_value(start, why)

    def moved(self, unit: str, steps: int, why: str) -> Value:
        """This, next or last unit."""
        today = self.today
        match unit:
            case "week" | "weekend" | "workweek":
                return self.period(unit, monday_of(today) + steps * WEEK, why)
            case "fortnight":
                return self.period("week", monday_of(today) + 2 * steps * WEEK, why).unsure(why)
            case "month":
                return self.period("month", today.replace(day=1) + relativedelta(months=steps), why)
            case "quarter":
                return self.period("quarter", today + relativedelta(months=3 * steps), why)
            case "year":
                return self.period("year", today.replace(day=1) + relativedelta(years=steps), why)
            case _:
                return day_value(today + steps * DAY, why)

    def shifted(self, day: date, count: int, unit: str) -> date:
        """The day so many days, weeks, months or years after another."""
        match unit:
            case "week":
                return day + count * WEEK
            case "fortnight":
                return day + 2 * count * WEEK
            case "month":
                return day + relativedelta(months=count)
            case "quarter":
                return day + relativedelta(months=3 * count)
            case "year":
                return day + relativedelta(years=count)
            case "working":
                return after_working_days(day, count)
            case _:
                return day + count * DAY

    # Numeric forms

    def numeric(self, at: int) -> Parsed:
        """A date in figures; worked out once for each place."""
        word = self.word(at)
        if not word[:1].isdigit() and word != "fy":
            return None
        if at not in self._numerics:
            begins = _FIGURES.match(self.text, self.words[at].start)
            self._numerics[at] = self._numeric(at, word) if begins else None
        return self._numerics[at]

    def _numeric(self, at: int, word: str) -> Parsed:
        if found := self.matched(at, _ISO):
            (match, after) = found
            return self.build(int(match[1]), int(match[3]), int(match[4]), "iso"), after
        if found := self.matched(at, _DMY):
            (match, after) = found
            year = int(match[4]) if len(match[4]) == 4 else self.century(int(match[4]))
            return self.build(year, int(match[3]), int(match[1]), "day-month-year"), after
        if len(word) == 8 and (found := self.matched(at, _COMPACT)):
            (match, after) = found
            return self.build(int(match[1]), int(match[2]), int(match[3]), "compact"), after
        if found := self.matched(at, _MONTH_YEAR):
            (match, after) = found
            if 1 <= int(match[1]) <= 12:
                return self.month_value(int(match[1]), int(match[2]), "month-year"), after
        if found := self.matched(at, _FINANCIAL):
            (match, after) = found
            first, second = (self.century(int(part) % 100) for part in match.groups())
            if second == first + 1 and (first > 2012 or len(match[1]) == 4):
                named = after + 2 * (
                    (self.word(after), self.word(after + 1)) == ("financial", "year")
                )
                return Value(*financial_year(first), Precision.YEAR, "financial-year"), named
        if found := self.matched(at, _YEAR_MONTH):
            (match, after) = found
            if (
                1 <= int(match[2]) <= 12
                and 1900 < int(match[1]) < 2100
                and (not self.free or (match[0][4] == "-" and self.word(at - 1) in _TAKES_A_MONTH))
            ):
                return self.month_value(int(match[2]), int(match[1]), "year-month"), after
        if not self.free and (found := self.matched(at, _DOTTED)):
            (match, after) = found
            if int(match[1]) <= 31 and 1 <= int(match[2]) <= 12:
                return self.next_day_month(int(match[1]), int(match[2]), "day-month"), after
        if found := self.matched(at, _DM if self.free else _LOOSE_DM):
            (match, after) = found
            if int(match[1]) <= 31 and int(match[2]) <= 12:
                return self.next_day_month(int(match[1]), int(match[2]), "day-month"), after
        return None

    def first_of(self, at: int, *rules: Callable[[int], Parsed]) -> Parsed:
        """What the first of the rules that applies here reads."""
        for rule in rules:
            if found := rule(at):
                return found
        return None

    def easter_near(self, year: int | None) -> date:
        """Easter Sunday of the year, or the next one."""
        if year is not None:
            return easter(year)
        this = easter(self.today.year)
        return this if this >= self.today else easter(self.today.year + 1)

    def unit(self, at: int) -> tuple[str, int] | None:
        """``weeks``, ``working days``, ``full months``: the unit and the place behind it."""
        word = self.word(at)
        if word in ("working", "business", "work") and self.word(at + 1) in ("day", "days"):
            return "working", at + 2
        if word in UNITS:
            return UNITS[word], at + 1
        if word in ("calendar", "full", "whole", "more", "clear") and self.word(at + 1) in UNITS:
            return UNITS[self.word(at + 1)], at + 2
        return None

    def weekday(self, at: int) -> tuple[int, int] | None:
        """A day of the week, Monday 0, and the place behind it."""
        word = self.word(at)
        if word not in WEEKDAYS:
            return None
        after = at + 1
        if self.word(after) == "." and len(word) <= 5:
            after += 1
        return WEEKDAYS[word], after

    def month(self, at: int) -> tuple[int, int] | None:
        """A month by its name, January 1, and the place behind it."""
        word = self.word(at)
        if word not in MONTHS:
            return None
        after = at + 1
        if self.word(after) == "." and self.word(after + 1)[:1].isdigit() and not self.free:
            after += 1
        return MONTHS[word], after

    def on_weekday(self, number: int, *, strictly: bool = True) -> date:
        """The next such day of the week; ``strictly`` not today."""
        ahead = (number - self.today.weekday()) % 7
        return self.today + (ahead or (7 if strictly else 0)) * DAY

    def nth_week(self, count: int, span: tuple[date, date], why: str) -> Value:
        """The n-th week of a period."""
        return self.period("week", week_of_period(count, span), why)
