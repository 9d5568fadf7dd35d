"""A platform that does with each message what a test says, and the outbox emptied as the service empties it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from math import inf

from bot.domain.messages import Outgoing
from bot.runtime import Lane, Ticks
from tests.fakes.waiting import wait_until


class Chat:
    """A messenger. ``each`` is called before a message goes: it may wait, or raise what the platform says."""

    platform = "slack"
    can_be_asked = True

    def __init__(self, each: Callable[[], object] = lambda: None) -> None:
        self._each = each
        self.sent = 0

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        self._each()
        self.sent += 1
        return f"id of {row.key}"

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:
        return None


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
