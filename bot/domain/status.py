"""The status scale (R1): six states, their words and symbols, and a plan's own words for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """What a lead reports of an action. A plan loads as ``NOT_REPORTED``: blank is never green."""

    NOT_REPORTED = "not_reported"
    GREY = "grey"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    BLUE = "blue"

    @property
    def word(self) -> str:
        return _WORDS[self]

    @property
    def symbol(self) -> str:
        return _SYMBOLS[self]

    @property
    def label(self) -> str:
        """Symbol and word together (R18): colour alone never carries the meaning."""
        return f"{self.symbol} {self.word}"

    @property
    def needs_narrative(self) -> bool:
        """Amber and red must say why and what next (R3)."""
        return self in (Status.AMBER, Status.RED)


#: What an action that goes on can be reported as, in the order in which it is offered.
OPEN_COLOURS = (Status.GREEN, Status.AMBER, Status.RED)

_WORDS: Mapping[Status, str] = MappingProxyType(
    {
        Status.NOT_REPORTED: "Not reported",
        Status.GREY: "Grey",
        Status.GREEN: "Green",
        Status.AMBER: "Amber",
        Status.RED: "Red",
        Status.BLUE: "Blue",
    }
)
_SYMBOLS: Mapping[Status, str] = MappingProxyType(
    {
        Status.BLUE: "■",
        Status.GREEN: "●",
        Status.AMBER: "▲",
        Status.RED: "◆",
        Status.GREY: "○",
        Status.NOT_REPORTED: "–",
    }
)

#: From least to most cautious. Of two views that differ the more cautious stands (R7, joint leads).
CAUTION: tuple[Status, ...] = (
    Status.NOT_REPORTED,
    Status.BLUE,
    Status.GREY,
    Status.GREEN,
    Status.AMBER,
    Status.RED,
)
#: The order in which counts are told.
TELLING_ORDER: tuple[Status, ...] = (
    Status.BLUE,
    Status.GREEN,
    Status.AMBER,
    Status.RED,
    Status.GREY,
    Status.NOT_REPORTED,
)


class Limb(StrEnum):
    """Which half of the definition is at risk: the dates, the impact, or (as a set) both (R1, R3)."""

    DATES = "dates"
    IMPACT = "impact"


class Marker(StrEnum):
    """Flags of the system's own that stand beside a colour and never change it (R1, R11)."""

    OVERDUE = "overdue"
    STALE = "stale"
    COMPLETION_CLAIMED = "completion_claimed"
    IMPACT_PENDING = "delivered_impact_pending"
    NARRATIVE_AWAITED = "narrative_awaited"
    JOINT_POSITION_AWAITED = "joint_position_awaited"
    GREEN_BUT_LATE = "green_but_late"
    ONE_VIEW = "one_view"


#: Words that mean a status in every area's plan; a plan's own scale adds to them.
COMMON_WORDS: Mapping[str, Status] = MappingProxyType(
    {
        "blue": Status.BLUE,
        "green": Status.GREEN,
        "amber": Status.AMBER,
        "red": Status.RED,
        "grey": Status.GREY,
        "gray": Status.GREY,
        "b": Status.BLUE,
        "g": Status.GREEN,
        "a": Status.AMBER,
        "r": Status.RED,
        "not reported": Status.NOT_REPORTED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One plan's status words, with an explicit mapping onto the six states (R1)."""

    words: Mapping[str, Status] = field(default_factory=dict)

    def read(self, text: str) -> Status | None:
        """The status that a cell's words mean; ``None`` for a word nobody has mapped: ask, never guess.

        An empty cell is ``NOT_REPORTED``.
        """
        word = " ".join(text.casefold().split()).strip(" .:-–")
        if not word:
            return Status.NOT_REPORTED
        return {**COMMON_WORDS, **self.words}.get(word)
