"""Slips of the keyboard in the words on which a reading turns: "rmind me", "reassgin to Bethan", "realisticly".

A letter left out, doubled or changed with the next makes none of these words another one; days and colours
have rules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.conversation.prefilter import prefiltered

_WORDS = (
    "remind", "reminder", "reassign", "reassigned", "transfer", "snooze", "postpone", "postponed", "extend", "extended",
    "extension", "forecast", "deadline", "realistically", "hopefully", "probably", "unchanged", "instead", "evidence",
    "overdue",
)  # fmt: skip
#: More than one letter away, and as common.
_COMMON = {
    "realisticly": "realistically", "realistcly": "realistically", "probly": "probably", "prolly": "probably",
    "extention": "extension", "forcasted": "forecast", "remnider": "reminder", "re-asign": "reassign",
}  # fmt: skip


def _slips(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


_MEANT: Mapping[str, str] = {
    slip: word for word in _WORDS for slip in _slips(word) if slip not in _WORDS
} | _COMMON
_WORD = prefiltered(r"(?<![\w@./'-])[A-Za-z][a-z-]{4,}(?![\w@'/])")


#: Said otherwise in the north and in Scotland: "t'other one", "off while Thursday", "gonnae remind me".
_DIALECT = (
    (prefiltered(r"\b[Tt]['’]other\b"), "the other"),
    (
        prefiltered(
            r"(?<=\b(?:off|out|ill) )while (?=(?:next )?(?:mon|tue|wed|thu|fri|sat|sun)\w*\b|tomorrow\b)",
            re.IGNORECASE,
        ),
        "until ",
    ),
    (
        prefiltered(
            r"(?:\A|(?<=[.!?\n,] ))[Gg]onn(?:ae|y) (?=(?:please )?(?:remind|ask|chase|nudge|ping) (?:me|us|again)\b)"
        ),
        "please ",
    ),
)


def respelt(text: str) -> str:
    """The text with such slips undone; all else letter for letter."""
    for dialect, plain in _DIALECT:
        text = dialect.sub(plain, text)
    if _MEANT.keys().isdisjoint(_WORD.findall(text.lower())):
        return text
    return _WORD.sub(_right, text)


def _right(found: re.Match[str]) -> str:
    word = found[0]
    right = _MEANT.get(word.lower())
    if right is None:
        return word
    return right.capitalize() if word[0].isupper() else right
