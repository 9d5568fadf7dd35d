"""What stands in the tests' own Slack: channels, everybody's conversation with the bot, every message and
file in them, and the form that each person has open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from tests.fakes.slack_local import BOT, TEAM

Json = dict[str, Any]


class Refused(Exception):
    """An error as the Web API answers it."""


@dataclass(kw_only=True)
class Room:
    """``name``: a channel's, with its "#"; ``user``: whose conversation with the bot it is."""

    id: str
    name: str | None = None
    user: str | None = None
    archived: bool = False
    has_bot: bool = True
    messages: list[Json] = field(default_factory=list)


class Rooms:
    """One workspace. Its times are the clock's; no two messages have the same."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._numbers = count(1)
        self._rooms: dict[str, Room] = {}
        self._before: dict[str, list[Json]] = {}
        self.members: dict[str, str] = {}
        """User → the workspace that they belong to."""
        self.files: dict[str, Json] = {}
        self.forms: dict[str, Json] = {}
        """User → the form that is open before them."""
        self.homes: dict[str, Json] = {}
        """User → the home page that they see."""

    def number(self) -> int:
        """Never the same twice."""
        return next(self._numbers)

    def admit(self, user: str, team: str = TEAM) -> None:
        """Somebody is a member of the workspace, or a guest of another's."""
        self.members[user] = team

    def dm(self, user: str) -> Room:
        """:raises Refused: nobody here has this id."""
        if user not in self.members:
            raise Refused("user_not_found")
        id_ = f"D{user}"
        return self._rooms.setdefault(id_, Room(id=id_, user=user))

    def channel(self, name: str) -> Room:
        """A channel, which the bot is in where it is made where it is not there."""
        id_ = f"C{name.removeprefix('#')}"
        return self._rooms.setdefault(id_, Room(id=id_, name=name))

    def channels(self) -> list[Room]:
        return [room for room in self._rooms.values() if room.name is not None]

    def room(self, id_: object) -> Room:
        """:raises Refused: there is none."""
        found = self._rooms.get(str(id_))
        if found is None:
            raise Refused("channel_not_found")
        return found

    def post(self, room: Room, author: str, told: Json) -> Json:
        """A message with this content.

        :raises Refused: there is no such thread, or the room is closed to its author.
        """
        if room.archived:
            raise Refused("is_archived")
        if author == BOT and not room.has_bot:
            raise Refused("not_in_channel")
        head = told.get("thread_ts")
        if head is not None and "thread_ts" in self.message(room, head, "thread_not_found"):
            raise Refused("thread_not_found")
        message: Json = {
            **told,
            "type": "message",
            "channel": room.id,
            "user": author,
            "ts": f"{int(self._now().timestamp())}.{self.number():06d}",
        }
        if author == BOT:
            message["bot_id"] = "B0BOT"
        room.messages.append(message)
        return message

    def update(self, room: Room, ts: object, told: Json) -> Json:
        """:raises Refused: the bot has no such message there."""
        message = self.message(room, ts, "message_not_found")
        if message["user"] != BOT:
            raise Refused("cant_update_message")
        self._before.setdefault(message["ts"], []).append(dict(message))
        message.update(told)
        return message

    def message(self, room: Room, ts: object, otherwise: str) -> Json:
        """One that stands there for everybody.

        :raises Refused: with ``otherwise``, there is none.
        """
        for one in room.messages:
            if one["ts"] == ts and "ephemeral_to" not in one:
                return one
        raise Refused(otherwise)

    def find(self, ts: str) -> Json:
        """The message that has this id, or the one in which the file stands that has it."""
        for room in self._rooms.values():
            for one in room.messages:
                if one["ts"] == ts or any(file["id"] == ts for file in one.get("files", ())):
                    return one
        raise AssertionError(f"there is no message {ts}")

    def versions(self, ts: str) -> Iterator[Json]:
        """A message as it stands, then as it stood before, newest first."""
        yield self.find(ts)
        yield from reversed(self._before.get(ts, []))
