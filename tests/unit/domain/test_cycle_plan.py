"""R10's arithmetic: every step's day, every short cycle, bank holidays, both clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.calendar import (
    LONDON,
    Meeting,
    MeetingState,
    Term,
    WorkingDays,
    instant,
    local_day,
)
from bot.domain.cycle import Step
from bot.domain.cycle_plan import (
    CyclePlan,
    cycle_from,
    days_moved,
    in_hours,
    next_window,
    plan_steps,
    previous_of,
    silent_from,
    steps_between,
)
from bot.domain.policy import CyclePolicy, Hours

WORKING = WorkingDays()
POLICY = CyclePolicy()
HOURS = Hours()
LONG_AGO = datetime(2023, 1, 2, 12, 0, tzinfo=UTC)


def meeting(
    day: date, *, entered: datetime = LONG_AGO, at: time = time(10, 0), number: int = 1
) -> Meeting:
    return Meeting(
        id=number,
        programme_id=1,
        body="BOARD",
        day=day,
        at=at,
        original_day=day,
        entered_at=entered,
    )


def plan(
    of: Meeting,
    previous: Meeting | None = None,
    *,
    policy: CyclePolicy = POLICY,
    working: WorkingDays = WORKING,
) -> CyclePlan:
    return plan_steps(of, previous, policy, HOURS, working)


def told(cycle: CyclePlan) -> dict[str, str]:
    """Each step of a cycle as London's calendar and clocks show it."""
    return {step.value: f"{at.astimezone(LONDON):%a %-d %b %H:%M}" for step, at in cycle.steps}


def test_the_whole_cycle_before_the_board_of_24_october_2023() -> None:
    cycle = plan(meeting(date(2023, 10, 24)))
    assert told(cycle) == {
        "call": "Thu 28 Sep 09:30",
        "chaser": "Wed 4 Oct 09:30",
        "partnership_lead": "Thu 5 Oct 09:30",
        "cut_off": "Fri 6 Oct 17:00",
        "assurance": "Mon 9 Oct 09:30",
        "draft": "Thu 12 Oct 09:30",
        "digest": "Mon 16 Oct 09:30",
        "changes": "Mon 23 Oct 09:30",
    }
    assert cycle.assurance_to == datetime(2023, 10, 11, 16, 0, tzinfo=UTC)
    assert not cycle.short_notice
    assert cycle.digest == datetime(2023, 10, 16, 8, 30, tzinfo=UTC)


def test_five_clear_working_days_lie_between_digest_and_meeting() -> None:
    cycle = plan(meeting(date(2023, 10, 24)))
    assert cycle.digest is not None
    assert WORKING.between(local_day(cycle.digest), date(2023, 10, 23)) == 5


def test_bank_holidays_are_no_working_days() -> None:
    # Good Friday 29 March and Easter Monday 1 April 2024 lie inside.
    cycle = plan(meeting(date(2024, 4, 9)))
    assert told(cycle) == {
        "call": "Tue 12 Mar 09:30",
        "chaser": "Mon 18 Mar 09:30",
        "partnership_lead": "Tue 19 Mar 09:30",
        "cut_off": "Wed 20 Mar 17:00",
        "assurance": "Thu 21 Mar 09:30",
        "draft": "Tue 26 Mar 09:30",
        "digest": "Thu 28 Mar 09:30",
        "changes": "Mon 8 Apr 09:30",
    }


def test_christmas_stretches_the_cycle_before_a_january_meeting() -> None:
    cycle = plan(meeting(date(2024, 1, 9)))
    assert told(cycle)["digest"] == "Fri 29 Dec 09:30"
    assert told(cycle)["call"] == "Mon 11 Dec 09:30"


def test_days_that_the_programme_is_closed_do_not_count() -> None:
    closed = WorkingDays(extra_closed=frozenset({date(2023, 10, 20)}))
    assert told(plan(meeting(date(2023, 10, 24)), working=closed))["digest"] == "Fri 13 Oct 09:30"


def test_clocks_going_back_keep_half_past_nine() -> None:
    # 29 October 2023: the call is made in summer time, the digest posted in winter time.
    cycle = plan(meeting(date(2023, 11, 7)))
    assert cycle.call == datetime(2023, 10, 12, 8, 30, tzinfo=UTC)
    assert cycle.cut_off == datetime(2023, 10, 20, 16, 0, tzinfo=UTC)
    assert cycle.digest == datetime(2023, 10, 30, 9, 30, tzinfo=UTC)


def test_clocks_going_forward_keep_half_past_nine() -> None:
    # 26 March 2023.
    cycle = plan(meeting(date(2023, 4, 4)))
    assert cycle.cut_off == datetime(2023, 3, 17, 17, 0, tzinfo=UTC)
    assert cycle.digest == datetime(2023, 3, 27, 8, 30, tzinfo=UTC)


#: Entered the working day before the call goes; c, then chaser, cut-off, assurance from and to, draft,
#: digest and changes as working days before the meeting.
SHORT = [
    (18, 14, 12, 11, 9, 8, 6, 1),
    (17, 14, 12, 11, 9, 8, 6, 1),
    (16, 14, 12, 11, 9, 8, 6, 1),
    (15, 14, 12, 11, 9, 8, 6, 1),
    (14, None, 12, 11, 9, 8, 6, 1),
    (13, None, 11, 10, 9, 8, 6, 1),
    (12, None, 10, 9, 9, 8, 6, 1),
    (11, None, 9, None, None, 8, 6, 1),
    (10, None, 8, None, None, 7, 6, 1),
    (9, None, 7, None, None, 6, 5, 1),
    (8, None, 6, None, None, 5, 4, 1),
    (7, None, 5, None, None, 4, 3, 1),
    (6, None, 4, None, None, 3, 2, 1),
    (5, None, 3, None, None, 2, 1, None),
]


@pytest.mark.parametrize(
    ("c", "chaser", "cut_off", "first", "last", "draft", "digest", "changes"), SHORT
)
def test_short_cycles(
    c: int,
    chaser: int | None,
    cut_off: int,
    first: int | None,
    last: int | None,
    draft: int,
    digest: int,
    changes: int | None,
) -> None:
    day = date(2023, 10, 24)
    entered = instant(WORKING.add(day, -(c + 1)), time(11, 0))
    cycle = plan(meeting(day, entered=entered))

    def number(at: datetime | None) -> int | None:
        return None if at is None else WORKING.between(local_day(at), day)

    assert number(cycle.call) == c
    assert number(cycle.chaser) == chaser
    assert number(cycle.partnership_lead) == (None if chaser is None else 13)
    assert number(cycle.cut_off) == cut_off
    assert number(cycle.assurance_from) == first
    assert number(cycle.assurance_to) == last
    assert number(cycle.draft) == draft
    assert number(cycle.digest) == digest
    assert number(cycle.changes) == changes
    assert not cycle.short_notice


@pytest.mark.parametrize("left", [1, 2, 3, 4])
def test_under_five_working_days_there_is_no_call_and_the_digest_goes_next_morning(
    left: int,
) -> None:
    day = date(2023, 10, 24)
    entered = instant(WORKING.add(day, -(left + 1)), time(11, 0))
    cycle = plan(meeting(day, entered=entered))
    assert cycle.short_notice
    assert [step for step, _ in cycle.steps] == [Step.DIGEST]
    assert cycle.digest == instant(WORKING.add(day, -left), time(9, 30))


def test_entered_before_half_past_nine_the_short_notice_goes_the_same_morning() -> None:
    entered = instant(date(2023, 10, 23), time(8, 0))
    cycle = plan(meeting(date(2023, 10, 24), entered=entered))
    assert cycle.digest == instant(date(2023, 10, 23), time(9, 30))


def test_entered_on_a_weekend_counts_from_the_monday() -> None:
    entered = instant(date(2023, 10, 7), time(12, 0))
    assert told(plan(meeting(date(2023, 10, 24), entered=entered)))["call"] == "Mon 9 Oct 09:30"


def test_entered_after_the_last_send_time_nothing_can_go_before_the_meeting() -> None:
    entered = instant(date(2023, 10, 23), time(16, 0))
    cycle = plan(meeting(date(2023, 10, 24), entered=entered, at=time(9, 0)))
    assert cycle.steps == ()


def test_a_meeting_that_was_over_when_entered_has_no_steps() -> None:
    entered = instant(date(2023, 10, 25), time(9, 0))
    assert plan(meeting(date(2023, 10, 24), entered=entered)).steps == ()


def test_a_cancelled_meeting_has_no_steps() -> None:
    off = replace(meeting(date(2023, 10, 24)), state=MeetingState.CANCELLED)
    assert plan(off).steps == ()


def test_the_call_never_goes_on_or_before_the_day_of_the_meeting_before() -> None:
    previous = meeting(date(2023, 9, 28), number=2)
    cycle = plan(meeting(date(2023, 10, 24)), previous)
    assert told(cycle)["call"] == "Fri 29 Sep 09:30"
    earlier = plan(meeting(date(2023, 10, 24)), meeting(date(2023, 9, 27), number=2))
    assert told(earlier)["call"] == "Thu 28 Sep 09:30"


def test_two_meetings_three_days_apart_make_the_second_one_short_notice() -> None:
    first, second = meeting(date(2023, 10, 24), number=1), meeting(date(2023, 10, 27), number=2)
    cycle = plan(second, first)
    assert cycle.short_notice
    assert cycle.digest == instant(date(2023, 10, 25), time(9, 30))


def test_a_meeting_on_a_saturday_counts_from_the_friday() -> None:
    assert told(plan(meeting(date(2023, 10, 28))))["changes"] == "Fri 27 Oct 09:30"


def test_a_policy_of_ones_own_moves_the_days() -> None:
    policy = replace(
        POLICY, call=20, cut_off=10, assurance_from=9, assurance_to=8, draft=7, digest=5
    )
    assert told(plan(meeting(date(2023, 10, 24)), policy=policy)) == {
        "call": "Tue 26 Sep 09:30",
        "chaser": "Wed 4 Oct 09:30",
        "partnership_lead": "Thu 5 Oct 09:30",
        "cut_off": "Tue 10 Oct 17:00",
        "assurance": "Wed 11 Oct 09:30",
        "draft": "Fri 13 Oct 09:30",
        "digest": "Tue 17 Oct 09:30",
        "changes": "Mon 23 Oct 09:30",
    }


def test_a_policy_that_calls_at_four_days_still_leaves_room_for_the_steps() -> None:
    policy = replace(POLICY, shortest_call=1)
    entered = instant(WORKING.add(date(2023, 10, 24), -5), time(11, 0))
    assert plan(meeting(date(2023, 10, 24), entered=entered), policy=policy).short_notice


def test_from_monthly_to_six_weekly_each_cycle_is_whole() -> None:
    days = [date(2023, 12, 19), date(2024, 1, 23), date(2024, 2, 20), date(2024, 4, 2)]
    held = [meeting(day, number=n) for n, day in enumerate(days, 1)]
    cycles = [plan(m, previous_of(m, held)) for m in held]
    assert [told(c)["call"] for c in cycles] == [
        "Thu 23 Nov 09:30",
        "Wed 27 Dec 09:30",
        "Thu 25 Jan 09:30",
        "Tue 5 Mar 09:30",
    ]
    assert all(c.chaser is not None for c in cycles)


def test_cancelled_meetings_are_nobodys_previous() -> None:
    first = meeting(date(2023, 9, 26), number=1)
    off = replace(meeting(date(2023, 10, 10), number=2), state=MeetingState.CANCELLED)
    last = meeting(date(2023, 10, 24), number=3)
    assert previous_of(last, [first, off, last]) == first


def test_this_cycle_began_with_the_last_cut_off_that_has_passed() -> None:
    held = [meeting(date(2023, 9, 26), number=1), meeting(date(2023, 10, 24), number=2)]

    def since(now: datetime) -> datetime | None:
        return cycle_from(held, "BOARD", POLICY, HOURS, WORKING, now)

    first, second = instant(date(2023, 9, 8), time(17)), instant(date(2023, 10, 6), time(17))
    assert since(instant(date(2023, 9, 8), time(16, 59))) is None
    assert since(first) == first
    assert since(instant(date(2023, 10, 6), time(16, 59))) == first
    assert since(second) == second
    assert cycle_from(held, "ELG", POLICY, HOURS, WORKING, second) is None


def test_a_cancelled_meeting_ends_no_cycle() -> None:
    first = meeting(date(2023, 9, 26), number=1)
    off = replace(meeting(date(2023, 10, 24), number=2), state=MeetingState.CANCELLED)
    now = instant(date(2023, 10, 20), time(12))
    assert cycle_from([first, off], "BOARD", POLICY, HOURS, WORKING, now) == instant(
        date(2023, 9, 8), time(17)
    )


def test_a_meeting_of_the_past_had_its_cut_off_on_the_usual_day() -> None:
    past = meeting(date(2023, 9, 26), entered=instant(date(2023, 10, 2), time(9)))
    now = instant(date(2023, 10, 2), time(9))
    assert cycle_from([past], "BOARD", POLICY, HOURS, WORKING, now) == instant(
        date(2023, 9, 8), time(17)
    )


def test_silence_counts_from_five_working_days_before_the_call() -> None:
    call = instant(date(2023, 9, 28), time(9, 30))
    assert silent_from(call, POLICY, WORKING) == date(2023, 9, 21)


def test_steps_between_two_days_are_in_order_and_inclusive() -> None:
    held = [meeting(date(2023, 10, 24), number=1), meeting(date(2023, 11, 28), number=2)]
    found = steps_between(
        date(2023, 10, 6),
        date(2023, 10, 16),
        meetings=held,
        body="BOARD",
        policy=POLICY,
        hours=HOURS,
        working=WORKING,
    )
    assert [one.step for one in found] == [Step.CUT_OFF, Step.ASSURANCE, Step.DRAFT, Step.DIGEST]
    assert {one.meeting.id for one in found} == {1}


@pytest.mark.parametrize(
    ("now", "window"),
    [
        ("2023-10-24T09:00", "2023-10-24T09:00"),
        ("2023-10-24T16:59", "2023-10-24T16:59"),
        ("2023-10-24T17:00", "2023-10-25T09:30"),
        ("2023-10-24T08:59", "2023-10-24T09:30"),
        ("2023-10-28T12:00", "2023-10-30T09:30"),
        ("2023-12-22T18:00", "2023-12-27T09:30"),
    ],
)
def test_the_next_window(now: str, window: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=LONDON).astimezone(UTC)
    then = datetime.fromisoformat(window).replace(tzinfo=LONDON).astimezone(UTC)
    assert next_window(at, HOURS, WORKING) == then
    assert in_hours(at, HOURS, WORKING) is (at == then)


def test_a_released_digest_waits_only_for_opening_time() -> None:
    at = instant(date(2023, 10, 24), time(17, 30))
    assert next_window(at, HOURS, WORKING, at_opening=True) == instant(
        date(2023, 10, 25), time(9, 0)
    )


def test_a_move_is_measured_in_working_days_either_way() -> None:
    assert days_moved(date(2023, 10, 24), date(2023, 11, 7), WORKING) == 10
    assert days_moved(date(2023, 11, 7), date(2023, 10, 24), WORKING) == 10
    assert days_moved(date(2023, 12, 22), date(2023, 12, 27), WORKING) == 1


def test_school_terms_do_not_move_the_cycle() -> None:
    terms = (Term(name="Autumn", first_day=date(2023, 9, 4), last_day=date(2023, 10, 13)),)
    assert plan(meeting(date(2023, 10, 24)), working=WorkingDays(terms=terms)) == plan(
        meeting(date(2023, 10, 24))
    )


# --- a programme that goes live in the middle of a cycle ----------------------------------------------

BOARD_DAY = date(2026, 12, 1)


def live(since: datetime, *, entered: datetime = LONG_AGO, day: date = BOARD_DAY) -> CyclePlan:
    return plan_steps(meeting(day, entered=entered), None, POLICY, HOURS, WORKING, live_since=since)


def test_going_live_before_the_call_changes_nothing() -> None:
    call = plan(meeting(BOARD_DAY)).call
    assert call is not None
    assert live(call - timedelta(days=3)) == plan(meeting(BOARD_DAY))
    # On the day of the call itself it may still go.
    assert live(call + timedelta(hours=2)) == plan(meeting(BOARD_DAY))


def test_going_live_after_the_call_is_a_short_cycle_from_that_day() -> None:
    since = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert live(since) == plan(meeting(BOARD_DAY, entered=since))
    assert live(since).call == instant(date(2026, 11, 23), HOURS.send_at)
    assert live(since).digest == instant(date(2026, 11, 27), HOURS.send_at)


def test_a_meeting_too_near_when_the_programme_goes_live_has_no_digest() -> None:
    for since in (datetime(2026, 11, 25, 12, tzinfo=UTC), datetime(2026, 12, 1, 9, tzinfo=UTC)):
        assert live(since).steps == ()
        # Entered too late while it was quiet: still nobody was asked.
        assert live(since, entered=since - timedelta(hours=1)).steps == ()
    # Entered late while it is live is R10's short notice.
    since = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert live(since, entered=since + timedelta(hours=1)).short_notice


def test_a_meeting_held_before_it_went_live_keeps_its_cut_off() -> None:
    held = plan(meeting(BOARD_DAY))
    assert live(held.cut_off + timedelta(days=40) if held.cut_off else LONG_AGO) == held
