"""``sendbot doctor teams``: what it asks of Microsoft and of the service, and what it says to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.clock import SystemClock
from bot.domain.health import Finding
from bot.domain.people import Address, Place
from bot.domain.programme import Connection
from bot.platforms.teams.doctor import examine
from bot.ports import Reach
from tests.fakes.server import serving
from tests.fakes.slack_local import free_port
from tests.fakes.teams_people import APP_ID, CHANNEL, OTHER_TENANT, TEAM, TENANT
from tests.fakes.teams_programme import ELG, SETTINGS, World, world
from tests.fakes.westmere import CONNECTION

CONNECTED = Connection(programme_id=1, name=CONNECTION, platform="teams", settings=SETTINGS)
IN_TEAM = Reach(connection=CONNECTION, native=CHANNEL, reference={"team": TEAM})


@pytest.fixture
def teams(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as found:
        yield found


@dataclass(kw_only=True)
class Asked:
    """What one run of the doctor found."""

    findings: list[Finding] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        return [one.words for one in self.findings if not one.well]

    @property
    def well(self) -> str:
        return "\n".join(one.words for one in self.findings if one.well)


def ask(
    teams: World,
    *,
    connection: Connection = CONNECTED,
    environment: dict[str, str] | None = None,
    channels: tuple[Address, ...] = (ELG,),
    reached: tuple[Reach, ...] = (),
    now: datetime | None = None,
    service: str | None = None,
    is_public: bool = False,
) -> Asked:
    given = teams.connector.environment() if environment is None else environment
    at = now or SystemClock().now()
    asked = examine(
        connection, given, channels, reached, at,
        service=service or teams.teams.address.removesuffix(f"/teams/{CONNECTION}"),
        is_public=is_public,
    )  # fmt: skip
    return Asked(findings=list(asked))


@contextmanager
def something_else(status: int = 200, *, elsewhere: bool = False) -> Iterator[str]:
    """A service that is not the bot's."""

    async def answer(_: Request) -> Response:
        return RedirectResponse("/sign-in") if elsewhere else Response("x", status_code=status)

    with serving(Starlette(routes=[Route("/{rest:path}", answer, methods=["POST"])])) as url:
        yield url


def test_a_connection_that_works_is_told_so(teams: World) -> None:
    found = ask(teams)
    assert found.wrong == []
    for part in (
        f"{TENANT}.",
        f"tokens to the app {APP_ID} for its secret",
        "signing keys can be fetched: 1",
        "clock agrees",
        "The bot answers at http://127.0.0.1:",
        "--address",
        f"the channel {CHANNEL}",
    ):
        assert part in found.well
    assert "--address" not in ask(teams, is_public=True).well


def test_settings_that_are_missing_are_all_that_is_told(teams: World) -> None:
    found = ask(teams, environment={})
    (told,) = found.wrong
    assert "is not set" in told
    assert found.well == ""


def test_tenants_that_may_come_are_told_and_must_be_ids(teams: World) -> None:
    allowed = replace(CONNECTED, allowed_tenants=(OTHER_TENANT,))
    assert f"{TENANT}, {OTHER_TENANT}." in ask(teams, connection=allowed).well
    (told,) = ask(teams, connection=replace(CONNECTED, allowed_tenants=("nhs.example",))).wrong
    assert "nhs.example" in told
    assert "Microsoft Entra ID" in told


def test_a_secret_that_is_not_accepted_is_told_and_never_shown(teams: World) -> None:
    environment = teams.connector.environment() | {"SECRET": "run-out-last-week"}
    found = ask(teams, environment=environment)
    (told,) = found.wrong
    assert "its secret has run out" in told
    assert "run-out-last-week" not in "\n".join((told, found.well))
    assert "channel" not in found.well, "nothing can be asked without a token"


def test_a_clock_that_is_wrong_is_told(teams: World) -> None:
    (told,) = ask(teams, now=SystemClock().now() + timedelta(seconds=400)).wrong
    assert "time server" in told


def test_microsoft_out_of_reach_is_told(teams: World) -> None:
    teams.connector.go_away()
    token, keys = ask(teams).wrong
    assert "sign-in cannot be reached" in token
    assert "signs with cannot be fetched" in keys


def test_a_service_that_does_not_run_is_told(teams: World) -> None:
    nothing = f"http://127.0.0.1:{free_port()}"
    (here,) = ask(teams, service=nothing).wrong
    assert "sendbot run" in here
    (outside,) = ask(teams, service=nothing, is_public=True).wrong
    assert "certificate" in outside


@pytest.mark.parametrize(
    ("status", "told"),
    [(404, "start the bot anew"), (401, "sign-in"), (502, "answers 502"), (200, "answers 200")],
)
def test_what_answers_in_the_bots_place_is_told(teams: World, status: int, told: str) -> None:
    with something_else(status) as url:
        (found,) = ask(teams, service=url, is_public=True).wrong
    assert told in found


def test_a_service_that_leads_elsewhere_is_told(teams: World) -> None:
    with something_else(elsewhere=True) as url:
        (found,) = ask(teams, service=url, is_public=True).wrong
    assert "leads elsewhere" in found


def test_a_running_bot_that_does_not_know_the_connection_is_told(teams: World) -> None:
    other = replace(CONNECTED, name="trust")
    (found,) = ask(teams, connection=other, channels=()).wrong
    assert "/teams/trust" in found
    assert "start the bot anew" in found


@pytest.mark.parametrize("native", ["#executive-leadership", "ELG"])
def test_a_channel_by_its_name_is_told(teams: World, native: str) -> None:
    (found,) = ask(teams, channels=(replace(ELG, native=native),)).wrong
    assert native in found
    assert "channel's link" in found


def test_a_channel_that_is_gone_or_without_the_app_is_told(teams: World) -> None:
    (gone,) = ask(teams, channels=(replace(ELG, native="19:gone@thread.tacv2"),)).wrong
    assert "There is no such channel" in gone
    reason = "The app was taken out of this team or chat: add it there, or name another channel."
    lost = replace(IN_TEAM, unreachable_since=SystemClock().now(), reason=reason)
    (removed,) = ask(teams, reached=(lost,)).wrong
    assert reason in removed


def test_other_connections_channels_and_people_are_left_alone(teams: World) -> None:
    elsewhere = replace(ELG, connection="other", native="#elsewhere")
    person = Address(connection=CONNECTION, place=Place.DM, native="somebody")
    assert ask(teams, channels=(elsewhere, person)).wrong == []
