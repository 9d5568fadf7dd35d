"""Slack's Web API in this process: quicker than a real one behind a proxy, for tests that need many, and as
strict: what a call shows people is judged by the same rules, and no call is taken that Slack would refuse."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from threading import Condition
from time import sleep
from typing import Any

from bot.platforms.slack.manifest import scopes
from tests.fakes.slack_local import APP_TOKEN, BOT, BOT_TOKEN, TEAM
from tests.fakes.slack_requests import arguments_of
from tests.fakes.slack_rooms import Refused, Room, Rooms
from tests.fakes.slack_rules import call_faults, takes
from tests.fakes.unsteady import Unsteady

Json = dict[str, Any]
#: How long a trigger lives, in the workspace's own time.
TRIGGER_LIVES = timedelta(seconds=3)


class SlackStandIn(Unsteady):
    """One workspace as a bot calls it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """``now``: the workspace's own time."""
        self.rooms = Rooms(now)
        self.changed = Condition()
        """Held while anything is done, and told of it."""
        self.faults: list[str] = []
        """What it was sent and would not have taken."""
        self.tried: Counter[str] = Counter()
        """How often a form was to be opened, by trigger."""
        self.refuses: dict[str, str] = {}
        """Method, or method and the user or channel it is about → the error that it answers with."""
        self.headers: dict[str, str] = {"x-oauth-scopes": ",".join(scopes())}
        """What it adds to every answer."""
        self.called: Counter[str] = Counter()
        """How often each method was called."""
        self.seconds: dict[str, float] = {}
        """How long it takes to answer, by method; else no time at all."""
        self._triggers: dict[str, tuple[str, datetime]] = {}
        self.now = now
        super().__init__(type("Handler", (_Handler,), {"slack": self}))

    def trigger(self, user: str) -> str:
        """What a form can be opened with, once and soon."""
        with self.changed:
            given = f"{self.rooms.number()}.{TEAM}"
            self._triggers[given] = (user, self.now())
            return given

    def wait_for_form(self, trigger: str, times: int) -> None:
        """Until it was tried so often to open one: the bot does that after it has answered."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.tried[trigger] >= times, 15), "no form"

    def call(self, method: str, arguments: Json, authorization: str | None) -> Json:
        """A method's answer."""
        with self.changed:
            faults = call_faults(method, arguments)
            if faults:
                self.faults += faults
                return {"ok": False, "error": "invalid_blocks"}
            try:
                token = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
                if authorization != f"Bearer {token}":
                    raise Refused("invalid_auth" if authorization else "not_authed")
                about = f"{method} {arguments.get('users') or arguments.get('channel')}"
                refused = self.refuses.get(method) or self.refuses.get(about)
                if refused is not None:
                    raise Refused(refused)
                told = self._do(method, arguments)
            except Refused as error:
                # A trigger that came twice was used the first time: Slack takes no form for it again.
                if str(error) != "exchanged_trigger_id":
                    self.faults.append(f"{method}: {error}")
                return {"ok": False, "error": str(error)}
            finally:
                self.changed.notify_all()
            return {"ok": True, **told}

    def _do(self, method: str, given: Json) -> Json:
        rooms = self.rooms
        match method:
            case "auth.test":
                return {
                    "team_id": TEAM, "team": "Westmere", "user_id": BOT, "user": "sendbot",
                    "bot_id": "B0BOT",
                }  # fmt: skip
            case "apps.connections.open":
                return {"url": f"{self.url.replace('http', 'ws')}/link"}
            case "conversations.open":
                return {"channel": {"id": rooms.dm(given["users"]).id}}
            case "conversations.list":
                return {"channels": [_told(c) for c in rooms.channels() if not c.archived]}
            case "conversations.info":
                return {"channel": _told(rooms.room(given.get("channel")))}
            case "chat.postMessage":
                message = rooms.post(rooms.room(given["channel"]), BOT, _shown(given))
                return {"ts": message["ts"], "channel": message["channel"]}
            case "chat.postEphemeral":
                return {"message_ts": self._ephemeral(given)}
            case "chat.update":
                room = rooms.room(given["channel"])
                return {"ts": rooms.update(room, given["ts"], _shown(given))["ts"]}
            case "files.getUploadURLExternal":
                return self._slot(given)
            case "files.completeUploadExternal":
                return self._share(given)
            case "users.info":
                if given.get("user") not in rooms.members:
                    raise Refused("user_not_found")
                return {"user": {"id": given["user"], "team_id": rooms.members[given["user"]]}}
            case "views.open":
                return {"view": self._open(given)}
            case "views.publish":
                rooms.homes[given["user_id"]] = given["view"]
                return {"view": given["view"]}
            case _:
                raise Refused("unknown_method")

    def _ephemeral(self, given: Json) -> str:
        if given["user"] not in self.rooms.members:
            raise Refused("user_not_in_channel")
        told = {**_shown(given), "ephemeral_to": given["user"]}
        return str(self.rooms.post(self.rooms.room(given["channel"]), BOT, told)["ts"])

    def _slot(self, given: Json) -> Json:
        file_id = f"F{self.rooms.number()}"
        self.rooms.files[file_id] = {
            "id": file_id, "name": given["filename"], "alt_txt": given["alt_txt"],
            "size": int(given["length"]), "whole": False,
        }  # fmt: skip
        return {"file_id": file_id, "upload_url": f"{self.url}/upload/{file_id}"}

    def take_in(self, file_id: str, content: bytes) -> bool:
        """A file's content; whether it is what was announced."""
        with self.changed:
            file = self.rooms.files[file_id]
            file["whole"] = len(content) == file["size"] > 0
            return bool(file["whole"])

    def _share(self, given: Json) -> Json:
        files = [self.rooms.files[one["id"]] for one in given["files"]]
        if not all(file["whole"] for file in files):
            raise Refused("file_not_found")
        told = {"files": files, "text": ""}
        if "thread_ts" in given:
            told["thread_ts"] = given["thread_ts"]
        self.rooms.post(self.rooms.room(given["channel_id"]), BOT, told)
        return {"files": files}

    def _open(self, given: Json) -> Json:
        trigger = str(given["trigger_id"])
        self.tried[trigger] += 1
        if trigger not in self._triggers:
            raise Refused("invalid_trigger_id")
        user, since = self._triggers[trigger]
        if self.tried[trigger] > 1:
            raise Refused("exchanged_trigger_id")
        if self.now() - since > TRIGGER_LIVES:
            raise Refused("expired_trigger_id")
        view = {**given["view"], "id": f"V{self.rooms.number()}", "hash": trigger}
        self.rooms.forms[user] = view
        return view


def _told(channel: Room) -> Json:
    return {
        "id": channel.id, "name": str(channel.name)[1:], "is_archived": channel.archived,
        "is_member": channel.has_bot,
    }  # fmt: skip


def _shown(given: Json) -> Json:
    """What of a call stands in the message."""
    return {name: given[name] for name in ("text", "blocks", "thread_ts") if name in given}


class _Handler(BaseHTTPRequestHandler):
    slack: SlackStandIn
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Silence."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """By the workspace's own time."""
        return format_datetime(self.slack.now().astimezone(UTC), usegmt=True)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind, _, name = self.path.lstrip("/").partition("/")
        if kind == "upload":
            self._answer(200 if self.slack.take_in(name, body) else 400, b"OK")
            return
        content_type = self.headers.get("Content-Type", "")
        # What Slack cannot read it misses.
        arguments = arguments_of(content_type, body) if takes(name, content_type) else {}
        self.slack.called[name] += 1
        sleep(self.slack.seconds.get(name, 0))
        told = self.slack.call(name, arguments, self.headers.get("Authorization"))
        self._answer(200, json.dumps(told).encode())

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **self.slack.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
