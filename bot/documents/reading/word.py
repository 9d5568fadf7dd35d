"""Word documents: paragraphs and tables in document order, each table's rows walked once.

Deleted text, field codes and fallback drawings are not words of the document and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from bot.documents.reading.archive import Archive, UnreadableFile
from bot.documents.reading.blocks import Block, Cell, Grid, Line, Paragraph, Source, line_of
from bot.documents.reading.numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {
    _W + "del",
    _W + "moveFrom",
    _W + "instrText",
    _W + "pPr",
    _W + "rPr",
    _W + "txbxContent",
    _FALLBACK,
}
_VERBATIM = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_WRAPPERS = {_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins", _W + "smartTag"}
_WIDEST = 200


def read_word(path: Path) -> Source:
    """The document's blocks.

    :raises UnreadableFile: when it cannot be opened as a Word document
    """
    with Archive(path) as archive:
        part = _main_part(archive)
        if part is None:
            raise UnreadableFile(
                f"{path.name} holds no Word document: save the plan as .docx and try again."
            )
        data = archive.read(part) or b""
        root = archive.xml(part)
        if root is not None and _STRICT in data[:4096]:
            root = etree.fromstring(
                data.replace(_STRICT, _TRANSITIONAL), etree.XMLParser(resolve_entities=False)
            )
        body = root.find(_W + "body") if root is not None else None
        if body is None:
            raise UnreadableFile(
                f"{path.name} holds no Word document: save the plan as .docx and try again."
            )
        styles = _Styles(archive.xml("word/styles.xml"))
        reader = _Reader(styles, Numbering(archive.xml("word/numbering.xml")))
        blocks = tuple(reader.blocks(body))
        core = archive.xml("docProps/core.xml")
    titled = next((b.text for b in blocks if isinstance(b, Paragraph) and b.level == 0), None)
    return Source(blocks=blocks, title=titled or _declared(core))


def _main_part(archive: Archive) -> str | None:
    names = archive.names()
    if "word/document.xml" in names:
        return "word/document.xml"
    return next((n for n in names if re.fullmatch(r"word/document\d*\.xml", n)), None)


def _declared(core: etree._Element | None) -> str | None:
    if core is None:
        return None
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title")
    return " ".join(title.split()) or None if title else None


def _value(element: etree._Element | None, default: str = "") -> str:
    return default if element is None else str(element.get(_W + "val", default))


class _Styles:
    """What a style says of its paragraphs: heading level, bullet, automatic number."""

    def __init__(self, root: etree._Element | None) -> None:
        self.level: dict[str, int] = {}
        self.bullet: set[str] = set()
        self.numbered: dict[str, etree._Element] = {}
        for style in root.iter(_W + "style") if root is not None else ():
            key = str(style.get(_W + "styleId", ""))
            name = _value(style.find(_W + "name"), key).casefold()
            if name == "title":
                self.level[key] = 0
            elif match := re.fullmatch(r"heading (\d)", name):
                self.level[key] = int(match[1])
            elif name.startswith("toc"):
                self.level[key] = -1
            elif "bullet" in name:
                self.bullet.add(key)
            properties = style.find(_W + "pPr")
            if properties is not None:
                outline = properties.find(_W + "outlineLvl")
                if outline is not None and key not in self.level and _value(outline).isdigit():
                    level = int(_value(outline))
                    if level < 9:
                        self.level[key] = level + 1
                number = properties.find(_W + "numPr")
                if number is not None:
                    self.numbered[key] = number


class _Reader:
    def __init__(self, styles: _Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._tables = 0

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraphs(child)
            elif child.tag == _W + "tbl":
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child)

    def _paragraphs(self, element: etree._Element) -> Iterator[Block]:
        text, bullet, level = self._read(element)
        if level == -1:
            level, text = None, text if re.search(r"\t\d+$", text) else f"{text}\t0"
        for part in text.split("\n"):
            line = line_of(part) if "\t" not in part.strip() else Line(text=part.strip())
            if line.text:
                yield Paragraph(
                    text=line.text,
                    level=level,
                    bullet=bullet or line.bullet,
                )
        for box in element.iter(_W + "txbxContent"):
            if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
                yield from self.blocks(box)

    def _read(self, element: etree._Element) -> tuple[str, bool, int | None]:
        properties = element.find(_W + "pPr")
        style, number, own_level = "", None, None
        if properties is not None:
            style = _value(properties.find(_W + "pStyle"))
            number = properties.find(_W + "numPr")
            outline = _value(properties.find(_W + "outlineLvl"), "9")
            own_level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else None
        text = "".join(_words(element))
        label, bullet = self._numbering.label(
            number if number is not None else self._styles.numbered.get(style)
        )
        if label and text.strip():
            text = f"{label} {text}"
        elif label:
            text = label
        level = self._styles.level.get(style, own_level)
        return text, bullet or style in self._styles.bullet, level

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows = list(_descend(table, _W + "tr"))
        if self._is_layout(rows):
            for row in rows:
                for cell in _descend(row, _W + "tc"):
                    yield from self.blocks(cell)
            return
        self._tables += 1
        number = self._tables
        yield Grid(rows=tuple(self._rows(rows)), label=f"table {number}")

    def _is_layout(self, rows: list[etree._Element]) -> bool:
        """A table of one column that holds tables only places them on the page."""
        columns = max((sum(1 for _ in _descend(row, _W + "tc")) for row in rows), default=0)
        return columns == 1 and any(
            cell.find(_W + "tbl") is not None for row in rows for cell in _descend(row, _W + "tc")
        )

    def _rows(self, rows: list[etree._Element]) -> Iterator[tuple[Cell | None, ...]]:
        above: list[Cell | None] = []
        for number, row in enumerate(rows):
            places: list[Cell | None] = []
            before = row.find(f"{_W}trPr/{_W}gridBefore")
            places.extend([None] * min(int(_value(before, "0") or 0), _WIDEST))
            for element in _descend(row, _W + "tc"):
                span, merged = _spans(element)
                column = len(places)
                held = above[column] if merged and column < len(above) else None
                if held is None or held.column != column:
                    held = Cell(row=number, column=column, lines=self._lines(element))
                elif lines := self._lines(element):
                    # Words in the hidden part of a merged cell are shown by no program, yet they are there.
                    held = Cell(row=number, column=column, lines=lines)
                places.extend([held] * min(span, _WIDEST))
                if len(places) >= _WIDEST:
                    break
            above = places
            yield tuple(places)

    def _lines(self, cell: etree._Element) -> tuple[Line, ...]:
        lines: list[Line] = []
        for element in cell.iter(_W + "p"):
            text, bullet, _level = self._read(element)
            for part in text.split("\n"):
                line = line_of(part, bullet=bullet)
                if line.text or line.bullet:
                    lines.append(line)
        return tuple(lines)


def _descend(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _descend(child, tag)


def _spans(cell: etree._Element) -> tuple[int, bool]:
    """Columns covered, and whether the cell continues the one above."""
    properties = cell.find(_W + "tcPr")
    if properties is None:
        return 1, False
    span = _value(properties.find(_W + "gridSpan"), "1")
    merge = properties.find(_W + "vMerge")
    continues = merge is not None and _value(merge, "continue") == "continue"
    return (max(int(span), 1) if span.isdigit() else 1), continues


def _words(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _VERBATIM:
            yield _VERBATIM[child.tag]
        elif len(child):
            yield from _words(child)
