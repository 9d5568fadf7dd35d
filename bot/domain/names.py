"""When two written names are the same person: for certain, probably, or not.

A plan says "Dr J. Rout- Lysandrou", a staff list "Jac Rout-Lysandrou". What is the same but for titles,
case, accents, hyphens and spacing is the same name. Initials, a letter's difference or a left-out
middle name make it *probable*: that is reported and never acted on, for who may answer for an action
hangs on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.people import Person

_TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor cllr councillor sir dame lady lord rev revd canon".split()
)


@dataclass(frozen=True, kw_only=True)
class Match:
    """Who a written name is. ``person`` for certain, else whoever it may be."""

    person: Person | None = None
    probable: tuple[Person, ...] = ()
    shared: bool = False
    """Several people bear exactly this name: ``probable`` holds them."""


# A list is compared with itself: every name is asked for as often as there are others.
@lru_cache(maxsize=16_384)
def name_key(name: str) -> tuple[str, ...]:
    """What makes a name: its parts without title, case, accents, hyphens and punctuation.

    An organisation or post in brackets behind it is not part of the name.
    """
    bare = re.sub(r"[(\[].*?[)\]]", " ", name)
    plain = unicodedata.normalize("NFKD", bare).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    # O'Neill and O’Neill are one part; Rout-Lysandrou, Rout - Lysandrou and Rout Lysandrou are two.
    letters = re.sub(r"['’‘`]", "", letters)
    parts = re.findall(r"\w+", letters)
    while len(parts) > 1 and parts[0] in _TITLES:
        parts = parts[1:]
    return tuple(parts)


def same_name(one: str, other: str) -> bool:
    """Whether the two are the same name for certain."""
    key = name_key(one)
    return bool(key) and key == name_key(other)


def probably_same(one: str, other: str) -> bool:
    """Whether the two may well be one person: surnames alike, first names not in contradiction."""
    left, right = name_key(one), name_key(other)
    if len(left) < 2 or len(right) < 2:
        return False
    if left == right or sorted(left) == sorted(right):
        return True
    if abs(len(left) - len(right)) > 1:
        return False
    if left[0] != right[0] and left[-1] != right[-1]:
        return False
    return (
        _alike(left[0], right[0])
        and _alike(left[-1], right[-1], initials=False)
        and _middles_agree(left[1:-1], right[1:-1])
    )


def find(name: str, people: Iterable[Person], *, email: str | None = None) -> Match:
    """Who among ``people`` is meant. An e-mail address that one person has decides at once."""
    known = list(people)
    if email:
        owners = [p for p in known if (p.email or "").casefold() == email.casefold()]
        if len(owners) == 1:
            return Match(person=owners[0])
    same = [p for p in known if same_name(p.name, name)]
    if len(same) == 1:
        return Match(person=same[0])
    if same:
        return Match(probable=tuple(same), shared=True)
    return Match(probable=tuple(p for p in known if probably_same(p.name, name)))


def meant(typed: str, people: Iterable[Person]) -> Person | None:
    """Whom a colleague means who types a name: a first name is enough where one person bears it."""
    bearers = bearing(typed, people)
    return bearers[0] if len(bearers) == 1 else None


def bearing(typed: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """Everybody whom a colleague can mean who types a name, in full or the first name alone, or an address."""
    known = list(people)
    found = find(typed, known, email=typed if "@" in typed else None)
    if found.person is not None:
        return (found.person,)
    if found.shared:
        return found.probable
    wanted = name_key(typed)
    if len(wanted) != 1:
        return ()
    return tuple(p for p in known if name_key(p.name)[:1] == wanted)


def slug(name: str) -> str:
    """A name as an id of the console platform: ``ada-quill``."""
    return "-".join(name_key(name))


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """A middle name may be left out; two that differ are two people (and two posts)."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return all(_alike(a, b) for a, b in zip(short, long, strict=True))
    return all(any(_alike(a, b) for b in long) for a in short)


def _alike(one: str, other: str, *, initials: bool = True) -> bool:
    """Equal, an initial of the other, the beginning of it (Rob, Robert), or a slip of one letter."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if initials and (len(short) == 1 or len(short) >= 3) and long.startswith(short):
        return True
    return len(short) >= 3 and _one_slip(short, long)


def _one_slip(short: str, long: str) -> bool:
    """One letter changed, added, left out, or two neighbours swapped."""
    if len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long
