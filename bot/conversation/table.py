"""What the dialogue works on: the items in play, and the turn that a message leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.commands import Choice, Command
from bot.domain.dates import Due
from bot.domain.status import Status

#: The colours that somebody can be asked for: blue is never self-service (R2).


@dataclass(frozen=True, kw_only=True)
class Card:
    """What the dialogue must know of one item."""

    key: str
    title: str
    status: Status
    due: date | None = None
    impact_due: date | None = None
    """The date of a measure that lies ahead: "done" is then delivered, impact pending, on a yes."""
    claimed: bool = False
    redating: bool = False
    """A new agreed date has been asked for and waits."""
    agreeable: bool = False
    """Another organisation's view stands and this person's is awaited (R7)."""
    narrative_missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """The items in play, by key, and the day it is."""

    today: date
    cards: Mapping[str, Card] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    """Of the message being answered, in its order."""
    mine: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Names of the colleagues that the programme knows."""
    saved: str | None = None
    """The writer's batch that the message being answered told as saved, while it can be taken back."""

    def candidates(self, wanted: Sequence[str] = ()) -> tuple[Choice, ...]:
        """At most five items to choose from: those wanted, else those of the message, else mine."""
        keys = tuple(wanted) or self.items or self.mine
        return tuple(
            Choice(value=key, label=f"{key} {self.cards[key].title}")
            for key in keys[:5]
            if key in self.cards
        )


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What one message leads to. ``answered``: indexes of the open question's parts that are settled."""

    commands: tuple[Command, ...] = ()
    answered: frozenset[int] = frozenset()


def due_values(due: Due) -> dict[str, str]:
    """A date as a part's values."""
    if due.end is None or due.start is None:
        return {}
    return {
        "text": due.text,
        "start": due.start.isoformat(),
        "end": due.end.isoformat(),
        "precision": due.precision.value,
    }
