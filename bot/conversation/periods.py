"""Spans of the calendar: months, weeks, years, England's financial years and working days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from bot.conversation.date_words import CARDINALS

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
#: Asked for at import, when the library loads its countries: the first reply that tells of a Christmas need not wait for it.
_OF_THE_KINGDOM = type(country_holidays("GB"))


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(year: int) -> tuple[date, date]:
    """First and last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def financial_year(year: int) -> tuple[date, date]:
    """The public sector's year that begins in April of ``year``."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def financial_quarter(year: int, quarter: int) -> tuple[date, date]:
    """Quarter 1 is April to June of ``year``, quarter 4 January to March of the next."""
    first = date(year + (quarter == 4), (4, 7, 10, 1)[quarter - 1], 1)
    return first, month_span(first.year, first.month + 2)[1]


def monday_of(day: date) -> date:
    """Monday of its week."""
    return day - day.weekday() * DAY


def fridays_end(monday: date) -> date:
    """Friday of the week that begins then."""
    return monday + 4 * DAY


def week_of_period(count: int, span: tuple[date, date]) -> date:
    """Monday of the period's n-th week (-1: its last); a week belongs where its Thursday lies."""
    first, last = span
    if count < 0:
        monday = monday_of(last)
        return monday if monday + 3 * DAY <= last else monday - WEEK
    monday = monday_of(first)
    if monday + 3 * DAY < first:
        monday += WEEK
    return monday + (count - 1) * WEEK


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> dict[date, str]:
    """England's bank holidays of one year, day to name."""
    return dict(_OF_THE_KINGDOM(subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def after_working_days(day: date, count: int) -> date:
    """``count`` working days after (or, negative, before) ``day``, which is not counted."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def so_long_after(day: date, amount: str, unit: str) -> date:
    """The day "three weeks", "a couple of days" after another; a month is thirty days where people wait for it."""
    if amount in ("a", "an", "another"):
        count = 1
    elif "couple" in amount:
        count = 2
    else:
        count = CARDINALS.get(amount) or int(amount)
    return day + count * {"d": 1, "w": 7, "f": 14, "m": 30}[unit[0]] * DAY
