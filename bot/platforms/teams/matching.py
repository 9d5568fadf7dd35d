"""People without an address anywhere, found by their work e-mail in the rosters that Teams shows: the directory's
word for whose it is, which they are asked to confirm before anything of the plan is sent there
(``bot.handlers.first_contact``)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from bot.domain.people import Address, Person, Place
from bot.domain.programme import Connection
from bot.handlers import first_contact
from bot.platforms.teams.connector import Connector, Member
from bot.ports import InDoubt, NotSent, Units

log = logging.getLogger(__name__)


class Matching:
    """One connection's."""

    def __init__(self, units: Units, connector: Connector, connection: Connection) -> None:
        self._units = units
        self._connector = connector
        self._connection = connection

    def everybody(self, now: datetime) -> int:
        """Look through every team and chat that the app is known to be in; how many were found.

        :raises Unavailable: the record cannot be used just now.
        """
        if not self._without():
            return 0
        with self._units.read() as uow:
            places = [
                reach.reference
                for reach in uow.reachability.of(self._connection.name)
                if reach.unreachable_since is None and reach.reference.get("kind") != "personal"
            ]
        rosters = {
            (one["service_url"], one.get("team") or one["conversation"])
            for one in places
            if "service_url" in one and "conversation" in one
        }
        return sum(self.roster(url, room, now) for url, room in sorted(rosters))

    def roster(self, service_url: str, conversation: str, now: datetime) -> int:
        """The same for one team or chat. A roster that cannot be told gives nobody, and is logged."""
        try:
            members = list(self._connector.members(service_url, conversation))
        except (NotSent, InDoubt) as error:
            log.warning("roster_not_told", extra={"why": str(error)})
            return 0
        return self._match(members, now)

    def one(self, service_url: str, conversation: str, user: str, now: datetime) -> bool:
        """Somebody unknown has spoken: whether they are one of the programme's people, by their e-mail."""
        if not self._without():
            return False
        try:
            member = self._connector.member(service_url, conversation, user)
        except (NotSent, InDoubt) as error:
            log.warning("member_not_told", extra={"why": str(error)})
            return False
        return bool(self._match([member], now))

    def _match(self, members: Iterable[Member], now: datetime) -> int:
        by_email = {email: one for one in members if one.object_id for email in one.emails}
        found = 0
        for person in self._without():
            member = by_email.get((person.email or "").lower())
            if member is not None:
                found += self._add(person, member, now)
        return found

    def _add(self, person: Person, member: Member, now: datetime) -> bool:
        address = Address(connection=self._connection.name, place=Place.DM, native=member.object_id)
        with self._units.write() as uow:
            is_new = first_contact.found(uow, person, address, now)
            uow.commit()
        return is_new

    def _without(self) -> list[Person]:
        with self._units.read() as uow:
            return first_contact.sought(uow, self._connection)
