"""The scene of a transcript: a whole bot on a record in memory, and everybody's seat in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.bootstrap import Advancing, Bot
from bot.clock import SettableClock
from bot.domain import names
from bot.domain.errors import PlanRefused
from bot.domain.messages import Content, Form, Inbound, Outcome
from bot.domain.people import Address, Person, Place
from bot.handlers import first_contact
from bot.loading import load_programme
from bot.ports import UnitOfWork, Units
from bot.replay.host import Console, Host
from bot.replay.transcript import CONSOLE, Transcript
from bot.replay.watching import Log, Watching
from store import open_units


@dataclass(kw_only=True)
class Playing:
    """A transcript being played. ``fresh_from``: where in the log the present expectations begin."""

    bot: Bot
    clock: SettableClock
    programme_id: int
    log: Log
    host: Host
    forms: dict[str, Form] = field(default_factory=dict)
    """The form that each person has open."""
    labels: dict[str, tuple[Address, str]] = field(default_factory=dict)
    fresh_from: int = 0
    events: int = 0

    @property
    def units(self) -> Units:
        return self.bot.units

    def person(self, name: str) -> Person | None:
        """The person of the programme with this name; ``None``: one whom nobody knows."""
        with self.units.read() as uow:
            return names.find(name, uow.people.of(self.programme_id)).person

    def seat(self, name: str, platform: str | None = None) -> Address:
        """Where somebody sits: their address on the platform, else their preferred one."""
        person = self.person(name)
        if person is not None:
            with self.units.read() as uow:
                found = list(uow.people.addresses(person.id))
            wanted = [a for a in found if platform in (None, a.connection)]
            if wanted:
                return wanted[0]
        return Address(connection=platform or CONSOLE, place=Place.DM, native=names.slug(name))

    def bring(
        self,
        seat: Address,
        content: Content,
        where: Address,
        thread: str | None,
        *,
        repeated: int = 1,
    ) -> Outcome:
        """Bring one event to the bot, as often as the platform does, and let happen what follows.

        :raises AssertionError: a repeated event had another answer than the first.
        """
        self.events += 1
        event = Inbound(
            event_key=f"transcript-{self.events}",
            connection=seat.connection,
            sender=seat.native,
            where=where,
            thread=thread,
            at=self.clock.now(),
            content=content,
        )
        outcome = self.host.bring(event, self.bot.receive)
        self.bot.settle()
        for _ in range(1, repeated):
            again = self.host.bring_again(event, self.bot.receive)
            assert again == outcome, "a repeated event had another answer"
            self.bot.settle()
        return outcome

    def advance(self) -> Advancing:
        return Advancing(self.bot, self.clock)


def _unconfirmed(uow: UnitOfWork, programme_id: int, name: str, now: datetime) -> None:
    """Their address is one that the platform names for their e-mail.

    :raises PlanRefused: nobody is called that.
    """
    person = names.find(name, uow.people.of(programme_id)).person
    if person is None:
        raise PlanRefused(f"matched: nobody here is called {name}.")
    email = person.email or f"{names.slug(name)}@example.org"
    person = uow.people.save(replace(person, email=email))
    for address in uow.people.all_addresses(person.id):
        uow.people.remove_address(person.id, address)
        first_contact.found(uow, person, address, now)


def play(transcript: Transcript, host: Host | None = None) -> Playing:
    """Load the transcript's programme into a record in memory, with the clock at its beginning.

    ``host``: where its people sit, by default on the console.

    :raises PlanRefused: one sentence.
    """
    host = host or Console()
    units = open_units("sqlite://")
    clock = SettableClock(transcript.now)
    log = Log()
    with units.write() as uow:
        programme = load_programme(
            uow,
            transcript.spec,
            now=transcript.now,
            history=transcript.history,
            introduces=transcript.introductions,
        )
        for name in transcript.matched:
            _unconfirmed(uow, programme.id, name, transcript.now)
        connections = [one.name for one in uow.programmes.connections(programme.id)]
        uow.commit()
    messengers = host.open(connections, units, clock, lambda inbound: bot.receive(inbound))
    bot = Bot(
        units=units,
        clock=clock,
        messengers={
            name: Watching(messenger, log, clock, host.read)
            for name, messenger in messengers.items()
        },
        platforms={name: messenger.platform for name, messenger in messengers.items()},
    )
    bot.settle()
    return Playing(bot=bot, clock=clock, programme_id=programme.id, log=log, host=host)
