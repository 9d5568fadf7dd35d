"""What Slack's payloads become: who said what, where, once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.messages import Commanded, Deleted, Inbound, Pressed, Said, Submitted
from bot.domain.people import Address, Place
from bot.platforms.slack.hearing import Ear, sender_team, sender_user

NOW = datetime(2023, 10, 3, 9, 0, tzinfo=UTC)
TS = "1696323600.000100"


def dm(user: str = "U1") -> Address:
    return Address(connection="west", place=Place.DM, native=user)


def channel(native: str = "C1") -> Address:
    return Address(connection="west", place=Place.CHANNEL, native=native)


def ear(items: tuple[str, ...] = ("PA1-1.1.1",)) -> Ear:
    return Ear(
        "west",
        bot_user=lambda: "UBOT",
        names={"U2": "Priya Shah"}.get,
        items=lambda _where, _ts: items,
        native=lambda one: {"C7": "#elg"}.get(one, one),
    )


def event(**given: Any) -> dict[str, Any]:
    told = {
        "type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "text": "1.1 green",
        "ts": TS,
    }  # fmt: skip
    return {"event_id": "Ev1", "team_id": "T1", "event": told | given}


def said(found: Inbound | None) -> str:
    assert found is not None
    assert isinstance(found.content, Said)
    return found.content.text


def test_words_said_to_the_bot_come_from_their_author_at_their_time() -> None:
    found = ear().message(event(thread_ts="1696323000.000100"))
    assert found == Inbound(
        event_key="event:Ev1",
        connection="west",
        sender="U1",
        where=dm(),
        thread="1696323000.000100",
        at=datetime(2023, 10, 3, 9, 0, 0, 100, tzinfo=UTC),
        content=Said(text="1.1 green"),
    )


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&lt;!channel&gt; &amp;lt;", "<!channel> &lt;"),
        ("on leave, <@U2> covers", "on leave, Priya Shah covers"),
        ("ask <@U8|tom>", "ask tom"),
        ("see <https://x.example/a?b=1&amp;c=2>", "see https://x.example/a?b=1&c=2"),
        ("see <http://x.example|x.example>", "see http://x.example"),
        ("see <http://bad.example|the plan>", "see the plan (http://bad.example)"),
        ("<mailto:tom@x.example|tom@x.example>", "tom@x.example"),
        ("in <#C7|elg> <!here> <!subteam^S1|@office>", "in #elg @here @office"),
        ("<@UBOT> 1.1 green", "1.1 green"),
    ],
)
def test_slacks_marks_are_read_as_what_was_typed(sent: str, typed: str) -> None:
    assert ear().words(sent) == typed


@pytest.mark.parametrize(
    "given",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"text": ""},
        {"channel": "C1", "channel_type": "channel"},
        {"user": None},
    ],
)
def test_what_no_person_said_to_the_bot_is_not_heard(given: dict[str, Any]) -> None:
    assert ear().message(event(**given)) is None


def test_files_are_evidence_by_their_links() -> None:
    files = [{"permalink": "https://west.slack.com/files/U1/F1/minutes.pdf"}, {"id": "F2"}]
    found = ear().message(event(subtype="file_share", text="1.1 green", files=files))
    assert said(found) == "1.1 green https://west.slack.com/files/U1/F1/minutes.pdf"


def changed(**given: Any) -> dict[str, Any]:
    message = {"user": "U1", "text": "1.1 amber", "ts": TS, "edited": {"ts": "1696323700.000000"}}
    return event(
        subtype="message_changed", user=None, ts="1696323700.000200",
        message=message | given, previous_message={"text": "1.1 green"},
    )  # fmt: skip


def test_a_correction_is_heard_as_its_author_in_its_place() -> None:
    found = ear().message(changed(thread_ts="1696323000.000100"))
    assert said(found) == "1.1 amber"
    assert found is not None
    assert (found.sender, found.where, found.thread) == ("U1", dm(), "1696323000.000100")


def deleted(**given: Any) -> dict[str, Any]:
    message = {"user": "U1", "text": "1.1 amber &amp; late", "ts": TS}
    return event(
        subtype="message_deleted", user=None, text=None, ts="1696323700.000200",
        previous_message=message | given,
    )  # fmt: skip


def test_a_deleted_message_is_heard_as_it_stood() -> None:
    found = ear().message(deleted())
    assert found is not None
    assert found.content == Deleted(text="1.1 amber & late")
    assert (found.sender, found.where) == ("U1", dm())


@pytest.mark.parametrize(
    "given",
    [{"bot_id": "B1"}, {"user": None}, {"subtype": "tombstone"}, {"ts": "1696223600.000100"}],
)
def test_what_a_bot_or_somebody_long_ago_said_is_deleted_unheard(given: dict[str, Any]) -> None:
    assert ear().message(deleted(**given)) is None


@pytest.mark.parametrize(
    "given",
    [
        {"text": "1.1 green"},
        {"bot_id": "B1"},
        {"edited": {"ts": "1696330800.000000"}},
        {"subtype": "tombstone"},
    ],
)
def test_what_is_no_fresh_correction_is_not_heard(given: dict[str, Any]) -> None:
    assert ear().message(changed(**given)) is None


def test_a_mention_is_heard_in_its_channel_by_the_name_the_record_has() -> None:
    found = ear().mention(event(channel="C7", text="<@UBOT> status", thread_ts=TS))
    assert said(found) == "status"
    assert found is not None
    assert (found.where, found.thread) == (channel("#elg"), None)
    assert said(ear().mention(event(channel="C1", text="<@UBOT>"))) == "help"


def reaction(**given: Any) -> dict[str, Any]:
    told = {
        "type": "reaction_added", "user": "U1", "reaction": "white_check_mark",
        "item": {"type": "message", "channel": "D1", "ts": TS}, "item_user": "UBOT", "event_ts": TS,
    }  # fmt: skip
    return {"event_id": "Ev2", "event": told | given}


def test_a_tick_on_a_message_about_one_action_says_done() -> None:
    found = ear().reaction(reaction())
    assert said(found) == "PA1-1.1.1 done"
    assert found is not None
    assert (found.where, found.thread) == (dm(), TS)


def test_a_tick_that_may_mean_several_things_says_nothing() -> None:
    assert ear(("PA1-1.1.1", "PA1-1.1.2")).reaction(reaction()) is None
    assert ear(()).reaction(reaction()) is None
    assert ear().reaction(reaction(reaction="eyes")) is None
    assert ear().reaction(reaction(item_user="U2")) is None


COMMAND = {
    "command": "/send", "text": "status red", "user_id": "U1", "channel_id": "C1", "team_id": "T1",
    "trigger_id": "1.2.a",
}  # fmt: skip


def test_a_command_is_known_again_by_its_trigger() -> None:
    first = ear().command(COMMAND, NOW)
    assert first.content == Commanded(text="status red")
    assert first.where == channel()
    assert ear().command(dict(COMMAND), NOW).event_key == first.event_key
    assert ear().command({**COMMAND, "trigger_id": "1.2.b"}, NOW).event_key != first.event_key
    anywhere = ear().command({**COMMAND, "channel_id": "D77"}, NOW)
    assert anywhere.where == dm(), "a conversation between two others is not the bot's to write in"


def press(**given: Any) -> dict[str, Any]:
    action = {
        "action_id": "report:3.0", "block_id": "b", "value": json.dumps(["red", "PA1-1.1.1"]),
        "action_ts": "1696323700.1",
    }  # fmt: skip
    told = {
        "type": "block_actions", "user": {"id": "U1", "team_id": "T1"}, "trigger_id": "1.2.a",
        "container": {"type": "message", "channel_id": "D1", "message_ts": TS},
        "message": {"ts": TS}, "actions": [action],
    }  # fmt: skip
    return told | given


def test_a_press_is_known_again_and_says_what_the_button_carried() -> None:
    found = ear().pressed(press(), NOW)
    assert found is not None
    assert found.content == Pressed(verb="report", value="red", item="PA1-1.1.1", message_id=TS)
    assert (found.where, found.thread) == (dm(), None)
    again = ear().pressed(press(), NOW)
    assert again is not None
    assert again.event_key == found.event_key
    other = ear().pressed(press(trigger_id="1.2.b"), NOW)
    assert other is not None
    assert other.event_key != found.event_key


def test_a_press_in_a_thread_is_answered_there_and_one_on_the_home_page_in_private() -> None:
    thread = ear().pressed(press(message={"ts": TS, "thread_ts": "1696323000.000100"}), NOW)
    assert thread is not None
    assert thread.thread == "1696323000.000100"
    home = press(container={"type": "view", "view_id": "V1"}, message=None)
    found = ear().pressed(home, NOW)
    assert found is not None
    assert (found.where, found.thread) == (dm(), None)
    assert ear().pressed(press(actions=[{"action_id": "x", "value": "y"}]), NOW) is None


def test_a_form_is_answered_where_it_was_asked_for_and_by_whoever_sent_it() -> None:
    view = {
        "id": "V1", "hash": "h", "callback_id": "update",
        "private_metadata": json.dumps(["PA1-1.1.1", "dm", "U9", TS]),
        "state": {"values": {"status": {"value": {"type": "static_select",
                                                  "selected_option": {"value": "red"}}}}},
    }  # fmt: skip
    body = {"user": {"id": "U1"}, "trigger_id": "1.2.c", "view": view}
    found = ear().submitted(body, NOW)
    assert found is not None
    assert found.content == Submitted(form="update", value="PA1-1.1.1", fields={"status": "red"})
    assert (found.sender, found.where, found.thread) == ("U1", dm("U1"), TS)
    assert ear().submitted({**body, "view": {**view, "private_metadata": ""}}, NOW) is None


def test_shortcuts_record_a_message_or_show_ones_actions() -> None:
    record = {
        "callback_id": "record_update", "user": {"id": "U1"}, "trigger_id": "t", "action_ts": "1",
        "channel": {"id": "C1"}, "message": {"text": "1.1 amber &amp; late", "ts": TS},
    }  # fmt: skip
    found = ear().shortcut(record, NOW)
    assert said(found) == "1.1 amber & late"
    assert found is not None
    assert found.where == dm(), "what others said in a channel is answered in private"
    update = ear().shortcut({**record, "callback_id": "update_action"}, NOW)
    assert update is not None
    assert update.content == Pressed(verb="query", value="mine")
    assert ear().shortcut({**record, "callback_id": "other"}, NOW) is None


@pytest.mark.parametrize(
    ("body", "team"),
    [
        ({"team_id": "T1", "event": {"user": "U1", "team": "T1"}}, "T1"),
        ({"team_id": "T1", "event": {"user": "U1", "team": "T1", "user_team": "T2"}}, "T2"),
        ({"event": {"subtype": "message_changed", "message": {"source_team": "T3"}}}, "T3"),
        ({"event": {"subtype": "message_deleted", "previous_message": {"team": "T3"}}}, "T3"),
        ({"event": {"subtype": "message_changed", "team": "T1", "message": {"user": "U1"}}}, None),
        ({"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T2"}}, "T2"),
        ({"team_id": "T4", "command": "/send"}, "T4"),
        ({"team_id": "T1", "event": {"user": "U1"}}, None),
    ],
)
def test_the_senders_own_workspace_is_what_counts(body: dict[str, Any], team: str | None) -> None:
    assert sender_team(body) == team


@pytest.mark.parametrize(
    ("body", "user"),
    [
        ({"event": {"user": "U1"}}, "U1"),
        ({"event": {"user": "U1", "bot_id": "B1"}}, None),
        ({"event": {"subtype": "message_changed", "message": {"user": "U3"}}}, "U3"),
        ({"event": {"subtype": "message_deleted", "previous_message": {"user": "U3"}}}, "U3"),
        ({"event": {"subtype": "channel_join"}}, None),
        ({"user": {"id": "U1"}}, "U1"),
        ({"user_id": "U4", "command": "/send"}, "U4"),
    ],
)
def test_the_sender_is_whoever_wrote_it(body: dict[str, Any], user: str | None) -> None:
    assert sender_user(body) == user
