"""Dates as they are typed: text cut into tokens, with slips of the keyboard, short forms and glued words undone.

"Endof march", "12 Jna", "in a fortnite" and "by thrusday" mean what they would mean without the slip. Words
that are words of their own, and names of people, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from bot.conversation.date_words import CLOCK, MONTHS, ORDINALS, UNITS, WEEKDAYS, Token
from bot.conversation.prefilter import prefiltered

_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b|(?<![\d:])\d{1,2}:\d\d(?![\d:])"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
#: "Endof march", "nextweek", "middec", "12thjan": the first word of some that are written as one.
_GLUED = (
    rf"(?:end|start|beginning|mid|early|late|of|in|by|the|next|this|last|till|until|before)(?=(?:of|the|end|next|this|{_MONTH}|{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))}|weeks?|months?|year|term)+(?![a-z]))"
    rf"|\d{{1,2}}(?:st|nd|rd|th)(?=(?:of)?(?:{_MONTH})(?![a-z]))"
)
_TOKEN = prefiltered(
    rf"[^\w\s]|(?P<clock>{_CLOCK})|{_GLUED}|"
    r"\d+(?:st|nd|rd|th)\b|2mo?r+o?w?\b|\d+|\b(?:w/c|w\.c\.?|w/b|w/e|wc|wb|wk/c|w(?:k|eek)?/(?:comm?|commencing|beg|beginning|ending)|[ap]\.m\.?|c\.o\.p\.?|n\.?b\.?)(?![a-z])|[a-z]+(?:'[a-z]+)?|\S"
)
_GLUED_AT = prefiltered(_GLUED)
_SAME = {
    "w/c": "wc", "w.c": "wc", "w.c.": "wc", "w/b": "wc", "wb": "wc", "wk/c": "wc",
    **dict.fromkeys((f"{week}/{begins}" for week in ("w", "wk", "week") for begins in ("com", "comm", "commencing", "beg", "beginning")), "wc"),
    **dict.fromkeys(("w/ending", "wk/ending", "week/ending"), "w/e"), "a.m": "am", "a.m.": "am", "p.m": "pm", "p.m.": "pm",
    "tomo": "tomorrow", "tomos": "tomorrow", "wknd": "weekend", "mnth": "month", "mnths": "months", "thrs": "thursday",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tomoz": "tomorrow", "xmas": "christmas",
    "c.o.p": "cop", "c.o.p.": "cop", "yr": "year", "wk": "week", "wks": "weeks", "mth": "month", "mths": "months",
    "begining": "beginning", "wensday": "wednesday", "weds'day": "wednesday", "teh": "the",
    "wendsday": "wednesday", "xmass": "christmas", "chrimbo": "christmas", "crimbo": "christmas", "weekened": "weekend",
    "2moro": "tomorrow", "2morrow": "tomorrow", "2mrw": "tomorrow", "2morow": "tomorrow", "tomoro": "tomorrow",
    "tomorro": "tomorrow", "tommorow": "tomorrow", "tmrrw": "tomorrow", "tmw": "tomorrow", "tmoro": "tomorrow",
    "tommorrow": "tomorrow", "nxt": "next", "fortnite": "fortnight", "fornite": "fortnight",
    "febuary": "february", "feburary": "february", "feburay": "february", "wedensday": "wednesday",
    "janruary": "january", "hol": "holiday",
}  # fmt: skip

_LONG_NAMES = (
    *(name for name in (*MONTHS, *WEEKDAYS) if len(name) > 5),
    "tomorrow", "christmas", "fortnight",
)  # fmt: skip
#: Names short enough for a slip to be another word: only neighbours changed and letters doubled count.
_SHORT_NAMES = ("march", "april", "june", "july")
#: Names of people and things a slip away from a day or a month.
_NOT_SLIPS = frozenset("frida augusta sunda sundry sundae augustan augusts mondays midday".split())


def _slips(name: str) -> Iterator[str]:
    """What hurried fingers make of a long name: a letter left out, added, mistyped, or changed with the next."""
    for at in range(1, len(name)):
        yield name[:at] + name[at + 1 :]
        yield from _light_slips(name, at)
        for letter in ascii_lowercase:
            yield name[:at] + letter + name[at:]
            if at < len(name) - 1:
                yield name[:at] + letter + name[at + 1 :]


def _light_slips(name: str, at: int) -> Iterator[str]:
    yield name[:at] + name[at] + name[at:]
    yield name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


_KNOWN = frozenset((*MONTHS, *WEEKDAYS, *UNITS, *ORDINALS))
_SLIPS: Mapping[str, str] = {
    slip: name
    for names, made in (
        (_LONG_NAMES, _slips),
        (
            _SHORT_NAMES,
            lambda name: (s for at in range(1, len(name)) for s in _light_slips(name, at)),
        ),
    )
    for name in names
    for slip in made(name)
    if slip not in _KNOWN and slip not in _NOT_SLIPS
}
#: After the number of a day even "jna" is January.
_AFTER_A_DAY: Mapping[str, str] = {
    slip: name
    for name in (
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    )
    for at in range(1, len(name))
    for slip in _light_slips(name, at)
    if slip not in _KNOWN and slip not in ("par", "esp", "cot")
}
_LARGEST_DAY = 31


def _spelt(found: re.Match[str], before: str) -> str:
    if found["clock"]:
        return CLOCK
    word = found[0]
    if word == "hol" and before != "bank":
        return word
    known = _SAME.get(word) or _SLIPS.get(word)
    if known is None and before[:1].isdigit():
        digits = before.rstrip("stndrh")
        if digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= _LARGEST_DAY:
            known = _AFTER_A_DAY.get(word)
    return known or word


def is_respelt(word: str) -> bool:
    """Whether a run of letters may be a word of a date in another spelling, or several written as one."""
    return word in _SLIPS or word in _SAME or _GLUED_AT.match(word) is not None


def tokens(text: str) -> list[Token]:
    """The tokens of text that is already in lower case."""
    found: list[Token] = []
    before = ""
    for match in _TOKEN.finditer(text):
        # Most tokens of a message of signs are one sign.
        before = match[0] if len(match[0]) == 1 else _spelt(match, before)
        if before == "year" and found and found[-1].word == "fin":
            # "The end of the fin yr".
            found[-1] = Token("financial", found[-1].start, found[-1].end)
        found.append(Token(before, match.start(), match.end()))
    return found
