"""Eleven actions answered in three messages by a lead on a phone, on the demonstration's own page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.demo.serving import demo_app
from bot.replay.transcript import Say, read_transcript
from tests.e2e.checks import faults
from tests.e2e.conftest import PHONE, OpenPage
from tests.fakes.databases import memory_units
from tests.fakes.server import serving

pytestmark = pytest.mark.browser

ELEVEN = read_transcript(Path(__file__).parents[1] / "transcripts" / "eleven_actions.yaml")
LEAD = "Ada Quill"
WHILE_THE_CLOCK_MOVES = 60_000


@pytest.fixture
def demo() -> Iterator[str]:
    app, feed = demo_app(memory_units(), ELEVEN.spec, begins=ELEVEN.now)
    with serving(app, before_stop=feed.close) as url:
        yield url


def _answer(page: Page, words: str) -> None:
    before = page.locator("#posts > .post").count()
    page.locator("#say").fill(words)
    page.get_by_role("button", name="Send").tap()
    expect(page.locator("#posts > .post")).to_have_count(before + 2)


def test_eleven_actions_are_answered_in_three_messages(demo: str, open_page: OpenPage) -> None:
    page = open_page(demo, size=PHONE)
    page.get_by_role("button", name="Date…").tap()
    page.get_by_role("dialog").get_by_role("button", name="Call for updates").first.tap()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Thu 26 October 2023", timeout=WHILE_THE_CLOCK_MOVES)
    told.get_by_role("button", name="Close").tap()
    page.get_by_role("button", name="People").tap()
    page.get_by_role("navigation").get_by_role("button", name=LEAD).tap()
    expect(page.locator("#posts > .post").last).to_contain_text("11 items")

    said = [step.deed.text for step in ELEVEN.steps if isinstance(step.deed, Say)]
    assert len(said) == 3
    for words in said:
        _answer(page, words)

    expect(page.locator("#posts > .post").last).to_contain_text("AP-2.3.1 ● Green")
    assert faults(page) == []
    if folder := os.environ.get("SENDBOT_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / "8-phone-eleven.png")
