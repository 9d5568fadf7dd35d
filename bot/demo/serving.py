"""Serving the demonstration: a fresh record, the example programme, the console page on loopback."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

import config
from bot.bootstrap import Bot
from bot.clock import SettableClock
from bot.demo.stage import CONNECTION, ProgrammeStage
from bot.documents.pictures import draw_picture, picture_size
from bot.domain.calendar import instant
from bot.domain.programme_spec import ProgrammeSpec
from bot.loading import load_programme
from bot.platforms.console.app import console_routes
from bot.platforms.console.feed import Feed
from bot.platforms.console.messenger import ConsoleMessenger
from bot.ports import Units
from bot.web import Server, create_app, listening, outbox_metrics
from config.programme import read_programme
from store import open_units

EXAMPLE = Path(config.__file__).with_name("example")
#: When the demonstration begins: a Monday morning, four weeks before the Board.
BEGINS = instant(date(2023, 9, 25), time(8, 0))
HOST = "127.0.0.1"


def serve(port: int, *, told: Callable[[str], None]) -> None:
    """Serve until interrupted; ``told`` is given the address once it answers. Port 0 takes a free one.

    :raises PlanRefused: the port is in use.
    """
    with tempfile.TemporaryDirectory(prefix="sendbot-demo-") as folder:
        units = open_units(f"sqlite:///{folder}/demo.db", create=True)
        with listening(HOST, port, otherwise=_otherwise(port)) as listener:
            app, feed = demo_app(units)
            server = Server(
                uvicorn.Config(app, log_level="warning", lifespan="off", access_log=False),
                before_shutdown=feed.close,
            )
            told(f"http://{HOST}:{listener.getsockname()[1]}/")
            # Ctrl+C is how it is stopped, not an error.
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listener])


def demo_app(
    units: Units, shown: ProgrammeSpec | None = None, *, begins: datetime = BEGINS
) -> tuple[Starlette, Feed]:
    """The demonstration on a fresh record: of the example programme, or of the one ``shown``."""
    feed = Feed()
    clock = SettableClock(begins)
    history = None if shown else EXAMPLE / "history.yaml"
    spec = shown or read_programme(EXAMPLE / "programme.yaml")
    with units.write() as uow:
        programme = load_programme(uow, spec, now=clock.now(), history=history, introduces=False)
        uow.commit()
    bot = Bot(
        units=units,
        clock=clock,
        messengers={CONNECTION: ConsoleMessenger(units, changed=feed.changed)},
        platforms={CONNECTION: "console"},
    )
    stage = ProgrammeStage(bot, clock, programme.id)
    bot.nudge = stage.settle
    stage.settle()
    routes = console_routes(
        stage, units, bot.receive, feed=feed, draw=draw_picture, size=picture_size
    )
    return create_app(routes, health=dict, metrics=lambda: outbox_metrics(units)), feed


def _otherwise(port: int) -> str:
    other = port + 1 if port < 65535 else 0
    return f"Choose another, such as: sendbot demo --port {other}"
