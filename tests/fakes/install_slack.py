"""Makes sure that there is a Slack to test against: ``python -m tests.fakes.install_slack``.

It is local-slack, written by others, from the npm registry: one program, put into the virtual
environment. Exit code 0: it is there; 1: it is not, and one sentence on standard error says why.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = "local-slack-linux-x64"
VERSION = "0.1.8"
FOLDER = Path(sys.prefix) / "node"
PROGRAM = FOLDER / "node_modules" / PACKAGE / "bin" / "local-slack"


def installed() -> bool:
    return PROGRAM.exists()


def install() -> str | None:
    """Install it where it is not; what is missing, in one sentence, or ``None``."""
    if installed():
        return None
    if not sys.platform.startswith("linux"):
        return (
            "The tests against a local Slack run on Linux alone: it comes as one program for x64."
        )
    npm = shutil.which("npm")
    if npm is None:
        return "There is no npm for the tests against a local Slack: install Node.js with npm."
    FOLDER.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", FOLDER,
         f"{PACKAGE}@{VERSION}"],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if done.returncode or not installed():
        return f"npm could not install {PACKAGE}@{VERSION} for the tests against a local Slack."
    return None


if __name__ == "__main__":
    problem = install()
    if problem is not None:
        print(problem, file=sys.stderr)
        sys.exit(1)
    print(PROGRAM)
