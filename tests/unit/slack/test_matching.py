"""Whose account Slack names for an e-mail: what it does not say outright is no match."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from bot.domain.people import Address, MatchState, Person, Place
from bot.domain.programme import Connection, Programme
from bot.platforms.slack.api import Api
from bot.platforms.slack.matching import Matching
from bot.ports import NotSent, SendError
from store import open_units
from store.unit_of_work import SqlUnits

NOW = datetime(2023, 10, 2, 9, 30, tzinfo=UTC)
CONNECTION = Connection(programme_id=1, name="chat", platform="slack")
UNA = {"id": "U1", "team_id": "T1", "is_email_confirmed": True}


class Told:
    """Slack, which says this of whoever is looked up."""

    def __init__(self, user: Mapping[str, Any] | None, team: str | None = "T1") -> None:
        self._user = user
        self._team = team
        self.asked = 0

    def call(self, method: str, _arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        assert method == "users.lookupByEmail"
        self.asked += 1
        if self._user is None:
            raise NotSent(SendError.UNREACHABLE, "nobody")
        return {"user": self._user}

    def identity(self) -> Mapping[str, str]:
        return {} if self._team is None else {"team_id": self._team}


@pytest.fixture
def units() -> SqlUnits:
    units = open_units("sqlite://")
    with units.write() as uow:
        uow.programmes.save(Programme(code="p", name="Plan"))
        uow.programmes.save_connection(CONNECTION)
        uow.people.save(Person(programme_id=1, name="Una Known", email="Una@west.example"))
        uow.commit()
    return units


def match(units: SqlUnits, told: Told) -> int:
    return Matching(units, cast(Api, told), CONNECTION).everybody(NOW)


def test_an_account_with_a_confirmed_email_is_found_and_is_no_address_yet(units: SqlUnits) -> None:
    told = Told(UNA)
    assert match(units, told) == 1
    assert match(units, told) == 0
    assert told.asked == 1
    with units.read() as uow:
        (found,) = uow.people.matches(1)
        assert (found.native, found.state) == ("U1", MatchState.PENDING)
        assert uow.people.all_addresses(1) == []
        assert uow.people.by_address("chat", "U1") == []
        assert uow.outbox.listing() == [], "a programme that is quiet asks nobody"


@pytest.mark.parametrize(
    "user",
    [
        {**UNA, "is_email_confirmed": False},
        {**UNA, "is_email_confirmed": None},
        {**UNA, "is_email_confirmed": "true"},
        {name: value for name, value in UNA.items() if name != "is_email_confirmed"},
        {**UNA, "team_id": "T2"},
        {**UNA, "team_id": None},
        {name: value for name, value in UNA.items() if name != "team_id"},
        {**UNA, "deleted": True},
        {**UNA, "is_bot": True},
        None,
    ],
)
def test_what_slack_does_not_say_outright_is_no_match(
    units: SqlUnits, user: Mapping[str, Any] | None
) -> None:
    assert match(units, Told(user)) == 0
    with units.read() as uow:
        assert uow.people.matches(1) == []


def test_a_workspace_that_is_not_known_matches_nobody(units: SqlUnits) -> None:
    assert match(units, Told({**UNA, "team_id": None}, team=None)) == 0
    assert match(units, Told(UNA, team=None)) == 0


def test_an_account_that_is_somebodys_is_not_found_for_another(units: SqlUnits) -> None:
    with units.write() as uow:
        other = uow.people.save(Person(programme_id=1, name="Ada Quill"))
        address = Address(connection="chat", place=Place.DM, native="U1")
        uow.people.add_address(other.id, address, preferred=True)
        uow.commit()
    assert match(units, Told(UNA)) == 0


class Hurried(Told):
    """Slack, which knows nobody and answers two questions at a time."""

    def __init__(self) -> None:
        super().__init__(None)
        self.emails: list[str] = []

    def call(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        if self.asked == 2:
            self.asked = 0
            raise NotSent(SendError.RATE_LIMITED, "Not so fast.", retry_after=1)
        self.emails.append(arguments["email"].partition("@")[0])
        return super().call(method, arguments)


def test_after_a_limit_the_next_are_asked_about_and_not_the_first_again(units: SqlUnits) -> None:
    with units.write() as uow:
        for name in ("ada", "ben", "cy", "dee"):
            uow.people.save(Person(programme_id=1, name=name.title(), email=f"{name}@west.example"))
        uow.commit()
    told = Hurried()
    matching = Matching(units, cast(Api, told), CONNECTION)
    for _ in range(2):
        with pytest.raises(NotSent):
            matching.everybody(NOW)
    assert told.emails == ["Una", "ada", "ben", "cy"]
    with pytest.raises(NotSent):
        matching.everybody(NOW)
    assert told.emails[4:] == ["dee", "Una"]
