"""The stand-in answers as a Slack that others wrote does behind the strict proxy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.clock import SettableClock, SystemClock
from tests.fakes.slack_local import ADA, BOT_TOKEN, CHANNEL, NOOR, shared_slack
from tests.fakes.slack_proxy import Rules, SlackProxy
from tests.fakes.slack_rules import takes
from tests.fakes.slack_stand_in import SlackStandIn
from tests.fakes.westmere import BEGINS

Json = dict[str, Any]
NO_LINKS: Json = {"unfurl_links": False, "unfurl_media": False}
WORDS: Json = {
    "text": "Hello",
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}],
    **NO_LINKS,
}
LONG: Json = {
    **NO_LINKS,
    "text": "Hello",
    "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
}
MENTION: Json = {"text": "<!channel>", **NO_LINKS}


class Slack:
    """One of the two."""

    def __init__(self, url: str, channel: str) -> None:
        self.channel = channel
        self._url = url

    def call(self, method: str, *, token: str = BOT_TOKEN, **given: Any) -> Json:
        form = not takes(method, "application/json")
        told: Json = httpx.post(
            f"{self._url}/api/{method}",
            data=given if form else None,
            json=None if form else given,
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
        ).json()
        return told

    def dm(self) -> str:
        return str(self.call("conversations.open", users=ADA)["channel"]["id"])

    def share(self, content: bytes, **where: str) -> Json:
        slot = self.call(
            "files.getUploadURLExternal", filename="a.png", length=len(content), alt_txt="A bar"
        )
        httpx.post(slot["upload_url"], content=content, timeout=20).raise_for_status()
        files = [{"id": slot["file_id"], "title": "A"}]
        return self.call("files.completeUploadExternal", files=files, **where)


@pytest.fixture
def both() -> Iterator[tuple[Slack, Slack]]:
    """A Slack that others wrote, and ours."""
    proxy = SlackProxy(shared_slack(), rules=Rules(channel_seconds=0, per_minute=100_000))
    ours = SlackStandIn(SystemClock().now)
    ours.rooms.admit(ADA)
    channel = ours.rooms.channel("#executive-leadership").id
    yield Slack(proxy.url, CHANNEL), Slack(ours.url, channel)
    ours.stop()
    proxy.stop()


def _story(slack: Slack) -> list[object]:
    """What it says to everything that the bot does, and to what it must not do."""
    channel = slack.channel
    head = slack.call("chat.postMessage", channel=channel, **WORDS)
    told = [
        head["ok"],
        slack.call("chat.postMessage", channel=channel, thread_ts=head["ts"], **WORDS)["ok"],
        slack.call("chat.postMessage", channel=slack.dm(), **WORDS)["ok"],
        slack.call("chat.postEphemeral", channel=channel, user=ADA, **WORDS)["ok"],
        slack.call("chat.update", channel=channel, ts=head["ts"], **WORDS)["ts"] == head["ts"],
        slack.share(b"png", channel_id=channel, thread_ts=head["ts"])["ok"],
        slack.call("conversations.info", channel=channel)["channel"]["name"],
        slack.call("users.info", user=ADA)["user"]["team_id"],
        "executive-leadership"
        in [one["name"] for one in slack.call("conversations.list")["channels"]],
        sorted({"team_id", "user_id", "bot_id"} & slack.call("auth.test").keys()),
    ]
    wrong = [
        slack.call("chat.postMessage", channel=channel, **LONG),
        slack.call("chat.postMessage", channel=channel, **MENTION),
        slack.call("chat.postMessage", channel="C99GONE", **WORDS),
        slack.call("chat.update", channel=channel, ts="1.000001", **WORDS),
        slack.call("conversations.info", channel="C99GONE"),
        slack.call("users.info", user="U99GONE"),
        slack.call("views.open", trigger_id="1.2.x", view={"blocks": []}),
    ]
    return told + [(one["ok"], one.get("error")) for one in wrong]


def test_both_take_and_refuse_the_same(both: tuple[Slack, Slack]) -> None:
    theirs, ours = map(_story, both)
    assert ours == theirs


def test_what_it_would_not_have_taken_is_remembered() -> None:
    slack = SlackStandIn(SystemClock().now)
    ours = Slack(slack.url, slack.rooms.channel("#elg").id)
    assert ours.call("chat.postMessage", channel=ours.channel, **LONG)["error"] == "invalid_blocks"
    assert ours.call("chat.postMessage", channel="C99GONE", **WORDS)["error"] == "channel_not_found"
    assert ours.call("conversations.open", users="U99GONE")["error"] == "user_not_found"
    assert ours.call("auth.test", token="xoxb-another")["error"] == "invalid_auth"
    slack.stop()
    assert slack.faults == [
        "chat.postMessage: header of 151 letters",
        "chat.postMessage: channel_not_found",
        "conversations.open: user_not_found",
        "auth.test: invalid_auth",
    ]


def test_a_form_is_opened_once_and_soon() -> None:
    clock = SettableClock(BEGINS)
    slack = SlackStandIn(clock.now)
    ours = Slack(slack.url, "")
    view = {"blocks": [{"type": "divider"}]}
    trigger, late = slack.trigger(ADA), slack.trigger(NOOR)
    assert ours.call("views.open", trigger_id=trigger, view=view)["ok"]
    assert slack.rooms.forms[ADA]["blocks"] == view["blocks"]
    assert ours.call("views.open", trigger_id=trigger, view=view)["error"] == "exchanged_trigger_id"
    assert slack.faults == [], "what was pressed twice is answered twice"
    clock.move_to(BEGINS + timedelta(seconds=4))
    assert ours.call("views.open", trigger_id=late, view=view)["error"] == "expired_trigger_id"
    slack.stop()
    assert slack.faults == ["views.open: expired_trigger_id"]
