"""Over a socket there is no "come again": what was not handled is not acknowledged, and comes again by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

from bot.domain.status import Status
from tests.fakes.slack_local import ADA
from tests.fakes.slack_programme import World, world
from tests.fakes.slack_proxy import Rules
from tests.fakes.slack_slow import TOO_LATE_BY, OnceSlow

#: Nobody has to wait, and what was not acknowledged comes again.
AGAIN = Rules(channel_seconds=0, per_minute=100_000, brings_again=3)


def test_nothing_is_acknowledged_while_the_record_is_away(tmp_path: Path) -> None:
    with world(tmp_path, "socket", rules=AGAIN) as slack, ThreadPoolExecutor(1) as pool:
        seen, dm = slack.proxy.seen, slack.dm(ADA)
        with slack.units.write():
            # Nobody else can write while this does.
            pool.submit(slack.slack.say, ADA, dm, "1.1 red")
            slack.until(lambda: seen.unanswered == 1)
            assert seen.acknowledgements == 0
        _handled_when_brought_again(slack)


def test_nothing_is_acknowledged_too_late(tmp_path: Path) -> None:
    with (
        world(tmp_path, "socket", rules=AGAIN, slowed=OnceSlow) as slack,
        ThreadPoolExecutor(1) as pool,
    ):
        pool.submit(slack.slack.say, ADA, slack.dm(ADA), "1.1 red")
        slack.until(lambda: slack.proxy.seen.unanswered == 1)
        _handled_when_brought_again(slack)


def _handled_when_brought_again(slack: World) -> None:
    slack.until(lambda: len(slack.proxy.seen.answers) == 1)
    # What is late would come now.
    sleep(TOO_LATE_BY)
    assert slack.proxy.settled()
    seen = slack.proxy.seen
    assert (seen.deliveries, seen.unanswered, seen.acknowledgements) == (2, 1, 1)
    slack.answers(slack.dm(ADA), 1)
    with slack.units.read() as uow:
        (update,) = uow.actions.updates(slack.action("WIP-1.1").id)
    assert update.status is Status.RED
