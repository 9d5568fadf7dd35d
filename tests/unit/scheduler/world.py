"""A small programme in a record of its own, its clock in the test's hands: who hears what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from bot.domain.actions import Action, ActionState, ItemKind, Lead, Measure, Milestone, Snooze
from bot.domain.calendar import Meeting, Term, instant, local_day, to_local
from bot.domain.dates import Due
from bot.domain.messages import Outgoing, SendState
from bot.domain.people import Absence, Address, Delegation, Pattern, Person, Place, Role
from bot.domain.policy import Policy
from bot.domain.programme import Plan, Programme, ProgrammeState
from bot.domain.status import Status
from bot.domain.touches import Touch, TouchKind
from bot.domain.updates import Update, apply
from bot.platforms.console.render import as_text
from bot.scheduler.planning import plan_touches
from store.unit_of_work import SqlUnits
from tests.fakes.databases import memory_units

#: A Monday with four plain working weeks before it and no bank holiday near.
MONDAY = date(2023, 10, 2)
ITEM = ItemKind.ACTION


def at(day: date, clock: str = "09:30") -> datetime:
    """London's clocks show ``clock`` on ``day``."""
    return instant(day, time.fromisoformat(clock))


@dataclass
class World:
    """One live programme with one plan. ``due_in`` and the like count from ``start``."""

    start: date = MONDAY
    state: ProgrammeState = ProgrammeState.LIVE
    introduces: bool = False
    policy: Policy = field(default_factory=Policy)
    imported_on: date | None = None
    units: SqlUnits = field(default_factory=memory_units)
    programme: Programme = field(init=False)
    plan: Plan = field(init=False)

    def __post_init__(self) -> None:
        with self.units.write() as uow:
            self.programme = uow.programmes.save(
                Programme(
                    code="EX",
                    name="Example programme",
                    state=self.state,
                    live_since=at(self.start, "08:00"),
                    introduces=self.introduces,
                    policy=self.policy,
                )
            )
            self.plan = uow.plans.save(
                Plan(
                    programme_id=self.programme.id,
                    code="PA",
                    title="Example plan",
                    imported_on=self.imported_on,
                )
            )
            uow.commit()

    def person(
        self,
        name: str,
        organisation: str = "Council",
        *,
        reachable: bool = True,
        days: Iterable[int] = range(5),
        term_time_only: bool = False,
        roles: Iterable[Role] = (),
        partnership_leads: Iterable[str] = (),
    ) -> Person:
        with self.units.write() as uow:
            person = uow.people.save(
                Person(
                    programme_id=self.programme.id,
                    name=name,
                    organisation=organisation,
                    roles=frozenset(roles),
                    partnership_leads=frozenset(partnership_leads),
                    pattern=Pattern(weekdays=frozenset(days), term_time_only=term_time_only),
                )
            )
            if reachable:
                address = Address(
                    connection="console", place=Place.DM, native=name.lower().replace(" ", "-")
                )
                uow.people.add_address(person.id, address, preferred=True)
            uow.people.wake([person.id], at(self.start, "08:00"))
            uow.commit()
        return person

    def action(
        self,
        key: str,
        *leads: Person,
        due: date | Due | None = None,
        milestones: Iterable[tuple[str, date]] = (),
        measures: Iterable[tuple[str, date]] = (),
        status: Status = Status.NOT_REPORTED,
        historic: bool = False,
    ) -> Action:
        approved = Due.on(due) if isinstance(due, date) else due
        with self.units.write() as uow:
            action = uow.actions.save(
                Action(
                    programme_id=self.programme.id,
                    plan_id=self.plan.id,
                    heading="h1",
                    key=key,
                    ref=key.partition("-")[2],
                    title=f"Work on {key}",
                    order=len(uow.actions.of_plan(self.plan.id)),
                    leads=tuple(
                        Lead(name=p.name, organisation=p.organisation, person_id=p.id)
                        for p in leads
                    ),
                    original=approved,
                    approved=approved,
                    historic=historic,
                    state=ActionState(status=status),
                )
            )
            for text, on in milestones:
                uow.actions.save_milestone(
                    Milestone(plan_id=self.plan.id, text=text, due=Due.on(on)), [action.id]
                )
            for text, on in measures:
                uow.actions.save_measure(
                    Measure(plan_id=self.plan.id, text=text, due=Due.on(on)), [action.id]
                )
            stored = uow.actions.get(action.id)
            uow.commit()
        return stored

    def report(
        self, action: Action, person: Person, when: datetime, status: Status = Status.GREEN
    ) -> Action:
        """An update, as the handler records it."""
        with self.units.write() as uow:
            stored = uow.actions.add_update(
                Update(
                    action_id=action.id,
                    person_id=person.id,
                    organisation=person.organisation,
                    at=when,
                    batch=f"b{when.isoformat()}",
                    status=status,
                )
            )
            now = uow.actions.get(action.id)
            saved = uow.actions.save(replace(now, state=apply(now.state, stored)))
            uow.people.wake(action.people, when)
            uow.commit()
        return saved

    def change(self, action: Action, when: datetime, **values: object) -> Action:
        """The action's row changes under everybody's feet."""
        with self.units.write() as uow:
            saved = uow.actions.save(replace(uow.actions.get(action.id), **values))  # type: ignore[arg-type]
            uow.people.wake(action.people, when)
            uow.commit()
        return saved

    def push(self, kind: TouchKind, action: Action, person: Person, when: datetime) -> None:
        """A touch that somebody else adds: the cycle's call or chaser, a colleague's report."""
        with self.units.write() as uow:
            uow.touches.add(
                [
                    Touch(
                        programme_id=self.programme.id,
                        person_id=person.id,
                        item_kind=ITEM,
                        item_id=action.id,
                        kind=kind,
                        day=local_day(when),
                        why=f"{kind} of {local_day(when)}",
                    )
                ]
            )
            uow.people.wake([person.id], when)
            uow.commit()

    def away(
        self, person: Person, first: date, last: date, *, cover: Person | None = None
    ) -> Absence:
        with self.units.write() as uow:
            absence = uow.people.save_absence(
                Absence(
                    person_id=person.id,
                    first_day=first,
                    last_day=last,
                    cover_id=cover.id if cover else None,
                )
            )
            uow.commit()
        return absence

    def snooze(self, person: Person, action: Action, until: date, when: datetime) -> None:
        with self.units.write() as uow:
            uow.actions.save_snooze(
                Snooze(person_id=person.id, kind=ITEM, item_id=action.id, until=until)
            )
            uow.people.wake([person.id], when)
            uow.commit()

    def delegate(self, person: Person, lead: Person) -> None:
        with self.units.write() as uow:
            uow.people.add_delegation(
                self.programme.id, Delegation(delegate_id=person.id, lead_id=lead.id)
            )
            uow.commit()

    def meeting(self, day: date, entered: datetime) -> Meeting:
        with self.units.write() as uow:
            saved = uow.meetings.save(
                Meeting(
                    programme_id=self.programme.id,
                    body=self.plan.reporting_body,
                    day=day,
                    original_day=day,
                    entered_at=entered,
                )
            )
            uow.commit()
        return saved

    def terms(self, *terms: Term) -> None:
        with self.units.write() as uow:
            uow.programmes.save_terms(self.programme.id, terms)
            uow.commit()

    # --- time -----------------------------------------------------------------------------------

    def tick(self, now: datetime, *, deliver: bool = True) -> list[Outgoing]:
        """One look at what is due; gives back what went out, as it would at once when delivered."""
        plan_touches(self.units, now, batch=3)
        return self.deliver(now) if deliver else []

    def deliver(self, now: datetime) -> list[Outgoing]:
        with self.units.write() as uow:
            going = [*uow.outbox.claim(now, limit=500)]
            for row in going:
                uow.outbox.mark_sent(row.id, now, f"p{row.id}")
            uow.commit()
        return going

    def run(self, first: date, last: date, clock: str = "09:30") -> dict[date, list[Outgoing]]:
        """A tick a day, weekends too; the days on which something went out."""
        found: dict[date, list[Outgoing]] = {}
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            if sent := self.tick(at(day, clock)):
                found[day] = sent
        return found

    def days(self, person: Person, first: date, last: date) -> list[date]:
        """The days on which a person heard something."""
        return [
            day
            for day, sent in self.run(first, last).items()
            if any(row.person_id == person.id for row in sent)
        ]

    def touches(self, person: Person) -> Sequence[Touch]:
        with self.units.read() as uow:
            return uow.touches.of_person(person.id, from_day=date(2000, 1, 1))

    def next_look(self, person: Person) -> datetime | None:
        with self.units.read() as uow:
            return uow.people.get(person.id).next_touch_at

    def outbox(self) -> Sequence[Outgoing]:
        with self.units.read() as uow:
            return uow.outbox.listing(states=[state.value for state in SendState], limit=10_000)


def text_to(person: Person, sent: Iterable[Outgoing]) -> str:
    """What one person was sent, as text: exactly one message."""
    (message,) = [row.message for row in sent if row.person_id == person.id]
    return as_text(message)


def clock_of(when: datetime) -> str:
    return to_local(when).strftime("%a %d %b %H:%M")
