"""The outbox emptied as the service empties it, until nothing is due."""

from __future__ import annotations

import time
from collections.abc import Sequence
from math import inf

from bot.runtime import Lane, Ticks
from tests.fakes.waiting import wait_until


def send_until_nothing_is_due(lanes: Sequence[Lane], *, within: float) -> float:
    """How many seconds it took.

    :raises AssertionError: it took more than ``within``.
    """
    ticks = Ticks(plan=lambda: None, lanes=lanes)
    began = time.perf_counter()
    ticks.start()
    try:
        wait_until(lambda: all(lane.until_due() == inf for lane in lanes), seconds=within)
        return time.perf_counter() - began
    finally:
        ticks.stop()
