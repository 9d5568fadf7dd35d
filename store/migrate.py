"""Migrations: bringing a database to the newest revision, and proving that they lead to the schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from store.columns import metadata
from store.engine import WRITING, driver_of, open_engine, read_url
from store.schema import REVISION
from store.unit_of_work import WRITERS

_SCRIPTS = Path(__file__).with_name("migrations")


def migrate(engine: Engine) -> None:
    """Bring the database to the newest revision, in one transaction."""
    with engine.connect().execution_options(**{WRITING: True}) as connection:
        if connection.dialect.name == "sqlite":
            # A table that is made anew is named by others all the while.
            driver_of(connection).execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            if connection.dialect.name == "postgresql":
                # Processes that start together take turns; the second finds nothing left to do.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
            command.upgrade(_config(connection), "head")


def check_schema() -> list[str]:
    """Where migrations and schema differ, one sentence each; empty: they agree. Needs no database."""
    found: list[str] = []
    newest = ScriptDirectory.from_config(_config(None)).get_current_head()
    if newest != REVISION:
        found.append(
            f"The newest revision is {newest}, but store/schema.py says {REVISION}: change it there."
        )
    migrated, made = (open_engine(read_url("sqlite://")) for _ in range(2))
    try:
        migrate(migrated)
        metadata.create_all(made)
        with migrated.connect() as old, made.connect() as new:
            found += differences(old)
            if _triggers(old) != _triggers(new):
                found.append(
                    "The triggers of the migrations differ from those of store/triggers.py."
                )
    finally:
        migrated.dispose()
        made.dispose()
    return found


def differences(connection: Connection) -> list[str]:
    """What a migrated database lacks of the schema, or has beside it."""
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "target_metadata": metadata}
    )
    return [
        f"Schema and migrations differ: {_told(diff)}."
        for diff in compare_metadata(context, metadata)
    ]


def _told(diff: Any) -> str:
    # A change of a column comes as a list of changes, all else as one.
    return "; ".join(map(_told, diff)) if isinstance(diff, list) else " ".join(map(str, diff))


def _triggers(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    ).all()
    return {name: " ".join(sql.split()) for name, sql in rows}


def _config(connection: Connection | None) -> Config:
    config = Config()
    # A percent sign in the path would otherwise be read as the beginning of a substitution.
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
