"""Actions: the row, the leads, and the state that its updates fold to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam, delete, select

from bot.domain.actions import Action, ActionState, ClaimState, Lead
from bot.domain.plans import LeadKind
from store.codec import from_json, to_json
from store.repositories.base import due_of, due_values, remembered
from store.repositories.items import Items, Parts, WhichParts
from store.repositories.updates import Updates
from store.tables.plan import (
    action_leads,
    action_measures,
    action_milestones,
    actions,
    measures,
    milestones,
    readings,
)

#: All that an action is read from.
_READ = (
    actions,
    action_leads,
    milestones,
    action_milestones,
    measures,
    action_measures,
    readings,
)
_NAMES = frozenset(table.name for table in _READ)


class Actions(Items, Updates):
    """See ``bot.ports.Actions``. However many actions are read, it takes five queries."""

    @remembered(*_READ)
    def get(self, action_id: int) -> Action:
        """:raises LookupError: there is none with that id."""
        found = self._read(_ONE, action_id)
        if not found:
            raise LookupError(f"actions has no row {action_id}")
        return found[0]

    def many(self, action_ids: Iterable[int]) -> Sequence[Action]:
        return self._read(_SOME, list(set(action_ids)))

    def by_key(self, programme_id: int, key: str) -> Action | None:
        found = self._read(_BY_KEY, programme_id, key=key)
        return found[0] if found else None

    def of_plan(self, plan_id: int) -> Sequence[Action]:
        return self._read(_OF_PLAN, plan_id)

    @remembered(*_READ)
    def of_programme(self, programme_id: int) -> Sequence[Action]:
        found = self._read(_OF_PROGRAMME, programme_id)
        for action in found:
            # Each may be asked for by its id next: nothing was written in between.
            self._session.remember(_key(action.id), _NAMES, action)
        return found

    def of_people(self, person_ids: Iterable[int]) -> Sequence[Action]:
        return self._read(_OF_PEOPLE, list(set(person_ids)))

    def save(self, action: Action) -> Action:
        before: Action | None = self._session.recalled(_key(action.id))
        values = _action_values(action)
        row_id = self._session.save(actions, action.id, values)
        if before is not None and before.leads == action.leads:
            # Nothing but the row itself was written: what else it is read from is known.
            parts = Parts(
                milestones={row_id: before.milestones}, measures={row_id: before.measures}
            )
            row = {**values, "id": row_id}
            self._session.remember(_key(row_id), _NAMES, _action(row, action.leads, parts))
            return action
        wanted = [_lead_values(action, row_id, place) for place in range(len(action.leads))]
        standing = self._session.rows(_LEADS_OF_ONE, {"action": row_id})
        if [dict(row) for row in standing] != wanted:
            self._session.execute(delete(action_leads).where(action_leads.c.action_id == row_id))
            self._session.add_all(action_leads, wanted)
        return replace(action, id=row_id)

    def _read(self, which: _Which, wanted: object, **given: object) -> Sequence[Action]:
        parameters = {"wanted": wanted, **given}
        rows = self._session.rows(which.actions, parameters)
        if not rows:
            return ()
        leads: dict[int, list[Lead]] = defaultdict(list)
        for row in self._session.rows(which.leads, parameters):
            leads[row["action_id"]].append(_lead(row))
        parts = self._parts(which.parts, parameters)
        return [_action(row, leads[row["id"]], parts) for row in rows]


def _key(action_id: int) -> Hashable:
    """What ``Actions.get`` is remembered under."""
    return ("Actions.get", action_id)


class _Which:
    """The queries that read the actions that the conditions select."""

    def __init__(self, *conditions: ColumnElement[bool]) -> None:
        ids = select(actions.c.id).where(*conditions)
        self.actions = (
            select(actions)
            .where(*conditions)
            .order_by(actions.c.plan_id, actions.c.place, actions.c.id)
        )
        self.leads = (
            select(action_leads)
            .where(action_leads.c.action_id.in_(ids))
            .order_by(action_leads.c.action_id, action_leads.c.place)
        )
        self.parts = WhichParts(ids)


_WANTED: ColumnElement[Any] = bindparam("wanted")
_EACH_WANTED: ColumnElement[Any] = bindparam("wanted", expanding=True)
_ONE = _Which(actions.c.id == _WANTED)
_SOME = _Which(actions.c.id.in_(_EACH_WANTED))
_BY_KEY = _Which(actions.c.programme_id == _WANTED, actions.c.key == bindparam("key"))
_OF_PLAN = _Which(actions.c.plan_id == _WANTED)
_OF_PROGRAMME = _Which(actions.c.programme_id == _WANTED)
_OF_PEOPLE = _Which(
    actions.c.id.in_(
        select(action_leads.c.action_id).where(action_leads.c.person_id.in_(_EACH_WANTED))
    ),
    ~actions.c.withdrawn,
)


_LEAD_COLUMNS = (
    "programme_id",
    "action_id",
    "place",
    "name",
    "role",
    "organisation",
    "kind",
    "inherited",
    "person_id",
)


_LEADS_OF_ONE = (
    select(*(action_leads.c[name] for name in _LEAD_COLUMNS))
    .where(action_leads.c.action_id == bindparam("action"))
    .order_by(action_leads.c.place)
)


def _lead_values(action: Action, action_id: int, place: int) -> Mapping[str, Any]:
    lead = action.leads[place]
    return {
        "programme_id": action.programme_id,
        "action_id": action_id,
        "place": place,
        "name": lead.name,
        "role": lead.role,
        "organisation": lead.organisation,
        "kind": lead.kind.value,
        "inherited": lead.inherited,
        "person_id": lead.person_id,
    }


def _lead(row: RowMapping) -> Lead:
    return Lead(
        name=row["name"],
        role=row["role"],
        organisation=row["organisation"],
        kind=LeadKind(row["kind"]),
        inherited=row["inherited"],
        person_id=row["person_id"],
    )


def _action_values(action: Action) -> Mapping[str, Any]:
    claim = action.claim
    return {
        "programme_id": action.programme_id,
        "plan_id": action.plan_id,
        "heading": action.heading,
        "key": action.key,
        "ref": action.ref,
        "title": action.title,
        "place": action.order,
        "lead_organisations": list(action.lead_organisations),
        **due_values("original", action.original),
        **due_values("approved", action.approved),
        "approved_changes": action.approved_changes,
        "historic": action.historic,
        "withdrawn": action.withdrawn,
        "closed_on": action.closed_on,
        "claim_request_id": claim.request_id if claim else None,
        "claim_awaiting": claim.awaiting if claim else None,
        "claim_since": claim.since if claim else None,
        "redate_request_id": action.redate_request_id,
        "state": to_json(ActionState, action.state),
    }


def _action(row: RowMapping | Mapping[str, Any], leads: Sequence[Lead], parts: Parts) -> Action:
    claim = row["claim_request_id"]
    return Action(
        id=row["id"],
        programme_id=row["programme_id"],
        plan_id=row["plan_id"],
        heading=row["heading"],
        key=row["key"],
        ref=row["ref"],
        title=row["title"],
        order=row["place"],
        leads=tuple(leads),
        lead_organisations=tuple(row["lead_organisations"]),
        original=due_of(row, "original"),
        approved=due_of(row, "approved"),
        approved_changes=row["approved_changes"],
        historic=row["historic"],
        withdrawn=row["withdrawn"],
        closed_on=row["closed_on"],
        claim=None
        if claim is None
        else ClaimState(request_id=claim, awaiting=row["claim_awaiting"], since=row["claim_since"]),
        redate_request_id=row["redate_request_id"],
        milestones=tuple(parts.milestones.get(row["id"], ())),
        measures=tuple(parts.measures.get(row["id"], ())),
        state=from_json(ActionState, row["state"]),
    )
