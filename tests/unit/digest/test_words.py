"""How the digest reads: golden texts written by hand, word limits, and whose words are literal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.actions import ActionState, Assurance
from bot.domain.dates import Due
from bot.domain.digest import DigestFacts, LeadName, Slip
from bot.domain.messages import Heading, OutboundMessage, Paragraph, Picture, StatusRow
from bot.domain.programme import RequestKind
from bot.domain.requests import Request
from bot.domain.status import Status
from bot.handlers.digest_facts import digest_text
from bot.phrasing.digest import headline, messages
from bot.phrasing.digest_draft import changes
from bot.phrasing.digest_entries import entry_blocks
from bot.phrasing.digest_overall import measure_name
from bot.phrasing.digest_thread import thread
from bot.phrasing.digest_words import cut, leads_runs, slip_words, words_of
from bot.phrasing.message_text import message_text, runs_text
from tests.unit.digest.county import (
    ADA,
    AMBER,
    BO,
    RED,
    action,
    at,
    before,
    facts,
    heading,
    lead,
    measure,
    milestone,
    month,
    reading,
    told,
    view,
)

GREEN = told(Status.GREEN)


def text_of(found: DigestFacts, key: str) -> str:
    """One entry as text."""
    entry = found.entry(key)
    assert entry is not None
    return message_text(OutboundMessage(blocks=entry_blocks(entry, found), summary=""))


def whole() -> DigestFacts:
    """One of everything."""
    both = (lead(ADA), lead(BO))
    therapy = replace(
        RED,
        views=(view(ADA, Status.RED),),
        links=("https://fenmarsh.example/therapy",),
        assurance=Assurance(status=Status.RED, reason="", person_id=2, at=at(10, 10)),
    )
    then = before(
        [
            action("1.1", "Psychologist capacity", state=GREEN),
            action("1.2", "Recovery trajectory", state=GREEN, due=month(2023, 9)),
            action("1.1", "Therapy trajectory", priority=2, state=AMBER, due=month(2023, 9)),
        ]
    )
    kpi = measure(reading("31%", date(2023, 8, 31), "provider data"), headline=True)
    request = Request(
        id=7,
        programme_id=1,
        plan_id=1,
        action_id=1011,
        kind=RequestKind.REDATE,
        route=("ELG",),
        person_id=1,
        made_at=at(10, 5),
        new_date=month(2023, 12),
        reason="Recruitment market",
    )
    return facts(
        [
            action("1.1", "Psychologist capacity", state=AMBER, measures=(kpi,)),
            action(
                "1.2",
                "Recovery trajectory",
                state=told(Status.GREEN, on=at(9, 1)),
                due=month(2023, 9),
            ),
            action(
                "1.1",
                "Therapy trajectory",
                priority=2,
                leads=both,
                state=therapy,
                due=month(2023, 9),
                milestones=(milestone("Provider plan received", date(2023, 9, 22)),),
            ),
        ],
        previous=then,
        requests=[request],
        silent_before=at(9, 21),
        cycle_from=at(8, 25),
    )


def test_the_whole_digest_as_text() -> None:
    assert digest_text(whole()) == (
        "Digest for Tuesday 24 October\n"
        "Fenmarsh Improvement Plan, for the Improvement Board\n"
        "Of three actions, one is at significant risk (Red) and one is at risk (Amber); "
        "one is on track. Since 12 September two are worse and none better. "
        "Two are past the agreed date.\n"
        "Decisions needed: 2\n"
        "1. New agreed date for PA1-1.1 Psychologist capacity: Dec 2023 "
        "(for the Executive Leadership Group).\n"
        "2. PA2-1.1 asks: Agree interim funding, option B.\n"
        "Worse since 12 September: PA2-1.1 Therapy trajectory ▲ Amber → ◆ Red; "
        "PA1-1.1 Psychologist capacity ● Green → ▲ Amber.\n"
        "■ Blue 0, ● Green 1 (−1), ▲ Amber 1, ◆ Red 1 (+1), ○ Grey 0, – Not reported 0 "
        "(in brackets: change since 12 September).\n"
        "Plans issued within twenty weeks: 31% (31 Aug 2023, provider data); target 60%.\n"
        "(Picture: Actions by status and priority, with 12 September in brackets. "
        "PA1 Timely assessment: Green 1 (2), Amber 1 (0). "
        "PA2 Joint commissioning: Amber 0 (1), Red 1 (0).)\n"
        "As at Mon 16 Oct, 9:30am; assured Tue 10 Oct. One update outstanding. "
        "Detail in the thread.\n"
        "\n"
        "◆ Red: one action\n"
        "◆ RED (was Amber; off green 2 meetings): PA2-1.1 Therapy trajectory. "
        "Ada Quill (Council) and Bo Lint (ICB); Council view; ICB not yet confirmed. "
        "Dates and impact at risk. "
        "Now: Provider plan not agreed; waits up from 31 to 34 weeks. "
        "Dates: original and agreed Sept 2023, never changed; forecast Dec 2023 (+3 months); "
        "overdue. "
        "Last promise: Provider plan received by 22 Sept 2023, missed. "
        "Next: ICB commissioner and provider agree the plan by 3 Nov. "
        "If not: No recovery before March. Back to green: December. "
        "Ask: Agree interim funding, option B.\n"
        "Updated 5 Oct; assured 10 Oct. Evidence: https://fenmarsh.example/therapy\n"
        "\n"
        "▲ Amber: one action\n"
        "▲ AMBER (was Green): PA1-1.1 Psychologist capacity. Ada Quill (Council). "
        "Dates at risk. Now: Two posts vacant. Dates: agreed Oct 2023. "
        "Next: Ada re-advertises on Fri 6 Oct.\n"
        "Updated 5 Oct.\n"
        "\n"
        "Decisions needed: 2\n"
        "1. New agreed date for PA1-1.1 Psychologist capacity: Dec 2023 "
        "(for the Executive Leadership Group). Recruitment market.\n"
        "2. PA2-1.1 asks: Agree interim funding, option B.\n"
        "\n"
        "What moved since 12 September\n"
        "◆ Red PA2-1.1 Therapy trajectory: worse, was ▲ Amber; expected Dec 2023, was Sept 2023\n"
        "▲ Amber PA1-1.1 Psychologist capacity: worse, was ● Green\n"
        "\n"
        "Past the agreed date, reported Green or Grey: 1\n"
        "● Green PA1-1.2 Recovery trajectory: agreed Sept 2023, overdue\n"
        "\n"
        "Updates outstanding: 1\n"
        "One update outstanding, PA1 Timely assessment.\n"
    )


def test_no_name_stands_beside_an_outstanding_update() -> None:
    """In a channel silence is a count (R8)."""
    last = message_text(thread(whole())[-1])
    assert "outstanding" in last
    assert "Ada" not in last


def test_an_all_green_first_digest_is_short_and_says_so() -> None:
    found = facts([action("1.1", state=GREEN), action("1.2", state=GREEN)])
    text = message_text(headline(found))
    assert "Of two actions, none is Red or Amber; two are on track." in text
    assert "Decisions needed: none." in text
    assert "Worse" not in text
    assert thread(found) == ()


def test_blank_is_said_to_be_blank_in_the_first_line() -> None:
    text = message_text(headline(facts([action("1.1", state=AMBER), action("1.2")])))
    assert (
        "Of two actions, one is at risk (Amber); none is on track and one is not reported." in text
    )


def test_a_bare_red_says_what_is_still_to_come() -> None:
    bare = facts([action("1.1", "Capacity", state=told(Status.RED))])
    assert text_of(bare, "PA1-1.1") == (
        "◆ RED (first digest): PA1-1.1 Capacity. Ada Quill (Council). "
        "Dates: original and agreed Oct 2023, never changed; no forecast.\n"
        "Updated 5 Oct; not assured. Still to come: position, next steps, limb at risk, "
        "what happens if not fixed, return to green."
    )


def test_an_assured_view_that_differs_stands_beside_with_its_reason() -> None:
    view_of = Assurance(status=Status.RED, reason="Waits still rise", person_id=2, at=at(10, 10))
    found = facts([action("1.1", state=replace(AMBER, assurance=view_of))])
    assert "Assured ◆ Red: Waits still rise." in text_of(found, "PA1-1.1")
    assert text_of(found, "PA1-1.1").startswith("▲ AMBER")


def test_a_green_that_a_partnership_lead_sees_as_red_is_in_headline_and_thread() -> None:
    view_of = Assurance(status=Status.RED, reason="No panel held", person_id=2, at=at(10, 10))
    found = facts([action("1.1", "Panels", state=replace(GREEN, assurance=view_of))])
    assert found.counts[1].count == 1
    text = digest_text(found)
    assert "Assured differently: PA1-1.1 ● Green, assured ◆ Red." in text
    assert "● Green PA1-1.1 Panels: assured ◆ Red: No panel held\n" in text


def test_narrative_unchanged_late_and_corrected_are_told() -> None:
    old = replace(AMBER, narrative_at=at(9, 1), reported_at=at(10, 9))
    found = facts([action("1.1", state=old)], cut_off_at=at(10, 6, 16))
    told_text = text_of(found, "PA1-1.1")
    assert "Narrative unchanged since 1 Sept." in told_text
    assert "late" in told_text


def test_a_joint_position_awaited_is_said_without_who_said_what() -> None:
    state = replace(
        AMBER,
        views=(view(ADA, Status.AMBER), view(BO, Status.RED)),
        disputed=True,
        settles_at=at(11, 1),
    )
    text = text_of(facts([action("1.1", leads=(lead(ADA), lead(BO)), state=state)]), "PA1-1.1")
    assert "joint position awaited" in text
    assert "Red" not in text


def test_short_notice_and_a_second_edition_are_marked() -> None:
    found = facts([action("1.1")], short_notice=True, edition=2, moved_from=date(2023, 10, 3))
    text = message_text(headline(found))
    assert "Short notice." in text
    assert "second edition" in text
    assert "the meeting moved from 3 October" in text


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (Slip(days=92, months=3), "+3 months"),
        (Slip(days=30, months=1), "+1 month"),
        (Slip(days=12), "+12 days"),
        (Slip(days=-61, months=-2), "2 months early"),
        (Slip(days=0), "on the agreed date"),
    ],
)
def test_slip_in_words(slip: Slip, words: str) -> None:
    assert slip_words(slip) == words


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short enough", 5, "short enough"),
        ("one two three four five six", 3, "one two three…"),
        ("agree the plan by 3 Nov at the latest", 5, "agree the plan…"),
        ("Posts are out. Panel sits on the 9th of October", 5, "Posts are out …"),
        ("line\nbreaks\tand   spaces", 9, "line breaks and spaces"),
        ("x" * 400, 4, "x" * 40 + "…"),
    ],
)
def test_texts_are_cut_between_words(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


def test_many_leads_are_counted() -> None:
    names = [LeadName(name=name, organisation="Council") for name in ("A B", "C D", "E F")]
    assert runs_text(tuple(leads_runs(names, 2))) == "A B (Council), C D (Council) and 1 more"
    assert runs_text(tuple(leads_runs((), 2))) == "no lead named"


LONG = " ".join(f"word{n}" for n in range(300))


def test_long_words_of_leads_are_cut_to_the_limits() -> None:
    state = replace(RED, position=LONG, next_steps=LONG, if_not=LONG, back_to_green=LONG, ask=LONG)
    actions = [
        action("1.1", LONG, state=state),
        action("1.2", LONG, state=replace(state, status=Status.AMBER)),
    ]
    found = facts(actions, previous=before(actions))
    red, amber = found.entries
    assert words_of(entry_blocks(red, found)) <= 110
    assert words_of(entry_blocks(amber, found)) <= 55
    assert words_of(headline(found).blocks) < 250


def test_a_plan_of_very_many_priorities_keeps_the_headline_under_250_words() -> None:
    headings = [heading(n, f"Priority number {n} of many") for n in range(1, 91)]
    actions = [action("1.1", priority=n, state=RED) for n in range(1, 91)]
    found = facts(actions, previous=before(actions, headings=headings), headings=headings)
    told_all = messages(found)
    assert words_of(told_all[0].blocks) < 250
    pictures = [b for one in told_all for b in one.blocks if isinstance(b, Picture)]
    assert len(pictures) == 1
    assert "PA90 Priority number 90 of many: Red 1 (1)" in pictures[0].alt


def test_thread_messages_stay_modest_and_tear_no_entry() -> None:
    actions = [action(f"1.{n}", state=RED) for n in range(1, 30)]
    found = facts(actions)
    reds = [one for one in thread(found) if one.summary.startswith("◆")]
    assert len(reds) > 3
    assert sum(message_text(one).count("◆ RED") for one in reds) == 29
    assert all(len(message_text(one)) < 3500 for one in reds)
    assert message_text(reds[1]).startswith("◆ Red: 29 actions, continued")


def test_what_users_and_the_plan_wrote_is_never_a_plain_run() -> None:
    evil = "<!channel> *boo*"
    state = replace(
        RED, position=evil, next_steps=evil, if_not=evil, back_to_green=evil, ask=evil,
        links=(evil,),
        assurance=Assurance(status=Status.AMBER, reason=evil, person_id=2, at=at(10, 10)),
    )  # fmt: skip
    kpi = measure(reading(evil, date(2023, 8, 31), evil), text=evil, target=evil, headline=True)
    wicked = replace(lead(ADA), name=evil, organisation=evil)
    one = action("1.1", evil, leads=(wicked,), state=state, measures=(kpi,))
    found = facts([one, action("1.2", evil, state=replace(state, status=Status.AMBER))])
    then = before([replace(one, state=AMBER)])
    for message in (*messages(replace(found, plan_title=evil, body=evil)), *changes(then, found)):
        assert "<!channel>" not in message.summary
        for block in message.blocks:
            match block:
                case Heading():
                    assert "<!channel>" not in block.text
                case Paragraph():
                    assert not [r for r in block.runs if "<!" in r.text and not r.literal]
                case StatusRow():
                    assert not [r for r in block.detail if "<!" in r.text and not r.literal]
                case _:
                    pass


def test_what_changed_tells_only_what_is_different() -> None:
    posted = facts([action("1.1", state=GREEN), action("1.2", state=AMBER), action("1.3")])
    now = facts(
        [
            action("1.1", state=replace(AMBER, forecast=month(2023, 12))),
            action("1.2", state=AMBER),
            action("1.3"),
        ],
        now=at(10, 23),
    )
    assert [message_text(one) for one in changes(posted, now)] == [
        "Changed since the digest of Mon 16 Oct\n"
        "▲ Amber PA1-1.1 Do the thing: was ● Green. Forecast Dec 2023. Now: Two posts vacant. "
        "Next: Ada re-advertises on Fri 6 Oct."
    ]
    assert changes(posted, posted) == ()


def test_the_first_line_adds_up() -> None:
    """Every status that an action has is counted in it."""
    states = [RED, AMBER, GREEN, GREEN, told(Status.GREY), told(Status.GREY), ActionState()]
    actions = [action(f"1.{n}", state=one) for n, one in enumerate(states, 1)]
    closed = action("1.9", closed_on=date(2023, 9, 1))
    text = message_text(headline(facts([*actions, closed])))
    assert (
        "Of eight actions, one is at significant risk (Red) and one is at risk (Amber); "
        "two are on track, one is complete, two are not due to start and one is not reported."
    ) in text


MANY = tuple(
    replace(lead(ADA), name=name, organisation="Fenmarsh Community Health Trust")
    for name in ("Ada Quill", "Bo Lint", "Cy Marsh", "Di Holm", "Ed Moss")
)
ASK = "Interim money for four posts, option B, until the permanent establishment is agreed in April"


def test_titles_and_leads_give_way_before_now_next_and_ask() -> None:
    state = replace(
        RED,
        position="138 plans are late, 12 fewer than in August, and the fall has stopped since",
        next_steps="Ada and Bo bring costed options for the money to the group by 3 November",
        back_to_green="December, once posts are filled",
        ask=ASK,
    )
    title = "Bring the capacity of the psychology service up to its establishment " * 3
    found = facts([action("1.1", title, leads=MANY, state=state)])
    text = text_of(found, "PA1-1.1")
    assert f"Now: {state.position}." in text
    assert f"Next: {state.next_steps}." in text
    assert "Back to green: December, once posts are filled." in text
    assert f"Ask: {ASK}." in text
    assert "and 4 more" in text


def test_an_ambers_position_stays_whole_while_its_title_is_cut() -> None:
    now = "138 late, 12 fewer than in August; two posts are filled and start in November"
    state = replace(AMBER, position=now, next_steps="Ada reviews the list with Bo on Fri 6 Oct")
    title = "Clear the backlog of plans that are past their twenty weeks in every locality " * 2
    found = facts([action("1.1", title, leads=MANY, state=state)])
    text = text_of(found, "PA1-1.1")
    assert f"Now: {now}." in text
    assert "Next: Ada reviews the list with Bo on Fri 6 Oct." in text


def test_an_ask_is_whole_in_headline_and_decisions() -> None:
    wish = " ".join(f"w{n}" for n in range(30)) + " option B"
    actions = [action(f"1.{n}", "Some title", state=replace(RED, ask=wish)) for n in range(1, 9)]
    found = facts(actions)
    head = message_text(headline(found))
    assert wish in head
    assert "w28…" not in head
    assert "more in the thread." in head
    rest = "\n".join(message_text(one) for one in thread(found))
    assert rest.count(f"asks: {wish}.") == 8


def test_a_next_step_whose_day_has_gone_is_no_step_ahead() -> None:
    late = at(12, 4)
    promised = Due.on(date(2023, 10, 13))
    state = replace(RED, next_steps="Ada brings options for money by 13 October")
    found = facts([action("1.1", state=state)], now=late, promised={1011: promised})
    text = text_of(found, "PA1-1.1")
    assert (
        "Next (promised for 13 Oct 2023, now past): Ada brings options for money by 13 October."
    ) in text
    assert "Narrative unchanged since 5 Oct." in text


def test_a_measure_has_its_name_target_and_date_once_and_the_reading_before() -> None:
    kpi = measure(
        reading("31%", date(2024, 7, 31), "provider data", 1),
        reading("34%", date(2024, 8, 31), "provider data", 2),
        text="EHC plans issued within 20 weeks: 60% by July 2025",
        target="60%",
        due=month(2025, 7),
        headline=True,
    )
    few = measure(
        reading("52", date(2024, 8, 31), "caseload", 3),
        text="Children waiting over a year",
        target="fewer than 40 by March 2025",
        due=month(2025, 3),
        headline=True,
        id=2,
    )
    found = facts([action("1.1", measures=(kpi, few))], now=at(10, 5, year=2024))
    text = message_text(headline(found))
    assert (
        "EHC plans issued within 20 weeks: 34% (31 Aug 2024, provider data; 31% in July); "
        "target 60% by July 2025."
    ) in text
    assert (
        "Children waiting over a year: 52 (31 Aug 2024, caseload); "
        "target fewer than 40 by March 2025."
    ) in text


def test_an_action_nobody_could_be_asked_about_is_told_beside_the_outstanding() -> None:
    nobody = (replace(lead(ADA), name="Health service providers", person_id=None),)
    actions = [action("1.1"), action("1.2", leads=nobody)]
    found = facts(actions, silent_before=at(9, 21), cycle_from=at(8, 25))
    assert sum(one.count for one in found.outstanding) == 1
    assert [one.key for one in found.unreachable] == ["PA1-1.2"]
    head = message_text(headline(found))
    assert "One update outstanding. One action has no lead who can be reached." in head
    assert "One action has no lead who can be reached." in message_text(thread(found)[-1])


@pytest.mark.parametrize(
    ("text", "target", "name"),
    [
        ("Waits in weeks", None, "Waits in weeks"),
        ("Waits: 60% by July", "60%", "Waits"),
        ("Waits – target: fewer than 40", "fewer than 40", "Waits"),
        (
            "Share of plans, by age, that are in time",
            "60%",
            "Share of plans, by age, that are in time",
        ),
        ("60% of plans in time", "60%", "60% of plans in time"),
    ],
)
def test_a_measures_name_is_what_stands_before_its_target(
    text: str, target: str | None, name: str
) -> None:
    assert measure_name(text, target) == name
