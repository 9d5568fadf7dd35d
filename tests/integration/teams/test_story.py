"""A month on Teams: what people type, press and fill in, in their own chat, in a channel and in a group."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.status import Limb, Status
from tests.fakes.teams_people import ADA, CHANNEL, CY, GROUP, MEL, NOOR, STRANGER
from tests.fakes.teams_programme import PEOPLE, World, world
from tests.fakes.teams_screen import card_lines, shown

CALL = datetime(2023, 9, 29, 9, 0, tzinfo=UTC)
POSTED = datetime(2023, 10, 16, 9, 0, tzinfo=UTC)
CARD = "application/vnd.microsoft.card.adaptive"


@pytest.fixture
def teams(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as found:
        yield found
        assert found.connector.seen.faults == []
        assert max(found.teams.attempts, default=1) == 1, "answered at once"


def test_from_the_reminder_to_the_digest(teams: World) -> None:
    ada = teams.dm(ADA)
    teams.advance(CALL)
    reminder = teams.posts(ada)[-1]
    assert "1. – Not reported WIP-1.1 Recruit psychologists" in shown(reminder.activity)
    before = len(teams.posts(ada))

    teams.teams.say(ADA, "1.1 amber, agency slipped")
    echo = teams.answers(ada, before + 1)[-1]
    assert "Saved: WIP-1.1 ▲ Amber (was – Not reported)" in shown(echo.activity)

    opened = teams.teams.press(ADA, reminder, "Update")
    assert opened["type"] == CARD
    assert "Update WIP-1.1" in "\n".join(card_lines(opened["value"]))
    wrong = teams.teams.press(ADA, reminder, "Save", status="red", forecast="2020-01-01")
    told = card_lines(wrong["value"])
    assert any("That date has passed: give one that lies ahead." in line for line in told)
    assert "You now expect it by: 2020-01-01" in told, "what was filled in still stands"
    right = teams.teams.press(ADA, reminder, "Save", forecast="2023-11-30", limbs="dates")
    assert "WIP-1.2" in "\n".join(card_lines(right["value"])), "the reminder stands there again"
    red = teams.answers(ada, before + 2)[-1]
    assert "◆ Red (was ▲ Amber)" in shown(red.activity)
    state = teams.action("WIP-1.1").state
    assert (state.status, Limb.DATES in state.limbs) == (Status.RED, True)
    assert state.forecast is not None
    assert str(state.forecast.end) == "2023-11-30"

    at_once = teams.teams.press(ADA, red, "Undo")
    undone = teams.answers(ada, before + 3)[-1]
    assert "▲ Amber" in shown(undone.activity)
    for card in (at_once["value"], red.card or {}):
        lines = card_lines(card)
        assert ("Taken back." in lines, "[Undo]" in "\n".join(lines)) == (True, False)
    assert teams.action("WIP-1.1").state.status is Status.AMBER

    teams.teams.say(CY, "/send status", CHANNEL)
    status = teams.answers(teams.dm(CY), 1)[-1]
    assert "▲ Amber 1" in shown(status.activity), "for their eyes only, so in their own chat"
    assert teams.posts(CHANNEL) == []
    for _ in range(2):
        teams.teams.press(CY, status, "Share in channel")
        (shared,) = teams.answers(CHANNEL, 1)
    assert "Shared by" in shown(shared.activity)

    teams.advance(POSTED)
    head, *thread = teams.posts(CHANNEL)[1:]
    assert "Digest for Tuesday 24 October" in shown(head.activity)
    assert thread
    assert {part.root for part in thread} == {head.id}
    assert "WIP-1.1 Recruit psychologists" in "\n".join(shown(one.activity) for one in thread)


@pytest.mark.parametrize(
    "typed", ["status", "/status", "/send status", "Status", " /SEND  status "]
)
def test_status_can_be_asked_in_every_way(teams: World, typed: str) -> None:
    teams.teams.say(CY, typed)
    (answer,) = teams.answers(teams.dm(CY), 1)
    assert "Five actions:" in shown(answer.activity)


@pytest.mark.parametrize("where", [CHANNEL, GROUP])
@pytest.mark.parametrize("typed", ["status", "/status"])
def test_what_is_asked_openly_is_answered_in_private(teams: World, where: str, typed: str) -> None:
    teams.teams.say(ADA, typed, where)
    (answer,) = teams.answers(teams.dm(ADA), 1)
    assert "Five actions:" in shown(answer.activity)
    assert teams.posts(where) == []


def test_a_lead_answers_in_the_thread_of_a_channel(teams: World) -> None:
    teams.advance(POSTED)
    head = teams.posts(CHANNEL)[0]
    before = len(teams.posts(CHANNEL))
    teams.teams.say(ADA, "1.1 amber, one post vacant", CHANNEL, thread=head.id)
    echo = teams.answers(CHANNEL, before + 1)[-1]
    assert echo.root == head.id
    assert "Saved: WIP-1.1 ▲ Amber" in shown(echo.activity)
    teams.teams.press(ADA, echo, "Undo")
    undone = teams.answers(CHANNEL, before + 2)[-1]
    assert undone.root == head.id


def test_what_is_said_to_others_is_not_answered_but_in_the_bots_thread(teams: World) -> None:
    """Teams tells only mentions, unless the app was given more rights than it asks for."""
    teams.advance(POSTED)
    head = teams.posts(CHANNEL)[0]
    before = len(teams.posts(CHANNEL))
    teams.teams.say(ADA, "1.1 red, I think", CHANNEL, mention=False)
    assert teams.action("WIP-1.1").state.status is Status.NOT_REPORTED
    teams.teams.say(ADA, "1.1 green", CHANNEL, thread=head.id, mention=False)
    assert teams.action("WIP-1.1").state.status is Status.GREEN
    teams.answers(CHANNEL, before + 1)


def test_called_by_its_name_alone_it_helps(teams: World) -> None:
    teams.teams.say(ADA, "", CHANNEL)
    (answer,) = teams.answers(teams.dm(ADA), 1)
    assert "Say it in your own words" in shown(answer.activity)


def test_a_leads_words_reach_everybody_letter_for_letter(teams: World) -> None:
    teams.advance(CALL)
    reminder = teams.posts(teams.dm(ADA))[-1]
    teams.teams.press(ADA, reminder, "Update", nth=1)
    words = "agency **bold** [x](https://bank.example) & <at>all</at> &amp; {{DATE()}}"
    teams.teams.press(ADA, reminder, "Save", status="amber", position=words, next_steps=words)
    assert teams.action("WIP-1.2").state.position == words
    teams.advance(POSTED)
    assert words in "\n".join(teams.read(CHANNEL))


def test_what_people_say_stands_in_no_log(teams: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        teams.teams.say(ADA, "1.1 amber because of Jayden M's tribunal")
        teams.teams.say(ADA, "1.1 amber because of Jayden M's tribunal", CHANNEL)
    (one, other) = teams.answers(teams.dm(ADA), 2)
    assert "may identify a child" in shown(one.activity)
    assert "may identify a child" in shown(other.activity)
    assert "Jayden" not in caplog.text
    with teams.units.read() as uow:
        assert "Jayden" not in str(uow.outbox.listing(limit=1000))


def test_somebody_unknown_is_refused_and_nothing_else(teams: World) -> None:
    teams.teams.say(STRANGER, "1.1 red")
    (refusal,) = teams.answers(teams.dm(STRANGER), 1)
    assert "only talk to the people in it" in shown(refusal.activity)
    assert teams.action("WIP-1.1").state.status is Status.NOT_REPORTED


def test_a_corrected_message_is_read_again(teams: World) -> None:
    ada = teams.dm(ADA)
    said = teams.teams.say(ADA, "1.1 green")
    teams.answers(ada, 1)
    teams.teams.edit(ADA, said, "1.1 amber, one post vacant")
    corrected = teams.answers(ada, 2)[-1]
    assert "▲ Amber (was ● Green)" in shown(corrected.activity)


def test_who_deletes_what_was_recorded_may_take_it_back(teams: World) -> None:
    ada = teams.dm(ADA)
    nothing = teams.teams.say(ADA, "hello")
    said = teams.teams.say(ADA, "1.1 green")
    teams.answers(ada, 2)
    teams.teams.delete(ADA, nothing)
    teams.teams.delete(ADA, said)
    told = teams.answers(ada, 3)[-1]
    assert "WIP-1.1 stays in the record" in shown(told.activity)
    teams.teams.press(ADA, told, "Undo")
    assert teams.action("WIP-1.1").state.status is Status.NOT_REPORTED


def test_everything_three_times_is_handled_once(teams: World) -> None:
    teams.advance(CALL)
    ada = teams.dm(ADA)
    reminder = teams.posts(ada)[-1]
    before = len(teams.posts(ada))
    teams.teams.duplicates = 3
    said = teams.teams.say(ADA, "1.1 amber, one post vacant")
    teams.teams.edit(ADA, said, "1.1 red, no post filled")
    teams.teams.press(ADA, reminder, "● Green", nth=1)
    teams.teams.say(CY, "status")
    teams.answers(ada, before + 3)
    with teams.units.read() as uow:
        counts = [len(uow.actions.updates(teams.action(key).id)) for key in ("WIP-1.1", "WIP-1.2")]
    assert counts == [2, 1]


def test_pressed_twice_in_haste_is_pressed_once_and_later_again_is_meant(teams: World) -> None:
    teams.advance(CALL)
    reminder = teams.posts(teams.dm(ADA))[-1]
    as_sent = dict(reminder.activity)

    def updates() -> int:
        with teams.units.read() as uow:
            return len(uow.actions.updates(teams.action("WIP-1.1").id))

    teams.teams.press(ADA, reminder, "● Green")
    teams.teams.see_as_sent(reminder)
    teams.teams.press(ADA, reminder, "● Green")
    assert updates() == 1, "another activity, but the same card, person and moment"
    teams.teams.press(ADA, reminder, "▲ Amber")
    assert updates() == 2
    teams.clock.move_to(datetime(2023, 9, 29, 9, 5, tzinfo=UTC))
    teams.teams.see_as_sent(reminder)
    teams.teams.press(ADA, reminder, "● Green")
    assert updates() == 3, "later it is meant"
    assert reminder.activity == as_sent


def test_a_form_can_be_put_away(teams: World) -> None:
    teams.advance(CALL)
    reminder = teams.posts(teams.dm(ADA))[-1]
    teams.teams.press(ADA, reminder, "Update")
    back = teams.teams.press(ADA, reminder, "Cancel")
    assert "WIP-1.2" in "\n".join(card_lines(back["value"]))
    again = teams.teams.press(ADA, reminder, "Update")
    assert "Update WIP-1.1" in "\n".join(card_lines(again["value"])), "and opened again at once"


def test_an_older_client_has_its_forms_beside(teams: World) -> None:
    teams.advance(CALL)
    ada = teams.dm(ADA)
    reminder = teams.posts(ada)[-1]
    before = len(teams.posts(ada))
    teams.teams.press_old(ADA, reminder, "Update")
    form = teams.answers(ada, before + 1)[-1]
    assert "Update WIP-1.1" in shown(form.activity)
    teams.teams.press_old(ADA, form, "Save", status="red", forecast="2020-01-01")
    teams.until(lambda: "That date has passed" in shown(form.activity))
    assert len(teams.posts(ada)) == before + 1
    teams.teams.press_old(ADA, form, "Save", status="red", forecast="2023-11-30")
    teams.until(lambda: form.deleted)
    assert teams.action("WIP-1.1").state.status is Status.RED
    teams.teams.press_old(NOOR, teams.posts(teams.dm(NOOR))[-1], "● Green")
    assert teams.action("WIP-2.1").state.status is Status.GREEN
    assert not teams.posts(teams.dm(NOOR))[-1].deleted


def test_a_card_of_somebody_elses_is_nothing_to_it(teams: World) -> None:
    teams.teams.say(ADA, "", value={"do": "something"})
    teams.teams.say(ADA, "", value={"sendbot": ["press"]})
    teams.bot.deliver()
    assert teams.posts(teams.dm(ADA)) == []


def test_an_answer_to_a_quoted_message_is_about_that_one(teams: World) -> None:
    teams.advance(CALL)
    quoted = teams.posts(teams.dm(NOOR))[-1]
    before = len(teams.posts(teams.dm(NOOR)))
    html = (
        f'<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="{quoted.id}">'
        "<strong>sendbot</strong><p>2.2 red</p></blockquote><p>2.1 amber, no site &amp; no lease</p>"
    )
    attached = [{"contentType": "text/html", "content": html}]
    teams.teams.say(NOOR, "sendbot 2.2 red\n2.1 amber, no site", attachments=attached)
    teams.answers(teams.dm(NOOR), before + 1)
    assert teams.action("WIP-2.1").state.status is Status.AMBER
    assert teams.action("WIP-2.2").state.status is Status.NOT_REPORTED, "those are not her words"


def test_a_decision_shows_on_the_cards_of_all_who_were_asked(tmp_path: Path) -> None:
    two_chairs = tuple(
        replace(row, chairs=("ELG",)) if row.name in ("Cy Marsh", "Mel Tarn") else row
        for row in PEOPLE
    )
    with world(tmp_path, people=two_chairs) as teams:
        teams.advance(CALL)
        reminder = teams.posts(teams.dm(ADA))[-1]
        teams.teams.say(ADA, "1.1 done, staff in post")
        teams.answers(teams.dm(ADA), len(teams.posts(teams.dm(ADA))) + 1)
        asked = {user.name: teams.posts(teams.dm(user))[-1] for user in (CY, MEL)}
        for message in asked.values():
            assert "[Approve] [Refuse…]" in shown(message.activity)
        at_once = teams.teams.press(CY, asked["Cy Marsh"], "Approve")
        assert "Decided by Cy Marsh on Fri 29 Sep" in "\n".join(card_lines(at_once["value"]))
        teams.bot.deliver()
        for message in asked.values():
            told = shown(message.activity)
            assert "Decided by Cy Marsh on Fri 29 Sep" in told
            assert "[Approve]" not in told
        assert reminder.before == []
        assert teams.connector.seen.faults == []
