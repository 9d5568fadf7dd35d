"""A bounded pool in which Slack's requests are handled, of either transport."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import BoundedSemaphore
from time import monotonic

from slack_bolt import BoltResponse

from bot.platforms.slack.afterwards import tell_failure

#: Requests handled at a time, and those that may wait for a thread: more are asked to come again, which
#: Slack does, and which is better than an answer after its three seconds.
THREADS, WAITING = 12, 48
#: Seconds that a request may wait for a thread: with the two that its handling may take, still in time.
LONGEST_WAIT = 0.8
#: Seconds after which there is no acknowledgement any more, whatever hangs: Slack waits three and then brings
#: the event again, which finds what was saved and has the same answer.
ANSWER_WITHIN = 2.8
COME_AGAIN = {"Retry-After": "2"}


class Turns:
    """One connection's, for one transport."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix=name)
        self._room = BoundedSemaphore(THREADS + WAITING)

    def take(self, handle: Callable[[], BoltResponse]) -> Future[BoltResponse] | None:
        """Have a request handled; ``None``: there is no room for it."""
        if not self._room.acquire(blocking=False):
            return None
        try:
            doing = self._pool.submit(_in_turn, handle, monotonic())
        except RuntimeError:
            # It is closed.
            self._room.release()
            return None
        # Given back when it is done, not when nobody waits for it any more.
        doing.add_done_callback(self._leave)
        doing.add_done_callback(partial(tell_failure, "request"))
        return doing

    def close(self) -> None:
        """Finish what is being handled, and take no more."""
        self._pool.shutdown(wait=True)

    def _leave(self, _done: Future[BoltResponse]) -> None:
        self._room.release()


def _in_turn(handle: Callable[[], BoltResponse], arrived: float) -> BoltResponse:
    if monotonic() - arrived > LONGEST_WAIT:
        return come_again()
    return handle()


def come_again() -> BoltResponse:
    """Not acknowledged: Slack brings it again."""
    return BoltResponse(status=503, headers=dict(COME_AGAIN), body="")
