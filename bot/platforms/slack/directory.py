"""Who the bot is in a workspace and what channels are called there, asked in a thread of its own.

Whoever hears an event waits a moment for it and no longer: an acknowledgement is due within three seconds,
and Slack brings again what had none.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from threading import Condition, Event, Thread
from time import monotonic

from bot.domain.programme import Connection
from bot.handlers.reaching import channels
from bot.platforms.slack.api import Api
from bot.ports import NotSent, SendError, Unavailable, Units

log = logging.getLogger(__name__)

#: Seconds that an event waits for what is being asked.
MOMENT = 0.5
#: Seconds until Slack is asked again, where it could not be asked.
ASK_AGAIN = 2.0
#: Seconds for which a channel that has none of the names wanted is not asked about again.
NOT_AGAIN = 60.0


class Directory:
    """One workspace's. Safe to use from many threads."""

    def __init__(self, api: Api, units: Units, connection: Connection) -> None:
        self._api = api
        self._units = units
        self._connection = connection
        self._told = Condition()
        """Held while what follows changes, and notified of it."""
        self._identity: Mapping[str, str] | None = None
        self._wanted: dict[str, None] = {}
        """Channels to be asked about, in order."""
        self._others: dict[str, float] = {}
        """Channel → until when it is taken for one that has none of the names wanted."""
        self._closing = Event()
        self._thread = Thread(target=self._run, name="slack-directory", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        with self._told:
            self._told.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def identity(self) -> Mapping[str, str]:
        """Who the bot is. Never asks.

        :raises NotSent: Slack has not said yet.
        """
        with self._told:
            self._told.wait_for(lambda: self._identity is not None, MOMENT)
            if self._identity is None:
                raise NotSent(SendError.TRANSIENT, "Slack has not said yet who the bot is")
            return self._identity

    def native(self, channel: str) -> str:
        """What the record calls a channel: by its name where the programme file does, else by its id. Under
        another name than it was written to, nobody would find what a thread in it is about.

        :raises NotSent: Slack has not said yet what it is called.
        :raises Unavailable: the record cannot be used just now.
        """
        written = self._written()
        names = [one for one in written if one.startswith("#")]
        if channel in written or not names:
            return channel
        return self._name(channel, names) or channel

    def _written(self) -> Sequence[str]:
        """The programme's channels here, as it writes them."""
        with self._units.read() as uow:
            programme = uow.programmes.get(self._connection.programme_id)
            found = channels(uow, programme)
        return [one.native for one in found if one.connection == self._connection.name]

    def _name(self, channel: str, names: Sequence[str]) -> str | None:
        """Which of these names a channel has; ``None``: none of them, or the bot does not see it."""
        ids = {name: self._api.known(name) for name in names}
        found = next((name for name, id_ in ids.items() if id_ == channel), None)
        if found is not None or None not in ids.values():
            return found
        with self._told:
            if self._others.get(channel, 0.0) <= monotonic():
                self._wanted[channel] = None
                self._told.notify_all()
                self._told.wait_for(lambda: channel not in self._wanted, MOMENT)
            found = next((name for name in names if self._api.known(name) == channel), None)
            if found is None and self._others.get(channel, 0.0) <= monotonic():
                raise NotSent(
                    SendError.TRANSIENT, "Slack has not said yet what a channel is called"
                )
            return found

    # --- asking, in the thread ---

    def _run(self) -> None:
        listed = False
        while not self._closing.is_set():
            wait = 0.0
            try:
                self._introduce()
                if not listed:
                    listed = True
                    self._list()
                self._look()
            except (NotSent, Unavailable) as error:
                log.warning("slack_not_asked", extra={"why": str(error)})
                wait = getattr(error, "retry_after", None) or ASK_AGAIN
            except Exception:
                log.exception("directory_failed")
                wait = ASK_AGAIN
            if wait:
                self._closing.wait(wait)
                continue
            with self._told:
                self._told.wait_for(lambda: self._wanted or self._closing.is_set())

    def _introduce(self) -> None:
        if self._identity is None:
            identity = self._api.identity()
            with self._told:
                self._identity = identity
                self._told.notify_all()

    def _list(self) -> None:
        """Once, so that the first words in a channel need not wait for its name; each can be asked about
        later."""
        if any(one.startswith("#") for one in self._written()):
            self._api.list_channels()

    def _next_wanted(self) -> str | None:
        with self._told:
            return next(iter(self._wanted), None)

    def _look(self) -> None:
        while (channel := self._next_wanted()) is not None:
            until = 0.0
            try:
                self._api.look_at(channel)
                until = monotonic() + NOT_AGAIN
            finally:
                with self._told:
                    # Where it has one of the names wanted, that is found first.
                    self._others[channel] = until
                    del self._wanted[channel]
                    self._told.notify_all()
