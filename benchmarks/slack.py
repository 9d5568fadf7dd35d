"""How much of what Slack allows is used: a digest of 400 entries and 500 reminders for one workspace, through a
proxy that allows one message a second in a channel and 300 a minute in all, and refuses more with 429.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.sending import digest_rows, put, reminder_rows
from bot.bootstrap import Bot
from bot.clock import SystemClock
from bot.domain.messages import OutboundMessage, SendState
from bot.domain.people import Address, Place
from bot.phrasing.digest import messages
from bot.platforms.slack.pace import Rate
from bot.serving import lanes
from store import open_units
from tests.fakes.sending import send_until_nothing_is_due
from tests.fakes.slack_local import LocalSlack
from tests.fakes.slack_programme import ELG, enrol, open_workspace
from tests.fakes.slack_proxy import Rules, SlackProxy
from tests.fakes.slack_screen import shown
from tests.fakes.westmere import CONNECTION
from tests.unit.digest.county import AMBER, RED, action, before, facts, heading

HURRY = 1
ENTRIES, REMINDERS = 400, 500
#: Seconds after which something is wrong.
LONGEST = 600
TITLE = "Do the thing number"
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
        entries, reminders = _entries(slack), _reminders(slack)
    finally:
        proxy.stop()
        slack.stop()
    allowed = max(sent / 300 * 60, parts) / HURRY
    used = allowed / seconds
    print(
        f"a digest of {ENTRIES} entries in {parts} posts, and {REMINDERS} reminders, in {seconds:.1f} s: {used:.0%} of the"
        f" rate allowed (at least {LEAST_USED:.0%}); {proxy.seen.limited} refused with 429 and sent again;"
        f" read afterwards in the channels, once each: {_once(entries)} of {ENTRIES} entries, {_once(reminders)} of"
        f" {REMINDERS} reminders"
    )
    for wrong in (
        *amiss(entries, (f"PA1-{n}.1" for n in range(ENTRIES)), "entries"),
        *amiss(reminders, map(_reminder, range(REMINDERS)), "reminders"),
    ):
        print(f"  NOT COMPLETE: {wrong}")
    if used < LEAST_USED:
        print(f"  below the {LEAST_USED:.0%} that is aimed at")


def _entries(slack: LocalSlack) -> Counter[str]:
    """How often each action has its entry in the digest's channel: its key before its title."""
    words = "\n".join(shown(message) for message in slack.messages(ELG.native))
    return Counter(re.findall(rf"(PA1-\d+\.1) {TITLE} \d+\.", words))


def _reminders(slack: LocalSlack) -> Counter[str]:
    """How often each reminder stands in the conversation with its own person; one elsewhere is another."""
    found: Counter[str] = Counter()
    for number in range(REMINDERS):
        for message in slack.messages(slack.dm(_person(number))):
            words = shown(message)
            found[words if words == _reminder(number) else f"{words} at {_person(number)}"] += 1
    return found


def _once(found: Counter[str]) -> int:
    return sum(count == 1 for count in found.values())


def amiss(found: Counter[str], wanted: Iterable[str], what: str) -> list[str]:
    """What of that which was wanted once each is missing, is there again, or is there unasked."""
    names = list(wanted)
    groups = {
        "missing": [name for name in names if not found[name]],
        "more than once": [name for name in names if found[name] > 1],
        "never asked for": sorted(found.keys() - set(names)),
    }
    return [
        f"{len(those)} {what} {how}: {', '.join(those[:5])}{' …' if len(those) > 5 else ''}"
        for how, those in groups.items()
        if those
    ]


def _person(number: int) -> str:
    return f"U{number:05}"


def _reminder(number: int) -> str:
    return f"reminder {number}"


def _digest() -> tuple[OutboundMessage, ...]:
    """The posts of a digest: reds and ambers, each with all that it owes."""
    top = heading(1, "A priority with much to do")
    actions = [
        action(f"{n}.1", f"{TITLE} {n}", priority=1, state=(RED, AMBER)[n % 2])
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
    put(units, digest_rows(programme.id, ELG, _digest(), now))
    addressed = [
        (Address(connection=CONNECTION, place=Place.DM, native=_person(n)), _reminder(n))
        for n in range(REMINDERS)
    ]
    put(units, reminder_rows(programme.id, addressed, now))
    bot = Bot(
        units=units,
        clock=clock,
        messengers={CONNECTION: workspace.messenger},
        platforms={CONNECTION: "slack"},
    )
    seconds = send_until_nothing_is_due(lanes(bot), within=LONGEST)
    with units.read() as uow:
        sent = uow.outbox.listing(limit=10_000)
    states = Counter(row.state for row in sent)
    if set(states) != {SendState.SENT}:
        print(f"  NOT COMPLETE: the outbox holds {dict(states)}")
    parts = sum(row.address == ELG for row in sent)
    units.close()
    return parts, len(sent), seconds
