"""What every reader yields: paragraphs and grids in document order, with merged cells kept recognisable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

_BULLET = re.compile(r"^\s*(?:[•·▪▫◦●○■□‣⁃∙➢➤✓*\uf0b7\uf0a7]|[-–—o](?=\s|$))\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a cell. A bullet with nothing behind it stays, as an empty line that is a bullet."""

    text: str
    bullet: bool = False
    joined: bool = False
    """Put together from two halves of a row that a page break cut; it may hold several items."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cell:
    """One cell. A merged cell is one object that stands at every place it covers."""

    row: int
    column: int
    lines: tuple[Line, ...] = ()
    value: date | None = None
    """A real date, where the spreadsheet holds one."""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines if line.text)

    @cached_property
    def words(self) -> str:
        """The text on one line. Whoever reads a table asks for it again and again."""
        return " ".join(self.text.split())


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table or a sheet. Rows may differ in length; ``None`` is a place without a cell."""

    rows: tuple[tuple[Cell | None, ...], ...]
    name: str = ""
    """The sheet's name; empty for a Word table."""
    label: str = "table"
    """How findings name it: "table 2", "sheet Priority 1"."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()

    def cells(self, row: int) -> Iterator[Cell]:
        """The cells of a row that have words, each once."""
        seen: set[int] = set()
        for cell in self.rows[row]:
            if cell is not None and id(cell) not in seen and cell.words:
                seen.add(id(cell))
                yield cell

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph outside tables. ``level``: 0 for the title, 1… for headings, ``None`` for text."""

    text: str
    level: int | None = None
    bullet: bool = False


Block = Paragraph | Grid


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file, read."""

    blocks: tuple[Block, ...]
    title: str | None = None
    """The title that the file declares; not its name."""
    truncated: tuple[str, ...] = field(default=())
    """What was left out, said in words."""

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


def line_of(text: str, *, bullet: bool = False) -> Line:
    """A line with its bullet sign taken off and its spaces made single."""
    stripped = _BULLET.sub("", text, count=1)
    return Line(text=" ".join(stripped.split()), bullet=bullet or _BULLET.match(text) is not None)


def lines_of(texts: Iterable[str]) -> tuple[Line, ...]:
    """Lines that say something, and bullets that say nothing."""
    lines = (line_of(text) for text in texts)
    return tuple(line for line in lines if line.text or line.bullet)
