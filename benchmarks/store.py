"""What the record costs, as ratios to a named peer measured in the same run.

* Claiming: 1,000 outbox rows claimed and marked sent in batches of 20, against Python's own ``sqlite3``
  doing the same statements on a bare table with the same durability.
* Reporting: one report (claim the event, read the action, append the update, save the state, audit, put
  the echo, commit) in a record of 10,000 actions against one of 100: the cost must not follow the size.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import store
from bot.domain.actions import Action, Lead
from bot.domain.messages import OutboundMessage, Outgoing, Paragraph, Priority, plain
from bot.domain.people import Address, Person, Place
from bot.domain.programme import Plan, Programme, ProgrammeState
from bot.domain.status import Status
from bot.domain.updates import Update, fold
from bot.ports import Event, Units

_NOW = datetime(2023, 9, 25, 8, 30, tzinfo=UTC)
_ROWS, _BATCH = 1000, 20
_SMALL, _LARGE, _REPORTS = 100, 10_000, 60
_SAYS = OutboundMessage(blocks=(Paragraph(runs=(plain("Saved."),)),), summary="Saved.")


def run() -> None:
    """Print each figure with its peer's and the ratio between them."""
    with tempfile.TemporaryDirectory() as folder:
        ours = _timed(lambda: _claim_ours(Path(folder) / "ours.db"))
        peer = _timed(lambda: _claim_peer(Path(folder) / "peer.db"))
        print(
            f"outbox, {_ROWS} rows claimed and sent: {ours:.2f} s;"
            f" bare sqlite3: {peer:.2f} s; ratio {ours / peer:.1f}"
        )
        few = _report_cost(Path(folder) / "few.db", _SMALL)
        many = _report_cost(Path(folder) / "many.db", _LARGE)
        print(
            f"one report among {_LARGE} actions: {many * 1000:.1f} ms;"
            f" among {_SMALL}: {few * 1000:.1f} ms; ratio {many / few:.2f}"
        )


def _timed(prepare: Callable[[], Callable[[], None]]) -> float:
    work = prepare()
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _outgoing(programme_id: int, key: str) -> Outgoing:
    return Outgoing(
        programme_id=programme_id,
        address=Address(connection="chat", place=Place.DM, native="u1"),
        key=key,
        priority=Priority.ECHO,
        not_before=_NOW,
        message=_SAYS,
    )


def _claim_ours(path: Path) -> Callable[[], None]:
    units = store.open_units(f"sqlite:///{path}", create=True)
    with units.write() as uow:
        programme = uow.programmes.save(
            Programme(code="bench", name="Bench", state=ProgrammeState.LIVE)
        )
        for n in range(_ROWS):
            uow.outbox.put(_outgoing(programme.id, f"k{n}"))
        uow.commit()

    def work() -> None:
        while True:
            with units.write() as uow:
                rows = uow.outbox.claim(_NOW, limit=_BATCH)
                uow.commit()
            if not rows:
                break
            for row in rows:
                with units.write() as uow:
                    uow.outbox.mark_sent(row.id, _NOW, f"p{row.id}")
                    uow.commit()
        units.close()

    return work


def _claim_peer(path: Path) -> Callable[[], None]:
    with closing(_bare(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "CREATE TABLE outbox (id INTEGER PRIMARY KEY, state TEXT, message TEXT, platform_id TEXT)"
        )
        connection.execute("CREATE INDEX queued ON outbox (id) WHERE state = 'queued'")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO outbox (state, message) VALUES ('queued', ?)", [("Saved.",)] * _ROWS
        )
        connection.execute("COMMIT")

    def work() -> None:
        with closing(_bare(path)) as connection:
            while True:
                connection.execute("BEGIN IMMEDIATE")
                rows = connection.execute(
                    "UPDATE outbox SET state = 'sending' WHERE id IN (SELECT id FROM outbox"
                    " WHERE state = 'queued' ORDER BY id LIMIT ?) RETURNING id",
                    (_BATCH,),
                ).fetchall()
                connection.execute("COMMIT")
                if not rows:
                    return
                for (row_id,) in rows:
                    connection.execute("BEGIN IMMEDIATE")
                    connection.execute(
                        "UPDATE outbox SET state = 'sent', platform_id = ? WHERE id = ?",
                        (f"p{row_id}", row_id),
                    )
                    connection.execute("COMMIT")

    return work


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _report_cost(path: Path, actions: int) -> float:
    """Seconds that one report takes, the median of many."""
    units = store.open_units(f"sqlite:///{path}", create=True)
    with units.write() as uow:
        programme = uow.programmes.save(
            Programme(code="bench", name="Bench", state=ProgrammeState.LIVE)
        )
        person = uow.people.save(Person(programme_id=programme.id, name="Ada Quill"))
        plan = uow.plans.save(Plan(programme_id=programme.id, code="B", title="Bench"))
        for n in range(actions):
            uow.actions.save(
                Action(
                    programme_id=programme.id,
                    plan_id=plan.id,
                    heading="h",
                    key=f"B-{n}",
                    ref=str(n),
                    title=f"Action {n}",
                    order=n,
                    leads=(Lead(name=person.name, person_id=person.id),),
                )
            )
        uow.commit()
    spans = []
    for n in range(_REPORTS):
        begun = perf_counter()
        _report(units, programme.id, person.id, f"B-{n * (actions // _REPORTS)}", n)
        spans.append(perf_counter() - begun)
    units.close()
    return median(spans)


def _report(units: Units, programme_id: int, person_id: int, key: str, n: int) -> None:
    now = _NOW + timedelta(minutes=n)
    with units.write(deadline_seconds=2) as uow:
        uow.inbox.claim(f"e{n}", "chat", now)
        action = uow.actions.by_key(programme_id, key)
        if action is None:
            raise LookupError(key)
        uow.actions.add_update(
            Update(
                action_id=action.id,
                person_id=person_id,
                at=now,
                batch=f"e{n}",
                status=Status.AMBER,
                position="Recruitment slipped",
                words="amber, recruitment slipped",
            )
        )
        uow.actions.save(replace(action, state=fold(uow.actions.updates(action.id))))
        uow.audit.record(
            Event(
                programme_id=programme_id,
                at=now,
                actor_id=person_id,
                through="chat",
                kind="status_reported",
                subject=key,
                after={"status": "amber"},
            )
        )
        uow.outbox.put(_outgoing(programme_id, f"echo:{n}"))
        uow.commit()


if __name__ == "__main__":
    run()
