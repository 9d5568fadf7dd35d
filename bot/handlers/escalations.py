"""What is told upwards at once, and what the office holds back (R8). The ladder itself is in the cycle."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.actions import Action
from bot.domain.calendar import local_day, next_meeting
from bot.domain.cycle import Step, StepRecord, StepState
from bot.domain.cycle_agenda import SHADOW_EDITION, edition_of
from bot.domain.cycle_plan import next_window
from bot.domain.cycle_returns import partnership_leads
from bot.domain.messages import OutboundMessage, Outgoing, Priority, SendState
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
    if not programme.state.keeps_cadence:
        return
    plan = uow.plans.get(action.plan_id)
    hours = (plan.policy or programme.policy).hours
    working = working_days(uow, programme)
    at = next_window(now, hours, working)
    settled = action.state.settles_at if action.state.disputed else None
    # Of a dispute that has settled, the day it settled: however late that is noticed, it is told once.
    turned = min(settled, now) if settled is not None else now
    day = local_day(next_window(turned, hours, working))
    message = _new_red(uow, action.settled(now))
    for person in _hear_of_reds(uow, programme, action):
        if person.id != action.state.reported_by:
            key = _red_key(uow, programme, action, day, person)
            tell_privately(uow, programme, person, message, key=key, at=at)


def forget_red(uow: UnitOfWork, programme: Programme, action: Action) -> None:
    """It is no longer red: what still waits to be sent is not sent, and who has been told hears that it is
    withdrawn, unless a paper with the red in it has been read since.

    ``action``: as saved, its newest update the one that withdrew the red.
    """
    history = uow.actions.updates(action.id)
    if not history:
        return
    newest = history[-1]
    now = newest.at
    plan = uow.plans.get(action.plan_id)
    hours, working = (plan.policy or programme.policy).hours, working_days(uow, programme)
    posted = [one.posted_at for one in uow.cycles.digests(plan.id) if one.posted_at is not None]
    turned = {one.at for one in history if one.status is Status.RED}
    turned |= {one.settles_at for one in history if one.settles_at and one.settles_at <= now}
    message = phrasing.no_longer_red(
        phrasing.Item(key=action.key, title=action.title, status=action.standing_status(now))
    )
    for day in sorted({local_day(next_window(at, hours, working)) for at in turned}):
        for person in _hear_of_reds(uow, programme, action):
            key = _newest_key(uow, programme, action, day, person)
            rows = _rows(uow, programme, key, person) if key else []
            heard = [one for one in rows if not uow.outbox.drop(one.id) and one.state in _WENT]
            read = any(at >= one.not_before for one in heard for at in posted)
            if (
                heard
                and not read
                and person.id != newest.person_id
                and programme.state.keeps_cadence
            ):
                tell_privately(
                    uow,
                    programme,
                    person,
                    message,
                    key=f"{_OVER}{key}",
                    at=next_window(now, hours, working),
                )


#: Before the key of a red that somebody was told of: they are told that it is one no longer.
_OVER = "over:"
_WENT = (SendState.SENDING, SendState.SENT, SendState.IN_DOUBT)


def _hear_of_reds(uow: UnitOfWork, programme: Programme, action: Action) -> tuple[Person, ...]:
    """The partnership leads of the action's priority, and the office."""
    priority = priorities(uow.plans.headings(action.plan_id)).get(action.heading)
    told = partnership_leads(priority.code if priority else None, uow.people.of(programme.id))
    return tuple(dict.fromkeys((*told, *office(uow, programme.id))))


def _red_key(
    uow: UnitOfWork, programme: Programme, action: Action, day: date, person: Person
) -> str:
    """The key of telling somebody that an action is red: once a day, and once more where that was taken
    back in between."""
    told = _newest_key(uow, programme, action, day, person)
    if told is None:
        return f"red:{action.id}:{day}"
    rows = _rows(uow, programme, told, person)
    over = _rows(uow, programme, f"{_OVER}{told}", person)
    if not over and all(row.state is not SendState.DROPPED for row in rows):
        return told
    base, _, count = told.partition("+")
    return f"{base}+{int(count or 1) + 1}"


def _newest_key(
    uow: UnitOfWork, programme: Programme, action: Action, day: date, person: Person
) -> str | None:
    """The key under which somebody was last told of that day's red; ``None``: they never were."""
    found, key, count = None, f"red:{action.id}:{day}", 1
    while _rows(uow, programme, key, person):
        count += 1
        found, key = key, f"red:{action.id}:{day}+{count}"
    return found


def _rows(uow: UnitOfWork, programme: Programme, key: str, person: Person) -> list[Outgoing]:
    """What ``tell_privately`` has queued for somebody under a key; in a shadow cycle for the office."""
    if programme.state is not ProgrammeState.SHADOW:
        keys = [f"{key}:{person.id}"]
    else:
        readers = [person] if person.is_office else office(uow, programme.id)
        keys = [f"shadow:{key}:{person.id}:{reader.id}" for reader in readers]
    return [row for one in keys if (row := uow.outbox.by_key(one)) is not None]


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
