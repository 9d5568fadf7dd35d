"""A database as a whole: opening it, bringing it up to date, saying what and how it is."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, exc, inspect, select, text

from bot.ports import Unavailable
from store.engine import driver_of, in_memory, open_engine, read_url
from store.errors import StoreRefused
from store.memory import open_memory
from store.schema import REVISION, VERSIONS
from store.tables.programme import programmes
from store.unit_of_work import SqlUnits, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator


def open_units(url: str, *, create: bool = False) -> SqlUnits:
    """The units of work of a database. One in memory (``sqlite://``) is always new.

    ``create``: make what is not there yet, and bring an older database up to date.

    :raises StoreRefused: there is no record there, or it is of another version, or out of reach.
    """
    address = read_url(url)
    if in_memory(address):
        return SqlUnits(open_memory(), turn=Turn())
    if create:
        upgrade(url)
    with looked_at(address) as engine, engine.connect() as connection:
        refuse_other_version(connection, address)
    engine = open_engine(address)
    return SqlUnits(engine, writers=Turn())


def upgrade(url: str) -> None:
    """Make the record where there is none, and bring an older one up to date; else nothing happens.

    :raises StoreRefused: it is of a newer version, no record of ours, or out of reach.
    """
    from store.migrate import migrate

    address = read_url(url)
    if in_memory(address):
        raise StoreRefused("A database in memory is always new: there is nothing to upgrade.")
    with looked_at(address, create=True) as engine:
        with engine.connect() as connection:
            version = _version(connection, address)
            if version is not None and version >= REVISION:
                refuse_other_version(connection, address)
                return
        if address.get_backend_name() == "sqlite":
            # Readers then never wait for a writer; the file remembers it.
            with engine.connect() as connection:
                driver_of(connection).execute("PRAGMA journal_mode = WAL")
        migrate(engine)


def check(url: str) -> list[str]:
    """What is wrong with the database, one sentence each; empty: nothing is.

    :raises StoreRefused: there is no record there, or it is of another version, or out of reach.
    """
    address = read_url(url)
    if in_memory(address):
        raise StoreRefused("A database in memory is always new: there is nothing to check.")
    found: list[str] = []
    with looked_at(address) as engine, engine.connect() as connection:
        refuse_other_version(connection, address)
        if address.get_backend_name() == "sqlite":
            found += [
                f"The database file is damaged: {line}."
                for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars()
                if line != "ok"
            ]
            found += [
                f"Row {row[1]} of {row[0]} names a row of {row[2]} that is not there."
                for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
            ]
        codes = connection.execute(select(programmes.c.id, programmes.c.code)).all()
    units = open_units(url)
    try:
        with units.read() as uow:
            for programme_id, code in codes:
                report = uow.audit.verify(programme_id)
                if report.broken_at is not None:
                    found.append(
                        f"The audit chain of {code} does not verify from entry {report.broken_at} on."
                    )
    finally:
        units.close()
    return found


def describe(url: str) -> str:
    """Where the record is kept and at which version it stands, in one line, without any password."""
    address = read_url(url)
    if in_memory(address):
        return "SQLite in memory: nothing is kept"
    try:
        with looked_at(address) as engine, engine.connect() as connection:
            version = _version(connection, address)
    except StoreRefused as error:
        return str(error)
    stands = f"version {version}" if version else "no record yet"
    if address.get_backend_name() == "sqlite":
        size = Path(address.database or "").stat().st_size / 1e6
        return f"SQLite file {address.database}, {stands}, {size:.1f} MB"
    return f"PostgreSQL {_shown(address)}, {stands}"


@contextmanager
def looked_at(address: URL, *, create: bool = False) -> Iterator[Engine]:
    """An engine for looking at a database as a whole, its errors told in a sentence.

    :raises StoreRefused: the database is not there, or cannot be reached.
    """
    if address.get_backend_name() == "sqlite":
        path = Path(address.database or "")
        if not create and not path.exists():
            raise StoreRefused(f"There is no record at {path} yet: run 'sendbot db upgrade'.")
        if not path.parent.is_dir():
            raise StoreRefused(f"There is no folder {path.parent}: make it, or name another file.")
    engine = open_engine(address)
    try:
        yield engine
    except exc.DBAPIError as error:
        reason = (str(error.orig).strip().splitlines() or [""])[0]
        raise StoreRefused(f"{_shown(address)} cannot be used: {reason.rstrip('.')}.") from error
    except Unavailable as error:
        raise StoreRefused(f"{_shown(address)} cannot be used: {error}.") from error
    finally:
        engine.dispose()


def refuse_other_version(connection: Connection, address: URL) -> None:
    version = _version(connection, address)
    if version is None:
        raise StoreRefused(
            f"There is no record in {_shown(address)} yet: run 'sendbot db upgrade'."
        )
    # Revisions are numbered, so that an older program knows a newer database when it sees one.
    if version > REVISION:
        raise StoreRefused(
            f"{_shown(address)} is from a newer version of sendbot (schema {version}; this one"
            f" knows {REVISION}): install that version, or name another database."
        )
    if version < REVISION:
        raise StoreRefused(
            f"{_shown(address)} is from an older version of sendbot (schema {version}; this one"
            f" needs {REVISION}): run 'sendbot db upgrade'."
        )


def _version(connection: Connection, address: URL) -> str | None:
    """The schema's revision; ``None`` for an empty database.

    :raises StoreRefused: the database holds somebody else's tables.
    """
    tables = inspect(connection).get_table_names()
    if VERSIONS in tables:
        found = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()
        return None if found is None else str(found)
    if tables:
        raise StoreRefused(
            f"{_shown(address)} holds other tables than sendbot's: name another database."
        )
    return None


def _shown(address: URL) -> str:
    if address.get_backend_name() == "sqlite":
        return str(address.database)
    return address.set(drivername="postgresql").render_as_string(hide_password=True)
