"""A small programme in the record, for the store's contracts to stand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.domain.actions import Action, Lead
from bot.domain.dates import Due
from bot.domain.messages import Effect, OutboundMessage, Outgoing, Paragraph, Priority, plain
from bot.domain.people import Address, Person, Place
from bot.domain.programme import Plan, Programme, ProgrammeState
from bot.ports import Event, UnitOfWork
from store.session import Session

NOW = datetime(2023, 9, 25, 8, 30, tzinfo=UTC)
DAY = date(2023, 9, 25)


@dataclass(frozen=True, kw_only=True)
class Small:
    """One live programme with two people, a plan, and an action that the first of them leads."""

    programme: Programme
    asha: Person
    mel: Person
    plan: Plan
    action: Action


def small(uow: UnitOfWork, code: str = "example") -> Small:
    programme = uow.programmes.save(
        Programme(code=code, name="An example", state=ProgrammeState.LIVE)
    )
    asha = uow.people.save(
        Person(programme_id=programme.id, name="Asha Bellweather", organisation="Council")
    )
    mel = uow.people.save(Person(programme_id=programme.id, name="Mel Tarn", organisation="NHS"))
    plan = uow.plans.save(Plan(programme_id=programme.id, code="EX", title="Example plan"))
    action = uow.actions.save(
        Action(
            programme_id=programme.id,
            plan_id=plan.id,
            heading="h1",
            key="EX-1.1",
            ref="1.1",
            title="Answer every letter",
            leads=(Lead(name=asha.name, organisation="Council", person_id=asha.id),),
            original=Due.on(date(2023, 10, 31)),
            approved=Due.on(date(2023, 10, 31)),
        )
    )
    return Small(programme=programme, asha=asha, mel=mel, plan=plan, action=action)


def dm(native: str = "asha", connection: str = "chat") -> Address:
    return Address(connection=connection, place=Place.DM, native=native)


def channel(native: str = "leaders", connection: str = "chat") -> Address:
    return Address(connection=connection, place=Place.CHANNEL, native=native)


def message(*items: str, kind: str = "reminder", text: str = "Good morning") -> OutboundMessage:
    return OutboundMessage(
        blocks=(Paragraph(runs=(plain(text),)),), summary=text, items=items, kind=kind
    )


def outgoing(
    programme_id: int,
    key: str,
    *,
    priority: int = Priority.REMINDER,
    not_before: datetime = NOW,
    parent: str | None = None,
    where: Address | None = None,
    person_id: int | None = None,
    says: OutboundMessage | None = None,
    effect: Effect = Effect.POST,
    thread: str | None = None,
) -> Outgoing:
    return Outgoing(
        programme_id=programme_id,
        effect=effect,
        address=where or dm(),
        person_id=person_id,
        key=key,
        parent_key=parent,
        thread=thread,
        priority=priority,
        not_before=not_before,
        message=says or message("EX-1.1"),
    )


def event(small: Small, kind: str = "status_reported", **after: object) -> Event:
    return Event(
        programme_id=small.programme.id,
        at=NOW,
        actor_id=small.asha.id,
        through="chat",
        kind=kind,
        subject=small.action.key,
        before={"status": "green"},
        after=after or {"status": "amber"},
    )


def session_of(uow: UnitOfWork) -> Session:
    """The session behind a unit of work: for what only somebody with a database tool could do or see."""
    session: Session = uow.audit._session  # type: ignore[attr-defined]
    return session
