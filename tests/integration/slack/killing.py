"""A bot that is killed at random instants while it sends to Slack; run as a program of its own.

``killing DATABASE PROXY KILLS``: one process without threads forks a child that empties the outbox, kills
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
from bot.documents.pictures import draw_picture
from bot.domain.programme import Connection
from bot.platforms.slack.workspace import Workspace
from store import open_units
from tests.fakes.slack_local import BOT_TOKEN, SIGNING_SECRET
from tests.fakes.slack_programme import CONNECTION, UNPACED

#: The bot's clock stands before Slack's: what it asks for is never too late.
BEGIN = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
LEASE = timedelta(seconds=121)
#: Seconds that a child lives, at most: short, so that kills fall everywhere.
LONGEST_LIFE = 0.2


def live(database: Path, proxy: str, life: int) -> None:
    """Empty the outbox."""
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
    Delivery(units, {CONNECTION: workspace.messenger}, clock).run_once()
    with units.read() as uow:
        if uow.outbox.next_due() is not None:
            os._exit(3)


def main() -> int:
    database, proxy, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    dice = random.Random(kills)
    died = 0
    for life in range(kills * 4):
        child = os.fork()
        if child == 0:
            try:
                live(database, proxy, life)
            except BaseException:  # noqa: BLE001 - the child must not return into the parent's loop
                traceback.print_exc()
                os._exit(2)
            os._exit(0)
        if died < kills:
            time.sleep(dice.uniform(0, LONGEST_LIFE))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        httpx.get(f"{proxy}/_quiet", timeout=30)
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
