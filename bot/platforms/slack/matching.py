"""People without an address anywhere, found by their work e-mail: Slack's word for whose it is, which they are asked
to confirm before anything of the plan is sent there (``bot.handlers.first_contact``)."""

from __future__ import annotations

from datetime import datetime

from bot.domain.people import Address, Person, Place
from bot.domain.programme import Connection
from bot.handlers import first_contact
from bot.platforms.slack.api import Api
from bot.ports import InDoubt, NotSent, SendError, Units


class Matching:
    """One connection's."""

    def __init__(self, units: Units, api: Api, connection: Connection) -> None:
        self._units = units
        self._api = api
        self._connection = connection
        self._last = 0
        """Who was asked about last: where Slack would be asked no further, the next look goes on behind them."""

    def everybody(self, now: datetime) -> int:
        """Find everybody of the programme who has no address and whose e-mail Slack knows in this workspace;
        how many.

        :raises NotSent: Slack cannot be asked, or not so fast.
        :raises Unavailable: the record cannot be used just now.
        """
        found = 0
        with self._units.read() as uow:
            people = first_contact.sought(uow, self._connection)
        for person in sorted(people, key=lambda one: (one.id <= self._last, one.id)):
            user = _user(self._api, person.email or "")
            self._last = person.id
            if user is not None:
                found += self._add(person, user, now)
        return found

    def _add(self, person: Person, user: str, now: datetime) -> bool:
        address = Address(connection=self._connection.name, place=Place.DM, native=user)
        with self._units.write() as uow:
            is_new = first_contact.found(uow, person, address, now)
            uow.commit()
        return is_new


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
