"""Brings outbox rows into the console's rooms. The rooms are ours, so it can always be asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from bot.domain.messages import Effect, Outgoing
from bot.domain.people import Place
from bot.platforms.console.render import as_text
from bot.platforms.console.rooms import BOT, room_of
from bot.platforms.console.wire import write_message
from bot.ports import ConsolePost, NotSent, SendError, Unavailable, UnitOfWork, Units


def _nobody_listens(post_id: int) -> None:
    """No page is open: nothing to tell."""


class ConsoleMessenger:
    """The console as a platform. ``changed`` is told of each post after its commit (``Feed.changed``).

    A post bears the row's key and the key is looked up first: however often a row is sent it is one
    post (R17).
    """

    platform = "console"

    def __init__(self, units: Units, *, changed: Callable[[int], None] = _nobody_listens) -> None:
        self._units = units
        self._changed = changed

    @property
    def can_be_asked(self) -> bool:
        return True

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        """See ``Messenger.send``. Never in doubt: what did not commit did not arrive.

        A view has no place here (there is no home tab) and is counted as sent.
        """
        match row.effect:
            case Effect.VIEW:
                return None
            case Effect.POST | Effect.FILE | Effect.EPHEMERAL | Effect.UPDATE:
                post_id = self._write(row, thread)
            case _:
                assert_never(row.effect)
        self._changed(post_id)
        return str(post_id)

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:  # noqa: ARG002 - a key is unique over all threads
        """See ``Messenger.find``."""
        try:
            with self._units.read() as uow:
                post = uow.console.by_key(row.address.connection, row.key)
        except Unavailable as error:
            raise NotSent(SendError.TRANSIENT, str(error)) from error
        return None if post is None else str(post.id)

    def _write(self, row: Outgoing, thread: str | None) -> int:
        try:
            with self._units.write() as uow:
                post_id = (
                    _replace(uow, row) if row.effect is Effect.UPDATE else _add(uow, row, thread)
                )
                uow.commit()
        except Unavailable as error:
            raise NotSent(SendError.TRANSIENT, str(error)) from error
        return post_id


def _replace(uow: UnitOfWork, row: Outgoing) -> int:
    post = uow.console.get(int(row.target)) if row.target and row.target.isdecimal() else None
    if post is None or post.author != BOT or post.connection != row.address.connection:
        raise NotSent(SendError.REFUSED, f"no message {row.target} of the bot's to replace")
    uow.console.replace(post.id, write_message(row.message), as_text(row.message))
    return post.id


def _add(uow: UnitOfWork, row: Outgoing, thread: str | None) -> int:
    connection = row.address.connection
    there = uow.console.by_key(connection, row.key)
    if there is not None:
        return there.id
    head = None if thread is None else _head(uow, thread)
    added = uow.console.add(
        ConsolePost(
            connection=connection,
            room=room_of(row.address),
            thread=head,
            author=BOT,
            at=row.leased_at or row.not_before,
            text=as_text(row.message),
            key=row.key,
            payload=write_message(row.message),
            only_for=_only_for(uow, row) if row.effect is Effect.EPHEMERAL else None,
        )
    )
    return added.id


def _head(uow: UnitOfWork, thread: str) -> int:
    """The head of the thread that a post belongs to: threads have one level."""
    post = uow.console.get(int(thread)) if thread.isdecimal() else None
    if post is None:
        raise NotSent(SendError.REFUSED, f"no message {thread} to answer in a thread")
    return post.thread or post.id


def _only_for(uow: UnitOfWork, row: Outgoing) -> str:
    if row.address.place is Place.DM:
        return row.address.native
    mine = uow.people.addresses(row.person_id) if row.person_id is not None else ()
    for address in mine:
        if address.connection == row.address.connection and address.place is Place.DM:
            return address.native
    raise NotSent(SendError.UNREACHABLE, f"person {row.person_id} has no seat on the console")
