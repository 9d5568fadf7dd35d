"""The home page of the app: what is on one's own plate, and how the programme stands."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import datetime

from bot.domain.messages import Block, OutboundMessage
from bot.handlers import first_contact
from bot.handlers.home_page import home_page
from bot.phrasing import answers
from bot.phrasing.first_contact import asked_elsewhere
from bot.phrasing.home import Page
from bot.platforms.slack.api import Api
from bot.platforms.slack.limits import VIEW_BLOCKS, VIEW_BYTES, within
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
            is_asked = first_contact.pending_at(uow, self._connection, user) is not None
        if pages:
            return fitted(pages)
        return blocks(asked_elsewhere() if is_asked else answers.stranger())


def fitted(pages: Sequence[Page]) -> list[Json]:
    """As much of these as one view takes. The sections take an entry each in turn until there is no more
    room, so that none of them keeps another from being seen."""
    taken = [[0] * len(page.sections) for page in pages]
    room = _Room()
    room.take(_parts(pages, taken))
    waiting = [(n, m) for n, page in enumerate(pages) for m in range(len(page.sections))]
    while waiting:
        for n, m in tuple(waiting):
            entries = pages[n].sections[m].entries
            if taken[n][m] < len(entries) and room.take(entries[taken[n][m]]):
                taken[n][m] += 1
            else:
                waiting.remove((n, m))
    return _rendered(_parts(pages, taken))


class _Room:
    """What is left of a view's."""

    def __init__(self) -> None:
        self._blocks = VIEW_BLOCKS
        self._bytes = VIEW_BYTES

    def take(self, parts: Sequence[Block]) -> bool:
        """Whether there was room for these; then there is less."""
        rendered = _rendered(parts)
        size = len(json.dumps(rendered))
        if len(rendered) > self._blocks or size > self._bytes:
            return False
        self._blocks -= len(rendered)
        self._bytes -= size
        return True


def _parts(pages: Sequence[Page], taken: Sequence[Sequence[int]]) -> list[Block]:
    """The pages with so many entries of each section."""
    shown = (page.shown(counts) for page, counts in zip(pages, taken, strict=True))
    return [block for one in shown for block in one.blocks]


def _rendered(parts: Sequence[Block]) -> list[Json]:
    return blocks(OutboundMessage(blocks=within(parts), summary=""))
