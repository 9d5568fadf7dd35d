"""The outbox: each row to one caller, in order, never lost, never twice (R17)."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event

import store
from bot.domain.messages import (
    Button,
    Buttons,
    Divider,
    Effect,
    Fields,
    Heading,
    OutboundMessage,
    Outgoing,
    Paragraph,
    Picture,
    Priority,
    SendState,
    StatusRow,
    literal,
    plain,
    strong,
)
from bot.domain.people import Address, Place
from bot.domain.programme import ProgrammeState
from bot.domain.status import Status
from bot.ports import UnitOfWork
from store.unit_of_work import SqlUnits
from tests.contract.store.records import NOW, channel, dm, message, outgoing, small
from tests.fakes.databases import file_units, postgres_database

SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=120)


def put(uow: UnitOfWork, row: Outgoing) -> Outgoing:
    added = uow.outbox.put(row)
    assert added is not None
    return added


def state(uow: UnitOfWork, key: str) -> SendState:
    row = uow.outbox.by_key(key)
    assert row is not None
    return row.state


def keys(uow: UnitOfWork, now: datetime = NOW, limit: int = 100) -> list[str]:
    """The keys that a claim gives; they stay leased."""
    return [row.key for row in uow.outbox.claim(now, limit=limit)]


def test_a_row_comes_back_whole(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        row = Outgoing(
            programme_id=made.programme.id,
            effect=Effect.UPDATE,
            address=channel(),
            person_id=made.asha.id,
            key="digest:1:1:a:0",
            parent_key="digest:1:1:a",
            thread="171.2",
            target="171.1",
            priority=Priority.DIGEST,
            not_before=NOW,
            message=OutboundMessage(
                blocks=(
                    Heading(text="Board"),
                    Paragraph(runs=(plain("a"), strong("b"), literal("<!channel>")), quiet=True),
                    StatusRow(key="EX-1.1", title="T", status=Status.RED, number=2),
                    Fields(pairs=(("Agreed", (plain("31 October 2023"),)),)),
                    Buttons(
                        buttons=(
                            Button(label="Green", verb="report", value="green", item="EX-1.1"),
                            Button(label="No", verb="undo", style="danger"),
                        )
                    ),
                    Picture(name="brag_bars", data={"bars": [1, {"a": None}]}, alt="Two bars"),
                    Divider(),
                ),
                summary="The digest",
                items=("EX-1.1",),
                kind="digest",
            ),
            facts={"meeting": "1"},
        )
        added = put(uow, row)
        assert added == replace(row, id=added.id)
        assert uow.outbox.by_key(row.key) == added


def test_a_key_stands_once(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        first = put(uow, outgoing(made.programme.id, "k"))
        assert uow.outbox.put(outgoing(made.programme.id, "k", says=message(text="Other"))) is None
        assert uow.outbox.by_key("k") == first
        assert uow.outbox.drop(first.id)
        assert uow.outbox.put(outgoing(made.programme.id, "k")) is None, "taken back is taken back"


def test_most_urgent_first_and_nothing_before_its_time(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        for key, priority, wait in (
            ("reminder", Priority.REMINDER, -60),
            ("later", Priority.ECHO, 1),
            ("second", Priority.DIGEST, 0),
            ("first", Priority.DIGEST, -1),
            ("echo", Priority.ECHO, 0),
        ):
            put(
                uow,
                outgoing(made.programme.id, key, priority=priority, not_before=NOW + wait * SECOND),
            )
        rows = uow.outbox.claim(NOW, limit=3)
        assert [row.key for row in rows] == ["echo", "first", "second"]
        assert {row.state for row in rows} == {SendState.SENDING}
        assert {row.attempts for row in rows} == {1}
        assert {row.leased_at for row in rows} == {NOW}
        assert {row.lease_until for row in rows} == {NOW + LEASE}
        assert keys(uow) == ["reminder"]
        assert keys(uow) == []
        assert keys(uow, NOW + SECOND) == ["later"]


def test_a_child_waits_for_its_parent(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        parent = put(uow, outgoing(made.programme.id, "p", not_before=NOW + SECOND))
        put(uow, outgoing(made.programme.id, "c", parent="p", priority=Priority.ECHO))
        assert keys(uow) == []
        assert uow.outbox.next_due() == NOW + SECOND
        assert keys(uow, NOW + SECOND) == ["p"]
        assert keys(uow, NOW + SECOND) == []
        uow.outbox.mark_sent(parent.id, NOW, "171.1")
        assert uow.outbox.next_due() == NOW
        assert keys(uow, NOW + SECOND) == ["c"]


@pytest.mark.parametrize("end", ["failed", "dropped"])
def test_a_child_does_not_wait_for_ever(units: SqlUnits, end: str) -> None:
    with units.write() as uow:
        made = small(uow)
        parent = put(uow, outgoing(made.programme.id, "p"))
        put(uow, outgoing(made.programme.id, "c", parent="p"))
        put(uow, outgoing(made.programme.id, "cc", parent="c"))
        if end == "failed":
            uow.outbox.mark_failed(parent.id, "not in the channel")
        else:
            assert uow.outbox.drop(parent.id)
        late = put(uow, outgoing(made.programme.id, "c2", parent="p"))
        for key, named in (("c", "p"), ("cc", "c"), ("c2", "p")):
            row = uow.outbox.by_key(key)
            assert row is not None
            assert row.state is SendState.FAILED
            assert row.last_error is not None
            assert f" {named}," in row.last_error
        assert late.state is SendState.FAILED
        assert uow.outbox.next_due() is None


def test_a_failed_parent_that_is_retried_takes_its_children_along(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        parent = put(uow, outgoing(made.programme.id, "p"))
        put(uow, outgoing(made.programme.id, "c", parent="p"))
        put(uow, outgoing(made.programme.id, "cc", parent="c"))
        own = put(uow, outgoing(made.programme.id, "c2", parent="p"))
        uow.outbox.mark_failed(own.id, "its own reasons")
        uow.outbox.mark_failed(parent.id, "not in the channel")
        assert not uow.outbox.retry(parent.id + 99, NOW)
        assert uow.outbox.retry(parent.id, NOW)
        assert not uow.outbox.retry(parent.id, NOW), "it is queued already"
        assert [state(uow, key) for key in ("p", "c", "cc", "c2")] == [
            SendState.QUEUED,
            SendState.QUEUED,
            SendState.QUEUED,
            SendState.FAILED,
        ]
        retried = uow.outbox.by_key("p")
        assert retried is not None
        assert (retried.attempts, retried.last_error, retried.not_before) == (0, None, NOW)


def test_a_lost_lease_comes_back_in_doubt(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        row = put(uow, outgoing(made.programme.id, "k"))
        assert keys(uow) == ["k"]
        assert uow.outbox.next_due() == NOW + LEASE
        assert keys(uow, NOW + LEASE - SECOND) == []
        (back,) = uow.outbox.claim(NOW + LEASE, limit=9, lease_seconds=60)
        assert back.state is SendState.IN_DOUBT
        assert back.attempts == 2
        assert back.leased_at == NOW, "since when the platform is asked"
        assert back.lease_until == NOW + LEASE + timedelta(seconds=60)
        assert keys(uow, NOW + LEASE) == []
        # Again nobody could settle it.
        (again,) = uow.outbox.claim(NOW + 2 * LEASE, limit=9)
        assert (again.state, again.leased_at) == (SendState.IN_DOUBT, NOW)
        uow.outbox.mark_sent(row.id, NOW + 2 * LEASE, "171.1")
        settled = uow.outbox.by_key("k")
        assert settled is not None
        assert (settled.state, settled.platform_id) == (SendState.SENT, "171.1")
        assert uow.outbox.next_due() is None


def test_a_row_in_doubt_is_never_simply_sent_again(units: SqlUnits) -> None:
    """The platform could not be asked just now: it is asked later, the row stays in doubt."""
    with units.write() as uow:
        made = small(uow)
        row = put(uow, outgoing(made.programme.id, "k"))
        keys(uow)
        later = NOW + LEASE
        keys(uow, later)
        uow.outbox.mark_retry(row.id, later + 5 * SECOND, "503")
        assert uow.outbox.next_due() == later + 5 * SECOND
        (back,) = uow.outbox.claim(later + 5 * SECOND, limit=9)
        assert back.state is SendState.IN_DOUBT
        assert back.last_error == "503"


def test_a_certain_failure_is_tried_again(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        row = put(uow, outgoing(made.programme.id, "k"))
        keys(uow)
        uow.outbox.mark_retry(row.id, NOW + 30 * SECOND, "rate limited")
        assert keys(uow, NOW + 29 * SECOND) == []
        (back,) = uow.outbox.claim(NOW + 30 * SECOND, limit=9)
        assert (back.state, back.attempts) == (SendState.SENDING, 2)
        assert back.leased_at == NOW + 30 * SECOND


def test_a_doubt_is_counted_and_the_repeat_marked(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        row = put(uow, outgoing(made.programme.id, "k"))
        other = put(uow, outgoing(made.programme.id, "other"))
        assert uow.outbox.doubt_count() == 0
        keys(uow)
        uow.outbox.mark_doubt(row.id, repeat=True, now=NOW + LEASE)
        uow.outbox.mark_doubt(other.id, repeat=False, now=NOW + LEASE)
        assert uow.outbox.doubt_count() == 2
        first, second = uow.outbox.claim(NOW + LEASE, limit=9)
        assert (first.repeat, first.state, first.doubts) == (True, SendState.SENDING, 1)
        assert not second.repeat
        uow.outbox.mark_doubt(row.id, repeat=False, now=NOW + LEASE)
        again = uow.outbox.by_key("k")
        assert again is not None
        assert again.repeat, "once a repeat, always a repeat"


def test_a_file_s_id_is_kept_before_it_is_shared(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        row = put(uow, outgoing(made.programme.id, "k", effect=Effect.FILE))
        keys(uow)
        uow.outbox.set_platform_id(row.id, "F1")
        (back,) = uow.outbox.claim(NOW + LEASE, limit=1)
        assert back.platform_id == "F1"
        uow.outbox.mark_sent(row.id, NOW + LEASE, None)
        sent = uow.outbox.by_key("k")
        assert sent is not None
        assert sent.platform_id == "F1"


def test_only_what_is_queued_can_be_rebuilt_or_taken_back(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        row = put(uow, outgoing(made.programme.id, "k"))
        better = replace(
            row,
            message=message("EX-1.1", "EX-1.2", text="Two things"),
            not_before=NOW + SECOND,
            facts={"touches": "2"},
        )
        assert uow.outbox.rebuild(row.id, better)
        assert uow.outbox.by_key("k") == better
        keys(uow, NOW + SECOND)
        assert not uow.outbox.rebuild(row.id, row)
        assert not uow.outbox.drop(row.id)
        # It failed for certain and waits: it may change, but not go before its wait is over.
        uow.outbox.mark_retry(row.id, NOW + 60 * SECOND, "503")
        assert uow.outbox.rebuild(row.id, row)
        waiting = uow.outbox.by_key("k")
        assert waiting is not None
        assert waiting.message == row.message
        assert waiting.not_before == NOW + 60 * SECOND
        # It may have arrived: what is repeated must be what was sent.
        uow.outbox.mark_doubt(row.id, repeat=True, now=NOW)
        assert not uow.outbox.rebuild(row.id, better)
        assert uow.outbox.drop(row.id)
        assert not uow.outbox.drop(row.id)
        assert state(uow, "k") is SendState.DROPPED
        assert keys(uow, NOW + LEASE) == []


def test_a_paused_programme_only_answers(units: SqlUnits) -> None:
    with units.write() as uow:
        paused, live = small(uow, "paused"), small(uow, "live")
        programme = uow.programmes.save(replace(paused.programme, state=ProgrammeState.PAUSED))
        put(uow, outgoing(programme.id, "reminder", not_before=NOW - SECOND))
        assert uow.outbox.next_due() is None
        put(uow, outgoing(programme.id, "echo", priority=Priority.ECHO))
        put(uow, outgoing(live.programme.id, "other"))
        assert keys(uow) == ["echo", "other"]
        uow.programmes.save(replace(programme, state=ProgrammeState.LIVE))
        assert uow.outbox.next_due() == NOW - SECOND
        assert keys(uow) == ["reminder"]


def test_next_due_says_exactly_when_a_claim_gives_something(units: SqlUnits) -> None:
    """Every row is brought to its end by going from due instant to due instant."""
    with units.write() as uow:
        made = small(uow)
        for n in range(12):
            put(
                uow,
                outgoing(
                    made.programme.id,
                    f"k{n}",
                    not_before=NOW + (n % 5) * 40 * SECOND,
                    parent=f"k{n - 3}" if n % 4 == 3 else None,
                ),
            )
        sent: list[str] = []
        for step in range(100):
            due = uow.outbox.next_due()
            if due is None:
                break
            assert not uow.outbox.claim(due - timedelta(microseconds=1), limit=100)
            rows = uow.outbox.claim(due, limit=1)
            assert len(rows) == 1, "it said that something is due"
            for row in rows:
                if step % 3 == 0 and row.state is SendState.SENDING:
                    continue  # killed while sending: the lease runs out
                uow.outbox.mark_sent(row.id, due, f"id-{row.key}")
                sent.append(row.key)
        assert sorted(sent) == sorted(f"k{n}" for n in range(12))


def test_the_rows_of_some_connections_can_be_left_to_others(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        there = Address(connection="elsewhere", place=Place.DM, native="U9")
        put(uow, outgoing(made.programme.id, "there", where=there, not_before=NOW - SECOND))
        here = put(uow, outgoing(made.programme.id, "here"))
        ours = here.address.connection
        assert uow.outbox.next_due(without={ours}) == NOW - SECOND
        assert uow.outbox.next_due(without={"elsewhere"}) == NOW
        assert uow.outbox.next_due(without={ours, "elsewhere"}) is None
        assert not uow.outbox.claim(NOW, limit=9, without={ours, "elsewhere"})
        assert [row.key for row in uow.outbox.claim(NOW, limit=9, without={"elsewhere"})] == [
            "here"
        ]
        assert keys(uow) == ["there"]


def test_eight_threads_claim_two_hundred_rows_once_each(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        for n in range(200):
            put(uow, outgoing(made.programme.id, f"k{n:03}"))
        uow.commit()

    def claim_all(_: int) -> list[str]:
        mine: list[str] = []
        while True:
            with units.write() as uow:
                rows = uow.outbox.claim(NOW, limit=7)
                uow.commit()
            if not rows:
                return mine
            mine += [row.key for row in rows]

    with ThreadPoolExecutor(8) as pool:
        claimed = Counter(key for keys_of in pool.map(claim_all, range(8)) for key in keys_of)
    assert claimed == Counter(f"k{n:03}" for n in range(200))


@pytest.mark.postgres
def test_a_row_that_somebody_holds_is_passed_over() -> None:
    """Also somebody who does not know of the writers' lock: an operator with a tool, say."""
    with postgres_database() as url, psycopg.connect(url) as stranger:
        units = store.open_units(url)
        with units.write() as uow:
            made = small(uow)
            for key in ("held", "free"):
                put(uow, outgoing(made.programme.id, key))
            uow.commit()
        stranger.execute("SELECT * FROM outbox WHERE key = 'held' FOR UPDATE")
        with units.write(deadline_seconds=5) as uow:
            assert keys(uow) == ["free"]
            uow.commit()
        stranger.rollback()
        with units.write() as uow:
            assert keys(uow) == ["held"]
        units.close()


def test_what_a_reply_is_about(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        programme_id, asha, mel = made.programme.id, made.asha.id, made.mel.id

        def send(row: Outgoing, platform_id: str, seconds: int) -> None:
            uow.outbox.mark_sent(put(uow, row).id, NOW + seconds * SECOND, platform_id)

        def about(thread: str | None = None, person_id: int | None = asha) -> str | None:
            row = uow.outbox.about(dm(), thread=thread, person_id=person_id)
            return None if row is None else row.key

        assert about() is None
        send(outgoing(programme_id, "reminder", person_id=asha), "1", 1)
        send(outgoing(programme_id, "echo", person_id=asha, says=message()), "2", 2)
        send(outgoing(programme_id, "mel's", person_id=mel), "3", 3)
        send(outgoing(programme_id, "elsewhere", person_id=asha, where=dm("x")), "4", 4)
        put(uow, outgoing(programme_id, "queued", person_id=asha))
        assert about() == "reminder", "the newest with items, to that person, that was sent"
        assert about(person_id=None) == "mel's"
        assert about("2") == "echo", "a thread is about its head"
        send(outgoing(programme_id, "digest", says=message(kind="digest")), "5", 5)
        send(outgoing(programme_id, "part", parent="digest", says=message()), "6", 6)
        assert about("5") == "digest"
        # A person began the thread "9"; the bot answered in it.
        send(outgoing(programme_id, "answer", thread="9", says=message()), "10", 7)
        send(outgoing(programme_id, "question", thread="9", says=message()), "11", 8)
        assert about("9") == "question"
        assert about("404") == "reminder"


def test_what_took_a_messages_place_stands_there_and_asks_nothing_anew(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        asha = made.asha.id
        first = put(uow, outgoing(made.programme.id, "first", person_id=asha))
        uow.outbox.mark_sent(first.id, NOW, "1")
        second = put(uow, outgoing(made.programme.id, "second", person_id=asha))
        uow.outbox.mark_sent(second.id, NOW + SECOND, "2")
        update = replace(
            outgoing(made.programme.id, "first:settled", person_id=asha),
            effect=Effect.UPDATE,
            target="1",
        )
        uow.outbox.mark_sent(put(uow, update).id, NOW + 2 * SECOND, "1")
        other = outgoing(made.programme.id, "elsewhere", where=dm(connection="other"))
        uow.outbox.mark_sent(put(uow, other).id, NOW, "1")
        put(uow, outgoing(made.programme.id, "waiting"))
        about = uow.outbox.about(dm(), thread=None, person_id=asha)
        assert about is not None
        assert about.key == "second"
        keys = [row.key for row in uow.outbox.shown("chat", "1")]
        assert keys == ["first", "first:settled"]
        assert uow.outbox.shown("chat", "9") == []


def test_what_was_sent_to_a_person(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        programme_id, asha = made.programme.id, made.asha.id
        week = timedelta(days=7)
        put(uow, outgoing(programme_id, "old", person_id=asha, not_before=NOW - week))
        sent = put(uow, outgoing(programme_id, "sent", person_id=asha, not_before=NOW - SECOND))
        put(uow, outgoing(programme_id, "queued", person_id=asha))
        put(uow, outgoing(programme_id, "echo", person_id=asha, says=message(kind="echo")))
        put(uow, outgoing(programme_id, "mel's", person_id=made.mel.id))
        dropped = put(uow, outgoing(programme_id, "dropped", person_id=asha))
        uow.outbox.drop(dropped.id)
        # A retry changes when it goes, not when it was meant for.
        uow.outbox.claim(NOW - SECOND, limit=9)
        uow.outbox.mark_retry(sent.id, NOW + week, "503")

        def found(*kinds: str, since: datetime = NOW - SECOND) -> list[str]:
            rows = uow.outbox.sent_to_person(asha, kinds=kinds, since=since)
            return [row.key for row in rows]

        assert found("reminder") == ["sent", "queued"]
        assert found("reminder", since=NOW) == ["queued"]
        assert found("reminder", "echo", since=NOW - week) == ["old", "sent", "queued", "echo"]
        assert found() == []


def test_the_listing(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        rows = [put(uow, outgoing(made.programme.id, f"k{n}")) for n in range(4)]
        uow.outbox.mark_failed(rows[1].id, "no")
        uow.outbox.mark_sent(rows[2].id, NOW, None)
        assert [row.key for row in uow.outbox.listing()] == ["k3", "k2", "k1", "k0"]
        assert [row.key for row in uow.outbox.listing(limit=2)] == ["k3", "k2"]
        assert [row.key for row in uow.outbox.listing(states=["failed", "sent"])] == ["k2", "k1"]


def test_a_claim_costs_what_is_due_and_not_what_was_ever_sent(tmp_path: Path) -> None:
    """SQLite's own plan of the statements: the queue's index, never the whole table."""
    units = file_units(tmp_path / "record.db")
    seen: list[tuple[str, object]] = []

    def note(*arguments: object) -> None:
        seen.append((str(arguments[2]), arguments[3]))

    with units.write() as uow:
        put(uow, outgoing(small(uow).programme.id, "k"))
        event.listen(units.engine, "before_cursor_execute", note)
        uow.outbox.claim(NOW, limit=20)
        uow.outbox.next_due()
        event.remove(units.engine, "before_cursor_execute", note)
        uow.commit()
    assert len(seen) == 2
    with units.engine.connect() as connection:
        for statement, parameters in seen:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
            plan = [row[-1] for row in rows]
            assert "SCAN outbox USING INDEX ix_outbox_live" in plan
            assert "SCAN outbox" not in plan
    units.close()
