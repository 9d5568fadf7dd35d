"""The history file: what was reported before the programme came, each mistake one sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.dates import Precision
from bot.domain.errors import PlanRefused
from bot.domain.status import Limb, Status
from config.history import read_history


def write(folder: Path, text: str) -> Path:
    path = folder / "history.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(tmp_path: Path) -> None:
    history = read_history(
        write(
            tmp_path,
            """\
updates:
  - {action: P-1, by: Ada Quill, at: 2023-08-29 10:05, status: amber, position: Late., at_risk: [dates, impact], forecast: end of May 2024}
  - {action: P-1, by: Del Rowe, at: 2023-12-01, agrees: yes}
milestones: [{milestone: Start, done: 1 September 2023}]
readings: [{measure: Waits, value: 31%, as_of: 2023-07-31, source: return}]
digests: [{plan: P, body: BOARD, meeting: 2023-09-19, posted: 2023-09-11 9:30}]
""",
        )
    )
    first, second = history.updates
    assert first.at == datetime(2023, 8, 29, 9, 5, tzinfo=UTC)
    assert (first.status, first.limbs) == (Status.AMBER, frozenset({Limb.DATES, Limb.IMPACT}))
    assert first.forecast is not None
    assert (first.forecast.end, first.forecast.precision) == (date(2024, 5, 31), Precision.MONTH)
    assert (second.agrees, second.at) == (True, datetime(2023, 12, 1, 10, tzinfo=UTC))
    assert history.milestones[0].done_on == date(2023, 9, 1)
    assert history.readings[0].value == "31%"
    assert history.digests[0].posted_at == datetime(2023, 9, 11, 8, 30, tzinfo=UTC)


UPDATE = "updates: [{action: P-1, by: A B, at: 2023-08-29"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (UPDATE + "}]", "line 1: this update says nothing"),
        (UPDATE + ", agrees: no}]", 'agrees can only be "yes"'),
        (UPDATE + ", agrees: yes, status: red}]", "somebody who agrees says nothing else"),
        (UPDATE + ", status: pink}]", 'status is "pink"; write one of'),
        (UPDATE + ", status: red, at_risk: money}]", '"money" cannot be at risk; write dates or impact'),
        (UPDATE + ", forecast: 31 February 2024}]", "the calendar has no such day"),
        (UPDATE + ", forecast: soonish}]", 'forecast is "soonish"; write a date such as'),
        ("updates: [{by: A B, at: 2023-08-29, status: red}]", "action is missing"),
        ("updates: [{action: P, by: A B, at: noon, status: red}]", '"noon" is not an exact day'),
        ("readings: [{measure: W, value: 3, as_of: 2023-02-30, source: s}]", 'the calendar has no "2023-02-30"'),
        ("update: []", 'there is no "update" here. Did you mean "updates"?'),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_history(write(tmp_path, text))
    assert said in refused.value.sentence
    assert refused.value.sentence.startswith("history.yaml, line 1: ")
