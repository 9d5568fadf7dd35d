"""Days told by the weekday: "Friday", "Mon 11 Dec", "a week on Friday", "the first Friday in December"."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from bot.conversation.date_grammar import DAY, WEEK, Parsed, Value, day_value
from bot.conversation.date_months import MonthDays
from bot.conversation.date_words import LAST, ORDINALS, WEEKDAYS
from bot.conversation.periods import monday_of
from bot.domain.dates import Precision

_NEXT = frozenset(("next", "following", "upcoming", "coming"))
#: Dates in figures or by their month, as against "tomorrow".
WRITTEN_OUT = frozenset("day-month day-month-year iso day-of-month year-unclear".split())
#: "Sat with the team", "sun is shining": no days.
_SAT_DOWN = frozenset(
    "with in is down on at through around out here there next beside has shines was".split()
)


class Weekdays(MonthDays):
    """Days told by the weekday."""

    def with_weekday(self, at: int) -> Parsed:
        """``Thursday the 21st``, ``Mon 11 Dec``, ``Friday 2018-7-6``: day and date must agree."""
        found = self.weekday(self.skip(at, "the", "this", "next", "coming"))
        if not found:
            return None
        number, after = found
        follow = self.skip(after, ",", "-", "the", "on", "(")
        opened = any(self.word(n) == "(" for n in range(after, follow))
        if parsed := self.first_of(follow, self.numeric, self.month_first, self.day_of_month):
            value, end = parsed
            if opened and self.word(end) != ")":
                # "Friday (1 Dec is the board)".
                return None
            if value.monthless and not self._ordinal_before(end):
                return None
            end += opened
            if value.monthless and value.start:
                return self._weekday_in_month(number, value.start.day, end)
            if value.start and value.precision is Precision.DAY:
                if value.start.weekday() == number:
                    return value, end
                return value.unsure("weekday-disagrees"), end
            return (value, end) if value.precision is Precision.DAY else None
        return None

    def and_weekday(self, found: tuple[Value, int]) -> tuple[Value, int]:
        """``1 December (Friday)``, ``8/12 Fri``: the weekday after the date must agree."""
        value, after = found
        if value.start is None or value.why not in WRITTEN_OUT:
            return found
        opened = self.word(after) == "("
        if value.monthless and not opened:
            return found
        told = self.weekday(self.skip(after, "(", ","))
        if not told or (opened and self.word(told[1]) != ")"):
            return found
        if not opened and (self.word(after) == "," or self.word(told[1]) in ("week", "fortnight")):
            return found
        if not opened and (self.word(told[1])[:1].isdigit() or self.word(told[1]) == "the"):
            # "1 Dec Fri 8 Dec": the next date's weekday.
            return found
        if value.start.weekday() != told[0]:
            value = value.unsure("weekday-disagrees")
        elif value.why == "year-unclear":
            value = replace(value, certain=True, why="day-month")
        return value, told[1] + opened

    def _ordinal_before(self, end: int) -> bool:
        """A weekday takes a bare number only where it ends what was written."""
        word = self.word(end - 1)
        return not word.isdecimal() or not self.free or not self.word(end)[:1].isalnum()

    def _weekday_in_month(self, weekday: int, day: int, end: int) -> Parsed:
        year, month = self.today.year, self.today.month
        for _ in range(30):
            try:
                found = date(year, month, day)
            except ValueError:
                found = None
            if found and found >= self.today and found.weekday() == weekday:
                value = day_value(found, "weekday-and-day")
                if found - self.today > timedelta(days=62):
                    value = value.unsure("weekday-disagrees")
                return value, end
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return None

    def plain_weekday(self, at: int) -> Parsed:
        """``Friday``, ``this Friday``, ``Friday week``, ``a week on Friday``, ``Friday next week``."""
        start = self.skip(at, "on", "the")
        word = self.word(start)
        if word in ("a", "one") and self.word(start + 1) == "week":
            follow = self.skip(start + 2, "on", "from", "this")
            if found := self.weekday(follow):
                return day_value(self.on_weekday(found[0]) + 7 * DAY, "week-on"), found[1]
        if word == "week" and self.word(start + 1) == "on" and self.weekday(start + 2):
            number, after = self.weekday(start + 2) or (0, 0)
            return day_value(self.on_weekday(number) + 7 * DAY, "week-on"), after
        if word not in WEEKDAYS and (weeks_on := self._weeks_on(start)):
            return weeks_on
        if word in ("this", "coming", "upcoming"):
            follow = self.skip(start, "this", "coming", "upcoming")
            if self.word(follow) == "week":
                follow = self.skip(follow + 1, "on", "-")
                if found := self.weekday(follow):
                    return self._this_week(found[0]), found[1]
                return None
            if found := self.weekday(follow):
                day = self.on_weekday(found[0])
                value = day_value(day, "this-weekday")
                if self.word(found[1]) == "coming":
                    return value, found[1] + 1
                if word == "this" and follow == start + 1 and monday_of(day) > self.today:
                    value = value.unsure("this-weekday-past")
                return value, found[1]
            return None
        if word in _NEXT | LAST and self.word(start + 1) == "week":
            follow = self.skip(start + 2, "on", "-", ",", "'s")
            if found := self.weekday(follow):
                step = 7 if word in _NEXT else -7
                day = monday_of(self.today) + (step + found[0]) * DAY
                return day_value(day, "weekday-of-week"), found[1]
            return None
        if word in _NEXT and (found := self.weekday(start + 1)):
            day = self.on_weekday(found[0])
            return day_value(day, "").unsure("next-weekday"), found[1]
        if word in LAST and (found := self.weekday(start + 1)):
            back = (self.today.weekday() - found[0]) % 7 or 7
            return day_value(self.today - back * DAY, "last-weekday").unsure("last-weekday"), found[
                1
            ]
        found = self.weekday(start)
        if not found:
            return None
        number, after = found
        follow = self.skip(after, "of", ",")
        if self.word(follow) in ("this", "next", "following") and self.word(follow + 1) == "week":
            if self.word(follow) == "this":
                return self._this_week(number), follow + 2
            day = monday_of(self.today) + (7 + number) * DAY
            return day_value(day, "weekday-of-week"), follow + 2
        if self.word(after) == "last" and self.word(after + 1) == "week":
            return day_value(
                monday_of(self.today) + (number - 7) * DAY, "weekday-of-week"
            ), after + 2
        if self.word(after) == "week" and self.word(after + 1) not in ("of", "commencing"):
            return day_value(self.on_weekday(number) + 7 * DAY, "weekday-week"), after + 1
        if self.word(after) == "coming":
            return day_value(self.on_weekday(number), "this-weekday"), after + 1
        gone = self.skip(after, "just")
        if self.word(gone) == "gone":
            back = (self.today.weekday() - number) % 7 or 7
            return day_value(self.today - back * DAY, "weekday-gone"), gone + 1
        if self.word(after) == "fortnight":
            return day_value(self.on_weekday(number) + 14 * DAY, "weekday-week"), after + 1
        if self.word(after) == "after" and self.word(after + 1) == "next":
            return day_value(self.on_weekday(number) + 14 * DAY, "").unsure(
                "next-weekday"
            ), after + 2
        if word in ("sat", "sun") and self.free and not self._weekday_likely(start):
            return None
        return day_value(self.on_weekday(number), "weekday"), after

    def _weeks_on(self, at: int) -> Parsed:
        """``a fortnight on Monday``, ``three weeks on Tuesday``."""
        start = self.skip(at, "a")
        weeks, after = 2, start + 1
        if self.word(start) != "fortnight":
            count = self.amount(at)
            if not count or self.word(count[1]) not in ("week", "weeks"):
                return None
            weeks, after = count[0], count[1] + 1
        follow = self.skip(after, "on")
        # "It took a fortnight Monday to Friday".
        found = self.weekday(follow) if follow > after or not self.free else None
        if not found:
            return None
        first = self.on_weekday(found[0])
        value = day_value(first + weeks * WEEK, "week-on")
        if self.word(at - 1) == "in" and monday_of(first) > self.today:
            # Of the week in three weeks, or three weeks after the next.
            return value.unsure("week-on"), found[1]
        return value, found[1]

    def _weekday_likely(self, at: int) -> bool:
        """``sat``, ``sun`` and ``wed`` are words too: a day only after a word that takes one."""
        if at == 0:
            return self.word(at + 1) not in _SAT_DOWN
        return self.word(at - 1) in (
            "on", "by", "until", "till", "til", "to", "from", "this", "before", "after", "since",
            "me", "for", "cop", "and", ",", "again", "late", "early", "next",
        )  # fmt: skip

    def _this_week(self, weekday: int) -> Value:
        day = monday_of(self.today) + weekday * DAY
        value = day_value(day, "weekday-of-week")
        if day < self.today and self.purpose != "query":
            return value.unsure("this-weekday-past")
        return value

    def nth_weekday(self, at: int) -> Parsed:
        """``the first Friday in December``, ``last Monday of the month``."""
        start = self.skip(at, "the")
        word = self.word(start)
        count = -1 if word == "last" else ORDINALS.get(word, 0)
        if not count and word[:1].isdigit() and not word.isdecimal():
            count = int(word.rstrip("stndrh"))
        found = self.weekday(start + 1) if count else None
        if not found or self.word(found[1]) not in ("in", "of", "after"):
            return None
        if self.word(found[1]) == "after" or count > 5:
            return None
        follow = self.skip(found[1] + 1, "the")
        month = self.month_span_at(follow) or self.new_year_at(follow)
        if not month and self.word(follow) == "year":
            month = self.moved("year", 0, "this-year"), follow + 1
        if not month or month[0].start is None or month[0].end is None:
            return None
        days = [
            month[0].start + step * DAY
            for step in range((month[0].end - month[0].start).days + 1)
            if (month[0].start + step * DAY).weekday() == found[0]
        ]
        if abs(count) > len(days):
            return Value(None, None, Precision.DAY, "impossible-day", certain=False), month[1]
        day = days[-1] if count < 0 else days[count - 1]
        value = replace(month[0], start=day, end=day, precision=Precision.DAY)
        if day < self.today and self.purpose != "query":
            # "The second Friday of the month", said when it is over.
            value = value.unsure("weekday-past")
        return value, month[1]
