"""What the doctor says of a workspace in which something is wrong, and what it says to click."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.health import Finding
from bot.domain.people import Address, Place
from bot.domain.programme import Connection
from bot.platforms.slack.doctor import examine
from bot.platforms.slack.manifest import scopes
from tests.fakes.slack_local import SIGNED, SOCKET, environment
from tests.fakes.slack_rooms import Room
from tests.fakes.slack_stand_in import SlackStandIn
from tests.fakes.westmere import BEGINS, CONNECTION

CONNECTED = Connection(
    programme_id=1, name=CONNECTION, platform="slack", settings={**SIGNED, **SOCKET}
)
COMMAND = (
    "Look yourself: Slack does not tell what the bot's command is called. Write /send help in Slack. Where "
    "nothing or another app answers, open the app at api.slack.com/apps, choose Slash Commands and there "
    "the command, or Create New Command, give it a name that no other app has, Save, and under OAuth & "
    "Permissions choose Reinstall to Workspace."
)


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    found = SlackStandIn(lambda: BEGINS)
    yield found
    found.stop()


@pytest.fixture
def elg(slack: SlackStandIn) -> Room:
    return slack.rooms.channel("#elg")


def asked(
    slack: SlackStandIn, *channels: Room, given: Mapping[str, str] | None = None, fast: float = 0
) -> list[Finding]:
    """``fast``: seconds by which this machine's clock is before Slack's."""
    addresses = [Address(connection=CONNECTION, place=Place.CHANNEL, native=c.id) for c in channels]
    now = BEGINS + timedelta(seconds=fast)
    return list(examine(CONNECTED, {**environment(slack.url), **(given or {})}, addresses, now))


def wrongs(found: list[Finding]) -> list[str]:
    return [one.words for one in found if not one.well]


def test_all_that_is_well_is_said_and_so_is_what_cannot_be_asked(
    slack: SlackStandIn, elg: Room
) -> None:
    found = asked(slack, elg)
    assert wrongs(found) == []
    assert [one.words for one in found] == [
        "The token is sendbot's in Westmere (T01TEST).",
        "The app has every permission it needs.",
        COMMAND,
        "The clock agrees with Slack's.",
        "Events over HTTP are checked against the signing secret.",
        "Socket Mode can be opened.",
        "The bot is in #elg.",
    ]
    assert slack.faults == []


def test_a_permission_that_is_missing_is_named(slack: SlackStandIn) -> None:
    kept = [one for one in scopes() if one not in ("commands", "files:write")]
    slack.headers["x-oauth-scopes"] = ",".join(kept)
    assert wrongs(asked(slack)) == [
        "The app lacks commands, files:write: add it under OAuth & Permissions, Bot Token Scopes, then "
        "choose Reinstall to Workspace."
    ]


def test_a_slack_that_does_not_tell_the_permissions_is_no_reason_to_be_silent(
    slack: SlackStandIn,
) -> None:
    del slack.headers["x-oauth-scopes"]
    found = asked(slack)
    assert wrongs(found) == []
    assert found[1].words == (
        "Look yourself: Slack did not say which permissions the app has. Under OAuth & Permissions, Bot "
        f"Token Scopes, these must stand: {', '.join(scopes())}."
    )


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_token_that_is_not_taken_is_to_be_made_anew(slack: SlackStandIn, code: str) -> None:
    slack.refuses["auth.test"] = code
    assert [one.words for one in asked(slack)] == [
        f"Slack does not accept the bot token ({code}): under OAuth & Permissions choose Reinstall to "
        "Workspace, and set the Bot User OAuth Token that stands there then."
    ]


def test_a_token_of_another_app_is_not_taken(slack: SlackStandIn) -> None:
    (found,) = asked(slack, given={"TOKEN": "xoxb-another"})
    assert not found.well
    assert "does not accept the bot token (invalid_auth): under OAuth & Permissions" in found.words


def test_a_channel_that_is_archived_is_to_be_replaced(slack: SlackStandIn, elg: Room) -> None:
    elg.archived = True
    assert wrongs(asked(slack, elg)) == [
        "#elg is archived: name another channel in the programme file."
    ]


def test_a_channel_without_the_bot_is_to_invite_it(slack: SlackStandIn, elg: Room) -> None:
    elg.has_bot = False
    assert wrongs(asked(slack, elg, slack.rooms.channel("#board"))) == [
        "The bot is not in #elg: write /invite @sendbot there."
    ]


def test_a_channel_that_is_not_there_says_so(slack: SlackStandIn, elg: Room) -> None:
    assert wrongs(asked(slack, replace(elg, id="C99GONE"))) == [
        "Channel C99GONE: There is no such channel, or it is private and the bot is not in it; invite "
        "the bot to it. (channel_not_found)"
    ]


@pytest.mark.parametrize("app_token", ["xapp-test-token", "xapp-another"])
def test_a_socket_that_cannot_be_opened_says_where_to_switch_it_on(
    slack: SlackStandIn, app_token: str
) -> None:
    if app_token == "xapp-test-token":
        slack.refuses["apps.connections.open"] = "not_allowed_token_type"
    assert wrongs(asked(slack, given={"APP": app_token})) == [
        "Socket Mode cannot be opened: under Basic Information make an app-level token with "
        "connections:write, and switch Socket Mode on."
    ]


@pytest.mark.parametrize("seconds", [-400, 61, 400])
def test_a_clock_that_is_wrong_is_to_be_set(slack: SlackStandIn, seconds: int) -> None:
    assert wrongs(asked(slack, fast=seconds)) == [
        f"This machine's clock is {abs(seconds)} seconds from Slack's: set it from a time server, or "
        "signed requests will be refused."
    ]


def test_a_clock_may_be_a_little_off(slack: SlackStandIn) -> None:
    assert wrongs(asked(slack, fast=-50)) == []
