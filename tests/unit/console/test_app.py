"""The console over HTTP: what the page is given, what it may do, and how it hears of changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from bot.domain.calendar import instant
from bot.domain.messages import Effect, OutboundMessage, Paragraph, Picture, plain
from bot.platforms.console.rooms import dm_of
from bot.platforms.console.stage import Jump
from tests.fakes.console import Console
from tests.fakes.server import serving
from tests.fakes.stage import ADA, CHANNEL, CONNECTION, NOOR, channel, say

PICTURE = Picture(name="brag_bars", data={}, alt="Priority 1: 3 Green.")


@pytest.fixture
def web(console: Console) -> Iterator[httpx.Client]:
    with (
        serving(console.app, before_stop=console.feed.close) as url,
        httpx.Client(base_url=f"{url}/console", timeout=20) as web,
    ):
        yield web


def _say(web: httpx.Client, text: str, **changes: object) -> httpx.Response:
    deed = {"event": "event-0001", "seat": ADA, "room": "@ada", "text": text, **changes}
    return web.post("/say", json=deed)


@contextmanager
def _events(
    web: httpx.Client, place: str, *, last_id: str | None = None
) -> Iterator[Iterator[dict[str, Any]]]:
    headers = {} if last_id is None else {"Last-Event-ID": last_id}
    with web.stream("GET", "/events", params={"from": place}, headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        yield _parsed(stream.iter_lines())


def _parsed(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    event: dict[str, Any] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if name in ("id", "event"):
            event[name] = value
        elif name == "data":
            yield {**event, "data": json.loads(value)}
            event = {}


def test_the_page_and_its_parts_are_served(web: httpx.Client) -> None:
    page = web.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<main" in page.text
    for part in ("console.css", "console.js", "icon.svg"):
        assert web.get(f"/page/{part}").status_code == 200
        assert f"page/{part}" in page.text


@pytest.mark.parametrize("path", ["", "/console"])
def test_the_root_leads_to_the_page(console: Console, path: str) -> None:
    with serving(console.app) as url:
        answer = httpx.get(f"{url}{path}")
    assert answer.headers["location"] == "/console/"


def test_the_root_too_answers_loopback_names_only(console: Console) -> None:
    with serving(console.app) as url:
        assert httpx.get(f"{url}/", headers={"Host": "sendbot.example"}).status_code == 403


def test_the_state_tells_everything_the_page_shows(console: Console, web: httpx.Client) -> None:
    console.stage.post(dm_of(CONNECTION, ADA), say(plain("Morning Ada.")), key="r")
    state = web.get("/state").json()
    assert state["title"] == "Westmere improvement plan"
    assert [person["native"] for person in state["people"]][:2] == [ADA, NOOR]
    assert state["channels"][0]["name"] == CHANNEL
    assert [(post["room"], post["text"]) for post in state["posts"]] == [("@ada", "Morning Ada.")]
    assert (state["clock"]["day"], state["clock"]["time"]) == ("Thu 28 September 2023", "09:30")
    assert state["clock"]["stops"][0]["label"] == "Cut-off"
    assert {"value": "amber", "word": "Amber", "symbol": "▲"} in state["statuses"]
    assert state["actions"][0]["key"] == "PA1-1.1.1"


def test_the_record_of_an_action_or_a_sentence_that_there_is_none(web: httpx.Client) -> None:
    record = web.get("/record/PA1-1.1.1").json()
    assert [line["label"] for line in record["dates"]] == ["Original", "Agreed", "Forecast"]
    nowhere = web.get("/record/PA9-9.9")
    assert (nowhere.status_code, nowhere.json()) == (404, {"error": "There is no action PA9-9.9."})


def test_a_picture_is_drawn_as_png(console: Console, web: httpx.Client) -> None:
    message = OutboundMessage(
        blocks=(Paragraph(runs=(plain("Digest"),)), PICTURE), summary="Digest"
    )
    post = console.stage.post(channel(), message, key="d")
    answer = web.get(f"/picture/{post}/1.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    for path in (f"/picture/{post}/0.png", f"/picture/{post}/9.png", "/picture/99/0.png"):
        assert web.get(path).status_code == 404


def test_words_are_taken_in_and_answered(console: Console, web: httpx.Client) -> None:
    assert _say(web, "1.1.1 amber").json() == {"type": "nothing"}
    assert [post.author for post in console.posts("@ada")] == [ADA, "bot"]


@pytest.mark.parametrize(
    ("deed", "status"),
    [
        ({"seat": "nobody"}, 404),
        ({"room": "@noor"}, 403),
        ({"event": "short"}, 400),
        ({"event": "no spaces here"}, 400),
        ({"text": ""}, 400),
        ({"text": "x" * 12_001}, 400),
        ({"extra": 1}, 400),
    ],
)
def test_a_refusal_is_one_sentence(
    console: Console, web: httpx.Client, deed: dict[str, object], status: int
) -> None:
    answer = _say(web, **{"text": "hello", **deed})  # type: ignore[arg-type]
    assert answer.status_code == status
    sentence = answer.json()["error"]
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert console.posts() == []


def test_what_is_not_json_is_refused(web: httpx.Client) -> None:
    answer = web.post("/say", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


def test_while_the_record_is_away_it_says_try_again(console: Console, web: httpx.Client) -> None:
    console.units.away = True
    answer = _say(web, "1.1.1 amber")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert "has not taken it in" in answer.json()["error"]
    assert console.bot.heard == []
    assert web.get("/state").status_code == 503
    console.units.away = False
    assert _say(web, "1.1.1 amber").json() == {"type": "nothing"}


# --- the clock ---


def _clock(web: httpx.Client, to: str) -> httpx.Response:
    return web.post("/clock", json={"to": to})


def test_the_clock_goes_to_the_next_message_which_really_comes(
    console: Console, web: httpx.Client
) -> None:
    due = instant(date(2023, 10, 4), time(9, 30))
    console.stage.plan(due, dm_of(CONNECTION, ADA), say(plain("Only one is left.")), key="c")
    stood = _clock(web, Jump.NEXT_MESSAGE).json()
    assert (stood["date"], stood["time"]) == ("2023-10-04", "09:30")
    assert [post.text for post in console.posts("@ada")] == ["Only one is left."]
    stuck = _clock(web, Jump.NEXT_MESSAGE)
    assert (stuck.status_code, stuck.json()) == (409, {"error": "No message lies ahead."})


@pytest.mark.parametrize(
    ("to", "date_then", "time_then"),
    [
        (Jump.NEXT_WORKING_DAY.value, "2023-09-29", "09:30"),
        (Jump.NEXT_MEETING.value, "2023-10-24", "10:00"),
        ("2023-10-30", "2023-10-30", "10:00"),
        ("2023-10-06T17:00:00+01:00", "2023-10-06", "17:00"),
    ],
)
def test_the_clock_goes_where_it_is_sent(
    web: httpx.Client, to: str, date_then: str, time_then: str
) -> None:
    _clock(web, to)
    stood = web.get("/clock").json()
    assert (stood["date"], stood["time"]) == (date_then, time_then)


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("2023-09-27", "The clock only moves forward: choose a later day."),
        ("tomorrow", "That is not a date: write it as 2023-10-02."),
        ("2023-02-31", "That is not a date: write it as 2023-10-02."),
        ("2023-10-06T17:00:00", "That is not a date: write it as 2023-10-02."),
    ],
)
def test_the_clock_goes_nowhere_else(web: httpx.Client, to: str, sentence: str) -> None:
    answer = _clock(web, to)
    assert (answer.status_code, answer.json()) == (400, {"error": sentence})
    assert web.get("/clock").json()["date"] == "2023-09-28"


def test_the_clock_is_moved_by_one_at_a_time(console: Console, web: httpx.Client) -> None:
    console.stage.gate = Event()
    first: list[httpx.Response] = []
    mover = Thread(target=lambda: first.append(_clock(web, "2023-10-02")))
    mover.start()
    assert console.stage.moving.wait(20)
    second = _clock(web, "2023-10-03")
    live = web.get("/state").status_code
    console.stage.gate.set()
    mover.join(20)
    assert (second.status_code, live, first[0].status_code) == (409, 200, 200)
    assert "moving already" in second.json()["error"]


# --- the stream ---


def test_the_stream_tells_what_is_new_from_the_place_it_was_asked_from(
    console: Console, web: httpx.Client
) -> None:
    place = web.get("/state").json()["place"]
    console.stage.post(dm_of(CONNECTION, ADA), say(plain("one")), key="1")
    with _events(web, place) as events:
        assert [post["text"] for post in next(events)["data"]["posts"]] == ["one"]
        console.stage.post(channel(), say(plain("two")), key="2")
        change = next(events)
        assert [post["text"] for post in change["data"]["posts"]] == ["two"]
        assert change["data"]["clock"]["time"] == "09:30"
        assert change["data"]["actions"][0]["key"] == "PA1-1.1.1"


def test_after_a_lost_connection_it_goes_on_without_loss_or_repetition(
    console: Console, web: httpx.Client
) -> None:
    place = web.get("/state").json()["place"]
    address = dm_of(CONNECTION, ADA)
    console.stage.post(address, say(plain("one")), key="1")
    with _events(web, place) as events:
        seen = next(events)["id"]
    first = console.stage.post(address, say(plain("two")), key="2")
    console.stage.post(
        address, say(plain("two, put right")), key="3", effect=Effect.UPDATE, target=first
    )
    with _events(web, place, last_id=seen) as events:
        assert [post["text"] for post in next(events)["data"]["posts"]] == ["two, put right"]


def test_a_place_of_another_run_begins_anew(web: httpx.Client) -> None:
    with _events(web, "another-5") as events:
        assert next(events)["event"] == "anew"


def test_a_clock_that_moves_is_told_though_nothing_was_sent(web: httpx.Client) -> None:
    place = web.get("/state").json()["place"]
    with _events(web, place) as events:
        _clock(web, "2023-10-02")
        change = next(events)["data"]
        assert (change["posts"], change["clock"]["date"]) == ([], "2023-10-02")


def test_a_stream_waits_until_a_record_that_was_away_is_back(
    console: Console, web: httpx.Client
) -> None:
    place = web.get("/state").json()["place"]
    console.stage.post(dm_of(CONNECTION, ADA), say(plain("one")), key="1")
    console.units.away = True
    with _events(web, place) as events:
        console.units.away = False
        assert [post["text"] for post in next(events)["data"]["posts"]] == ["one"]
