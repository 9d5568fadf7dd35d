"""Accounts found by e-mail: nothing goes there, and nothing counts from there, before they are confirmed."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.messages import Pressed
from bot.domain.people import Address, MatchState, Person, Place
from bot.domain.verbs import Verb
from bot.handlers import first_contact
from bot.handlers.programme import pause, resume
from bot.handlers.reaching import why_unreachable
from bot.handlers.telling import tell
from bot.phrasing.answers import answer
from tests.fakes.conversation import Conversation

BEN = "Ben Oakley"


def talk(until: str | None = "2023-10-02T10:00") -> Conversation:
    """Found before the office's hours, and asked when they began."""
    found = Conversation("2023-10-02T07:00", head=f"matched: [{BEN}]\nintroductions: true")
    if until is not None:
        found.until(until)
    return found


def ben(found: Conversation) -> Person:
    person = found.playing.person(BEN)
    assert person is not None
    return person


def addresses(found: Conversation) -> list[Address]:
    person = ben(found)
    with found.playing.units.read() as uow:
        return list(uow.people.all_addresses(person.id))


def pressed(found: Conversation, verb: Verb) -> Pressed:
    with found.playing.units.read() as uow:
        (match,) = uow.people.matches(found.playing.programme_id)
    return Pressed(verb=verb, value=str(match.id))


def state(found: Conversation) -> MatchState:
    with found.playing.units.read() as uow:
        (match,) = uow.people.matches(found.playing.programme_id)
    return match.state


def audited(found: Conversation) -> list[str]:
    subject = f"person:{ben(found).id}"
    with found.playing.units.read() as uow:
        entries = uow.audit.of_subject(found.playing.programme_id, subject)
    return [entry.event.kind for entry in entries]


def test_nothing_of_the_plan_goes_to_who_has_not_answered() -> None:
    found = talk()
    first = found.heard(BEN)
    assert first.count("the work e-mail that we hold for Ben Oakley") == 1
    person = ben(found)
    with found.playing.units.write() as uow:
        assert not tell(uow, person, answer("question_gone"), key="x", at=found.playing.clock.now())
        uow.commit()
    found.until("2023-10-03T10:00")
    assert found.heard(BEN) == first
    assert "Ben Oakley cannot be reached" not in found.heard("Mel Tarn")
    found.until("2023-10-05T10:00")
    told = found.heard("Mel Tarn")
    assert "Ben Oakley cannot be reached" in told
    assert "without an answer yet" in told
    assert found.heard(BEN) == first


def test_whoever_confirms_gets_what_waited() -> None:
    found = talk()
    found.until("2023-10-05T10:00")
    found.press(BEN, "That's me")
    heard = found.heard(BEN)
    assert "Thank you, Ben" in heard
    assert "PA1-1.2.2" in heard
    assert state(found) is MatchState.CONFIRMED
    assert "address_confirmed" in audited(found)
    found.say(BEN, "1.2.2 green")
    assert found.record("PA1-1.2.2")["status"] == "green"


def test_words_after_the_question_confirm_and_count() -> None:
    found = talk()
    found.say(BEN, "1.2.2 green")
    assert found.record("PA1-1.2.2")["status"] == "green"
    assert len(addresses(found)) == 1


def test_words_before_the_question_do_not() -> None:
    found = talk(until=None)
    assert found.heard(BEN) == ""
    found.say(BEN, "1.2.2 green")
    assert "not kept" in found.heard(BEN)
    assert found.record("PA1-1.2.2")["status"] == "not_reported"
    assert addresses(found) == []
    found.until("2023-10-02T10:00")
    assert found.heard(BEN).count("Is that you?") == 1, "asked once, though at 07:00"


def test_who_asks_back_is_told_again_and_no_more_than_a_few_times() -> None:
    found = talk()
    for _ in range(9):
        found.say(BEN, "who is this?")
    heard = found.heard(BEN)
    assert heard.count("Is that you?") == 5
    assert "not kept" not in heard, "a question is nothing to keep"
    assert "PA1" not in heard
    assert state(found) is MatchState.PENDING


def test_who_says_yes_twice_is_welcomed_once() -> None:
    found = talk()
    found.press(BEN, "That's me")
    found.again(BEN, pressed(found, Verb.ITS_ME))
    assert found.heard(BEN).count("Thank you, Ben") == 1


def test_a_no_pressed_again_says_no_more_and_the_account_is_not_written_to() -> None:
    found = talk()
    found.press(BEN, "That's not me")
    found.again(BEN, pressed(found, Verb.NOT_ME))
    found.again(BEN, pressed(found, Verb.ITS_ME))
    assert found.heard(BEN).count("I am sorry to have troubled you") == 1
    assert "only talk to the people in it" not in found.heard(BEN)


def test_found_on_two_platforms_they_are_asked_on_one() -> None:
    found = talk()
    playing, person = found.playing, ben(found)
    elsewhere = Address(connection="teams", place=Place.DM, native="ben")
    with playing.units.write() as uow:
        assert not first_contact.found(uow, person, elsewhere, playing.clock.now())
        uow.commit()
    found.press(BEN, "That's me")
    assert [one.native for one in addresses(found)] == ["ben-oakley"]


def test_the_office_is_told_where_the_question_itself_did_not_arrive() -> None:
    found = talk(until=None)
    person = ben(found)
    with found.playing.units.write() as uow:
        (asked,) = (row for row in uow.outbox.listing() if row.address.native == "ben-oakley")
        assert "without an answer yet" in (why_unreachable(uow, person.id) or "")
        uow.outbox.mark_failed(asked.id, "The account is switched off.")
        assert "did not arrive there" in (why_unreachable(uow, person.id) or "")


def test_a_question_that_arrived_later_is_the_one_that_counts() -> None:
    found = talk(until=None)
    found.say(BEN, "1.2.2 green")
    person = ben(found)
    with found.playing.units.write() as uow:
        (first, *_) = (row for row in uow.outbox.listing() if row.address.native == "ben-oakley")
        uow.outbox.mark_failed(first.id, "The account is switched off.")
    found.say(BEN, "who is this?")
    with found.playing.units.read() as uow:
        assert "without an answer yet" in (why_unreachable(uow, person.id) or "")


def test_not_me_takes_the_account_off_and_keeps_it_off() -> None:
    found = talk()
    found.forget()
    found.press(BEN, "That's not me")
    heard = found.heard(BEN)
    assert "I am sorry to have troubled you" in heard
    assert "PA1" not in heard
    assert found.heard("Mel Tarn").count("says that it is not theirs") == 1
    assert addresses(found) == []
    assert "address_refused" in audited(found)
    account = Address(connection="console", place=Place.DM, native="ben-oakley")
    person = ben(found)
    with found.playing.units.write() as uow:
        programme = uow.programmes.get(found.playing.programme_id)
        (here,) = uow.programmes.connections(programme.id)
        assert person.id not in {one.id for one in first_contact.sought(uow, here)}
        assert not first_contact.found(uow, person, account, found.playing.clock.now())
        assert "says" in (why_unreachable(uow, person.id) or "")
        # Another e-mail is looked for anew; the account that was refused stays refused.
        changed = uow.people.save(replace(person, email="b.oakley@example.org"))
        assert changed.id in {one.id for one in first_contact.sought(uow, here)}
        assert not first_contact.found(uow, changed, account, found.playing.clock.now())
        assert uow.audit.verify(programme.id).broken_at is None
    found.forget()
    found.say(BEN, "1.2.2 red")
    assert "only talk to the people in it" in found.heard(BEN)
    assert found.record("PA1-1.2.2")["status"] == "not_reported"


def test_not_me_in_words() -> None:
    found = talk()
    found.say(BEN, "sorry, wrong person")
    assert state(found) is MatchState.REFUSED


def test_not_me_still_works_after_a_yes_and_nothing_is_lost_from_the_record() -> None:
    found = talk()
    found.say(BEN, "1.2.2 green")
    found.forget()
    found.press(BEN, "That's not me")
    assert state(found) is MatchState.REFUSED
    assert addresses(found) == []
    assert found.record("PA1-1.2.2")["status"] == "green"
    assert "stands in their name" in found.heard("Mel Tarn")


def test_an_address_from_the_office_asks_nothing() -> None:
    found = talk(until=None)
    given = Address(connection="console", place=Place.DM, native="ben-oakley")
    person = ben(found)
    with found.playing.units.write() as uow:
        uow.people.add_address(person.id, given, preferred=True)
        uow.commit()
    found.say(BEN, "1.2.2 green")
    assert found.record("PA1-1.2.2")["status"] == "green"


def test_a_pause_asks_nobody_and_going_on_asks_who_was_found_meanwhile() -> None:
    found = talk()
    playing = found.playing
    with playing.units.write() as uow:
        programme = pause(uow, uow.programmes.get(playing.programme_id), playing.clock.now())
        new = uow.people.save(
            Person(programme_id=programme.id, name="Ida Late", email="ida@example.org")
        )
        ida = Address(connection="console", place=Place.DM, native="ida-late")
        assert first_contact.found(uow, new, ida, playing.clock.now())
        uow.commit()
    playing.bot.settle()
    assert found.heard("Ida Late") == ""
    with playing.units.write() as uow:
        resume(uow, uow.programmes.get(playing.programme_id), playing.clock.now())
        uow.commit()
    playing.bot.settle()
    assert "the work e-mail that we hold for Ida Late" in found.heard("Ida Late")
