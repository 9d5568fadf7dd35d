"""A programme, its connections, its people, and where they can be reached."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Table,
    Text,
    UniqueConstraint,
)

from store.columns import Json, UtcDateTime, link, metadata, of_programme, row_id

programmes = Table(
    "programmes",
    metadata,
    row_id(),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("live_since", UtcDateTime),
    Column("introduces", Boolean, nullable=False),
    Column("policy", Json, nullable=False),
    Column("policy_hash", Text, nullable=False),
    Column("digest_channels", Json, nullable=False),
    # When its cycle is to be looked at next: derived, as people's next_touch_at is.
    Column("cycle_due_at", UtcDateTime),
    UniqueConstraint("code"),
    Index(None, "state", "cycle_due_at"),
    sqlite_autoincrement=True,
)

connections = Table(
    "connections",
    metadata,
    row_id(),
    of_programme(),
    Column("name", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("allowed_tenants", Json, nullable=False),
    Column("settings", Json, nullable=False),
    UniqueConstraint("name"),
    Index(None, "programme_id"),
    sqlite_autoincrement=True,
)

terms = Table(
    "terms",
    metadata,
    row_id(),
    of_programme(),
    Column("name", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    CheckConstraint("first_day <= last_day", name="days_in_order"),
    Index(None, "programme_id"),
    sqlite_autoincrement=True,
)

people = Table(
    "people",
    metadata,
    row_id(),
    of_programme(),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("organisation", Text),
    Column("title", Text),
    Column("roles", Json, nullable=False),
    Column("chairs", Json, nullable=False),
    Column("partnership_leads", Json, nullable=False),
    Column("weekdays", Json, nullable=False),
    Column("term_time_only", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("introduced_at", UtcDateTime),
    Column("next_touch_at", UtcDateTime),
    Index(None, "programme_id"),
    # What a tick costs follows what is due, not what is stored.
    Index(None, "next_touch_at", "programme_id"),
    sqlite_autoincrement=True,
)

addresses = Table(
    "addresses",
    metadata,
    row_id(),
    of_programme(),
    link("person_id", "people"),
    Column("connection", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("native", Text, nullable=False),
    Column("preferred", Boolean, nullable=False),
    UniqueConstraint("person_id", "connection", "place", "native"),
    Index(None, "connection", "native"),
    sqlite_autoincrement=True,
)

# Accounts that a platform names for somebody's e-mail: no address before whoever sits there says so.
matches = Table(
    "matches",
    metadata,
    row_id(),
    of_programme(),
    link("person_id", "people"),
    Column("connection", Text, nullable=False),
    Column("native", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "connection", "native"),
    Index(None, "connection", "native"),
    Index(None, "programme_id"),
    sqlite_autoincrement=True,
)

# What a platform wants back before it lets us speak first (Teams), and who cannot be reached at all.
reachability = Table(
    "reachability",
    metadata,
    row_id(),
    of_programme(),
    Column("connection", Text, nullable=False),
    Column("native", Text, nullable=False),
    Column("reference", Json),
    Column("seen_at", UtcDateTime),
    Column("unreachable_since", UtcDateTime),
    Column("reason", Text),
    UniqueConstraint("programme_id", "connection", "native"),
    sqlite_autoincrement=True,
)

absences = Table(
    "absences",
    metadata,
    row_id(),
    of_programme(),
    link("person_id", "people"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    link("cover_id", "people", nullable=True),
    Column("batch", Text),
    Column("undone", Boolean, nullable=False),
    CheckConstraint("first_day <= last_day", name="days_in_order"),
    Index(None, "person_id", "last_day"),
    Index(None, "batch"),
    sqlite_autoincrement=True,
)

delegations = Table(
    "delegations",
    metadata,
    row_id(),
    of_programme(),
    link("delegate_id", "people"),
    link("lead_id", "people"),
    UniqueConstraint("programme_id", "delegate_id", "lead_id"),
    Index(None, "lead_id"),
    sqlite_autoincrement=True,
)

# What a job has to remember between two runs, by name.
job_notes = Table(
    "job_notes",
    metadata,
    row_id(),
    of_programme(),
    Column("name", Text, nullable=False),
    Column("value", Json),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("programme_id", "name"),
    sqlite_autoincrement=True,
)
