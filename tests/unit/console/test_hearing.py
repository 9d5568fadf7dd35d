"""What a person does on the page, as it is brought to the bot."""

from __future__ import annotations

import pytest

from bot.domain.messages import (
    Button,
    Commanded,
    FieldErrors,
    Inbound,
    Nothing,
    OpenForm,
    Outcome,
    Pressed,
    Replace,
    Said,
    Submitted,
    plain,
)
from bot.domain.people import Address, Place
from bot.platforms.console.hearing import (
    IN_PRIVATE,
    NOT_KEPT,
    Hearing,
    Pressing,
    Refused,
    Saying,
    Submitting,
)
from bot.platforms.console.rooms import ROOM, dm_of
from tests.fakes.console import Console
from tests.fakes.stage import ADA, CHANNEL, CONNECTION, NOOR, channel, say

UNDO = Button(label="Undo", verb="undo", value="b1")


@pytest.fixture
def hearing(console: Console) -> Hearing:
    return Hearing(console.stage, console.units, console.feed, console.bot.receive)


def _saying(text: str, *, room: str = "@ada", thread: int | None = None, n: int = 1) -> Saying:
    return Saying(event=f"event-{n:04}", seat=ADA, room=room, thread=thread, text=text)


def _last(console: Console) -> Inbound:
    return console.bot.heard[-1]


def test_words_in_a_dm_stand_in_the_room_and_reach_the_bot(
    hearing: Hearing, console: Console
) -> None:
    assert hearing.say(_saying("  1.1.1 amber\nmore ")) == Nothing()
    kept = console.posts("@ada")[0]
    assert (kept.author, kept.text) == (ADA, "1.1.1 amber\nmore")
    heard = _last(console)
    assert heard.content == Said(text="1.1.1 amber\nmore")
    assert heard.where == Address(connection=CONNECTION, place=Place.DM, native=ADA)
    assert (heard.sender, heard.thread, heard.addressed) == (ADA, None, True)
    assert heard.at == console.stage.now()


def test_the_same_words_brought_again_stand_once_and_bear_the_same_key(
    hearing: Hearing, console: Console
) -> None:
    for _ in range(2):
        hearing.say(_saying("1.1.1 green"))
    assert [p.author for p in console.posts("@ada")] == [ADA, "bot"]
    assert len({heard.event_key for heard in console.bot.heard}) == 1


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/send status red", "status red"),
        ("/send", ""),
        ("/status", "status"),
        ("/Send mine", "mine"),
    ],
)
def test_a_slash_begins_a_command_that_only_its_sender_sees(
    hearing: Hearing, console: Console, typed: str, command: str
) -> None:
    hearing.say(_saying(typed, room=CHANNEL))
    assert _last(console).content == Commanded(text=command)
    assert [p.only_for for p in console.posts(CHANNEL)] == [ADA]


@pytest.mark.parametrize(
    ("typed", "words", "addressed"),
    [
        ("good morning all", "good morning all", False),
        ("@bot 1.1.1 green", "1.1.1 green", True),
        ("hello @Sendbot: status", "hello status", True),
        ("@botany club at five", "@botany club at five", False),
        ("@bot", "help", True),
    ],
)
def test_in_a_channel_the_bot_answers_who_mentions_it(
    hearing: Hearing, console: Console, typed: str, words: str, addressed: bool
) -> None:
    hearing.say(_saying(typed, room=CHANNEL))
    assert _last(console).content == Said(text=words)
    assert _last(console).addressed is addressed
    assert console.posts(CHANNEL)[0].text == typed


def test_in_a_thread_that_the_bot_began_it_is_spoken_to(hearing: Hearing, console: Console) -> None:
    head = int(console.stage.post(channel(), say(plain("Digest")), key="d"))
    hearing.say(_saying("is 2.1 still late?", room=CHANNEL, thread=head))
    assert (_last(console).thread, _last(console).addressed) == (str(head), True)
    assert [p.thread for p in console.posts(CHANNEL)] == [None, head, head]


def test_in_a_persons_thread_it_is_not(hearing: Hearing, console: Console) -> None:
    hearing.say(_saying("shall we meet?", room=CHANNEL))
    head = console.posts(CHANNEL)[0].id
    hearing.say(_saying("yes", room=CHANNEL, thread=head, n=2))
    assert (_last(console).thread, _last(console).addressed) == (str(head), False)


def test_a_reply_to_a_reply_stands_in_the_same_thread(hearing: Hearing, console: Console) -> None:
    head = int(console.stage.post(dm_of(CONNECTION, ADA), say(plain("Morning")), key="r"))
    hearing.say(_saying("one", thread=head))
    reply = console.posts("@ada")[1].id
    hearing.say(_saying("two", thread=reply, n=2))
    assert {p.thread for p in console.posts("@ada")[1:]} == {head}


def test_words_that_may_identify_a_child_are_not_kept(hearing: Hearing, console: Console) -> None:
    words = "amber because of Jayden M's tribunal"
    hearing.say(_saying(words))
    kept = console.posts("@ada")[0]
    assert (kept.author, kept.text) == (ADA, NOT_KEPT)
    assert _last(console).content == Said(text=words)


def _pressing(button: Button, post: int, /, **changes: object) -> Pressing:
    asked = {
        "event": "event-0009",
        "seat": ADA,
        "room": "@ada",
        "post": post,
        "verb": button.verb,
        "value": button.value,
        "item": button.item,
    }
    return Pressing.model_validate({**asked, **changes})


def _with_buttons(console: Console, *buttons: Button) -> int:
    message = say(plain("Saved."), buttons=buttons)
    return int(console.stage.post(dm_of(CONNECTION, ADA), message, key="m"))


def test_a_pressed_button_carries_what_stands_in_it(hearing: Hearing, console: Console) -> None:
    button = Button(label="Amber", verb="report", value="amber", item="PA1-1.1.1")
    post = _with_buttons(console, button)
    hearing.press(_pressing(button, post))
    assert _last(console).content == Pressed(
        verb="report", value="amber", item="PA1-1.1.1", message_id=str(post)
    )


def test_an_answer_in_place_replaces_the_message(hearing: Hearing, console: Console) -> None:
    post = _with_buttons(console, UNDO)
    assert isinstance(hearing.press(_pressing(UNDO, post)), Replace)
    assert [p.text for p in console.posts("@ada")] == ["Undone: it is as it was."]
    with pytest.raises(Refused, match="no longer there"):
        hearing.press(_pressing(UNDO, post, event="event-0010"))


@pytest.mark.parametrize(
    "changes",
    [
        {"verb": "approve"},
        {"value": "another batch"},
        {"item": "PA2-1.1.1"},
        {"post": 99},
        {"seat": NOOR, "room": "@noor"},
        {"room": CHANNEL},
    ],
)
def test_only_a_button_that_stands_there_can_be_pressed(
    hearing: Hearing, console: Console, changes: dict[str, object]
) -> None:
    post = _with_buttons(console, UNDO)
    with pytest.raises(Refused, match="That button is no longer there"):
        hearing.press(_pressing(UNDO, post, **changes))
    assert console.bot.heard == []


def test_a_form_is_opened_filled_in_and_its_mistakes_come_back(
    hearing: Hearing, console: Console
) -> None:
    change = Button(label="Change", verb="update_form", item="PA1-1.1.1")
    opened = hearing.press(_pressing(change, _with_buttons(console, change)))
    assert isinstance(opened, OpenForm)

    def submit(position: str, n: int) -> Outcome:
        fields = {"status": "amber", "position": position}
        return hearing.submit(
            Submitting(
                event=f"event-002{n}",
                seat=ADA,
                room="@ada",
                form=opened.form.name,
                value=opened.form.value,
                fields=fields,
            )
        )

    assert submit("", 1) == FieldErrors(errors={"position": "Say what holds it up, in a line."})
    assert submit("two vacancies", 2) == Nothing()
    assert _last(console).content == Submitted(
        form="update",
        value="PA1-1.1.1",
        fields={"status": "amber", "position": "two vacancies"},
    )


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"seat": "nobody"}, 404, "Nobody of that name"),
        ({"room": "@noor"}, 403, "somebody else's"),
        ({"room": "#nowhere"}, 404, "no such channel"),
        ({"thread": 99}, 404, "not in this conversation"),
        ({"text": " \n "}, 400, "Type something first"),
    ],
)
def test_what_the_page_may_not_ask_is_refused_in_a_sentence_and_nothing_is_kept(
    hearing: Hearing, console: Console, changes: dict[str, object], status: int, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        hearing.say(Saying.model_validate({**_saying("hello").model_dump(), **changes}))
    assert refused.value.status == status
    assert console.posts() == []
    assert console.bot.heard == []


def test_a_thread_of_another_room_cannot_be_answered_from_here(
    hearing: Hearing, console: Console
) -> None:
    head = int(console.stage.post(dm_of(CONNECTION, NOOR), say(plain("Private")), key="n"))
    with pytest.raises(Refused, match="not in this conversation"):
        hearing.say(_saying("hm", thread=head))


def test_a_channel_says_once_and_to_the_asker_alone_where_the_answer_is(
    hearing: Hearing, console: Console
) -> None:
    for _ in range(2):
        hearing.say(_saying("@bot 1.1.1 amber", room=CHANNEL))
    said, note = console.posts(CHANNEL)
    assert said.only_for is None
    assert (note.author, note.text, note.only_for) == (ROOM, IN_PRIVATE, ADA)
    assert [post.author for post in console.posts("@ada")] == ["bot"]


def test_a_channel_says_nothing_where_nothing_was_answered_elsewhere(
    hearing: Hearing, console: Console
) -> None:
    head = console.stage.post(channel(), say(plain("Digest")), key="digest")
    hearing.say(_saying("see you at ten", room=CHANNEL, n=1))
    hearing.say(_saying("/send status", room=CHANNEL, n=2))
    hearing.say(_saying("when is red 2 back?", room=CHANNEL, thread=int(head), n=3))
    hearing.say(_saying("1.1.1 amber", n=4))
    assert [post for post in console.posts() if post.author == ROOM] == []
