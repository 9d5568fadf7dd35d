"""A small made-up county's plan for digest and status tests: built in memory, and put in a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.actions import (
    Action,
    ActionState,
    Lead,
    Measure,
    Milestone,
    Reading,
    View,
)
from bot.domain.calendar import Body, Meeting, local_day
from bot.domain.cycle import Digest, Step, StepRecord
from bot.domain.cycle_returns import Called, to_call, write_called
from bot.domain.dates import Due, Precision
from bot.domain.digest import DigestFacts
from bot.domain.digest_build import build_facts
from bot.domain.digest_entry import Basis
from bot.domain.messages import Outgoing
from bot.domain.people import Address, Person, Place, Role
from bot.domain.plans import HeadingKind
from bot.domain.programme import Heading, Plan, Programme, ProgrammeState
from bot.domain.requests import Request
from bot.domain.status import Limb, Status
from bot.domain.updates import Update, apply
from bot.ports import UnitOfWork
from store.unit_of_work import SqlUnits
from tests.fakes.databases import memory_units

BOTH = frozenset(Limb)
DATES = frozenset({Limb.DATES})
CHANNEL = "console:channel:#executive-leadership"
BODIES = {"ELG": "Executive Leadership Group", "BOARD": "Improvement Board"}
ADA = Person(id=1, programme_id=1, name="Ada Quill", organisation="Council")
BO = Person(id=2, programme_id=1, name="Bo Lint", organisation="ICB")
PLAN = Plan(id=1, programme_id=1, code="FIP", title="Fenmarsh Improvement Plan")
SEPTEMBER, OCTOBER = date(2023, 9, 12), date(2023, 10, 24)
#: The digest of 24 October goes six working days before, at 09:30 in London.
POSTING = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)


def at(month: int, day: int, hour: int = 9, *, year: int = 2023) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def month(year: int, number: int) -> Due:
    first = date(year, number, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Due(text=f"{first:%B %Y}", start=first, end=last, precision=Precision.MONTH)


def heading(number: int, title: str) -> Heading:
    return Heading(
        id=number,
        plan_id=1,
        local_id=f"h{number}",
        parent=None,
        kind=HeadingKind.PRIORITY,
        code=f"PA{number}",
        title=title,
        order=number,
    )


HEADINGS = (heading(1, "Timely assessment"), heading(2, "Joint commissioning"))


def lead(person: Person) -> Lead:
    return Lead(name=person.name, organisation=person.organisation, person_id=person.id)


def action(ref: str, title: str = "Do the thing", *, priority: int = 1, **given: Any) -> Action:
    """PA{priority}-{ref}, due October 2023, led by Ada Quill, unless given otherwise."""
    number = int(ref.replace(".", ""))
    due = given.pop("due", month(2023, 10))
    values: dict[str, Any] = {
        "id": priority * 1000 + number,
        "programme_id": 1,
        "plan_id": 1,
        "heading": f"h{priority}",
        "key": f"PA{priority}-{ref}",
        "ref": ref,
        "title": title,
        "order": priority * 1000 + number,
        "leads": (lead(ADA),),
        "original": due,
        "approved": due,
    }
    return Action(**(values | given))


def told(status: Status, *, on: datetime | None = None, **given: Any) -> ActionState:
    """A state as one report of that colour leaves it."""
    when = on or at(10, 5)
    narrated = when if given.get("position") or given.get("next_steps") else None
    values: dict[str, Any] = {
        "status": status,
        "reported_at": when,
        "reported_by": ADA.id,
        "narrative_at": narrated,
    }
    return ActionState(**(values | given))


RED = told(
    Status.RED,
    position="Provider plan not agreed; waits up from 31 to 34 weeks",
    next_steps="ICB commissioner and provider agree the plan by 3 Nov",
    if_not="No recovery before March",
    back_to_green="December",
    ask="Agree interim funding, option B",
    limbs=BOTH,
    forecast=month(2023, 12),
)
AMBER = told(
    Status.AMBER,
    position="Two posts vacant",
    next_steps="Ada re-advertises on Fri 6 Oct",
    limbs=DATES,
)


def meeting(day: date, number: int = 2, **given: Any) -> Meeting:
    values: dict[str, Any] = {
        "id": number,
        "programme_id": 1,
        "body": "BOARD",
        "day": day,
        "original_day": day,
        "entered_at": at(8, 1),
    }
    return Meeting(**(values | given))


def facts(
    actions: Sequence[Action],
    *,
    now: datetime = POSTING,
    day: date | None = OCTOBER,
    previous: DigestFacts | None = None,
    **given: Any,
) -> DigestFacts:
    """What the digest of these actions says."""
    values: dict[str, Any] = {
        "plan": PLAN,
        "headings": HEADINGS,
        "actions": actions,
        "people": {1: ADA, 2: BO},
        "bodies": BODIES,
        "reachable": frozenset({ADA.id, BO.id}),
        "meeting": meeting(day) if day else None,
        "previous": previous,
    }
    if (answered := given.get("silent_before")) and "called" not in given:
        called = to_call(
            actions,
            now=now,
            since=given.get("cycle_from"),
            answered_from=local_day(answered),
        )
        given["called"] = frozenset(called)
    return build_facts(Basis(**(values | given)), now=now)


def before(actions: Sequence[Action], **given: Any) -> DigestFacts:
    """The same for the meeting of 12 September."""
    return facts(actions, now=at(9, 4), day=SEPTEMBER, meeting=meeting(SEPTEMBER, 1), **given)


def reading(value: str, day: date, source: str, number: int = 0) -> Reading:
    return Reading(id=number, measure_id=1, value=value, as_of=day, source=source)


def measure(*readings: Reading, **given: Any) -> Measure:
    values: dict[str, Any] = {
        "id": 1,
        "plan_id": 1,
        "text": "Plans issued within twenty weeks",
        "target": "60%",
        "readings": readings,
    }
    return Measure(**(values | given))


def milestone(text: str, day: date, **given: Any) -> Milestone:
    values: dict[str, Any] = {"id": 1, "plan_id": 1, "text": text, "due": Due.on(day)}
    return Milestone(**(values | given))


def view(person: Person, status: Status) -> View:
    return View(
        organisation=person.organisation or "", status=status, person_id=person.id, at=at(10, 5)
    )


# --- the same county in a record ------------------------------------------------------------------


@dataclass(kw_only=True)
class County:
    """A record with the programme in it, and short ways to write to it."""

    units: SqlUnits
    programme: Programme
    plan: Plan
    people: Mapping[str, Person]
    meetings: Mapping[date, Meeting]

    def report(self, key: str, who: str = "Ada Quill", *, on: datetime, **said: Any) -> None:
        """One update, as the updates handler would store it."""
        with self.units.write() as uow:
            known = uow.actions.by_key(self.programme.id, key)
            assert known is not None
            person = self.people[who]
            update = uow.actions.add_update(
                Update(
                    action_id=known.id,
                    person_id=person.id,
                    organisation=said.pop("organisation", person.organisation),
                    at=on,
                    batch=f"{key}:{on.isoformat()}",
                    **said,
                )
            )
            uow.actions.save(replace(known, state=apply(known.state, update)))
            uow.commit()

    def called(self, day: date, on: datetime) -> None:
        """The call for updates has gone."""
        with self.units.write() as uow:
            actions = uow.actions.of_plan(self.plan.id)
            called = [Called(person_id=who, action_id=a.id) for a in actions for who in a.people]
            uow.cycles.add_step(
                StepRecord(
                    plan_id=self.plan.id,
                    meeting_id=self.meetings[day].id,
                    step=Step.CALL,
                    at=on,
                    detail=write_called(called),
                )
            )
            uow.commit()

    def request(self, request: Request) -> Request:
        with self.units.write() as uow:
            saved = uow.requests.save(request)
            uow.commit()
        return saved

    def outbox(self) -> list[Outgoing]:
        with self.units.read() as uow:
            return sorted(uow.outbox.listing(limit=1000), key=lambda row: row.id)

    def digest(self, day: date) -> Digest | None:
        with self.units.read() as uow:
            return uow.cycles.digest(self.plan.id, self.meetings[day].id)


def county(
    actions: Sequence[Action] = (),
    *,
    channels: tuple[str, ...] = (CHANNEL,),
    state: ProgrammeState = ProgrammeState.LIVE,
) -> County:
    """A live programme with two leads, a chair, an office and a member; by default three actions."""
    units = memory_units()
    with units.write() as uow:
        programme = uow.programmes.save(
            Programme(code="FEN", name="Fenmarsh", state=state, digest_channels=channels)
        )
        for code, name in BODIES.items():
            uow.meetings.save_body(Body(programme_id=programme.id, code=code, name=name))
        plan = uow.plans.save(replace(PLAN, id=0, programme_id=programme.id))
        for top in HEADINGS:
            uow.plans.save_heading(replace(top, id=0, plan_id=plan.id))
        people = _people(uow, programme)
        for one in actions or _three():
            _add(uow, programme, plan, one, people)
        meetings = {
            day: uow.meetings.save(meeting(day, 0, programme_id=programme.id))
            for day in (SEPTEMBER, OCTOBER, date(2023, 12, 5))
        }
        uow.commit()
    return County(units=units, programme=programme, plan=plan, people=people, meetings=meetings)


def _three() -> tuple[Action, ...]:
    return (
        action("1.1.1", "Bring psychologist capacity to establishment"),
        action("1.1.2", "Publish the recovery trajectory", due=month(2024, 3)),
        action("1.1.1", "Agree the therapy trajectory", priority=2, leads=(lead(ADA), lead(BO))),
    )


def _people(uow: UnitOfWork, programme: Programme) -> dict[str, Person]:
    found = {}
    for one in (
        replace(ADA, id=0),
        replace(BO, id=0),
        Person(programme_id=0, name="Cy Marsh", chairs=frozenset({"ELG"})),
        Person(programme_id=0, name="Mel Tarn", roles=frozenset({Role.PROGRAMME_OFFICE})),
        Person(programme_id=0, name="Moss Ferry", roles=frozenset({Role.MEMBER})),
    ):
        person = uow.people.save(replace(one, programme_id=programme.id))
        room = Address(connection="console", place=Place.DM, native=person.name.split()[0].lower())
        uow.people.add_address(person.id, room, preferred=True)
        found[person.name] = person
    return found


def _add(
    uow: UnitOfWork,
    programme: Programme,
    plan: Plan,
    one: Action,
    people: Mapping[str, Person],
) -> None:
    leads = tuple(
        replace(given, person_id=people[given.name].id if given.name in people else None)
        for given in one.leads
    )
    saved = uow.actions.save(
        replace(
            one, id=0, programme_id=programme.id, plan_id=plan.id, leads=leads, milestones=(),
            measures=(),
        )
    )  # fmt: skip
    for step in one.milestones:
        uow.actions.save_milestone(replace(step, id=0, plan_id=plan.id), [saved.id])
    for kpi in one.measures:
        stored = uow.actions.save_measure(
            replace(kpi, id=0, plan_id=plan.id, readings=()), [saved.id]
        )
        for value in kpi.readings:
            uow.actions.add_reading(replace(value, id=0, measure_id=stored.id))
