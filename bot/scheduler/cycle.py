"""The clock of the cycles (R8, R10): does what is due for every plan, once, whatever restarts.

The database is the single truth about what has been done. Each step is a short transaction of its own,
so that an inbound message never waits, and a process killed between two steps goes on with the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.cycle import DigestState, Step, StepState
from bot.domain.cycle_plan import next_window
from bot.domain.programme import Programme
from bot.domain.status import Status
from bot.handlers import digests
from bot.handlers.escalations import tell_new_red
from bot.handlers.exchange import working_days
from bot.handlers.meetings import extend_rhythms
from bot.ports import UnitOfWork, Units
from bot.scheduler.cycle_round import Round, open_round
from bot.scheduler.cycle_steps import carry_out

#: A meeting longer ago than this has no cycle left to finish.
_FINISHED_AFTER = timedelta(days=60)


def run_cycles(units: Units, now: datetime) -> int:
    """Do every step that is due, in order; gives back how many were done."""
    with units.read() as uow:
        due = tuple(uow.cycles.programmes_due(now))
    return sum(_run(units, programme_id, now) for programme_id in due)


def _run(units: Units, programme_id: int, now: datetime) -> int:
    with units.write() as uow:
        extend_rhythms(uow, uow.programmes.get(programme_id), now)
        uow.commit()
    done = 0
    while True:
        with units.write() as uow:
            more = _one_step(uow, uow.programmes.get(programme_id), now)
            uow.commit()
        if not more:
            return done
        done += 1


def _one_step(uow: UnitOfWork, programme: Programme, now: datetime) -> bool:
    """Do the first thing that is due. False: there was none, and the next look is set."""
    if not programme.state.keeps_cadence:
        uow.cycles.set_next_due(programme.id, None)
        return False
    rounds = list(_rounds(uow, programme, now))
    notices = {r: at for r in rounds if (at := _notice_at(r)) is not None}
    if (told := next((r for r, at in notices.items() if at <= now), None)) is not None:
        _tell_cancelled(told)
        return True
    if due := [r for r in rounds if r.agenda.do is not None]:
        _do(min(due, key=_order))
        return True
    for round_ in rounds:
        for step in round_.agenda.skip:
            _skip(round_, step)
    looks = [
        *notices.values(),
        *(r.agenda.wake_at for r in rounds if r.agenda.wake_at is not None),
        *_disputes(uow, programme, now),
    ]
    uow.cycles.set_next_due(programme.id, min(looks, default=None))
    return False


def _rounds(uow: UnitOfWork, programme: Programme, now: datetime) -> Iterator[Round]:
    """Every plan's cycle before every meeting that may still have something to do."""
    meetings = tuple(uow.meetings.of(programme.id))
    working = working_days(uow, programme)
    for plan in uow.plans.of(programme.id):
        for meeting in meetings:
            if meeting.body == plan.reporting_body and meeting.starts_at > now - _FINISHED_AFTER:
                yield open_round(uow, programme, plan, meeting, meetings, working, now)


def _order(round_: Round) -> tuple[datetime, int, int]:
    """Plans and meetings in the order in which their steps fell due."""
    step = round_.agenda.do
    at = round_.cycle.at(step) if step is not None else None
    return (at or round_.meeting.starts_at, round_.plan.id, round_.meeting.id)


def _do(round_: Round) -> None:
    agenda = round_.agenda
    assert agenda.do is not None
    for step in agenda.skip:
        _skip(round_, step)
    carry_out(round_, agenda.do, missed=agenda.missed)


def _skip(round_: Round, step: Step) -> None:
    detail = round_.meeting.day.isoformat() if step is Step.DIGEST else ""
    round_.record(step, StepState.SKIPPED, detail=detail)


def _notice_at(round_: Round) -> datetime | None:
    """When to say that a meeting whose digest is out was cancelled, if it was outside the hours."""
    digest = round_.digest if round_.meeting.cancelled else None
    if digest is None or digest.state is not DigestState.POSTED:
        return None
    if round_.meeting.starts_at <= round_.now:
        return None
    return next_window(round_.now, round_.policy.hours, round_.working)


def _tell_cancelled(round_: Round) -> None:
    assert round_.digest is not None
    digests.post_cancelled(round_.uow, round_.programme, round_.digest, round_.meeting, round_.now)


def _disputes(uow: UnitOfWork, programme: Programme, now: datetime) -> Iterator[datetime]:
    """When joint leads' disputes settle. One that has settled on red is a new red like any other (R7, R8)."""
    for action in uow.actions.of_programme(programme.id):
        state = action.state
        if not state.disputed or state.settles_at is None or action.withdrawn:
            continue
        if state.settles_at > now:
            yield state.settles_at
        elif action.standing_status(now) is Status.RED and state.status is not Status.RED:
            tell_new_red(uow, programme, action, now)
