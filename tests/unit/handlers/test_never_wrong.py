"""What must never be saved, told or decided, and once nearly was."""

from __future__ import annotations

import pytest

from bot.domain.messages import Button, FieldErrors, Pressed, Said
from bot.domain.verbs import Verb
from tests.fakes.conversation import Conversation

UPDATE = dict.fromkeys(
    (
        "status",
        "position",
        "next_steps",
        "limbs",
        "forecast",
        "if_not",
        "back_to_green",
        "ask",
        "evidence",
    ),
    "",
)


def button(talk: Conversation, verb: Verb) -> Button:
    """The newest button with this verb that anybody was shown."""
    return next(
        b for seen in reversed(talk.playing.log.seen) for b in seen.buttons() if b.verb == verb
    )


# --- decisions (R2, R13) ------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["approve closing PA1-9.9.9", "approve closing PA2-1.1.2"])
def test_a_decision_never_falls_on_another_action(words: str) -> None:
    talk = Conversation()
    talk.say("Ben Oakley", "PA1-1.2.2 done, register kept")
    talk.say("Cy Marsh", words)
    assert talk.record("PA1-1.2.2")["claim"] == "ELG"


def test_what_was_decided_cannot_be_undone() -> None:
    talk = Conversation()
    talk.say("Ben Oakley", "PA1-1.2.2 done, register kept")
    talk.press("Cy Marsh", "Approve")
    talk.press("Bea Holt", "Approve")
    talk.forget()
    talk.say("Ben Oakley", "undo")
    assert "decided since" in talk.heard("Ben Oakley")
    assert talk.record("PA1-1.2.2")["status"] == "blue"


def test_a_lead_never_decides_what_a_delegate_asked_for_them() -> None:
    talk = Conversation(
        people="  - {name: Del Rowe, organisation: Council, delegate_for: [Cy Marsh]}\n"
        "  - {name: Una Birch, organisation: Council, chairs: ELG, leads: [PA1-1.1.2]}\n"
        "  - {name: Dot Vale, organisation: Council, delegate_for: [Una Birch]}"
    )
    talk.say("Dot Vale", "PA1-1.1.2 done, published")
    talk.press("Una Birch", "Approve", "PA1-1.1.2")
    assert talk.record("PA1-1.1.2")["claim"] == "ELG"
    talk.press("Cy Marsh", "Approve", "PA1-1.1.2")
    assert talk.record("PA1-1.1.2")["claim"] == "BOARD"


def test_an_old_button_does_not_decide_the_next_step() -> None:
    talk = Conversation(people="  - {name: Kit Lowe, chairs: [ELG, BOARD]}")
    talk.say("Ben Oakley", "PA1-1.2.2 done, register kept")
    first = button(talk, Verb.APPROVE)
    talk.again("Kit Lowe", Pressed(verb=first.verb, value=first.value, item=first.item))
    talk.again("Kit Lowe", Pressed(verb=first.verb, value=first.value, item=first.item))
    assert talk.record("PA1-1.2.2")["claim"] == "BOARD"


def test_a_late_withdrawal_takes_back_only_what_was_asked() -> None:
    talk = Conversation()
    talk.submit("Ben Oakley", "redate", "PA1-1.2.2", new_date="2024-10-10", reason="new system")
    talk.say("Ben Oakley", "PA1-1.2.2 done, kept")
    talk.say("Ben Oakley", "PA1-1.2.2 amber, two left. Next: Ben hires by 3 Nov. dates at risk")
    talk.say("Cy Marsh", "refuse closing PA1-1.2.2, no evidence")
    talk.press("Ben Oakley", "Withdraw the claim")
    with talk.playing.units.read() as uow:
        action = uow.actions.by_key(talk.playing.programme_id, "PA1-1.2.2")
    assert action is not None
    assert action.redate_request_id is not None


def test_a_delegate_hands_on_the_leads_place_not_one_more() -> None:
    talk = Conversation(
        people="  - {name: Del Rowe, organisation: Council, delegate_for: [Ben Oakley]}"
    )
    talk.say("Del Rowe", "PA1-1.2.2 is not ours any more, ask Ivy Marlow")
    talk.press("Mel Tarn", "Approve")
    assert talk.record("PA1-1.2.2")["leads"] == ("Ivy Marlow",)
    assert "You now lead PA1-1.2.2" in talk.heard("Ivy Marlow")


# --- joint leads (R7) ---------------------------------------------------------------------------


def test_a_dispute_leaves_the_standing_reasons_alone_and_tells_the_first() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.2.1 green, all checks on plan")
    talk.say("Ned Frost", "PA1-1.2.1 red, nobody checks")
    record = talk.record("PA1-1.2.1")
    assert record["status"] == "green"
    assert "on plan" in str(record["position"])
    assert "NHS sees ◆ Red" in talk.heard("Ada Quill")
    assert "happens if it is not fixed" in talk.heard("Ned Frost")
    talk.until("2023-10-05T12:00")
    settled = talk.record("PA1-1.2.1")
    assert settled["status"] == "red"
    assert "nobody checks" in str(settled["position"])


def test_conceding_keeps_the_reasons_of_who_gave_the_colour() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.2.1 green")
    talk.say("Ned Frost", "PA1-1.2.1 amber, checks are slow. Next: Ned trains by 3 Nov")
    talk.say("Ada Quill", "PA1-1.2.1 amber")
    record = talk.record("PA1-1.2.1")
    assert record["status"] == "amber"
    assert "checks are slow" in str(record["position"])
    assert "joint_position_awaited" not in (record["markers"] or ())


def test_an_old_agree_never_agrees_with_a_colour_that_was_not_shown() -> None:
    talk = Conversation()
    talk.say("Ivy Marlow", "PA2-1.1.1 green")
    talk.say("Ivy Marlow", "PA2-1.1.1 red, provider gone")
    agree = Pressed(verb=Verb.AGREE, value="green", item="PA2-1.1.1")
    talk.bring("Ned Frost", agree)
    assert "one_view" in (talk.record("PA2-1.1.1")["markers"] or ())
    assert "◆ Red now" in talk.heard("Ned Frost")


def test_agreeing_twice_is_agreeing_once() -> None:
    talk = Conversation()
    talk.say("Ivy Marlow", "PA2-1.1.1 green")
    talk.press("Ned Frost", "Agree", "PA2-1.1.1")
    talk.forget()
    talk.press("Ned Frost", "Agree", "PA2-1.1.1")
    assert "agreed to that already" in talk.heard("Ned Frost")


# --- undo (R12) ---------------------------------------------------------------------------------


def test_only_the_author_undoes() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.1.2 remind me on Thursday")
    undo = button(talk, Verb.UNDO)
    talk.bring("Ben Oakley", Pressed(verb=Verb.UNDO, value=undo.value))
    assert talk.record("PA1-1.1.2")["snoozed_until"]
    assert "nothing of yours" in talk.heard("Ben Oakley")
    talk.bring("Ada Quill", Pressed(verb=Verb.UNDO, value="console:nothing"))
    assert "nothing of yours" in talk.heard("Ada Quill")


def test_a_red_taken_back_at_night_is_told_to_nobody() -> None:
    talk = Conversation("2023-10-02T18:00")
    talk.say("Ada Quill", "PA1-1.1.1 red")
    talk.say("Ada Quill", "undo")
    talk.until("2023-10-03T10:00")
    assert "New ◆ Red" not in talk.heard("Mel Tarn")


# --- questions and forms (R3, R12) --------------------------------------------------------------


def test_every_limb_button_works_whichever_is_pressed_first() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.1.1 amber, PA1-1.1.2 amber")
    talk.press("Ada Quill", "Dates", "PA1-1.1.1")
    talk.press("Ada Quill", "Impact", "PA1-1.1.2")
    assert talk.record("PA1-1.1.1")["limbs"] == ("dates",)
    assert talk.record("PA1-1.1.2")["limbs"] == ("impact",)


def test_a_red_with_one_limb_is_asked_whether_it_is_both() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.1.1 red, frozen. Dates at risk")
    assert "is it both, or Amber" in talk.heard("Ada Quill")


def test_a_day_of_a_reminder_is_no_forecast() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "remind me about PA1-1.1.1 later")
    talk.say("Ada Quill", "Thursday")
    record = talk.record("PA1-1.1.1")
    assert record["forecast"] is None
    assert record["snoozed_until"] == "2023-10-05"


def test_a_day_of_return_is_no_forecast() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.1.1 green")
    talk.say("Ada Quill", "on leave from next week")
    talk.say("Ada Quill", "20 October")
    assert talk.record("PA1-1.1.1")["forecast"] is None


def test_half_a_year_of_leave_is_a_slip() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "on leave 20 Oct to 10 Oct")
    assert "Saved" not in talk.heard("Ada Quill")


def test_a_form_left_as_it_was_says_nothing_again() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.1.1 amber, slow. Next: Ada hires by 3 Nov. dates at risk")
    talk.press("Ada Quill", "Change", "PA1-1.1.1")
    talk.fill("Ada Quill", status="green")
    record = talk.record("PA1-1.1.1")
    assert (record["status"], record["position"]) == ("green", None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("forecast", "9999-12-31"),
        ("forecast", "2023-09-01"),
        ("position", "x" * 5000),
        ("evidence", "in my drawer"),
        ("status", "blue"),
    ],
)
def test_a_form_with_a_slip_saves_nothing(field: str, value: str) -> None:
    talk = Conversation()
    fields = UPDATE | {"status": "green"} | {field: value}
    outcome = talk.submit("Ada Quill", "update", "PA1-1.1.1@-", **fields)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [field]
    assert talk.record("PA1-1.1.1")["status"] == "not_reported"


def test_a_form_that_somebody_overtook_saves_nothing() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.1.1 amber, slow")
    fields = UPDATE | {"status": "green"}
    outcome = talk.submit("Ada Quill", "update", "PA1-1.1.1@-", **fields)
    assert isinstance(outcome, FieldErrors)
    assert talk.record("PA1-1.1.1")["status"] == "amber"


def test_a_far_date_is_refused_and_stops_nothing() -> None:
    talk = Conversation()
    outcome = talk.submit("Ada Quill", "redate", "PA1-1.1.1", new_date="9999-12-31", reason="never")
    assert isinstance(outcome, FieldErrors)
    talk.say("Ada Quill", "PA1-1.1.1 green, done by 31/12/9999")
    talk.until("2023-10-09T12:00")


# --- privacy (R8, R15) --------------------------------------------------------------------------


def test_silence_is_never_told_by_name_in_a_channel() -> None:
    talk = Conversation("2023-10-30T10:00")
    talk.until("2023-11-13T09:45")
    head = next(s for s in talk.playing.log.seen if s.address.native.startswith("#"))
    before = len(talk.playing.log.seen)
    talk.bring("Cy Marsh", Said(text="status"), seen=head)
    told = [s for s in talk.playing.log.seen[before:] if s.address == head.address]
    assert told
    assert not any("Ben Oakley" in s.text for s in told)


@pytest.mark.parametrize(
    "words",
    [
        "PA1-1.1.1 amber because ９４３ ４７６ ５９１９ waits",
        "PA1-1.1.1 amber because 943\u200b476\u200b5919 waits",
    ],
)
def test_no_spelling_hides_an_nhs_number(words: str) -> None:
    talk = Conversation()
    talk.say("Ada Quill", words)
    assert talk.record("PA1-1.1.1")["status"] == "not_reported"
    assert "not stored" in talk.heard("Ada Quill")


def test_a_case_split_over_two_fields_is_refused() -> None:
    talk = Conversation()
    fields = UPDATE | {
        "status": "amber",
        "position": "Waiting on the tribunal for",
        "next_steps": "Tyler, hearing on 3 Nov",
    }
    outcome = talk.submit("Ada Quill", "update", "PA1-1.1.1@-", **fields)
    assert isinstance(outcome, FieldErrors)
    assert talk.record("PA1-1.1.1")["status"] == "not_reported"


def test_a_book_is_not_read() -> None:
    talk = Conversation()
    talk.say("Ada Quill", "PA1-1.1.1 red " + "and so on " * 3000)
    assert talk.record("PA1-1.1.1")["status"] == "not_reported"
    assert "longer than I can read" in talk.heard("Ada Quill")


# --- who is told when (R7) ----------------------------------------------------------------------


def test_nobody_is_asked_to_decide_at_night() -> None:
    talk = Conversation("2023-10-02T22:30")
    talk.say("Ada Quill", "PA1-1.1.2 done")
    assert talk.heard("Cy Marsh") == ""
    talk.until("2023-10-03T09:30")
    assert "PA1-1.1.2" in talk.heard("Cy Marsh")
