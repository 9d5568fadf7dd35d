"""Whatever stands in a table: a plan or a refusal, never a failure, and no key twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.documents.plan_file import read_plan
from bot.documents.plan_json import plan_report, report_text
from bot.domain.errors import PlanRefused
from bot.domain.plan_changes import compare, existing_plan
from tests.fakes.plan_files import UP, Value, write_csv, write_excel
from tests.unit.documents.test_plan_changes import stored

HEADINGS = st.sampled_from(
    "Ref|Aim|Outcome|Priority|Action|Action ref|Lead|Officer(s)|Due|Revised date|Start/Rev/End|Milestones|"
    "Measures|Target|RAG|Status|Notes|Lead organisation|What we will do|By when|xyz|".split("|")
)
CELLS = st.one_of(
    st.sampled_from(
        "1.1|1.1.1|2|Outcome 1: Time|Priority 2|Train staff|and go on|Ada Quill; Del Rowe|AQ|TBC|n/a|•|"
        "October 2026|31 February 2027|Start: May 2026 Rev: June 2026 End: July 2026|2026-2028|Ongoing|"
        "A (May 2027) B (June 2027)|90% by Dec 2026|Green|purple|Ada Quill, Head of Care (FC)|(|)|/|;|\n".split(
            "|"
        )
    ),
    st.text(max_size=25).filter(lambda text: "\x00" not in text and "\r" not in text),
)
TABLES = st.integers(2, 7).flatmap(
    lambda width: st.tuples(
        st.lists(HEADINGS, min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8),
    )
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=TABLES)
def test_any_table_is_read_or_refused(table: tuple[list[str], list[list[str]]]) -> None:
    header, body = table
    with TemporaryDirectory() as folder:
        check(write_csv(Path(folder) / "p.csv", [header, *body], encoding="utf-16"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=TABLES, merges=st.lists(st.tuples(st.integers(1, 8), st.integers(0, 6)), max_size=4))
def test_any_sheet_is_read_or_refused(
    table: tuple[list[str], list[list[str]]], merges: Sequence[tuple[int, int]]
) -> None:
    header, body = table
    rows: list[list[Value]] = [list(header)]
    rows += [[printable(text) for text in row] for row in body]
    for top, left in merges:
        if 1 < top < len(rows) and left < len(header):
            rows[top][left] = UP
    with TemporaryDirectory() as folder:
        check(write_excel(Path(folder) / "p.xlsx", {"Plan": rows}))


def printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c == "\n").lstrip("=")


def check(path: Path) -> None:
    try:
        plan = read_plan(path)
    except PlanRefused as refused:
        assert refused.sentence.endswith(".")  # noqa: PT017
        return
    keys = [action.key for action in plan.actions]
    assert len(set(keys)) == len(keys)
    ids = {heading.id for heading in plan.headings}
    assert {action.heading for action in plan.actions} <= ids
    assert {heading.parent for heading in plan.headings} <= {None, *ids}
    for action in plan.actions:
        shared = [m.shared_with for m in action.milestones]
        shared += [m.shared_with for m in action.measures]
        for others in shared:
            assert action.key not in others
            assert set(others) <= set(keys)
    report, code = plan_report(path)
    assert code == 0
    assert report_text(report)
    actions = stored(plan)
    assert not compare(existing_plan(actions), plan).new_actions
