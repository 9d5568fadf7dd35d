"""Absences and snoozes (R7, R12): the days as said, the last day away, who covers."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.interpreter import interpret
from bot.conversation.readings import Context, Intent, Question, Reading

CONTEXT = Context(today=date(2023, 11, 20), pending_ref="1.1.1", my_actions=("1.1.1", "3.2.1"))


def absence(text: str) -> Reading:
    said = interpret(text, CONTEXT)
    assert said.intent is Intent.AWAY
    return said.readings[-1]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on leave till the 14th", None, "2023-12-14"),
        ("back on Monday", None, "2023-11-26"),
        ("back Monday, Mel covers", None, "2023-11-26"),
        ("not back until Monday", None, "2023-11-26"),
        ("off next week", "2023-11-27", "2023-12-01"),
        ("off this week", None, "2023-11-24"),
        ("out of office next week and the week after", "2023-11-27", "2023-12-08"),
        ("annual leave 4-8 December", "2023-12-04", "2023-12-08"),
        ("o.o.o. 27/11-1/12", "2023-11-27", "2023-12-01"),
        ("I'm out Thursday and Friday", "2023-11-23", "2023-11-24"),
        ("off sick today", None, "2023-11-20"),
        ("off for a fortnight", None, "2023-12-03"),
        ("1.1.1 green. On leave till the 14th", None, "2023-12-14"),
        ("amber, on leave till the 14th", None, "2023-12-14"),
        ("1.1.1 amber and I'm out Thurs and Fri", "2023-11-23", "2023-11-24"),
        ("I'm away till Monday so amber for now", None, "2023-11-27"),
        ("A/L 18 Dec - 2 Jan", "2023-12-18", "2024-01-02"),
        ("away 18/12 - 2/1", "2023-12-18", "2024-01-02"),
        ("off from Friday for two weeks", "2023-11-24", "2023-12-08"),
        ("from Friday for two weeks I'm on leave", "2023-11-24", "2023-12-08"),
        ("off since Monday, back tomorrow", None, "2023-11-20"),
        ("leave begins 18 December, back 2 January", "2023-12-18", "2024-01-01"),
        ("signed off sick until 4 December", None, "2023-12-04"),
        ("I've booked 4-8 Dec off", "2023-12-04", "2023-12-08"),
        ("TOIL on Friday", "2023-11-24", "2023-11-24"),
        ("not in this week", None, "2023-11-24"),
    ],
)
def test_the_days_away(text: str, first: str | None, last: str) -> None:
    away = absence(text)

    assert not away.needs_clarification
    assert away.away_from == (date.fromisoformat(first) if first else None)
    assert away.last_day == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("text", "cover"),
    [
        ("on leave till the 14th, Priya covers", "Priya"),
        ("away next week. Del Rowe is my deputy", "Del Rowe"),
        ("Mel covers me while I'm away 4-15 Dec", "Mel"),
        ("off next week, contact Jo Marsh if urgent", "Jo Marsh"),
        ("off next week", None),
        ("on leave till Friday, all covered", None),
    ],
)
def test_who_covers(text: str, cover: str | None) -> None:
    assert absence(text).cover == cover


@pytest.mark.parametrize(
    "text",
    [
        "on leave",
        "away until after Christmas",
        "mat leave from Friday",
        "mat leave starts 15 January",
        "going on leave Friday",
        "on hols 4 Dec to 27 Nov",
        "half day Monday",
        "off Monday afternoon",
    ],
)
def test_an_absence_without_an_end_is_asked_about(text: str) -> None:
    away = absence(text)

    assert away.needs_clarification
    assert away.last_day is None


@pytest.mark.parametrize(
    "text",
    [
        "amber, Tom is away until January",
        "half the team are off sick, red",
        "team away day on Thursday, green",
        "Priya is on leave until the 4th so amber",
        "amber, worker back on 4 Dec",
        "amber, our EP is off until 8 Jan",
    ],
)
def test_somebody_else_s_absence_is_no_absence(text: str) -> None:
    assert interpret(text, CONTEXT).intent is Intent.UPDATE


@pytest.mark.parametrize(
    "text",
    [
        "back on the agenda 12 Dec",
        "away day 4 Dec",
        "out to consultation until 4 Dec",
        "signed off by the team on 1 Dec",
        "back today",
        "only in Mon to Weds",
        "not in January",
    ],
)
def test_other_going_and_coming_back_is_no_absence(text: str) -> None:
    assert interpret(text, CONTEXT).intent is not Intent.AWAY


def test_an_auto_reply_is_offered_as_an_absence_and_never_saved() -> None:
    said = interpret("Automatic reply: I am on leave until 27 November. 1.1.1 is green", CONTEXT)

    assert said.quick == "auto_reply"
    assert said.question == Question.CONFIRM_ABSENCE
    assert [(one.status, one.last_day) for one in said.readings] == [(None, date(2023, 11, 27))]
    assert all(one.needs_clarification for one in said.readings)
