"""A server on loopback that can go away in the middle and come back where it was."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections end in the middle here: that is the point."""


class Unsteady:
    """What answers HTTP and is not always there."""

    def __init__(self, handler: type[BaseHTTPRequestHandler], port: int = 0) -> None:
        """``port``: 0 takes a free one."""
        self._handler = handler
        self._server: ThreadingHTTPServer | None = self._serve(port)
        self.port = self._server.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def come_back(self) -> None:
        """Be reachable again."""
        self._server = self._serve(self.port)

    def go_away(self) -> None:
        """Refuse connections."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def stop(self) -> None:
        self.go_away()

    def _serve(self, port: int) -> ThreadingHTTPServer:
        server = _Server(("127.0.0.1", port), self._handler)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server
