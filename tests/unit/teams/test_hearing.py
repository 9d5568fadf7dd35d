"""Teams' activities as what happened: who, where, in which thread, and the same key each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.messages import (
    Button,
    Commanded,
    Content,
    Deleted,
    Form,
    Input,
    Pressed,
    Said,
    Submitted,
)
from bot.domain.people import Address, Place
from bot.platforms.teams import actions
from bot.platforms.teams.actions import Closed
from bot.platforms.teams.hearing import Acted, Ear

NOW = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
BOT = "28:bot"
ADA = {"id": "29:ada", "name": "Ada Quill", "aadObjectId": "object-of-ada"}
WRITTEN = str(int(NOW.timestamp() * 1000))
CHANNEL = "19:elg@thread.tacv2"
GROUP = "19:us@thread.v2"
DM = Address(connection="council", place=Place.DM, native="object-of-ada")
MENTION = [{"type": "mention", "text": "<at>sendbot</at>", "mentioned": {"id": BOT}}]


class Handled(dict[str, datetime]):
    """What was handled, and when."""


def ear(handled: Handled | None = None, *, ours: tuple[str, ...] = ()) -> Ear:
    known = handled if handled is not None else Handled()
    return Ear("council", BOT, claimed=known.get, ours=lambda _, message: message in ours)


def personal(text: str = "1.1 red", **given: Any) -> dict[str, Any]:
    return {
        "type": "message", "id": WRITTEN, "text": text, "from": ADA,
        "conversation": {"id": "a:1", "conversationType": "personal"}, **given,
    }  # fmt: skip


def in_channel(text: str = "<at>sendbot</at> 1.1 red", *, root: str = WRITTEN, **given: Any) -> Any:
    conversation = {"id": f"{CHANNEL};messageid={root}", "conversationType": "channel"}
    return personal(text, conversation=conversation, entities=MENTION, **given)


def test_what_is_said_to_the_bot_is_its_senders_own() -> None:
    found = ear().message(personal(), NOW)
    assert found is not None
    assert (found.sender, found.where, found.thread) == ("object-of-ada", DM, None)
    assert found.content == Said(text="1.1 red")


def test_somebody_without_a_directory_is_known_by_teams_own_id() -> None:
    found = ear().message({**personal(), "from": {"id": "29:x"}}, NOW)
    assert found is not None
    assert found.sender == found.where.native == "29:x"


@pytest.mark.parametrize("person", [None, {}, {"id": ""}, {"id": BOT}, "x"])
def test_nobodys_and_the_bots_own_words_are_not_heard(person: object) -> None:
    assert ear().message({**personal(), "from": person}, NOW) is None


@pytest.mark.parametrize(
    ("typed", "content"),
    [
        ("status", Said(text="status")),
        ("/status", Commanded(text="status")),
        ("/send status red", Commanded(text="status red")),
        ("/SEND", Commanded(text="")),
        ("/sendbot x", Commanded(text="sendbot x")),
        (" / status", Commanded(text="status")),
        ("1/2 done", Said(text="1/2 done")),
    ],
)
def test_a_slash_makes_it_a_command(typed: str, content: Content) -> None:
    found = ear().message(personal(typed), NOW)
    assert found is not None
    assert found.content == content


def test_a_channel_is_the_place_and_its_message_the_thread() -> None:
    found = ear().message(in_channel(), NOW)
    assert found is not None
    assert found.where == Address(connection="council", place=Place.CHANNEL, native=CHANNEL)
    assert (found.thread, found.content) == (None, Said(text="1.1 red")), "it begins a thread"
    reply = ear().message(in_channel(root="1600000000000"), NOW)
    assert reply is not None
    assert reply.thread == "1600000000000"


def test_a_group_chat_has_no_threads() -> None:
    conversation = {"id": GROUP, "conversationType": "groupChat"}
    found = ear().message(personal(conversation=conversation, entities=MENTION), NOW)
    assert found is not None
    assert (found.where.native, found.where.place, found.thread) == (GROUP, Place.CHANNEL, None)


def test_talk_of_a_channel_is_heard_where_it_answers_the_bot() -> None:
    talk = in_channel("1.1 red", root="1600000000000") | {"entities": []}
    assert ear().message(talk, NOW) is None
    heard = ear(ours=("1600000000000",)).message(talk, NOW)
    assert heard is not None
    assert heard.content == Said(text="1.1 red")


def test_called_by_its_name_and_told_nothing_it_is_asked_for_help() -> None:
    found = ear().message(in_channel("<at>sendbot</at>"), NOW)
    assert found is not None
    assert found.content == Said(text="help")
    assert ear().message(personal(""), NOW) is None


def test_a_message_has_one_key_and_another_message_another() -> None:
    keys = [
        found.event_key
        for activity in (
            personal(),
            personal(),
            personal(id="1600000000001"),
            personal(conversation={"id": "a:2", "conversationType": "personal"}),
        )
        if (found := ear().message(activity, NOW)) is not None
    ]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_a_correction_is_heard_once_while_it_is_fresh() -> None:
    fresh = personal("1.1 amber", timestamp=(NOW + timedelta(minutes=50)).isoformat())
    first, again = ear().edited(fresh, NOW), ear().edited(fresh, NOW)
    assert first is not None
    assert again is not None
    assert first.event_key == again.event_key
    assert first.content == Said(text="1.1 amber")
    other = ear().edited({**fresh, "text": "1.1 green"}, NOW)
    assert other is not None
    assert other.event_key != first.event_key
    late = {**fresh, "timestamp": (NOW + timedelta(minutes=70)).isoformat()}
    assert ear().edited(late, NOW) is None


def test_a_deletion_names_what_was_said() -> None:
    said = ear().message(personal(), NOW)
    gone = ear().deleted(personal("", timestamp=NOW.isoformat()), NOW)
    assert said is not None
    assert gone is not None
    assert gone.content == Deleted(text="", said=said.event_key)
    old = personal("", timestamp=(NOW + timedelta(hours=2)).isoformat())
    assert ear().deleted(old, NOW) is None


# --- cards ----------------------------------------------------------------------------------------

BUTTON = Button(label="Green", verb="report", value="green", item="WIP-1.1")
FORM = Form(
    name="update",
    title="Update",
    inputs=(Input(name="position", label="Now", kind="text"),),
    value="WIP-1.1",
)


def executed(data: dict[str, Any], **given: Any) -> dict[str, Any]:
    value = {"action": {"type": "Action.Execute", "verb": "x", "data": data}}
    return personal("", id="f:1", value=value, replyToId="1699", **given)


def pressed(nonce: str = "n1", **given: Any) -> dict[str, Any]:
    return executed(actions.press_data(BUTTON, nonce), **given)


def acted(activity: dict[str, Any], handled: Handled | None = None, now: datetime = NOW) -> Acted:
    found = ear(handled).acted(activity, now)
    assert isinstance(found, Acted)
    return found


def test_a_press_is_of_its_button_in_its_message() -> None:
    found = acted(pressed())
    content = Pressed(verb="report", value="green", item="WIP-1.1", message_id="1699")
    assert (found.inbound.content, found.message_id) == (content, "1699")
    assert (found.inbound.where, found.inbound.sender) == (DM, "object-of-ada")
    submitted = personal("", id="f:1", value=actions.press_data(BUTTON, "n1"), replyToId="1699")
    assert acted(submitted).inbound == found.inbound, "an older client's press is the same"


def test_a_form_brings_its_fields_and_what_opened_it() -> None:
    opener = Pressed(verb="update_form", item="WIP-1.1")
    data = actions.submit_data(FORM, "n1", opener) | {"position": "late"}
    found = acted(executed(data))
    assert found.inbound.content == Submitted(
        form="update", value="WIP-1.1", fields={"position": "late"}
    )
    assert found.opened_by == Pressed(verb="update_form", item="WIP-1.1", message_id="1699")


def test_a_form_put_away_is_nothing_for_the_record() -> None:
    assert ear().acted(executed(actions.close_data("n1")), NOW) == Closed(message_id="1699")


@pytest.mark.parametrize("value", [None, "x", {}, {"action": {}}, {"sendbot": ["press"]}])
def test_other_cards_are_not_ours(value: object) -> None:
    assert ear().acted(personal("", value=value), NOW) is None


def test_a_press_in_a_thread_is_answered_there() -> None:
    conversation = {"id": f"{CHANNEL};messageid=1690", "conversationType": "channel"}
    assert acted(pressed(conversation=conversation)).inbound.thread == "1690"
    on_the_head = {"id": f"{CHANNEL};messageid=1699", "conversationType": "channel"}
    assert acted(pressed(conversation=on_the_head)).inbound.thread is None


def test_the_same_on_the_same_card_is_one_press_for_a_moment() -> None:
    handled = Handled()
    first = acted(pressed(), handled).inbound.event_key
    handled[first] = NOW
    soon = NOW + timedelta(seconds=30)
    again = {**pressed(), "id": "f:2"}
    assert acted(again, handled, soon).inbound.event_key == first, "another activity all the same"
    later = acted(again, handled, NOW + timedelta(minutes=2)).inbound.event_key
    assert later != first
    handled[later] = NOW + timedelta(minutes=2)
    assert acted(again, handled, NOW + timedelta(minutes=2)).inbound.event_key == later


@pytest.mark.parametrize(
    "other",
    [
        pressed("n2"),
        {**pressed(), "from": {"id": "29:noor", "aadObjectId": "object-of-noor"}},
        executed(actions.press_data(Button(label="Red", verb="report", value="red"), "n1")),
    ],
    ids=["another card", "another person", "another button"],
)
def test_another_press_is_another(other: dict[str, Any]) -> None:
    handled = Handled()
    first = acted(pressed(), handled).inbound.event_key
    handled[first] = NOW
    assert acted(other, handled).inbound.event_key != first


def test_a_form_filled_in_otherwise_is_another_event() -> None:
    data = actions.submit_data(FORM, "n1", None)
    one = acted(executed(data | {"position": "late"})).inbound.event_key
    other = acted(executed(data | {"position": "very late"})).inbound.event_key
    assert one != other


def test_a_card_without_a_nonce_is_known_by_its_activity() -> None:
    one = acted(pressed("")).inbound.event_key
    assert one == acted(pressed("")).inbound.event_key
    other = {**pressed(""), "id": "f:2"}
    assert acted(other).inbound.event_key != one
