"""What has changed in the console's rooms, so that open pages hear of it without reloading."""

from __future__ import annotations

import secrets
from threading import Lock


class Feed:
    """A running list of changes in this process. Safe to use from any thread.

    ``epoch`` names the process's run: a page that kept a place in another run's list must start anew.
    """

    def __init__(self) -> None:
        self.epoch = secrets.token_hex(4)
        self._changes: list[int | None] = []
        self._lock = Lock()
        self.closed = False

    def close(self) -> None:
        """End every open stream, so that the server can stop without waiting for its pages."""
        self.closed = True

    @property
    def version(self) -> int:
        return len(self._changes)

    def changed(self, post_id: int | None = None) -> None:
        """A post was added or replaced; ``None``: only the record or the clock has changed.

        To be called after the commit, never before it: a page would read what is not there yet.
        """
        with self._lock:
            self._changes.append(post_id)

    def since(self, version: int) -> tuple[int, tuple[int, ...]]:
        """The version now, and the posts changed after ``version``, each once, oldest first."""
        with self._lock:
            changes = self._changes[version:]
            now = len(self._changes)
        return now, tuple(dict.fromkeys(c for c in changes if c is not None))

    def place(self) -> str:
        """Where the list stands, for ``resume``."""
        return f"{self.epoch}-{self.version}"

    def resume(self, place: str) -> int | None:
        """The version that a place names; ``None`` where it is of another run, or no place at all."""
        epoch, _, version = place.partition("-")
        if epoch != self.epoch or not version.isdecimal() or int(version) > self.version:
            return None
        return int(version)
