"""People, where they can be reached, when they are away, and who answers for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam, delete, func, or_, select, update

from bot.domain.people import (
    Absence,
    Address,
    Delegation,
    Match,
    MatchState,
    Pattern,
    Person,
    Place,
    Role,
)
from bot.domain.programme import ProgrammeState
from store.repositories.base import Repository, programme_of, remembered
from store.tables.programme import (
    absences,
    addresses,
    delegations,
    matches,
    people,
    programmes,
    reachability,
)


class People(Repository):
    """See ``bot.ports.People``."""

    @remembered(people)
    def get(self, person_id: int) -> Person:
        """:raises LookupError: there is none with that id."""
        return _person(self._session.get(people, person_id))

    def many(self, person_ids: Iterable[int]) -> Mapping[int, Person]:
        rows = self._session.rows(select(people).where(people.c.id.in_(set(person_ids))))
        return {row["id"]: _person(row) for row in rows}

    @remembered(people)
    def of(self, programme_id: int) -> Sequence[Person]:
        rows = self._session.rows(_OF_PROGRAMME, {"programme": programme_id})
        return [_person(row) for row in rows]

    def by_address(self, connection: str, native: str) -> Sequence[Person]:
        """Somebody who has left the programme (not active) belongs to it no longer."""
        rows = self._session.rows(_BY_ADDRESS, {"connection": connection, "native": native})
        return [_person(row) for row in rows]

    def save(self, person: Person) -> Person:
        row_id = self._session.save(people, person.id, _person_values(person))
        return replace(person, id=row_id)

    def addresses(self, person_id: int) -> Sequence[Address]:
        rows = self._session.rows(_REACHABLE, {"person": person_id})
        return [_address(row) for row in rows]

    def all_addresses(self, person_id: int) -> Sequence[Address]:
        return [_address(row) for row in self._session.rows(_ADDRESSES, {"person": person_id})]

    def add_address(self, person_id: int, address: Address, *, preferred: bool = False) -> None:
        """An address that stands already is kept; one that is preferred takes the others' place."""
        if preferred:
            self._session.execute(
                update(addresses).where(addresses.c.person_id == person_id).values(preferred=False)
            )
        here = (
            addresses.c.person_id == person_id,
            addresses.c.connection == address.connection,
            addresses.c.place == address.place.value,
            addresses.c.native == address.native,
        )
        if self._session.value(select(addresses.c.id).where(*here)) is None:
            self._session.add(
                addresses,
                {
                    "programme_id": programme_of(people, person_id),
                    "person_id": person_id,
                    "connection": address.connection,
                    "place": address.place.value,
                    "native": address.native,
                    "preferred": preferred,
                },
            )
        elif preferred:
            self._session.execute(update(addresses).where(*here).values(preferred=True))

    def remove_address(self, person_id: int, address: Address) -> None:
        self._session.execute(
            delete(addresses).where(
                addresses.c.person_id == person_id,
                addresses.c.connection == address.connection,
                addresses.c.place == address.place.value,
                addresses.c.native == address.native,
            )
        )

    def matches(self, programme_id: int) -> Sequence[Match]:
        rows = self._session.rows(_MATCHES, {"programme": programme_id})
        return [_match(row) for row in rows]

    def matches_at(self, connection: str, native: str) -> Sequence[Match]:
        rows = self._session.rows(_MATCHES_AT, {"connection": connection, "native": native})
        return [_match(row) for row in rows]

    def save_match(self, match: Match) -> Match:
        row_id = self._session.save(
            matches,
            match.id,
            {
                "programme_id": programme_of(people, match.person_id),
                "person_id": match.person_id,
                "connection": match.connection,
                "native": match.native,
                "email": match.email,
                "state": match.state.value,
                "at": match.at,
            },
        )
        return replace(match, id=row_id)

    def absences(self, person_ids: Iterable[int], *, from_day: date) -> Sequence[Absence]:
        rows = self._session.rows(
            _ABSENCES, {"people": list(set(person_ids)), "from_day": from_day}
        )
        return [_absence(row) for row in rows]

    def save_absence(self, absence: Absence) -> Absence:
        self._note_batch(absence.person_id, absence.batch)
        row_id = self._session.save(
            absences,
            absence.id,
            {
                "programme_id": programme_of(people, absence.person_id),
                "person_id": absence.person_id,
                "first_day": absence.first_day,
                "last_day": absence.last_day,
                "cover_id": absence.cover_id,
                "batch": absence.batch,
                "undone": absence.undone,
            },
        )
        return replace(absence, id=row_id)

    @remembered(delegations)
    def delegations(self, programme_id: int) -> Sequence[Delegation]:
        rows = self._session.rows(_DELEGATIONS, {"programme": programme_id})
        return [Delegation(delegate_id=row["delegate_id"], lead_id=row["lead_id"]) for row in rows]

    def add_delegation(self, programme_id: int, delegation: Delegation) -> None:
        self._session.add_new(
            delegations,
            [
                {
                    "programme_id": programme_id,
                    "delegate_id": delegation.delegate_id,
                    "lead_id": delegation.lead_id,
                }
            ],
        )

    def due_for_touch(self, now: datetime, *, limit: int, after: int = 0) -> Sequence[Person]:
        rows = self._session.rows(
            select(people)
            .where(people.c.next_touch_at <= now, people.c.id > after, *_spoken_to())
            .order_by(people.c.id)
            .limit(limit)
        )
        return [_person(row) for row in rows]

    def next_touch_at(self) -> datetime | None:
        earliest: datetime | None = self._session.value(
            select(func.min(people.c.next_touch_at)).where(*_spoken_to())
        )
        return earliest

    def wake(self, person_ids: Iterable[int], at: datetime) -> None:
        self._session.execute(_WAKE, {"people": list(set(person_ids)), "at": at})

    def wake_all(self, programme_id: int, at: datetime) -> None:
        self._session.execute(
            update(people)
            .where(people.c.programme_id == programme_id, people.c.active, _later_than(at))
            .values(next_touch_at=at)
        )


def _spoken_to() -> tuple[Any, ...]:
    """Active people of programmes that speak first: live ones, and in shadow to the office (decision 8)."""
    states = (ProgrammeState.LIVE.value, ProgrammeState.SHADOW.value)
    speaking = select(programmes.c.id).where(programmes.c.state.in_(states))
    return people.c.active, people.c.programme_id.in_(speaking)


def _later_than(at: datetime | ColumnElement[datetime]) -> Any:
    return or_(people.c.next_touch_at.is_(None), people.c.next_touch_at > at)


_OF_PROGRAMME = (
    select(people).where(people.c.programme_id == bindparam("programme")).order_by(people.c.id)
)
_BY_ADDRESS = (
    select(people)
    .where(
        people.c.active,
        people.c.id.in_(
            select(addresses.c.person_id).where(
                addresses.c.connection == bindparam("connection"),
                addresses.c.native == bindparam("native"),
                addresses.c.place == Place.DM.value,
            )
        ),
    )
    .order_by(people.c.id)
)
_LOST = select(reachability.c.id).where(
    reachability.c.programme_id == addresses.c.programme_id,
    reachability.c.connection == addresses.c.connection,
    reachability.c.native == addresses.c.native,
    reachability.c.unreachable_since.is_not(None),
)
_ADDRESSES = (
    select(addresses)
    .where(addresses.c.person_id == bindparam("person"))
    .order_by(addresses.c.preferred.desc(), addresses.c.id)
)
_REACHABLE = _ADDRESSES.where(~_LOST.exists())
_MATCHES = (
    select(matches).where(matches.c.programme_id == bindparam("programme")).order_by(matches.c.id)
)
_MATCHES_AT = (
    select(matches)
    .where(matches.c.connection == bindparam("connection"), matches.c.native == bindparam("native"))
    .order_by(matches.c.id)
)
_ABSENCES = (
    select(absences)
    .where(
        absences.c.person_id.in_(bindparam("people", expanding=True)),
        absences.c.last_day >= bindparam("from_day"),
        ~absences.c.undone,
    )
    .order_by(absences.c.first_day, absences.c.id)
)
_DELEGATIONS = (
    select(delegations)
    .where(delegations.c.programme_id == bindparam("programme"))
    .order_by(delegations.c.id)
)
_AT: ColumnElement[datetime] = bindparam("at", type_=people.c.next_touch_at.type)
_WAKE = (
    update(people)
    .where(people.c.id.in_(bindparam("people", expanding=True)), _later_than(_AT))
    .values(next_touch_at=_AT)
)


def _person_values(person: Person) -> Mapping[str, Any]:
    return {
        "programme_id": person.programme_id,
        "name": person.name,
        "email": person.email,
        "organisation": person.organisation,
        "title": person.title,
        "roles": sorted(role.value for role in person.roles),
        "chairs": sorted(person.chairs),
        "partnership_leads": sorted(person.partnership_leads),
        "weekdays": sorted(person.pattern.weekdays),
        "term_time_only": person.pattern.term_time_only,
        "active": person.active,
        "introduced_at": person.introduced_at,
        "next_touch_at": person.next_touch_at,
    }


def _person(row: RowMapping) -> Person:
    return Person(
        id=row["id"],
        programme_id=row["programme_id"],
        name=row["name"],
        email=row["email"],
        organisation=row["organisation"],
        title=row["title"],
        roles=frozenset(map(Role, row["roles"])),
        chairs=frozenset(row["chairs"]),
        partnership_leads=frozenset(row["partnership_leads"]),
        pattern=Pattern(weekdays=frozenset(row["weekdays"]), term_time_only=row["term_time_only"]),
        active=row["active"],
        introduced_at=row["introduced_at"],
        next_touch_at=row["next_touch_at"],
    )


def _address(row: RowMapping) -> Address:
    return Address(connection=row["connection"], place=Place(row["place"]), native=row["native"])


def _match(row: RowMapping) -> Match:
    return Match(
        id=row["id"],
        person_id=row["person_id"],
        connection=row["connection"],
        native=row["native"],
        email=row["email"],
        state=MatchState(row["state"]),
        at=row["at"],
    )


def _absence(row: RowMapping) -> Absence:
    return Absence(
        id=row["id"],
        person_id=row["person_id"],
        first_day=row["first_day"],
        last_day=row["last_day"],
        cover_id=row["cover_id"],
        batch=row["batch"],
        undone=row["undone"],
    )
