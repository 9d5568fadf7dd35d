"""What was taken back or decided shows on the messages that stand already, once, and asks nothing anew."""

from __future__ import annotations

from bot.domain.messages import Buttons, Effect, Outgoing
from bot.phrasing.message_text import message_text
from tests.fakes.conversation import Conversation

CHAIRS = "  - {name: Dot Lane, chairs: ELG}"


def updates(talk: Conversation) -> list[Outgoing]:
    with talk.playing.units.read() as uow:
        rows = uow.outbox.listing(limit=1000)
    return [row for row in reversed(rows) if row.effect is Effect.UPDATE]


def has_buttons(row: Outgoing) -> bool:
    return any(isinstance(block, Buttons) for block in row.message.blocks)


def test_an_echo_that_was_taken_back_says_so() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 amber, one post vacant")
    echo = talk.playing.log.seen[-1]
    assert updates(talk) == []
    talk.press("Ada Quill", "Undo")
    (row,) = updates(talk)
    assert (row.target, row.address) == (echo.platform_id, echo.address)
    told = message_text(row.message)
    assert "Saved: PA1-1.1.1 ▲ Amber" in told
    assert told.endswith("Taken back.")
    assert not has_buttons(row)
    talk.press("Ada Quill", "Undo")
    assert len(updates(talk)) == 1, "there is nothing left to take back"


def test_an_undo_in_words_shows_too() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 green")
    talk.say("Ada Quill", "undo")
    assert len(updates(talk)) == 1


def test_of_what_is_taken_back_in_part_the_echo_stays() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 green, 1.1.2 green")
    talk.say("Ada Quill", "undo 1.1.2")
    assert updates(talk) == []


def test_one_chair_decides_and_all_of_them_see_it() -> None:
    talk = Conversation(people=CHAIRS)
    talk.say("Ada Quill", "PA1-1.1.2 is done")
    talk.press("Cy Marsh", "Approve")
    decided = {row.person_id: message_text(row.message) for row in updates(talk)}
    chairs = {p.id for name in ("Cy Marsh", "Dot Lane") if (p := talk.playing.person(name))}
    assert set(decided) == chairs
    for told in decided.values():
        assert "Ada Quill asks to close PA1-1.1.2" in told
        assert "Decided by Cy Marsh on Mon 2 Oct" in told
        assert "Or say it" not in told
    assert not any(has_buttons(row) for row in updates(talk))
    talk.press("Dot Lane", "Approve")
    assert len(updates(talk)) == 2, "decided already"


def test_a_refusal_shows_without_its_reason() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.1.2 is done")
    talk.say("Cy Marsh", "refuse closing PA1-1.1.2, two posts are still empty")
    (row,) = updates(talk)
    told = message_text(row.message)
    assert "refused" in told
    assert "two posts" not in told, "the reason is for the lead"


def test_what_was_withdrawn_can_no_longer_be_decided() -> None:
    talk = Conversation(people=CHAIRS)
    talk.say("Ada Quill", "PA1-1.1.2 is done")
    talk.press("Ada Quill", "Undo")
    told = [message_text(row.message) for row in updates(talk)]
    assert sum("Withdrawn before it was decided." in one for one in told) == 2
    assert sum(one.endswith("Taken back.") for one in told) == 1
