"""The whole month on a Slack that others wrote, behind a proxy as strict as Slack's, over both transports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.people import Address, Person, Place
from bot.domain.status import Limb, Status
from bot.handlers import first_contact
from tests.fakes import westmere
from tests.fakes.slack_local import ADA, CHANNEL, CY, MEL, NOOR, STRANGER
from tests.fakes.slack_programme import Transport, World, world
from tests.fakes.slack_proxy import Rules
from tests.fakes.slack_screen import shown
from tests.fakes.westmere import CONNECTION

CALL = datetime(2023, 9, 29, 9, 0, tzinfo=UTC)
POSTED = datetime(2023, 10, 16, 9, 0, tzinfo=UTC)
TYPED = "1.1 amber, agency <!channel> & <http://bank.example|your bank> &lt;b&gt; slipped"


@pytest.fixture
def slack(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Over HTTP, or as a test says; each event is sent once, or so often."""
    told: str = getattr(request, "param", "http")
    transport: Transport = "socket" if told.startswith("socket") else "http"
    rules = Rules(
        channel_seconds=0, per_minute=100_000, repeats=3 if told.endswith("thrice") else 1
    )
    with world(tmp_path, transport, rules=rules) as found:
        yield found
        assert found.proxy.settled(), "what was brought is still waited for"
        assert found.proxy.seen.unanswered == 0
        assert set(found.proxy.seen.statuses) == {200}
        assert found.proxy.seen.deliveries % rules.repeats == 0
        assert found.proxy.seen.faults == []
        assert found.proxy.seen.late == []


BOTH = pytest.mark.parametrize("slack", ["socket", "http"], indirect=True)


@pytest.mark.parametrize("slack", ["socket", "http", "socket, thrice"], indirect=True)
def test_from_the_reminder_to_the_digest(slack: World) -> None:
    ada = slack.dm(ADA)
    slack.advance(CALL)
    reminder = slack.posts(ada)[-1]
    assert "1. – Not reported WIP-1.1 Recruit psychologists" in shown(reminder)
    before = len(slack.posts(ada))

    slack.slack.say(ADA, ada, TYPED, thread=reminder["ts"])
    echo = slack.answers(ada, before + 1)[-1]
    assert echo["thread_ts"] == reminder["ts"]
    assert "Saved: WIP-1.1 ▲ Amber (was – Not reported)" in shown(echo)
    assert slack.action("WIP-1.1").state.status is Status.AMBER

    slack.slack.press(ADA, reminder, "Update")
    slack.until(slack.slack.has_modal)
    errors = slack.slack.submit(ADA, status="red", limbs=["dates"], forecast="2023-11-30")
    assert errors == {}
    red = slack.answers(ada, before + 2)[-1]
    assert "◆ Red (was ▲ Amber)" in shown(red)
    state = slack.action("WIP-1.1").state
    assert state.status is Status.RED
    assert Limb.DATES in state.limbs
    assert state.forecast is not None
    assert state.forecast.end is not None
    assert state.forecast.end.isoformat() == "2023-11-30"

    slack.slack.press(ADA, red, "Undo")
    undone = slack.answers(ada, before + 3)[-1]
    assert "▲ Amber" in shown(undone)
    assert slack.action("WIP-1.1").state.status is Status.AMBER

    slack.slack.command(CY, CHANNEL, "status")
    (status,) = slack.answers(CHANNEL, 1)
    assert status["ephemeral_to"] == CY
    assert "▲ Amber 1" in shown(status)
    for _ in range(2):
        slack.slack.press(CY, status, "Share in channel")
        _, shared = slack.answers(CHANNEL, 2)
    assert "ephemeral_to" not in shared
    assert "▲ Amber 1" in shown(shared)
    assert "Shared by" in shown(shared)

    slack.advance(POSTED)
    digest = [m for m in slack.posts(CHANNEL) if "ephemeral_to" not in m][1:]
    head, *thread = digest
    assert "Digest for Tuesday 24 October" in shown(head)
    assert thread
    assert all(part["thread_ts"] == head["ts"] for part in thread)
    (picture,) = [file for part in thread for file in part.get("files") or ()]
    assert "P1 Assess on time: Amber 1" in picture["alt_txt"]
    assert thread[0]["files"], "the picture comes first"
    assert "WIP-1.1 Recruit psychologists" in "\n".join(map(shown, thread))

    slack.slack.open_home(ADA)
    slack.until(lambda: slack.slack.home(ADA) is not None)
    home = slack.slack.home(ADA)
    assert home is not None
    page = shown(home)
    assert "Your actions" in page
    assert "▲ Amber WIP-1.1 Recruit psychologists" in page
    assert "The programme at a glance" in page
    assert "Improvement Board: Tue 24 Oct, 10am." in page


@BOTH
def test_a_leads_words_reach_nobody_as_a_mention_or_a_link(slack: World) -> None:
    """Through every door: a message, a form, a command. The proxy refuses what Slack would act on."""
    ada = slack.dm(ADA)
    slack.advance(CALL)
    reminder = slack.posts(ada)[-1]
    before = len(slack.posts(ada))
    slack.slack.say(ADA, ada, TYPED)
    slack.answers(ada, before + 1)
    slack.slack.press(ADA, reminder, "Update", nth=1)
    slack.until(slack.slack.has_modal)
    assert (
        slack.slack.submit(ADA, status="amber", position=TYPED, next_steps=TYPED, ask=TYPED) == {}
    )
    slack.answers(ada, before + 2)
    slack.slack.command(ADA, CHANNEL, f"1.3 amber, {TYPED}")
    slack.until(lambda: slack.action("WIP-1.3").state.status is Status.AMBER)
    slack.advance(POSTED)
    slack.slack.press(ADA, reminder, "Update", nth=1)
    slack.until(slack.slack.has_modal)
    assert slack.action("WIP-1.2").state.position == TYPED
    read = "\n".join(slack.read(CHANNEL))
    assert "agency <!channel> & <http://bank.example|your bank> &lt;b&gt; slipped" in read


def test_nor_do_they_from_an_edit_a_mention_or_a_link(slack: World) -> None:
    """Other doors: what was typed comes back in echoes and questions."""
    ada, words = slack.dm(ADA), TYPED.removeprefix("1.1 amber, ")
    said = slack.slack.say(ADA, ada, "1.1 green")
    slack.answers(ada, 1)
    slack.slack.edit(ADA, said, f"1.1 amber, {words}")
    slack.answers(ada, 2)
    slack.slack.say(ADA, CHANNEL, f"1.2 amber, {words}", mention=True)
    slack.answers(ada, 3)
    slack.slack.say(ADA, ada, "1.3 evidence https://evidence.example/a?b=<!here>&c=<@U01ADA>")
    slack.answers(ada, 4)
    slack.advance(POSTED)
    for key in ("WIP-1.1", "WIP-1.2"):
        assert slack.action(key).state.status is Status.AMBER


def test_what_is_not_for_the_bot_is_not_answered(slack: World) -> None:
    slack.slack.say(ADA, CHANNEL, "1.1 is green I think")
    slack.slack.say(ADA, CHANNEL, "1.2 is green", mention=True)
    slack.until(lambda: slack.action("WIP-1.2").state.status is Status.GREEN)
    assert slack.action("WIP-1.1").state.status is Status.NOT_REPORTED
    (echo,) = slack.answers(slack.dm(ADA), 1)
    assert "WIP-1.2 ● Green" in shown(echo), "what is said openly is answered in private"


@BOTH
def test_somebody_unknown_is_refused_and_nothing_else(slack: World) -> None:
    dm = slack.dm(STRANGER)
    slack.slack.say(STRANGER, dm, "1.1 red")
    (refusal,) = slack.answers(dm, 1)
    assert "only talk to the people in it" in shown(refusal)
    slack.slack.open_home(STRANGER)
    slack.until(lambda: slack.slack.home(STRANGER) is not None)
    home = slack.slack.home(STRANGER)
    assert home is not None
    assert "WIP" not in shown(home)
    assert slack.action("WIP-1.1").state.status is Status.NOT_REPORTED


def test_who_was_found_and_has_not_answered_is_told_so_on_the_home_page(slack: World) -> None:
    account = Address(connection=CONNECTION, place=Place.DM, native=STRANGER)
    with slack.units.write() as uow:
        ida = Person(programme_id=slack.programme.id, name="Ida Late", email="ida@westmere.example")
        assert first_contact.found(uow, uow.people.save(ida), account, slack.clock.now())
        uow.commit()
    page = home_of(slack, STRANGER)
    assert "If it is, press “That's me” there, and your actions will appear here." in page
    assert "WIP" not in page


def test_a_tick_on_a_message_about_one_action_asks_for_its_closing(slack: World) -> None:
    slack.advance(CALL)
    noor = slack.dm(NOOR)
    reminder = slack.posts(noor)[-1]
    slack.slack.react(NOOR, reminder, "white_check_mark")
    before = len(slack.posts(noor))
    slack.slack.say(NOOR, noor, "2.1 amber, no site", thread=reminder["ts"])
    echo = slack.answers(noor, before + 1)[-1]
    assert slack.action("WIP-2.2").claim is None, "the reminder was about two"
    slack.slack.react(NOOR, echo, "white_check_mark")
    claimed = slack.answers(noor, before + 2)[-1]
    assert "completion claimed" in shown(claimed)
    action = slack.action("WIP-2.1")
    assert action.claim is not None
    assert action.closed_on is None


def test_a_corrected_message_is_read_again(slack: World) -> None:
    ada = slack.dm(ADA)
    said = slack.slack.say(ADA, ada, "1.1 green")
    slack.answers(ada, 1)
    slack.slack.edit(ADA, said, "1.1 amber, one post vacant")
    corrected = slack.answers(ada, 2)[-1]
    assert "▲ Amber (was ● Green)" in shown(corrected)


def home_of(slack: World, user: str) -> str:
    """What they see who open the app's home page."""
    slack.slack.open_home(user)
    slack.until(lambda: slack.slack.home(user) is not None)
    home = slack.slack.home(user)
    assert home is not None
    return shown(home)


def test_an_approver_sees_on_the_home_page_what_waits_for_the_office(slack: World) -> None:
    ada = slack.dm(ADA)
    for number, words in enumerate(("1.1 not mine any more, ask Noor", "1.2 not mine, ask Noor")):
        slack.slack.say(ADA, ada, words)
        slack.answers(ada, number + 1)
    page = home_of(slack, MEL)
    assert "Two decisions wait for you" in page
    assert "Ada Quill asks for a new lead for WIP-1.1 Recruit psychologists." in page
    assert page.count("[Approve] [Refuse…]") == 2
    assert "Your actions" not in page
    assert "The programme at a glance" in page
    assert "Improvement Board: Wed 27 Dec, 10am." in page


def test_a_chair_sees_on_the_home_page_the_programme_and_what_the_body_decides(
    slack: World,
) -> None:
    with slack.units.write() as uow:
        (cy,) = uow.people.by_address(CONNECTION, CY)
        uow.people.save(replace(cy, chairs=cy.chairs | {"BOARD"}))
        uow.commit()
    slack.advance(CALL)
    slack.slack.say(ADA, slack.dm(ADA), "1.1 done, both started")
    slack.slack.say(ADA, slack.dm(ADA), "1.2 red, nobody applied")
    slack.until(lambda: slack.action("WIP-1.1").claim is not None)
    slack.until(lambda: slack.action("WIP-1.2").state.status is Status.RED)
    page = home_of(slack, CY)
    assert "One decision waits for you" in page
    assert "Ada Quill asks to close WIP-1.1 Recruit psychologists." in page
    assert "◆ Red 1" in page
    assert "outstanding, from two leads: Ada Quill and Noor Bell" in page
    assert "[Reds] [Overdue] [Paper]" in page
    assert "What lies ahead" in page


def test_a_lead_of_two_hundred_sees_all_of_the_home_page(tmp_path: Path) -> None:
    more = tuple(
        westmere.action_of(f"1.{n}", f"Action {n}", "May 2024", westmere.COUNCIL)
        for n in range(4, 204)
    )
    plan = replace(westmere.PLAN, actions=(*westmere.PLAN.actions, *more))
    with world(tmp_path, "http", plan=plan) as slack:
        page = home_of(slack, ADA)
        rows = page.count("– Not reported WIP-1.")
        assert rows > 40
        assert f"And {203 - rows} more: write “mine”." in page
        assert "The programme at a glance" in page
        assert "What lies ahead" in page
        assert slack.proxy.seen.faults == []
