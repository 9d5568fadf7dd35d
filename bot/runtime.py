"""APScheduler as a clock and no more; the database knows what is due (decision 2). A thread for each connection
delivers (decision 27)."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from apscheduler.schedulers.background import BackgroundScheduler

from bot.ports import Unavailable

log = logging.getLogger(__name__)

#: Seconds between two looks at what is due, and at the outbox where nobody nudged.
PLAN_SECONDS = 20
DELIVER_SECONDS = 5
#: Between two looks at the outbox, whatever is due.
SHORTEST_WAIT = 0.02
#: For what is being sent when the service is stopped; its lease outlives it.
STOP_SECONDS = 30


@dataclass(frozen=True, kw_only=True)
class Lane:
    """A part of the outbox that is emptied by itself: a platform that hangs holds up only its own."""

    name: str
    deliver: Callable[[Callable[[], bool]], object]
    """Empties it until nothing is due, or until what it is given says so, asked between two messages."""
    until_due: Callable[[], float]
    """Seconds until it has something due again; messages sent at a platform's pace wait for their turns,
    which are closer together than the looks at the outbox."""


class Ticks:
    """The bot's own time: planning, and delivery on every lane, in threads of their own, until stopped."""

    def __init__(self, *, plan: Callable[[], object], lanes: Sequence[Lane]) -> None:
        self._plan = plan
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        self._stop = threading.Event()
        self._runners = [_Runner(lane, self._stop) for lane in lanes]

    def start(self) -> None:
        self._scheduler.add_job(
            _guarded("plan", self._plan), "interval", seconds=PLAN_SECONDS, id="plan"
        )
        self._scheduler.start()
        for runner in self._runners:
            runner.start()

    def nudge(self) -> None:
        """There is something in the outbox: do not wait for the next look."""
        for runner in self._runners:
            runner.wake.set()

    def stop(self) -> None:
        """Finish what is being done and end."""
        self._stop.set()
        self.nudge()
        self._scheduler.shutdown(wait=True)
        last = time.monotonic() + STOP_SECONDS
        for runner in self._runners:
            runner.join(timeout=max(0.0, last - time.monotonic()))


class _Runner(threading.Thread):
    """Empties one lane until told to stop."""

    def __init__(self, lane: Lane, stop: threading.Event) -> None:
        super().__init__(name=f"delivery {lane.name}", daemon=True)
        self.wake = threading.Event()
        self._lane = lane
        # Not _stop: a thread has one of its own.
        self._ends = stop
        self._wait = float(DELIVER_SECONDS)

    def run(self) -> None:
        step = _guarded(self.name, self._empty_and_look)
        while not self._ends.is_set():
            self.wake.clear()
            step()
            self.wake.wait(self._wait)

    def _empty_and_look(self) -> None:
        self._wait = float(DELIVER_SECONDS)
        self._lane.deliver(self._ends.is_set)
        self._wait = min(max(self._lane.until_due(), SHORTEST_WAIT), self._wait)


def keep_what_is_loaded() -> None:
    """What stands once the service is up stays until its end: the collector is not to look through it again.

    It did so in the middle of a crowd, and everybody waited a fifth of a second for it.
    """
    gc.collect()
    gc.freeze()


def _guarded(name: str, step: Callable[[], object]) -> Callable[[], None]:
    """The process edge: a tick that fails is logged and tried again at the next; nothing is marked done."""

    def run() -> None:
        try:
            step()
        except Unavailable as error:
            log.warning("tick_unavailable", extra={"tick": name, "why": str(error)})
        except Exception:
            log.exception("tick_failed", extra={"tick": name})

    return run
