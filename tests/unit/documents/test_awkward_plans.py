"""Every awkwardness of real plans, rebuilt in our own words: the same from Word and from Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.documents.plan_file import read_plan
from bot.domain.dates import Precision
from bot.domain.plans import HeadingKind, ImportedPlan, LeadKind, PlanAction
from bot.domain.status import Status
from tests.fakes.plan_files import (
    LEFT,
    UP,
    Part,
    Rows,
    Text,
    bullet,
    heading,
    table,
    write_excel,
    write_word,
)

TITLE = "Fenshire Inclusion Programme: Priority Action Plan"
HEADER = [
    "Ref",
    "Aim",
    "Action Ref",
    "Action",
    "Action Lead",
    "Action Completion Date",
    "Implementation Activity (key milestones)",
    "Impact measures (KPIs / Targets)",
    "Progress BRAG",
]
FIRST: Rows = [
    HEADER,
    ["Outcome 1\nPlans are made in time\nWhat does good look like: nobody waits", *[LEFT] * 8],
    [
        "1.1",
        "Shorten the wait",
        "1.1.1",
        "Employ more writers",
        "Ada Quill, Head of Planning (FC)",
        "October 2026",
        "Posts advertised (July 2026).\nTwelve posts filled (Sept 2028), 4 a year.",
        "90% of plans on time by Dec 2026\nMore drafts finished (30 per month by October 2026).\nFewer plans "
        "unallocated (212 as of 31 May 2026)",
        "",
    ],
    [
        UP,
        UP,
        "1.1.2",
        "Test the new process",
        "Ada Quill, Acting Head of Planning (FC)\nFenshire Parents Council",
        "March 2027\nMarch 2027",
        "Second stage (May 2027)\nFirst stage (Nov 26)",
        "•",
        "Green",
    ],
    [
        "1.2",
        "Listen to families",
        "1.2.1",
        "Hold a hearing each term",
        "Del Rowe Director, Care and Learning (ICB)\nand\nCy Marsh-\nLund, Service Director, Plans and Money\n"
        "Families Division (FC)",
        "Apr/May 2027",
        "Dates agreed with schools\nHall booked (June 2027)",
        "Families say they are heard\nFewer complaints",
        "",
    ],
    [UP, UP, "1.2.2", "Publish what was said", UP, UP, UP, UP, ""],
    [
        UP,
        UP,
        "1.2.3",
        "Publish what was done",
        UP,
        "Ongoing",
        "Report written (31 February 2027)",
        UP,
        "pink",
    ],
]
SECOND: Rows = [
    [*HEADER[:4], "Named Lead", "Timescale", "Milestones", "Success measures", "BRAG"],
    ["Outcome 1: Waits are short", *[LEFT] * 8],
    [
        "1.1",
        "Know the waits",
        "1.1.1",
        "Employ more writers",
        "Health service providers",
        "2026-2028",
        "",
        "",
        "",
    ],
    [UP, UP, "1.1.2", "Count them monthly", "to be confirmed", "", "", "", ""],
    [
        UP,
        UP,
        "1.1.3",
        "Tell the board",
        "Ada Quil, Head of Planning (FC)",
        "Spring term 2027",
        "",
        "",
        "",
    ],
]
PRIORITIES = ("Priority Action 1 – Time", "5c. Priority Action 2 – Health")


def word(folder: Path) -> ImportedPlan:
    parts: list[Part] = [
        Text(text=TITLE, level=0),
        heading("1. Introduction"),
        Text(text="Priority Action 1"),
        bullet("A workshop was held."),
        heading(PRIORITIES[0]),
        Text(text="Partnership Leads:"),
        Text(text="(1) Petra Vane, Service Director – Fenshire Council"),
        Text(text="(2) Una Birch, Deputy Chief Nurse, Fen ICB"),
        table(*FIRST),
        table(
            ["RAG status", LEFT],
            ["Red", "Will be late and will not help"],
            ["Amber", "One of them"],
        ),
        heading(PRIORITIES[1]),
        table(*SECOND),
        heading("6. Glossary"),
        Text(text="FC Fenshire Council"),
    ]
    return read_plan(write_word(folder / "plan.docx", parts))


def excel(folder: Path) -> ImportedPlan:
    sheets: dict[str, Rows] = {
        f"Sheet {number}": [[PRIORITIES[number - 1], *[LEFT] * 8], *rows]
        for number, rows in ((1, FIRST), (2, SECOND))
    }
    return read_plan(write_excel(folder / "plan.xlsx", sheets, title=TITLE))


@pytest.fixture(params=[word, excel], ids=["word", "excel"])
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> ImportedPlan:
    read: Callable[[Path], ImportedPlan] = request.param
    return read(tmp_path)


def action(plan: ImportedPlan, key: str) -> PlanAction:
    return next(action for action in plan.actions if action.key == key)


def codes(plan: ImportedPlan, where: str) -> set[str]:
    return {finding.code for finding in plan.findings if finding.where == where}


def test_word_and_excel_give_the_same_actions(tmp_path: Path) -> None:
    one, other = word(tmp_path), excel(tmp_path)
    assert one.actions == other.actions
    assert [replace(h, leads=()) for h in one.headings] == list(other.headings)
    assert one.code == other.code == "PAP"


def test_references_that_repeat_take_their_headings_code(plan: ImportedPlan) -> None:
    assert [a.key for a in plan.actions] == [
        *("PA1-1.1.1", "PA1-1.1.2", "PA1-1.2.1", "PA1-1.2.2", "PA1-1.2.3"),
        *("PA2-1.1.1", "PA2-1.1.2", "PA2-1.1.3"),
    ]


def test_headings_nest_and_keep_their_titles(plan: ImportedPlan) -> None:
    assert [(h.kind, h.code, h.title) for h in plan.headings] == [
        (HeadingKind.PRIORITY, "PA1", "Time"),
        (HeadingKind.OUTCOME, "O1", "Plans are made in time"),
        (HeadingKind.AIM, "1.1", "Shorten the wait"),
        (HeadingKind.AIM, "1.2", "Listen to families"),
        (HeadingKind.PRIORITY, "PA2", "Health"),
        (HeadingKind.OUTCOME, "O1", "Waits are short"),
        (HeadingKind.AIM, "1.1", "Know the waits"),
    ]
    assert len({h.id for h in plan.headings}) == 7
    parents = {h.id: h.parent for h in plan.headings}
    aim = action(plan, "PA2-1.1.3").heading
    assert parents[parents[aim] or ""] == plan.headings[4].id


def test_partnership_leads_stand_at_their_priority(tmp_path: Path) -> None:
    leads = word(tmp_path).headings[0].leads
    assert [(lead.name, lead.organisation) for lead in leads] == [
        ("Petra Vane", "Fenshire Council"),
        ("Una Birch", "Fen ICB"),
    ]


def test_inherited_leads_are_leads_and_are_marked(plan: ImportedPlan) -> None:
    first, second = action(plan, "PA1-1.2.1").leads, action(plan, "PA1-1.2.2").leads
    assert [lead.name for lead in first] == ["Del Rowe", "Cy Marsh-Lund"]
    assert [lead.name for lead in second] == [lead.name for lead in first]
    assert [lead.inherited for lead in (*first, *second)] == [False, False, True, True]
    assert "no-lead" not in codes(plan, "PA1-1.2.2")


def test_leads_keep_commas_in_titles_and_lines_that_go_on(plan: ImportedPlan) -> None:
    named = [(x.name, x.role, x.organisation) for x in action(plan, "PA1-1.2.1").leads]
    assert named == [
        ("Del Rowe", "Director, Care and Learning", "ICB"),
        ("Cy Marsh-Lund", "Service Director, Plans and Money Families Division", "FC"),
    ]


def test_posts_organisations_and_nobody_are_told_apart_and_reported(plan: ImportedPlan) -> None:
    kinds = {lead.name: lead.kind for a in plan.actions for lead in a.leads}
    assert kinds["Fenshire Parents Council"] is LeadKind.ORGANISATION
    assert kinds["Health service providers"] is LeadKind.POST
    assert kinds["to be confirmed"] is LeadKind.UNKNOWN
    for key in ("PA1-1.1.2", "PA2-1.1.1", "PA2-1.1.2"):
        assert "lead-unreachable" in codes(plan, key)


def test_one_person_under_two_titles_and_a_slip_of_the_pen(plan: ImportedPlan) -> None:
    told = {finding.code: finding.message for finding in plan.findings}
    assert "Acting Head of Planning" in told["person-several-titles"]
    assert "Ada Quill" in told["probable-same-person"]
    assert "Ada Quil”" in told["probable-same-person"]


def test_a_merged_milestone_is_one_item_shared(plan: ImportedPlan) -> None:
    first, second = action(plan, "PA1-1.2.1"), action(plan, "PA1-1.2.2")
    assert [m.text for m in first.milestones] == [m.text for m in second.milestones]
    assert {m.shared_with for m in first.milestones} == {("PA1-1.2.2",)}
    assert {m.shared_with for m in second.milestones} == {("PA1-1.2.1",)}
    assert {m.shared_with for m in first.measures} == {("PA1-1.2.2", "PA1-1.2.3")}
    assert action(plan, "PA1-1.2.3").milestones[0].shared_with == ()


def test_dates_mean_their_end_and_keep_their_precision(plan: ImportedPlan) -> None:
    due = {a.key: a.due for a in plan.actions if a.due}
    ends = {key: (d.end, d.precision) for key, d in due.items()}
    assert ends == {
        "PA1-1.1.1": (date(2026, 10, 31), Precision.MONTH),
        "PA1-1.1.2": (date(2027, 3, 31), Precision.MONTH),
        "PA1-1.2.1": (date(2027, 5, 31), Precision.RANGE),
        "PA1-1.2.2": (date(2027, 5, 31), Precision.RANGE),
        "PA1-1.2.3": (None, Precision.ONGOING),
        "PA2-1.1.1": (date(2028, 12, 31), Precision.RANGE),
        "PA2-1.1.3": (date(2027, 3, 31), Precision.TERM),
    }
    assert "no-date" in codes(plan, "PA2-1.1.2")


def test_milestones_take_the_date_in_their_brackets(plan: ImportedPlan) -> None:
    told = {m.text: m.due and m.due.end for a in plan.actions for m in a.milestones}
    assert told["Posts advertised."] == date(2026, 7, 31)
    assert told["Twelve posts filled, 4 a year."] == date(2028, 9, 30)
    assert told["First stage"] == date(2026, 11, 30)
    assert told["Dates agreed with schools"] is None
    assert told["Report written (31 February 2027)"] is None


def test_measures_have_targets_and_dates_and_a_figure_of_today_is_neither(
    plan: ImportedPlan,
) -> None:
    first, second, third = action(plan, "PA1-1.1.1").measures
    assert (first.target, first.due and first.due.end) == ("90%", date(2026, 12, 31))
    assert (second.target, second.due and second.due.end) == ("30 per month", date(2026, 10, 31))
    assert (third.target, third.due) == (None, None)


def test_what_a_careful_reader_would_query(plan: ImportedPlan) -> None:
    assert "milestone-after-action" in codes(plan, "PA1-1.1.1")
    assert {"date-twice", "milestones-out-of-order", "empty-measure"} <= codes(plan, "PA1-1.1.2")
    assert "milestone-undated" in codes(plan, "PA1-1.2.1")
    assert "milestone-undated" not in codes(plan, "PA1-1.2.2")
    assert {"date-impossible", "unknown-status"} <= codes(plan, "PA1-1.2.3")
    assert "duplicate-action" in codes(plan, "PA2-1.1.1")
    assert all(finding.severity != "error" for finding in plan.findings)


def test_status_loads_as_it_is_written_and_blank_is_not_reported(plan: ImportedPlan) -> None:
    assert action(plan, "PA1-1.1.2").status is Status.GREEN
    assert action(plan, "PA1-1.1.1").status is Status.NOT_REPORTED
    assert action(plan, "PA1-1.2.3").status is Status.NOT_REPORTED


def test_the_raw_words_are_kept(plan: ImportedPlan) -> None:
    raw = dict(action(plan, "PA1-1.1.2").raw)
    assert raw["Action Completion Date"] == "March 2027\nMarch 2027"
    assert raw["Action Lead"].startswith("Ada Quill, Acting Head of Planning (FC)")
