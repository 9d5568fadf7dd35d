"""One workspace's listeners: what Slack sends becomes ``Inbound``, is committed, and only then acknowledged.

Where the record is away nothing is acknowledged (HTTP: 503), so that Slack sends it again (R17).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence

from slack_bolt import Ack, App, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot.domain.messages import FieldErrors, Inbound, Nothing, OpenForm, Outcome, Replace
from bot.domain.people import Address
from bot.domain.programme import Connection
from bot.phrasing.front_door import ONLY_MEMBERS
from bot.platforms.slack.afterwards import Afterwards
from bot.platforms.slack.api import Api
from bot.platforms.slack.credentials import Credentials
from bot.platforms.slack.directory import Directory
from bot.platforms.slack.hearing import Ear, sender_team, sender_user
from bot.platforms.slack.home import Home
from bot.platforms.slack.modal import error_response, modal
from bot.platforms.slack.render import Json, blocks, fallback
from bot.platforms.slack.turns import come_again
from bot.ports import Clock, InDoubt, NotSent, Unavailable, Units

log = logging.getLogger(__name__)

Receive = Callable[[Inbound], Outcome]

_ANY = re.compile(".*", re.DOTALL)

#: The events listened to: the manifest asks for these and no others.
EVENTS = ("app_home_opened", "app_mention", "message.im", "reaction_added")


class SlackApp:
    """Bolt's ``App`` for one connection, with listeners that answer when all is committed."""

    def __init__(
        self,
        connection: Connection,
        credentials: Credentials,
        api: Api,
        directory: Directory,
        units: Units,
        receive: Receive,
        clock: Clock,
    ) -> None:
        self._connection = connection
        self._api = api
        self._directory = directory
        self._units = units
        self._receive = receive
        self._clock = clock
        self._home = Home(units, api, connection.name)
        self._afterwards = Afterwards(connection.name)
        self._ear = Ear(
            connection.name,
            bot_user=lambda: directory.identity()["user_id"],
            names=self._name_of,
            items=self._items_of,
            native=directory.native,
        )
        self.bolt = App(
            name=f"slack:{connection.name}",
            logger=log,
            process_before_response=True,
            signing_secret=credentials.signing_secret or "",
            # Socket Mode's requests are not signed and never come here over HTTP.
            request_verification_enabled=credentials.signing_secret is not None,
            # Bolt looks at the names of arguments, and takes those of a method for more than they are.
            authorize=lambda: self._authorized(),
            attaching_function_token_enabled=False,
        )
        self._listen()

    def _authorized(self) -> AuthorizeResult:
        """Our own token: Bolt would ask Slack about it with every event."""
        told = self._directory.identity()
        return AuthorizeResult(
            enterprise_id=told.get("enterprise_id"),
            team_id=told.get("team_id"),
            bot_user_id=told.get("user_id"),
            bot_id=told.get("bot_id"),
            bot_token=self._api.client.token,
        )

    def _listen(self) -> None:
        self.bolt.event("message")(self._on_message)
        self.bolt.event("app_mention")(self._on_mention)
        self.bolt.event("reaction_added")(self._on_reaction)
        self.bolt.event("app_home_opened")(self._on_home)
        self.bolt.event(_ANY)(_ignored)
        self.bolt.command(_ANY)(self._on_command)
        self.bolt.action(_ANY)(self._on_action)
        self.bolt.view(_ANY)(self._on_view)
        self.bolt.shortcut(_ANY)(self._on_shortcut)
        self.bolt.error(_unhandled)

    def close(self) -> None:
        """Finish what is being answered."""
        self._afterwards.close()

    # --- events ---

    def _on_message(self, body: Json) -> None:
        if self._is_ours(body):
            self._hear(self._ear.message(body))

    def _on_mention(self, body: Json) -> None:
        if self._is_ours(body):
            self._hear(self._ear.mention(body))

    def _on_reaction(self, body: Json) -> None:
        if self._is_ours(body):
            self._hear(self._ear.reaction(body))

    def _on_home(self, body: Json) -> None:
        """Show the home page as things stand; a page that fails is shown at the next look."""
        event = body["event"]
        if event.get("tab", "home") != "home" or not self._is_ours(body):
            return
        self._afterwards.submit("home", self._home.show, event["user"], self._clock.now())

    # --- commands, buttons, forms, shortcuts ---

    def _on_command(self, body: Json, ack: Ack) -> None:
        if not self._is_ours(body):
            ack(text=ONLY_MEMBERS, response_type="ephemeral")
            return
        inbound = self._ear.command(body, self._clock.now())
        self._answer(self._receive(inbound), inbound, body)
        ack()

    def _on_action(self, body: Json, ack: Ack) -> None:
        if self._is_ours(body):
            inbound = self._ear.pressed(body, self._clock.now())
            if inbound is not None:
                self._answer(self._receive(inbound), inbound, body)
        ack()

    def _on_view(self, body: Json, ack: Ack) -> None:
        inbound = self._ear.submitted(body, self._clock.now()) if self._is_ours(body) else None
        if inbound is None:
            ack()
            return
        outcome = self._receive(inbound)
        if isinstance(outcome, FieldErrors):
            ack(error_response(outcome, body["view"]))
            return
        self._answer(outcome, inbound, body)
        ack()

    def _on_shortcut(self, body: Json, ack: Ack) -> None:
        if self._is_ours(body):
            inbound = self._ear.shortcut(body, self._clock.now())
            if inbound is not None:
                self._answer(self._receive(inbound), inbound, body)
        ack()

    # --- answering ---

    def _hear(self, inbound: Inbound | None) -> None:
        if inbound is not None:
            self._receive(inbound)

    def _answer(self, outcome: Outcome, inbound: Inbound, body: Json) -> None:
        """Have done what is to be done on the spot, without keeping the acknowledgement waiting for Slack
        to answer in its turn. The event is committed: a failure here is not its failure, and whoever
        pressed presses again."""
        match outcome:
            case OpenForm():
                view = modal(outcome.form, inbound.where, inbound.thread)
                arguments = {"trigger_id": body.get("trigger_id"), "view": view}
                self._afterwards.submit(
                    "views.open", self._do, inbound.event_key, "views.open", arguments
                )
            case Replace():
                arguments = _replacement(outcome, body)
                self._afterwards.submit(
                    "chat.update", self._do, inbound.event_key, "chat.update", arguments
                )
            case Nothing() | FieldErrors():
                pass

    def _do(self, event_key: str, method: str, arguments: Json) -> None:
        try:
            self._api.call(method, arguments, quick=True)
        except (NotSent, InDoubt) as error:
            log.warning("not_answered", extra={"key": event_key, "why": str(error)})

    # --- who ---

    def _is_ours(self, body: Json) -> bool:
        """Whether the sender belongs to this workspace, or to one that the connection allows. Where the
        payload names none the sender decides: somebody whom the programme knows, or else whom Slack says
        to be of such a workspace.

        :raises NotSent: Slack cannot be asked just now.
        """
        team, user = sender_team(body), sender_user(body)
        if user is None:
            return False
        if team is None:
            if self._name_of(user) is not None:
                return True
            team = self._api.team(user)
        allowed = (self._directory.identity().get("team_id"), *self._connection.allowed_tenants)
        if team is not None and team in allowed:
            return True
        log.warning("foreign_team_refused", extra={"team": team})
        return False

    def _items_of(self, where: Address, ts: str) -> Sequence[str]:
        with self._units.read() as uow:
            row = uow.outbox.about(where, thread=ts, person_id=None)
        return row.message.items if row is not None and row.platform_id == ts else ()

    def _name_of(self, user: str) -> str | None:
        with self._units.read() as uow:
            known = uow.people.by_address(self._connection.name, user)
        return known[0].name if known else None


def _replacement(outcome: Replace, body: Json) -> Json:
    container = body.get("container") or {}
    first = ((body.get("message") or {}).get("blocks") or [{}])[0]
    message = outcome.message
    return {
        "channel": container.get("channel_id"),
        "ts": container.get("message_ts"),
        "text": fallback(message),
        "blocks": blocks(message, block_id=first.get("block_id")),
    }


def _ignored() -> None:
    """An event that nobody asked for: acknowledged, so that Slack does not repeat it."""


def _unhandled(error: Exception) -> BoltResponse:
    """Not acknowledged: Slack brings it again, at once, after a minute and after five."""
    if isinstance(error, Unavailable | NotSent):
        log.warning("not_taken_in", extra={"why": str(error)})
    else:
        log.error("listener_failed", exc_info=error)
    return come_again()
