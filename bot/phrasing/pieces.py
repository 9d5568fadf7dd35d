"""Words cut into pieces that fit where a platform allows only so many letters: between words where there
is a gap, never inside a letter, and none of them lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from unicodedata import combining

from bot.domain.messages import Run, Runs

Measure = Callable[[str], int]
"""How long a platform takes a text to be. The measure of a text is the sum over its letters."""

#: Joiner and variation selectors belong to the letter before them.
_CLINGING = frozenset("\u200d\ufe0e\ufe0f")


def split_runs(runs: Runs, limit: int, measure: Measure) -> tuple[Runs, ...]:
    """Runs in pieces of at most ``limit``, cut between words where there is one."""
    pieces: list[list[Run]] = [[]]
    room = limit
    for run in runs:
        rest = run.text
        while rest:
            if measure(rest) <= room:
                pieces[-1].append(replace(run, text=rest))
                room -= measure(rest)
                break
            head = _fitting(rest, room, measure, whole_words=bool(pieces[-1]))
            if head:
                pieces[-1].append(replace(run, text=head))
                rest = rest[len(head) :]
            pieces.append([])
            room = limit
    return tuple(tuple(piece) for piece in pieces if piece)


def split_text(text: str, limit: int, measure: Measure) -> Iterator[str]:
    """A text in pieces of at most ``limit``; none for an empty one."""
    while text:
        fits = measure(text) <= limit
        head = text if fits else _fitting(text, limit, measure, whole_words=False)
        yield head
        text = text[len(head) :]


def cut_to(text: str, limit: int, measure: Measure) -> str:
    """For labels, which cannot go on elsewhere: at most ``limit``, cut with "…"."""
    if measure(text) <= limit:
        return text
    return next(split_text(text, limit - 1, measure)).rstrip() + "…"


def _fitting(text: str, limit: int, measure: Measure, *, whole_words: bool) -> str:
    """The longest beginning of at most ``limit``: up to a space, else, unless ``whole_words``, up to a
    letter that nothing clings to."""
    end, used = 0, 0
    for end, letter in enumerate(text):  # noqa: B007 - where it stops is what is wanted
        used += measure(letter)
        if used > limit:
            break
    space = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    if space > 0 and (whole_words or space > end // 2):
        return text[: space + 1]
    if whole_words:
        return ""
    at = end
    while at > 1 and (combining(text[at]) or text[at] in _CLINGING or text[at - 1] == "\u200d"):
        at -= 1
    return text[: at if at > 1 else max(end, 1)]
