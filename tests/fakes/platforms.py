"""A platform in a file: what it was sent survives any kill, and it counts."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from bot.domain.messages import Effect, Outgoing


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One message that arrived."""

    key: str
    effect: str
    repeat: bool


class FilePlatform:
    """Each send is one append to a file: it has arrived or it has not, whenever the sender is killed."""

    platform = "console"

    def __init__(self, file: Path, *, can_be_asked: bool) -> None:
        self._file = file
        self._can_be_asked = can_be_asked

    @property
    def can_be_asked(self) -> bool:
        return self._can_be_asked

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        """See ``Messenger.send``."""
        line = json.dumps(
            {
                "key": row.key,
                "effect": row.effect.value,
                "repeat": row.repeat,
                "thread": thread,
            }
        )
        descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, f"{line}\n".encode())
        finally:
            os.close(descriptor)
        return f"post-{row.id}"

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:
        """See ``Messenger.find``."""
        assert row.effect is not Effect.EPHEMERAL, "nobody asks about what only its asker saw"
        return f"post-{row.id}" if any(a.key == row.key for a in self.arrivals()) else None

    def arrivals(self) -> list[Arrival]:
        """Everything that arrived, in order."""
        if not self._file.exists():
            return []
        return [
            Arrival(key=line["key"], effect=line["effect"], repeat=line["repeat"])
            for line in map(json.loads, self._file.read_text(encoding="utf-8").splitlines())
        ]
