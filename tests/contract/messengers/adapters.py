"""What the contract needs of each adapter beside the messenger itself: what people see there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from bot.clock import SystemClock
from bot.domain.people import Address, Person, Place
from bot.domain.programme import Connection
from bot.platforms.console.messenger import ConsoleMessenger
from bot.platforms.console.rooms import dm_of, room_of
from bot.platforms.slack.pace import Rate
from bot.platforms.slack.workspace import Workspace
from bot.ports import Messenger
from tests.fakes.console import Record, console_units, draw
from tests.fakes.slack_local import ADA as SLACK_ADA
from tests.fakes.slack_local import BOT_TOKEN, SIGNING_SECRET, shared_slack
from tests.fakes.slack_local import CHANNEL as SLACK_CHANNEL
from tests.fakes.slack_local import NOOR as SLACK_NOOR
from tests.fakes.slack_proxy import Rules, SlackProxy
from tests.fakes.slack_screen import shown
from tests.fakes.stage import ADA, CHANNEL, CONNECTION, NOOR, channel

SLACK_USERS = {ADA: SLACK_ADA, NOOR: SLACK_NOOR}
#: Nobody waits for their turn.
UNPACED = Rate(channel_seconds=0, workspace_per_minute=1e9)


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


class SlackAdapter:
    """Slack: a local one that others wrote, behind a proxy as strict as Slack itself."""

    def __init__(self, record: Record, proxy: SlackProxy, people: Mapping[str, Person]) -> None:
        environment = {"TOKEN": BOT_TOKEN, "SECRET": SIGNING_SECRET, "API": f"{proxy.url}/api/"}
        connection = Connection(
            programme_id=1,
            name=CONNECTION,
            platform="slack",
            settings={"bot_token": "TOKEN", "signing_secret": "SECRET", "api_url": "API"},
        )
        workspace = Workspace(
            connection, environment, record, SystemClock(), draw=draw, rate=UNPACED
        )
        self.messenger: Messenger = workspace.messenger
        self.channel = channel(SLACK_CHANNEL)
        self._proxy = proxy
        self._people = people

    def person(self, name: str) -> Person:
        return self._people[name]

    def dm(self, name: str) -> Address:
        return dm_of(CONNECTION, SLACK_USERS[name])

    def seen(self, where: Address, *, by: str) -> Sequence[Seen]:
        slack = self._proxy.slack
        room = slack.dm(where.native) if where.place is Place.DM else where.native
        return [
            Seen(id=one["ts"], text=shown(one), thread=one.get("thread_ts"))
            for one in slack.messages(room)
            if one.get("ephemeral_to") in (None, SLACK_USERS[by])
        ]

    @contextmanager
    def away(self) -> Iterator[None]:
        self._proxy.go_away()
        yield
        self._proxy.come_back()


@contextmanager
def slack() -> Iterator[Adapter]:
    proxy = SlackProxy(shared_slack(), rules=Rules(channel_seconds=0, per_minute=10_000))
    try:
        with console_units() as record:
            with record.write() as uow:
                programme = uow.programmes.all()[0]
                people = {}
                for name, native in SLACK_USERS.items():
                    person = uow.people.save(Person(programme_id=programme.id, name=name.title()))
                    uow.people.add_address(person.id, dm_of(CONNECTION, native), preferred=True)
                    people[name] = person
                uow.commit()
            yield SlackAdapter(record, proxy, people)
        assert proxy.seen.faults == [], "Slack would refuse this"
    finally:
        proxy.stop()


#: Every adapter of the port, by its platform's name.
ADAPTERS: Mapping[str, Callable[[], AbstractContextManager[Adapter]]] = {
    "console": console,
    "slack": slack,
}
