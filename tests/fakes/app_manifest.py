"""Microsoft's own library as a judge of app manifests."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any

from tests.fakes.install_app_manifest import FOLDER, PACKAGE, install

#: Only with the schemas that the library brings: one that it would have to fetch is a fault.
_PROGRAM = f"""
globalThis.fetch = () => {{ throw new Error("no such schema in the library"); }};
const {{ AppManifestUtils: judge }} = require("{PACKAGE}");
const told = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
judge.validateAgainstSchema(told).then(
  (faults) => process.stdout.write(JSON.stringify(faults)),
  (error) => process.stdout.write(JSON.stringify([error.message])),
);
"""


def manifest_faults(manifest: Mapping[str, Any]) -> list[str]:
    """What the library says against a manifest, in its words; empty for one without fault.

    :raises AssertionError: the library cannot be had; the sentence says why.
    """
    problem = install()
    assert problem is None, problem
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run(
        [node, "-e", _PROGRAM],
        cwd=FOLDER, input=json.dumps(manifest), capture_output=True, encoding="utf-8", check=True,
        timeout=120,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert isinstance(told, list)
    return told
