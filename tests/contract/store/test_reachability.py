"""How somebody is reached is kept as it was told last, and who is not, since when and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.people import Person
from bot.domain.programme import Connection
from bot.ports import Reach
from store.errors import Contradiction
from store.unit_of_work import SqlUnits
from tests.contract.store.records import NOW, dm, small

ADA = Reach(connection="chat", native="ada", reference={"conversation": "a:1"}, seen_at=NOW)


@pytest.fixture(autouse=True)
def _connected(units: SqlUnits) -> None:
    with units.write() as uow:
        programme = small(uow).programme
        for name in ("chat", "other"):
            uow.programmes.save_connection(
                Connection(programme_id=programme.id, name=name, platform="teams")
            )
        uow.commit()


def test_what_was_told_last_is_kept(units: SqlUnits) -> None:
    with units.write() as uow:
        assert uow.reachability.get("chat", "ada") is None
        uow.reachability.keep(ADA)
        assert uow.reachability.get("chat", "ada") == ADA
        lost = replace(ADA, unreachable_since=NOW, reason="They have taken the app away.")
        uow.reachability.keep(lost)
        uow.commit()
    with units.read() as uow:
        assert uow.reachability.get("chat", "ada") == lost
        assert uow.reachability.get("other", "ada") is None


def test_who_was_heard_from_last_comes_first(units: SqlUnits) -> None:
    noor = Reach(connection="chat", native="noor", seen_at=NOW + timedelta(minutes=1))
    never = Reach(connection="chat", native="cy", unreachable_since=NOW, reason="Not there.")
    with units.write() as uow:
        for one in (ADA, never, noor, replace(ADA, connection="other")):
            uow.reachability.keep(one)
        uow.commit()
    with units.read() as uow:
        assert list(uow.reachability.of("chat")) == [noor, ADA, never]
        assert list(uow.reachability.of("chat", most=2)) == [noor, ADA]


def test_an_address_at_which_nothing_arrives_is_none_to_send_to(units: SqlUnits) -> None:
    with units.write() as uow:
        (programme,) = uow.programmes.all()
        person, other = (
            uow.people.save(Person(programme_id=programme.id, name=name))
            for name in ("Ada Quill", "Noor Bell")
        )
        first, second = dm("ada"), dm("ada", "other")
        uow.people.add_address(person.id, first, preferred=True)
        uow.people.add_address(person.id, second)
        uow.people.add_address(other.id, dm("noor"))
        uow.reachability.keep(ADA)
        assert uow.people.addresses(person.id) == [first, second]
        uow.reachability.keep(replace(ADA, unreachable_since=NOW, reason="Gone."))
        assert uow.people.addresses(person.id) == [second], "the next takes its place"
        assert uow.people.all_addresses(person.id) == [first, second]
        assert uow.people.addresses(other.id) == [dm("noor")]
        assert [one.id for one in uow.people.by_address("chat", "ada")] == [person.id]
        uow.reachability.keep(ADA)
        assert uow.people.addresses(person.id) == [first, second]


def test_there_is_nothing_to_reach_on_a_connection_that_is_not_there(units: SqlUnits) -> None:
    with units.write() as uow, pytest.raises(Contradiction):
        uow.reachability.keep(replace(ADA, connection="gone"))
