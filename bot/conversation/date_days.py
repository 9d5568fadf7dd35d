"""One day, however it is told: distances from another, the next meeting, and all that has a name."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from bot.conversation.date_grammar import DAY, Parsed, Value, day_value
from bot.conversation.date_weekdays import Weekdays
from bot.conversation.date_words import MONTHS, UNITS, WEEKDAYS
from bot.conversation.periods import year_span
from bot.domain.dates import Precision

_BEFORE_YEAR = ("in", "by", "of", "end", "until", "till", "early", "mid", "late", "-")
_ABOUT = ("about", "around", "roughly", "approx", "approximately", "circa", ".")
_HOURS = ("hour", "hours", "hr", "hrs")
_HOURS_A_DAY = 24
#: A stretch of days this far ahead without a year may be one that is over.
_FAR = timedelta(days=180)


class Days(Weekdays):
    """Any one day, distances included."""

    def distance(self, at: int) -> Parsed:
        """``in a fortnight``, ``3 days from Tuesday``, ``two weeks ago``, ``1 month and 21 days ago``."""
        if rolling := self._rolling(at):
            return rolling
        start = self.skip(at, "in", "within")
        if start > at:
            start = self.skip(start, *_ABOUT)
        told = self._length(start)
        if told is None:
            return None
        parts, after, vague = told
        placed = self._placed(at, start, parts, after)
        if placed and vague and self.word(after) != "ago":
            return placed[0].unsure("a-few"), placed[1]
        return placed

    def bare_distance(self, at: int) -> Parsed:
        """``5 working days``, ``48 hrs``: as an answer of its own, counted from today."""
        told = self._length(at)
        if told is None or (told[0] == [(1, "day")] and self.word(at) not in ("a", "one")):
            return None
        moved = self._apply(told[0], self.today, 1, told[1])
        few = any(self.word(number) == "few" for number in range(at, told[1]))
        return (moved[0].unsure("a-few"), moved[1]) if moved and (few or told[2]) else moved

    def _length(self, at: int) -> tuple[list[tuple[int, str]], int, bool] | None:
        """How long, the token after it, and whether the writer left that open."""
        word = self.word(at)
        if word in WEEKDAYS or word in MONTHS:
            return None
        parts: list[tuple[int, str]] = []
        after = at
        if word == "fortnight":
            parts, after = [(1, "fortnight")], at + 1
        while len(parts) < 4:
            count = self.amount(after)
            unit = self._unit_of_time(count[1]) if count else None
            if not count or not unit:
                break
            if unit[0] == "hour":
                if count[0] % _HOURS_A_DAY:
                    return None
                count, unit = (count[0] // _HOURS_A_DAY, count[1]), ("day", unit[1])
            if self.word(count[1] - 1) == "another" or unit[0] in ("weekend", "term"):
                return None
            parts.append((count[0], unit[0]))
            follow = self.skip(unit[1], "and", ",")
            after = follow if self.amount(follow) else unit[1]
        if not parts:
            return None
        few = any(self.word(number) == "few" for number in range(at, after))
        vague = few and self.purpose != "query"
        if self.word(after) == "or" and (more := self._or_more(after + 1)):
            vague = vague or self.word(after + 1) != "so"
            after = more
        if self.word(after) in ("'", "s'") and self.word(after + 1) == "time":
            after += 1
        return parts, after, vague

    def _placed(self, at: int, start: int, parts: list[tuple[int, str]], after: int) -> Parsed:
        """The day at a distance from today, or from the day that is told after it."""
        match self.word(after):
            case "today" | "tomorrow" if parts[-1][1] != "day" and start == at:
                later = self.word(after) == "tomorrow"
                return self._apply(parts, self.today + later * DAY, 1, after + 1)
            case "ago":
                return self._apply(parts, self.today, -1, after + 1)
            case "later" | "hence" | "time":
                return self._apply(parts, self.today, 1, after + 1)
            case "starting" | "beginning" | "commencing":
                first = self.point(self.skip(after + 1, "on", "from"))
                return self._starting(first, parts) if first else None
            case "from" | "after" | "before" | "post":
                return self._from_another(parts, after)
            case "on":
                return None
        if start == at:
            return None
        moved = self._apply(parts, self.today, 1, after)
        if moved and self.word(at) == "within":
            within = replace(moved[0], start=self.today, precision=Precision.RANGE, why="within")
            return within, moved[1]
        return moved

    def _from_another(self, parts: list[tuple[int, str]], at: int) -> Parsed:
        """``3 days from Tuesday``, ``a fortnight before Christmas``."""
        if self.word(at) == "from" and self.word(at + 1) == "now":
            return self._apply(parts, self.today, 1, at + 2)
        base = self.point(self.skip(at + 1, "the"))
        if base is None:
            return None
        value, end = base
        if value.why == "day-or-year":
            value = replace(value, certain=True)
        if value.start is None or value.precision is not Precision.DAY:
            return None
        moved = self._apply(parts, value.start, -1 if self.word(at) == "before" else 1, end)
        if moved and not value.certain:
            return moved[0].unsure(value.why), moved[1]
        return moved

    def _unit_of_time(self, at: int) -> tuple[str, int] | None:
        """A unit, "week's time", and in an answer of its own hours: in a report they are a target's."""
        word = self.word(at)
        if word in _HOURS and not self.free:
            return "hour", at + 1
        if word[-2:] == "'s" and self.word(at + 1) == "time" and word[:-2] in UNITS:
            return UNITS[word[:-2]], at + 1
        return self.unit(at)

    def _or_more(self, at: int) -> int | None:
        """The token after "a week or two", "ten days or so"."""
        if self.word(at) == "so":
            return at + 1
        count = self.amount(at) if self.word(at) not in ("a", "an") else None
        if not count:
            return None
        unit = self.unit(count[1])
        return unit[1] if unit else count[1]

    def _starting(self, base: tuple[Value, int], parts: list[tuple[int, str]]) -> Parsed:
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
        if unit_at := self._rolling_unit(at, start):
            end = self.shifted(self.today, 1, UNITS[self.word(unit_at)])
            value = Value(self.today + DAY, end, Precision.RANGE, "rolling")
            if self.word(unit_at) == "fortnight":
                return value, unit_at + 1
            # Seven days from now, or the week that begins on Monday.
            return value.unsure("rolling"), self._past_or(unit_at + 1)
        count = self.amount(start + 1)
        unit = self.unit(count[1]) if count else None
        if not count or not unit or unit[0] in ("quarter", "weekend", "term") or count[0] < 2:
            return None
        end = self.shifted(self.today, count[0], unit[0])
        value = Value(self.today + DAY, end, Precision.RANGE, "rolling")
        return (value.unsure("a-few") if self.word(count[1] - 1) == "few" else value), unit[1]

    def _rolling_unit(self, at: int, start: int) -> int | None:
        """Where one unit is told: "the next fortnight", "within the next month"."""
        word = self.word(start + 1)
        if word == "fortnight" and self.word(start) == "next":
            return start + 1
        told = {self.word(at - 1), *(self.word(n) for n in range(at, start))}
        within = {"in", "within", "over", "during"} & told and self.word(start - 1) == "the"
        return start + 1 if within and word in ("week", "month", "year") else None

    def _past_or(self, at: int) -> int:
        return (self._or_more(at + 1) or at) if self.word(at) == "or" else at

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
        word = self.word(at)
        if word in WEEKDAYS:
            found = self.first_of(at, self.with_weekday, self.plain_weekday)
        elif word in MONTHS:
            found = self.first_of(at, self.year_first, self.month_first, self.named)
        else:
            found = self.first_of(
                at,
                self.numeric,
                self.year_first,
                self.with_weekday,
                self.nth_weekday,
                self.distance,
                self.plain_weekday,
                self.day_of_month,
                self.named,
            )
        return self.and_weekday(found) if found else None

    def calendar_year(self, at: int) -> Parsed:
        """``2024``; in running text only behind a word that tells it is a year."""
        found = self.year(at)
        if not found or (self.free and self.word(at - 1) not in _BEFORE_YEAR):
            return None
        return Value(*year_span(found[0]), Precision.YEAR, "year"), found[1]
