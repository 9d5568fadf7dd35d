"""People without an address anywhere, found by their work e-mail: Slack's word for whose it is, which they are asked
to confirm before anything of the plan is sent there (``bot.handlers.first_contact``)."""

from __future__ import annotations

from datetime import datetime

from bot.domain.people import Address, Place
from bot.domain.programme import Connection
from bot.handlers import first_contact
from bot.platforms.slack.api import Api
from bot.ports import InDoubt, NotSent, SendError, Units


def match_people(units: Units, api: Api, connection: Connection, now: datetime) -> int:
    """Find everybody of the programme who has no address and whose e-mail Slack knows in this workspace; how
    many.

    :raises NotSent: Slack cannot be asked, or not so fast.
    :raises Unavailable: the record cannot be used just now.
    """
    found = 0
    with units.read() as uow:
        people = first_contact.sought(uow, connection)
    for person in people:
        user = _user(api, person.email or "")
        if user is None:
            continue
        address = Address(connection=connection.name, place=Place.DM, native=user)
        with units.write() as uow:
            found += first_contact.found(uow, person, address, now)
            uow.commit()
    return found


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
    if user.get("deleted") or user.get("is_bot"):
        return None
    # What Slack does not say is not so.
    if not home or user.get("team_id") != home or user.get("is_email_confirmed") is not True:
        return None
    return str(user["id"])
