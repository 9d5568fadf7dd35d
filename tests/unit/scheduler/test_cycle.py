"""R8 and R10 as they happen: call, chaser, partnership lead, cut-off, assurance, draft, digest, changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.calendar import to_local
from bot.domain.cycle import DigestState
from bot.domain.dates import Due
from bot.domain.messages import Outgoing
from bot.domain.people import Person
from bot.domain.policy import CyclePolicy, Policy
from bot.domain.programme import ProgrammeState, RequestKind
from bot.domain.requests import Request
from bot.domain.status import Status
from bot.domain.verbs import Verb
from bot.handlers import digests
from bot.handlers.digest_facts import facts_now
from bot.handlers.escalations import hold
from tests.unit.scheduler.cycle_world import CycleWorld, in_room, texts
from tests.unit.scheduler.world import at

CALL = date(2023, 9, 28)
CHASER = date(2023, 10, 4)
LEAD_TOLD = date(2023, 10, 5)
CUT_OFF = date(2023, 10, 6)
ASSURANCE = date(2023, 10, 9)
DRAFT = date(2023, 10, 12)
DIGEST = date(2023, 10, 16)
CHANGES = date(2023, 10, 23)
BOARD = date(2023, 10, 24)

ALL_DONE = dict.fromkeys(
    (
        "call",
        "chaser",
        "partnership_lead",
        "cut_off",
        "assurance",
        "draft",
        "digest",
        "changes",
    ),
    "done",
)


def sent_at(rows: list[Outgoing]) -> set[str]:
    return {f"{to_local(row.not_before):%-d %b %H:%M}" for row in rows}


def escalated(world: CycleWorld, sent: list[Outgoing]) -> dict[str, tuple[str, ...]]:
    """Key prefix and first name → items, of the private messages of the ladder."""
    names = {p.id: p.first_name for p in (world.petra, world.nora, world.office, world.chair)}
    return {
        f"{row.key.split(':')[0]} {names[row.person_id]}": tuple(
            block.key for block in row.message.blocks if block.type == "status_row"
        )
        for row in sent
        if row.person_id in names and row.key.split(":")[0] in ("partnership-lead", "silent")
    }


def test_the_whole_ladder_for_somebody_who_says_nothing() -> None:
    world = CycleWorld()
    ada, bo = world.person("Ada Quill", "Council"), world.person("Bo Finch", "NHS")
    joint = world.action("PA1-1.1.1", ada, bo)
    world.action("PA1-1.1.2", ada)
    meeting = world.add()
    sent = world.until(at(BOARD, "12:00"))
    assert joint.people == (ada.id, bo.id)
    assert world.steps(meeting) == ALL_DONE
    assert escalated(world, sent) == {
        "partnership-lead Petra": ("PA1-1.1.1", "PA1-1.1.2"),
        "partnership-lead Nora": ("PA1-1.1.1",),
        "silent Olive": ("PA1-1.1.1", "PA1-1.1.2"),
    }
    assert sent_at([r for r in sent if r.person_id == ada.id]) == {"28 Sep 09:30", "4 Oct 09:30"}
    assert sent_at([r for r in sent if r.key.startswith("partnership-lead")]) == {"5 Oct 09:30"}
    assert sent_at([r for r in sent if r.key.startswith("silent")]) == {"6 Oct 17:00"}
    assert sent_at(in_room(sent)) == {"16 Oct 09:30"}
    # In the channel silence is a count, never a name (R8).
    room = " ".join(str(row.message) for row in in_room(sent))
    assert "Two updates outstanding" in room
    assert "Quill" not in room
    assert "Finch" not in room


def test_the_partnership_lead_reads_who_was_asked_when_and_until_when_it_counts() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    world.add()
    (told,) = texts(world.petra, world.until(at(LEAD_TOLD, "12:00")))
    assert "Ada Quill was asked on 28 September and 4 October and knows" in told
    assert "5pm on Fri 6 Oct" in told
    assert "5pm on Wed 11 Oct" in told
    assert "the 24 October Improvement Board" in told
    assert "[Update] [Ask the office to hold]" in told


def test_whoever_answers_is_neither_chased_nor_named() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    one, two = world.action("PA1-1.1.1", ada), world.action("PA1-1.1.2", ada)
    meeting = world.add()
    sent = world.until(at(date(2023, 9, 29), "12:00"))
    world.report(one, ada, at(date(2023, 9, 29), "12:30"))
    sent += world.until(at(date(2023, 10, 5), "08:00"), since=at(date(2023, 9, 29), "13:00"))
    chased = texts(ada, sent)[-1]
    assert "PA1-1.1.2" in chased
    assert "PA1-1.1.1" not in chased
    world.report(two, ada, at(date(2023, 10, 5), "08:30"))
    rest = world.until(at(CUT_OFF, "17:30"), since=at(date(2023, 10, 5), "09:00"))
    assert escalated(world, rest) == {"silent Olive": ()}
    assert "nothing is outstanding" in texts(world.office, rest)[-1]
    assert world.steps(meeting)["partnership_lead"] == "done"


def test_an_update_up_to_five_working_days_before_the_call_is_an_answer() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    fresh, stale = world.action("PA1-1.1.1", ada), world.action("PA1-1.1.2", ada)
    world.add()
    world.report(fresh, ada, at(date(2023, 9, 21), "12:00"), Status.AMBER)
    world.report(stale, ada, at(date(2023, 9, 20), "12:00"), Status.AMBER)
    (call,) = texts(ada, world.until(at(CALL, "12:00")))
    assert "PA1-1.1.2" in call
    assert "PA1-1.1.1" not in call


def test_the_call_asks_about_what_is_off_green_overdue_or_not_updated_this_cycle() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    long_ago = at(date(2023, 9, 13), "12:00")
    for number, status in enumerate(
        (Status.GREEN, Status.GREY, Status.AMBER, Status.RED, Status.NOT_REPORTED), 1
    ):
        action = world.action(f"PA1-1.1.{number}", ada)
        if status is not Status.NOT_REPORTED:
            world.report(action, ada, long_ago, status)
    world.report(
        world.action("PA1-2.1.1", ada, due=date(2023, 9, 22), historic=True), ada, long_ago
    )
    silent = world.report(
        world.action("PA1-2.1.2", ada), ada, at(date(2023, 9, 7), "12:00"), Status.GREEN
    )
    for key, change in (
        ("PA1-3.1.1", {"closed_on": date(2023, 9, 20)}),
        ("PA1-3.1.2", {"withdrawn": True}),
        ("PA1-3.1.3", {"redate_request_id": 1}),
    ):
        world.change(world.action(key, ada), long_ago, **change)
    # The cycle began with the cut-off before the September Board: 8 September.
    world.add(date(2023, 9, 26), at(date(2023, 7, 3), "09:00"))
    world.add()
    assert silent.key == "PA1-2.1.2"
    call = texts(ada, world.until(at(CALL, "12:00"), since=at(date(2023, 9, 27), "12:00")))[-1]
    asked = {f"PA1-{n}" for n in ("1.1.3", "1.1.4", "1.1.5", "2.1.1", "2.1.2")}
    assert {key for key in (f"PA1-{p}" for p in ALL_REFS) if key in call} == asked


ALL_REFS = (
    "1.1.1",
    "1.1.2",
    "1.1.3",
    "1.1.4",
    "1.1.5",
    "2.1.1",
    "2.1.2",
    "3.1.1",
    "3.1.2",
    "3.1.3",
)


def test_a_rung_that_is_the_lead_themselves_is_skipped() -> None:
    world = CycleWorld()
    own = world.action("PA1-1.1.1", world.petra)
    world.add()
    sent = world.until(at(CUT_OFF, "17:30"))
    assert own.people == (world.petra.id,)
    assert escalated(world, sent) == {"silent Olive": ("PA1-1.1.1",)}


def test_an_office_that_is_the_partnership_lead_is_not_told_twice() -> None:
    world = CycleWorld()
    ada, bo = world.person("Ada Quill", "Council"), world.person("Bo Finch", "NHS")
    world.action("PA1-1.1.1", ada)
    world.action("PA1-1.1.2", bo)
    world.office = world.changed(
        world.office, organisation="Council", partnership_leads=frozenset({"PA1"})
    )
    world.petra = world.changed(world.petra, partnership_leads=frozenset())
    world.add()
    assert escalated(world, world.until(at(CUT_OFF, "17:30"))) == {
        "partnership-lead Olive": ("PA1-1.1.1",),
        "partnership-lead Nora": ("PA1-1.1.2",),
        "silent Olive": ("PA1-1.1.2",),
    }


def test_a_lead_whose_organisation_has_no_partnership_lead_goes_to_the_office() -> None:
    world = CycleWorld()
    cal = world.person("Cal Dunn", "Academy Trust")
    world.action("PA1-1.1.1", cal)
    world.add()
    assert escalated(world, world.until(at(CUT_OFF, "17:30"))) == {"silent Olive": ("PA1-1.1.1",)}


def test_nobody_is_told_before_the_lead_is() -> None:
    # Wednesday's chaser waits for the Friday on which this lead works: too late for Thursday's rung.
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council", days=(3, 4))
    world.action("PA1-1.1.1", ada)
    world.changed(ada, pattern=replace(ada.pattern, weekdays=frozenset({4})))
    world.add()
    sent = world.until(at(CUT_OFF, "17:30"))
    assert escalated(world, sent) == {"silent Olive": ("PA1-1.1.1",)}


def test_the_office_hears_the_day_before_and_can_hold_one() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    one = world.action("PA1-1.1.1", ada)
    world.action("PA1-1.1.2", ada)
    world.add()
    sent = world.until(at(CHASER, "12:00"))
    (heads_up,) = [r for r in sent if r.key.startswith("told-tomorrow")]
    verbs = [
        (b.verb, b.item)
        for block in heads_up.message.blocks
        if block.type == "buttons"
        for b in block.buttons
    ]
    assert verbs == [
        (Verb.HOLD_ESCALATION, "PA1-1.1.1"),
        (Verb.HOLD_ESCALATION, "PA1-1.1.2"),
    ]
    with world.units.write() as uow:
        answer = hold(uow, world.programme, one, world.office, at(CHASER, "12:00"))
        again = hold(uow, world.programme, one, world.office, at(CHASER, "12:05"))
        uow.commit()
    assert answer == again
    assert "PA1-1.1.1 is held" in answer.summary
    rest = world.until(at(CUT_OFF, "17:30"), since=at(CHASER, "13:00"))
    assert escalated(world, rest)["partnership-lead Petra"] == ("PA1-1.1.2",)
    assert "held by the office" in texts(world.office, rest)[-1]
    with world.units.write() as uow:
        late = hold(uow, world.programme, one, world.office, at(ASSURANCE, "12:00"))
    assert "nothing to hold" in late.summary


def test_partnership_leads_are_shown_theirs_on_day_eleven() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    red, green = world.action("PA1-1.1.1", ada), world.action("PA1-1.1.2", ada)
    world.add()
    world.report(red, ada, at(date(2023, 10, 2), "12:00"), Status.RED)
    world.report(green, ada, at(date(2023, 10, 2), "12:01"), Status.GREEN)
    sent = world.until(at(ASSURANCE, "12:00"), since=at(ASSURANCE, "09:30"))
    (told,) = texts(world.petra, sent)
    assert "◆ Red PA1-1.1.1" in told
    assert "PA1-1.1.2" not in told
    assert "Your other action is neither Amber nor Red." in told
    (row,) = [r for r in sent if r.person_id == world.petra.id]
    assert [
        (b.verb, b.item) for x in row.message.blocks if x.type == "buttons" for b in x.buttons
    ] == [(Verb.REPORT, "PA1-1.1.1"), (Verb.ASSURE_FORM, "PA1-1.1.1")]


def test_the_office_and_the_digest_count_the_same_and_tell_apart_whom_nobody_could_ask() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    mute = world.person("Mo Reed", "Council", reachable=False)
    for key, who in (("PA1-1.1.1", ada), ("PA1-1.1.2", ada), ("PA1-1.1.3", mute)):
        world.action(key, who)
    world.action("PA1-1.1.4")
    meeting = world.add()
    world.until(at(date(2023, 10, 2), "12:00"))
    with world.units.read() as uow:
        one = uow.actions.by_key(world.programme.id, "PA1-1.1.1")
    assert one is not None
    world.report(one, ada, at(date(2023, 10, 2), "13:00"), Status.GREEN)
    sent = world.until(at(CUT_OFF, "17:30"), since=at(date(2023, 10, 3), "08:00"))
    told = texts(world.office, [r for r in sent if r.key.startswith("silent")])[-1]
    assert "Of two updates I asked for, one came in and one is outstanding." in told
    assert "Two actions have no lead who can be reached." in told
    assert "PA1-1.1.3" in told
    assert "PA1-1.1.4" in told
    with world.units.read() as uow:
        found = facts_now(uow, world.programme, world.plan, meeting, at(CUT_OFF, "17:30"))
    assert [one.key for one in found.actions if one.outstanding] == ["PA1-1.1.2"]
    assert [one.key for one in found.unreachable] == ["PA1-1.1.3", "PA1-1.1.4"]
    later = world.until(at(ASSURANCE, "12:00"), since=at(ASSURANCE, "09:30"))
    (looked,) = [x for x in texts(world.petra, later) if "ready for you" in x]
    assert (
        "One return for the 24 October Improvement Board is in and ready for you to look at; "
        "one is still missing."
    ) in looked


def test_a_pending_claim_is_chased_to_whoever_must_decide() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    claimed = world.action("PA1-1.1.1", ada)
    with world.units.write() as uow:
        uow.requests.save(
            Request(
                programme_id=world.programme.id,
                plan_id=world.plan.id,
                action_id=claimed.id,
                kind=RequestKind.CLOSE,
                route=("ELG", "BOARD"),
                person_id=ada.id,
                made_at=at(date(2023, 9, 12), "12:00"),
            )
        )
        uow.requests.save(
            Request(
                programme_id=world.programme.id,
                plan_id=world.plan.id,
                action_id=claimed.id,
                kind=RequestKind.REDATE,
                route=("ELG",),
                person_id=ada.id,
                made_at=at(date(2023, 9, 12), "12:00"),
                new_date=Due.on(date(2024, 1, 31)),
            )
        )
        uow.commit()
    world.add()
    (told,) = texts(world.chair, world.until(at(CALL, "12:00")))
    assert "One completion claim waits for the Executive Leadership Group" in told
    assert "claimed by Ada Quill on 12 September 2023" in told
    assert "[Approve] [Refuse]" in told


# --- the digest -----------------------------------------------------------------------------------


def with_draft() -> tuple[CycleWorld, Person, int]:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    meeting = world.add()
    world.until(at(DRAFT, "12:00"))
    return world, ada, meeting.id


def turn(world: CycleWorld, meeting_id: int, when: datetime, *, held: bool) -> None:
    with world.units.write() as uow:
        digest = uow.cycles.digest(world.plan.id, meeting_id)
        assert digest is not None
        act = digests.hold if held else digests.release
        act(uow, world.programme, digest, world.chair.id, when)
        uow.commit()


def test_a_held_digest_is_not_posted_and_the_office_is_told_when_the_meeting_begins() -> None:
    world, _, meeting_id = with_draft()
    turn(world, meeting_id, at(DRAFT, "14:00"), held=True)
    sent = world.until(at(BOARD, "09:59"), since=at(DRAFT, "14:00"))
    assert in_room(sent) == []
    last = world.until(at(BOARD, "10:00"), since=at(BOARD, "10:00"))
    assert in_room(last) == []
    (told,) = texts(world.office, last)
    assert "The digest for the 24 October Improvement Board was not posted." in told
    assert "on hold by Cy Marsh" in told
    with world.units.read() as uow:
        digest = uow.cycles.digest(world.plan.id, meeting_id)
    assert digest is not None
    assert digest.state is DigestState.NOT_POSTED


@pytest.mark.parametrize(
    ("released", "goes"),
    [
        ("2023-10-13T12:00", "16 Oct 09:30"),
        ("2023-10-18T12:00", "18 Oct 12:00"),
        ("2023-10-18T17:30", "19 Oct 09:00"),
        ("2023-10-20T18:00", "23 Oct 09:00"),
    ],
)
def test_a_released_digest_goes_at_its_time_or_at_once_inside_the_hours(
    released: str, goes: str
) -> None:
    world, _, meeting_id = with_draft()
    turn(world, meeting_id, at(DRAFT, "14:00"), held=True)
    when = at(date.fromisoformat(released[:10]), released[11:])
    world.until(when, since=at(DRAFT, "14:00"))
    turn(world, meeting_id, when, held=False)
    assert sent_at(in_room(world.until(at(BOARD, "12:00"), since=when))) == {goes}


def test_what_changed_is_said_the_day_before_if_anything_did() -> None:
    world, ada, _ = with_draft()
    with world.units.read() as uow:
        action = uow.actions.of_plan(world.plan.id)[0]
    world.until(at(DIGEST, "12:00"), since=at(DRAFT, "12:00"))
    assert in_room(world.until(at(DIGEST, "23:00"), since=at(DIGEST, "12:00"))) == []
    world.report(action, ada, at(date(2023, 10, 19), "12:00"), Status.RED)
    later = in_room(world.until(at(BOARD, "12:00"), since=at(date(2023, 10, 19), "12:00")))
    assert sent_at(later) == {"23 Oct 09:30"}
    assert all(row.parent_key is not None for row in later)


def test_nothing_changed_nothing_said() -> None:
    world, _, _ = with_draft()
    sent = in_room(world.until(at(BOARD, "12:00"), since=at(DRAFT, "12:00")))
    assert sent_at(sent) == {"16 Oct 09:30"}


def test_a_digest_released_on_the_last_day_is_not_followed_by_its_changes() -> None:
    world, ada, meeting_id = with_draft()
    with world.units.read() as uow:
        action = uow.actions.of_plan(world.plan.id)[0]
        meeting = uow.meetings.get(meeting_id)
    turn(world, meeting_id, at(DRAFT, "14:00"), held=True)
    world.until(at(CHANGES, "11:00"), since=at(DRAFT, "14:00"))
    turn(world, meeting_id, at(CHANGES, "11:00"), held=False)
    sent = in_room(world.until(at(CHANGES, "12:00"), since=at(CHANGES, "11:00")))
    world.report(action, ada, at(CHANGES, "13:00"), Status.RED)
    rest = in_room(world.until(at(BOARD, "12:00"), since=at(CHANGES, "13:00")))
    assert sent_at(sent) == {"23 Oct 11:00"}
    assert rest == []
    assert world.steps(meeting)["changes"] == "skipped"


# --- short cycles, downtime, states ------------------------------------------------------------------


def test_a_meeting_added_late_has_a_short_cycle_without_chaser() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    entered = at(date(2023, 10, 9), "15:00")
    meeting = world.add(BOARD, entered)
    sent = world.until(at(BOARD, "12:00"), since=entered)
    # c = 10: cut-off 8, draft 7, digest 6.
    assert sent_at([r for r in sent if r.person_id == ada.id]) == {"10 Oct 09:30"}
    assert sent_at([r for r in sent if r.key.startswith("silent")]) == {"12 Oct 17:00"}
    assert sent_at([r for r in sent if r.key.startswith("draft")]) == {"13 Oct 09:30"}
    assert sent_at(in_room(sent)) == {"16 Oct 09:30"}
    assert world.steps(meeting) == {
        **ALL_DONE,
        "chaser": "skipped",
        "partnership_lead": "skipped",
        "assurance": "skipped",
    }


def test_short_notice_goes_the_next_morning_without_call_or_draft() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    entered = at(date(2023, 10, 19), "15:00")
    meeting = world.add(BOARD, entered)
    sent = world.until(at(BOARD, "12:00"), since=entered)
    assert sent_at(in_room(sent)) == {"20 Oct 09:30"}
    assert [r for r in sent if r.person_id is not None] == []
    digest = world.digest(meeting)
    assert digest is not None
    assert digest.short_notice


def test_after_downtime_steps_come_once_and_in_order_and_overtaken_ones_do_not() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    meeting = world.add()
    world.until(at(CALL, "12:00"))
    # Nothing runs from the day of the call until after the cut-off.
    sent = world.tick(at(date(2023, 10, 10), "11:00"))
    assert world.steps(meeting) == {
        "call": "done",
        "chaser": "skipped",
        "partnership_lead": "skipped",
        "cut_off": "done",
        "assurance": "done",
    }
    assert [r.key.split(":")[0] for r in sent] == ["silent", "assure", "assure"]
    assert world.tick(at(date(2023, 10, 10), "11:01")) == []


def test_a_late_call_is_not_followed_by_a_chaser_on_the_same_day() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    meeting = world.add()
    sent = world.until(at(BOARD, "12:00"), since=at(CHASER, "11:00"))
    days = [to_local(r.not_before).day for r in sent if r.person_id == ada.id]
    assert days == [4, 5]
    assert sent_at([r for r in sent if r.key.startswith("partnership-lead")]) == {"6 Oct 09:30"}
    assert world.steps(meeting) == ALL_DONE


def test_outside_the_hours_everything_waits() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    meeting = world.add()
    assert world.tick(at(CALL, "17:30")) == []
    assert world.steps(meeting) == {}
    assert world.next_due() == at(date(2023, 9, 29), "09:30")


def test_a_digest_missed_altogether_is_told_to_the_office() -> None:
    world, _, meeting_id = with_draft()
    sent = world.tick(at(BOARD, "11:00"))
    assert in_room(sent) == []
    assert "I was not running when it was due" in texts(world.office, sent)[-1]
    with world.units.read() as uow:
        meeting = uow.meetings.get(meeting_id)
    assert world.steps(meeting)["digest"] == "skipped"


def test_a_meeting_that_passed_before_anything_was_done_is_left_alone() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    meeting = world.add()
    assert world.tick(at(date(2023, 10, 25), "11:00")) == []
    assert world.steps(meeting) == {}


@pytest.mark.parametrize("state", [ProgrammeState.QUIET, ProgrammeState.PAUSED])
def test_a_programme_that_does_not_speak_does_nothing(state: ProgrammeState) -> None:
    world = CycleWorld(state=state)
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    meeting = world.add()
    for day in (CALL, CHASER, LEAD_TOLD, CUT_OFF, DRAFT, DIGEST):
        assert world.tick(at(day, "12:00")) == []
    assert world.steps(meeting) == {}


def test_on_resuming_overtaken_steps_are_left_out() -> None:
    world = CycleWorld(state=ProgrammeState.PAUSED)
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    meeting = world.add()
    resumed = at(date(2023, 10, 11), "12:00")
    with world.units.write() as uow:
        uow.programmes.save(replace(world.programme, state=ProgrammeState.LIVE))
        uow.cycles.set_next_due(world.programme.id, resumed)
        uow.commit()
    sent = world.until(at(DIGEST, "12:00"), since=resumed)
    assert sent_at(in_room(sent)) == {"16 Oct 09:30"}
    assert world.steps(meeting) == {
        "call": "skipped",
        "chaser": "skipped",
        "partnership_lead": "skipped",
        "cut_off": "skipped",
        "assurance": "done",
        "draft": "done",
        "digest": "done",
    }


def test_a_shadow_cycle_is_seen_by_the_office_alone() -> None:
    world = CycleWorld(state=ProgrammeState.SHADOW)
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    meeting = world.add()
    sent = world.until(at(BOARD, "12:00"))
    assert {row.person_id for row in sent} == {world.office.id}
    told = texts(world.office, sent)
    assert sum("Shadow cycle" in text for text in told) >= 6
    assert any("would go to Petra Vane" in text for text in told)
    assert any("The call for updates" in text and "Ada Quill: one item" in text for text in told)
    # When it goes live, what was rehearsed has not happened yet.
    assert world.steps(meeting) == {}
    assert world.steps(meeting, edition=0) == ALL_DONE


def test_live_after_a_rehearsed_draft_chairs_see_a_draft_and_the_channel_its_digest() -> None:
    world = CycleWorld(state=ProgrammeState.SHADOW)
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    meeting = world.add()
    rehearsed = world.until(at(DRAFT, "12:00"))
    assert texts(world.chair, rehearsed) == []
    started = at(DRAFT, "14:00")
    with world.units.write() as uow:
        live = replace(world.programme, state=ProgrammeState.LIVE, live_since=started)
        uow.programmes.save(live)
        uow.cycles.set_next_due(world.programme.id, started)
        uow.commit()
    # Nobody but the office has heard of it: a cycle of its own begins, with a call.
    sent = world.until(at(date(2023, 10, 19), "12:00"), since=started)
    assert texts(world.chair, sent) != []
    assert sent_at(in_room(sent)) == {"19 Oct 09:30"}
    assert world.steps(meeting)["digest"] == "done"


def test_a_plan_of_its_own_policy_has_its_own_days() -> None:
    world = CycleWorld()
    ada = world.person("Ada Quill", "Council")
    world.action("PA1-1.1.1", ada)
    with world.units.write() as uow:
        own = Policy(cycle=CyclePolicy(call=20))
        world.plan = uow.plans.save(replace(world.plan, policy=own))
        uow.commit()
    world.add()
    sent = world.until(at(CALL, "12:00"))
    assert sent_at([r for r in sent if r.person_id == ada.id]) == {"26 Sep 09:30"}


def test_the_next_look_is_the_next_thing_that_is_due() -> None:
    world = CycleWorld()
    world.add()
    world.tick(at(date(2023, 9, 5), "12:00"))
    assert world.next_due() == datetime(2023, 9, 28, 8, 30, tzinfo=UTC)
