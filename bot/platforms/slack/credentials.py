"""What a connection needs of its environment: tokens, and which of Slack's two transports it uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.errors import PlanRefused
from bot.domain.programme import Connection
from bot.domain.settings import read_settings

#: ``Connection.settings``: what each environment variable that it names holds.
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, API_URL = (
    "bot_token",
    "app_token",
    "signing_secret",
    "api_url",
)
KNOWN = (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, API_URL)
SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """``app_token``: events come over Socket Mode; ``signing_secret``: they come signed over HTTP."""

    bot_token: str = field(repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = SLACK_API
    """Another address for GovSlack (``https://slack-gov.com/api/``) or a proxy."""


def read_credentials(connection: Connection, environment: Mapping[str, str]) -> Credentials:
    """The credentials in the environment variables that the connection names.

    :raises PlanRefused: one sentence that says what to set.
    """
    name = connection.name
    found = read_settings(connection, environment, known=KNOWN, platform="Slack")
    if BOT_TOKEN not in found:
        raise PlanRefused(
            f"The connection {name} has no {BOT_TOKEN}: under its settings name the environment "
            "variable that holds the token beginning with xoxb-."
        )
    if APP_TOKEN not in found and SIGNING_SECRET not in found:
        raise PlanRefused(
            f"The connection {name} cannot hear anybody: under its settings name {APP_TOKEN} "
            f"(Socket Mode) or {SIGNING_SECRET} (HTTP)."
        )
    return Credentials(
        bot_token=found[BOT_TOKEN],
        app_token=found.get(APP_TOKEN),
        signing_secret=found.get(SIGNING_SECRET),
        api_url=_address(found.get(API_URL, SLACK_API)),
    )


def _address(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"
