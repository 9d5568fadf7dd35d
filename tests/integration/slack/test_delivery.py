"""Everything that is sent arrives once, whatever the network, Slack's limits and the machine do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.clock import SettableClock, SystemClock
from bot.delivery import Delivery
from bot.domain.messages import (
    Effect,
    Heading,
    OutboundMessage,
    Outgoing,
    Paragraph,
    Picture,
    SendState,
    StatusRow,
    literal,
)
from bot.domain.people import Address, Place
from bot.domain.status import Status
from bot.platforms.slack.pace import Rate
from bot.platforms.slack.render import mark
from bot.ports import Units
from bot.serving import lanes
from store.unit_of_work import SqlUnits
from tests.fakes.databases import file_units
from tests.fakes.sending import send_until_nothing_is_due
from tests.fakes.slack_local import ADA, CHANNEL, NOOR, OTHER_CHANNEL, LocalSlack, shared_slack
from tests.fakes.slack_programme import ELG, UNPACED, enrol, open_workspace
from tests.fakes.slack_proxy import Rules, SlackProxy, Trouble
from tests.fakes.westmere import CONNECTION

NOW = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
LEASE = timedelta(seconds=121)
#: Seconds until something is due, where nothing is.
NOTHING = 3600.0
PICTURE = Picture(
    name="brag_bars",
    data={"now": "Now", "before": None, "bars": [
        {"code": "P1", "title": "Assess", "now": {"green": 1}, "before": None}]},
    alt="P1 Assess: Green 1.",
)  # fmt: skip


@pytest.fixture
def slack() -> LocalSlack:
    return shared_slack()


@pytest.fixture
def units(tmp_path: Path) -> Iterator[SqlUnits]:
    found = file_units(tmp_path / "record.db")
    enrol(found)
    yield found
    found.close()


def said(words: str) -> OutboundMessage:
    return OutboundMessage(blocks=(Paragraph(runs=(literal(words),)),), summary=words)


def digest(units: Units, parts: int, *, channel: str = CHANNEL, name: str = "d") -> list[str]:
    """A headline with its picture and a thread under it; the keys of its posts."""
    head = OutboundMessage(blocks=(Heading(text=f"Digest {name}"), PICTURE), summary=name)
    where = Address(connection=CONNECTION, place=Place.CHANNEL, native=channel)
    put(
        units,
        Outgoing(programme_id=1, address=where, key=f"{name}:0", not_before=NOW, message=head),
    )
    for part in range(1, parts):
        put(
            units,
            Outgoing(
                programme_id=1,
                address=where,
                key=f"{name}:{part}",
                parent_key=f"{name}:0",
                not_before=NOW,
                message=said(f"{name} part {part}"),
            ),
        )
    return [f"{name}:{part}" for part in range(parts)]


def put(units: Units, row: Outgoing) -> None:
    with units.write() as uow:
        uow.outbox.put(row)
        uow.commit()


def states(units: Units) -> Counter[SendState]:
    with units.read() as uow:
        return Counter(row.state for row in uow.outbox.listing(limit=100_000))


def marks(slack: LocalSlack, *channels: str) -> Counter[str]:
    """How often each key's mark stands in these channels."""
    return Counter(
        message["blocks"][0]["block_id"]
        for channel in channels
        for message in slack.messages(channel)
        if message.get("blocks")
    )


def pictures(slack: LocalSlack, channel: str) -> list[dict[str, Any]]:
    return [f for m in slack.messages(channel) for f in m.get("files") or ()]


def delivery(proxy: SlackProxy, units: Units, clock: SettableClock) -> Delivery:
    workspace = open_workspace(proxy, units, "http", rate=UNPACED, clock=clock)
    return Delivery(units, {CONNECTION: workspace.messenger}, clock)


def free(trouble: Callable[[str, dict[str, Any]], Trouble | None]) -> Rules:
    return Rules(channel_seconds=0, per_minute=1_000_000, trouble=trouble)


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble(when="before"),
        Trouble(when="after"),
        Trouble(when="before", status=500),
        Trouble(when="after", status=500),
    ],
    ids=["cut off before", "cut off after", "500 before", "500 after"],
)
def test_what_breaks_off_is_asked_about_and_stands_once(
    slack: LocalSlack, units: SqlUnits, trouble: Trouble
) -> None:
    """Every post and every file's last step breaks off the first time."""
    seen: set[str] = set()

    def once(method: str, arguments: dict[str, Any]) -> Trouble | None:
        if method not in ("chat.postMessage", "files.completeUploadExternal"):
            return None
        what = str(arguments.get("text") or method)
        if what in seen:
            return None
        seen.add(what)
        return trouble

    proxy = SlackProxy(slack, rules=free(once))
    keys = digest(units, 6)
    clock = SettableClock(NOW)
    sending = delivery(proxy, units, clock)
    for _ in range(6):
        sending.run_once()
        clock.move_to(clock.now() + LEASE)
    proxy.stop()
    assert states(units) == {SendState.SENT: 7}
    assert marks(slack, CHANNEL) == {mark(key): 1 for key in keys}
    assert len(pictures(slack, CHANNEL)) == 1
    assert proxy.seen.faults == []


def test_what_is_answered_too_late_is_asked_about_and_stands_once(
    slack: LocalSlack, units: SqlUnits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.slack.api.TIMEOUT", 0.5)
    slow = {"chat.postMessage": 1.0}
    rules = replace(free(lambda *_: None), late=lambda method, _: slow.pop(method, 0.0))
    proxy = SlackProxy(slack, rules=rules)
    put(units, Outgoing(programme_id=1, address=ELG, key="x", not_before=NOW, message=said("hm")))
    clock = SettableClock(NOW)
    sending = delivery(proxy, units, clock)
    assert sending.run_once().doubted == 1
    clock.move_to(NOW + LEASE)
    assert sending.run_once().sent == 1
    proxy.stop()
    assert marks(slack, CHANNEL) == {mark("x"): 1}
    assert proxy.seen.posts == 1


def test_an_ephemeral_in_doubt_is_never_shown_twice(slack: LocalSlack, units: SqlUnits) -> None:
    def always(method: str, _: dict[str, Any]) -> Trouble | None:
        return Trouble(when="after") if method == "chat.postEphemeral" else None

    proxy = SlackProxy(slack, rules=free(always))
    with units.read() as uow:
        (person,) = uow.people.by_address(CONNECTION, ADA)
    row = Outgoing(
        programme_id=1, address=ELG, effect=Effect.EPHEMERAL, person_id=person.id, key="e",
        not_before=NOW, message=said("Status"),
    )  # fmt: skip
    put(units, row)
    clock = SettableClock(NOW)
    for _ in range(3):
        delivery(proxy, units, clock).run_once()
        clock.move_to(clock.now() + LEASE)
    proxy.stop()
    assert [m["text"] for m in slack.messages(CHANNEL)] == ["Status"]
    with units.read() as uow:
        assert uow.outbox.doubt_count() == 1
        assert [row.state for row in uow.outbox.listing()] == [SendState.FAILED]


def test_an_answer_where_the_bot_is_not_goes_to_its_asker_alone(
    slack: LocalSlack, units: SqlUnits
) -> None:
    with units.read() as uow:
        (person,) = uow.people.by_address(CONNECTION, ADA)
    elsewhere = replace(ELG, native="C99NOWHERE")
    proxy = SlackProxy(slack, rules=free(lambda *_: None))
    row = Outgoing(
        programme_id=1, address=elsewhere, effect=Effect.EPHEMERAL, person_id=person.id, key="e",
        not_before=NOW, message=said("Status"),
    )  # fmt: skip
    put(units, row)
    proxy.slack.reset()
    delivery(proxy, units, SettableClock(NOW)).run_once()
    proxy.stop()
    assert [m["text"] for m in slack.messages(slack.dm(ADA))] == ["Status"]


@pytest.mark.parametrize(
    ("native", "told"),
    [("C99GONE", "invite the bot"), ("#nowhere", "sees no channel #nowhere")],
)
def test_what_cannot_be_delivered_says_what_to_do(
    slack: LocalSlack, units: SqlUnits, native: str, told: str
) -> None:
    put(
        units,
        Outgoing(
            programme_id=1, address=replace(ELG, native=native), key="x", not_before=NOW,
            message=said("hm"),
        ),
    )  # fmt: skip
    proxy = SlackProxy(slack, rules=free(lambda *_: None))
    delivery(proxy, units, SettableClock(NOW)).run_once()
    proxy.stop()
    with units.read() as uow:
        _, row = uow.outbox.listing()
    assert row.state is SendState.FAILED
    assert row.last_error is not None
    assert told in row.last_error


def test_a_channel_may_be_named(slack: LocalSlack, units: SqlUnits) -> None:
    where = replace(ELG, native="#executive-leadership")
    put(units, Outgoing(programme_id=1, address=where, key="x", not_before=NOW, message=said("hm")))
    proxy = SlackProxy(slack, rules=free(lambda *_: None))
    delivery(proxy, units, SettableClock(NOW)).run_once()
    proxy.stop()
    assert [m["text"] for m in slack.messages(CHANNEL)] == ["hm"]


def test_a_list_of_four_hundred_arrives_whole_and_in_order(
    slack: LocalSlack, units: SqlUnits
) -> None:
    rows = tuple(
        StatusRow(key=f"WIP-{n}", title="Do the thing", status=Status.GREEN) for n in range(400)
    )
    where = Address(connection=CONNECTION, place=Place.DM, native=NOOR)
    message = OutboundMessage(blocks=rows, summary="All", items=("WIP-1",))
    put(units, Outgoing(programme_id=1, address=where, key="l", not_before=NOW, message=message))
    proxy = SlackProxy(slack, rules=free(lambda *_: None))
    delivery(proxy, units, SettableClock(NOW)).run_once()
    proxy.stop()
    posts = slack.messages(slack.dm(NOOR))
    assert all("thread_ts" not in one for one in posts), "beside each other, not under the first"
    words = str([one["blocks"] for one in posts])
    places = [words.index(f"'WIP-{n}'") for n in range(400)]
    assert places == sorted(places)
    assert proxy.seen.faults == []


def test_nothing_is_sent_too_fast_and_nothing_much_too_slowly(
    slack: LocalSlack, units: SqlUnits
) -> None:
    """Two digests at once, with a second eight times as short."""
    hurry = 8
    rules = Rules(channel_seconds=1 / hurry, per_minute=300, minute=60 / hurry)
    rate = Rate(channel_seconds=1 / hurry, workspace_per_minute=300 * hurry, margin=0.1)
    keys = digest(units, 24) + digest(units, 12, channel=OTHER_CHANNEL, name="o")
    proxy = SlackProxy(slack, rules=rules)
    clock = SystemClock()
    workspace = open_workspace(proxy, units, "http", rate=rate, clock=clock)
    bot = Bot(
        units=units,
        clock=clock,
        messengers={CONNECTION: workspace.messenger},
        platforms={CONNECTION: "slack"},
    )
    try:
        send_until_nothing_is_due(lanes(bot), within=90)
    finally:
        proxy.stop()
    assert states(units) == {SendState.SENT: len(keys) + 2}
    assert marks(slack, CHANNEL, OTHER_CHANNEL) == {mark(key): 1 for key in keys}
    parts = [m["text"] for m in slack.messages(CHANNEL) if m["text"].startswith("d part")]
    assert parts == [f"d part {n}" for n in range(1, 24)]
    assert proxy.seen.faults == []


# --- kills ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kills",
    [25, pytest.param(1000, marks=pytest.mark.chaos)],
)
def test_killed_at_any_instant_every_post_stands_once(
    slack: LocalSlack,
    tmp_path: Path,
    kills: int,
    record_property: Callable[[str, object], None],
) -> None:
    if kills > 25 and not os.environ.get("SENDBOT_CHAOS"):
        pytest.skip("only with make chaos")
    database = tmp_path / "record.db"
    units = file_units(database)
    enrol(units)
    # Of a digest a dozen posts may be sent before the bot dies again.
    digests = 6 * max(kills // 25, 1)
    keys: Sequence[str] = [key for n in range(digests) for key in digest(units, 45, name=f"d{n}")]
    units.close()
    proxy = SlackProxy(slack, rules=free(lambda *_: None))
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.slack.killing", database, proxy.url, str(kills)],
        capture_output=True, text=True, check=False, timeout=60 + kills * 3,
    )  # fmt: skip
    proxy.stop()
    assert done.returncode == 0, done.stderr
    died = int(done.stdout.split()[0])
    units = file_units(database)
    told = states(units)
    units.close()
    found = marks(slack, CHANNEL)
    told_of = f"{died} kills, {len(keys)} posts: {sum(found.values())} stand"
    record_property("figure", told_of)
    assert died == kills
    assert told == {SendState.SENT: len(keys) + digests}
    assert found == {mark(key): 1 for key in keys}
    assert len(pictures(slack, CHANNEL)) == digests
