"""How fast one workspace is written to: so many seconds between two messages of a channel, and so many
messages a minute in all. Nobody sleeps here: who comes too early is told when their turn is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.ports import Clock

#: Of what the margin saves in a minute: so far the workspace may fall behind its schedule and still catch
#: up, and no minute holds more than its cap.
_CAUGHT_UP = 0.8
#: Who does not come for their turn within this long holds up nobody any more.
_GIVEN_UP = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Slack's advice: one message a second in a channel; the workspace's cap is its own secret."""

    channel_seconds: float = 1.0
    workspace_per_minute: float = 300
    margin: float = 0.03
    """Of an interval: what two messages sent in time may come closer together on their way."""


ADVISED = Rate()


@dataclass(kw_only=True)
class _Waiting:
    """A message that came too early. ``rank`` orders those of a channel; ``turn`` is when it may come again."""

    channel: str
    rank: tuple[int, int]
    turn: datetime


class Pace:
    """Who comes too early gets a turn, so that it comes again once and not again and again.

    In a channel nobody overtakes but what is more urgent, so that a thread keeps its order; turns of the
    less urgent hold up nobody.
    """

    def __init__(self, clock: Clock, rate: Rate) -> None:
        self._clock = clock
        self._channel_gap = timedelta(seconds=rate.channel_seconds * (1 + rate.margin))
        self._gap = timedelta(seconds=60 / rate.workspace_per_minute * (1 + rate.margin))
        self._catch_up = timedelta(seconds=60 * rate.margin * _CAUGHT_UP)
        self._lock = Lock()
        self._waiting: dict[int, _Waiting] = {}
        """By outbox row."""
        self._sent: dict[str, datetime] = {}
        """Channel → when it was last written to."""
        self._next: datetime | None = None
        """When the next message of the workspace is scheduled; one that came late puts off nobody after it."""
        self._held_until: datetime | None = None

    def wait(self, channel: str, row_id: int, priority: int = 0) -> float:
        """Seconds until this row may come again; 0: it may be sent now.

        Smaller priorities go first, and of the same those that were made first, as their ids tell.
        """
        now = self._clock.now()
        with self._lock:
            rank = (priority, row_id)
            before = [
                one
                for one in self._waiting.values()
                if one.rank < rank and now - one.turn < _GIVEN_UP
            ]
            ahead = sum(one.channel == channel for one in before)
            if not ahead and self._ready(channel, now) <= now:
                self._waiting.pop(row_id, None)
                self._sent[channel] = now
                self._next = max(self._next or now, now) + self._gap
                return 0.0
            turn = self._turn(channel, ahead, before, now)
            self._waiting[row_id] = _Waiting(channel=channel, rank=rank, turn=turn)
            return max((turn - now).total_seconds(), 0.001)

    def hold(self, seconds: float, channel: str, row_id: int, priority: int = 0) -> None:
        """Slack said when to come back: until then nothing is sent to this workspace. The row that it said
        it to keeps its place."""
        with self._lock:
            until = self._held_until = self._clock.now() + timedelta(seconds=seconds)
            self._waiting[row_id] = _Waiting(channel=channel, rank=(priority, row_id), turn=until)

    def _ready(self, channel: str, now: datetime) -> datetime:
        """When both the channel and the workspace can take a message again."""
        soonest = (self._next or now) - self._catch_up
        return max(self._channel_ready(channel, now), soonest, self._held_until or now)

    def _channel_ready(self, channel: str, now: datetime) -> datetime:
        return self._sent.get(channel, now - self._channel_gap) + self._channel_gap

    def _turn(
        self, channel: str, ahead: int, before: Sequence[_Waiting], now: datetime
    ) -> datetime:
        """After those ahead in the channel, and far enough from every turn given before."""
        turn = max(now, self._ready(channel, now)) + ahead * self._channel_gap
        for taken in sorted(one.turn for one in before):
            if turn - self._gap < taken < turn + self._gap:
                turn = taken + self._gap
        return turn
