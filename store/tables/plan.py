"""A plan as record: headings, actions with their leads, milestones and measures, and every update."""

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
    UniqueConstraint,
)

from store.columns import Json, UtcDateTime, due, link, metadata, of_programme, row_id

plans = Table(
    "plans",
    metadata,
    row_id(),
    of_programme(),
    Column("code", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("reporting_body", Text, nullable=False),
    Column("routes", Json, nullable=False),
    Column("scale", Json, nullable=False),
    Column("policy", Json),
    Column("imported_on", Date),
    UniqueConstraint("programme_id", "code"),
    sqlite_autoincrement=True,
)

headings = Table(
    "headings",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans"),
    Column("local_id", Text, nullable=False),
    Column("parent", Text),
    Column("kind", Text, nullable=False),
    Column("code", Text),
    Column("title", Text, nullable=False),
    Column("leads", Json, nullable=False),
    Column("place", Integer, nullable=False),
    UniqueConstraint("plan_id", "local_id"),
    sqlite_autoincrement=True,
)

# One reading of a plan's file; its findings may be none, which is news too.
imports = Table(
    "imports",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "plan_id"),
    sqlite_autoincrement=True,
)

findings = Table(
    "findings",
    metadata,
    row_id(),
    of_programme(),
    link("import_id", "imports"),
    Column("severity", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("message", Text, nullable=False),
    Index(None, "import_id"),
    sqlite_autoincrement=True,
)

# A bulk re-baseline from a spreadsheet (R13), previewed before it is taken.
refreshes = Table(
    "refreshes",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans"),
    link("person_id", "people", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("changes", Json, nullable=False),
    Index(None, "plan_id"),
    sqlite_autoincrement=True,
)

actions = Table(
    "actions",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans"),
    Column("heading", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("ref", Text),
    Column("title", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("lead_organisations", Json, nullable=False),
    *due("original"),
    *due("approved"),
    Column("approved_changes", Integer, nullable=False),
    Column("historic", Boolean, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("closed_on", Date),
    # Requests name their action; that an action names its pending ones back is no foreign key,
    # which would be a circle.
    Column("claim_request_id", Integer),
    Column("claim_awaiting", Text),
    Column("claim_since", UtcDateTime),
    Column("redate_request_id", Integer),
    # The fold of its updates, kept beside them so that reading is one row.
    Column("state", Json, nullable=False),
    UniqueConstraint("programme_id", "key"),
    Index(None, "plan_id", "place"),
    sqlite_autoincrement=True,
)

# Merged, split, superseded: what became of an action (R13).
successions = Table(
    "successions",
    metadata,
    row_id(),
    of_programme(),
    link("from_action_id", "actions"),
    link("to_action_id", "actions"),
    Column("kind", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("from_action_id", "to_action_id", "kind"),
    Index(None, "to_action_id"),
    sqlite_autoincrement=True,
)

action_leads = Table(
    "action_leads",
    metadata,
    row_id(),
    of_programme(),
    link("action_id", "actions"),
    Column("place", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text),
    Column("organisation", Text),
    Column("kind", Text, nullable=False),
    Column("inherited", Boolean, nullable=False),
    link("person_id", "people", nullable=True),
    UniqueConstraint("action_id", "place"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

milestones = Table(
    "milestones",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans"),
    Column("text", Text, nullable=False),
    *due("due"),
    Column("done_on", Date),
    *due("forecast"),
    Index(None, "plan_id"),
    sqlite_autoincrement=True,
)

action_milestones = Table(
    "action_milestones",
    metadata,
    of_programme(),
    link("action_id", "actions", primary_key=True),
    link("milestone_id", "milestones", primary_key=True),
    Index(None, "milestone_id"),
)

measures = Table(
    "measures",
    metadata,
    row_id(),
    of_programme(),
    link("plan_id", "plans"),
    Column("text", Text, nullable=False),
    Column("target", Text),
    *due("due"),
    Column("headline", Boolean, nullable=False),
    Index(None, "plan_id"),
    sqlite_autoincrement=True,
)

action_measures = Table(
    "action_measures",
    metadata,
    of_programme(),
    link("action_id", "actions", primary_key=True),
    link("measure_id", "measures", primary_key=True),
    Index(None, "measure_id"),
)

readings = Table(
    "readings",
    metadata,
    row_id(),
    of_programme(),
    link("measure_id", "measures"),
    Column("value", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("source", Text, nullable=False),
    link("person_id", "people", nullable=True),
    Column("batch", Text),
    Column("undone", Boolean, nullable=False),
    Index(None, "measure_id", "as_of"),
    Index(None, "batch"),
    sqlite_autoincrement=True,
)

updates = Table(
    "updates",
    metadata,
    row_id(),
    of_programme(),
    link("action_id", "actions"),
    Column("kind", Text, nullable=False),
    link("person_id", "people"),
    link("for_person_id", "people", nullable=True),
    Column("organisation", Text),
    Column("at", UtcDateTime, nullable=False),
    Column("through", Text, nullable=False),
    Column("batch", Text, nullable=False),
    Column("status", Text),
    Column("position", Text),
    Column("next_steps", Text),
    Column("if_not", Text),
    Column("back_to_green", Text),
    Column("ask", Text),
    Column("limbs", Json),
    *due("forecast"),
    Column("delivered_on", Date),
    Column("impact_due", Date),
    Column("links", Json, nullable=False),
    # A milestone or a measure: which of them, the kind says.
    Column("item_id", Integer),
    Column("done_on", Date),
    Column("was_done_on", Date),
    Column("words", Text),
    Column("new_round", Boolean, nullable=False),
    Column("settles_at", UtcDateTime),
    Column("undoes", Text),
    Column("late", Boolean, nullable=False),
    Index(None, "action_id", "at"),
    Index(None, "batch"),
    Index(None, "person_id"),
    Index(None, "kind", "item_id"),
    sqlite_autoincrement=True,
)

# What one message of one person's did, whatever it did: the newest that stands is what undo takes back.
batches = Table(
    "batches",
    metadata,
    row_id(),
    of_programme(),
    link("person_id", "people"),
    Column("batch", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
    UniqueConstraint("person_id", "batch"),
    Index(None, "batch"),
    sqlite_autoincrement=True,
)

snoozes = Table(
    "snoozes",
    metadata,
    row_id(),
    of_programme(),
    link("person_id", "people"),
    Column("item_kind", Text, nullable=False),
    Column("item_id", Integer, nullable=False),
    Column("until", Date, nullable=False),
    Column("batch", Text),
    Column("undone", Boolean, nullable=False),
    Index(None, "person_id", "until"),
    Index(None, "batch"),
    sqlite_autoincrement=True,
)

# A link or a file that backs an action, a milestone or a reading.
evidence = Table(
    "evidence",
    metadata,
    row_id(),
    of_programme(),
    link("action_id", "actions"),
    link("update_id", "updates", nullable=True),
    link("milestone_id", "milestones", nullable=True),
    link("person_id", "people", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("link", Text),
    Column("file_id", Text),
    CheckConstraint("link IS NOT NULL OR file_id IS NOT NULL", name="points_somewhere"),
    Index(None, "action_id"),
    sqlite_autoincrement=True,
)
