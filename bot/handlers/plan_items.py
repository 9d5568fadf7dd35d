"""What a plan's document holds, written into the record: headings, actions, milestones, measures, colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.domain.actions import Action, Lead, Measure, Milestone
from bot.domain.errors import PlanRefused
from bot.domain.people import Person
from bot.domain.plan_changes import NewItem
from bot.domain.plan_matching import normal_text
from bot.domain.plans import (
    ImportedPlan,
    NamedLead,
    PlanAction,
    PlanHeading,
    PlanMeasure,
    PlanMilestone,
)
from bot.domain.programme import Heading, Plan
from bot.domain.status import Scale, Status
from bot.domain.updates import Update, UpdateKind, fold
from bot.handlers.desk import Desk

#: What makes a measure of a document one measure, however many actions share it.
Identity = tuple[object, ...]
#: What a published colour came through, in place of a connection's name.
FROM_PLAN = "plan"
#: The code of the document reader's query about a status word.
UNKNOWN_STATUS = "unknown-status"
_STATUS_HEADING = re.compile(
    r"\b(b?rag|brag\w*|rygb|status|rating|progress|colour)\b|on track", re.IGNORECASE
)


def stored_heading(plan: Plan, heading: PlanHeading, order: int, *, row_id: int = 0) -> Heading:
    return Heading(
        id=row_id,
        plan_id=plan.id,
        local_id=heading.id,
        parent=heading.parent,
        kind=heading.kind,
        code=heading.code,
        title=heading.title,
        leads=heading.leads,
        order=order,
    )


def add_action(desk: Desk, plan: Plan, written: PlanAction, order: int) -> Action:
    """A new action: its date is original and approved at once (R4), and historic where it has passed (R7).

    :raises PlanRefused: where another plan of the programme has the key.
    """
    taken = desk.uow.actions.by_key(desk.programme_id, written.key)
    if taken is not None:
        raise PlanRefused(
            f"{written.key} is the key of an action in another plan of this programme;"
            f" import {plan.title} with a code of its own (--code)."
        )
    due = written.due
    action = desk.uow.actions.save(
        Action(
            programme_id=desk.programme_id,
            plan_id=plan.id,
            heading=written.heading,
            key=written.key,
            ref=written.ref,
            title=written.title,
            order=order,
            leads=tuple(stored_lead(lead) for lead in written.leads),
            lead_organisations=written.lead_organisations,
            original=due,
            approved=due,
            historic=due is not None and due.end is not None and due.end < desk.today,
        )
    )
    desk.record(
        "action_imported",
        action.key,
        after={"due": due.text if due else None, "leads": [lead.name for lead in action.leads]},
    )
    return action


def stored_lead(lead: NamedLead) -> Lead:
    return Lead(
        name=lead.name,
        role=lead.role,
        organisation=lead.organisation,
        kind=lead.kind,
        inherited=lead.inherited,
    )


def with_shared_measures(imported: ImportedPlan) -> ImportedPlan:
    """The plan with measures that are the same in words, target and date made one.

    A spreadsheet or CSV repeats what a Word table shows once in a merged cell; its readings are one series.
    """
    users: dict[Identity, list[str]] = {}
    for action in imported.actions:
        for measure in action.measures:
            keys = users.setdefault(_measured(measure), [])
            keys += [k for k in (action.key, *measure.shared_with) if k not in keys]
    actions = tuple(
        replace(
            action,
            measures=tuple(
                replace(m, shared_with=tuple(k for k in users[_measured(m)] if k != action.key))
                for m in action.measures
            ),
        )
        for action in imported.actions
    )
    return replace(imported, actions=actions)


def _measured(measure: PlanMeasure) -> Identity:
    return (normal_text(measure.text), measure.target, measure.due)


def add_item(desk: Desk, plan: Plan, new: NewItem, ids: Mapping[str, int]) -> None:
    """A new milestone or measure, stored once with every action that shares it.

    :param ids: ids of the plan's actions, by key.
    """
    serves = [ids[key] for key in new.actions if key in ids]
    match new.item:
        case PlanMilestone(text=text, due=due):
            desk.uow.actions.save_milestone(Milestone(plan_id=plan.id, text=text, due=due), serves)
        case PlanMeasure(text=text, target=target, due=due):
            desk.uow.actions.save_measure(
                Measure(plan_id=plan.id, text=text, target=target, due=due), serves
            )


# --- published colours (docs/decisions/0014-imported-status.md) ---------------------------------------


def in_own_words(imported: ImportedPlan, scale: Scale) -> ImportedPlan:
    """The plan with the status words that only its own scale maps read as well (R1); what they settle is
    no longer queried."""
    actions = tuple(replace(action, status=_status(action, scale)) for action in imported.actions)
    read = {
        new.key
        for old, new in zip(imported.actions, actions, strict=True)
        if new.status is not old.status
    }
    findings = tuple(
        f for f in imported.findings if not (f.code == UNKNOWN_STATUS and f.where in read)
    )
    return replace(imported, actions=actions, findings=findings)


def _status(written: PlanAction, scale: Scale) -> Status:
    if written.status is not Status.NOT_REPORTED:
        return written.status
    for heading, words in written.raw:
        if _STATUS_HEADING.search(heading):
            found = scale.read(words)
            if found is not None:
                return found
    return Status.NOT_REPORTED


def publish_status(desk: Desk, plan: Plan, action: Action, status: Status) -> Action:
    """Record the document's colour as the action's first update: the plan's own word, nobody's report.

    A published blue is closed, for that is what blue says: completion was approved before the import (R2).
    """
    actions = desk.uow.actions
    actions.add_update(
        Update(
            action_id=action.id,
            kind=UpdateKind.PUBLISHED,
            person_id=_publisher(desk, plan).id,
            at=desk.now,
            through=FROM_PLAN,
            batch=f"{FROM_PLAN}:{plan.id}:{action.key}",
            status=status,
        )
    )
    closed = desk.today if status is Status.BLUE else action.closed_on
    desk.record(
        "status_published",
        action.key,
        before={"status": action.state.status.value},
        after={"status": status.value},
    )
    return actions.save(replace(action, closed_on=closed, state=fold(actions.updates(action.id))))


def _publisher(desk: Desk, plan: Plan) -> Person:
    """The plan itself as an author: never active, so it is neither asked nor told anything."""
    name = f"Published plan {plan.code}"
    people = desk.uow.people
    for person in people.of(desk.programme_id):
        if person.name == name and not person.active:
            return person
    return people.save(Person(programme_id=desk.programme_id, name=name, active=False))
