"""R8, R10: whatever the days, a cycle's steps are in order; whatever the ticks, each happens once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import TracebackType
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import Meeting, WorkingDays, instant, local_day, to_local
from bot.domain.cycle import Step
from bot.domain.cycle_plan import plan_steps
from bot.domain.policy import CyclePolicy, Hours
from bot.domain.status import Status
from bot.ports import UnitOfWork
from bot.scheduler.cycle import run_cycles
from store.unit_of_work import SqlUnits
from tests.unit.scheduler.cycle_world import BOARD_DAY, CycleWorld
from tests.unit.scheduler.world import at

#: Each plays two whole cycles on a record of its own.
EXAMPLES = 300 if "SENDBOT_CHAOS" in os.environ else 5
WORKING = WorkingDays()
DAYS = st.dates(date(2021, 1, 4), date(2027, 12, 20))


def meeting(day: date, entered: datetime, number: int = 1) -> Meeting:
    return Meeting(
        id=number,
        programme_id=1,
        body="BOARD",
        day=day,
        at=time(10),
        original_day=day,
        entered_at=entered,
    )


@given(
    day=DAYS,
    ahead=st.integers(0, 60 * 24 * 70),
    gap=st.one_of(st.none(), st.integers(1, 60)),
)
def test_any_cycle_is_in_order_on_working_days_and_before_its_meeting(
    day: date, ahead: int, gap: int | None
) -> None:
    entered = instant(day, time(10)) - timedelta(minutes=ahead)
    previous = None if gap is None else meeting(day - timedelta(days=gap), entered, 2)
    cycle = plan_steps(meeting(day, entered), previous, CyclePolicy(), Hours(), WORKING)
    times = [at_ for _, at_ in cycle.steps]
    assert times == sorted(set(times))
    assert all(WORKING.is_working(local_day(at_)) for at_ in times)
    assert all(entered <= at_ < instant(day, time(10)) for at_ in times)
    for step, at_ in cycle.steps:
        assert to_local(at_).time() == (time(17) if step is Step.CUT_OFF else time(9, 30))
    if previous is not None:
        assert all(local_day(at_) > previous.day for at_ in times)
    if cycle.call is None:
        assert [step for step, _ in cycle.steps] in ([], [Step.DIGEST])
        assert cycle.short_notice or not times
    else:
        assert local_day(cycle.call) > local_day(entered)
        assert None not in (cycle.cut_off, cycle.draft, cycle.digest)
        assert (cycle.chaser is None) == (cycle.partnership_lead is None)
    assert (cycle.assurance_from is None) == (cycle.assurance_to is None)


@given(day=DAYS, extra=st.integers(0, 40))
def test_entered_in_good_time_a_cycle_is_always_the_whole_one(day: date, extra: int) -> None:
    day = WORKING.on_or_after(day)
    entered = instant(WORKING.add(day, -(19 + extra)), time(12))
    cycle = plan_steps(meeting(day, entered), None, CyclePolicy(), Hours(), WORKING)
    days = [WORKING.between(local_day(at_), day) for _, at_ in cycle.steps]
    assert days == [18, 14, 13, 12, 11, 8, 6, 1]


# --- on a real record -----------------------------------------------------------------------------

#: The send windows of the whole cycle: from when, and how many minutes later a tick still falls in it.
WINDOWS: tuple[tuple[datetime, int], ...] = (
    (at(date(2023, 9, 28)), 420),
    (at(date(2023, 10, 4)), 420),
    (at(date(2023, 10, 5)), 420),
    (at(date(2023, 10, 6), "17:00"), 29),
    (at(date(2023, 10, 9)), 420),
    (at(date(2023, 10, 12)), 420),
    (at(date(2023, 10, 16)), 420),
    (at(date(2023, 10, 23)), 420),
    (at(BOARD_DAY, "10:00"), 420),
)
FIRST = at(date(2023, 9, 4), "08:00")
SPAN = int((at(BOARD_DAY, "18:00") - FIRST).total_seconds() // 60)


@dataclass(frozen=True)
class Report:
    """In the evening of a day, one action gets an update."""

    day: int
    action: int
    status: Status

    @property
    def at(self) -> datetime:
        return FIRST + timedelta(days=self.day, hours=12)


REPORTS = st.lists(
    st.builds(
        Report,
        day=st.integers(20, 49),
        action=st.integers(0, 2),
        status=st.sampled_from([Status.GREEN, Status.AMBER, Status.RED]),
    ),
    max_size=4,
)


class Story:
    """One cycle with three actions, played through at the given instants."""

    def __init__(self) -> None:
        self.world = CycleWorld()
        ada, bo = self.world.person("Ada Quill", "Council"), self.world.person("Bo Finch", "NHS")
        self.actions = [
            self.world.action("PA1-1.1.1", ada, bo),
            self.world.action("PA1-1.1.2", ada),
            self.world.action("PA1-1.1.3", self.world.petra),
        ]
        self.ada = ada
        self.meeting = self.world.add()

    def play(self, ticks: Sequence[datetime], reports: Sequence[Report]) -> Story:
        moments: list[tuple[datetime, Report | None]] = [
            *((tick, None) for tick in ticks),
            *((report.at, report) for report in reports),
        ]
        for now, said in sorted(moments, key=lambda one: (one[0], one[1] is None)):
            if said is None:
                self.world.tick(now)
            else:
                self.world.report(self.actions[said.action], self.ada, now, said.status)
        return self

    def record(self) -> set[tuple[str, str, str, str]]:
        """What is written down of the cycle, but for when."""
        return {(r.step, r.rung, r.state, r.detail) for r in self.world.records(self.meeting)}

    def said(self) -> list[str]:
        """Every message there was, by key."""
        return sorted(row.key for row in self.world.outbox())


def once_each(reports: list[Report]) -> list[Report]:
    """At most one report an evening: their order must not hang on chance."""
    return list({report.day: report for report in reports}.values())


@pytest.mark.chaos
@settings(max_examples=EXAMPLES, deadline=None)
@given(
    delays=st.tuples(*(st.integers(0, room) for _, room in WINDOWS)),
    more=st.lists(st.integers(0, SPAN), max_size=12),
    reports=REPORTS,
)
def test_any_slicing_that_holds_every_window_gives_the_same_cycle(
    delays: tuple[int, ...], more: list[int], reports: list[Report]
) -> None:
    told = once_each(reports)
    exact = Story().play([start for start, _ in WINDOWS], told)
    late = [
        start + timedelta(minutes=delay) for (start, _), delay in zip(WINDOWS, delays, strict=True)
    ]
    extra = [FIRST + timedelta(minutes=minutes) for minutes in more]
    sliced = Story().play(sorted({*late, *extra}), told)
    assert sliced.record() == exact.record()
    cycle_only = [key for key in sliced.said() if not key.startswith("day:")]
    assert cycle_only == [key for key in exact.said() if not key.startswith("day:")]


class Killed(Exception):
    """The process is gone."""


class Dying:
    """Units of work that die at one commit, before it or right after it."""

    def __init__(self, units: SqlUnits, at_commit: int, *, after: bool) -> None:
        self._units, self.left, self.after = units, at_commit, after

    def read(self) -> UnitOfWork:
        return self._units.read()

    def write(self, *, deadline_seconds: float | None = None) -> UnitOfWork:
        unit = DyingUnit(self, self._units.write(deadline_seconds=deadline_seconds))
        return cast(UnitOfWork, unit)


class DyingUnit:
    """One of its units: all that is asked of it is passed on."""

    def __init__(self, units: Dying, unit: UnitOfWork) -> None:
        self._units, self._unit = units, unit

    def __getattr__(self, name: str) -> object:
        return getattr(self._unit, name)

    def __enter__(self) -> DyingUnit:
        self._unit.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._unit.__exit__(kind, error, trace)

    def commit(self) -> None:
        self._units.left -= 1
        dies = self._units.left == 0
        if dies and not self._units.after:
            raise Killed
        self._unit.commit()
        if dies:
            raise Killed


@pytest.mark.chaos
@settings(max_examples=EXAMPLES, deadline=None)
@given(
    deaths=st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=1, max_size=9),
    reports=REPORTS,
)
def test_killed_at_any_commit_and_started_again_each_step_happens_once(
    deaths: list[tuple[int, bool]], reports: list[Report]
) -> None:
    told = once_each(reports)
    exact = Story().play([start for start, _ in WINDOWS], told)
    story = Story()
    last = FIRST
    for n, (start, _) in enumerate(WINDOWS):
        evening = [r for r in told if last <= r.at < start]
        story.play([], evening)
        last = start
        if n < len(deaths):
            commit, after = deaths[n]
            with suppress(Killed):
                run_cycles(Dying(story.world.units, commit, after=after), start)
        story.world.tick(start)
    assert story.record() == exact.record()
    assert story.said() == exact.said()
    assert all(row.not_before.tzinfo == UTC for row in story.world.outbox())
