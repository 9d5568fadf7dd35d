"""Finding a browser for the tests on whatever machine they run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.install_browser import VARIABLE, find_browser


def _program(path: Path, *, says: str, code: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)
    return path


def test_a_browser_on_the_path_is_found(tmp_path: Path) -> None:
    browser = _program(tmp_path / "chromium-browser", says="Chromium 140.0")
    assert find_browser({"PATH": str(tmp_path)}) == browser


def test_a_stub_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    _program(tmp_path / "chromium-browser", says="install the snap", code=1)
    browser = _program(tmp_path / "google-chrome", says="Google Chrome 140.0")
    assert find_browser({"PATH": str(tmp_path)}) == browser


def test_a_named_browser_goes_before_all_others(tmp_path: Path) -> None:
    _program(tmp_path / "chromium", says="Chromium 140.0")
    named = _program(tmp_path / "mine", says="Chromium 141.0")
    assert find_browser({"PATH": str(tmp_path), VARIABLE: str(named)}) == named


@pytest.mark.parametrize("named", ["/nowhere/chromium", "/bin/echo"])
def test_a_named_browser_that_is_none_is_one_sentence_and_exit_1(named: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.e2e.install_browser"],
        env={**os.environ, VARIABLE: named},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1
    assert f"the program that {VARIABLE} names does not run" in run.stderr
