"""Teams as the place where a transcript's people sit: typed, pressed and filled in at the tests' Teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from starlette.routing import Route

from bot.domain.messages import Inbound, Outgoing, Pressed, Submitted
from bot.domain.people import Address, Place
from bot.domain.programme import Connection
from bot.platforms.teams import actions
from bot.platforms.teams.registration import Registration
from bot.ports import Clock, Messenger, Units
from bot.replay.host import Receive
from tests.fakes.platform_host import PlatformHost, WithPlacesMade
from tests.fakes.teams_connector import Rules, TeamsConnector
from tests.fakes.teams_people import User, account
from tests.fakes.teams_programme import SETTINGS, UNPACED, looping
from tests.fakes.teams_rooms import Message
from tests.fakes.teams_screen import shown
from tests.fakes.teams_user import Teams, walk
from tests.fakes.waiting import wait_until

#: How a channel that a transcript calls "#name" is called at Teams.
_CHANNEL, _SUFFIX = "19:", "@thread.tacv2"


class TeamsHost(PlatformHost):
    """Teams, where a channel has another name than in a transcript."""

    def __init__(self, stack: ExitStack) -> None:
        super().__init__(stack)
        self.connector = TeamsConnector(Rules(limited=False))
        stack.callback(self.connector.stop)
        self._loop = stack.enter_context(looping())
        self.teams = Teams(self.connector, lambda: self._address)
        stack.callback(self.teams.close)
        self._name = ""
        self._forms: dict[str, Message] = {}
        """User → the message in whose place their form stands."""

    @property
    def _address(self) -> str:
        return f"{self.url}/teams/{self._name}"

    def read(self, row: Outgoing, platform_id: str | None) -> str:
        (message,) = self._messages(str(platform_id))
        return shown(message.activity)

    # --- parts ---

    def _connect(
        self, name: str, units: Units, clock: Clock, receive: Receive
    ) -> tuple[Messenger, Sequence[Route]]:
        self._name = name
        connection = Connection(programme_id=1, name=name, platform="teams", settings=SETTINGS)
        environment = self.connector.environment()
        registration = Registration(connection, environment, units, clock, self._loop, rate=UNPACED)
        routes = registration.listen(receive)
        self._stack.callback(registration.close)
        wait_until(lambda: registration.keys.known is not None)
        return WithPlacesMade(registration.messenger, self._made), routes

    def _heard(self, inbound: Inbound) -> Inbound:
        return replace(inbound, where=_here(inbound.where))

    def _again(self) -> None:
        self.teams.bring(self.teams.last)

    def _command(self, event: Inbound, text: str) -> None:
        self._say(event, f"/send {text}")

    def _say(self, event: Inbound, text: str) -> None:
        user, where, thread = self._user(event.sender), self._where(event), event.thread
        if where is None and thread is not None:
            # A chat has no threads: people quote what they answer.
            quote = {"type": "quotedReply", "quotedReply": {"messageId": thread}}
            typed = f'<quoted messageId="{thread}"/> {text}'
            self.teams.say(user, typed, entities=[quote])
        else:
            self.teams.say(user, text, where, thread=thread)

    def _press(self, event: Inbound, pressed: Pressed) -> None:
        user = self._user(event.sender)
        (message,) = self._messages(str(pressed.message_id))
        # What was put away is pressed again where it stood.
        self.teams.see_as_sent(message)
        looking = True
        while looking:
            for action in _actions(self.teams.card(user, message)):
                if actions.read({"action": action}, pressed.message_id) == pressed:
                    self.teams.act(user, message, action)
                    self._forms[user.id] = message
                    return
            # Transcripts press what was there when they looked.
            looking = self.teams.see_before(user, message)
        raise AssertionError(f"{user.name} sees no {pressed} on {shown(message.activity)}")

    def _submit(self, event: Inbound, submitted: Submitted) -> None:
        user = self._user(event.sender)
        message = self._forms[user.id]
        action = next(
            one
            for one in _actions(self.teams.card(user, message))
            if isinstance(actions.read({"action": one}), Submitted)
        )
        self.teams.act(user, message, action, **submitted.fields)

    def _where(self, event: Inbound) -> str | None:
        """The channel, made where it is not there; ``None``: the person's own chat."""
        if event.where.place is Place.DM:
            return None
        return self.connector.rooms.channel(_there(event.where).native).id

    def _user(self, native: str) -> User:
        name = native.replace("-", " ").title()
        return self.connector.rooms.admit(account(name, native))

    def _made(self, row: Outgoing) -> Outgoing:
        if row.address.place is Place.CHANNEL:
            self.connector.rooms.channel(_there(row.address).native)
        else:
            self._user(row.address.native)
        return replace(row, address=_there(row.address))

    def _messages(self, message_id: str) -> list[Message]:
        return [one for one in self.connector.rooms.all() if one.id == message_id]


@contextmanager
def teams_host() -> Iterator[TeamsHost]:
    """A Teams for one transcript; nothing that was sent there was at fault."""
    with ExitStack() as stack:
        host = TeamsHost(stack)
        yield host
        assert host.connector.seen.faults == [], "Teams would refuse this"


def _there(address: Address) -> Address:
    if address.place is Place.DM or not address.native.startswith("#"):
        return address
    return replace(address, native=f"{_CHANNEL}{address.native[1:]}{_SUFFIX}")


def _here(address: Address) -> Address:
    if address.place is Place.DM or address.native.startswith("#"):
        return address
    name = address.native.removeprefix(_CHANNEL).removesuffix(_SUFFIX)
    return replace(address, native=f"#{name}")


def _actions(card: Mapping[str, object]) -> list[dict[str, object]]:
    return [one for one in walk(card) if one.get("type") == "Action.Execute"]
