"""People who are named by their e-mail address: "please redirect to b.lindqvist@moorshire.example" (R13).

The rules of handing over read names. For them each address stands as a name, and what they find is the address.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase

from msgspec.structs import replace

from bot.conversation.marks import Marked, pattern
from bot.conversation.prefilter import prefiltered

#: "Email it to …", "contact …": to read or to tell, and not to have the action.
_WRITTEN_TO = pattern(
    r"\b(?:contact|e-?mail|mail|message|send|sent|ask|try|see|copy|cc|ping|chase|check with|speak to|talk to)(?: (?:it|this|that|these|them|this one|in|over|on|to|at))* <name>"
)
#: ... unless it is so for good.
_FOR_GOOD = prefiltered(
    r"\b(?:instead|from (?:now|here)(?: on)?|in future|going forward|any ?more|no longer|nowadays|not (?:me|mine|us|ours)|rather than me)\b"
)


def with_stand_ins(marked: Marked) -> tuple[Marked, dict[str, str]]:
    """The message with a made-up first name of the same length for each address, and whose each is."""
    text = marked.text
    names: list[tuple[int, int, str]] = []
    stand_ins: dict[str, str] = {}
    for start, end, name in marked.names:
        if "@" in name:
            letter = ascii_lowercase[len(stand_ins) % len(ascii_lowercase)]
            stand_in = f"Z{letter * (end - start - 1)}"
            text = text[:start] + stand_in + text[end:]
            stand_ins[stand_in] = name
            name = stand_in.casefold()
        names.append((start, end, name))
    if not stand_ins:
        return marked, {}
    return replace(marked, text=text, names=tuple(names)), stand_ins


def in_full(name: str, stand_ins: Mapping[str, str]) -> str:
    """The name that was found with its address again; beside a real name the address says no more."""
    words = name.split()
    if words[0] in stand_ins:
        return stand_ins[words[0]]
    return " ".join(word for word in words if word not in stand_ins)


def only_written_to(mask: str) -> bool:
    """Whether an address may be no more than where something is sent: "e-mail it to …"."""
    return bool(_WRITTEN_TO.search(mask)) and not _FOR_GOOD.search(mask)
