"""Delivery: empties the outbox through the messengers (R17, DESIGN.md decision 4).

What certainly failed is retried or kept as failed; what may have arrived is looked up where the
platform can be asked, and repeated once, marked, where it cannot. An answer that only its asker sees
is sent at most once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.calendar import WorkingDays
from bot.domain.cycle_plan import next_window
from bot.domain.messages import Effect, Outgoing, Priority, SendState
from bot.handlers.reaching import undelivered
from bot.ports import (
    Clock,
    Expands,
    InDoubt,
    Messenger,
    NotSent,
    SendError,
    Unavailable,
    UnitOfWork,
    Units,
)

log = logging.getLogger(__name__)

#: Seconds before each further attempt; after the last a row is failed, shown and retryable.
BACKOFF: tuple[int, ...] = (5, 30, 120, 600, 1800, 3600)
#: A message sent within this long of its time is in time, whatever the hour: its planner chose it.
PROMPT = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Retry:
    at: datetime


@dataclass(frozen=True, kw_only=True)
class GiveUp:
    reason: str


def after_failure(error: NotSent, *, attempts: int, now: datetime) -> Retry | GiveUp:
    """What to do about a send that did not arrive; ``attempts`` counts those made, this one too."""
    match error.error:
        case SendError.UNREACHABLE | SendError.REFUSED:
            return GiveUp(reason=error.detail)
        case SendError.RATE_LIMITED:
            return Retry(at=now + timedelta(seconds=error.retry_after or BACKOFF[0]))
        case SendError.TRANSIENT:
            if attempts > len(BACKOFF):
                return GiveUp(reason=error.detail)
            wait = max(BACKOFF[attempts - 1], error.retry_after or 0)
            return Retry(at=now + timedelta(seconds=wait))


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What one emptying of the outbox did."""

    sent: int = 0
    retried: int = 0
    failed: int = 0
    doubted: int = 0

    @property
    def any(self) -> bool:
        return bool(self.sent or self.retried or self.failed or self.doubted)


class Delivery:
    """Brings due outbox rows to their platforms, one visible effect at a time."""

    def __init__(self, units: Units, messengers: Mapping[str, Messenger], clock: Clock) -> None:
        """``messengers``: by connection name."""
        self._units = units
        self._messengers = messengers
        self._clock = clock

    def run_once(
        self, *, without: Collection[str] = (), until: Callable[[], bool] = lambda: False
    ) -> Delivered:
        """Send what is due now, in as many rounds as parents and their threads need.

        ``without``: connections that another thread delivers to, so that one platform that hangs holds up
        no other. ``until``: asked between two messages, whether to leave the rest for later.
        """
        total = Delivered()
        while not until():
            now = self._clock.now()
            with self._units.write() as uow:
                # One lease at a time: on a slow platform the last of many would run out unsent.
                rows = uow.outbox.claim(now, limit=1, without=without)
                uow.commit()
            if not rows:
                return total
            for row in rows:
                done = self._guarded(row)
                total = Delivered(
                    sent=total.sent + done.sent,
                    retried=total.retried + done.retried,
                    failed=total.failed + done.failed,
                    doubted=total.doubted + done.doubted,
                )
        return total

    def _guarded(self, row: Outgoing) -> Delivered:
        """The edge at which one row's defect is kept from the others: it is logged, and never marked sent.

        The row comes back in doubt when its lease runs out, and fails after as many attempts as others.
        """
        try:
            return self._deliver(row)
        except Unavailable:
            raise
        except Exception:
            log.exception("send_defect", extra={"row": row.id, "key": row.key})
            if row.attempts > len(BACKOFF):
                self._fail(row, "sending it fails every time; see the log")
                return Delivered(failed=1)
            return Delivered(doubted=1)

    def _deliver(self, row: Outgoing) -> Delivered:
        messenger = self._messengers.get(row.address.connection)
        if messenger is None:
            self._fail(row, f"no connection is called {row.address.connection!r}")
            return Delivered(failed=1)
        thread = self._thread_of(row)
        if row.state is SendState.IN_DOUBT:
            settled = self._settle_doubt(row, messenger, thread)
            if settled is not None:
                return settled
            # What takes another's place is the same however often it is sent.
            again = row.effect not in (Effect.UPDATE, Effect.VIEW)
            row = replace(row, repeat=row.repeat or (again and not messenger.can_be_asked))
        else:
            later = self._out_of_hours(row)
            if later is not None:
                with self._units.write() as uow:
                    uow.outbox.mark_retry(row.id, later, "waits for working hours", counts=False)
                    uow.commit()
                return Delivered(retried=1)
        row = self._expanded(row, messenger)
        try:
            platform_id = messenger.send(row, thread=thread)
        except NotSent as error:
            return self._not_sent(row, error)
        except InDoubt as error:
            # The lease runs out and the row comes back as in doubt: one path for a crash and a time-out.
            log.warning("send_in_doubt", extra={"row": row.id, "key": row.key, "why": str(error)})
            return Delivered(doubted=1)
        with self._units.write() as uow:
            uow.outbox.mark_sent(row.id, self._clock.now(), platform_id)
            uow.commit()
        return Delivered(sent=1)

    def _expanded(self, row: Outgoing, messenger: Messenger) -> Outgoing:
        """The row as one visible effect; what is to follow it is in the outbox before it is sent."""
        if not isinstance(messenger, Expands):
            return row
        head, *following = messenger.expand(row)
        if following:
            with self._units.write() as uow:
                for one in following:
                    uow.outbox.put(one)
                uow.commit()
        return head

    def _out_of_hours(self, row: Outgoing) -> datetime | None:
        """When a message that nobody waits for may go, where that is not now (R7): it was due in time
        and is late, after a failure, a pause or a stop. The rest of a thread follows its head."""
        if row.priority == Priority.ECHO or row.parent_key is not None:
            return None
        now = self._clock.now()
        if now - row.not_before <= PROMPT:
            return None
        with self._units.read() as uow:
            programme = uow.programmes.get(row.programme_id)
            working = WorkingDays(terms=tuple(uow.programmes.terms(programme.id)))
        later = next_window(now, programme.policy.hours, working)
        return later if later > now else None

    def _settle_doubt(
        self, row: Outgoing, messenger: Messenger, thread: str | None
    ) -> Delivered | None:
        """Settle a row whose lease ran out; ``None``: send it (again)."""
        now = self._clock.now()
        if row.effect in (Effect.UPDATE, Effect.VIEW):
            return None
        if row.effect is Effect.EPHEMERAL:
            with self._units.write() as uow:
                uow.outbox.mark_doubt(row.id, repeat=False, now=now)
                uow.outbox.mark_failed(row.id, "may have been shown once; never shown twice")
                uow.commit()
            return Delivered(doubted=1)
        if messenger.can_be_asked:
            try:
                found = messenger.find(row, thread=thread)
            except NotSent as error:
                return self._not_sent(row, error)
            if found is None:
                return None
            with self._units.write() as uow:
                uow.outbox.mark_sent(row.id, now, found)
                uow.commit()
            return Delivered(sent=1)
        if row.repeat:
            # It was already the marked repeat: a third copy would help nobody.
            self._fail(row, "may have been sent twice; look in the conversation before retrying")
            return Delivered(failed=1)
        with self._units.write() as uow:
            uow.outbox.mark_doubt(row.id, repeat=True, now=now)
            uow.commit()
        return Delivered(doubted=1)

    def _not_sent(self, row: Outgoing, error: NotSent) -> Delivered:
        match after_failure(error, attempts=row.attempts, now=self._clock.now()):
            case Retry(at=at):
                # Whoever only waits for a turn has not failed, however often.
                counts = error.error is not SendError.RATE_LIMITED
                with self._units.write() as uow:
                    uow.outbox.mark_retry(row.id, at, error.detail, counts=counts)
                    uow.commit()
                return Delivered(retried=1)
            case GiveUp(reason=reason):
                self._fail(row, reason, told=error)
                return Delivered(failed=1)

    def _fail(self, row: Outgoing, reason: str, *, told: NotSent | None = None) -> None:
        """``told``: what the platform said, which the programme office hears too."""
        log.error("send_failed", extra={"row": row.id, "key": row.key, "why": reason})
        with self._units.write() as uow:
            uow.outbox.mark_failed(row.id, reason)
            if told is not None:
                its = told.error is SendError.UNREACHABLE
                undelivered(uow, row, reason, self._clock.now(), is_the_places=its)
            uow.commit()

    def _thread_of(self, row: Outgoing) -> str | None:
        """The head of the thread that a row belongs to: threads have one level."""
        if row.parent_key is None:
            return row.thread
        with self._units.read() as uow:
            return _thread_in(uow, row)


def _thread_in(uow: UnitOfWork, row: Outgoing) -> str | None:
    parent = uow.outbox.by_key(row.parent_key) if row.parent_key is not None else None
    if parent is None:
        return row.thread
    around = _thread_in(uow, parent)
    if row.facts.get("beside") == "parent":
        return around
    return around or parent.platform_id
