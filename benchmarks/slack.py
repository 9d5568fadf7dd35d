"""How much of what Slack allows is used: a long digest and reminders for a whole workspace, through a proxy
that allows one message a second in a channel and 300 a minute in all: two minutes.
"""

from __future__ import annotations

import time
from datetime import timedelta
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import SystemClock
from bot.delivery import Delivery
from bot.domain.messages import OutboundMessage, Outgoing, Paragraph, Priority, SendState, literal
from bot.domain.people import Address, Place
from bot.platforms.slack.pace import Rate
from bot.runtime import Ticks
from store import open_units
from tests.fakes.slack_local import LocalSlack
from tests.fakes.slack_programme import CONNECTION, ELG, enrol, open_workspace
from tests.fakes.slack_proxy import Rules, SlackProxy

HURRY = 1
PARTS, REMINDERS = 80, 500
#: Of the rate that the proxy allows.
LEAST_USED = 0.9


def run() -> None:
    """Send it all and tell how fast it went."""
    slack = LocalSlack()
    rules = Rules(channel_seconds=1 / HURRY, per_minute=300, minute=60 / HURRY)
    proxy = SlackProxy(slack, rules=rules)
    try:
        with TemporaryDirectory() as folder:
            seconds = _send(proxy, Path(folder))
    finally:
        proxy.stop()
        slack.stop()
    allowed = (PARTS + REMINDERS) / 300 * 60 / HURRY
    used = allowed / seconds
    print(
        f"{PARTS} parts and {REMINDERS} reminders in {seconds:.1f} s: {used:.0%} of the rate allowed "
        f"(at least {LEAST_USED:.0%}); {proxy.seen.limited} refused with 429 and sent again"
    )
    if used < LEAST_USED:
        print(f"  below the {LEAST_USED:.0%} that is aimed at")


def _send(proxy: SlackProxy, folder: Path) -> float:
    units = open_units(f"sqlite:///{folder}/record.db", create=True)
    programme = enrol(units)
    clock = SystemClock()
    rate = Rate(channel_seconds=1 / HURRY, workspace_per_minute=300 * HURRY)
    workspace = open_workspace(proxy, units, "http", rate=rate, clock=clock)
    with units.write() as uow:
        for number in range(PARTS + REMINDERS):
            part = number < PARTS
            person = Address(connection=CONNECTION, place=Place.DM, native=f"U{number:05}")
            words = f"message {number}"
            uow.outbox.put(
                Outgoing(
                    programme_id=programme.id,
                    address=ELG if part else person,
                    key=words,
                    parent_key="message 0" if part and number else None,
                    priority=Priority.DIGEST if part else Priority.REMINDER,
                    not_before=clock.now() - timedelta(seconds=1),
                    message=OutboundMessage(
                        blocks=(Paragraph(runs=(literal(words),)),), summary=words
                    ),
                )
            )
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
        rows = uow.outbox.listing(limit=PARTS + REMINDERS)
    assert {row.state for row in rows} == {SendState.SENT}, "something was lost"
    assert proxy.seen.posts == PARTS + REMINDERS
    units.close()
    return seconds
