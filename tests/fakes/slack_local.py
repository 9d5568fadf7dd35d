"""local-slack as a process of the tests', with its control API: people who write, press and look."""

from __future__ import annotations

import atexit
import json
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
import yaml

from tests.fakes.install_slack import PROGRAM, install
from tests.fakes.slack_screen import buttons_of
from tests.fakes.websocket import WebSocket

TEAM = "T01TEST"
BOT = "U0BOT"
BOT_TOKEN, APP_TOKEN = "xoxb-test-token", "xapp-test-token"
SIGNING_SECRET = "eight-and-thirty-secret-letters-of-ours"
#: Settings of a connection over signed HTTP and over a socket; what they name is in its ``environment``.
SIGNED = {"bot_token": "TOKEN", "signing_secret": "SECRET", "api_url": "API"}
SOCKET = {"bot_token": "TOKEN", "app_token": "APP", "api_url": "API"}
ADA, NOOR, CY, MEL, STRANGER = "U01ADA", "U02NOOR", "U03CY", "U04MEL", "U09WHO"
USERS: Mapping[str, str] = {
    ADA: "Ada Quill",
    NOOR: "Noor Bell",
    CY: "Cy Marsh",
    MEL: "Mel Tarn",
    STRANGER: "Una Known",
}
CHANNEL, OTHER_CHANNEL = "C01ELG", "C02OFFICE"

Json = dict[str, Any]


def environment(url: str) -> dict[str, str]:
    """What the settings of a connection to the Slack at ``url`` name."""
    return {"TOKEN": BOT_TOKEN, "APP": APP_TOKEN, "SECRET": SIGNING_SECRET, "API": f"{url}/api/"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@cache
def need_slack() -> None:
    """Skip the test, in one line, where there is no local Slack and none can be had."""
    problem = install()
    if problem is not None:
        pytest.skip(problem)


class LocalSlack:
    """One running local-slack. ``request_url``: events come there, signed; else over Socket Mode."""

    def __init__(self, request_url: str | None = None) -> None:
        need_slack()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = tempfile.TemporaryDirectory(prefix="local-slack-")
        config = Path(self._folder.name) / "config.yaml"
        config.write_text(yaml.safe_dump(_config(request_url)), encoding="utf-8")
        self._process = subprocess.Popen(
            [PROGRAM, "--config", config, "--port", str(self.port), "--base-host", "127.0.0.1"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._control = httpx.Client(base_url=f"{self.url}/_control/", timeout=20)
        atexit.register(self.stop)
        self._await()

    def _await(self) -> None:
        until = monotonic() + 30
        while monotonic() < until:
            try:
                self._control.get("state")
            except httpx.TransportError:
                sleep(0.05)
            else:
                return
        raise AssertionError("local-slack did not start")

    def stop(self) -> None:
        atexit.unregister(self.stop)
        self._control.close()
        self._process.terminate()
        self._process.wait(20)
        self._folder.cleanup()

    # --- people act ---

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        *,
        thread: str | None = None,
        mention: bool = False,
    ) -> Json:
        """Type these words, as Slack brings them: escaped; ``mention``: to the bot. The message."""
        text = f"<@{BOT}> {typed(text)}" if mention else typed(text)
        told = self._do("message", channel=channel, user=user, text=text, thread_ts=thread)
        message: Json = told["message"]
        return message

    def command(self, user: str, channel: str, text: str, *, command: str = "/send") -> None:
        self._do("command", channel=channel, user=user, command=command, text=typed(text))

    def press(self, user: str, message: Mapping[str, Any], label: str, *, nth: int = 0) -> None:
        """Press the ``nth`` button of that label in a message."""
        button = [one for one in buttons_of(message) if one["text"]["text"] == label][nth]
        self._do(
            "interact",
            channel=message["channel"],
            messageTs=message["ts"],
            user=user,
            action={
                "type": "button",
                "action_id": button["action_id"],
                "block_id": button["block_id"],
                "value": button["value"],
                "text": button["text"],
            },
        )

    def react(self, user: str, message: Mapping[str, Any], name: str) -> None:
        self._do("reaction", channel=message["channel"], ts=message["ts"], user=user, name=name)

    def edit(self, user: str, message: Mapping[str, Any], text: str) -> None:
        self._do("edit-message", channel=message["channel"], ts=message["ts"], user=user, text=text)

    def open_home(self, user: str) -> None:
        self._do("open-home", user=user)

    def submit(self, user: str, **fields: str | Sequence[str]) -> Json:
        """Fill in the open modal and send it: its fields' new values. What Slack then shows: errors by
        field, empty where it closed."""
        view = self.modal()
        values: Json = {}
        for block in view["blocks"]:
            name, element = block["block_id"], block["element"]
            told = fields.get(name, standing(element))
            values[name] = {element["action_id"]: filled(element, told)}
        with self._page() as page:
            page.write(json.dumps({"t": "view_submit", "user": user, "values": values}).encode())
            while True:
                frame = page.read()
                assert frame is not None, "local-slack hung up"
                told_back = json.loads(frame[1])
                if told_back["t"] == "view_errors":
                    errors: Json = told_back["errors"]
                    return errors
                if told_back["t"] == "view":
                    return {}

    # --- looking ---

    def modal(self) -> Json:
        """The modal that is open."""
        stack = self._state()["modalStack"]
        assert stack, "no modal is open"
        view: Json = stack[-1]
        return view

    def has_modal(self) -> bool:
        return bool(self._state()["modalStack"])

    def socket_stands(self) -> bool:
        """Whether the bot's socket is open."""
        return any(app.get("connected") for app in self._state()["apps"])

    def home(self, user: str) -> Json | None:
        """The app's home page as this user last saw it."""
        views = self._state()["homeViews"].get(user) or {}
        return next(iter(views.values()), None)

    def _state(self) -> Json:
        with self._page() as page:
            frame = page.read()
        assert frame is not None
        state: Json = json.loads(frame[1])["state"]
        return state

    @contextmanager
    def _page(self) -> Iterator[WebSocket]:
        page = WebSocket.open(f"{self.url.replace('http', 'ws')}/ui")
        try:
            yield page
        finally:
            page.close()

    def dm(self, user: str) -> str:
        """The channel of the bot's conversation with a user."""
        told = self.api("conversations.open", users=user)
        return str(told["channel"]["id"])

    def messages(self, channel: str) -> Sequence[Json]:
        """What stands there, oldest first."""
        told: Json = self._control.get(f"messages/{channel}").json()
        messages: list[Json] = told["messages"]
        return messages

    def api(self, method: str, **arguments: Any) -> Json:
        answer = httpx.post(
            f"{self.url}/api/{method}",
            json=arguments,
            headers={"Authorization": f"Bearer {BOT_TOKEN}"},
            timeout=20,
        )
        told: Json = answer.json()
        return told

    def log(self) -> Sequence[Json]:
        told: Json = self._control.get("log").json()
        entries: list[Json] = told["log"]
        return entries

    def reset(self) -> None:
        self._do("reset")

    def _do(self, what: str, **arguments: Any) -> Json:
        answer = self._control.post(
            what, json={k: v for k, v in arguments.items() if v is not None}
        )
        told: Json = answer.json()
        assert told.get("ok"), f"local-slack: {what}: {told}"
        return told


@cache
def _running() -> LocalSlack:
    return LocalSlack()


def shared_slack() -> LocalSlack:
    """One for all tests of this process that hear nothing, with nothing said in it yet."""
    slack = _running()
    slack.reset()
    return slack


def typed(text: str) -> str:
    """Words as Slack passes them on."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def standing(element: Mapping[str, Any]) -> str | Sequence[str]:
    """What an element of a modal holds before anybody changes it."""
    match element["type"]:
        case "static_select":
            return str((element.get("initial_option") or {}).get("value", ""))
        case "checkboxes" | "multi_static_select":
            return [option["value"] for option in element.get("initial_options") or ()]
        case "datepicker":
            return str(element.get("initial_date") or "")
        case _:
            return str(element.get("initial_value") or "")


def filled(element: Mapping[str, Any], told: str | Sequence[str]) -> Json:
    """An element's value as Slack sends it."""
    kind = element["type"]
    options = {option["value"]: option for option in element.get("options") or ()}
    match kind:
        case "static_select":
            return {"type": kind, "selected_option": options[str(told)] if told else None}
        case "checkboxes" | "multi_static_select":
            return {"type": kind, "selected_options": [options[one] for one in told]}
        case "datepicker":
            return {"type": kind, "selected_date": told or None}
        case _:
            return {"type": kind, "value": told or None}


def _config(request_url: str | None) -> Json:
    app: Json = {
        "name": "sendbot",
        "botToken": BOT_TOKEN,
        "appToken": APP_TOKEN,
        "signingSecret": SIGNING_SECRET,
        "mode": "events" if request_url else "socket",
    }
    if request_url:
        app["requestUrl"] = request_url
    members = [BOT, *(user for user in USERS if user != STRANGER)]
    return {
        "workspace": {"name": "Westmere", "domain": "westmere", "teamId": TEAM},
        "app": app,
        "users": [
            {
                "id": user,
                "name": name.split()[0].lower(),
                "real_name": name,
                "email": f"{name.split()[0].lower()}@westmere.example",
                "tz": "Europe/London",
            }
            for user, name in USERS.items()
        ],
        "channels": [
            {"id": CHANNEL, "name": "executive-leadership", "members": members},
            {"id": OTHER_CHANNEL, "name": "programme-office", "members": members},
        ],
    }
