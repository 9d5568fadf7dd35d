"""Slips of whoever filled the table in: what they cost is one finding, and nothing of another action."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.documents.plan_file import read_plan
from bot.domain.plans import LeadKind
from bot.domain.status import Status
from tests.fakes.plan_files import Rows, write_csv, write_excel

SIMPLE = ["Ref", "Action", "Lead", "Due date", "BRAG"]


def test_a_numbered_row_without_an_action_is_nobody_elses(tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "plan.csv",
        [
            SIMPLE,
            ["1.1", "Employ more writers", "All", "October 2026", "Green"],
            ["1.2", "", "Nobody", "Q2", "Red"],
            ["1.3", "Test the new process", "Nobody", "31/12/9999", "Amber"],
            ["1.4", "Check every plan", "Ada Quill", "01/01/0001", "Green"],
        ],
    )
    plan = read_plan(file, code="X")
    leads = {a.key: [lead.name for lead in a.leads] for a in plan.actions}
    assert leads == {"X-1.1": ["All"], "X-1.3": [], "X-1.4": ["Ada Quill"]}
    assert plan.actions[0].leads[0].kind is LeadKind.UNKNOWN
    assert [a.status for a in plan.actions] == [Status.GREEN, Status.AMBER, Status.GREEN]
    told = {(f.code, f.where) for f in plan.findings}
    assert {("no-title", "file, row 3"), ("no-lead", "X-1.3")} <= told
    assert {("date-impossible", "X-1.3"), ("date-impossible", "X-1.4")} <= told
    assert [a.due for a in plan.actions[1:]] == [None, None]


@pytest.mark.parametrize("words", ["Everyone", "All staff", "Everybody Else", "All Partners"])
def test_words_for_many_are_no_person(tmp_path: Path, words: str) -> None:
    rows = [SIMPLE, ["1.1", "Employ more writers", words, "October 2026", "Green"]]
    (action,) = read_plan(write_csv(tmp_path / "plan.csv", rows), code="X").actions
    assert [lead.kind is LeadKind.PERSON for lead in action.leads] == [False]


def test_a_spreadsheet_date_of_the_year_9999_is_queried(tmp_path: Path) -> None:
    rows: Rows = [SIMPLE, ["1.1", "Employ more writers", "Ada Quill", date(9999, 12, 31), "Green"]]
    plan = read_plan(write_excel(tmp_path / "plan.xlsx", {"Plan": rows}), code="X")
    assert plan.actions[0].due is None
    assert ("date-impossible", "X-1.1") in {(f.code, f.where) for f in plan.findings}
