"""One inbound event being handled: who speaks, where, in which transaction, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.domain.calendar import Term, WorkingDays, local_day
from bot.domain.messages import Commanded, Effect, Inbound, OutboundMessage, Outgoing
from bot.domain.people import Address, Person, Place
from bot.domain.permissions import Proxies, proxies_of
from bot.domain.policy import Policy
from bot.domain.programme import Plan, Programme, ProgrammeState
from bot.phrasing.answers import with_notice
from bot.ports import Event, UnitOfWork


@dataclass(kw_only=True)
class Exchange:
    """What every use case needs of the event in hand. ``replies`` counts the rows it has answered with."""

    uow: UnitOfWork
    now: datetime
    inbound: Inbound
    programme: Programme
    person: Person
    replies: int = field(default=0, init=False)

    @property
    def batch(self) -> str:
        """What one undo takes back: everything this event changed."""
        return f"{self.inbound.connection}:{self.inbound.event_key}"

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def working(self) -> WorkingDays:
        return working_days(self.uow, self.programme)

    @property
    def place(self) -> tuple[Address, str | None]:
        """Where the answer belongs: the same thread; what is said openly in a channel is answered in private."""
        where, thread = self.inbound.where, self.inbound.thread
        if where.place is Place.CHANNEL and thread is None:
            return replace(where, place=Place.DM, native=self.inbound.sender), None
        return where, thread

    @property
    def is_private(self) -> bool:
        """Whether the answer is for the asker's eyes only though it was asked in a channel."""
        in_channel = self.inbound.where.place is Place.CHANNEL
        return in_channel and isinstance(self.inbound.content, Commanded)

    def reply(self, message: OutboundMessage) -> None:
        """Answer. A command typed in a channel is answered there for its asker's eyes only."""
        if self.replies == 0 and self._is_first_contact:
            message = with_notice(message, self.programme.name)
            self._note_introduction()
        address, thread = self.place
        effect = Effect.POST
        if self.is_private:
            address, thread, effect = self.inbound.where, self.inbound.thread, Effect.EPHEMERAL
        self.uow.outbox.put(
            Outgoing(
                programme_id=self.programme.id,
                effect=effect,
                address=address,
                thread=thread,
                person_id=self.person.id,
                key=f"re:{self.batch}:{self.replies}",
                not_before=self.now,
                message=message,
            )
        )
        self.replies += 1

    @property
    def _is_first_contact(self) -> bool:
        live = self.programme.state is ProgrammeState.LIVE
        return live and self.programme.introduces and self.person.introduced_at is None

    def _note_introduction(self) -> None:
        """Who has something to be asked is introduced by a message of their own, with all of it."""
        asked = (
            self.person.is_office
            or self.person.partnership_leads
            or self.uow.actions.of_people([self.person.id])
            or self.proxies().leads
        )
        if not asked:
            self.uow.people.save(replace(self.person, introduced_at=self.now))

    def record(
        self,
        kind: str,
        subject: str,
        *,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> None:
        """Write the change to the audit chain (R16)."""
        self.uow.audit.record(
            Event(
                programme_id=self.programme.id,
                at=self.now,
                actor_id=self.person.id,
                through=self.inbound.connection,
                kind=kind,
                subject=subject,
                before=before or {},
                after=after or {},
            )
        )

    def proxies(self) -> Proxies:
        """Whom this person may answer for today."""
        leads = [p.id for p in self.uow.people.of(self.programme.id)]
        return proxies_of(
            self.person,
            delegations=self.uow.people.delegations(self.programme.id),
            absences=self.uow.people.absences(leads, from_day=self.today),
            today=self.today,
        )

    def policy(self, plan: Plan) -> Policy:
        return plan.policy or self.programme.policy


def working_days(uow: UnitOfWork, programme: Programme) -> WorkingDays:
    """England's working days with the programme's school terms."""
    terms: tuple[Term, ...] = tuple(uow.programmes.terms(programme.id))
    return WorkingDays(terms=terms)
