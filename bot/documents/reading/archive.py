"""Office files are zip archives of XML: opened only when their sizes are honest and their XML is plain."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Self

from lxml import etree

MEGABYTE = 1024 * 1024
LARGEST_FILE = 100 * MEGABYTE
LARGEST_PART = 24 * MEGABYTE
LARGEST_TOTAL = 200 * MEGABYTE
MOST_PARTS = 5_000
#: Office XML compresses some 10 to 60 times; past this, in a part of some size, it was made to explode.
STEEPEST_RATIO = 200

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class UnreadableFile(Exception):
    """Why a file cannot be read, as one sentence that says what is wrong and what to do."""


class Archive:
    """The parts of one Office file. Nothing is decompressed before all sizes have been looked at."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as handle:
            start = handle.read(8)
        if start.startswith(_OLE):
            raise UnreadableFile(
                f"{path.name} is protected by a password or in an old Office format: "
                "open it, take the password off and save it as .docx or .xlsx."
            )
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableFile(_damaged(path)) from error
        self._path = path
        try:
            self._inspect()
        except UnreadableFile:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def names(self) -> list[str]:
        return self._zip.namelist()

    def read(self, name: str) -> bytes | None:
        """One part, or ``None`` where there is none."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if info.file_size > LARGEST_PART:
            raise UnreadableFile(_too_large(self._path))
        try:
            with self._zip.open(info) as handle:
                data = handle.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise UnreadableFile(_damaged(self._path)) from error
        except Exception as error:  # zlib.error has no common base with the others
            if type(error).__module__ == "zlib":
                raise UnreadableFile(_damaged(self._path)) from error
            raise
        if len(data) > LARGEST_PART:
            raise UnreadableFile(_too_large(self._path))
        return data

    def xml(self, name: str) -> etree._Element | None:
        """One part as XML; no entity is resolved and nothing is fetched."""
        data = self.read(name)
        if data is None:
            return None
        self.refuse_doctype(data)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(_damaged(self._path)) from error

    def refuse_doctype(self, data: bytes) -> None:
        """No Office file has a document type; one that does is an attack, in whatever encoding."""
        for encoding in ("ascii", "utf-16-le", "utf-16-be"):
            if "<!DOCTYPE".encode(encoding) in data or "<!ENTITY".encode(encoding) in data:
                raise UnreadableFile(
                    f"{self._path.name} holds XML that no Office program writes (a document type): "
                    "it was not opened; ask for a clean copy."
                )

    def _inspect(self) -> None:
        parts = self._zip.infolist()
        if any(part.flag_bits & 0x1 for part in parts):
            raise UnreadableFile(
                f"{self._path.name} is protected by a password: take the password off and save it again."
            )
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_TOTAL:
            raise UnreadableFile(_too_large(self._path))
        for part in parts:
            if part.file_size > MEGABYTE and part.file_size > STEEPEST_RATIO * max(
                part.compress_size, 1
            ):
                raise UnreadableFile(_too_large(self._path))
        names = {part.filename.casefold() for part in parts}
        if "[content_types].xml" not in names:
            raise UnreadableFile(
                f"{self._path.name} is not a Word or Excel file, whatever its name says: "
                "save the plan as .docx, .xlsx or .csv."
            )
        if any(name.endswith("vbaproject.bin") for name in names):
            raise UnreadableFile(
                f"{self._path.name} holds macros: save it without macros, as .docx or .xlsx."
            )


def _damaged(path: Path) -> str:
    return f"{path.name} is damaged and cannot be opened: open it in Office and save it again, or ask for another copy."


def _too_large(path: Path) -> str:
    return (
        f"{path.name} unpacks to more than an action plan can be (a limit of "
        f"{LARGEST_TOTAL // MEGABYTE} MB protects the bot): save the plan alone in a new file."
    )
