"""What people see in Teams, in a browser: cards drawn by the library that clients are made with, in Teams'
light and dark themes and in high contrast, as wide as a window and as a phone.

``SENDBOT_SCREENSHOTS`` names a folder to keep pictures of them in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.domain.messages import Pressed, Submitted
from bot.domain.status import Status
from bot.phrasing.forms import ERRORS
from bot.platforms.teams import actions, render
from bot.platforms.teams.actions import Closed
from tests.e2e.checks import contrast_faults
from tests.fakes.card_page import Theme, done, show
from tests.fakes.card_story import FILLED, story

pytestmark = pytest.mark.browser

WINDOW, PHONE = 760, 390
THEMES: tuple[Theme, ...] = ("light", "dark", "contrast")
MESSAGES = {
    "reminder": ("reminder",),
    "echo": ("question", "echo"),
    "digest": ("digest 0", "digest 1", "digest 2"),
    "approval": ("approval", "decided"),
    "status": ("status", "status PA1-1.1.1"),
    "home": ("home",),
    "account": ("account",),
}
FORMS = {"form": "update", "date": "redate", "date-refused": "redate"}
REFUSED = {"new_date": ERRORS["past"], "gone": ERRORS["stale"]}
#: What the pictures of the documentation show: occasion, theme, width.
KEPT: tuple[tuple[str, Theme, int], ...] = (
    ("reminder", "light", WINDOW),
    ("reminder", "light", PHONE),
    ("form", "dark", PHONE),
    ("echo", "light", WINDOW),
    ("digest", "light", WINDOW),
    ("digest", "dark", PHONE),
    ("digest", "contrast", WINDOW),
    ("approval", "dark", WINDOW),
    ("account", "light", PHONE),
)

Draw = Callable[..., Page]
"""Draws an occasion's cards: (occasion, theme="light", width=WINDOW) -> Page."""


def cards(occasion: str) -> list[dict[str, Any]]:
    told = story()
    if occasion in FORMS:
        by = Pressed(verb="update_form", item="PA1-1.1.1")
        errors = REFUSED if occasion.endswith("refused") else {}
        form = told.forms[FORMS[occasion]]
        return [render.form(form, nonce="n1", opened_by=by, errors=errors)]
    names = MESSAGES[occasion]
    return [one for name in names for one in render.cards(told.messages[name], nonce="n1")]


@pytest.fixture
def draw(browser: Browser) -> Iterator[Draw]:
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def drawn(occasion: str, theme: Theme = "light", width: int = WINDOW) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, locale="en-GB")
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: wrong.append(f"asked for {request.url}"))
        show(page, cards(occasion), theme)
        return page

    yield drawn
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.mark.parametrize("width", [WINDOW, PHONE])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("occasion", [*MESSAGES, *FORMS])
def test_every_card_can_be_read_in_every_theme_and_width(
    draw: Draw, occasion: str, theme: Theme, width: int
) -> None:
    page = draw(occasion, theme, width)
    # A symbol in its colour adds to the word beside it, which is read without; the asterisk of a field
    # that must be filled in is the client's own.
    signs = tuple(f": {one}" for one in (*(status.symbol for status in Status), "⚠", "*"))
    unread = [one for one in contrast_faults(page, least=5) if not one.endswith(signs)]
    assert unread == []
    assert page.evaluate(_BEYOND) == []
    for heading in page.get_by_role("heading").all():
        expect(heading).to_be_visible()
    keep(page, occasion, theme, width)


#: Elements wider than the card they stand on, and buttons whose titles are cut.
_BEYOND = """() => {
  const wrong = [];
  for (const card of document.querySelectorAll(".teams-card")) {
    const edge = card.getBoundingClientRect();
    for (const one of card.querySelectorAll("*")) {
      const box = one.getBoundingClientRect();
      if (box.right > edge.right + 1 || box.left < edge.left - 1) wrong.push(one.outerHTML.slice(0, 120));
    }
    for (const one of card.querySelectorAll("button")) {
      if (one.scrollWidth > one.clientWidth) wrong.push("cut: " + one.textContent);
    }
  }
  return wrong;
}"""


def keep(page: Page, occasion: str, theme: Theme, width: int) -> None:
    folder = os.environ.get("SENDBOT_SCREENSHOTS")
    if folder and (occasion, theme, width) in KEPT:
        size = "" if width == WINDOW else "-phone"
        path = Path(folder) / f"teams-{occasion}-{theme}{size}.png"
        page.locator("main").screenshot(path=path)


def test_a_leads_words_are_seen_as_they_were_written_and_do_nothing(draw: Draw) -> None:
    page = draw("status")
    card = page.locator(".teams-card").nth(1)
    expect(card).to_contain_text(FILLED["position"].rstrip("."))
    assert page.locator("a, script[src], img, strong, em").count() == 0


def test_what_is_pressed_says_what_it_is_about(draw: Draw) -> None:
    page = draw("reminder")
    page.get_by_role("button", name="▲ Amber").nth(1).click()
    (action,) = done(page)
    assert (action["type"], action["verb"]) == ("Action.Execute", "press")
    pressed = actions.read({"action": action, "trigger": "manual"}, "17")
    assert pressed == Pressed(verb="report", value="amber", item="PA1-1.1.2", message_id="17")


def test_a_form_that_is_filled_in_comes_back_whole(draw: Draw) -> None:
    page = draw("form")
    page.get_by_label("◆ Red").check()
    for label, name in (("Where it stands", "position"), ("Next steps", "next_steps")):
        page.get_by_label(label).fill(FILLED[name])
    page.get_by_label("The dates").check()
    page.get_by_label("The impact").check()
    page.get_by_label("You now expect it by").fill(FILLED["forecast"])
    page.get_by_label("If it is not fixed").fill(FILLED["if_not"])
    page.get_by_label("Back to green").fill(FILLED["back_to_green"])
    page.get_by_label("Help or decision wanted").fill(FILLED["ask"])
    page.get_by_role("button", name="Save").click()
    (action,) = done(page)
    filled = actions.read({"action": action, "trigger": "manual"})
    assert isinstance(filled, Submitted)
    assert filled.fields == {**FILLED, "milestones": "", "evidence": ""}
    assert filled.value == story().forms["update"].value


def test_a_form_without_what_it_needs_says_so_and_is_not_sent(draw: Draw) -> None:
    page = draw("date")
    page.get_by_label("New date for PA1-1.1.1").fill("")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("Give a day.")).to_be_visible()
    expect(page.get_by_text("Say why in a line: it goes to the person who asked.")).to_be_visible()
    assert done(page) == []
    page.get_by_role("button", name="Cancel").click()
    (action,) = done(page)
    assert actions.read({"action": action}, "17") == Closed(message_id="17")
