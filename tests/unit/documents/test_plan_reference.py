"""The reference of plan import lists the finding codes that there are, with their severities."""

from __future__ import annotations

import re
from pathlib import Path

from bot.documents.findings import CODES
from bot.documents.plan_json import plan_report
from tests.fakes.plan_files import LEFT, Rows, heading, table, write_word

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
ROWS: Rows = [
    ["Ref", "Action", "Lead", "Start", "Due", "Revised", "Milestones", "Measures", "RAG"],
    [
        "1",
        "Do",
        "Ada Quill",
        "May 2028",
        "May 2027\nMay 2027",
        "June 2027",
        "A (June 2027)\nB (May 2027)",
        "•",
        "x",
    ],
    ["1", "Do", "Ada Quil", "", "TBC", "", "A (June 2027)\nA (June 2027)", "", ""],
    ["", "Go on", "Vacant", "", "soon", "", "•", "", ""],
    ["3", "Go far", "Dr Ada Quill, Head", "", "May 2027\nJune 2027", "", "C", "", ""],
    ["4", "Go near", "Ada Quill, Deputy Head", "", "May 2027 or so\nJune 2027", "", "", "", ""],
    ["5", "Go to and", "", "", "", "", "", "", ""],
    ["", "fro", "", "", "", "", "", "", ""],
    ["Later", *[LEFT] * 8],
    ["6", "Come", "Ada Quill", "", "31 April 2027", "", "", "", ""],
]


def test_every_code_is_documented_with_its_severity(tmp_path: Path) -> None:
    text = (REFERENCE / "plan-import.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| (error|warning|info) \|", text, re.MULTILINE))
    assert set(listed) == CODES
    report, _ = plan_report(
        write_word(tmp_path / "p.docx", [heading("Priority 1: X"), table(*ROWS)])
    )
    told = {finding["code"]: finding["severity"] for finding in report["findings"]}
    assert len(told) >= 15
    assert told.items() <= listed.items()
