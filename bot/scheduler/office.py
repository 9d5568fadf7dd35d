"""What the office is told beside the reminders: one message a day for each of its people."""

from __future__ import annotations

from datetime import datetime

from bot.domain.agenda import Desk, slot
from bot.domain.calendar import local_day
from bot.domain.messages import Block, Outgoing, Priority, SendState
from bot.domain.people import Address, Person
from bot.domain.touches import office_key
from bot.handlers import telling
from bot.phrasing.bulletins import bulletin
from bot.ports import UnitOfWork
from bot.scheduler.desks import View


class Bulletin:
    """Collects sections and queues them as one message; nobody is looked up before there is one."""

    def __init__(self, uow: UnitOfWork, view: View, now: datetime) -> None:
        self._uow = uow
        self._view = view
        self._now = now
        self._sections: list[tuple[Block, ...]] = []
        self._readers: list[tuple[Person, Address]] | None = None

    def add(self, section: tuple[Block, ...]) -> str | None:
        """Take a section in; gives back the key of the message it goes into (the first reader's), or
        ``None`` where nobody of the office can be reached."""
        if self._readers is None:
            self._readers = [
                (person, addresses[0])
                for person in telling.office(self._uow, self._view.programme.id)
                if (addresses := self._uow.people.addresses(person.id))
            ]
        if not self._readers:
            return None
        self._sections.append(section)
        return self._open(self._readers[0][0])[0]

    def queue(self) -> None:
        """Put it into the outbox, continuing a message of today's that has not gone yet."""
        for person, address in self._readers or ():
            if not self._sections:
                return
            key, queued = self._open(person)
            row = Outgoing(
                programme_id=self._view.programme.id,
                address=address,
                person_id=person.id,
                key=key,
                priority=Priority.REMINDER,
                not_before=self._when(person),
                message=bulletin(self._sections, before=queued.message if queued else None),
            )
            if queued is None:
                self._uow.outbox.put(row)
            else:
                self._uow.outbox.rebuild(queued.id, row)
        self._sections = []

    def _open(self, person: Person) -> tuple[str, Outgoing | None]:
        """The key of today's message to this person that can still take something in."""
        day, part = local_day(self._now), 0
        while True:
            key = office_key(person.id, self._view.programme.id, day, part)
            row = self._uow.outbox.by_key(key)
            if row is None or row.state is SendState.QUEUED:
                return key, row
            part += 1

    def _when(self, person: Person) -> datetime:
        desk = Desk(person=person, policy=self._view.programme.policy, working=self._view.working)
        return slot(desk, self._now, counts=False) or self._now
