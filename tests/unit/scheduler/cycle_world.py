"""A programme with a board, an office, chairs and partnership leads: what happens before its meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import Body, Meeting
from bot.domain.cycle import Digest, StepRecord
from bot.domain.messages import Outgoing
from bot.domain.people import Address, Person, Place, Role
from bot.domain.plans import HeadingKind
from bot.domain.programme import Heading
from bot.handlers import meetings
from bot.platforms.console.render import as_text
from bot.scheduler.cycle import run_cycles
from tests.unit.scheduler.world import World, at

ENTERED = date(2023, 9, 4)
BOARD_DAY = date(2023, 10, 24)
ROOM = Address(connection="console", place=Place.CHANNEL, native="executive-leadership")


@dataclass
class CycleWorld(World):
    """Priority PA1 with a partnership lead from each organisation; the Board meets on 24 October 2023."""

    start: date = ENTERED
    imported_on: date | None = ENTERED
    office: Person = field(init=False)
    chair: Person = field(init=False)
    petra: Person = field(init=False)
    nora: Person = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        with self.units.write() as uow:
            self.programme = uow.programmes.save(
                replace(self.programme, digest_channels=(str(ROOM),))
            )
            for code, name in (
                ("BOARD", "Improvement Board"),
                ("ELG", "Executive Leadership Group"),
            ):
                uow.meetings.save_body(Body(programme_id=self.programme.id, code=code, name=name))
            uow.plans.save_heading(
                Heading(
                    plan_id=self.plan.id,
                    local_id="h1",
                    parent=None,
                    kind=HeadingKind.PRIORITY,
                    code="PA1",
                    title="Timely assessments",
                )
            )
            uow.commit()
        self.office = self.person("Olive Tarn", roles=[Role.PROGRAMME_OFFICE])
        self.chair = self.chairing("Cy Marsh", "BOARD", "ELG")
        self.petra = self.person("Petra Vane", "Council", partnership_leads=["PA1"])
        self.nora = self.person("Nora Fell", "NHS", partnership_leads=["PA1"])

    def chairing(self, name: str, *bodies: str) -> Person:
        person = self.person(name, "Council")
        with self.units.write() as uow:
            saved = uow.people.save(replace(person, chairs=frozenset(bodies)))
            uow.commit()
        return saved

    def changed(self, person: Person, **values: object) -> Person:
        with self.units.write() as uow:
            saved = uow.people.save(replace(uow.people.get(person.id), **values))  # type: ignore[arg-type]
            uow.commit()
        return saved

    def add(self, day: date = BOARD_DAY, when: datetime | None = None) -> Meeting:
        with self.units.write() as uow:
            entered = when or at(ENTERED, "08:00")
            added = meetings.add(uow, self.programme, "BOARD", day, time(10), entered)
            uow.commit()
        return added

    def move(self, meeting: Meeting, day: date, when: datetime) -> Meeting:
        with self.units.write() as uow:
            moved = meetings.move(uow, meeting.id, day, when)
            uow.commit()
        return moved

    def cancel(self, meeting: Meeting, when: datetime) -> Meeting:
        with self.units.write() as uow:
            off = meetings.cancel(uow, meeting.id, when)
            uow.commit()
        return off

    def records(self, meeting: Meeting) -> list[StepRecord]:
        with self.units.read() as uow:
            return list(uow.cycles.steps(self.plan.id, meeting.id))

    def steps(self, meeting: Meeting, edition: int = 1) -> dict[str, str]:
        """Step → state, of what is recorded; single rungs left out."""
        return {
            r.step.value: r.state.value
            for r in self.records(meeting)
            if r.edition == edition and not r.rung
        }

    def digest(self, meeting: Meeting, edition: int | None = None) -> Digest | None:
        with self.units.read() as uow:
            return uow.cycles.digest(self.plan.id, meeting.id, edition)

    def next_due(self) -> datetime | None:
        with self.units.read() as uow:
            return uow.cycles.next_due(self.programme.id)

    def tick(self, now: datetime, *, deliver: bool = True) -> list[Outgoing]:
        run_cycles(self.units, now)
        sent = super().tick(now, deliver=deliver)
        # What hangs in a thread goes once its head has.
        while deliver and (more := self.deliver(now)):
            sent += more
        return sent

    def until(self, last: datetime, *, since: datetime | None = None) -> list[Outgoing]:
        """From due instant to due instant, as a running clock would; what went out, in order."""
        sent: list[Outgoing] = []
        now = since or at(ENTERED, "08:00")
        while now <= last:
            sent += self.tick(now)
            now = min(self._looks(now), default=last + timedelta(seconds=1))
        return sent

    def _looks(self, now: datetime) -> list[datetime]:
        with self.units.read() as uow:
            looks = [
                uow.cycles.earliest_due(),
                uow.people.next_touch_at(),
                uow.outbox.next_due(),
            ]
        return [look for look in looks if look is not None and look > now]


def texts(person: Person, sent: Iterable[Outgoing]) -> list[str]:
    return [as_text(row.message) for row in sent if row.person_id == person.id]


def in_room(sent: Iterable[Outgoing]) -> list[Outgoing]:
    return [row for row in sent if row.address == ROOM]
