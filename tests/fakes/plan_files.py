"""Plan files made for tests: the same table as Word, Excel or CSV, merged cells and all, in words of our own.

A table is rows of cells. A cell is its text (a line break begins a paragraph, "• " a bullet), a real date
(Excel only; Word and CSV show it as 31/03/2027), or ``UP`` and ``LEFT``: covered by the cell above or
beside it.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

import docx
from docx.document import Document
from docx.table import _Cell
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


class Covered(Enum):
    """A place that a merged cell covers."""

    UP = "up"
    LEFT = "left"


UP, LEFT = Covered.UP, Covered.LEFT
Value = str | date | int | float | Covered
Rows = Sequence[Sequence[Value]]


@dataclass(frozen=True, kw_only=True)
class Table:
    rows: Rows


@dataclass(frozen=True, kw_only=True)
class Text:
    """A paragraph: ``level`` for a heading (0 is the title), ``bullet`` for a list item."""

    text: str
    level: int | None = None
    bullet: bool = False


Part = Table | Text


def heading(text: str, level: int = 1) -> Text:
    return Text(text=text, level=level)


def bullet(text: str) -> Text:
    return Text(text=text, bullet=True)


def table(*rows: Sequence[Value]) -> Table:
    return Table(rows=rows)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    rows: Rows
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    """Numbered from 1."""
    month_columns: frozenset[int] = field(default_factory=frozenset)
    """Columns (from 1) whose dates are shown as "Mar-27"."""
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Number formats of single cells, by row and column (from 1)."""


def write_word(path: Path, parts: Sequence[Part], *, title: str | None = None) -> Path:
    """A Word document of these parts in this order."""
    document = docx.Document()
    if title is not None:
        document.core_properties.title = title
    for part in parts:
        if isinstance(part, Table):
            _word_table(document, part.rows)
        elif part.level is not None:
            document.add_heading(part.text, part.level)
        else:
            document.add_paragraph(part.text, style="List Bullet" if part.bullet else None)
    document.save(str(path))
    return path


def write_excel(
    path: Path, sheets: Mapping[str, Sheet | Rows], *, title: str | None = None
) -> Path:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if title is not None:
        book.properties.title = title
    for name, given in sheets.items():
        made = given if isinstance(given, Sheet) else Sheet(rows=given)
        _excel_sheet(book.create_sheet(name), made)
    book.save(path)
    return path


def write_csv(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    """A CSV file: what a merged cell covers is empty, as spreadsheets export it."""
    with path.open("w", newline="", encoding=encoding) as handle:
        writer = csv.writer(handle, delimiter=delimiter)
        for row in rows:
            writer.writerow(["" if isinstance(cell, Covered) else _shown(cell) for cell in row])
    return path


def replace_part(path: Path, name: str, data: bytes) -> Path:
    """The same Office file with one part exchanged or added."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = data
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def _shown(cell: Value) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)


def _word_table(document: Document, rows: Rows) -> None:
    made = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    grid = [list(row.cells) for row in made.rows]
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            if not isinstance(cell, Covered):
                _word_cell(grid[top][left], _shown(cell))
    for (top, left), (bottom, right) in _merged(rows).items():
        if (top, left) != (bottom, right):
            grid[top][left].merge(grid[bottom][right])


def _word_cell(cell: _Cell, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        if line.startswith("• "):
            paragraph.style = "List Bullet"
            line = line[2:]
        paragraph.add_run(line)


def _merged(rows: Rows) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell its last covered place."""
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            place = (top, left)
            before = {UP: (top - 1, left), LEFT: (top, left - 1)}
            start = origin[before[cell]] if isinstance(cell, Covered) else place
            origin[place] = start
            ends[start] = place
    return ends


def _excel_sheet(sheet: Worksheet, made: Sheet) -> None:
    for top, row in enumerate(made.rows, 1):
        for left, cell in enumerate(row, 1):
            if isinstance(cell, Covered) or cell == "":
                continue
            place = sheet.cell(row=top, column=left)
            place.value = cell
            if isinstance(cell, date):
                place.number_format = "mmm-yy" if left in made.month_columns else "dd/mm/yyyy"
    for (top, left), (bottom, right) in _merged(made.rows).items():
        if (top, left) != (bottom, right):
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    for (top, left), shown in made.formats.items():
        sheet.cell(row=top, column=left).number_format = shown
    for number in made.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    if made.hidden:
        sheet.sheet_state = "hidden"
