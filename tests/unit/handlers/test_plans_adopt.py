"""A plan's document in the record: the first time, and again (DESIGN.md, decision 9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.actions import Action, markers
from bot.domain.errors import PlanRefused
from bot.domain.plans import (
    Finding,
    HeadingKind,
    PlanAction,
    PlanHeading,
    PlanMeasure,
    PlanMilestone,
    Severity,
)
from bot.domain.programme_spec import PlanSpec
from bot.domain.status import Marker, Status
from bot.domain.updates import Update, UpdateKind, fold
from bot.handlers.people import import_people
from bot.handlers.plans import adopt
from bot.ports import UnitOfWork
from store.unit_of_work import SqlUnits
from tests.fakes.databases import memory_units
from tests.unit.handlers.tarnshire import (
    ADA,
    NOW,
    ONE,
    PLAN,
    ROWE,
    SPEC,
    THREE,
    TWO,
    adopted,
    applied,
    due,
    lead,
    row,
    the_programme,
    with_action,
)

LATER = NOW + timedelta(days=90)


def loaded() -> SqlUnits:
    units = memory_units()
    applied(units)
    adopted(units)
    return units


def action(uow: UnitOfWork, key: str) -> Action:
    found = uow.actions.by_key(the_programme(uow).id, key)
    assert found is not None
    return found


# --- the first time ---------------------------------------------------------------------------------


def test_the_first_import_puts_everything_in() -> None:
    units = memory_units()
    applied(units)
    result = adopted(units)
    assert result.first
    assert result.plan.title == "Tarnshire Improvement Plan"
    assert (result.plan.imported_on, result.plan.ends_on) == (date(2023, 9, 25), date(2024, 12, 31))
    assert result.changes[0].sentence == (
        "Plan TIP, Tarnshire Improvement Plan: three actions, two milestones and one measure;"
        " two actions with a published status."
    )
    with units.read() as uow:
        one = action(uow, "TIP-1.1")
        assert one.original == one.approved == due("October 2023")
        assert (one.approved_changes, one.historic, one.heading) == (0, False, "p1")
        assert [(x.name, x.organisation, x.person_id) for x in one.leads] == [
            ("Ada Quill", "Council", None),
            ("Dr D. Rowe", "NHS", None),
        ]
        assert [a.key for a in uow.actions.of_plan(one.plan_id)] == [
            "TIP-1.1",
            "TIP-1.2",
            "TIP-1.3",
        ]
        assert [(h.local_id, h.code) for h in uow.plans.headings(one.plan_id)] == [("p1", "P1")]


def test_a_date_before_the_import_is_historic() -> None:
    units = loaded()
    with units.read() as uow:
        assert [action(uow, f"TIP-1.{n}").historic for n in (1, 2, 3)] == [False, True, False]


def test_the_day_of_import_itself_is_not_historic() -> None:
    units = memory_units()
    applied(units)
    adopted(units, with_action(PLAN, "TIP-1.1", due=due("25 September 2023")))
    with units.read() as uow:
        assert not action(uow, "TIP-1.1").historic


def test_shared_items_are_stored_once() -> None:
    """A merged cell in the document; and a measure that a spreadsheet repeats word for word."""
    units = loaded()
    with units.read() as uow:
        one, two = action(uow, "TIP-1.1"), action(uow, "TIP-1.2")
        assert [m.text for m in one.milestones] == ["Advert out", "All in post"]
        assert one.milestones[1].id == two.milestones[0].id
        assert one.milestones[1].shared_with == ("TIP-1.2",)
        assert one.measures[0].id == two.measures[0].id


def test_findings_are_kept() -> None:
    units = memory_units()
    applied(units)
    finding = Finding(
        severity=Severity.WARNING, code="no-lead", where="TIP-1.1", message="No lead."
    )
    result = adopted(units, replace(PLAN, findings=(finding,)))
    with units.read() as uow:
        assert tuple(uow.plans.findings(result.plan.id)) == (finding,)


def test_a_key_of_another_plan_is_refused() -> None:
    units = loaded()
    with (
        units.write() as uow,
        pytest.raises(PlanRefused, match=r"TIP-1\.1 is the key of an action in another"),
    ):
        adopt(uow, the_programme(uow), replace(PLAN, code="XYZ"), NOW)
    with units.read() as uow:
        assert uow.plans.by_code(the_programme(uow).id, "XYZ") is None


def test_a_plan_that_no_file_declares_is_added_with_the_defaults() -> None:
    units = memory_units()
    applied(units, replace(SPEC, plans=()))
    result = adopted(units)
    assert result.plan.reporting_body == "BOARD"
    assert result.plan.title == "Tarnshire Improvement Plan"


def test_a_declared_title_is_kept_whoever_imports() -> None:
    units = memory_units()
    applied(units, replace(SPEC, plans=(PlanSpec(code="TIP", title="Our plan"),)))
    assert adopted(units).plan.title == "Our plan"


def test_headline_measures_are_marked_by_how_they_begin() -> None:
    units = memory_units()
    applied(units)
    spec = PlanSpec(code="TIP", headlines=("plans on  TIME", "Waits"))
    with units.write() as uow:
        result = adopt(uow, the_programme(uow), PLAN, NOW, plan_spec=spec)
        assert action(uow, "TIP-1.1").measures[0].headline
        told = [c.sentence for c in result.changes]
        assert "Now heads the digest: Plans on time" in told
        assert 'Plan TIP: no measure begins with "Waits".' in told
        uow.commit()
    with units.write() as uow:
        adopt(uow, the_programme(uow), PLAN, NOW, plan_spec=PlanSpec(code="TIP"))
        assert not action(uow, "TIP-1.1").measures[0].headline
        assert len(uow.actions.of_plan(result.plan.id)[1].measures) == 1


# --- colours in the document ------------------------------------------------------------------------


def test_a_blank_status_is_not_reported_and_has_no_update() -> None:
    units = loaded()
    with units.read() as uow:
        one = action(uow, "TIP-1.1")
        assert one.state.status is Status.NOT_REPORTED
        assert not uow.actions.updates(one.id)


def test_a_published_colour_is_the_plans_word_and_nobodys_report() -> None:
    units = loaded()
    with units.read() as uow:
        two = action(uow, "TIP-1.2")
        (update,) = uow.actions.updates(two.id)
        assert (update.kind, update.status) == (UpdateKind.PUBLISHED, Status.AMBER)
        assert two.state == fold([update])
        assert (two.state.status, two.state.reported_at) == (Status.AMBER, None)
        author = uow.people.get(update.person_id)
        assert (author.name, author.active) == ("Published plan TIP", False)
        flags = markers(two, now=NOW, today=date(2023, 9, 25), cycle_from=None)
        assert {Marker.STALE, Marker.NARRATIVE_AWAITED, Marker.OVERDUE} <= flags


def test_the_plans_own_words_are_read_by_its_scale_and_no_longer_queried() -> None:
    units = memory_units()
    applied(units)
    asked = Finding(severity=Severity.WARNING, code="unknown-status", where="TIP-1.3", message="?")
    other = replace(asked, where="TIP-1.1")
    plan = with_action(PLAN, "TIP-1.1", raw=(("RAG", "Purple"),))
    result = adopted(units, replace(plan, findings=(asked, other)))
    assert result.findings == (other,)
    with units.read() as uow:
        assert action(uow, "TIP-1.3").state.status is Status.GREEN
        assert action(uow, "TIP-1.1").state.status is Status.NOT_REPORTED


def test_words_of_the_scale_in_other_columns_are_no_status() -> None:
    units = memory_units()
    applied(units)
    adopted(units, with_action(PLAN, "TIP-1.3", raw=(("Comments", "On track"),)))
    with units.read() as uow:
        assert action(uow, "TIP-1.3").state.status is Status.NOT_REPORTED


def test_a_published_blue_is_closed() -> None:
    units = memory_units()
    applied(units)
    adopted(units, with_action(PLAN, "TIP-1.2", status=Status.BLUE))
    with units.read() as uow:
        two = action(uow, "TIP-1.2")
        assert two.closed_on == date(2023, 9, 25)
        assert two.standing_status(NOW) is Status.BLUE


# --- leads --------------------------------------------------------------------------------------------


def test_leads_are_linked_to_the_people_they_certainly_are() -> None:
    units = memory_units()
    applied(units, replace(SPEC, people=(ADA, ROWE)))
    result = adopted(units)
    told = [c.sentence for c in result.changes]
    assert "Ada Quill is now known: leads TIP-1.1 and TIP-1.2." in told
    assert (
        'Dr D. Rowe (lead of TIP-1.1) may be Dee Rowe; nobody was linked. If so, write "Dr D. Rowe"'
        " under known as in the people file."
    ) in told
    with units.read() as uow:
        one = action(uow, "TIP-1.1")
        (ada,) = [p for p in uow.people.of(one.programme_id) if p.name == "Ada Quill"]
        assert one.people == (ada.id,)


# --- again --------------------------------------------------------------------------------------------


def test_the_same_document_again_changes_nothing() -> None:
    units = loaded()
    again = adopted(units, now=LATER)
    assert not again.first
    assert again.changes == ()
    assert again.compared.none
    with units.read() as uow:
        assert len(uow.actions.updates(action(uow, "TIP-1.2").id)) == 1
        assert again.plan.imported_on == date(2023, 9, 25)


def test_what_is_new_is_added_and_wording_corrected() -> None:
    units = loaded()
    new = PlanAction(
        key="TIP-2.1",
        ref="2.1",
        title="Publish waits",
        heading="p2",
        due=due("May 2024"),
        leads=(lead("Ada Quill"),),
    )
    heading = PlanHeading(
        id="p2", parent=None, kind=HeadingKind.PRIORITY, code="P2", title="Wait less"
    )
    better = replace(
        ONE,
        title="Hire and keep caseworkers",
        milestones=(*ONE.milestones, PlanMilestone(text="Review", due=None)),
    )
    document = replace(
        PLAN,
        headings=(replace(PLAN.headings[0], title="Assess better"), heading),
        actions=(better, TWO, THREE, new),
    )
    result = adopted(units, document, now=LATER)
    told = [c.sentence for c in result.changes]
    assert told == [
        "P1, wording of the priority: “Assess well” is now “Assess better”.",
        "Priority “Wait less” added.",
        "New action TIP-2.1, due May 2024: Publish waits",
        "New milestone for TIP-1.1: Review",
        "TIP-1.1, wording of the action: “Hire caseworkers” is now “Hire and keep caseworkers”.",
    ]
    with units.read() as uow:
        assert action(uow, "TIP-1.1").title == "Hire and keep caseworkers"
        assert len(action(uow, "TIP-1.1").milestones) == 3
        added = action(uow, "TIP-2.1")
        assert (added.original, added.order) == (due("May 2024"), 3)
        kinds = [e.event.kind for e in uow.audit.of_subject(added.programme_id, "TIP-1.1")]
        assert kinds == ["action_imported", "action_reworded"]
    assert adopted(units, document, now=LATER).changes == ()


def test_other_dates_leads_and_colours_are_reported_and_left() -> None:
    units = loaded()
    document = with_action(
        PLAN, "TIP-1.2", due=due("May 2024"), leads=(lead("Cy Marsh"),), status=Status.GREEN
    )
    result = adopted(units, document, now=LATER)
    assert [c.kind for c in result.changes] == ["left"] * 3
    told = " ".join(c.sentence for c in result.changes)
    assert "TIP-1.2: the document gives the date as May 2024; the record keeps March 2023" in told
    assert "the lead as Cy Marsh; the record keeps Ada Quill" in told
    assert "the status as Green; the record keeps Amber" in told
    with units.read() as uow:
        two = action(uow, "TIP-1.2")
        assert two.approved == two.original == due("March 2023")
        assert [x.name for x in two.leads] == ["Ada Quill"]
        assert two.state.status is Status.AMBER


def test_what_a_lead_has_reported_survives_the_document() -> None:
    units = loaded()
    with units.write() as uow:
        import_people(uow, the_programme(uow), [ADA], NOW)
        two = action(uow, "TIP-1.2")
        update = Update(
            action_id=two.id,
            person_id=two.people[0],
            organisation="Council",
            at=NOW,
            batch="b",
            status=Status.RED,
        )
        uow.actions.add_update(update)
        uow.actions.save(replace(two, state=fold(uow.actions.updates(two.id))))
        uow.commit()
    adopted(units, now=LATER)
    with units.read() as uow:
        two = action(uow, "TIP-1.2")
        assert two.state.status is Status.RED
        assert two.people


def test_what_is_gone_is_reported_and_left() -> None:
    units = loaded()
    document = replace(PLAN, actions=(replace(ONE, milestones=ONE.milestones[1:]), TWO))
    result = adopted(units, document, now=LATER)
    assert [c.sentence for c in result.changes] == [
        "TIP-1.3: an action is no longer in the document and stays in the record until it is withdrawn: Ask families.",
        "TIP-1.1: a milestone is no longer in the document and stays in the record until it is withdrawn: Advert out.",
    ]
    with units.read() as uow:
        assert not action(uow, "TIP-1.3").withdrawn
        assert len(action(uow, "TIP-1.1").milestones) == 2


def test_a_reworded_shared_item_keeps_its_actions() -> None:
    units = loaded()
    document = replace(
        PLAN,
        actions=(
            replace(ONE, milestones=(ONE.milestones[0], replace(ONE.milestones[1], text="All of them in post"))),
            replace(TWO, milestones=(replace(TWO.milestones[0], text="All of them in post"),), measures=(PlanMeasure(text="Plans on time!", target="60%", due=due("July 2024")),)),
            THREE,
        ),
    )  # fmt: skip
    document = replace(
        document,
        actions=(
            replace(document.actions[0], measures=document.actions[1].measures),
            *document.actions[1:],
        ),
    )
    adopted(units, document, now=LATER)
    with units.read() as uow:
        one, two = action(uow, "TIP-1.1"), action(uow, "TIP-1.2")
        assert one.milestones[1].text == two.milestones[0].text == "All of them in post"
        assert one.milestones[1].id == two.milestones[0].id
        assert one.measures[0].text == "Plans on time!"
        assert two.measures[0].id == one.measures[0].id


def test_a_new_action_is_historic_by_the_day_it_came() -> None:
    units = loaded()
    new = PlanAction(
        key="TIP-1.4", ref="1.4", title="Publish waits", heading="p1", due=due("October 2023")
    )
    adopted(units, replace(PLAN, actions=(*PLAN.actions, new)), now=LATER)
    with units.read() as uow:
        assert action(uow, "TIP-1.4").historic
        assert not action(uow, "TIP-1.1").historic


def test_a_new_action_of_a_name_linked_before_is_linked_the_same_way() -> None:
    units = loaded()
    with units.write() as uow:
        import_people(uow, the_programme(uow), [replace(ROWE, known_as=("Dr D. Rowe",))], NOW)
        uow.commit()
    new = PlanAction(
        key="TIP-1.4", ref="1.4", title="Publish", heading="p1", leads=(lead("D Rowe", "ICB"),)
    )
    adopted(units, replace(PLAN, actions=(*PLAN.actions, new)), now=LATER)
    with units.read() as uow:
        first, added = action(uow, "TIP-1.1"), action(uow, "TIP-1.4")
        assert added.people == first.people[-1:]
        assert added.leads[0].organisation == "NHS"


def test_an_import_wakes_whom_it_links_and_the_cycle() -> None:
    units = memory_units()
    applied(units, replace(SPEC, people=(ADA, row("Cy Marsh"))))
    with units.write() as uow:
        programme = the_programme(uow)
        for person in uow.people.of(programme.id):
            uow.people.save(replace(person, next_touch_at=None))
        uow.cycles.set_next_due(programme.id, None)
        uow.commit()
    adopted(units, now=LATER)
    with units.read() as uow:
        programme = the_programme(uow)
        assert uow.cycles.next_due(programme.id) == LATER
        (ada,) = [p for p in uow.people.of(programme.id) if p.name == "Ada Quill"]
        assert ada.next_touch_at == LATER
