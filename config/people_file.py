"""Read a people file: CSV as a spreadsheet saves it, one person a row.

Headings may be worded and ordered as the office likes; a heading that is nearly one of ours stops the
import, one that is nothing like any is left out and said so. Only what the work needs is read (R15).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from bot.domain.errors import PlanRefused
from bot.domain.names import name_key
from bot.domain.people import Address, Place
from bot.domain.programme_spec import PersonRow
from config.people_declared import twice
from config.person_words import read_email, read_pattern, read_roles

T = TypeVar("T")
#: The largest file that is read: some 100,000 people.
MOST_BYTES = 10_000_000

#: Our columns, each with the headings that mean it.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name", "person", "display name", "staff name"),
    "first name": ("first name", "forename", "given name"),
    "last name": ("last name", "surname", "family name"),
    "email": ("email", "email address", "e mail", "e mail address", "work email", "mail"),
    "organisation": ("organisation", "organization", "org", "employer", "agency", "partner"),
    "role": ("role", "programme role", "role in programme"),
    "title": ("title", "job title", "post", "position", "job"),
    "platform": ("platform", "chat", "chat platform"),
    "connection": ("connection", "workspace", "tenant"),
    "address": ("address", "chat id", "user id", "native id", "slack id", "teams id", "member id"),
    "pattern": ("pattern", "working pattern", "working days", "works", "days"),
    "chairs": ("chairs", "chair of", "chair"),
    "partnership lead": ("partnership lead of", "partnership lead", "partnership lead for"),
    "delegate for": ("delegate for", "delegate of", "deputy for", "answers for"),
    "known as": ("known as", "also known as", "aka", "other names", "in the plan as"),
}
_BY_HEADING = {heading: column for column, headings in COLUMNS.items() for heading in headings}


@dataclass(frozen=True, kw_only=True)
class _Row:
    where: str
    cells: Mapping[str, str]
    mistakes: list[str]
    """Of the whole file: what cannot be read is noted and passed over, so that all is told at once."""

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """What ``reader`` makes of the cell; ``None`` where it is blank."""
        text = self.cells.get(column)
        if not text:
            return None
        try:
            return reader(text)
        except ValueError as error:
            self.mistakes.append(f'{self.where}: {column} is "{text}"; {error}.')
            return None

    def several(self, column: str) -> tuple[str, ...]:
        """Several values in a cell are kept apart by semicolons, bars or line breaks."""
        values = re.split(r"[;|\n]", self.cells.get(column, ""))
        return tuple(dict.fromkeys(" ".join(v.split()) for v in values if v.strip()))


@dataclass(frozen=True, kw_only=True)
class PeopleFile:
    """What a file says, and what is wrong with its rows: whoever has mistakes takes nothing of it."""

    rows: tuple[PersonRow, ...]
    mistakes: tuple[str, ...]
    """One sentence each, naming file, row and what to do."""


def read_people(path: Path) -> tuple[PersonRow, ...]:
    """The people of a CSV file, doubts beside them.

    :raises PlanRefused: a line for each mistake. Nothing is read in half.
    """
    found = look_at_people(path)
    if found.mistakes:
        raise PlanRefused("\n".join(found.mistakes))
    return found.rows


def look_at_people(path: Path) -> PeopleFile:
    """The rows of a CSV file as far as they can be read, with every mistake in them.

    :raises PlanRefused: one sentence, where the file or its headings cannot be read at all.
    """
    table = _table(path)
    number, headings = _headings(table, path)
    columns = [_column(heading, path, number) for heading in headings]
    named = [column for column in columns if column]
    for column in named:
        if named.count(column) > 1:
            raise PlanRefused(
                f"{path.name}, row {number}: two columns mean {_base(column)}; keep one of them"
                " (a second chat address goes under address 2)."
            )
    if "name" not in named and not {"first name", "last name"} <= set(named):
        raise PlanRefused(
            f'{path.name}, row {number}: there is no column "name". The first row must hold the headings.'
        )
    rows: list[PersonRow] = []
    mistakes: list[str] = []
    for at, cells in enumerate(table, 1):
        if at > number and any(cell.strip() for cell in cells):
            try:
                rows.append(_person(f"{path.name}, row {at}", columns, cells, mistakes))
            except PlanRefused as refused:
                mistakes.append(refused.sentence)
    if not rows and not mistakes:
        raise PlanRefused(f"{path.name} holds headings and no people; add one row for each person.")
    mistakes += twice(rows)
    left_out = [
        h.strip() for h, column in zip(headings, columns, strict=True) if h.strip() and not column
    ]
    if left_out and rows:
        said = f"Not read, because the work does not need it: {', '.join(left_out)}."
        rows[0] = replace(rows[0], doubts=(said, *rows[0].doubts))
    return PeopleFile(rows=tuple(rows), mistakes=tuple(mistakes))


def _table(path: Path) -> list[list[str]]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PlanRefused(
                f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB, so it was not read."
                " Is it the right file?"
            )
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise PlanRefused(f"There is no people file {path}. Check the path.") from error
    except OSError as error:
        raise PlanRefused(f"{path} could not be read: {error.strerror}.") from error
    if b"\0" in raw and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise PlanRefused(
            f"{path.name} is not a CSV file, whatever its name says; save the list as CSV (UTF-8)."
        )
    text = _decoded(raw, path)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise PlanRefused(
            f"{path.name} is not a readable CSV file ({error}); save it again."
        ) from error


def _decoded(raw: bytes, path: Path) -> str:
    """UTF-8, UTF-16 with its mark, or what older spreadsheets write on Windows."""
    try:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return raw.decode("utf-16")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError as error:
            raise PlanRefused(f"{path.name} is not text; save the list as CSV (UTF-8).") from error


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t|", key=first.count)


def _headings(table: Sequence[Sequence[str]], path: Path) -> tuple[int, Sequence[str]]:
    for number, cells in enumerate(table, 1):
        if any(cell.strip() for cell in cells):
            return number, cells
    raise PlanRefused(f"{path.name} is empty; write a row of headings and one row for each person.")


def _column(heading: str, path: Path, number: int) -> str | None:
    """Our name for a column: "email", "address 2"; ``None`` for one that is not ours."""
    words = " ".join(re.sub(r"[^\w]+", " ", heading.casefold()).split())
    match = re.fullmatch(r"(.*?)(?: (\d))?", words)
    bare, again = (match[1], match[2]) if match else (words, None)
    column = _BY_HEADING.get(bare)
    if column in ("platform", "connection", "address"):
        return f"{column} {again}" if again and again != "1" else column
    if column is None or again:
        close = get_close_matches(words, _BY_HEADING, n=1, cutoff=0.85) if words else []
        if close:
            raise PlanRefused(
                f'{path.name}, row {number}: there is no column "{heading.strip()}".'
                f' Did you mean "{close[0]}"?'
            )
        return None
    return column


def _base(column: str) -> str:
    return re.sub(r" \d$", "", column)


def _person(
    where: str, columns: Sequence[str | None], cells: Sequence[str], mistakes: list[str]
) -> PersonRow:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        raise PlanRefused(
            f"{where} has more cells than there are headings; put quotes around values with commas in them."
        )
    row = _Row(
        where=where,
        mistakes=mistakes,
        cells={
            column: cell.strip()
            for column, cell in zip(columns, cells, strict=False)
            if column and cell.strip()
        },
    )
    name = " ".join(
        (
            row.cells.get("name")
            or f"{row.cells.get('first name', '')} {row.cells.get('last name', '')}"
        ).split()
    )
    if not name_key(name):
        raise PlanRefused(f"{where} has no name; write one, or delete the row.")
    addresses = _addresses(row)
    email = row.read("email", read_email)
    return PersonRow(
        where=where,
        name=name,
        email=email,
        organisation=row.cells.get("organisation"),
        title=row.cells.get("title"),
        roles=row.read("role", read_roles) or frozenset(),
        addresses=addresses,
        pattern=row.read("pattern", read_pattern),
        chairs=row.several("chairs"),
        partnership_leads=row.several("partnership lead"),
        delegate_for=row.several("delegate for"),
        known_as=row.several("known as"),
    )


def _addresses(row: _Row) -> tuple[Address, ...]:
    found = []
    for again in ("", *(f" {n}" for n in range(2, 10))):
        connection = row.cells.get(f"connection{again}") or row.cells.get(f"platform{again}")
        native = row.cells.get(f"address{again}")
        if connection or native:
            found.append(Address(connection=connection or "", place=Place.DM, native=native or ""))
    return tuple(found)
