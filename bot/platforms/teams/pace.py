"""How fast one connection writes: so many messages in so many seconds, by conversation and in all.

Nobody sleeps here: who comes too early is told when their turn is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from threading import Lock

from bot.ports import Clock

#: Of what the margin saves in the tenant's span: so much later than its turn may a message go and put off
#: nobody after it.
_CAUGHT_UP = 0.8
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

    def __init__(self, limits: Limits, margin: float) -> None:
        self._limits = [(most, timedelta(seconds=s * (1 + margin))) for most, s in limits]
        longest = max((most for most, _ in limits), default=1)
        self._times: deque[datetime] = deque(maxlen=longest)

    def ready(self, now: datetime) -> datetime:
        """The earliest instant from ``now`` on at which another may go."""
        at = now
        for most, span in self._limits:
            if len(self._times) >= most:
                at = max(at, self._times[-most] + span)
        return at

    def free(self, at: datetime, taken: Iterable[datetime]) -> datetime:
        """The earliest instant from ``at`` on that is free beside those sent and those that are ``taken``."""
        times = sorted((*self._times, *taken))
        while True:
            before = bisect_right(times, at)
            ends = [times[before - most] + span for most, span in self._limits if before >= most]
            if max(ends, default=at) <= at:
                return at
            at = max(ends)

    def note(self, at: datetime) -> None:
        self._times.append(max(at, self._times[-1]) if self._times else at)

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
    """A message that came too early. ``rank`` orders those of a thread, ``place`` those of the tenant;
    ``turn`` is when it may come again."""

    thread: str
    rank: tuple[int, int]
    place: tuple[int, int]
    turn: datetime


class Pace:
    """Who comes too early gets a turn, so that it comes again once and not again and again.

    In a thread nobody overtakes but what is more urgent, so that it keeps its order; in the tenant turns of
    the less urgent hold up nobody.
    """

    def __init__(self, clock: Clock, rate: Rate = ADVISED) -> None:
        self._clock = clock
        self._rate = rate
        self._lock = Lock()
        self._waiting: dict[int, _Waiting] = {}
        """By outbox row."""
        self._numbers = count()
        self._threads: defaultdict[str, _Sent] = defaultdict(
            lambda: _Sent(self._rate.thread, self._rate.margin)
        )
        self._all = _Sent(rate.tenant, rate.margin)
        shortest = min((seconds for _, seconds in rate.tenant), default=0.0)
        self._catch_up = timedelta(seconds=shortest * rate.margin * _CAUGHT_UP)
        self._held: dict[str, datetime] = {}
        """Thread → until when Teams said to leave it alone."""

    def wait(self, thread: str, row_id: int, priority: int = 0) -> float:
        """Seconds until this row may come again; 0: it may be sent now.

        Smaller priorities go first, and of the same those that were made first, as their ids tell.
        """
        now = self._clock.now()
        with self._lock:
            rank = (priority, row_id)
            waited = self._waiting.pop(row_id, None)
            waiting = [one for one in self._waiting.values() if now - one.turn < _GIVEN_UP]
            ahead = [one.turn for one in waiting if one.thread == thread and one.rank < rank]
            if not ahead and self._ready(thread, now) <= now:
                self._threads[thread].note(now)
                turn = now if waited is None else min(waited.turn, now)
                self._all.note(max(turn, now - self._catch_up))
                self._tidy(now)
                return 0.0
            place = self._place(waited, thread, priority)
            taken = [max(one.turn, now) for one in waiting if one.place < place]
            turn = self._turn(thread, ahead, taken, now)
            self._waiting[row_id] = _Waiting(thread=thread, rank=rank, place=place, turn=turn)
            return max((turn - now).total_seconds(), 0.001)

    def hold(self, seconds: float, thread: str, row_id: int, priority: int = 0) -> None:
        """Teams said when to come back: until then nothing goes into this thread. The row that it said it
        to keeps its place."""
        with self._lock:
            until = self._held[thread] = self._clock.now() + timedelta(seconds=seconds)
            place = self._place(None, thread, priority)
            self._waiting[row_id] = _Waiting(
                thread=thread, rank=(priority, row_id), place=place, turn=until
            )

    def _place(self, waited: _Waiting | None, thread: str, priority: int) -> tuple[int, int]:
        """Behind everybody of the same priority, but for who waits for this thread already."""
        if waited is not None and waited.thread == thread:
            return waited.place
        return (priority, next(self._numbers))

    def _ready(self, thread: str, now: datetime) -> datetime:
        held = self._held.get(thread, now)
        return max(self._threads[thread].ready(now), self._all.ready(now), held)

    def _turn(
        self, thread: str, ahead: Sequence[datetime], taken: Sequence[datetime], now: datetime
    ) -> datetime:
        """When those ahead in the thread have gone, each as soon as it may, and the tenant has room beside
        the turns that are taken."""
        sent = self._threads[thread].copy()
        at = self._ready(thread, now)
        for turn in sorted(ahead):
            at = max(at, turn)
            sent.note(at)
            at = sent.ready(at)
        return self._all.free(at, taken)

    def _tidy(self, now: datetime) -> None:
        """Forget threads that nothing was written to for so long that it counts no more."""
        if len(self._threads) > 1000:
            for thread in [t for t, sent in self._threads.items() if sent.is_idle(now)]:
                del self._threads[thread]
                self._held.pop(thread, None)
