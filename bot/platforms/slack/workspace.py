"""One Slack connection as the service holds it: a messenger to speak, and a socket or a route to hear."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from starlette.routing import Route

from bot.domain.messages import Picture
from bot.domain.programme import Connection
from bot.platforms.slack.api import Api
from bot.platforms.slack.app import Receive, SlackApp
from bot.platforms.slack.credentials import read_credentials
from bot.platforms.slack.directory import Directory
from bot.platforms.slack.matching import Matching
from bot.platforms.slack.messenger import SlackMessenger
from bot.platforms.slack.pace import ADVISED, Pace, Rate
from bot.platforms.slack.socket_mode import Socket
from bot.platforms.slack.web import Doorway
from bot.ports import Clock, Units
from bot.searching import Search


class Workspace:
    """Speaks from the start; hears once ``listen`` has been called."""

    def __init__(
        self,
        connection: Connection,
        environment: Mapping[str, str],
        units: Units,
        clock: Clock,
        *,
        draw: Callable[[Picture], bytes],
        rate: Rate = ADVISED,
    ) -> None:
        """``draw`` gives a picture as PNG. Asks Slack nothing yet.

        :raises PlanRefused: the environment does not hold what the connection needs.
        """
        self.connection = connection
        self._credentials = read_credentials(connection, environment)
        self._units = units
        self._clock = clock
        self.api = Api(self._credentials)
        self.messenger = SlackMessenger(self.api, units, Pace(clock, rate), draw=draw)
        self._directory = Directory(self.api, units, connection)
        self._app: SlackApp | None = None
        self._doorway: Doorway | None = None
        self._socket: Socket | None = None
        matching = Matching(units, self.api, connection)
        self._search = Search(connection.name, lambda: matching.everybody(clock.now()))

    def listen(self, receive: Receive) -> Sequence[Route]:
        """Begin to hear: over a socket where there is an app token, and over these routes where there is a
        signing secret."""
        self._directory.start()
        self._search.start()
        app = self._app = SlackApp(
            self.connection,
            self._credentials,
            self.api,
            self._directory,
            self._units,
            receive,
            self._clock,
        )
        if self._credentials.app_token is not None:
            self._socket = Socket(self.connection.name, app, self.api, self._credentials.app_token)
            self._socket.start()
        if self._credentials.signing_secret is None:
            return ()
        self._doorway = Doorway(self.connection.name, app)
        return (self._doorway.route(),)

    def connected(self, seconds: float) -> bool:
        """Whether the socket stands, waiting so long for it; true where there is none."""
        return self._socket is None or self._socket.connected.wait(seconds)

    def close(self) -> None:
        """Finish what is being handled and hear no more."""
        self._search.close()
        if self._socket is not None:
            self._socket.stop()
        if self._doorway is not None:
            self._doorway.close()
        if self._app is not None:
            self._app.close()
        self._directory.close()
