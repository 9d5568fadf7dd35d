"""The story that the README tells, in a browser, on the demonstration as anybody would start it.

``SENDBOT_SCREENSHOTS`` names a folder to keep pictures of it in, at desktop and phone width.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.checks import faults
from tests.e2e.conftest import PHONE, OpenPage

pytestmark = pytest.mark.browser

LEAD, OFFICE, CHANNEL = "Head of EHC Assessment", "Programme Manager", "#executive-leadership"
OURS, RED = "PA1-1.1.2", "PA2-1.1.1"
#: Milliseconds: two working weeks of a programme happen in one press of a button.
WHILE_THE_CLOCK_MOVES = 60_000


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    sendbot = Path(sys.executable).with_name("sendbot")
    with subprocess.Popen(
        [sendbot, "demo", "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        told = re.fullmatch(r"Demo at (http://127\.0\.0\.1:\d+/)", first.strip())
        if told is None:
            process.kill()
            pytest.fail(f"the demo did not start: {first}{process.stderr.read()}")
        yield told[1]
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130, -signal.SIGINT)
        assert "Traceback" not in process.stderr.read()


def _keep(page: Page, name: str) -> None:
    folder = os.environ.get("SENDBOT_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")


def _go_to(page: Page, stop: str, day: str) -> None:
    page.get_by_role("button", name="Other date…").click()
    page.get_by_role("dialog").get_by_role("button", name=stop).first.click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text(f"It is {day}", timeout=WHILE_THE_CLOCK_MOVES)
    told.get_by_role("button", name="Close").click()


def _newest(page: Page) -> Locator:
    return page.locator("#posts > .post").last


def _say(page: Page, words: str) -> None:
    before = page.locator("#posts > .post").count()
    page.locator("#say").fill(words)
    page.locator("#say").press("Enter")
    expect(page.locator("#posts > .post")).to_have_count(before + 2)


def test_a_lead_is_reminded_answers_and_the_board_reads_it(demo: str, open_page: OpenPage) -> None:
    page = open_page(demo)
    expect(page.get_by_role("status")).to_have_text("Live")

    # The reminder.
    _go_to(page, "Call for updates", "Thu 28 September 2023, 09:30")
    page.get_by_role("navigation").get_by_role("button", name=LEAD).click()
    reminder = _newest(page)
    expect(reminder).to_contain_text("24 October")
    expect(reminder).to_contain_text(OURS)
    expect(reminder.get_by_role("button", name=f"Update {OURS}")).to_be_visible()
    _keep(page, "1-reminder")

    # A reply in one's own words; the echo with Undo; the question; its answer.
    _say(page, "1.1.2 amber, done by the end of November")
    echo = _newest(page)
    expect(echo).to_contain_text(f"Saved: {OURS} ▲ Amber (was ● Green)")
    expect(echo).to_contain_text("30 November 2023")
    expect(echo.get_by_role("button", name="Undo")).to_be_visible()
    expect(echo).to_contain_text("hold-up")
    _say(
        page,
        "Two caseworkers leave in October. Both posts re-advertised by Fri 13 October, me. "
        "The dates are at risk.",
    )
    expect(_newest(page)).to_contain_text("13 October")
    record = page.get_by_role("tabpanel", name=f"Record {OURS}")
    expect(record).to_contain_text("Two caseworkers leave in October")
    expect(record).to_contain_text("30 November 2023")
    _keep(page, "2-echo")
    assert faults(page) == []

    # The draft, privately to the office.
    _go_to(page, "Draft", "Thu 12 October 2023, 09:30")
    page.get_by_role("navigation").get_by_role("button", name=OFFICE).click()
    draft = page.locator("#posts > .post").filter(has=page.get_by_role("button", name="Hold"))
    expect(draft.last).to_be_visible()
    _keep(page, "3-draft")

    # The digest, in the leadership's channel.
    _go_to(page, "Digest", "Mon 16 October 2023, 09:30")
    page.get_by_role("navigation").get_by_role("button", name=CHANNEL).click()
    digest = page.locator("#posts > .post").filter(has_text="Digest for Tuesday 24 October")
    expect(digest).to_have_count(1)
    expect(digest).to_contain_text("Decisions needed: 1")
    expect(digest).to_contain_text("◆ Red 1 (+1)")
    expect(digest).to_contain_text(f"{RED} ")
    expect(digest.get_by_role("img")).to_have_js_property("complete", True)
    assert digest.get_by_role("img").evaluate("picture => picture.naturalWidth") > 400
    assert "Red" in (digest.get_by_role("img").get_attribute("alt") or "")
    _keep(page, "4-digest")
    digest.get_by_role("button", name="replies").click()
    thread = page.get_by_role("tabpanel", name="Thread")
    red = thread.locator(".post").filter(
        has_text=re.compile(rf"RED \(was Amber; off green .*\): {RED}")
    )
    for words in (
        "Now: Provider wants four posts first",
        "original and agreed Sept 2023",
        "forecast 31 Dec 2023 (+3 months)",
        "Last promise: ",
        "missed",
        "Commissioners bring two options",
    ):
        expect(red).to_contain_text(words)
    amber = thread.locator(".post").filter(has_text=f"AMBER (was Green): {OURS}")
    expect(amber).to_contain_text("Two caseworkers leave")
    _keep(page, "5-thread")
    assert faults(page) == []

    # The same on a phone.
    phone = open_page(page.url, size=PHONE)
    expect(phone.get_by_text("Digest for Tuesday 24 October")).to_be_visible()
    assert faults(phone) == []
    _keep(phone, "6-phone-digest")
    phone.get_by_role("button", name="replies").tap()
    expect(phone.locator("#thread-posts").get_by_text("off green").first).to_be_visible()
    assert faults(phone) == []
    _keep(phone, "7-phone-thread")
