"""Units of work: all or nothing, one writer at a time, readers who wait for nobody, deadlines."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, text

import store
from bot.domain.programme import Programme
from bot.ports import DeadlineExceeded, Unavailable, UnitOfWork
from store.engine import read_url
from store.errors import Contradiction
from store.tables.programme import connections
from store.unit_of_work import SqlUnits, Turn
from tests.contract.store.records import NOW, event, outgoing, session_of, small
from tests.fakes.databases import file_units, memory_units
from tests.fakes.waiting import wait_until


def test_what_is_not_committed_never_was(units: SqlUnits) -> None:
    with units.write() as uow:
        small(uow)
    with pytest.raises(ZeroDivisionError), units.write() as uow:
        small(uow).programme.id // 0
    with units.write() as uow:
        small(uow)
        uow.rollback()
    with units.read() as uow:
        assert not uow.programmes.all()


def test_a_unit_is_everything_at_once(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        uow.commit()
    with units.write() as uow:
        uow.inbox.claim("e1", "chat", NOW)
        uow.audit.record(event(made))
        uow.outbox.put(outgoing(made.programme.id, "k"))
        with pytest.raises(Contradiction):
            uow.actions.save(replace(made.action, id=0))
        with pytest.raises(RuntimeError, match="rolled back"):
            uow.programmes.all()
        with pytest.raises(RuntimeError, match="rolled back"):
            uow.commit()
    with units.write() as uow:
        assert uow.inbox.claim("e1", "chat", NOW) is None, "the claim went with the rest"
        assert uow.outbox.by_key("k") is None
        assert uow.audit.verify(made.programme.id).entries == 0


def test_after_its_end_a_unit_takes_nothing_more(units: SqlUnits) -> None:
    """What was written after the commit would be lost in silence."""
    with units.write() as uow:
        uow.commit()
        with pytest.raises(RuntimeError, match="ended"):
            small(uow)
    with units.write() as uow:
        uow.rollback()
        with pytest.raises(RuntimeError, match="ended"):
            small(uow)
    with pytest.raises(RuntimeError, match="ended"):
        uow.programmes.all()


def test_reading_units_cannot_write(units: SqlUnits) -> None:
    with units.read() as uow:
        uow.commit()
        with pytest.raises(RuntimeError, match="reading"):
            small(uow)
    with units.write() as uow:
        small(uow)
        uow.commit()


def test_naive_datetimes_are_rejected(units: SqlUnits) -> None:
    naive = datetime(2023, 9, 25, 8, 30)  # noqa: DTZ001 - naive on purpose
    with units.write() as uow:
        made = small(uow)
        with pytest.raises(ValueError, match="time zone"):
            uow.people.save(replace(made.asha, next_touch_at=naive))
    with units.read() as uow, pytest.raises(ValueError, match="time zone"):
        uow.people.due_for_touch(naive, limit=1)


def test_instants_come_back_in_utc_to_the_microsecond(units: SqlUnits) -> None:
    precise = NOW.replace(microsecond=123456)
    with units.write() as uow:
        made = small(uow)
        uow.people.wake([made.asha.id], precise.astimezone(tz=None))
        found = uow.people.get(made.asha.id).next_touch_at
    assert found == precise
    assert found is not None
    assert found.utcoffset() == NOW.utcoffset()


def test_a_reader_sees_one_instant(lasting_units: SqlUnits) -> None:
    """And waits for nobody: a writer is at work all the while (SQLite: the log beside the file)."""
    with lasting_units.write() as uow:
        made = small(uow)
        uow.commit()
    with lasting_units.write() as writer:
        writer.programmes.save(replace(made.programme, name="Unfinished"))
        with lasting_units.read() as reader:
            assert reader.programmes.get(made.programme.id).name == "An example"
            writer.programmes.save(replace(made.programme, name="Finished"))
            writer.commit()
            assert reader.programmes.get(made.programme.id).name == "An example"
    with lasting_units.read() as reader:
        assert reader.programmes.get(made.programme.id).name == "Finished"


def test_a_reader_does_not_hold_up_a_writer(lasting_units: SqlUnits) -> None:
    with lasting_units.read() as reader:
        assert not reader.programmes.all()
        with lasting_units.write(deadline_seconds=2) as writer:
            small(writer)
            writer.commit()
        assert not reader.programmes.all()


def test_writers_take_turns(lasting_units: SqlUnits) -> None:
    """Eight at once read, add one and write: none of the additions is lost."""
    with lasting_units.write() as uow:
        made = small(uow)
        uow.commit()

    def add(_: int) -> None:
        with lasting_units.write() as uow:
            action = uow.actions.get(made.action.id)
            uow.actions.save(replace(action, approved_changes=action.approved_changes + 1))
            uow.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(64)))
    with lasting_units.read() as uow:
        assert uow.actions.get(made.action.id).approved_changes == 64


def test_writers_in_memory_take_turns() -> None:
    units = memory_units()
    with units.write() as uow:
        made = small(uow)
        uow.commit()

    def add(_: int) -> None:
        with units.write() as uow:
            action = uow.actions.get(made.action.id)
            uow.actions.save(replace(action, approved_changes=action.approved_changes + 1))
            uow.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(64)))
    with units.read() as uow:
        assert uow.actions.get(made.action.id).approved_changes == 64
    units.close()


def test_who_came_first_goes_first() -> None:
    turn, went = Turn(), list[int]()

    def go(number: int) -> None:
        assert turn.take(30)
        went.append(number)
        turn.give_back()

    assert turn.take(0)
    threads = [threading.Thread(target=go, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
        wait_until(lambda: turn.waiting == sum(one.is_alive() for one in threads))
    turn.give_back()
    # Who comes now stands behind them, though nobody may have taken the turn yet.
    assert turn.take(30)
    assert went == list(range(8))
    turn.give_back()
    for thread in threads:
        thread.join()


def test_who_no_longer_waits_is_given_no_turn() -> None:
    turn, told = Turn(), list[bool]()
    assert turn.take(0)
    for seconds in (0, 0.01):
        impatient = threading.Thread(target=lambda long=seconds: told.append(turn.take(long)))
        impatient.start()
        impatient.join()
    assert told == [False, False]
    assert not turn.waiting
    turn.give_back()
    assert turn.take(0), "free again"
    turn.give_back()


def test_units_in_memory_are_not_nested() -> None:
    """They share one connection: a thread that opened a second would wait for itself."""
    units = memory_units()
    with units.read(), pytest.raises(RuntimeError, match="in this thread"), units.write():
        pass
    with units.write() as uow:
        uow.commit()
    units.close()


def _while_another_writes(units: SqlUnits, work: Callable[[], None]) -> None:
    begun, finish = threading.Event(), threading.Event()

    def hold() -> None:
        with units.write() as uow:
            small(uow)
            begun.set()
            finish.wait(30)

    other = threading.Thread(target=hold)
    other.start()
    assert begun.wait(10)
    try:
        work()
    finally:
        finish.set()
        other.join()


def test_a_deadline_is_kept_while_waiting_for_another_writer(units: SqlUnits) -> None:
    def work() -> None:
        with pytest.raises(DeadlineExceeded), units.write(deadline_seconds=0.2):
            pass

    _while_another_writes(units, work)
    with units.write(deadline_seconds=5) as uow:
        small(uow)
        uow.commit()


def _read_for_ever(uow: UnitOfWork) -> None:
    while True:
        uow.programmes.all()


def test_a_deadline_is_kept_between_statements_and_at_the_end(units: SqlUnits) -> None:
    with units.write(deadline_seconds=0.05) as uow:
        with pytest.raises(DeadlineExceeded):
            _read_for_ever(uow)
        with pytest.raises(DeadlineExceeded):
            uow.commit()


def test_nothing_is_written_past_the_deadline(units: SqlUnits) -> None:
    with units.write(deadline_seconds=0.5) as uow:
        uow.programmes.save(Programme(code="late", name="Late"))
        with pytest.raises(DeadlineExceeded):
            _read_for_ever(uow)
    with units.read() as uow:
        assert not uow.programmes.all()


def test_a_deadline_stops_a_statement_that_is_running(lasting_units: SqlUnits, url: str) -> None:
    slow = (
        "SELECT pg_sleep(30)"
        if url.startswith("postgresql")
        else "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    )
    with lasting_units.write(deadline_seconds=0.3) as uow:
        session = session_of(uow)
        with pytest.raises(DeadlineExceeded):
            session.execute(text(slow))
    with lasting_units.write() as uow:
        small(uow)
        uow.commit()


def test_a_deadline_stops_rows_that_are_being_read(lasting_units: SqlUnits, url: str) -> None:
    """The first row is there at once, the second never."""
    slow = (
        "SELECT 1 UNION ALL SELECT 1 FROM (SELECT pg_sleep(30)) AS never"
        if url.startswith("postgresql")
        else "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT 1 UNION ALL SELECT max(i) FROM n"
    )
    with lasting_units.write(deadline_seconds=0.3) as uow:
        session = session_of(uow)
        with pytest.raises(DeadlineExceeded):
            session.rows(text(slow))
        with pytest.raises((DeadlineExceeded, RuntimeError)):
            uow.commit()


def test_a_row_that_names_nobody_contradicts_the_record(url: str) -> None:
    """Foreign keys are kept on SQLite too."""
    units = store.open_units(url)
    with units.write() as uow, pytest.raises(Contradiction):
        session_of(uow).execute(
            insert(connections).values(
                programme_id=99, name="c", platform="slack", allowed_tenants=[], settings={}
            )
        )
    units.close()


def test_a_database_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    units = file_units(tmp_path / "record.db")
    units.close()
    (tmp_path / "record.db").unlink()
    (tmp_path / "record.db").mkdir()
    with pytest.raises(Unavailable), units.read():
        pass


def test_errors_hold_nobody_s_words(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        with pytest.raises(Contradiction) as caught:
            uow.actions.save(replace(made.action, id=0, title="A secret of somebody's"))
    shown = f"{caught.value} {caught.value.__cause__}"
    assert "secret" not in shown


def test_the_write_ahead_log_is_on(tmp_path: Path) -> None:
    file_units(tmp_path / "record.db").close()
    engine = create_engine(read_url(f"sqlite:///{tmp_path / 'record.db'}"))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def test_what_was_read_is_read_again_once_it_was_written(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        before = uow.actions.get(made.action.id)
        assert uow.actions.get(made.action.id) is before
        uow.actions.save(replace(before, title="Another title"))
        assert uow.actions.get(made.action.id).title == "Another title"
        (again,) = [a for a in uow.actions.of_programme(before.programme_id) if a.id == before.id]
        assert again.title == "Another title"
        assert uow.actions.get(made.action.id) is again
        person = uow.people.get(made.asha.id)
        uow.people.save(replace(person, name="Another Name"))
        assert uow.people.get(made.asha.id).name == "Another Name"
