"""Asking to be asked again (R7, R12), alone and beside a report."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from bot.conversation.interpreter import interpret
from bot.conversation.readings import Context, Intent, Question

CONTEXT = Context(today=date(2023, 11, 20), pending_ref="1.1.1", my_actions=("1.1.1", "3.2.1"))


def said(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Each reading's action, colour or forecast, and the day to ask again."""
    return [
        (
            one.ref,
            one.status.value if one.status else str(one.forecast.end) if one.forecast else None,
            str(one.snooze_until) if one.snooze_until else None,
        )
        for one in interpret(text, CONTEXT).readings
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("not today, ask Wed", "2023-11-22"),
        ("3 weeks then ask again", "2023-12-11"),
        ("catch me on Thursday", "2023-11-23"),
        ("ask me Monday, no data till then", "2023-11-27"),
        ("give it till Monday then chase", "2023-11-27"),
        ("pause reminders until 4 Dec", "2023-12-04"),
        ("don't remind me again until the 11th", "2023-12-11"),
        ("stop chasing me until Monday", "2023-11-27"),
        ("no more reminders before 4 Dec please", "2023-12-04"),
    ],
)
def test_a_reminder_and_nothing_else(text: str, day: str) -> None:
    assert interpret(text, CONTEXT).intent is Intent.SNOOZE
    assert said(text) == [("1.1.1", None, day)]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("amber, chase me again on 6 Dec", [("1.1.1", "amber", "2023-12-06")]),
        ("chase me on 6 Dec, amber for now", [("1.1.1", "amber", "2023-12-06")]),
        ("amber - ask me for the date on Monday", [("1.1.1", "amber", "2023-11-27")]),
        ("new date 12 Jan, remind me on 8 Jan", [("1.1.1", "2024-01-12", "2024-01-08")]),
        ("no change, ask me again after the panel on 7 Dec", [("1.1.1", None, "2023-12-07")]),
        (
            "1.1.1 green. ask me about 3.2.1 on Friday",
            [("1.1.1", "green", None), ("3.2.1", None, "2023-11-24")],
        ),
        (
            "1.1.1 12 Jan, chase me on 3.2.1 Friday",
            [("1.1.1", "2024-01-12", None), ("3.2.1", None, "2023-11-24")],
        ),
        (
            "remind me about 1.1.1 on Friday and 3.2.1 on Monday",
            [("1.1.1", None, "2023-11-24"), ("3.2.1", None, "2023-11-27")],
        ),
        (
            "done. remind me about 3.2.1 on Friday",
            [("1.1.1", None, None), ("3.2.1", None, "2023-11-24")],
        ),
    ],
)
def test_a_reminder_beside_a_report(text: str, readings: list[tuple[str, str, str]]) -> None:
    assert said(text) == readings
    assert interpret(text, CONTEXT).question is None


@pytest.mark.parametrize(
    "text",
    [
        "amber, I'll chase them on Friday",
        "amber, will chase again Thursday",
        "amber, provider chased me on Thursday",
        "amber, they ask me for figures every Friday",
        "amber, leave the advert open until 4 Dec",
        "please don't chase me on Friday",
        "remind Priya on Tuesday",
    ],
)
def test_other_chasing_is_no_reminder(text: str) -> None:
    assert all(day is None for _, _, day in said(text))


def test_of_two_actions_told_of_a_reminder_that_names_none_is_asked_about() -> None:
    context = replace(CONTEXT, pending_ref=None)

    found = interpret("1.1.1 green. 3.2.1 amber. Chase me on Friday", context)

    assert [one.status is not None for one in found.readings] == [True, True, False]
    assert found.readings[-1].needs_clarification
    assert found.question == Question.WHICH_ACTION


def test_a_doubtful_day_is_asked_about_and_the_report_kept() -> None:
    found = interpret("green, ping me next Friday for evidence", CONTEXT)

    assert [(one.status is not None, one.needs_clarification) for one in found.readings] == [
        (True, False),
        (False, True),
    ]
    assert found.question == Question.WHICH_DATE
