"""R17 on a platform that cannot be asked: killed at any instant, each message stands once, or twice of which
the second is marked; nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SettableClock
from bot.delivery import Delivery
from bot.domain.messages import Outgoing, SendState
from bot.platforms.teams.loop import Loop
from store.unit_of_work import SqlUnits
from tests.fakes.databases import file_units
from tests.fakes.teams_connector import Rules, TeamsConnector
from tests.fakes.teams_people import ADA
from tests.fakes.teams_programme import dm_address, enrol, looping, register
from tests.fakes.teams_screen import shown
from tests.fakes.westmere import CONNECTION
from tests.integration.teams.killing import BEGIN, LEASE
from tests.integration.teams.test_delivery import AGAIN, digest, put


@pytest.mark.parametrize("kills", [25, pytest.param(1000, marks=pytest.mark.chaos)])
def test_killed_at_any_instant_nothing_is_lost_and_what_stands_twice_is_marked(
    tmp_path: Path, kills: int, record_property: Callable[[str, object], None]
) -> None:
    if kills > 25 and not os.environ.get("SENDBOT_CHAOS"):
        pytest.skip("only with make chaos")
    database = tmp_path / "record.db"
    units = file_units(database)
    enrol(units)
    names = [name for n in range(kills // 5) for name in digest(units, 50, name=f"d{n}-")]
    for number in range(kills):
        put(units, f"to ada {number}", address=dm_address(ADA))
        names.append(f"to ada {number}")
    units.close()
    # Much of the time a message has arrived and is not noted yet.
    teams = TeamsConnector(Rules(limited=False, answer_takes=0.02))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.integration.teams.killing", database, teams.url, str(kills)],
            capture_output=True, text=True, check=False, timeout=120 + kills * 4,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert int(done.stdout.split()[0]) == kills
        units = file_units(database)
        with looping() as loop:
            twice = _retried(teams, units, loop, after=kills * 5 * LEASE)
        with units.read() as uow:
            rows = uow.outbox.listing(limit=100_000)
            doubts = uow.outbox.doubt_count()
        units.close()
    finally:
        teams.stop()
    assert {row.state for row in rows} == {SendState.SENT}
    copies: dict[str, list[bool]] = defaultdict(list)
    for message in teams.rooms.all():
        *mark, name = shown(message.activity).split("\n")
        copies[name].append(mark == [AGAIN])
    assert set(copies) == set(names), "none lost, none made up"
    for name, marks in copies.items():
        assert all(marks[1:]), f"{name}: a second copy is marked"
        assert len(marks) <= (3 if name in twice else 2), f"{name}: {len(marks)} copies"
    repeated = sum(len(marks) > 1 for marks in copies.values())
    assert repeated <= doubts <= kills, "only what a kill left in doubt"
    assert teams.seen.faults == []
    record_property(
        "figure", f"{kills} kills, {len(names)} posts: {doubts} in doubt, {repeated} stand twice"
    )


def _retried(
    teams: TeamsConnector, units: SqlUnits, loop: Loop, *, after: timedelta
) -> frozenset[str]:
    """What was left in doubt twice is kept for the office, which has it sent again: the keys of those."""
    clock = SettableClock(BEGIN + after)
    with units.write() as uow:
        failed: list[Outgoing] = list(uow.outbox.listing(states=("failed",), limit=100_000))
        left = [row for row in failed if "may have been sent twice" in (row.last_error or "")]
        for row in left:
            uow.outbox.retry(row.id, clock.now())
        uow.commit()
    registration = register(teams, units, loop, clock=clock)
    Delivery(units, {CONNECTION: registration.messenger}, clock).run_once()
    return frozenset(row.key for row in left)
