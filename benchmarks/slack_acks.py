"""How long Slack waits for an acknowledgement while fifty people press, type and fill in at once.

Signed HTTP requests to the whole bot on a record in a file; every one is committed before it is
acknowledged. The peer in the same run is the bot's own health page, asked alone: what a request costs
that does nothing.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bot.clock import SystemClock
from tests.fakes.slack_local import ADA
from tests.fakes.slack_programme import World, world
from tests.fakes.slack_requests import command, form, interaction, message_event, press, signed

AT_ONCE, ROUNDS = 50, 10
CALL = datetime(2023, 9, 29, 9, 0, tzinfo=UTC)
#: Seconds; Slack gives up after three.
MOST = 0.5


def run() -> None:
    """Print the middle and the slowest hundredth."""
    with TemporaryDirectory() as folder, world(Path(folder), "http") as slack:
        slack.advance(CALL)
        assert slack.proxy.bot_url is not None
        url = slack.proxy.bot_url()
        idle = _idle(url)
        took, again = _flood(slack, url)
    took.sort()
    middle, slowest = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(
        f"{len(took)} requests, {AT_ONCE} at once: acknowledged after {middle * 1e3:.0f} ms in the middle,"
        f" {slowest * 1e3:.0f} ms at the 99th percentile (at most {MOST * 1e3:.0f}; {slowest / idle:.0f} times an"
        f" idle request); {again} put off with 503 and sent again"
    )
    if slowest > MOST:
        print("  slower than is aimed at")


def _idle(url: str) -> float:
    with httpx.Client(timeout=20) as client:
        health = url.split("/slack/")[0] + "/healthz"
        times = []
        for _ in range(50):
            began = time.perf_counter()
            client.get(health)
            times.append(time.perf_counter() - began)
    return sorted(times)[len(times) // 2]


def _flood(slack: World, url: str) -> tuple[list[float], int]:
    """How long each acknowledgement took, and how many requests had to come again."""
    dm = slack.dm(ADA)
    reminder = slack.posts(dm)[-1]
    took: list[float] = []
    again = 0
    with (
        ThreadPoolExecutor(AT_ONCE) as pool,
        httpx.Client(timeout=20, limits=httpx.Limits(max_connections=AT_ONCE)) as client,
    ):

        def one(request: tuple[str, str]) -> int:
            body, kind = request
            at = int(SystemClock().now().timestamp())
            began = time.perf_counter()
            answer = client.post(url, content=body.encode(), headers=signed(body, at, kind=kind))
            took.append(time.perf_counter() - began)
            return answer.status_code

        for number in range(ROUNDS):
            waiting: Sequence[tuple[str, str]] = _requests(reminder, dm, number)
            while waiting:
                told = list(pool.map(one, waiting))
                waiting = [r for r, status in zip(waiting, told, strict=True) if status == 503]
                again += len(waiting)
    return took, again


def _requests(reminder: dict[str, object], dm: str, number: int) -> list[tuple[str, str]]:
    """What fifty people do at once: buttons, forms to open, words, commands."""
    made: list[tuple[str, str]] = []
    for n in range(AT_ONCE):
        mark = f"{number}.{n}.b"
        match n % 5:
            case 0:
                made.append(interaction(press(reminder, "Update", trigger=mark)))
            case 1:
                made.append(interaction(press(reminder, "● Green", trigger=mark)))
            case 2:
                made.append(form(command("status red", trigger=mark)))
            case 3:
                words = "1.1 amber, one post vacant. 1.2 green"
                event = message_event(words, channel=dm, event_id=f"Ev{mark}")
                made.append((event, "application/json"))
            case _:
                made.append(interaction(press(reminder, "Later", trigger=mark)))
    return made


if __name__ == "__main__":
    run()
