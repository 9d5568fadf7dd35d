"""What people see in Slack, in a browser, on a Slack that others wrote.

Its page draws every block but rich text, which is filled in here as Slack draws it: letters, bold and
italic. ``SENDBOT_SCREENSHOTS`` names a folder to keep pictures of it in.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.fakes.slack_local import ADA, CHANNEL, USERS
from tests.fakes.slack_programme import World, world

pytestmark = pytest.mark.browser

CALL = datetime(2023, 9, 29, 9, 0, tzinfo=UTC)
POSTED = datetime(2023, 10, 16, 9, 0, tzinfo=UTC)
WORDS = (
    "1.1 red, both posts are empty. Next: readvertise on 3 October, Ada. If not fixed, waits go on growing. "
    "Back to green in February. 1.2 amber, two staff object, risk to dates. Next: Ada meets them on Friday"
)


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path, "http") as found:
        yield found


@pytest.fixture
def page(browser: Browser, slack: World) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1180, "height": 900}, locale="en-GB")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(slack.slack.url)
    yield page
    context.close()


_FILL_IN = """([holder, texts]) => {
  const empty = [...document.querySelectorAll(holder + " .bk-unknown")];
  if (empty.length !== texts.length) throw new Error(`${empty.length} places for ${texts.length} texts`);
  empty.forEach((place, n) => {
    const line = document.createElement("div");
    line.style.whiteSpace = "pre-wrap";
    for (const run of texts[n]) {
      const span = document.createElement("span");
      span.textContent = run.text;
      if (run.style?.bold) span.style.fontWeight = "700";
      if (run.style?.italic) span.style.fontStyle = "italic";
      line.append(span);
    }
    place.replaceWith(line);
  });
}"""


def fill_in(page: Page, holder: str, shown: Iterable[Mapping[str, Any]]) -> None:
    """Draw the rich text of these messages or views in the part of the page that holds them, in order."""
    texts = [
        [run for section in block["elements"] for run in section["elements"]]
        for one in shown
        for block in one.get("blocks") or ()
        if block["type"] == "rich_text"
    ]
    expect(page.locator(f"{holder} .bk-unknown")).to_have_count(len(texts))
    page.evaluate(_FILL_IN, [holder, texts])


def keep(page: Page, name: str) -> None:
    if folder := os.environ.get("SENDBOT_SCREENSHOTS"):
        page.wait_for_timeout(400)
        page.screenshot(path=Path(folder) / f"slack-{name}.png")


def test_reminder_form_echo_digest_and_home_look_as_they_should(slack: World, page: Page) -> None:
    slack.advance(CALL)
    page.get_by_role("button", name=USERS[ADA]).click()
    messages = page.locator(".messages")
    dm = slack.dm(ADA)
    fill_in(page, ".messages", slack.posts(dm))
    expect(messages).to_contain_text("Recruit psychologists")
    for label in ("● Green", "▲ Amber", "◆ Red", "Update", "Later"):
        expect(messages.get_by_role("button", name=label).first).to_be_visible()
    keep(page, "1-reminder")

    messages.get_by_role("button", name="Update").first.click()
    form = page.locator(".modal")
    expect(form).to_contain_text("Update WIP-1.1")
    for label in ("Colour", "Where it stands", "Next steps", "At risk", "Help or decision wanted"):
        expect(form.get_by_text(label, exact=True)).to_be_visible()
    keep(page, "2-form")
    form.get_by_role("button", name="Cancel").click()

    before = len(slack.posts(dm))
    slack.slack.say(ADA, dm, WORDS)
    echo = slack.answers(dm, before + 1)[-1:]
    fill_in(page, ".messages", echo)
    expect(messages).to_contain_text("WIP-1.1 ◆ Red (was – Not reported)")
    expect(messages.get_by_role("button", name="Undo")).to_be_visible()
    keep(page, "3-echo")

    slack.advance(POSTED)
    page.get_by_role("button", name="executive-leadership").click()
    head, *parts = slack.posts(CHANNEL)
    fill_in(page, ".messages", [head])
    expect(messages).to_contain_text("Digest for Tuesday 24 October")
    keep(page, "4-digest")
    messages.locator(".thread-summary").click()
    thread = page.locator(".thread-pane")
    fill_in(page, ".thread-pane", [head, *parts])
    expect(thread).to_contain_text("both posts are empty")
    expect(thread.locator("img").first).to_have_js_property("complete", True)
    keep(page, "5-thread")

    page.get_by_role("button", name="bot").click()
    slack.until(lambda: slack.slack.home(ADA) is not None)
    home = slack.slack.home(ADA)
    assert home is not None
    fill_in(page, ".main", [home])
    expect(page.locator(".main")).to_contain_text("The programme at a glance")
    keep(page, "6-home")
