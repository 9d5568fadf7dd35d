"""R9: the days a rhythm leads to."""

from __future__ import annotations

from datetime import date, time

from bot.domain.calendar import Every, Rhythm, Term, WorkingDays
from bot.domain.rhythms import occurrences, reviews

WORKING = WorkingDays()


def rhythm(every: Every, first: date, until: date | None = None, at: time = time(10)) -> Rhythm:
    return Rhythm(body="BOARD", every=every, first=first, until=until, at=at)


def days(*rhythms: Rhythm, until: date, working: WorkingDays = WORKING) -> list[date]:
    return [one.day for one in occurrences(rhythms, until, working=working)]


def test_monthly_is_the_same_weekday_of_the_same_week() -> None:
    found = days(rhythm(Every.MONTHLY, date(2023, 9, 26)), until=date(2024, 3, 31))
    assert found == [
        date(2023, 9, 26),
        date(2023, 10, 24),
        date(2023, 11, 28),
        date(2023, 12, 27),  # the fourth Tuesday is Boxing Day
        date(2024, 1, 23),
        date(2024, 2, 27),
        date(2024, 3, 26),
    ]


def test_a_first_meeting_on_a_fifth_weekday_means_the_last_of_the_month() -> None:
    found = days(rhythm(Every.MONTHLY, date(2023, 8, 31)), until=date(2024, 2, 29))
    assert found == [
        date(2023, 8, 31),
        date(2023, 9, 28),
        date(2023, 10, 26),
        date(2023, 11, 30),
        date(2023, 12, 28),
        date(2024, 1, 25),
        date(2024, 2, 29),
    ]


def test_six_weekly_counts_days_and_moves_only_the_holiday_itself() -> None:
    found = days(rhythm(Every.SIX_WEEKLY, date(2024, 2, 20)), until=date(2024, 9, 30))
    assert found == [
        date(2024, 2, 20),
        date(2024, 4, 2),
        date(2024, 5, 14),
        date(2024, 6, 25),
        date(2024, 8, 6),
        date(2024, 9, 17),
    ]
    # A Monday rhythm meets Easter Monday, is held on the Tuesday, and is a Monday again after it.
    mondays = days(rhythm(Every.SIX_WEEKLY, date(2024, 2, 19)), until=date(2024, 5, 31))
    assert mondays == [date(2024, 2, 19), date(2024, 4, 2), date(2024, 5, 13)]


def test_quarterly_keeps_the_week_and_weekday() -> None:
    found = days(rhythm(Every.QUARTERLY, date(2024, 1, 18)), until=date(2024, 12, 31))
    assert found == [date(2024, 1, 18), date(2024, 4, 18), date(2024, 7, 18), date(2024, 10, 17)]


TERMS = (
    Term(name="Autumn", first_day=date(2023, 9, 4), last_day=date(2023, 12, 21)),
    Term(name="Spring", first_day=date(2024, 1, 8), last_day=date(2024, 3, 28)),
    Term(name="Summer", first_day=date(2024, 4, 15), last_day=date(2024, 7, 24)),
)


def test_termly_keeps_the_week_of_the_term() -> None:
    # Thursday of the autumn term's sixth week.
    found = days(
        rhythm(Every.TERMLY, date(2023, 10, 12)),
        until=date(2024, 8, 1),
        working=WorkingDays(terms=TERMS),
    )
    assert found == [date(2023, 10, 12), date(2024, 2, 15), date(2024, 5, 23)]


def test_termly_in_a_term_too_short_falls_in_its_last_such_week() -> None:
    # Monday of the autumn term's fifteenth week; spring has only twelve.
    found = days(
        rhythm(Every.TERMLY, date(2023, 12, 11)),
        until=date(2024, 7, 31),
        working=WorkingDays(terms=TERMS),
    )
    assert found == [date(2023, 12, 11), date(2024, 3, 25), date(2024, 7, 22)]


def test_termly_without_terms_is_three_times_a_year() -> None:
    found = days(rhythm(Every.TERMLY, date(2023, 10, 12)), until=date(2024, 6, 30))
    assert found == [date(2023, 10, 12), date(2024, 2, 8), date(2024, 6, 13)]


def test_termly_goes_on_after_the_last_term_that_is_known() -> None:
    found = days(
        rhythm(Every.TERMLY, date(2024, 5, 23)),
        until=date(2025, 2, 1),
        working=WorkingDays(terms=TERMS),
    )
    assert found == [date(2024, 5, 23), date(2024, 9, 26), date(2025, 1, 23)]


def test_a_rhythm_ends_where_the_next_begins() -> None:
    monthly = rhythm(Every.MONTHLY, date(2023, 10, 24))
    six = rhythm(Every.SIX_WEEKLY, date(2024, 2, 20), at=time(14))
    found = occurrences([six, monthly], date(2024, 4, 30), working=WORKING)
    assert [one.day for one in found] == [
        date(2023, 10, 24),
        date(2023, 11, 28),
        date(2023, 12, 27),
        date(2024, 1, 23),
        date(2024, 2, 20),
        date(2024, 4, 2),
    ]
    assert [one.at for one in found][-3:] == [time(10), time(14), time(14)]


def test_a_rhythm_ends_on_its_own_last_day() -> None:
    ends = rhythm(Every.MONTHLY, date(2023, 10, 24), until=date(2023, 12, 26))
    assert days(ends, until=date(2024, 4, 30)) == [
        date(2023, 10, 24),
        date(2023, 11, 28),
        date(2023, 12, 27),
    ]


def test_nothing_lies_after_the_horizon() -> None:
    found = days(rhythm(Every.MONTHLY, date(2023, 10, 24)), until=date(2023, 11, 28))
    assert found == [date(2023, 10, 24), date(2023, 11, 28)]
    # The fourth Tuesday lies inside, the working day it is held on does not.
    assert days(rhythm(Every.MONTHLY, date(2023, 12, 26)), until=date(2023, 12, 26)) == []


def test_reviews_keep_the_day_of_the_month_as_far_as_months_have_it() -> None:
    found = reviews(date(2023, 11, 30), 3, date(2024, 12, 31), at=time(10), working=WORKING)
    assert [one.day for one in found] == [
        date(2024, 2, 29),
        date(2024, 5, 30),
        date(2024, 8, 30),
        date(2024, 12, 2),  # 30 November is a Saturday
    ]
