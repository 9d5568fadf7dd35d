"""An answer to what was asked about several actions at once: for each of them where it says so, else for which (R12)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.prefilter import prefiltered
from bot.conversation.table import Table, Turn
from bot.domain.commands import Ask, Choice, Command, Part, Say

#: The value under which a part names the actions of which the same was asked in one message.
ASKED_WITH = "asked_with"
#: The value under which "which one do you mean?" names what the waiting words answer.
ANSWERS = "answers"
#: The choice of them all.
ALL = "all"
_TWO = 2
_EACH = r"(?:both(?: of (?:them|these|those))?|all(?: of (?:them|these|those)| (?:two|three|four|five))?|each(?: of (?:them|these|those))?|the lot)"
#: "Same for both", "for all of them: …", "… on each".
_FOR_EACH = tuple(
    prefiltered(rule, re.IGNORECASE)
    for rule in (
        rf"^\W*(?:it'?s |that'?s )?(?:the )?(?:same|reasons?|this is|that is|that'?s|goes)?(?: (?:thing|reason|story|answer|hold-?up|problem))?\s*(?:for|on|with|to|of)? ?{_EACH}(?:\s*[:,–-]\s*| (?:because|as|since)\s+(?=\w)|\s+(?=(?:due to|waiting|held|late|delayed|stuck)\b))",
        rf"[\s,;.(-]+(?:and )?(?:it'?s |that'?s |that |this )?(?:the )?(?:same (?:thing |reason |story )?|goes |applies |is )?(?:for|on|with|to) {_EACH}\W*$",
        rf"^\W*(?:for|on) {_EACH} ",
    )
)


def marked_as_one(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of one message, each with the actions of which it asks the same."""
    marked = []
    for part in parts:
        keys = [one.key for one in parts if one.code == part.code and one.key]
        values = {name: value for name, value in part.values.items() if name != ASKED_WITH}
        if part.key and len(keys) >= _TWO:
            values[ASKED_WITH] = ",".join(keys)
        marked.append(replace(part, values=values))
    return tuple(marked)


def asked_as_one(parts: Sequence[Part], n: int) -> list[int]:
    """Indexes of the parts that ask the same of other actions in the same message, that of ``n`` among them."""
    together = parts[n].values.get(ASKED_WITH)
    if not together:
        return [n]
    return [
        m
        for m, part in enumerate(parts)
        if part.code == parts[n].code and part.values.get(ASKED_WITH) == together
    ]


def which_of(parts: Sequence[Part], group: Sequence[int], text: str, table: Table) -> Turn:
    """The question for which of them the words are; they wait for the answer."""
    keys = tuple(parts[n].key or "" for n in group)
    every = "Both" if len(keys) == _TWO else "All of them"
    part = Part(
        code="which_action",
        choices=(*table.candidates(keys), Choice(value=ALL, label=every)),
        pending=text,
        values={ANSWERS: parts[group[0]].code, "keys": ",".join(keys)},
    )
    return Turn(commands=(Ask(parts=(part,)),))


def chosen_of(parts: Sequence[Part], n: int, value: str) -> Turn:
    """The turn of a chosen action, or of all: the waiting words are read again as the answer about it."""
    part = parts[n]
    keys = part.values.get("keys", "").split(",") if value == ALL else [value]
    settled = {
        m for m, one in enumerate(parts) if one.code == part.values.get(ANSWERS) and one.key in keys
    }
    commands: tuple[Command, ...] = tuple(Say(code="reread", key=key) for key in keys)
    return Turn(commands=commands, answered=frozenset({n, *settled}))


def less_for_each(text: str) -> str | None:
    """The words of an answer less those that say it is for each action asked about; ``None``: it does not say so."""
    for rule in _FOR_EACH:
        if found := rule.search(text):
            rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;:-")
            if rest:
                return rest
    return None
