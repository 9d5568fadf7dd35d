"""Slack waits three seconds for an answer: whatever hangs there is one, and what is brought again is handled
once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from bot.bootstrap import Bot
from bot.clock import SettableClock, SystemClock
from bot.domain.status import Status
from bot.domain.updates import Update
from bot.platforms.slack.app import Receive
from bot.ports import Units
from bot.web import create_app
from tests.fakes.databases import file_units
from tests.fakes.server import serving
from tests.fakes.slack_local import ADA, BOT
from tests.fakes.slack_programme import ELG, SPEC, enrol, open_workspace
from tests.fakes.slack_proxy import ANSWER_WITHIN
from tests.fakes.slack_requests import message_event, post
from tests.fakes.slack_slow import OnceSlow
from tests.fakes.slack_stand_in import SlackStandIn
from tests.fakes.waiting import wait_until
from tests.fakes.westmere import BEGINS, CONNECTION

NAMED, OTHER = "#executive-leadership", "#coffee"


@dataclass(kw_only=True)
class Brought:
    """A bot on a stand-in of Slack that brings it events."""

    slack: SlackStandIn
    units: Units
    url: str
    took: list[float] = field(default_factory=list)

    def say(self, number: int, channel: str) -> int:
        """The status with which the ``number``-th event is answered."""
        body = message_event(
            f"<@{BOT}> 1.1 red", channel=channel, event_id=f"Ev{number}",
            type="app_mention", channel_type="channel", user=ADA,
        )  # fmt: skip
        began = monotonic()
        at = int(SystemClock().now().timestamp())
        status = post(self.url, body, at=at).status_code
        self.took.append(monotonic() - began)
        return status

    def until_taken(self, number: int, channel: str) -> None:
        wait_until(lambda: self.say(number, channel) == 200)

    def updates(self) -> Sequence[Update]:
        with self.units.read() as uow:
            action = uow.actions.by_key(1, "WIP-1.1")
            assert action is not None
            return list(uow.actions.updates(action.id))


@contextmanager
def brought(
    folder: Path,
    seconds: dict[str, float],
    slowed: Callable[[Receive], Receive] = lambda receive: receive,
) -> Iterator[Brought]:
    """``seconds``: how long Slack takes for its answers; ``slowed``: what handling is wrapped in."""
    slack = SlackStandIn(lambda: BEGINS)
    slack.seconds.update(seconds)
    units = file_units(folder / "record.db")
    enrol(units, spec=replace(SPEC, digest_channels=(replace(ELG, native=NAMED),)))
    clock = SettableClock(BEGINS)
    workspace = open_workspace(slack, units, "http", clock=clock)
    bot = Bot(
        units=units,
        clock=clock,
        messengers={CONNECTION: workspace.messenger},
        platforms={CONNECTION: "slack"},
    )
    app = create_app(workspace.listen(slowed(bot.receive)), health=dict, metrics=str)
    with serving(app) as url:
        yield Brought(slack=slack, units=units, url=f"{url}/slack/{CONNECTION}")
    workspace.close()
    units.close()
    slack.stop()


def test_a_slack_that_answers_slowly_puts_off_no_answer(tmp_path: Path) -> None:
    slow = dict.fromkeys(("auth.test", "conversations.list", "conversations.info"), 1.5)
    with brought(tmp_path, slow) as found:
        room = found.slack.rooms.channel(OTHER).id
        assert found.say(1, room) == 503, "who the bot is has not been told yet"
        found.until_taken(1, room)
        assert found.say(1, room) == 200
        assert max(found.took) < 2
        (update,) = found.updates()
        assert update.status is Status.RED
        assert found.slack.called["auth.test"] == 1
        assert found.slack.faults == []


def test_a_channel_that_is_not_seen_is_asked_about_once(tmp_path: Path) -> None:
    with brought(tmp_path, {}) as found:
        for number in range(3):
            found.until_taken(number, "C99GONE")
        assert found.slack.called["conversations.info"] == 1
        assert found.slack.faults == ["conversations.info: channel_not_found"]


def test_whatever_hangs_the_answer_comes_in_time_and_the_event_is_handled_once(
    tmp_path: Path,
) -> None:
    with brought(tmp_path, {}, OnceSlow) as found:
        room = found.slack.rooms.channel(NAMED).id
        assert found.say(1, room) == 503
        assert found.took[-1] < ANSWER_WITHIN
        assert found.say(1, room) == 200
        wait_until(lambda: len(found.updates()) == 1)
    assert max(found.took) < ANSWER_WITHIN
