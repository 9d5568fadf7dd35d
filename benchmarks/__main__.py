"""``make bench``: every benchmark in turn; figures are ratios against a named peer in the same run."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def main(wanted: list[str]) -> None:
    """Run those named, or all."""
    names = sorted(p.stem for p in HERE.glob("*.py") if not p.stem.startswith("_"))
    for name in wanted or names:
        print(f"\n== {name} ==", flush=True)
        import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
