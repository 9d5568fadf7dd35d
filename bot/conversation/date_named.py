"""The named days of the English year: Christmas, Easter, bank holidays, today and its neighbours."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from bot.conversation.date_grammar import DAY, Grammar, Parsed, Value, day_value
from bot.conversation.date_words import WEEKDAYS
from bot.conversation.periods import bank_holidays, is_working_day, monday_of, year_span
from bot.domain.dates import Precision

#: Before "the new year" these make a day of it; else it is a time of year.
_DEADLINES = (
    "by",
    "before",
    "until",
    "till",
    "til",
    "to",
    "after",
    "from",
    "since",
    "and",
    "at",
    "end",
)

#: "This Christmas" is the one that comes.
_FEASTS = ("christmas", "easter", "new")
_SAINTS = {"andrew": (30, 11), "david": (1, 3), "patrick": (17, 3), "george": (23, 4)}
_SATURDAY = 5
_HALF_A_YEAR = 6


class NamedDays(Grammar):
    """Days that have a name of their own, and those that follow Easter."""

    def named(self, at: int) -> Parsed:
        """Today and its neighbours, and the named days of the English year."""
        start = self.skip(at, "the")
        word, then = self.word(start), self.word(start + 1)
        match word:
            case "today" | "tomorrow" if then in ("week", "fortnight"):
                ahead = (7 if then == "week" else 14) + (word == "tomorrow")
                return day_value(self.today + ahead * DAY, "week-on"), start + 2
            case "today" | "tonight":
                return day_value(self.today, "today"), start + 1
            case "tomorrow":
                return day_value(self.today + DAY, "tomorrow"), start + 1
            case "a" | "one" | "two" | "2" | "1" | "fortnight":
                return self._weeks_today(start)
            case "this" if then in _FEASTS:
                return self.named(start + 1)
            case "this" if (then, self.word(start + 2)) == ("time", "next"):
                unit = self.word(start + 3)
                if unit in ("week", "month", "year"):
                    return day_value(self.shifted(self.today, 1, unit), "this-time-next"), start + 4
            case "yesterday":
                return day_value(self.today - DAY, "yesterday"), start + 1
            case "day" if then in ("after", "before"):
                step = DAY if then == "after" else -DAY
                if self.word(start + 2) in ("tomorrow", "yesterday"):
                    base = self.today + (DAY if self.word(start + 2) == "tomorrow" else -DAY)
                    return day_value(base + step, "day-after"), start + 3
                if not self.word(start + 2) and not self.free:
                    return day_value(self.today + step, "day-after"), start + 2
                if then and self.word(start + 2) != "day" and (beside := self.named(start + 2)):
                    return self._beside(beside, step)
            case "new" if then in ("year", "year's", "years"):
                follow = self.skip(start + 2, "'", "s")
                if self.word(follow) == "eve":
                    return self._yearly(31 * DAY, 12, follow + 1, "new-year")
                found = self._yearly(DAY, 1, self.skip(follow, "day"), "new-year")
                before = self.word(at - 1)
                said = (
                    self.free
                    and before not in _DEADLINES
                    and self.word(start + 2) not in ("day", "s", "'")
                )
                if found and (
                    said or before in ("in", "early", "late", "into", "during", "sometime")
                ):
                    # "In the new year" is no day: anything from January on.
                    return found[0].unsure("new-year-unclear"), found[1]
                return found
            case "nye":
                return self._yearly(31 * DAY, 12, start + 1, "new-year")
            case "nyd":
                return self._yearly(DAY, 1, start + 1, "new-year")
            case "valentine's" | "valentines":
                return self._yearly(14 * DAY, 2, self.skip(start + 1, "day"), "valentines")
            case "burns" if then == "night":
                return self._yearly(25 * DAY, 1, start + 2, "burns-night")
            case "st" | "saint":
                return self._of_a_saint(start + 1)
            case "hogmanay":
                return self._yearly(31 * DAY, 12, start + 1, "new-year")
            case "halloween":
                return self._yearly(31 * DAY, 10, start + 1, "halloween")
            case "guy" | "bonfire" if then in ("fawkes", "night"):
                return self._yearly(5 * DAY, 11, self.skip(start + 2, "night"), "bonfire-night")
            case "may" if then == "day":
                return self._bank_holiday(start)
            case "boxing" if then == "day":
                return self._yearly(26 * DAY, 12, start + 2, "christmas")
            case "christmas":
                if then == "eve":
                    return self._yearly(24 * DAY, 12, start + 2, "christmas")
                if then in ("break", "holidays", "hols", "holiday"):
                    return None
                if then == "week":
                    return self._christmas_week(start + 2)
                found = self._yearly(25 * DAY, 12, self.skip(start + 1, "day"), "christmas")
                if found and self.word(at - 1) in ("over", "around", "during"):
                    return found[0].unsure("christmas-unclear"), found[1]
                return found
            case "easter":
                return self._easter(start)
            case "next" | "following" | "last" | "previous" if then == "easter":
                return self._other_easter(start)
            case "good" if self._good_friday(at, then):
                value, after = self._easter_year(start + 2)
                return day_value(value - 2 * DAY, "easter"), after
            case "maundy" if then in WEEKDAYS:
                value, after = self._easter_year(start + 2)
                return day_value(value - 3 * DAY, "easter"), after
            case (
                "may" | "early" | "late" | "spring" | "august" | "aug" | "summer" | "next" | "bank"
            ):
                return self._bank_holiday(start)
        return None

    def _beside(self, found: tuple[Value, int], step: timedelta) -> Parsed:
        """The day before or after a named one."""
        value, after = found
        if value.start is None or value.end is None:
            return value, after
        return replace(value, start=value.start + step, end=value.end + step), after

    def _weeks_today(self, at: int) -> Parsed:
        """``a week today``, ``two weeks tomorrow``, ``a fortnight today``."""
        follow = self.skip(at, "a", "one", "two", "1", "2")
        unit = self.word(follow)
        if unit not in ("week", "weeks", "fortnight"):
            return None
        day = {"today": 0, "tomorrow": 1}.get(self.word(follow + 1))
        if day is None:
            return None
        two = self.word(follow - 1) in ("two", "2") or unit == "fortnight"
        return day_value(self.today + (14 if two else 7) * DAY + day * DAY, "week-on"), follow + 2

    def _christmas_week(self, after: int) -> Parsed:
        found = self._yearly(25 * DAY, 12, after, "christmas")
        if not found or found[0].start is None:
            return found
        return self.period("week", monday_of(found[0].start), "week-of"), found[1]

    def _of_a_saint(self, at: int) -> Parsed:
        """``St Andrew's Day``: the patrons' days, which are holidays to some and days to all."""
        start = self.skip(at, ".")
        day = _SAINTS.get(self.word(start).removesuffix("s").removesuffix("'"))
        follow = self.skip(start + 1, "'", "s")
        if day is None or self.word(follow) != "day":
            return None
        return self._yearly(day[0] * DAY, day[1], follow + 1, "saints-day")

    def _yearly(self, offset: timedelta, month: int, after: int, why: str) -> Parsed:
        if found := self.year(after):
            return day_value(date(found[0], month, 1) + offset - DAY, why), found[1]
        value = self.next_day_month((date(2001, month, 1) + offset - DAY).day, month, why)
        return (replace(value, certain=True) if value.start else value), after

    def _easter_year(self, at: int) -> tuple[date, int]:
        found = self.year(at)
        return (self.easter_near(found[0]), found[1]) if found else (self.easter_near(None), at)

    def _easter(self, at: int) -> Parsed:
        follow, step = at + 1, 0
        match self.word(follow):
            case "sunday" | "sun" | "day":
                follow += 1
            case "monday" | "mon":
                follow, step = follow + 1, 1
            case "saturday" | "sat":
                follow, step = follow + 1, -1
            case "weekend":
                day, after = self._easter_year(follow + 1)
                return Value(day - 2 * DAY, day + DAY, Precision.RANGE, "easter"), after
            case "break" | "holidays" | "hols" | "holiday" | "term":
                return None
        day, after = self._easter_year(follow)
        return day_value(day + step * DAY, "easter"), after

    def _other_easter(self, at: int) -> Parsed:
        if self.word(at) in ("next", "following"):
            return self._easter(at + 1)
        this = self.easter_near(self.today.year)
        passed = this if this < self.today else self.easter_near(self.today.year - 1)
        return day_value(passed, "easter"), at + 2

    def _bank_holiday(self, at: int) -> Parsed:
        follow = self.skip(
            at, "next", "early", "late", "may", "spring", "summer", "august", "aug", "the"
        )
        if (self.word(at), self.word(at + 1)) == ("may", "day"):
            # The first of May, or the bank holiday near it.
            after = at + 2 + 2 * ((self.word(at + 2), self.word(at + 3)) == ("bank", "holiday"))
            return self.next_day_month(1, 5, "bank-holiday").unsure("bank-holiday"), after
        if (self.word(follow), self.word(follow + 1)) != ("bank", "holiday"):
            return None
        found = self._coming_bank_holiday(at, follow)
        if self.word(found[1]) == "weekend":
            return self._long_weekend(found[0]), found[1] + 1
        return found

    def _good_friday(self, at: int, then: str) -> bool:
        """Not "have a good Friday", and "good, Fri works" may lack its comma."""
        before = self.word(at - 1)
        if then == "friday":
            return before != "a"
        return then == "fri" and (not self.free or before in (*_DEADLINES, "on", "the"))

    def _long_weekend(self, value: Value) -> Value:
        """The days off around a bank holiday, where a weekend is among them."""
        assert value.start is not None
        first = last = value.start
        while not is_working_day(first - DAY):
            first -= DAY
        while not is_working_day(last + DAY):
            last += DAY
        long = replace(value, start=first, end=last, precision=Precision.RANGE)
        saturday = any(
            (first + step * DAY).weekday() == _SATURDAY for step in range((last - first).days)
        )
        return long if saturday else long.unsure("bank-holiday")

    def _coming_bank_holiday(self, at: int, follow: int) -> tuple[Value, int]:
        said = {self.word(number) for number in range(at, follow)}
        years = (self.today.year, self.today.year + 1)
        coming = sorted(day for year in years for day in bank_holidays(year) if day >= self.today)
        if said & {"summer", "august", "aug"}:
            coming = [day for day in coming if day.month == 8]
        elif said & {"spring", "late"}:
            coming = [
                day for day in coming if (day.month in (5, 6) and day.day > 20) or day.month == 6
            ]
        elif said & {"may", "early"}:
            first = [day for day in coming if day.month == 5]
            value = day_value(first[0], "bank-holiday")
            return (value if "early" in said else value.unsure("bank-holiday")), follow + 2
        number = WEEKDAYS.get(self.word(follow + 2))
        if number is not None and not said:
            # "Bank holiday Monday"; in running text as often what stops somebody on Monday.
            on_it = [day for day in coming if day.weekday() == number]
            value = day_value(on_it[0] if on_it else coming[0], "bank-holiday")
            return (value.unsure("bank-holiday") if self.free else value), follow + 3
        return day_value(coming[0], "bank-holiday"), follow + 2

    def new_year_at(self, at: int) -> Parsed:
        """The year that begins next, whose edges are meant: "the first Monday of the new year"."""
        start = self.skip(at, "the")
        if (self.word(start), self.word(start + 1)) != ("new", "year"):
            return None
        begun = self.today == date(self.today.year, 1, 1)
        value = Value(*year_span(self.today.year + (not begun)), Precision.YEAR, "new-year")
        soon = begun or self.today.month > _HALF_A_YEAR
        return (value if soon else value.unsure("new-year-unclear")), start + 2
