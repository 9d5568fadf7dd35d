"""A platform as the place where a transcript's people sit: what it says they do is done there, comes to the bot
through its door, and what they see is what stands there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack

from starlette.routing import Route

from bot.domain.messages import Commanded, Inbound, Outcome, Outgoing, Pressed, Said, Submitted
from bot.ports import Clock, Expands, Messenger, Units
from bot.replay.host import Receive
from bot.web import create_app
from tests.fakes.server import served


class PlatformHost(ABC):
    """See ``bot.replay.host.Host``. For transcripts whose people are all on one connection."""

    def __init__(self, stack: ExitStack) -> None:
        """``stack``: what is opened is closed with it."""
        self._stack = stack
        self._outcomes: list[Outcome] = []
        self.url = ""
        """Where the bot is served."""

    def open(
        self, connections: Iterable[str], units: Units, clock: Clock, receive: Receive
    ) -> Mapping[str, Messenger]:
        """See ``Host.open``."""
        (name,) = connections

        def noted(inbound: Inbound) -> Outcome:
            outcome = receive(self._heard(inbound))
            self._outcomes.append(outcome)
            return outcome

        messenger, routes = self._connect(name, units, clock, noted)
        app = create_app(routes, health=dict, metrics=str)
        self.url = self._stack.enter_context(served(app))
        return {name: messenger}

    def bring(self, event: Inbound, receive: Receive) -> Outcome:
        """See ``Host.bring``."""
        self._outcomes.clear()
        match event.content:
            case Said(text=text):
                self._say(event, text)
            case Commanded(text=text):
                self._command(event, text)
            case Pressed() as pressed:
                self._press(event, pressed)
            case Submitted() as submitted:
                self._submit(event, submitted)
            case other:
                raise AssertionError(f"nobody does {other} in a transcript")
        return self._outcomes[0]

    def bring_again(self, event: Inbound, receive: Receive) -> Outcome:
        """See ``Host.bring_again``."""
        self._outcomes.clear()
        self._again()
        return self._outcomes[0]

    @abstractmethod
    def read(self, row: Outgoing, platform_id: str | None) -> str:
        """See ``Host.read``."""

    @abstractmethod
    def _connect(
        self, name: str, units: Units, clock: Clock, receive: Receive
    ) -> tuple[Messenger, Sequence[Route]]:
        """Open the connection of that name."""

    @abstractmethod
    def _say(self, event: Inbound, text: str) -> None: ...

    @abstractmethod
    def _command(self, event: Inbound, text: str) -> None: ...

    @abstractmethod
    def _press(self, event: Inbound, pressed: Pressed) -> None: ...

    @abstractmethod
    def _submit(self, event: Inbound, submitted: Submitted) -> None: ...

    @abstractmethod
    def _again(self) -> None:
        """Bring what was brought last once more."""

    def _heard(self, inbound: Inbound) -> Inbound:
        """What is brought, with places as the transcript calls them."""
        return inbound


class WithPlacesMade:
    """A platform's messenger, for rows whose people and channels only a transcript has named."""

    def __init__(self, messenger: Messenger, made: Callable[[Outgoing], Outgoing]) -> None:
        """``made``: makes the place that a row is for, and gives the row as the platform calls it."""
        self._messenger = messenger
        self._made = made
        self.platform = messenger.platform

    @property
    def can_be_asked(self) -> bool:
        return self._messenger.can_be_asked

    def expand(self, row: Outgoing) -> Sequence[Outgoing]:
        return self._messenger.expand(row) if isinstance(self._messenger, Expands) else (row,)

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        return self._messenger.send(self._made(row), thread=thread)

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:
        return self._messenger.find(row, thread=thread)
