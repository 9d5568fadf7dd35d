"""R5: what the words of a date cell mean, and that nothing invents a day that nobody wrote."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import Precision
from bot.domain.plan_dates import is_impossible, months_after, no_date_yet, read_due

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2049, 12, 31))


def resolved(text: str, plan_ends: date | None = None) -> tuple[str, str, str] | None:
    due = read_due(text, plan_ends=plan_ends)
    return (str(due.start), str(due.end), due.precision.value) if due else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("October 2023", ("2023-10-01", "2023-10-31", "month")),
        ("Oct 2023", ("2023-10-01", "2023-10-31", "month")),
        ("Nov 23", ("2023-11-01", "2023-11-30", "month")),
        ("April 21", ("2021-04-01", "2021-04-30", "month")),
        ("Sept 2025", ("2025-09-01", "2025-09-30", "month")),
        ("Mar-26", ("2026-03-01", "2026-03-31", "month")),
        ("Feb ’28", ("2028-02-01", "2028-02-29", "month")),
        ("(July 2023)", ("2023-07-01", "2023-07-31", "month")),
        ("07/2023", ("2023-07-01", "2023-07-31", "month")),
        ("End of March 2026", ("2026-03-01", "2026-03-31", "month")),
        ("by March 2026", ("2026-03-01", "2026-03-31", "month")),
        ("Apr/May 2024", ("2024-04-01", "2024-05-31", "range")),
        ("Nov/Dec 23", ("2023-11-01", "2023-12-31", "range")),
        ("December 2023 - January 2024", ("2023-12-01", "2024-01-31", "range")),
        ("January 2021 to March 2023", ("2021-01-01", "2023-03-31", "range")),
        ("2021", ("2021-01-01", "2021-12-31", "year")),
        ("2020-2021", ("2020-01-01", "2021-12-31", "range")),
        ("2021- 2023", ("2021-01-01", "2023-12-31", "range")),
        ("2023/24", ("2023-04-01", "2024-03-31", "year")),
        ("FY 2023/24", ("2023-04-01", "2024-03-31", "year")),
        ("academic year 2023/24", ("2023-09-01", "2024-08-31", "year")),
        ("Q3 2023/24", ("2023-10-01", "2023-12-31", "quarter")),
        ("Autumn term 2024", ("2024-09-01", "2024-12-31", "term")),
        ("Spring 2024/25", ("2025-01-01", "2025-03-31", "term")),
        ("31/03/2024", ("2024-03-31", "2024-03-31", "day")),
        ("1.4.24", ("2024-04-01", "2024-04-01", "day")),
        ("2024-03-31", ("2024-03-31", "2024-03-31", "day")),
        ("2024-03-31 00:00:00", ("2024-03-31", "2024-03-31", "day")),
        ("Friday 4th October 2024", ("2024-10-04", "2024-10-04", "day")),
        ("w/c 7 October 2024", ("2024-10-07", "2024-10-13", "range")),
        ("Ongoing", ("None", "None", "ongoing")),
        ("On-going", ("None", "None", "ongoing")),
        ("Termly", ("None", "None", "ongoing")),
        ("April 2024 and ongoing", ("2024-04-01", "2024-04-30", "month")),
    ],
)
def test_what_the_words_mean(text: str, expected: tuple[str, str, str]) -> None:
    assert resolved(text) == expected
    due = read_due(text)
    assert due is not None
    assert due.text == text


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2021-2023", "2023-03-31"),
        ("2021- 2023", "2023-03-31"),
        ("2023", "2023-03-31"),
        ("2021", "2021-12-31"),
        ("2020-2021", "2021-12-31"),
        ("September 2023", "2023-09-30"),
        ("31/12/2023", "2023-12-31"),
    ],
)
def test_years_end_with_the_plan_and_months_and_days_never_move(text: str, end: str) -> None:
    told = resolved(text, plan_ends=date(2023, 3, 31))
    assert told is not None
    assert told[1] == end


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TBC",
        "soon",
        "May",
        "23",
        "Easter 2027",
        "Q2 2024",
        "when staffing allows",
        "ASAP",
        "12 weeks",
    ],
)
def test_what_cannot_be_known_is_not_read(text: str) -> None:
    assert read_due(text) is None


@pytest.mark.parametrize("text", ["31 February 2024", "30/02/2024", "31.04.2027", "29 Feb 2023"])
def test_days_that_do_not_exist(text: str) -> None:
    assert is_impossible(text)
    assert read_due(text) is None


@pytest.mark.parametrize("text", ["", " - ", "tbc", "TBC.", "to be agreed", "n/a", "N/A"])
def test_words_that_only_say_there_is_no_date(text: str) -> None:
    assert no_date_yet(text)
    assert not is_impossible(text)


def test_the_next_twelve_months_are_whole_months_from_the_next() -> None:
    due = months_after(date(2024, 11, 30), 12, "the next twelve months")
    assert (due.start, due.end) == (date(2024, 12, 1), date(2025, 11, 30))
    assert due.precision is Precision.RANGE


@given(day=DAYS)
def test_a_day_written_in_any_usual_way_is_that_day(day: date) -> None:
    for text in (
        f"{day.day} {day:%B %Y}",
        f"{day.day} {day:%b %y}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        day.isoformat(),
    ):
        due = read_due(text)
        assert due is not None, text
        assert (due.start, due.end, due.precision) == (day, day, Precision.DAY)


@given(day=DAYS)
def test_a_month_is_the_whole_month_and_never_a_day(day: date) -> None:
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    for text in (f"{day:%B %Y}", f"{day:%b} {day:%y}", f"{day:%b-%y}", f"({day:%B %Y})"):
        due = read_due(text)
        assert due is not None, text
        assert (due.start, due.end, due.precision) == (day.replace(day=1), last, Precision.MONTH)


@given(st.text(max_size=60))
def test_any_text_is_read_or_not_and_never_fails(text: str) -> None:
    due = read_due(text, plan_ends=date(2027, 3, 31))
    assert due is None or due.end is None or due.end >= date(1990, 1, 1)
    no_date_yet(text)
    is_impossible(text)


@given(day=DAYS, length=st.integers(1, 400))
def test_a_range_ends_where_its_end_does(day: date, length: int) -> None:
    end = day + timedelta(days=length)
    due = read_due(f"{day.day} {day:%B %Y} to {end.day} {end:%B %Y}")
    assert due is not None
    assert (due.start, due.end, due.precision) == (day, end, Precision.RANGE)
