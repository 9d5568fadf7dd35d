"""How a programme stands, looked up for ``sendbot programme status``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter

from bot.domain.actions import Action, Lead
from bot.domain.cycle_plan import next_window
from bot.domain.names import name_key
from bot.domain.people import Address, Person
from bot.domain.plans import LeadKind
from bot.domain.programme import Programme, ProgrammeState
from bot.domain.programme_summary import (
    MeetingLine,
    PlanLine,
    ProgrammeSummary,
    UnreachableLead,
)
from bot.handlers.exchange import working_days
from bot.handlers.reaching import why_unreachable
from bot.ports import UnitOfWork

#: How many meetings ahead are told.
MEETINGS_AHEAD = 6

_WHY = {
    LeadKind.POST: "a post, and no person is known for it",
    LeadKind.ORGANISATION: "an organisation, and no person is known for it",
    LeadKind.UNKNOWN: "not named yet",
    LeadKind.PERSON: "not in the people file",
}


def summary(uow: UnitOfWork, programme: Programme, now: datetime) -> ProgrammeSummary:
    """State, plans, people, leads who can and cannot be reached, meetings ahead, what comes next."""
    programme = uow.programmes.get(programme.id)
    plans = uow.plans.of(programme.id)
    actions = {
        plan.id: [a for a in uow.actions.of_plan(plan.id) if not a.withdrawn] for plan in plans
    }
    people = {p.id: p for p in uow.people.of(programme.id) if p.active}
    leads = {i for group in actions.values() for a in group for i in a.people if i in people}
    addresses = {person_id: uow.people.addresses(person_id) for person_id in leads}
    bodies = {body.code: body.name for body in uow.meetings.bodies(programme.id)}
    ahead = [m for m in uow.meetings.of(programme.id) if not m.cancelled and m.starts_at > now]
    touches = [p.next_touch_at for p in people.values() if p.next_touch_at is not None]
    return ProgrammeSummary(
        code=programme.code,
        name=programme.name,
        state=programme.state,
        live_since=programme.live_since,
        plans=tuple(
            PlanLine(
                code=plan.code,
                title=plan.title,
                reporting_body=plan.reporting_body,
                imported_on=plan.imported_on,
                actions=len(actions[plan.id]),
            )
            for plan in plans
        ),
        people=len(people),
        leads_reachable=sum(bool(found) for found in addresses.values()),
        leads_unreachable=_unreachable(
            uow, (a for group in actions.values() for a in group), people, addresses
        ),
        meetings=tuple(
            MeetingLine(
                id=m.id, body=m.body, body_name=bodies.get(m.body, m.body), day=m.day, at=m.at
            )
            for m in sorted(ahead, key=lambda m: (m.starts_at, m.id))[:MEETINGS_AHEAD]
        ),
        next_message_at=_in_hours(uow, programme, min(touches, default=None), now),
        next_step_at=_in_hours(uow, programme, uow.cycles.next_due(programme.id), now),
    )


def runs(programme: Programme) -> bool:
    """Whether it says anything of its own: live, or in shadow."""
    return programme.state in (ProgrammeState.LIVE, ProgrammeState.SHADOW)


def _in_hours(
    uow: UnitOfWork, programme: Programme, look_at: datetime | None, now: datetime
) -> datetime | None:
    """When something may really go. ``look_at``: the next look, which may be at any hour if it is due now."""
    if look_at is None or not runs(programme):
        return None
    working = working_days(uow, programme)
    return next_window(max(look_at, now), programme.policy.hours, working)


@cache
def _adapter() -> TypeAdapter[ProgrammeSummary]:
    return TypeAdapter(ProgrammeSummary)


def summary_json(found: ProgrammeSummary) -> dict[str, object]:
    """What ``sendbot programme status --json`` prints; its form stands in docs/reference/schemas."""
    written: dict[str, object] = _adapter().dump_python(found, mode="json")
    return written


def _unreachable(
    uow: UnitOfWork,
    actions: Iterable[Action],
    people: Mapping[int, Person],
    addresses: Mapping[int, Iterable[Address]],
) -> tuple[UnreachableLead, ...]:
    found: dict[tuple[str, ...], tuple[Lead, list[str]]] = {}
    for action in actions:
        for lead in action.leads:
            known = lead.person_id in people
            if not known or not addresses.get(lead.person_id or 0):
                key = name_key(lead.name) or (lead.name,)
                found.setdefault(key, (lead, []))[1].append(action.key)
    return tuple(
        UnreachableLead(
            name=lead.name,
            why=_why(uow, lead) if lead.person_id in people else _WHY[lead.kind],
            keys=tuple(dict.fromkeys(keys)),
        )
        for lead, keys in found.values()
    )


def _why(uow: UnitOfWork, lead: Lead) -> str:
    return why_unreachable(uow, lead.person_id or 0) or "no chat address"
