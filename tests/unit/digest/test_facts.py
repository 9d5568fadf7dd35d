"""What the facts of a digest are, clause by clause of R11."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.domain.actions import ActionState, Assurance, ClaimState
from bot.domain.calendar import instant
from bot.domain.cycle import Correction
from bot.domain.dates import Due
from bot.domain.digest import Joint, Slip, Verdict
from bot.domain.digest_promise import slip
from bot.domain.programme import RequestKind
from bot.domain.requests import Request
from bot.domain.status import Limb, Marker, Status
from bot.domain.updates import Update
from bot.handlers.digest_facts import facts_json, read_facts
from tests.unit.digest.county import (
    ADA,
    AMBER,
    BO,
    OCTOBER,
    RED,
    SEPTEMBER,
    action,
    at,
    before,
    facts,
    lead,
    measure,
    meeting,
    milestone,
    month,
    reading,
    told,
    view,
)

GREEN = told(Status.GREEN)


def counts(found: object) -> dict[str, int]:
    return {one.status.value: one.count for one in found}  # type: ignore[attr-defined]


def test_counts_are_over_every_live_action_with_the_change_since_last_time() -> None:
    then = before([action("1.1", state=GREEN), action("1.2", state=GREEN), action("1.3")])
    now = facts(
        [
            action("1.1", state=RED),
            action("1.2", state=GREEN),
            action("1.3"),
            action("1.4", withdrawn=True),
        ],
        previous=then,
    )
    assert counts(now.counts) == {
        "blue": 0, "green": 1, "amber": 0, "red": 1, "grey": 0, "not_reported": 1,
    }  # fmt: skip
    assert {one.status: one.change for one in now.counts if one.change} == {
        Status.GREEN: -1,
        Status.RED: 1,
    }


def test_without_an_earlier_digest_there_is_no_change_to_tell() -> None:
    found = facts([action("1.1", state=GREEN)])
    assert found.compared is None
    assert all(one.change is None for one in found.counts)
    assert not found.worsened


def test_worse_and_better_are_measured_against_the_frozen_facts() -> None:
    then = before(
        [action("1.1", state=GREEN), action("1.2", state=AMBER), action("1.3", state=GREEN)]
    )
    found = facts(
        [action("1.1", state=RED), action("1.2", state=GREEN), action("1.3", state=AMBER)],
        previous=read_facts(facts_json(then)),
    )
    assert [(one.key, one.before, one.now) for one in found.worsened] == [
        ("PA1-1.1", Status.GREEN, Status.RED),
        ("PA1-1.3", Status.GREEN, Status.AMBER),
    ]
    assert [one.key for one in found.improved] == ["PA1-1.2"]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (ActionState(), GREEN),
        (told(Status.GREY), GREEN),
        (ActionState(), told(Status.GREY)),
    ],
)
def test_starting_or_first_reporting_green_is_neither_worse_nor_better(
    was: ActionState, now: ActionState
) -> None:
    found = facts([action("1.1", state=now)], previous=before([action("1.1", state=was)]))
    assert not found.worsened
    assert not found.improved


def test_blue_is_only_what_the_board_has_closed() -> None:
    closed = action("1.1", state=GREEN, closed_on=date(2023, 9, 12))
    assert facts([closed]).line("PA1-1.1").status is Status.BLUE  # type: ignore[union-attr]


def test_a_red_tells_its_previous_status_and_for_how_many_meetings_it_is_off_green() -> None:
    first = before([action("1.1", state=AMBER)])
    second = facts([action("1.1", state=AMBER)], previous=first)
    third = facts(
        [action("1.1", state=RED)], previous=second, now=at(11, 20), day=date(2023, 11, 28)
    )
    entry = third.entry("PA1-1.1")
    assert entry is not None
    assert (entry.previous, entry.meetings_off_green) == (Status.AMBER, 3)
    assert first.entries[0].meetings_off_green == 1


def test_a_meeting_at_green_begins_the_count_anew() -> None:
    first = before([action("1.1", state=RED)])
    second = facts([action("1.1", state=GREEN)], previous=first)
    third = facts([action("1.1", state=AMBER)], previous=second)
    assert third.entries[0].meetings_off_green == 1
    assert third.entries[0].previous is Status.GREEN


def test_reds_come_before_ambers_each_in_the_plans_order() -> None:
    found = facts([action("1.1", state=AMBER), action("1.2", state=RED), action("1.3", state=RED)])
    assert [one.key for one in found.entries] == ["PA1-1.2", "PA1-1.3", "PA1-1.1"]


def test_an_entry_holds_the_three_dates_with_slip_and_the_count_of_approved_changes() -> None:
    found = facts(
        [
            action(
                "1.1",
                state=RED,
                original=month(2023, 7),
                approved=month(2023, 9),
                approved_changes=1,
            )
        ]
    ).entries[0]
    assert found.original == month(2023, 7)
    assert found.approved == month(2023, 9)
    assert found.forecast == month(2023, 12)
    assert found.slip == Slip(days=92, months=3)
    assert found.approved_changes == 1
    assert found.overdue


@pytest.mark.parametrize(
    ("approved", "forecast", "expected"),
    [
        (month(2023, 9), month(2023, 12), Slip(days=92, months=3)),
        (month(2023, 10), Due.on(date(2023, 11, 30)), Slip(days=30, months=1)),
        (month(2023, 10), Due.on(date(2023, 11, 12)), Slip(days=12)),
        (Due.on(date(2023, 10, 20)), month(2023, 10), Slip(days=11)),
        (month(2023, 12), month(2023, 10), Slip(days=-61, months=-2)),
        (month(2023, 10), month(2023, 10), Slip(days=0)),
        (None, month(2023, 10), None),
        (month(2023, 10), None, None),
    ],
)
def test_slip_is_told_in_months_between_month_ends_else_in_days(
    approved: Due | None, forecast: Due | None, expected: Slip | None
) -> None:
    assert slip(approved, forecast) == expected


def test_a_joint_position_is_agreed_awaited_or_one_view() -> None:
    def joint(**state: object) -> tuple[Joint, tuple[str, ...], tuple[str, ...]]:
        one = action("1.1", leads=(lead(ADA), lead(BO)), state=replace(RED, **state))  # type: ignore[arg-type]
        entry = facts([one]).entries[0]
        return entry.joint, entry.heard, entry.unheard

    mine, theirs = view(ADA, Status.RED), view(BO, Status.RED)
    assert joint(views=(mine,)) == (Joint.ONE_VIEW, ("Council",), ("ICB",))
    assert joint(views=(mine, theirs)) == (Joint.JOINT, ("Council", "ICB"), ())
    disputed = joint(views=(mine, view(BO, Status.AMBER)), disputed=True, settles_at=at(11, 1))
    assert disputed[0] is Joint.AWAITED
    assert facts([action("1.1", state=RED)]).entries[0].joint is Joint.SINGLE


def test_a_settled_dispute_stands_at_the_more_cautious_view_and_stays_marked() -> None:
    state = replace(
        AMBER,
        views=(view(ADA, Status.AMBER), view(BO, Status.RED)),
        disputed=True,
        settles_at=at(10, 9),
    )
    found = facts([action("1.1", leads=(lead(ADA), lead(BO)), state=state)]).entries[0]
    assert (found.status, found.joint) == (Status.RED, Joint.AWAITED)
    assert "if_not" in found.still_to_come


def test_what_is_missing_is_named_in_order() -> None:
    bare = told(Status.RED)
    assert facts([action("1.1", state=bare)]).entries[0].still_to_come == (
        "position",
        "next_steps",
        "limbs",
        "if_not",
        "back_to_green",
    )
    assert facts([action("1.1", state=AMBER)]).entries[0].still_to_come == ()


def test_the_narrative_is_unchanged_since_the_day_it_was_told() -> None:
    old = replace(AMBER, narrative_at=at(9, 1), reported_at=at(9, 1))
    then = before([action("1.1", state=old)])
    again = replace(old, reported_at=at(10, 5))
    assert facts([action("1.1", state=again)], previous=then).entries[0].unchanged_since == date(
        2023, 9, 1
    )
    # In a first digest too: the later report said "same as last time" and no more.
    assert facts([action("1.1", state=again)]).entries[0].unchanged_since == date(2023, 9, 1)
    moved = replace(again, narrative_at=at(10, 5))
    assert facts([action("1.1", state=moved)], previous=then).entries[0].unchanged_since is None


def test_an_update_after_the_cut_off_is_marked_late() -> None:
    cut_off = instant(date(2023, 10, 6), time(17, 0))

    def late(on: datetime) -> bool:
        state = told(Status.AMBER, on=on)
        return facts([action("1.1", state=state)], cut_off_at=cut_off).entries[0].late

    assert late(at(10, 9))
    assert not late(at(10, 6, 12))


def test_a_partnership_leads_differing_view_stands_beside_the_leads() -> None:
    view_of = Assurance(status=Status.RED, reason="Waits still rise", person_id=2, at=at(10, 10))
    state = replace(AMBER, assurance=view_of)
    found = facts([action("1.1", state=state)], cycle_from=at(9, 1))
    entry = found.entries[0]
    assert entry.status is Status.AMBER
    assert entry.assured is not None
    assert (entry.assured.status, entry.assured.by) == (Status.RED, "Bo Lint")
    assert entry.assured_differs
    assert found.assured_at == at(10, 10)


def test_a_view_of_an_earlier_cycle_assures_nothing_now() -> None:
    old = Assurance(status=Status.RED, reason="", person_id=2, at=at(8, 10))
    found = facts([action("1.1", state=replace(AMBER, assurance=old))], cycle_from=at(9, 1))
    assert found.entries[0].assured is None
    assert found.assured_at is None


def test_last_promise_a_forecast_that_has_passed_was_missed() -> None:
    then = before([action("1.1", state=replace(AMBER, forecast=Due.on(date(2023, 9, 29))))])
    found = facts([action("1.1", state=RED)], previous=then).entries[0].promise
    assert found is not None
    assert (found.verdict, found.text, found.due) == (
        Verdict.MISSED,
        None,
        Due.on(date(2023, 9, 29)),
    )


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        (None, Verdict.MISSED),
        (date(2023, 9, 20), Verdict.KEPT),
        (date(2023, 9, 30), Verdict.MISSED),
    ],
)
def test_last_promise_a_milestone_that_fell_due_since(done: date | None, verdict: Verdict) -> None:
    step = milestone("Plan received", date(2023, 9, 22), done_on=done)
    one = action("1.1", state=AMBER, milestones=(step,))
    found = facts([one], previous=before([one])).entries[0].promise
    assert found is not None
    assert (found.text, found.verdict) == ("Plan received", verdict)


@pytest.mark.parametrize(
    ("forecast", "due", "now_due"),
    [
        # Due on 22 September and put off: missed, and until when.
        (date(2023, 10, 31), date(2023, 9, 22), date(2023, 10, 31)),
        # Put off once before, to a day that has come as well.
        (date(2023, 9, 29), date(2023, 9, 22), date(2023, 9, 29)),
    ],
)
def test_last_promise_a_milestone_that_was_put_off(
    forecast: date, due: date, now_due: date
) -> None:
    step = milestone("Plan received", date(2023, 9, 22), forecast=Due.on(forecast))
    one = action("1.1", state=AMBER, milestones=(step,))
    promise = facts([one], previous=before([one])).entries[0].promise
    assert promise is not None
    assert promise.verdict is Verdict.MISSED
    assert promise.due == Due.on(due)
    assert promise.now_due == Due.on(now_due)


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        (date(2023, 9, 28), Verdict.KEPT),
        (date(2023, 9, 30), Verdict.MISSED),
        (None, Verdict.MISSED),
    ],
)
def test_last_promise_a_milestone_is_held_to_the_day_it_was_put_off_to(
    done: date | None, verdict: Verdict
) -> None:
    step = milestone(
        "Plan received", date(2023, 6, 30), forecast=Due.on(date(2023, 9, 29)), done_on=done
    )
    one = action("1.1", state=AMBER, milestones=(step,))
    promise = facts([one], previous=before([one])).entries[0].promise
    assert promise is not None
    assert (promise.verdict, promise.due, promise.now_due) == (
        verdict,
        Due.on(date(2023, 9, 29)),
        None,
    )


def test_last_promise_a_finish_that_is_put_off_says_until_when() -> None:
    then = before([action("1.1", state=replace(AMBER, forecast=month(2023, 11)))])
    found = facts([action("1.1", state=RED)], previous=then).entries[0].promise
    assert found is not None
    assert (found.verdict, found.now_due) == (Verdict.MOVED, month(2023, 12))


def test_last_promise_a_next_step_without_news_is_said_to_be_so() -> None:
    one = action("1.1", state=AMBER)
    found = facts([one], previous=before([one])).entries[0].promise
    assert found is not None
    assert (found.verdict, found.text) == (Verdict.NOT_SAID, AMBER.next_steps)


def test_nothing_was_promised_in_a_first_digest() -> None:
    assert facts([action("1.1", state=RED)]).entries[0].promise is None


def test_decisions_are_open_requests_that_wait_for_a_body_then_asks() -> None:
    def request(number: int, route: tuple[str, ...], kind: RequestKind) -> Request:
        return Request(
            id=number,
            programme_id=1,
            plan_id=1,
            action_id=1011,
            kind=kind,
            route=route,
            person_id=1,
            made_at=at(10, 5),
            new_date=month(2023, 12) if kind is RequestKind.REDATE else None,
        )

    found = facts(
        [action("1.1", state=RED)],
        requests=[
            request(1, ("ELG",), RequestKind.REDATE),
            request(2, ("OFFICE",), RequestKind.REASSIGN),
        ],
    ).decisions
    assert [(one.kind, one.awaiting) for one in found] == [
        ("redate", "Executive Leadership Group"),
        ("ask", None),
    ]
    assert found[1].text == "Agree interim funding, option B"


def test_an_ask_of_something_green_counts_while_it_is_new() -> None:
    one = action("1.1", state=replace(GREEN, ask="Name a data lead"))
    said = Update(action_id=one.id, person_id=1, at=at(10, 5), ask="Name a data lead")
    assert facts([one], recent=[said]).decisions[0].text == "Name a data lead"
    assert not facts([one]).decisions


def test_headline_measures_show_the_newest_reading_and_keep_disagreements() -> None:
    kpi = measure(
        reading("4.5%", date(2023, 8, 31), "self-evaluation", 1),
        reading("3.4%", date(2023, 8, 31), "inspection letter", 2),
        reading("9%", date(2022, 8, 31), "council return", 3),
        headline=True,
    )
    found = facts([action("1.1", measures=(kpi,)), action("1.2", measures=(kpi,))]).measures
    assert len(found) == 1
    assert [(one.value, one.source) for one in found[0].values] == [
        ("4.5%", "self-evaluation"),
        ("3.4%", "inspection letter"),
    ]


def test_a_later_entry_of_the_same_source_puts_the_earlier_right() -> None:
    kpi = measure(
        reading("4.5%", date(2023, 8, 31), "provider data", 1),
        reading("4.1%", date(2023, 8, 31), "provider data", 2),
        headline=True,
    )
    values = facts([action("1.1", measures=(kpi,))]).measures[0].values
    assert [one.value for one in values] == ["4.1%"]


def test_where_no_measure_is_marked_the_newest_read_are_shown_three_at_most() -> None:
    kpis = tuple(
        measure(reading("1", date(2023, number, 1), "s"), id=number, text=f"KPI {number}")
        for number in range(1, 6)
    )
    unread = measure(id=9, text="Never read")
    found = facts([action("1.1", measures=(*kpis, unread))]).measures
    assert [one.text for one in found] == ["KPI 5", "KPI 4", "KPI 3"]


def test_bars_are_per_priority_now_and_at_the_last_meeting() -> None:
    then = before([action("1.1", state=GREEN), action("1.1", priority=2, state=GREEN)])
    found = facts(
        [action("1.1", state=AMBER), action("1.1", priority=2, state=GREEN)], previous=then
    ).bars
    assert [(one.code, one.total) for one in found] == [("PA1", 1), ("PA2", 1)]
    first = {one.status: (one.count, one.before) for one in found[0].counts}
    assert first[Status.AMBER] == (1, 0)
    assert first[Status.GREEN] == (0, 1)


def test_claims_impact_pending_and_overdue_but_green_are_flags_beside_the_colour() -> None:
    claimed = action(
        "1.1", state=GREEN, claim=ClaimState(request_id=1, awaiting="ELG", since=at(10, 1))
    )
    delivered = action("1.2", state=replace(GREEN, impact_due=date(2024, 7, 31)))
    late = action("1.3", state=GREEN, due=month(2023, 9))
    grey = action("1.4", state=told(Status.GREY), due=month(2023, 9))
    amber = action("1.5", state=AMBER, due=month(2023, 9))
    found = facts([claimed, delivered, late, grey, amber])
    assert [(one.key, one.awaiting) for one in found.claims] == [
        ("PA1-1.1", "Executive Leadership Group")
    ]
    assert [one.key for one in found.impact_pending] == ["PA1-1.2"]
    assert [one.key for one in found.overdue] == ["PA1-1.3", "PA1-1.4", "PA1-1.5"]
    assert [one.key for one in found.overdue_unflagged] == ["PA1-1.3", "PA1-1.4"]
    assert found.line("PA1-1.3").status is Status.GREEN  # type: ignore[union-attr]


def test_a_green_with_a_later_forecast_is_marked_and_stays_green() -> None:
    found = facts([action("1.1", state=replace(GREEN, forecast=month(2023, 12)))])
    line = found.line("PA1-1.1")
    assert line is not None
    assert line.status is Status.GREEN
    assert Marker.GREEN_BUT_LATE in line.markers


def test_outstanding_is_what_was_called_and_not_answered_counted_by_priority() -> None:
    called = at(9, 21)
    asked = [
        action("1.1", state=told(Status.AMBER, on=at(9, 1))),
        action("1.2"),
        action("1.3", state=told(Status.GREEN, on=at(9, 1))),
        action("1.4", state=told(Status.AMBER, on=at(10, 5))),
        action("1.5", claim=ClaimState(request_id=1, awaiting="ELG", since=at(9, 1))),
        action("1.6", redate_request_id=3),
        action("1.7", closed_on=date(2023, 9, 1)),
        action("1.1", priority=2, state=told(Status.GREEN, on=at(8, 1))),
    ]
    found = facts(asked, silent_before=called, cycle_from=at(8, 25))
    assert [one.key for one in found.actions if one.outstanding] == [
        "PA1-1.1",
        "PA1-1.2",
        "PA2-1.1",
    ]
    assert [(one.priority, one.count) for one in found.outstanding] == [("PA1", 2), ("PA2", 1)]
    assert facts(asked, cycle_from=at(8, 25)).outstanding == ()


def test_a_correction_replaces_words_for_display_and_names_who_and_when() -> None:
    mend = Correction(
        key="PA1-1.1", field="position", text="Plan agreed in part", person_id=2, at=at(10, 13)
    )
    entry = facts([action("1.1", state=RED)], corrections=[mend]).entries[0]
    assert entry.position == "Plan agreed in part"
    assert (entry.corrected[0].by, entry.corrected[0].on) == ("Bo Lint", date(2023, 10, 13))
    assert not entry.corrected[0].overtaken


def test_a_redaction_stays_even_when_the_lead_has_written_anew() -> None:
    mend = Correction(key="PA1-1.1", field="position", text="", person_id=2, at=at(10, 4))
    entry = facts([action("1.1", state=RED)], corrections=[mend]).entries[0]
    assert entry.position is None
    assert "position" not in entry.still_to_come
    assert entry.corrected[0].overtaken


def test_the_overall_line_can_be_written_by_a_chair() -> None:
    mend = Correction(key="", field="overall", text="Steady.", person_id=2, at=at(10, 13))
    found = facts([action("1.1", state=RED)], corrections=[mend])
    assert found.overall == "Steady."
    assert found.overall_by is not None
    gone = replace(mend, text="")
    assert facts([action("1.1", state=RED)], corrections=[gone]).overall is None


def test_an_action_now_expected_later_has_slipped() -> None:
    then = before([action("1.1", state=GREEN)])
    found = facts([action("1.1", state=RED)], previous=then).slipped
    assert [(one.before, one.now) for one in found] == [(month(2023, 10), month(2023, 12))]


def test_facts_survive_json_exactly() -> None:
    kpi = measure(reading("31%", date(2023, 8, 31), "provider data"), headline=True)
    step = milestone("Plan received", date(2023, 9, 22))
    actions = [action("1.1", state=RED, measures=(kpi,), milestones=(step,)), action("1.2")]
    found = facts(actions, previous=before(actions), silent_before=at(9, 21))
    assert read_facts(facts_json(found)) == found
    assert found.entries[0].limbs == (Limb.DATES, Limb.IMPACT)
    assert (found.meeting_day, found.compared.meeting_day) == (OCTOBER, SEPTEMBER)  # type: ignore[union-attr]
    assert meeting(OCTOBER).id == found.meeting_id
