"""R17 under SIGKILL: killed at any instant, the bot loses nothing and says nothing twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Tell = Callable[[str, object], None]

ROOT = Path(__file__).parents[2]
DATABASES = ("sqlite_file", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.mark.parametrize("kind", DATABASES)
def test_killed_25_times(kind: str, record_property: Tell) -> None:
    record_property("figure", _kill(kind, 25, seed=20231024))


@pytest.mark.chaos
@pytest.mark.skipif("SENDBOT_CHAOS" not in os.environ, reason="long: make chaos")
@pytest.mark.parametrize("kind", DATABASES)
def test_killed_1000_times(kind: str, record_property: Tell) -> None:
    record_property("figure", _kill(kind, 1000, seed=int.from_bytes(os.urandom(4))))


def _kill(kind: str, kills: int, *, seed: int) -> str:
    """What the run told of itself."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.killing", kind, str(kills), str(seed)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3000,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert f"{kills} kills" in done.stdout
    return done.stdout.strip()
