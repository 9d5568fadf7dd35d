"""A Teams on loopback: issuer, key set and connector in one, as strict as the real one, and a network that
fails.

Every call needs a token that was given here. Rates, sizes and memberships are kept, what a bot sends is
looked at, and everything stays for tests to look at.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Lock
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.fakes.teams_people import Registered, User
from tests.fakes.teams_rooms import Message, Room, Rooms
from tests.fakes.teams_rules import (
    LARGEST,
    TENANT_LIMIT,
    THREAD_LIMITS,
    Window,
    activity_faults,
    card_faults,
    size,
)
from tests.fakes.teams_tokens import ISSUER, Issuer
from tests.fakes.unsteady import Unsteady

Json = dict[str, Any]
_BASE = "/teams/v3/conversations"


@dataclass(kw_only=True)
class Trouble:
    """What happens to one call: ``before``/``after`` it was done the connection ends, or a status is
    answered."""

    when: str
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class Rules:
    """How strict it is. ``second``: how long a second is for rates and for Teams' patience."""

    second: float = 1.0
    limited: bool = True
    sign_in_takes: float = 0.0
    """Seconds that a token for a secret takes to come."""
    keys_take: float = 0.0
    """Seconds that the key set takes to come."""
    answer_takes: float = 0.0
    """Seconds between what a call does and its answer."""
    page: int = 2
    """Members a page."""
    trouble: Callable[[str, str, Json], Trouble | None] = lambda _method, _path, _body: None


@dataclass(kw_only=True)
class Seen:
    """What it saw, for the tests to judge."""

    faults: list[str] = field(default_factory=list)
    limited: int = 0
    posts: int = 0
    calls: list[str] = field(default_factory=list)


def environment(url: str, app: Registered | None = None) -> dict[str, str]:
    """What the settings of a connection to the Teams at ``url`` name (``teams_programme.SETTINGS``)."""
    app = app or Registered()
    return {
        "APP": app.app_id,
        "TENANT": app.tenant,
        "SECRET": app.secret,
        "LOGIN": url,
        "OPENID": f"{url}/v1/.well-known/openidconfiguration",
        "SERVICE": f"{url}/teams",
    }


class _Refused(Exception):
    """An error as the connector answers it."""

    def __init__(self, status: int, code: str, **headers: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class TeamsConnector(Unsteady):
    """One tenant's Teams as a bot sees it."""

    def __init__(self, rules: Rules | None = None, app: Registered | None = None) -> None:
        self.rules = rules or Rules()
        self.app = app or Registered()
        self.rooms = Rooms()
        self.seen = Seen()
        self.lock = Lock()
        self.under_way = 0
        """Calls being handled: a killed bot's last one may still be on its way."""
        self._threads: dict[str, Window] = {}
        self._tenant = Window(limits=(TENANT_LIMIT,), second=self.rules.second)
        super().__init__(type("Handler", (_Handler,), {"teams": self}))
        self.issuer = Issuer(self.service_url, self.app)

    @property
    def service_url(self) -> str:
        return f"{self.url}/teams"

    def environment(self) -> dict[str, str]:
        """What a connection's settings name."""
        return environment(self.url, self.app)

    def look_at(self, card: Json) -> None:
        """Note what is wrong with a card that a client was given in an answer."""
        with self.lock:
            self.seen.faults += card_faults(card)

    # --- what a bot may ask ---

    def answer(self, method: str, path: str, body: Json, authorization: str) -> tuple[int, Json]:
        """:raises _Refused: with what the connector says."""
        if not self.issuer.accepts(authorization):
            raise _Refused(401, "AuthorizationFailed")
        split = urlsplit(path)
        if not split.path.startswith(_BASE):
            raise _Refused(404, "NotFound")
        parts = [unquote(part) for part in split.path.removeprefix(_BASE).split("/") if part]
        with self.lock:
            self.seen.calls.append(f"{method} {'/'.join(parts[1:]) or 'conversations'}")
            match method, parts:
                case "POST", []:
                    return 201, {"id": self._begin(body)}
                case "POST", [conversation, "activities"]:
                    return 201, {"id": self._post(conversation, body).id}
                case "PUT", [conversation, "activities", message_id]:
                    return 200, {"id": self._update(conversation, message_id, body).id}
                case "DELETE", [conversation, "activities", message_id]:
                    self._standing(self._room(conversation), message_id).deleted = True
                    return 200, {}
                case "GET", [conversation, "pagedMembers"]:
                    return 200, self._members(conversation, parse_qs(split.query))
                case "GET", [conversation, "members", native]:
                    return 200, self._member(conversation, native)
                case _:
                    raise _Refused(405, "NotAllowed")

    def _begin(self, body: Json) -> str:
        members = body.get("members") or []
        tenant = body.get("tenantId") or ((body.get("channelData") or {}).get("tenant") or {}).get(
            "id"
        )
        if len(members) != 1 or tenant != self.app.tenant:
            raise _Refused(400, "BadArgument")
        user = self.rooms.user(str(members[0].get("id")))
        if user is None:
            raise _Refused(404, "ConversationNotFound")
        self._rate(f"begin:{user.object_id}")
        self._reachable(user)
        if not self.rooms.may_be_met(user):
            raise _Refused(403, "BotNotInConversationRoster")
        return self.rooms.personal(user).id

    def _post(self, conversation: str, activity: Json) -> Message:
        room = self._writable(conversation)
        root = _root_of(conversation)
        if root is not None:
            head = self.rooms.message(room.id, root)
            if head is None or head.root is not None:
                raise _Refused(404, "ActivityNotFoundInConversation")
        self._judge(conversation, activity)
        self._rate(conversation)
        self.seen.posts += 1
        return self.rooms.add(room, self.app.bot, activity, root)

    def _update(self, conversation: str, message_id: str, activity: Json) -> Message:
        room = self._writable(conversation)
        message = self._standing(room, message_id)
        if not message.by_bot:
            raise _Refused(403, "NotEnoughPermissions")
        self._judge(conversation, activity)
        self._rate(conversation)
        message.before.append(message.activity)
        message.activity = activity
        return message

    def _room(self, conversation: str) -> Room:
        room = self.rooms.find(conversation)
        if room is None:
            raise _Refused(404, "ConversationNotFound")
        return room

    def _writable(self, conversation: str) -> Room:
        room = self._room(conversation)
        if room.kind == "personal":
            self._reachable(room.members[0])
        elif not room.has_bot:
            raise _Refused(403, "BotNotInConversationRoster")
        return room

    def _reachable(self, user: User) -> None:
        code = self.rooms.unreachable.get(user.object_id)
        if code is not None:
            raise _Refused(403, code)

    def _standing(self, room: Room, message_id: str) -> Message:
        message = self.rooms.message(room.id, message_id)
        if message is None or message.deleted:
            raise _Refused(404, "ActivityNotFoundInConversation")
        return message

    def _judge(self, conversation: str, activity: Json) -> None:
        if size(activity) > LARGEST:
            raise _Refused(413, "MessageSizeTooBig")
        faults = activity_faults(activity, bot=self.app.bot, conversation=conversation)
        if faults:
            self.seen.faults += faults
            raise _Refused(400, "BadSyntax")

    def _rate(self, thread: str) -> None:
        if not self.rules.limited:
            return
        now = monotonic()
        window = self._threads.setdefault(
            thread, Window(limits=THREAD_LIMITS, second=self.rules.second)
        )
        wait = max(window.wait(now), self._tenant.wait(now))
        if wait > 0:
            self.seen.limited += 1
            raise _Refused(429, "Throttled", Retry_After=f"{wait:.3f}")
        window.take(now)
        self._tenant.take(now)

    def _members(self, conversation: str, query: Mapping[str, list[str]]) -> Json:
        members = self._room(conversation).members
        begin = int(query.get("continuationToken", ["0"])[0])
        end = begin + self.rules.page
        page: Json = {"members": [self._account(user) for user in members[begin:end]]}
        if end < len(members):
            page["continuationToken"] = str(end)
        return page

    def _member(self, conversation: str, native: str) -> Json:
        user = self.rooms.user(native)
        if user is None or user not in self._room(conversation).members:
            raise _Refused(404, "MemberNotFoundInConversation")
        return self._account(user)

    def _account(self, user: User) -> Json:
        return {
            "id": user.id, "name": user.name, "objectId": user.object_id, "email": user.email,
            "userPrincipalName": user.email, "tenantId": self.app.tenant,
        }  # fmt: skip


def _root_of(conversation: str) -> str | None:
    _, _, root = conversation.partition(";messageid=")
    return root or None


class _Handler(BaseHTTPRequestHandler):
    teams: TeamsConnector
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        teams = self.teams
        match self.path:
            case "/_quiet":
                while teams.under_way:
                    sleep(0.002)
                self._answer(200, {})
            case "/v1/.well-known/openidconfiguration":
                told = {"issuer": ISSUER, "jwks_uri": f"{teams.url}/v1/.well-known/keys"}
                self._answer(200, told)
            case "/v1/.well-known/keys":
                sleep(teams.rules.keys_take)
                self._answer(200, {"keys": [key.public for key in teams.issuer.keys]})
            case _:
                self._call()

    def do_POST(self) -> None:
        if self.path.endswith("/oauth2/v2.0/token"):
            if (content := self._body()) is not None:
                sleep(self.teams.rules.sign_in_takes)
                self._answer(*self.teams.issuer.exchange(self.path, content))
        else:
            self._call()

    def do_PUT(self) -> None:
        self._call()

    def do_DELETE(self) -> None:
        self._call()

    def _body(self) -> bytes | None:
        """What was sent; ``None`` where the sender died over it."""
        length = int(self.headers.get("Content-Length") or 0)
        content = self.rfile.read(length)
        if len(content) < length:
            self.close_connection = True
            return None
        return content

    def _call(self) -> None:
        teams = self.teams
        content = self._body()
        if content is None:
            return
        with teams.lock:
            teams.under_way += 1
        try:
            body: Json = json.loads(content) if content else {}
            trouble = teams.rules.trouble(self.command, unquote(self.path), body)
            if trouble is not None and trouble.when == "before":
                self._fail(trouble)
                return
            try:
                status, told = teams.answer(
                    self.command, self.path, body, self.headers.get("Authorization", "")
                )
            except _Refused as refused:
                error = {"error": {"code": refused.code, "message": f"{refused.code}, it says."}}
                self._answer(refused.status, error, refused.headers)
                return
            sleep(teams.rules.answer_takes)
            if trouble is not None:
                self._fail(trouble)
                return
            self._answer(status, told)
        finally:
            with teams.lock:
                teams.under_way -= 1

    def _fail(self, trouble: Trouble) -> None:
        if trouble.status is not None:
            self._answer(trouble.status, {"error": {"code": "ServiceError"}}, trouble.headers)
            return
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _answer(self, status: int, told: Json, headers: Mapping[str, str] | None = None) -> None:
        content = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, value in {**(headers or {}), "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
