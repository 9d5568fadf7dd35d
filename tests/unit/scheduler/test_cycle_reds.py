"""R8: an action that has turned red is told upwards the same day, privately and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.domain.actions import Action
from bot.domain.calendar import to_local
from bot.domain.cycle import Digest, DigestState
from bot.domain.messages import Outgoing
from bot.domain.people import Person
from bot.domain.programme import ProgrammeState
from bot.domain.status import Status
from bot.domain.updates import Update, apply
from bot.handlers.escalations import forget_red, tell_new_red
from tests.unit.scheduler.cycle_world import CycleWorld, in_room, texts
from tests.unit.scheduler.world import at

DAY = date(2023, 10, 3)


def tell(world: CycleWorld, action: Action, when: datetime) -> list[Outgoing]:
    with world.units.write() as uow:
        tell_new_red(uow, world.programme, action, when)
        uow.commit()
    return [row for row in world.outbox() if "red:" in row.key]


def times(rows: list[Outgoing]) -> set[str]:
    return {f"{to_local(row.not_before):%-d %b %H:%M}" for row in rows}


def reported(world: CycleWorld, when: datetime, status: Status = Status.RED) -> Action:
    ada = world.person("Ada Quill", "Council")
    action = world.action("PA1-1.1.1", ada)
    world.report(action, ada, at(date(2023, 9, 20), "12:00"), Status.GREEN)
    return world.report(action, ada, when, status)


def test_partnership_leads_of_both_organisations_and_the_office_hear_at_once() -> None:
    world = CycleWorld()
    rows = tell(world, reported(world, at(DAY, "14:00")), at(DAY, "14:00"))
    assert {row.person_id for row in rows} == {world.petra.id, world.nora.id, world.office.id}
    assert times(rows) == {"3 Oct 14:00"}
    (told,) = texts(world.petra, rows)
    assert "New ◆ Red (was ● Green), reported by Ada Quill." in told
    assert "still to come" in told
    assert in_room(rows) == []


@pytest.mark.parametrize(
    ("when", "goes"),
    [
        ("2023-10-03T17:00", "4 Oct 09:30"),
        ("2023-10-03T08:15", "3 Oct 09:30"),
        ("2023-10-06T18:00", "9 Oct 09:30"),
        ("2023-12-22T17:30", "27 Dec 09:30"),
        ("2023-10-27T20:00", "30 Oct 09:30"),  # the clocks go back between
    ],
)
def test_outside_the_hours_it_waits_for_the_next_send_time(when: str, goes: str) -> None:
    world = CycleWorld()
    now = at(date.fromisoformat(when[:10]), when[11:])
    assert times(tell(world, reported(world, now), now)) == {goes}


def test_told_again_on_the_same_day_it_is_told_once() -> None:
    world = CycleWorld()
    action = reported(world, at(DAY, "14:00"))
    once = tell(world, action, at(DAY, "14:00"))
    assert tell(world, action, at(DAY, "16:00")) == once


def test_whoever_reported_it_needs_no_telling() -> None:
    world = CycleWorld()
    action = world.action("PA1-1.1.1", world.petra)
    action = world.report(action, world.petra, at(DAY, "14:00"), Status.RED)
    rows = tell(world, action, at(DAY, "14:00"))
    assert {row.person_id for row in rows} == {world.nora.id, world.office.id}


def test_in_a_shadow_cycle_only_the_office_hears() -> None:
    world = CycleWorld(state=ProgrammeState.SHADOW)
    rows = tell(world, reported(world, at(DAY, "14:00")), at(DAY, "14:00"))
    assert {row.person_id for row in rows} == {world.office.id}
    assert all("Shadow cycle" in text for text in texts(world.office, rows))


@pytest.mark.parametrize("state", [ProgrammeState.QUIET, ProgrammeState.PAUSED])
def test_a_programme_that_does_not_speak_tells_nobody(state: ProgrammeState) -> None:
    world = CycleWorld(state=state)
    assert tell(world, reported(world, at(DAY, "14:00")), at(DAY, "14:00")) == []


def test_a_dispute_that_settles_on_red_is_a_new_red_and_told_once() -> None:
    world = CycleWorld()
    ada, bo = world.person("Ada Quill", "Council"), world.person("Bo Finch", "NHS")
    action = world.action("PA1-1.1.1", ada, bo)
    world.add()
    world.report(action, ada, at(DAY, "12:00"), Status.GREEN)
    settles = at(date(2023, 10, 5), "17:00")
    with world.units.write() as uow:
        dispute = uow.actions.add_update(
            Update(
                action_id=action.id,
                person_id=bo.id,
                organisation="NHS",
                at=at(DAY, "13:00"),
                batch="dispute",
                status=Status.RED,
                position="No panel has met",
                new_round=False,
                settles_at=settles,
            )
        )
        now = uow.actions.get(action.id)
        uow.actions.save(replace(now, state=apply(now.state, dispute)))
        uow.cycles.set_next_due(world.programme.id, at(DAY, "13:00"))
        uow.commit()
    world.tick(at(DAY, "13:00"))
    assert world.next_due() is not None
    sent = world.until(at(date(2023, 10, 10), "12:00"), since=at(DAY, "14:00"))
    reds = [row for row in sent if row.key.startswith("red:")]
    assert {row.person_id for row in reds} == {world.petra.id, world.nora.id, world.office.id}
    assert times(reds) == {"6 Oct 09:30"}
    assert "Now: No panel has met" in texts(world.petra, reds)[0]


def its_lead(world: CycleWorld, action: Action) -> Person:
    with world.units.read() as uow:
        return uow.people.get(action.people[0])


def withdraw(world: CycleWorld, action: Action, when: datetime) -> list[Outgoing]:
    """Its lead says amber after all, as the updates handler does it."""
    after = world.report(action, its_lead(world, action), when, Status.AMBER)
    with world.units.write() as uow:
        forget_red(uow, world.programme, after)
        uow.commit()
    return [row for row in world.outbox() if row.key.startswith("over:")]


def test_a_red_withdrawn_before_it_was_told_is_told_to_nobody() -> None:
    world = CycleWorld()
    action = reported(world, at(DAY, "18:00"))
    tell(world, action, at(DAY, "18:00"))
    assert withdraw(world, action, at(DAY, "19:00")) == []
    assert world.until(at(date(2023, 10, 4), "12:00"), since=at(DAY, "19:00")) == []


def test_a_red_withdrawn_after_it_was_told_is_told_to_the_same_people_once() -> None:
    world = CycleWorld()
    action = reported(world, at(DAY, "14:00"))
    tell(world, action, at(DAY, "14:00"))
    world.deliver(at(DAY, "14:05"))
    rows = withdraw(world, action, at(DAY, "15:00"))
    assert {row.person_id for row in rows} == {world.petra.id, world.nora.id, world.office.id}
    (said,) = texts(world.petra, rows)
    assert "PA1-1.1.1 is no longer ◆ Red" in said
    assert withdraw(world, action, at(DAY, "15:30")) == rows


def test_red_once_more_on_the_same_day_is_told_once_more() -> None:
    world = CycleWorld()
    action = reported(world, at(DAY, "14:00"))
    tell(world, action, at(DAY, "14:00"))
    world.deliver(at(DAY, "14:05"))
    withdraw(world, action, at(DAY, "15:00"))
    again = world.report(action, its_lead(world, action), at(DAY, "16:00"), Status.RED)
    rows = tell(world, again, at(DAY, "16:00"))
    assert len([row for row in rows if row.key.startswith("red:")]) == 6
    assert tell(world, again, at(DAY, "16:10")) == rows


def test_what_a_paper_has_told_is_not_withdrawn_behind_it() -> None:
    world = CycleWorld()
    meeting = world.add()
    action = reported(world, at(DAY, "14:00"))
    tell(world, action, at(DAY, "14:00"))
    world.deliver(at(DAY, "14:05"))
    with world.units.write() as uow:
        uow.cycles.save_digest(
            Digest(
                plan_id=world.plan.id,
                meeting_id=meeting.id,
                drafted_at=at(DAY, "14:10"),
                posted_at=at(DAY, "14:10"),
                state=DigestState.POSTED,
            )
        )
        uow.commit()
    assert withdraw(world, action, at(DAY, "15:00")) == []
