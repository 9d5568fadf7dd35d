"""Signed HTTP: Slack's requests on our ASGI app, handled in a bounded pool, never on the event loop.

Bolt's own adapter would handle them on the loop: one slow listener would hold up everybody (decision 1).
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from time import monotonic

from slack_bolt import BoltRequest, BoltResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.platforms.slack.app import SlackApp

#: Requests handled at a time, and those that may wait for a thread: more are asked to come again, which
#: Slack does, and which is better than an answer after its three seconds.
THREADS, WAITING = 12, 48
#: Seconds that a request may wait for a thread: with the two that its handling may take, still in time.
LONGEST_WAIT = 0.8
_COME_AGAIN = {"Retry-After": "2"}


class Doorway:
    """``POST /slack/{connection}`` of one connection."""

    def __init__(self, name: str, app: SlackApp) -> None:
        self._name = name
        self._app = app
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix=f"slack-{name}")
        self._room = BoundedSemaphore(THREADS + WAITING)

    def route(self) -> Route:
        return Route(f"/slack/{self._name}", self._endpoint, methods=["POST"])

    def close(self) -> None:
        """Finish what is being handled."""
        self._pool.shutdown(wait=True)

    async def _endpoint(self, request: Request) -> Response:
        try:
            body = (await request.body()).decode()
        except UnicodeDecodeError:
            return Response("The request is not text.", status_code=400)
        if not self._room.acquire(blocking=False):
            return Response(status_code=503, headers=_COME_AGAIN)
        headers = {name: [value] for name, value in request.headers.items()}
        try:
            told = await asyncio.get_running_loop().run_in_executor(
                self._pool, self._dispatch, body, headers, monotonic()
            )
        finally:
            self._room.release()
        return Response(
            told.body, status_code=told.status, headers=told.first_headers_without_set_cookie()
        )

    def _dispatch(self, body: str, headers: dict[str, list[str]], arrived: float) -> BoltResponse:
        if monotonic() - arrived > LONGEST_WAIT:
            return BoltResponse(status=503, headers=dict(_COME_AGAIN))
        return self._app.bolt.dispatch(BoltRequest(body=body, headers=dict(headers)))
