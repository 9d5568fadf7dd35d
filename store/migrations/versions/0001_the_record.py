"""The record as its first release keeps it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)


#: Updates and the audit chain are append-only (R12, R16).
SQLITE = (
    "CREATE TRIGGER updates_never_deleted BEFORE DELETE ON updates BEGIN SELECT RAISE(ABORT, 'updates are append-only: only their words can be redacted'); END",
    "CREATE TRIGGER updates_never_changed BEFORE UPDATE OF id, programme_id, action_id, kind, person_id, for_person_id, organisation, at, through, batch, status, limbs, forecast_start, forecast_end, forecast_precision, delivered_on, impact_due, item_id, done_on, was_done_on, new_round, settles_at, undoes, late ON updates BEGIN SELECT RAISE(ABORT, 'updates are append-only: only their words can be redacted'); END",
    "CREATE TRIGGER updates_only_redacted BEFORE UPDATE OF position, next_steps, if_not, back_to_green, ask, forecast_text, links, words ON updates WHEN (NEW.position IS NOT OLD.position AND NEW.position IS NOT NULL AND NEW.position <> '[redacted]') OR (NEW.next_steps IS NOT OLD.next_steps AND NEW.next_steps IS NOT NULL AND NEW.next_steps <> '[redacted]') OR (NEW.if_not IS NOT OLD.if_not AND NEW.if_not IS NOT NULL AND NEW.if_not <> '[redacted]') OR (NEW.back_to_green IS NOT OLD.back_to_green AND NEW.back_to_green IS NOT NULL AND NEW.back_to_green <> '[redacted]') OR (NEW.ask IS NOT OLD.ask AND NEW.ask IS NOT NULL AND NEW.ask <> '[redacted]') OR (NEW.forecast_text IS NOT OLD.forecast_text AND NEW.forecast_text IS NOT NULL AND NEW.forecast_text <> '[redacted]') OR (NEW.words IS NOT OLD.words AND NEW.words IS NOT NULL AND NEW.words <> '[redacted]') OR (CAST(NEW.links AS TEXT) IS NOT CAST(OLD.links AS TEXT) AND CAST(NEW.links AS TEXT) <> '[]') BEGIN SELECT RAISE(ABORT, 'updates are append-only: only their words can be redacted'); END",
    "CREATE TRIGGER audit_events_never_deleted BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END",
    "CREATE TRIGGER audit_events_never_changed BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END",
    "CREATE TRIGGER audit_words_never_deleted BEFORE DELETE ON audit_words BEGIN SELECT RAISE(ABORT, 'words beside the audit chain can only be erased'); END",
    "CREATE TRIGGER audit_words_only_erased BEFORE UPDATE ON audit_words WHEN NEW.words IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL BEGIN SELECT RAISE(ABORT, 'words beside the audit chain can only be erased'); END",
)


POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION sendbot_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = ''restrict_violation''; END'",
    "CREATE TRIGGER updates_never_deleted BEFORE DELETE ON updates FOR EACH ROW EXECUTE FUNCTION sendbot_refuse('updates are append-only: only their words can be redacted')",
    "CREATE TRIGGER updates_never_changed BEFORE UPDATE OF id, programme_id, action_id, kind, person_id, for_person_id, organisation, at, through, batch, status, limbs, forecast_start, forecast_end, forecast_precision, delivered_on, impact_due, item_id, done_on, was_done_on, new_round, settles_at, undoes, late ON updates FOR EACH ROW EXECUTE FUNCTION sendbot_refuse('updates are append-only: only their words can be redacted')",
    "CREATE TRIGGER updates_only_redacted BEFORE UPDATE OF position, next_steps, if_not, back_to_green, ask, forecast_text, links, words ON updates FOR EACH ROW WHEN ((NEW.position IS DISTINCT FROM OLD.position AND NEW.position IS NOT NULL AND NEW.position <> '[redacted]') OR (NEW.next_steps IS DISTINCT FROM OLD.next_steps AND NEW.next_steps IS NOT NULL AND NEW.next_steps <> '[redacted]') OR (NEW.if_not IS DISTINCT FROM OLD.if_not AND NEW.if_not IS NOT NULL AND NEW.if_not <> '[redacted]') OR (NEW.back_to_green IS DISTINCT FROM OLD.back_to_green AND NEW.back_to_green IS NOT NULL AND NEW.back_to_green <> '[redacted]') OR (NEW.ask IS DISTINCT FROM OLD.ask AND NEW.ask IS NOT NULL AND NEW.ask <> '[redacted]') OR (NEW.forecast_text IS DISTINCT FROM OLD.forecast_text AND NEW.forecast_text IS NOT NULL AND NEW.forecast_text <> '[redacted]') OR (NEW.words IS DISTINCT FROM OLD.words AND NEW.words IS NOT NULL AND NEW.words <> '[redacted]') OR (CAST(NEW.links AS TEXT) IS DISTINCT FROM CAST(OLD.links AS TEXT) AND CAST(NEW.links AS TEXT) <> '[]')) EXECUTE FUNCTION sendbot_refuse('updates are append-only: only their words can be redacted')",
    "CREATE TRIGGER audit_events_never_deleted BEFORE DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION sendbot_refuse('the audit chain is append-only')",
    "CREATE TRIGGER audit_events_never_changed BEFORE UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION sendbot_refuse('the audit chain is append-only')",
    "CREATE TRIGGER audit_words_never_deleted BEFORE DELETE ON audit_words FOR EACH ROW EXECUTE FUNCTION sendbot_refuse('words beside the audit chain can only be erased')",
    "CREATE TRIGGER audit_words_only_erased BEFORE UPDATE ON audit_words FOR EACH ROW WHEN (NEW.words IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL) EXECUTE FUNCTION sendbot_refuse('words beside the audit chain can only be erased')",
)


def upgrade() -> None:
    op.create_table(
        "programmes",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("live_since", AT, nullable=True),
        sa.Column("introduces", sa.Boolean(), nullable=False),
        sa.Column("policy", JSON, nullable=False),
        sa.Column("policy_hash", sa.Text(), nullable=False),
        sa.Column("digest_channels", JSON, nullable=False),
        sa.Column("cycle_due_at", AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("code", name=op.f("uq_programmes_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_programmes_state_cycle_due_at"), "programmes", ["state", "cycle_due_at"]
    )
    op.create_table(
        "audit_events",
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("through", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("words_digest", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_audit_events_programme_id")
        ),
        sa.PrimaryKeyConstraint("programme_id", "seq", name=op.f("pk_audit_events")),
    )
    op.create_index(
        op.f("ix_audit_events_programme_id_subject_seq"),
        "audit_events",
        ["programme_id", "subject", "seq"],
    )
    op.create_table(
        "audit_heads",
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_audit_heads_programme_id")
        ),
        sa.PrimaryKeyConstraint("programme_id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "bodies",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channels", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_bodies_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_bodies_programme_id_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "connections",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("allowed_tenants", JSON, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_connections_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connections")),
        sa.UniqueConstraint("name", name=op.f("uq_connections_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_connections_programme_id"), "connections", ["programme_id"])
    op.create_table(
        "console_posts",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=True),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("thread", ID, nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("only_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_console_posts_programme_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread"], ["console_posts.id"], name=op.f("fk_console_posts_thread")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_posts")),
        sa.UniqueConstraint("connection", "key", name=op.f("uq_console_posts_connection_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "inbox",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=True),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("event_key", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("outcome", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_inbox_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("connection", "event_key", name=op.f("uq_inbox_connection_event_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "job_notes",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", JSON, nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_job_notes_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_notes")),
        sa.UniqueConstraint("programme_id", "name", name=op.f("uq_job_notes_programme_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meetings",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("original_day", sa.Date(), nullable=False),
        sa.Column("entered_at", AT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("from_rhythm", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_meetings_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meetings_programme_id_day"), "meetings", ["programme_id", "day"])
    op.create_table(
        "people",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("chairs", JSON, nullable=False),
        sa.Column("partnership_leads", JSON, nullable=False),
        sa.Column("weekdays", JSON, nullable=False),
        sa.Column("term_time_only", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("introduced_at", AT, nullable=True),
        sa.Column("next_touch_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_people_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_people_next_touch_at_programme_id"), "people", ["next_touch_at", "programme_id"]
    )
    op.create_index(op.f("ix_people_programme_id"), "people", ["programme_id"])
    op.create_table(
        "plans",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reporting_body", sa.Text(), nullable=False),
        sa.Column("routes", JSON, nullable=False),
        sa.Column("scale", JSON, nullable=False),
        sa.Column("policy", JSON, nullable=True),
        sa.Column("imported_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_plans_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_plans_programme_id_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "quiet_periods",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_quiet_periods_days_in_order")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_quiet_periods_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiet_periods")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_quiet_periods_programme_id_last_day"),
        "quiet_periods",
        ["programme_id", "last_day"],
    )
    op.create_table(
        "reachability",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("native", sa.Text(), nullable=False),
        sa.Column("reference", JSON, nullable=True),
        sa.Column("seen_at", AT, nullable=True),
        sa.Column("unreachable_since", AT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_reachability_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reachability")),
        sa.UniqueConstraint(
            "programme_id",
            "connection",
            "native",
            name=op.f("uq_reachability_programme_id_connection_native"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rhythms",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_rhythms_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rhythms")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rhythms_programme_id_body"), "rhythms", ["programme_id", "body"])
    op.create_table(
        "terms",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_terms_days_in_order")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_terms_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_terms_programme_id"), "terms", ["programme_id"])
    op.create_table(
        "absences",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("cover_id", ID, nullable=True),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absences_days_in_order")),
        sa.ForeignKeyConstraint(["cover_id"], ["people.id"], name=op.f("fk_absences_cover_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_absences_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_absences_batch"), "absences", ["batch"])
    op.create_index(op.f("ix_absences_person_id_last_day"), "absences", ["person_id", "last_day"])
    op.create_table(
        "actions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("lead_organisations", JSON, nullable=False),
        sa.Column("original_text", sa.Text(), nullable=True),
        sa.Column("original_start", sa.Date(), nullable=True),
        sa.Column("original_end", sa.Date(), nullable=True),
        sa.Column("original_precision", sa.Text(), nullable=True),
        sa.Column("approved_text", sa.Text(), nullable=True),
        sa.Column("approved_start", sa.Date(), nullable=True),
        sa.Column("approved_end", sa.Date(), nullable=True),
        sa.Column("approved_precision", sa.Text(), nullable=True),
        sa.Column("approved_changes", sa.Integer(), nullable=False),
        sa.Column("historic", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("claim_request_id", sa.Integer(), nullable=True),
        sa.Column("claim_awaiting", sa.Text(), nullable=True),
        sa.Column("claim_since", AT, nullable=True),
        sa.Column("redate_request_id", sa.Integer(), nullable=True),
        sa.Column("state", JSON, nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_actions_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_actions_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_actions_programme_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_actions_plan_id_place"), "actions", ["plan_id", "place"])
    op.create_table(
        "addresses",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("native", sa.Text(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_addresses_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_addresses_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sa.UniqueConstraint(
            "person_id",
            "connection",
            "place",
            "native",
            name=op.f("uq_addresses_person_id_connection_place_native"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_addresses_connection_native"), "addresses", ["connection", "native"])
    op.create_table(
        "audit_words",
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("erased_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id", "seq"],
            ["audit_events.programme_id", "audit_events.seq"],
            name="fk_audit_words_event",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_audit_words_programme_id")
        ),
        sa.PrimaryKeyConstraint("programme_id", "seq", name=op.f("pk_audit_words")),
    )
    op.create_table(
        "batches",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_batches_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_batches_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("person_id", "batch", name=op.f("uq_batches_person_id_batch")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_batches_batch"), "batches", ["batch"])
    op.create_table(
        "cycle_steps",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_cycle_steps_meeting_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_cycle_steps_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_cycle_steps_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_steps")),
        sa.UniqueConstraint(
            "plan_id",
            "meeting_id",
            "edition",
            "step",
            "rung",
            name=op.f("uq_cycle_steps_plan_id_meeting_id_edition_step_rung"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "delegations",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("delegate_id", ID, nullable=False),
        sa.Column("lead_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["people.id"], name=op.f("fk_delegations_delegate_id")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["people.id"], name=op.f("fk_delegations_lead_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_delegations_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
        sa.UniqueConstraint(
            "programme_id",
            "delegate_id",
            "lead_id",
            name=op.f("uq_delegations_programme_id_delegate_id_lead_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_delegations_lead_id"), "delegations", ["lead_id"])
    op.create_table(
        "digests",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("drafted_at", AT, nullable=False),
        sa.Column("posted_at", AT, nullable=True),
        sa.Column("held_by", ID, nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("short_notice", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["held_by"], ["people.id"], name=op.f("fk_digests_held_by")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_digests_meeting_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_digests_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_digests_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint(
            "plan_id", "meeting_id", "edition", name=op.f("uq_digests_plan_id_meeting_id_edition")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "headings",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("local_id", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("leads", JSON, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_headings_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_headings_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headings")),
        sa.UniqueConstraint("plan_id", "local_id", name=op.f("uq_headings_plan_id_local_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "imports",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_imports_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_imports_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_imports_plan_id"), "imports", ["plan_id"])
    op.create_table(
        "measures",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("due_text", sa.Text(), nullable=True),
        sa.Column("due_start", sa.Date(), nullable=True),
        sa.Column("due_end", sa.Date(), nullable=True),
        sa.Column("due_precision", sa.Text(), nullable=True),
        sa.Column("headline", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_measures_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_measures_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_measures_plan_id"), "measures", ["plan_id"])
    op.create_table(
        "milestones",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_text", sa.Text(), nullable=True),
        sa.Column("due_start", sa.Date(), nullable=True),
        sa.Column("due_end", sa.Date(), nullable=True),
        sa.Column("due_precision", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("forecast_text", sa.Text(), nullable=True),
        sa.Column("forecast_start", sa.Date(), nullable=True),
        sa.Column("forecast_end", sa.Date(), nullable=True),
        sa.Column("forecast_precision", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_milestones_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_milestones_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_milestones_plan_id"), "milestones", ["plan_id"])
    op.create_table(
        "open_questions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("native", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("state", JSON, nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_open_questions_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_open_questions_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_questions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_open_questions_unanswered",
        "open_questions",
        ["person_id", "connection", "native"],
        sqlite_where=sa.text("NOT answered"),
        postgresql_where=sa.text("NOT answered"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("connection", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("native", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("parent_key", sa.Text(), nullable=True),
        sa.Column("thread", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("not_before", AT, nullable=False),
        sa.Column("meant_for", AT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("message", JSON, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", AT, nullable=True),
        sa.Column("leased_at", AT, nullable=True),
        sa.Column("platform_id", sa.Text(), nullable=True),
        sa.Column("sent_at", AT, nullable=True),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("facts", JSON, nullable=False),
        sa.CheckConstraint("attempts >= 0 AND doubts >= 0", name=op.f("ck_outbox_counts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_outbox_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_outbox_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_outbox_connection_native_sent_at"), "outbox", ["connection", "native", "sent_at"]
    )
    op.create_index(
        "ix_outbox_live",
        "outbox",
        ["priority", "not_before", "id"],
        sqlite_where=sa.text("state IN ('queued', 'sending', 'in_doubt')"),
        postgresql_where=sa.text("state IN ('queued', 'sending', 'in_doubt')"),
    )
    op.create_index(op.f("ix_outbox_parent_key"), "outbox", ["parent_key"])
    op.create_index(
        op.f("ix_outbox_person_id_kind_meant_for"), "outbox", ["person_id", "kind", "meant_for"]
    )
    op.create_index(op.f("ix_outbox_platform_id"), "outbox", ["platform_id"])
    op.create_index(op.f("ix_outbox_thread"), "outbox", ["thread"])
    op.create_table(
        "papers",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=True),
        sa.Column("meeting_id", ID, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("facts", JSON, nullable=True),
        sa.Column("file_digest", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_papers_meeting_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_papers_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_papers_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_papers_programme_id_kind"), "papers", ["programme_id", "kind"])
    op.create_table(
        "redactions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("row", ID, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_redactions_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_redactions_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redactions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_redactions_programme_id_record_row"),
        "redactions",
        ["programme_id", "record", "row"],
    )
    op.create_table(
        "refreshes",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_refreshes_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_refreshes_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_refreshes_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refreshes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_refreshes_plan_id"), "refreshes", ["plan_id"])
    op.create_table(
        "review_points",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_review_points_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_review_points_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_points")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_review_points_programme_id_day"), "review_points", ["programme_id", "day"]
    )
    op.create_table(
        "snoozes",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("item_kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_snoozes_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_snoozes_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snoozes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_snoozes_batch"), "snoozes", ["batch"])
    op.create_index(op.f("ix_snoozes_person_id_until"), "snoozes", ["person_id", "until"])
    op.create_table(
        "touches",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("item_kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("message_key", sa.Text(), nullable=True),
        sa.Column("for_person_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["for_person_id"], ["people.id"], name=op.f("fk_touches_for_person_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_touches_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_touches_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touches")),
        sa.UniqueConstraint(
            "person_id",
            "item_kind",
            "item_id",
            "kind",
            "day",
            name=op.f("uq_touches_person_id_item_kind_item_id_kind_day"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_touches_message_key"), "touches", ["message_key"])
    op.create_index(op.f("ix_touches_person_id_day"), "touches", ["person_id", "day"])
    op.create_index(op.f("ix_touches_programme_id_day"), "touches", ["programme_id", "day"])
    op.create_table(
        "action_leads",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("action_id", ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("inherited", sa.Boolean(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_leads_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_action_leads_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_action_leads_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_leads")),
        sa.UniqueConstraint("action_id", "place", name=op.f("uq_action_leads_action_id_place")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_action_leads_person_id"), "action_leads", ["person_id"])
    op.create_table(
        "action_measures",
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("action_id", ID, nullable=False),
        sa.Column("measure_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_measures_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.id"], name=op.f("fk_action_measures_measure_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_action_measures_programme_id")
        ),
        sa.PrimaryKeyConstraint("action_id", "measure_id", name=op.f("pk_action_measures")),
    )
    op.create_index(op.f("ix_action_measures_measure_id"), "action_measures", ["measure_id"])
    op.create_table(
        "action_milestones",
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("action_id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_milestones_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name=op.f("fk_action_milestones_milestone_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_action_milestones_programme_id")
        ),
        sa.PrimaryKeyConstraint("action_id", "milestone_id", name=op.f("pk_action_milestones")),
    )
    op.create_index(
        op.f("ix_action_milestones_milestone_id"), "action_milestones", ["milestone_id"]
    )
    op.create_table(
        "asks",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("action_id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_asks_action_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_asks_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_asks_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_asks_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_asks_action_id"), "asks", ["action_id"])
    op.create_index(op.f("ix_asks_programme_id_state"), "asks", ["programme_id", "state"])
    op.create_table(
        "corrections",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("digest_id", ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digests.id"], name=op.f("fk_corrections_digest_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_corrections_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_corrections_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("digest_id", "place", name=op.f("uq_corrections_digest_id_place")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "findings",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("import_id", ID, nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_findings_import_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_findings_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_findings_import_id"), "findings", ["import_id"])
    op.create_table(
        "public_lines",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("action_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_public_lines_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_public_lines_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_public_lines_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_lines")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_public_lines_programme_id_at"), "public_lines", ["programme_id", "at"])
    op.create_table(
        "readings",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("measure_id", ID, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.id"], name=op.f("fk_readings_measure_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_readings_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_readings_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_readings_batch"), "readings", ["batch"])
    op.create_index(op.f("ix_readings_measure_id_as_of"), "readings", ["measure_id", "as_of"])
    op.create_table(
        "requests",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("action_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("route", JSON, nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("new_date_text", sa.Text(), nullable=True),
        sa.Column("new_date_start", sa.Date(), nullable=True),
        sa.Column("new_date_end", sa.Date(), nullable=True),
        sa.Column("new_date_precision", sa.Text(), nullable=True),
        sa.Column("new_lead", sa.Text(), nullable=True),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_requests_action_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_requests_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_requests_plan_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_requests_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_requests_action_id"), "requests", ["action_id"])
    op.create_index(op.f("ix_requests_batch"), "requests", ["batch"])
    op.create_index(op.f("ix_requests_programme_id_state"), "requests", ["programme_id", "state"])
    op.create_table(
        "successions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("from_action_id", ID, nullable=False),
        sa.Column("to_action_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["from_action_id"], ["actions.id"], name=op.f("fk_successions_from_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_successions_programme_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_action_id"], ["actions.id"], name=op.f("fk_successions_to_action_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_successions")),
        sa.UniqueConstraint(
            "from_action_id",
            "to_action_id",
            "kind",
            name=op.f("uq_successions_from_action_id_to_action_id_kind"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_successions_to_action_id"), "successions", ["to_action_id"])
    op.create_table(
        "updates",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("action_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("for_person_id", ID, nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("through", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("next_steps", sa.Text(), nullable=True),
        sa.Column("if_not", sa.Text(), nullable=True),
        sa.Column("back_to_green", sa.Text(), nullable=True),
        sa.Column("ask", sa.Text(), nullable=True),
        sa.Column("limbs", JSON, nullable=True),
        sa.Column("forecast_text", sa.Text(), nullable=True),
        sa.Column("forecast_start", sa.Date(), nullable=True),
        sa.Column("forecast_end", sa.Date(), nullable=True),
        sa.Column("forecast_precision", sa.Text(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("impact_due", sa.Date(), nullable=True),
        sa.Column("links", JSON, nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("was_done_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("new_round", sa.Boolean(), nullable=False),
        sa.Column("settles_at", AT, nullable=True),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_updates_action_id")),
        sa.ForeignKeyConstraint(
            ["for_person_id"], ["people.id"], name=op.f("fk_updates_for_person_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_updates_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_updates_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_updates_action_id_at"), "updates", ["action_id", "at"])
    op.create_index(op.f("ix_updates_batch"), "updates", ["batch"])
    op.create_index(op.f("ix_updates_kind_item_id"), "updates", ["kind", "item_id"])
    op.create_index(op.f("ix_updates_person_id"), "updates", ["person_id"])
    op.create_table(
        "decisions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("request_id", ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("minute", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_decisions_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_decisions_programme_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_decisions_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("request_id", "place", name=op.f("uq_decisions_request_id_place")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "evidence",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("action_id", ID, nullable=False),
        sa.Column("update_id", ID, nullable=True),
        sa.Column("milestone_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "link IS NOT NULL OR file_id IS NOT NULL", name=op.f("ck_evidence_points_somewhere")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_evidence_action_id")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name=op.f("fk_evidence_milestone_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_evidence_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_evidence_programme_id")
        ),
        sa.ForeignKeyConstraint(["update_id"], ["updates.id"], name=op.f("fk_evidence_update_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_action_id"), "evidence", ["action_id"])
    triggers = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for statement in triggers:
        op.execute(statement)
