"""Bodies and their meetings, what is asked of them, and what is told to them and to the public."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from store.columns import Json, UtcDateTime, due, link, metadata, of_programme, row_id

bodies = Table(
    "bodies",
    metadata,
    row_id(),
    of_programme(),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("channels", Json, nullable=False),
    UniqueConstraint("programme_id", "code"),
    sqlite_autoincrement=True,
)

rhythms = Table(
    "rhythms",
    metadata,
    row_id(),
    of_programme(),
    Column("body", Text, nullable=False),
    Column("every", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("at", Time, nullable=False),
    Column("until", Date),
    Index(None, "programme_id", "body"),
    sqlite_autoincrement=True,
)

meetings = Table(
    "meetings",
    metadata,
    row_id(),
    of_programme(),
    Column("body", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Time, nullable=False),
    Column("original_day", Date, nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("from_rhythm", Boolean, nullable=False),
    Index(None, "programme_id", "day"),
    sqlite_autoincrement=True,
)

# Stocktakes, deep dives, assurance talks: packs from the same returns, never a second chase (R9).
review_points = Table(
    "review_points",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans", nullable=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("day", Date, nullable=False),
    Index(None, "programme_id", "day"),
    sqlite_autoincrement=True,
)

requests = Table(
    "requests",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans"),
    link("action_id", "actions"),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("route", Json, nullable=False),
    Column("step", Integer, nullable=False),
    link("person_id", "people"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("reason", Text),
    *due("new_date"),
    Column("new_lead", Text),
    Column("batch", Text, nullable=False),
    Index(None, "programme_id", "state"),
    Index(None, "action_id"),
    Index(None, "batch"),
    sqlite_autoincrement=True,
)

decisions = Table(
    "decisions",
    metadata,
    row_id(),
    of_programme(),
    link("request_id", "requests"),
    Column("place", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("agreed", Boolean, nullable=False),
    Column("kind", Text, nullable=False),
    link("person_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", Text),
    Column("minute", Text),
    UniqueConstraint("request_id", "place"),
    sqlite_autoincrement=True,
)

# A decision or help wanted from a body, and what came of it.
asks = Table(
    "asks",
    metadata,
    row_id(),
    of_programme(),
    link("action_id", "actions"),
    link("meeting_id", "meetings", nullable=True),
    link("person_id", "people", nullable=True),
    Column("body", Text),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text),
    Column("state", Text, nullable=False),
    Column("answer", Text),
    Column("answered_at", UtcDateTime),
    Index(None, "programme_id", "state"),
    Index(None, "action_id"),
    sqlite_autoincrement=True,
)

# A paper that was made (R20), with the facts it was made from.
papers = Table(
    "papers",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans", nullable=True),
    link("meeting_id", "meetings", nullable=True),
    Column("kind", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("facts", Json),
    Column("file_digest", Text),
    Index(None, "programme_id", "kind"),
    sqlite_autoincrement=True,
)

# Only lines marked public-safe leave the partnership (R20).
public_lines = Table(
    "public_lines",
    metadata,
    row_id(),
    of_programme(),
    link("action_id", "actions", nullable=True),
    link("person_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text),
    Column("withdrawn_at", UtcDateTime),
    Index(None, "programme_id", "at"),
    sqlite_autoincrement=True,
)

quiet_periods = Table(
    "quiet_periods",
    metadata,
    row_id(),
    of_programme(),
    Column("name", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    CheckConstraint("first_day <= last_day", name="days_in_order"),
    Index(None, "programme_id", "last_day"),
    sqlite_autoincrement=True,
)
