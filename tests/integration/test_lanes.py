"""A platform that hangs holds up its own connection and no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from bot.bootstrap import Bot
from bot.clock import SystemClock
from bot.domain.messages import Outgoing, SendState
from bot.domain.people import Address, Place
from bot.runtime import Ticks
from bot.serving import lanes
from store.unit_of_work import SqlUnits
from tests.contract.store.records import outgoing, small
from tests.fakes.databases import file_units
from tests.fakes.waiting import wait_until

QUICK, HANGING, NOBODYS = "council", "nhs", "none of ours"


@dataclass(kw_only=True)
class _Messenger:
    """Sends once it may."""

    platform: str = "slack"
    may: Event = field(default_factory=Event)
    asked: Event = field(default_factory=Event)

    @property
    def can_be_asked(self) -> bool:
        return True

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        self.asked.set()
        self.may.wait(60)
        return f"id of {row.key}"

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:
        return None


@pytest.fixture
def units(tmp_path: Path) -> Iterator[SqlUnits]:
    units = file_units(tmp_path / "record.db")
    yield units
    units.close()


def _put(units: SqlUnits, *rows: tuple[str, str]) -> None:
    """Rows by their keys, and the connection of each."""
    clock = SystemClock()
    with units.write() as uow:
        made = small(uow)
        for key, connection in rows:
            where = Address(connection=connection, place=Place.DM, native="U1")
            now = clock.now()
            assert uow.outbox.put(outgoing(made.programme.id, key, where=where, not_before=now))
        uow.commit()


def _state(units: SqlUnits, key: str) -> SendState:
    with units.read() as uow:
        row = uow.outbox.by_key(key)
    assert row is not None
    return row.state


def test_one_platform_hangs_and_the_others_messages_arrive(units: SqlUnits) -> None:
    quick, hanging = _Messenger(), _Messenger()
    quick.may.set()
    bot = Bot(
        units=units,
        clock=SystemClock(),
        messengers={HANGING: hanging, QUICK: quick},
        platforms={HANGING: "teams", QUICK: "slack"},
    )
    _put(units, ("a", HANGING), ("b", HANGING), ("c", QUICK), ("d", QUICK), ("e", NOBODYS))
    ticks = Ticks(plan=lambda: None, lanes=lanes(bot))
    bot.nudge = ticks.nudge
    ticks.start()
    try:
        assert hanging.asked.wait(10)
        wait_until(lambda: _state(units, "d") is SendState.SENT, seconds=10)
        assert [_state(units, key) for key in "abc"] == [
            SendState.SENDING,
            SendState.QUEUED,
            SendState.SENT,
        ]
        wait_until(lambda: _state(units, "e") is SendState.FAILED, seconds=10)
        hanging.may.set()
        wait_until(lambda: _state(units, "b") is SendState.SENT, seconds=10)
    finally:
        hanging.may.set()
        ticks.stop()
    assert _state(units, "a") is SendState.SENT


def test_a_lane_sleeps_until_something_of_its_own_is_due(units: SqlUnits) -> None:
    bot = Bot(
        units=units,
        clock=SystemClock(),
        messengers={HANGING: _Messenger(), QUICK: _Messenger()},
        platforms={HANGING: "teams", QUICK: "slack"},
    )
    _put(units, ("a", HANGING))
    waits = {lane.name: lane.until_due() for lane in lanes(bot)}
    assert waits[HANGING] <= 0
    assert waits[QUICK] == float("inf")
