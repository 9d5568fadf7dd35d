"""Imprecise dates (R5): the words that were written, how precise they are, and what they resolve to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly the writer dated something."""

    DAY = "day"
    MONTH = "month"
    RANGE = "range"
    TERM = "term"
    QUARTER = "quarter"
    YEAR = "year"
    ONGOING = "ongoing"


#: No plan reaches further: a date beyond is a slip of the finger.
_YEARS_AHEAD = 20


@dataclass(frozen=True, kw_only=True)
class Due:
    """A date as somebody wrote it. Due means the *end*; an ongoing item has neither start nor end."""

    text: str
    start: date | None
    end: date | None
    precision: Precision

    def __post_init__(self) -> None:
        if self.precision is Precision.ONGOING:
            if self.start or self.end:
                raise ValueError("an ongoing date has no start and no end")
        elif self.start is None or self.end is None or self.start > self.end:
            raise ValueError(f"{self.text!r}: a date needs a start that is not after its end")

    @classmethod
    def on(cls, day: date, text: str | None = None) -> Due:
        """An exact day."""
        return cls(text=text or day.isoformat(), start=day, end=day, precision=Precision.DAY)


def too_far(due: Due, today: date) -> bool:
    """Whether a date lies further ahead, or back, than any plan reaches."""
    end = due.end
    return end is not None and abs(end.year - today.year) > _YEARS_AHEAD
