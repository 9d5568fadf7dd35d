"""Databases as a whole: versions, migrations, and what is said of those that cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

import store
from store.columns import metadata
from store.engine import open_engine, read_url
from store.errors import StoreRefused
from store.migrate import differences
from store.schema import REVISION
from tests.contract.store.records import event, small
from tests.fakes.databases import blank_postgres_database, file_units


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
)
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that holds nothing yet, and that a test may spoil."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'record.db'}"
    else:
        with blank_postgres_database() as url:
            yield url


def _set_version(url: str, version: str) -> None:
    engine = create_engine(read_url(url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    engine.dispose()


def test_migrations_lead_to_the_schema() -> None:
    assert store.check_schema() == []


def test_migrations_lead_to_the_schema_on_a_real_database(blank: str) -> None:
    store.upgrade(blank)
    engine = open_engine(read_url(blank))
    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()


def test_a_difference_would_be_found(blank: str) -> None:
    store.upgrade(blank)
    engine = open_engine(read_url(blank))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE people ADD COLUMN shoe_size INTEGER"))
        connection.execute(text("DROP INDEX ix_people_programme_id"))
    with engine.connect() as connection:
        found = " ".join(differences(connection))
    engine.dispose()
    assert "shoe_size" in found
    assert "ix_people_programme_id" in found


def test_every_table_says_whose_its_rows_are() -> None:
    """Decision 7; the programmes themselves apart."""
    without = {t.name for t in metadata.tables.values() if "programme_id" not in t.c}
    assert without == {"programmes"}


def test_every_constraint_has_a_name() -> None:
    for table in metadata.tables.values():
        for thing in (*table.constraints, *table.indexes):
            assert getattr(thing, "name", None), f"{table.name}: {thing}"


def test_upgrading_twice_does_nothing(blank: str) -> None:
    store.upgrade(blank)
    units = store.open_units(blank)
    with units.write() as uow:
        small(uow)
        uow.commit()
    store.upgrade(blank)
    with units.read() as uow:
        assert len(uow.programmes.all()) == 1
    units.close()
    assert store.check(blank) == []


def test_there_is_nothing_there_yet(blank: str) -> None:
    with pytest.raises(StoreRefused, match="sendbot db upgrade"):
        store.open_units(blank)
    assert "no record" in store.describe(blank)


def test_it_is_made_where_that_is_asked_for(blank: str) -> None:
    units = store.open_units(blank, create=True)
    with units.read() as uow:
        assert not uow.programmes.all()
    units.close()
    assert f"version {REVISION}" in store.describe(blank)


@pytest.mark.parametrize("create", [False, True])
def test_a_newer_version_s_database_is_left_alone(blank: str, create: bool) -> None:
    store.upgrade(blank)
    _set_version(blank, "9999")
    with pytest.raises(StoreRefused, match="newer version of sendbot"):
        store.open_units(blank, create=create)
    with pytest.raises(StoreRefused, match="newer version of sendbot"):
        store.upgrade(blank)
    assert "9999" in store.describe(blank)


def test_an_older_version_s_database_has_to_be_upgraded(blank: str) -> None:
    store.upgrade(blank)
    _set_version(blank, "0000")
    with pytest.raises(StoreRefused, match="sendbot db upgrade"):
        store.open_units(blank)


def test_somebody_else_s_database_is_left_alone(blank: str) -> None:
    engine = create_engine(read_url(blank))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE orders (id INTEGER PRIMARY KEY)"))
    engine.dispose()
    with pytest.raises(StoreRefused, match="other tables"):
        store.open_units(blank, create=True)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("nonsense", "no database address"),
        ("mysql://localhost/x", "not supported"),
        ("sqlite:////no/such/folder/record.db", "sendbot db upgrade"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "cannot be used"),
    ],
)
def test_a_useless_address_is_one_sentence(url: str, why: str) -> None:
    with pytest.raises(StoreRefused, match=why) as caught:
        store.open_units(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="There is no folder"):
        store.upgrade(f"sqlite:///{tmp_path}/nowhere/record.db")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear all, this is a letter and no database at all.\n" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match=r"letter\.db cannot be used"):
        store.open_units(f"sqlite:///{path}", create=True)
    assert path.read_bytes() == before


def test_check_finds_a_chain_that_was_tampered_with(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    units = file_units(path)
    with units.write() as uow:
        made = small(uow)
        uow.audit.record(event(made))
        uow.audit.record(event(made))
        uow.commit()
    units.close()
    url = f"sqlite:///{path}"
    assert store.check(url) == []
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER audit_events_never_changed")
        connection.execute("UPDATE audit_events SET subject = 'EX-2' WHERE seq = 2")
    (found,) = store.check(url)
    assert "example" in found
    assert "entry 2" in found


def test_check_finds_rows_that_name_nobody(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    units = file_units(path)
    with units.write() as uow:
        small(uow)
        uow.commit()
    units.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM people")
    found = store.check(f"sqlite:///{path}")
    assert any("action_leads" in line and "people" in line for line in found)


def test_in_memory_nothing_is_kept() -> None:
    assert "memory" in store.describe("sqlite://")
    with pytest.raises(StoreRefused):
        store.upgrade("sqlite://")
    with pytest.raises(StoreRefused):
        store.check("sqlite://")
    with pytest.raises(StoreRefused):
        store.backup("sqlite://", Path("nowhere"))
    with pytest.raises(StoreRefused):
        store.restore("sqlite://", Path("nowhere"))
