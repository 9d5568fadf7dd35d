"""Periods by name: "next month", "Q4 23/24", "spring term"; what is not clear is asked about."""

from __future__ import annotations

from bot.conversation.date_days import Days
from bot.conversation.date_grammar import Parsed, Value
from bot.conversation.date_words import LAST, MONTHS, ORDINALS, UNITS
from bot.conversation.periods import financial_quarter, financial_year, month_span, year_span
from bot.domain.dates import Precision

_THIS = frozenset(("this", "current", "same", "the", "that", "my"))
_NEXT = frozenset(("next", "upcoming", "following", "coming"))
#: "Second half rescheduled to the 27th": of a training, say, and of no year.
_OF_A_PART = frozenset(
    """rescheduled moved postponed cancelled rebooked rearranged went was got done delivered finished completed held
    runs""".split()
)
_SEASONS = ("spring", "summer", "autumn", "winter")


class Periods(Days):
    """Weeks, months, quarters, years and school terms as people name them."""

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
            if word == "weekend" or not (self.free or self.word(start + 1)):
                return self.moved(UNITS[word], 0, "this-period"), start + 1
            return None
        if word == "the" or (word not in _THIS | _NEXT | LAST and word not in UNITS):
            return None
        if word in UNITS:
            if self.word(start + 1) == "after" and self.word(start + 2) == "next":
                return self.moved(UNITS[word], 2, "after-next"), start + 3
            if word == "weekend" and not self.free:
                return self.moved("weekend", 0, "this-period"), start + 1
            return None
        follow = self.skip(start, "this", "that") if word in ("this", "that") else start
        adjective = self.word(follow) if self.word(follow) in _NEXT | LAST else word
        unit_at = follow + 1 if self.word(follow) in _NEXT | LAST or follow == start else follow
        spelt = self.word(unit_at) == "financial" and self.word(unit_at + 1) == "year"
        if spelt or self.word(unit_at) == "fy":
            step = 1 if adjective in _NEXT else -1 if adjective in LAST else 0
            year = self.today.year - (self.today.month < 4) + step
            return Value(
                *financial_year(year), Precision.YEAR, "financial-year"
            ), unit_at + 1 + spelt
        unit = self.word(unit_at)
        if unit not in UNITS or unit in ("days", "weeks", "months", "years", "quarters", "term"):
            return None
        step = 1 if adjective in _NEXT else -1 if adjective in LAST else 0
        if unit == "day" and (self.free or adjective not in _NEXT | LAST) and word != "this":
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
            past = month < self.today.month and self.purpose != "query"
            return (this.unsure("year-unclear") if past else this), after
        value = self.month_value(month, None, "next-month-name")
        if word == "last" or (month > self.today.month and self.purpose != "query"):
            return value.unsure("next-month-name"), after
        return value, after

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
        if half and self.word(after) in _OF_A_PART:
            return None
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
        """``FY 23/24``, ``financial year 2023``: April to March."""
        word = self.word(at)
        if word == "financial" and self.word(at + 1) == "year":
            return self.financial(self.skip(at + 2, "of"))
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

    def _season_meant(self, at: int) -> bool:
        """Whether "spring" is a time of year here, and not a verb or a name."""
        before = self.word(at - 1)
        if self.word(at + 1) in (
            "to",
            "up",
            "from",
            "into",
            "and",
            "meadow",
            "house",
            "road",
            "board",
        ):
            return before in ("by", "until", "till", "before")
        if before == "the":
            before = self.word(at - 2)
            return before in (
                "in",
                "by",
                "until",
                "till",
                "before",
                "over",
                "during",
                "for",
                "late",
                "early",
                "of",
            )
        return before in (
            "by",
            "until",
            "till",
            "before",
            "late",
            "early",
            "mid",
            "this",
            "next",
            "of",
        )

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
            not self.free or self.year(start + 1) or self._season_meant(start)
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
