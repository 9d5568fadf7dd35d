"""Leave taken back in words, and words that only sound like it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.leave_off import leave_off
from bot.conversation.readings import Context
from bot.domain.commands import Part, Say, TakeBackAbsence

CONTEXT = Context(
    today=date(2023, 10, 26),
    pending_ref=None,
    my_actions=("PA1-1.1.1",),
    known_refs=("PA1-1.1.1",),
)


@pytest.mark.parametrize(
    "text",
    [
        "undo the leave",
        "cancel my leave",
        "can you cancel my leave please?",
        "I'm not going away after all",
        "scrap the absence",
        "Scrap that, I'm not going away",
        "my leave's been cancelled",
        "I won't be away after all, the trip fell through",
        "sorry, I'm no longer on leave",
        "I'm staying put after all",
        "can you remove the holiday I booked",
    ],
)
def test_leave_is_taken_back(text: str) -> None:
    off = leave_off(text, CONTEXT, ())
    assert off is not None
    assert (off.command, off.rest) == (TakeBackAbsence(), "")


@pytest.mark.parametrize(
    "text",
    [
        "I'm not away until Friday",
        "I'm not on leave till 6 November",
        "don't cancel my leave",
        "how do I cancel my leave?",
        "all leave cancelled across the team",
        "cancel the holiday club",
        "remove the absence target",
        "staff are not on leave",
        "Ben is not going away",
        "I'm not off track",
        "on leave till 6 November",
    ],
)
def test_other_words_about_leave_take_nothing_back(text: str) -> None:
    assert leave_off(text, CONTEXT, ()) is None


def test_days_that_are_named_say_which_leave() -> None:
    off = leave_off("cancel my leave next week", CONTEXT, ())
    assert off is not None
    assert off.command == TakeBackAbsence(first_day=date(2023, 10, 30), last_day=date(2023, 11, 3))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1.1.1 green. Also cancel my leave", "1.1.1 green"),
        ("cancel my leave, two vacancies still", "two vacancies still"),
    ],
)
def test_what_is_said_besides_is_read_on(text: str, rest: str) -> None:
    off = leave_off(text, CONTEXT, ())
    assert off is not None
    assert off.rest == rest


def test_a_question_for_the_days_ends_with_it() -> None:
    off = leave_off("I'm not going away after all", CONTEXT, (Part(code="absence_dates"),))
    assert off is not None
    assert (off.command, off.answered) == (Say(code="nothing_saved"), frozenset({0}))
