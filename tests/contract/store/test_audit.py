"""The audit chain: it verifies, it breaks when tampered with, and words can be erased from it (R16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Executable, delete, insert, text, update

import store
from bot.ports import ChainReport, UnitOfWork
from store.audit import ERASED
from store.errors import Contradiction
from store.tables.chain import audit_events, audit_heads, audit_words
from store.unit_of_work import SqlUnits
from tests.contract.store.records import DAY, NOW, Small, event, session_of, small


def execute(uow: UnitOfWork, statement: Executable) -> None:
    """What somebody with a database tool could do."""
    session_of(uow).execute(statement)


def _unguarded(uow: UnitOfWork, table: str) -> None:
    """Somebody who may change the schema can take the triggers off: the chain must show it then."""
    session = session_of(uow)
    if session.skips_locked:
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    else:
        for guard in ("deleted", "changed", "only_erased"):
            never = guard if guard == "only_erased" else f"never_{guard}"
            session.execute(text(f"DROP TRIGGER IF EXISTS {table}_{never}"))


def _chain(uow: UnitOfWork, length: int = 5) -> Small:
    made = small(uow)
    for n in range(length):
        uow.audit.record(event(made, position=f"Position {n}"))
    return made


def test_events_come_back_with_their_words(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        first = replace(
            event(made), before={}, after={"status": "amber", "position": "Zwölf ▲", "links": ["a"]}
        )
        second = replace(event(made), subject="EX-9")
        third = replace(event(made), actor_id=None, at=NOW + timedelta(seconds=1))
        entries = [uow.audit.record(one) for one in (first, second, third)]
        uow.commit()
    with units.read() as uow:
        found = uow.audit.of_subject(made.programme.id, "EX-1.1")
        assert list(found) == [entries[0], entries[2]]
        assert [entry.event for entry in found] == [first, third]
        assert [entry.seq for entry in entries] == [1, 2, 3]


def test_values_of_the_domain_are_kept_as_json(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        uow.audit.record(event(made, due=made.action.original, on=DAY, at=NOW))
        (entry,) = uow.audit.of_subject(made.programme.id, "EX-1.1")
    assert entry.event.after["on"] == "2023-09-25"
    assert entry.event.after["due"] == {
        "text": "2023-10-31",
        "start": "2023-10-31",
        "end": "2023-10-31",
        "precision": "day",
    }


def test_each_programme_has_its_own_chain(units: SqlUnits) -> None:
    with units.write() as uow:
        one, two = small(uow, "one"), small(uow, "two")
        assert uow.audit.record(event(one)).seq == 1
        assert uow.audit.record(event(two)).seq == 1
        assert uow.audit.record(event(one)).seq == 2
        for made, entries in ((one, 2), (two, 1)):
            assert uow.audit.verify(made.programme.id) == ChainReport(
                programme_id=made.programme.id, entries=entries, tombstones=0, broken_at=None
            )


def test_an_empty_chain_is_whole(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        assert uow.audit.verify(made.programme.id).broken_at is None


def test_a_tombstone_still_verifies(units: SqlUnits) -> None:
    with units.write() as uow:
        made = _chain(uow)
        programme_id = made.programme.id
        uow.audit.erase(programme_id, 3, at=NOW)
        uow.audit.erase(programme_id, 3, at=NOW)
        report = uow.audit.verify(programme_id)
        assert (report.entries, report.tombstones, report.broken_at) == (6, 1, None)
        entries = uow.audit.of_subject(programme_id, "EX-1.1")
        assert [entry.erased for entry in entries] == [False, False, True, False, False]
        assert (entries[2].event.before, entries[2].event.after) == ({}, {})
        (erasure,) = uow.audit.of_subject(programme_id, "audit:3")
        assert erasure.event.kind == ERASED
        with pytest.raises(LookupError):
            uow.audit.erase(programme_id, 99, at=NOW)


def test_erased_words_are_nowhere_in_the_database(url: str) -> None:
    units = store.open_units(url)
    with units.write() as uow:
        made = small(uow)
        uow.audit.record(event(made, position="unmistakable"))
        uow.audit.erase(made.programme.id, 1, at=NOW)
        uow.commit()
    with units.read() as uow:
        session = session_of(uow)
        for table in (audit_events, audit_words, audit_heads):
            assert "unmistakable" not in repr(session.rows(table.select()))
        (row,) = session.rows(audit_words.select().where(audit_words.c.seq == 1))
        assert row["salt"] is None, "nor can it be found again by trying likely words"
    units.close()


_THIRD = audit_events.c.seq == 3
_TAMPERINGS: dict[str, tuple[str, Executable, int]] = {
    "who": ("audit_events", update(audit_events).where(_THIRD).values(actor_id=99), 3),
    "when": (
        "audit_events",
        update(audit_events).where(_THIRD).values(at=NOW + timedelta(hours=1)),
        3,
    ),
    "what": ("audit_events", update(audit_events).where(_THIRD).values(subject="EX-2"), 3),
    "kind": ("audit_events", update(audit_events).where(_THIRD).values(kind="other"), 3),
    "hash": ("audit_events", update(audit_events).where(_THIRD).values(hash="0" * 64), 3),
    "words": (
        "audit_words",
        update(audit_words)
        .where(audit_words.c.seq == 3)
        .values(words='{"after":{"status":"green"},"before":{}}'),
        3,
    ),
    "secret erasure": (
        "audit_words",
        update(audit_words)
        .where(audit_words.c.seq == 3)
        .values(words=None, salt=None, erased_at=NOW),
        3,
    ),
    "words gone": ("audit_words", delete(audit_words).where(audit_words.c.seq == 3), 3),
    "cut short": ("audit_heads", update(audit_heads).values(seq=4), 6),
    "nothing of it known": ("audit_heads", delete(audit_heads), 6),
}


@pytest.mark.parametrize("name", _TAMPERINGS)
def test_tampering_breaks_the_chain(name: str) -> None:
    """In memory: what breaks is the chain's arithmetic, which every database shares."""
    table, statement, broken_at = _TAMPERINGS[name]
    units = store.open_units("sqlite://")
    with units.write() as uow:
        made = _chain(uow)
        assert uow.audit.verify(made.programme.id).broken_at is None
        _unguarded(uow, table)
        execute(uow, statement)
        assert uow.audit.verify(made.programme.id).broken_at == broken_at
    units.close()


def test_an_entry_that_is_gone_breaks_the_chain() -> None:
    units = store.open_units("sqlite://")
    with units.write() as uow:
        made = _chain(uow)
        for table in (audit_words, audit_events):
            _unguarded(uow, table.name)
            execute(uow, delete(table).where(table.c.seq == 3))
        assert uow.audit.verify(made.programme.id).broken_at == 3
    units.close()


@pytest.mark.parametrize(
    "statement",
    [
        update(audit_events).values(kind="other"),
        delete(audit_events),
        update(audit_words).values(words="{}"),
        update(audit_words).values(erased_at=NOW),
        delete(audit_words),
        insert(audit_events).from_select(
            [column.name for column in audit_events.columns], audit_events.select()
        ),
    ],
    ids=["change", "delete", "other words", "half erased", "no words", "same number"],
)
def test_the_database_itself_guards_the_chain(units: SqlUnits, statement: Executable) -> None:
    with units.write() as uow:
        _chain(uow)
        with pytest.raises(Contradiction):
            execute(uow, statement)
