"""What the database itself forbids: updates and the audit chain are append-only (R12, R16).

Of an update only words can be redacted: to NULL or to ``REDACTED``. Of the chain nothing can change;
what stands beside it can only be erased.
"""

from __future__ import annotations

from sqlalchemy import DDL, Table, event

from store.tables.chain import audit_events, audit_words
from store.tables.plan import updates

#: What stands where words were taken out.
REDACTED = "[redacted]"

#: The columns of an update that hold somebody's words; all others never change.
WORDS = (
    "position",
    "next_steps",
    "if_not",
    "back_to_green",
    "ask",
    "forecast_text",
    "links",
    "words",
)
_FACTS = tuple(column.name for column in updates.columns if column.name not in WORDS)


def _sqlite(name: str, table: str, when: str, condition: str, sentence: str) -> str:
    test = f" WHEN {condition}" if condition else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {when} ON {table}{test}"
        f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _unredacted(distinct: str) -> str:
    """Whether a changed column of words holds anything but a redaction."""
    tests = [
        f"(NEW.{name} {distinct} OLD.{name} AND NEW.{name} IS NOT NULL AND NEW.{name} <> '{REDACTED}')"
        for name in WORDS
        if name != "links"
    ]
    # JSON has no equality on PostgreSQL; as text an empty list is what a redaction leaves.
    tests.append(
        f"(CAST(NEW.links AS TEXT) {distinct} CAST(OLD.links AS TEXT) AND CAST(NEW.links AS TEXT) <> '[]')"
    )
    return " OR ".join(tests)


_APPEND_ONLY = "updates are append-only: only their words can be redacted"
_CHAIN = "the audit chain is append-only"
_BESIDE = "words beside the audit chain can only be erased"

SQLITE: tuple[tuple[Table, str], ...] = (
    (updates, _sqlite("updates_never_deleted", "updates", "DELETE", "", _APPEND_ONLY)),
    (
        updates,
        _sqlite(
            "updates_never_changed",
            "updates",
            f"UPDATE OF {', '.join(_FACTS)}",
            "",
            _APPEND_ONLY,
        ),
    ),
    (
        updates,
        _sqlite(
            "updates_only_redacted",
            "updates",
            f"UPDATE OF {', '.join(WORDS)}",
            _unredacted("IS NOT"),
            _APPEND_ONLY,
        ),
    ),
    (audit_events, _sqlite("audit_events_never_deleted", "audit_events", "DELETE", "", _CHAIN)),
    (audit_events, _sqlite("audit_events_never_changed", "audit_events", "UPDATE", "", _CHAIN)),
    (audit_words, _sqlite("audit_words_never_deleted", "audit_words", "DELETE", "", _BESIDE)),
    (
        audit_words,
        _sqlite(
            "audit_words_only_erased",
            "audit_words",
            "UPDATE",
            "NEW.words IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL",
            _BESIDE,
        ),
    ),
)


def _postgresql(name: str, table: str, when: str, condition: str, sentence: str) -> str:
    test = f" WHEN ({condition})" if condition else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW{test}"
        f" EXECUTE FUNCTION sendbot_refuse('{sentence}')"
    )


_REFUSE = (
    "CREATE OR REPLACE FUNCTION sendbot_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = ''restrict_violation''; END'"
)

POSTGRESQL: tuple[tuple[Table, str], ...] = (
    (updates, _REFUSE),
    (updates, _postgresql("updates_never_deleted", "updates", "DELETE", "", _APPEND_ONLY)),
    (
        updates,
        _postgresql(
            "updates_never_changed",
            "updates",
            f"UPDATE OF {', '.join(_FACTS)}",
            "",
            _APPEND_ONLY,
        ),
    ),
    (
        updates,
        _postgresql(
            "updates_only_redacted",
            "updates",
            f"UPDATE OF {', '.join(WORDS)}",
            _unredacted("IS DISTINCT FROM"),
            _APPEND_ONLY,
        ),
    ),
    (audit_events, _REFUSE),
    (audit_events, _postgresql("audit_events_never_deleted", "audit_events", "DELETE", "", _CHAIN)),
    (audit_events, _postgresql("audit_events_never_changed", "audit_events", "UPDATE", "", _CHAIN)),
    (audit_words, _REFUSE),
    (audit_words, _postgresql("audit_words_never_deleted", "audit_words", "DELETE", "", _BESIDE)),
    (
        audit_words,
        _postgresql(
            "audit_words_only_erased",
            "audit_words",
            "UPDATE",
            "NEW.words IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL",
            _BESIDE,
        ),
    ),
)


def attach() -> None:
    """Have ``create_all`` make the triggers with their tables."""
    for dialect, statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
        for table, statement in statements:
            # DDL() formats with %: the statements hold none of their own.
            made = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", made.execute_if(dialect=dialect))
