"""Small words that every occasion shares: days, dates as written, times, counts, lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from bot.domain.dates import Due, Precision
from bot.domain.status import Limb, Status

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT_MONTHS = tuple("Sept" if m == "September" else m[:3] for m in _MONTHS)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day(on: date) -> str:
    """A day near enough to need no year: "Thu 30 Nov"."""
    return f"{_DAYS[on.weekday()][:3]} {on.day} {_SHORT_MONTHS[on.month - 1]}"


def long_day(on: date) -> str:
    """ "30 November 2023"."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def weekday(on: date) -> str:
    """ "Thursday"."""
    return _DAYS[on.weekday()]


def day_month(on: date) -> str:
    """ "24 October": how a meeting is called."""
    return f"{on.day} {_MONTHS[on.month - 1]}"


def month_name(on: date) -> str:
    """ "October"."""
    return _MONTHS[on.month - 1]


def clock_time(at: time) -> str:
    """ "5pm", "9:30am", "noon"."""
    if at.hour == 12 and not at.minute:
        return "noon"
    half = "am" if at.hour < 12 else "pm"
    hour = at.hour % 12 or 12
    return f"{hour}:{at.minute:02}{half}" if at.minute else f"{hour}{half}"


def due_words(due: Due) -> str:
    """A date no more exactly than somebody wrote it (R5): "October 2023", "30 November 2023"."""
    return _due_words(due, _MONTHS)


def short_due_words(due: Due) -> str:
    """The same for a narrow line: "Oct 2023", "30 Nov 2023"."""
    return _due_words(due, _SHORT_MONTHS)


def _due_words(due: Due, months: Sequence[str]) -> str:
    start, end = due.start, due.end
    if due.precision is Precision.ONGOING or start is None or end is None:
        return "ongoing"
    if due.precision is Precision.DAY or start == end:
        return f"{end.day} {months[end.month - 1]} {end.year}"
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        first = f"{start.day} {months[start.month - 1]}"
        first += "" if start.year == end.year else f" {start.year}"
        return f"{first} to {end.day} {months[end.month - 1]} {end.year}"
    last = f"{months[end.month - 1]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    if start.year != end.year:
        return f"{months[start.month - 1]} {start.year} to {last}"
    if (start.month, end.month) == (1, 12):
        return str(end.year)
    return f"{months[start.month - 1]} to {last}"


def status_label(status: Status) -> str:
    """Symbol and word, "▲ Amber": colour alone never carries the meaning (R18)."""
    return status.label


def limb_words(limbs: frozenset[Limb]) -> str:
    """ "dates", "impact", "dates and impact", or nothing."""
    return join_names([limb.value for limb in Limb if limb in limbs])


def join_names(names: Sequence[str]) -> str:
    """ "Ada", "Ada and Del", "Ada, Del and Petra"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def number(count: int) -> str:
    """Up to ten in words, "four"; beyond in figures."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """ "one item", "four items", "12 items"."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def working_days(count: int) -> str:
    """ "3 working days", "1 working day"."""
    return f"{count} working day{'' if count == 1 else 's'}"


def sentence(text: str) -> str:
    """With a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut between words, with an ellipsis where something was cut."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    if " " in cut[limit // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,.;:–-") + "…"
