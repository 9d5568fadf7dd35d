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


@pytest.mark.parametrize("when", ["march", "by easter hopefully"])
def test_a_bare_date_answers_when_a_red_is_green_again(when: str) -> None:
    record = said("1.1.1 red, no nurses", when).record(ALL[0])
    assert record["forecast"] is None
    assert record["position"] == "no nurses"


def test_what_would_happen_is_not_what_happens_next() -> None:
    talk = said("1.1.1 red, no nurses", "the clinics would close. Ada rings the agency on Friday")
    record = talk.record(ALL[0])
    assert "If not: the clinics would close" in talk.heard(ADA)
    assert (record["position"], record["next_steps"]) == (
        "no nurses",
        "Ada rings the agency on Friday",
    )


def test_the_day_of_the_next_meeting_does_not_replace_the_forecast() -> None:
    talk = said("1.1.1 amber, date slips to end of November", "hearing off, next one 6 nov")
    record = talk.record(ALL[0])
    assert record["forecast"] == "2023-11-30"
    assert (record["position"], record["next_steps"]) == ("hearing off", "next one 6 nov")


def test_back_to_green_is_told_of_the_red() -> None:
    talk = said("1.1.1 amber, 1.2.1 red", "both. nobody applied. back to green in march")
    assert talk.record(ALL[2])["position"] == "nobody applied"
    assert talk.record(ALL[0])["position"] is None


def test_reasons_after_their_question_lapsed_are_asked_about_and_saved_on_a_yes() -> None:
    talk = Conversation("2023-10-26T10:00")
    talk.say(ADA, "1.1.2 amber, dates")
    talk.until("2023-10-30T11:00")
    talk.say(ADA, "two vacancies still")
    told = talk.heard(ADA)
    assert "My question about PA1-1.1.2" in told
    assert "is some days old. Do these words answer it: “two vacancies still”?" in told
    assert "“two vacancies still”? Nothing is saved yet" in told
    assert talk.record("PA1-1.1.2")["position"] is None
    talk.forget()
    talk.say(ADA, "yes")
    assert talk.record("PA1-1.1.2")["position"] == "two vacancies still"
    assert "Added to PA1-1.1.2" in talk.heard(ADA)
    assert "who will do what by when" in talk.heard(ADA)
    talk.say(ADA, "Ben to readvertise by Friday")
    assert talk.record("PA1-1.1.2")["next_steps"] == "Ben to readvertise by Friday"


def test_of_several_questions_that_lapsed_it_is_asked_which() -> None:
    talk = Conversation("2023-10-26T10:00")
    talk.say(ADA, "1.1.1 and 1.1.2 amber")
    talk.until("2023-10-30T11:00")
    talk.say(ADA, "two vacancies still")
    told = talk.heard(ADA)
    assert "My questions about PA1-1.1.1 and PA1-1.1.2 are some days old" in told
    # The reminder had one more item: the words may be of that as well.
    assert "[PA1-1.2.1" in told
    talk.say(ADA, "1.1.2")
    assert talk.record("PA1-1.1.2")["position"] == "two vacancies still"
    assert talk.record("PA1-1.1.1")["position"] is None


@pytest.mark.parametrize("words", ["lol", "what a day", "thanks", "where do I park?", "no"])
def test_words_that_give_no_reason_bring_up_no_question_that_lapsed(words: str) -> None:
    talk = Conversation("2023-10-26T10:00")
    talk.say(ADA, "1.1.2 amber, dates")
    talk.until("2023-10-30T11:00")
    talk.forget()
    talk.say(ADA, words)
    assert "lapsed" not in talk.heard(ADA)


def test_a_question_whose_colour_was_taken_back_has_not_lapsed_but_gone() -> None:
    talk = Conversation("2023-10-26T10:00")
    talk.say(ADA, "1.1.2 amber, dates")
    talk.say(ADA, "1.1.2 green")
    talk.until("2023-10-30T11:00")
    talk.forget()
    talk.say(ADA, "two vacancies still")
    assert "lapsed" not in talk.heard(ADA)
