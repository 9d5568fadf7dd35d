"""Serving the demonstration: a fresh record, the example programme, the console page on loopback."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, time
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

import config
from bot.bootstrap import Bot
from bot.clock import SettableClock
from bot.demo.stage import CONNECTION, ProgrammeStage
from bot.documents.pictures import draw_picture
from bot.domain.calendar import instant
from bot.loading import load_programme
from bot.platforms.console.app import console_routes
from bot.platforms.console.feed import Feed
from bot.platforms.console.messenger import ConsoleMessenger
from bot.ports import Units
from bot.web import Server, create_app
from config.programme import read_programme
from store import StoreRefused, open_units

EXAMPLE = Path(config.__file__).with_name("example")
#: When the demonstration begins: a Monday morning, four weeks before the Board.
BEGINS = instant(date(2023, 9, 25), time(8, 0))
HOST = "127.0.0.1"


def serve(port: int, *, told: Callable[[str], None]) -> None:
    """Serve until interrupted; ``told`` is given the address once it answers. Port 0 takes a free one.

    :raises StoreRefused: the port is in use.
    """
    with tempfile.TemporaryDirectory(prefix="sendbot-demo-") as folder:
        units = open_units(f"sqlite:///{folder}/demo.db", create=True)
        with _listening(port) as listener:
            app, feed = demo_app(units)
            server = Server(
                uvicorn.Config(app, log_level="warning", lifespan="off", access_log=False),
                before_shutdown=feed.close,
            )
            told(f"http://{HOST}:{listener.getsockname()[1]}/")
            # Ctrl+C is how it is stopped, not an error.
            with suppress(KeyboardInterrupt):
                server.run(sockets=[listener])


def demo_app(units: Units) -> tuple[Starlette, Feed]:
    """The demonstration on a fresh record."""
    feed = Feed()
    clock = SettableClock(BEGINS)
    with units.write() as uow:
        programme = load_programme(
            uow,
            read_programme(EXAMPLE / "programme.yaml"),
            now=clock.now(),
            history=EXAMPLE / "history.yaml",
            introduces=False,
        )
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
    routes = console_routes(stage, units, bot.receive, feed=feed, draw=draw_picture)
    return create_app(routes, health=dict, metrics=lambda: _metrics(units)), feed


def _metrics(units: Units) -> str:
    """What an operator watches, as Prometheus reads it."""
    with units.read() as uow:
        doubts = uow.outbox.doubt_count()
        failed = len(uow.outbox.listing(states=("failed",)))
    return f"sendbot_outbox_doubts {doubts}\nsendbot_outbox_failed {failed}\n"


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise StoreRefused(
                f"Port {port} is in use. Choose another, such as: sendbot demo --port {port + 1}"
            ) from error
        listener.listen()
        yield listener
    finally:
        listener.close()
