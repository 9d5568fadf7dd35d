"""Requests as Slack sends them to an app's address, signed or made to look so, and as it takes them."""

from __future__ import annotations

import hmac
import json
import ssl
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

import httpx

from tests.fakes.slack_local import ADA, CHANNEL, SIGNING_SECRET, TEAM
from tests.fakes.slack_screen import buttons_of

Json = dict[str, Any]
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def signature(body: str, at: int, secret: str = SIGNING_SECRET) -> str:
    told = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), sha256).hexdigest()
    return f"v0={told}"


def signed(
    body: str, at: int, *, secret: str = SIGNING_SECRET, kind: str = "application/json"
) -> dict[str, str]:
    """The headers of a body that is sent at that second."""
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": str(at),
        "X-Slack-Signature": signature(body, at, secret),
    }


def post(
    url: str,
    body: str,
    *,
    at: int,
    secret: str = SIGNING_SECRET,
    kind: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """Send a body signed at that second (Unix time); ``headers`` replace those that would be sent."""
    wanted = {**signed(body, at, secret=secret, kind=kind), **(headers or {})}
    sent = {name: value for name, value in wanted.items() if value}
    # Nothing here is encrypted, and reading certificates would take longer than the bot does.
    return httpx.post(url, content=body.encode(), headers=sent, timeout=20, verify=_NO_TLS)


def retry_headers(number: int) -> dict[str, str]:
    """What Slack adds when it brings something for the ``number``-th time again."""
    return {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"}


def form(told: Mapping[str, Any]) -> tuple[str, str]:
    """A command's body and its content type."""
    return urlencode(told), "application/x-www-form-urlencoded"


def interaction(payload: Json) -> tuple[str, str]:
    return form({"payload": json.dumps(payload)})


def message_event(text: str, *, channel: str, event_id: str = "Ev1", **given: Any) -> str:
    event = {
        "type": "message", "channel": channel, "channel_type": "im", "user": ADA, "text": text,
        "ts": "1696323600.000100", "team": TEAM,
    }  # fmt: skip
    return json.dumps(
        {"type": "event_callback", "team_id": TEAM, "event_id": event_id, "event": event | given}
    )


def command(text: str, *, trigger: str = "1.2.a", **given: Any) -> Json:
    told = {
        "command": "/send", "text": text, "user_id": ADA, "channel_id": CHANNEL, "team_id": TEAM,
        "trigger_id": trigger,
    }  # fmt: skip
    return told | given


def arguments_of(kind: str, body: bytes) -> Json:
    """What a call of the Web API was given. ``kind``: its content type."""
    if "json" in kind:
        return cast("Json", json.loads(body or b"{}"))
    told: Json = dict(parse_qsl(body.decode()))
    for name in ("blocks", "view", "files", "metadata"):
        if isinstance(told.get(name), str):
            told[name] = json.loads(told[name])
    return told


def press(
    message: Mapping[str, Any], label: str, *, trigger: str = "1.2.b", user: str = ADA
) -> Json:
    """The first button of that label in a message."""
    button = next(one for one in buttons_of(message) if one["text"]["text"] == label)
    return pressed(message, button, trigger=trigger, user=user)


def pressed(
    message: Mapping[str, Any], button: Mapping[str, Any], *, trigger: str, user: str
) -> Json:
    """A button of a message's. What only one person sees does not come back with it."""
    told: Json = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": trigger,
        "container": {
            "type": "message",
            "channel_id": message["channel"],
            "message_ts": message["ts"],
        },
        "channel": {"id": message["channel"]},
        "actions": [{**button, "action_ts": "1696323700.1"}],
    }
    return told if "ephemeral_to" in message else {**told, "message": dict(message)}


def submission(form_name: str, value: str, fields: Mapping[str, str], *, channel: str) -> Json:
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": ADA, "team_id": TEAM},
        "trigger_id": "1.2.d",
        "view": {
            "id": "V1",
            "type": "modal",
            "hash": "h",
            "callback_id": form_name,
            "private_metadata": json.dumps([value, "dm", ADA, None]),
            "blocks": [{"type": "input", "block_id": name} for name in fields],
            "state": {
                "values": {
                    name: {"value": {"type": "plain_text_input", "value": told}}
                    for name, told in fields.items()
                }
            },
        },
    }
