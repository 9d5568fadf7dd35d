"""Who may do what (R14). Membership of a channel is no permission; identity comes from the platform."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.actions import Action
from bot.domain.people import Absence, Delegation, Person
from bot.domain.programme import OFFICE
from bot.domain.requests import Request


class Standing(StrEnum):
    """As what somebody speaks about an action."""

    LEAD = "lead"
    DELEGATE = "delegate"
    COVER = "cover"
    OFFICE = "office"
    PARTNERSHIP_LEAD = "partnership_lead"


@dataclass(frozen=True, kw_only=True)
class SpeaksAs:
    """Somebody's standing towards one action, and the lead they speak for where it is not themselves."""

    standing: Standing
    for_person_id: int | None = None
    organisation: str | None = None
    """Whose organisation's view their report is."""

    @property
    def is_own_view_only(self) -> bool:
        """A partnership lead's view stands beside the lead's, never over it (R10)."""
        return self.standing is Standing.PARTNERSHIP_LEAD


@dataclass(frozen=True, kw_only=True)
class Proxies:
    """Whom one person may answer for today: standing delegations, and cover for people who are away."""

    delegate_for: frozenset[int] = frozenset()
    covers_for: frozenset[int] = frozenset()

    @property
    def leads(self) -> frozenset[int]:
        return self.delegate_for | self.covers_for


def proxies_of(
    person: Person,
    *,
    delegations: Iterable[Delegation],
    absences: Iterable[Absence],
    today: date,
) -> Proxies:
    """The leads this person may answer for on ``today``."""
    return Proxies(
        delegate_for=frozenset(d.lead_id for d in delegations if d.delegate_id == person.id),
        covers_for=frozenset(
            a.person_id for a in absences if a.cover_id == person.id and a.holds(today)
        ),
    )


def organisation_of(action: Action, person_id: int) -> str | None:
    """The organisation that the plan names beside this lead."""
    return next((lead.organisation for lead in action.leads if lead.person_id == person_id), None)


def speaks_as(
    person: Person, action: Action, proxies: Proxies, *, priority: str | None
) -> SpeaksAs | None:
    """This person's strongest standing towards the action; ``None``: they may only read.

    ``priority``: code of the heading whose partnership leads answer for the action.
    """
    leads = action.people
    if person.id in leads:
        return SpeaksAs(
            standing=Standing.LEAD,
            organisation=organisation_of(action, person.id) or person.organisation,
        )
    for standing, answered in (
        (Standing.DELEGATE, proxies.delegate_for),
        (Standing.COVER, proxies.covers_for),
    ):
        lead = next((one for one in leads if one in answered), None)
        if lead is not None:
            return SpeaksAs(
                standing=standing,
                for_person_id=lead,
                organisation=organisation_of(action, lead) or person.organisation,
            )
    if person.is_office:
        lead = leads[0] if leads else None
        return SpeaksAs(
            standing=Standing.OFFICE,
            for_person_id=lead,
            organisation=organisation_of(action, lead) if lead else None,
        )
    if priority is not None and priority in person.partnership_leads:
        return SpeaksAs(standing=Standing.PARTNERSHIP_LEAD, organisation=person.organisation)
    return None


def may_decide(person: Person, request: Request) -> bool:
    """One chair of the awaited body is enough; the office decides only what is routed to it (R13)."""
    body = request.awaiting
    if body is None:
        return False
    return person.is_office if body == OFFICE else body in person.chairs


def sees_names(person: Person) -> bool:
    """Whether silence may be told to this person by name: chairs and the office (R8)."""
    return person.is_office or bool(person.chairs)
