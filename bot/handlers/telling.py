"""Putting messages to people into the outbox, each under a deterministic key (R17)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.cycle_plan import next_window
from bot.domain.messages import OutboundMessage, Outgoing, Priority
from bot.domain.people import Person
from bot.domain.programme import OFFICE
from bot.handlers.exchange import Exchange
from bot.ports import UnitOfWork


def tell(
    uow: UnitOfWork,
    person: Person,
    message: OutboundMessage,
    *,
    key: str,
    at: datetime,
    priority: int = Priority.ECHO,
) -> bool:
    """Queue a private message to the person's preferred address; False where they have none."""
    addresses = uow.people.addresses(person.id)
    if not addresses:
        return False
    uow.outbox.put(
        Outgoing(
            programme_id=person.programme_id,
            address=addresses[0],
            person_id=person.id,
            key=key,
            priority=priority,
            not_before=at,
            message=message,
        )
    )
    return True


def tell_later(ex: Exchange, person: Person, message: OutboundMessage, *, key: str) -> bool:
    """Tell a third party, who waits for no answer: inside R7's hours, and not while all is paused."""
    at = next_window(ex.now, ex.programme.policy.hours, ex.working)
    return tell(ex.uow, person, message, key=key, at=at, priority=Priority.REMINDER)


def tell_all(
    uow: UnitOfWork,
    people: Iterable[Person],
    message: OutboundMessage,
    *,
    key: str,
    at: datetime,
    priority: int = Priority.ECHO,
) -> int:
    """The same to several, each under the key and their id; gives back how many could be reached."""
    return sum(
        tell(uow, person, message, key=f"{key}:{person.id}", at=at, priority=priority)
        for person in people
    )


def office(uow: UnitOfWork, programme_id: int) -> list[Person]:
    """The programme office's people."""
    return [p for p in uow.people.of(programme_id) if p.active and p.is_office]


def deciders(uow: UnitOfWork, programme_id: int, body: str) -> list[Person]:
    """Who may decide for a body: its chairs, or the office for what is routed to it (R13)."""
    if body == OFFICE:
        return office(uow, programme_id)
    return [p for p in uow.people.of(programme_id) if p.active and body in p.chairs]


def body_name(uow: UnitOfWork, programme_id: int, code: str) -> str:
    """A body's name for use in a sentence."""
    if code == OFFICE:
        return "programme office"
    found = next((b for b in uow.meetings.bodies(programme_id) if b.code == code), None)
    return found.name if found else code
