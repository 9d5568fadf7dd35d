"""Where a transcript's people sit: how what is said there comes to the bot, and how its messages are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from bot.domain.messages import Inbound, Outcome, Outgoing
from bot.platforms.console.messenger import ConsoleMessenger
from bot.platforms.console.render import as_text
from bot.ports import Clock, Messenger, Units

Receive = Callable[[Inbound], Outcome]


class Host(Protocol):
    """A platform, or what stands for one."""

    def open(
        self, connections: Iterable[str], units: Units, clock: Clock, receive: Receive
    ) -> Mapping[str, Messenger]:
        """Begin; gives the messenger of each connection. ``receive``: the bot's."""

    def bring(self, event: Inbound, receive: Receive) -> Outcome:
        """Have somebody do this there, so that it comes to the bot."""

    def bring_again(self, event: Inbound, receive: Receive) -> Outcome:
        """The platform brings the last event once more."""

    def read(self, row: Outgoing, platform_id: str | None) -> str:
        """What stands before the reader of a message."""


class Console:
    """The console: what is done there is what the bot hears."""

    def open(
        self,
        connections: Iterable[str],
        units: Units,
        clock: Clock,  # noqa: ARG002 - the console has no time of its own
        receive: Receive,  # noqa: ARG002 - nor a way of its own to the bot
    ) -> Mapping[str, Messenger]:
        """See ``Host.open``."""
        return {name: ConsoleMessenger(units) for name in connections}

    def bring(self, event: Inbound, receive: Receive) -> Outcome:
        """See ``Host.bring``."""
        return receive(event)

    def bring_again(self, event: Inbound, receive: Receive) -> Outcome:
        """See ``Host.bring_again``."""
        return receive(event)

    def read(self, row: Outgoing, platform_id: str | None) -> str:  # noqa: ARG002 - rooms show rows
        """See ``Host.read``."""
        return as_text(row.message)
