"""Who can be reached: kept from what Teams tells, found by their e-mail, and given up where they want that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.messages import OutboundMessage, Outgoing, Paragraph, SendState, literal
from bot.domain.people import Address, Person
from bot.domain.programme_spec import PersonRow
from bot.domain.status import Status
from bot.handlers.programme_status import summary
from bot.platforms.teams.matching import Matching
from bot.ports import Reach
from tests.fakes.teams_connector import Trouble
from tests.fakes.teams_people import ADA, CHANNEL, CY, MEL, NOOR, STRANGER, TEAM, TENANT, User
from tests.fakes.teams_programme import ELG, PEOPLE, World, connection_of, dm_address, world
from tests.fakes.teams_screen import shown
from tests.fakes.westmere import CONNECTION

CALL = datetime(2023, 9, 29, 9, 0, tzinfo=UTC)


@pytest.fixture
def teams(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as found:
        yield found
        assert found.connector.seen.faults == []


@pytest.fixture
def unmatched(tmp_path: Path) -> Iterator[World]:
    """Nobody but the office has an address yet; leads are known by their e-mail."""
    known = {"Mel Tarn"}
    rows: tuple[PersonRow, ...] = tuple(
        row
        if row.name in known
        else replace(row, addresses=(), email=f"{row.name.split()[0].title()}@Westmere.example")
        for row in PEOPLE
    )
    with world(tmp_path, people=rows) as found:
        yield found
        assert found.connector.seen.faults == []


def reach(teams: World, native: str) -> Reach | None:
    with teams.units.read() as uow:
        return uow.reachability.get(CONNECTION, native)


def addresses(teams: World, user: User) -> list[Address]:
    with teams.units.read() as uow:
        people = {person.name: person for person in uow.people.of(teams.programme.id)}
        return list(uow.people.all_addresses(people[user.name].id))


def send(teams: World, key: str, address: Address) -> Outgoing:
    message = OutboundMessage(blocks=(Paragraph(runs=(literal(key),)),), summary=key)
    row = Outgoing(
        programme_id=teams.programme.id, address=address, key=key, message=message,
        not_before=teams.clock.now(),
    )  # fmt: skip
    with teams.units.write() as uow:
        uow.outbox.put(row)
        uow.commit()
    teams.bot.deliver()
    with teams.units.read() as uow:
        found = uow.outbox.by_key(key)
    assert found is not None
    return found


def test_where_somebody_was_heard_from_is_kept_and_refreshed(teams: World) -> None:
    teams.teams.say(ADA, "hello")
    kept = reach(teams, ADA.object_id)
    assert kept is not None
    assert kept.reference == {
        "conversation": teams.dm(ADA),
        "service_url": teams.connector.service_url,
        "tenant": TENANT,
        "kind": "personal",
    }
    old = replace(kept, reference={**kept.reference, "service_url": "http://127.0.0.1:9/teams"})
    with teams.units.write() as uow:
        uow.reachability.keep(old)
        uow.commit()
    teams.teams.say(ADA, "hello again")
    assert reach(teams, ADA.object_id) == kept
    teams.clock.move_to(teams.clock.now() + timedelta(hours=1))
    teams.teams.say(ADA, "and again")
    assert reach(teams, ADA.object_id) == kept, "nothing is written where nothing changed"


def test_a_channel_is_kept_with_its_team(teams: World) -> None:
    teams.teams.say(ADA, "status", CHANNEL)
    kept = reach(teams, CHANNEL)
    assert kept is not None
    assert (kept.reference["team"], kept.reference["kind"]) == (TEAM, "channel")
    assert reach(teams, ADA.object_id) is None, "she was not spoken to in private yet"


def test_who_takes_the_app_away_is_left_alone_and_the_office_told(teams: World) -> None:
    teams.teams.say(ADA, "hello")
    teams.bot.deliver()
    before = len(teams.posts(teams.dm(ADA)))
    teams.clock.move_to(CALL)
    teams.teams.uninstall(ADA)
    row = send(teams, "x", dm_address(ADA))
    assert row.state is SendState.FAILED
    assert "taken the app away" in (row.last_error or "")
    assert len(teams.posts(teams.dm(ADA))) == before, "though it might still have arrived"
    told = "\n".join(teams.read(teams.dm(MEL)))
    assert "Ada Quill cannot be reached any more. They have taken the app away" in told
    teams.teams.install(ADA)
    assert send(teams, "y", dm_address(ADA)).state is SendState.SENT
    with teams.units.read() as uow:
        assert uow.audit.verify(teams.programme.id).broken_at is None


def test_reminders_of_who_is_not_reached_go_to_the_office_and_come_back(teams: World) -> None:
    teams.teams.uninstall(ADA)
    teams.advance(CALL)
    assert teams.posts(teams.dm(ADA)) == []
    told = "\n".join(teams.read(teams.dm(MEL)))
    assert "Ada Quill cannot be reached. They have taken the app away" in told
    assert "WIP-1.1" in told
    with teams.units.read() as uow:
        found = summary(uow, uow.programmes.get(teams.programme.id), teams.clock.now())
    (lead,) = found.leads_unreachable
    assert (lead.name, "taken the app away" in lead.why) == ("Ada Quill", True)
    teams.teams.install(ADA)
    teams.advance(CALL + timedelta(days=21))
    assert teams.posts(teams.dm(ADA))


def test_where_the_app_was_taken_out_of_a_team_nothing_is_posted(teams: World) -> None:
    teams.teams.say(ADA, "status", CHANNEL)
    teams.teams.members_changed(ADA, TEAM, added=False)
    row = send(teams, "x", ELG)
    assert row.state is SendState.FAILED
    assert "taken out of this team" in (row.last_error or "")
    teams.teams.members_changed(ADA, TEAM, added=True)
    assert send(teams, "y", ELG).state is SendState.SENT


def test_a_lead_is_known_by_their_work_email_when_they_first_write(unmatched: World) -> None:
    assert addresses(unmatched, ADA) == []
    unmatched.teams.say(ADA, "1.1 green")
    (question,) = unmatched.answers(unmatched.dm(ADA), 1)
    assert "the work e-mail that we hold for Ada Quill" in shown(question.activity)
    assert "WIP" not in shown(question.activity)
    assert addresses(unmatched, ADA) == [], "before she says that it is her"
    assert unmatched.action("WIP-1.1").state.status is not Status.GREEN
    unmatched.teams.say(ADA, "1.1 green")
    assert addresses(unmatched, ADA) == [dm_address(ADA)]
    assert unmatched.action("WIP-1.1").state.status is Status.GREEN
    unmatched.teams.say(STRANGER, "1.1 red")
    (refusal,) = unmatched.answers(unmatched.dm(STRANGER), 1)
    assert "only talk to the people in it" in shown(refusal.activity)
    assert unmatched.action("WIP-1.1").state.status is Status.GREEN


def test_a_team_that_gets_the_app_brings_its_people(unmatched: World) -> None:
    unmatched.teams.members_changed(MEL, TEAM, added=True)
    unmatched.advance(CALL)
    for user in (ADA, NOOR, CY):
        assert addresses(unmatched, user) == []
        (question,) = unmatched.read(unmatched.dm(user))
        assert f"the work e-mail that we hold for {user.name}" in question, (
            "though they never wrote to it"
        )


def test_people_of_known_teams_are_found_at_the_start(unmatched: World) -> None:
    unmatched.teams.say(MEL, "status", CHANNEL)
    with unmatched.units.write() as uow:
        late = Person(
            programme_id=unmatched.programme.id, name="Ida Late", email="mel@westmere.example"
        )
        uow.people.save(late)
        uow.commit()
    matching = Matching(
        unmatched.units, unmatched.registration.connector, connection_of(unmatched.units)
    )
    assert matching.everybody(CALL) == 3
    assert matching.everybody(CALL) == 0
    with unmatched.units.read() as uow:
        people = {one.name: one for one in uow.people.of(unmatched.programme.id)}
        assert uow.people.all_addresses(people["Ida Late"].id) == [], "that account is Mel's"
        assert uow.audit.verify(unmatched.programme.id).broken_at is None


@pytest.mark.parametrize("trouble", [Trouble(when="before"), Trouble(when="before", status=502)])
def test_a_roster_that_cannot_be_told_stops_nobody(unmatched: World, trouble: Trouble) -> None:
    unmatched.connector.rules.trouble = lambda method, *_: trouble if method == "GET" else None
    assert unmatched.teams.members_changed(MEL, TEAM, added=True).status_code == 200
    unmatched.teams.say(ADA, "1.1 green")
    assert addresses(unmatched, ADA) == []
    unmatched.connector.rules.trouble = lambda *_: None
    unmatched.teams.say(ADA, "1.1 green")
    unmatched.bot.deliver()
    unmatched.teams.say(ADA, "yes")
    assert addresses(unmatched, ADA) == [dm_address(ADA)]
