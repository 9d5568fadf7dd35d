"""A bot that is killed at random instants while it sends to Teams; run as a program of its own.

``killing DATABASE TEAMS KILLS``: one process without threads forks a child that empties the outbox, kills
it, lets what is on its way arrive, and forks the next, two minutes of lease later. Prints how many died.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bot.clock import SettableClock
from bot.delivery import Delivery
from bot.domain.programme import Connection
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.registration import Registration
from store import open_units
from tests.fakes.teams_connector import environment
from tests.fakes.teams_programme import CONNECTION, SETTINGS, UNPACED

BEGIN = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
LEASE = timedelta(seconds=121)
#: Seconds that a child lives, at most: short, so that kills fall everywhere.
LONGEST_LIFE = 0.2
#: The child has more to do.
MORE = 3


def live(database: Path, teams: str, life: int, ready: int) -> None:
    """Empty the outbox. ``ready``: a pipe to say so when that begins."""
    clock = SettableClock(BEGIN + life * LEASE)
    units = open_units(f"sqlite:///{database}")
    connection = Connection(programme_id=1, name=CONNECTION, platform="teams", settings=SETTINGS)
    loop = Loop()
    loop.start()
    registration = Registration(connection, environment(teams), units, clock, loop, rate=UNPACED)
    os.write(ready, b"!")
    Delivery(units, {CONNECTION: registration.messenger}, clock).run_once()
    with units.read() as uow:
        if uow.outbox.next_due() is not None:
            os._exit(MORE)


def main() -> int:
    database, teams, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    dice = random.Random(kills)
    died = 0
    for life in range(kills * 4):
        hears, tells = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                live(database, teams, life, tells)
            except BaseException:  # noqa: BLE001 - the child must not return into the parent's loop
                traceback.print_exc()
                os._exit(2)
            os._exit(0)
        os.close(tells)
        # It takes longer to make ready than to send: kills are to fall on what is being sent.
        os.read(hears, 1)
        os.close(hears)
        if died < kills:
            time.sleep(dice.uniform(0, LONGEST_LIFE))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        httpx.get(f"{teams}/_quiet", timeout=30)
        if os.WIFSIGNALED(status):
            died += 1
        elif os.WEXITSTATUS(status) == 0:
            print(died, "died")
            return 0
        elif os.WEXITSTATUS(status) == 2:
            return 1
    return 1


if __name__ == "__main__":
    sys.exit(main())
