"""Which people the names in a plan stand for: links between an action's leads and the programme's people.

A link is made only for a certain match (``bot.domain.names``): who may answer for an action hangs on it.
What is merely probable is reported, and the office settles it with "known as" in the people file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.actions import Action, Lead
from bot.domain.names import find, name_key
from bot.domain.people import Person
from bot.domain.plans import LeadKind
from bot.domain.programme import Programme
from bot.domain.programme_spec import Change
from bot.handlers.desk import Desk
from bot.phrasing.programme import linked, several_of_that_name, who_is
from bot.ports import UnitOfWork

NameKey = tuple[str, ...]


@dataclass
class _Named:
    """One written name: the actions that bear it, and who it may be."""

    name: str
    keys: list[str] = field(default_factory=list)
    linked_to: str | None = None


def link_leads(
    uow: UnitOfWork,
    programme: Programme,
    now: datetime,
    *,
    known_as: Mapping[NameKey, int] | None = None,
    actor_id: int | None = None,
) -> list[Change]:
    """Link every lead that is certainly one of the programme's people, and report who may be one.

    :param known_as: other written names, as keys, with the person they stand for: the office's own word.
        A name linked once is linked the same way wherever the plans write it again.
    """
    desk = Desk(uow=uow, programme_id=programme.id, now=now, actor_id=actor_id)
    people = {p.id: p for p in uow.people.of(programme.id) if p.active}
    actions = [a for a in uow.actions.of_programme(programme.id) if not a.withdrawn]
    certain = _certain(actions, people, known_as or {})
    new: dict[NameKey, _Named] = {}
    unsure: dict[NameKey, _Named] = {}
    woken: set[int] = set()
    for action in actions:
        leads = []
        for lead in action.leads:
            person = _person(lead, people, certain)
            if person is None:
                _note(unsure, lead, action)
            elif lead.person_id is None:
                _note(new, lead, action).linked_to = person.name
            leads.append(_as(lead, person))
        if tuple(leads) != action.leads:
            uow.actions.save(replace(action, leads=tuple(leads)))
            desk.record(
                "leads_linked",
                action.key,
                before={"people": list(action.people)},
                after={"people": [lead.person_id for lead in leads if lead.person_id]},
            )
            woken |= {lead.person_id for lead in leads if lead.person_id}
    if woken:
        desk.look_again(woken)
    changes = [linked(one.name, one.linked_to or one.name, one.keys) for one in new.values()]
    return changes + _doubts(unsure.values(), people.values())


def _certain(
    actions: Iterable[Action], people: Mapping[int, Person], known_as: Mapping[NameKey, int]
) -> dict[NameKey, int]:
    """Whom each written name certainly stands for: as the office says, as it is linked elsewhere (where
    that is one person only), as people are called."""
    linked_to: dict[NameKey, set[int]] = {}
    written: set[NameKey] = set()
    for action in actions:
        for lead in action.leads:
            key = name_key(lead.name)
            written.add(key)
            if lead.person_id is not None and lead.person_id in people:
                linked_to.setdefault(key, set()).add(lead.person_id)
    called: dict[NameKey, set[int]] = {}
    for person in people.values():
        called.setdefault(name_key(person.name), set()).add(person.id)
    found: dict[NameKey, int] = {}
    for key in filter(None, written):
        for ids in (linked_to.get(key, set()), called.get(key, set())):
            if len(ids) == 1:
                found.setdefault(key, next(iter(ids)))
    return {**found, **known_as}


def _person(
    lead: Lead, people: Mapping[int, Person], certain: Mapping[NameKey, int]
) -> Person | None:
    if lead.person_id is not None:
        return people.get(lead.person_id)
    if lead.kind is LeadKind.UNKNOWN:
        return None
    known = certain.get(name_key(lead.name))
    return people.get(known) if known is not None else None


def _as(lead: Lead, person: Person | None) -> Lead:
    """The lead with its link. The organisation is the people file's where it says one: joint leads and
    escalation compare organisations, and a plan spells them in many ways."""
    if person is None:
        return lead
    return replace(lead, person_id=person.id, organisation=person.organisation or lead.organisation)


def _note(into: dict[NameKey, _Named], lead: Lead, action: Action) -> _Named:
    named = into.setdefault(name_key(lead.name), _Named(name=lead.name))
    if action.key not in named.keys:
        named.keys.append(action.key)
    return named


def _doubts(unsure: Iterable[_Named], people: Iterable[Person]) -> list[Change]:
    known = list(people)
    found = []
    for named in unsure:
        match = find(named.name, known)
        if match.shared:
            found.append(several_of_that_name(named.name, named.keys))
        elif match.probable:
            found.append(who_is(named.name, named.keys, [p.name for p in match.probable]))
    return found
