"""What stands in the tests' Teams: conversations, who is in them, and every message, for tests to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from bot.clock import SystemClock
from tests.fakes.teams_people import (
    ADA,
    CHANNEL,
    CY,
    GROUP,
    MEL,
    NOOR,
    OTHER_CHANNEL,
    STRANGER,
    TEAM,
    USERS,
    User,
)

Json = dict[str, Any]
Kind = Literal["personal", "groupChat", "channel"]


@dataclass(kw_only=True)
class Message:
    """One message; ``root`` is the head of its thread, in a channel alone."""

    id: str
    conversation: str
    author: str
    activity: Json
    root: str | None = None
    before: list[Json] = field(default_factory=list)
    """What stood there before it was updated, oldest first."""
    deleted: bool = False

    @property
    def by_bot(self) -> bool:
        return self.author.startswith("28:")

    @property
    def card(self) -> Json | None:
        attachments = self.activity.get("attachments") or []
        card: Json | None = attachments[0]["content"] if attachments else None
        return card


@dataclass(kw_only=True)
class Room:
    """``has_bot``: the app is installed there."""

    id: str
    kind: Kind
    members: tuple[User, ...]
    has_bot: bool = True
    messages: list[Message] = field(default_factory=list)


class Rooms:
    """The team with its two channels, a group chat, and everybody's own chat with the bot."""

    def __init__(self) -> None:
        self.users = dict(USERS)
        """By the directory's id."""
        self._numbers = count(int(SystemClock().now().timestamp() * 1000))
        self.team = (ADA, NOOR, CY, MEL)
        self.rooms: dict[str, Room] = {
            one.id: one
            for one in (
                Room(id=TEAM, kind="channel", members=self.team),
                Room(id=CHANNEL, kind="channel", members=self.team),
                Room(id=OTHER_CHANNEL, kind="channel", members=self.team),
                Room(id=GROUP, kind="groupChat", members=(ADA, NOOR, MEL)),
            )
        }
        for user in (ADA, NOOR, CY, MEL, STRANGER):
            self.personal(user)
        self.unreachable: dict[str, str] = {}
        """Object id → the code with which a message to them is refused."""

    def personal(self, user: User) -> Room:
        """Somebody's own chat with the bot, begun where it was not."""
        native = f"a:1{user.object_id.replace('-', '')}"
        return self.rooms.setdefault(
            native, Room(id=native, kind="personal", members=(user,), has_bot=True)
        )

    def dm(self, user: User) -> str:
        return self.personal(user).id

    def never_met(self, user: User) -> None:
        """They have no chat with the bot yet."""
        self.rooms.pop(self.dm(user))

    def find(self, conversation: str) -> Room | None:
        return self.rooms.get(conversation.split(";")[0])

    def user(self, native: str) -> User | None:
        """By the directory's id or by the bot's own."""
        everybody = self.users
        return everybody.get(native) or next(
            (u for u in everybody.values() if u.id == native), None
        )

    def admit(self, user: User) -> User:
        """Somebody else joins the tenant and has the app; gives back whom it has under that id."""
        self.personal(self.users.setdefault(user.object_id, user))
        return self.users[user.object_id]

    def channel(self, native: str) -> Room:
        """A channel of the team, made where it is not there."""
        return self.rooms.setdefault(
            native, Room(id=native, kind="channel", members=self.team, has_bot=True)
        )

    def may_be_met(self, user: User) -> bool:
        """Whether the bot may begin a chat: it is installed for them, or in a team or chat of theirs."""
        return any(room.has_bot and user in room.members for room in self.rooms.values())

    def add(self, room: Room, author: str, activity: Json, root: str | None) -> Message:
        message = Message(
            id=str(next(self._numbers)),
            conversation=room.id,
            author=author,
            activity=activity,
            root=root if room.kind == "channel" else None,
        )
        room.messages.append(message)
        return message

    def message(self, conversation: str, message_id: str) -> Message | None:
        room = self.find(conversation)
        return next((m for m in room.messages if m.id == message_id), None) if room else None

    def bots(self, conversation: str) -> list[Message]:
        """What the bot has said there, and what still stands, oldest first."""
        room = self.find(conversation)
        return [m for m in room.messages if m.by_bot and not m.deleted] if room else []

    def all(self) -> Iterator[Message]:
        for room in self.rooms.values():
            yield from room.messages
