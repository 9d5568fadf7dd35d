"""Socket Mode: Slack's requests over a connection that we open, so that nothing of ours need be public."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from socket import SHUT_RD
from threading import Event, Thread
from time import monotonic
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.platforms.slack.api import Api
from bot.platforms.slack.app import SlackApp
from bot.platforms.slack.turns import ANSWER_WITHIN, Turns

log = logging.getLogger(__name__)

#: Seconds between attempts to open the first connection; the client itself reopens it later.
PATIENCE = (1, 2, 5, 10, 30)
#: Seconds between two looks whether the connection still stands.
LOOK = 10
#: The library's own threads, which only pass envelopes on.
THREADS = 2


class Socket:
    """One connection's socket. An envelope whose listener failed, or that was not handled in time, is not
    acknowledged: Slack sends it again."""

    def __init__(self, name: str, app: SlackApp, api: Api, app_token: str) -> None:
        self._app = app
        self._turns = Turns(f"slack-{name}-socket")
        self._client = SocketModeClient(
            app_token, logger=log, web_client=api.client, ping_interval=LOOK, concurrency=THREADS
        )
        self._client.socket_mode_request_listeners.append(self._take)
        self._stopped = Event()
        self.connected = Event()
        """Set once the first connection stands."""
        self._thread = Thread(target=self._connect, name="slack-socket", daemon=True)

    def start(self) -> None:
        """Connect, in a thread: a workspace that cannot be reached holds up nobody else."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being handled, acknowledge it, and hear no more."""
        self._stopped.set()
        self._thread.join(timeout=30)
        self._turns.close()
        self._hear_no_more()
        self._client.close()

    def _take(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        arrived = monotonic()
        if self._turns.take(lambda: self._handle(client, request, arrived)) is None:
            log.warning("envelope_put_off", extra={"why": "no room"})

    def _handle(
        self, client: BaseSocketModeClient, request: SocketModeRequest, arrived: float
    ) -> BoltResponse:
        told = self._app.bolt.dispatch(BoltRequest(mode="socket_mode", body=request.payload))
        if monotonic() - arrived > ANSWER_WITHIN:
            # Slack no longer waits: its repetition finds what was saved and has the same answer.
            log.warning("envelope_put_off", extra={"why": "too late"})
        elif told.status == 200:
            client.send_socket_mode_response(
                SocketModeResponse(request.envelope_id, _payload(told))
            )
        return told

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


def _payload(told: BoltResponse) -> dict[str, Any] | None:
    """What goes with an acknowledgement: a form's errors, a word to who typed a command."""
    if not told.body:
        return None
    kind = told.headers.get("content-type", [""])[0]
    found: dict[str, Any] = (
        json.loads(told.body) if kind.startswith("application/json") else {"text": told.body}
    )
    return found
