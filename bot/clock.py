"""The only caller of "now": the system's clock, and one that can be set for demos and transcripts."""

from __future__ import annotations

import threading
from datetime import UTC, datetime


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SettableClock:
    """Stands still until it is moved, and never goes back."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock starts at an instant with a time zone")
        self._now = start.astimezone(UTC)
        self._lock = threading.Lock()

    def now(self) -> datetime:
        with self._lock:
            return self._now

    def move_to(self, instant: datetime) -> None:
        """Go forward to ``instant``; an earlier one is ignored."""
        with self._lock:
            self._now = max(self._now, instant.astimezone(UTC))
