"""What comes in and goes out (R17): inbox, outbox, open questions, the console's own rooms."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from store.columns import Id, Json, UtcDateTime, link, metadata, of_programme, row_id

# An event is claimed before anybody knows whose it is: the programme is its connection's, or nobody's.
inbox = Table(
    "inbox",
    metadata,
    row_id(),
    Column("programme_id", Id, ForeignKey("programmes.id")),
    Column("connection", Text, nullable=False),
    Column("event_key", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("outcome", Json),
    UniqueConstraint("connection", "event_key"),
    sqlite_autoincrement=True,
)

#: The states of rows that something is still to be done about, in the order of the index's condition.
LIVE = ("queued", "sending", "in_doubt")
_IS_LIVE = f"state IN {LIVE!r}"

outbox = Table(
    "outbox",
    metadata,
    row_id(),
    of_programme(),
    Column("effect", Text, nullable=False),
    Column("connection", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("native", Text, nullable=False),
    link("person_id", "people", nullable=True),
    Column("key", Text, nullable=False),
    Column("parent_key", Text),
    Column("thread", Text),
    Column("target", Text),
    Column("priority", Integer, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    # The not-before it was put with: retries move the other.
    Column("meant_for", UtcDateTime, nullable=False),
    Column("kind", Text, nullable=False),
    Column("asks", Boolean, nullable=False),
    Column("message", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("leased_at", UtcDateTime),
    Column("platform_id", Text),
    Column("sent_at", UtcDateTime),
    Column("repeat", Boolean, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("last_error", Text),
    Column("facts", Json, nullable=False),
    UniqueConstraint("key"),
    CheckConstraint("attempts >= 0 AND doubts >= 0", name="counts"),
    # Sent rows are most of the table and none of the work: the queue's index leaves them out.
    Index(
        "ix_outbox_live",
        "priority",
        "not_before",
        "id",
        sqlite_where=text(_IS_LIVE),
        postgresql_where=text(_IS_LIVE),
    ),
    Index(None, "parent_key"),
    Index(None, "person_id", "kind", "meant_for"),
    Index(None, "platform_id"),
    Index(None, "thread"),
    Index(None, "connection", "native", "sent_at"),
    sqlite_autoincrement=True,
)

open_questions = Table(
    "open_questions",
    metadata,
    row_id(),
    of_programme(),
    link("person_id", "people"),
    Column("connection", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("native", Text, nullable=False),
    Column("thread", Text),
    Column("code", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", Json, nullable=False),
    Column("answered", Boolean, nullable=False),
    Index(
        "ix_open_questions_unanswered",
        "person_id",
        "connection",
        "native",
        sqlite_where=text("NOT answered"),
        postgresql_where=text("NOT answered"),
    ),
    sqlite_autoincrement=True,
)

console_posts = Table(
    "console_posts",
    metadata,
    row_id(),
    Column("programme_id", Id, ForeignKey("programmes.id")),
    Column("connection", Text, nullable=False),
    Column("room", Text, nullable=False),
    link("thread", "console_posts", nullable=True),
    Column("author", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("key", Text),
    Column("payload", Text, nullable=False),
    Column("only_for", Text),
    UniqueConstraint("connection", "key"),
    sqlite_autoincrement=True,
)
