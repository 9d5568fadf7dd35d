"""Days and weeks told by what they stand next to: "the last working day of March", "Tuesday after Easter"."""

from __future__ import annotations

from msgspec.structs import replace

from bot.conversation.date_grammar import DAY, WEEK, Parsed, Value, day_value
from bot.conversation.date_periods import Periods
from bot.conversation.date_words import ORDINALS, UNITS, WEEKDAYS
from bot.conversation.periods import after_working_days, is_working_day, monday_of, week_of_period
from bot.domain.dates import Precision

_FIRST = ("first", "1st", "opening")
_LAST = ("last", "final", "closing")
_HALF = 15
_WORKING = ("working", "business", "work")
_OPENS = frozenset(
    (
        *_FIRST,
        *_LAST,
        "next",
        "following",
        "second",
        "2nd",
        "latter",
        "week",
        "month",
        "day",
        *WEEKDAYS,
    )
)


class Edges(Periods):
    """What lies at the edge of a period, or beside a day."""

    def edge(self, at: int) -> Parsed:
        """Any of this module's rules."""
        start = self.skip(at, "the")
        if self.word(start) not in _OPENS:
            return None
        return self.first_of(
            start,
            self._next_working_day,
            self._edge_day,
            self._edge_days,
            self._half_of_month,
            self._weekday_beside,
            self.week_beside,
            self._numbered_week_of,
        )

    def _next_working_day(self, at: int) -> Parsed:
        if self.word(at) not in ("next", "following") or self.word(at + 1) not in _WORKING:
            return None
        if self.word(at + 2) != "day":
            return None
        return day_value(after_working_days(self.today, 1), "working-day"), at + 3

    def _edge_day(self, at: int) -> Parsed:
        """``last day of March``, ``first working day of January``, ``last working day before Christmas``."""
        first = self.word(at) in _FIRST
        if not first and self.word(at) not in _LAST:
            return None
        working = self.word(at + 1) in _WORKING
        day_at = at + 1 + working
        if self.word(day_at) != "day":
            return None
        if self.word(day_at + 1) == "back":
            # "The first day back in January".
            working, day_at = True, day_at + 1
        relation = self.word(day_at + 1)
        if relation in ("of", "in"):
            found = self._stretch(day_at + 2)
        elif relation in ("before", "after") and (relation == "before") == (not first):
            found = self._neighbour(day_at + 2)
        else:
            return None
        if not found or found[0].start is None or found[0].end is None:
            return found
        value, after = found
        assert value.start is not None
        assert value.end is not None
        if relation in ("before", "after"):
            day = value.end + DAY if first else value.start - DAY
        else:
            day = value.start if first else value.end
        while working and not is_working_day(day):
            day += DAY if first else -DAY
        edge = replace(value, start=day, end=day, precision=Precision.DAY)
        return replace(edge, why="edge-day" if value.certain else value.why), after

    def _edge_days(self, at: int) -> Parsed:
        """``the first ten days of March``; how a month's weeks are counted is asked about."""
        first = self.word(at) in _FIRST
        if not first and self.word(at) not in _LAST:
            return None
        fortnight = self.word(at + 1) == "fortnight"
        count = (1, at + 1) if fortnight else self.amount(at + 1)
        unit = self.unit(count[1]) if count else None
        if not count or not unit or unit[0] not in ("day", "week", "fortnight"):
            return None
        found = self._stretch(unit[1] + 1) if self.word(unit[1]) in ("of", "in") else None
        if not found or found[0].start is None or found[0].end is None:
            return found
        value, after = found
        assert value.start is not None
        assert value.end is not None
        if first:
            part = replace(value, end=self.shifted(value.start, count[0], unit[0]) - DAY)
        else:
            part = replace(value, start=self.shifted(value.end, -count[0], unit[0]) + DAY)
        part = replace(part, precision=Precision.RANGE)
        counted = unit[0] == "day" and self.word(count[1] - 1) != "few"
        return (part if counted else part.unsure("part-unclear")), after

    def _half_of_month(self, at: int) -> Parsed:
        """``the first half of December``: to the 15th; the second begins on the 16th."""
        if self.word(at + 1) != "half" or self.word(at) not in (
            *_FIRST,
            *_LAST,
            "second",
            "2nd",
            "latter",
        ):
            return None
        found = self.month_span_at(self.skip(at + 2, "of", "in"))
        if not found or found[0].start is None:
            return None
        value, after = found
        assert value.start is not None
        middle = value.start.replace(day=_HALF)
        if self.word(at) in _FIRST:
            return replace(value, end=middle, precision=Precision.RANGE), after
        return replace(value, start=middle + DAY, precision=Precision.RANGE), after

    def _weekday_beside(self, at: int) -> Parsed:
        """``Tuesday after Easter``, ``the Friday before Christmas``, ``the Friday before last``."""
        start = self.skip(at, *_FIRST, *_LAST)
        found = self.weekday(start)
        if not found or self.word(found[1]) not in ("before", "after"):
            return None
        number, follow = found
        if start > at and (self.word(at) in _LAST) != (self.word(follow) == "before"):
            return None
        before = self.word(follow) == "before"
        if before and self.word(follow + 1) == "last":
            last = self.today - ((self.today.weekday() - number) % 7 or 7) * DAY
            return day_value(last - WEEK, "before-last"), follow + 2
        beside = self._neighbour(follow + 1)
        if not beside:
            return None
        value, after = beside
        if value.start is None or value.end is None:
            return value, after
        if before:
            day = value.start - ((value.start.weekday() - number) % 7 or 7) * DAY
        else:
            day = value.end + ((number - value.end.weekday()) % 7 or 7) * DAY
        changed = replace(value, start=day, end=day, precision=Precision.DAY)
        if value.why == "bank-holiday" and not is_working_day(day):
            # Boxing Day is no day to be back on.
            return changed.unsure("bank-holiday"), after
        return replace(changed, why="weekday-beside" if value.certain else value.why), after

    def week_beside(self, at: int) -> Parsed:
        """``the week before Christmas``, ``the week after half term``."""
        if self.word(at) not in ("week", "month", "day") or self.word(at + 1) not in (
            "before",
            "after",
            "following",
        ):
            return None
        before = self.word(at + 1) == "before"
        beside = self._neighbour(at + 2)
        if not beside:
            return None
        value, after = beside
        if value.start is None or value.end is None or self.word(at) == "month":
            return value.unsure(value.why if not value.certain else "week-beside"), after
        if self.word(at) == "day":
            day = value.start - DAY if before else value.end + DAY
            beside_it = replace(value, start=day, end=day, precision=Precision.DAY)
            return beside_it, after
        monday = monday_of(value.start) - WEEK if before else monday_of(value.end) + WEEK
        week = self.period("week", monday, "week-beside")
        return (week if value.certain else week.unsure(value.why)), after

    def _numbered_week_of(self, at: int) -> Parsed:
        """``week 2 of January``."""
        if self.word(at) != "week" or self.word(at + 2) != "of":
            return None
        count = self.amount(at + 1)
        month = self.month_span_at(self.skip(at + 3, "the")) if count else None
        if not count or not month or month[0].start is None or month[0].end is None:
            return None
        span = month[0].start, month[0].end
        week = self.period("week", week_of_period(count[0], span), "nth-week")
        if not 1 <= count[0] <= 5:
            return None
        return (week if month[0].certain else week.unsure(month[0].why)), month[1]

    def _stretch(self, at: int) -> Parsed:
        """The period whose edge is meant."""
        at = self.skip(at, "the")
        if self.word(at) in ("week", "year") and self.word(at + 1) != "commencing":
            return self.moved(UNITS[self.word(at)], 0, "period"), at + 1
        return self.first_of(
            at,
            self.quarter,
            self.financial,
            self.term,
            self.new_year_at,
            self.relative_period,
            self.month_span_at,
            self.calendar_year,
        )

    def _neighbour(self, at: int) -> Parsed:
        """The day or holiday beside which another is told; a bare number is none."""
        follow = self.skip(at, "the")
        if self.word(follow) in ORDINALS and self.free:
            return None
        return self.first_of(
            follow, self.term, self.point, self.relative_period, self.month_span_at, self.meeting
        )

    def loose_distance(self, at: int) -> Parsed:
        """``in 4-6 weeks``, ``two to three weeks``: a guess, which is asked about."""
        start = self.skip(at, "in", "within")
        low = self.amount(start)
        if not low or self.word(low[1]) not in ("-", "–", "to", "or"):
            return None
        high = self.amount(low[1] + 1)
        unit = self.unit(high[1]) if high else None
        if not high or not unit or unit[0] in ("weekend", "term") or high[0] <= low[0]:
            return None
        after = unit[1]
        if self.word(after) in ("'", "s'") and self.word(after + 1) == "time":
            after += 2
        elif start == at and self.free:
            # "4-6 weeks" in running text may be how long something takes.
            return None
        first, last = (self.shifted(self.today, count, unit[0]) for count in (low[0], high[0]))
        return Value(first, last, Precision.RANGE, "a-few", certain=False), after
