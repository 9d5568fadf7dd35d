"""``/send status``: how the plan stands, filters, one action, one's own (R14, VOICE.md)."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.messages import Button, Buttons, OutboundMessage, StatusRow
from bot.domain.programme import RequestKind
from bot.domain.requests import Request
from bot.domain.status import Status
from bot.domain.updates import UpdateKind
from bot.domain.verbs import Verb
from bot.handlers import digests, queries
from bot.handlers.digest_facts import facts_now
from bot.phrasing.message_text import message_text
from tests.unit.digest.county import (
    ADA,
    BO,
    DATES,
    OCTOBER,
    POSTING,
    SEPTEMBER,
    County,
    action,
    at,
    county,
    lead,
    measure,
    milestone,
    month,
    reading,
)

NOW = at(10, 12)


@pytest.fixture
def place() -> County:
    """The September digest has gone; since then one action is worse and one request is open."""
    found = county()
    found.report("PA1-1.1.1", on=at(9, 1), status=Status.GREEN)
    with found.units.write() as uow:
        digest = digests.draft(
            uow, found.programme, found.plan, found.meetings[SEPTEMBER], at(9, 4), short_notice=True
        )
        digests.post(uow, found.programme, digest, at(9, 4))
        known = uow.actions.by_key(found.programme.id, "PA1-1.1.1")
        assert known is not None
        uow.requests.save(
            Request(
                programme_id=found.programme.id,
                plan_id=found.plan.id,
                action_id=known.id,
                kind=RequestKind.REDATE,
                route=("ELG",),
                person_id=found.people["Ada Quill"].id,
                made_at=at(10, 5),
                new_date=month(2023, 12),
            )
        )
        uow.commit()
    found.report(
        "PA1-1.1.1",
        on=at(10, 5),
        status=Status.AMBER,
        position="Two posts vacant",
        next_steps="Re-advertise on Fri 6 Oct",
        limbs=DATES,
        forecast=month(2023, 12),
    )
    return found


def ask(place: County, *filters: str, who: str | None = "Cy Marsh") -> OutboundMessage:
    with place.units.read() as uow:
        person = place.people[who] if who else None
        return queries.status(uow, place.programme, person, filters, NOW)


def rows(message: OutboundMessage) -> list[str]:
    return [block.key for block in message.blocks if isinstance(block, StatusRow)]


def buttons(message: OutboundMessage) -> list[Button]:
    return [b for one in message.blocks if isinstance(one, Buttons) for b in one.buttons]


def test_the_overview_says_how_it_stands(place: County) -> None:
    place.report(
        "PA1-1.1.1",
        who="Bo Lint",
        on=at(10, 10),
        kind=UpdateKind.ASSURANCE,
        status=Status.AMBER,
        position="",
    )
    place.report("PA1-1.1.2", on=at(10, 11), status=Status.GREEN)
    found = ask(place)
    assert message_text(found) == (
        "Fenmarsh Improvement Plan, Thu 12 October. Assured 10 Oct; 1 change since.\n"
        "Three actions: ■ Blue 0, ● Green 1, ▲ Amber 1 (+1), ◆ Red 0, ○ Grey 0, "
        "– Not reported 1 (−1).\n"
        "Since the meeting of 12 September: 1 worse (PA1-1.1.1), 0 better. "
        "Decisions needed 24 Oct: 1. "
        "Overdue 0; completion claimed 0; delivered, impact pending 0.\n"
        "[Reds] [Overdue] [Paper]"
    )
    assert [(b.verb, b.value) for b in buttons(found)] == [
        (Verb.QUERY, "status red"),
        (Verb.QUERY, "status overdue"),
        (Verb.QUERY, "status paper"),
    ]


def test_a_member_sees_that_it_is_live_and_not_yet_assured(place: County) -> None:
    first = message_text(ask(place, who="Moss Ferry")).splitlines()[0]
    assert first.endswith("Live, not yet assured; 1 change since the digest of 4 Sept.")


def test_silence_has_names_for_chairs_and_office_only(place: County) -> None:
    place.called(OCTOBER, at(9, 28))
    told = message_text(ask(place))
    assert "Two updates outstanding, from two leads: Ada Quill and Bo Lint." in told
    told = message_text(ask(place, who="Moss Ferry"))
    assert "Two updates outstanding." in told
    assert "Ada Quill" not in told


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["amber"], ["PA1-1.1.1"]),
        (["ambers", "and", "greens"], ["PA1-1.1.1"]),
        (["not reported"], ["PA1-1.1.2", "PA2-1.1.1"]),
        (["Not", "Reported", "pa2"], ["PA2-1.1.1"]),
        (["PA1"], ["PA1-1.1.1", "PA1-1.1.2"]),
        (["priority", "2"], ["PA2-1.1.1"]),
        (["joint commissioning"], ["PA2-1.1.1"]),
        (["bo"], ["PA2-1.1.1"]),
        (["Bo", "Lint"], ["PA2-1.1.1"]),
        (["stale"], ["PA1-1.1.2", "PA2-1.1.1"]),
        (["red"], []),
        (["overdue"], []),
        (["claims"], []),
        (["PA1-1.1.2", "pa2-1.1.1"], ["PA1-1.1.2", "PA2-1.1.1"]),
    ],
)
def test_filters_narrow(place: County, filters: list[str], expected: list[str]) -> None:
    assert rows(ask(place, *filters)) == expected


def test_mine_are_the_askers_own(place: County) -> None:
    assert rows(ask(place, "mine", who="Bo Lint")) == ["PA2-1.1.1"]
    assert rows(ask(place, "mine")) == []


def test_a_row_has_its_dates_flags_and_next_step(place: County) -> None:
    text = message_text(ask(place, "amber"))
    assert text.splitlines() == [
        "One action: ▲ Amber",
        "▲ Amber PA1-1.1.1 Bring psychologist capacity to establishment: "
        "due Oct 2023; forecast Dec 2023 (+2 months). Next: Re-advertise on Fri 6 Oct.",
    ]


def test_an_unknown_word_is_answered_with_what_is_possible(place: County) -> None:
    assert message_text(ask(place, "amber", "purple")) == (
        "I cannot narrow the status by “purple”: try a colour, a lead's name, an action's key, "
        "overdue, stale, claims, delivered, mine or paper, or a priority (PA1 and PA2)."
    )


def test_nothing_found_is_said(place: County) -> None:
    assert "Nothing is ◆ Red." in message_text(ask(place, "red"))


def test_a_bare_reference_asks_which_one_unless_it_is_the_askers_own(place: County) -> None:
    found = ask(place, "1.1.1")
    assert [b.value for b in buttons(found)] == ["status PA1-1.1.1", "status PA2-1.1.1"]
    assert message_text(ask(place, "1.1.1", who="Bo Lint")).startswith("– Not reported PA2-1.1.1")
    assert message_text(ask(place, "1.1.2")).startswith("– Not reported PA1-1.1.2")


def test_a_long_list_is_told_in_part_with_how_to_narrow_it() -> None:
    place = county([action(f"1.{n}", leads=(lead(ADA),)) for n in range(1, 40)])
    found = ask(place, "not reported")
    assert len(rows(found)) == 12
    assert "And 27 more. To narrow it" in message_text(found)


def test_the_paper_is_live_for_chairs_and_as_posted_for_members(place: County) -> None:
    assert "As the digest would read now." in message_text(ask(place, "paper"))
    told = message_text(ask(place, "paper", who="Moss Ferry"))
    assert "As it was posted." in told
    assert "Digest for Tuesday 12 September" in told


def test_before_any_plan_status_says_so() -> None:
    place = county()
    with place.units.write() as uow:
        other = uow.programmes.save(type(place.programme)(code="NEW", name="New"))
        found = queries.status(uow, other, None, (), NOW)
    assert "no plan" in message_text(found)


def test_one_action_on_a_card() -> None:
    kpi = measure(reading("31%", date(2023, 8, 31), "provider data"))
    place = county(
        [
            action(
                "1.1.1",
                "Bring capacity to establishment",
                leads=(lead(ADA), lead(BO)),
                milestones=(
                    milestone("Advert out", date(2023, 9, 22)),
                    milestone("Panel held", date(2023, 9, 29), done_on=date(2023, 9, 28)),
                ),
                measures=(kpi,),
                approved=month(2023, 11),
                approved_changes=1,
            )
        ]
    )
    for day in (1, 2, 3, 4):
        place.report(
            "PA1-1.1.1",
            on=at(10, day),
            status=Status.AMBER,
            position=f"Position of day {day}",
            forecast=month(2023, 12),
        )
    found = ask(place, "PA1-1.1.1", who="Ada Quill")
    assert message_text(found) == (
        "▲ Amber PA1-1.1.1 Bring capacity to establishment\n"
        "Narrative awaited; one organisation's view so far.\n"
        "Leads: Ada Quill (Council) and Bo Lint (ICB)\n"
        "Priority: PA1 Timely assessment\n"
        "Original date: October 2023\n"
        "Agreed date: November 2023, changed once\n"
        "Forecast: Dec 2023 (+1 month)\n"
        "Now: Position of day 4. Still to come: next steps, limb at risk.\n"
        "Milestones\n"
        "• Advert out (due 22 Sept 2023, overdue)\n"
        "• Panel held (done 28 Sept 2023)\n"
        "Measures\n"
        "• Plans issued within twenty weeks; target 60%: 31% (31 Aug 2023, provider data)\n"
        "Wed 4 Oct: ▲ Amber, Ada Quill: Position of day 4; forecast Dec 2023\n"
        "Tue 3 Oct: ▲ Amber, Ada Quill: Position of day 3; forecast Dec 2023\n"
        "Mon 2 Oct: ▲ Amber, Ada Quill: Position of day 2; forecast Dec 2023\n"
        "[Update] [Remind me later] [Ask for a new date]"
    )
    assert {b.item for b in buttons(found)} == {"PA1-1.1.1"}
    assert not buttons(ask(place, "PA1-1.1.1", who="Moss Ferry"))


def test_mine_lists_what_is_open_with_numbers_and_until_when(place: County) -> None:
    with place.units.read() as uow:
        found = queries.mine(uow, place.programme, place.people["Ada Quill"], at(10, 5))
    assert rows(found) == ["PA1-1.1.1", "PA1-1.1.2", "PA2-1.1.1"]
    assert found.items == ("PA1-1.1.1", "PA1-1.1.2", "PA2-1.1.1")
    text = message_text(found)
    assert "For the meeting of 24 October I need updates by 5pm on Fri 6 Oct." in text
    assert "1. ▲ Amber PA1-1.1.1" in text
    with place.units.read() as uow:
        none = queries.mine(uow, place.programme, place.people["Moss Ferry"], at(10, 5))
    assert "You lead no action" in message_text(none)


def test_status_as_json_has_the_counts_and_the_actions_asked_for(place: County) -> None:
    with place.units.read() as uow:
        found = queries.status_json(uow, place.programme, None, ["amber", "purple"], POSTING)
    plan = found["plans"][0]  # type: ignore[index]
    assert found["unknown"] == ["purple"]
    assert sum(plan["counts"].values()) == 3
    assert plan["worse"] == ["PA1-1.1.1"]
    assert [one["key"] for one in plan["actions"]] == ["PA1-1.1.1"]
    assert plan["actions"][0]["slip"] == {"days": 61, "months": 2}


def test_a_look_back_does_not_see_what_was_reported_later(place: County) -> None:
    with place.units.read() as uow:
        then = queries.status_json(uow, place.programme, None, [], at(9, 20))
        now = queries.status_json(uow, place.programme, None, [], NOW)
    assert then["plans"][0]["counts"]["green"] == 1  # type: ignore[index]
    assert then["plans"][0]["counts"]["amber"] == 0  # type: ignore[index]
    assert now["plans"][0]["counts"]["amber"] == 1  # type: ignore[index]


@pytest.mark.parametrize(
    ("asked", "said"),
    [("overdue", "Nothing is overdue."), ("claims", "No completion is claimed.")],
)
def test_nothing_of_a_kind_is_said_plainly(place: County, asked: str, said: str) -> None:
    assert message_text(ask(place, asked)).startswith(said)


def test_a_step_whose_day_has_gone_is_read_from_the_leads_own_words(place: County) -> None:
    """ "Re-advertise on Fri 6 Oct", told on 5 October: by the 12th it is of the past."""
    with place.units.read() as uow:
        found = facts_now(uow, place.programme, place.plan, None, NOW).entry("PA1-1.1.1")
        before = facts_now(uow, place.programme, place.plan, None, at(10, 6)).entry("PA1-1.1.1")
    assert found is not None
    assert found.promised_by is not None
    assert found.promised_by.end == date(2023, 10, 6)
    assert found.unchanged_since == date(2023, 10, 5)
    assert before is not None
    assert before.promised_by is None
