"""How much of what Teams allows is used: a digest in one thread and 500 reminders to one tenant, through a
connector that keeps Teams' limits by thread and by tenant and refuses more with 429.

At Teams' own rates and on the real clock: neither is scaled. Half of the people were met before; the chat with
each of the others is begun first, a call of its own that the tenant's limit counts. The connector answers at
once: a network's delays, which one message after the other waits for, are not in the figure.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.sending import digest_rows, put, reminder_rows, said
from bot.bootstrap import Bot
from bot.clock import SystemClock
from bot.domain.messages import SendState
from bot.platforms.teams.pace import ADVISED
from bot.ports import Reach, Units
from bot.runtime import keep_what_is_loaded
from bot.serving import lanes
from store import open_units
from tests.fakes.sending import send_until_nothing_is_due
from tests.fakes.teams_connector import Rules, TeamsConnector
from tests.fakes.teams_people import User, account
from tests.fakes.teams_programme import ELG, dm_address, enrol, looping, register
from tests.fakes.teams_rules import TENANT_LIMIT, THREAD_LIMITS
from tests.fakes.westmere import CONNECTION

POSTS, REMINDERS = 40, 500
#: Seconds after which something is wrong.
LONGEST = 600
#: Of the rate that the connector allows.
LEAST_USED = 0.9


def run() -> None:
    """Send it all and tell how fast it went."""
    teams = TeamsConnector(Rules())
    people = [account(f"Lead {number}") for number in range(REMINDERS)]
    for user in people:
        teams.rooms.admit(user)
    try:
        with TemporaryDirectory() as folder:
            seconds, busy = _send(teams, people, Path(folder))
    finally:
        teams.stop()
    assert not teams.seen.faults, teams.seen.faults
    begun = REMINDERS // 2
    calls = teams.seen.posts + begun
    thread = _least(POSTS - 1, THREAD_LIMITS)
    used = max(thread, _least(calls, (TENANT_LIMIT,))) / seconds
    print(
        f"a digest of {POSTS} posts and {REMINDERS} reminders, {begun} of them to people not met before, in"
        f" {seconds:.1f} s: {used:.0%} of what they allow (at least {LEAST_USED:.0%});"
        f" {teams.seen.limited} refused with 429 and sent again; busy for {busy / seconds:.0%} of it"
    )
    if used < LEAST_USED:
        print(f"  below the {LEAST_USED:.0%} that is aimed at")
        if busy > 0.85 * seconds:
            print(
                "  it is this machine that is slow, or busy with something else, and not the pace"
            )


def _least(count: int, limits: Sequence[tuple[int, float]]) -> float:
    """Seconds that so many take where each goes as soon as the limits let it."""
    at: list[float] = []
    for _ in range(count):
        at.append(max((at[-n] + s for n, s in limits if len(at) >= n), default=0.0))
    return at[-1]


def _send(teams: TeamsConnector, people: Sequence[User], folder: Path) -> tuple[float, float]:
    """The seconds that it took, and those in which something was done for it."""
    busy = 0.0
    units = open_units(f"sqlite:///{folder}/record.db", create=True)
    programme = enrol(units)
    clock = SystemClock()
    _meet(teams, units, people[::2])
    now = clock.now() - timedelta(seconds=1)
    put(units, digest_rows(programme.id, ELG, [said(f"part {n}") for n in range(POSTS)], now))
    addressed = [(dm_address(user), f"reminder {n}") for n, user in enumerate(people)]
    put(units, reminder_rows(programme.id, addressed, now))
    with looping() as loop:
        registration = register(teams, units, loop, clock=clock, rate=ADVISED)
        bot = Bot(
            units=units,
            clock=clock,
            messengers={CONNECTION: registration.messenger},
            platforms={CONNECTION: "teams"},
        )
        (lane,) = lanes(bot)

        def deliver(until: Callable[[], bool]) -> None:
            nonlocal busy
            began = time.perf_counter()
            lane.deliver(until)
            busy += time.perf_counter() - began

        keep_what_is_loaded()  # as ``sendbot run`` does
        seconds = send_until_nothing_is_due([replace(lane, deliver=deliver)], within=LONGEST)
    with units.read() as uow:
        sent = uow.outbox.listing(limit=10_000)
    assert {row.state for row in sent} == {SendState.SENT}, "something was lost"
    assert teams.seen.posts == len(sent), f"{teams.seen.posts} arrived of {len(sent)}"
    units.close()
    return seconds, busy


def _meet(teams: TeamsConnector, units: Units, people: Sequence[User]) -> None:
    """Their chats are known from what they wrote before."""
    with units.write() as uow:
        for user in people:
            reference = {
                "conversation": teams.rooms.dm(user),
                "service_url": teams.service_url,
                "kind": "personal",
            }
            uow.reachability.keep(
                Reach(connection=CONNECTION, native=user.object_id, reference=reference)
            )
        uow.commit()
