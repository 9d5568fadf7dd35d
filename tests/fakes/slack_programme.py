"""A small programme whose people are reached on Slack, and the whole bot around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from bot.bootstrap import Bot
from bot.clock import SettableClock, SystemClock
from bot.documents.pictures import draw_picture
from bot.domain.people import Address, Place
from bot.domain.plans import (
    ImportedPlan,
)
from bot.domain.programme import Programme
from bot.domain.programme_spec import (
    ConnectionSpec,
    ProgrammeSpec,
)
from bot.platforms.slack.app import Receive
from bot.platforms.slack.pace import Rate
from bot.platforms.slack.workspace import Workspace
from bot.ports import Units
from bot.web import create_app
from tests.fakes import westmere
from tests.fakes.databases import file_units
from tests.fakes.server import serving
from tests.fakes.slack_local import (
    CHANNEL,
    SIGNED,
    SOCKET,
    USERS,
    LocalSlack,
    environment,
)
from tests.fakes.slack_proxy import Rules, SlackProxy, strict_slack
from tests.fakes.slack_screen import shown
from tests.fakes.unsteady import Unsteady
from tests.fakes.westmere import BEGINS, CONNECTION, PLAN, Westmere

#: Nobody waits for their turn: the settable clock stands still while they would.
UNPACED = Rate(channel_seconds=0, workspace_per_minute=1e9)
Transport = Literal["socket", "http"]
ELG = Address(connection=CONNECTION, place=Place.CHANNEL, native=CHANNEL)

_CONNECTED = ConnectionSpec(
    name=CONNECTION,
    platform="slack",
    settings=SOCKET,
)
SPEC = westmere.spec((_CONNECTED, ELG))
_IDS = {name: user for user, name in USERS.items()}
PEOPLE = westmere.people(
    lambda name: Address(connection=CONNECTION, place=Place.DM, native=_IDS[name])
)


def enrol(units: Units, *, plan: ImportedPlan = PLAN, spec: ProgrammeSpec = SPEC) -> Programme:
    """Put the programme into a record, live."""
    return westmere.enrol(units, spec, PEOPLE, plan=plan)


@dataclass(kw_only=True)
class World(Westmere):
    """Slack, the proxy before it, and the bot behind that; its clock is set by the test."""

    slack: LocalSlack
    proxy: SlackProxy
    workspace: Workspace

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


@contextmanager
def world(
    folder: Path,
    transport: Transport,
    *,
    rules: Rules | None = None,
    rate: Rate = UNPACED,
    slowed: Callable[[Receive], Receive] = lambda receive: receive,
    plan: ImportedPlan = PLAN,
) -> Iterator[World]:
    """The whole of it, over one of Slack's two transports; ``slowed``: what handling is wrapped in."""
    with ExitStack() as stack:
        bot_urls: list[str] = []
        bot_url = (lambda: f"{bot_urls[0]}/slack/{CONNECTION}") if transport == "http" else None
        proxy = stack.enter_context(strict_slack(bot_url, rules=rules))
        units = file_units(folder / "record.db")
        stack.callback(units.close)
        programme = enrol(units, plan=plan)
        clock = SettableClock(BEGINS)
        workspace = open_workspace(proxy, units, transport, rate=rate, clock=clock)
        bot = Bot(
            units=units,
            clock=clock,
            messengers={CONNECTION: workspace.messenger},
            platforms={CONNECTION: "slack"},
        )
        routes = workspace.listen(slowed(bot.receive))
        stack.callback(workspace.close)
        assert workspace.connected(20), "the socket did not open"
        app = create_app(routes, health=dict, metrics=str)
        bot_urls.append(stack.enter_context(serving(app)))
        yield World(
            slack=proxy.slack,
            proxy=proxy,
            units=units,
            bot=bot,
            clock=clock,
            workspace=workspace,
            programme=programme,
        )


def open_workspace(
    slack: Unsteady,
    units: Units,
    transport: Transport,
    *,
    rate: Rate = UNPACED,
    clock: SettableClock | SystemClock,
) -> Workspace:
    """The programme's connection, to this Slack or what stands before it."""
    with units.read() as uow:
        connection = uow.programmes.connection(CONNECTION)
    assert connection is not None
    return Workspace(
        replace(connection, settings=SIGNED if transport == "http" else SOCKET),
        environment(slack.url),
        units,
        clock,
        draw=draw_picture,
        rate=rate,
    )
