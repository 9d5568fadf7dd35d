"""Whatever a message holds, Slack takes what it becomes, and no word or button of it is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.messages import (
    Button,
    Buttons,
    Divider,
    Effect,
    Fields,
    Heading,
    OutboundMessage,
    Outgoing,
    Paragraph,
    Picture,
    StatusRow,
    literal,
    plain,
)
from bot.domain.people import Address, Place
from bot.domain.status import Limb, Status
from bot.phrasing.digest import messages
from bot.platforms.slack.limits import split
from bot.platforms.slack.render import Json, blocks, fallback, mark, metadata, read_button
from tests.fakes.slack_rules import message_faults
from tests.fakes.slack_screen import shown
from tests.fakes.slack_unconnected import messenger
from tests.unit.digest.county import action, at, facts, told
from tests.unit.wording import NASTY, buttons, long_words, words
from tests.unit.wording import blocks as any_block

outbound = st.builds(
    OutboundMessage, blocks=st.lists(any_block, max_size=8).map(tuple), summary=long_words
)


def payload(message: OutboundMessage, key: str = "k") -> Json:
    return {"text": fallback(message), "blocks": blocks(message, block_id=mark(key))}


def _squeezed(text: str) -> str:
    """Without what breaking a line or a block may add or take."""
    return "".join(text.split())


def _said(message: OutboundMessage) -> str:
    """Every word that a message says, in order, buttons apart."""
    found: list[str] = []
    for block in message.blocks:
        match block:
            case Heading():
                found.append(block.text)
            case Paragraph():
                found += [run.text for run in block.runs]
            case StatusRow():
                found += [block.title, *(run.text for run in block.detail)]
            case Fields():
                for label, value in block.pairs:
                    found += [label, *(run.text for run in value)]
            case _:
                pass
    return _squeezed("".join(found))


@settings(max_examples=30, deadline=None)
@given(outbound)
def test_every_part_of_any_message_is_within_every_limit(message: OutboundMessage) -> None:
    for part in split(message):
        assert message_faults(payload(part)) == []


@settings(max_examples=30, deadline=None)
@given(outbound)
def test_splitting_loses_no_word_and_no_button(message: OutboundMessage) -> None:
    parts = split(message)
    whole = OutboundMessage(blocks=tuple(chain(*(p.blocks for p in parts))), summary="")
    # A long value of a field is told in a paragraph, whose label then bears a colon.
    assert _said(whole).replace(":", "") == _said(message).replace(":", "")
    before = [b for block in message.blocks if isinstance(block, Buttons) for b in block.buttons]
    after = [b for block in whole.blocks if isinstance(block, Buttons) for b in block.buttons]
    assert after == before
    assert all(part.items == message.items for part in parts)


@settings(max_examples=20, deadline=None)
@given(outbound)
def test_what_is_split_is_not_split_again(message: OutboundMessage) -> None:
    for part in split(message):
        assert split(part) == (part,)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(NASTY) | words, min_size=1, max_size=3).map("".join))
def test_a_users_words_are_read_as_they_were_written(typed: str) -> None:
    message = OutboundMessage(blocks=(Paragraph(runs=(plain("» "), literal(typed))),), summary="s")
    read = "".join(shown({"blocks": blocks(part)}) for part in split(message))
    assert _squeezed(read) == _squeezed(f"» {typed}")


narratives = st.sampled_from([None, "", *NASTY, ("Long words of a lead. " * 200)[:4000]])


@settings(max_examples=12, deadline=None)
@given(
    st.integers(0, 400),
    st.lists(st.tuples(st.sampled_from(Status), narratives, narratives), min_size=1, max_size=9),
)
def test_a_digest_of_any_size_is_within_every_limit_and_names_every_entry(
    count: int, kinds: list[tuple[Status, str | None, str | None]]
) -> None:
    actions = []
    for number in range(count):
        status, position, following = kinds[number % len(kinds)]
        state = told(
            status,
            on=at(10, 5),
            position=position,
            next_steps=following,
            ask=position,
            limbs=frozenset(Limb),
        )
        actions.append(action(f"1.{number + 1}", position or "Do the thing", state=state))
    posts = [part for message in messages(facts(actions)) for part in split(message)]
    for post in posts:
        assert message_faults(payload(post)) == []
    read = "\n".join(shown(payload(post)) for post in posts)
    for one in actions:
        if one.state.status in (Status.AMBER, Status.RED):
            assert f"{one.key} " in read or f"{one.key}\n" in read or f"{one.key}." in read


def test_a_post_bears_its_keys_hash_in_its_first_block_and_its_metadata() -> None:
    message = OutboundMessage(blocks=(Divider(), Heading(text="Digest")), summary="Digest")
    rendered = blocks(message, block_id=mark("digest:1:1:x:0"))
    assert rendered[0]["block_id"] == mark("digest:1:1:x:0") != mark("digest:1:1:x:1")
    assert metadata("digest:1:1:x:0")["event_payload"] == {"key": mark("digest:1:1:x:0")}
    assert "digest" not in json.dumps(metadata("digest:1:1:x:0")["event_payload"])


@given(buttons)
def test_a_pressed_button_gives_back_what_it_carried(button: Button) -> None:
    (block,) = blocks(OutboundMessage(blocks=(Buttons(buttons=(button,)),), summary="s"))
    element = block["elements"][0]
    pressed = read_button(element["action_id"], element["value"], "1.2")
    assert pressed is not None
    assert (pressed.verb, pressed.value, pressed.item) == (button.verb, button.value, button.item)
    assert pressed.message_id == "1.2"


@pytest.mark.parametrize(
    ("action_id", "value"),
    [("report", '["red",null]'), ("report:0.1", "red"), ("report:0.1", '["red",3]'), ("", "")],
)
def test_a_button_that_is_not_ours_is_no_press(action_id: str, value: str) -> None:
    assert read_button(action_id, value, None) is None


def test_a_button_never_carries_words() -> None:
    button = Button(label="Undo", verb="undo", value="x" * 3000)
    with pytest.raises(ValueError, match="carries more"):
        blocks(OutboundMessage(blocks=(Buttons(buttons=(button,)),), summary="s"))


# --- one row, one effect --------------------------------------------------------------------------

NOW = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
CHANNEL = Address(connection="slack", place=Place.CHANNEL, native="C1")
PICTURE = Picture(name="brag_bars", data={"bars": []}, alt="PA1: 3 Green.")


def row(message: OutboundMessage, **changes: object) -> Outgoing:
    made = Outgoing(
        id=7, programme_id=1, address=CHANNEL, key="d:0", priority=20, not_before=NOW,
        message=message,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_pictures_file_is_an_effect_of_its_own_under_the_post_that_holds_it() -> None:
    message = OutboundMessage(blocks=(Heading(text="Digest"), PICTURE), summary="Digest")
    head, file = messenger().expand(row(message))
    assert (head.id, head.key) == (7, "d:0")
    assert head.message.blocks == (Heading(text="Digest"),)
    assert (file.effect, file.key, file.parent_key) == (Effect.FILE, "d:0:picture0", "d:0")
    assert file.message.blocks == (PICTURE,)
    assert file.priority < head.priority, "it goes before the rest of the thread"


def test_what_only_one_person_sees_has_its_picture_in_words() -> None:
    message = OutboundMessage(blocks=(Heading(text="Digest"), PICTURE), summary="Digest")
    (only,) = messenger().expand(row(message, effect=Effect.EPHEMERAL))
    assert "PA1: 3 Green." in shown({"blocks": blocks(only.message)})


def test_a_message_too_long_goes_on_beside_itself() -> None:
    rows = tuple(
        StatusRow(key=f"PA1-{n}", title="Do the thing", status=Status.GREEN) for n in range(400)
    )
    head, *more = messenger().expand(row(OutboundMessage(blocks=rows, summary="All", items=("a",))))
    assert len(more) >= 7
    assert all(one.parent_key == head.key and one.effect is Effect.POST for one in more)
    assert all(one.facts == {"beside": "parent"} for one in more)
    assert len({one.key for one in (head, *more)}) == len(more) + 1
    for one in (head, *more):
        assert message_faults(payload(one.message, one.key)) == []
        assert messenger().expand(one) == (one,)
    read = "\n".join(shown({"blocks": blocks(one.message)}) for one in (head, *more))
    assert all(f"PA1-{n} " in read for n in range(400))
