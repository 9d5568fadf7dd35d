"""People, where they can be reached, and who may answer for whom (DOMAIN.md "People", R14, R19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

#: Monday to Friday, as ``date.weekday()`` numbers.
WEEKDAYS: frozenset[int] = frozenset(range(5))


class Role(StrEnum):
    """What somebody is to the programme, beside leading actions (which the plan itself says)."""

    PROGRAMME_OFFICE = "programme_office"
    MEMBER = "member"


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """When somebody works: weekdays, and whether only in school terms (R7)."""

    weekdays: frozenset[int] = WEEKDAYS
    term_time_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody the programme knows. ``id`` 0 is not stored yet."""

    id: int = 0
    programme_id: int
    name: str
    email: str | None = None
    organisation: str | None = None
    title: str | None = None
    roles: frozenset[Role] = frozenset()
    chairs: frozenset[str] = frozenset()
    """Codes of the bodies this person chairs; one chair of a body is enough to decide (R13)."""
    partnership_leads: frozenset[str] = frozenset()
    """Codes of the headings (priorities) this person is partnership lead of."""
    pattern: Pattern = Pattern()
    active: bool = True
    introduced_at: datetime | None = None
    next_touch_at: datetime | None = None
    """When to look at this person again: derived, never the truth (DESIGN.md, "One reminder")."""

    @property
    def is_office(self) -> bool:
        return Role.PROGRAMME_OFFICE in self.roles

    @property
    def first_name(self) -> str:
        """What to greet by: the first of their names, or the whole where they are known by their post."""
        if self.title and self.title.casefold() == self.name.casefold():
            return self.name
        return self.name.split()[0]


class Place(StrEnum):
    """What kind of place an address is."""

    DM = "dm"
    CHANNEL = "channel"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A place on one connection that messages can go to (R19): a person's DM or a channel.

    ``native`` is the platform's own id: a user's id for a DM, a channel's for a channel.
    """

    connection: str
    place: Place
    native: str

    def __str__(self) -> str:
        return f"{self.connection}:{self.place}:{self.native}"

    @classmethod
    def read(cls, text: str) -> Address:
        """The inverse of ``str``."""
        connection, place, native = text.split(":", 2)
        return cls(connection=connection, place=Place(place), native=native)


class MatchState(StrEnum):
    PENDING = "pending"
    """Whoever sits there has not said yet that it is them."""
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    """ "That's not me": never matched with that person again."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """An account that a platform names for somebody's work e-mail. It is an address of theirs once they say so."""

    id: int = 0
    person_id: int
    connection: str
    native: str
    email: str
    """By which it was found: another e-mail is looked for anew."""
    state: MatchState = MatchState.PENDING
    at: datetime
    """When it was found, confirmed or refused."""

    @property
    def address(self) -> Address:
        return Address(connection=self.connection, place=Place.DM, native=self.native)


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Days away, first and last inclusive, and who covers if anybody does."""

    id: int = 0
    person_id: int
    first_day: date
    last_day: date
    cover_id: int | None = None
    batch: str | None = None
    undone: bool = False

    def holds(self, day: date) -> bool:
        return not self.undone and self.first_day <= day <= self.last_day


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """A standing delegate: may answer for the lead, recorded as "entered by Mel for Asha" (R14)."""

    delegate_id: int
    lead_id: int
