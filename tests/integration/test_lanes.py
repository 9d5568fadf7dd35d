"""A platform that hangs holds up its own connection and no other."""

from __future__ import annotations

from threading import Event

from bot.bootstrap import Bot
from bot.clock import SystemClock
from bot.domain.messages import SendState
from bot.domain.people import Address, Place
from bot.runtime import Ticks
from bot.serving import lanes
from store.unit_of_work import SqlUnits
from tests.contract.store.records import outgoing, small
from tests.fakes.sending import Chat
from tests.fakes.waiting import wait_until

QUICK, HANGING, NOBODYS = "council", "nhs", "none of ours"


class _Gate:
    """Where a platform's messages wait until they may go."""

    def __init__(self) -> None:
        self.may, self.asked = Event(), Event()

    def wait(self) -> None:
        self.asked.set()
        self.may.wait(60)


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


def test_one_platform_hangs_and_the_others_messages_arrive(record: SqlUnits) -> None:
    hanging = _Gate()
    bot = Bot(
        units=record,
        clock=SystemClock(),
        messengers={HANGING: Chat(hanging.wait), QUICK: Chat()},
        platforms={HANGING: "teams", QUICK: "slack"},
    )
    _put(record, ("a", HANGING), ("b", HANGING), ("c", QUICK), ("d", QUICK), ("e", NOBODYS))
    ticks = Ticks(plan=lambda: None, lanes=lanes(bot))
    bot.nudge = ticks.nudge
    ticks.start()
    try:
        assert hanging.asked.wait(10)
        wait_until(lambda: _state(record, "d") is SendState.SENT, seconds=10)
        assert [_state(record, key) for key in "abc"] == [
            SendState.SENDING,
            SendState.QUEUED,
            SendState.SENT,
        ]
        wait_until(lambda: _state(record, "e") is SendState.FAILED, seconds=10)
        hanging.may.set()
        wait_until(lambda: _state(record, "b") is SendState.SENT, seconds=10)
    finally:
        hanging.may.set()
        ticks.stop()
    assert _state(record, "a") is SendState.SENT


def test_a_lane_sleeps_until_something_of_its_own_is_due(record: SqlUnits) -> None:
    bot = Bot(
        units=record,
        clock=SystemClock(),
        messengers={HANGING: Chat(), QUICK: Chat()},
        platforms={HANGING: "teams", QUICK: "slack"},
    )
    _put(record, ("a", HANGING))
    waits = {lane.name: lane.until_due() for lane in lanes(bot)}
    assert waits[HANGING] <= 0
    assert waits[QUICK] == float("inf")
