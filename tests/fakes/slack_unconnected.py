"""A Slack messenger that is never asked to send: for what it decides before that."""

from __future__ import annotations

from functools import cache

from bot.clock import SystemClock
from bot.platforms.slack.api import Api
from bot.platforms.slack.credentials import Credentials
from bot.platforms.slack.messenger import SlackMessenger
from bot.platforms.slack.pace import ADVISED, Pace
from tests.fakes.console import draw
from tests.fakes.databases import memory_units


@cache
def messenger() -> SlackMessenger:
    api = Api(Credentials(bot_token="xoxb-none", signing_secret="none"))
    return SlackMessenger(api, memory_units(), Pace(SystemClock(), ADVISED), draw=draw)
