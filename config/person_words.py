"""What people write about a person in a list: when they work, what they are, where they are reached."""

from __future__ import annotations

import re

from bot.domain.people import WEEKDAYS, Pattern, Role

_DAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon", "m"),
            ("tuesday", "tues", "tue", "tu"),
            ("wednesday", "weds", "wed", "w"),
            ("thursday", "thurs", "thur", "thu", "th"),
            ("friday", "fri", "f"),
        )
    )
    for name in names
}
_TERM_TIME = re.compile(r"\bterm[- ]?time( only)?\b|\btto\b", re.IGNORECASE)
_FULL_TIME = re.compile(r"\b(full[- ]?time|week ?days|every day|all week)\b", re.IGNORECASE)

_ROLES = {
    "programme_office": Role.PROGRAMME_OFFICE,
    "programme office": Role.PROGRAMME_OFFICE,
    "program office": Role.PROGRAMME_OFFICE,
    "office": Role.PROGRAMME_OFFICE,
    "pmo": Role.PROGRAMME_OFFICE,
    "member": Role.MEMBER,
}
#: What the plan or another column says already: no role of its own.
_NO_ROLE = frozenset({"lead", "action lead", "partnership lead", "chair", "delegate"})


def read_pattern(text: str) -> Pattern:
    """When somebody works: "Mon Tue Wed", "Mon-Thu", "weekdays", "Mon to Wed, term time only".

    :raises ValueError: what should stand there.
    """
    rest, term = _TERM_TIME.subn(" ", text)
    rest, full = _FULL_TIME.subn(" ", rest)
    words = re.findall(r"[a-z]+|-|–", rest.casefold())
    days: set[int] = set()
    at = 0
    while at < len(words):
        word = words[at]
        if word in ("and", "only"):
            at += 1
            continue
        first = _DAYS.get(word)
        span = at + 2 < len(words) and words[at + 1] in ("-", "–", "to")
        last = _DAYS.get(words[at + 2]) if span else first
        if first is None or last is None or last < first:
            raise ValueError(_HOW)
        days.update(range(first, last + 1))
        at += 3 if span else 1
    if full:
        days.update(WEEKDAYS)
    if not days and not term:
        raise ValueError(_HOW)
    return Pattern(weekdays=frozenset(days) or WEEKDAYS, term_time_only=bool(term))


_HOW = 'write the working days, such as Mon Tue Wed, Mon-Thu or "weekdays, term time only"'


def read_roles(text: str) -> frozenset[Role]:
    """What somebody is to the programme: programme office, or member.

    :raises ValueError: what should stand there.
    """
    word = " ".join(text.casefold().split())
    if word in _NO_ROLE:
        return frozenset()
    if word not in _ROLES:
        raise ValueError(
            "a role is programme_office or member, and a job title belongs under title"
        )
    return frozenset({_ROLES[word]})


def read_email(text: str) -> str:
    """:raises ValueError: what should stand there."""
    if not re.fullmatch(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+", text.strip()):
        raise ValueError("an e-mail address looks like name@example.org")
    return text.strip()
