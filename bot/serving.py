"""The service: every configured connection, the ticks and the web app in one process, until stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import uvicorn

from bot.bootstrap import Bot
from bot.clock import SystemClock
from bot.domain.errors import PlanRefused
from bot.handlers.programme import check_policy
from bot.ports import Messenger, Unavailable, Units
from bot.runtime import Ticks
from bot.web import create_app
from config.settings import Settings
from store import open_units, service_lock


def serve_bot(settings: Settings, *, only: str | None, told: Callable[[str], None]) -> None:
    """Run until interrupted. ``only``: the web half or the scheduler half, for a second process.

    :raises StoreRefused: the database cannot be used, or another service runs on the same SQLite file.
    :raises PlanRefused: a connection cannot be served.
    """
    with service_lock(settings.database_url):
        units = open_units(settings.database_url)
        platforms = _platforms(units)
        bot = Bot(
            units=units,
            clock=SystemClock(),
            messengers=_messengers(platforms),
            platforms=platforms,
        )
        _check_policies(units, bot.clock.now())
        ticks = Ticks(plan=bot.plan, deliver=bot.deliver)
        bot.nudge = ticks.nudge
        if only != "web":
            ticks.start()
        try:
            _serve_web(settings, units, told)
        finally:
            if only != "web":
                ticks.stop()


def _serve_web(settings: Settings, units: Units, told: Callable[[str], None]) -> None:
    app = create_app([], health=lambda: _health(units), metrics=lambda: _metrics(units))
    told(f"sendbot at http://{settings.host}:{settings.port}/")
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False)


def _platforms(units: Units) -> dict[str, str]:
    with units.read() as uow:
        return {
            connection.name: connection.platform
            for programme in uow.programmes.all()
            for connection in uow.programmes.connections(programme.id)
        }


def _check_policies(units: Units, now: datetime) -> None:
    """Where a policy changed while no service ran, everybody is looked at again."""
    with units.write() as uow:
        for programme in uow.programmes.all():
            check_policy(uow, programme, now)
        uow.commit()


def _messengers(platforms: Mapping[str, str]) -> dict[str, Messenger]:
    for name, platform in platforms.items():
        raise PlanRefused(
            f"The connection {name} is on {platform}, which this version cannot serve yet. "
            "Take it out of the programme file, or try: sendbot demo"
        )
    return {}


def _health(units: Units) -> Mapping[str, str]:
    try:
        with units.read() as uow:
            uow.programmes.all()
    except Unavailable as error:
        return {"database": str(error)}
    return {}


def _metrics(units: Units) -> str:
    with units.read() as uow:
        doubts = uow.outbox.doubt_count()
        failed = len(uow.outbox.listing(states=("failed",)))
    return f"sendbot_outbox_doubts {doubts}\nsendbot_outbox_failed {failed}\n"
