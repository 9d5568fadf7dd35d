"""Connecting a workspace: what the doctor says, and whom Slack knows by their e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.domain.health import Finding
from bot.domain.people import Person
from bot.domain.programme import Connection
from bot.platforms.slack.api import Api
from bot.platforms.slack.credentials import Credentials
from bot.platforms.slack.doctor import examine
from bot.platforms.slack.matching import Matching
from store.unit_of_work import SqlUnits
from tests.fakes.databases import file_units
from tests.fakes.slack_local import (
    APP_TOKEN,
    BOT_TOKEN,
    SIGNING_SECRET,
    STRANGER,
    LocalSlack,
    shared_slack,
)
from tests.fakes.slack_programme import ELG, enrol
from tests.fakes.slack_proxy import SlackProxy
from tests.fakes.westmere import BEGINS, CONNECTION


@pytest.fixture
def slack() -> LocalSlack:
    return shared_slack()


@pytest.fixture
def units(tmp_path: Path) -> Iterator[SqlUnits]:
    found = file_units(tmp_path / "record.db")
    enrol(found)
    yield found
    found.close()


CONNECTED = Connection(
    programme_id=1,
    name=CONNECTION,
    platform="slack",
    settings={
        "bot_token": "TOKEN",
        "app_token": "APP",
        "signing_secret": "SECRET",
        "api_url": "API",
    },
)


def told(url: str, *, seconds_off: float = 0, native: str = ELG.native) -> list[Finding]:
    environment = {
        "TOKEN": BOT_TOKEN,
        "APP": APP_TOKEN,
        "SECRET": SIGNING_SECRET,
        "API": f"{url}/api",
    }
    now = SystemClock().now() + timedelta(seconds=seconds_off)
    return list(examine(CONNECTED, environment, [replace(ELG, native=native)], now))


def test_a_connection_that_works_is_told_so(slack: LocalSlack) -> None:
    found = told(slack.url)
    assert [one for one in found if not one.well] == []
    words = " ".join(one.words for one in found)
    for part in ("Westmere", "clock agrees", "Socket Mode can be opened", "#executive-leadership"):
        assert part in words


def test_what_is_wrong_says_what_to_do(slack: LocalSlack) -> None:
    (skewed,) = [one for one in told(slack.url, seconds_off=400) if not one.well]
    assert "time server" in skewed.words
    (channel,) = [one for one in told(slack.url, native="C99GONE") if not one.well]
    assert "invite the bot" in channel.words
    proxy = SlackProxy(slack)
    proxy.go_away()
    (away,) = told(proxy.url)
    assert "cannot be reached" in away.words
    proxy.stop()
    (unset,) = examine(CONNECTED, {}, [], BEGINS)
    assert "is not set" in unset.words


class _Confirming(Api):
    """Says of whom it knows that their e-mail is confirmed, as Slack does and the tests' Slack does not."""

    def call(
        self, method: str, arguments: Mapping[str, Any], *, quick: bool = False
    ) -> dict[str, Any]:
        told = super().call(method, arguments, quick=quick)
        if method == "users.lookupByEmail":
            return {**told, "user": {**told["user"], "is_email_confirmed": True}}
        return told


def test_people_are_found_by_their_work_email(slack: LocalSlack, units: SqlUnits) -> None:
    with units.write() as uow:
        known = uow.people.save(
            Person(programme_id=1, name="Una Known", email="Una@westmere.example".lower())
        )
        nobody = uow.people.save(Person(programme_id=1, name="Ian Else", email="ian@else.example"))
        taken = uow.people.save(
            Person(programme_id=1, name="Ada Again", email="ada@westmere.example")
        )
        uow.commit()
    proxy = SlackProxy(slack)
    credentials = Credentials(bot_token=BOT_TOKEN, app_token=APP_TOKEN, api_url=f"{proxy.url}/api/")
    assert Matching(units, Api(credentials), CONNECTED).everybody(BEGINS) == 0, (
        "nobody says confirmed"
    )
    api = _Confirming(credentials)
    assert Matching(units, api, CONNECTED).everybody(BEGINS) == 1
    assert Matching(units, api, CONNECTED).everybody(BEGINS) == 0
    proxy.stop()
    with units.read() as uow:
        (match,) = uow.people.matches(1)
        assert (match.person_id, match.native) == (known.id, STRANGER)
        assert uow.people.all_addresses(known.id) == [], "before they say that it is them"
        assert uow.people.addresses(nobody.id) == []
        assert uow.people.addresses(taken.id) == [], "that account is Ada's"
        assert uow.audit.verify(1).broken_at is None
