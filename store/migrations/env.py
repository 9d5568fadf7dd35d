"""Alembic's environment: migrates the one connection that ``store.migrate`` hands over."""

from __future__ import annotations

from alembic import context

from store.columns import UtcDateTime, metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    # SQLite changes a table by making a new one and moving its rows.
    render_as_batch=connection.dialect.name == "sqlite",
    # Revisions hold plain types: a later change of a type of ours must not change the past.
    render_item=lambda kind, item, _: (
        "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False
    ),
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
