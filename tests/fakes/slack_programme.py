"""A small programme whose people are reached on Slack, and the whole bot around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

from bot.bootstrap import Advancing, Bot
from bot.clock import SettableClock, SystemClock
from bot.documents.pictures import draw_picture
from bot.domain.actions import Action
from bot.domain.calendar import Every, instant
from bot.domain.people import Address, Place, Role
from bot.domain.plan_dates import read_due
from bot.domain.plans import (
    HeadingKind,
    ImportedPlan,
    LeadKind,
    NamedLead,
    PlanAction,
    PlanHeading,
)
from bot.domain.programme import Programme
from bot.domain.programme_spec import (
    BodySpec,
    ConnectionSpec,
    PersonRow,
    PlanSpec,
    ProgrammeSpec,
    RhythmSpec,
)
from bot.handlers.people import import_people
from bot.handlers.plans import adopt
from bot.handlers.programme import apply, start
from bot.platforms.slack.pace import Rate
from bot.platforms.slack.workspace import Workspace
from bot.ports import Units
from bot.web import create_app
from store.unit_of_work import SqlUnits
from tests.fakes.databases import file_units
from tests.fakes.server import serving
from tests.fakes.slack_local import (
    ADA,
    APP_TOKEN,
    BOT_TOKEN,
    CHANNEL,
    CY,
    MEL,
    NOOR,
    SIGNING_SECRET,
    USERS,
    LocalSlack,
    free_port,
)
from tests.fakes.slack_proxy import Rules, SlackProxy
from tests.fakes.slack_screen import shown
from tests.fakes.waiting import wait_until

CONNECTION = "westmere"
#: A Monday, 08:00 in London.
BEGINS = instant(date(2023, 9, 25), time(8, 0))
#: Nobody waits for their turn: the settable clock stands still while they would.
UNPACED = Rate(channel_seconds=0, workspace_per_minute=1e9)
Transport = Literal["socket", "http"]
ELG = Address(connection=CONNECTION, place=Place.CHANNEL, native=CHANNEL)

SPEC = ProgrammeSpec(
    code="westmere",
    name="Westmere SEND improvement programme",
    connections=(
        ConnectionSpec(
            name=CONNECTION,
            platform="slack",
            settings={"bot_token": "TOKEN", "app_token": "APP", "api_url": "API"},
        ),
    ),
    bodies=(
        BodySpec(code="ELG", name="Executive Leadership Group", channels=(ELG,)),
        BodySpec(
            code="BOARD",
            name="Improvement Board",
            rhythms=(RhythmSpec(every=Every.MONTHLY, first=date(2023, 10, 24)),),
        ),
    ),
    digest_channels=(ELG,),
    plans=(PlanSpec(code="WIP"),),
)


def _person(user: str, **said: Any) -> PersonRow:
    name = USERS[user]
    address = Address(connection=CONNECTION, place=Place.DM, native=user)
    return PersonRow(where=f"people, {name}", name=name, addresses=(address,), **said)


PEOPLE = (
    _person(ADA, organisation="Council"),
    _person(NOOR, organisation="NHS"),
    _person(CY, chairs=("ELG",)),
    _person(MEL, roles=frozenset({Role.PROGRAMME_OFFICE})),
)


def _action(ref: str, title: str, due: str, *leads: tuple[str, str]) -> PlanAction:
    return PlanAction(
        key=f"WIP-{ref}",
        ref=ref,
        title=title,
        heading=f"p{ref[0]}",
        leads=tuple(
            NamedLead(name=name, organisation=body, kind=LeadKind.PERSON) for name, body in leads
        ),
        due=read_due(due),
    )


COUNCIL, NHS = (USERS[ADA], "Council"), (USERS[NOOR], "NHS")
PLAN = ImportedPlan(
    code="WIP",
    title="Westmere Improvement Plan",
    starts_on=None,
    ends_on=date(2024, 12, 31),
    headings=tuple(
        PlanHeading(id=f"p{n}", parent=None, kind=HeadingKind.PRIORITY, code=f"P{n}", title=title)
        for n, title in ((1, "Assess on time"), (2, "Therapies for all"))
    ),
    actions=(
        _action("1.1", "Recruit psychologists", "October 2023", COUNCIL),
        _action("1.2", "Publish the structure", "October 2023", COUNCIL),
        _action("1.3", "Review every plan", "May 2024", COUNCIL),
        _action("2.1", "One waiting list", "November 2023", NHS),
        _action("2.2", "An advice line", "December 2023", NHS),
    ),
)


def enrol(units: Units, *, plan: ImportedPlan = PLAN, spec: ProgrammeSpec = SPEC) -> Programme:
    """Put the programme into a record, live."""
    with units.write() as uow:
        apply(uow, spec, BEGINS)
        programme = uow.programmes.by_code(spec.code)
        assert programme is not None
        adopt(uow, programme, plan, BEGINS)
        import_people(uow, programme, PEOPLE, BEGINS)
        programme = start(uow, uow.programmes.get(programme.id), BEGINS)
        uow.commit()
        return programme


@dataclass(kw_only=True)
class World:
    """Slack, the proxy before it, and the bot behind that; its clock is set by the test."""

    slack: LocalSlack
    proxy: SlackProxy
    units: SqlUnits
    bot: Bot
    clock: SettableClock
    workspace: Workspace
    programme: Programme

    def advance(self, to: datetime) -> None:
        """Let everything happen that is due until then."""
        Advancing(self.bot, self.clock).to(to)

    def dm(self, user: str) -> str:
        return self.slack.dm(user)

    def read(self, channel: str, *, by: str | None = None) -> list[str]:
        """What one sees in a channel, the bot's posts alone."""
        return [shown(m) for m in self.posts(channel) if m.get("ephemeral_to") in (None, by)]

    def posts(self, channel: str) -> list[dict[str, Any]]:
        return [m for m in self.slack.messages(channel) if m.get("bot_id")]

    def answers(self, channel: str, count: int) -> list[dict[str, Any]]:
        """The bot's posts in a channel once there are so many: inbound events come in threads."""
        self.until(lambda: self._settled(channel, count))
        found = self.posts(channel)
        assert len(found) == count, [shown(one) for one in found]
        return found

    def _settled(self, channel: str, count: int) -> bool:
        self.bot.deliver()
        return len(self.posts(channel)) >= count

    def until(self, holds: Callable[[], bool], *, seconds: float = 15) -> None:
        wait_until(holds, seconds=seconds)

    def action(self, key: str) -> Action:
        with self.units.read() as uow:
            found = uow.actions.by_key(self.programme.id, key)
        assert found is not None
        return found


@contextmanager
def world(
    folder: Path,
    transport: Transport,
    *,
    rules: Rules | None = None,
    rate: Rate = UNPACED,
) -> Iterator[World]:
    """The whole of it, over one of Slack's two transports."""
    with ExitStack() as stack:
        event_port = free_port()
        request_url = f"http://127.0.0.1:{event_port}/events" if transport == "http" else None
        slack = LocalSlack(request_url)
        stack.callback(slack.stop)
        bot_urls: list[str] = []
        proxy = SlackProxy(
            slack,
            rules=rules or Rules(channel_seconds=0, per_minute=100_000),
            port=event_port,
            bot_url=lambda: f"{bot_urls[0]}/slack/{CONNECTION}",
        )
        stack.callback(proxy.stop)
        units = file_units(folder / "record.db")
        stack.callback(units.close)
        programme = enrol(units)
        clock = SettableClock(BEGINS)
        workspace = open_workspace(proxy, units, transport, rate=rate, clock=clock)
        bot = Bot(
            units=units,
            clock=clock,
            messengers={CONNECTION: workspace.messenger},
            platforms={CONNECTION: "slack"},
        )
        routes = workspace.listen(bot.receive)
        stack.callback(workspace.close)
        assert workspace.connected(20), "the socket did not open"
        app = create_app(routes, health=dict, metrics=str)
        bot_urls.append(stack.enter_context(serving(app)))
        yield World(
            slack=slack,
            proxy=proxy,
            units=units,
            bot=bot,
            clock=clock,
            workspace=workspace,
            programme=programme,
        )


def open_workspace(
    proxy: SlackProxy,
    units: Units,
    transport: Transport,
    *,
    rate: Rate = UNPACED,
    clock: SettableClock | SystemClock,
) -> Workspace:
    """The programme's connection, to this proxy."""
    with units.read() as uow:
        connection = uow.programmes.connection(CONNECTION)
    assert connection is not None
    settings = {"bot_token": "TOKEN", "api_url": "API"}
    settings |= {"app_token": "APP"} if transport == "socket" else {"signing_secret": "SECRET"}
    environment = {
        "TOKEN": BOT_TOKEN,
        "APP": APP_TOKEN,
        "SECRET": SIGNING_SECRET,
        "API": f"{proxy.url}/api/",
    }
    return Workspace(
        replace(connection, settings=settings),
        environment,
        units,
        clock,
        draw=draw_picture,
        rate=rate,
    )
