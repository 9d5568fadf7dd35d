"""A real web server on loopback, for tests that speak HTTP."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn
from starlette.types import ASGIApp

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
