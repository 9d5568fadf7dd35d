"""Makes sure that there is a judge of app manifests: ``python -m tests.fakes.install_app_manifest``.

It is Microsoft's own library with the schemas of every version, from the npm registry, put into the
virtual environment. Exit code 0: it is there; 1: it is not, and one sentence on standard error says why.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

PACKAGE, VERSION = "@microsoft/app-manifest", "1.1.2"
#: ``fs-extra`` it uses and does not ask for; of ``strip-bom`` it asks for one that older nodes cannot load.
WANTED = {
    "private": True,
    "dependencies": {PACKAGE: VERSION, "fs-extra": "11.3.2"},
    "overrides": {"strip-bom": "4.0.0"},
}
FOLDER = Path(sys.prefix) / "node" / "manifest"


def installed() -> bool:
    told = FOLDER / "package.json"
    return (
        (FOLDER / "node_modules" / PACKAGE / "build" / "index.js").exists()
        and told.exists()
        and json.loads(told.read_text(encoding="utf-8")) == WANTED
    )


def install() -> str | None:
    """Install it where it is not; what is missing, in one sentence, or ``None``."""
    if shutil.which("node") is None:
        return (
            "There is no node for the test of the Teams app's manifest: install Node.js with npm."
        )
    if installed():
        return None
    npm = shutil.which("npm")
    if npm is None:
        return "There is no npm for the test of the Teams app's manifest: install Node.js with npm."
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    held = Path(mkdtemp(prefix="manifest-", dir=FOLDER.parent))
    try:
        (held / "package.json").write_text(json.dumps(WANTED), encoding="utf-8")
        done = subprocess.run(
            [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts",
             "--prefix", held],
            capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
        if done.returncode:
            return f"npm could not install {PACKAGE}@{VERSION} for the test of the Teams app's manifest."
        _put_in_place(held)
    finally:
        shutil.rmtree(held, ignore_errors=True)
    return None


def _put_in_place(held: Path) -> None:
    """Whole or not at all: another process may be installing it as well, and the first is kept."""
    if FOLDER.exists() and not installed():
        shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        os.rename(held, FOLDER)  # noqa: PTH104 - fails where a folder is, which is what is wanted
    except OSError:
        if not installed():
            raise


if __name__ == "__main__":
    problem = install()
    if problem is not None:
        print(problem, file=sys.stderr)
        sys.exit(1)
    print(FOLDER)
