"""Periods, parts of periods, ranges and bounds: "end of March", "w/c 9 Oct", "between … and …"."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.date_days import Days
from bot.conversation.date_grammar import DAY, Parsed, Value, day_value
from bot.conversation.date_words import MONTHS, ORDINALS, UNITS
from bot.conversation.periods import (
    financial_quarter,
    financial_year,
    fridays_end,
    monday_of,
    month_span,
    week_of_period,
    year_span,
)
from bot.domain.dates import Precision

_THIS = frozenset(("this", "current", "same", "the", "that", "my"))
_NEXT = frozenset(("next", "upcoming", "following", "coming"))
_LAST = frozenset(("last", "previous", "past"))
_SEASONS = ("spring", "summer", "autumn", "winter")


class Spans(Days):
    def relative_period(self, at: int) -> Parsed:
        """``this week``, ``next month``, ``the week after next``."""
        start = self.skip(at, "the") if self.word(at) == "the" else at
        word = self.word(start)
        if start > at and word in UNITS and self.word(start + 1) == "after":
            follow = self.skip(start + 2, "the")
            if self.word(follow) == "next":
                return self.moved(UNITS[word], 2, "after-next"), follow + 1
            return None
        if start > at and word in UNITS:
            if self.free or self.word(start + 1):
                return None
            return self.moved(UNITS[word], 0, "this-period"), start + 1
        if word == "the" or (word not in _THIS | _NEXT | _LAST and word not in UNITS):
            return None
        if word in UNITS:
            if self.word(start + 1) == "after" and self.word(start + 2) == "next":
                return self.moved(UNITS[word], 2, "after-next"), start + 3
            if word == "weekend" and not self.free:
                return self.moved("weekend", 0, "this-period"), start + 1
            return None
        follow = self.skip(start, "this", "that") if word in ("this", "that") else start
        adjective = self.word(follow) if self.word(follow) in _NEXT | _LAST else word
        unit_at = follow + 1 if self.word(follow) in _NEXT | _LAST or follow == start else follow
        if self.word(unit_at) == "financial" and self.word(unit_at + 1) == "year":
            step = 1 if adjective in _NEXT else -1 if adjective in _LAST else 0
            year = self.today.year - (self.today.month < 4) + step
            return Value(*financial_year(year), Precision.YEAR, "financial-year"), unit_at + 2
        unit = self.word(unit_at)
        if unit not in UNITS or unit in ("days", "weeks", "months", "years", "quarters", "term"):
            return None
        step = 1 if adjective in _NEXT else -1 if adjective in _LAST else 0
        if unit == "day" and (self.free or adjective not in _NEXT | _LAST) and word != "this":
            return None
        return self.moved(UNITS[unit], step, "period"), unit_at + 1

    def next_month_name(self, at: int) -> Parsed:
        """``this September``, ``next June``: asked about where two years are possible."""
        word = self.word(at)
        found = self.month(at + 1)
        if not found or word not in ("this", "next", "last", "coming"):
            return None
        month, after = found
        if self.year(after):
            return None
        this = Value(*month_span(self.today.year, month), Precision.MONTH, "month")
        if word == "this":
            return this, after
        value = self.month_value(month, None, "next-month-name")
        if word == "last" or (month > self.today.month and self.purpose != "query"):
            return value.unsure("next-month-name"), after
        return value, after

    def part_of_period(self, at: int) -> Parsed:
        """``end of March``, ``mid-Jan``, ``early Feb``, ``beginning of next week``, ``EOW``."""
        at = self.skip(at, "the", "very")
        word = self.word(at)
        if word in ("eow", "eom", "eoy"):
            unit = {"eow": "week", "eom": "month", "eoy": "year"}[word]
            return self._part("end", self.moved(unit, 0, "end-of"), at + 1)
        part = {
            "end": "end", "close": "end", "start": "start", "beginning": "start", "mid": "mid",
            "middle": "mid", "early": "early", "earlier": "earlier", "late": "late",
            "later": "later", "back": "end", "begin": "start",
        }.get(word)  # fmt: skip
        if part is None or (word == "back" and self.word(at + 1) != "end"):
            return None
        follow = at + (2 if word == "back" else 1)
        follow = self.skip(follow, "of", "-", "in", "to", "part")
        if word in ("end", "start", "beginning", "close") and follow == at + 1:
            return None
        if found := self._period_in_part(follow):
            value, after = found
            return self._part(part, value, after)
        return None

    def _period_in_part(self, at: int) -> Parsed:
        start = self.skip(at, "the")
        word = self.word(start)
        if word in ("day", "play", "business") and (start > at or self.word(start - 1) == "of"):
            return day_value(self.today, "end-of-day"), start + 1
        if word == "financial" and self.word(start + 1) == "year":
            year = self.today.year - (self.today.month < 4)
            return Value(*financial_year(year), Precision.YEAR, "financial-year"), start + 2
        if word in ("calendar", "current", "coming") and self.word(start + 1) in UNITS:
            return self.moved(UNITS[self.word(start + 1)], 0, "period"), start + 2
        if word in ("week", "month", "year", "quarter") and (
            start > at or self.word(start - 1) == "of"
        ):
            if self.word(start + 1) == "commencing":
                return self.week_of(start)
            return self.moved(UNITS[word], 0, "period"), start + 1
        return self.first_of(
            start,
            self.quarter,
            self.financial,
            self.term,
            self.next_month_name,
            self.relative_period,
            self.month_span_at,
            self.calendar_year,
        )

    def _part(self, part: str, value: Value, after: int) -> Parsed:
        start, end = value.start, value.end
        if start is None or end is None:
            return value, after
        week = (end - start).days < 7
        if week and part == "end" and self.purpose != "query":
            end = fridays_end(start)
        days = {
            "end": (end, end),
            "start": (start, start),
            "early": (start, start + (1 if week else 6) * DAY),
            "mid": (start + 2 * DAY,) * 2 if week else (start + 14 * DAY,) * 2,
            "late": (start + (3 if week else 20) * DAY, fridays_end(start) if week else end),
            "later": (max(self.today, start), end),
            "earlier": (start, min(self.today - DAY, end)),
        }[part]
        if part in ("mid", "early", "late", "later") and value.precision in (
            Precision.YEAR,
            Precision.QUARTER,
        ):
            return value.unsure("part-unclear"), after
        if part == "earlier" and days[0] > days[1]:
            return None
        if part in ("early", "start") and self.purpose == "forecast" and week:
            days = (start, start + DAY)
        precision = Precision.DAY if days[0] == days[1] else Precision.RANGE
        changed = replace(value, start=days[0], end=days[1], precision=precision)
        return replace(changed, why=f"{part}-of" if value.certain else value.why), after

    def week_of(self, at: int) -> Parsed:
        """``w/c 9 Oct``, ``week commencing …``, ``the week of the 18th``, ``week 31``."""
        at = self.skip(at, "the")
        if self.word(at) == "wc":
            follow = self.skip(at + 1, "the", "on", ":")
        elif self.word(at) == "week":
            follow = self.skip(
                at + 1, "of", "commencing", "starting", "beginning", "on", "the", "commence", "."
            )
            if follow == at + 1:
                return self._numbered_week(at)
        elif self.word(at) == "weeks":
            return None
        else:
            return None
        found = self.point(follow)
        if not found or found[0].start is None or found[0].precision is not Precision.DAY:
            return None
        value, after = found
        assert value.start is not None
        week = self.period("week", monday_of(value.start), "week-of")
        return (week if value.certain else week.unsure(value.why)), after

    def _numbered_week(self, at: int) -> Parsed:
        count = self.amount(at + 1)
        if self.free or not count or not 1 <= count[0] <= 53 or self.unit(count[1]):
            return None
        after = self.skip(count[1], "of")
        year = self.calendar_year(after)
        if (
            not year
            and self.word(after) in ("this", "next", "last")
            and self.word(after + 1) == "year"
        ):
            step = {"this": 0, "next": 1, "last": -1}[self.word(after)]
            year = self.moved("year", step, ""), after + 2
        start = year[0].start if year else None
        number = start.year if start else self.today.year
        monday = week_of_period(count[0], year_span(number))
        return self.period("week", monday, "week-number"), year[1] if year else count[1]

    def nth_of(self, at: int) -> Parsed:
        """``the third week of October``, ``last week of July``, ``the 9th month of next year``."""
        start = self.skip(at, "the")
        word = self.word(start)
        count = -1 if word in ("last", "final") else ORDINALS.get(word, 0)
        if not count and word[:1].isdigit() and not word.isdecimal():
            count = int(word.rstrip("stndrh"))
        unit = self.word(start + 1)
        if not count or unit not in ("week", "month"):
            return None
        follow = self.skip(start + 2, "of", "in")
        follow_the = self.skip(follow, "the")
        if follow == start + 2 and unit == "week" and self.word(follow) not in ("next", "this"):
            return None
        found = self.first_of(
            follow_the, self.month_span_at, self.calendar_year, self.relative_period
        )
        if not found and self.word(follow_the) == "year" and follow_the > follow:
            found = self.moved("year", 0, ""), follow_the + 1
        if not found or found[0].start is None or found[0].end is None:
            return None
        value, after = found
        assert value.start is not None
        assert value.end is not None
        if unit == "month":
            if not 1 <= count <= 12:
                return None
            return self.month_value(count, value.start.year, "nth-month"), after
        week = self.nth_week(count, (value.start, value.end), "nth-week")
        return (week if value.certain else week.unsure(value.why)), after

    def quarter(self, at: int) -> Parsed:
        """A quarter or half: only with a financial year is it known which months are meant."""
        start = self.skip(at, "the")
        year = self._years(start)
        follow = year[1] if year else start
        follow = self.skip(follow, "the")
        number = 0
        word = self.word(follow)
        if (word in ("q", "h") and self.word(follow + 1) in ("1", "2", "3", "4")) or (
            word == "quarter" and self.word(follow + 1) in ("1", "2", "3", "4")
        ):
            number, after = int(self.word(follow + 1)), follow + 2
        elif self.word(follow + 1) in ("quarter", "half") and (
            word in ORDINALS or word in ("final", "1st", "2nd", "3rd", "4th")
        ):
            number = {"final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}.get(word) or ORDINALS[
                word
            ]
            after = follow + 2
        elif (
            word == "last" and self.word(follow + 1) == "quarter" and self.word(follow + 2) == "of"
        ):
            number, after = 4, follow + 2
        if not number:
            return None
        half = word == "h" or self.word(after - 1) == "half"
        follow = self.skip(after, "of", ",", "in", "the")
        year = year or self._years(follow)
        if year and year[1] > after:
            after = year[1]
        unclear = Value(None, None, Precision.QUARTER, "quarter-unclear", certain=False)
        if half and self.word(after) == "term":
            return None
        if not year:
            if self.word(follow) in ("this", "next", "last", "year"):
                more = self.relative_period(follow)
                after = more[1] if more else after + (self.word(follow) == "year")
            return unclear, after
        if year[0].why != "financial-year" or half or number > 4 or year[0].start is None:
            return unclear, after
        span = financial_quarter(year[0].start.year, number)
        return Value(*span, Precision.QUARTER, "financial-quarter"), after

    def _years(self, at: int) -> Parsed:
        if found := self.financial(at):
            return found
        if year := self.year(at):
            return Value(*year_span(year[0]), Precision.YEAR, "year"), year[1]
        return None

    def financial(self, at: int) -> Parsed:
        word = self.word(at)
        if word == "fy" and len(self.word(at + 1)) in (2, 4) and self.word(at + 1).isdecimal():
            if found := self.numeric(at):
                return found
            return Value(
                None, None, Precision.YEAR, "financial-year-unclear", certain=False
            ), at + 2
        if word == "cy" and self.word(at + 1).isdecimal() and len(self.word(at + 1)) in (2, 4):
            year = self.century(int(self.word(at + 1)) % 100)
            return Value(*year_span(year), Precision.YEAR, "year"), at + 2
        found = self.numeric(at) if word[:1].isdigit() else None
        return found if found and found[0].why == "financial-year" else None

    def term(self, at: int) -> Parsed:
        """School terms and half terms: asked about unless the programme's own are configured."""
        start = self.skip(at, "the", "this", "next", "current", "coming", "school")
        said = [self.word(n) for n in range(at, start)]
        season, follow = "", start
        if self.word(start) in (
            *_SEASONS,
            "easter",
            "michaelmas",
            "christmas",
            *MONTHS,
        ) and self.word(start + 1) in ("term", "half", "half-term", "holidays", "hols", "break"):
            season, follow = self.word(start), start + 1
        if self.word(follow) == "half":
            follow = self.skip(follow + 1, "-")
            if self.word(follow) != "term":
                return None
            name, after = f"{season} half term".strip(), follow + 1
        elif self.word(follow) in ("term", "holidays", "hols", "break") and (
            season or said or self.word(start - 1) == "of"
        ):
            if self.word(follow) != "term" and season not in ("summer", "easter", "christmas"):
                return None
            name, after = f"{season} {self.word(follow)}".strip(), follow + 1
        elif self.word(start) in ("spring", "summer", "autumn") and (
            not self.free or self.year(start + 1)
        ):
            name, after = self.word(start), start + 1
        else:
            return None
        if self.word(after) == "term":
            after += 1
        unclear = Value(None, None, Precision.TERM, "term-unclear", certain=False)
        said_year = self.year(after)
        after = said_year[1] if said_year else after
        fitting = [
            (first, last)
            for term, first, last in sorted(self.terms, key=lambda term: term[1])
            if name in term.casefold()
            and ("half" in name) == ("half" in term.casefold())
            and (first.year == said_year[0] if said_year else last >= self.today)
        ]
        if season == "" and "term" in name and "next" in said and fitting:
            fitting = [span for span in fitting if span[0] > self.today]
        if not fitting:
            return unclear, after
        return Value(*fitting[0], Precision.TERM, "term"), after

    def period_at(self, at: int) -> Parsed:
        return self.first_of(
            at,
            self.part_of_period,
            self.nth_of,
            self.quarter,
            self.financial,
            self.term,
            self.week_of,
            self.next_month_name,
        )

    def year_then_month(self, at: int) -> Parsed:
        """``2016 november``, ``dec/2018``."""
        found = self.year(at)
        if not found or self.free:
            return None
        month = self.month(self.skip(found[1], ","))
        return (self.month_value(month[0], found[0], "month-year"), month[1]) if month else None

    def single(self, at: int) -> Parsed:
        """One day or one period, the longest reading that fits."""
        # "Weekday" rules must see "Friday next week" before "next week" is read alone.
        best: Parsed = None
        for rule in (
            self.period_at,
            self.point,
            self.relative_period,
            self.year_then_month,
            self.month_pair,
            self.month_span_at,
            self.calendar_year,
            self.meeting,
        ):
            found = rule(at)
            if found and (best is None or found[1] > best[1]):
                best = found
        if best and self.word(best[1]) == "or" and self.word(best[1] + 1):
            other = self.point(best[1] + 1) or self.month_span_at(best[1] + 1)
            if other:
                return best[0].unsure("two-dates"), other[1]
        return best
