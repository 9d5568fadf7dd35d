"""A small programme whose people are reached on Teams, and the whole bot around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.bootstrap import Bot
from bot.clock import SettableClock, SystemClock
from bot.domain.people import Address, Place
from bot.domain.programme import Connection, Programme
from bot.domain.programme_spec import (
    ConnectionSpec,
    PersonRow,
)
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.pace import Rate
from bot.platforms.teams.registration import Registration
from bot.ports import Units
from bot.web import create_app
from tests.fakes import westmere
from tests.fakes.databases import file_units
from tests.fakes.server import serving
from tests.fakes.teams_connector import Rules, TeamsConnector
from tests.fakes.teams_people import ADA, CHANNEL, CY, MEL, NOOR, User
from tests.fakes.teams_rooms import Message
from tests.fakes.teams_screen import shown
from tests.fakes.teams_user import Teams
from tests.fakes.waiting import wait_until
from tests.fakes.westmere import BEGINS, CONNECTION, Westmere

SETTINGS = {
    "app_id": "APP",
    "tenant_id": "TENANT",
    "app_secret": "SECRET",
    "login_url": "LOGIN",
    "openid_url": "OPENID",
    "service_url": "SERVICE",
}
#: Nobody waits for their turn: the settable clock stands still while they would.
UNPACED = Rate(thread=(), tenant=())
ELG = Address(connection=CONNECTION, place=Place.CHANNEL, native=CHANNEL)

SPEC = westmere.spec((ConnectionSpec(name=CONNECTION, platform="teams", settings=SETTINGS), ELG))
_USERS = {user.name: user for user in (ADA, NOOR, CY, MEL)}


def dm_address(user: User) -> Address:
    return Address(connection=CONNECTION, place=Place.DM, native=user.object_id)


PEOPLE = westmere.people(lambda name: dm_address(_USERS[name]))


def enrol(units: Units, *, people: tuple[PersonRow, ...] = PEOPLE) -> Programme:
    """Put the programme into a record, live."""
    return westmere.enrol(units, SPEC, people)


@dataclass(kw_only=True)
class World(Westmere):
    """Teams, and the bot before it; its clock is set by the test."""

    connector: TeamsConnector
    teams: Teams
    registration: Registration
    loop: Loop

    def dm(self, user: User) -> str:
        return self.connector.rooms.dm(user)

    def posts(self, where: str) -> list[Message]:
        """What the bot has said there, oldest first."""
        return self.connector.rooms.bots(where)

    def read(self, where: str) -> list[str]:
        return [shown(message.activity) for message in self.posts(where)]

    def answers(self, where: str, count: int) -> list[Message]:
        """The bot's posts there once there are so many."""
        self.until(lambda: self._settled(where, count))
        found = self.posts(where)
        assert len(found) == count, [shown(one.activity) for one in found]
        return found

    def _settled(self, where: str, count: int) -> bool:
        self.bot.deliver()
        return len(self.posts(where)) >= count


def connection_of(units: Units) -> Connection:
    with units.read() as uow:
        found = uow.programmes.connection(CONNECTION)
    assert found is not None
    return replace(found, settings=SETTINGS)


def register(
    connector: TeamsConnector,
    units: Units,
    loop: Loop,
    *,
    clock: SettableClock | SystemClock,
    rate: Rate = UNPACED,
) -> Registration:
    """The programme's connection, to this Teams."""
    environment = connector.environment()
    return Registration(connection_of(units), environment, units, clock, loop, rate=rate)


@contextmanager
def looping() -> Iterator[Loop]:
    loop = Loop()
    loop.start()
    try:
        yield loop
    finally:
        loop.stop()


@contextmanager
def world(
    folder: Path,
    *,
    rules: Rules | None = None,
    rate: Rate = UNPACED,
    people: tuple[PersonRow, ...] = PEOPLE,
) -> Iterator[World]:
    """The whole of it."""
    with ExitStack() as stack:
        connector = TeamsConnector(rules or Rules(limited=False))
        stack.callback(connector.stop)
        loop = stack.enter_context(looping())
        units = file_units(folder / "record.db")
        stack.callback(units.close)
        programme = enrol(units, people=people)
        clock = SettableClock(BEGINS)
        registration = register(connector, units, loop, clock=clock, rate=rate)
        bot = Bot(
            units=units,
            clock=clock,
            messengers={CONNECTION: registration.messenger},
            platforms={CONNECTION: "teams"},
        )
        routes = registration.listen(bot.receive)
        stack.callback(registration.close)
        wait_until(lambda: registration.keys.known is not None)
        url = stack.enter_context(serving(create_app(routes, health=dict, metrics=str)))
        teams = Teams(connector, lambda: f"{url}/teams/{CONNECTION}")
        stack.callback(teams.close)
        yield World(
            connector=connector,
            teams=teams,
            units=units,
            bot=bot,
            clock=clock,
            registration=registration,
            programme=programme,
            loop=loop,
        )
