"""Socket Mode: Slack's requests over a connection that we open, so that nothing of ours need be public."""

from __future__ import annotations

import logging
from contextlib import suppress
from socket import SHUT_RD
from threading import Event, Thread

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackClientError

from bot.platforms.slack.api import Api
from bot.platforms.slack.app import SlackApp

log = logging.getLogger(__name__)

#: Seconds between attempts to open the first connection; the client itself reopens it later.
PATIENCE = (1, 2, 5, 10, 30)
#: Envelopes handled at a time.
THREADS = 10


class Socket:
    """One connection's socket. An envelope whose listener failed is not acknowledged: Slack sends it again."""

    def __init__(self, app: SlackApp, api: Api, app_token: str) -> None:
        self._client = SocketModeHandler(
            app.bolt, app_token, web_client=api.client, concurrency=THREADS
        ).client
        self._stopped = Event()
        self.connected = Event()
        """Set once the first connection stands."""
        self._thread = Thread(target=self._connect, name="slack-socket", daemon=True)

    def start(self) -> None:
        """Connect, in a thread: a workspace that cannot be reached holds up nobody else."""
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=30)
        self._hear_no_more()
        self._client.close()

    def _hear_no_more(self) -> None:
        """Nothing more comes: the library would wait for it up to three seconds before it closes."""
        session = self._client.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.shutdown(SHUT_RD)

    def _connect(self) -> None:
        attempt = 0
        while not self._stopped.is_set():
            try:
                self._client.connect()
            except (SlackClientError, OSError) as error:
                wait = PATIENCE[min(attempt, len(PATIENCE) - 1)]
                log.warning("socket_not_open", extra={"why": str(error), "again_in": wait})
                attempt += 1
                self._stopped.wait(wait)
            else:
                self.connected.set()
                return
