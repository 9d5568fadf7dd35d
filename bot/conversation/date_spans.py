"""Parts of periods and weeks: "end of March", "w/c 9 Oct", "the first week of December"."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from bot.conversation.date_edges import Edges
from bot.conversation.date_grammar import DAY, Parsed, Value, day_value
from bot.conversation.date_words import MONTHS, ORDINALS, UNITS, WEEKDAYS
from bot.conversation.periods import (
    financial_year,
    fridays_end,
    monday_of,
    week_of_period,
    year_span,
)
from bot.domain.dates import Precision

#: Weeks that begin on a Monday, of which a day may be told.
_WEEKS = ("week-of", "nth-week", "after-next", "week-beside", "period")
_ENDS_AT = ("by", "until", "till", "til", "at", "for", "to", "before")
_OPENS_A_WEEK = ("wc", "week", "1st", "2nd", "3rd", "4th", "5th", "last", "final")
#: Days that are told by one word, and words that stand before a date and open none.
_ONE_WORD = frozenset("today tonight tomorrow yesterday".split())
_OPENS_NONE = frozenset(
    "by to until till til untill before after since from for no not and or but".split()
)


class Spans(Edges):
    """Parts of periods, weeks by a day of theirs, and the longest reading of one date."""

    def part_of_period(self, at: int) -> Parsed:
        """``end of March``, ``mid-Jan``, ``early Feb``, ``beginning of next week``, ``EOW``."""
        at = self.skip(at, "the", "very")
        word = self.word(at)
        if word == "eofy":
            return self._part("end", self._this_financial_year(), at + 1)
        if word in ("eow", "eom", "eoy"):
            unit = {"eow": "week", "eom": "month", "eoy": "year"}[word]
            return self._part("end", self.moved(unit, 0, "end-of"), at + 1)
        part = {
            "end": "end", "close": "end", "start": "start", "beginning": "start", "mid": "mid",
            "middle": "mid", "early": "early", "earlier": "earlier", "late": "late",
            "later": "later", "back": "end", "tail": "end", "begin": "start", "rest": "rest",
            "remainder": "rest", "remaining": "rest",
        }.get(word)  # fmt: skip
        tail = word in ("back", "tail")
        joined = self.skip(at + 1, "-") if tail else at
        if part is None or (tail and self.word(joined) != "end"):
            return None
        follow = joined + 1
        joint = self.skip(follow, "to", "-", "/", "and")
        if joint > follow and part in ("early", "mid") and (both := self._two_parts(part, joint)):
            return both
        follow = self.skip(follow, "of", "o", "-", "in", "to", "part")
        bare = word in ("end", "start", "beginning", "close") and follow == at + 1
        if bare and not self.month(follow) and self.word(follow) != "fy" and not self.year(follow):
            return None
        if part == "mid" and follow <= at + 2 and self.word(follow) == "week":
            return self._midweek(follow + 1)
        if found := self._period_in_part(follow):
            value, after = found
            return self._part(part, value, after)
        new_year = self.skip(follow, "the")
        if part in ("early", "late") and (self.word(new_year), self.word(new_year + 1)) == (
            "new",
            "year",
        ):
            unclear = self.next_day_month(1, 1, "new-year").unsure("new-year-unclear")
            return unclear, new_year + 2
        return None

    def _midweek(self, at: int) -> Parsed:
        """``midweek``, ``mid-week next week``: Wednesday; of this week it must be ahead."""
        week = self.relative_period(at)
        if week and week[0].start is not None and week[0].start.weekday() == 0:
            return self._part("mid", week[0], week[1])
        value = day_value(monday_of(self.today) + 2 * DAY, "mid-of")
        assert value.start is not None
        return (value if value.start > self.today else value.unsure("mid-of")), at

    def _two_parts(self, part: str, at: int) -> Parsed:
        """``early to mid Feb``, ``mid/late January``."""
        if self.word(at) not in ("mid", "late") or self.word(at) == part:
            return None
        other = self.part_of_period(at)
        first = self._period_in_part(self.skip(at + 1, "-", "in")) if other else None
        opening = self._part(part, first[0], first[1]) if first else None
        if not other or not opening or opening[0].start is None or other[0].end is None:
            return None
        value = other[0] if not other[0].certain else opening[0]
        return replace(
            value, start=opening[0].start, end=other[0].end, precision=Precision.RANGE
        ), other[1]

    def _this_financial_year(self) -> Value:
        year = self.today.year - (self.today.month < 4)
        return Value(*financial_year(year), Precision.YEAR, "financial-year")

    def _period_in_part(self, at: int) -> Parsed:
        start = self.skip(at, "the")
        word = self.word(start)
        if word in ("day", "play", "business") and (start > at or self.word(start - 1) == "of"):
            return day_value(self.today, "end-of-day"), start + 1
        if word == "financial" and self.word(start + 1) == "year":
            if (years := self.financial(start + 2)) is not None:
                return years
            return self._this_financial_year(), start + 2
        if word == "fy" and not self.word(start + 1)[:1].isdigit():
            return self._this_financial_year(), start + 1
        spelt = (self.word(start + 1), self.word(start + 2)) == ("financial", "year")
        if word == "new" and (spelt or self.word(start + 1) == "fy"):
            year = self.today.year + (self.today.month >= 4)
            return Value(*financial_year(year), Precision.YEAR, "financial-year"), start + 2 + spelt
        if word == "wc":
            return self.week_of(start)
        if word == "this" and self.word(start + 1) == "calendar":
            start, word = start + 1, "calendar"
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
        if week and part == "end":
            end = fridays_end(start)
        days = {
            "end": (end, end),
            "start": (start, start),
            "early": (start, start + (1 if week else 6) * DAY),
            "mid": (start + 2 * DAY,) * 2 if week else (start + 14 * DAY,) * 2,
            "late": (start + (3 if week else 20) * DAY, fridays_end(start) if week else end),
            "later": (max(self.today, start), end),
            "rest": (max(self.today, start), fridays_end(start) if week else end),
            "earlier": (start, min(self.today - DAY, end)),
        }[part]
        if part in ("mid", "early", "late", "later") and value.precision in (
            Precision.YEAR,
            Precision.QUARTER,
        ):
            return value.unsure("part-unclear"), after
        if part in ("earlier", "rest") and days[0] > days[1]:
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
                at + 1,
                "of",
                "commencing",
                "comm",
                "beg",
                "starting",
                "beginning",
                "the",
                "commence",
                ".",
            )
            if follow == at + 1:
                return self._numbered_week(at)
        else:
            return None
        found = self.point(follow)
        if not found or found[0].start is None or found[0].precision is not Precision.DAY:
            return None
        value, after = found
        assert value.start is not None
        week = self.period("week", monday_of(value.start), "week-of")
        return (week if value.certain else week.unsure(value.why)), after

    def week_ending(self, at: int) -> Parsed:
        """``w/e 8 Dec``, ``week ending Friday``: its Monday to that day."""
        at = self.skip(at, "the")
        spelt = self.word(at) == "week" and self.word(at + 1) == "ending"
        if not spelt and self.word(at) != "w/e":
            return None
        found = self.point(self.skip(at + 1, "ending", "on", "the", ":"))
        if not found or found[0].start is None or found[0].precision is not Precision.DAY:
            return None
        value, after = found
        assert value.start is not None
        return replace(value, start=monday_of(value.start), precision=Precision.RANGE), after

    def unit_end(self, at: int) -> Parsed:
        """``month end``; a year's end may be the calendar's or the accounts'."""
        start = self.skip(at, "the", "financial", "calendar")
        if self.word(self.skip(start + 1, "-")) != "end":
            return None
        after = self.skip(start + 1, "-") + 1
        if self.word(after) == "of":
            return None
        if (month := self.month(start)) and month[1] == start + 1:
            if self.free and (self.word(at - 1) not in _ENDS_AT or self._ranks(after)):
                # "May end up late", "in Jan end users".
                return None
            return self._part("end", self.month_value(month[0], None, "month"), after)
        match self.word(start):
            case "month":
                return self._part("end", self.moved("month", 0, "period"), after)
            case "year" if self.word(start - 1) == "financial":
                return self._part("end", self._this_financial_year(), after)
            case "fy":
                return self._part("end", self._this_financial_year(), after)
            case "year" if self.word(start - 1) == "calendar":
                return self._part("end", self.moved("year", 0, "period"), after)
            case "year" | "quarter":
                unclear = Value(None, None, Precision.DAY, "year-end-unclear", certain=False)
                return unclear, after
        return None

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
        full = self.word(start + 1) == "full"
        start += full
        unit = self.word(start + 1)
        if not count or unit not in ("week", "month") or (full and abs(count) > 1):
            return None
        follow = self.skip(start + 2, "of", "in")
        follow_the = self.skip(follow, "the")
        direct = self.word(follow) in ("next", "this") or self.month(follow) is not None
        if follow == start + 2 and unit == "week" and not direct:
            return None
        found = self.first_of(
            follow_the,
            self.new_year_at,
            self.month_span_at,
            self.calendar_year,
            self.relative_period,
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
        if full:
            first, last = monday_of(value.start + 6 * DAY), monday_of(value.end - 6 * DAY)
            whole = self.period("week", first if count > 0 else last, "nth-week")
            return (whole if value.certain else whole.unsure(value.why)), after
        week = self.nth_week(count, (value.start, value.end), "nth-week")
        return (week if value.certain else week.unsure(value.why)), after

    def period_at(self, at: int) -> Parsed:
        """A day of a week, or a period or its edge: ``Friday next week``, ``end of May``, ``Q4``."""
        word = self.word(self.skip(at, "the"))
        if word in _ONE_WORD:
            return None
        if word in WEEKDAYS:
            return self.first_of(at, self.day_of_week, self.edge)
        if word in MONTHS:
            return self.first_of(at, self.term, self.unit_end)
        if word[:1].isdigit():
            return self.first_of(
                at, self.edge, self.loose_distance, self.nth_of, self.quarter, self.financial
            )
        return self.first_of(
            at,
            self.part_of_period,
            self.edge,
            self.loose_distance,
            self.nth_of,
            self.quarter,
            self.financial,
            self.term,
            self.week_of,
            self.week_ending,
            self.unit_end,
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
        """One day or one period, the longest reading that fits; worked out once for each place."""
        if at not in self._singles:
            known = self.word(at) in _OPENS_NONE
            self._singles[at] = None if known else self._single(at)
        return self._singles[at]

    def _rules(self, word: str) -> tuple[Callable[[int], Parsed], ...]:
        """Those that may read what opens with this word."""
        if word in WEEKDAYS:
            return self.period_at, self.point
        if word in MONTHS:
            return self.period_at, self.point, self.month_pair, self.month_span_at
        if word[:1].isdigit():
            return self.period_at, self.point, self.year_then_month, self.calendar_year
        return (
            self.period_at,
            self.point,
            self.relative_period,
            self.year_then_month,
            self.month_pair,
            self.month_span_at,
            self.calendar_year,
            self.meeting,
        )

    def _single(self, at: int) -> Parsed:
        # "Weekday" rules must see "Friday next week" before "next week" is read alone.
        best: Parsed = None
        for rule in self._rules(self.word(at)):
            found = rule(at)
            if found and (best is None or found[1] > best[1]):
                best = found
        if best and self.word(best[1]) == "or" and self.word(best[1] + 1):
            other = self.first_of(
                best[1] + 1,
                self.part_of_period,
                self.point,
                self.relative_period,
                self.month_span_at,
            )
            if other:
                return best[0].unsure("two-dates"), other[1]
        return self._then_weekday(*best) if best else None

    def _then_weekday(self, value: Value, at: int) -> tuple[Value, int]:
        """``w/c 4 Dec on the Thursday``: a day of the week that was told."""
        if value.why not in _WEEKS or value.start is None or value.start.weekday() != 0:
            return value, at
        follow = self.skip(at, "on") if self.free else self.skip(at, ",", ".", "on")
        told = self.weekday(self.skip(follow, "the")) if follow > at else None
        if not told:
            return value, at
        return day_value(value.start + told[0] * DAY, "weekday-of-week"), told[1]

    def day_of_week(self, at: int) -> Parsed:
        """``Thursday w/c 4 Dec``, ``the Friday of the first week in Jan``."""
        told = self.weekday(self.skip(at, "the"))
        if not told:
            return None
        follow = self.skip(told[1], "of", "in", "the", *(() if self.free else (",",)))
        if self.word(follow) not in _OPENS_A_WEEK and self.word(follow) not in ORDINALS:
            return None
        week = self.first_of(
            follow, self.week_of, self.nth_of, self.week_beside, self.relative_period
        )
        if not week or week[0].start is None or week[0].why not in _WEEKS:
            return None
        value = day_value(week[0].start + told[0] * DAY, "weekday-of-week")
        return (value if week[0].certain else value.unsure(week[0].why)), week[1]
