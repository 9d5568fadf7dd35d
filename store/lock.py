"""One service at a time on one SQLite file. Short commands take no lock and work alongside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from store.engine import in_memory, read_url
from store.errors import StoreRefused


@contextmanager
def service_lock(url: str) -> Iterator[None]:
    """Hold the lock of a service (``run``, ``demo``) until the block ends or the process dies.

    It is an operating system's lock on a file beside the database (``….db-lock``), taken through SQLite
    so that it is the same everywhere: whoever is killed holds nothing. PostgreSQL needs none, since
    replicas share it, and a database in memory has one process anyway.

    :raises StoreRefused: another service holds it.
    """
    address = read_url(url)
    if address.get_backend_name() != "sqlite" or in_memory(address):
        yield
        return
    path = f"{address.database}-lock"
    try:
        holder = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise StoreRefused(f"{path} cannot be written: {error}.") from error
    with closing(holder):
        try:
            holder.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise StoreRefused(
                    f"Another sendbot service is running on {address.database}: stop it first, or"
                    " use PostgreSQL to run several."
                ) from error
            raise StoreRefused(f"{path} cannot be locked: {error}.") from error
        yield
