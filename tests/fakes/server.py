"""Real web servers on loopback, for tests that speak HTTP."""

from __future__ import annotations

import atexit
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from threading import Event, Thread

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web import Server


class _Server(Server):
    def __init__(self, config: uvicorn.Config, *, before_shutdown: Callable[[], None]) -> None:
        super().__init__(config, before_shutdown=before_shutdown)
        self.up = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@contextmanager
def serving(
    app: ASGIApp,
    *,
    port: int = 0,
    before_stop: Callable[[], None] = lambda: None,
    patience: int | None = 1,
) -> Iterator[str]:
    """Serve an app in a thread; gives its address without a slash at the end.

    ``before_stop`` ends what would otherwise keep its connections open; after ``patience`` seconds they
    are cut (``None``: never). Leaving the block waits until the server has stopped and its port is free
    again.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    config = uvicorn.Config(
        app, log_level="error", ws="none", lifespan="off", timeout_graceful_shutdown=patience
    )
    server = _Server(config, before_shutdown=before_stop)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    assert server.up.wait(20), "the server did not start"
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive(), "the server did not stop"
        listener.close()


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The same on the one server that the tests of this process share: nobody waits for it to stop. For
    those who serve one app at a time and leave no connection open that waits for an answer."""
    stage, url = _standing()
    assert stage.app is None, "another app is being served"
    stage.app = app
    try:
        yield url
    finally:
        stage.app = None


class _Stage:
    """Whichever app is being served."""

    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None, "no app is being served"
        await self.app(scope, receive, send)


@cache
def _standing() -> tuple[_Stage, str]:
    stage, stack = _Stage(), ExitStack()
    atexit.register(stack.close)
    return stage, stack.enter_context(serving(stage))
