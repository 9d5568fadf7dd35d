"""The one ASGI app: the cap on bodies, health, metrics."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack

import anyio
import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from bot.platforms.console.feed import Feed
from bot.web import create_app
from tests.fakes.server import serving


async def _length(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def _app(problems: Mapping[str, str] | None = None) -> ASGIApp:
    return create_app(
        [Route("/length", _length, methods=["POST"])],
        health=lambda: problems or {},
        metrics=lambda: 'sendbot_outbox_rows{state="queued"} 3\n',
        max_body=100,
    )


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(_app()) as url:
        yield url


@pytest.mark.parametrize("size", [0, 1, 100])
def test_a_body_up_to_the_cap_is_read(url: str, size: int) -> None:
    assert httpx.post(f"{url}/length", content=b"x" * size).text == str(size)


def test_a_body_that_declares_more_than_the_cap_is_refused_in_one_sentence(url: str) -> None:
    answer = httpx.post(f"{url}/length", content=b"x" * 101)
    assert answer.status_code == 413
    assert answer.text == "The request is larger than 100 bytes."


@pytest.mark.parametrize(("pieces", "status"), [(10, 200), (11, 413)])
def test_a_body_that_does_not_declare_its_length_is_capped_too(
    url: str, pieces: int, status: int
) -> None:
    body = (b"x" * 10 for _ in range(pieces))
    assert httpx.post(f"{url}/length", content=body).status_code == status


@pytest.mark.parametrize("length", [b"many", b"-1", b"1e9", b""])
def test_a_length_that_is_no_number_is_refused(length: bytes) -> None:
    said: list[Message] = []

    async def ask() -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"x", "more_body": False}

        async def send(message: Message) -> None:
            said.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/length",
            "query_string": b"",
            "headers": [(b"content-length", length)],
        }
        await _app()(scope, receive, send)

    anyio.run(ask)
    assert said[0]["status"] == 413


def test_health_says_ok_where_all_is_well(url: str) -> None:
    answer = httpx.get(f"{url}/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "problems": {}}


def test_health_names_each_part_that_is_unwell() -> None:
    with serving(_app({"database": "busy for 9 s"})) as url:
        answer = httpx.get(f"{url}/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unwell", "problems": {"database": "busy for 9 s"}}


def test_metrics_are_prometheus_text(url: str) -> None:
    answer = httpx.get(f"{url}/metrics")
    assert answer.text == 'sendbot_outbox_rows{state="queued"} 3\n'
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


def test_an_unknown_path_is_not_found(url: str) -> None:
    assert httpx.get(f"{url}/nowhere").status_code == 404


def test_a_server_that_is_told_to_stop_ends_its_endless_streams_first() -> None:
    feed = Feed()

    async def endless() -> AsyncIterator[str]:
        yield "open"
        while not feed.closed:
            await anyio.sleep(0.01)

    async def stream(_request: Request) -> Response:
        return StreamingResponse(endless())

    app = create_app([Route("/stream", stream)], health=dict, metrics=str)
    with ExitStack() as connections:
        with serving(app, before_stop=feed.close, patience=None) as url:
            answer = connections.enter_context(httpx.stream("GET", f"{url}/stream", timeout=20))
            text = answer.iter_text()
            assert next(text) == "open"
        assert list(text) == []
