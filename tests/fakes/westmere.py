"""The small programme of Westmere, wherever its people are reached: its plan, its bodies, and the bot around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.bootstrap import Advancing, Bot
from bot.clock import SettableClock
from bot.domain.actions import Action
from bot.domain.calendar import Every, instant
from bot.domain.people import Address, Role
from bot.domain.plan_dates import read_due
from bot.domain.plans import (
    HeadingKind,
    ImportedPlan,
    LeadKind,
    NamedLead,
    PlanAction,
    PlanHeading,
)
from bot.domain.programme import Programme
from bot.domain.programme_spec import (
    BodySpec,
    ConnectionSpec,
    PersonRow,
    PlanSpec,
    ProgrammeSpec,
    RhythmSpec,
)
from bot.handlers.people import import_people
from bot.handlers.plans import adopt
from bot.handlers.programme import apply, start
from bot.ports import Units
from store.unit_of_work import SqlUnits
from tests.fakes.waiting import wait_until

CONNECTION = "westmere"
#: A Monday, 08:00 in London.
BEGINS = instant(date(2023, 9, 25), time(8, 0))
ADA, NOOR, CY, MEL = "Ada Quill", "Noor Bell", "Cy Marsh", "Mel Tarn"


def spec(*reached: tuple[ConnectionSpec, Address]) -> ProgrammeSpec:
    """The programme, reached over these connections; its digest goes to the channel of each."""
    channels = tuple(channel for _, channel in reached)
    return ProgrammeSpec(
        code="westmere",
        name="Westmere SEND improvement programme",
        connections=tuple(connection for connection, _ in reached),
        bodies=(
            BodySpec(code="ELG", name="Executive Leadership Group", channels=channels),
            BodySpec(
                code="BOARD",
                name="Improvement Board",
                rhythms=(RhythmSpec(every=Every.MONTHLY, first=date(2023, 10, 24)),),
            ),
        ),
        digest_channels=channels,
        plans=(PlanSpec(code="WIP"),),
    )


def people(address_of: Callable[[str], Address]) -> tuple[PersonRow, ...]:
    """Two leads, a chair and the office, each where ``address_of`` says of the name."""
    return (
        PersonRow(where="people", name=ADA, addresses=(address_of(ADA),), organisation="Council"),
        PersonRow(where="people", name=NOOR, addresses=(address_of(NOOR),), organisation="NHS"),
        PersonRow(where="people", name=CY, addresses=(address_of(CY),), chairs=("ELG",)),
        PersonRow(
            where="people",
            name=MEL,
            addresses=(address_of(MEL),),
            roles=frozenset({Role.PROGRAMME_OFFICE}),
        ),
    )


def action_of(ref: str, title: str, due: str, *leads: tuple[str, str]) -> PlanAction:
    """An action of the plan; ``leads``: names with their organisations."""
    return PlanAction(
        key=f"WIP-{ref}",
        ref=ref,
        title=title,
        heading=f"p{ref[0]}",
        leads=tuple(
            NamedLead(name=name, organisation=body, kind=LeadKind.PERSON) for name, body in leads
        ),
        due=read_due(due),
    )


COUNCIL, NHS = (ADA, "Council"), (NOOR, "NHS")
PLAN = ImportedPlan(
    code="WIP",
    title="Westmere Improvement Plan",
    starts_on=None,
    ends_on=date(2024, 12, 31),
    headings=tuple(
        PlanHeading(id=f"p{n}", parent=None, kind=HeadingKind.PRIORITY, code=f"P{n}", title=title)
        for n, title in ((1, "Assess on time"), (2, "Therapies for all"))
    ),
    actions=(
        action_of("1.1", "Recruit psychologists", "October 2023", COUNCIL),
        action_of("1.2", "Publish the structure", "October 2023", COUNCIL),
        action_of("1.3", "Review every plan", "May 2024", COUNCIL),
        action_of("2.1", "One waiting list", "November 2023", NHS),
        action_of("2.2", "An advice line", "December 2023", NHS),
    ),
)


def enrol(
    units: Units,
    spec: ProgrammeSpec,
    people: Sequence[PersonRow],
    *,
    plan: ImportedPlan = PLAN,
) -> Programme:
    """Put the programme into a record, live."""
    with units.write() as uow:
        apply(uow, spec, BEGINS)
        programme = uow.programmes.by_code(spec.code)
        assert programme is not None
        adopt(uow, programme, plan, BEGINS)
        import_people(uow, programme, people, BEGINS)
        programme = start(uow, uow.programmes.get(programme.id), BEGINS)
        uow.commit()
        return programme


@dataclass(kw_only=True)
class Westmere:
    """The bot and its record; its clock is set by the test."""

    units: SqlUnits
    bot: Bot
    clock: SettableClock
    programme: Programme

    def advance(self, to: datetime) -> None:
        """Let everything happen that is due until then."""
        Advancing(self.bot, self.clock).to(to)

    def until(self, holds: Callable[[], bool], *, seconds: float = 15) -> None:
        wait_until(holds, seconds=seconds)

    def action(self, key: str) -> Action:
        with self.units.read() as uow:
            found = uow.actions.by_key(self.programme.id, key)
        assert found is not None
        return found
