"""How long Slack waits for an acknowledgement while fifty people press, open and fill in at once.

Signed HTTP interactions to the whole bot on a record in a file, from a process of their own; every one is
committed before it is acknowledged. Each of the fifty keeps one plain connection: a client that does more
for a request would wait for itself, with fifty threads in one process, and count it as the bot's. The peer
in the same run is the bot's own health page, asked alone: what a request costs that does nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from bot.clock import SystemClock
from bot.runtime import keep_what_is_loaded
from tests.fakes.slack_local import ADA
from tests.fakes.slack_programme import world
from tests.fakes.slack_requests import Json, interaction, press, signed, submission

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
        reminder = slack.posts(slack.dm(ADA))[-1]
        keep_what_is_loaded()  # as ``sendbot run`` does
        logging.disable(logging.WARNING)  # forms that nobody can open: their triggers are made up
        with get_context("spawn").Pool(1) as crowd:
            idle, took, again = crowd.apply(_crowd, (url, reminder))
        logging.disable(logging.NOTSET)
    took.sort()
    middle, slowest = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(
        f"{len(took)} requests, {AT_ONCE} at once: acknowledged after {middle * 1e3:.0f} ms in the middle,"
        f" {slowest * 1e3:.0f} ms at the 99th percentile (at most {MOST * 1e3:.0f}; {slowest / idle:.0f} times an"
        f" idle request); {again} put off with 503 and sent again"
    )
    if slowest > MOST:
        print("  slower than is aimed at")


def _crowd(url: str, reminder: Json) -> tuple[float, list[float], int]:
    """What an idle request takes, how long each acknowledgement took, and how many had to come again."""
    took: list[float] = []
    again = 0
    address = urlsplit(url)
    lines = [HTTPConnection(address.netloc, timeout=20) for _ in range(AT_ONCE)]
    free: SimpleQueue[HTTPConnection] = SimpleQueue()
    for line in lines:
        free.put(line)

    def one(request: tuple[str, str]) -> int:
        body, kind = request
        at = int(SystemClock().now().timestamp())
        headers = signed(body, at, kind=kind)
        line = free.get()
        try:
            status, seconds = _told(line, "POST", address.path, body.encode(), headers)
        finally:
            free.put(line)
        took.append(seconds)
        return status

    idle = sorted(_told(lines[0], "GET", "/healthz")[1] for _ in range(AT_ONCE))[AT_ONCE // 2]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number in range(ROUNDS):
            waiting: Sequence[tuple[str, str]] = _requests(reminder, number)
            while waiting:
                told = list(pool.map(one, waiting))
                waiting = [r for r, status in zip(waiting, told, strict=True) if status == 503]
                again += len(waiting)
    for line in lines:
        line.close()
    return idle, took, again


def _told(
    line: HTTPConnection,
    method: str,
    path: str,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
) -> tuple[int, float]:
    """What came back and after how many seconds, the first time with those that the connection takes."""
    began = time.perf_counter()
    line.request(method, path, body, dict(headers or {}))
    answer = line.getresponse()
    answer.read()
    return answer.status, time.perf_counter() - began


def _requests(reminder: Json, number: int) -> list[tuple[str, str]]:
    """What fifty people do at once: colours, forms to open, forms filled in, putting off, showing mine."""
    dm = str(reminder["channel"])
    made: list[Json] = []
    for n in range(AT_ONCE):
        mark = f"{number}.{n}.b"
        match n % 5:
            case 0:
                made.append(press(reminder, "Update", trigger=mark))
            case 1:
                made.append(press(reminder, "● Green", trigger=mark))
            case 2:
                made.append(press(reminder, "▲ Amber", trigger=mark))
            case 3:
                fields = {"reason": f"Staff away {mark}", "new_date": "2023-12-15"}
                made.append(
                    submission("redate", "WIP-1.3", fields, channel=dm) | {"trigger_id": mark}
                )
            case _:
                made.append(press(reminder, "Later", trigger=mark))
    return [interaction(one) for one in made]


if __name__ == "__main__":
    run()
