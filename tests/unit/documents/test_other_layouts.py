"""Plans laid out as other areas lay them out, none of which the reader was told about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.documents.plan_file import read_plan
from bot.domain.plans import HeadingKind, ImportedPlan, LeadKind
from bot.domain.status import Status
from tests.fakes.plan_files import (
    LEFT,
    UP,
    Rows,
    Sheet,
    Text,
    bullet,
    heading,
    table,
    write_csv,
    write_excel,
    write_word,
)


def leads(plan: ImportedPlan) -> list[list[str]]:
    return [[lead.name for lead in action.leads] for action in plan.actions]


def ends(plan: ImportedPlan) -> list[date | None]:
    return [action.due.end if action.due else None for action in plan.actions]


def revised(plan: ImportedPlan) -> list[date | None]:
    return [a.revised_due.end if a.revised_due else None for a in plan.actions]


def codes(plan: ImportedPlan, where: str) -> set[str]:
    return {finding.code for finding in plan.findings if finding.where == where}


def test_banner_rows_initials_with_a_key_and_status_words_of_their_own(tmp_path: Path) -> None:
    path = write_excel(
        tmp_path / "tracker.xlsx",
        {
            "Cover": [["Sheet", "What it holds"], ["Tracker", "the plan"]],
            "Tracker": [
                ["Moorland SEND Delivery Plan 2026-2028", *[LEFT] * 6],
                ["Last updated 3 May 2026", "", "", "", "", "", ""],
                ["", "", "", "", "", "", ""],
                [
                    "No.",
                    "What we will do",
                    "Officer(s)",
                    "Target date",
                    "Revised date",
                    "RAG",
                    "Notes",
                ],
                [1, "Train panel chairs", "AQ;DR", date(2026, 9, 30), "", "On track", ""],
                [2, "Publish waiting times", "DR; PV", "Dec 2026", date(2027, 2, 28), "Done", ""],
                [3, "Write to schools", "A Quill; Del Rowe", "TBC", "", "G (75%)", ""],
                [4, "Open a second base", "XY", "2026-2028", "", "", "Complete?"],
            ],
            "RAG key": [["On track", "Green"], ["Behind", "Amber"], ["Stopped", "Red"]],
            "Who": [
                ["Initials", "Name", "Job title", "Organisation"],
                ["AQ", "Ada Quill", "Head of Inclusion", "Moorland Council"],
                ["DR", "Del Rowe", "Service Manager", "Moor ICB"],
                ["PV", "Petra Vane", "", ""],
            ],
        },
    )
    plan = read_plan(path)
    assert plan.title == "Moorland SEND Delivery Plan 2026-2028"
    assert plan.code == "MSDP"
    assert [a.key for a in plan.actions] == ["MSDP-1", "MSDP-2", "MSDP-3", "MSDP-4"]
    assert leads(plan) == [
        ["Ada Quill", "Del Rowe"],
        ["Del Rowe", "Petra Vane"],
        ["A Quill", "Del Rowe"],
        ["XY"],
    ]
    first = plan.actions[0].leads[0]
    assert (first.role, first.organisation) == ("Head of Inclusion", "Moorland Council")
    assert plan.actions[3].leads[0].kind is LeadKind.UNKNOWN
    assert ends(plan) == [date(2026, 9, 30), date(2026, 12, 31), None, date(2028, 12, 31)]
    assert revised(plan) == [None, date(2027, 2, 28), None, None]
    assert [a.status for a in plan.actions] == [
        Status.GREEN,
        Status.NOT_REPORTED,
        Status.GREEN,
        Status.NOT_REPORTED,
    ]
    assert {"unknown-status", "revised-date"} <= codes(plan, "MSDP-2")
    assert {"date-to-be-confirmed", "probable-same-person"} <= codes(plan, "MSDP-3")


def test_start_revised_and_end_in_one_cell(tmp_path: Path) -> None:
    header = ["Ref", "Objective", "Action", "Owner", "Start/Rev/End", "Status"]
    path = write_excel(
        tmp_path / "dates.xlsx",
        {
            "Theme 1 - Voice": [
                header,
                [
                    "1.1",
                    "Hear families",
                    "Set up a panel",
                    "Ada Quill",
                    "Apr 26 / Sep 26 / Dec 26",
                    "G",
                ],
                ["1.2", UP, "Run a survey", "Del Rowe", "01/04/2026\n-\n31/03/2027", "A"],
                [
                    "1.3",
                    "Tell them",
                    "Print news",
                    "Cy Marsh",
                    "Start: May 26\nRev: Aug 26\nEnd: July 26",
                    "",
                ],
                ["1.4", UP, "Send news", "Cy Marsh", date(2026, 11, 2), ""],
            ],
            "Theme 2 - Time": [
                header,
                ["1.1", "Be quick", "Hire writers", "Mel Tarn", "Jan-26/Mar-26", "B"],
                ["1.2", UP, "Hire more", UP, "S: 01/04/26 R: 01/05/26 E: 30/06/26", ""],
            ],
        },
    )
    plan = read_plan(path)
    assert [a.key for a in plan.actions] == [
        *("T1-1.1", "T1-1.2", "T1-1.3", "T1-1.4", "T2-1.1", "T2-1.2")
    ]
    assert ends(plan) == [
        date(2026, 12, 31),
        date(2027, 3, 31),
        date(2026, 7, 31),
        date(2026, 11, 2),
        date(2026, 3, 31),
        date(2026, 6, 30),
    ]
    assert revised(plan) == [
        *(date(2026, 9, 30), None, date(2026, 8, 31), None, None, date(2026, 5, 1))
    ]
    assert leads(plan)[5] == ["Mel Tarn"]
    assert plan.actions[4].status is Status.BLUE


def test_a_header_of_two_rows_and_moved_dates(tmp_path: Path) -> None:
    rows: Rows = [
        ["Ref", "Action", "Lead", "Dates", LEFT, LEFT, "RAG"],
        [UP, UP, UP, "Start", "Target", "Revised", UP],
        ["1.1", "One", "Ada Quill", date(2026, 1, 1), date(2026, 3, 1), "", "A"],
        ["1.2", "Two", "Del Rowe", date(2026, 1, 1), date(2026, 4, 1), date(2026, 6, 1), "G"],
        ["1.3", "Three", "Del Rowe", date(2027, 1, 1), "June 2026 (was March 2026)", "", "Red"],
        ["1.4", "Four", "Del Rowe", "", "June 2026, revised to Sept 2026", "", "Green - on time"],
    ]
    plan = read_plan(write_excel(tmp_path / "two.xlsx", {"Plan": rows}))
    assert ends(plan) == [date(2026, m, d) for m, d in ((3, 1), (4, 1), (3, 31), (6, 30))]
    assert revised(plan) == [None, date(2026, 6, 1), date(2026, 6, 30), date(2026, 9, 30)]
    assert "start-after-end" in codes(plan, plan.actions[2].key)
    assert [a.status.value for a in plan.actions] == ["amber", "green", "red", "green"]


def test_a_month_shown_by_a_spreadsheet_is_a_month_and_hidden_rows_are_told(tmp_path: Path) -> None:
    rows: Rows = [
        ["Ref", "Action", "Lead", "Due"],
        ["1", "One", "Ada Quill", date(2027, 3, 1)],
        ["2", "Two", "Ada Quill", "Q2 2026/27"],
        ["3", "Three", "Ada Quill", "2026/27"],
        ["4", "Four", "Ada Quill", "ASAP"],
    ]
    sheet = Sheet(rows=rows, month_columns=frozenset({4}), hidden_rows=frozenset({3}))
    lists = Sheet(rows=[["Ref", "Action", "Lead"], ["9", "Pick from", "a list"]], hidden=True)
    plan = read_plan(write_excel(tmp_path / "months.xlsx", {"Plan": sheet, "Lists": lists}))
    assert ends(plan) == [date(2027, 3, 31), date(2026, 9, 30), date(2027, 3, 31), None]
    assert plan.actions[0].due is not None
    assert plan.actions[0].due.precision.value == "month"
    assert "date-unread" in codes(plan, plan.actions[3].key)
    assert "hidden-rows" in {finding.code for finding in plan.findings}


def test_csv_from_an_old_program(tmp_path: Path) -> None:
    rows = [
        ["Priority", "Action Ref", "Action", "Responsible", "Deadline", "RAG rating"],
        ["Priority 1: Voice", "1.1", "Listen – twice", "Ada Quill", "31/03/2027", "Green"],
        ["", "1.2", "Reply", "Vacant", "30/04/2027", ""],
        ["Priority 2: Speed", "1.1", "Hurry", "", "30/02/2027", "purple"],
    ]
    plan = read_plan(write_csv(tmp_path / "p.csv", rows, delimiter=";", encoding="cp1252"))
    assert [a.key for a in plan.actions] == ["P1-1.1", "P1-1.2", "P2-1.1"]
    assert plan.actions[0].title == "Listen – twice"
    assert ends(plan) == [date(2027, 3, 31), date(2027, 4, 30), None]
    assert "lead-unreachable" in codes(plan, "P1-1.2")
    assert {"no-lead", "date-impossible", "unknown-status"} <= codes(plan, "P2-1.1")


def test_a_row_cut_by_a_page_break_even_into_the_next_table(tmp_path: Path) -> None:
    header = ["Our priority", "Leads", "What do we need to do?", "How will we know?"]
    path = write_word(
        tmp_path / "cut strategy.docx",
        [
            Text(text="Hillshire Joint Strategy 2026-2028", level=0),
            heading("9. Our priorities"),
            table(
                header,
                [
                    "1.To help early",
                    "Ada Quill (Head of Help, Fenshire Council (FC))",
                    "Open hubs.\n• Train staff.",
                    "Fewer crises",
                ],
                [
                    "2. To plan together with every school and thus",
                    "Del Rowe (Manager, Plans) Cy Marsh (Head of Schools",
                    "Write a strategy.\n• Work with heads and other",
                    "Parents are confident in",
                ],
            ),
            table(
                header,
                [
                    "earn trust.",
                    "and Learning, FC) Mel Tarn (Nurse, Fen ICB)",
                    "governors on places. Visit every school. Publish the results.",
                    "local places. More children stay near home.",
                ],
                ["3. To measure", "Una Birch", "Count waits.\n• Publish them.", "Known waits"],
            ),
        ],
    )
    plan = read_plan(path, code="HJS")
    assert [(h.kind, h.code, h.title) for h in plan.headings] == [
        (HeadingKind.PRIORITY, "1", "To help early"),
        (HeadingKind.PRIORITY, "2", "To plan together with every school and thus earn trust."),
        (HeadingKind.PRIORITY, "3", "To measure"),
    ]
    assert [(a.key, a.title) for a in plan.actions] == [
        ("HJS-1.1", "Open hubs."),
        ("HJS-1.2", "Train staff."),
        ("HJS-2.1", "Write a strategy."),
        ("HJS-2.2", "Work with heads and other governors on places."),
        ("HJS-2.3", "Visit every school."),
        ("HJS-2.4", "Publish the results."),
        ("HJS-3.1", "Count waits."),
        ("HJS-3.2", "Publish them."),
    ]
    cut = plan.headings[1].leads
    assert [(x.name, x.role, x.organisation) for x in cut] == [
        ("Del Rowe", "Manager, Plans", None),
        ("Cy Marsh", "Head of Schools and Learning", "FC"),
        ("Mel Tarn", "Nurse", "Fen ICB"),
    ]
    assert leads(plan)[3] == ["Del Rowe", "Cy Marsh", "Mel Tarn"]
    second = plan.actions[2]
    assert [m.text for m in second.measures] == [
        "Parents are confident in local places.",
        "More children stay near home.",
    ]
    assert second.measures[0].shared_with == ("HJS-2.2", "HJS-2.3", "HJS-2.4")
    assert "row-joined" in {finding.code for finding in plan.findings}


def test_a_table_that_goes_on_without_its_header(tmp_path: Path) -> None:
    path = write_word(
        tmp_path / "on.docx",
        [
            table(
                ["Ref", "Action", "Lead", "Due"],
                [
                    "1.1",
                    "Review the offer and agree how it is to be",
                    "Ada Quill, Head of",
                    "May 2027",
                ],
            ),
            table(
                ["", "watched by the board.", "Inclusion (FC)", ""],
                ["1.2", "Train staff", "Del Rowe", "June 2027"],
            ),
        ],
    )
    plan = read_plan(path)
    assert [a.title for a in plan.actions] == [
        "Review the offer and agree how it is to be watched by the board.",
        "Train staff",
    ]
    lead = plan.actions[0].leads[0]
    assert (lead.name, lead.role, lead.organisation) == ("Ada Quill", "Head of Inclusion", "FC")


def test_council_and_health_leads_in_two_columns(tmp_path: Path) -> None:
    header = ["Action", "Council lead", "Health lead", "By when", "Executive sponsor"]
    path = write_word(
        tmp_path / "two leads.docx",
        [
            heading("Priority 1: Timely plans"),
            table(header, ["1. Recruit", "Ada Quill", "Del Rowe", "End of March 2027", "Cy Marsh"]),
            heading("Priority 2: Joint work"),
            table(header, ["1. Agree a strategy", "", "Mel Tarn", "Easter 2027", "Cy Marsh"]),
        ],
    )
    plan = read_plan(path)
    assert [a.key for a in plan.actions] == ["P1-1", "P2-1"]
    assert [a.title for a in plan.actions] == ["Recruit", "Agree a strategy"]
    named = [[(x.name, x.organisation) for x in a.leads] for a in plan.actions]
    assert named == [[("Ada Quill", "Council"), ("Del Rowe", "Health")], [("Mel Tarn", "Health")]]
    assert ends(plan) == [date(2027, 3, 31), None]


def test_an_action_over_several_rows_with_dated_milestones(tmp_path: Path) -> None:
    path = write_word(
        tmp_path / "rows.docx",
        [
            table(
                ["Ref", "Action", "Key milestones", "Milestone date", "Lead", "Due"],
                ["A1", "Open a hub", "Find a site", "May 2027", "Ada Quill", "Dec 2027"],
                [UP, UP, "Fit it out", "Sept 2027", UP, UP],
                [UP, UP, "Open the doors", "Dec 2027", UP, UP],
                ["A2", "Close the old one", "Tell families", "Jan 2028", "Del Rowe", "Feb 2028"],
            )
        ],
    )
    plan = read_plan(path, code="HUB")
    assert [a.key for a in plan.actions] == ["HUB-A1", "HUB-A2"]
    first = plan.actions[0]
    assert [(m.text, m.due and m.due.end) for m in first.milestones] == [
        ("Find a site", date(2027, 5, 31)),
        ("Fit it out", date(2027, 9, 30)),
        ("Open the doors", date(2027, 12, 31)),
    ]
    assert ends(plan) == [date(2027, 12, 31), date(2028, 2, 29)]


def test_section_rows_and_the_same_reference_twice(tmp_path: Path) -> None:
    rows = [
        ["ID", "Action", "Named officer", "Timescale", "Progress RAG"],
        ["Workstream A: People", "", "", "", ""],
        ["A1", "Hire", "Ada Quill", "Mar-27", "G"],
        ["A1", "Train", "Ada Quill", "Mar-27", "G"],
        ["Workstream B: Places", "", "", "", ""],
        ["B1", "Build", "Del Rowe", "Sept 27", "R"],
    ]
    plan = read_plan(write_excel(tmp_path / "s.xlsx", {"Sheet1": rows}), code="IMP")
    assert [h.title for h in plan.headings] == ["People", "Places"]
    assert [a.key for a in plan.actions] == ["IMP-A1", "IMP-A1-2", "IMP-B1"]
    assert "reference-twice" in codes(plan, "IMP-A1")


def test_headings_with_lists_that_name_leads_and_dates(tmp_path: Path) -> None:
    path = write_word(
        tmp_path / "lists.docx",
        [
            Text(text="Hillshire Inclusion Strategy", level=0),
            heading("Priority 1: Early help"),
            Text(text="Families wait too long."),
            heading("What we will do", 2),
            bullet("Open three hubs (March 2027)"),
            bullet("Train 40 staff. Lead: Ada Quill. By: June 2027"),
            heading("Priority 2: Schools"),
            heading("What we will do", 2),
            bullet("Visit every school – Lead: Del Rowe; Due: Autumn term 2026"),
        ],
    )
    plan = read_plan(path)
    assert [(h.kind, h.code) for h in plan.headings] == [
        (HeadingKind.PRIORITY, "P1"),
        (HeadingKind.PRIORITY, "P2"),
    ]
    assert [a.title for a in plan.actions] == [
        "Open three hubs",
        "Train 40 staff.",
        "Visit every school",
    ]
    assert [a.key for a in plan.actions] == ["HIS-1.1", "HIS-1.2", "HIS-2.1"]
    assert leads(plan) == [[], ["Ada Quill"], ["Del Rowe"]]
    assert ends(plan) == [date(2027, 3, 31), date(2027, 6, 30), date(2026, 12, 31)]


def test_the_next_twelve_months_count_from_the_month_of_the_document(tmp_path: Path) -> None:
    question = "What will we focus on in the next twelve months to make sure that"
    path = write_word(
        tmp_path / "evaluation.docx",
        [
            Text(text="Fenshire Self-Evaluation"),
            Text(text="November 2026"),
            Text(text="We judge ourselves by two criteria."),
            Text(text="Leadership: leaders know their area"),
            heading("What have we achieved in the past 12 months?", 2),
            bullet("We met monthly."),
            heading(f"{question} leaders know their area?", 2),
            bullet("We will meet schools."),
            bullet("We will read every complaint."),
            Text(text="“They listened.”"),
            Text(text="A parent"),
            Text(text="Waiting times:"),
            Text(text="families are seen in time"),
            heading("What have we achieved in the past 12 months?", 2),
            Text(text="Waits fell."),
            heading(
                "What will we focus on in the next 6 months to make sure families are seen in time?",
                2,
            ),
            Text(text="We will open on Saturdays."),
            Text(text="Closing words"),
        ],
    )
    plan = read_plan(path, code="SEF")
    assert [(h.kind, h.title) for h in plan.headings] == [
        (HeadingKind.CRITERION, "Leadership: leaders know their area"),
        (HeadingKind.CRITERION, "Waiting times: families are seen in time"),
    ]
    told = [(a.key, a.due and a.due.text, a.due and a.due.start) for a in plan.actions]
    assert told == [
        ("SEF-1.1", "the next twelve months", date(2026, 12, 1)),
        ("SEF-1.2", "the next twelve months", date(2026, 12, 1)),
        ("SEF-2.1", "the next 6 months", date(2026, 12, 1)),
    ]
    assert ends(plan) == [date(2027, 11, 30), date(2027, 11, 30), date(2027, 5, 31)]


def test_headings_that_ran_into_one_cell_are_reported(tmp_path: Path) -> None:
    good = table(
        ["What do we need to do to achieve this?", "Named lead", "Timescale", "Lead organisations"],
        ["1.1 Learn", "Ada Quill", "2026", "FC Schools"],
    )
    lost = table(
        ["What do we need to do to achieve this?Named LeadLead organisationsTimescale"],
        ["2.1 Teach"],
    )
    path = write_word(
        tmp_path / "lost.docx",
        [heading("1. Next Step - Learning"), good, heading("2. Next Step - Teaching"), lost],
    )
    plan = read_plan(path, code="SAP", title="Strategic Action Plan 2026 to 2027")
    assert [a.key for a in plan.actions] == ["SAP-1.1", "SAP-2.1"]
    assert [h.kind for h in plan.headings] == [HeadingKind.NEXT_STEP] * 2
    assert {"no-lead", "no-date"} <= codes(plan, "SAP-2.1")
    assert "columns-lost" in {finding.code for finding in plan.findings}
    assert plan.actions[0].lead_organisations == ("FC", "Schools")


def test_numbers_are_read_as_they_are_shown_and_a_key_may_name_people_first(tmp_path: Path) -> None:
    sheet = Sheet(
        rows=[
            ["Ref", "Action", "Owner", "Baseline date", "Revised date", "KPI", "Target"],
            [1.1, "One", "QA; DR", "May 2027", "", "On time", 0.85],
            [1.10, "Ten", "QA", "May 2027", "June 2027", "On time", 0.9],
            [2, "Two", "DR", "May 2027", "", "Late", 5],
        ],
        formats={(3, 1): "0.00", (2, 7): "0%", (3, 7): "0.0%"},
    )
    key = [["Ada Quill", "AQ"], ["Quincy Ash", "QA"], ["Del Rowe", "DR"]]
    plan = read_plan(write_excel(tmp_path / "n.xlsx", {"Plan": sheet, "Key": key}), code="NUM")
    assert [a.key for a in plan.actions] == ["NUM-1.1", "NUM-1.10", "NUM-2"]
    assert [a.measures[0].target for a in plan.actions] == ["85%", "90.0%", "5"]
    assert leads(plan) == [["Quincy Ash", "Del Rowe"], ["Quincy Ash"], ["Del Rowe"]]
    assert ends(plan) == [date(2027, 5, 31)] * 3
    assert revised(plan) == [None, date(2027, 6, 30), None]


def test_rows_that_only_carry_a_reference_are_headings_of_the_rows_below(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Action", "Lead", "Due"],
        ["1", "Faster plans", "", ""],
        ["1.1", "Shorten the wait", "", ""],
        ["1.1.1", "Hire writers", "Ada Quill", "May 2027"],
        ["1.1.2", "Train writers", "", ""],
        ["1.2", "Listen", "Del Rowe", "June 2027"],
        ["2", "Publish", "Del Rowe", "June 2027"],
    ]
    plan = read_plan(write_excel(tmp_path / "n.xlsx", {"Plan": rows}), code="AIM")
    assert [a.key for a in plan.actions] == ["AIM-1.1.1", "AIM-1.1.2", "AIM-1.2", "AIM-2"]
    titles = {h.id: h.title for h in plan.headings}
    assert [titles[a.heading] for a in plan.actions] == [
        *("Shorten the wait", "Shorten the wait", "Faster plans", plan.title)
    ]
    assert "no-lead" in codes(plan, "AIM-1.1.2")
