"""How much of what Slack allows is used: a digest of 400 entries and 500 reminders for one workspace, through a
proxy that allows one message a second in a channel and 300 a minute in all, and refuses more with 429.
"""

from __future__ import annotations

import time
from datetime import timedelta
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

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
from bot.domain.people import Address, Place
from bot.phrasing.digest import messages
from bot.platforms.slack.pace import Rate
from bot.runtime import Ticks
from store import open_units
from tests.fakes.slack_local import LocalSlack
from tests.fakes.slack_programme import ELG, enrol, open_workspace
from tests.fakes.slack_proxy import Rules, SlackProxy
from tests.fakes.westmere import CONNECTION
from tests.unit.digest.county import AMBER, RED, action, before, facts, heading

HURRY = 1
ENTRIES, REMINDERS = 400, 500
#: Of the rate that the proxy allows.
LEAST_USED = 0.9


def run() -> None:
    """Send it all and tell how fast it went."""
    slack = LocalSlack()
    rules = Rules(channel_seconds=1 / HURRY, per_minute=300, minute=60 / HURRY)
    proxy = SlackProxy(slack, rules=rules)
    try:
        with TemporaryDirectory() as folder:
            parts, sent, seconds = _send(proxy, Path(folder))
    finally:
        proxy.stop()
        slack.stop()
    allowed = max(sent / 300 * 60, parts) / HURRY
    used = allowed / seconds
    print(
        f"a digest of {ENTRIES} entries in {parts} posts, and {REMINDERS} reminders, in {seconds:.1f} s: {used:.0%} of the"
        f" rate allowed (at least {LEAST_USED:.0%}); {proxy.seen.limited} refused with 429 and sent again"
    )
    if used < LEAST_USED:
        print(f"  below the {LEAST_USED:.0%} that is aimed at")


def _digest() -> tuple[OutboundMessage, ...]:
    """The posts of a digest: reds and ambers, each with all that it owes."""
    top = heading(1, "A priority with much to do")
    actions = [
        action(f"{n}.1", f"Do the thing number {n}", priority=1, state=(RED, AMBER)[n % 2])
        for n in range(ENTRIES)
    ]
    return messages(facts(actions, previous=before(actions, headings=[top]), headings=[top]))


def _send(proxy: SlackProxy, folder: Path) -> tuple[int, int, float]:
    """Posts in the digest's channel, posts in all, and the seconds they took."""
    units = open_units(f"sqlite:///{folder}/record.db", create=True)
    programme = enrol(units)
    clock = SystemClock()
    rate = Rate(channel_seconds=1 / HURRY, workspace_per_minute=300 * HURRY)
    workspace = open_workspace(proxy, units, "http", rate=rate, clock=clock)
    now = clock.now() - timedelta(seconds=1)
    rows = [
        Outgoing(
            programme_id=programme.id,
            address=ELG,
            key=f"digest:{number}",
            parent_key="digest:0" if number else None,
            priority=Priority.DIGEST,
            not_before=now,
            message=message,
        )
        for number, message in enumerate(_digest())
    ]
    for number in range(REMINDERS):
        words = f"reminder {number}"
        rows.append(
            Outgoing(
                programme_id=programme.id,
                address=Address(connection=CONNECTION, place=Place.DM, native=f"U{number:05}"),
                key=words,
                priority=Priority.REMINDER,
                not_before=now,
                message=OutboundMessage(blocks=(Paragraph(runs=(literal(words),)),), summary=words),
            )
        )
    with units.write() as uow:
        for row in rows:
            uow.outbox.put(row)
        uow.commit()
    sending = Delivery(units, {CONNECTION: workspace.messenger}, clock)

    def until_due() -> float:
        with units.read() as uow:
            at = uow.outbox.next_due()
        return inf if at is None else (at - clock.now()).total_seconds()

    ticks = Ticks(plan=lambda: None, deliver=sending.run_once, until_due=until_due)
    began = time.perf_counter()
    ticks.start()
    while until_due() != inf:
        time.sleep(0.5)
    seconds = time.perf_counter() - began
    ticks.stop()
    with units.read() as uow:
        sent = uow.outbox.listing(limit=10_000)
    assert {row.state for row in sent} == {SendState.SENT}, "something was lost"
    assert proxy.seen.posts == len(sent), f"{proxy.seen.posts} arrived of {len(sent)}"
    parts = sum(row.address == ELG for row in sent)
    units.close()
    return parts, len(sent), seconds
