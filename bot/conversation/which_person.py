"""Which of the people who share a name is meant: for the cover of a leave and for a new lead alike (R12)."""

from __future__ import annotations

import re

from bot.conversation.name_given import name_given
from bot.conversation.prefilter import prefiltered
from bot.conversation.table import Table
from bot.domain.commands import Command, NameCover, Part, RequestReassign

CODE = "which_person"
#: The values under which the question tells what the person is wanted for.
WANTED_FOR, KEYS, NAME = "for", "keys", "name"
COVER, LEAD = "cover", "lead"
_ROUND_IT = prefiltered(
    r"^(?:(?:the|it'?s|make it|i mean|i meant|no|yes|sorry|that'?s|our|my)\s+)+|(?:[\s,]+(?:one|please|pls|then|thanks|covers?|leads?|instead))+$",
    re.IGNORECASE,
)
_WORDS = prefiltered(r"[\w'’-]+")


def chosen_person(part: Part, value: str, label: str) -> tuple[Command, ...]:
    """What the answer to the question leads to."""
    number = int(value) if value.isdecimal() else None
    return _wanted(part, label, number)


def typed_person(part: Part, text: str) -> str | None:
    """The value of the one choice that the words mean: "the NHS one", "Oakley"."""
    words = {word.casefold() for word in _WORDS.findall(_ROUND_IT.sub("", text.strip(" .!")))}
    fitting = [
        choice.value
        for choice in part.choices
        if words and words <= {word.casefold() for word in _WORDS.findall(choice.label)}
    ]
    return fitting[0] if len(fitting) == 1 else None


def other_person(part: Part, text: str, table: Table) -> tuple[Command, ...]:
    """Somebody else is named instead of those offered."""
    named = name_given(text, table.people)
    return _wanted(part, named, None) if named else ()


def _wanted(part: Part, name: str, number: int | None) -> tuple[Command, ...]:
    if part.values.get(WANTED_FOR) == COVER:
        return (NameCover(cover=name, person_id=number),)
    keys = [key for key in part.values.get(KEYS, "").split(",") if key]
    return tuple(RequestReassign(key=key, new_owner=name, person_id=number) for key in keys)
