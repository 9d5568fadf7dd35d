"""Backups: a copy of a SQLite database while it is in use, or every row as a line of JSON.

A backup can be restored into either kind of database: it is also how a record moves from SQLite to
PostgreSQL.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from pydantic_core import to_jsonable_python
from sqlalchemy import Connection, Date, Engine, Table, Time, func, insert, select, text

from store.columns import UtcDateTime, metadata
from store.database import looked_at, refuse_other_version, upgrade
from store.engine import WRITING, in_memory, read_url
from store.errors import StoreRefused
from store.schema import REVISION

_SQLITE = b"SQLite format 3\x00"
#: Rows of one table that are written at once.
_MANY = 500

_Row = tuple[str, Mapping[str, Any]]


def backup(url: str, path: Path) -> None:
    """Write the whole record to ``path``, as of one instant, while others go on working.

    SQLite gives a SQLite file, PostgreSQL a file of JSON lines. What is not finished leaves no file.

    :raises StoreRefused: there is no record, or the file stands already, or cannot be written.
    """
    address = read_url(url)
    if in_memory(address):
        raise StoreRefused("A database in memory cannot be backed up: nothing of it is kept.")
    with looked_at(address) as engine, engine.connect() as connection:
        refuse_other_version(connection, address)
        with _new_file(path) as unfinished:
            if address.get_backend_name() == "sqlite":
                _copy(str(address.database), unfinished)
            else:
                _dump(engine, unfinished)


def restore(url: str, path: Path) -> None:
    """Fill a new record from a backup, of whichever kind.

    :raises StoreRefused: it is no backup of this version, or the database is not empty.
    """
    address = read_url(url)
    if in_memory(address):
        raise StoreRefused("A backup cannot be restored into memory: nothing of it would be kept.")
    with _rows_of(path) as rows:
        if address.get_backend_name() == "postgresql":
            _restore(url, rows)
            return
        with _new_file(Path(address.database or "")) as unfinished:
            # A migration makes the file; one without a single byte is a new database, too.
            _restore(f"sqlite:///{unfinished}", rows)


def _restore(url: str, rows: Iterator[_Row]) -> None:
    upgrade(url)
    with looked_at(read_url(url)) as engine, _writing(engine) as connection:
        held = select(func.count()).select_from(metadata.tables["programmes"])
        if connection.execute(held).scalar():
            raise StoreRefused("The database holds a record already: restore into an empty one.")
        _fill(connection, rows)


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        yield connection


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """A file that takes its name only when it is whole."""
    if path.exists():
        raise StoreRefused(f"{path} stands already: name another file.")
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        # It holds the whole record: nobody but its owner may read it.
        unfinished.touch(mode=0o600)
        yield unfinished
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(path)
    except OSError as error:
        raise StoreRefused(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _copy(database: str, path: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
        # A backup is one file: it has no log beside it.
        target.execute("PRAGMA journal_mode = DELETE")


def _dump(engine: Engine, path: Path) -> None:
    snapshot = engine.connect().execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    with snapshot as connection, path.open("w", encoding="utf-8") as lines:
        lines.write(json.dumps({"sendbot": REVISION}) + "\n")
        for name, row in _rows(connection):
            plain = to_jsonable_python({name: dict(row)})
            lines.write(json.dumps(plain, ensure_ascii=False) + "\n")


def _rows(connection: Connection) -> Iterator[_Row]:
    """Every row of the record, those that are named before those that name them."""
    for table in metadata.sorted_tables:
        for row in connection.execute(select(table).order_by(*table.primary_key)).mappings():
            yield table.name, dict(row)


@contextmanager
def _rows_of(path: Path) -> Iterator[Iterator[_Row]]:
    """The rows of a backup.

    :raises StoreRefused: it is none of this version.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
    except OSError as error:
        raise StoreRefused(f"{path} cannot be read: {error.strerror}.") from error
    if start == _SQLITE:
        address = read_url(f"sqlite:///{path}")
        with looked_at(address) as engine, engine.connect() as connection:
            refuse_other_version(connection, address)
            yield _rows(connection)
        return
    with path.open(encoding="utf-8") as lines:
        _refuse_other_backup(path, lines)
        yield _read_lines(path, lines)


def _refuse_other_backup(path: Path, lines: TextIO) -> None:
    try:
        revision = json.loads(lines.readline())["sendbot"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreRefused(f"{path} is no backup of sendbot's.") from error
    if revision != REVISION:
        raise StoreRefused(
            f"{path} is of schema {revision}, this version of sendbot knows {REVISION}: restore it"
            " with the version that made it, then upgrade."
        )


def _read_lines(path: Path, lines: Iterable[str]) -> Iterator[_Row]:
    for number, line in enumerate(lines, start=2):
        try:
            ((name, row),) = json.loads(line).items()
            table = metadata.tables[name]
            yield name, {key: _value(table, key, value) for key, value in row.items()}
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise StoreRefused(f"{path} is damaged in line {number}.") from error


def _value(table: Table, column: str, value: Any) -> Any:
    """A value as its column takes it: JSON has no dates and no times."""
    kind = table.c[column].type
    if value is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    return value


def _fill(connection: Connection, rows: Iterator[_Row]) -> None:
    for name, group in groupby(rows, key=lambda row: row[0]):
        table = metadata.tables[name]
        batch: list[dict[str, Any]] = []
        for _, row in group:
            batch.append(dict(row))
            if len(batch) == _MANY:
                connection.execute(insert(table), batch)
                batch = []
        if batch:
            connection.execute(insert(table), batch)
        if connection.dialect.name == "postgresql" and "id" in table.c:
            # Ids were given, not drawn: the next one drawn must come after them.
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'),"
                    f" (SELECT max(id) FROM {name}))"
                )
            )
