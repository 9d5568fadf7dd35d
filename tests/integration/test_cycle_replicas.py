"""Two processes on one database: every step of a cycle is done by one of them."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

import store
from bot.scheduler.cycle import run_cycles
from tests.fakes.databases import Kind, database
from tests.unit.scheduler.cycle_world import CycleWorld
from tests.unit.scheduler.world import at

INSTANTS = (
    at(date(2023, 9, 28)),
    at(date(2023, 10, 4)),
    at(date(2023, 10, 5)),
    at(date(2023, 10, 6), "17:00"),
    at(date(2023, 10, 9)),
    at(date(2023, 10, 12)),
    at(date(2023, 10, 16)),
    at(date(2023, 10, 23)),
)


@pytest.mark.parametrize(
    "kind", ["sqlite_file", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_two_schedulers_at_once_do_each_step_once(kind: Kind, tmp_path: Path) -> None:
    with database(kind, tmp_path) as url:
        replicas = [store.open_units(url) for _ in range(2)]
        world = CycleWorld(units=replicas[0])
        world.action("PA1-1.1.1", world.person("Ada Quill", "Council"))
        meeting = world.add()
        done = 0
        for now in INSTANTS:
            ready = Barrier(2)

            def look(number: int, now: object = now, ready: Barrier = ready) -> int:
                ready.wait(timeout=20)
                return run_cycles(replicas[number], now)  # type: ignore[arg-type]

            with ThreadPoolExecutor(2) as threads:
                done += sum(threads.map(look, range(2)))
            world.tick(now)
        with world.units.read() as uow:
            told = Counter(
                str(entry.event.after["step"]) + str(entry.event.after["rung"])
                for entry in uow.audit.of_subject(world.programme.id, f"meeting:{meeting.id}")
                if entry.event.kind.startswith("cycle_step")
            )
        steps = world.steps(meeting)
        for units in replicas:
            units.close()
    assert set(steps.values()) == {"done"}
    assert len(steps) == done == 8
    assert set(told.values()) == {1}
