"""Makes sure that there is a parser and renderer of cards to test against: ``python -m tests.fakes.install_adaptivecards``.

Both are written by others and come from the npm registry: Adaptive Cards' own library, and what its
designer knows of how Teams draws a card. Of each the few files that are used are put into the virtual
environment. Exit code 0: they are there; 1: they are not, and one sentence on standard error says why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

LIBRARY, DESIGNER = "adaptivecards@3.0.6", "adaptivecards-designer@2.4.4"
FOLDER = Path(sys.prefix) / "node" / "cards"
#: A file's name in the folder → its package, and where it lies there.
FILES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "adaptivecards.js": (LIBRARY, "dist/adaptivecards.js"),
        "teams-light.css": (DESIGNER, "dist/containers/teams-container-light.css"),
        "teams-dark.css": (DESIGNER, "dist/containers/teams-container-dark.css"),
        "teams-light.json": (DESIGNER, "lib/hostConfigs/microsoft-teams-light.json"),
        "teams-dark.json": (DESIGNER, "lib/hostConfigs/microsoft-teams-dark.json"),
    }
)
#: Says which versions the files are of.
_STAMP = FOLDER / "versions"
_VERSIONS = f"{LIBRARY} {DESIGNER}"


def installed() -> bool:
    return (
        all((FOLDER / name).exists() for name in FILES)
        and _STAMP.exists()
        and _STAMP.read_text() == _VERSIONS
    )


def install() -> str | None:
    """Install them where they are not; what is missing, in one sentence, or ``None``."""
    if shutil.which("node") is None:
        return "There is no node for the tests of Teams cards: install Node.js with npm."
    if installed():
        return None
    npm = shutil.which("npm")
    if npm is None:
        return "There is no npm for the tests of Teams cards: install Node.js with npm."
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as held:
        for package in (LIBRARY, DESIGNER):
            done = subprocess.run(
                [npm, "pack", package, "--silent", "--pack-destination", held],
                capture_output=True, text=True, check=False, timeout=600,
            )  # fmt: skip
            archive = Path(held) / f"{package.replace('@', '-')}.tgz"
            if done.returncode or not archive.exists():
                return f"npm could not fetch {package} for the tests of Teams cards."
            _unpack(archive, package)
    _STAMP.write_text(_VERSIONS)
    return None


def _unpack(archive: Path, package: str) -> None:
    with tarfile.open(archive) as tar:
        for name, (owner, path) in FILES.items():
            if owner == package:
                held = tar.extractfile(f"package/{path}")
                assert held is not None, f"{package} has no {path}"
                # In one step: another process may be reading the one that was there.
                new = FOLDER / f"{name}.{os.getpid()}"
                new.write_bytes(held.read())
                new.replace(FOLDER / name)


if __name__ == "__main__":
    problem = install()
    if problem is not None:
        print(problem, file=sys.stderr)
        sys.exit(1)
    print(FOLDER)
