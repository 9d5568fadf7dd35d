"""People without an address here, found by their work e-mail: Slack's word for whose it is, not theirs (R14).

They learn of it from the bot's first message, which says who it is and how to stop (R12).
"""

from __future__ import annotations

import logging
from datetime import datetime

from bot.domain.people import Address, Person, Place
from bot.domain.programme import Connection
from bot.platforms.slack.api import Api
from bot.ports import Event, InDoubt, NotSent, SendError, Units

log = logging.getLogger(__name__)


def match_people(units: Units, api: Api, connection: Connection, now: datetime) -> int:
    """Give an address to everybody of the programme who has none and whose e-mail Slack knows in this
    workspace; how many.

    :raises NotSent: Slack cannot be asked, or not so fast.
    :raises Unavailable: the record cannot be used just now.
    """
    found = 0
    for person in _without(units, connection):
        user = _user(api, person.email or "")
        if user is None:
            continue
        with units.write() as uow:
            if not uow.people.by_address(connection.name, user):
                address = Address(connection=connection.name, place=Place.DM, native=user)
                uow.people.add_address(person.id, address, preferred=True)
                uow.people.wake([person.id], now)
                uow.audit.record(
                    Event(
                        programme_id=person.programme_id,
                        at=now,
                        actor_id=None,
                        through=connection.name,
                        kind="address_added",
                        subject=f"person:{person.id}",
                        after={"address": str(address)},
                    )
                )
                found += 1
            uow.commit()
    return found


def _without(units: Units, connection: Connection) -> list[Person]:
    with units.read() as uow:
        return [
            person
            for person in uow.people.of(connection.programme_id)
            if person.active and person.email and not uow.people.all_addresses(person.id)
        ]


def _user(api: Api, email: str) -> str | None:
    """The id of the person's own account in this workspace; ``None``: there is no such."""
    try:
        user = api.call("users.lookupByEmail", {"email": email})["user"]
    except NotSent as error:
        if error.error in (SendError.RATE_LIMITED, SendError.TRANSIENT):
            raise
        return None
    except InDoubt:
        return None
    home = api.identity().get("team_id")
    if user.get("deleted") or user.get("is_bot") or user.get("team_id") not in (None, home):
        return None
    if user.get("is_email_confirmed") is False:
        return None
    return str(user["id"])
