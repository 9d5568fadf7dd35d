"""No child's data (R15): what must not be stored, found before a word of it is written anywhere.

The verdict carries a code and never the words. It errs towards silence in ordinary talk of backlogs,
rates and colleagues, and towards caution where a name and a case stand together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES, YOUNG_NAMES

_READ = 200_000


class Unsafe(StrEnum):
    """What sort of thing was found."""

    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    BIRTH_DATE = "birth_date"
    POSTCODE = "postcode"
    CHILD_CASE = "child_case"


@dataclass(frozen=True, kw_only=True)
class Breach:
    """Why a message may not be stored; phrasing finds the words for the code."""

    code: Unsafe


_TEN_DIGITS = re.compile(
    r"(?<![\d+.£$/-])(?<!\d[ -])([2-9]\d{2})([ -]?)(\d{3})\2(\d{4})(?![\d/-]|[ .]\d)"
)
_UPN = re.compile(
    r"(?<![A-Za-z0-9])([A-HJ-NP-RT-Z])[ ]?(\d{3})[ ]?(\d{4})[ ]?(\d{2})[ ]?(\d{2})(\d|[A-HJ-NP-RT-Z])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[ /.-]{{1,2}}(?:of )?(?:\d{{1,2}}|{_MONTH})[ /.,-]{{1,2}}(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)"
_BORN = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|birthday|birth date|birthdate)\b[^\n\d]{{0,20}}{_DAY}",
    re.IGNORECASE,
)
_NAME_AND_DAY = re.compile(
    rf"\b(?P<name>[A-Z][a-z'’-]+)(?: [A-Z][\w'’.-]*)?(?: ?[(,:-]\s?|\s)(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]|\d{{1,2}}(?:st|nd|rd|th)? (?i:{_MONTH}),? )(?P<year>(?:19|20)\d\d)\b"
)
_YOUNGEST, _OLDEST = 2020, 1995
_POSTCODE = re.compile(
    r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?![\w-])", re.IGNORECASE
)
_NEAR = 60

_CASE = r"(?:tribunals?|sendist|appeals?|appealing|placements?|exclusions?|excluded|suspension|suspended|hearing|mediation|ehcp|ehc plan|ehc needs|education,? health and care plan|annual review|diagnosis|safeguarding|school place|case conference|phase transfer|transition review|judicial review)"
_WORD = r"[A-Za-z][a-z]+(?:-[A-Za-z]+)?"
_OWNED = re.compile(
    rf"(?<![\w'’-])(?P<name>{_WORD})(?P<more> [A-Z][a-z'’-]*\.?(?![a-z]))?(?:'s|’s|s'|s’)\s+(?:[a-z-]+\s+){{0,2}}?(?P<case>(?i:{_CASE}))(?![a-z])(?:\s+(?P<after>[a-z]+))?"
)
_WITH_INITIAL = re.compile(
    rf"(?<![\w'’-])(?P<name>[A-Z][a-z]+(?:-[A-Z][a-z]+)?) (?:[A-Z]\.?)(?:'s|’s)?,? (?:[a-z-]+ ){{0,3}}(?i:{_CASE})(?![a-z])"
)
_ABOUT = re.compile(
    rf"\b(?i:{_CASE})(?: (?i:case|panel|papers|bundle|decision|outcome|hearing|request|review|meeting|breakdown))?(?: (?:for|of|re|regarding|about|involving|concerning|by|from|with)|:| -|,) (?:(?i:child|pupil|student|young person|yp|cyp) )?(?P<name>{_WORD})(?P<more> [A-Z]\w*\.?)?"
)
_SUBJECT = re.compile(
    rf"(?<![\w'’-])(?P<name>{_WORD})(?: [A-Z][\w'’-]*\.?)? (?:is|was|has|has been|been|got|gets|being|is being|may be|will be|needs|lost|won|still|'s)(?: [a-z-]+){{0,4}} (?P<case>(?i:tribunal|appeal|appealing|placement|exclusion|excluded|suspended|mediation|ehcp|safeguarding))(?![a-z])"
)
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "cllr", "prof", "judge", "councillor"))
#: First names that are words of the sentence unless they stand with a capital.
_WORDS_TOO = frozenset(
    """may will mark grace rose summer april june faith max art jo bill pat jay ray rob frank dean joy hope guy sue drew ivy amber
    jade ruby autumn winter stan eve miles earl jack robin holly poppy daisy olive pearl rosie iris don gene grant guy herb jean
    penny skip terry val dawn gail carol heather lily violet taylor parker cooper hunter mason harper chase eden phoenix river
    quinn casey blake reed rory kim lee ali ken dan sam alex ben tim jim tom pete ron leo ian
    """.split()
)
_NEVER = frozenset(
    """amber green red blue grey january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow child children pupil pupils student students family families
    parent parents mum mums dad carer carers council councils board boards court courts government department dfe ofsted cqc nhs icb
    school schools academy trust county city district region region's england wales partnership service services team panel local
    authority health education care people person someone everyone nobody anyone week month term year spring summer autumn winter
    easter christmas director lead leads manager officer provider providers judge tribunal send area areas national regional last next
    this that it he she they we who what which whose there here one other another each every young early years key stage programme
    office priority action plan cabinet minister secretary mental social public trust's hospital college university nursery setting
    """.split()
)
_PLACE = re.compile(
    r"(?:shire|field|ton|ham|ford|by|law|bury|worth|wick|ley|borough|brough|bridge|land|cester|mouth|pool|port|chester|wood|hill|dale|minster|stead|stoke|well|sea|ark|side|gate|down|don|cliff|cliffe|more|moor|thorpe|hurst|combe|low|ings?)$"
)
_IN_BULK = frozenset(
    """rate rates backlog backlogs data team teams numbers number figures panel policy process costs cost budget service services
    officer work training reduction strategy requests lead manager cases volumes demand performance pathway pathways sufficiency
    outcomes report reports decisions trend trends rules system function guidance
    """.split()
)


def scan(text: str, names: Iterable[str]) -> Breach | None:
    """The first reason why ``text`` may not be stored; ``names`` are colleagues, whom it may name."""
    text = text[:_READ].replace("\u00a0", " ")
    colleagues = {part.casefold().strip(".,") for name in names for part in name.split()}
    if any(_is_nhs(found[1] + found[3] + found[4]) for found in _TEN_DIGITS.finditer(text)):
        return Breach(code=Unsafe.NHS_NUMBER)
    if any(_is_upn(found) for found in _UPN.finditer(text)):
        return Breach(code=Unsafe.UPN)
    if _BORN.search(text) or _birth_beside_name(text, colleagues):
        return Breach(code=Unsafe.BIRTH_DATE)
    if _postcode_beside_name(text, colleagues):
        return Breach(code=Unsafe.POSTCODE)
    if _child_case(text, colleagues):
        return Breach(code=Unsafe.CHILD_CASE)
    return None


def _is_nhs(digits: str) -> bool:
    """The check digit: eleven less the weighted sum modulo eleven."""
    if len(set(digits)) == 1:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    return (11 - total % 11) % 11 == int(digits[9])


def _is_upn(found: re.Match[str]) -> bool:
    """The check letter: positions 2 to 13 weighted by their place, modulo 23; a temporary one ends in a letter."""
    body = (found[2] + found[3] + found[4] + found[5] + found[6]).upper()
    values = [int(c) if c.isdecimal() else _UPN_LETTERS.index(c) for c in body]
    total = sum(value * place for place, value in enumerate(values, start=2))
    return _UPN_LETTERS[total % 23] == found[1].upper()


def _is_name(word: str, colleagues: set[str]) -> bool:
    """A first name of nobody who works here."""
    low = word.casefold().replace("’", "'").removesuffix("'s")
    if low in colleagues or low in _NEVER:
        return False
    if low not in FIRST_NAMES and low not in YOUNG_NAMES:
        return False
    return word[:1].isupper() or low not in _WORDS_TOO


def _birth_beside_name(text: str, colleagues: set[str]) -> bool:
    return any(
        _OLDEST <= int(found["year"]) <= _YOUNGEST and _is_name(found["name"], colleagues)
        for found in _NAME_AND_DAY.finditer(text)
    )


def _postcode_beside_name(text: str, colleagues: set[str]) -> bool:
    for found in _POSTCODE.finditer(text):
        around = text[max(0, found.start() - _NEAR) : found.start()].split("\n")[-1]
        around += " " + text[found.end() : found.end() + _NEAR].split("\n")[0]
        words = re.findall(r"[A-Za-z][\w'’-]*", around)
        if any(word[:1].isupper() and _is_name(word, colleagues) for word in words):
            return True
    return False


def _child_case(text: str, colleagues: set[str]) -> bool:
    for found in _OWNED.finditer(text):
        # In "waiting on Tyler's placement" the word before the name is taken along.
        owner = "more" if found["more"] and not found["name"][:1].isupper() else "name"
        if _titled(text, found.start(owner)):
            continue
        name = found[owner].strip()
        if _is_name(name, colleagues) or _looks_a_name(text, found, owner, colleagues):
            return True
    for found in _WITH_INITIAL.finditer(text):
        name = found["name"]
        known = _is_name(name, colleagues) or _unknown_name(name, colleagues)
        if known and not _titled(text, found.start()):
            return True
    return any(
        found["name"][:1].isupper()
        and _is_name(found["name"], colleagues)
        and not _titled(text, found.start("name"))
        for rule in (_ABOUT, _SUBJECT)
        for found in rule.finditer(text)
    )


def _titled(text: str, start: int) -> bool:
    """ "Ms Green" is an adult at work."""
    before = text[max(0, start - 12) : start].split()
    return bool(before) and before[-1].casefold().strip(".") in _TITLES


def _unknown_name(word: str, colleagues: set[str]) -> bool:
    low = word.casefold()
    return (
        word[:1].isupper()
        and low not in colleagues
        and low not in _NEVER
        and low not in NOT_NAMES
        and not _PLACE.search(low)
    )


def _looks_a_name(text: str, found: re.Match[str], owner: str, colleagues: set[str]) -> bool:
    """An unknown capitalised word that owns one case, not a rate or a backlog."""
    before = text[: found.start(owner)][-40:].rstrip(" ")
    opens = not before or before[-1] in ".!?\n"
    case = found["case"].casefold()
    return (
        not opens
        and not case.endswith("s")
        and (found["after"] or "").casefold() not in _IN_BULK
        and _unknown_name(found[owner].strip(), colleagues)
    )
