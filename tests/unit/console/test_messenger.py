"""What is the console's own about its messenger; what every messenger does is in the contract suite."""

from __future__ import annotations

import pytest

from bot.domain.messages import Effect, Outgoing, plain
from bot.domain.people import Address, Place
from bot.platforms.console.rooms import dm_of, room_of
from bot.ports import ConsolePost, NotSent, SendError
from tests.fakes.console import Console
from tests.fakes.stage import ADA, CONNECTION, channel, say


def _row(console: Console, **changes: object) -> Outgoing:
    row = {
        "programme_id": 1,
        "address": dm_of(CONNECTION, ADA),
        "key": "k1",
        "not_before": console.stage.now(),
        "message": say(plain("Morning Ada.")),
    }
    return Outgoing(**{**row, **changes})  # type: ignore[arg-type]


def test_a_row_is_one_post_however_often_it_is_sent(console: Console) -> None:
    first = console.messenger.send(_row(console), thread=None)
    again = console.messenger.send(_row(console), thread=None)
    assert first == again
    assert len(console.posts()) == 1


def test_open_pages_hear_of_a_post_after_it_can_be_read(console: Console) -> None:
    seen = console.feed.version
    sent = console.messenger.send(_row(console), thread=None)
    assert console.feed.since(seen)[1] == (int(sent or 0),)


def test_the_console_has_no_home_tab(console: Console) -> None:
    assert console.messenger.send(_row(console, effect=Effect.VIEW), thread=None) is None
    assert console.posts() == []


def test_nobody_elses_words_are_replaced(console: Console) -> None:
    with console.units.write() as uow:
        words = uow.console.add(
            ConsolePost(
                connection=CONNECTION,
                room="@ada",
                author=ADA,
                at=console.stage.now(),
                text="my own words",
            )
        )
        uow.commit()
    update = _row(console, effect=Effect.UPDATE, target=str(words.id))
    with pytest.raises(NotSent) as failed:
        console.messenger.send(update, thread=None)
    assert failed.value.error is SendError.REFUSED
    assert [post.text for post in console.posts()] == ["my own words"]


def test_a_channel_is_a_room_with_its_sign_whether_or_not_it_was_written() -> None:
    assert room_of(channel("#office")) == room_of(channel("office")) == "#office"
    assert room_of(Address(connection=CONNECTION, place=Place.DM, native=ADA)) == "@ada"
