"""The one event loop that everything of Teams' library lives on, in a thread of its own (decision 1)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


class Loop:
    """Started by the composition root before any connection is opened, and stopped after the last.

    A client that was used on one loop fails on every other: there is one loop a process, for all
    connections.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="teams", daemon=True)
        self._last: list[Callable[[], Awaitable[None]]] = []

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End what still runs on it, and the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=30)

    def at_the_end(self, close: Callable[[], Awaitable[None]]) -> None:
        """Have something closed when the loop stops, on it: nobody sends any more then."""
        self._last.append(close)

    def hand_over(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Have it done there; from any thread."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[Any, Any, T], *, seconds: float) -> T:
        """Have it done there and wait for it; from any thread but its own.

        :raises TimeoutError: it took longer; it is cancelled then.
        """
        doing = self.hand_over(work)
        try:
            return doing.result(seconds)
        except TimeoutError:
            doing.cancel()
            raise

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        for close in self._last:
            self._loop.run_until_complete(close())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
