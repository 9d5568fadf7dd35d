"""A bot that is killed at random instants while it sends to Teams; run as a program of its own.

``killing DATABASE TEAMS KILLS``: one process without threads forks a child that empties the outbox, kills
it, lets what is on its way arrive, and forks the next, two minutes of lease later. Prints how many died.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx

from bot.clock import SettableClock
from bot.delivery import Delivery
from bot.domain.programme import Connection
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.registration import Registration
from store import open_units
from tests.fakes.lives import kill_often
from tests.fakes.teams_connector import environment
from tests.fakes.teams_programme import SETTINGS, UNPACED
from tests.fakes.westmere import CONNECTION

BEGIN = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
LEASE = timedelta(seconds=121)


def live(database: Path, teams: str, life: int, begins: Callable[[], None]) -> bool:
    """Empty the outbox; whether there is more to do."""
    clock = SettableClock(BEGIN + life * LEASE)
    units = open_units(f"sqlite:///{database}")
    connection = Connection(programme_id=1, name=CONNECTION, platform="teams", settings=SETTINGS)
    loop = Loop()
    loop.start()
    registration = Registration(connection, environment(teams), units, clock, loop, rate=UNPACED)
    begins()
    Delivery(units, {CONNECTION: registration.messenger}, clock).run_once()
    with units.read() as uow:
        return uow.outbox.next_due() is not None


def main() -> int:
    database, teams, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    return kill_often(
        partial(live, database, teams), kills, lambda: httpx.get(f"{teams}/_quiet", timeout=30)
    )


if __name__ == "__main__":
    sys.exit(main())
