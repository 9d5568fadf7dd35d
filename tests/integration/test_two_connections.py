"""One programme whose people sit in one council's Slack and in the NHS's Teams, served by one bot (R19)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SettableClock
from bot.domain.people import Address, Place
from bot.domain.programme_spec import ConnectionSpec
from bot.domain.status import Status
from bot.serving import open_bot, running_loop
from bot.web import create_app
from tests.fakes import teams_people, westmere
from tests.fakes.databases import file_units
from tests.fakes.server import serving
from tests.fakes.slack_local import ADA, CHANNEL, CY, SIGNED, LocalSlack
from tests.fakes.slack_local import environment as slack_environment
from tests.fakes.slack_proxy import SlackProxy, strict_slack
from tests.fakes.slack_screen import shown as on_slack
from tests.fakes.teams_connector import Rules as TeamsRules
from tests.fakes.teams_connector import TeamsConnector
from tests.fakes.teams_people import MEL, NOOR
from tests.fakes.teams_programme import SETTINGS
from tests.fakes.teams_screen import shown as on_teams
from tests.fakes.teams_user import Teams
from tests.fakes.westmere import BEGINS, COUNCIL, NHS, PLAN, Westmere, action_of

CALL = datetime(2023, 9, 29, 9, 0, tzinfo=UTC)
POSTED = datetime(2023, 10, 16, 9, 0, tzinfo=UTC)
#: As long as anything has to wait for its turn on either platform.
A_WHILE = timedelta(seconds=30)
ON_SLACK, ON_TEAMS = "council", "nhs"
SPEC = westmere.spec(
    (
        ConnectionSpec(
            name=ON_SLACK,
            platform="slack",
            settings={setting: f"S_{name}" for setting, name in SIGNED.items()},
        ),
        Address(connection=ON_SLACK, place=Place.CHANNEL, native=CHANNEL),
    ),
    (
        ConnectionSpec(
            name=ON_TEAMS,
            platform="teams",
            settings={setting: f"T_{name}" for setting, name in SETTINGS.items()},
        ),
        Address(connection=ON_TEAMS, place=Place.CHANNEL, native=teams_people.CHANNEL),
    ),
)
_SEATS = {
    westmere.ADA: (ON_SLACK, ADA),
    westmere.CY: (ON_SLACK, CY),
    westmere.NOOR: (ON_TEAMS, NOOR.object_id),
    westmere.MEL: (ON_TEAMS, MEL.object_id),
}


def _seat(name: str) -> Address:
    connection, native = _SEATS[name]
    return Address(connection=connection, place=Place.DM, native=native)


JOINT = (
    action_of("2.3", "One front door", "November 2023", COUNCIL, NHS),
    action_of("2.4", "One set of records", "November 2023", COUNCIL, NHS),
)


@dataclass(kw_only=True)
class Both(Westmere):
    """One bot before two platforms; its clock is set by the test."""

    slack: LocalSlack
    proxy: SlackProxy
    connector: TeamsConnector
    teams: Teams

    def on_slack(self, where: str) -> list[str]:
        """What the bot has said there, oldest first."""
        return [on_slack(one) for one in self.posts(where)]

    def posts(self, where: str) -> list[dict[str, Any]]:
        return [one for one in self.slack.messages(where) if one.get("bot_id")]

    def on_teams(self, where: str) -> list[str]:
        return [on_teams(one.activity) for one in self.connector.rooms.bots(where)]

    def let_arrive(self, heard: int) -> None:
        """What people did on Slack so often has come to the bot, and is answered, each message at its turn."""
        self.until(lambda: len(self.proxy.seen.answers) == heard)
        self.advance(self.clock.now() + A_WHILE)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    with ExitStack() as stack:
        urls: list[str] = []
        proxy = stack.enter_context(strict_slack(lambda: f"{urls[0]}/slack/{ON_SLACK}"))
        connector = TeamsConnector(TeamsRules(limited=False))
        stack.callback(connector.stop)
        units = file_units(tmp_path / "record.db")
        stack.callback(units.close)
        plan = replace(PLAN, actions=(*PLAN.actions, *JOINT))
        programme = westmere.enrol(units, SPEC, westmere.people(_seat), plan=plan)
        clock = SettableClock(BEGINS)
        environment = {
            **{f"S_{name}": value for name, value in slack_environment(proxy.url).items()},
            **{f"T_{name}": value for name, value in connector.environment().items()},
        }
        loop = stack.enter_context(running_loop())
        bot, opened = open_bot(units, clock, environment, loop)
        routes = [route for one in opened for route in one.listen(bot.receive)]
        for one in opened:
            stack.callback(one.close)
        urls.append(stack.enter_context(serving(create_app(routes, health=dict, metrics=str))))
        teams = Teams(connector, lambda: f"{urls[0]}/teams/{ON_TEAMS}")
        stack.callback(teams.close)
        yield Both(
            units=units,
            bot=bot,
            clock=clock,
            programme=programme,
            slack=proxy.slack,
            proxy=proxy,
            connector=connector,
            teams=teams,
        )
        assert proxy.seen.faults == connector.seen.faults == []


def test_joint_leads_are_reached_where_they_are_and_both_channels_read_the_digest(
    both: Both,
) -> None:
    ada, noor = both.slack.dm(ADA), both.connector.rooms.dm(NOOR)
    both.advance(CALL)
    calls = both.on_slack(ada)[-1], both.on_teams(noor)[-1]
    for called, colleague in zip(calls, ("NHS", "Council"), strict=True):
        for title in ("WIP-2.3 One front door", "WIP-2.4 One set of records"):
            asked = (
                f"{title}: due Nov 2023; no update yet (your {colleague} colleague is asked too)"
            )
            assert asked in called
    assert "WIP-2.1" not in calls[0], "Noor leads it alone"
    assert "WIP-1.1" not in calls[1], "Ada leads it alone"

    # The one in Teams answers, the one in Slack sees it and agrees.
    both.teams.say(NOOR, "2.3 amber, the provider wants a later start")
    both.let_arrive(0)
    assert "WIP-2.3 ▲ Amber" in both.on_teams(noor)[-1]
    assert "WIP-2.3 One front door: NHS reports ▲ Amber. Do you agree?" in both.on_slack(ada)[-1]
    both.slack.press(ADA, both.posts(ada)[-1], "Agree")
    both.let_arrive(1)
    assert "WIP-2.3 agreed: ▲ Amber, joint position" in both.on_slack(ada)[-1]

    # The other way about.
    both.slack.say(ADA, ada, "2.4 red, no supplier. Next: Ada tenders by 10 Nov")
    both.let_arrive(2)
    assert "WIP-2.4 ◆ Red" in both.on_slack(ada)[-1]
    assert (
        "WIP-2.4 One set of records: Council reports ◆ Red. Do you agree?"
        in both.on_teams(noor)[-1]
    )
    both.teams.press(NOOR, both.connector.rooms.bots(noor)[-1], "Agree")
    both.let_arrive(2)
    assert "WIP-2.4 agreed: ◆ Red, joint position" in both.on_teams(noor)[-1]

    # Both see how both stand, wherever it was answered.
    both.slack.command(ADA, ada, "status mine")
    both.teams.say(NOOR, "/send status mine")
    both.let_arrive(3)
    for status in (both.on_slack(ada)[-1], both.on_teams(noor)[-1]):
        assert "▲ Amber WIP-2.3" in status
        assert "◆ Red WIP-2.4" in status
    for key, colour in (("WIP-2.3", Status.AMBER), ("WIP-2.4", Status.RED)):
        assert both.action(key).state.status is colour

    both.advance(POSTED)
    council, nhs = both.on_slack(CHANNEL), both.on_teams(teams_people.CHANNEL)
    for head, *thread in (council, nhs):
        assert "Digest for Tuesday 24 October" in head
        assert "one is at significant risk (Red) and one is at risk (Amber)" in head
        for line in ("▲ AMBER (first digest): WIP-2.3", "◆ RED (first digest): WIP-2.4"):
            (entry,) = [part for part in thread if line in part]
            assert "Ada Quill (Council) and Noor Bell (NHS); joint position." in entry
    # Slack shows the picture as a file of its own, Teams inside the head.
    assert [part for part in council[1:] if "(File:" not in part] == nhs[1:]
