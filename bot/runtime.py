"""APScheduler as a clock and no more: a few recurring ticks; the database knows what is due (decision 2)."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

from bot.ports import Unavailable

log = logging.getLogger(__name__)

#: Seconds between two looks at what is due, and at the outbox where nobody nudged.
PLAN_SECONDS = 20
DELIVER_SECONDS = 5
#: Between two looks at the outbox, whatever is due.
SHORTEST_WAIT = 0.02


class Ticks:
    """The bot's own time: planning and delivery in threads of their own, until stopped."""

    def __init__(
        self,
        *,
        plan: Callable[[], object],
        deliver: Callable[[], object],
        until_due: Callable[[], float] = lambda: DELIVER_SECONDS,
    ) -> None:
        """``until_due``: seconds until the outbox has something due again; messages sent at a platform's
        pace wait for their turns, which are closer together than the looks at the outbox."""
        self._plan = plan
        self._deliver_once = deliver
        self._until_due = until_due
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._deliverer = threading.Thread(target=self._deliver, name="delivery", daemon=True)

    def start(self) -> None:
        self._scheduler.add_job(
            _guarded("plan", self._plan), "interval", seconds=PLAN_SECONDS, id="plan"
        )
        self._scheduler.start()
        self._deliverer.start()

    def nudge(self) -> None:
        """There is something in the outbox: do not wait for the next look."""
        self._wake.set()

    def stop(self) -> None:
        """Finish what is being done and end."""
        self._stop.set()
        self._wake.set()
        self._scheduler.shutdown(wait=True)
        self._deliverer.join(timeout=30)

    def _deliver(self) -> None:
        wait = float(DELIVER_SECONDS)

        def empty_and_look() -> None:
            nonlocal wait
            wait = float(DELIVER_SECONDS)
            self._deliver_once()
            wait = min(max(self._until_due(), SHORTEST_WAIT), wait)

        step = _guarded("deliver", empty_and_look)
        while not self._stop.is_set():
            self._wake.clear()
            step()
            self._wake.wait(wait)


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
