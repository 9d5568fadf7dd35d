"""Who owes an update in a cycle: who is called, who stays silent, and who is told of it (R8, R10): pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.actions import Action, is_overdue, markers
from bot.domain.calendar import local_day
from bot.domain.people import Person
from bot.domain.permissions import organisation_of
from bot.domain.status import Marker


@dataclass(frozen=True, kw_only=True, order=True)
class Called:
    """One lead asked about one action."""

    person_id: int
    action_id: int


def write_called(called: Iterable[Called]) -> str:
    """Who was called about what, as a step's record keeps it."""
    return " ".join(f"{one.person_id}:{one.action_id}" for one in sorted(called))


def read_called(text: str) -> frozenset[Called]:
    """The inverse of ``write_called``."""
    pairs = (pair.split(":") for pair in text.split())
    return frozenset(Called(person_id=int(who), action_id=int(what)) for who, what in pairs)


def is_asked(action: Action, today: date) -> bool:
    """Whether anything is to be asked about the action at all (R7).

    Not when it is closed or withdrawn, while a claim or a date request waits for its decision, nor
    while its impact is pending, until the measure's date.
    """
    pending = action.state.impact_due
    return not (
        action.closed_on
        or action.withdrawn
        or action.claim
        or action.redate_request_id
        or (pending is not None and today < pending)
    )


def has_answered(action: Action, answered_from: date) -> bool:
    """Whether an update on or after that local day stands for the action, whoever gave it."""
    at = action.state.reported_at
    return at is not None and local_day(at) >= answered_from


def to_call(
    actions: Iterable[Action], *, now: datetime, since: datetime | None, answered_from: date
) -> tuple[Called, ...]:
    """Every lead with something amber, red, overdue or not updated this cycle (R10, day 18).

    ``since``: when this cycle began. What was answered on or after ``answered_from`` is not asked again.
    """
    return tuple(
        Called(person_id=person_id, action_id=action.id)
        for action in actions
        if owes(action, now=now, since=since, answered_from=answered_from)
        for person_id in action.people
    )


def owes(action: Action, *, now: datetime, since: datetime | None, answered_from: date) -> bool:
    """Whether the cycle wants an update on the action, whoever there is to ask (R10, day 18)."""
    today = local_day(now)
    return (
        is_asked(action, today)
        and not has_answered(action, answered_from)
        and (
            action.standing_status(now).needs_narrative
            or is_overdue(action, today)
            or Marker.STALE in markers(action, now=now, today=today, cycle_from=since)
        )
    )


class Silence(StrEnum):
    """Why an action that the cycle wants an update on has none."""

    OUTSTANDING = "outstanding"
    """A lead was asked and nobody has answered."""
    UNREACHABLE = "unreachable"
    """None of its leads can be reached, so nobody was asked."""


def silence_of(
    action: Action,
    *,
    called: Collection[Called],
    reachable: Collection[int],
    now: datetime,
    since: datetime | None,
    answered_from: date,
) -> Silence | None:
    """Where the action stands after the call: the one definition that every count is made with.

    ``called``: whom the call was for; ``reachable``: active people with a chat address.
    """
    if not is_asked(action, local_day(now)) or has_answered(action, answered_from):
        return None
    asked = [p for p in action.people if Called(person_id=p, action_id=action.id) in called]
    if any(person_id in reachable for person_id in asked):
        return Silence.OUTSTANDING
    if asked:
        return Silence.UNREACHABLE
    nobody = not any(person_id in reachable for person_id in action.people)
    owed = owes(action, now=now, since=since, answered_from=answered_from)
    return Silence.UNREACHABLE if nobody and owed else None


def still_silent(
    called: Iterable[Called], actions: Iterable[Action], *, today: date, answered_from: date
) -> tuple[Called, ...]:
    """Of those called, who still leads the action while nobody has answered for it; in plan order."""
    known = frozenset(called)
    return tuple(
        one
        for action in actions
        if is_asked(action, today) and not has_answered(action, answered_from)
        for person_id in action.people
        if (one := Called(person_id=person_id, action_id=action.id)) in known
    )


def own_partnership_leads(
    lead: Person, action: Action, priority: str | None, people: Iterable[Person]
) -> tuple[Person, ...]:
    """The action's partnership leads of the lead's *own* organisation, the lead among them or not (R8)."""
    own = {_folded(lead.organisation), _folded(organisation_of(action, lead.id))} - {""}
    return tuple(
        person
        for person in partnership_leads(priority, people)
        if _folded(person.organisation) in own
    )


def partnership_leads(priority: str | None, people: Iterable[Person]) -> tuple[Person, ...]:
    """Everybody who is partnership lead of the priority with this code."""
    return tuple(p for p in people if p.active and priority in p.partnership_leads)


def by_person(called: Iterable[Called]) -> Mapping[int, tuple[int, ...]]:
    """Action ids by the person called about them."""
    grouped: dict[int, list[int]] = {}
    for one in called:
        grouped.setdefault(one.person_id, []).append(one.action_id)
    return {person_id: tuple(ids) for person_id, ids in grouped.items()}


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())
