"""R5 in people's own words: what is certain is right, and what is not certain says so."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.date_grammar import Purpose
from bot.conversation.dates import OPENERS, DateReading, find_dates, may_hold_date, read_date
from bot.domain.dates import Precision
from tests.conversations import scoring
from tests.conversations.scoring import read_rows

MONDAY = date(2023, 11, 20)
TERMS = (
    ("Autumn term 2023", date(2023, 9, 4), date(2023, 12, 20)),
    ("February half term", date(2024, 2, 12), date(2024, 2, 16)),
    ("Spring term 2024", date(2024, 1, 4), date(2024, 3, 22)),
)
BOARD = date(2023, 12, 12)
#: Every word of dates as people write them.
WORDS = sorted(
    {
        word
        for name in ("practice_dates", "practice_more_dates")
        for row in read_rows(Path(scoring.__file__).parent / f"{name}.jsonl")
        for word in row["expr"].lower().split()
    }
)


def reading(words: str, on: date = MONDAY, purpose: Purpose = "forecast") -> DateReading:
    found = read_date(words, on, purpose=purpose, meetings=(BOARD,))
    assert found is not None, words
    return found


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("14 December", "2023-12-14", "2023-12-14"),
        ("Dec 14th, 2023", "2023-12-14", "2023-12-14"),
        ("03/02/2024", "2024-02-03", "2024-02-03"),
        ("3.2.24", "2024-02-03", "2024-02-03"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("12/1", "2024-01-12", "2024-01-12"),
        ("the 14th", "2023-12-14", "2023-12-14"),
        ("thirty first of January", "2024-01-31", "2024-01-31"),
        ("Fri 1 Dec", "2023-12-01", "2023-12-01"),
        ("the 1st of next month", "2023-12-01", "2023-12-01"),
        ("15th of the month", "2023-12-15", "2023-12-15"),
        ("first Friday in December", "2023-12-01", "2023-12-01"),
        ("Thursday", "2023-11-23", "2023-11-23"),
        ("COP Thursday", "2023-11-23", "2023-11-23"),
        ("Friday week", "2023-12-01", "2023-12-01"),
        ("a week on Friday", "2023-12-01", "2023-12-01"),
        ("a fortnight on Monday", "2023-12-11", "2023-12-11"),
        ("a week today", "2023-11-27", "2023-11-27"),
        ("tomorrow week", "2023-11-28", "2023-11-28"),
        ("the day after tomorrow", "2023-11-22", "2023-11-22"),
        ("in a fortnight", "2023-12-04", "2023-12-04"),
        ("in 10 working days", "2023-12-04", "2023-12-04"),
        ("in 6 weeks' time", "2024-01-01", "2024-01-01"),
        ("this time next month", "2023-12-20", "2023-12-20"),
        ("the next two weeks", "2023-11-21", "2023-12-04"),
        ("two weeks starting 4 December", "2023-12-04", "2023-12-17"),
        ("w/c 4 Dec", "2023-12-04", "2023-12-08"),
        ("week commencing 6 December", "2023-12-04", "2023-12-08"),
        ("w/e 8 Dec", "2023-12-04", "2023-12-08"),
        ("next week", "2023-11-27", "2023-12-01"),
        ("next week and the week after", "2023-11-27", "2023-12-08"),
        ("the week after next", "2023-12-04", "2023-12-08"),
        ("2nd week Jan", "2024-01-08", "2024-01-12"),
        ("December", "2023-12-01", "2023-12-31"),
        ("Nov/Dec 2023", "2023-11-01", "2023-12-31"),
        ("Dec/Jan", "2023-12-01", "2024-01-31"),
        ("Jan-Feb 2024", "2024-01-01", "2024-02-29"),
        ("4-8 December", "2023-12-04", "2023-12-08"),
        ("from 4th to 8th December", "2023-12-04", "2023-12-08"),
        ("November 28-30", "2023-11-28", "2023-11-30"),
        ("end of January", "2024-01-31", "2024-01-31"),
        ("end Jan 24", "2024-01-31", "2024-01-31"),
        ("month end", "2023-11-30", "2023-11-30"),
        ("mid-Jan", "2024-01-15", "2024-01-15"),
        ("early Feb", "2024-02-01", "2024-02-07"),
        ("late Feb", "2024-02-21", "2024-02-29"),
        ("beginning of next week", "2023-11-27", "2023-11-28"),
        ("Q4 23/24", "2024-01-01", "2024-03-31"),
        ("end of Q3 23/24", "2023-12-31", "2023-12-31"),
        ("end of the financial year", "2024-03-31", "2024-03-31"),
        ("2024/25", "2024-04-01", "2025-03-31"),
        ("by the end of the year", "2023-12-31", "2023-12-31"),
        ("Christmas", "2023-12-25", "2023-12-25"),
        ("before Christmas", "2023-12-25", "2023-12-25"),
        ("Good Friday", "2024-03-29", "2024-03-29"),
        ("next Easter", "2024-03-31", "2024-03-31"),
        ("the August bank holiday", "2024-08-26", "2024-08-26"),
        ("before the board", "2023-12-12", "2023-12-12"),
        # A time of day says nothing about the day.
        ("5pm Thursday", "2023-11-23", "2023-11-23"),
        ("Mon 4 Dec at 2pm", "2023-12-04", "2023-12-04"),
        ("12 noon Fri 1 Dec", "2023-12-01", "2023-12-01"),
        ("first thing Monday", "2023-11-27", "2023-11-27"),
        ("Friday lunchtime", "2023-11-24", "2023-11-24"),
        ("by noon", "2023-11-20", "2023-11-20"),
        ("this afternoon", "2023-11-20", "2023-11-20"),
        ("10.45 on Weds", "2023-11-22", "2023-11-22"),
        ("Weds 3-4pm", "2023-11-22", "2023-11-22"),
        ("Tuesday at half two", "2023-11-21", "2023-11-21"),
        ("late Weds afternoon", "2023-11-22", "2023-11-22"),
        ("tomorrow COB", "2023-11-21", "2023-11-21"),
        ("1 Dec, end of play", "2023-12-01", "2023-12-01"),
        ("start of business Thursday", "2023-11-23", "2023-11-23"),
        ("end of tomorrow", "2023-11-21", "2023-11-21"),
        # The day and the date in any order, with or without a bracket.
        ("1st Dec (Fri)", "2023-12-01", "2023-12-01"),
        ("Friday (1 Dec)", "2023-12-01", "2023-12-01"),
        ("next Wednesday, the 29th", "2023-11-29", "2023-11-29"),
        ("next Thursday (7th)", "2023-12-07", "2023-12-07"),
        ("Thursday (the 30th, 10am)", "2023-11-30", "2023-11-30"),
        # One day in two ways.
        ("in two weeks, so 4 Dec", "2023-12-04", "2023-12-04"),
        ("today (Mon)", "2023-11-20", "2023-11-20"),
        ("next Monday, i.e. 4 Dec", "2023-12-04", "2023-12-04"),
        ("end of Feb (29th)", "2024-02-29", "2024-02-29"),
        ("next week, so Tues 28 Nov", "2023-11-28", "2023-11-28"),
        # What stands beside a day, and the edges of a period.
        ("Tuesday after Easter", "2024-04-02", "2024-04-02"),
        ("the Friday before Christmas", "2023-12-22", "2023-12-22"),
        ("the week before Christmas", "2023-12-18", "2023-12-22"),
        ("the day after Boxing Day", "2023-12-27", "2023-12-27"),
        ("next working day", "2023-11-21", "2023-11-21"),
        ("last working day before Christmas", "2023-12-22", "2023-12-22"),
        ("first working day of January", "2024-01-02", "2024-01-02"),
        ("last day of March", "2024-03-31", "2024-03-31"),
        ("first half of December", "2023-12-01", "2023-12-15"),
        ("the first five days of December", "2023-12-01", "2023-12-05"),
        ("last working day of the new year", "2024-12-31", "2024-12-31"),
        ("first Thursday of the new year", "2024-01-04", "2024-01-04"),
        ("last Friday of the year", "2023-12-29", "2023-12-29"),
        ("first day back after New Year", "2024-01-02", "2024-01-02"),
        ("the last Thursday before Easter", "2024-03-28", "2024-03-28"),
        ("Easter Mon", "2024-04-01", "2024-04-01"),
        ("before the Easter weekend", "2024-03-28", "2024-03-28"),
        ("the August bank hol weekend", "2024-08-24", "2024-08-26"),
        ("this Christmas", "2023-12-25", "2023-12-25"),
        ("rest of the month", "2023-11-20", "2023-11-30"),
        ("tail end of Feb", "2024-02-29", "2024-02-29"),
        ("midweek", "2023-11-22", "2023-11-22"),
        ("Christmas week", "2023-12-25", "2023-12-29"),
        ("first full week in February", "2024-02-05", "2024-02-09"),
        ("the day after the 8th", "2023-12-09", "2023-12-09"),
        ("next FY", "2024-04-01", "2025-03-31"),
        ("Weds coming", "2023-11-22", "2023-11-22"),
        ("Thursday just gone", "2023-11-16", "2023-11-16"),
        ("Tues first thing", "2023-11-21", "2023-11-21"),
        ("by 4 tomorrow", "2023-11-21", "2023-11-21"),
        ("Dec end", "2023-12-31", "2023-12-31"),
        ("end 2024", "2024-12-31", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("the 5th of the 2nd", "2024-02-05", "2024-02-05"),
        ("14 /12", "2023-12-14", "2023-12-14"),
        # A day of a week that is told.
        ("Weds w/c 8 Jan", "2024-01-10", "2024-01-10"),
        ("the Monday of the second week in Jan", "2024-01-08", "2024-01-08"),
        ("Thurs week after next", "2023-12-07", "2023-12-07"),
        ("week after next, on Friday", "2023-12-08", "2023-12-08"),
        ("week following 4 Dec", "2023-12-11", "2023-12-15"),
        # What stands around an answer.
        ("give me until Thursday", "2023-11-23", "2023-11-23"),
        ("can I have a fortnight", "2023-12-04", "2023-12-04"),
        ("back in on Weds", "2023-11-22", "2023-11-22"),
        ("any time in February", "2024-02-01", "2024-02-29"),
        ("all of next month", "2023-12-01", "2023-12-31"),
        ("on or before 14 Dec, I think", "2023-12-14", "2023-12-14"),
        ("latest 14 Dec (ish)", "2023-12-14", "2023-12-14"),
        ("week 2 of January", "2024-01-08", "2024-01-12"),
        ("week on Tuesday", "2023-11-28", "2023-11-28"),
        ("six weeks today", "2024-01-01", "2024-01-01"),
        ("a fortnight Wednesday", "2023-12-06", "2023-12-06"),
        ("four weeks on Friday", "2023-12-22", "2023-12-22"),
        ("in a month's time", "2023-12-20", "2023-12-20"),
        ("in about ten days", "2023-11-30", "2023-11-30"),
        ("15 working days", "2023-12-11", "2023-12-11"),
        ("72 hours", "2023-11-23", "2023-11-23"),
        ("over the next fortnight", "2023-11-21", "2023-12-04"),
        ("for three weeks from 4 Dec", "2023-12-04", "2023-12-25"),
        # Days in a row, of which only one tells the week or the month.
        ("Tues & Weds next week", "2023-11-28", "2023-11-29"),
        ("Thurs to Fri next week", "2023-11-30", "2023-12-01"),
        ("next week, Mon to Thurs", "2023-11-27", "2023-11-30"),
        ("Weds, Thurs and Fri", "2023-11-22", "2023-11-24"),
        ("11/12 Dec", "2023-12-11", "2023-12-12"),
        ("11th and 12th of January", "2024-01-11", "2024-01-12"),
        ("5, 6 and 7 Feb", "2024-02-05", "2024-02-07"),
        ("mid to late Jan", "2024-01-15", "2024-01-31"),
        ("late Jan/early Feb", "2024-01-21", "2024-02-07"),
        ("Thursday/Friday", "2023-11-23", "2023-11-24"),
        ("Mon 22 to Weds 24 Jan", "2024-01-22", "2024-01-24"),
        ("Jan-Mar 24", "2024-01-01", "2024-03-31"),
        ("Dec-23", "2023-12-01", "2023-12-31"),
        ("29 Feb", "2024-02-29", "2024-02-29"),
        ("start of the new financial year", "2024-04-01", "2024-04-01"),
        ("EOFY", "2024-03-31", "2024-03-31"),
        # Hurried fingers.
        ("Thrusday", "2023-11-23", "2023-11-23"),
        ("w/c 29 Janaury", "2024-01-29", "2024-02-02"),
        ("in a fornight", "2023-12-04", "2023-12-04"),
        ("wk comm 4 Dec", "2023-12-04", "2023-12-08"),
        ("w/ending 8 Dec", "2023-12-04", "2023-12-08"),
        ("tomo a.m.", "2023-11-21", "2023-11-21"),
    ],
)
def test_words_for_a_date(words: str, start: str, end: str) -> None:
    found = reading(words)

    assert found.certain, found.because
    assert (str(found.start), str(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("31 February", "impossible-day"),
        ("29 February 2025", "impossible-day"),
        ("31/11/2023", "impossible-day"),
        ("13/13/2023", "impossible-day"),
        ("Thursday 1 December", "weekday-disagrees"),
        ("March 24", "day-or-year"),
        ("next Friday", "next-weekday"),
        ("last Friday", "last-weekday"),
        ("Q4", "quarter-unclear"),
        ("this quarter", "quarter-unclear"),
        ("half term", "term-unclear"),
        ("the spring term", "term-unclear"),
        ("in a few weeks", "a-few"),
        ("not before March", "not-before"),
        ("28 Feb or 15 March", "two-dates"),
        ("early 2024", "part-unclear"),
        ("later this year", "part-unclear"),
        ("2 October", "year-unclear"),
        ("8 December to 4 December 2023", "impossible-range"),
        ("April 21", "day-or-year"),
        ("1 Dec (Mon)", "weekday-disagrees"),
        ("Mon 23 to Weds 24 Jan", "weekday-disagrees"),
        ("in 4-6 weeks", "a-few"),
        ("in a month or two", "a-few"),
        ("a few days after 4 December", "a-few"),
        ("a few weeks", "a-few"),
        ("within the next month", "rolling"),
        ("in four weeks on Monday", "week-on"),
        ("from Thursday until Friday next week", "which-week"),
        ("Mon and Thurs next week", "two-dates"),
        ("in four weeks, so 19 Dec", "dates-disagree"),
        ("14 Dec at the earliest", "after"),
        ("earliest 14 Dec", "after"),
        ("14 Dec onwards", "after"),
        ("straight after Easter", "after"),
        ("the 31st", "impossible-day"),
        ("this March", "year-unclear"),
        ("second Tuesday of the month", "weekday-past"),
        ("the first three weeks of Jan", "part-unclear"),
        ("the Tues after the bank holiday", "bank-holiday"),
        ("tomorrow (Weds)", "dates-disagree"),
        ("4th and 18th Dec", "two-dates"),
        ("end of January or early Feb", "two-dates"),
    ],
)
def test_what_must_be_asked(words: str, why: str) -> None:
    found = reading(words)

    assert not found.certain
    assert found.because == why
    assert found.as_due(words) is None


@pytest.mark.parametrize(
    ("today", "words", "end"),
    [
        # Year ends.
        ("2023-12-28", "Friday", "2023-12-29"),
        ("2023-12-29", "Friday", "2024-01-05"),
        ("2023-12-29", "w/c 1 Jan", "2024-01-05"),
        ("2023-12-29", "end of the week", "2023-12-29"),
        ("2023-12-29", "next week", "2024-01-05"),
        ("2023-12-29", "5 January", "2024-01-05"),
        ("2023-12-29", "in 2 working days", "2024-01-03"),
        ("2023-12-31", "tomorrow", "2024-01-01"),
        ("2024-01-02", "end of the year", "2024-12-31"),
        ("2024-01-02", "from 27 December to 5 January", "2024-01-05"),
        # The leap day.
        ("2024-02-01", "29 February", "2024-02-29"),
        ("2024-02-01", "end of the month", "2024-02-29"),
        ("2024-02-28", "tomorrow", "2024-02-29"),
        ("2024-02-29", "this time next year", "2025-02-28"),
        ("2023-02-01", "end of February", "2023-02-28"),
        ("2024-01-31", "in a month", "2024-02-29"),
        # The weeks in which the clocks change: days are days.
        ("2024-03-29", "in 3 days", "2024-04-01"),
        ("2024-03-30", "tomorrow", "2024-03-31"),
        ("2024-03-25", "in 5 working days", "2024-04-03"),
        ("2023-10-27", "in 3 days", "2023-10-30"),
        ("2023-10-28", "a week today", "2023-11-04"),
        ("2023-10-27", "w/c 30 October", "2023-11-03"),
        # April begins a financial year, and "this financial year" knows it.
        ("2024-03-31", "end of the financial year", "2024-03-31"),
        ("2024-04-01", "end of the financial year", "2025-03-31"),
    ],
)
def test_at_the_edges_of_the_calendar(today: str, words: str, end: str) -> None:
    found = reading(words, date.fromisoformat(today))

    assert found.certain, found.because
    assert str(found.end) == end


def test_a_period_is_due_at_its_end_and_a_reminder_comes_at_its_beginning() -> None:
    week = reading("w/c 4 December", purpose="reminder")

    assert week.start == date(2023, 12, 4)
    assert reading("w/c 4 December").end == date(2023, 12, 8)


def test_terms_are_known_only_where_they_are_configured() -> None:
    found = read_date("the spring term", MONDAY, purpose="forecast", terms=TERMS)
    half = read_date("half term", MONDAY, purpose="forecast", terms=TERMS)

    assert found is not None
    assert half is not None
    assert (found.certain, found.end) == (True, date(2024, 3, 22))
    assert (half.certain, half.start) == (True, date(2024, 2, 12))
    assert found.precision is Precision.TERM


def test_without_a_calendar_the_board_is_asked_about() -> None:
    found = read_date("before the board", MONDAY, purpose="forecast")

    assert found is not None
    assert not found.certain


@pytest.mark.parametrize("words", ["2.1.1", "recruitment", "", "?", "x" * 500, "£1.1m", "3pm"])
def test_other_words_are_no_date(words: str) -> None:
    assert read_date(words, MONDAY, purpose="forecast") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("agency starts w/c 4 dec, done by end of january", ["w/c 4 dec", "by end of january"]),
        ("we may march on with this", []),
        ("4/9 posts filled", []),
        ("sat with the team", []),
        ("that's the one", []),
        ("one or two may slip", []),
        ("3 of 4 may leave", []),
        ("the first cohort and the second advert", []),
        ("we spring into action", []),
        ("back in a second", []),
        ("open 24/7, confidence is 8/10", []),
        ("jan is chasing, ask april", []),
        ("wed be glad of help", []),
        ("on the 15th we meet", ["the 15th"]),
        ("meeting ada on good friday", ["good friday"]),
        ("now nov/dec 2023", ["nov/dec 2023"]),
        ("with you by weds eod if not sooner", ["by weds eod"]),
        ("done by friday, close of play", ["by friday, close of play"]),
        ("score 9.45, seen tuesday", ["tuesday"]),
        ("12 jan (from 5 jan)", ["12 jan", "from 5 jan"]),
        (
            "panel 4 dec so by 8 dec, or friday, so monday",
            ["4 dec", "by 8 dec", "friday", "monday"],
        ),
        ("may end up late, users in jan end users too", ["in jan"]),
        ("ref 2024-03 is in, rest by 2024-02", ["by 2024-02"]),
        ("good fri suits, by good fri", ["fri", "by good fri"]),
        ("have a good friday", ["friday"]),
        ("the first 2 days of it", []),
        ("the 1st of the 2nd cohort", []),
        ("the rest of the posts, for the rest of the week", ["the rest of the week"]),
        ("10 / 12 posts, 3 / 4 filled", []),
        ("done thurs w/c 4 dec", ["thurs w/c 4 dec"]),
        ("starts w/c 4 dec, thursday we meet", ["w/c 4 dec", "thursday"]),
        ("friday (1 dec is the panel)", ["friday", "1 dec"]),
        ("panel in two weeks so 20 dec for us", ["in two weeks", "20 dec"]),
        ("by tomorrow (tues), or thurs", ["by tomorrow (tues)", "thurs"]),
        ("off for two weeks from monday", ["for two weeks from monday"]),
        ("it took a fortnight tuesday to friday", ["tuesday to friday"]),
        ("answered within 48 hours", []),
        ("out thurs and fri next week", ["thurs and fri next week"]),
        ("interviews 11/12 dec, 3/4 posts", ["11/12 dec"]),
        ("phase 2 and 14 dec", ["14 dec"]),
        (
            "in the new year, on the twenty third of january",
            ["in the new year", "the twenty third of january"],
        ),
    ],
)
def test_dates_in_running_text(text: str, words: list[str]) -> None:
    assert [span.words for span in find_dates(text, MONDAY)] == words


def test_an_imprecise_date_keeps_its_precision() -> None:
    due = reading("Nov/Dec 2023").as_due("Nov/Dec 2023")

    assert due is not None
    assert due.precision is Precision.RANGE
    assert (due.start, due.end) == (date(2023, 11, 1), date(2023, 12, 31))


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


@settings(deadline=None, max_examples=150)
@given(day=DAYS, today=DAYS)
def test_a_day_with_its_year_means_that_day_in_every_spelling(day: date, today: date) -> None:
    month = day.strftime("%B")
    for words in (
        f"{day.day} {month} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.strftime('%A')} {day.day} {month[:3]} {day.year}",
        day.isoformat(),
    ):
        found = reading(words, today)
        assert (found.certain, found.start, found.end) == (True, day, day)


@settings(deadline=None, max_examples=150)
@given(day=DAYS, wrong=st.integers(1, 6))
def test_a_weekday_that_disagrees_is_asked_about(day: date, wrong: int) -> None:
    other = (day + timedelta(days=wrong)).strftime("%A")

    assert not reading(f"{other} {day.day} {day:%B} {day.year}", MONDAY).certain


@settings(deadline=None, max_examples=300)
@given(
    words=st.lists(
        st.sampled_from(
            """end of mid early late next this last the a week month year quarter term friday jan 31 29 feb
            2024 24 / - to until by before not in fortnight working days 3 of on after and or christmas
            q4 w/c board half""".split()
        ),
        max_size=8,
    ),
    today=DAYS,
)
def test_any_run_of_date_words_is_read_or_asked_about(words: list[str], today: date) -> None:
    text = " ".join(words)
    for purpose in ("forecast", "reminder", "query"):
        found = read_date(text, today, purpose=purpose)
        if found is not None and found.certain:
            assert found.start is not None
            assert found.end is not None
            assert found.start <= found.end
    for span in find_dates(text, today):
        assert text[span.start : span.end] == span.words


@settings(deadline=None, max_examples=1_000)
@given(words=st.lists(st.sampled_from([*sorted(OPENERS), *WORDS]), min_size=1, max_size=6))
def test_no_date_is_missed_for_want_of_a_word_that_tells_of_it(words: list[str]) -> None:
    text = " ".join(words)
    if may_hold_date(text):
        return
    # With a word that tells of one before it the whole is read.
    found = find_dates(f"month . {text}", MONDAY, meetings=(BOARD,), terms=TERMS)
    assert not [span.words for span in found if span.start >= len("month .")]
