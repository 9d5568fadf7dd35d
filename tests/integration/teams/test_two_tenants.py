"""A council's Teams and an integrated care board's, each with an app registration of its own, served by one bot (R19)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import SettableClock
from bot.domain.messages import SendState
from bot.domain.people import Address, Place
from bot.domain.programme_spec import ConnectionSpec
from bot.domain.status import Status
from bot.platforms.teams import tokens
from bot.serving import open_bot, running_loop
from bot.web import create_app
from tests.fakes import westmere
from tests.fakes.databases import file_units
from tests.fakes.server import serving
from tests.fakes.teams_connector import Rules, TeamsConnector
from tests.fakes.teams_people import ADA, CHANNEL, CY, MEL, NOOR, Registered, User
from tests.fakes.teams_programme import SETTINGS
from tests.fakes.teams_screen import shown
from tests.fakes.teams_user import Teams
from tests.fakes.waiting import wait_until
from tests.fakes.westmere import BEGINS, Westmere

CALL = datetime(2023, 9, 28, 8, 30, tzinfo=UTC)
A_WHILE = timedelta(seconds=30)
COUNCIL, ICB = "council", "icb"
APPS = {
    COUNCIL: Registered(),
    ICB: Registered(
        app_id="99999999-2222-4333-8444-555555555555",
        secret="another-secret-of-the-tests",
        tenant="cccccccc-2222-4333-8444-555555555555",
    ),
}
SEATS = {ADA: COUNCIL, CY: COUNCIL, NOOR: ICB, MEL: ICB}
SPEC = westmere.spec(
    *(
        (
            ConnectionSpec(
                name=name,
                platform="teams",
                settings={setting: f"{name}_{variable}" for setting, variable in SETTINGS.items()},
            ),
            Address(connection=name, place=Place.CHANNEL, native=CHANNEL),
        )
        for name in APPS
    )
)


def _seat(name: str) -> Address:
    user, connection = next((u, c) for u, c in SEATS.items() if u.name == name)
    return Address(connection=connection, place=Place.DM, native=user.object_id)


@dataclass(kw_only=True)
class Both(Westmere):
    """One bot before two tenants; its clock is set by the test."""

    tenants: dict[str, Teams]

    def read(self, user: User, tenant: str | None = None) -> list[str]:
        """What the bot has said to somebody, in the tenant where they are unless another is named."""
        rooms = self.tenants[tenant or SEATS[user]].connector.rooms
        return [shown(one.activity) for one in rooms.bots(rooms.dm(user))]

    def say(self, user: User, text: str) -> None:
        self.tenants[SEATS[user]].say(user, text)
        self.advance(self.clock.now() + A_WHILE)


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    monkeypatch.setattr(tokens, "TIMEOUT", 0.5)
    monkeypatch.setattr(tokens, "SLOW", 0.2)
    monkeypatch.setattr(tokens, "SPARED", 1.0)
    with ExitStack() as stack:
        urls: list[str] = []
        connectors = {name: TeamsConnector(Rules(limited=False), app) for name, app in APPS.items()}
        for one in connectors.values():
            stack.callback(one.stop)
        units = file_units(tmp_path / "record.db")
        stack.callback(units.close)
        programme = westmere.enrol(units, SPEC, westmere.people(_seat))
        clock = SettableClock(BEGINS)
        environment = {
            f"{name}_{variable}": value
            for name, one in connectors.items()
            for variable, value in one.environment().items()
        }
        loop = stack.enter_context(running_loop())
        bot, opened = open_bot(units, clock, environment, loop)
        routes = [route for one in opened for route in one.listen(bot.receive)]
        for registration in opened:
            stack.callback(registration.close)
        urls.append(stack.enter_context(serving(create_app(routes, health=dict, metrics=str))))
        tenants = {
            name: Teams(one, lambda name=name: f"{urls[0]}/teams/{name}")  # type: ignore[misc]
            for name, one in connectors.items()
        }
        for teams in tenants.values():
            stack.callback(teams.close)
        yield Both(units=units, bot=bot, clock=clock, programme=programme, tenants=tenants)
        assert [one.seen.faults for one in connectors.values()] == [[], []]


def test_each_is_reminded_and_answers_in_their_own_tenant(both: Both) -> None:
    both.advance(CALL)
    for user, title, foreign in (
        (ADA, "WIP-1.1 Recruit psychologists", ICB),
        (NOOR, "WIP-2.1 One waiting list", COUNCIL),
    ):
        assert title in both.read(user)[-1]
        assert both.read(user, foreign) == []
    both.say(ADA, "1.1 amber, two posts are open")
    both.say(NOOR, "2.1 green")
    assert "WIP-1.1 ▲ Amber" in both.read(ADA)[-1]
    assert "WIP-2.1 ● Green" in both.read(NOOR)[-1]
    for key, colour in (("WIP-1.1", Status.AMBER), ("WIP-2.1", Status.GREEN)):
        assert both.action(key).state.status is colour


def test_a_token_of_one_tenant_opens_no_door_of_the_other(both: Both) -> None:
    both.say(ADA, "status")
    council, icb = both.tenants[COUNCIL], both.tenants[ICB]
    activity = {**council.last, "id": "once-more", "text": "1.1 red, all is lost"}
    thief = Teams(council.connector, lambda: icb.address)
    try:
        # As it is; with the other's tenant in its body; and for the other's app.
        assert thief.bring(activity).status_code == 401
        moved = {
            **activity,
            "serviceUrl": icb.connector.service_url,
            "conversation": {**activity["conversation"], "tenantId": APPS[ICB].tenant},
            "channelData": {"tenant": {"id": APPS[ICB].tenant}},
        }
        assert thief.bring(moved).status_code == 401
        icbs = {"aud": APPS[ICB].app_id, "serviceurl": icb.connector.service_url}
        here = {**activity, "serviceUrl": icb.connector.service_url}
        assert thief.bring(here, **icbs).status_code == 403
    finally:
        thief.close()
    assert both.action("WIP-1.1").state.status is not Status.RED


def test_a_sign_in_that_fails_stops_its_own_connection_alone(both: Both) -> None:
    icb = both.tenants[ICB].connector
    both.advance(CALL - A_WHILE)
    before = both.read(NOOR)
    # What was given is taken back, and nothing new comes in time.
    icb.issuer.revoke()
    icb.rules.sign_in_takes = 1.0
    both.advance(CALL)
    both.advance(CALL + A_WHILE)
    assert "WIP-1.1 Recruit psychologists" in both.read(ADA)[-1]
    assert both.read(NOOR) == before
    both.say(ADA, "1.1 amber, two posts are open")
    assert "WIP-1.1 ▲ Amber" in both.read(ADA)[-1]
    with both.units.read() as uow:
        waiting = uow.outbox.listing(states=(SendState.QUEUED,))
    assert waiting
    assert {row.address.connection for row in waiting} == {ICB}
    assert all("sign-in" in (row.last_error or "") for row in waiting)

    icb.rules.sign_in_takes = 0.0

    def reached() -> bool:
        both.advance(both.clock.now() + timedelta(minutes=1))
        return both.read(NOOR) != before

    wait_until(reached, seconds=20)
    assert "WIP-2.1 One waiting list" in both.read(NOOR)[-1]
