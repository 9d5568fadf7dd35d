"""The console as a whole over a scripted stage and a real record in memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image
from starlette.types import ASGIApp

from bot.domain.messages import Picture
from bot.domain.programme import Connection, Programme
from bot.platforms.console.app import console_routes
from bot.platforms.console.feed import Feed
from bot.platforms.console.messenger import ConsoleMessenger
from bot.ports import ConsolePost, Unavailable, UnitOfWork, Units
from bot.web import create_app
from tests.fakes.databases import memory_units
from tests.fakes.stage import CONNECTION, ScriptedBot, ScriptedStage


class Record:
    """A record that can be away, as a locked or lost database is."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self.away = False

    def write(self, *, deadline_seconds: float | None = None) -> UnitOfWork:
        self._look()
        return self._units.write(deadline_seconds=deadline_seconds)

    def read(self) -> UnitOfWork:
        self._look()
        return self._units.read()

    def _look(self) -> None:
        if self.away:
            raise Unavailable("the database is locked")


@dataclass(frozen=True, kw_only=True)
class Console:
    """Everything behind one page."""

    units: Record
    feed: Feed
    messenger: ConsoleMessenger
    stage: ScriptedStage
    bot: ScriptedBot
    app: ASGIApp

    def posts(self, room: str | None = None) -> list[ConsolePost]:
        """What stands in the rooms, oldest first."""
        with self.units.read() as uow:
            posts = uow.console.since(CONNECTION, 0)
        return [post for post in posts if room in (None, post.room)]


@contextmanager
def console_units() -> Iterator[Record]:
    """A record that knows the console connection and nothing else."""
    units = memory_units()
    try:
        with units.write() as uow:
            programme = uow.programmes.save(Programme(code="WEST", name="Westmere"))
            uow.programmes.save_connection(
                Connection(programme_id=programme.id, name=CONNECTION, platform="console")
            )
            uow.commit()
        yield Record(units)
    finally:
        units.close()


@contextmanager
def console() -> Iterator[Console]:
    """The console, with nothing said in it yet."""
    with console_units() as units:
        feed = Feed()
        messenger = ConsoleMessenger(units, changed=feed.changed)
        stage = ScriptedStage(messenger)
        bot = ScriptedBot(stage)
        routes = console_routes(stage, units, bot.receive, feed=feed, draw=draw, size=size)
        app = create_app(routes, health=dict, metrics=str)
        yield Console(units=units, feed=feed, messenger=messenger, stage=stage, bot=bot, app=app)


#: Pixels: more than a screen of a phone, so that a page that makes no room for it is found out.
PICTURE_HEIGHT = 900


def draw(picture: Picture) -> bytes:
    """A real PNG that is plainly of this picture: as many pixels wide as its text has letters."""
    out = io.BytesIO()
    Image.new("RGB", size(picture), "navy").save(out, "PNG")
    return out.getvalue()


def size(picture: Picture) -> tuple[int, int]:
    """Pixels of what ``draw`` gives."""
    return len(picture.alt), PICTURE_HEIGHT
