"""Who can be reached where: kept as platforms tell it, and told to the programme office with what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.domain.cycle_plan import next_window
from bot.domain.messages import Effect, Outgoing, Priority
from bot.domain.people import Address, Person, Place
from bot.domain.programme import Programme
from bot.handlers import first_contact
from bot.handlers.exchange import working_days
from bot.handlers.telling import office, tell_all
from bot.phrasing import bulletins
from bot.ports import Event, Reach, UnitOfWork

#: What the keys of the notices about messages that failed begin with: nobody is told of one that fails itself.
_UNDELIVERED = "undelivered:"


def lost(
    uow: UnitOfWork, address: Address, reason: str, now: datetime, *, mark: str | None = None
) -> None:
    """Nothing arrives there any more. Whoever it is has their next address, or the office asks them.

    :param reason: one sentence for the office, with what to do.
    :param mark: what the platform notes with it, in the reference.
    """
    known = uow.reachability.get(address.connection, address.native) or Reach(
        connection=address.connection, native=address.native
    )
    noted = {mark: mark} if mark is not None else {}
    uow.reachability.keep(
        replace(
            known,
            reference={**known.reference, **noted},
            unreachable_since=known.unreachable_since or now,
            reason=reason,
        )
    )
    if known.unreachable_since is None:
        _changed(uow, address, now, kind="became_unreachable")
        for person in _people(uow, address):
            _tell_office(uow, person, reason, now)


def found(uow: UnitOfWork, reach: Reach, address: Address, now: datetime) -> None:
    """Something arrives there, or was heard from there: ``reach`` is how to send."""
    known = uow.reachability.get(address.connection, address.native)
    uow.reachability.keep(replace(reach, unreachable_since=None, reason=None))
    if known is not None and known.unreachable_since is not None:
        _changed(uow, address, now, kind="reachable_again")


def undelivered(
    uow: UnitOfWork, row: Outgoing, reason: str, now: datetime, *, is_the_places: bool
) -> None:
    """A message that others wait for failed for good: the office is told what to do, once a day of each place,
    or of each reason where it lies with the whole connection. Of somebody who is known to be lost it knows.

    :param is_the_places: the reason lies with who or what is written to; else the office is told elsewhere
        where it can be.
    """
    if row.key.startswith(_UNDELIVERED) or row.effect not in (Effect.POST, Effect.FILE):
        return
    address = row.address
    known = uow.reachability.get(address.connection, address.native)
    programme = uow.programmes.get(row.programme_id)
    if (known is not None and known.unreachable_since) or not programme.state.keeps_cadence:
        return
    about = address.native if is_the_places else sha256(reason.encode()).hexdigest()[:12]
    at = next_window(now, programme.policy.hours, working_days(uow, programme))
    message = bulletins.undelivered(_name(uow, row), reason, row.id)
    for person in office(uow, programme.id):
        mine = uow.people.addresses(person.id)
        apart = [
            one
            for one in mine
            if (one != address if is_the_places else one.connection != address.connection)
        ]
        for where in (*apart, *mine)[:1]:
            uow.outbox.put(
                Outgoing(
                    programme_id=programme.id,
                    address=where,
                    person_id=person.id,
                    key=f"{_UNDELIVERED}{address.connection}:{about}:{now.date()}:{person.id}",
                    priority=Priority.REMINDER,
                    not_before=at,
                    message=message,
                )
            )


def _name(uow: UnitOfWork, row: Outgoing) -> str:
    """Whom or what a row is for, as the office knows it."""
    people = _people(uow, row.address)
    if people:
        return people[0].name
    for body in uow.meetings.bodies(row.programme_id):
        if str(row.address) in body.channels:
            return f"the channel of {body.name}"
    asked = first_contact.pending_at(uow, row.address.connection, row.address.native)
    return asked[1].name if asked is not None else row.address.native


def channels(uow: UnitOfWork, programme: Programme) -> list[Address]:
    """Every channel that a programme writes to."""
    bodies = uow.meetings.bodies(programme.id)
    told = (*programme.digest_channels, *(c for body in bodies for c in body.channels))
    return [Address.read(text) for text in dict.fromkeys(told)]


def why_unreachable(uow: UnitOfWork, person_id: int) -> str | None:
    """What the office is to do about somebody whose addresses do not work; ``None``: they have none."""
    for address in uow.people.all_addresses(person_id):
        reach = uow.reachability.get(address.connection, address.native)
        if reach is not None and reach.unreachable_since is not None and reach.reason:
            return reach.reason
    return first_contact.why_unreachable(uow, uow.people.get(person_id))


def _people(uow: UnitOfWork, address: Address) -> list[Person]:
    if address.place is not Place.DM:
        return []
    return list(uow.people.by_address(address.connection, address.native))


def _changed(uow: UnitOfWork, address: Address, now: datetime, *, kind: str) -> None:
    """In the record; and whose touches it is that go elsewhere now is looked at again."""
    connection = uow.programmes.connection(address.connection)
    if connection is None:
        return
    people = _people(uow, address)
    uow.people.wake([person.id for person in people], now)
    subjects = [(p.programme_id, f"person:{p.id}") for p in people]
    for programme_id, subject in subjects or [(connection.programme_id, str(address))]:
        uow.audit.record(
            Event(
                programme_id=programme_id,
                at=now,
                actor_id=None,
                through=address.connection,
                kind=kind,
                subject=subject,
                after={"address": str(address)},
            )
        )


def _tell_office(uow: UnitOfWork, person: Person, reason: str, now: datetime) -> None:
    """Once each time that it happens, inside R7's hours; a programme that is quiet tells nobody anything."""
    programme = uow.programmes.get(person.programme_id)
    if not programme.state.keeps_cadence:
        return
    tell_all(
        uow,
        office(uow, programme.id),
        bulletins.lost(person.name, reason),
        key=f"unreachable:{person.id}:{now.isoformat()}",
        at=next_window(now, programme.policy.hours, working_days(uow, programme)),
        priority=Priority.REMINDER,
    )
