"""Signed HTTP: Slack's requests on our ASGI app, handled in a bounded pool, never on the event loop.

Bolt's own adapter would handle them on the loop: one slow listener would hold up everybody (decision 1).
"""

from __future__ import annotations

import asyncio

from slack_bolt import BoltRequest, BoltResponse
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.platforms.slack.app import SlackApp
from bot.platforms.slack.turns import ANSWER_WITHIN, Turns, come_again


class Doorway:
    """``POST /slack/{connection}`` of one connection."""

    def __init__(self, name: str, app: SlackApp) -> None:
        self._name = name
        self._app = app
        self._turns = Turns(f"slack-{name}")

    def route(self) -> Route:
        return Route(f"/slack/{self._name}", self._endpoint, methods=["POST"])

    def close(self) -> None:
        """Finish what is being handled."""
        self._turns.close()

    async def _endpoint(self, request: Request) -> Response:
        """Whatever hangs there is an answer before Slack gives up waiting."""
        loop = asyncio.get_running_loop()
        until = loop.time() + ANSWER_WITHIN
        try:
            body = (await asyncio.wait_for(request.body(), ANSWER_WITHIN)).decode()
        except UnicodeDecodeError:
            return Response("The request is not text.", status_code=400)
        except ClientDisconnect:
            return Response(status_code=400)
        except TimeoutError:
            return Response("The request did not arrive.", status_code=408)
        headers = {name: [value] for name, value in request.headers.items()}
        doing = self._turns.take(lambda: self._dispatch(body, headers))
        if doing is None:
            return _response(come_again())
        waiting = asyncio.wrap_future(doing)
        try:
            told = await asyncio.wait_for(asyncio.shield(waiting), until - loop.time())
        except TimeoutError:
            # Should it be saved after all, its repetition finds that and has the same answer.
            waiting.add_done_callback(_forgotten)
            told = come_again()
        return _response(told)

    def _dispatch(self, body: str, headers: dict[str, list[str]]) -> BoltResponse:
        return self._app.bolt.dispatch(BoltRequest(body=body, headers=dict(headers)))


def _forgotten(waiting: asyncio.Future[BoltResponse]) -> None:
    """Look at how it ended, or the loop complains that nobody did."""
    if not waiting.cancelled():
        waiting.exception()


def _response(told: BoltResponse) -> Response:
    return Response(
        told.body, status_code=told.status, headers=told.first_headers_without_set_cookie()
    )
