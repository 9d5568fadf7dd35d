"""A bot that is killed at random instants while it sends to Slack; run as a program of its own.

``killing DATABASE PROXY KILLS``: one process without threads forks a child that empties the outbox, kills
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
from bot.documents.pictures import draw_picture
from bot.domain.programme import Connection
from bot.platforms.slack.workspace import Workspace
from store import open_units
from tests.fakes.lives import kill_often
from tests.fakes.slack_local import BOT_TOKEN, SIGNING_SECRET
from tests.fakes.slack_programme import UNPACED
from tests.fakes.westmere import CONNECTION

#: The bot's clock stands before Slack's: what it asks for is never too late.
BEGIN = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
LEASE = timedelta(seconds=121)


def live(database: Path, proxy: str, life: int, begins: Callable[[], None]) -> bool:
    """Empty the outbox; whether there is more to do."""
    clock = SettableClock(BEGIN + life * LEASE)
    units = open_units(f"sqlite:///{database}")
    connection = Connection(
        programme_id=1,
        name=CONNECTION,
        platform="slack",
        settings={"bot_token": "TOKEN", "signing_secret": "SECRET", "api_url": "API"},
    )
    environment = {"TOKEN": BOT_TOKEN, "SECRET": SIGNING_SECRET, "API": f"{proxy}/api/"}
    workspace = Workspace(connection, environment, units, clock, draw=draw_picture, rate=UNPACED)
    begins()
    Delivery(units, {CONNECTION: workspace.messenger}, clock).run_once()
    with units.read() as uow:
        return uow.outbox.next_due() is not None


def main() -> int:
    database, proxy, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    return kill_often(
        partial(live, database, proxy), kills, lambda: httpx.get(f"{proxy}/_quiet", timeout=30)
    )


if __name__ == "__main__":
    sys.exit(main())
