"""What looking at a connection found: told to whoever operates it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at: whether it is well, and one sentence, which says what to do where it is not."""

    well: bool
    words: str


def well(words: str) -> Finding:
    return Finding(well=True, words=words)


def wrong(words: str) -> Finding:
    return Finding(well=False, words=words)


def unseen(words: str) -> Finding:
    """What cannot be asked, and where somebody can look themselves: no problem, and no word that all is well."""
    return Finding(well=True, words=f"Look yourself: {words}")
