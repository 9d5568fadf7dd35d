"""Every transcript here plays to its end, each expectation met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from bot.replay.host import Host
from bot.replay.run import run
from bot.replay.transcript import Expect, read_transcript
from tests.fakes.slack_host import slack_host
from tests.fakes.teams_host import teams_host

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))


@contextmanager
def _console() -> Iterator[Host | None]:
    yield None


@pytest.mark.parametrize(
    "host", [_console, slack_host, teams_host], ids=["console", "slack", "teams"]
)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_transcript(file: Path, host: Callable[[], AbstractContextManager[Host | None]]) -> None:
    transcript = read_transcript(file)
    assert any(isinstance(step.deed, Expect) for step in transcript.steps), "expects nothing"
    with host() as found:
        lines = list(run(transcript, found))
    failed = [line.text for line in lines if line.kind == "failed"]
    told = "\n".join(f"{line.to}: {line.text}" if line.to else line.text for line in lines)
    assert not failed, f"{failed[0]}\n\n{told}"


def test_an_unmet_expectation_fails(tmp_path: Path) -> None:
    """A transcript that expects what does not happen ends in a failure that names its line."""
    plan = HERE / "plans" / "small.csv"
    file = tmp_path / "wrong.yaml"
    file.write_text(
        f"""
plan: {plan}
now: 2023-10-02T10:00
bodies: [{{code: BOARD, name: Improvement Board}}]
meetings: [{{body: BOARD, date: 2023-11-21}}]
people:
  - {{name: Ada Quill, organisation: Council}}
steps:
  - say: {{as: Ada Quill, text: "PA1-1.1.2 green"}}
  - expect: {{record: {{PA1-1.1.2: {{status: red}}}}}}
""",
        encoding="utf-8",
    )
    last = list(run(read_transcript(file)))[-1]
    assert last.kind == "failed"
    assert "wrong.yaml, line 10" in last.text
    assert "'green', not 'red'" in last.text
