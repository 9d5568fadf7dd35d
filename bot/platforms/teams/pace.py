"""How fast one connection writes: so many messages in so many seconds, by conversation and in all.

Nobody sleeps here: who comes too early is told when their turn is.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.ports import Clock

#: Who does not come for their turn within this long holds up nobody any more.
_GIVEN_UP = timedelta(seconds=10)

Limits = tuple[tuple[int, float], ...]
"""(messages, seconds): no more than so many in any span of so many seconds."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Teams' limits: of one conversation or thread, and of the app in a tenant."""

    thread: Limits = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
    tenant: Limits = ((50, 1.0),)
    margin: float = 0.05
    """Of a span: what messages sent in time may come closer together on their way."""


ADVISED = Rate()


class _Sent:
    """When messages went, as far back as the limits look."""

    def __init__(self, limits: Limits, margin: float, times: Iterable[datetime] = ()) -> None:
        self._limits = [(count, timedelta(seconds=s * (1 + margin))) for count, s in limits]
        most = max((count for count, _ in limits), default=1)
        self._times: deque[datetime] = deque(times, maxlen=most)

    def ready(self, now: datetime) -> datetime:
        """The earliest instant from ``now`` on at which another may go."""
        at = now
        for count, span in self._limits:
            if len(self._times) >= count:
                at = max(at, self._times[-count] + span)
        return at

    def note(self, at: datetime) -> None:
        self._times.append(at)

    def copy(self) -> _Sent:
        twin = _Sent((), 0.0)
        twin._limits = self._limits
        twin._times = deque(self._times, maxlen=self._times.maxlen)
        return twin

    def is_idle(self, now: datetime) -> bool:
        longest = max((span for _, span in self._limits), default=timedelta(0))
        return not self._times or now - self._times[-1] > longest


@dataclass(kw_only=True)
class _Waiting:
    """A message that came too early. ``rank`` orders those of a thread; ``turn`` is when it may come again."""

    thread: str
    rank: tuple[int, int]
    turn: datetime


class Pace:
    """Who comes too early gets a turn, so that it comes again once and not again and again.

    In a thread nobody overtakes but what is more urgent, so that it keeps its order.
    """

    def __init__(self, clock: Clock, rate: Rate = ADVISED) -> None:
        self._clock = clock
        self._rate = rate
        self._lock = Lock()
        self._waiting: dict[int, _Waiting] = {}
        """By outbox row."""
        self._threads: defaultdict[str, _Sent] = defaultdict(
            lambda: _Sent(self._rate.thread, self._rate.margin)
        )
        self._all = _Sent(rate.tenant, rate.margin)
        self._held: dict[str, datetime] = {}
        """Thread → until when Teams said to leave it alone."""

    def wait(self, thread: str, row_id: int, priority: int = 0) -> float:
        """Seconds until this row may come again; 0: it may be sent now.

        Smaller priorities go first, and of the same those that were made first, as their ids tell.
        """
        now = self._clock.now()
        with self._lock:
            rank = (priority, row_id)
            before = sorted(
                one.rank
                for one in self._waiting.values()
                if one.thread == thread and one.rank < rank and now - one.turn < _GIVEN_UP
            )
            ready = self._ready(thread, now)
            if not before and ready <= now:
                self._waiting.pop(row_id, None)
                self._threads[thread].note(now)
                self._all.note(now)
                self._tidy(now)
                return 0.0
            turn = self._turn(thread, len(before), now)
            self._waiting[row_id] = _Waiting(thread=thread, rank=rank, turn=turn)
            return max((turn - now).total_seconds(), 0.001)

    def hold(self, seconds: float, thread: str, row_id: int, priority: int = 0) -> None:
        """Teams said when to come back: until then nothing goes into this thread. The row that it said it
        to keeps its place."""
        with self._lock:
            until = self._held[thread] = self._clock.now() + timedelta(seconds=seconds)
            self._waiting[row_id] = _Waiting(thread=thread, rank=(priority, row_id), turn=until)

    def _ready(self, thread: str, now: datetime) -> datetime:
        held = self._held.get(thread, now)
        return max(self._threads[thread].ready(now), self._all.ready(now), held)

    def _turn(self, thread: str, ahead: int, now: datetime) -> datetime:
        """When those ahead have gone, each as soon as it may, and another may go."""
        sent = self._threads[thread].copy()
        at = self._ready(thread, now)
        for _ in range(ahead):
            sent.note(at)
            at = sent.ready(at)
        return at

    def _tidy(self, now: datetime) -> None:
        """Forget threads that nothing was written to for so long that it counts no more."""
        if len(self._threads) > 1000:
            for thread in [t for t, sent in self._threads.items() if sent.is_idle(now)]:
                del self._threads[thread]
                self._held.pop(thread, None)
