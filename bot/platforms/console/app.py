"""The console's routes: one page, the JSON behind it, and a stream of what changes.

A loopback demo without passwords: whoever sits at the page may take any seat, so every room is sent
to it. Everything that blocks runs in a worker thread, never on the event loop.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import anyio
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.domain.calendar import instant, to_local
from bot.domain.messages import Outcome, Picture
from bot.domain.status import TELLING_ORDER
from bot.platforms.console.feed import Feed
from bot.platforms.console.hearing import (
    Deed,
    Hearing,
    Pressing,
    Receive,
    Refused,
    Saying,
    Submitting,
)
from bot.platforms.console.loopback import Loopback
from bot.platforms.console.stage import (
    ActionCard,
    ChannelCard,
    Jump,
    PersonCard,
    RecordView,
    Stage,
    Stuck,
)
from bot.platforms.console.wire import (
    PictureSize,
    outcome_json,
    picture_at,
    post_json,
    read_message,
)
from bot.ports import Unavailable, Units

PAGE = Path(__file__).parent / "page"
#: Where a date without a time sends the clock: after the morning's messages have gone (R7).
MORNING = time(10, 0)
#: Seconds between looks for changes, and between signs of life on an idle stream.
LOOK, SIGN_OF_LIFE = 0.15, 15.0

_PEOPLE = TypeAdapter(list[PersonCard])
_CHANNELS = TypeAdapter(list[ChannelCard])
_ACTIONS = TypeAdapter(list[ActionCard])
_RECORD = TypeAdapter(RecordView)

DeedT = TypeVar("DeedT", bound=Deed)


class Clocking(BaseModel):
    """Where to send the clock: a ``Jump``, an ISO day, or an ISO instant with its offset."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    to: str


def console_routes(
    stage: Stage,
    units: Units,
    receive: Receive,
    *,
    feed: Feed,
    draw: Callable[[Picture], bytes],
    size: PictureSize,
) -> list[BaseRoute]:
    """The console under ``/console/``, and ``/`` leading there.

    ``receive`` handles one inbound event in its own transaction; ``draw`` gives a picture as PNG,
    as large as ``size`` says beforehand.
    ``feed`` is the one that the console's messenger rings.
    """
    console = _Console(stage, units, receive, feed, draw, size)
    guarded = [Middleware(Loopback)]
    return [
        Route("/", _to_the_page, middleware=guarded),
        Route("/console", _to_the_page, middleware=guarded),
        Mount(
            "/console",
            routes=[
                Route("/", _page),
                Route("/state", _looking(console.state)),
                Route("/events", console.events),
                Route("/record/{key}", _looking(console.record)),
                Route("/picture/{post:int}/{number:int}.png", _looking(console.picture)),
                Route("/say", console.say, methods=["POST"]),
                Route("/press", console.press, methods=["POST"]),
                Route("/submit", console.submit, methods=["POST"]),
                Route("/clock", console.clock, methods=["GET", "POST"]),
                Mount("/page", StaticFiles(directory=PAGE)),
            ],
            middleware=guarded,
        ),
    ]


def _looking(endpoint: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """An endpoint that reads: where the record is away it says so, and the page asks again."""

    def guarded(request: Request) -> Response:
        try:
            return endpoint(request)
        except Unavailable:
            return _busy("The bot is busy just now. Try again in a moment.")

    return guarded


def _to_the_page(_request: Request) -> Response:
    return RedirectResponse("/console/")


def _page(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html")


class _Console:
    """The endpoints and what they share."""

    def __init__(
        self,
        stage: Stage,
        units: Units,
        receive: Receive,
        feed: Feed,
        draw: Callable[[Picture], bytes],
        size: PictureSize,
    ) -> None:
        self._stage = stage
        self._units = units
        self._feed = feed
        self._draw = draw
        self._size = size
        self._hearing = Hearing(stage, units, feed, receive)
        self._moving = Lock()

    # --- looking ---

    def state(self, _request: Request) -> Response:
        """Everything the page shows, and the place in the feed from which ``events`` goes on."""
        stage = self._stage
        place = self._feed.place()
        with self._units.read() as uow:
            posts = [post_json(post, self._size) for post in uow.console.since(stage.connection, 0)]
        return JSONResponse(
            {
                "place": place,
                "title": stage.title,
                "statuses": [
                    {"value": s.value, "word": s.word, "symbol": s.symbol} for s in TELLING_ORDER
                ],
                "people": _PEOPLE.dump_python(list(stage.people()), mode="json"),
                "channels": _CHANNELS.dump_python(list(stage.channels()), mode="json"),
                "posts": posts,
                **self._moment(),
            }
        )

    def record(self, request: Request) -> Response:
        key = request.path_params["key"]
        view = self._stage.record(key)
        if view is None:
            return _sentence(f"There is no action {key}.", 404)
        return JSONResponse(_RECORD.dump_python(view, mode="json"))

    def picture(self, request: Request) -> Response:
        with self._units.read() as uow:
            post = uow.console.get(request.path_params["post"])
        message = None if post is None else read_message(post.payload)
        picture = None if message is None else picture_at(message, request.path_params["number"])
        if picture is None:
            return _sentence("There is no such picture.", 404)
        return Response(self._draw(picture), media_type="image/png")

    async def events(self, request: Request) -> Response:
        """Server-sent events: ``change`` with what is new, or ``anew`` where the place is unknown."""
        place = request.headers.get("last-event-id") or request.query_params.get("from", "")
        return StreamingResponse(
            self._stream(self._feed.resume(place)), media_type="text/event-stream"
        )

    async def _stream(self, seen: int | None) -> AsyncIterator[str]:
        if seen is None:
            yield "event: anew\ndata: {}\n\n"
            return
        yield "retry: 1000\n\n"
        idle = 0.0
        while not self._feed.closed:
            now, changed = self._feed.since(seen)
            change = await run_in_threadpool(self._change, changed) if now != seen else None
            if change is not None:
                yield f"id: {self._feed.epoch}-{now}\nevent: change\ndata: {json.dumps(change)}\n\n"
                seen, idle = now, 0.0
            elif idle >= SIGN_OF_LIFE:
                yield ": here\n\n"
                idle = 0.0
            await anyio.sleep(LOOK)
            idle += LOOK

    def _change(self, post_ids: Iterable[int]) -> dict[str, Any] | None:
        """What is to be told; ``None`` while the record is away: the next look tells it."""
        try:
            with self._units.read() as uow:
                posts = [post for n in post_ids if (post := uow.console.get(n)) is not None]
        except Unavailable:
            return None
        return {"posts": [post_json(post, self._size) for post in posts], **self._moment()}

    def _moment(self) -> dict[str, Any]:
        """What any change may have changed."""
        return {
            "clock": self._clock_json(),
            "actions": _ACTIONS.dump_python(list(self._stage.actions()), mode="json"),
        }

    def _clock_json(self) -> dict[str, Any]:
        stops = [
            {"kind": stop.kind, "label": stop.label, **_moment_json(stop.at)}
            for stop in self._stage.stops()
        ]
        return {**_moment_json(self._stage.now()), "stops": stops}

    # --- doing ---

    async def say(self, request: Request) -> Response:
        return await self._do(request, Saying, self._hearing.say)

    async def press(self, request: Request) -> Response:
        return await self._do(request, Pressing, self._hearing.press)

    async def submit(self, request: Request) -> Response:
        return await self._do(request, Submitting, self._hearing.submit)

    async def clock(self, request: Request) -> Response:
        """GET: the moment. POST: move to another, doing all that falls due in between; the answer's
        ``place`` is where the feed has told all of it."""
        if request.method != "POST":
            return JSONResponse(await run_in_threadpool(self._clock_json))
        try:
            to = Clocking.model_validate_json(await request.body()).to
            return JSONResponse(await run_in_threadpool(self._advance, to))
        except ValidationError:
            return _sentence("Say where to move the clock to.", 400)
        except Refused as refused:
            return _sentence(refused.sentence, refused.status)
        except Stuck as stuck:
            return _sentence(str(stuck), 409)
        except Unavailable:
            return _busy()

    def _advance(self, to: str) -> dict[str, Any]:
        goal = _goal(to)
        if isinstance(goal, datetime) and goal <= self._stage.now():
            raise Refused("The clock only moves forward: choose a later day.")
        if not self._moving.acquire(blocking=False):
            raise Refused("The clock is moving already; wait until it stands.", status=409)
        try:
            self._stage.advance(goal)
        finally:
            self._moving.release()
            self._feed.changed()
        return {"place": self._feed.place(), **self._clock_json()}

    async def _do(
        self, request: Request, kind: type[DeedT], do: Callable[[DeedT], Outcome]
    ) -> Response:
        try:
            deed = kind.model_validate_json(await request.body())
            outcome = await run_in_threadpool(partial(do, deed))
        except ValidationError as error:
            return _sentence(_first_error(error), 400)
        except Refused as refused:
            return _sentence(refused.sentence, refused.status)
        except Unavailable:
            return _busy()
        return JSONResponse(outcome_json(outcome))


def _goal(to: str) -> Jump | datetime:
    if to in set(Jump):
        return Jump(to)
    try:
        if len(to) == len("2023-10-02"):
            return instant(date.fromisoformat(to), MORNING)
        goal = datetime.fromisoformat(to)
    except ValueError:
        goal = None
    if goal is None or goal.tzinfo is None:
        raise Refused("That is not a date: write it as 2023-10-02.")
    return goal


def _moment_json(at: datetime) -> dict[str, str]:
    local = to_local(at)
    return {
        "at": local.isoformat(),
        "date": f"{local:%Y-%m-%d}",
        "day": f"{local:%a} {local.day} {local:%B %Y}",
        "time": f"{local:%H:%M}",
    }


def _first_error(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"]) or "The request"
    return f"{field}: {first['msg']}."


def _sentence(text: str, status: int) -> Response:
    return JSONResponse({"error": text}, status_code=status)


_NOT_TAKEN = "The bot is busy just now and has not taken it in. Try again in a moment."


def _busy(sentence: str = _NOT_TAKEN) -> Response:
    """Not handled, so that trying again is right."""
    return JSONResponse(
        {"error": sentence},
        status_code=503,
        headers={"Retry-After": "2"},
    )
