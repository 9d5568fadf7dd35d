"""The closed vocabulary of the date grammar: months, weekdays, numbers, units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

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

#: "Last Friday", "the previous quarter".
LAST = frozenset(("last", "previous", "past"))

#: What a time of day becomes: it says when on the day, never which day.
CLOCK = "<clock>"

#: Words at which a date may begin in running text; anywhere else the grammar is not even tried.
STARTERS: frozenset[str] = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(
        """today tomorrow yesterday tonight wc week fortnight easter christmas valentines valentine's burns hogmanay halloween st saint guy bonfire new boxing bank end
        start beginning mid middle early late later eow eom eoy cop close start this next last
        coming following previous in within the a an one two three four five six seven eight nine
        ten last q fy spring summer autumn half before after between from by until till til untill to not no year
        month financial day good back tail eod eop cob eofy w/e wk twenty thirty noon midday lunchtime final first nye nyd""".split()
    )
    | frozenset(ORDINALS)
)


class Token(NamedTuple):
    """One word, number or sign, with its place in the text."""

    word: str
    start: int
    end: int
