"""What counts as an attempt to send: to wait for a turn is none, however often (R17)."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta
from threading import Event

from bot.bootstrap import Bot
from bot.clock import SettableClock
from bot.delivery import BACKOFF
from bot.domain.messages import Outgoing, SendState
from bot.ports import NotSent, SendError
from store.unit_of_work import SqlUnits
from tests.contract.store.records import outgoing, small
from tests.fakes.sending import Chat

NOW = datetime(2023, 10, 2, 9, 0, tzinfo=UTC)
CONNECTION = "chat"
TURN = NotSent(SendError.RATE_LIMITED, "waits for its turn", retry_after=1)
BAD_GATEWAY = NotSent(SendError.TRANSIENT, "502")


def _bot(units: SqlUnits, clock: SettableClock, *answers: NotSent) -> tuple[Bot, Chat]:
    """On a platform that answers so, and then sends."""
    waiting = deque(answers)

    def answer() -> None:
        if waiting:
            raise waiting.popleft()

    messenger = Chat(answer)
    bot = Bot(
        units=units,
        clock=clock,
        messengers={CONNECTION: messenger},
        platforms={CONNECTION: "slack"},
    )
    return bot, messenger


def _put(units: SqlUnits, *keys: str) -> None:
    with units.write() as uow:
        made = small(uow)
        for key in keys:
            assert uow.outbox.put(outgoing(made.programme.id, key, not_before=NOW))
        uow.commit()


def _row(units: SqlUnits, key: str) -> Outgoing:
    with units.read() as uow:
        row = uow.outbox.by_key(key)
    assert row is not None
    return row


def test_many_turns_waited_for_and_one_failure_lose_no_message(record: SqlUnits) -> None:
    clock = SettableClock(NOW)
    turns = [TURN] * (2 * len(BACKOFF))
    bot, messenger = _bot(record, clock, *turns, BAD_GATEWAY)
    _put(record, "a")
    for _ in turns:
        bot.deliver()
        clock.move_to(clock.now() + timedelta(seconds=1))
    bot.deliver()
    row = _row(record, "a")
    assert (row.state, row.attempts) == (SendState.QUEUED, 1)
    assert row.not_before == clock.now() + timedelta(seconds=BACKOFF[0])
    clock.move_to(row.not_before)
    bot.deliver()
    assert _row(record, "a").state is SendState.SENT
    assert messenger.sent == 1


def test_failure_after_failure_is_given_up(record: SqlUnits) -> None:
    clock = SettableClock(NOW)
    bot, messenger = _bot(record, clock, *[BAD_GATEWAY] * (len(BACKOFF) + 1))
    _put(record, "a")
    for _ in range(len(BACKOFF) + 1):
        bot.deliver()
        clock.move_to(max(clock.now(), _row(record, "a").not_before))
    assert _row(record, "a").state is SendState.FAILED
    assert messenger.sent == 0


def test_what_is_told_to_stop_leaves_the_rest_for_later(record: SqlUnits) -> None:
    bot, messenger = _bot(record, SettableClock(NOW))
    _put(record, "a", "b", "c")
    ends = Event()

    def after_the_first() -> bool:
        if messenger.sent:
            ends.set()
        return ends.is_set()

    assert bot.deliver(until=after_the_first).sent == 1
    assert [_row(record, key).state for key in "abc"] == [
        SendState.SENT,
        SendState.QUEUED,
        SendState.QUEUED,
    ]
    assert bot.deliver().sent == 2
