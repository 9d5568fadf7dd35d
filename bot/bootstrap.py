"""The composition root: the record, the clock, the platforms and the rules become one running bot."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import SettableClock
from bot.delivery import Delivered, Delivery
from bot.domain.messages import Inbound, Outcome
from bot.handlers.inbound import handle
from bot.ports import Clock, Messenger, Units
from bot.scheduler.cycle import run_cycles
from bot.scheduler.planning import plan_touches

log = logging.getLogger(__name__)

#: Seconds an inbound event may take before it is rolled back and left for the platform to repeat.
INBOUND_SECONDS: Mapping[str, float] = {"slack": 2.0, "teams": 10.0, "console": 10.0}
#: More ticks than this at one instant mean that something falls due again and again.
_MOST_ROUNDS = 200


class Restless(Exception):
    """Something falls due at the same instant for ever: a defect, told instead of hanging."""


def _nothing() -> None:
    """Nobody waits to be nudged."""


@dataclass(kw_only=True)
class Bot:
    """One deployment in one process.

    ``plan`` may be called from one thread, ``deliver`` from one for each connection, ``receive`` from many.
    """

    units: Units
    clock: Clock
    messengers: Mapping[str, Messenger]
    """By connection name."""
    platforms: Mapping[str, str]
    """Connection name → platform."""
    nudge: Callable[[], None] = _nothing
    """Called after each commit of an inbound event: the outbox has something in it."""
    delivery: Delivery = field(init=False)

    def __post_init__(self) -> None:
        self.delivery = Delivery(self.units, self.messengers, self.clock)

    def receive(self, message: Inbound) -> Outcome:
        """Handle one inbound event in its own transaction, then nudge the outbox.

        :raises Unavailable: nothing was saved; the platform must deliver it again.
        """
        seconds = INBOUND_SECONDS.get(self.platforms.get(message.connection, ""))
        outcome = handle(message, self.units, self.clock, deadline_seconds=seconds)
        self.nudge()
        return outcome

    def plan(self) -> int:
        """Do what the clock makes due: steps of cycles first, then the day's reminders."""
        now = self.clock.now()
        return run_cycles(self.units, now) + plan_touches(self.units, now)

    def deliver(
        self, *, without: Collection[str] = (), until: Callable[[], bool] = lambda: False
    ) -> Delivered:
        """Empty the outbox of what is due, less that of connections which others deliver to."""
        return self.delivery.run_once(without=without, until=until)

    def settle(self) -> None:
        """Everything that is due at this instant, until nothing more follows from it.

        :raises Restless: it never ends.
        """
        for _ in range(_MOST_ROUNDS):
            planned = self.plan()
            delivered = self.deliver()
            if not planned and not delivered.any:
                due = self.next_due()
                if due is None or due > self.clock.now():
                    return
        raise Restless(f"something falls due for ever at {self.clock.now().isoformat()}")

    def next_due(self) -> datetime | None:
        """The earliest instant at which anything is to be done: what every settable clock moves to."""
        with self.units.read() as uow:
            instants = (
                uow.people.next_touch_at(),
                uow.cycles.earliest_due(),
                uow.outbox.next_due(),
            )
        return min((at for at in instants if at is not None), default=None)


class Advancing:
    """Moves a settable clock from due instant to due instant, and lets each happen at its own time."""

    def __init__(self, bot: Bot, clock: SettableClock) -> None:
        self._bot = bot
        self._clock = clock
        self._moving = threading.Lock()

    def settle(self) -> None:
        """Let happen what is due now, without moving the clock."""
        with self._moving:
            self._bot.settle()

    def to(self, instant: datetime, *, until: Callable[[], bool] = lambda: False) -> datetime:
        """Go forward to ``instant``, inclusive, or until ``until`` holds after something happened.

        Gives back where the clock stands then. An instant not after now only settles what is due.
        """
        with self._moving:
            self._bot.settle()
            while not until():
                due = self._bot.next_due()
                if due is None or due > instant:
                    self._clock.move_to(instant)
                    break
                self._clock.move_to(due)
                self._bot.settle()
            return self._clock.now()
