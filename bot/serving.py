"""The service: every configured connection, the ticks and the web app in one process, until stopped."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from math import inf
from socket import socket
from typing import TYPE_CHECKING, TypeAlias

import uvicorn
from starlette.routing import BaseRoute

from bot.bootstrap import Bot
from bot.clock import SystemClock
from bot.documents.pictures import draw_picture
from bot.domain.errors import PlanRefused
from bot.domain.programme import Connection
from bot.handlers.programme import check_policy
from bot.platforms.slack.workspace import Workspace
from bot.platforms.teams.loop import Loop
from bot.ports import Clock, Unavailable, Units
from bot.runtime import Lane, Ticks, keep_what_is_loaded
from bot.web import create_app, listening, outbox_metrics
from config.settings import Settings
from store import open_units, service_lock

if TYPE_CHECKING:
    from bot.platforms.teams.registration import Registration

log = logging.getLogger(__name__)

#: Platforms that a service speaks through; the console is the demonstration's.
SERVED = ("slack", "teams")
_OTHER_PORT = "Stop what listens there, or set SENDBOT_PORT to another."


#: A connection as the service holds it, whatever its platform.
Open: TypeAlias = "Workspace | Registration"


def serve_bot(settings: Settings, *, only: str | None, told: Callable[[str], None]) -> None:
    """Run until interrupted. ``only``: the web half or the scheduler half, for a second process.

    :raises StoreRefused: the database cannot be used, or another service runs on the same SQLite file.
    :raises PlanRefused: a connection cannot be served, or the port is in use.
    """
    with service_lock(settings.database_url), running_loop() as loop:
        units = open_units(settings.database_url)
        clock = SystemClock()
        bot, opened = open_bot(units, clock, os.environ, loop)
        _check_policies(units, clock.now())
        with listening(settings.host, settings.port, otherwise=_OTHER_PORT) as listener:
            ticks = Ticks(plan=bot.plan, lanes=lanes(bot))
            bot.nudge = ticks.nudge
            if only != "web":
                ticks.start()
            routes: list[BaseRoute] = []
            try:
                if only != "scheduler":
                    for one in opened:
                        routes += one.listen(bot.receive)
                keep_what_is_loaded()
                _serve_web(settings, units, routes, listener, told)
            finally:
                for one in opened:
                    one.close()
                if only != "web":
                    ticks.stop()


@contextmanager
def running_loop() -> Iterator[Loop]:
    """The one event loop of everything asynchronous that is spoken to (decision 1)."""
    loop = Loop()
    loop.start()
    try:
        yield loop
    finally:
        loop.stop()


def open_bot(
    units: Units, clock: Clock, environment: Mapping[str, str], loop: Loop
) -> tuple[Bot, tuple[Open, ...]]:
    """A bot that speaks through every connection of every programme, which are not listening yet.

    :raises PlanRefused: one whose credentials are not there, or whose platform cannot be served.
    """
    opened = _open_connections(units, clock, environment, loop)
    bot = Bot(
        units=units,
        clock=clock,
        messengers={one.connection.name: one.messenger for one in opened},
        platforms={one.connection.name: one.connection.platform for one in opened},
    )
    return bot, opened


def _open_connections(
    units: Units, clock: Clock, environment: Mapping[str, str], loop: Loop
) -> tuple[Open, ...]:
    found: list[Open] = []
    for connection in _connections(units):
        if connection.platform == "slack":
            found.append(Workspace(connection, environment, units, clock, draw=draw_picture))
        else:
            # Teams' library takes a second to load, which no other command is to wait for.
            from bot.platforms.teams.registration import Registration

            found.append(Registration(connection, environment, units, clock, loop))
    return tuple(found)


def _serve_web(
    settings: Settings,
    units: Units,
    routes: Sequence[BaseRoute],
    listener: socket,
    told: Callable[[str], None],
) -> None:
    app = create_app(routes, health=lambda: _health(units), metrics=lambda: outbox_metrics(units))
    told(f"sendbot at http://{settings.host}:{settings.port}/")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    # Ctrl+C is how it is stopped, not an error.
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def _connections(units: Units) -> list[Connection]:
    """Those that can be served. A record keeps the ones that its file has no longer: they hold up nobody.

    :raises PlanRefused: there are some, and none can be.
    """
    with units.read() as uow:
        found = [
            connection
            for programme in uow.programmes.all()
            for connection in uow.programmes.connections(programme.id)
        ]
    served = [one for one in found if one.platform in SERVED]
    for connection in found:
        if connection.platform in SERVED:
            continue
        if not served:
            raise PlanRefused(
                f"The connection {connection.name} is on {connection.platform}, which is for sendbot demo "
                "alone. Name a Slack workspace or a Teams registration in the programme file, and apply it."
            )
        why = f"{connection.platform} is for sendbot demo alone"
        log.warning("connection_left_out", extra={"connection": connection.name, "why": why})
    return served


def lanes(bot: Bot) -> list[Lane]:
    """One for each connection. What is for none of them is failed by whichever comes first."""
    return [_lane(bot, name, frozenset(bot.messengers) - {name}) for name in bot.messengers]


def _lane(bot: Bot, name: str, others: frozenset[str]) -> Lane:
    def until_due() -> float:
        with bot.units.read() as uow:
            at = uow.outbox.next_due(without=others)
        return inf if at is None else (at - bot.clock.now()).total_seconds()

    def deliver(until: Callable[[], bool]) -> object:
        return bot.deliver(without=others, until=until)

    return Lane(name=name, deliver=deliver, until_due=until_due)


def _check_policies(units: Units, now: datetime) -> None:
    """Where a policy changed while no service ran, everybody is looked at again."""
    with units.write() as uow:
        for programme in uow.programmes.all():
            check_policy(uow, programme, now)
        uow.commit()


def _health(units: Units) -> Mapping[str, str]:
    try:
        with units.read() as uow:
            uow.programmes.all()
    except Unavailable as error:
        return {"database": str(error)}
    return {}
