"""Plans brought into the record from what a document holds: imported once, compared ever after (decision 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actions import Action, Measure, Milestone
from bot.domain.plan_changes import Correction, PlanChanges, compare, existing_plan
from bot.domain.plans import Finding, ImportedPlan
from bot.domain.programme import Heading, Plan, Programme
from bot.domain.programme_spec import Change, PlanSpec
from bot.domain.status import Status
from bot.handlers.declared import declared_plan
from bot.handlers.desk import Desk
from bot.handlers.headlines import declared_headlines, mark_headlines
from bot.handlers.leads import link_leads
from bot.handlers.meetings import extend_rhythms
from bot.handlers.plan_items import (
    add_action,
    add_item,
    in_own_words,
    publish_status,
    stored_heading,
    with_shared_measures,
)
from bot.phrasing import programme as say
from bot.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """What an import did. ``changes`` tells of the record, ``findings`` of the document."""

    plan: Plan
    first: bool
    """The plan had not been imported before."""
    changes: tuple[Change, ...]
    compared: PlanChanges
    """New, reworded, different and gone, as data."""
    findings: tuple[Finding, ...]


def adopt(
    uow: UnitOfWork,
    programme: Programme,
    imported: ImportedPlan,
    now: datetime,
    *,
    plan_spec: PlanSpec | None = None,
    actor_id: int | None = None,
) -> Adopted:
    """Take a document's plan into the record.

    The first time everything goes in: original date = approved date = what the document says, and a colour
    only where it gives one. Later imports add what is new and correct wording; a different date, lead or
    colour, and what is gone, are reported and left. Leads are linked to the people they certainly are.

    :param plan_spec: what the programme file says of the plan, where it is imported through that.
    :raises PlanRefused: where a key belongs to another plan of the programme.
    """
    desk = Desk(uow=uow, programme_id=programme.id, now=now, actor_id=actor_id)
    known = uow.plans.by_code(programme.id, imported.code)
    plan = known or Plan(programme_id=programme.id, code=imported.code, title=imported.title)
    if plan_spec is not None:
        plan = declared_plan(plan, plan_spec)
    first = plan.imported_on is None
    if first:
        plan = replace(
            plan,
            # Declared without a title, a plan goes by its code until its document gives one.
            title=imported.title if plan.title == plan.code else plan.title,
            starts_on=imported.starts_on,
            ends_on=imported.ends_on,
            imported_on=desk.today,
        )
    if plan != known:
        plan = uow.plans.save(plan)
    imported = in_own_words(with_shared_measures(imported), plan.scale)
    compared = compare(existing_plan(uow.actions.of_plan(plan.id)), imported)
    headings = _headings(desk, plan, compared.plan)
    coloured = _add(desk, plan, compared)
    _correct(desk, plan, compared)
    changes = [_first_told(plan, compared, coloured)] if first else [*headings, *_told(compared)]
    desk.record(
        "plan_imported",
        f"plan:{plan.id}",
        after={
            "new_actions": len(compared.new_actions),
            "new_items": len(compared.new_items),
            "reworded": len(compared.corrected),
            "left": len(compared.reported) + len(compared.gone),
        },
    )
    headlines = plan_spec.headlines if plan_spec else declared_headlines(desk, plan)
    if headlines is not None:
        changes += mark_headlines(desk, plan, headlines)
    # A body without meetings is reviewed from the day its plan came in (R9).
    extend_rhythms(uow, programme, now)
    changes += link_leads(uow, programme, now, actor_id=actor_id)
    uow.plans.save_findings(plan.id, now, imported.findings)
    if first or changes:
        desk.look_again_at_all()
    return Adopted(
        plan=plan,
        first=first,
        changes=tuple(changes),
        compared=compared,
        findings=imported.findings,
    )


def _headings(desk: Desk, plan: Plan, imported: ImportedPlan) -> list[Change]:
    """New headings added, wording corrected; one that is gone keeps the actions that lie under it."""
    known: dict[str, Heading] = {h.local_id: h for h in desk.uow.plans.headings(plan.id)}
    changes = []
    for order, written in enumerate(imported.headings):
        before = known.get(written.id)
        after = stored_heading(plan, written, order, row_id=before.id if before else 0)
        if after == before:
            continue
        desk.uow.plans.save_heading(after)
        if before is None:
            desk.record("heading_added", f"heading:{after.local_id}", after={"title": after.title})
            changes.append(say.added(after.local_id, f"{written.kind.value} “{written.title}”"))
        elif before.title != after.title:
            desk.record(
                "heading_reworded",
                f"heading:{after.local_id}",
                before={"title": before.title},
                after={"title": after.title},
            )
            name = written.code or written.id
            changes.append(say.reworded(name, written.kind.value, before.title, after.title))
    return changes


def _add(desk: Desk, plan: Plan, compared: PlanChanges) -> int:
    """Add what is new; how many new actions had a published colour."""
    order = {action.key: n for n, action in enumerate(compared.plan.actions)}
    coloured = 0
    for written in compared.new_actions:
        action = add_action(desk, plan, written, order[written.key])
        if written.status is not Status.NOT_REPORTED:
            publish_status(desk, plan, action, written.status)
            coloured += 1
    if compared.new_items:
        ids = {action.key: action.id for action in desk.uow.actions.of_plan(plan.id)}
        for item in compared.new_items:
            add_item(desk, plan, item, ids)
    return coloured


def _correct(desk: Desk, plan: Plan, compared: PlanChanges) -> None:
    if not compared.corrected:
        return
    actions = {action.id: action for action in desk.uow.actions.of_plan(plan.id)}
    for correction in compared.corrected:
        match correction.what:
            case "action":
                action = actions[correction.id]
                desk.uow.actions.save(replace(action, title=correction.after))
            case "milestone":
                milestone, serves = _milestone(actions, correction)
                desk.uow.actions.save_milestone(replace(milestone, text=correction.after), serves)
            case "measure":
                measure, serves = _measure(actions, correction)
                desk.uow.actions.save_measure(replace(measure, text=correction.after), serves)
        desk.record(
            f"{correction.what}_reworded",
            correction.key,
            before={"text": correction.before},
            after={"text": correction.after},
        )


def _milestone(
    actions: Mapping[int, Action], correction: Correction
) -> tuple[Milestone, list[int]]:
    found = [(m, a.id) for a in actions.values() for m in a.milestones if m.id == correction.id]
    return found[0][0], [action_id for _, action_id in found]


def _measure(actions: Mapping[int, Action], correction: Correction) -> tuple[Measure, list[int]]:
    found = [(m, a.id) for a in actions.values() for m in a.measures if m.id == correction.id]
    return found[0][0], [action_id for _, action_id in found]


def _first_told(plan: Plan, compared: PlanChanges, coloured: int) -> Change:
    items = [item.what for item in compared.new_items]
    return say.plan_imported(
        plan.code,
        plan.title,
        len(compared.new_actions),
        items.count("milestone"),
        items.count("measure"),
        coloured,
    )


def _told(compared: PlanChanges) -> list[Change]:
    """Each difference in a line: what was added and corrected, and what was left."""
    return [
        *(say.action_added(a.key, a.title, a.due) for a in compared.new_actions),
        *(say.item_added(i.actions, i.what, i.item.text) for i in compared.new_items),
        *(say.reworded(c.key, c.what, c.before, c.after) for c in compared.corrected),
        *(say.differs(d.key, d.what, d.field, d.before, d.after) for d in compared.reported),
        *(say.gone(g.key, g.what, g.text) for g in compared.gone),
    ]
