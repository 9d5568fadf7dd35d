"""Turns: never faster than the rate, nearly as fast, in order, for messages that come late too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import SettableClock
from bot.platforms.slack.pace import Pace, Rate

NOW = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)


def _emptied(
    channels: list[str], *, rate: Rate, late: list[float] | None = None
) -> list[tuple[datetime, str]]:
    """An outbox of one row per channel named, emptied at this pace: when each was sent, to where.

    Nobody is overtaken in their channel."""
    clock = SettableClock(NOW)
    pace = Pace(clock, rate)
    waiting = [(NOW, row, channel) for row, channel in enumerate(channels)]
    lateness = iter(late or [])
    sent: list[tuple[datetime, str]] = []
    order: dict[str, list[int]] = {}
    while waiting:
        waiting.sort()
        due, row, channel = waiting.pop(0)
        clock.move_to(due + timedelta(seconds=next(lateness, 0.0)))
        wait = pace.wait(channel, row)
        if wait:
            waiting.append((clock.now() + timedelta(seconds=wait), row, channel))
        else:
            sent.append((clock.now(), channel))
            order.setdefault(channel, []).append(row)
    assert all(rows == sorted(rows) for rows in order.values())
    return sent


@given(
    st.lists(st.sampled_from("abc"), min_size=2, max_size=60),
    st.lists(st.floats(0, 3), max_size=80),
)
def test_nobody_is_ever_too_early(channels: list[str], late: list[float]) -> None:
    sent = _emptied(channels, rate=Rate(), late=late)
    assert sorted(channel for _, channel in sent) == sorted(channels)
    for channel in set(channels):
        times = [at for at, where in sent if where == channel]
        assert all(b - a >= timedelta(seconds=1) for a, b in pairwise(times))


@settings(deadline=None)
@given(st.lists(st.floats(0, 3), max_size=200))
def test_no_minute_holds_more_than_the_workspace_may_send(late: list[float]) -> None:
    rate = Rate(workspace_per_minute=30)
    sent = [at for at, _ in _emptied([str(n) for n in range(90)], rate=rate, late=late)]
    assert all(b - a >= timedelta(minutes=1) for a, b in zip(sent, sent[30:], strict=False))


def test_who_comes_late_puts_off_nobody_after_them() -> None:
    late = [0.05] * 2_000
    sent = _emptied([str(n) for n in range(500)], rate=Rate(), late=late)
    assert (sent[-1][0] - NOW).total_seconds() <= 499 * 0.2 / 0.95


def test_a_channel_and_a_workspace_are_used_to_nine_tenths() -> None:
    one = _emptied(["a"] * 100, rate=Rate())
    assert (one[-1][0] - NOW).total_seconds() <= 99 / 0.9
    many = _emptied([str(n) for n in range(500)], rate=Rate())
    assert (many[-1][0] - NOW).total_seconds() <= 499 * 0.2 / 0.9


def test_a_busy_channel_holds_up_no_other() -> None:
    sent = _emptied([*("a" * 30), "b"], rate=Rate())
    (b,) = [at for at, channel in sent if channel == "b"]
    assert b - NOW < timedelta(seconds=1)


def test_what_is_urgent_does_not_wait_for_what_is_not() -> None:
    clock = SettableClock(NOW)
    pace = Pace(clock, Rate())
    for row in range(500):
        pace.wait(f"c{row}", row, 10)
    assert pace.wait("another", 999, 0) < 0.3
    for row in range(600, 660):
        pace.wait("a", row, 20)
    assert pace.wait("a", 1000, 0) < 1.1


def test_a_row_that_never_comes_back_holds_up_nobody_for_long() -> None:
    clock = SettableClock(NOW)
    pace = Pace(clock, Rate())
    assert pace.wait("a", 1) == 0
    assert pace.wait("a", 2) > 0, "and is then taken back"
    assert pace.wait("a", 3) > 2
    clock.move_to(NOW + timedelta(seconds=12))
    assert pace.wait("a", 3) == 0


def test_when_slack_says_wait_everybody_waits() -> None:
    clock = SettableClock(NOW)
    pace = Pace(clock, Rate())
    assert pace.wait("a", 1) == 0
    pace.hold(30, "a", 1)
    assert pace.wait("b", 2) >= 30
    assert pace.wait("a", 3) > 31
    clock.move_to(NOW + timedelta(seconds=30))
    assert pace.wait("a", 3) > 0, "whom Slack put off keeps their place"
    assert pace.wait("a", 1) == 0
