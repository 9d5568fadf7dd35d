"""A date with its bound, and ranges of dates: "by the end of March", "from Friday for two weeks"."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from bot.conversation.date_grammar import DAY, WEEK, Parsed, Value, day_value
from bot.conversation.date_listed import Lists
from bot.conversation.date_words import WEEKDAYS
from bot.domain.dates import Precision

#: A range whose first day has passed and whose last has not is meant as this one where it is this short.
_SURROUNDS = timedelta(days=45)
#: "8 December to 4 December 2023" is a slip, not eleven months.
_A_LONG_RANGE = timedelta(days=300)
_FROM = ("from", "between", "starting")
_BY = ("by", "until", "till", "til", "untill", "before", "after", "since", "from", "starting",
       "beginning", "later", "greater", "cop", "close", "end", "eod", "no", "not", "as", "in", "on",
       "year", "for", "during", "within", "past")  # fmt: skip
_PREPOSITIONS = ("by", "until", "till", "til", "untill", "for", "during", "in")
#: "Thursday/Friday" and "late Jan/early Feb" are stretches as "Nov/Dec" is one.
_SLASH = "/"
_TO = ("to", "until", "till", "til", "through", "thru", "-", "–", "upto")


#: "COP Friday", "end of today", "start of play".
_CLOSE = ("cop", "cob", "eod", "eop", "close", "end", "start")


class Expressions(Lists):
    """Everything that one expression may be."""

    def expression(self, at: int) -> Parsed:
        """A date with its bound, or a range; times of day say nothing about the day."""
        follow = self.past_time(at)
        found = self._expression(follow)
        if found is None:
            return self.today_by(at, follow)
        return found[0], self.past_hour(found[1])

    def _expression(self, at: int) -> Parsed:
        if self.word(at) in ("not", "no") and self.word(at + 1) in (
            "before",
            "until",
            "earlier",
            "till",
        ):
            follow = self.skip(at + 2, "than")
            found = self.range(follow) or self.single(follow)
            return (self._not_before(found[0]), found[1]) if found else None
        if (
            self.word(at) in ("no", "not", "as")
            and self.word(at + 1) in ("later", "late")
            and self.word(at + 2) in ("than", "as")
        ):
            return self.single(at + 3)
        if self.word(at) in _CLOSE and (found := self.end_of_day(at)):
            return found
        if found := self.range(at):
            return found
        match self.word(at):
            case "by" | "until" | "till" | "til" | "untill" | "for" | "during" | "in":
                if self.word(at + 1) == "the" and self.word(at) == "by":
                    follow = at + 2
                    if self.word(follow) in _BY:
                        return self.single(at + 1)
                    return self.expression(follow) or self.single(at + 1)
                if self.word(at) == "in":
                    if self.word(at + 1) in ("until", "till", "til", "by", "from", "for"):
                        return None
                    if found := self.single(at):
                        return found
                if self.word(at) == "in" and (
                    self.word(at + 1) in (*WEEKDAYS, "on", "today", "tomorrow")
                    or self.word(at - 1) in ("not", "only", "i'm", "im", "am")
                ):
                    # "I'm in tomorrow".
                    return None
                if self.word(at) == "for" and (lasting := self.lasting_from(at + 1)):
                    return lasting
                if self.word(at + 1) in _PREPOSITIONS:
                    # "until until until": one preposition is enough, and each costs a step of depth.
                    return None
                return self.expression(at + 1)
            case "before":
                return self._before(at + 1)
            case "beginning" if self.word(at + 1) == "of":
                return self.single(at)
            case "past" if self.word(at + 1) in WEEKDAYS:
                return self.single(at)
            case "after" | "since" | "starting" | "beginning" | "from" | "past":
                return self._after(at, at + 1)
            case "later" | "greater" if self.word(at + 1) == "than":
                return self._after(at, at + 2)
            case "year" if not self.free:
                return self._year_words(at)
        found = self.single(at)
        if (
            found
            and self.word(found[1]) in ("and", "or")
            and self.word(found[1] + 1) in ("later", "after", "greater", "beyond")
        ):
            return self.from_then_on(found[0]), found[1] + 2
        return found

    def _not_before(self, value: Value) -> Value:
        """Said of a forecast it leaves open when; of anything else it is where a stretch begins."""
        if self.purpose == "forecast" or value.start is None:
            return value.unsure("not-before")
        return replace(value, end=value.start, precision=Precision.DAY)

    def _before(self, at: int) -> Parsed:
        found = self.single(self.skip(at, "the") if self.word(at + 1) == "year" else at)
        if not found and self.word(at) == "the":
            found = self._year_words(at + 1)
        if not found or found[0].start is None:
            return found
        value, after = found
        assert value.start is not None
        bound = value.start
        if value.precision is not Precision.DAY and self.purpose != "query":
            bound -= DAY
        changed = replace(value, start=bound, end=bound, precision=Precision.DAY)
        return replace(changed, why="before" if value.certain else value.why), after

    def _after(self, at: int, follow: int) -> Parsed:
        opening = self.word(at) in ("starting", "beginning", "from", "since")
        follow = self.skip(follow, "on", "of")
        found = self.single(follow) or self._year_words(self.skip(follow, "the"))
        if not found or found[0].end is None or found[0].start is None:
            return found
        value, after = found
        assert value.start is not None
        assert value.end is not None
        start = value.start if opening else value.end
        if not opening and value.precision is not Precision.DAY:
            start = value.end + DAY
        changed = replace(value, start=start, end=start, precision=Precision.DAY)
        if self.purpose == "forecast":
            return changed.unsure("after"), after
        return replace(changed, why="after" if value.certain else value.why), after

    def _year_words(self, at: int) -> Parsed:
        if self.word(at) != "year":
            return None
        follow = at + 1
        greater = self.word(follow) == "greater"
        if greater:
            follow = self.skip(follow + 1, "than")
        found = self.calendar_year(follow)
        if not found or found[0].end is None:
            return None
        value, after = found
        assert value.end is not None
        if greater:
            return day_value(value.end + DAY, "after"), after
        if self.word(after) in ("and", "or") and self.word(after + 1) in (
            "later",
            "greater",
            "after",
        ):
            return self.from_then_on(value), after + 2
        return value, after

    def from_then_on(self, value: Value) -> Value:
        """A time that something is not before: it begins then, and as a forecast its end is asked about."""
        if value.start is None:
            return value
        changed = replace(value, end=value.start, precision=Precision.DAY)
        return changed.unsure("after") if self.purpose == "forecast" else changed

    def range(self, at: int) -> Parsed:
        """``from Friday to 8 Dec``, ``4-8 December``, ``from Friday for two weeks``."""
        if row := self.listed(at):
            return row
        start = self.skip(at, *_FROM)
        between = "between" in (self.word(n) for n in range(at, start))
        worded = start > at
        start = (
            self.skip(start, "the")
            if self.word(start + 1)[-2:] in ("st", "nd", "rd", "th")
            else start
        )
        told = self.weekday(start)
        bare = self.day_number(told[1] if told else start)
        joined = self._joint(bare[1], between) if bare else None
        if bare and joined and (found := self.single(joined)):
            value, after = found
            if value.start and value.precision is Precision.DAY:
                days = self._day_to(bare[0], value, worded=worded)
                if told and days.start and days.start.weekday() != told[0]:
                    days = days.unsure("weekday-disagrees")
                return days, after
        left = self.single(start)
        if not left or left[0].start is None:
            return None
        value, after = left
        if (follow := self._week_after(after)) and value.end is not None:
            return replace(value, end=value.end + WEEK, precision=Precision.RANGE), follow
        if self.word(after) == "for" and (lasting := self._lasting(value, after + 1)):
            return lasting
        right_at = self._joint(after, between)
        if right_at is None and self.word(after) == _SLASH and not self.word(after - 1).isdecimal():
            right_at = after + 1
        if right_at is None or (
            self.word(right_at - 1) in ("-", "–") and self.words[right_at - 1].start == 0
        ):
            return None
        right = self._month_and_year(value, right_at) or self.single(right_at)
        short = self.day_number(self.skip(right_at, "the"))
        if short and (not right or right[0].monthless) and value.precision is Precision.DAY:
            if value.why == "day-or-year":
                value = replace(value, certain=True)
            return self._to_day(value, short)
        if not right or right[0].end is None or (not worded and self._aside(after, right_at)):
            return None
        if value.why == "day-or-year" and right[0].precision is Precision.DAY:
            value = replace(value, certain=True)
        return self._joined(value, right[0]), right[1]

    def _month_and_year(self, left: Value, at: int) -> Parsed:
        """ "Jan-Mar 24": after a month the number after a month is a year."""
        found = self.month(at) if left.precision is Precision.MONTH and left.yearless else None
        year = self.year(found[1], after_month=self._short_year(found[1])) if found else None
        if not found or not year:
            return None
        return self.month_value(found[0], year[0], "month-year"), year[1]

    def _week_after(self, at: int) -> int | None:
        """The rest of "next week and the week after"."""
        if self.word(at) not in ("and", "&"):
            return None
        start = self.skip(at + 1, "the")
        words = (self.word(start), self.word(start + 1))
        if words in (("week", "after"), ("following", "week"), ("one", "after"), ("next", "week")):
            return start + 2
        return None

    def _aside(self, after: int, right_at: int) -> bool:
        """A dash with spaces between two dates in running text joins nothing."""
        if not self.free or self.word(after) not in ("-", "–"):
            return False
        return (
            self.words[after].start > self.words[after - 1].end
            and self.words[right_at].start > self.words[after].end
        )

    def _joint(self, at: int, between: bool) -> int | None:
        word = self.word(at)
        if word in _TO or (between and word in ("and", "&")):
            return at + 1
        if word == "up" and self.word(at + 1) == "to":
            return at + 2
        return None

    def _day_to(self, day: int, value: Value, *, worded: bool) -> Value:
        assert value.start is not None
        end = value.start
        try:
            first = end.replace(day=day)
        except ValueError:
            return value.unsure("impossible-day")
        if first > end and worded:
            # "From the 22nd till 12 August": of the month before it.
            month_before = end.replace(day=1) - DAY
            first = month_before.replace(day=day) if day <= month_before.day else first
        if first > end:
            return value.unsure("impossible-range")
        return replace(
            value,
            start=first,
            precision=Precision.RANGE,
            why="range" if value.certain else value.why,
        )

    def _to_day(self, value: Value, short: tuple[int, int, bool]) -> Parsed:
        assert value.start is not None
        for step in range(40):
            last = value.start + step * DAY
            if last.day == short[0]:
                end: Parsed = None
                if found := self.year(self.skip(short[1], ",")):
                    end = self.build(found[0], last.month, last.day, "range"), found[1]
                after = end[1] if end else short[1]
                start = (
                    value.start.replace(year=end[0].start.year)
                    if end and end[0].start
                    else value.start
                )
                last = end[0].start if end and end[0].start else last
                return replace(value, start=start, end=last, precision=Precision.RANGE), after
        return None

    def _lasting(self, value: Value, at: int) -> Parsed:
        count = self.amount(at)
        if not count and self.word(at) == "fortnight":
            count = 1, at
        unit = self.unit(count[1]) if count else None
        if not count or not unit or value.start is None:
            return None
        end = self.shifted(value.start, count[0], unit[0])
        changed = replace(value, end=end, precision=Precision.RANGE)
        if self.word(count[1] - 1) == "few":
            return changed.unsure("a-few"), unit[1]
        return replace(changed, why="lasting" if value.certain else value.why), unit[1]

    def lasting_from(self, at: int) -> Parsed:
        """``for two weeks from Monday``: where it begins is told after how long it takes."""
        at = self.skip(at, "about", "around")
        count = (1, at) if self.word(at) == "fortnight" else self.amount(at)
        unit = self.unit(count[1]) if count else None
        if not unit:
            return None
        follow = unit[1] if self.free else self.skip(unit[1], ",")
        if self.word(follow) != "from":
            return None
        first = self.point(self.skip(follow + 1, "on", "the"))
        if not first or not first[0].certain or first[0].start is None:
            return first
        lasting = self._lasting(first[0], at)
        return (lasting[0], first[1]) if lasting else None

    def _joined(self, left: Value, right: Value) -> Value:
        start, end = left.start, right.end
        if start is None or end is None:
            return left.unsure("impossible-range")
        if left.why == "weekday" and right.why == "weekday-of-week" and right.start:
            # "Tuesday to Thursday next week": both days of that week.
            same_week = right.start + (start.weekday() - right.start.weekday()) * DAY
            start = same_week if same_week <= end else start
        if left.yearless and not right.yearless and right.precision is not Precision.YEAR:
            start = _in_year(start, end.year)
            if start and start > end:
                start = _in_year(start, end.year - 1)
                if start and left.precision is Precision.DAY and end - start > _A_LONG_RANGE:
                    start = None
        elif (
            start > end
            and left.yearless
            and right.yearless
            and (
                (before := _in_year(start, start.year - 1)) and before <= end <= before + _SURROUNDS
            )
        ):
            # "From 2 to 10 July", said on the 5th: the days that it is in the middle of.
            start = before
            left = replace(left, certain=left.certain or left.why == "year-unclear")
        elif start > end and right.yearless:
            later = _in_year(end, start.year)
            end = later if later and later >= start else _in_year(end, start.year + 1) or end
            if left.precision is Precision.DAY and end - start > _A_LONG_RANGE:
                # "4 December to 27 November" is a slip.
                start = None
        elif start > end and end >= start - WEEK:
            end += WEEK
        if start is None or start > end:
            return Value(None, None, Precision.RANGE, "impossible-range", certain=False)
        certain = left.certain and right.certain
        why = "range" if certain else (right.why if left.certain else left.why)
        return Value(start, end, Precision.RANGE, why, certain)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None
