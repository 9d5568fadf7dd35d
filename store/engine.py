"""Engines: one per database, with everything a connection must be told (DESIGN.md, decision 3)."""

from __future__ import annotations

import sqlite3
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool, StaticPool

from store.errors import StoreRefused
from store.session import BUSY_SECONDS

#: RETURNING came with this one.
_OLDEST_SQLITE = (3, 35, 0)
#: The driver would begin transactions of its own, too late and without IMMEDIATE: switched off, and ours
#: begun in their place.
SQLITE_ARGUMENTS: dict[str, Any] = {
    "isolation_level": None,
    "check_same_thread": False,
    "timeout": BUSY_SECONDS,
}
#: The execution option of a connection that is going to write.
WRITING = "sendbot_writing"
#: Beyond this many units of work at once a further one waits, then finds the database unavailable.
_CONNECTIONS = 32


def read_url(url: str) -> URL:
    """The address of a database, with the driver we use.

    :raises StoreRefused: it is no address of SQLite or PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreRefused(
            f'"{url}" is no database address: write sqlite:///FILE or postgresql://USER@HOST/NAME.'
        ) from error
    match parsed.get_backend_name():
        case "sqlite":
            return parsed.set(drivername="sqlite")
        case "postgresql":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise StoreRefused(
                f"{other} databases are not supported: use sqlite:///FILE or postgresql://…."
            )


def in_memory(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def open_engine(url: URL) -> Engine:
    """An engine; nothing is connected to yet.

    :raises StoreRefused: this machine's SQLite is too old.
    """
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url,
            pool_size=5,
            max_overflow=_CONNECTIONS - 5,
            pool_timeout=BUSY_SECONDS,
            # A server that was restarted is noticed before the work, not in the middle of it.
            pool_pre_ping=True,
            connect_args={"connect_timeout": int(BUSY_SECONDS)},
            # Values are people's words: they do not belong in logs or error texts.
            hide_parameters=True,
        )
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreRefused(
            f"SQLite {sqlite3.sqlite_version} is too old: Python needs SQLite 3.35 or later."
        )
    if in_memory(url):
        engine = create_engine(
            url, poolclass=StaticPool, connect_args=SQLITE_ARGUMENTS, hide_parameters=True
        )
    else:
        engine = create_engine(
            url,
            poolclass=QueuePool,
            pool_size=5,
            max_overflow=_CONNECTIONS - 5,
            pool_timeout=BUSY_SECONDS,
            connect_args=SQLITE_ARGUMENTS,
            hide_parameters=True,
        )
    prepare(engine)
    return engine


def prepare(engine: Engine) -> None:
    """Have an engine of SQLite's tell its connections what they must be told."""
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # An acknowledged reply must survive a power cut, not only a crash of ours: FULL, not NORMAL.
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    # A writer that began by reading could find at its first write that another was quicker, and
    # would have to begin anew: writers wait at once.
    immediate = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection, for what has to be said outside transactions."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)
