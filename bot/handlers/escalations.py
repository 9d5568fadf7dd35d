"""What is told upwards at once, and what the office holds back (R8). The ladder itself is in the cycle."""

from __future__ import annotations

from datetime import datetime

from bot.domain.actions import Action
from bot.domain.calendar import local_day, next_meeting
from bot.domain.cycle import Step, StepRecord, StepState
from bot.domain.cycle_agenda import SHADOW_EDITION, edition_of
from bot.domain.cycle_plan import next_window
from bot.domain.cycle_returns import partnership_leads
from bot.domain.messages import OutboundMessage, Priority
from bot.domain.people import Person
from bot.domain.programme import Programme, ProgrammeState, priorities
from bot.domain.status import Status
from bot.domain.updates import fold
from bot.handlers.exchange import working_days
from bot.handlers.telling import office, tell, tell_all
from bot.phrasing import cycle as phrasing
from bot.phrasing import cycle_office
from bot.ports import Event, UnitOfWork

#: The rung under which a held item stands in the step's record.
HELD = "held:"


def tell_new_red(uow: UnitOfWork, programme: Programme, action: Action, now: datetime) -> None:
    """An action has turned red: its partnership leads and the office hear of it privately, the same day,
    or at the next send time where people may not be spoken to now (R8). Once a day.

    Whoever reported it needs no telling. In a shadow programme only the office hears; one that is quiet
    or paused says nothing.
    """
    if programme.state not in (ProgrammeState.LIVE, ProgrammeState.SHADOW):
        return
    plan = uow.plans.get(action.plan_id)
    hours = (plan.policy or programme.policy).hours
    working = working_days(uow, programme)
    at = next_window(now, hours, working)
    settled = action.state.settles_at if action.state.disputed else None
    # Of a dispute that has settled, the day it settled: however late that is noticed, it is told once.
    turned = min(settled, now) if settled is not None else now
    key = f"red:{action.id}:{local_day(next_window(turned, hours, working))}"
    people = uow.people.of(programme.id)
    priority = priorities(uow.plans.headings(plan.id)).get(action.heading)
    told = partnership_leads(priority.code if priority else None, people)
    message = _new_red(uow, action)
    for person in dict.fromkeys((*told, *office(uow, programme.id))):
        if person.id != action.state.reported_by:
            tell_privately(uow, programme, person, message, key=key, at=at)


def tell_privately(
    uow: UnitOfWork,
    programme: Programme,
    person: Person,
    message: OutboundMessage,
    *,
    key: str,
    at: datetime,
) -> bool:
    """Queue a message to one person under ``key`` and their id; False where they have no address.

    In a shadow cycle it goes to the office instead, marked with who would have had it (decision 8).
    """
    if programme.state is not ProgrammeState.SHADOW:
        key = f"{key}:{person.id}"
        return tell(uow, person, message, key=key, at=at, priority=Priority.REMINDER)
    to = None if person.is_office else person.name
    shown = cycle_office.shadow(message, to=to)
    # What every one of the office would have had, each has once.
    readers = [person] if person.is_office else office(uow, programme.id)
    key = f"shadow:{key}:{person.id}"
    return bool(tell_all(uow, readers, shown, key=key, at=at, priority=Priority.REMINDER))


def hold(
    uow: UnitOfWork, programme: Programme, action: Action, person: Person, now: datetime
) -> OutboundMessage:
    """The office takes one item out of this cycle's escalation: nobody further is told of it by name.

    Gives back what to answer. Holding twice is holding once; after the cut-off there is nothing to hold.
    The caller has made sure that ``person`` is of the office.
    """
    plan = uow.plans.get(action.plan_id)
    meeting = next_meeting(uow.meetings.of(programme.id), plan.reporting_body, now)
    if meeting is None:
        return cycle_office.nothing_to_hold(action.key)
    records = uow.cycles.steps(plan.id, meeting.id)
    policy = (plan.policy or programme.policy).cycle
    edition = edition_of(records, meeting, policy, working_days(uow, programme))
    if programme.state is ProgrammeState.SHADOW:
        edition = SHADOW_EDITION
    if any(r.step is Step.CUT_OFF and r.edition == edition and not r.rung for r in records):
        return cycle_office.nothing_to_hold(action.key)
    added = uow.cycles.add_step(
        StepRecord(
            plan_id=plan.id,
            meeting_id=meeting.id,
            edition=edition,
            step=Step.PARTNERSHIP_LEAD,
            rung=f"{HELD}{action.id}",
            state=StepState.SKIPPED,
            at=now,
        )
    )
    if added:
        uow.audit.record(
            Event(
                programme_id=programme.id,
                at=now,
                actor_id=person.id,
                through="cycle",
                kind="escalation_held",
                subject=action.key,
                after={"meeting": meeting.id, "edition": edition},
            )
        )
    return cycle_office.escalation_held(action.key)


def _new_red(uow: UnitOfWork, action: Action) -> OutboundMessage:
    state = action.state
    history = uow.actions.updates(action.id)
    was = fold(history[:-1]).status if history else None
    by = uow.people.get(state.reported_by).name if state.reported_by else "the lead"
    return phrasing.new_red(
        phrasing.Item(key=action.key, title=action.title, status=Status.RED),
        was=was if was is not Status.RED else None,
        position=state.position,
        next_steps=state.next_steps,
        by=by,
    )
