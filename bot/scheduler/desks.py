"""Bringing together what people's touches hang on: one read for many desks, in a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from bot.domain.actions import Action, Snooze
from bot.domain.agenda import Desk
from bot.domain.agenda_touches import Duty
from bot.domain.calendar import Meeting, WorkingDays, local_day
from bot.domain.cycle_plan import CyclePlan, cycles_of
from bot.domain.people import Absence, Person
from bot.domain.programme import Plan, Programme, ProgrammeState, RequestKind, priorities
from bot.domain.requests import RequestState
from bot.domain.touches import Touch, TouchState, message_day
from bot.handlers.exchange import working_days
from bot.ports import UnitOfWork

_Owned = TypeVar("_Owned", Absence, Snooze)


@dataclass(frozen=True, kw_only=True)
class View:
    """What all desks of one programme share."""

    programme: Programme
    working: WorkingDays
    plans: Mapping[int, Plan]
    meetings: tuple[Meeting, ...]
    body_names: Mapping[str, str]
    priority_codes: Mapping[int, Mapping[str, str | None]]
    """By plan, then by the local id of a heading."""
    delegates: Mapping[int, tuple[int, ...]]
    """Standing delegates of each lead."""
    delegate_for: Mapping[int, tuple[int, ...]]
    since: date
    """The first local day a touch can be for."""

    @property
    def introduces(self) -> bool:
        return self.programme.introduces and self.programme.state is ProgrammeState.LIVE

    @property
    def is_shadow(self) -> bool:
        return self.programme.state is ProgrammeState.SHADOW

    def cycles(self, plan: Plan) -> tuple[tuple[Meeting, CyclePlan], ...]:
        """The plan's meetings, by time, each with the cycle before it."""
        policy = plan.policy or self.programme.policy
        return cycles_of(
            self.meetings,
            plan.reporting_body,
            policy.cycle,
            policy.hours,
            self.working,
            live_since=self.programme.live_since,
        )

    def called_for(self, plan: Plan, now: datetime) -> tuple[Meeting, CyclePlan] | None:
        """The meeting that updates are being called for: between its call and its cut-off."""
        for meeting, cycle in self.cycles(plan):
            if cycle.call and cycle.cut_off and cycle.call <= now < cycle.cut_off:
                return meeting, cycle
        return None

    def priority(self, action: Action) -> str | None:
        """Code of the heading whose partnership leads answer for an action."""
        return self.priority_codes.get(action.plan_id, {}).get(action.heading)


def load_view(uow: UnitOfWork, programme: Programme, now: datetime) -> View:
    """The programme's side of every desk."""
    plans = {plan.id: plan for plan in uow.plans.of(programme.id)}
    delegates: dict[int, tuple[int, ...]] = {}
    delegate_for: dict[int, tuple[int, ...]] = {}
    for one in uow.people.delegations(programme.id):
        delegates[one.lead_id] = (*delegates.get(one.lead_id, ()), one.delegate_id)
        delegate_for[one.delegate_id] = (*delegate_for.get(one.delegate_id, ()), one.lead_id)
    return View(
        programme=programme,
        working=working_days(uow, programme),
        plans=plans,
        meetings=tuple(uow.meetings.of(programme.id)),
        body_names={body.code: body.name for body in uow.meetings.bodies(programme.id)},
        priority_codes={
            plan_id: {
                local_id: top.code
                for local_id, top in priorities(uow.plans.headings(plan_id)).items()
            }
            for plan_id in plans
        },
        delegates=delegates,
        delegate_for=delegate_for,
        since=local_day(programme.live_since or now),
    )


def load_desks(
    uow: UnitOfWork, view: View, people: Sequence[Person], now: datetime
) -> tuple[Desk, ...]:
    """The desks of these people of one programme, in their order."""
    today = local_day(now)
    ids = [person.id for person in people]
    recorded = {
        person_id: tuple(uow.touches.of_person(person_id, from_day=view.since)) for person_id in ids
    }
    absences = _by_person(uow.people.absences(ids, from_day=today))
    snoozes = _by_person(uow.actions.snoozes(ids, from_day=view.since))
    stood_in_for = {
        person_id: frozenset(
            row.for_person_id for row in rows if row.for_person_id and _is_open(row, today)
        )
        for person_id, rows in recorded.items()
    }
    leads = {*ids, *(lead for held in stood_in_for.values() for lead in held)}
    duties = _duties(uow, view, leads)
    return tuple(
        Desk(
            person=person,
            duties=duties.get(person.id, ()),
            others=tuple(
                duty for lead in sorted(stood_in_for[person.id]) for duty in duties.get(lead, ())
            ),
            recorded=recorded[person.id],
            snoozes=tuple(snoozes.get(person.id, ())),
            absences=tuple(absences.get(person.id, ())),
            introduce=view.introduces
            and person.introduced_at is None
            and _belongs(person, view, leads=person.id in duties),
            policy=view.programme.policy,
            working=view.working,
        )
        for person in people
    )


def _is_open(row: Touch, today: date) -> bool:
    """Not said yet, or in today's message, which may still be built again."""
    if row.state is TouchState.PLANNED:
        return True
    return row.message_key is not None and message_day(row.message_key) == today


def _belongs(person: Person, view: View, *, leads: bool) -> bool:
    """Whether somebody is introduced to: leads, partnership leads, delegates, the office (R12)."""
    return (
        leads
        or bool(person.partnership_leads)
        or person.is_office
        or person.id in view.delegate_for
    )


def _duties(
    uow: UnitOfWork, view: View, person_ids: Iterable[int]
) -> Mapping[int, tuple[Duty, ...]]:
    wanted = frozenset(person_ids)
    found: dict[int, tuple[Duty, ...]] = {}
    for action in uow.actions.of_people(wanted):
        plan = view.plans[action.plan_id]
        policy = plan.policy or view.programme.policy
        since = max(view.since, plan.imported_on or view.since, _agreed_on(uow, action, view.since))
        duty = Duty(action=action, policy=policy.touches, since=since, imported_on=plan.imported_on)
        for person_id in wanted.intersection(action.people):
            found[person_id] = (*found.get(person_id, ()), duty)
    return found


def _agreed_on(uow: UnitOfWork, action: Action, since: date) -> date:
    """The day the present date was agreed: reminders of it that lie before were not missed."""
    if not action.approved_changes:
        return since
    granted = [
        local_day(request.decisions[-1].at)
        for request in uow.requests.of_action(action.id)
        if request.kind is RequestKind.REDATE
        and request.state is RequestState.GRANTED
        and request.decisions
    ]
    return max(granted, default=since)


def _by_person(rows: Iterable[_Owned]) -> Mapping[int, list[_Owned]]:
    found: dict[int, list[_Owned]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found
