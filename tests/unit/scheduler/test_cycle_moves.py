"""R9 and R10: meetings entered, moved, cancelled and worked out, before and after the digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.calendar import Every, Meeting, Rhythm, to_local
from bot.domain.cycle import DigestState
from bot.domain.errors import PlanRefused
from bot.domain.messages import Outgoing
from bot.domain.status import Status
from bot.handlers import meetings
from tests.unit.scheduler.cycle_world import BOARD_DAY, CycleWorld, in_room
from tests.unit.scheduler.world import at

DIGEST = date(2023, 10, 16)


def world_with_action() -> CycleWorld:
    world = CycleWorld()
    world.action("PA1-1.1.1", world.person("Ada Quill", "Council"))
    return world


def heads(sent: list[Outgoing]) -> list[str]:
    """When something of its own was posted in the channel, threads left out."""
    return [f"{to_local(r.not_before):%-d %b %H:%M}" for r in in_room(sent) if r.parent_key is None]


def threads(sent: list[Outgoing]) -> list[Outgoing]:
    return [row for row in in_room(sent) if row.parent_key is not None]


def board(world: CycleWorld) -> list[Meeting]:
    with world.units.read() as uow:
        return [m for m in uow.meetings.of(world.programme.id) if m.body == "BOARD"]


def test_moved_before_the_digest_it_goes_before_the_new_date() -> None:
    world = world_with_action()
    meeting = world.add()
    world.until(at(date(2023, 10, 10), "12:00"))
    moved = world.move(meeting, date(2023, 10, 31), at(date(2023, 10, 10), "12:00"))
    assert moved.id == meeting.id
    assert moved.original_day == BOARD_DAY
    sent = world.until(at(date(2023, 10, 31), "12:00"), since=at(date(2023, 10, 10), "12:00"))
    assert heads(sent) == ["23 Oct 09:30"]
    assert world.digest(meeting).edition == 1  # type: ignore[union-attr]


def test_moved_by_ten_working_days_after_the_digest_there_is_no_second_one() -> None:
    world = world_with_action()
    meeting = world.add()
    world.until(at(DIGEST, "12:00"))
    world.move(meeting, date(2023, 11, 7), at(DIGEST, "12:00"))
    sent = world.until(at(date(2023, 11, 7), "12:00"), since=at(DIGEST, "12:00"))
    assert in_room(sent) == []


def test_the_changes_then_come_the_day_before_the_new_date() -> None:
    world = world_with_action()
    meeting = world.add()
    world.until(at(DIGEST, "12:00"))
    world.move(meeting, date(2023, 11, 7), at(DIGEST, "12:00"))
    with world.units.read() as uow:
        action = uow.actions.of_plan(world.plan.id)[0]
        ada = uow.people.get(action.people[0])
    world.report(action, ada, at(date(2023, 10, 26), "12:00"), Status.RED)
    sent = world.until(at(date(2023, 11, 7), "12:00"), since=at(DIGEST, "12:00"))
    assert heads(sent) == []
    assert {f"{to_local(r.not_before):%-d %b}" for r in threads(sent)} == {"6 Nov"}


def test_moved_further_there_is_a_second_edition_with_a_cycle_of_its_own() -> None:
    world = world_with_action()
    meeting = world.add()
    world.until(at(DIGEST, "12:00"))
    world.move(meeting, date(2023, 11, 14), at(DIGEST, "12:00"))
    sent = world.until(at(date(2023, 11, 14), "12:00"), since=at(DIGEST, "12:00"))
    assert heads(sent) == ["6 Nov 09:30"]
    assert world.digest(meeting).edition == 2  # type: ignore[union-attr]
    assert world.digest(meeting, 1).state is DigestState.POSTED  # type: ignore[union-attr]
    second = world.steps(meeting, 2)
    assert second["call"] == "done"
    assert second["cut_off"] == "done"
    assert second["digest"] == "done"


def test_moved_forward_and_back_again_nothing_is_sent_twice() -> None:
    world = world_with_action()
    meeting = world.add()
    world.until(at(DIGEST, "12:00"))
    far = world.move(meeting, date(2023, 11, 14), at(DIGEST, "12:00"))
    world.move(far, BOARD_DAY, at(DIGEST, "12:30"))
    sent = world.until(at(BOARD_DAY, "12:00"), since=at(DIGEST, "12:30"))
    assert in_room(sent) == []


def test_moved_earlier_before_the_cut_off_leads_have_the_days_that_are_left() -> None:
    world = world_with_action()
    meeting = world.add()
    when = at(date(2023, 10, 2), "12:00")
    world.until(when)
    world.move(meeting, date(2023, 10, 17), when)
    sent = world.until(at(date(2023, 10, 17), "12:00"), since=when)
    # From 3 October ten working days are left: cut-off on day 8, draft on day 7, digest on day 6.
    told = {r.key.split(":")[0]: f"{to_local(r.not_before):%-d %b %H:%M}" for r in sent}
    assert told["silent"] == "5 Oct 17:00"
    assert told["draft"] == "6 Oct 09:30"
    assert heads(sent) == ["9 Oct 09:30"]
    assert [r for r in sent if r.key.startswith("day:")] == []


def test_moved_earlier_after_the_cut_off_the_digest_keeps_to_its_days() -> None:
    world = world_with_action()
    meeting = world.add()
    when = at(date(2023, 10, 9), "12:00")
    world.until(when)
    moved = world.move(meeting, date(2023, 10, 20), when)
    assert moved.entered_at == meeting.entered_at
    sent = world.until(at(date(2023, 10, 20), "12:00"), since=when)
    assert heads(sent) == ["12 Oct 09:30"]


def test_cancelled_before_the_digest_its_steps_are_skipped() -> None:
    world = world_with_action()
    meeting = world.add()
    when = at(date(2023, 10, 13), "12:00")
    world.until(when)
    world.cancel(meeting, when)
    sent = world.until(at(BOARD_DAY, "12:00"), since=when)
    assert in_room(sent) == []
    assert world.steps(meeting)["draft"] == "done"
    assert world.steps(meeting)["digest"] == "skipped"
    assert world.steps(meeting)["changes"] == "skipped"
    assert world.digest(meeting).state is DigestState.CANCELLED  # type: ignore[union-attr]


def test_cancelled_after_the_digest_one_notice_goes_into_its_thread() -> None:
    world = world_with_action()
    meeting = world.add()
    when = at(date(2023, 10, 18), "12:00")
    world.until(when)
    world.cancel(meeting, when)
    world.cancel(meeting, when)
    sent = world.until(at(BOARD_DAY, "12:00"), since=when)
    assert heads(sent) == []
    (notice,) = threads(sent)
    assert notice.not_before == when


def test_cancelled_in_the_evening_the_notice_waits_for_the_morning() -> None:
    world = world_with_action()
    meeting = world.add()
    when = at(date(2023, 10, 18), "19:00")
    world.until(when)
    world.cancel(meeting, when)
    sent = world.until(at(BOARD_DAY, "12:00"), since=when)
    (notice,) = threads(sent)
    assert notice.not_before == at(date(2023, 10, 19), "09:30")


def test_after_a_cancelled_meeting_the_cycle_runs_on_to_the_next() -> None:
    world = world_with_action()
    first, second = world.add(), world.add(date(2023, 11, 28))
    world.until(at(date(2023, 10, 18), "12:00"))
    world.cancel(first, at(date(2023, 10, 18), "12:00"))
    sent = world.until(at(date(2023, 11, 28), "12:00"), since=at(date(2023, 10, 18), "12:00"))
    assert heads(sent) == ["20 Nov 09:30"]
    assert world.steps(second)["call"] == "done"


def test_adding_a_meeting_twice_is_adding_it_once() -> None:
    world = CycleWorld()
    assert world.add() == world.add()
    assert len(board(world)) == 1


def test_a_body_nobody_knows_is_refused_by_name() -> None:
    world = CycleWorld()
    with world.units.write() as uow, pytest.raises(PlanRefused, match='no body "SIB"'):
        meetings.add(uow, world.programme, "SIB", BOARD_DAY, time(10), at(DIGEST, "12:00"))


def test_what_cannot_be_moved() -> None:
    world = CycleWorld()
    first, second = world.add(), world.add(date(2023, 11, 28))
    when = at(date(2023, 9, 5), "12:00")
    with world.units.write() as uow, pytest.raises(PlanRefused, match="meets on 28 November 2023"):
        meetings.move(uow, first.id, second.day, when)
    world.cancel(first, when)
    with world.units.write() as uow, pytest.raises(PlanRefused, match="was cancelled"):
        meetings.move(uow, first.id, date(2023, 10, 31), when)


def test_every_change_of_the_calendar_is_in_the_audit_chain() -> None:
    world = CycleWorld()
    meeting = world.add()
    world.move(meeting, date(2023, 10, 31), at(date(2023, 9, 5), "12:00"))
    world.cancel(meeting, at(date(2023, 9, 6), "12:00"))
    with world.units.read() as uow:
        kinds = [
            entry.event.kind
            for entry in uow.audit.of_subject(world.programme.id, f"meeting:{meeting.id}")
        ]
    assert kinds[:3] == ["meeting_added", "meeting_moved", "meeting_cancelled"]


# --- rhythms --------------------------------------------------------------------------------------


def give_rhythms(world: CycleWorld, when: date, *rhythms: Rhythm) -> tuple[Meeting, ...]:
    with world.units.write() as uow:
        uow.meetings.save_rhythms(world.programme.id, "BOARD", rhythms)
        added = meetings.extend_rhythms(uow, world.programme, at(when, "12:00"))
        uow.commit()
    return added


MONTHLY = Rhythm(body="BOARD", every=Every.MONTHLY, first=date(2023, 9, 26))
SIX_WEEKLY = Rhythm(body="BOARD", every=Every.SIX_WEEKLY, first=date(2024, 2, 20))


def planned(world: CycleWorld) -> list[date]:
    return [m.day for m in board(world) if not m.cancelled]


def test_a_rhythm_becomes_meetings_a_year_ahead_and_only_once() -> None:
    world = CycleWorld()
    added = give_rhythms(world, date(2023, 9, 27), MONTHLY)
    assert added[0].day == BOARD_DAY
    assert added[-1].day == date(2024, 9, 24)
    assert give_rhythms(world, date(2023, 9, 27), MONTHLY) == ()
    assert [m.day for m in give_rhythms(world, date(2023, 10, 25), MONTHLY)] == [date(2024, 10, 22)]


def test_from_monthly_to_six_weekly() -> None:
    world = CycleWorld()
    give_rhythms(world, date(2023, 9, 27), MONTHLY)
    give_rhythms(world, date(2024, 1, 10), MONTHLY, SIX_WEEKLY)
    assert [day for day in planned(world) if day >= date(2024, 1, 1)][:4] == [
        date(2024, 1, 23),
        date(2024, 2, 20),
        date(2024, 4, 2),
        date(2024, 5, 14),
    ]


def test_a_meeting_moved_or_cancelled_by_hand_does_not_come_back() -> None:
    world = CycleWorld()
    october, november, *_ = give_rhythms(world, date(2023, 9, 27), MONTHLY)
    world.move(october, date(2023, 10, 26), at(date(2023, 9, 28), "12:00"))
    world.cancel(november, at(date(2023, 9, 28), "12:00"))
    assert give_rhythms(world, date(2023, 9, 28), MONTHLY) == ()
    assert planned(world)[:2] == [date(2023, 10, 26), date(2023, 12, 27)]


def test_a_listed_meeting_is_the_rhythms_own_and_stays_cancelled() -> None:
    world = CycleWorld()
    listed = world.add()
    give_rhythms(world, date(2023, 9, 27), MONTHLY)
    assert planned(world).count(BOARD_DAY) == 1
    world.cancel(listed, at(date(2023, 9, 28), "12:00"))
    give_rhythms(world, date(2023, 9, 28), MONTHLY)
    assert BOARD_DAY not in planned(world)


def test_a_rhythm_that_comes_back_brings_its_meetings_back() -> None:
    world = CycleWorld()
    give_rhythms(world, date(2024, 1, 10), MONTHLY)
    give_rhythms(world, date(2024, 1, 10), MONTHLY, SIX_WEEKLY)
    give_rhythms(world, date(2024, 1, 10), MONTHLY)
    assert planned(world)[:3] == [date(2024, 1, 23), date(2024, 2, 27), date(2024, 3, 26)]


def test_a_body_without_meetings_is_reviewed_every_quarter() -> None:
    world = world_with_action()  # imported on 4 September 2023
    world.tick(at(date(2023, 9, 4), "08:00"))
    with world.units.write() as uow:
        meetings.extend_rhythms(uow, world.programme, at(date(2023, 9, 4), "09:00"))
        uow.commit()
    assert planned(world) == [
        date(2023, 12, 4),
        date(2024, 3, 4),
        date(2024, 6, 4),
    ]
    sent = world.until(at(date(2023, 12, 5), "12:00"), since=at(date(2023, 9, 4), "09:00"))
    assert heads(sent) == ["24 Nov 09:30"]


def test_a_real_meeting_takes_the_place_of_the_reviews() -> None:
    world = CycleWorld()
    with world.units.write() as uow:
        meetings.extend_rhythms(uow, world.programme, at(date(2023, 9, 4), "09:00"))
        uow.commit()
    world.add()
    assert planned(world) == [BOARD_DAY]
    with world.units.write() as uow:
        again = meetings.extend_rhythms(uow, world.programme, at(date(2023, 9, 5), "09:00"))
    assert again == ()


def test_another_bodys_meetings_make_no_cycle() -> None:
    world = world_with_action()
    with world.units.write() as uow:
        group = meetings.add(
            uow, world.programme, "ELG", BOARD_DAY, time(10), at(date(2023, 9, 4), "08:00")
        )
        world.plan = uow.plans.save(replace(world.plan, reporting_body="BOARD"))
        uow.commit()
    far = world.add(date(2024, 6, 25))
    sent = world.until(at(BOARD_DAY, "12:00"))
    assert sent == []
    assert world.steps(group) == world.steps(far) == {}
