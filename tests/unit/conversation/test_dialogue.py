"""From what was understood, and what was asked before, to commands and at most one question."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.answering import choose
from bot.conversation.dialogue import advance
from bot.conversation.owed import split_owed
from bot.conversation.readings import Decided, Decision, Intent, Interpretation, Reading
from bot.conversation.table import Card, Table
from bot.domain.commands import (
    Agree,
    Ask,
    Choice,
    ClaimCompletion,
    Decide,
    MarkDelivered,
    Part,
    RecordAbsence,
    Report,
    RequestReassign,
    Say,
    SnoozeItem,
)
from bot.domain.dates import Due
from bot.domain.status import Limb, Status

TODAY = date(2023, 10, 10)
KEYS = ("PA1-1.1.1", "PA1-1.1.2", "PA2-1.1.1")


def table(*, items: tuple[str, ...] = KEYS[:1], **card: object) -> Table:
    return Table(
        today=TODAY,
        cards={
            key: Card(key=key, title=f"Title of {key}", status=Status.GREEN, **card)  # type: ignore[arg-type]
            for key in KEYS
        },
        items=items,
        mine=KEYS,
    )


def said(intent: Intent, *readings: Reading, **more: object) -> Interpretation:
    return Interpretation(intent=intent, readings=readings, **more)  # type: ignore[arg-type]


def narrative(missing: str = "position,next_steps,limbs") -> Part:
    return Part(code="narrative", key=KEYS[0], values={"missing": missing, "status": "amber"})


def test_a_report_of_one_action_keeps_the_words_as_its_position() -> None:
    turn = advance(
        said(Intent.UPDATE, Reading(ref=KEYS[0], status=Status.AMBER), narrative="no agency yet"),
        text="1.1.1 amber no agency yet",
        table=table(),
    )
    assert turn.commands == (Report(key=KEYS[0], status=Status.AMBER, position="no agency yet"),)


def test_a_report_beside_an_absence_is_saved_as_well() -> None:
    turn = advance(
        said(
            Intent.AWAY,
            Reading(ref=KEYS[0], status=Status.GREEN),
            Reading(ref=None, snooze_until=date(2023, 10, 20), last_day=date(2023, 10, 20)),
        ),
        text="green. On leave till 20 Oct",
        table=table(),
    )

    assert turn.commands == (
        Report(key=KEYS[0], status=Status.GREEN),
        RecordAbsence(first_day=TODAY, last_day=date(2023, 10, 20)),
    )


def test_of_two_actions_what_is_clear_is_saved_and_the_rest_asked() -> None:
    turn = advance(
        said(
            Intent.UPDATE,
            Reading(ref=KEYS[0], status=Status.AMBER),
            Reading(ref=KEYS[1], needs_clarification=True, candidates=(Status.GREEN,)),
        ),
        text="1.1.1 amber. 1.1.2 fine",
        table=table(),
    )
    report, ask = turn.commands
    assert report == Report(key=KEYS[0], status=Status.AMBER)
    assert isinstance(ask, Ask)
    assert [(part.code, part.key) for part in ask.parts] == [("which_colour", KEYS[1])]


def test_done_is_a_claim_unless_a_measure_lies_ahead() -> None:
    done = said(Intent.DONE, Reading(ref=KEYS[0], done=True))
    assert advance(done, text="done", table=table()).commands == (ClaimCompletion(key=KEYS[0]),)
    (ask,) = advance(done, text="done", table=table(impact_due=date(2024, 7, 31))).commands
    assert isinstance(ask, Ask)
    assert ask.parts[0].code == "impact_pending"


def test_an_unknown_reference_saves_nothing() -> None:
    turn = advance(
        said(Intent.UPDATE, Reading(ref="9.9.9", status=Status.RED)),
        text="9.9.9 red",
        table=table(),
    )
    assert turn.commands == (Say(code="unknown_ref", key="9.9.9"),)


def test_an_action_in_doubt_is_asked_with_the_words_kept() -> None:
    (ask,) = advance(
        said(
            Intent.UPDATE,
            Reading(
                ref=None, status=Status.GREEN, needs_clarification=True, candidate_refs=KEYS[::2]
            ),
        ),
        text="1.1.1 green",
        table=table(items=()),
    ).commands
    assert isinstance(ask, Ask)
    part = ask.parts[0]
    assert (part.code, part.pending) == ("which_action", "1.1.1 green")
    assert [choice.value for choice in part.choices] == list(KEYS[::2])
    assert choose(ask.parts, 0, KEYS[2]).commands == (Say(code="reread", key=KEYS[2]),)


def test_leave_without_a_day_asks_for_the_day() -> None:
    turn = advance(
        said(Intent.AWAY, Reading(ref=None, needs_clarification=True)),
        text="on leave",
        table=table(),
    )
    (ask,) = turn.commands
    assert isinstance(ask, Ask)
    assert ask.parts[0].code == "absence_dates"
    until = said(Intent.UPDATE, Reading(ref=KEYS[0], forecast=Due.on(date(2023, 10, 20))))
    answer = advance(until, text="20 October", parts=ask.parts, table=table())
    assert answer.commands == (RecordAbsence(first_day=TODAY, last_day=date(2023, 10, 20)),)


def test_a_day_answers_until_when_and_is_no_forecast() -> None:
    later = Reading(ref=KEYS[0], needs_clarification=True)
    (ask,) = advance(
        said(Intent.SNOOZE, later, question="which_date"), text="later", table=table()
    ).commands
    assert isinstance(ask, Ask)
    thursday = said(Intent.UPDATE, Reading(ref=KEYS[0], forecast=Due.on(date(2023, 10, 12))))
    answer = advance(thursday, text="Thursday", parts=ask.parts, table=table())
    assert answer.commands == (SnoozeItem(key=KEYS[0], until=date(2023, 10, 12)),)


def test_a_name_answers_who_leads_it_now() -> None:
    who = Part(code="who", key=KEYS[0])
    turn = advance(said(Intent.UNKNOWN), text="Ben Oakley", parts=(who,), table=table())
    assert turn.commands == (RequestReassign(key=KEYS[0], new_owner="Ben Oakley"),)


def test_nothing_has_moved_is_an_answer() -> None:
    moved = Part(code="narrative", key=KEYS[0], values={"missing": "", "status": "amber"})
    same = said(Intent.NO_CHANGE, Reading(ref=KEYS[0], no_change=True))
    turn = advance(same, text="nothing has moved", parts=(moved,), table=table())
    assert turn.commands == (Say(code="nothing_moved"),)


@pytest.mark.parametrize(
    ("intent", "words", "commands"),
    [
        (Intent.CONFIRM, "yes", (Say(code="green_stays", key=KEYS[0]),)),
        (Intent.DENY, "no", (Report(key=KEYS[0], status=Status.AMBER, correction=True),)),
    ],
)
def test_still_green_is_a_question_with_two_answers(
    intent: Intent, words: str, commands: tuple[object, ...]
) -> None:
    still = Part(code="still_green", key=KEYS[0])
    turn = advance(said(intent), text=words, parts=(still,), table=table())
    assert turn.commands == commands


@pytest.mark.parametrize("decided", [Decided.AGREE, Decided.DISAGREE, Decided.ASSURE, Decided.HOLD])
def test_a_decision_on_an_unknown_action_is_told_so(decided: Decided) -> None:
    decision = Decision(decided=decided, ref="PA9-9.9.9", status=Status.RED, reason="no staff")
    turn = advance(said(Intent.UNKNOWN, decision=decision), text="…", table=table())
    assert turn.commands == (Say(code="unknown_ref", key="PA9-9.9.9"),)


def test_leave_is_recorded_from_today_where_no_first_day_is_said() -> None:
    turn = advance(
        said(Intent.AWAY, Reading(ref=None, snooze_until=date(2023, 10, 14), cover="Priya")),
        text="on leave till the 14th, Priya covers",
        table=table(),
    )
    assert turn.commands == (
        RecordAbsence(first_day=TODAY, last_day=date(2023, 10, 14), cover="Priya"),
    )


def test_a_snooze_with_a_colour_is_both() -> None:
    turn = advance(
        said(
            Intent.UPDATE,
            Reading(ref=KEYS[0], status=Status.GREEN, snooze_until=date(2023, 10, 17)),
        ),
        text="green, ask again Tuesday",
        table=table(),
    )
    assert turn.commands == (
        SnoozeItem(key=KEYS[0], until=date(2023, 10, 17)),
        Report(key=KEYS[0], status=Status.GREEN),
    )


def test_not_mine_asks_for_reassignment() -> None:
    turn = advance(
        said(Intent.REASSIGN, Reading(ref=KEYS[0], new_owner="Tom")), text="ask Tom", table=table()
    )
    assert turn.commands == (RequestReassign(key=KEYS[0], new_owner="Tom"),)


@pytest.mark.parametrize(
    ("quick", "code"),
    [
        ("sent_already", "sent_already"),
        ("second_hand", "own_view"),
        ("pressure", "own_view"),
        ("stop", "stop"),
    ],
)
def test_words_that_report_nothing_get_their_own_answer(quick: str, code: str) -> None:
    turn = advance(said(Intent.UNKNOWN, quick=quick), text="…", table=table())
    assert turn.commands == (Say(code=code),)


def test_who_will_not_write_is_asked_whether_to_be_rung() -> None:
    turn = advance(said(Intent.UNKNOWN, quick="not_in_writing"), text="…", table=table())
    (ask,) = turn.commands
    assert isinstance(ask, Ask)
    assert [part.code for part in ask.parts] == ["ring"]


def test_an_auto_reply_offers_its_dates_and_saves_nothing() -> None:
    away = said(Intent.AWAY, Reading(ref=None, snooze_until=date(2023, 10, 20)), quick="auto_reply")
    (ask,) = advance(away, text="I am out of the office", table=table()).commands
    assert isinstance(ask, Ask)
    assert ask.parts[0].code == "confirm_absence"
    dateless = said(Intent.AWAY, quick="auto_reply")
    assert advance(dateless, text="…", table=table()).commands == (Say(code="auto_reply"),)


def test_a_bare_yes_agrees_only_where_agreement_was_asked() -> None:
    yes = said(Intent.CONFIRM)
    assert advance(yes, text="yes", table=table()).commands == (Say(code="nothing_open"),)
    assert advance(yes, text="yes", table=table(agreeable=True)).commands == (Agree(key=KEYS[0]),)


def test_a_decision_in_words_carries_its_minute() -> None:
    decision = Decision(decided=Decided.APPROVE, ref=KEYS[1], request="close", minute="12")
    turn = advance(said(Intent.UNKNOWN, decision=decision), text="approve …", table=table())
    assert turn.commands == (Decide(agreed=True, key=KEYS[1], kind="close", minute="12"),)


# --- answers to what was asked ------------------------------------------------------------------


def test_yes_to_one_colour_saves_it_and_leaves_the_other_part_open() -> None:
    one = Part(code="which_colour", key=KEYS[1], choices=(Choice(value="green", label="● Green"),))
    turn = advance(said(Intent.CONFIRM), text="yes", parts=(one, narrative()), table=table())
    assert turn.commands == (Report(key=KEYS[1], status=Status.GREEN),)
    assert turn.answered == {0}


def test_no_to_one_colour_asks_which() -> None:
    one = Part(code="which_colour", key=KEYS[1], choices=(Choice(value="green", label="● Green"),))
    (ask,) = advance(said(Intent.DENY), text="no", parts=(one,), table=table()).commands
    assert isinstance(ask, Ask)
    assert [choice.value for choice in ask.parts[0].choices] == ["green", "amber", "red"]


def test_a_typed_choice_is_as_good_as_its_button() -> None:
    part = Part(
        code="impact_pending",
        key=KEYS[0],
        choices=(
            Choice(value="delivered", label="Delivered, impact pending"),
            Choice(value="claim", label="Ask to close it"),
        ),
    )
    turn = advance(said(Intent.UNKNOWN), text="Ask to close it.", parts=(part,), table=table())
    assert turn.commands == (ClaimCompletion(key=KEYS[0]),)
    assert choose((part,), 0, "delivered").commands == (MarkDelivered(key=KEYS[0]),)


def test_free_words_answer_the_narrative_question() -> None:
    turn = advance(
        said(Intent.UNKNOWN, narrative="only one person applied"),
        text="only one person applied",
        parts=(narrative(),),
        table=table(),
    )
    assert turn.commands == (Report(key=KEYS[0], position="only one person applied"),)
    assert turn.answered == {0}


def test_words_go_where_only_the_next_steps_are_owed() -> None:
    turn = advance(
        said(Intent.UNKNOWN, narrative="I advertise again on Friday"),
        text="I advertise again on Friday",
        parts=(narrative("next_steps"),),
        table=table(),
    )
    assert turn.commands == (Report(key=KEYS[0], next_steps="I advertise again on Friday"),)


def test_the_colour_said_again_is_part_of_the_answer() -> None:
    reading = Reading(ref=KEYS[0], status=Status.AMBER, position="two posts are empty")
    turn = advance(
        said(Intent.UPDATE, reading), text="still amber, …", parts=(narrative(),), table=table()
    )
    assert turn.commands == (Report(key=KEYS[0], position="two posts are empty"),)
    worse = said(Intent.UPDATE, Reading(ref=KEYS[0], status=Status.RED))
    turn = advance(worse, text="now red", parts=(narrative(),), table=table())
    assert turn.commands == (Report(key=KEYS[0], status=Status.RED),)


def test_a_report_on_another_action_is_a_new_message() -> None:
    turn = advance(
        said(Intent.UPDATE, Reading(ref=KEYS[1], status=Status.GREEN)),
        text="1.1.2 green",
        parts=(narrative(),),
        table=table(),
    )
    assert turn.commands == (Report(key=KEYS[1], status=Status.GREEN),)
    assert not turn.answered


def test_cancel_drops_everything_that_was_asked() -> None:
    turn = advance(said(Intent.CANCEL), text="cancel", parts=(narrative(),), table=table())
    assert turn.commands == (Say(code="cancelled"),)
    assert turn.answered == {0}


@pytest.mark.parametrize(
    ("value", "limbs"),
    [("dates", {Limb.DATES}), ("impact", {Limb.IMPACT}), ("both", {Limb.DATES, Limb.IMPACT})],
)
def test_a_limb_button_saves_the_limb_and_leaves_the_question(value: str, limbs: set[Limb]) -> None:
    turn = choose((narrative(),), 0, value)
    assert turn.commands == (Report(key=KEYS[0], limbs=frozenset(limbs)),)
    assert not turn.answered


def test_a_confirmed_date_is_the_one_that_was_asked() -> None:
    part = Part(
        code="confirm_date",
        key=KEYS[0],
        values={"text": "mid-Jan", "start": "2024-01-15", "end": "2024-01-15", "precision": "day"},
    )
    turn = advance(said(Intent.CONFIRM), text="yes", parts=(part,), table=table())
    assert turn.commands == (Report(key=KEYS[0], forecast=Due.on(date(2024, 1, 15), "mid-Jan")),)


# --- what a red still owes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "if_not", "back", "ask", "limbs", "rest"),
    [
        (
            "both. If not fixed, caseloads stay high. Back to green in February",
            "caseloads stay high",
            "in February",
            None,
            frozenset(Limb),
            "",
        ),
        (
            "Otherwise no recovery before March.",
            "no recovery before March",
            None,
            None,
            frozenset(),
            "",
        ),
        ("If we dont fix it plans stay late", "plans stay late", None, None, frozenset(), ""),
        ("If it is not fixed: no recovery", "no recovery", None, None, frozenset(), ""),
        ("We'll be back on track by May", None, "by May", None, frozenset(), ""),
        ("Ask: agree the agency money", None, None, "agree the agency money", frozenset(), ""),
        ("The dates", None, None, None, frozenset({Limb.DATES}), ""),
        ("The dates are at risk.", None, None, None, frozenset({Limb.DATES}), ""),
        (
            "Two posts are empty. I re-advertise on Friday.",
            None,
            None,
            None,
            frozenset(),
            "Two posts are empty. I re-advertise on Friday.",
        ),
    ],
)
def test_each_part_is_known_by_its_cue(
    text: str,
    if_not: str | None,
    back: str | None,
    ask: str | None,
    limbs: frozenset[Limb],
    rest: str,
) -> None:
    owed = split_owed(text)
    assert (owed.if_not, owed.back_to_green, owed.ask) == (if_not, back, ask)
    assert (owed.limbs, owed.rest) == (limbs, rest)
