"""Which date of a message is when the action will be done (R4, R5), and which is a day of something else."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from bot.conversation.interpreter import interpret
from bot.conversation.readings import Context, Question

CONTEXT = Context(today=date(2023, 11, 20), pending_ref="1.1.1", my_actions=("1.1.1", "3.2.1"))


def forecasts(text: str, context: Context = CONTEXT) -> list[str]:
    said = interpret(text, context)
    return [
        str(one.forecast.end)
        for one in said.readings
        if one.forecast and not one.needs_clarification
    ]


def asks(text: str, context: Context = CONTEXT) -> bool:
    return any(one.needs_clarification for one in interpret(text, context).readings)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("done by 15 Dec", "2023-12-15"),
        ("thisll be done by 15 Dec", "2023-12-15"),
        ("it'll be ready for 12 January", "2024-01-12"),
        ("lands 19 Jan now", "2024-01-19"),
        ("will be in Feb", "2024-02-29"),
        ("amber now 12 Jan", "2024-01-12"),
        ("slid to March", "2024-03-31"),
        ("push to 2 Feb please", "2024-02-02"),
        ("this needs till 9 Feb", "2024-02-09"),
        ("revised to 26 Jan", "2024-01-26"),
        ("new date 19 Jan 2024 for 3.2.1", "2024-01-19"),
        ("make 3.2.1 2 Feb", "2024-02-02"),
        ("w/c 15 January for 3.2.1", "2024-01-19"),
        ("can we say 15 Jan", "2024-01-15"),
        ("let's call it mid Feb", "2024-02-15"),
        ("give me until 9 Feb", "2024-02-09"),
        ("we'd be looking at w/c 15 Jan", "2024-01-19"),
        ("12 Jan if that's ok", "2024-01-12"),
        ("12 Jan works better", "2024-01-12"),
        ("would 2 Feb be ok", "2024-02-02"),
        ("how about 2 Feb", "2024-02-02"),
        ("towards the end of Dec", "2023-12-31"),
        ("slipping, probably mid Feb", "2024-02-15"),
        ("keep 30 Nov", "2023-11-30"),
        ("amber - agency starts 4 Dec, new date end Jan", "2024-01-31"),
        ("amber. Panel sits 7 Dec, I reckon we close it by 20 Dec", "2023-12-20"),
        # Two dates, of which one was.
        ("originally 30 Nov now 19 Jan", "2024-01-19"),
        ("amber 12/01 originally, then 26/01, now 16/02", "2024-02-16"),
        ("brought forward from 31 Jan to 15 Dec", "2023-12-15"),
        ("end of Jan rather than Dec", "2024-01-31"),
        ("not end of Dec but end of Jan", "2024-01-31"),
        ("12 Jan. no wait, 19 Jan", "2024-01-19"),
        ("we won't hit November. 15 Jan instead", "2024-01-15"),
        ("amber, will miss 30 Nov, now looking at 12 Jan", "2024-01-12"),
    ],
)
def test_a_date_by_which_it_will_be_done(text: str, day: str) -> None:
    assert forecasts(text) == [day]
    assert not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "amber, agency starts 4 Dec",
        "amber, interviews 4, 5 and 6 December",
        "green, 42 of 60 staff trained, last two sessions 6 and 13 December",
        "amber, report due from them by 15 Dec",
        "amber, agency staff till 31 March",
        "amber, two posts out, closing date 8 Dec",
        "amber, meeting was 4 Dec, now 11 Dec",
        "amber, 2 of 4 done by 12 Jan",
        "amber, full update by Friday",
        "amber, should be back on track by Christmas",
        "amber, in March, 12 staff leave",
        "amber, jan is chasing the trust",
        "amber, it has to be in by Friday",
        "amber, expecting it by 8 Dec",
        "amber, aiming for a January start",
        "red - call me Thursday",
        "no chance of December, red",
        "red, can't finish before May",
    ],
)
def test_the_day_of_something_else_is_no_forecast(text: str) -> None:
    assert forecasts(text) == []
    assert not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "won't be before 12 Jan",
        "can't hit 30 Nov",
        "either 12 Jan or 2 Feb",
        "12 Jan if the contract is signed",
        "12 Jan?",
        "might be 12 Jan",
        "give me til Monday",
        "in the spring",
        "the strategy will be finished by 15 Dec",
        "signed off by the board on Tuesday",
        "they want it by Friday",
        "it must be done by 31 March",
        "Jan-ish",
        "2 weeks",
        "please extend",
        "need more time on 1.1.1",
    ],
)
def test_what_may_be_a_forecast_is_asked_about(text: str) -> None:
    assert forecasts(text) == []
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'll be in on Thursday",
        "I'm in tomorrow",
        "it's down to May",
        "back to you Monday",
        "I go Thursday",
        "it's on the agenda for 12 Dec",
    ],
)
def test_other_talk_of_days_reports_nothing(text: str) -> None:
    told = interpret(text, CONTEXT).readings

    assert not any(one.forecast or one.snooze_until or one.status for one in told)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("push it back a month", "2024-01-31"),
        ("please add 10 days", "2024-01-09"),
        ("could I have an extra fortnight on 1.1.1", "2024-01-13"),
        ("can 1.1.1 go out by a month", "2024-01-31"),
        ("bring it forward a week", "2023-12-23"),
        ("needs another 5 working days", "2024-01-08"),
    ],
)
def test_a_length_of_time_is_counted_from_the_due_date_and_confirmed(text: str, day: str) -> None:
    said = interpret(
        text,
        replace(CONTEXT, due=date(2023, 12, 30) if "month" not in text else date(2023, 12, 31)),
    )

    assert said.question == Question.CONFIRM_DATE
    assert [str(one.forecast.end) for one in said.readings if one.forecast] == [day]
    assert all(one.needs_clarification for one in said.readings)


def test_a_length_of_time_without_a_due_date_is_asked_about() -> None:
    said = interpret("needs another month", CONTEXT)

    assert said.question == Question.WHICH_DATE


@pytest.mark.parametrize(
    "text", ["amber, 3 weeks behind", "amber, a month late", "amber, lost 2 weeks to sickness"]
)
def test_how_late_something_is_asks_for_nothing(text: str) -> None:
    said = interpret(text, CONTEXT)

    assert said.question is None
    assert forecasts(text) == []
