"""What local-slack leaves out of Slack, put in front of it: limits, rates, the three seconds for an answer,
repeated events, and a network that fails.

The bot's Web API calls, its sockets and the events sent to it all go through here.
"""

from __future__ import annotations

import json
import socket
from base64 import b64encode
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from hashlib import sha1
from http.server import BaseHTTPRequestHandler
from threading import Lock, Thread, Timer
from time import monotonic, sleep
from typing import Any, cast

import httpx

from tests.fakes.slack_local import LocalSlack, free_port
from tests.fakes.slack_requests import arguments_of, retry_headers
from tests.fakes.slack_rules import call_faults, takes
from tests.fakes.unsteady import Unsteady
from tests.fakes.websocket import TEXT, WebSocket

Json = dict[str, Any]
#: Calls that put something into a channel, with the argument that names it.
POSTING = {
    "chat.postMessage": "channel",
    "chat.postEphemeral": "channel",
    "files.completeUploadExternal": "channel_id",
}
#: Seconds that Slack waits for an answer to what it sends.
ANSWER_WITHIN = 3.0


@dataclass(kw_only=True)
class Trouble:
    """What happens to one call: ``before``/``after`` it was done, the connection ends or 500 is answered."""

    when: str
    status: int | None = None


@dataclass(kw_only=True)
class Rules:
    """How strict it is. ``minute``: how many seconds a minute has, for tests in a hurry."""

    channel_seconds: float = 1.0
    per_minute: int = 300
    minute: float = 60.0
    repeats: int = 1
    """How often each event is sent."""
    brings_again: int = 0
    """How often an envelope that was not acknowledged in time is brought again; Slack does it three times."""
    trouble: Callable[[str, Json], Trouble | None] = lambda _method, _arguments: None
    late: Callable[[str, Json], float] = lambda _method, _arguments: 0.0
    """Seconds by which a call is answered after it was done."""


@dataclass(kw_only=True)
class Seen:
    """What it saw, for the tests to judge."""

    faults: list[str] = field(default_factory=list)
    limited: int = 0
    posts: int = 0
    deliveries: int = 0
    late: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    """Seconds until each event was acknowledged."""
    unanswered: int = 0
    """What was not acknowledged in time over a socket."""
    acknowledgements: int = 0
    """What came back over a socket, in time or not."""
    statuses: list[int] = field(default_factory=list)


class SlackProxy(Unsteady):
    """Between one local-slack and one bot."""

    def __init__(
        self,
        slack: LocalSlack,
        *,
        rules: Rules | None = None,
        port: int = 0,
        bot_url: Callable[[], str] | None = None,
    ) -> None:
        """``bot_url``: where events go that local-slack posts to ``/events`` here."""
        self.slack = slack
        self.rules = rules or Rules()
        self.seen = Seen()
        self.bot_url = bot_url
        self.lock = Lock()
        self.under_way = 0
        """Web API calls being handled: a killed bot's last call may still be on its way."""
        self._sent: dict[str, float] = {}
        self._window: deque[float] = deque()
        self.upstream = httpx.Client(timeout=30, limits=httpx.Limits(max_connections=200))
        super().__init__(type("Handler", (_Handler,), {"proxy": self}), port)

    def stop(self) -> None:
        super().stop()
        self.upstream.close()

    # --- the Web API ---

    def judge(self, method: str, arguments: Json) -> tuple[int, Json, dict[str, str]] | None:
        """Slack's refusal of a call; ``None``: let it pass."""
        faults = call_faults(method, arguments)
        if faults:
            with self.lock:
                self.seen.faults += faults
            return 200, {"ok": False, "error": "invalid_blocks"}, {}
        if method not in POSTING:
            return None
        channel = str(arguments[POSTING[method]])
        if not self.slack.api("conversations.info", channel=channel)["ok"]:
            return 200, {"ok": False, "error": "channel_not_found"}, {}
        return self._rate(channel)

    def _rate(self, channel: str) -> tuple[int, Json, dict[str, str]] | None:
        rules, now = self.rules, monotonic()
        with self.lock:
            while self._window and now - self._window[0] >= rules.minute:
                self._window.popleft()
            since = now - self._sent.get(channel, now - rules.channel_seconds)
            wait = rules.channel_seconds - since
            if len(self._window) >= rules.per_minute:
                wait = max(wait, rules.minute - (now - self._window[0]))
            if wait > 0:
                self.seen.limited += 1
                answer = {"ok": False, "error": "ratelimited"}
                return 429, answer, {"Retry-After": f"{max(wait, 0.001):.3f}"}
            self._sent[channel] = now
            self._window.append(now)
            self.seen.posts += 1
        return None

    # --- events ---

    def settled(self, *, seconds: float = 10) -> bool:
        """Whether all that was brought has been answered, or is no longer waited for; waits so long for it."""
        until = monotonic() + seconds
        while self._outstanding() and monotonic() < until:
            sleep(0.01)
        return not self._outstanding()

    def _outstanding(self) -> int:
        with self.lock:
            return self.seen.deliveries - len(self.seen.answers) - self.seen.unanswered

    def answered(self, began: float, status: int) -> None:
        took = monotonic() - began
        with self.lock:
            self.seen.answers.append(took)
            self.seen.statuses.append(status)
            if took > ANSWER_WITHIN:
                self.seen.late.append(took)


class _Handler(BaseHTTPRequestHandler):
    proxy: SlackProxy
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        if self.path == "/_quiet":
            while self.proxy.under_way:
                sleep(0.002)
            self._answer(200, b"quiet", {})
        elif self.headers.get("Upgrade", "").lower() == "websocket":
            self._relay_socket()
        else:
            self._pass_on(self._body())

    def do_POST(self) -> None:
        body = self._body()
        if self.path == "/events":
            self._event(body)
        elif self.path.startswith(("/api/", "/upload/")):
            with self.proxy.lock:
                self.proxy.under_way += 1
            try:
                self._api(body) if self.path.startswith("/api/") else self._pass_on(body)
            finally:
                with self.proxy.lock:
                    self.proxy.under_way -= 1
        else:
            self._pass_on(body)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _api(self, body: bytes) -> None:
        proxy = self.proxy
        method = self.path.removeprefix("/api/").split("?")[0]
        arguments = arguments_of(self.headers.get("Content-Type", ""), body)
        trouble = proxy.rules.trouble(method, arguments)
        if trouble is not None and trouble.when == "before":
            self._fail(trouble)
            return
        if not takes(method, self.headers.get("Content-Type", "")):
            # What Slack cannot read it misses.
            arguments = {}
            body = b"{}"
        refused = proxy.judge(method, arguments)
        if refused is not None:
            status, answer, headers = refused
            self._answer(status, json.dumps(answer).encode(), headers)
            return
        told = proxy.upstream.post(
            f"{proxy.slack.url}{self.path}", content=body, headers=_kept(self.headers)
        )
        content = told.content
        if method in ("apps.connections.open", "files.getUploadURLExternal"):
            content = content.replace(f":{proxy.slack.port}/".encode(), f":{proxy.port}/".encode())
        sleep(proxy.rules.late(method, arguments))
        if trouble is not None:
            self._fail(trouble)
            return
        self._answer(told.status_code, content, {"Content-Type": "application/json"})

    def _fail(self, trouble: Trouble) -> None:
        if trouble.status is not None:
            self._answer(trouble.status, b"", {})
            return
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _pass_on(self, body: bytes) -> None:
        told = self.proxy.upstream.request(
            self.command,
            f"{self.proxy.slack.url}{self.path}",
            content=body,
            headers=_kept(self.headers),
        )
        kind = told.headers.get("content-type", "text/plain")
        self._answer(told.status_code, told.content, {"Content-Type": kind})

    def _answer(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    # --- events over HTTP ---

    def _event(self, body: bytes) -> None:
        """Bring an event to the bot, as often as the rules say; the last answer is Slack's."""
        proxy = self.proxy
        assert proxy.bot_url is not None
        status, content, kind = 500, b"", "text/plain"
        for number in range(proxy.rules.repeats):
            headers = _kept(self.headers)
            if number:
                headers |= retry_headers(number)
            began = monotonic()
            with proxy.lock:
                proxy.seen.deliveries += 1
            told = proxy.upstream.post(proxy.bot_url(), content=body, headers=headers)
            proxy.answered(began, told.status_code)
            status, content = told.status_code, told.content
            kind = told.headers.get("content-type", kind)
        self._answer(status, content, {"Content-Type": kind})

    # --- events over a socket ---

    def _relay_socket(self) -> None:
        """Frames both ways: envelopes are repeated and timed on their way to the bot."""
        proxy = self.proxy
        slack = WebSocket.open(f"{proxy.slack.url.replace('http', 'ws')}{self.path}")
        self.close_connection = True
        self.wfile.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + b"Sec-WebSocket-Accept: "
            + _accepted(self.headers["Sec-WebSocket-Key"])
            + b"\r\n\r\n"
        )
        self.wfile.flush()
        bot = WebSocket(self.connection, cast("Any", self.rfile), masks=False)
        waiting: dict[str, list[float]] = defaultdict(list)
        self._waiting = waiting
        Thread(target=self._to_bot, args=(slack, bot), daemon=True).start()
        while (frame := bot.read()) is not None:
            kind, content = frame
            if kind != TEXT:
                slack.write(content, kind)
                continue
            envelope = json.loads(content).get("envelope_id")
            with proxy.lock:
                proxy.seen.acknowledgements += 1
                began = waiting[envelope].pop(0) if waiting[envelope] else None
            if began is not None:
                proxy.answered(began, 200)
            slack.write(content)
        slack.close()

    def _to_bot(self, slack: WebSocket, bot: WebSocket) -> None:
        proxy = self.proxy
        while (frame := slack.read()) is not None:
            kind, content = frame
            envelope = json.loads(content).get("envelope_id") if kind == TEXT else None
            if envelope is None:
                bot.write(content, kind)
                continue
            for number in range(proxy.rules.repeats):
                self._bring(bot, envelope, json.loads(content), number)

    def _bring(self, bot: WebSocket, envelope: str, told: Json, number: int) -> None:
        """Bring an envelope to the bot, for the ``number``-th time again."""
        if number:
            told = {**told, "retry_attempt": number, "retry_reason": "timeout"}
        began = monotonic()
        with self.proxy.lock:
            self.proxy.seen.deliveries += 1
            self._waiting[envelope].append(began)
        timer = Timer(ANSWER_WITHIN, self._missed, (bot, envelope, told, number, began))
        timer.daemon = True
        timer.start()
        bot.write(json.dumps(told).encode())

    def _missed(self, bot: WebSocket, envelope: str, told: Json, number: int, began: float) -> None:
        """Its time is over: where there was no acknowledgement it comes again, as often as the rules say."""
        with self.proxy.lock:
            if began not in self._waiting[envelope]:
                return
            self._waiting[envelope].remove(began)
            self.proxy.seen.unanswered += 1
        if number < self.proxy.rules.brings_again:
            self._bring(bot, envelope, told, number + 1)


@contextmanager
def strict_slack(
    bot_url: Callable[[], str] | None, *, rules: Rules | None = None
) -> Iterator[SlackProxy]:
    """A local-slack of its own and the proxy before it. ``bot_url``: where events go; else over a socket.

    ``rules``: by default nobody has to wait.
    """
    port = free_port()
    slack = LocalSlack(f"http://127.0.0.1:{port}/events" if bot_url else None)
    try:
        rules = rules or Rules(channel_seconds=0, per_minute=100_000)
        proxy = SlackProxy(slack, rules=rules, port=port, bot_url=bot_url)
        try:
            yield proxy
        finally:
            proxy.stop()
    finally:
        slack.stop()


def _kept(headers: Message) -> dict[str, str]:
    dropped = ("host", "content-length", "connection", "accept-encoding")
    return {name: value for name, value in headers.items() if name.lower() not in dropped}


def _accepted(key: str) -> bytes:
    guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    return b64encode(sha1(f"{key}{guid}".encode()).digest())
