"""Brings outbox rows to one Slack workspace, at its pace, and finds out what arrived (DESIGN.md, decision 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, assert_never

from bot.domain.messages import Effect, OutboundMessage, Outgoing, Picture
from bot.domain.people import Place
from bot.platforms.slack.api import Api
from bot.platforms.slack.limits import split
from bot.platforms.slack.pace import Pace
from bot.platforms.slack.render import Json, blocks, fallback, mark, metadata
from bot.ports import NotSent, SendError, Unavailable, Units

#: Longer than any two clocks here and at Slack may differ.
_SKEW = timedelta(minutes=5)
_PAGE = 200

#: Errors of an ephemeral that only say that the bot is not where its reader is.
_NOT_THERE = ("channel_not_found", "not_in_channel", "user_not_in_channel")


class SlackMessenger:
    """One workspace as a platform. A post can always be asked about: it bears its key's hash."""

    platform = "slack"

    def __init__(
        self, api: Api, units: Units, pace: Pace, *, draw: Callable[[Picture], bytes]
    ) -> None:
        """``draw`` gives a picture as PNG."""
        self._api = api
        self._units = units
        self._pace = pace
        self._draw = draw

    @property
    def can_be_asked(self) -> bool:
        return True

    def expand(self, row: Outgoing) -> Sequence[Outgoing]:
        """The row as rows that are each one visible effect within Slack's limits; the first is the row
        itself, the others follow it: its picture as a file in its thread, what is too long beside it."""
        if row.effect not in (Effect.POST, Effect.EPHEMERAL):
            return (row,)
        message = row.message
        pictures = [b for b in message.blocks if isinstance(b, Picture)]
        if row.effect is Effect.EPHEMERAL:
            # A file cannot be shown to one person alone: they read what it shows.
            pictures = []
        elif pictures and len(pictures) < len(message.blocks):
            words = tuple(b for b in message.blocks if not isinstance(b, Picture))
            message = replace(message, blocks=words)
        head, *more = split(message)
        follow = [
            _following(row, f"{row.key}:picture{n}", Effect.FILE, _picture_alone(row.message, one))
            for n, one in enumerate(pictures)
        ]
        follow += [
            replace(
                _following(row, f"{row.key}:more{n}", row.effect, part), facts={"beside": "parent"}
            )
            for n, part in enumerate(more)
        ]
        return (replace(row, message=head), *follow)

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        """See ``Messenger.send``. Rate limits are told as such before Slack has to."""
        try:
            match row.effect:
                case Effect.POST:
                    return self._post(row, thread)
                case Effect.UPDATE:
                    return self._update(row)
                case Effect.EPHEMERAL:
                    return self._ephemeral(row, thread)
                case Effect.FILE:
                    return self._file(row, thread)
                case Effect.VIEW:
                    self._view(row)
                    return None
                case _:
                    assert_never(row.effect)
        except NotSent as error:
            if error.error is SendError.RATE_LIMITED and error.detail != _ITS_TURN:
                self._pace.hold(error.retry_after or 1.0, self._channel(row), row.id, row.priority)
            raise
        except Unavailable as error:
            raise NotSent(SendError.TRANSIENT, str(error)) from error

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:
        """See ``Messenger.find``."""
        if row.effect is Effect.FILE:
            return self._shared(row)
        wanted = mark(row.key)
        for message in self._messages(row, thread):
            first = (message.get("blocks") or [{}])[0]
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if first.get("block_id") == wanted or payload.get("key") == wanted:
                return str(message["ts"])
        return None

    # --- effects ---

    def _post(self, row: Outgoing, thread: str | None) -> str:
        channel = self._channel(row)
        self._its_turn(channel, row)
        return self._say(channel, row, thread)

    def _say(self, channel: str, row: Outgoing, thread: str | None) -> str:
        arguments: Json = {
            **_content(row),
            "channel": channel,
            "metadata": metadata(row.key),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if thread is not None:
            arguments["thread_ts"] = _ts(thread, "thread")
        return str(self._api.call("chat.postMessage", arguments)["ts"])

    def _update(self, row: Outgoing) -> str:
        ts = _ts(row.target, "message")
        channel = self._channel(row)
        self._its_turn(channel, row)
        self._api.call("chat.update", {**_content(row), "channel": channel, "ts": ts})
        return ts

    def _ephemeral(self, row: Outgoing, thread: str | None) -> str:
        """For one person's eyes: where the bot is not in the channel, in their own conversation."""
        user = self._user(row)
        if row.address.place is Place.DM:
            return self._post(row, thread)
        channel = self._channel(row)
        self._its_turn(channel, row)
        arguments: Json = {**_content(row), "channel": channel, "user": user}
        if thread is not None:
            arguments["thread_ts"] = _ts(thread, "thread")
        try:
            return str(self._api.call("chat.postEphemeral", arguments)["message_ts"])
        except NotSent as error:
            if not any(code in error.detail for code in _NOT_THERE):
                raise
        return self._say(self._api.dm(user), row, None)

    def _file(self, row: Outgoing, thread: str | None) -> str:
        """A picture, shown only by the last step; its id is kept before that (DESIGN.md, decision 4)."""
        picture = next((b for b in row.message.blocks if isinstance(b, Picture)), None)
        if picture is None:
            raise NotSent(SendError.REFUSED, "a file without a picture; please report it")
        channel = self._channel(row)
        self._its_turn(channel, row)
        content = self._draw(picture)
        slot = self._api.call(
            "files.getUploadURLExternal",
            {
                "filename": f"{picture.name}.png",
                "length": len(content),
                "alt_txt": picture.alt[:1000],
            },
        )
        file_id = str(slot["file_id"])
        self._api.upload(str(slot["upload_url"]), content)
        with self._units.write() as uow:
            uow.outbox.set_platform_id(row.id, file_id)
            uow.commit()
        arguments: Json = {
            "files": [{"id": file_id, "title": fallback(row.message)}],
            "channel_id": channel,
        }
        if thread is not None:
            arguments["thread_ts"] = _ts(thread, "thread")
        self._api.call("files.completeUploadExternal", arguments)
        return file_id

    def _view(self, row: Outgoing) -> None:
        view = {"type": "home", "blocks": blocks(row.message)[:100]}
        self._api.call("views.publish", {"user_id": row.address.native, "view": view})

    # --- asking ---

    def _shared(self, row: Outgoing) -> str | None:
        if row.platform_id is None:
            return None
        try:
            file = self._api.call("files.info", {"file": row.platform_id})["file"]
        except NotSent as error:
            if "file_not_found" in error.detail:
                return None
            raise
        channel = self._channel(row)
        shares = file.get("shares") or {}
        there = any(channel in rooms for rooms in shares.values())
        return row.platform_id if there else None

    def _messages(self, row: Outgoing, thread: str | None) -> Iterator[Mapping[str, Any]]:
        """What stands there since the row was last leased, or shortly before: clocks differ."""
        since = (row.leased_at or row.not_before) - _SKEW
        arguments: Json = {
            "channel": self._channel(row),
            "oldest": f"{since.timestamp():.6f}",
            "inclusive": True,
            "limit": _PAGE,
            "include_all_metadata": True,
        }
        method = "conversations.history"
        if thread is not None:
            method, arguments["ts"] = "conversations.replies", _ts(thread, "thread")
        while True:
            page = self._api.call(method, arguments)
            yield from page.get("messages") or ()
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            arguments["cursor"] = cursor

    # --- where ---

    def _channel(self, row: Outgoing) -> str:
        if row.address.place is Place.CHANNEL:
            return self._api.channel(row.address.native)
        return self._api.dm(row.address.native)

    def _user(self, row: Outgoing) -> str:
        """The user id of the one person an ephemeral is for."""
        if row.address.place is Place.DM:
            return row.address.native
        with self._units.read() as uow:
            mine = uow.people.addresses(row.person_id) if row.person_id is not None else ()
        for address in mine:
            if address.connection == row.address.connection and address.place is Place.DM:
                return address.native
        raise NotSent(
            SendError.UNREACHABLE, f"person {row.person_id} has no address in this workspace"
        )

    def _its_turn(self, channel: str, row: Outgoing) -> None:
        wait = self._pace.wait(channel, row.id, row.priority)
        if wait > 0:
            raise NotSent(SendError.RATE_LIMITED, _ITS_TURN, retry_after=wait)


_ITS_TURN = "waits for its turn"


def _content(row: Outgoing) -> Json:
    return {"text": fallback(row.message), "blocks": blocks(row.message, block_id=mark(row.key))}


def _ts(value: str | None, what: str) -> str:
    """A message's id as Slack writes it.

    :raises NotSent: it is none.
    """
    seconds, _, order = (value or "").partition(".")
    if not (seconds.isdecimal() and order.isdecimal()):
        raise NotSent(SendError.REFUSED, f"there is no {what} {value}")
    return f"{seconds}.{order}"


def _following(row: Outgoing, key: str, effect: Effect, message: OutboundMessage) -> Outgoing:
    """A row that goes after this one, before anything less urgent."""
    return Outgoing(
        programme_id=row.programme_id,
        effect=effect,
        address=row.address,
        person_id=row.person_id,
        key=key,
        parent_key=row.key,
        priority=max(row.priority - 1, 0),
        not_before=row.not_before,
        message=message,
    )


def _picture_alone(message: OutboundMessage, picture: Picture) -> OutboundMessage:
    return OutboundMessage(blocks=(picture,), summary=message.summary, kind=message.kind)
