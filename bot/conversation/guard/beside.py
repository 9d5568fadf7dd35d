"""A date of birth, or a postcode beside a person: the two that need somebody near them to tell who a child is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from bot.conversation.guard.roles import Reading

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)(?!\d)"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:[ /.-]{{1,2}}(?:of )?|(?=[a-z]))(?:\d{{1,2}}|{_MONTH})(?:[ /.,-]{{1,2}}|(?<=[a-z])){_YEAR}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d{{8}}(?!\d)|\d{{6}}(?!\d))"
)
_BORN = re.compile(
    rf"(?<![a-z0-9])(?:d\.? ?o\.? ?b\.?|dates?[ -]of[ -]b(?:irth|rith|irht|ith)|birth ?da(?:y|te)|b'?day|born|d/o/b|b(?=[.:] ?\d))(?![a-z])"
    rf"(?P<gap>[^\n\d]{{0,28}}){_DATE}",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(
    rf"(?<!\d){_DATE}[ ,:=()-]{{0,3}}(?:(?:is|was|as|for|her|his|their|the|[a-z]+'s) ){{0,2}}\(?(?:d\.?o\.?b\b|date of birth|birth ?date)",
    re.IGNORECASE,
)
#: Work on dates of birth: "DOB field is blank, Priya fixing by 30/11/2023".
_WORK_ON_DATES = re.compile(
    r"\b(?:field|fields|blank|missing|check|checks|checked|cleanse|data|fix|fixed|fixing|due|by|done|complete|column|format|error|errors|audit|deadline|until|til|till|updated)\b",
    re.IGNORECASE,
)
_BORN_IN = re.compile(
    rf"(?<![a-z])(?:born|birthday|b'?day|dob)(?![a-z])(?: (?:in|on|is|was|the|of)){{0,3}}:? ?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH} \d{{1,4}}|(?:19|20)\d\d)",
    re.IGNORECASE,
)
_ANY_DATE = re.compile(
    rf"(?<![\d/.-])(?:\d{{1,2}}(?:st|nd|rd|th)? ?(?:(?P<mark>[/. -])\d{{1,2}}(?P=mark)|[ /.-](?:of )?{_MONTH},?[ /.-])(?P<year>(?:19|20)\d\d|'?\d\d)|(?P<iso>(?:19|20)\d\d)-\d\d-\d\d)(?![\d/]|[.-]\d)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
#: What every naming of a birth holds, so that other messages are not searched further.
_BIRTH = re.compile(r"born|birth|date[ -]of[ -]b|day|o ?[./]? ?b|b[.:] ?\d", re.IGNORECASE)
_YOUNGEST, _OLDEST = 2020, 1995
_POSTCODE = re.compile(
    r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]? {0,2}\d[ABD-HJLNP-UW-Z]{2}(?![\w-])", re.IGNORECASE
)
_ORDINAL = re.compile(r" \d(?:st|nd|rd)$")
_NEAR = 60
_BUILDING = re.compile(
    r"\b(?:council|civic|hall|offices?|centre|center|library|floor|unit|units|hub|school|academy|college|nursery|clinic|hospital"
    r"|surgery|depot|venue|suite|room|church|museum|hotel|station|building|site|lease|premises|headquarters|hq|campus|mosque|gurdwara"
    r"|university|inn|theatre|stadium|warehouse|office park|business park|base|arena|conference|boardroom)\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:lives?|living|lived|flat|home|address|rehoused|family|mum|dad|parents?|carers?|child|pupil|boy|girl|little|house no|taxi|escort"
    r"|tuition|pick ?up|collect(?:ed)?|(?:lane|road|street|avenue|close|crescent|drive|terrace|way)(?=,? {0,2}$))\b",
    re.IGNORECASE,
)
_PERSON = frozenset("NIOD")
_STRANGE = frozenset("UVWXuw")
#: "Name," and the like right before it, by their roles.
_WHO_BEFORE = re.compile(r"[NIOD][,(:-]{0,2}[xw]?[,(:-]?$")
_WHO_NEXT = re.compile(r"[):-]{0,2}[NID](?![kpvs])")


def birth_date_told(text: str, reading: Reading) -> bool:
    """Whether somebody's date of birth stands here, named so or right beside a person."""
    if _DIGIT.search(text) is None:
        return False
    if _BIRTH.search(text) and _called_a_birth(text, reading):
        return True
    if _PERSON.isdisjoint(reading.roles):
        return False
    return any(
        _birth_year(found) and _touches_person(reading, found.start(), found.end())
        for found in _ANY_DATE.finditer(text)
    )


def _called_a_birth(text: str, reading: Reading) -> bool:
    """A date that the words beside it call a birth, or a birthday without its year beside a person."""
    if any(not _WORK_ON_DATES.search(found["gap"]) for found in _BORN.finditer(text)):
        return True
    if any(not _WORK_ON_DATES.search(found[0]) for found in _SAID_AFTER.finditer(text)):
        return True
    return any(
        _people(reading, found.start() - _NEAR, found.end() + _NEAR, of=_PERSON | {"U", "V"})
        for found in _BORN_IN.finditer(text)
    )


def _birth_year(found: re.Match[str]) -> bool:
    digits = (found["iso"] or found["year"]).strip("'")
    year = int(digits)
    if len(digits) == 2:
        year += 2000 if year <= _YOUNGEST - 2000 else 1900
    return _OLDEST <= year <= _YOUNGEST


def _touches_person(reading: Reading, start: int, end: int) -> bool:
    """A person right before the date, but for marks and one word, or right after it."""
    at = bisect_left(reading.starts, start) - 1
    before = reading.roles[max(0, at - 3) : at + 1]
    if _WHO_BEFORE.search(before):
        return True
    at = bisect_left(reading.starts, end)
    return bool(_WHO_NEXT.match(reading.roles[at : at + 4]))


def postcode_beside_person(text: str, reading: Reading) -> bool:
    """Whether a postcode stands beside somebody who is no colleague, and is no office's."""
    if (_PERSON | _STRANGE).isdisjoint(reading.roles):
        return False
    for found in _POSTCODE.finditer(text):
        if _ORDINAL.search(found[0]):
            continue
        low, high = _line_round(text, found.start(), found.end())
        of = _PERSON | _STRANGE if _HOME.search(text[low:high]) else _PERSON
        people = _people(reading, low, high, of=of)
        if people and not _office(text, reading, people, found, low, high):
            return True
    return False


def _line_round(text: str, start: int, end: int) -> tuple[int, int]:
    low = max(text.rfind("\n", 0, start) + 1, start - _NEAR)
    cut = text.find("\n", end, end + _NEAR)
    return low, cut if cut >= 0 else min(len(text), end + _NEAR)


def _people(reading: Reading, low: int, high: int, *, of: frozenset[str]) -> list[int]:
    first, last = bisect_left(reading.starts, low), bisect_right(reading.starts, high)
    return [at for at in range(first, last) if reading.roles[at] in of]


def _office(
    text: str, reading: Reading, people: list[int], found: re.Match[str], low: int, high: int
) -> bool:
    """A building's words between the person and the postcode, or right after the postcode."""
    before = [reading.ends[at] for at in people if reading.ends[at] <= found.start()]
    after = [reading.starts[at] for at in people if reading.starts[at] >= found.end()]
    between = text[max(before, default=low) : found.start()]
    behind = text[found.end() : min(after, default=high)][:30]
    if _HOME.search(text[low : found.start()]):
        return False
    return bool(_BUILDING.search(between) or (not before and _BUILDING.search(behind)))
