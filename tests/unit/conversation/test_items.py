"""Milestones, measures and asks in a lead's words: what is taken for certain, asked, or left alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from bot.conversation.item_answers import as_of
from bot.conversation.item_words import Items
from bot.conversation.items import ItemsRead, read_items
from bot.conversation.readings import Context
from bot.domain.actions import Action, Measure, Milestone
from bot.domain.commands import MilestoneReport, RecordReading
from bot.domain.plan_dates import read_due

TODAY = date(2023, 10, 10)


def milestone(number: int, text: str, due: str) -> Milestone:
    return Milestone(id=number, plan_id=1, text=text, due=read_due(due))


def measure(number: int, text: str, target: str | None = None) -> Measure:
    return Measure(id=number, plan_id=1, text=text, target=target)


def action(key: str, *things: Milestone | Measure) -> Action:
    return Action(
        id=1,
        programme_id=1,
        plan_id=1,
        heading="p1",
        key=key,
        ref=key.partition("-")[2],
        title="An action",
        milestones=tuple(one for one in things if isinstance(one, Milestone)),
        measures=tuple(one for one in things if isinstance(one, Measure)),
    )


ONE, TWO, NONE, ALONE = "PA1-1.1.1", "PA1-1.1.2", "PA1-1.2.1", "PA1-1.3.1"
ACTIONS: Mapping[str, Action] = {
    ONE: action(
        ONE,
        milestone(1, "Adverts are out", "October 2023"),
        milestone(2, "Review of the family hub reported", "November 2023"),
        milestone(3, "All caseworkers in post", "January 2024"),
        measure(11, "Plans issued within 20 weeks", "60%"),
    ),
    TWO: action(
        TWO,
        milestone(4, "New structure agreed", "December 2023"),
        milestone(5, "New structure in place", "March 2024"),
        measure(12, "Posts filled", "90%"),
        measure(13, "Average wait for therapy", "18 weeks"),
    ),
    NONE: action(NONE),
    ALONE: action(ALONE, milestone(6, "Guide printed", "May 2024"), measure(14, "Complaints")),
}


def read(text: str, pending: str | None = None) -> ItemsRead:
    context = Context(
        today=TODAY,
        pending_ref=pending,
        items=(pending,) if pending else (),
        my_actions=tuple(ACTIONS),
        known_refs=tuple(ACTIONS),
        people=("Ada Quill", "Petra Vane"),
    )
    bodies = ("ELG", "Executive Leadership Group", "BOARD", "Improvement Board")
    return read_items(text, Items(context=context, actions=ACTIONS, bodies=bodies))


def told(found: ItemsRead) -> list[str]:
    """What would be saved, in short: "1 done", "2 2024-06-30", "11 28% 2023-09-30"."""
    lines = []
    for one in found.commands:
        if isinstance(one, RecordReading):
            lines.append(f"{one.measure_id} {one.value} {one.as_of}")
        elif one.done:
            lines.append(f"{one.milestone_id} done{f' {one.done_on}' if one.done_on else ''}")
        else:
            assert one.forecast is not None
            lines.append(f"{one.milestone_id} {one.forecast.end}")
    return lines


@pytest.mark.parametrize(
    ("text", "saved"),
    [
        ("1.1.1 first milestone's done, second slips to June", ["1 done", "2 2024-06-30"]),
        ("1.1.1: First and second milestones done", ["1 done", "2 done"]),
        ("1.1.1 first milestone done and second slips to June", ["1 done", "2 2024-06-30"]),
        ("1.1.2 both milestones are done", ["4 done", "5 done"]),
        ("1.1.2 first milestone done, the other moves to April", ["4 done", "5 2024-04-30"]),
        ("1.1.1 all three milestones met", ["1 done", "2 done", "3 done"]),
        ("1.1.1 milestones 1 and 2 are finished", ["1 done", "2 done"]),
        ("1.1.1 milestone 2: end of June", ["2 2024-06-30"]),
        ("1.1.1 the last milestone has been achieved", ["3 done"]),
        ("1.1.1 2nd milestone now mid-December", ["2 2023-12-15"]),
        ("1.1.1 second milestone slips from November to January", ["2 2024-01-31"]),
        ("1.1.1 second milestone will be done by 12 January", ["2 2024-01-12"]),
        ("1.1.1 third milestone expected end of March", ["3 2024-03-31"]),
        ("1.3.1 milestone's done", ["6 done"]),
        ("1.3.1 the milestone moves to June", ["6 2024-06-30"]),
        ("1.1.1 the adverts milestone was met on 3 October", ["1 done 2023-10-03"]),
        ("1.1.1 first milestone done last week", ["1 done 2023-10-06"]),
        ("1.1.1 the review of the family hub is done", ["2 done"]),
        ("the hub review slips to January", ["2 2024-01-31"]),
        ("1.1.1 adverts done", ["1 done"]),
        ("1.1.1 first milestone ✅", ["1 done"]),
        ("1.1.1 amber because the second milestone slips to June", ["2 2024-06-30"]),
        ("1.1.1 first milestone's done. 1.1.2 first milestone moved to February", ["1 done", "4 2024-02-29"]),
        ("1.1.1 timeliness 28% in September", ["11 28% 2023-09-30"]),
        ("1.1.1 timeliness was 28% as at 30 Sept against a target of 60%", ["11 28% 2023-09-30"]),
        ("1.1.1 28.4% of plans issued within 20 weeks, August data", ["11 28.4% 2023-08-31"]),
        ("In September, timeliness was about 28 per cent", ["11 about 28 per cent 2023-09-30"]),
        ("timeliness now 31%", ["11 31% 2023-10-10"]),
        ("timeliness 28% (August, validated)", ["11 28% 2023-08-31"]),
        ("1.1.1 timeliness 120 of 300 in Sept", ["11 120 of 300 2023-09-30"]),
        ("1.1.2 4 of 9 posts filled at the end of September", ["12 4 of 9 2023-09-30"]),
        ("1.1.2 average wait for therapy 34 weeks in August", ["13 34 weeks 2023-08-31"]),
        (
            "1.1.1 timeliness 28% in September; second milestone moved to 15 January",
            ["11 28% 2023-09-30", "2 2024-01-15"],
        ),
    ],
)  # fmt: skip
def test_what_is_plain_is_taken(text: str, saved: list[str]) -> None:
    found = read(text)
    assert told(found) == saved
    assert not found.parts
    assert not found.unclear


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1 amber, 2 vacancies, 12 fewer than July",
        "1.1.1 done",
        "1.1.1 green, forecast June",
        "1.1.1 same as last time",
        "first one green, second amber",
        "first green, second slips to June",
        "is the first milestone done?",
        "1.1.1 is milestone 2 done?",
        "1.1.1 second milestone not done yet",
        "1.1.1 first milestone nearly done",
        "1.1.1 first milestone isn't finished",
        "1.1.1 first milestone half done",
        "1.1.1 once the first milestone is done we start training",
        "1.1.1 depends on the second milestone",
        "1.1.1 all milestones on track",
        "1.2.1 amber, recruitment slipped to June",
        "1.1.1 the reviewers met on Friday",
        "1.1.1 agency spend up 28% in September",
        "1.1.1 timeliness up 3% in September",
        "1.1.1 timeliness down to 28%",
        "1.1.1 vacancy rate 28% in September",
        "1.1.1 we expect timeliness to be 40% in December",
        "1.1.1 timeliness should reach 60% by July",
        "1.1.1 target is 60% by July",
        "1.1.1 timeliness 40% in December 2023",
        "1.1.1 timeliness went from 24% to 28% in September",
        "1.1.1 is timeliness 28%?",
        "1.1.1 28% of staff are agency",
        "1.1.1 100% committed to this",
        "1.1.1 4 of 9 posts filled",
        "1.1.2 34 weeks since we started",
        "1.1.2 we need £28,000 for posts",
        "1.3.1 12 people at the event in September",
        "1.1.1 meeting on 3 October with 9 of 12 schools",
        "1.1.1 need the provider to sign the trajectory",
        "1.1.1 we don't need the Board to agree anything",
        "1.1.1 do we need the Board to agree this?",
        "1.1.1 the Board agreed the spend",
        "remind me Tuesday",
        "thanks",
        "",
        "Automatic reply: I am away. First milestone done.",
    ],
)
def test_everything_else_is_left_to_be_read_for_its_colours(text: str) -> None:
    found = read(text)
    assert not found.says_anything, found
    assert found.rest == text


def test_quoted_words_are_not_the_leads() -> None:
    quoted = "1.1.2 green\n\nOn Mon, 9 Oct 2023 Petra Vane wrote:\n> 1.1.1 first milestone done"
    assert not read(quoted).says_anything


@pytest.mark.parametrize(
    ("text", "pending", "choices"),
    [
        ("the milestone is done", ONE, ["1", "2", "3", "none"]),
        ("fifth milestone done", ONE, ["1", "2", "3", "none"]),
        ("both milestones done", ONE, ["1", "2", "3", "none"]),
        ("the new structure milestone is done", TWO, ["4", "5", "none"]),
        ("the measure is at 71% in September", TWO, ["12", "none"]),
    ],
)
def test_which_one_is_asked(text: str, pending: str, choices: list[str]) -> None:
    found = read(text, pending)
    assert not found.commands
    (part,) = found.parts
    assert part.code == "which_item"
    assert [choice.value for choice in part.choices] == choices


@pytest.mark.parametrize(
    "text",
    ["1.1.1 timeliness 28%", "1.1.1 timeliness 28% in Q2", "1.1.1 timeliness 28% in January"],
)
def test_the_day_of_a_reading_is_asked_where_it_is_not_plain(text: str) -> None:
    found = read(text)
    assert not found.commands
    (part,) = found.parts
    assert part.code == "as_of"
    assert [choice.value for choice in part.choices] == ["2023-09-30", "2023-10-10"]


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1 second milestone may slip to June",
        "1.1.1 milestone 2 June",
        "1.1.1 milestone 2 was due in June",
        "1.1.1 second milestone still June",
        "1.1.1 first milestone done in May",
        "1.1.1 milestone 2 is green",
    ],
)
def test_a_milestone_with_a_date_that_is_not_plain_moves_nothing(text: str) -> None:
    """Nor is its date left behind, to be taken for the action's."""
    found = read(text)
    assert not found.commands
    assert found.unsure == (ONE,)
    assert not found.rest


@pytest.mark.parametrize("text", ["first milestone's done", "need the Board to agree agency spend"])
def test_which_action_is_asked_where_nobody_can_know(text: str) -> None:
    found = read(text)
    assert not found.commands
    assert not found.asks
    assert found.unclear == text


@pytest.mark.parametrize(
    ("text", "ask", "rest"),
    [
        ("1.1.1 amber, need the Board to agree agency spend", "the Board to agree agency spend", "1.1.1 amber"),
        ("1.1.1 we need ELG to fund two posts, else red", "ELG to fund two posts", "1.1.1 else red"),
        ("1.1.1 Ask: option B to be funded. Green otherwise", "option B to be funded", "1.1.1 Green otherwise"),
        ("1.1.1 want the Improvement Board to write to providers", "the Improvement Board to write to providers", ""),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_body(text: str, ask: str, rest: str) -> None:
    found = read(text)
    assert found.asks == {ONE: ask}
    assert found.rest == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1.1.1 first milestone's done, amber overall", "1.1.1 amber overall"),
        ("1.1.1 first milestone's done. 1.1.2 green", "1.1.2 green"),
        ("1.1.1, first milestone's done. 1.1.2 green", "1.1.2 green"),
        ("1.1.1 amber because the second milestone slips to June, agency Fri", "1.1.1 amber, agency Fri"),
        ("1.1.1 first milestone's done https://x.example/a", "1.1.1 https://x.example/a"),
        ("1.1.1 first milestone's done, thanks", ""),
        ("1.1.2 and 1.1.1 green, timeliness 28% in September", "1.1.2 and 1.1.1 green"),
    ],
)  # fmt: skip
def test_what_is_left_is_what_the_rest_of_the_message_says(text: str, rest: str) -> None:
    assert read(text).rest == rest


def test_slips_and_readings_may_be_the_reason_for_a_colour_but_not_what_is_done() -> None:
    found = read(
        "1.1.1 amber, first milestone's done, second slips to June, timeliness 28% in Sept"
    )
    assert found.words == {ONE: "second slips to June. timeliness 28% in Sept"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("end of August", date(2023, 8, 31)),
        ("September", date(2023, 9, 30)),
        ("as at 30 Sept", date(2023, 9, 30)),
        ("today", TODAY),
        ("October", TODAY),
        ("July 2022", date(2022, 7, 31)),
        ("December", None),
        ("1 November", None),
        ("amber, done by end of August", None),
        ("yes", None),
    ],
)
def test_the_answer_to_as_of_which_day(text: str, day: date | None) -> None:
    found = as_of(text, TODAY)
    assert (found.end if found else None) == day


def test_a_long_message_takes_no_longer_than_its_length_allows() -> None:
    text = "1.1.1 first milestone's done, second slips to June, timeliness 28% in September. " * 40
    found = read(text[:4000])
    assert all(isinstance(one, MilestoneReport | RecordReading) for one in found.commands)
