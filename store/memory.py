"""Records in memory: one process may open hundreds, so what is the same for all of them is made once: the
schema, and the SQL of every statement."""

from __future__ import annotations

import sqlite3
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.pool import StaticPool

from store.engine import SQLITE_ARGUMENTS, driver_of, open_engine, prepare, read_url
from store.schema import REVISION, VERSIONS, metadata


def open_memory() -> Engine:
    """A new record of its own, with the schema as it stands today."""
    first = _first()
    engine = Engine(
        StaticPool(first.copied),
        first.engine.dialect,
        first.engine.url,
        hide_parameters=True,
        # Looked up by statement and dialect, which are the same for all.
        execution_options={"compiled_cache": first.statements},
    )
    prepare(engine)
    return engine


def create_all(connection: Connection) -> None:
    """The schema as it stands today, at once and without migrations: for databases that are new."""
    metadata.create_all(connection)
    connection.execute(
        text(f"CREATE TABLE {VERSIONS} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    )
    connection.execute(text(f"INSERT INTO {VERSIONS} VALUES ('{REVISION}')"))


class _First:
    """What every record in memory begins as, kept empty."""

    def __init__(self) -> None:
        self.engine = open_engine(read_url("sqlite://"))
        with self.engine.begin() as connection:
            create_all(connection)
        with self.engine.connect() as connection:
            self._empty = driver_of(connection)
        self._copying = Lock()
        self.statements: dict[Any, Any] = {}

    def copied(self) -> Any:
        """The driver's connection to a copy of it."""
        connection = sqlite3.connect(":memory:", **SQLITE_ARGUMENTS)
        with self._copying:
            self._empty.backup(connection)
        return connection


@cache
def _first() -> _First:
    return _First()
