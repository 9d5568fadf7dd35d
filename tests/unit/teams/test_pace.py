"""Who comes too early is told when to come, so that no limit of Teams' is met, nor missed by much."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SettableClock
from bot.platforms.teams.pace import Pace, Rate

NOW = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
LIMITS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))


class Sender:
    """Sends rows as delivery does: each comes again when it was told to."""

    def __init__(self, rate: Rate) -> None:
        self.clock = SettableClock(NOW)
        self.pace = Pace(self.clock, rate)
        self.sent: list[tuple[datetime, int]] = []
        self.waits = 0

    def send(self, rows: dict[int, str], *, priorities: dict[int, int] | None = None) -> None:
        due = dict.fromkeys(rows, NOW)
        while due:
            at = min(due.values())
            self.clock.move_to(at)
            ranks = priorities or {}
            ready = [row for row in due if due[row] <= at]
            row = min(ready, key=lambda one: (ranks.get(one, 0), one))
            wait = self.pace.wait(rows[row], row, ranks.get(row, 0))
            if wait == 0:
                del due[row]
                self.sent.append((at, row))
            else:
                self.waits += 1
                due[row] = at + timedelta(seconds=wait)


def most_in(times: list[datetime], seconds: float) -> int:
    span = timedelta(seconds=seconds)
    return max(sum(at <= other < at + span for other in times) for at in times)


def test_no_limit_of_a_conversation_is_met_and_none_missed_by_much() -> None:
    sender = Sender(Rate())
    sender.send(dict.fromkeys(range(200), "a"))
    times = [at for at, _ in sender.sent]
    for count, seconds in LIMITS:
        assert most_in(times, seconds) <= count
    assert [row for _, row in sender.sent] == list(range(200)), "in order"
    took = (times[-1] - times[0]).total_seconds()
    assert took < 200 / 60 * 30 * 1.06, "two a second, but for the margin"
    assert sender.waits < 600, "nobody comes again and again"


def test_the_hour_counts_too() -> None:
    sender = Sender(Rate())
    sender.send(dict.fromkeys(range(2000), "a"))
    times = [at for at, _ in sender.sent]
    assert most_in(times, 3600) <= 1800


def test_conversations_do_not_wait_for_each_other_but_all_together_keep_the_tenants_limit() -> None:
    sender = Sender(Rate())
    sender.send({row: f"person-{row}" for row in range(500)})
    times = [at for at, _ in sender.sent]
    assert most_in(times, 1.0) <= 50
    assert (times[-1] - times[0]).total_seconds() < 500 / 50 * 1.06
    assert sender.waits < 500, "nobody comes again and again"


def test_a_long_thread_leaves_the_tenants_room_to_others() -> None:
    sender = Sender(Rate())
    rows = {row: "a" if row < 60 else f"person-{row}" for row in range(300)}
    sender.send(rows)
    took = {row: (at - NOW).total_seconds() for at, row in sender.sent}
    assert max(took[row] for row in range(60, 300)) < 300 / 50 * 1.06
    assert took[59] < 60 / 60 * 30, "as soon as its own limits let it"


def test_what_is_more_urgent_goes_first() -> None:
    sender = Sender(Rate())
    rows = dict.fromkeys(range(20), "a")
    sender.send(rows, priorities={row: 0 if row == 19 else 20 for row in rows})
    assert sender.sent[0][1] == 19


def test_a_thread_that_teams_wants_left_alone_is_left_alone_and_keeps_its_order() -> None:
    clock = SettableClock(NOW)
    pace = Pace(clock, Rate())
    assert pace.wait("a", 1) == 0
    pace.hold(10, "a", 1)
    assert pace.wait("a", 2) == pytest.approx(10, abs=0.1)
    assert pace.wait("b", 3) == 0
    clock.move_to(NOW + timedelta(seconds=10))
    assert pace.wait("a", 2) > 0, "the one that was refused goes first"
    assert pace.wait("a", 1) == 0
    assert pace.wait("a", 2) == 0


def test_who_never_comes_back_holds_up_nobody() -> None:
    clock = SettableClock(NOW)
    pace = Pace(clock, Rate())
    pace.hold(1, "a", 1)
    clock.move_to(NOW + timedelta(seconds=5))
    assert pace.wait("a", 2) > 0
    clock.move_to(NOW + timedelta(seconds=12))
    assert pace.wait("a", 2) == 0


def test_many_conversations_are_not_remembered_for_ever() -> None:
    clock = SettableClock(NOW)
    pace = Pace(clock, Rate(tenant=()))
    for number in range(3000):
        clock.move_to(NOW + number * timedelta(seconds=10))
        assert pace.wait(f"a{number}", number) == 0
    assert len(pace._threads) < 1500
