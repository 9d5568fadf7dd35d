"""How long Teams waits for an answer, on a clock that jumps."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.platforms.teams.door import Door
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.web import ANSWER_WITHIN, READ_WITHIN, Doorway, Reply

#: Seconds until Teams brings an activity again, and what the way to it and back may take of them.
TEAMS_WAITS, ON_THE_WAY = 15.0, 1.0


class _Selector(selectors.DefaultSelector):
    """Where it would wait, time passes instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready and timeout is not None:
            self.now += max(timeout, 0.0)
        return ready


def after(what: Coroutine[Any, Any, Response]) -> tuple[Response, float]:
    """What comes of it, and after how many seconds."""
    selector = _Selector()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    try:
        return loop.run_until_complete(what), selector.now
    finally:
        loop.close()


def never(coroutine: Coroutine[Any, Any, Reply]) -> Future[Reply]:
    """A loop on which nothing gets done."""
    coroutine.close()
    return Future()


async def _hear(_body: Mapping[str, Any], _authorization: str) -> Reply:
    return Reply()


def answered(body_takes: float) -> tuple[Response, float]:
    """What a doorway with its own limits answers to a body that takes so long to arrive, where handling it
    never ends, and after how many seconds."""
    door = cast("Door", SimpleNamespace(refuses=lambda _body, _authorization: None))
    doorway = Doorway("council", door, cast("Loop", SimpleNamespace(hand_over=never)), _hear)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(body_takes)
        return {"type": "http.request", "body": b"{}", "more_body": False}

    scope = {"type": "http", "method": "POST", "path": "/teams/council", "headers": []}
    endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = doorway.route().endpoint
    return after(endpoint(Request(scope, receive)))


@pytest.mark.parametrize("body_takes", [0.0, 2.5, READ_WITHIN - 0.1])
def test_however_slowly_a_body_arrives_teams_has_an_answer_before_it_gives_up(
    body_takes: float,
) -> None:
    response, seconds = answered(body_takes)
    assert response.status_code == 503, "come again"
    assert seconds == pytest.approx(ANSWER_WITHIN, abs=0.1)
    assert seconds <= TEAMS_WAITS - ON_THE_WAY


def test_a_body_that_does_not_arrive_is_not_waited_for_so_long() -> None:
    response, seconds = answered(60)
    assert response.status_code == 408
    assert seconds == pytest.approx(READ_WITHIN, abs=0.1)
