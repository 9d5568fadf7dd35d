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


def test_no_to_delivered_files_no_request_and_asks_what_is_meant() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 done")
    talk.forget()
    talk.say("Ada Quill", "no")
    heard = talk.heard("Ada Quill")
    assert "nothing is saved yet" in heard
    assert all(label in heard for label in ("Delivered", "Ask to close it", "Not done yet"))
    talk.say("Ada Quill", "not done yet")
    assert talk.record("PA1-1.1.1")["claim"] is None
    assert not talk.heard("Cy Marsh").count("asks to close")


def test_a_claim_on_the_wrong_action_is_named_and_can_be_taken_back() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.2 done")
    talk.forget()
    talk.say("Ada Quill", "sorry wrong one, 1.1.1 done")
    heard = talk.heard("Ada Quill")
    assert "PA1-1.1.2 stands at – Not reported, completion claimed" in heard
    talk.press("Ada Quill", "Undo")
    assert talk.record("PA1-1.1.2")["claim"] is None


def test_undo_of_a_named_action_takes_back_nothing_else() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 green")
    talk.say("Ada Quill", "1.1.2 amber")
    talk.say("Ada Quill", "undo 1.1.1")
    assert talk.record("PA1-1.1.1")["status"] == "not_reported"
    assert talk.record("PA1-1.1.2")["status"] == "amber"
    talk.forget()
    talk.say("Ada Quill", "undo 1.2.1")
    assert "nothing of yours on PA1-1.2.1" in talk.heard("Ada Quill")
    assert talk.record("PA1-1.1.2")["status"] == "amber"


def test_of_one_message_one_action_is_taken_back_and_then_the_rest() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 green, 1.1.2 green")
    talk.forget()
    talk.say("Ada Quill", "undo the last one only")
    assert "Say “undo PA1-1.1.2” for one of them" in talk.heard("Ada Quill")
    assert talk.record("PA1-1.1.2")["status"] == "green"
    talk.say("Ada Quill", "undo 1.1.2")
    assert talk.record("PA1-1.1.1")["status"] == "green"
    assert talk.record("PA1-1.1.2")["status"] == "not_reported"
    talk.say("Ada Quill", "undo")
    assert talk.record("PA1-1.1.1")["status"] == "not_reported"


def test_which_limb_is_answered_for_each_that_the_question_names() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "all amber")
    talk.say("Ada Quill", "both")
    keys = ("PA1-1.1.1", "PA1-1.1.2", "PA1-1.2.1")
    assert all(talk.record(key)["limbs"] == ("dates", "impact") for key in keys)
    talk.say("Ada Quill", "first one dates, other two impact")
    assert [talk.record(key)["limbs"] for key in keys] == [("dates",), ("impact",), ("impact",)]


def test_each_row_of_buttons_names_its_action() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 and 1.1.2 amber")
    assert "PA1-1.1.2:\n[Dates] [Impact] [Both]" in talk.heard("Ada Quill")


def test_two_references_typed_in_haste_are_both_asked_about() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "111 & 112 fine")
    talk.say("Ada Quill", "yes")
    assert talk.record("PA1-1.1.1")["status"] == "green"
    assert talk.record("PA1-1.1.2")["status"] == "green"


def test_no_to_do_you_agree_asks_for_the_own_view() -> None:
    for words in ("no", "disagree"):
        talk = Conversation()
        talk.say("Ivy Marlow", "PA2-1.1.1 green")
        talk.until("2023-10-03T10:00")
        talk.forget()
        talk.say("Ned Frost", words)
        heard = talk.heard("Ned Frost")
        assert "What is your own view of PA2-1.1.1" in heard
        assert "Nothing was saved" not in heard


def test_who_does_not_recognise_what_was_saved_is_told_how_it_stands() -> None:
    for words in ("I never said that", "wrong", "that's wrong"):
        talk = Conversation()
        talk.say("Ada Quill", "1.1.1 green")
        talk.forget()
        talk.say("Ada Quill", words)
        heard = talk.heard("Ada Quill")
        assert "Nothing was saved" not in heard
        assert "PA1-1.1.1 stands at ● Green" in heard or "Undone: PA1-1.1.1" in heard


def test_later_to_the_reasons_says_that_the_colour_is_saved() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 amber")
    talk.forget()
    talk.say("Ada Quill", "later")
    assert "The colour is saved" in talk.heard("Ada Quill")
    assert "Nothing was saved" not in talk.heard("Ada Quill")


def test_a_delegate_is_told_only_where_the_message_names_one() -> None:
    people = "  - {name: Del Rowe, organisation: Council, delegate_for: [Ada Quill]}"
    talk = Conversation(people=people)
    talk.say("Ada Quill", "1.1.1 red, both")
    talk.say("Ada Quill", "it's all in my last email, read it")
    assert "you have the update" not in talk.heard("Del Rowe")
    talk.say("Ada Quill", "I told you: HR lost the paperwork. Sue re-sends 3 Nov")
    assert "you have the update" not in talk.heard("Del Rowe")
    assert talk.record("PA1-1.1.1")["position"] == "HR lost the paperwork"


def test_both_behind_the_colour_of_one_action_is_its_limbs() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 red both, HR lost the papers")
    record = talk.record("PA1-1.1.1")
    assert (record["limbs"], record["position"]) == (("dates", "impact"), "HR lost the papers")
    assert "Which one" not in talk.heard("Ada Quill")


def test_both_behind_the_colour_of_two_actions_is_the_two() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 and 1.1.2 amber both")
    assert [talk.record(key)["status"] for key in ("PA1-1.1.1", "PA1-1.1.2")] == ["amber", "amber"]
    assert not talk.record("PA1-1.1.1")["limbs"]


def test_who_covers_can_be_said_after_the_days() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "away 16 to 20 October")
    talk.forget()
    talk.say("Ada Quill", "Ben covers")
    assert "Ben Oakley covers from Mon 16 Oct to Fri 20 Oct and gets" in talk.heard("Ada Quill")
    talk.until("2023-10-17T12:00")
    assert "for Ada Quill, who is away" in talk.heard("Ben Oakley")


def test_who_covers_says_nothing_without_a_leave() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "Ben covers")
    assert "no leave of yours" in talk.heard("Ada Quill")


def test_of_two_who_share_the_cover_neither_is_taken_for_all_of_it() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "away 9 to 13 October, Ben covers 1.1.1 and Ivy covers 1.1.2")
    assert "Nobody covers: if somebody should, say who" in talk.heard("Ada Quill")


def test_all_of_those_offered_can_be_meant() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "amber")
    talk.say("Ada Quill", "all of them")
    keys = ("PA1-1.1.1", "PA1-1.1.2", "PA1-1.2.1")
    assert [talk.record(key)["status"] for key in keys] == ["amber"] * 3


def test_both_of_three_is_asked_about() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "amber")
    talk.say("Ada Quill", "both")
    keys = ("PA1-1.1.1", "PA1-1.1.2", "PA1-1.2.1")
    assert [talk.record(key)["status"] for key in keys] == ["not_reported"] * 3


def test_reasons_go_to_the_actions_by_their_place() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.1 and 1.1.2 amber")
    talk.say("Ada Quill", "first: two posts unfilled; second: panel moved")
    assert talk.record("PA1-1.1.1")["position"] == "two posts unfilled"
    assert talk.record("PA1-1.1.2")["position"] == "panel moved"


def test_the_wish_to_go_blue_is_a_claim_and_no_narrative() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "can 1.1.2 go blue please")
    record = talk.record("PA1-1.1.2")
    assert (record["claim"], record.get("position")) == ("ELG", None)


def test_what_was_done_before_the_claim_is_its_position() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "1.1.2 went live 25 September, complete")
    record = talk.record("PA1-1.1.2")
    assert (record["claim"], record["position"]) == ("ELG", "went live 25 September")
