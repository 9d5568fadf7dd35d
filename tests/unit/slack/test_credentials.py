"""Credentials come from the environment alone; what is missing is said in one sentence, never shown."""

from __future__ import annotations

import pytest

from bot.domain.errors import PlanRefused
from bot.domain.programme import Connection
from bot.platforms.slack.credentials import read_credentials

ENVIRONMENT = {"BOT": "xoxb-1-secret", "APP": "xapp-1-secret", "SIGN": "abc-secret", "EMPTY": " "}


def connection(**settings: str) -> Connection:
    return Connection(programme_id=1, name="council", platform="slack", settings=settings)


def test_both_transports_may_be_named() -> None:
    found = read_credentials(
        connection(bot_token="BOT", app_token="APP", signing_secret="SIGN"), ENVIRONMENT
    )
    assert (found.bot_token, found.app_token, found.signing_secret) == (
        "xoxb-1-secret",
        "xapp-1-secret",
        "abc-secret",
    )
    assert found.api_url == "https://slack.com/api/"
    assert "-secret" not in repr(found)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"app_token": "APP"}, "has no bot_token"),
        ({"bot_token": "BOT"}, "cannot hear anybody"),
        ({"bot_token": "NONE", "app_token": "APP"}, "takes its bot_token from NONE"),
        ({"bot_token": "EMPTY", "app_token": "APP"}, "takes its bot_token from EMPTY"),
        ({"bot_token": "BOT", "app_tokn": "APP"}, "app_tokn"),
    ],
)
def test_what_is_missing_is_said(settings: dict[str, str], told: str) -> None:
    with pytest.raises(PlanRefused, match=told) as refused:
        read_credentials(connection(**settings), ENVIRONMENT)
    assert not any(value.strip() and value in str(refused.value) for value in ENVIRONMENT.values())
