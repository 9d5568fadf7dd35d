"""A channel is called what the record calls it: threads in it are found again, whoever looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.clock import SettableClock, SystemClock
from bot.domain.messages import Inbound, Nothing, Outcome
from bot.web import create_app
from tests.fakes.databases import memory_units
from tests.fakes.server import served
from tests.fakes.slack_local import ADA, BOT
from tests.fakes.slack_programme import ELG, SPEC, enrol, open_workspace
from tests.fakes.slack_requests import message_event, post
from tests.fakes.slack_stand_in import SlackStandIn
from tests.fakes.westmere import BEGINS, CONNECTION

NAMED, BY_ID, OTHER = "#executive-leadership", "#programme-office", "#coffee"


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    found = SlackStandIn(lambda: BEGINS)
    yield found
    found.stop()


def _heard_in(slack: SlackStandIn, *names: str) -> list[str]:
    """What a bot that has just begun calls the channels that it is spoken to in, one after another."""
    units = memory_units()
    by_id = replace(ELG, native=slack.rooms.channel(BY_ID).id)
    enrol(units, spec=replace(SPEC, digest_channels=(replace(ELG, native=NAMED), by_id)))
    heard: list[str] = []

    def hear(inbound: Inbound) -> Outcome:
        heard.append(inbound.where.native)
        return Nothing()

    workspace = open_workspace(slack, units, "http", clock=SettableClock(BEGINS))
    app = create_app(workspace.listen(hear), health=dict, metrics=str)
    with served(app) as url:
        for number, name in enumerate(names):
            room = slack.rooms.channel(name)
            body = message_event(
                f"<@{BOT}> help", channel=room.id, event_id=f"Ev{number}",
                type="app_mention", channel_type="channel", user=ADA,
            )  # fmt: skip
            at = int(SystemClock().now().timestamp())
            assert post(f"{url}/slack/{CONNECTION}", body, at=at).status_code == 200
    workspace.close()
    units.close()
    return heard


def test_a_channel_has_the_name_that_the_record_gives_it(slack: SlackStandIn) -> None:
    by_id, other = (slack.rooms.channel(name).id for name in (BY_ID, OTHER))
    assert _heard_in(slack, NAMED, BY_ID, OTHER, NAMED) == [NAMED, by_id, other, NAMED]
    assert slack.faults == []
