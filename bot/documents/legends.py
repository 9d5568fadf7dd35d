"""A document's own keys: whose initials stand in its lead column, what its status words mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.documents.leads import learn, split_leads
from bot.documents.reading.blocks import Grid, Paragraph, Source
from bot.documents.roles import heading_words
from bot.domain.plans import LeadKind, NamedLead
from bot.domain.status import COMMON_WORDS

_INITIALS = re.compile(r"^[A-Z](?:\.?[A-Za-z]){1,3}\.?$")
_LINE = re.compile(r"^([A-Z][A-Za-z.]{1,4})\s*(?:[-–—:=]|\t)\s*([A-Z].+)$")
_COLOURS = frozenset(word for word in COMMON_WORDS if len(word) > 1)


def initials_of(source: Source) -> dict[str, NamedLead]:
    """Initials (letters only, upper case) → the person they stand for, from a key sheet, table or lines."""
    found: dict[str, NamedLead] = {}
    for short, rest in _pairs(source):
        key = re.sub(r"[^A-Za-z]", "", short).upper()
        leads = split_leads([", ".join(rest)], learn([rest[0]], {}))
        if leads and leads[0].kind is LeadKind.PERSON and _stands_for(key, leads[0].name):
            found.setdefault(key, leads[0])
    return found


def _pairs(source: Source) -> Iterator[tuple[str, list[str]]]:
    for block in source.blocks:
        if isinstance(block, Paragraph):
            match = _LINE.match(block.text)
            if match:
                yield match[1], [match[2]]
            continue
        yield from _of_grid(block)


def _of_grid(grid: Grid) -> Iterator[tuple[str, list[str]]]:
    if grid.width < 2:
        return
    initials, names, others = 0, 1, []
    start = 0
    for row in range(min(len(grid.rows), 10)):
        headings = {i: heading_words(c.words) for i, c in enumerate(grid.rows[row]) if c}
        marked = [
            i for i, t in headings.items() if re.search(r"^(initials?|abbreviation|code|key)\b", t)
        ]
        named = [
            i for i, t in headings.items() if re.search(r"\bname\b|officer|^lead$|^who$|^person", t)
        ]
        named = [i for i in named if i not in marked]
        if marked and named:
            initials, names, start = marked[0], named[0], row + 1
            others = [i for i in sorted(headings) if i not in (initials, names)]
            others = [
                i
                for i in others
                if re.search(r"title|role|post|job|organi|agency|team|employer", headings[i])
            ]
            break
    for cells in grid.rows[start:]:
        told = [cells[i] if i < len(cells) else None for i in (initials, names, *others)]
        if start == 0 and told[1] is not None and _INITIALS.match(told[1].words):
            told[:2] = [told[1], told[0]]
        if told[0] is None or told[1] is None or not _INITIALS.match(told[0].words):
            continue
        parts = [cell.words for cell in told[1:] if cell is not None and cell.words]
        if parts and told[1].words:
            if len(parts) > 2:
                parts = [parts[0], *parts[1:-1], f"({parts[-1]})"]
                yield told[0].words, [f"{', '.join(parts[:-1])} {parts[-1]}"]
            else:
                yield told[0].words, parts


def _stands_for(key: str, name: str) -> bool:
    """Whether the letters begin the parts of the name: AB is Ann Bell, not Carl Day."""
    letters = [part[0] for part in re.split(r"[\s-]+", name) if part]
    upper = "".join(letters).upper()
    return len(key) >= 2 and (key == upper or (key[0] == upper[0] and key[-1] == upper[-1]))


def status_words_of(source: Source) -> dict[str, str]:
    """The document's own status words → a colour, from a key of two columns with the colour in one."""
    found: dict[str, str] = {}
    for grid in source.grids:
        if not 2 <= grid.width <= 4 or len(grid.rows) > 15:
            continue
        pairs = [_status_pair([c.words for c in grid.cells(n)]) for n in range(len(grid.rows))]
        told = [pair for pair in pairs if pair is not None]
        if len(told) >= 2:
            found.update((words, colour) for words, colour in told)
    return found


def _status_pair(words: Sequence[str]) -> tuple[str, str] | None:
    """("on track", "green") out of a row that holds a colour alone and a short word or phrase."""
    if len(words) < 2:
        return None
    plain = [" ".join(w.casefold().split()).strip(" .:-–") for w in words]
    for colour, other in ((plain[0], plain[1]), (plain[1], plain[0])):
        if colour in _COLOURS and other not in _COLOURS and 1 <= len(other.split()) <= 4:
            return other, colour
    return None
