"""Decision 9: re-import adds and corrects wording; a date, lead or status that differs, and what is gone, is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.actions import Action, ActionState, Lead, Measure, Milestone
from bot.domain.dates import Due, Precision
from bot.domain.plan_changes import PlanChanges, compare, existing_plan
from bot.domain.plans import (
    HeadingKind,
    ImportedPlan,
    NamedLead,
    PlanAction,
    PlanHeading,
    PlanMeasure,
    PlanMilestone,
)
from bot.domain.status import Status

MAY = Due(text="May 2027", start=date(2027, 5, 1), end=date(2027, 5, 31), precision=Precision.MONTH)
JUNE = Due(
    text="June 2027", start=date(2027, 6, 1), end=date(2027, 6, 30), precision=Precision.MONTH
)
HEADING = PlanHeading(
    id="priority-1", parent=None, kind=HeadingKind.PRIORITY, code="1", title="Time"
)


def written(key: str, title: str, *, ref: str | None = "", **more: object) -> PlanAction:
    return replace(
        PlanAction(
            key=key,
            ref=key.partition("-")[2] if ref == "" else ref,
            title=title,
            heading=HEADING.id,
            leads=(NamedLead(name="Ada Quill"),),
            due=MAY,
        ),
        **more,  # type: ignore[arg-type]
    )


def document(*actions: PlanAction) -> ImportedPlan:
    return ImportedPlan(
        code="FIP",
        title="Fenshire Improvement Plan",
        starts_on=None,
        ends_on=None,
        headings=(HEADING,),
        actions=actions,
    )


def stored(plan: ImportedPlan) -> tuple[Action, ...]:
    """The record as a first import of this document would leave it."""
    milestones: dict[object, int] = {}
    measures: dict[object, int] = {}
    return tuple(
        Action(
            id=number,
            programme_id=1,
            plan_id=1,
            heading=action.heading,
            key=action.key,
            ref=action.ref,
            title=action.title,
            leads=tuple(Lead(name=lead.name) for lead in action.leads),
            original=action.due,
            approved=action.due,
            milestones=tuple(
                Milestone(
                    id=milestones.setdefault(
                        (m.text, m.due, frozenset((action.key, *m.shared_with))),
                        len(milestones) + 1,
                    ),
                    plan_id=1,
                    text=m.text,
                    due=m.due,
                    shared_with=m.shared_with,
                )
                for m in action.milestones
            ),
            measures=tuple(
                Measure(
                    id=measures.setdefault(
                        (m.text, frozenset((action.key, *m.shared_with))), len(measures) + 1
                    ),
                    plan_id=1,
                    text=m.text,
                    target=m.target,
                    due=m.due,
                    shared_with=m.shared_with,
                )
                for m in action.measures
            ),
        )
        for number, action in enumerate(plan.actions, 1)
    )


def again(before: ImportedPlan | Iterable[Action], after: ImportedPlan) -> PlanChanges:
    actions = stored(before) if isinstance(before, ImportedPlan) else before
    return compare(existing_plan(actions), after)


SHARED = (
    PlanMilestone(text="Draft ready", due=MAY, shared_with=("FIP-1.2",)),
    PlanMilestone(text="Draft agreed", due=None, shared_with=("FIP-1.2",)),
)
FIRST = document(
    written(
        "FIP-1.1",
        "Shorten the wait",
        milestones=SHARED,
        measures=(PlanMeasure(text="90% on time", target="90%", due=MAY),),
    ),
    written(
        "FIP-1.2",
        "Write more plans",
        milestones=tuple(replace(m, shared_with=("FIP-1.1",)) for m in SHARED),
    ),
)


def test_the_same_document_again_changes_nothing() -> None:
    assert again(FIRST, FIRST).none
    twice = replace(FIRST.actions[0], milestones=(PlanMilestone(text="Meet", due=MAY),) * 2)
    # Two equal milestones of one cell are two rows in the record.
    kept = stored(document(twice))
    kept = (
        replace(
            kept[0], milestones=tuple(replace(m, id=n) for n, m in enumerate(kept[0].milestones, 1))
        ),
    )
    assert again(kept, document(twice)).none


def test_new_actions_and_items_are_added_once() -> None:
    fresh = PlanMilestone(text="Agree a budget", due=JUNE, shared_with=("FIP-1.3",))
    third = written(
        "FIP-1.3", "Hire writers", milestones=(replace(fresh, shared_with=("FIP-1.2",)),)
    )
    second = replace(FIRST.actions[1], milestones=(*FIRST.actions[1].milestones, fresh))
    changes = again(FIRST, document(FIRST.actions[0], second, third))
    assert [a.key for a in changes.new_actions] == ["FIP-1.3"]
    assert [(n.what, n.item.text, n.actions) for n in changes.new_items] == [
        ("milestone", "Agree a budget", ("FIP-1.2", "FIP-1.3"))
    ]
    assert not (changes.corrected)
    assert not (changes.reported)
    assert not (changes.gone)


def test_wording_is_corrected_and_shown_as_a_pair() -> None:
    first = replace(
        FIRST.actions[0],
        title="Shorten the wait for a plan",
        milestones=(replace(SHARED[0], text="The draft is ready"), SHARED[1]),
    )
    second = replace(
        FIRST.actions[1],
        milestones=tuple(replace(m, shared_with=("FIP-1.1",)) for m in first.milestones),
    )
    changes = again(FIRST, document(first, second))
    assert [(c.what, c.key, c.before, c.after) for c in changes.corrected] == [
        ("action", "FIP-1.1", "Shorten the wait", "Shorten the wait for a plan"),
        ("milestone", "FIP-1.1", "Draft ready", "The draft is ready"),
    ]
    assert not (changes.new_items)
    assert not (changes.reported)
    assert not (changes.gone)


def test_case_and_punctuation_match_at_once_and_are_corrected() -> None:
    first = replace(
        FIRST.actions[0], measures=(PlanMeasure(text="90% On Time.", target="90%", due=MAY),)
    )
    changes = again(FIRST, document(first, FIRST.actions[1]))
    assert [(c.what, c.after) for c in changes.corrected] == [("measure", "90% On Time.")]
    assert not changes.new_items


def test_a_date_a_lead_and_a_status_are_reported_and_left() -> None:
    first = replace(
        FIRST.actions[0],
        due=JUNE,
        leads=(NamedLead(name="Del Rowe"),),
        status=Status.AMBER,
        measures=(PlanMeasure(text="90% on time", target="95%", due=JUNE),),
    )
    changes = again(FIRST, document(first, FIRST.actions[1]))
    assert [(d.what, d.field, d.before, d.after) for d in changes.reported] == [
        ("action", "date", "May 2027", "June 2027"),
        ("action", "lead", "Ada Quill", "Del Rowe"),
        ("action", "status", "Not reported", "Amber"),
        ("measure", "date", "May 2027", "June 2027"),
        ("measure", "target", "90%", "95%"),
    ]
    assert not (changes.new_actions)
    assert not (changes.corrected)
    assert not (changes.gone)


def test_what_an_update_or_a_granted_request_changed_is_no_difference() -> None:
    first, second = stored(FIRST)
    moved = replace(first, approved=JUNE, state=ActionState(status=Status.GREEN))
    assert again((moved, second), FIRST).none
    printed = document(replace(FIRST.actions[0], due=JUNE, status=Status.GREEN), FIRST.actions[1])
    assert again((moved, second), printed).none


def test_a_leads_name_spelt_with_a_title_is_the_same_lead() -> None:
    first = replace(FIRST.actions[0], leads=(NamedLead(name="Dr Ada  Quill", role="Head"),))
    assert again(FIRST, document(first, FIRST.actions[1])).none


def test_a_revised_date_in_the_document_waits_for_a_decision() -> None:
    first = replace(FIRST.actions[0], revised_due=JUNE)
    changes = again(FIRST, document(first, FIRST.actions[1]))
    assert [(d.field, d.before, d.after) for d in changes.reported] == [
        ("revised date", "May 2027", "June 2027")
    ]


def test_what_is_gone_is_reported_and_a_withdrawn_action_is_not_missed() -> None:
    only = replace(
        FIRST.actions[1],
        milestones=tuple(replace(m, shared_with=()) for m in FIRST.actions[1].milestones[:1]),
    )
    changes = again(FIRST, document(only))
    assert [(g.what, g.key, g.text) for g in changes.gone] == [
        ("action", "FIP-1.1", "Shorten the wait"),
        ("milestone", "FIP-1.1", "Draft agreed"),
        ("measure", "FIP-1.1", "90% on time"),
    ]
    assert [(d.what, d.field) for d in changes.reported] == [("milestone", "actions")]
    first, second = stored(FIRST)
    later = again((replace(first, withdrawn=True), second), document(only))
    assert [(g.what, g.text) for g in later.gone] == [("milestone", "Draft agreed")]


def test_actions_without_references_match_by_their_text() -> None:
    before = document(
        written("FIP-1.1", "Meet every school", ref=None),
        written("FIP-1.2", "Read every complaint", ref=None),
        written("FIP-1.3", "Open on Saturdays", ref=None),
    )
    note = PlanMilestone(text="Agree dates", due=None, shared_with=("FIP-1.3",))
    after = document(
        written("FIP-1.1", "Publish a newsletter", ref=None),
        written("FIP-1.2", "Meet every school.", ref=None, milestones=(note,)),
        written(
            "FIP-1.3",
            "Read every single complaint",
            ref=None,
            milestones=(replace(note, shared_with=("FIP-1.2",)),),
        ),
    )
    changes = again(before, after)
    # The new one gets a number that no action has or had; the others keep the keys they have.
    assert [(a.key, a.title) for a in changes.new_actions] == [("FIP-1.4", "Publish a newsletter")]
    assert [(c.key, c.after) for c in changes.corrected] == [
        ("FIP-1.1", "Meet every school."),
        ("FIP-1.2", "Read every single complaint"),
    ]
    assert [g.text for g in changes.gone] == ["Open on Saturdays"]
    assert [n.actions for n in changes.new_items] == [("FIP-1.1", "FIP-1.2")]
    assert [a.key for a in changes.plan.actions] == ["FIP-1.4", "FIP-1.1", "FIP-1.2"]
    assert changes.plan.actions[1].milestones[0].shared_with == ("FIP-1.2",)


def test_nothing_alike_is_not_forced_into_a_pair() -> None:
    first = replace(
        FIRST.actions[0],
        milestones=(PlanMilestone(text="Open a second base in the north", due=JUNE), *SHARED[1:]),
    )
    second = replace(FIRST.actions[1], milestones=(replace(SHARED[1], shared_with=("FIP-1.1",)),))
    changes = again(FIRST, document(first, second))
    assert [n.item.text for n in changes.new_items] == ["Open a second base in the north"]
    assert [g.text for g in changes.gone] == ["Draft ready"]
    assert not changes.corrected


def test_an_action_that_is_given_a_reference_is_the_one_with_its_words() -> None:
    before = document(
        written("FIP-1.1", "Meet every school", ref=None),
        written("FIP-1.2", "Read every complaint", ref=None),
    )
    after = document(
        written("FIP-1.1", "Read every complaint"), written("FIP-1.2", "Open on Saturdays")
    )
    changes = again(before, after)
    assert [a.key for a in changes.plan.actions] == ["FIP-1.2", "FIP-1.2-new"]
    assert [a.title for a in changes.new_actions] == ["Open on Saturdays"]
    assert [g.text for g in changes.gone] == ["Meet every school"]
    assert not changes.corrected
