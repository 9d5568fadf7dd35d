"""CSV files: the encoding and the delimiter are found, not asked for."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from bot.documents.reading.archive import MEGABYTE, UnreadableFile
from bot.documents.reading.blocks import Cell, Grid, Source, lines_of

LARGEST_TEXT = 50 * MEGABYTE
_DELIMITERS = (",", ";", "\t", "|")


def read_csv(path: Path) -> Source:
    """The file as one grid.

    :raises UnreadableFile: when it is no text, or too large
    """
    if path.stat().st_size > LARGEST_TEXT:
        raise UnreadableFile(
            f"{path.name} is larger than {LARGEST_TEXT // MEGABYTE} MB, more than a plan can be: "
            "save the plan alone in a new file."
        )
    text = _decoded(path)
    csv.field_size_limit(10 * MEGABYTE)
    try:
        table = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
        )
    except csv.Error as error:
        raise UnreadableFile(
            f"{path.name} is not a readable CSV file: open it in Excel and save it again as CSV UTF-8."
        ) from error
    rows = []
    for number, fields in enumerate(table):
        row = []
        for column, field in enumerate(fields[:200]):
            lines = lines_of(field.replace("\r", "\n").split("\n"))
            row.append(Cell(row=number, column=column, lines=lines) if lines else None)
        rows.append(tuple(row))
    return Source(blocks=(Grid(rows=tuple(rows), label="file"),))


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableFile(_not_text(path)) from error
    if b"\0" in data:
        raise UnreadableFile(_not_text(path))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _not_text(path: Path) -> str:
    return f"{path.name} is not a CSV file, whatever its name says: save the plan as .docx, .xlsx or .csv."


def _delimiter(text: str) -> str:
    """The sign that cuts the most lines into the same number of fields; quoted text does not count."""
    sample = text[: 256 * 1024]

    def regularity(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
        except csv.Error:
            return (0, 0)
        counts = [len(row) for row in rows if len(row) > 2]
        if not counts:
            return (0, max((len(row) for row in rows), default=0))
        common = max(set(counts), key=lambda n: (counts.count(n), n))
        return (counts.count(common), common)

    return max(_DELIMITERS, key=regularity)
