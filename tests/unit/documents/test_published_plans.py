"""The published documents, as people have them. Where they are not at hand this says so in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.documents.plan_file import read_plan
from bot.domain.errors import PlanRefused
from bot.domain.plans import HeadingKind, ImportedPlan, LeadKind
from tests.unit.documents.published import known, shared_plans, summary

PLANS = shared_plans()
if PLANS is None:
    pytest.skip("the published plans (../shared/plans) are not at hand", allow_module_level=True)

ACTION_PLAN = "priority-action-plan-2023"
STRATEGIC = "send-strategic-action-plan-2021-23.docx"
COMMISSIONING = "send-commissioning-strategy-2021-23.docx"
SELF_EVALUATION = "send-self-evaluation-2024.docx"


def plan(name: str) -> ImportedPlan:
    assert PLANS is not None
    return read_plan(PLANS / name)


def once(lists: Iterable[tuple[str, tuple[str, ...]]], order: list[str]) -> int:
    """Shared items counted once: at the first of the actions that share them."""
    return sum(all(order.index(k) > order.index(key) for k in shared) for key, shared in lists)


@pytest.mark.parametrize("name", sorted(known()))
def test_every_key_date_lead_and_item_is_as_it_was_checked_by_hand(name: str) -> None:
    assert summary(plan(name)) == known()[name]


def test_the_action_plan_is_the_same_from_word_and_from_excel() -> None:
    word, excel = plan(f"{ACTION_PLAN}.docx"), plan(f"{ACTION_PLAN}.xlsx")
    # One heading is worded differently in the two files ("KPIs"); everything read from them is the same.
    assert [replace(a, raw=()) for a in word.actions] == [replace(a, raw=()) for a in excel.actions]
    assert [[text for _, text in a.raw] for a in word.actions] == [
        [text for _, text in a.raw] for a in excel.actions
    ]
    # The partnership leads stand in paragraphs that only the Word file has.
    assert [replace(h, leads=()) for h in word.headings] == list(excel.headings)
    assert (word.code, excel.code) == ("PAP", "PAP")


def test_the_action_plan_has_29_actions_57_milestones_and_one_merged_date() -> None:
    read = plan(f"{ACTION_PLAN}.docx")
    order = [action.key for action in read.actions]
    assert [sum(k.startswith(p) for k in order) for p in ("PA1-", "PA2-")] == [16, 13]
    milestones = [(a.key, m.shared_with) for a in read.actions for m in a.milestones]
    assert once(milestones, order) == 57
    assert all(action.leads and action.due for action in read.actions)
    inherited = [a.key for a in read.actions if all(lead.inherited for lead in a.leads)]
    assert len(inherited) == 9
    assert {f.where for f in read.findings if f.code == "milestone-after-action"} == {
        "PA1-1.1.1",
        "PA1-2.2.1",
    }
    assert [f.where for f in read.findings if f.code == "date-twice"] == ["PA1-3.3.1"]


def test_the_strategic_plan_ends_its_years_with_the_plan() -> None:
    read = plan(STRATEGIC)
    assert len(read.actions) == 36
    assert read.ends_on == date(2023, 3, 31)
    ends = {a.due.text: a.due.end for a in read.actions if a.due}
    assert ends["2021-2023"] == date(2023, 3, 31)
    assert ends["2021"] == ends["2020-2021"] == date(2021, 12, 31)
    assert ends["April 21"] == date(2021, 4, 30)
    assert ends["Ongoing"] is None
    # In this file the columns beside two actions are lost; the reader says so and invents nothing.
    assert {a.key for a in read.actions if not a.leads or not a.due} == {"SAP-5.1", "SAP-5.2"}
    assert "columns-lost" in {f.code for f in read.findings}
    assert "probable-same-person" in {f.code for f in read.findings}


def test_each_to_do_of_the_commissioning_strategy_has_its_prioritys_leads() -> None:
    read = plan(COMMISSIONING)
    priorities = {h.id: h for h in read.headings}
    assert [h.kind for h in read.headings] == [HeadingKind.PRIORITY] * 6
    assert [len(h.leads) for h in read.headings] == [4, 2, 5, 7, 5, 6]
    for action in read.actions:
        names = [lead.name for lead in action.leads]
        assert names == [lead.name for lead in priorities[action.heading].leads]
        assert action.due is None
    # Priority 3 is cut in two by a page break and goes on in the next table.
    keys = [action.key.partition("-")[2] for action in read.actions]
    assert [k for k in keys if k.startswith("3.")] == [f"3.{n}" for n in range(1, 8)]
    assert "row-joined" in {f.code for f in read.findings}
    assert any(lead.kind is LeadKind.UNKNOWN for a in read.actions for lead in a.leads)


def test_the_self_evaluations_twelve_months_are_a_range_without_leads() -> None:
    read = plan(SELF_EVALUATION)
    assert [h.kind for h in read.headings] == [HeadingKind.CRITERION] * 11
    for action in read.actions:
        assert action.leads == ()
        assert action.due is not None
        assert (action.due.start, action.due.end) == (date(2024, 12, 1), date(2025, 11, 30))
        assert action.due.precision.value == "range"
        assert action.due.text in ("the next twelve months", "the next 12 months")


def test_the_stakeholder_update_is_refused_in_one_sentence() -> None:
    assert PLANS is not None
    with pytest.raises(PlanRefused) as refused:
        read_plan(Path(PLANS / "board-stakeholder-update-2024-02.docx"))
    assert "There is no plan in" in refused.value.sentence
    assert "\n" not in refused.value.sentence
