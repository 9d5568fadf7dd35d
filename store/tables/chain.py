"""The audit chain (R16): digests that never change, and beside them words that can be erased."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
)

from store.columns import Id, UtcDateTime, link, metadata, of_programme, row_id

# Where each programme's chain ends: a chain cut short does not verify.
audit_heads = Table(
    "audit_heads",
    metadata,
    link("programme_id", "programmes", primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

audit_events = Table(
    "audit_events",
    metadata,
    link("programme_id", "programmes", primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    # Ids only; no foreign key, so that the chain stands on its own.
    Column("actor_id", Id),
    Column("through", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("words_digest", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index(None, "programme_id", "subject", "seq"),
)

audit_words = Table(
    "audit_words",
    metadata,
    link("programme_id", "programmes", primary_key=True),
    Column("seq", Integer, primary_key=True),
    # Without the salt nobody can find erased words again by trying likely ones.
    Column("salt", Text),
    Column("words", Text),
    Column("erased_at", UtcDateTime),
    ForeignKeyConstraint(
        ["programme_id", "seq"],
        ["audit_events.programme_id", "audit_events.seq"],
        name="fk_audit_words_event",
    ),
)

# Which stored words were taken out, by whom and why (R15): never the words.
redactions = Table(
    "redactions",
    metadata,
    row_id(),
    of_programme(),
    link("person_id", "people", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("record", Text, nullable=False),
    Column("row", Id, nullable=False),
    Column("field", Text, nullable=False),
    Column("reason", Text),
    Index(None, "programme_id", "record", "row"),
    sqlite_autoincrement=True,
)
