"""The question for the reasons of a colour: what answers it, what does not, and how long it stays open."""

from __future__ import annotations

import pytest

from tests.fakes.conversation import Conversation

ADA = "Ada Quill"
ALL = ("PA1-1.1.1", "PA1-1.1.2", "PA1-1.2.1")


def said(*lines: str) -> Conversation:
    """What Ada says in turn; only the last answer is still to be looked at."""
    talk = Conversation()
    for line in lines:
        talk.forget()
        talk.say(ADA, line)
    return talk


def test_undo_closes_the_question_about_what_was_taken_back() -> None:
    record = said("1.1.1 red, no nurses", "undo", "1.1.1 amber, contract unsigned").record(ALL[0])
    assert (record["status"], record["position"]) == ("amber", "contract unsigned")
    assert record["next_steps"] is None


def test_an_answer_after_an_undo_finds_no_question_open() -> None:
    record = said("1.1.1 amber", "undo", "the contract is unsigned").record(ALL[0])
    assert (record["status"], record["position"]) == ("not_reported", None)


def test_a_report_said_twice_is_no_answer_to_its_own_question() -> None:
    record = said("1.1.1 amber, no nurses", "1.1.1 amber, no nurses").record(ALL[0])
    assert (record["position"], record["next_steps"]) == ("no nurses", None)


@pytest.mark.parametrize(
    "words", ["undo the lot", "take all of that back", "scrap that", "scrap all of it please"]
)
def test_words_that_take_back_are_no_reason(words: str) -> None:
    talk = said("all amber", words)
    assert [talk.record(key)["status"] for key in ALL] == ["not_reported"] * 3


@pytest.mark.parametrize(
    "words",
    [
        "N/A",
        "tbc",
        "2",
        "great question",
        "you tell me",
        "as above",
        "can't talk right now, in a meeting",
        "havent i told you this already",
        "enough of this rubbish, stop asking",
        "Hi Jo could you forward me the minutes before Friday ta",
    ],
)
def test_what_tells_nothing_of_the_work_is_not_kept(words: str) -> None:
    talk = said("1.1.1 amber", words)
    record = talk.record(ALL[0])
    assert (record["position"], record["next_steps"]) == (None, None)
    assert "The colour is saved" in talk.heard(ADA)


def test_that_is_wrong_shows_what_was_saved_and_offers_to_take_it_back() -> None:
    talk = said("1.1.1 amber", "no, that's wrong")
    assert "stands at" in talk.heard(ADA)
    talk.press(ADA, "Undo")
    assert talk.record(ALL[0])["status"] == "not_reported"
