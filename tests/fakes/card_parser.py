"""Adaptive Cards' own library as a judge of cards: what it says against one at version 1.5, in Teams."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.fakes.install_adaptivecards import FOLDER, install

_PROGRAM = Path(__file__).with_name("card_parser.cjs")


class CardParser:
    """One node for as many cards as there are; start it once. Not for several threads at a time."""

    def __init__(self) -> None:
        """:raises AssertionError: it cannot be had; the sentence says why."""
        problem = install()
        assert problem is None, problem
        node = shutil.which("node")
        assert node is not None
        self._node = subprocess.Popen(
            [node, _PROGRAM, FOLDER / "adaptivecards.js", FOLDER / "teams-light.json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def faults(self, card: Mapping[str, Any]) -> list[str]:
        """The library's parse and validation events, in its words; empty for a card without fault."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(f"{json.dumps(card)}\n")
        self._node.stdin.flush()
        told = json.loads(self._node.stdout.readline())
        assert isinstance(told, list)
        return told

    def close(self) -> None:
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.close()
        self._node.wait(10)
        self._node.stdout.close()
