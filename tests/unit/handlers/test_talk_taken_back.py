"""What is said about being rung, about a claim and about leave, and taken back again, in words."""

from __future__ import annotations

import pytest

from tests.fakes.conversation import Conversation


@pytest.mark.parametrize("words", ["yes", "yes ring me", "ok, please call"])
def test_a_typed_yes_to_being_rung_rings_and_agrees_to_nothing(words: str) -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.2.1 green")
    talk.say("Ned Frost", "no. not putting that in writing yet")
    talk.say("Ned Frost", words)
    assert "one_view" in (talk.record("PA1-1.2.1")["markers"] or ())
    assert "Please ring" in talk.heard("Mel Tarn")


def test_being_rung_leaves_what_else_is_open() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.2.2 fine, 1.1.2 fine")
    talk.say("Ada Quill", "not putting that in writing yet")
    talk.say("Ada Quill", "yes")
    assert talk.record("PA1-1.1.2")["status"] == "not_reported"
    assert "Please ring" in talk.heard("Mel Tarn")


def test_no_to_being_rung_saves_and_tells_nothing() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "not putting 1.1.2 in writing yet")
    talk.say("Ada Quill", "no thanks")
    assert "nobody rings" in talk.heard("Ada Quill")
    assert "Please ring" not in talk.heard("Mel Tarn")


def test_yes_withdraw_it_withdraws_the_claim_and_keeps_the_report() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.2 done")
    talk.say("Ada Quill", "actually hang on it's amber, union objected")
    talk.say("Ada Quill", "yes withdraw it")
    assert talk.record("PA1-1.1.2")["claim"] is None
    assert talk.record("PA1-1.1.2")["status"] == "amber"


def test_undo_beside_the_question_about_a_claim_takes_back_the_report() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.2 done")
    talk.say("Ada Quill", "actually it's amber, union objected")
    talk.say("Ada Quill", "undo")
    assert talk.record("PA1-1.1.2")["claim"] == "ELG"
    assert talk.record("PA1-1.1.2")["status"] == "not_reported"


@pytest.mark.parametrize(
    "words",
    [
        "withdraw the claim on 1.1.2",
        "cancel the claim",
        "I withdraw the claim, not ready",
        "sorry, can you drop my closure request please",
    ],
)
def test_a_claim_is_withdrawn_in_words(words: str) -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.2 done")
    talk.say("Ada Quill", words)
    assert talk.record("PA1-1.1.2")["claim"] is None
    assert "Withdrawn" in talk.heard("Cy Marsh")


def test_of_two_claims_it_is_asked_which_is_withdrawn() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.2 done")
    talk.say("Ada Quill", "1.2.1 done, all checked")
    talk.until("2023-10-03T10:00")
    talk.say("Ada Quill", "1.1.1 green")
    talk.forget()
    talk.say("Ada Quill", "withdraw the claim")
    assert "Which one do you mean?" in talk.heard("Ada Quill")
    talk.say("Ada Quill", "1.1.2")
    assert talk.record("PA1-1.1.2")["claim"] is None
    assert talk.record("PA1-1.2.1")["claim"] == "ELG"


def test_nobody_is_named_as_lead_by_words_that_are_no_name() -> None:
    talk = Conversation()
    talk.say("Ned Frost", "PA2-1.1.2 not mine any more")
    talk.say("Ned Frost", "all green")
    assert "Named instead" not in talk.heard("Mel Tarn")
    talk = Conversation()
    talk.say("Ada Quill", "1.2.1 nothing to do with me any more")
    talk.say("Ada Quill", "no idea")
    assert "Nobody is named instead" in talk.heard("Mel Tarn")


@pytest.mark.parametrize(
    ("words", "name"), [("ivy", "Ivy Marlow"), ("no idea, ask Ben", "Ben Oakley"), ("Tom", "Tom")]
)
def test_a_name_is_taken_for_the_new_lead(words: str, name: str) -> None:
    talk = Conversation()
    talk.say("Ned Frost", "PA2-1.1.2 not mine any more")
    talk.say("Ned Frost", words)
    assert f"Named instead: {name}" in talk.heard("Mel Tarn")


def test_leave_told_with_a_report_is_taken_back_alone() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.2 green. Off next week, Ben covers")
    talk.say("Ada Quill", "cancel my leave")
    assert "Taken back: you are not away" in talk.heard("Ada Quill")
    assert talk.record("PA1-1.1.2")["status"] == "green"
    talk.say("Ada Quill", "undo")
    assert talk.record("PA1-1.1.2")["status"] == "not_reported"


def test_a_link_of_somebody_else_is_not_taken_off() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.2.1 green, minutes: https://example.org/a")
    talk.say("Ned Frost", "unlink https://example.org/a")
    assert "I hold no such link from you" in talk.heard("Ned Frost")
    talk.say("Ada Quill", "status 1.2.1")
    assert "Evidence: https://example.org/a" in talk.heard("Ada Quill")


def test_of_two_links_given_together_it_is_asked_which() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.2 green, https://example.org/a and https://example.org/b")
    talk.say("Ada Quill", "remove the link")
    assert "You gave two links together" in talk.heard("Ada Quill")
    talk.say("Ada Quill", "remove https://example.org/b")
    talk.say("Ada Quill", "status 1.1.2")
    told = talk.heard("Ada Quill")
    assert "Evidence: https://example.org/a" in told
    assert "link taken back, Ada Quill" in told
