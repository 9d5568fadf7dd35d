"""Rows put into the outbox and sent until nothing is due: what the platforms' benchmarks time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from math import inf

from bot.clock import SystemClock
from bot.domain.messages import Outgoing
from bot.ports import Units
from bot.runtime import Lane, Ticks

#: Seconds between two looks at whether anything is still due.
_LOOK = 0.1


def put(units: Units, rows: Iterable[Outgoing]) -> None:
    """The rows in the outbox, in one unit of work."""
    with units.write() as uow:
        for row in rows:
            uow.outbox.put(row)
        uow.commit()


def seconds_to_send(units: Units, clock: SystemClock, deliver: Callable[[], object]) -> float:
    """How long it takes until nothing is due, with ``deliver`` called as ``sendbot run`` calls it."""

    def until_due() -> float:
        with units.read() as uow:
            at = uow.outbox.next_due()
        return inf if at is None else (at - clock.now()).total_seconds()

    lane = Lane(name="all", deliver=deliver, until_due=until_due)
    ticks = Ticks(plan=lambda: None, lanes=[lane])
    began = time.perf_counter()
    ticks.start()
    while until_due() != inf:
        time.sleep(_LOOK)
    seconds = time.perf_counter() - began
    ticks.stop()
    return seconds
