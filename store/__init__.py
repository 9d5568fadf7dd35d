"""The record: everything that is kept, in SQLite or PostgreSQL (DESIGN.md, decisions 3, 4, 7 and 10).

Nothing outside this package knows SQL. Its users open units of work and speak to the ports' repositories.
"""

from __future__ import annotations

from store.backup import backup, restore
from store.database import check, describe, open_units, upgrade
from store.errors import Contradiction, StoreRefused
from store.lock import service_lock

__all__ = [
    "Contradiction",
    "StoreRefused",
    "backup",
    "check",
    "check_schema",
    "describe",
    "open_units",
    "restore",
    "service_lock",
    "upgrade",
]


def check_schema() -> list[str]:
    """Where migrations and schema differ, one sentence each; empty: they agree. Needs no database."""
    # Alembic is only loaded by whoever migrates.
    from store import migrate

    return migrate.check_schema()
