"""The home page of the app: what is on one's own plate, and how the programme stands."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.handlers.home_page import home_page
from bot.phrasing import answers
from bot.platforms.slack.api import Api
from bot.platforms.slack.limits import VIEW_BLOCKS, split
from bot.platforms.slack.render import Json, blocks
from bot.ports import InDoubt, NotSent, Unavailable, Units

log = logging.getLogger(__name__)


class Home:
    """Draws a person's home page each time they open it."""

    def __init__(self, units: Units, api: Api, connection: str) -> None:
        self._units = units
        self._api = api
        self._connection = connection

    def show(self, user: str, now: datetime) -> None:
        """Publish the page. It changes nothing, so a failure is only logged."""
        try:
            view: Json = {"type": "home", "blocks": self._blocks(user, now)}
            self._api.call("views.publish", {"user_id": user, "view": view}, quick=True)
        except (NotSent, InDoubt, Unavailable) as error:
            log.warning("home_not_shown", extra={"why": str(error)})

    def _blocks(self, user: str, now: datetime) -> list[Json]:
        with self._units.read() as uow:
            known = [p for p in uow.people.by_address(self._connection, user) if p.active]
            pages = [home_page(uow, uow.programmes.get(p.programme_id), p, now) for p in known]
        pages = pages or [answers.stranger()]
        shown = [one for page in pages for part in split(page)[:1] for one in blocks(part)]
        return shown[:VIEW_BLOCKS]
