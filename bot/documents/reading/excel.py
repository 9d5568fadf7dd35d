"""Excel workbooks: the cells that exist, merged ranges, real dates, hidden rows and sheets.

The XML is read directly: a workbook may declare a million empty or merged cells, and only those that
hold words may cost anything.
"""

from __future__ import annotations

import calendar
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from bot.documents.reading.archive import Archive, UnreadableFile
from bot.documents.reading.blocks import Cell, Grid, Source, lines_of
from bot.domain.plan_dates import in_reach

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN_PART = "xl/workbook.xml"
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_PLACES = 2_000_000


@dataclass(frozen=True, kw_only=True)
class _Book:
    strings: tuple[str, ...]
    date_styles: Mapping[int, bool]
    """Cell styles that show a date → whether they show its day; "mmm-yy" shows none."""
    shown: Mapping[int, str]
    """Cell styles whose numbers are shown otherwise than they are stored: 1.1 as 1.10, 0.85 as 85%."""
    epoch: datetime


def read_excel(path: Path) -> Source:
    """The workbook's sheets as grids.

    :raises UnreadableFile: when it cannot be opened as a workbook
    """
    with Archive(path) as archive:
        book_root = archive.xml(_MAIN_PART)
        if book_root is None:
            raise UnreadableFile(
                f"{path.name} holds no Excel workbook: save the plan as .xlsx and try again."
            )
        targets = _targets(archive.xml("xl/_rels/workbook.xml.rels"))
        styles = archive.xml("xl/styles.xml")
        book = _Book(
            strings=tuple(_strings(archive.xml("xl/sharedStrings.xml"))),
            date_styles=_date_styles(styles),
            shown=_shown_styles(styles),
            epoch=_epoch(book_root),
        )
        grids = []
        for sheet in _all(book_root, "sheet"):
            relation = str(sheet.get(_REL + "id") or _strict_id(sheet))
            part = targets.get(relation)
            root = archive.xml(part) if part else None
            if root is None or _local(root) != "worksheet":
                continue
            name = str(sheet.get("name", ""))
            grids.append(_grid(root, book, name, hidden=sheet.get("state", "visible") != "visible"))
        core = archive.xml("docProps/core.xml")
    titled = core.find("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    title = titled.text if titled is not None else None
    words = " ".join((title or "").split())
    return Source(blocks=tuple(grids), title=words or None)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter("{*}" + name)


def _strict_id(sheet: etree._Element) -> str:
    return next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")


def _targets(root: etree._Element | None) -> dict[str, str]:
    if root is None:
        return {}
    found = {}
    for relation in _all(root, "Relationship"):
        target = str(relation.get("Target", ""))
        absolute = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        found[str(relation.get("Id", ""))] = posixpath.normpath(absolute)
    return found


def _strings(root: etree._Element | None) -> Iterator[str]:
    for item in _all(root, "si") if root is not None else ():
        yield _rich(item)


def _rich(item: etree._Element) -> str:
    """The text of a string; the phonetic reading beside it is not part of it."""
    return "".join(
        text.text or ""
        for text in _all(item, "t")
        if all(_local(above) != "rPh" for above in text.iterancestors())
    )


def _format_codes(root: etree._Element | None) -> Iterator[tuple[int, str]]:
    """The number format of each cell style."""
    if root is None:
        return
    own = {
        str(form.get("numFmtId", "")): str(form.get("formatCode", ""))
        for form in _all(root, "numFmt")
    }
    formats = next(_all(root, "cellXfs"), None)
    for number, style in enumerate(formats if formats is not None else ()):
        key = str(style.get("numFmtId", "0"))
        code = own.get(key) or (BUILTIN_FORMATS.get(int(key), "") if key.isdigit() else "")
        if code:
            yield number, code


def _date_styles(root: etree._Element | None) -> dict[int, bool]:
    dated: dict[int, bool] = {}
    for number, code in _format_codes(root):
        if is_date_format(code):
            plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code.casefold())
            dated[number] = "d" in plain or "m" not in plain
    return dated


def _shown_styles(root: etree._Element | None) -> dict[int, str]:
    shown: dict[int, str] = {}
    for number, code in _format_codes(root):
        match = re.fullmatch(r"0(?:\.(0{1,4}))?(%?)", code)
        if match and (match[1] or match[2]):
            shown[number] = f".{len(match[1] or '')}{match[2] or 'f'}"
    return shown


def _epoch(root: etree._Element) -> datetime:
    properties = next(_all(root, "workbookPr"), None)
    mac = properties is not None and properties.get("date1904") in ("1", "true")
    return CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900


def _grid(root: etree._Element, book: _Book, name: str, *, hidden: bool) -> Grid:
    cells: dict[tuple[int, int], Cell] = {}
    hidden_rows = set()
    row_number = -1
    for row in _all(root, "row"):
        given = str(row.get("r", ""))
        row_number = int(given) - 1 if given.isdigit() else row_number + 1
        if row_number >= MOST_ROWS:
            break
        if row.get("hidden") in ("1", "true"):
            hidden_rows.add(row_number)
        column = -1
        for element in row:
            column = _column(str(element.get("r", "")), column + 1)
            if column >= MOST_COLUMNS:
                continue
            text, value = _content(element, book)
            lines = lines_of(text.replace("\r", "\n").split("\n"))
            if lines:
                cells[row_number, column] = Cell(
                    row=row_number, column=column, lines=lines, value=value
                )
    return Grid(
        rows=_rows(cells, _merges(root)),
        name=name,
        label=f"sheet {name}" if name else "sheet",
        hidden=hidden,
        hidden_rows=frozenset(hidden_rows),
    )


def _rows(
    cells: dict[tuple[int, int], Cell], merges: list[tuple[int, int, int, int]]
) -> tuple[tuple[Cell | None, ...], ...]:
    """Only as many rows and columns as hold words; a merged cell stands at each place it covers."""
    if not cells:
        return ()
    height = max(row for row, _ in cells) + 1
    width = max(column for _, column in cells) + 1
    if height * width > MOST_PLACES:
        height = MOST_PLACES // width
    places: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for (row, column), cell in cells.items():
        if row < height:
            places[row][column] = cell
    for top, left, bottom, right in merges:
        origin = cells.get((top, left))
        if top >= height or left >= width:
            continue
        shared = origin or Cell(row=top, column=left)
        for row in range(top, min(bottom + 1, height)):
            for column in range(left, min(right + 1, width)):
                places[row][column] = shared
    return tuple(tuple(row) for row in places)


def _merges(root: etree._Element) -> list[tuple[int, int, int, int]]:
    found = []
    for merge in _all(root, "mergeCell"):
        match = re.fullmatch(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)", str(merge.get("ref", "")))
        if match:
            left, right = _letters(match[1]), _letters(match[3])
            found.append((int(match[2]) - 1, left, int(match[4]) - 1, right))
        if len(found) > MOST_ROWS:
            break
    return found


def _letters(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _column(reference: str, default: int) -> int:
    match = re.match(r"[A-Z]+", reference)
    return _letters(match[0]) if match else default


def _content(element: etree._Element, book: _Book) -> tuple[str, date | None]:
    kind = element.get("t", "n")
    if kind == "inlineStr":
        return _rich(element), None
    raw = element.findtext("{*}v") or ""
    if kind == "s":
        return (
            book.strings[int(raw)] if raw.isdigit() and int(raw) < len(book.strings) else ""
        ), None
    if kind == "e":
        return "", None
    if kind == "b":
        return ("Yes" if raw == "1" else "No"), None
    if kind == "d":
        return _iso(raw)
    if kind == "str" or not raw:
        return raw, None
    style = str(element.get("s", "0"))
    if style.isdigit() and int(style) in book.date_styles:
        return _dated(raw, book.epoch, day=book.date_styles[int(style)])
    return _numeral(raw, book.shown.get(int(style), "") if style.isdigit() else ""), None


def _iso(raw: str) -> tuple[str, date | None]:
    try:
        day = datetime.fromisoformat(raw).date()
    except ValueError:
        return raw, None
    return day.isoformat(), day if in_reach(day) else None


def _dated(raw: str, epoch: datetime, *, day: bool) -> tuple[str, date | None]:
    """A real date. Where the sheet shows only its month, the first of it is nobody's word (R5)."""
    try:
        moment = from_excel(float(raw), epoch)
    except (ValueError, OverflowError, TypeError):
        return _numeral(raw), None
    if not isinstance(moment, datetime):
        return _numeral(raw), None
    if not day:
        return f"{calendar.month_name[moment.month]} {moment.year}", None
    exact = moment.date()
    return exact.isoformat(), exact if in_reach(exact) else None


def _numeral(raw: str, shown: str = "") -> str:
    """A number as people wrote it: 1.1 and not 1.1000000000000001, 3 and not 3.0.

    ``shown``: the cell's number format where it tells more: the reference 1.10 is stored as 1.1.
    """
    try:
        return format(float(raw), shown or ".10g")
    except ValueError:
        return raw
