"""What an amber or red must tell (R3): position, next steps, limbs, if not, back to green, ask."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.interpreter import interpret
from bot.conversation.readings import Context, Reading
from bot.domain.status import Limb, Status

CONTEXT = Context(today=date(2023, 9, 25), pending_ref="1.1.1", my_actions=("1.1.1", "3.2.1"))
BOTH = frozenset(Limb)


def told(text: str, *, awaiting: str | None = None) -> Reading:
    context = Context(
        today=CONTEXT.today,
        pending_ref="1.1.1",
        my_actions=CONTEXT.my_actions,
        awaiting=awaiting,
    )
    (reading,) = interpret(text, context).readings
    assert not reading.needs_clarification
    return reading


@pytest.mark.parametrize(
    ("text", "position", "next_steps", "limbs"),
    [
        (
            "amber, provider wants a later start. Next: Ned meets them on 9 October. Risk to dates",
            "provider wants a later start",
            "Ned meets them on 9 October",
            {Limb.DATES},
        ),
        (
            "amber, two teams do not report. Next: Ben rings them on 8 November. Risk to impact",
            "two teams do not report",
            "Ben rings them on 8 November",
            {Limb.IMPACT},
        ),
        (
            "red. Now: 2 of 9 posts filled. Next steps: readvert Friday, me. Risk to both",
            "2 of 9 posts filled",
            "readvert Friday, me",
            set(BOTH),
        ),
        ("red, both, provider not signed", "provider not signed", None, set(BOTH)),
        (
            "amber, risk to dates, panel cancelled, next: Mel rebooks it for 3 Oct",
            "panel cancelled",
            "Mel rebooks it for 3 Oct",
            {Limb.DATES},
        ),
        (
            "amber - two posts empty, interviews on 5 October",
            "two posts empty",
            "interviews on 5 October",
            set(),
        ),
        ("1.1.1 red", None, None, set()),
    ],
)
def test_the_words_are_put_where_they_belong(
    text: str, position: str | None, next_steps: str | None, limbs: set[Limb]
) -> None:
    reading = told(text)

    assert (reading.position, reading.next_steps) == (position, next_steps)
    assert set(reading.limbs) == limbs


def test_what_a_red_owes_never_turns_it_green() -> None:
    reading = told(
        "1.1.1 red, provider not signed. If not fixed, no recovery before March. Back to green in December"
    )

    assert reading.status is Status.RED
    assert reading.position == "provider not signed"
    assert reading.if_not == "no recovery before March"
    assert reading.back_to_green == "in December"
    assert reading.forecast is None


def test_every_label_at_once() -> None:
    reading = told(
        "1.1.1 red\nNow: no provider\nNext: Ada readvertises\nIf not: backlog doubles\n"
        "Back to green: March 2024\nRisk to both\nAsk: agree agency spend"
    )

    assert (reading.position, reading.next_steps) == ("no provider", "Ada readvertises")
    assert (reading.if_not, reading.back_to_green) == ("backlog doubles", "March 2024")
    assert (reading.ask, reading.limbs) == ("agree agency spend", BOTH)
    assert (reading.status, reading.forecast) == (Status.RED, None)


def test_what_is_owed_goes_with_the_action_it_stands_behind() -> None:
    said = interpret("1.1.1 red, no provider. If not fixed, backlog doubles. 3.2.1 green", CONTEXT)

    assert [(one.ref, one.if_not) for one in said.readings] == [
        ("1.1.1", "backlog doubles"),
        ("3.2.1", None),
    ]


def test_the_answer_to_the_narrative_question() -> None:
    reading = told(
        "Provider late. If not sorted we lose the slot. Back to green in March",
        awaiting="narrative",
    )

    assert reading.status is None
    assert reading.position == "Provider late"
    assert reading.if_not == "we lose the slot"
    assert reading.back_to_green == "in March"


def test_a_wish_for_green_alone_is_asked_about() -> None:
    (reading,) = interpret("back to green in December", CONTEXT).readings

    assert reading.needs_clarification
    assert reading.status is None
