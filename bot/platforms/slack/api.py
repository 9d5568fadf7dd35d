"""Slack's Web API: which methods this bot calls, which scope each needs, and what its errors mean.

Nothing is retried here: a call that broke off may have arrived, and only the outbox knows what to do
about that (R17).
"""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from threading import Lock
from types import MappingProxyType
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError, SlackRequestError

from bot.platforms.slack.credentials import Credentials
from bot.ports import InDoubt, NotSent, SendError

#: Seconds. The outbox's lease is longer, an acknowledgement shorter than a person's patience.
TIMEOUT = 10
#: Opening a form: its trigger lives three seconds.
TRIGGER_TIMEOUT = 2

#: Every method this bot calls, with the scopes of which each needs one kind or all.
METHODS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "auth.test": (),
        "chat.postMessage": ("chat:write",),
        "chat.update": ("chat:write",),
        "chat.postEphemeral": ("chat:write",),
        "conversations.open": ("im:write",),
        "conversations.history": ("channels:history", "groups:history", "im:history"),
        "conversations.replies": ("channels:history", "groups:history", "im:history"),
        "conversations.info": ("channels:read", "groups:read"),
        "conversations.list": ("channels:read", "groups:read"),
        "files.getUploadURLExternal": ("files:write",),
        "files.completeUploadExternal": ("files:write",),
        "files.info": ("files:read",),
        "users.info": ("users:read",),
        "users.lookupByEmail": ("users:read", "users:read.email"),
        "views.open": (),
        "views.publish": (),
    }
)

#: Those that take their arguments as a form and no other way.
AS_FORM = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.list",
        "conversations.replies",
        "files.getUploadURLExternal",
        "files.info",
        "users.info",
        "users.lookupByEmail",
    }
)

#: Errors after which trying again is no use until somebody does something: what, in words.
_FINAL: Mapping[str, tuple[SendError, str]] = MappingProxyType(
    {
        code: (SendError.UNREACHABLE, words)
        for code, words in {
            "user_not_found": "Slack knows no such user in this workspace; check their user id.",
            "users_not_found": "Slack knows no such user in this workspace; check their user id.",
            "user_not_visible": "Slack does not show this user to the bot; ask their administrator.",
            "user_disabled": "this person's Slack account is deactivated; name another lead or address.",
            "cannot_dm_bot": "this address is a bot's, not a person's; give the person's own user id.",
            "channel_not_found": "there is no such channel, or it is private and the bot is not in it; "
            "invite the bot to it.",
            "not_in_channel": "the bot is not in this channel; invite it there.",
            "user_not_in_channel": "this person is not in this channel; invite them there.",
            "is_archived": "this channel is archived; name another one.",
            "restricted_action": "this workspace's rules keep the bot from posting here; ask its "
            "administrator.",
            "messages_tab_disabled": "the app's messages tab is switched off; switch it on under App Home.",
        }.items()
    }
    | {
        code: (SendError.REFUSED, words)
        for code, words in {
            "account_inactive": "the app was uninstalled or its user deactivated; install it again.",
            "token_revoked": "the bot token was revoked; install the app again and set the new one.",
            "token_expired": "the bot token has expired; install the app again and set the new one.",
            "invalid_auth": "Slack does not accept the bot token; set the right one.",
            "not_authed": "no bot token was sent; set it.",
            "org_login_required": "the workspace is being moved; try again when that is done.",
            "missing_scope": "the app lacks a permission; compare it with the manifest and install it "
            "again.",
            "message_not_found": "the message is no longer there.",
            "thread_not_found": "the thread is no longer there.",
            "cant_update_message": "the message is not the bot's own.",
            "edit_window_closed": "the message may no longer be changed.",
            "invalid_blocks": "Slack refused the message's form; please report it.",
            "msg_too_long": "the message is too long for Slack; please report it.",
            "not_found": "what this was about is no longer there.",
        }.items()
    }
)
#: Slack's own trouble, before anything was done.
_PASSING = frozenset(
    {"service_unavailable", "team_added_to_org", "request_timeout", "accesslimited"}
)
#: Slack's own trouble, perhaps after it was done.
_DOUBTFUL = frozenset({"internal_error", "fatal_error"})
#: What a call can be repeated after: it changes nothing, or the same again.
_HARMLESS = frozenset(method for method in METHODS if not method.startswith("chat.post")) - {
    "files.completeUploadExternal"
}


class Api:
    """One workspace's Web API. Safe to use from many threads."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._client = self._make(TIMEOUT)
        self._quick = self._make(TRIGGER_TIMEOUT)
        self._dms: dict[str, str] = {}
        self._channels: dict[str, str] = {}
        """Name, as "#name" → id, of every channel the bot can see."""
        self._teams: dict[str, str | None] = {}
        """User → their workspace, of those whom no programme knows."""
        self._identity: Mapping[str, str] | None = None
        self._asking = Lock()

    def _make(self, timeout: int) -> WebClient:
        return WebClient(
            token=self._credentials.bot_token,
            base_url=self._credentials.api_url,
            timeout=timeout,
            # The default repeats a post whose connection broke off, whether or not it arrived.
            retry_handlers=[],
        )

    @property
    def client(self) -> WebClient:
        return self._client

    def call(
        self, method: str, arguments: Mapping[str, Any], *, quick: bool = False
    ) -> dict[str, Any]:
        """Call a method with these arguments and give back Slack's answer.

        :raises NotSent: it was refused, or never reached Slack.
        :raises InDoubt: it may have been done (never for a method that can be repeated).
        :raises ValueError: a method that the manifest asks no scope for.
        """
        if method not in METHODS:
            raise ValueError(f"{method} is not among the methods whose scopes are asked for")
        client = self._quick if quick else self._client
        try:
            if method in AS_FORM:
                answer = client.api_call(method, data=dict(arguments)).data
            else:
                answer = client.api_call(method, json=dict(arguments)).data
        except SlackApiError as error:
            raise _refused(method, error) from error
        except (SlackClientError, OSError, HTTPException) as error:
            raise _broken(method, error) from error
        return answer if isinstance(answer, dict) else {}

    def upload(self, url: str, content: bytes) -> None:
        """Bring a file's content to where Slack wants it; nobody sees it yet.

        :raises NotSent: it did not get there whole.
        """
        request = urllib.request.Request(
            url, data=content, method="POST", headers={"Content-Type": "application/octet-stream"}
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                answer.read()
        except (OSError, HTTPException) as error:
            raise NotSent(SendError.TRANSIENT, f"Slack took no file: {error}") from error

    def dm(self, user: str) -> str:
        """The channel of the bot's conversation with a user.

        :raises NotSent: there is no such conversation to be had.
        """
        known = self._dms.get(user)
        if known is None:
            opened = self.call("conversations.open", {"users": user})
            known = self._dms[user] = str(opened["channel"]["id"])
        return known

    def channel(self, native: str) -> str:
        """The id of a channel that is named by its id or, in a programme file, as "#name".

        :raises NotSent: the bot sees no channel of that name.
        """
        if not native.startswith("#"):
            return native
        if native not in self._channels:
            self.list_channels()
        if native not in self._channels:
            words = f"The bot sees no channel {native}: invite it there (channel_not_found)"
            raise NotSent(SendError.UNREACHABLE, words)
        return self._channels[native]

    def known(self, name: str) -> str | None:
        """The id of the channel of this name, "#name", so far as it was told. Never asks."""
        return self._channels.get(name)

    def list_channels(self) -> None:
        """Learn the names of all channels that the bot can see.

        :raises NotSent: Slack does not say.
        """
        self._channels = dict(self._named_channels())

    def look_at(self, channel: str) -> None:
        """Learn the name of the channel with this id, where the bot sees it and it has one.

        :raises NotSent: Slack cannot be asked just now.
        """
        try:
            told = self.call("conversations.info", {"channel": channel}, quick=True)
        except NotSent as error:
            if error.error in (SendError.RATE_LIMITED, SendError.TRANSIENT):
                raise
            return
        name = (told.get("channel") or {}).get("name")
        if name:
            self._channels = {**self._channels, f"#{name}": channel}

    def team(self, user: str) -> str | None:
        """The workspace that a user belongs to; ``None``: Slack does not tell.

        :raises NotSent: Slack cannot be asked just now.
        """
        if user not in self._teams:
            try:
                told = self.call("users.info", {"user": user}, quick=True)["user"]
            except NotSent as error:
                if error.error in (SendError.RATE_LIMITED, SendError.TRANSIENT):
                    raise
                return None
            self._teams[user] = told.get("team_id")
        return self._teams[user]

    def _named_channels(self) -> Iterator[tuple[str, str]]:
        arguments: dict[str, Any] = {
            "types": "public_channel,private_channel",
            "exclude_archived": True,
            "limit": 1000,
        }
        while True:
            page = self.call("conversations.list", arguments)
            for channel in page.get("channels") or ():
                yield f"#{channel['name']}", str(channel["id"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            arguments["cursor"] = cursor

    def identity(self) -> Mapping[str, str]:
        """Who the bot is: ``team_id``, ``user_id``, ``bot_id``, ``team``. Asked once, and may take its time.

        :raises NotSent: Slack cannot be asked, or does not accept the token.
        """
        with self._asking:
            if self._identity is None:
                told = self.call("auth.test", {})
                self._identity = {key: str(value) for key, value in told.items()}
            return self._identity


def _refused(method: str, error: SlackApiError) -> NotSent | InDoubt:
    answer = error.response
    status = int(getattr(answer, "status_code", 200) or 200)
    data = getattr(answer, "data", None)
    code = str(data.get("error", "")) if isinstance(data, Mapping) else ""
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return NotSent(
            SendError.RATE_LIMITED,
            "Slack asks to wait (ratelimited)",
            retry_after=_retry_after(getattr(answer, "headers", {})),
        )
    if code in _PASSING:
        return NotSent(SendError.TRANSIENT, f"Slack is not available just now ({code})")
    if status >= 500 or code in _DOUBTFUL:
        why = f"Slack failed at {method} ({code or status})"
        return NotSent(SendError.TRANSIENT, why) if method in _HARMLESS else InDoubt(why)
    kind, words = _FINAL.get(code, (SendError.REFUSED, "Slack refused it; please report it."))
    lacks = f", lacking {data['needed']}" if isinstance(data, Mapping) and "needed" in data else ""
    return NotSent(kind, f"{words[:1].upper()}{words[1:]} ({code or status}{lacks})")


def _broken(method: str, error: Exception) -> NotSent | InDoubt:
    """A call without an answer: certainly not done only where no connection came about."""
    why = f"Slack cannot be reached ({type(error).__name__})"
    cause: object = error.reason if isinstance(error, urllib.error.URLError) else error
    never_arrived = isinstance(cause, ConnectionRefusedError | socket.gaierror) or isinstance(
        error, SlackRequestError
    )
    if never_arrived or method in _HARMLESS:
        return NotSent(SendError.TRANSIENT, why)
    return InDoubt(f"{why} in the middle of {method}")


def _retry_after(headers: Mapping[str, Any]) -> float:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            first = value[0] if isinstance(value, list | tuple) else value
            return float(first) if str(first).replace(".", "", 1).isdecimal() else 1.0
    return 1.0
