"""Conversations over several turns: what is asked, what answers it, what stays open."""

from __future__ import annotations

from tests.fakes.conversation import Conversation


def test_a_bare_yes_to_a_request_is_the_decision() -> None:
    talk = Conversation()
    talk.say("Ben Oakley", "PA1-1.2.2 done, register kept")
    talk.say("Cy Marsh", "yes")
    assert talk.record("PA1-1.2.2")["claim"] == "BOARD"


def test_a_bare_no_to_a_request_wants_the_reason_first() -> None:
    talk = Conversation()
    talk.say("Ben Oakley", "PA1-1.2.2 done, register kept")
    talk.say("Cy Marsh", "no")
    assert talk.record("PA1-1.2.2")["claim"] == "ELG"
    assert "Say why in a line" in talk.heard("Cy Marsh")


def test_what_was_not_answered_with_the_rest_is_asked_again() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 amber, two vacancies. 1.2.1 fine")
    talk.forget()
    talk.say("Ada Quill", "readvert on Friday, me")
    heard = talk.heard("Ada Quill")
    assert "Added to PA1-1.1.1" in heard
    assert "PA1-1.2.1 Check every plan against one standard: shall I put ● Green?" in heard


def test_actions_that_owe_the_same_are_asked_about_once() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "all amber")
    heard = talk.heard("Ada Quill")
    assert heard.count("what is the hold-up") == 1
    assert "PA1-1.1.1, PA1-1.1.2 and PA1-1.2.1" in heard


def test_an_answer_goes_to_what_was_talked_about_last() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 amber, 1.1.2 amber")
    talk.say("Ada Quill", "1.1.2: HR are slow, I chase them on Friday")
    talk.say("Ada Quill", "impact")
    assert talk.record("PA1-1.1.2")["limbs"] == ("impact",)
    assert talk.record("PA1-1.1.1")["limbs"] == ()


def test_no_to_the_narrative_question_leaves_the_colour_saved() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.1.1 amber")
    talk.forget()
    talk.say("Ada Quill", "no")
    assert "The colour is saved" in talk.heard("Ada Quill")
    assert talk.record("PA1-1.1.1")["status"] == "amber"


def test_a_question_fades_after_a_working_day() -> None:
    talk = Conversation("2023-10-05T10:00")
    talk.say("Ada Quill", "PA1-1.1.1 amber")
    talk.until("2023-10-09T12:00")
    talk.forget()
    talk.say("Ada Quill", "yes")
    assert "no question open" in talk.heard("Ada Quill")
