"""Who may be a person: given names of every community in England, and which of them are words or places too."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from bot.conversation.guard.words import NEVER, PLACE_ENDING, PLACES, WORD_ENDING
from bot.conversation.lexicon import NOT_NAMES


def _read() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {"also a word": set(), "also a place": set(), "": set()}
    with Path(__file__).with_name("given_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["kind"], set()).update(row["names"].split())
            found[""].update(row["names"].split())
    return {kind: frozenset(names) for kind, names in found.items()}


_LISTS = _read()
GIVEN_NAMES = _LISTS[""]
#: Given names that are words of the sentence unless they stand with a capital.
ALSO_WORDS = _LISTS["also a word"]
#: Given names that, with a capital, are first of all a place: "Lincoln's placements".
ALSO_PLACES = _LISTS["also a place"]
#: Given names that a report about months and colours is full of.
MONTHS_AND_COLOURS = frozenset("jan april may june august amber summer autumn winter".split())
_SHORTEST_LOWER = 3
_SHORT_FORMS = {
    "becky": "rebecca", "becca": "rebecca", "beth": "elizabeth", "liz": "elizabeth", "lizzie": "elizabeth",
    "betty": "elizabeth", "bill": "william", "will": "william", "bob": "robert", "rob": "robert",
    "cath": "catherine", "cathy": "catherine", "kate": "katherine", "katie": "katherine",
    "kathy": "katherine", "chris": "christopher", "dan": "daniel", "danny": "daniel", "dave": "david",
    "deb": "deborah", "debbie": "deborah", "ed": "edward", "eddie": "edward", "ted": "edward",
    "fran": "frances", "geoff": "geoffrey", "harry": "harold", "jack": "john", "jen": "jennifer",
    "jenny": "jennifer", "jim": "james", "jo": "joanna", "joe": "joseph", "jon": "jonathan",
    "ken": "kenneth", "maggie": "margaret", "mandy": "amanda", "matt": "matthew", "mel": "melanie",
    "mick": "michael", "mike": "michael", "nat": "natalie", "nick": "nicholas", "nicky": "nicola",
    "pam": "pamela", "pat": "patricia", "pete": "peter", "phil": "philip", "ray": "raymond",
    "rick": "richard", "dick": "richard", "ron": "ronald", "sam": "samantha", "sandy": "sandra",
    "steph": "stephanie", "steve": "stephen", "sue": "susan", "tess": "teresa", "tim": "timothy",
    "tina": "christina", "tom": "thomas", "tony": "anthony", "tracy": "tracey", "val": "valerie",
    "vicky": "victoria", "alex": "alexandra", "andy": "andrew", "angie": "angela", "ben": "benjamin",
}  # fmt: skip


class Kind(Enum):
    """How much a word by itself looks like somebody's given name."""

    NAME = "name"
    """A listed name, written so that it is nothing else."""
    WORDY = "wordy"
    """A listed name that may be a word of the sentence here."""
    PLACE = "place"
    """A listed name that is a place in England too."""
    MONTH = "month"
    """A month, a season or a colour."""
    STRANGE = "strange"
    """Not listed, but with a capital, and no word, place, month or post that is known."""
    NONE = "none"


def plain(word: str) -> str:
    """Lower case without accents, as the lists are written."""
    low = word.casefold()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))


def colleagues_words(names: Iterable[str]) -> frozenset[str]:
    """Every word of the colleagues' names, and their usual short forms."""
    words = {plain(part).strip(".,()") for name in names for part in name.split()}
    words |= {short for short, long in _SHORT_FORMS.items() if long in words}
    return frozenset(words)


def kind_of(word: str, *, opens: bool) -> Kind:
    """What ``word`` is by itself; ``opens`` where a capital says nothing, at the start of a sentence."""
    low = plain(word)
    first = low.split("-")[0]
    capital = word[:1].isupper()
    if low in MONTHS_AND_COLOURS:
        return Kind.MONTH if capital else Kind.NONE
    if low in GIVEN_NAMES or (
        first in GIVEN_NAMES and "-" in low and len(first) >= _SHORTEST_LOWER
    ):
        if first in ALSO_WORDS:
            shouts = len(word) > 1 and word.isupper()
            return Kind.WORDY if opens or shouts or not capital else Kind.NAME
        if first in ALSO_PLACES:
            return Kind.PLACE if capital else Kind.NONE
        return Kind.NAME if capital or len(low) >= _SHORTEST_LOWER else Kind.WORDY
    return Kind.STRANGE if capital and _strange(word, low) else Kind.NONE


def surname_kind(word: str) -> Kind:
    """What ``word`` may be after a given name: a surname may end like a place or a word ("Fielding")."""
    kind = kind_of(word, opens=False)
    if kind is not Kind.NONE or not word[:1].isupper():
        return kind
    low = plain(word)
    known = low in NOT_NAMES or low in NEVER
    shouts = len(word) > 1 and word.isupper()
    return Kind.NONE if known or shouts or len(low) <= 2 else Kind.STRANGE


def _strange(word: str, low: str) -> bool:
    return (
        len(low) > 2
        and not any(c.isupper() or c.isdigit() for c in word[1:] if not _inner_capital(word))
        and low not in NOT_NAMES
        and low not in NEVER
        and low not in PLACES
        and not PLACE_ENDING.search(low)
        and not WORD_ENDING.search(low)
    )


def _inner_capital(word: str) -> bool:
    """ "O'Rourke", "Ruby-Mae" and "McKenzie" are written so; "SENDIASS" and "EHCPs" are not names."""
    return "'" in word or "-" in word or word.startswith(("Mc", "Mac"))
