"""Dates as plans write them (R5): from the words in a cell to a :class:`~bot.domain.dates.Due`.

Nothing here invents a day that nobody wrote. What cannot be read for certain is not read: the caller
keeps the words and reports them. Days come first (31/03/2024 is 31 March), "Nov 23" is November 2023,
a slash year (2023/24) is a financial year, a hyphen range of years is calendar years.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.dates import Due, Precision

_MONTH_NAMES = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
MONTH_PATTERN = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
_YEAR = r"(?:20\d\d|['’‘]?\d\d)"

#: What a plan can mean.
_YEARS = range(1990, 2100)
#: Nominal terms (first and last month): a programme's own term dates stand in its programme file.
_TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}

_ONGOING = re.compile(
    r"\b(on-?\s?going|continuous(ly)?|continual(ly)?|continuing|rolling|perpetual|business as usual|bau|"
    r"throughout|onwards|(bi-?)?(annual(ly)?|monthly|weekly|termly|quarterly)|half-?\s?termly|yearly|"
    r"each (term|month|quarter|year)|every (term|month|quarter|year))\b"
)
#: A date is short; a longer text is a sentence, and its dates are not its due date.
_LONGEST = 80
_NO_DATE_YET = re.compile(
    r"^(\W*|t\.?b\.?[cda]\.?|to be (confirmed|agreed|determined|decided|advised)|n\W?a|not applicable|none|"
    r"not (yet )?(set|agreed|known|confirmed)|unknown|awaited|date (tbc|to be confirmed))$"
)
_QUALIFIER = re.compile(
    r"^(due( date)?|complet(?:e|ed|ion)( date)?( by)?|target( date)?|deadline|revised( date| to)?|rev|"
    r"original(ly)?( date)?|by|before|until|till|no later than|in|on|during|"
    r"(the )?(end|start|beginning) of|(the )?end|(in )?(early|mid|late)|from|since|approx(imately|\.)?|"
    r"circa|c\.|around)\b[\s:\-–—]*(the\s+)?"
)


class ImpossibleDate(ValueError):
    """The words have the form of a date that the calendar does not hold, as 31 February."""


@dataclass(frozen=True, kw_only=True)
class _Span:
    start: date
    end: date
    precision: Precision
    clipped: bool = False
    """Years end with the plan; months and days mean what they say."""


def no_date_yet(text: str) -> bool:
    """Whether the words only say that there is no date: blank, "TBC", "n/a"."""
    return _NO_DATE_YET.match(_plain(text)) is not None


def is_impossible(text: str) -> bool:
    """Whether the words name a day that does not exist (31 February, 30/02/2024)."""
    if len(text) > _LONGEST:
        return False
    try:
        _read(_plain(text))
    except ImpossibleDate:
        return True
    return False


def read_due(text: str, *, plan_ends: date | None = None) -> Due | None:
    """What the words of a date cell mean, or ``None`` where they cannot be read for certain.

    ``plan_ends`` clips years and ranges of years (R5); a month or a day is never moved.
    """
    words = " ".join(text.split())
    if len(words) > _LONGEST:
        return None
    plain = _plain(text)
    ongoing = _ONGOING.search(plain)
    if ongoing and (
        ongoing.start() == 0
        or ongoing[0] == "onwards"
        or not re.search(r"\d", plain)
        or "from " in plain
    ):
        return Due(text=words, start=None, end=None, precision=Precision.ONGOING)
    if ongoing:
        plain = (plain[: ongoing.start()] + plain[ongoing.end() :]).strip(" ,;()-–")
        plain = re.sub(r"[\s,]+(and|then|but)$", "", plain).strip(" ,;()-–")
    try:
        span = _read(plain)
    except ImpossibleDate:
        return None
    if span is None:
        return None
    end = span.end
    if span.clipped and plan_ends is not None and span.start <= plan_ends < end:
        end = plan_ends
    return Due(text=words, start=span.start, end=end, precision=span.precision)


def months_after(written_on: date, months: int, text: str) -> Due:
    """ "The next twelve months" of a document that is dated by its month: whole months, from the next one."""
    first = _first_of(written_on.year, written_on.month + 1)
    last = _first_of(written_on.year, written_on.month + months)
    return Due(text=text, start=first, end=_month_end(last), precision=Precision.RANGE)


def _plain(text: str) -> str:
    plain = " ".join(text.casefold().replace("–", "-").replace("—", "-").split()).strip(" .;,:")
    bracketed = re.fullmatch(r"[(\[]([^()\[\]]*)[)\]]", plain)
    return bracketed[1].strip() if bracketed else plain


def _first_of(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _year(digits: str) -> int:
    plain = digits.strip("'’‘")
    return int(plain) if len(plain) > 2 else 2000 + int(plain)


def in_reach(day: date) -> bool:
    """Whether a plan can mean this day: the year 1 and the year 9999 are slips, or stand for "never"."""
    return day.year in _YEARS


def _day(year: int, month: int, day: int) -> _Span:
    if year not in _YEARS:
        raise ImpossibleDate(f"{year} is no year of a plan")
    try:
        exact = date(year, month, day)
    except ValueError as error:
        raise ImpossibleDate(str(error)) from error
    return _Span(start=exact, end=exact, precision=Precision.DAY)


def _month(year: int, month: int) -> _Span:
    if not 1 <= month <= 12:
        raise ImpossibleDate(f"there is no month {month}")
    first = date(year, month, 1)
    return _Span(start=first, end=_month_end(first), precision=Precision.MONTH)


def _month_number(name: str) -> int:
    return _MONTHS[name.strip(". ")]


def _read(plain: str) -> _Span | None:
    plain = re.sub(r"\(.*?\)", " ", plain) if re.search(r"\d.*\(", plain) else plain
    plain = " ".join(plain.split()).strip(" .;,:")
    for reader in (_day_of, _month_of, _years, _quarter, _term, _week):
        span = reader(plain)
        if span is not None:
            return span
    span = _range(plain)
    if span is not None:
        return span
    stripped = _QUALIFIER.sub("", plain, count=1)
    if stripped != plain and stripped:
        return _read(stripped)
    return None


def _day_of(plain: str) -> _Span | None:
    plain = re.sub(r"[\sT]+00:00(:00(\.0+)?)?$", "", plain, flags=re.IGNORECASE)
    plain = re.sub(rf"^{_WEEKDAY}", "", plain)
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain):
        return _day(*map(int, match.groups()))
    if match := re.fullmatch(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)", plain):
        return _day(_year(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(
        rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s/.-]*({MONTH_PATTERN})[\s,/.-]*({_YEAR})", plain
    ):
        return _day(_year(match[3]), _month_number(match[2]), int(match[1]))
    if match := re.fullmatch(
        rf"({MONTH_PATTERN})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(20\d\d)", plain
    ):
        return _day(int(match[3]), _month_number(match[1]), int(match[2]))
    return None


def _month_of(plain: str) -> _Span | None:
    if match := re.fullmatch(rf"({MONTH_PATTERN})[\s,/.-]*(?:of\s+)?({_YEAR})", plain):
        return _month(_year(match[2]), _month_number(match[1]))
    if match := re.fullmatch(rf"(20\d\d)[\s,-]+({MONTH_PATTERN})", plain):
        return _month(int(match[1]), _month_number(match[2]))
    if match := re.fullmatch(r"(\d{1,2})[/-](20\d\d)", plain):
        return _month(int(match[2]), int(match[1]))
    match = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", plain)
    # A range of years that runs backwards is no range: 2020-12 can only be a month.
    if match and int(match[2]) <= int(match[1]) % 100:
        return _month(int(match[1]), int(match[2]))
    return None


def _financial_year(first: str, second: str | None) -> int | None:
    """The year in which a financial or academic year begins; ``None`` unless the two follow each other."""
    start = _year(first)
    if second is None:
        return start
    end = _year(second)
    return start if end == start + 1 else None


def _years(plain: str) -> _Span | None:
    if match := re.fullmatch(r"(20\d\d)", plain):
        year = int(match[1])
        return _Span(
            start=date(year, 1, 1), end=date(year, 12, 31), precision=Precision.YEAR, clipped=True
        )
    label = re.match(r"^(?:the )?(financial|fiscal|academic|school)? ?(?:year)? ?(?:fy)? ?", plain)
    rest = plain[label.end() :] if label else plain
    match = re.fullmatch(r"(20\d\d|\d\d)\s?(/|-|to)\s?(20\d\d|\d\d)", rest)
    if match is None:
        return None
    labelled = rest != plain
    if len(match[1]) == 2 and not labelled:
        return None
    first, last = _year(match[1]), _year(match[3])
    if last < first:
        return None
    academic = bool(label and label[1] in ("academic", "school"))
    if last == first + 1 and (match[2] == "/" or labelled):
        month = 9 if academic else 4
        return _Span(
            start=date(first, month, 1),
            end=_month_end(date(last, month - 1, 1)),
            precision=Precision.YEAR,
            clipped=True,
        )
    return _Span(
        start=date(first, 1, 1), end=date(last, 12, 31), precision=Precision.RANGE, clipped=True
    )


def _quarter(plain: str) -> _Span | None:
    """Financial quarters only: a quarter of a bare year may be of either year, so it is not read."""
    match = re.fullmatch(
        r"(?:q|qtr\.? ?|quarter )\s?([1-4])(?: of)?[\s,-]*\(?(?:fy|financial year)?\s?"
        r"(20\d\d|\d\d)\s?[/-]\s?(20\d\d|\d\d)\)?",
        plain,
    )
    if match is None:
        reverse = re.fullmatch(
            r"(20\d\d|\d\d)\s?[/-]\s?(20\d\d|\d\d)[\s,-]*(?:q|quarter )([1-4])", plain
        )
        if reverse is None:
            return None
        number, first, second = int(reverse[3]), reverse[1], reverse[2]
    else:
        number, first, second = int(match[1]), match[2], match[3]
    year = _financial_year(first, second)
    if year is None:
        return None
    start = _first_of(year, 4 + 3 * (number - 1))
    end = _month_end(_first_of(start.year, start.month + 2))
    return _Span(start=start, end=end, precision=Precision.QUARTER)


def _term(plain: str) -> _Span | None:
    match = re.fullmatch(
        rf"(?:end of )?(?:the )?(autumn|spring|summer)(?: school)?(?: term)?[\s,-]*(?:of )?\(?({_YEAR})"
        r"(?:\s?[/-]\s?(20\d\d|\d\d))?\)?",
        plain,
    )
    if match is None:
        return None
    first_month, last_month = _TERMS[match[1]]
    year = _financial_year(match[2], match[3])
    if year is None:
        return None
    if match[3] is not None and match[1] != "autumn":
        year += 1
    return _Span(
        start=date(year, first_month, 1),
        end=_month_end(date(year, last_month, 1)),
        precision=Precision.TERM,
    )


def _week(plain: str) -> _Span | None:
    match = re.fullmatch(r"(w/?[ck]|w/b|week (?:commencing|beginning|of))[\s:]*(.+)", plain)
    if match is None:
        return None
    day = _day_of(match[2])
    if day is None:
        return None
    return _Span(start=day.start, end=day.start + timedelta(days=6), precision=Precision.RANGE)


def _range(plain: str) -> _Span | None:
    """Two dates joined by a dash, a slash, "to", "until" or "and"; the first may borrow the second's year."""
    body = re.sub(r"^(from|between)\s+", "", plain)
    for separator in (r"\s+(?:to|until|till|through|and|&)\s+", r"\s*-\s*", r"\s*/\s*"):
        for cut in re.finditer(separator, body):
            left, right = body[: cut.start()].strip(" ,"), body[cut.end() :].strip(" ,")
            if not left or not right:
                continue
            last = _simple(right)
            if last is None:
                continue
            first = _simple(left) or _borrow_year(left, last.start)
            if first is not None and first.start <= last.end:
                clipped = last.precision is Precision.YEAR and last.clipped
                return _Span(
                    start=first.start, end=last.end, precision=Precision.RANGE, clipped=clipped
                )
    return None


def _simple(plain: str) -> _Span | None:
    bare = _QUALIFIER.sub("", plain, count=1)
    for reader in (_day_of, _month_of, _years, _quarter, _term):
        span = reader(bare)
        if span is not None:
            return span
    return None


def _borrow_year(left: str, later: date) -> _Span | None:
    bare = _QUALIFIER.sub("", left, count=1)
    if re.fullmatch(MONTH_PATTERN, bare):
        month = _month_number(bare)
        return _month(later.year - (month > later.month), month)
    if re.fullmatch(r"autumn|spring|summer", bare):
        return _term(f"{bare} {later.year}")
    if match := re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+({MONTH_PATTERN}))?", bare):
        month = _month_number(match[2]) if match[2] else later.month
        return _day(later.year - (month > later.month), month, int(match[1]))
    return None
