"""Days of a month in British order, and whole months."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from bot.conversation.date_grammar import Parsed, Value
from bot.conversation.date_named import NamedDays
from bot.conversation.date_words import CARDINALS, MONTHS, ORDINALS, UNITS
from bot.domain.dates import Precision

#: No plan is older: "April 21" in one is a month of 2021.
_OLDEST = 2020


_MAY = 5
_MONTHS = 12
#: What may follow a day in running text; any other word is counted by the number before it.
AFTER_A_DAY = frozenset(
    """originally previously initially at by then when so and but for if or with because as to till til until instead latest is was will would should
    could please pls now not it that this which we i you they he she in on before after once unless onwards off only about
    again back thanks cheers am pm morning afternoon evening lunchtime noon midday due looks looking works
    my our the a an from through thru via per asap ideally hopefully realistically maybe perhaps tbc though
    although since until while where who next earliest inclusive ish or also""".split()
) | frozenset(MONTHS)


class MonthDays(NamedDays):
    """A day of a month, and the whole month."""

    @property
    def _loose(self) -> tuple[str, ...]:
        """Signs that may part a date alone; in running text "in March, 12 staff" is no 12 March."""
        return () if self.free else (",", ".")

    def day_of_month(self, at: int) -> Parsed:
        """``14 Nov 2023``, ``14th of November``, ``Nov 14th, 2023``, ``the 14th``."""
        start = self.skip(at, "the")
        number = self.day_number(start)
        if number and not self._counts(start, number[1]):
            day, after, ordinal = number
            if ordinal and (found := self._numbered_month(after)):
                return self.with_year(day, found[0], found[1])
            follow = self.skip(after, "of", "-", "/", *self._loose)
            if found := self.month(follow):
                month, after = found
                if month == _MAY and self._may_be(follow):
                    return None
                return self.with_year(day, month, after)
            if self.word(follow) in ("this", "next", "last") and self.word(follow + 1) == "month":
                step = {"this": 0, "next": 1, "last": -1}[self.word(follow)]
                first = self.moved("month", step, "").start
                assert first is not None
                return self.build(first.year, first.month, day, "day-of-month"), follow + 2
            if self.word(after) == "of" and self.word(self.skip(after + 1, "the")) == "month":
                return self.bare_day(day, self.skip(after + 1, "the") + 1, sure=True)
            if ordinal or start > at or not self.free:
                if self.word(after) in ("of", "week", "half", "quarter", "thing") or self._ranks(
                    after
                ):
                    return None
                return self.bare_day(day, after, sure=ordinal or start > at)
        return None

    def _numbered_month(self, at: int) -> tuple[int, int] | None:
        """The month of "the 3rd of the 2nd"."""
        if (self.word(at), self.word(at + 1)) != ("of", "the"):
            return None
        number = self.day_number(at + 2)
        if not number or not number[2] or number[0] > _MONTHS:
            return None
        spelt = self.word(at + 2) in ORDINALS
        if self.free and (spelt or self._ranks(number[1])):
            # "The 1st of the 2nd cohort".
            return None
        return number[0], number[1]

    def _counts(self, at: int, after: int) -> bool:
        """ "That's the one", "two may slip": a number word is a day only where it is a rank."""
        count = CARDINALS.get(self.word(at), 0)
        return bool(count and (self.free or count <= 12) and self.word(after - 1) not in ORDINALS)

    def _may_be(self, month_at: int) -> bool:
        """ "Of 6 may leave", "the second may slip": the verb."""
        if not self.free or self.word(month_at) != "may" or self.word(month_at - 1) == "of":
            return False
        follow = self.word(month_at + 1)
        return follow.isalpha() and follow not in AFTER_A_DAY

    def _ranks(self, after: int) -> bool:
        """ "The first cohort", "2nd advert": the word after it says what is counted."""
        word = self.word(after)
        if word.isdecimal() and self.word(after + 1) in UNITS:
            # "The first 2 days".
            return self.free
        return self.free and word.isalpha() and word not in AFTER_A_DAY

    def bare_day(self, day: int, after: int, *, sure: bool) -> Parsed:
        """``the 20th``: of this month or the next that has it; ``sure`` that it is a day and no count."""
        if day > 31 or (not sure and self.word(after)):
            return None
        skipped = False
        for months in range(14):
            year, month = divmod(self.today.month - 1 + months, 12)
            value = self.build(self.today.year + year, month + 1, day, "day-of-month")
            # "Till the 20th", said on the 20th, is a month ahead.
            if value.start and value.start > self.today:
                if skipped:
                    # "The 31st", said in April.
                    value = value.unsure("impossible-day")
                return replace(value, yearless=True, monthless=True), after
            skipped = skipped or value.start is None
        return None

    def month_first(self, at: int) -> Parsed:
        """``Nov 14``, ``November the 14th, 2023``, ``Oct-2``, ``october2``."""
        found = self.month(at)
        if not found:
            return None
        month, after = found
        follow = self.skip(after, "the", "-", "/", *self._loose)
        number = self.day_number(follow)
        if number and self._counts(follow, number[1]):
            return None
        if number and number[0] <= 31 and not self._is_year(follow):
            day, end, ordinal = number
            if self.word(end) in ("%", "posts", "of") or (self.free and self.word(end) == "."):
                return None
            if self._tabled(after, follow, day):
                return None
            value, last = self.with_year(day, month, end, dashed=False)
            spelt = self.word(follow).isdecimal() and len(self.word(follow)) == 2
            if spelt and not ordinal and value.yearless and self._could_be_year(day):
                return value.unsure("day-or-year"), last
            return value, last
        return None

    def _tabled(self, after: int, number_at: int, day: int) -> bool:
        """ "Dec-23", as a spreadsheet writes December 2023."""
        joined = self.word(after) == "-" and number_at == after + 1
        close = joined and self.words[number_at].start == self.words[after - 1].end + 1
        return close and len(self.word(number_at)) == 2 and self._could_be_year(day)

    def _is_year(self, at: int) -> bool:
        return len(self.word(at)) == 4 and self.word(at).isdecimal()

    def _could_be_year(self, number: int) -> bool:
        year = 2000 + number
        return (
            min(self.today.year - 1, max(_OLDEST, self.today.year - 3))
            <= year
            <= self.today.year + 4
        )

    def with_year(
        self, day: int, month: int, after: int, *, dashed: bool = True
    ) -> tuple[Value, int]:
        """A day and month with the year that may follow; "November 18-19" (not ``dashed``) has none."""
        follow = self.skip(after, ",", ".", "in", *(("-", "/") if dashed else ()))
        near = follow - after <= 1 and not (self.free and self.word(after) in (",", ".", "in"))
        found = self.year(follow, after_month=near and self._short_year(follow))
        if found:
            year, after = found
            return self.build(year, month, day, "day-month-year"), after
        if self.word(after) in ("next", "last", "this") and self.word(after + 1) == "year":
            step = {"this": 0, "next": 1, "last": -1}[self.word(after)]
            return self.build(self.today.year + step, month, day, "day-month-year"), after + 2
        return self.next_day_month(day, month, "day-month"), after

    def _short_year(self, at: int) -> bool:
        word = self.word(at)
        follow = self.word(at + 1)
        return (
            len(word) == 2
            and word.isdecimal()
            and abs(2000 + int(word) - self.today.year) <= 12
            and follow not in ("%", "/", ":")
            and not (self.word(at + 1) == "." and self.word(at + 2)[:1].isdigit())
            and (not self._ranks(at + 1) or (not self.free and follow not in ("posts", "of")))
        )

    def year_first(self, at: int) -> Parsed:
        """``2019-sep-1``, ``23-2020-september``, ``september-2020-23``."""
        if self.free:
            return None
        parts: list[str] = [self.word(at + step) for step in range(5)]
        if parts[1] != "-" or parts[3] != "-":
            return None
        kinds = [parts[0], parts[2], parts[4]]
        years = [p for p in kinds if len(p) == 4 and p.isdecimal()]
        months = [p for p in kinds if p in MONTHS]
        days = [p for p in kinds if len(p) <= 2 and p.isdecimal()]
        if len(years) == len(months) == len(days) == 1:
            return self.build(int(years[0]), MONTHS[months[0]], int(days[0]), "dmy"), at + 5
        return None

    def month_pair(self, at: int) -> Parsed:
        """``Nov/Dec 2023``: from the first month's first day to the second one's last."""
        one = self.month(at)
        if not one or self.word(one[1]) not in ("/", "&"):
            return None
        other = self.month_span_at(one[1] + 1)
        if not other or other[0].end is None or other[0].precision is not Precision.MONTH:
            return None
        value, after = other
        assert value.end is not None
        first = date(value.end.year - (one[0] > value.end.month), one[0], 1)
        if value.yearless and first < self.today.replace(day=1):
            value = value.unsure("year-unclear")
        return replace(
            value,
            start=first,
            precision=Precision.RANGE,
            why="months" if value.certain else value.why,
        ), after

    def month_span_at(self, at: int) -> Parsed:
        """A whole month, however it is named."""
        if found := self.month(at):
            month, after = found
            follow = self.skip(after, "-", "/", "of", *self._loose)
            if year := self.year(
                follow,
                after_month=self._short_year(follow)
                and self._could_be_year(int(self.word(follow))),
            ):
                return self.month_value(month, year[0], "month-year"), year[1]
            if self.word(follow) in ("next", "this", "last") and self.word(follow + 1) == "year":
                step = {"this": 0, "next": 1, "last": -1}[self.word(follow)]
                return self.month_value(month, self.today.year + step, "month-year"), follow + 2
            return self.month_value(month, None, "month"), after
        if self.word(at) in ("this", "next", "last", "the") and self.word(at + 1) == "month":
            step = {"next": 1, "last": -1}.get(self.word(at), 0)
            return self.moved("month", step, "this-month"), at + 2
        if self.word(at) == "month":
            return self.moved("month", 0, "this-month"), at + 1
        return None
