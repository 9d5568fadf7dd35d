"""One ASGI app for everything that comes in over HTTP: platforms, the console, health and metrics."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.domain.errors import PlanRefused
from bot.ports import Units

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


def outbox_metrics(units: Units) -> str:
    """What an operator watches of the outbox, as Prometheus reads it."""
    with units.read() as uow:
        doubts = uow.outbox.doubt_count()
        failed = len(uow.outbox.listing(states=("failed",)))
    return f"sendbot_outbox_doubts {doubts}\nsendbot_outbox_failed {failed}\n"


@contextmanager
def listening(host: str, port: int, *, otherwise: str) -> Iterator[socket.socket]:
    """A socket that listens, before anything is started or said; port 0 takes a free one.

    ``otherwise``: what to do where the port is in use, a sentence.

    :raises PlanRefused: nobody can listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PlanRefused(f"Port {port} is in use. {otherwise}") from error
        why = error.strerror or error
        raise PlanRefused(f"Nothing can listen on {host}, port {port} ({why}).") from error
    with listener:
        yield listener


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
