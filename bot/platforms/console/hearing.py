"""What a person does on the console page, as ``Inbound``: the same that Slack and Teams would bring.

The console is a chat system of its own: a person's words are first kept in their room, as any chat
keeps them, and then brought to the bot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.conversation import guard
from bot.domain.messages import (
    Button,
    Commanded,
    Content,
    Inbound,
    Outcome,
    Pressed,
    Replace,
    Said,
    Submitted,
)
from bot.domain.people import Address, Place
from bot.platforms.console.feed import Feed
from bot.platforms.console.render import as_text
from bot.platforms.console.rooms import BOT, ROOM, dm_of, room_of
from bot.platforms.console.stage import Stage
from bot.platforms.console.wire import has_button, read_message, write_message
from bot.ports import ConsolePost, Units

Receive = Callable[[Inbound], Outcome]

#: Stands in the room for words that may identify a child: they are not kept, here either (R15).
NOT_KEPT = "(These words were not kept: they may identify a child.)"
#: Stands under what is said openly in a channel, for who said it: its answer is in their own room.
IN_PRIVATE = "Answered in private."

_MENTION = re.compile(r"@(?:send\s?bot|bot)\b[:,]?\s*", re.IGNORECASE)
_COMMAND = re.compile(r"/(?:send(?:\s+|$))?\s*(.*)", re.DOTALL | re.IGNORECASE)


class Refused(Exception):
    """Something the page may not ask for; the text is one sentence for its user."""

    def __init__(self, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class Deed(BaseModel):
    """What every deed on the page says of itself. ``event`` is the page's own key of it (R17)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    event: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]
    seat: str
    """Native id of the person in whose seat it is done."""
    room: str
    thread: int | None = None


class Saying(Deed):
    text: Annotated[str, Field(min_length=1, max_length=12_000)]


class Pressing(Deed):
    post: int
    verb: str
    value: str = ""
    item: str | None = None


class Submitting(Deed):
    form: str
    value: str = ""
    fields: Mapping[str, Annotated[str, Field(max_length=12_000)]]


class Hearing:
    """Turns deeds into ``Inbound`` and hands them to the bot. Blocking: for worker threads."""

    def __init__(self, stage: Stage, units: Units, feed: Feed, receive: Receive) -> None:
        self._stage = stage
        self._units = units
        self._feed = feed
        self._receive = receive

    def say(self, deed: Saying) -> Outcome:
        """Words typed into a room: a command where they begin with ``/``, else free words.

        :raises Refused: nobody or nowhere of that name.
        """
        where = self._where(deed)
        typed = deed.text.strip()
        if not typed:
            raise Refused("Type something first.")
        command = _COMMAND.fullmatch(typed)
        kept = self._keep(deed, typed, only_for=deed.seat if command else None)
        if command:
            return self._bring(deed, where, None, Commanded(text=command.group(1).strip()))
        words = _MENTION.sub("", typed, count=1).strip()
        addressed = where.place is Place.DM or words != typed or self._is_the_bots(kept.thread)
        said = Said(text=words or "help")
        outcome = self._bring(deed, where, kept.thread, said, addressed=addressed)
        if where.place is Place.CHANNEL and kept.thread is None:
            self._lead_to_the_answer(deed, kept)
        return outcome

    def press(self, deed: Pressing) -> Outcome:
        """A button of a message that stands in the room.

        :raises Refused: nobody or nowhere of that name, or the message has no such button (any more).
        """
        where = self._where(deed)
        with self._units.read() as uow:
            post = uow.console.get(deed.post)
        message = read_message(post.payload) if post is not None and post.author == BOT else None
        asked = Button(label="", verb=deed.verb, value=deed.value, item=deed.item)
        if (
            post is None
            or message is None
            or post.room != deed.room
            or post.only_for not in (None, deed.seat)
            or not has_button(message, asked)
        ):
            raise Refused("That button is no longer there.", status=409)
        pressed = Pressed(verb=deed.verb, value=deed.value, item=deed.item, message_id=str(post.id))
        outcome = self._bring(deed, where, post.thread, pressed)
        if isinstance(outcome, Replace):
            with self._units.write() as uow:
                uow.console.replace(
                    post.id, write_message(outcome.message), as_text(outcome.message)
                )
                uow.commit()
            self._feed.changed(post.id)
        return outcome

    def submit(self, deed: Submitting) -> Outcome:
        """A form that was filled in.

        :raises Refused: nobody or nowhere of that name.
        """
        where = self._where(deed)
        filled = Submitted(form=deed.form, value=deed.value, fields=dict(deed.fields))
        return self._bring(deed, where, deed.thread, filled)

    def _where(self, deed: Deed) -> Address:
        connection = self._stage.connection
        if deed.seat not in {person.native for person in self._stage.people()}:
            raise Refused("Nobody of that name has a seat here; reload the page.", status=404)
        if deed.room == f"@{deed.seat}":
            return dm_of(connection, deed.seat)
        if deed.room.startswith("@"):
            raise Refused(
                "That conversation is somebody else's; take their seat first.", status=403
            )
        for channel in self._stage.channels():
            address = Address(connection=connection, place=Place.CHANNEL, native=channel.native)
            if room_of(address) == deed.room:
                return address
        raise Refused("There is no such channel; reload the page.", status=404)

    def _keep(self, deed: Saying, typed: str, *, only_for: str | None) -> ConsolePost:
        """Keep a person's words in the room, once however often they are sent."""
        connection = self._stage.connection
        key = _event_key(deed)
        names = [person.name for person in self._stage.people()]
        text = typed if guard.scan(typed, names) is None else NOT_KEPT
        with self._units.write() as uow:
            head = uow.console.get(deed.thread) if deed.thread is not None else None
            if deed.thread is not None and (head is None or head.room != deed.room):
                raise Refused("That thread is not in this conversation.", status=404)
            head_id = None if head is None else (head.thread or head.id)
            post = uow.console.by_key(connection, key) or uow.console.add(
                ConsolePost(
                    connection=connection,
                    room=deed.room,
                    thread=head_id,
                    author=deed.seat,
                    at=self._stage.now(),
                    text=text,
                    key=key,
                    only_for=only_for,
                )
            )
            uow.commit()
        self._feed.changed(post.id)
        return post

    def _lead_to_the_answer(self, deed: Saying, kept: ConsolePost) -> None:
        """Where the bot answers in private what was said openly, the channel says so to who said it."""
        connection = self._stage.connection
        key = f"{_event_key(deed)}:in-private"
        with self._units.write() as uow:
            answered = any(
                post.author == BOT and post.room == f"@{deed.seat}"
                for post in uow.console.since(connection, kept.id)
            )
            if not answered or uow.console.by_key(connection, key) is not None:
                return
            note = uow.console.add(
                ConsolePost(
                    connection=connection,
                    room=deed.room,
                    author=ROOM,
                    at=self._stage.now(),
                    text=IN_PRIVATE,
                    key=key,
                    only_for=deed.seat,
                )
            )
            uow.commit()
        self._feed.changed(note.id)

    def _is_the_bots(self, head: int | None) -> bool:
        """Whether a thread was begun by the bot: what is said there is said to it."""
        if head is None:
            return False
        with self._units.read() as uow:
            post = uow.console.get(head)
        return post is not None and post.author == BOT

    def _bring(
        self,
        deed: Deed,
        where: Address,
        thread: int | None,
        content: Content,
        *,
        addressed: bool = True,
    ) -> Outcome:
        outcome = self._receive(
            Inbound(
                event_key=_event_key(deed),
                connection=self._stage.connection,
                sender=deed.seat,
                where=where,
                thread=None if thread is None else str(thread),
                at=self._stage.now(),
                content=content,
                addressed=addressed,
            )
        )
        self._feed.changed()
        return outcome


def _event_key(deed: Deed) -> str:
    return f"console:{deed.event}"
