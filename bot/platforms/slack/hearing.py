"""What Slack tells, as ``Inbound``: pure functions from its payloads, verified before they come here.

The key of an event is Slack's own where it has one; a command, button, form or shortcut, which have
none, is known by what is the same in each repetition of it and different in every other (R17).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape
from typing import Any

from bot.domain.messages import Commanded, Content, Deleted, Inbound, Pressed, Said
from bot.domain.people import Address, Place
from bot.domain.verbs import Verb
from bot.platforms.slack.modal import read_modal
from bot.platforms.slack.render import read_button

Body = Mapping[str, Any]
Names = Callable[[str], str | None]
"""The name of the person with this user id, where the programme knows them."""
Items = Callable[[Address, str], Sequence[str]]
"""The keys of what a message of the bot's asks about."""

#: Subtypes of a message that are words of a person's; every other is Slack's own or a bot's.
_WORDS = (None, "file_share", "thread_broadcast", "me_message")
#: A message corrected within this long is read again; an older one has had its answer.
CORRECTABLE = timedelta(hours=1)
#: Reactions that say "done".
DONE = ("white_check_mark", "heavy_check_mark", "ballot_box_with_check")
RECORD_SHORTCUT, UPDATE_SHORTCUT = "record_update", "update_action"

_MENTION = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


class Ear:
    """Hears for one connection."""

    def __init__(
        self,
        connection: str,
        *,
        bot_user: Callable[[], str],
        names: Names,
        items: Items,
        native: Callable[[str], str],
    ) -> None:
        """``native``: what a channel's id is called in the record."""
        self._connection = connection
        self._bot_user = bot_user
        self._names = names
        self._items = items
        self._native = native

    def message(self, body: Body) -> Inbound | None:
        """Something said in a conversation with the bot, or corrected there."""
        event = body["event"]
        if event.get("channel_type", "im") != "im" or not event["channel"].startswith("D"):
            # Talk of a channel: where it is meant for the bot, it comes as a mention as well.
            return None
        if event.get("subtype") == "message_changed":
            return self._corrected(body, event)
        if event.get("subtype") == "message_deleted":
            return self._deleted(body, event)
        if event.get("subtype") not in _WORDS or event.get("bot_id") or not event.get("user"):
            return None
        return self._said(body, event, self._dm(event["user"]))

    def mention(self, body: Body) -> Inbound | None:
        """The bot was spoken to in a channel."""
        event = body["event"]
        if event.get("bot_id") or not event.get("user"):
            return None
        return self._said(body, event, self._where(event["channel"], event["user"]))

    def reaction(self, body: Body) -> Inbound | None:
        """✅ on a message about one action says that it is done, as a reply in its thread would: that
        asks for its closing and closes nothing (R2). On a message about several it says nothing."""
        event = body["event"]
        item = event.get("item") or {}
        if (
            event.get("reaction") not in DONE
            or item.get("type") != "message"
            or event.get("item_user") != self._bot_user()
        ):
            return None
        where = self._where(item["channel"], event["user"])
        items = self._items(where, item["ts"])
        if len(items) != 1:
            return None
        return Inbound(
            event_key=f"event:{body['event_id']}",
            connection=self._connection,
            sender=event["user"],
            where=where,
            thread=item["ts"],
            at=_instant(event.get("event_ts") or item["ts"]),
            content=Said(text=f"{items[0]} done"),
        )

    def command(self, body: Body, now: datetime) -> Inbound:
        """``/send …``, typed anywhere."""
        return Inbound(
            event_key=_key("command", body, "trigger_id", "user_id", "channel_id", "text"),
            connection=self._connection,
            sender=body["user_id"],
            where=self._where(body["channel_id"], body["user_id"]),
            at=now,
            content=Commanded(text=self.words(str(body.get("text", "")))),
        )

    def pressed(self, body: Body, now: datetime) -> Inbound | None:
        """A button of a message or of the home page."""
        action = body["actions"][0]
        container = body.get("container") or {}
        message = body.get("message") or {}
        shown = str(container.get("message_ts") or message.get("ts") or "") or None
        content = read_button(str(action["action_id"]), str(action.get("value", "")), shown)
        if content is None:
            return None
        sender = body["user"]["id"]
        channel = container.get("channel_id") or (body.get("channel") or {}).get("id")
        thread = message.get("thread_ts") or container.get("thread_ts")
        return self._pressed(
            _key("press", {**body, **action}, "trigger_id", "action_id", "value", "action_ts"),
            sender,
            self._where(channel, sender) if channel else self._dm(sender),
            content,
            now,
            thread=thread if thread != shown else None,
        )

    def submitted(self, body: Body, now: datetime) -> Inbound | None:
        """A form that was filled in. Sent again after its errors it is another event."""
        view = body["view"]
        sender = body["user"]["id"]
        try:
            content, where, thread = read_modal(view, self._connection, sender)
        except (KeyError, TypeError, ValueError):
            return None
        filled = {**view, "values": json.dumps(view["state"]["values"], sort_keys=True)}
        return self._pressed(
            _key("form", {**filled, "trigger_id": body.get("trigger_id")},
                 "id", "hash", "values", "trigger_id"),
            sender, where, content, now, thread=thread,
        )  # fmt: skip

    def shortcut(self, body: Body, now: datetime) -> Inbound | None:
        """ "Record as update" on a message of one's own, or "Update an action" from anywhere."""
        sender = body["user"]["id"]
        key = _key("shortcut", body, "trigger_id", "callback_id", "action_ts")
        if body.get("callback_id") == UPDATE_SHORTCUT:
            mine = Pressed(verb=Verb.QUERY, value="mine")
            return self._pressed(key, sender, self._dm(sender), mine, now)
        message = body.get("message") or {}
        if body.get("callback_id") != RECORD_SHORTCUT or not message.get("text"):
            return None
        said = Said(text=self.words(message["text"]))
        return self._pressed(key, sender, self._dm(sender), said, now)

    def words(self, text: str) -> str:
        """A text as its author typed it: Slack's escapes and links undone, people by their names."""
        return unescape(_MENTION.sub(self._typed, text)).replace("\xa0", " ").strip()

    # --- parts ---

    def _said(self, body: Body, message: Mapping[str, Any], where: Address) -> Inbound | None:
        links = [str(f["permalink"]) for f in message.get("files") or () if f.get("permalink")]
        text = " ".join((self.words(str(message.get("text") or "")), *links)).strip()
        if not text and where.place is Place.CHANNEL:
            # Called by its name and told nothing.
            text = "help"
        if not text:
            return None
        thread = message.get("thread_ts")
        return Inbound(
            event_key=f"event:{body['event_id']}",
            connection=self._connection,
            sender=message["user"],
            where=where,
            thread=thread if thread != message.get("ts") else None,
            at=_instant(message["ts"]),
            content=Said(text=text),
        )

    def _corrected(self, body: Body, event: Mapping[str, Any]) -> Inbound | None:
        message, before = event.get("message") or {}, event.get("previous_message") or {}
        edited_at = (message.get("edited") or {}).get("ts") or event.get("event_ts") or event["ts"]
        if (
            message.get("text") == before.get("text")
            or message.get("bot_id")
            or message.get("subtype") not in _WORDS
            or not message.get("user")
            or _instant(edited_at) - _instant(message["ts"]) > CORRECTABLE
        ):
            return None
        return self._said(body, message, self._dm(message["user"]))

    def _deleted(self, body: Body, event: Mapping[str, Any]) -> Inbound | None:
        """A person's own message, not long after it was written; an older one is history."""
        message = event.get("previous_message") or {}
        if (
            not message.get("user")
            or message.get("bot_id")
            or message.get("subtype") not in _WORDS
            or _instant(event.get("event_ts") or event["ts"]) - _instant(message["ts"])
            > CORRECTABLE
        ):
            return None
        found = self._said(body, message, self._dm(message["user"]))
        if found is None or not isinstance(found.content, Said):
            return None
        return replace(found, content=Deleted(text=found.content.text))

    def _pressed(
        self,
        key: str,
        sender: str,
        where: Address,
        content: Content,
        now: datetime,
        *,
        thread: str | None = None,
    ) -> Inbound:
        return Inbound(
            event_key=key,
            connection=self._connection,
            sender=sender,
            where=where,
            thread=thread,
            at=now,
            content=content,
        )

    def _where(self, channel: str, sender: str) -> Address:
        """A channel, or, for any conversation between two, the person's own with the bot."""
        if channel.startswith("D"):
            return self._dm(sender)
        return Address(
            connection=self._connection, place=Place.CHANNEL, native=self._native(channel)
        )

    def _dm(self, user: str) -> Address:
        return Address(connection=self._connection, place=Place.DM, native=user)

    def _typed(self, found: re.Match[str]) -> str:
        """What stands for one of Slack's ``<…>``."""
        sign, target, label = found.groups()
        match sign:
            case "@" if target == self._bot_user():
                return ""
            case "@":
                return self._names(target) or label or f"@{target}"
            case "#":
                return f"#{label or target}"
            case "!":
                return label or f"@{target.split('^')[0]}"
            case _:
                url = target.removeprefix("mailto:")
                shown = unescape(label or "")
                return url if not shown or shown in url else f"{shown} ({url})"


def sender_team(body: Body) -> str | None:
    """The workspace that the sender belongs to, where the payload says so."""
    event = body.get("event")
    if isinstance(event, Mapping):
        source = _source(event)
        team = source.get("user_team") or source.get("source_team") or source.get("team")
        return str(team or "") or None
    user = body.get("user")
    if isinstance(user, Mapping):
        return str(user.get("team_id") or "") or None
    return str(body.get("team_id") or "") or None


def sender_user(body: Body) -> str | None:
    """Who sent it, where it was a person."""
    event = body.get("event")
    if isinstance(event, Mapping):
        source = _source(event)
        return None if source.get("bot_id") else str(source.get("user") or "") or None
    user = body.get("user")
    told = user.get("id") if isinstance(user, Mapping) else body.get("user_id")
    return str(told or "") or None


def _source(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an event tells of: for an edit or a deletion, the message."""
    held = {"message_changed": "message", "message_deleted": "previous_message"}
    message = event.get(held.get(event.get("subtype", ""), ""), event)
    return message if isinstance(message, Mapping) else event


def _key(kind: str, body: Body, *parts: str) -> str:
    told = json.dumps([body.get(part) for part in parts])
    return f"{kind}:{sha256(told.encode()).hexdigest()[:40]}"


def _instant(ts: object) -> datetime:
    return datetime.fromtimestamp(float(str(ts)), tz=UTC)
