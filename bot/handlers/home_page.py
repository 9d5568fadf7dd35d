"""A person's home page: decisions that wait for them, their own actions, the programme, what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.domain.calendar import to_local
from bot.domain.messages import OutboundMessage
from bot.domain.people import Person
from bot.domain.permissions import sees_names
from bot.domain.programme import OFFICE, Programme
from bot.domain.requests import Request
from bot.handlers import queries
from bot.handlers.cycle_now import cycle_now
from bot.phrasing import home
from bot.phrasing import requests as request_words
from bot.ports import UnitOfWork

#: How many decisions, and how many meetings ahead, are shown at most.
DECISIONS, MEETINGS = 30, 3


def home_page(uow: UnitOfWork, programme: Programme, person: Person, now: datetime) -> home.Page:
    """The page as things stand at ``now``, whole. Reads only."""
    own = queries.mine(uow, programme, person, now, longest=None)
    asked = _asked_of(uow, programme, person)
    return home.home(
        programme.name,
        waiting=_waiting(uow, programme, asked[:DECISIONS]),
        waiting_beyond=max(len(asked) - DECISIONS, 0),
        mine=own if own.items or not sees_names(person) else None,
        overview=queries.status(uow, programme, person, (), now),
        ahead=_ahead(uow, programme, now),
    )


def schedule(uow: UnitOfWork, programme: Programme, now: datetime) -> OutboundMessage:
    """What lies ahead: the next meetings, and until when an update counts for the first."""
    return home.schedule(programme.name, _ahead(uow, programme, now))


def _asked_of(uow: UnitOfWork, programme: Programme, person: Person) -> list[Request]:
    """Requests for this person to decide: those of a body they chair, or of the office."""
    deciding = person.chairs | ({OFFICE} if person.is_office else frozenset())
    return [
        one
        for one in uow.requests.open(programme.id)
        if one.awaiting in deciding and one.person_id != person.id
    ]


def _waiting(
    uow: UnitOfWork, programme: Programme, asked: Sequence[Request]
) -> list[OutboundMessage]:
    bodies = {body.code: body.name for body in uow.meetings.bodies(programme.id)}
    askers = uow.people.many({one.person_id for one in asked})
    return [
        request_words.wanted(
            one,
            uow.actions.get(one.action_id),
            by=askers[one.person_id].name,
            body=bodies.get(one.awaiting or "", "programme office"),
        )
        for one in asked
    ]


def _ahead(uow: UnitOfWork, programme: Programme, now: datetime) -> list[home.Ahead]:
    bodies = {body.code: body.name for body in uow.meetings.bodies(programme.id)}
    cut_offs: dict[int, tuple[date, time]] = {}
    for plan in uow.plans.of(programme.id):
        cycle = cycle_now(uow, programme, plan, now)
        if cycle.meeting is not None and cycle.cut_off is not None and cycle.cut_off > now:
            until = to_local(cycle.cut_off)
            cut_offs[cycle.meeting.id] = (until.date(), until.time())
    ahead = [m for m in uow.meetings.of(programme.id) if not m.cancelled and m.starts_at > now]
    return [
        home.Ahead(
            body=bodies.get(one.body, one.body),
            day=one.day,
            at=one.at,
            cut_off=cut_offs.get(one.id),
        )
        for one in ahead[:MEETINGS]
    ]
