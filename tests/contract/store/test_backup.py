"""Backups: what comes back is what was there, whichever database it came from and goes to."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import store
from bot.domain.actions import ItemKind
from bot.domain.calendar import Every, Meeting, Rhythm
from bot.domain.messages import Nothing
from bot.domain.touches import Touch, TouchKind
from bot.ports import ConsolePost, UnitOfWork
from store.columns import metadata
from store.errors import StoreRefused
from store.unit_of_work import SqlUnits
from tests.contract.store.records import DAY, NOW, Small, dm, event, outgoing, session_of, small
from tests.contract.store.test_updates import full
from tests.fakes.databases import blank_postgres_database


def _filled(units: SqlUnits) -> Small:
    with units.write() as uow:
        made = small(uow)
        uow.people.add_address(made.asha.id, dm(), preferred=True)
        uow.people.wake([made.asha.id], NOW + timedelta(microseconds=5))
        said = uow.actions.add_update(full(made))
        uow.meetings.save_rhythms(
            made.programme.id, "BOARD", [Rhythm(body="BOARD", every=Every.MONTHLY, first=DAY)]
        )
        uow.meetings.save(
            Meeting(
                programme_id=made.programme.id,
                body="BOARD",
                day=DAY,
                original_day=DAY,
                entered_at=NOW,
            )
        )
        uow.touches.add(
            [
                Touch(
                    programme_id=made.programme.id,
                    person_id=made.asha.id,
                    item_kind=ItemKind.ACTION,
                    item_id=made.action.id,
                    kind=TouchKind.DUE,
                    day=DAY,
                )
            ]
        )
        uow.inbox.claim("e1", "chat", NOW)
        uow.inbox.settle("e1", "chat", Nothing())
        uow.outbox.put(outgoing(made.programme.id, "k", person_id=made.asha.id))
        head = uow.console.add(ConsolePost(connection="c", room="#a", author="bot", at=NOW))
        uow.console.add(
            ConsolePost(connection="c", room="#a", author="bot", at=NOW, thread=head.id)
        )
        for text in ("Zwölf Boxkämpfer", 'quotes " and\nlines'):
            uow.audit.record(event(made, position=text))
        uow.audit.erase(made.programme.id, 1, at=NOW)
        uow.commit()
    assert said.id
    return made


def _everything(uow: UnitOfWork) -> dict[str, list[dict[str, object]]]:
    session = session_of(uow)
    return {
        table.name: [dict(row) for row in session.rows(select(table).order_by(*table.primary_key))]
        for table in metadata.sorted_tables
    }


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where to restore to: a database that is not there yet."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield f"sqlite:///{tmp_path / 'restored.db'}"
        else:
            yield stack.enter_context(blank_postgres_database())


def test_a_backup_holds_everything(
    lasting_units: SqlUnits, url: str, target: str, tmp_path: Path
) -> None:
    made = _filled(lasting_units)
    path = tmp_path / "backup"
    store.backup(url, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600, "it holds the whole record"
    assert not list(tmp_path.glob("*.unfinished*"))
    # What came after the backup is not in it.
    with lasting_units.write() as uow:
        small(uow, "later")
        uow.commit()

    store.restore(target, path)
    assert store.check(target) == []
    restored = store.open_units(target)
    with lasting_units.read() as old, restored.read() as new:
        kept = {
            name: [
                row
                for row in rows
                if row.get("programme_id", row["id"] if name == "programmes" else None)
                in (made.programme.id, None)
            ]
            for name, rows in _everything(old).items()
        }
        found = _everything(new)
        assert found == kept
        assert sum(map(len, found.values())) > 20
    # It is alive: the next row gets the next id, and the chain goes on.
    with restored.write() as uow:
        other = small(uow, "other")
        assert other.asha.id > made.mel.id
        uow.audit.record(event(made))
        assert uow.audit.verify(made.programme.id).broken_at is None
        uow.commit()
    restored.close()


def test_a_backup_never_overwrites(lasting_units: SqlUnits, url: str, tmp_path: Path) -> None:
    _filled(lasting_units)
    path = tmp_path / "backup"
    path.write_text("precious")
    with pytest.raises(StoreRefused, match="stands already"):
        store.backup(url, path)
    assert path.read_text() == "precious"


def test_a_backup_that_cannot_be_written_leaves_nothing(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="cannot be written"):
        store.backup(url, tmp_path / "nowhere" / "backup")


def test_a_restore_never_overwrites(lasting_units: SqlUnits, url: str, tmp_path: Path) -> None:
    _filled(lasting_units)
    path = tmp_path / "backup"
    store.backup(url, path)
    with pytest.raises(StoreRefused, match=r"stands already|holds a record already"):
        store.restore(url, path)
    with lasting_units.read() as uow:
        assert len(uow.programmes.all()) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "no backup"),
        ("Dear all\n", "no backup"),
        ('{"other": 1}\n', "no backup"),
        ('{"sendbot": "9999"}\n', "9999"),
        ('{"sendbot": "0002"}\n{"programmes": {"id"\n', "damaged in line 2"),
        ('{"sendbot": "0002"}\n{"nonsense": {"id": 1}}\n', "damaged in line 2"),
    ],
)
def test_what_is_no_backup_is_refused_and_leaves_nothing(
    content: str, why: str, tmp_path: Path
) -> None:
    path, database = tmp_path / "backup", tmp_path / "restored.db"
    path.write_text(content)
    with pytest.raises(StoreRefused, match=why):
        store.restore(f"sqlite:///{database}", path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_backup_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="cannot be read"):
        store.restore(f"sqlite:///{tmp_path / 'restored.db'}", tmp_path / "backup")


def test_a_backup_is_taken_while_others_write(
    lasting_units: SqlUnits, url: str, tmp_path: Path
) -> None:
    made = _filled(lasting_units)
    with lasting_units.write() as uow:
        uow.programmes.save(replace(made.programme, name="Unfinished"))
        store.backup(url, tmp_path / "backup")
        uow.commit()
    target = f"sqlite:///{tmp_path / 'restored.db'}"
    store.restore(target, tmp_path / "backup")
    restored = store.open_units(target)
    with restored.read() as uow:
        assert uow.programmes.get(made.programme.id).name == "An example"
    restored.close()
