"""The closed vocabulary of the date grammar: months, weekdays, numbers, units, and how text is cut into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb febr february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday",
            "fri friday", "sat saturday", "sun sunday",
        )
    )
    for name in names.split()
}  # fmt: skip
UNITS: Mapping[str, str] = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week",
    "fortnight": "fortnight", "fortnights": "fortnight", "month": "month", "months": "month",
    "mth": "month", "mths": "month", "quarter": "quarter", "quarters": "quarter",
    "year": "year", "years": "year", "yr": "year", "yrs": "year", "weekend": "weekend",
    "workweek": "workweek", "term": "term",
}  # fmt: skip
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
CARDINALS: Mapping[str, int] = {word: n for n, word in enumerate(_SMALL) if n} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
ORDINALS: Mapping[str, int] = {word: n for n, word in enumerate(_ORDINALS) if n} | {
    "twentieth": 20,
    "thirtieth": 30,
}
#: How many of something, in words that are not numbers.
AMOUNTS: Mapping[str, int] = {"a": 1, "an": 1, "another": 1, "couple": 2, "few": 3}

#: What a time of day becomes: it says when on the day, never which day.
CLOCK = "<clock>"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b|(?<![\d:])\d{1,2}:\d\d(?![\d:])"
_TOKEN = re.compile(
    rf"(?P<clock>{_CLOCK})|"
    r"\d+(?:st|nd|rd|th)\b|\d+|\b(?:w/c|w\.c\.?|w/b|w/e|wc|wb|wk/c|c\.o\.p\.?|n\.?b\.?)(?![a-z])|[a-z]+(?:'[a-z]+)?|\S"
)
_SAME = {
    "w/c": "wc", "w.c": "wc", "w.c.": "wc", "w/b": "wc", "wb": "wc", "wk/c": "wc",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tomoz": "tomorrow", "xmas": "christmas",
    "c.o.p": "cop", "c.o.p.": "cop", "yr": "year", "wk": "week", "wks": "weeks", "mth": "month", "mths": "months",
    "begining": "beginning", "febuary": "february", "wensday": "wednesday", "wednesay": "wednesday",
    "tuesady": "tuesday", "thurday": "thursday", "firday": "friday", "teh": "the",
    "wednsday": "wednesday", "janurary": "january", "januray": "january", "feburary": "february",
    "septmber": "september", "octobr": "october", "novemeber": "november", "decmber": "december",
    "wendsday": "wednesday", "xmass": "christmas", "chrimbo": "christmas", "weekened": "weekend",
    "2moro": "tomorrow", "tomorow": "tomorrow", "tommorow": "tomorrow", "tommorrow": "tomorrow",
}  # fmt: skip

_LONG_NAMES = (
    *(name for name in (*MONTHS, *WEEKDAYS) if len(name) > 5),
    "tomorrow", "christmas", "fortnight",
)  # fmt: skip
#: Names of people and things a slip away from a day or a month.
_NOT_SLIPS = frozenset("frida augusta sunda".split())


def _slips(name: str) -> Iterator[str]:
    """What hurried fingers make of a long name: a letter left out, doubled, or changed with the next."""
    for at in range(1, len(name)):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at] + name[at:]
        yield name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


_SLIPS: Mapping[str, str] = {
    slip: name
    for name in _LONG_NAMES
    for slip in _slips(name)
    if slip not in _LONG_NAMES and slip not in _NOT_SLIPS
}

#: Words at which a date may begin in running text; anywhere else the grammar is not even tried.
STARTERS: frozenset[str] = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(
        """today tomorrow yesterday tonight wc week fortnight easter christmas new boxing bank end
        start beginning mid middle early late later eow eom eoy cop close start this next last
        coming following previous in within the a an one two three four five six seven eight nine
        ten last q fy spring summer autumn half before after between from by until till til untill to not no year
        month financial day good eod eop cob eofy w/e wk twenty thirty noon midday lunchtime final first nye nyd""".split()
    )
    | frozenset(ORDINALS)
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign, with its place in the text."""

    word: str
    start: int
    end: int


def _spelt(found: re.Match[str]) -> str:
    if found["clock"]:
        return CLOCK
    return _SAME.get(found[0]) or _SLIPS.get(found[0]) or found[0]


def tokens(text: str) -> list[Token]:
    """The tokens of text that is already in lower case."""
    return [Token(_spelt(found), found.start(), found.end()) for found in _TOKEN.finditer(text)]
