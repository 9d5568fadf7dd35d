"""A real browser for the tests of the page. Where there is none, they fail with one sentence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.e2e.install_browser import VARIABLE, find_browser
from tests.fakes import console as fakes
from tests.fakes.server import serving

DESKTOP, PHONE = (1280, 800), (390, 844)
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=15_000)

SLOWLY = "SENDBOT_SLOW_BROWSER"
"""Where this is set, pages are shown as on an old laptop at a bad line: what only works in haste, fails."""

SLOWER, LATENCY_MS = 6, 400

OpenPage = Callable[..., Page]
"""Opens a page of its own: (address, size=DESKTOP, scheme="light", seen=True) -> Page."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed after these tests: while Playwright runs, no other test could run an event loop."""
    program = find_browser()
    if program is None:
        pytest.fail(
            "There is no Chromium for the browser tests: run 'python -m tests.e2e.install_browser', "
            f"or put the path of one into {VARIABLE}."
        )
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *as_root])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Pages that must raise no error and ask no other origin for anything."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(address: str, *, size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=size == PHONE,
            locale="en-GB",
            timezone_id="America/New_York",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        origin = "/".join(address.split("/")[:3])
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((origin, "blob:"))
                else wrong.append(f"asked elsewhere: {request.url}")
            ),
        )
        page.on(
            "console",
            lambda message: (
                wrong.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        if os.environ.get(SLOWLY):
            _slow_down(context, page)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert wrong == []


def _slow_down(context: BrowserContext, page: Page) -> None:
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY_MS, "downloadThroughput": -1, "uploadThroughput": -1},
    )


@pytest.fixture
def console() -> Iterator[fakes.Console]:
    with fakes.console() as console:
        yield console


@pytest.fixture
def url(console: fakes.Console) -> Iterator[str]:
    with serving(console.app, before_stop=console.feed.close) as url:
        yield f"{url}/console/"
