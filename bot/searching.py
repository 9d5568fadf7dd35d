"""The search for the accounts of people who are known by their work e-mail alone (``bot.handlers.first_contact``):
a thread for each connection, which looks again for as long as the service runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from bot.ports import NotSent, Unavailable

log = logging.getLogger(__name__)

#: Seconds until the platform is asked again: where it could not be asked, and where it was, since an e-mail may have
#: been corrected or somebody have come to the programme.
AGAIN, ANEW = 60.0, 900.0
#: For what is being asked when the service is stopped.
STOP_SECONDS = 30.0


class Search:
    """One connection's. Asks nothing before ``start``."""

    def __init__(
        self,
        connection: str,
        look: Callable[[], object],
        *,
        again: float = AGAIN,
        anew: float = ANEW,
    ) -> None:
        """``look`` asks the platform once for everybody who is sought; it may raise ``NotSent`` or ``Unavailable``."""
        self._look = look
        self._again, self._anew = again, anew
        self._closing = Event()
        self._thread = Thread(target=self._run, name=f"people {connection}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Finish what is being asked and ask no more."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(timeout=STOP_SECONDS)

    def _run(self) -> None:
        while not self._closing.is_set():
            self._closing.wait(self._once())

    def _once(self) -> float:
        """Seconds until the next look."""
        try:
            self._look()
        except (NotSent, Unavailable) as error:
            log.warning("people_not_matched", extra={"why": str(error)})
            return getattr(error, "retry_after", None) or self._again
        except Exception:
            # The thread's edge: one look that fails must not be the last.
            log.exception("matching_failed")
        return self._anew
