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
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.registration import Registration
from bot.ports import Messenger
from tests.fakes import teams_programme, teams_screen
from tests.fakes.console import Record, console_units, draw
from tests.fakes.slack_local import ADA as SLACK_ADA
from tests.fakes.slack_local import CHANNEL as SLACK_CHANNEL
from tests.fakes.slack_local import NOOR as SLACK_NOOR
from tests.fakes.slack_local import SIGNED, environment, shared_slack
from tests.fakes.slack_proxy import Rules, SlackProxy
from tests.fakes.slack_screen import shown
from tests.fakes.stage import ADA, CHANNEL, CONNECTION, NOOR, channel
from tests.fakes.teams_connector import Rules as TeamsRules
from tests.fakes.teams_connector import TeamsConnector
from tests.fakes.teams_people import ADA as TEAMS_ADA
from tests.fakes.teams_people import CHANNEL as TEAMS_CHANNEL
from tests.fakes.teams_people import NOOR as TEAMS_NOOR

TEAMS_USERS = {ADA: TEAMS_ADA, NOOR: TEAMS_NOOR}
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

    def aside(self, name: str) -> Address:
        """Where what is for this person's eyes alone stands, though it was sent to the channel."""

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

    def aside(self, name: str) -> Address:
        return self.channel

    @contextmanager
    def away(self) -> Iterator[None]:
        self._record.away = True
        yield
        self._record.away = False


@contextmanager
def console() -> Iterator[Adapter]:
    with console_units() as record:
        yield ConsoleAdapter(record, _people(record, {ADA: ADA, NOOR: NOOR}))


class SlackAdapter:
    """Slack: a local one that others wrote, behind a proxy as strict as Slack itself."""

    def __init__(self, record: Record, proxy: SlackProxy, people: Mapping[str, Person]) -> None:
        connection = Connection(
            programme_id=1,
            name=CONNECTION,
            platform="slack",
            settings=SIGNED,
        )
        workspace = Workspace(
            connection, environment(proxy.url), record, SystemClock(), draw=draw, rate=UNPACED
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

    def aside(self, name: str) -> Address:
        return self.channel

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
            yield SlackAdapter(record, proxy, _people(record, SLACK_USERS))
        assert proxy.seen.faults == [], "Slack would refuse this"
    finally:
        proxy.stop()


class TeamsAdapter:
    """Teams, as strict as the real one."""

    def __init__(
        self, record: Record, connector: TeamsConnector, loop: Loop, people: Mapping[str, Person]
    ) -> None:
        connection = Connection(
            programme_id=1, name=CONNECTION, platform="teams", settings=teams_programme.SETTINGS
        )
        registration = Registration(
            connection,
            connector.environment(),
            record,
            SystemClock(),
            loop,
            rate=teams_programme.UNPACED,
        )
        self.messenger: Messenger = registration.messenger
        self.channel = channel(TEAMS_CHANNEL)
        self._connector = connector
        self._people = people

    def person(self, name: str) -> Person:
        return self._people[name]

    def dm(self, name: str) -> Address:
        return dm_of(CONNECTION, TEAMS_USERS[name].object_id)

    def seen(self, where: Address, *, by: str) -> Sequence[Seen]:
        rooms = self._connector.rooms
        user = rooms.user(where.native)
        room = rooms.dm(user) if user is not None else where.native
        return [
            Seen(id=one.id, text=teams_screen.shown(one.activity), thread=one.root)
            for one in rooms.bots(room)
            if user in (None, TEAMS_USERS[by])
        ]

    def aside(self, name: str) -> Address:
        return self.dm(name)

    @contextmanager
    def away(self) -> Iterator[None]:
        self._connector.go_away()
        yield
        self._connector.come_back()


@contextmanager
def teams() -> Iterator[Adapter]:
    connector = TeamsConnector(TeamsRules(limited=False))
    try:
        with console_units() as record, teams_programme.looping() as loop:
            natives = {name: user.object_id for name, user in TEAMS_USERS.items()}
            yield TeamsAdapter(record, connector, loop, _people(record, natives))
        assert connector.seen.faults == [], "Teams would refuse this"
    finally:
        connector.stop()


def _people(record: Record, natives: Mapping[str, str]) -> dict[str, Person]:
    """``ada`` and ``noor`` in the record, each with an address."""
    people = {}
    with record.write() as uow:
        programme = uow.programmes.all()[0]
        for name, native in natives.items():
            person = uow.people.save(Person(programme_id=programme.id, name=name.title()))
            uow.people.add_address(person.id, dm_of(CONNECTION, native), preferred=True)
            people[name] = person
        uow.commit()
    return people


#: Every adapter of the port, by its platform's name.
ADAPTERS: Mapping[str, Callable[[], AbstractContextManager[Adapter]]] = {
    "console": console,
    "slack": slack,
    "teams": teams,
}
