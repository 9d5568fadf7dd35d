"""What the contract needs of each adapter beside the messenger itself: what people see there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from bot.domain.people import Address, Person
from bot.platforms.console.messenger import ConsoleMessenger
from bot.platforms.console.rooms import dm_of, room_of
from bot.ports import Messenger
from tests.fakes.console import Record, console_units
from tests.fakes.stage import ADA, CHANNEL, CONNECTION, NOOR, channel


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One message as one person sees it."""

    id: str
    text: str
    """Its words as they stand before the reader, button labels included."""
    thread: str | None = None


class Adapter(Protocol):
    """One platform with a messenger, a channel, and two people who see it: ``ada`` and ``noor``."""

    messenger: Messenger
    channel: Address

    def person(self, name: str) -> Person:
        """``ada`` or ``noor``, as stored."""

    def dm(self, name: str) -> Address: ...
    def seen(self, where: Address, *, by: str) -> Sequence[Seen]:
        """What stands there for this person, oldest first."""

    def away(self) -> AbstractContextManager[None]:
        """The platform cannot be reached meanwhile."""


class ConsoleAdapter:
    """The console: its rooms are rows of the record."""

    def __init__(self, record: Record, people: Mapping[str, Person]) -> None:
        self.messenger: Messenger = ConsoleMessenger(record)
        self.channel = channel(CHANNEL)
        self._record = record
        self._people = people

    def person(self, name: str) -> Person:
        return self._people[name]

    def dm(self, name: str) -> Address:
        return dm_of(CONNECTION, name)

    def seen(self, where: Address, *, by: str) -> Sequence[Seen]:
        with self._record.read() as uow:
            posts = uow.console.since(CONNECTION, 0)
        return [
            Seen(
                id=str(post.id),
                text=post.text,
                thread=None if post.thread is None else str(post.thread),
            )
            for post in posts
            if post.room == room_of(where) and post.only_for in (None, by)
        ]

    @contextmanager
    def away(self) -> Iterator[None]:
        self._record.away = True
        yield
        self._record.away = False


@contextmanager
def console() -> Iterator[Adapter]:
    with console_units() as record:
        with record.write() as uow:
            programme = uow.programmes.all()[0]
            people = {}
            for native in (ADA, NOOR):
                person = uow.people.save(Person(programme_id=programme.id, name=native.title()))
                uow.people.add_address(person.id, dm_of(CONNECTION, native), preferred=True)
                people[native] = person
            uow.commit()
        yield ConsoleAdapter(record, people)


#: Every adapter of the port, by its platform's name.
ADAPTERS: Mapping[str, Callable[[], AbstractContextManager[Adapter]]] = {"console": console}
