"""The command line in this process: arguments in; exit code, output and errors out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "config" / "example"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a command did."""

    code: int
    out: str
    err: str


Sendbot = Callable[..., Said]


@pytest.fixture
def sendbot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Sendbot:
    """``sendbot("status", "--json")`` on a database of its own."""
    monkeypatch.setenv("SENDBOT_DATABASE_URL", f"sqlite:///{tmp_path / 'record.db'}")

    def run(*arguments: str | Path) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(one) for one in arguments])
        told = capsys.readouterr()
        code = left.value.code
        return Said(code=code if isinstance(code, int) else 0, out=told.out, err=told.err)

    return run


@pytest.fixture
def loaded(sendbot: Sendbot) -> Sendbot:
    """The example programme with its plan and people in it, not started."""
    for arguments in (
        ("db", "upgrade"),
        ("programme", "apply", EXAMPLE / "programme.yaml"),
        ("plan", "import", EXAMPLE / "plan.csv", "--code", "FIP"),
        ("people", "import", EXAMPLE / "people.csv"),
    ):
        done = sendbot(*arguments)
        assert done.code == 0, done.err
    return sendbot
