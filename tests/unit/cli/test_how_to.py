"""The how-to pages, followed word for word in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.unit.cli.conftest import ROOT

_BLOCK = re.compile(r"^( *)```\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[str]:
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    return [line.strip() for _, block in _BLOCK.findall(text) for line in block.splitlines()]


def test_a_programme_is_set_up_and_its_plan_loaded_as_the_pages_say(tmp_path: Path) -> None:
    (tmp_path / "config").symlink_to(ROOT / "config")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "sendbot").symlink_to(Path(sys.executable).with_name("sendbot"))
    lines = [*commands("set-up-a-programme.md"), *commands("load-a-plan.md")]
    assert "sendbot programme start" in lines
    ours = {k: v for k, v in os.environ.items() if not k.startswith("SENDBOT_")}
    done = subprocess.run(
        ["bash", "-euc", "\n".join(lines)],
        cwd=tmp_path,
        env=ours,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "is live." in done.stdout
    assert "First messages: " in done.stdout
    assert "Now heads the digest: " in done.stdout
    assert "Nothing differs from the record." in done.stdout
