"""How much of what Teams allows is used: a digest in one thread and 500 reminders to one tenant, through a
connector that keeps Teams' limits by thread and by tenant and refuses more with 429.

At Teams' own rates and on the real clock: neither is scaled. Half of the people were met before; the chat with
each of the others is begun first, a call of its own that the tenant's limit counts. The connector answers at
once: a network's delays, which one message after the other waits for, are not in the figure.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.sending import put, seconds_to_send
from bot.clock import SystemClock
from bot.delivery import Delivery
from bot.domain.messages import (
    OutboundMessage,
    Outgoing,
    Paragraph,
    Priority,
    SendState,
    literal,
)
from bot.platforms.teams.pace import ADVISED
from bot.ports import Reach, Units
from bot.runtime import keep_what_is_loaded
from store import open_units
from tests.fakes.teams_connector import Rules, TeamsConnector
from tests.fakes.teams_people import User, account
from tests.fakes.teams_programme import ELG, dm_address, enrol, looping, register
from tests.fakes.teams_rules import TENANT_LIMIT, THREAD_LIMITS
from tests.fakes.westmere import CONNECTION

POSTS, REMINDERS = 40, 500
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
    rows = [
        Outgoing(
            programme_id=programme.id,
            address=ELG,
            key=f"digest:{number}",
            parent_key="digest:0" if number else None,
            priority=Priority.DIGEST,
            not_before=now,
            message=_said(f"part {number}"),
        )
        for number in range(POSTS)
    ]
    rows += [
        Outgoing(
            programme_id=programme.id,
            address=dm_address(user),
            key=f"reminder {number}",
            priority=Priority.REMINDER,
            not_before=now,
            message=_said(f"reminder {number}"),
        )
        for number, user in enumerate(people)
    ]
    put(units, rows)
    with looping() as loop:
        registration = register(teams, units, loop, clock=clock, rate=ADVISED)
        sending = Delivery(units, {CONNECTION: registration.messenger}, clock)

        def deliver() -> None:
            nonlocal busy
            began = time.perf_counter()
            sending.run_once()
            busy += time.perf_counter() - began

        keep_what_is_loaded()  # as ``sendbot run`` does
        seconds = seconds_to_send(units, clock, deliver)
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


def _said(words: str) -> OutboundMessage:
    return OutboundMessage(blocks=(Paragraph(runs=(literal(words),)),), summary=words)
