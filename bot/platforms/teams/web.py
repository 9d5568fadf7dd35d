"""``POST /teams/{connection}`` on our ASGI app: what Teams brings is looked at here, and handed over to the
loop of Teams' library, which is not the web server's (decision 1).

Whatever the record does there is an answer before Teams gives up waiting and brings the activity again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.platforms.teams.door import Door
from bot.platforms.teams.loop import Loop

log = logging.getLogger(__name__)

#: Bytes of an activity: Teams' own messages and forms stay far below.
MAX_BODY = 256 * 1024
#: Seconds for a body to arrive, and for the answer, both from the request's beginning: Teams gives up after
#: fifteen.
READ_WITHIN, ANSWER_WITHIN = 5.0, 13.0
#: Activities in hand at a time: more are asked to come again, which Teams does.
IN_HAND = 60
#: What a request hears that is none, whoever sends it.
NO_ACTIVITY = "An activity is a JSON object."
_COME_AGAIN = {"Retry-After": "2"}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What an activity is answered with."""

    status: int = 200
    body: Mapping[str, Any] | None = None


Hear = Callable[[Mapping[str, Any], str], Coroutine[Any, Any, Reply]]


class _Unreadable(Exception):
    """The request is none that an activity could be in; ``status`` says how."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Doorway:
    """One connection's endpoint."""

    def __init__(
        self,
        name: str,
        door: Door,
        loop: Loop,
        hear: Hear,
        *,
        answer_within: float = ANSWER_WITHIN,
        read_within: float = READ_WITHIN,
    ) -> None:
        """``hear`` handles an activity, given what authorized it, on the loop."""
        self._name = name
        self._door = door
        self._loop = loop
        self._hear = hear
        self._answer_within = answer_within
        self._read_within = read_within
        self._room = BoundedSemaphore(IN_HAND)

    def route(self) -> Route:
        return Route(f"/teams/{self._name}", self._endpoint, methods=["POST"])

    async def _endpoint(self, request: Request) -> Response:
        until = asyncio.get_running_loop().time() + self._answer_within
        try:
            body = await asyncio.wait_for(_read(request), self._read_within)
        except _Unreadable as error:
            return Response(str(error), status_code=error.status)
        except TimeoutError:
            return Response("The request did not arrive.", status_code=408)
        except ClientDisconnect:
            return Response(status_code=400)
        authorization = request.headers.get("authorization", "")
        refusal = self._door.refuses(body, authorization)
        if refusal is not None:
            log.warning("activity_refused", extra={"connection": self._name, "why": refusal.why})
            headers = _COME_AGAIN if refusal.status == 503 else None
            return Response(status_code=refusal.status, headers=headers)
        if not self._room.acquire(blocking=False):
            return Response(status_code=503, headers=_COME_AGAIN)
        doing = self._loop.hand_over(self._hear(body, authorization))
        # Given back when it is done, not when nobody waits for it any more.
        doing.add_done_callback(self._leave)
        return await self._answer(doing, until)

    def _leave(self, _done: Future[Reply]) -> None:
        self._room.release()

    async def _answer(self, doing: Future[Reply], until: float) -> Response:
        waiting = asyncio.wrap_future(doing)
        try:
            async with asyncio.timeout_at(until):
                reply = await asyncio.shield(waiting)
        except TimeoutError:
            # Should it be saved after all, its repetition finds that and has the same answer.
            waiting.add_done_callback(_forgotten)
            return Response(status_code=503, headers=_COME_AGAIN)
        if reply.body is not None:
            return JSONResponse(dict(reply.body), status_code=reply.status)
        headers = _COME_AGAIN if reply.status == 503 else None
        return Response(status_code=reply.status, headers=headers)


def _forgotten(waiting: asyncio.Future[Reply]) -> None:
    """Look at how it ended, or the loop complains that nobody did."""
    if not waiting.cancelled():
        waiting.exception()


async def _read(request: Request) -> Mapping[str, Any]:
    """The activity: a JSON object, of a size that one can have.

    :raises _Unreadable: it is none.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise _Unreadable(413, f"An activity is at most {MAX_BODY} bytes.")
        parts.append(part)
    try:
        body = json.loads(b"".join(parts))
    except (ValueError, RecursionError) as error:
        raise _Unreadable(400, "The request is no JSON.") from error
    if not isinstance(body, dict):
        raise _Unreadable(400, NO_ACTIVITY)
    return body
