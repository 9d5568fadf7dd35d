"""One Teams registration as the service holds it: a messenger to speak, and a route to hear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.routing import Route

from bot.domain.programme import Connection
from bot.platforms.teams.app import Receive, TeamsApp
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.credentials import read_credentials
from bot.platforms.teams.door import Door
from bot.platforms.teams.keys import SigningKeys
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.matching import Matching
from bot.platforms.teams.messenger import TeamsMessenger
from bot.platforms.teams.pace import ADVISED, Pace, Rate
from bot.platforms.teams.web import ANSWER_WITHIN, Doorway
from bot.ports import Clock, Units
from bot.searching import Search

#: Seconds for the library to make ready; it asks nobody anything for it.
READY = 30.0


class Registration:
    """Speaks from the start; hears once ``listen`` has been called."""

    def __init__(
        self,
        connection: Connection,
        environment: Mapping[str, str],
        units: Units,
        clock: Clock,
        loop: Loop,
        *,
        rate: Rate = ADVISED,
    ) -> None:
        """``loop``: the one of all registrations, running. Asks Teams nothing yet.

        :raises PlanRefused: the environment does not hold what the connection needs.
        """
        self.connection = connection
        self._credentials = read_credentials(connection, environment)
        self._units = units
        self._clock = clock
        self._loop = loop
        self.connector = Connector(self._credentials, loop)
        self.messenger = TeamsMessenger(
            connection.name, self._credentials, self.connector, units, Pace(clock, rate), clock
        )
        self.keys = SigningKeys(self._credentials.openid_url, loop)
        self._app: TeamsApp | None = None
        matching = Matching(units, self.connector, connection)
        self._search = Search(connection.name, lambda: matching.everybody(clock.now()))

    def listen(self, receive: Receive, *, answer_within: float = ANSWER_WITHIN) -> Sequence[Route]:
        """Begin to hear, over these routes."""
        self.keys.start()
        app = self._app = TeamsApp(
            self.connection, self._credentials, self.connector, self._units, receive, self._clock
        )
        self._loop.run(app.start(), seconds=READY)
        door = Door(self._credentials, self.connection.allowed_tenants, self.keys)
        doorway = Doorway(
            self.connection.name, door, self._loop, app.hear, answer_within=answer_within
        )
        self._search.start()
        return (doorway.route(),)

    def close(self) -> None:
        """Finish what is being handled and hear no more."""
        self.keys.stop()
        self._search.close()
        if self._app is not None:
            self._app.close()
