"""A printed transcript heads each message with the moment at which it arrived."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from bot.replay.run import Line, run
from bot.replay.transcript import read_transcript

PLAN = Path(__file__).parent / "plans" / "small.csv"
WEEKS = f"""
plan: {PLAN}
now: 2023-10-02T10:00
bodies: [{{code: BOARD, name: Improvement Board}}]
meetings: [{{body: BOARD, date: 2023-11-21}}]
people:
  - {{name: Ada Quill, organisation: Council}}
steps:
  - say: {{as: Ada Quill, text: "PA1-1.1.2 green"}}
  - advance: 2023-11-20T12:00
"""


def _heads(lines: list[Line]) -> list[tuple[str, Line]]:
    """Each other line with the time line that it stands under."""
    head, found = "", []
    for line in lines:
        if line.kind == "time":
            head = line.text
        else:
            found.append((head, line))
    return found


def test_what_arrives_on_the_way_stands_under_its_own_moment(tmp_path: Path) -> None:
    file = tmp_path / "weeks.yaml"
    file.write_text(WEEKS, encoding="utf-8")
    lines = list(run(read_transcript(file)))
    told = _heads(lines)
    before = [head for head, line in told if line.kind == "said"]
    assert before == ["Mon 2 Oct 2023, 10am"]
    arrived = [head for head, line in told if line.kind == "seen"]
    assert arrived[0] == "Mon 2 Oct 2023, 10am"
    assert len(set(arrived)) > 3
    assert "Mon 20 Nov 2023, noon" not in arrived
    assert lines[-1] == Line(kind="time", text="Mon 20 Nov 2023, noon")
    times = [line.text for line in lines if line.kind == "time"]
    assert all(one != other for one, other in pairwise(times))
