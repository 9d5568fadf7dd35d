"""What keeps the console to this machine's own browser."""

from __future__ import annotations

from collections.abc import Mapping

import anyio
import httpx
import pytest
from starlette.responses import PlainTextResponse

from bot.platforms.console.loopback import Loopback


def _ask(method: str, headers: Mapping[str, str]) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Loopback(PlainTextResponse("in")))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8321") as web:
            return await web.request(method, "/", headers=dict(headers), content=b"{}")

    return anyio.run(ask)


JSON = {"Content-Type": "application/json; charset=utf-8"}


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8321", "localhost:8321", "localhost", "[::1]:8321", "LOCALHOST:8321"]
)
def test_loopback_names_are_answered(host: str) -> None:
    assert _ask("GET", {"Host": host}).text == "in"


@pytest.mark.parametrize(
    "host",
    [
        "sendbot.example",
        "127.0.0.1.sendbot.example",
        "localhost@sendbot.example",
        "10.0.0.5",
        "[",
        "",
    ],
)
def test_other_names_are_not_even_where_they_lead_here(host: str) -> None:
    answer = _ask("GET", {"Host": host})
    assert answer.status_code == 403
    assert answer.text == "The console answers only at localhost or 127.0.0.1."


def test_the_pages_own_posts_are_taken() -> None:
    own = {"Host": "localhost:8321", "Origin": "http://localhost:8321", **JSON}
    assert _ask("POST", own).text == "in"


@pytest.mark.parametrize(
    "origin",
    ["https://elsewhere.example", "http://localhost:9999", "http://127.0.0.1:8321", "null"],
)
def test_posts_of_other_pages_are_refused(origin: str) -> None:
    answer = _ask("POST", {"Host": "localhost:8321", "Origin": origin, **JSON})
    assert (answer.status_code, answer.text) == (
        403,
        "The console takes requests only from its own page.",
    )


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_only_json_is_taken_since_other_sites_can_send_forms_unasked(kind: str) -> None:
    answer = _ask("POST", {"Content-Type": kind})
    assert (answer.status_code, answer.text) == (403, "The console takes JSON only.")


@pytest.mark.parametrize("headers", [{}, {"Host": "sendbot.example"}])
def test_every_answer_forbids_what_comes_from_elsewhere(headers: Mapping[str, str]) -> None:
    answer = _ask("GET", headers)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
