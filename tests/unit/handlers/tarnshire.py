"""A made-up county's programme and plan, built in memory for tests of what is loaded into the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.calendar import Every
from bot.domain.dates import Due
from bot.domain.people import Address, Place, Role
from bot.domain.plan_dates import read_due
from bot.domain.plans import (
    HeadingKind,
    ImportedPlan,
    LeadKind,
    NamedLead,
    PlanAction,
    PlanHeading,
    PlanMeasure,
    PlanMilestone,
)
from bot.domain.programme import Programme
from bot.domain.programme_spec import (
    BodySpec,
    Change,
    ConnectionSpec,
    MeetingSpec,
    PersonRow,
    PlanSpec,
    ProgrammeSpec,
    RhythmSpec,
)
from bot.domain.status import Scale, Status
from bot.handlers import programme as programmes
from bot.handlers.plans import Adopted, adopt
from bot.ports import UnitOfWork
from store.unit_of_work import SqlUnits

#: A Monday, 08:00 in London.
NOW = datetime(2023, 9, 25, 7, tzinfo=UTC)
CHANNEL = Address(connection="console", place=Place.CHANNEL, native="#leaders")

SPEC = ProgrammeSpec(
    code="tarnshire",
    name="Tarnshire improvement programme",
    connections=(ConnectionSpec(name="console", platform="console"),),
    bodies=(
        BodySpec(code="ELG", name="Leadership Group", channels=(CHANNEL,)),
        BodySpec(
            code="BOARD",
            name="Board",
            rhythms=(RhythmSpec(every=Every.MONTHLY, first=date(2023, 10, 24)),),
        ),
    ),
    meetings=(MeetingSpec(body="BOARD", day=date(2023, 12, 14)),),
    digest_channels=(CHANNEL,),
    plans=(PlanSpec(code="TIP", scale=Scale(words={"on track": Status.GREEN})),),
)


def due(words: str) -> Due:
    found = read_due(words)
    assert found is not None
    return found


def lead(name: str, organisation: str | None = None, kind: LeadKind = LeadKind.PERSON) -> NamedLead:
    return NamedLead(name=name, organisation=organisation, kind=kind)


ONE = PlanAction(
    key="TIP-1.1",
    ref="1.1",
    title="Hire caseworkers",
    heading="p1",
    leads=(lead("Ada Quill", "Council"), lead("Dr D. Rowe", "NHS")),
    due=due("October 2023"),
    milestones=(
        PlanMilestone(text="Advert out", due=due("September 2023")),
        PlanMilestone(text="All in post", due=due("January 2024"), shared_with=("TIP-1.2",)),
    ),
    measures=(PlanMeasure(text="Plans on time", target="60%", due=due("July 2024")),),
    raw=(("RAG", ""),),
)
TWO = PlanAction(
    key="TIP-1.2",
    ref="1.2",
    title="Train caseworkers",
    heading="p1",
    leads=(lead("Ada Quill", "Council"),),
    due=due("March 2023"),
    milestones=(
        PlanMilestone(text="All in post", due=due("January 2024"), shared_with=("TIP-1.1",)),
    ),
    measures=(PlanMeasure(text="Plans on time", target="60%", due=due("July 2024")),),
    status=Status.AMBER,
    raw=(("RAG", "Amber"),),
)
THREE = PlanAction(
    key="TIP-1.3",
    ref="1.3",
    title="Ask families",
    heading="p1",
    leads=(lead("To be confirmed", kind=LeadKind.UNKNOWN),),
    due=due("Ongoing"),
    raw=(("RAG", "On Track"),),
)
PLAN = ImportedPlan(
    code="TIP",
    title="Tarnshire Improvement Plan",
    starts_on=None,
    ends_on=date(2024, 12, 31),
    headings=(
        PlanHeading(
            id="p1", parent=None, kind=HeadingKind.PRIORITY, code="P1", title="Assess well"
        ),
    ),
    actions=(ONE, TWO, THREE),
)


def with_action(plan: ImportedPlan, key: str, **changes: object) -> ImportedPlan:
    """The plan with one of its actions changed."""
    actions = tuple(
        replace(a, **changes) if a.key == key else a  # type: ignore[arg-type]
        for a in plan.actions
    )
    return replace(plan, actions=actions)


def row(name: str, **said: object) -> PersonRow:
    return PersonRow(where=f"people.csv, {name}", name=name, **said)  # type: ignore[arg-type]


ADA = row("Ada Quill", organisation="Council", email="ada@tarn.example")
ROWE = row("Dee Rowe", organisation="NHS")
MEL = row("Mel Tarn", roles=frozenset({Role.PROGRAMME_OFFICE}))


def applied(units: SqlUnits, spec: ProgrammeSpec = SPEC, *, now: datetime = NOW) -> list[Change]:
    """Apply the programme's file, committed."""
    with units.write() as uow:
        changes = programmes.apply(uow, spec, now)
        uow.commit()
    return changes


def adopted(units: SqlUnits, plan: ImportedPlan = PLAN, *, now: datetime = NOW) -> Adopted:
    """Import a plan into the applied programme, committed."""
    with units.write() as uow:
        result = adopt(uow, the_programme(uow), plan, now)
        uow.commit()
    return result


def the_programme(uow: UnitOfWork) -> Programme:
    programme = uow.programmes.by_code(SPEC.code)
    assert programme is not None
    return programme
