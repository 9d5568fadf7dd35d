"""One day, however it is told: distances from another, the next meeting, and all that has a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.conversation.date_grammar import DAY, Parsed, Value, day_value
from bot.conversation.date_weekdays import Weekdays
from bot.conversation.periods import year_span
from bot.domain.dates import Precision

_BEFORE_YEAR = ("in", "by", "of", "end", "until", "till", "early", "mid", "late", "-")

#: A stretch of days this far ahead without a year may be one that is over.
_FAR = timedelta(days=180)


class Days(Weekdays):
    """Any one day, distances included."""

    def distance(self, at: int) -> Parsed:
        """``in a fortnight``, ``3 days from Tuesday``, ``two weeks ago``, ``1 month and 21 days ago``."""
        if rolling := self._rolling(at):
            return rolling
        start = self.skip(at, "in", "within")
        within = self.word(at) == "within"
        parts: list[tuple[int, str]] = []
        after = start
        if self.word(start) == "fortnight":
            parts, after = [(1, "fortnight")], start + 1
        while len(parts) < 4:
            count = self.amount(after)
            unit = self.unit(count[1]) if count else None
            if not count or not unit:
                break
            if self.word(count[1] - 1) == "another" or unit[0] in ("weekend", "term"):
                return None
            parts.append((count[0], unit[0]))
            after = (
                self.skip(unit[1], "and", ",")
                if self.amount(self.skip(unit[1], "and", ","))
                else unit[1]
            )
        if not parts:
            return None
        vague = any(self.word(number) == "few" for number in range(start, after))
        if self.word(after) in ("'", "s'") and self.word(after + 1) == "time":
            after += 1
        why = "distance"
        match self.word(after):
            case "today" | "tomorrow" if parts[-1][1] != "day" and start == at:
                later = self.word(after) == "tomorrow"
                return self._apply(parts, self.today + later * DAY, 1, after + 1)
            case "ago":
                return self._apply(parts, self.today, -1, after + 1)
            case "later" | "hence" | "time":
                moved = self._apply(parts, self.today, 1, after + 1)
                if moved and vague and self.purpose != "query":
                    return moved[0].unsure("a-few"), moved[1]
                return moved
            case "starting" | "beginning" | "commencing":
                first = self.point(self.skip(after + 1, "on", "from"))
                return self._lasting_from(first, parts) if first else None
            case "from" | "after" | "before" | "post" | "on" if self.word(after):
                sign = -1 if self.word(after) == "before" else 1
                if self.word(after) == "on":
                    return None
                if self.word(after) == "from" and self.word(after + 1) == "now":
                    return self._apply(parts, self.today, 1, after + 2)
                if base := self.point(self.skip(after + 1, "the")):
                    value, end = base
                    if value.why == "day-or-year":
                        value = replace(value, certain=True)
                    if value.start is None or value.precision is not Precision.DAY:
                        return None
                    moved = self._apply(parts, value.start, sign, end)
                    if moved and not value.certain:
                        return moved[0].unsure(value.why), moved[1]
                    return moved
                return None
        if start > at:
            moved = self._apply(parts, self.today, 1, after)
            if moved and vague and self.purpose != "query":
                return moved[0].unsure("a-few"), moved[1]
            if moved and within and moved[0].end:
                return (
                    replace(moved[0], start=self.today, precision=Precision.RANGE, why="within"),
                    moved[1],
                )
            if moved and self.word(after) == "on" and (found := self.weekday(after + 1)):
                day = moved[0].start
                if day is None or day.weekday() != found[0]:
                    return None
                return replace(moved[0], why=why), found[1]
            return moved
        return None

    def _lasting_from(self, base: tuple[Value, int], parts: list[tuple[int, str]]) -> Parsed:
        """``two weeks starting Monday``."""
        value, after = base
        if value.start is None:
            return None
        moved = self._apply(parts, value.start, 1, after)
        if moved is None or moved[0].end is None:
            return None
        if value.yearless and value.start - self.today > _FAR:
            value = value.unsure("year-unclear")
        return replace(value, end=moved[0].end - DAY, precision=Precision.RANGE), after

    def _rolling(self, at: int) -> Parsed:
        """``the next two weeks``: from tomorrow; a few of them are not counted for the writer."""
        start = self.skip(at, "in", "within", "over", "during", "the")
        if self.word(start) not in ("next", "coming"):
            return None
        count = self.amount(start + 1)
        unit = self.unit(count[1]) if count else None
        if not count or not unit or unit[0] in ("quarter", "weekend", "term") or count[0] < 2:
            return None
        end = self.shifted(self.today, count[0], unit[0])
        value = Value(self.today + DAY, end, Precision.RANGE, "rolling")
        return (value.unsure("a-few") if self.word(count[1] - 1) == "few" else value), unit[1]

    def _apply(self, parts: list[tuple[int, str]], base: date, sign: int, after: int) -> Parsed:
        for count, unit in sorted(parts, key=lambda part: part[1] not in ("year", "month")):
            base = self.shifted(base, sign * count, unit)
        return day_value(base, "distance"), after

    def meeting(self, at: int) -> Parsed:
        """The board, from the calendar; without one it is asked about."""
        start = self.skip(at, "the", "next", "improvement", "leadership")
        if self.word(start) not in ("board", "elg", "meeting") or self.word(start + 1) in (
            "paper",
            "member",
            "members",
            "level",
        ):
            return None
        coming = [day for day in sorted(self.meetings) if day >= self.today]
        after = self.skip(start + 1, "meeting")
        if self.weekday(after) or (self.day_number(after) and self.free):
            # "Next meeting Thursday": some meeting, and its day is said.
            return None
        if not coming:
            return Value(None, None, Precision.DAY, "no-meeting-known", certain=False), after
        return day_value(coming[0], "meeting"), after

    def point(self, at: int) -> Parsed:
        """One day."""
        at = self.skip(at, "on", "around", "about", "approx")
        found = self.first_of(
            at,
            self.numeric,
            self.year_first,
            self.with_weekday,
            self.nth_weekday,
            self.distance,
            self.plain_weekday,
            self.month_first,
            self.day_of_month,
            self.named,
        )
        return self.and_weekday(found) if found else None

    def calendar_year(self, at: int) -> Parsed:
        found = self.year(at)
        if not found or (self.free and self.word(at - 1) not in _BEFORE_YEAR):
            return None
        return Value(*year_span(found[0]), Precision.YEAR, "year"), found[1]
