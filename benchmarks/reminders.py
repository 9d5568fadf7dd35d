"""What a tick costs: it follows who is due, not who is stored.

The same 100 leads are due in a programme of 100 people and in one of 10,000. Beside them a tick for which
nobody is due, which is what nearly every tick is.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import store
from bot.domain.actions import Action, Lead
from bot.domain.dates import Due
from bot.domain.people import Address, Person, Place
from bot.domain.programme import Plan, Programme, ProgrammeState
from bot.ports import Units
from bot.scheduler.planning import plan_touches

DUE = 100
STORED = (DUE, 10_000)
#: A tick in the larger programme may cost this many times what it costs in the smaller one.
MOST_TIMES_DEARER = 1.5
#: Seconds for the messages of 100 leads, and for a tick that finds nothing.
MOST_SECONDS = 2.0
MOST_IDLE_SECONDS = 0.05
_MONDAY = date(2027, 3, 1)
_NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Result:
    stored: int
    messages: int
    seconds: float
    idle_seconds: float


def run() -> list[Result]:
    """Time a tick with 100 leads due, and the idle one after it, at each size."""
    results = [_time(stored) for stored in STORED]
    for result in results:
        print(
            f"{result.stored:6} people stored, {result.messages} due: {result.seconds:6.3f} s,"
            f" then nobody due: {result.idle_seconds * 1000:6.2f} ms"
        )
    dearer = results[-1].seconds / results[0].seconds
    print(f"the larger programme costs {dearer:.2f} times as much (at most {MOST_TIMES_DEARER})")
    return results


def _time(stored: int) -> Result:
    with TemporaryDirectory() as folder:
        units = store.open_units(f"sqlite:///{Path(folder) / 'record.db'}", create=True)
        try:
            _fill(units, stored)
            begun = time.perf_counter()
            messages = plan_touches(units, _NOW)
            seconds = time.perf_counter() - begun
            begun = time.perf_counter()
            plan_touches(units, _NOW)
            idle = time.perf_counter() - begun
        finally:
            units.close()
    return Result(stored=stored, messages=messages, seconds=seconds, idle_seconds=idle)


def _fill(units: Units, stored: int) -> None:
    """``stored`` leads with an action each; those of the first 100 are due in a week."""
    with units.write() as uow:
        programme = uow.programmes.save(
            Programme(
                code="BIG",
                name="A large programme",
                state=ProgrammeState.LIVE,
                live_since=_NOW - timedelta(days=3),
                introduces=False,
            )
        )
        plan = uow.plans.save(Plan(programme_id=programme.id, code="BP", title="A large plan"))
        for number in range(stored):
            soon = number < DUE
            person = uow.people.save(
                Person(
                    programme_id=programme.id,
                    name=f"Lead {number}",
                    organisation="Council" if number % 2 else "NHS",
                    next_touch_at=_NOW if soon else _NOW + timedelta(days=30),
                )
            )
            uow.people.add_address(
                person.id,
                Address(connection="console", place=Place.DM, native=f"lead-{number}"),
                preferred=True,
            )
            due = Due.on(_MONDAY + timedelta(days=7 if soon else 100))
            uow.actions.save(
                Action(
                    programme_id=programme.id,
                    plan_id=plan.id,
                    heading="h",
                    key=f"BP-{number}",
                    ref=str(number),
                    title=f"Do the work of lead {number}",
                    order=number,
                    leads=(
                        Lead(
                            name=person.name,
                            organisation=person.organisation,
                            person_id=person.id,
                        ),
                    ),
                    original=due,
                    approved=due,
                )
            )
        uow.commit()


if __name__ == "__main__":
    run()
