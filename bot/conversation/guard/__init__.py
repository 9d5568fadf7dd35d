"""No child's data (R15): what must not be stored, found before a word of it is written anywhere.

The verdict carries a code and never the words. It errs towards silence in ordinary talk of backlogs,
rates and colleagues, and towards caution where a name and a case stand together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.guard.beside import birth_date_told, postcode_beside_person
from bot.conversation.guard.numbers import nhs_number_in, pupil_number_in
from bot.conversation.guard.people import colleagues_words
from bot.conversation.guard.roles import read
from bot.conversation.guard.ties import child_case_in

__all__ = ["Breach", "Unsafe", "scan"]

_READ = 200_000
_PLAIN = str.maketrans(
    {"\u00a0": " ", "\u2007": " ", "\u202f": " ", "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"}
    | dict.fromkeys("‐‑‒–—−", "-")
)


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


def scan(text: str, names: Iterable[str]) -> Breach | None:
    """The first reason why ``text`` may not be stored; ``names`` are colleagues, whom it may name."""
    text = text[:_READ].translate(_PLAIN)
    if nhs_number_in(text):
        return Breach(code=Unsafe.NHS_NUMBER)
    if pupil_number_in(text):
        return Breach(code=Unsafe.UPN)
    reading = read(text, colleagues_words(names))
    if birth_date_told(text, reading):
        return Breach(code=Unsafe.BIRTH_DATE)
    if postcode_beside_person(text, reading):
        return Breach(code=Unsafe.POSTCODE)
    if child_case_in(reading):
        return Breach(code=Unsafe.CHILD_CASE)
    return None
