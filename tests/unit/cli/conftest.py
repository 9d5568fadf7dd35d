"""The command line in this process: arguments in; exit code, output and errors out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from tests.fakes.databases import image

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


#: The database of ``loaded``, once it was made.
_loaded: list[bytes] = []


@pytest.fixture
def loaded(sendbot: Sendbot, tmp_path: Path) -> Sendbot:
    """The example programme with its plan and people in it, not started."""
    record = tmp_path / "record.db"
    if _loaded:
        record.write_bytes(_loaded[0])
    else:
        _load(sendbot)
        _loaded.append(image(record))
    return sendbot


def _load(sendbot: Sendbot) -> None:
    for arguments in (
        ("db", "upgrade"),
        ("programme", "apply", EXAMPLE / "programme.yaml"),
        ("plan", "import", EXAMPLE / "plan.csv", "--code", "FIP"),
        ("people", "import", EXAMPLE / "people.csv"),
    ):
        done = sendbot(*arguments)
        assert done.code == 0, done.err
