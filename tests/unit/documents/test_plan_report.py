"""The JSON contract of ``sendbot plan import``, and the same in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from bot.documents.plan_file import read_plan
from bot.documents.plan_json import plan_report, report_text
from bot.domain.actions import Action, Lead, Milestone
from bot.domain.plan_changes import ExistingPlan, existing_plan
from bot.domain.plans import ImportedPlan
from tests.fakes.plan_files import UP, Rows, write_excel

ROWS: Rows = [
    ["Priority", "Ref", "Action", "Lead", "Due", "Milestones", "Measures", "RAG"],
    [
        "Priority 1: Time",
        "1.1",
        "Employ writers",
        "Ada Quill, Head of Plans (FC)",
        "May 2027",
        "Posts filled (April 2027)",
        "90% on time by July 2027",
        "Amber",
    ],
    [UP, "1.2", "Train writers", "TBC", "Ongoing", UP, UP, ""],
]


def plan_path(folder: Path) -> Path:
    return write_excel(folder / "plan.xlsx", {"Plan": ROWS}, title="Fenshire Improvement Plan")


def recorded(plan: ImportedPlan) -> ExistingPlan:
    shared = plan.actions[0].milestones[0]
    milestone = Milestone(id=1, plan_id=1, text="Posts are filled", due=shared.due)
    return existing_plan(
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
            milestones=(replace(milestone, shared_with=action.milestones[0].shared_with),),
        )
        for number, action in enumerate(plan.actions, 1)
    )


def test_the_shape_is_exactly_the_contract(tmp_path: Path) -> None:
    report, code = plan_report(plan_path(tmp_path), code="FIP")
    assert code == 0
    month = {"text": "April 2027", "start": "2027-04-01", "end": "2027-04-30", "precision": "month"}
    july = {"text": "July 2027", "start": "2027-07-01", "end": "2027-07-31", "precision": "month"}
    assert report == {
        "plan": {
            "code": "FIP",
            "title": "Fenshire Improvement Plan",
            "starts_on": None,
            "ends_on": None,
        },
        "headings": [
            {
                "id": "priority-p1",
                "parent": None,
                "kind": "priority",
                "code": "P1",
                "title": "Time",
                "leads": [],
            }
        ],
        "actions": [
            {
                "key": "FIP-1.1",
                "ref": "1.1",
                "title": "Employ writers",
                "heading": "priority-p1",
                "leads": [
                    {
                        "name": "Ada Quill",
                        "role": "Head of Plans",
                        "organisation": "FC",
                        "kind": "person",
                    }
                ],
                "lead_organisations": [],
                "due": {
                    "text": "May 2027",
                    "start": "2027-05-01",
                    "end": "2027-05-31",
                    "precision": "month",
                },
                "status": "amber",
                "milestones": [{"text": "Posts filled", "due": month, "shared_with": ["FIP-1.2"]}],
                "measures": [
                    {
                        "text": "90% on time by July 2027",
                        "target": "90%",
                        "due": july,
                        "shared_with": ["FIP-1.2"],
                    }
                ],
            },
            {
                "key": "FIP-1.2",
                "ref": "1.2",
                "title": "Train writers",
                "heading": "priority-p1",
                "leads": [{"name": "TBC", "role": None, "organisation": None, "kind": "unknown"}],
                "lead_organisations": [],
                "due": {"text": "Ongoing", "start": None, "end": None, "precision": "ongoing"},
                "status": "not_reported",
                "milestones": [{"text": "Posts filled", "due": month, "shared_with": ["FIP-1.1"]}],
                "measures": [
                    {
                        "text": "90% on time by July 2027",
                        "target": "90%",
                        "due": july,
                        "shared_with": ["FIP-1.1"],
                    }
                ],
            },
        ],
        "findings": report["findings"],
        "changes": None,
    }
    assert {f["code"] for f in report["findings"]} == {"lead-unreachable"}
    assert {f["severity"] for f in report["findings"]} == {"warning"}
    assert json.loads(json.dumps(report)) == report


def test_a_refused_file_has_no_plan_one_error_and_exit_code_1(tmp_path: Path) -> None:
    path = tmp_path / "letter.csv"
    path.write_text("Dear all,\n", encoding="utf-8")
    report, code = plan_report(path)
    assert code == 1
    assert report["plan"] is None
    assert report["headings"] == report["actions"] == []
    assert report["changes"] is None
    assert [f["severity"] for f in report["findings"]] == ["error"]
    assert report_text(report) == report["findings"][0]["message"]


def test_changes_against_the_record_are_told(tmp_path: Path) -> None:
    path = plan_path(tmp_path)
    known = recorded(read_plan(path, code="FIP"))
    asked: list[str] = []

    def find(code: str) -> ExistingPlan | None:
        asked.append(code)
        return known

    report, code = plan_report(path, code="FIP", existing=find)
    assert (code, asked) == (0, ["FIP"])
    assert report["changes"] == {
        "new": [
            {
                "kind": "measure",
                "keys": ["FIP-1.1", "FIP-1.2"],
                "text": "90% on time by July 2027",
            }
        ],
        "changed": [
            {
                "kind": "milestone",
                "key": "FIP-1.1",
                "field": "text",
                "before": "Posts are filled",
                "after": "Posts filled",
                "applied": True,
            },
            {
                "kind": "action",
                "key": "FIP-1.1",
                "field": "status",
                "before": "Not reported",
                "after": "Amber",
                "applied": False,
            },
        ],
        "gone": [],
    }
    told = report_text(report)
    assert "New measure (FIP-1.1, FIP-1.2)" in told
    assert "Wording corrected" in told
    assert "left as it is" in told


def test_a_plan_that_the_record_does_not_know_has_no_changes(tmp_path: Path) -> None:
    report, _ = plan_report(plan_path(tmp_path), existing=lambda _: None)
    assert report["changes"] is None


def test_the_report_in_words_says_what_was_read_and_what_to_query(tmp_path: Path) -> None:
    report, _ = plan_report(plan_path(tmp_path), code="FIP")
    told = report_text(report)
    assert "2 actions under 1 heading, 1 milestone, 1 measure." in told
    assert "FIP-1.1  Employ writers | Ada Quill | May 2027" in told
    assert "To query:\n- FIP-1.2: “TBC”" in told


def test_many_findings_of_one_kind_are_told_as_a_count(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Action", "Lead", "Due"],
        *([f"1.{n}", f"Step {n}", "", "May 2027"] for n in range(9)),
    ]
    report, _ = plan_report(write_excel(tmp_path / "p.xlsx", {"Plan": rows}), code="FIP")
    assert len(report["findings"]) == 9
    told = report_text(report)
    assert told.count("The action has no lead.") == 4
    assert "The same (no-lead) for 5 more: FIP-1.4, FIP-1.5" in told
