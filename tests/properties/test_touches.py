"""R7 under any slicing of time: when the scheduler happens to look changes nothing that it should not.

Time is cut by ticks. Whatever happens from outside (an update, a call) happens at eight in the morning,
so that a day's message is the same whenever in its window it is built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from bot.domain.actions import Action, ItemKind
from bot.domain.calendar import WorkingDays, instant, local_day, to_local
from bot.domain.messages import Outgoing
from bot.domain.people import Pattern, Person
from bot.domain.policy import TouchPolicy
from bot.domain.status import Status
from bot.domain.touches import TouchKind, TouchState
from bot.platforms.console.render import as_text
from tests.unit.scheduler.world import World, at

#: Five weeks from each: over the clock change of October, and over that of March with Easter beside it.
STARTS = (date(2023, 10, 9), date(2024, 3, 11))
DAYS = 35
WORKING = WorkingDays()
COLOURS = (Status.GREEN, Status.AMBER, Status.RED)
quick = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class ActionPlan:
    leads: tuple[int, ...]
    due: int | None
    milestone: int | None


@dataclass(frozen=True)
class Happening:
    """On a day, at eight: a report, a call or "Agree?" about an action, by or to one of its leads."""

    day: int
    kind: str
    action: int
    lead: int
    colour: Status


@dataclass(frozen=True)
class Story:
    start: date
    patterns: tuple[frozenset[int], ...]
    actions: tuple[ActionPlan, ...]
    absences: tuple[tuple[int, int, int, int | None], ...]
    snoozes: tuple[tuple[int, int, int], ...]
    happenings: tuple[Happening, ...]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    people = draw(st.integers(1, 3))
    who = st.integers(0, people - 1)
    pattern = st.frozensets(st.integers(0, 4), min_size=1) | st.just(frozenset(range(5)))
    action = st.builds(
        ActionPlan,
        st.lists(who, min_size=1, max_size=2, unique=True).map(tuple),
        st.none() | st.integers(0, DAYS),
        st.none() | st.integers(0, DAYS),
    )
    actions = draw(st.lists(action, min_size=1, max_size=4).map(tuple))
    which = st.integers(0, len(actions) - 1)
    day = st.integers(0, DAYS - 1)
    absence = st.tuples(who, day, st.integers(0, 12), st.none() | who)
    happening = st.builds(
        Happening,
        day,
        st.sampled_from(("report", "call", "agree")),
        which,
        st.integers(0, 1),
        st.sampled_from(COLOURS),
    )
    return Story(
        start=draw(st.sampled_from(STARTS)),
        patterns=draw(st.lists(pattern, min_size=people, max_size=people).map(tuple)),
        actions=actions,
        absences=draw(st.lists(absence, max_size=2).map(tuple)),
        snoozes=draw(st.lists(st.tuples(who, which, day), max_size=2).map(tuple)),
        happenings=draw(st.lists(happening, max_size=5).map(tuple)),
    )


@dataclass
class Telling:
    """What came of a story under one slicing."""

    world: World
    people: tuple[Person, ...]
    actions: tuple[Action, ...]
    sent: list[tuple[datetime, Outgoing]]

    @property
    def messages(self) -> list[tuple[str, str, datetime, tuple[str, ...]]]:
        return sorted(
            (row.key, as_text(row.message), row.not_before, row.message.items)
            for _, row in self.sent
        )


def tell(story: Story, ticks: Sequence[datetime]) -> Telling:
    world = World(start=story.start)
    people = tuple(
        world.person(f"Lead{n} Example", "Council" if n % 2 else "NHS", days=days)
        for n, days in enumerate(story.patterns)
    )
    actions = tuple(
        world.action(
            f"PA1-{n}.1",
            *(people[lead] for lead in one.leads),
            due=None if one.due is None else story.start + timedelta(days=one.due),
            milestones=[]
            if one.milestone is None
            else [(f"step {n}", story.start + timedelta(days=one.milestone))],
        )
        for n, one in enumerate(story.actions)
    )
    for who, first, length, cover in story.absences:
        begin = story.start + timedelta(days=first)
        covered = people[cover] if cover is not None and cover != who else None
        world.away(people[who], begin, begin + timedelta(days=length), cover=covered)
    for who, which, day in story.snoozes:
        until = story.start + timedelta(days=day + 1)
        world.snooze(people[who], actions[which], until, at(story.start, "07:00"))
    told = Telling(world=world, people=people, actions=actions, sent=[])
    happenings = sorted(story.happenings, key=lambda h: h.day)
    for tick in ticks:
        while happenings and at(story.start + timedelta(days=happenings[0].day), "08:00") <= tick:
            _happen(story, told, happenings.pop(0))
        told.sent += [(tick, row) for row in world.tick(tick)]
    return told


def _happen(story: Story, told: Telling, one: Happening) -> None:
    when = at(story.start + timedelta(days=one.day), "08:00")
    leads = story.actions[one.action].leads
    person = told.people[leads[one.lead % len(leads)]]
    action = told.actions[one.action]
    if one.kind == "report":
        told.world.report(action, person, when, one.colour)
    else:
        told.world.push(TouchKind(one.kind), action, person, when)


@st.composite
def full_slicings(draw: st.DrawFn) -> list[tuple[int, time]]:
    """At least one tick in every send window, and others at any hour."""
    window = st.times(time(9, 30), time(16, 59)).map(lambda t: t.replace(microsecond=0))
    ticks = [(day, draw(window)) for day in range(DAYS)]
    any_time = st.times().map(lambda t: t.replace(microsecond=0))
    return sorted(
        {*ticks, *draw(st.lists(st.tuples(st.integers(0, DAYS - 1), any_time), max_size=9))}
    )


@st.composite
def gapped_slicings(draw: st.DrawFn) -> list[tuple[int, time]]:
    any_time = st.times().map(lambda t: t.replace(microsecond=0))
    ticks = st.tuples(st.integers(0, DAYS - 1), any_time)
    return sorted(set(draw(st.lists(ticks, max_size=25))))


def instants(story: Story, slicing: Sequence[tuple[int, time]]) -> list[datetime]:
    return sorted({instant(story.start + timedelta(days=day), clock) for day, clock in slicing})


@quick
@given(stories(), full_slicings(), full_slicings())
def test_slicings_with_a_tick_in_every_window_give_identical_messages(
    story: Story, one: list[tuple[int, time]], other: list[tuple[int, time]]
) -> None:
    first = tell(story, instants(story, one))
    second = tell(story, instants(story, other))
    try:
        assert first.messages == second.messages
    finally:
        first.world.units.close()
        second.world.units.close()


@quick
@given(stories(), gapped_slicings())
def test_under_any_slicing_every_touch_is_told_once_in_time_or_recorded(
    story: Story, slicing: list[tuple[int, time]]
) -> None:
    # Three quiet weeks at the end, so that whatever waits has its turn.
    tail = [(DAYS + n, time(10, 0)) for n in range(21)]
    told = tell(story, instants(story, [*slicing, *tail]))
    try:
        _check_messages(story, told)
        _check_touches(story, told)
    finally:
        told.world.units.close()


def _check_messages(story: Story, told: Telling) -> None:
    days = Counter((row.person_id, local_day(tick)) for tick, row in told.sent)
    assert set(days.values()) <= {1}, "one message per person and day"
    patterns = {person.id: person.pattern for person in told.people}
    for tick, row in told.sent:
        local = to_local(tick)
        assert row.person_id is not None
        assert time(9, 30) <= local.time() < time(17, 0)
        assert WORKING.is_working(local.date(), patterns[row.person_id])
        for who, first, length, _ in story.absences:
            begin = story.start + timedelta(days=first)
            away = begin <= local.date() <= begin + timedelta(days=length)
            assert not (away and told.people[who].id == row.person_id), "spoken to on leave"
    for person in told.people:
        weeks: Counter[tuple[int, int]] = Counter()
        called = {
            touch.message_key
            for touch in told.world.touches(person)
            if touch.kind in (TouchKind.CALL, TouchKind.CHASER)
        }
        for tick, row in told.sent:
            if row.person_id == person.id and row.key not in called:
                weeks[local_day(tick).isocalendar()[:2]] += 1
        assert max(weeks.values(), default=0) <= TouchPolicy().reminders_a_week


def _check_touches(story: Story, told: Telling) -> None:
    messages = {row.key: row.message for _, row in told.sent}
    keys = {action.id: action.key for action in told.actions}
    overdue: Counter[tuple[int, int]] = Counter()
    for person in told.people:
        rows = told.world.touches(person)
        note(f"{person.name}: {rows}")
        said = Counter((t.item_kind, t.item_id, t.kind, t.why) for t in rows)
        assert all(count == 1 for count in said.values()), "one occasion, one touch"
        for touch in rows:
            assert touch.state is not TouchState.PLANNED, "nothing is left behind"
            if touch.state is TouchState.SENT:
                assert touch.message_key in messages
                if touch.item_kind is ItemKind.ACTION:
                    assert keys[touch.item_id] in messages[touch.message_key].items
                    if touch.kind is TouchKind.OVERDUE:
                        overdue[person.id, touch.item_id] += 1
            elif touch.state is TouchState.FOLDED:
                assert touch.message_key is not None
        _check_due(story, told, person)
    assert max(overdue.values(), default=0) <= TouchPolicy().overdue_times


def _check_due(story: Story, told: Telling, person: Person) -> None:
    """Every announcement of a date that R7 asks for is on record, on the day that R7 says."""
    pattern = Pattern(weekdays=story.patterns[told.people.index(person)])
    rows = {
        (touch.item_id, touch.day)
        for touch in told.world.touches(person)
        if touch.kind is TouchKind.DUE and touch.item_kind is ItemKind.ACTION
    }
    for action in told.actions:
        if person.id not in action.people or action.due_on is None:
            continue
        for before in (28, 14, 7, 0):
            day = WORKING.on_or_before(action.due_on - timedelta(days=before), pattern)
            if day >= story.start:
                assert (action.id, day) in rows
