"""The conversation that the README shows is a transcript, and plays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.replay.run import run
from bot.replay.transcript import read_transcript

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/tutorial/a-month-with-one-plan.md")


@pytest.mark.parametrize("page", PAGES)
def test_what_the_page_shows_happens(page: str, tmp_path: Path) -> None:
    found = re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"{page} shows no transcript"
    for number, text in enumerate(found):
        file = tmp_path / f"shown-{number}.yaml"
        file.write_text(text, encoding="utf-8")
        last = list(run(read_transcript(file)))[-1]
        assert last.kind != "failed", last.text
