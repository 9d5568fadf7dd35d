"""``sendbot schedule``: the forecast says what then really happens, and writes nothing."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.calendar import local_day
from bot.domain.cycle import Step
from bot.domain.people import Person, Role
from bot.domain.programme import ProgrammeState
from bot.domain.touches import TouchKind
from bot.scheduler.cycle import run_cycles
from bot.scheduler.forecast import Planned, schedule, schedule_text
from tests.unit.scheduler.world import MONDAY, World, at

LAST = MONDAY + timedelta(days=60)


def forecast(world: World, *, first: date = MONDAY, last: date = LAST) -> tuple[Planned, ...]:
    with world.units.read() as uow:
        return schedule(uow, world.programme, now=at(world.start, "08:00"), first=first, last=last)


def busy(state: ProgrammeState = ProgrammeState.LIVE) -> World:
    """Joint leads, leave with and without cover, somebody part-time, somebody unreachable, a meeting."""
    world = World(state=state, introduces=True)
    asha = world.person("Asha Khan")
    nia = world.person("Nia Ford", "NHS", days=(0, 1, 3))
    priya = world.person("Priya Shah")
    gus = world.person("Gus Orr", reachable=False)
    world.person("Mel Tarn", roles=[Role.PROGRAMME_OFFICE])
    world.action(
        "PA1-1.1.1", asha, nia, due=date(2023, 10, 31), milestones=[("hub", date(2023, 10, 20))]
    )
    world.action("PA1-1.1.2", asha, due=date(2023, 10, 9))
    world.action("PA1-1.1.3", gus, due=date(2023, 11, 6))
    world.action("PA1-1.1.4", priya, due=date(2023, 11, 16))
    world.away(asha, date(2023, 10, 9), date(2023, 10, 13), cover=priya)
    world.away(priya, date(2023, 11, 1), date(2023, 11, 10))
    world.meeting(date(2023, 11, 7), at(date(2023, 9, 1)))
    with world.units.write() as uow:
        uow.cycles.set_next_due(world.programme.id, at(MONDAY, "08:00"))
        uow.commit()
    return world


#: Told to the office in a lead's place, or a step of the cycle that is addressed to others.
NOT_TO_LEADS = {
    "unreachable",
    "uncovered",
    *(s.value for s in Step if s.value not in ("call", "chaser")),
}


def test_it_foretells_every_message_with_its_items() -> None:
    world = busy()
    foretold: dict[tuple[date, str], set[str]] = {}
    for one in forecast(world):
        if one.kind not in NOT_TO_LEADS:
            foretold.setdefault((local_day(one.at), one.person), set()).update(one.items)
    with world.units.read() as uow:
        names = {person.id: person.name for person in uow.people.of(world.programme.id)}
    happened: dict[tuple[date, str], set[str]] = {}
    for n in range((LAST - MONDAY).days + 1):
        day = MONDAY + timedelta(days=n)
        run_cycles(world.units, at(day))
        for row in world.tick(at(day)):
            if row.key.startswith("day:"):
                assert row.person_id is not None
                happened[day, names[row.person_id]] = set(row.message.items)
    assert len(happened) > 20
    assert foretold == happened
    world.units.close()


def test_it_says_why_and_for_whom() -> None:
    world = busy()
    planned = forecast(world)
    reasons = {(one.person, one.kind, one.items, one.why, one.for_person) for one in planned}
    assert (
        "Priya Shah",
        "cover",
        ("PA1-1.1.2",),
        "due 9 October 2023",
        "Asha Khan",
    ) in reasons
    assert (
        "Nia Ford",
        TouchKind.CHASER.value,
        ("PA1-1.1.1",),
        "chaser for the meeting of 7 November",
        None,
    ) in reasons
    assert ("Mel Tarn", "introduction", (), "introduction", None) in reasons
    told = [(one.kind, one.person) for one in planned if one.kind in ("unreachable", "uncovered")]
    assert told == [("unreachable", "Gus Orr"), ("uncovered", "Priya Shah")]
    world.units.close()


def test_it_writes_nothing() -> None:
    world = busy()
    before = [world.touches(person) for person in _people(world)], world.outbox()
    looks = [world.next_look(person) for person in _people(world)]
    forecast(world)
    assert ([world.touches(person) for person in _people(world)], world.outbox()) == before
    assert [world.next_look(person) for person in _people(world)] == looks
    world.units.close()


def test_a_quiet_programme_is_shown_as_if_it_started_now() -> None:
    live, quiet = busy(), busy(ProgrammeState.QUIET)
    assert forecast(quiet) == forecast(live)
    live.units.close()
    quiet.units.close()


def test_the_steps_of_the_cycle_are_told_too() -> None:
    world = busy()
    steps = [
        (local_day(one.at), one.kind) for one in forecast(world) if one.kind in ("draft", "digest")
    ]
    assert steps == [(date(2023, 10, 26), "draft"), (date(2023, 10, 30), "digest")]
    world.units.close()


def test_only_the_days_asked_for() -> None:
    world = busy()
    whole = forecast(world)
    first, last = date(2023, 10, 9), date(2023, 10, 20)
    part = forecast(world, first=first, last=last)
    assert part == tuple(one for one in whole if first <= local_day(one.at) <= last)
    assert part
    world.units.close()


def test_the_text_says_when_who_and_why() -> None:
    world = busy()
    planned = forecast(world, last=MONDAY)
    text = schedule_text(planned)
    assert text.splitlines()[0] == "Monday 2 October 2023"
    assert "   9:30am  Asha Khan: PA1-1.1.2: 7 days before 9 October 2023" in text
    assert schedule_text(()) == "Nothing is due in these days."
    world.units.close()


def _people(world: World) -> list[Person]:
    with world.units.read() as uow:
        return list(uow.people.of(world.programme.id))
