"""One ASGI app for everything that comes in over HTTP: platforms, the console, health and metrics."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Bytes. The largest honest body is a form of a few thousand characters in a platform's envelope.
MAX_BODY = 1_000_000

Health = Callable[[], Mapping[str, str]]
"""What is wrong, by part, in a few words; empty where all is well. Must answer within a second."""


def create_app(
    routes: Sequence[BaseRoute],
    *,
    health: Health,
    metrics: Callable[[], str],
    max_body: int = MAX_BODY,
) -> Starlette:
    """The app. ``routes``: what the platforms bring (``/slack/{connection}``, ``/console``, …).

    ``metrics`` gives Prometheus' text format.
    """

    def healthz(_request: Request) -> Response:
        problems = dict(health())
        return JSONResponse(
            {"status": "unwell" if problems else "ok", "problems": problems},
            status_code=503 if problems else 200,
        )

    def measured(_request: Request) -> Response:
        return PlainTextResponse(metrics(), media_type="text/plain; version=0.0.4")

    return Starlette(
        routes=[Route("/healthz", healthz), Route("/metrics", measured), *routes],
        middleware=[Middleware(BodyCap, max_body=max_body)],
    )


class Server(uvicorn.Server):
    """Uvicorn, which when it is told to stop first ends the streams that would never end by themselves.

    ``before_shutdown`` does that (``Feed.close``); without it a page that is open keeps the server up.
    """

    def __init__(self, config: uvicorn.Config, *, before_shutdown: Callable[[], None]) -> None:
        super().__init__(config)
        self._before_shutdown = before_shutdown

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._before_shutdown()
        await super().shutdown(sockets)


class _TooLarge(Exception):
    """The body went past the cap while it was being read."""


class BodyCap:
    """Refuses bodies above ``max_body`` bytes with 413, declared or not, before anybody parses them."""

    def __init__(self, app: ASGIApp, *, max_body: int) -> None:
        self._app = app
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdecimal() or int(declared) > self._max_body:
            await self._refuse(scope, receive, send)
            return
        read = 0
        started = False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            if message["type"] == "http.request":
                read += len(message.get("body", b""))
                if read > self._max_body:
                    raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except _TooLarge:
            if started:
                raise
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = PlainTextResponse(
            f"The request is larger than {self._max_body} bytes.", status_code=413
        )
        await answer(scope, receive, send)
