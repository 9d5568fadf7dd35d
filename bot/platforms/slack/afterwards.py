"""What is done once an event has been acknowledged: forms opened, pages shown, cards put in place."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

log = logging.getLogger(__name__)

#: Done at a time.
ANSWERING = 4
#: Of a failure: the innermost places that are told.
_PLACES = 5


class Afterwards:
    """A pool that nobody waits for: what fails in it is told in the log, never lost."""

    def __init__(self, connection: str) -> None:
        self._pool = ThreadPoolExecutor(ANSWERING, thread_name_prefix=f"slack-{connection}-answers")

    def submit(self, what: str, work: Callable[..., object], *given: object) -> None:
        """Have it done. ``what``: what it is called in the log."""
        self._pool.submit(work, *given).add_done_callback(partial(tell_failure, what))

    def close(self) -> None:
        """Finish what is being done."""
        self._pool.shutdown(wait=True)


def tell_failure(what: str, done: Future[object]) -> None:
    """Log how it failed, where it did: the error's kind and place. Its words may be somebody's, who wrote to
    the bot, and stay out."""
    error = None if done.cancelled() else done.exception()
    if error is None:
        return
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-_PLACES:]
    ]
    told = {"what": what, "error": type(error).__name__, "at": places}
    log.error("not_done: %s at %s", told["error"], " < ".join(reversed(places)), extra=told)
