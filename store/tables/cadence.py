"""What the clock leads to: touches, the steps of each cycle, digests."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from store.columns import UtcDateTime, link, metadata, of_programme, row_id

touches = Table(
    "touches",
    metadata,
    row_id(),
    of_programme(),
    link("person_id", "people"),
    Column("item_kind", Text, nullable=False),
    Column("item_id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("why", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("message_key", Text),
    link("for_person_id", "people", nullable=True),
    UniqueConstraint("person_id", "item_kind", "item_id", "kind", "day"),
    Index(None, "person_id", "day"),
    Index(None, "message_key"),
    Index(None, "programme_id", "day"),
    sqlite_autoincrement=True,
)

cycle_steps = Table(
    "cycle_steps",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans"),
    link("meeting_id", "meetings"),
    Column("edition", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("rung", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("detail", Text, nullable=False),
    UniqueConstraint("plan_id", "meeting_id", "edition", "step", "rung"),
    sqlite_autoincrement=True,
)

digests = Table(
    "digests",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans"),
    link("meeting_id", "meetings"),
    Column("edition", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("drafted_at", UtcDateTime, nullable=False),
    Column("posted_at", UtcDateTime),
    link("held_by", "people", nullable=True),
    # As text: the facts are frozen letter for letter at posting (R11).
    Column("facts", Text, nullable=False),
    Column("short_notice", Boolean, nullable=False),
    UniqueConstraint("plan_id", "meeting_id", "edition"),
    sqlite_autoincrement=True,
)

corrections = Table(
    "corrections",
    metadata,
    row_id(),
    of_programme(),
    link("digest_id", "digests"),
    Column("place", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("text", Text, nullable=False),
    link("person_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("digest_id", "place"),
    sqlite_autoincrement=True,
)
