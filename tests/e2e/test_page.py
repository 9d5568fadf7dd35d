"""The console page in a real browser, over a scripted bot and a real server on loopback."""

from __future__ import annotations

from datetime import date, time

import httpx
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from bot.domain.calendar import instant
from bot.domain.messages import (
    Button,
    Buttons,
    Heading,
    OutboundMessage,
    Paragraph,
    Picture,
    StatusRow,
    literal,
    plain,
    strong,
)
from bot.domain.status import Status
from bot.platforms.console.rooms import dm_of
from bot.platforms.console.wire import write_message
from tests.e2e.checks import faults
from tests.e2e.conftest import DESKTOP, PHONE, OpenPage
from tests.fakes import console as fakes
from tests.fakes.console import PICTURE_HEIGHT, Console
from tests.fakes.server import serving
from tests.fakes.stage import ADA, CHANNEL, CONNECTION, NOOR, channel, say

pytestmark = pytest.mark.browser

KEY = "PA1-1.1.1"
UPDATE = Button(label="Update", verb="update_form", item=KEY, style="primary")
REMINDER = OutboundMessage(
    blocks=(
        Paragraph(runs=(plain("Morning Ada. One item, by "), strong("5pm on Fri 6 October"))),
        StatusRow(
            key=KEY,
            title="Educational psychology capacity",
            status=Status.AMBER,
            number=1,
            detail=(plain("due Oct 2023"),),
        ),
        Buttons(
            buttons=(
                Button(label="Amber", verb="report", value="amber", item=KEY),
                UPDATE,
                Button(label="Ring me", verb="ring_me", style="danger"),
            )
        ),
    ),
    summary="One item for the 24 October Board",
    items=(KEY,),
    kind="reminder",
)
DIGEST = OutboundMessage(
    blocks=(
        Heading(text="Digest for Tuesday 24 October"),
        Paragraph(runs=(strong("◆ Red: "), plain(f"{KEY}. "), literal("waits are up"))),
        Picture(name="brag_bars", data={}, alt="Priority 1: 3 Green, 1 Red."),
        Paragraph(runs=(plain("Assured 10 October."),), quiet=True),
    ),
    summary="Digest for 24 October",
    kind="digest",
)


def _remind(console: Console) -> None:
    console.stage.post(dm_of(CONNECTION, ADA), REMINDER, key="day:1")


def _digest(console: Console) -> None:
    head = console.stage.post(channel(), DIGEST, key="digest:0")
    for n in (1, 2):
        console.stage.post(channel(), say(plain(f"Red number {n}")), key=f"d:{n}", thread=head)


def _posts(page: Page) -> Locator:
    return page.locator("#posts > .post")


def _dm(url: str, native: str = ADA) -> str:
    return f"{url}#seat={native}&room=%40{native}"


def _room(url: str, native: str = ADA) -> str:
    return f"{url}#seat={native}&room={CHANNEL.replace('#', '%23')}"


# --- words, buttons, forms ---


def test_a_reply_is_typed_echoed_and_undone_by_keyboard_alone(
    console: Console, url: str, open_page: OpenPage
) -> None:
    _remind(console)
    page = open_page(_dm(url))
    expect(page.get_by_role("heading", name="Ada Quill")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Message Sendbot as Ada Quill")).to_be_focused()
    page.keyboard.type("1.1.1 amber,")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two vacancies")
    page.keyboard.press("Enter")
    echo = _posts(page).nth(2)
    expect(echo).to_contain_text("Saved: PA1-1.1.1 ▲ Amber.")
    expect(echo).to_contain_text("two vacancies")
    expect(page.get_by_role("textbox")).to_have_value("")
    echo.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(echo).to_contain_text("Undone: it is as it was.")
    expect(echo).to_be_focused()
    assert console.bot.heard[0].content.type == "said"


def test_a_form_asks_again_beside_the_field_until_it_is_taken_in(
    console: Console, url: str, open_page: OpenPage
) -> None:
    _remind(console)
    page = open_page(_dm(url))
    update = page.get_by_role("button", name=f"Update {KEY}")
    update.click()
    form = page.get_by_role("dialog", name=f"Update {KEY}")
    expect(form.get_by_role("radio", name="● Green")).to_be_focused()
    for label in ("Where it stands", "You now expect it by", "Evidence"):
        expect(form.get_by_label(label)).to_be_visible()

    form.get_by_role("button", name="Save").click()
    colour = form.get_by_role("group", name="Colour")
    expect(colour).to_contain_text("This is needed.")
    expect(form.get_by_role("radio", name="● Green")).to_be_focused()

    form.get_by_role("radio", name="▲ Amber").check()
    form.get_by_role("button", name="Save").click()
    position = form.get_by_label("Where it stands")
    expect(position).to_be_focused()
    expect(position).to_have_attribute("aria-invalid", "true")
    expect(position).to_have_accessible_description(
        "What is so, and why Say what holds it up, in a line."
    )
    expect(colour).not_to_contain_text("This is needed.")
    assert faults(page) == []

    position.fill("<b>two</b> vacancies")
    form.get_by_label("The dates").check()
    form.get_by_label("The impact").check()
    form.get_by_label("You now expect it by").fill("2023-11-30")
    page.keyboard.press("Tab")
    form.get_by_role("button", name="Save").press("Enter")
    expect(form).to_have_count(0)
    expect(update).to_be_focused()
    expect(_posts(page).nth(1)).to_contain_text("<b>two</b> vacancies")
    submitted = console.bot.heard[-1].content
    assert submitted.type == "submitted"
    assert submitted.fields == {
        "status": "amber",
        "position": "<b>two</b> vacancies",
        "limbs": "dates,impact",
        "forecast": "2023-11-30",
        "evidence": "",
    }


def test_a_form_can_be_left_without_saving(console: Console, url: str, open_page: OpenPage) -> None:
    _remind(console)
    page = open_page(_dm(url))
    page.get_by_role("button", name=f"Update {KEY}").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [heard.content.type for heard in console.bot.heard] == ["pressed"]


def test_a_button_that_is_no_longer_there_is_told_in_a_sentence(
    console: Console, url: str, open_page: OpenPage
) -> None:
    _remind(console)
    page = open_page(_dm(url))
    stale = page.get_by_role("button", name=f"Amber {KEY}")
    expect(stale).to_be_visible()
    post = console.posts()[0].id
    with console.units.write() as uow:
        uow.console.replace(post, write_message(say(plain("Saved."))), "Saved.")
        uow.commit()
    stale.click()
    expect(page.get_by_role("alert")).to_contain_text("That button is no longer there.")


def test_what_people_write_is_shown_letter_for_letter(
    console: Console, url: str, open_page: OpenPage
) -> None:
    nasty = "<img src=x onerror='document.title=1'><script>document.title=2</script> &amp; *x*"
    console.stage.post(dm_of(CONNECTION, ADA), say(literal(nasty)), key="n")
    page = open_page(_dm(url))
    expect(_posts(page).first.locator(".words")).to_have_text(nasty)
    assert _posts(page).first.locator(".words img, script").count() == 0
    expect(page).to_have_title("Westmere improvement plan – Sendbot console")


def test_a_long_conversation_is_read_from_what_is_new_and_leads_to_its_end(
    console: Console, url: str, open_page: OpenPage
) -> None:
    address = dm_of(CONNECTION, ADA)
    for n in range(30):
        console.stage.post(address, say(plain(f"message {n}")), key=f"m{n}")
    page = open_page(_dm(url))
    expect(_posts(page).first).to_be_in_viewport()
    expect(_posts(page).last).not_to_be_in_viewport()
    console.stage.post(address, say(plain("one more")), key="more")
    expect(_posts(page)).to_have_count(31)
    expect(_posts(page).first).to_be_in_viewport()
    page.get_by_role("button", name="1 new message").click()
    expect(_posts(page).last).to_be_in_viewport()
    expect(_posts(page).last).to_be_focused()
    newest = page.locator(".to-end")
    expect(newest).to_be_hidden()
    console.stage.post(address, say(plain("and another")), key="another")
    expect(_posts(page).last).to_contain_text("and another")
    expect(_posts(page).last).to_be_in_viewport()
    page.locator("#scroll").evaluate("scroll => scroll.scrollTo(0, 0)")
    expect(newest).to_have_text("Newest ↓")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_one_sends_and_its_answer_come_into_sight(
    console: Console, url: str, open_page: OpenPage, size: tuple[int, int]
) -> None:
    for n in range(30):
        console.stage.post(dm_of(CONNECTION, ADA), say(plain(f"message {n}")), key=f"m{n}")
    page = open_page(_dm(url), size=size)
    expect(_posts(page).first).to_be_in_viewport()
    for count, words in ((32, "1.1.1 amber, two vacancies"), (34, "and another\n" * 40)):
        page.locator("#scroll").evaluate("scroll => scroll.scrollTo(0, 0)")
        expect(_posts(page).first).to_be_in_viewport()
        page.get_by_role("textbox").fill(words)
        page.get_by_role("textbox").press("Enter")
        expect(_posts(page)).to_have_count(count)
        expect(_posts(page).nth(count - 2)).to_contain_text(words.strip()[:11])
        expect(_posts(page).nth(count - 2)).to_be_in_viewport()
        expect(_posts(page).nth(count - 1).locator(".words")).to_be_in_viewport()


def test_an_answer_in_a_thread_comes_into_sight(
    console: Console, url: str, open_page: OpenPage
) -> None:
    head = console.stage.post(channel(), DIGEST, key="digest:0")
    for n in range(30):
        console.stage.post(channel(), say(plain(f"Red number {n}")), key=f"d:{n}", thread=head)
    page = open_page(_room(url), size=PHONE)
    page.get_by_role("button", name="30 replies").tap()
    thread = page.locator("#thread-posts .post")
    expect(thread.nth(1)).to_be_in_viewport()
    expect(thread.last).not_to_be_in_viewport()
    page.locator("#say-in-thread").fill("when is red 2 back?")
    page.locator("#say-in-thread").press("Enter")
    expect(thread).to_have_count(33)
    expect(thread.nth(31)).to_be_in_viewport()
    expect(thread.last).to_be_in_viewport()


# --- rooms, threads, the record ---


def test_what_others_do_arrives_without_reload_and_is_marked_unread(
    console: Console, url: str, open_page: OpenPage
) -> None:
    ada, noor = open_page(_room(url, ADA)), open_page(_dm(url, NOOR))
    room = noor.get_by_role("button", name=CHANNEL)
    expect(room).not_to_contain_text("unread")
    ada.get_by_role("textbox").fill("@bot 1.1.1 amber")
    ada.get_by_role("button", name="Send").click()
    expect(_posts(ada)).to_have_count(1)
    expect(room).to_contain_text("1 unread")
    expect(noor.get_by_role("button", name="Ada Quill")).to_contain_text("1 unread")
    expect(noor).to_have_title("(2) Westmere improvement plan – Sendbot console")
    room.click()
    expect(_posts(noor)).to_have_count(1)
    expect(room).not_to_contain_text("unread")
    ada.get_by_role("textbox").fill("thank you")
    ada.get_by_role("textbox").press("Enter")
    expect(_posts(noor)).to_have_count(2)
    expect(noor.locator("#news")).to_contain_text("Ada Quill: thank you")
    expect(noor.locator("#news")).to_have_attribute("aria-live", "polite")


def test_an_answer_for_one_is_seen_by_one(console: Console, url: str, open_page: OpenPage) -> None:
    page = open_page(_room(url))
    page.get_by_role("textbox").fill("/send status")
    page.keyboard.press("Enter")
    expect(_posts(page)).to_have_count(1)
    expect(_posts(page).first).to_contain_text("Only visible to you")
    page.get_by_label("Speaking as").select_option(label="Noor Bell")
    expect(page.get_by_role("textbox", name=f"Message {CHANNEL} as Noor Bell")).to_be_visible()
    expect(_posts(page)).to_have_count(0)


def test_a_channel_leads_to_what_is_answered_in_private(
    console: Console, url: str, open_page: OpenPage
) -> None:
    _digest(console)
    page = open_page(_room(url), size=PHONE)
    expect(page.get_by_role("textbox")).to_have_accessible_description(
        "Begin with @bot: it answers you in private. /send is answered here, for you alone."
    )
    page.get_by_role("textbox").fill("@bot 1.1.1 amber")
    page.keyboard.press("Enter")
    note = page.locator("#posts > .note")
    expect(note).to_have_text(
        "Answered in private. Open the conversationOnly visible to you", use_inner_text=False
    )
    expect(note).to_be_in_viewport()
    expect(page.locator('[data-room="@ada"]')).to_contain_text("1 unread")
    assert faults(page) == []
    page.get_by_label("Speaking as").select_option(label="Noor Bell")
    expect(note).to_have_count(0)
    page.get_by_label("Speaking as").select_option(label="Ada Quill")
    note.get_by_role("button", name="Open the conversation").click()
    expect(page.get_by_role("heading", name="Ada Quill")).to_be_visible()
    expect(_posts(page)).to_contain_text(["Saved: PA1-1.1.1 ▲ Amber. 1.1.1 amber"])
    expect(page.locator('[data-room="@ada"]')).not_to_contain_text("unread")


def test_buttons_say_which_action_they_are_about(
    console: Console, url: str, open_page: OpenPage
) -> None:
    keys = (KEY, "PA1-1.2.1")
    change = tuple(Button(label="Change", verb="update_form", item=key) for key in keys)
    console.stage.post(
        dm_of(CONNECTION, ADA),
        say(
            plain("Saved: two."),
            buttons=(
                *change,
                Button(label=f"Make {KEY} Amber", verb="report", item=KEY),
                Button(label="Undo", verb="undo"),
            ),
        ),
        key="two",
    )
    console.stage.post(
        dm_of(CONNECTION, ADA), say(plain("Saved: one."), buttons=change[:1]), key="one"
    )
    page = open_page(_dm(url))
    two, one = _posts(page).nth(0).locator(".answer"), _posts(page).nth(1).locator(".answer")
    expect(two).to_have_text([f"Change {KEY}", f"Change {keys[1]}", f"Make {KEY} Amber", "Undo"])
    shown = [two.nth(n).locator(".about-key") for n in range(4)]
    expect(shown[0]).to_have_text(KEY)
    expect(shown[0]).to_be_visible()
    expect(shown[1]).to_have_text(keys[1])
    assert [label.count() for label in shown] == [1, 1, 0, 0]
    expect(one).to_have_accessible_name(f"Change {KEY}")
    expect(one.locator(".about-key")).to_have_count(0)
    two.nth(1).click()
    expect(page.get_by_role("dialog", name=f"Update {keys[1]}")).to_be_visible()


def test_the_record_tells_what_is_missing_and_what_each_organisation_gave(
    console: Console, url: str, open_page: OpenPage
) -> None:
    _remind(console)
    page = open_page(_dm(url))
    _posts(page).first.get_by_role("button", name=KEY, exact=True).click()
    record = page.get_by_role("tabpanel", name=f"Record {KEY}")
    expect(record.locator(".to-come")).to_have_text(
        "Still to come: what happens if it is not fixed."
    )
    views = record.locator(".view")
    expect(views).to_have_count(2)
    expect(views.first).to_have_text("▲ Amber Council")
    expect(views.last).to_contain_text("NHS")
    expect(views.last).to_contain_text("Both posts offered on 2 October.")


def test_a_thread_opens_beside_the_room_and_takes_replies(
    console: Console, url: str, open_page: OpenPage
) -> None:
    _digest(console)
    page = open_page(_room(url))
    expect(_posts(page)).to_have_count(1)
    page.get_by_role("button", name="2 replies").click()
    thread = page.get_by_role("tabpanel", name="Thread")
    expect(thread.locator(".post")).to_have_count(3)
    reply = thread.get_by_role("textbox", name="Reply in the thread as Ada Quill")
    expect(reply).to_be_focused()
    reply.fill("when is red 2 back?")
    reply.press("Enter")
    expect(thread.locator(".post")).to_have_count(5)
    expect(page.get_by_role("button", name="4 replies")).to_be_visible()
    reply.press("Escape")
    expect(thread).to_be_hidden()
    expect(_posts(page).first).to_be_focused()


def test_a_key_opens_the_record_and_the_record_follows_what_is_reported(
    console: Console, url: str, open_page: OpenPage
) -> None:
    _remind(console)
    page = open_page(_dm(url))
    _posts(page).first.get_by_role("button", name=KEY, exact=True).click()
    record = page.get_by_role("tabpanel", name=f"Record {KEY}")
    expect(record.get_by_role("heading", name=KEY)).to_be_visible()
    for words in (
        "Original",
        "Agreed",
        "30 November 2023",
        "One month later than agreed",
        "Still to come",
        "Ada Quill",
        "Audit: 1 entry",
    ):
        expect(record).to_contain_text(words)
    page.get_by_role("textbox").fill("1.1.1 amber, agency signed")
    page.get_by_role("textbox").press("Enter")
    expect(record.locator(".timeline li").first).to_contain_text("agency signed")


def test_the_plan_at_a_glance_counts_in_words_and_shows_one_colour_at_will(
    url: str, open_page: OpenPage
) -> None:
    page = open_page(url)
    plan = page.get_by_role("tabpanel", name="Plan")
    expect(plan.get_by_role("listitem").filter(has=page.locator(".action-line"))).to_have_count(6)
    red = plan.get_by_role("group", name="Show only").get_by_role("button", name="Red 1")
    red.click()
    expect(red).to_have_attribute("aria-pressed", "true")
    expect(plan.locator(".action-title")).to_have_text(["One therapy waiting list"])
    red.click()
    expect(plan.locator(".action-title")).to_have_count(6)


def test_a_picture_is_drawn_and_has_its_text(
    console: Console, url: str, open_page: OpenPage
) -> None:
    _digest(console)
    page = open_page(_room(url))
    picture = page.get_by_role("img", name="Priority 1: 3 Green, 1 Red.")
    expect(picture).to_have_js_property("naturalWidth", len("Priority 1: 3 Green, 1 Red."))
    page.get_by_text("The picture in words").click()
    expect(page.get_by_text("Priority 1: 3 Green, 1 Red.", exact=True)).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_picture_that_arrives_late_moves_nothing(
    console: Console, url: str, open_page: OpenPage, size: tuple[int, int]
) -> None:
    _digest(console)
    page = open_page(_room(url), size=size)
    held: list[Route] = []
    page.route("**/picture/**", lambda route: held.append(route))
    with page.expect_request("**/picture/**"):
        page.reload()
    replies = page.get_by_role("button", name="2 replies")
    replies.scroll_into_view_if_needed()
    picture = page.get_by_role("img", name="Priority 1: 3 Green, 1 Red.")
    expect(picture).to_have_js_property("complete", False)
    before = replies.bounding_box()
    for route in held:
        route.continue_()
    expect(picture).to_have_js_property("complete", True)
    expect(picture).to_have_js_property("naturalHeight", PICTURE_HEIGHT)
    assert replies.bounding_box() == before


# --- the clock ---


def test_the_clock_moves_and_what_is_due_happens(
    console: Console, url: str, open_page: OpenPage
) -> None:
    console.stage.plan(
        instant(date(2023, 10, 4), time(9, 30)),
        dm_of(CONNECTION, ADA),
        say(plain("Only one is left.")),
        key="chaser",
    )
    console.stage.plan(
        instant(date(2023, 10, 16), time(9, 30)), channel(), say(plain("Digest")), key="digest"
    )
    page = open_page(_dm(url))
    clock = page.get_by_role("region", name="Clock")
    expect(clock).to_contain_text("Thu 28 September 2023")
    clock.get_by_role("button", name="Next message due").click()
    expect(clock).to_contain_text("Wed 4 October 2023")
    expect(_posts(page).first).to_contain_text("Only one is left.")
    expect(page.get_by_role("alert")).to_have_text(
        "It is Wed 4 October 2023, 09:30. 1 new message: Ada Quill.Close"
    )
    page.keyboard.press("Alt+Shift+B")
    expect(clock).to_contain_text("Tue 24 October 2023")
    expect(page.get_by_role("button", name=CHANNEL)).to_contain_text("1 unread")
    expect(clock.get_by_role("button", name="Next message due")).to_be_enabled()
    page.keyboard.press("Alt+Shift+M")
    expect(page.get_by_role("alert")).to_contain_text("No message lies ahead.")
    expect(page.get_by_role("button", name="Next working day")).to_be_enabled()


def test_the_clock_goes_to_a_named_moment_or_a_date(
    console: Console, url: str, open_page: OpenPage
) -> None:
    page = open_page(_dm(url))
    other = page.get_by_role("button", name="Other date…")
    other.click()
    dialog = page.get_by_role("dialog", name="Move the clock")
    dialog.get_by_role("button", name="Cut-off").click()
    expect(page.locator("#now")).to_have_text("Fri 6 October 202317:00")
    other.click()
    dialog.get_by_label("A date, at 10 in the morning").fill("2023-10-09")
    dialog.get_by_role("button", name="Go there").click()
    expect(page.locator("#now")).to_have_text("Mon 9 October 202310:00")


# --- lost connections ---


def test_after_a_lost_connection_nothing_is_missing(console: Console, open_page: OpenPage) -> None:
    with serving(console.app) as url:
        page = open_page(_dm(f"{url}/console/"))
        expect(page.get_by_role("status")).to_have_text("Live")
        port = int(url.rpartition(":")[2])
    expect(page.get_by_role("status")).to_have_text("Connection lost: trying again…")
    _remind(console)
    page.get_by_role("textbox").fill("1.1.1 amber")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The bot cannot be reached just now.")
    expect(page.get_by_role("textbox")).to_have_value("1.1.1 amber")
    with serving(console.app, port=port, before_stop=console.feed.close):
        expect(page.get_by_role("status")).to_have_text("Live")
        expect(_posts(page)).to_have_count(1)
        page.get_by_role("textbox").press("Enter")
        expect(_posts(page)).to_have_count(3)


def test_words_whose_answer_was_lost_are_said_once(
    console: Console, url: str, open_page: OpenPage
) -> None:
    page = open_page(_dm(url))
    expect(page.get_by_role("status")).to_have_text("Live")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/say", lose)
    page.get_by_role("textbox").fill("1.1.1 amber")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    page.unroute("**/say")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_role("textbox")).to_have_value("")
    expect(_posts(page)).to_have_count(2)
    assert len(console.bot.heard) == 2
    assert len({heard.event_key for heard in console.bot.heard}) == 1


def test_what_is_written_while_words_are_on_their_way_goes_after_them(
    console: Console, url: str, open_page: OpenPage
) -> None:
    page = open_page(_dm(url))
    held: list[Route] = []
    page.route("**/say", lambda route: held.append(route), times=1)
    box = page.get_by_role("textbox")
    for words in ("1.1.1 amber", "1.1.2 red"):
        box.fill(words)
        box.press("Enter")
        expect(box).to_have_value("")
    expect(page.locator("#composer")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(_posts(page)).to_have_count(4)
    contents = [heard.content for heard in console.bot.heard]
    assert [said.text for said in contents if said.type == "said"] == ["1.1.1 amber", "1.1.2 red"]


def test_what_cannot_be_sent_stands_again_before_what_was_written_since(
    url: str, open_page: OpenPage
) -> None:
    page = open_page(_dm(url))
    held: list[Route] = []
    page.route("**/say", lambda route: held.append(route))
    box = page.get_by_role("textbox")
    for words in ("1.1.1 amber", "1.1.2 red"):
        box.fill(words)
        box.press("Enter")
        expect(box).to_have_value("")
    box.fill("and the third")
    held[0].abort()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(box).to_have_value("1.1.1 amber\n1.1.2 red\nand the third")


def test_a_bot_that_was_started_afresh_is_looked_at_afresh(open_page: OpenPage) -> None:
    with fakes.console() as before, serving(before.app, before_stop=before.feed.close) as url:
        _remind(before)
        page = open_page(_dm(f"{url}/console/"))
        expect(_posts(page)).to_have_count(1)
    with (
        fakes.console() as after,
        serving(after.app, port=int(url.rpartition(":")[2]), before_stop=after.feed.close),
    ):
        expect(page.get_by_role("status")).to_have_text("Live")
        expect(_posts(page)).to_have_count(0)
        _remind(after)
        expect(_posts(page)).to_have_count(1)


# --- everybody can use it ---


def test_the_keyboard_reaches_every_pane_and_room(
    console: Console, url: str, open_page: OpenPage
) -> None:
    console.stage.post(dm_of(CONNECTION, "mel"), say(plain("Two are silent.")), key="m")
    page = open_page(_dm(url))
    heading = page.locator("#room-name")
    expect(heading).to_have_text("Ada Quill")
    page.keyboard.press("Alt+ArrowDown")
    expect(heading).to_have_text("Noor Bell")
    page.keyboard.press("Alt+ArrowUp")
    expect(heading).to_have_text("Ada Quill")
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(heading).to_have_text("Mel Tarn")
    expect(page.get_by_role("textbox", name="Message Sendbot as Mel Tarn")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#details")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.get_by_role("button", name="Mel Tarn")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Cy Marsh")
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("Alt and ↓")
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.get_by_role("tab", name="Plan").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Record")).to_be_focused()
    expect(page.get_by_role("tab", name="Record")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(heading).to_have_text("Mel Tarn")


def test_a_closed_dialog_gives_the_focus_back_at_once_and_takes_it_no_more(
    url: str, open_page: OpenPage
) -> None:
    page = open_page(_dm(url))
    other_date = page.get_by_role("button", name="Other date…")
    expect(other_date).to_be_enabled()
    other_date.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Move the clock")).to_be_visible()
    focused = page.evaluate(
        """async () => {
          const dialog = document.querySelector("dialog");
          const closed = new Promise((tell) => dialog.addEventListener("close", tell));
          dialog.close();
          const back = document.activeElement.id;
          document.getElementById("tab-plan").focus();
          await closed;
          return [back, document.activeElement.id];
        }"""
    )
    assert focused == ["other-moment", "tab-plan"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_has_a_name_and_contrast(
    console: Console, url: str, open_page: OpenPage, scheme: str
) -> None:
    _remind(console)
    _digest(console)
    page = open_page(_dm(url), scheme=scheme)
    _posts(page).first.get_by_role("button", name=KEY, exact=True).click()
    expect(page.locator(".timeline li").first).to_be_visible()
    assert faults(page) == []
    page.get_by_role("tab", name="Plan").click()
    page.get_by_role("button", name=CHANNEL).click()
    page.get_by_role("button", name="2 replies").click()
    expect(page.locator("#thread-posts .post")).to_have_count(3)
    assert faults(page) == []
    page.get_by_role("button", name="Next message due").click()
    expect(page.get_by_role("alert")).to_contain_text("No message lies ahead.")
    page.get_by_role("button", name="Other date…").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_it_is_one_pane_at_a_time_and_never_scrolls_sideways(
    console: Console, url: str, open_page: OpenPage, scheme: str
) -> None:
    _remind(console)
    _digest(console)
    page = open_page(url, size=PHONE, scheme=scheme)
    people, talk, details = (
        page.locator(f"#{pane}") for pane in ("people", "conversation", "details")
    )
    panes = page.get_by_role("group", name="Panes")
    expect(people).to_be_visible()
    expect(talk).to_be_hidden()
    expect(panes.get_by_role("button", name="People")).to_have_attribute("aria-current", "true")
    assert faults(page) == []

    page.get_by_role("button", name="Ada Quill").tap()
    expect(talk).to_be_visible()
    expect(people).to_be_hidden()
    expect(_posts(page)).to_have_count(1)
    assert faults(page) == []

    page.get_by_role("button", name=f"Update {KEY}").tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Cancel").tap()

    _posts(page).first.get_by_role("button", name=KEY, exact=True).tap()
    expect(details).to_be_visible()
    expect(page.locator(".timeline li").first).to_be_visible()
    assert faults(page) == []

    panes.get_by_role("button", name="People").tap()
    page.get_by_role("button", name=CHANNEL).tap()
    page.get_by_role("button", name="2 replies").tap()
    expect(page.locator("#thread-posts .post")).to_have_count(3)
    assert faults(page) == []
    panes.get_by_role("button", name="Conversation").tap()
    expect(_posts(page)).to_have_count(1)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, textarea")]
          .filter((one) => one.checkVisibility() && !one.matches(".key, .reply, summary"))
          .filter((one) => one.getBoundingClientRect().height < 32)
          .map((one) => one.outerHTML)"""
    )
    assert small == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_a_long_word_without_a_break_widens_nothing(
    console: Console, url: str, open_page: OpenPage, width: int
) -> None:
    _remind(console)
    console.stage.post(dm_of(CONNECTION, ADA), say(literal("x" * 400)), key="long")
    page = open_page(_dm(url), size=(width, 700))
    expect(_posts(page)).to_have_count(2)
    assert faults(page) == []


def test_the_page_lets_nothing_in_from_elsewhere(url: str) -> None:
    policy = httpx.get(url).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
