"""One registration's listeners: what Teams brings becomes ``Inbound``, is committed, and only then answered.

Where the record is away the answer is 503, so that Teams brings it again (R17). The library's listeners run
on its loop and hand everything to threads: nothing that waits for the record waits there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from bot.domain.messages import Inbound, Outcome
from bot.domain.people import Address
from bot.domain.programme import Connection
from bot.platforms.teams import references
from bot.platforms.teams.answering import Answering
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.credentials import Credentials
from bot.platforms.teams.hearing import Ear
from bot.platforms.teams.matching import Matching
from bot.platforms.teams.sdk import (
    ActivityContext,
    ActivityEvent,
    App,
    CoreActivity,
    HttpMethod,
    HttpRouteHandler,
    InvokeResponse,
    JsonWebToken,
)
from bot.platforms.teams.web import Reply
from bot.ports import Clock, NotSent, Unavailable, Units

log = logging.getLogger(__name__)

Receive = Callable[[Inbound], Outcome]
Activity = Mapping[str, Any]
Listener = Callable[[ActivityContext[Any]], Awaitable[Any]]

#: Activities handled at a time.
THREADS = 12


class TeamsApp:
    """The library's ``App`` for one connection, with listeners that answer when all is committed."""

    def __init__(
        self,
        connection: Connection,
        credentials: Credentials,
        connector: Connector,
        units: Units,
        receive: Receive,
        clock: Clock,
    ) -> None:
        self._connection = connection
        self._units = units
        self._receive = receive
        self._clock = clock
        self._bot = f"28:{credentials.app_id}"
        self._ear = Ear(connection.name, self._bot, claimed=self._claimed_at, ours=self._is_ours)
        self._answering = Answering(connection.name, connector, units, receive)
        self._matching = Matching(units, connector, connection)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix=f"teams-{connection.name}")
        self._sdk = App(
            client_id=credentials.app_id,
            tenant_id=credentials.tenant_id,
            # Nothing is ever sent through it: the connector is, with credentials of its own.
            token=lambda _scope, _tenant: None,
            http_server_adapter=_NoServer(),
            fetch_user_token=False,
            telemetry={"agent365": False},
        )
        self._listen()

    def _listen(self) -> None:
        self._sdk.on_message(self._listener(self._message))
        self._sdk.on_edit_message(self._listener(self._edited))
        self._sdk.on_soft_delete_message(self._listener(self._deleted))
        self._sdk.on_card_action(self._listener(self._card_action))
        self._sdk.on_install_add(self._listener(self._installed))
        self._sdk.on_install_remove(self._listener(self._uninstalled))
        self._sdk.on_conversation_update(self._listener(self._members_changed))

    def _listener(self, hear: Callable[[Activity], Activity | None]) -> Listener:
        """``hear`` in a thread: given the activity as JSON, it gives an invoke's answer or nothing."""

        async def listener(context: ActivityContext[Any]) -> InvokeResponse[Any] | None:
            told = context.activity.model_dump(by_alias=True, exclude_none=True, mode="json")
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._pool, hear, told)
            if answer is None:
                return None
            # As it is: the library would make one of its own many forms of it.
            return InvokeResponse.model_construct(status=200, body=answer)

        return listener

    async def start(self) -> None:
        """Make ready to hear; on the loop."""
        await self._sdk.initialize()

    def close(self) -> None:
        """Finish what is being handled."""
        self._pool.shutdown(wait=True)
        self._answering.close()

    async def hear(self, body: Activity, authorization: str) -> Reply:
        """Handle an activity that was let in; on the loop."""
        on_request = self._sdk.server.on_request
        assert on_request is not None, "not started"
        try:
            event = ActivityEvent(
                body=CoreActivity.model_validate(body),
                token=JsonWebToken(authorization.removeprefix("Bearer ")),
            )
            told = await on_request(event)
        except ValidationError as error:
            log.warning("activity_not_understood", extra={"why": _where(error)})
            return Reply(status=400)
        except (Unavailable, NotSent) as error:
            log.warning("not_taken_in", extra={"why": str(error)})
            return Reply(status=503)
        except Exception:
            log.exception("listener_failed")
            return Reply(status=503)
        return Reply(status=told.status, body=told.body)

    # --- what is heard ---

    def _message(self, activity: Activity) -> None:
        self._meet(activity)
        if isinstance(activity.get("value"), Mapping):
            # What a client that is too old for ``Action.Execute`` sends in its place.
            acted = self._ear.acted(activity, self._clock.now())
            self._answering.beside(acted, activity)
            return
        self._hear(self._ear.message(activity, self._clock.now()))

    def _edited(self, activity: Activity) -> None:
        self._meet(activity)
        self._hear(self._ear.edited(activity, self._clock.now()))

    def _deleted(self, activity: Activity) -> None:
        self._hear(self._ear.deleted(activity, self._clock.now()))

    def _card_action(self, activity: Activity) -> Activity:
        self._meet(activity)
        acted = self._ear.acted(activity, self._clock.now())
        return self._answering.in_place(acted, activity)

    def _installed(self, activity: Activity) -> None:
        self._meet(activity)

    def _uninstalled(self, activity: Activity) -> None:
        self._lose(references.where_of(activity, self._connection.name))

    def _members_changed(self, activity: Activity) -> None:
        """The bot was put into a team or chat, or taken out of one; or people came, who may be ours."""
        if self._is_among(activity.get("membersRemoved")):
            where = references.where_of(activity, self._connection.name)
            self._lose(where)
            for other in self._channels_of(activity):
                self._lose(replace(where, native=other))
            return
        references.keep(self._units, self._connection.name, activity, self._clock.now())
        if self._is_among(activity.get("membersAdded")):
            for other in self._channels_of(activity):
                where = references.where_of(activity, self._connection.name)
                references.bring_back(self._units, replace(where, native=other), self._clock.now())
        reference = references.reference_of(activity)
        if reference.get("kind") != references.PERSONAL and activity.get("membersAdded"):
            room = reference.get("team") or reference.get("conversation", "")
            self._matching.roster(reference.get("service_url", ""), room, self._clock.now())

    # --- parts ---

    def _hear(self, inbound: Inbound | None) -> None:
        if inbound is not None:
            self._receive(inbound)

    def _meet(self, activity: Activity) -> None:
        """Keep where it came from, and find out who a newcomer is, before anything of it is handled."""
        now = self._clock.now()
        references.keep(self._units, self._connection.name, activity, now)
        sender = references.sender_of(activity)
        if not sender or references.is_bots(activity):
            return
        with self._units.read() as uow:
            known = bool(uow.people.by_address(self._connection.name, sender))
        reference = references.reference_of(activity)
        if not known and "service_url" in reference and "conversation" in reference:
            person = activity.get("from") or {}
            self._matching.one(
                reference["service_url"], reference["conversation"], str(person.get("id")), now
            )

    def _lose(self, where: Address) -> None:
        if where.native:
            references.take_away(self._units, where, self._clock.now())

    def _channels_of(self, activity: Activity) -> list[str]:
        """The other channels of a team that were heard from."""
        team = references.reference_of(activity).get("team")
        with self._units.read() as uow:
            known = uow.reachability.of(self._connection.name)
        return [one.native for one in known if team and one.reference.get("team") == team]

    def _is_among(self, members: object) -> bool:
        return isinstance(members, list) and any(one.get("id") == self._bot for one in members)

    def _claimed_at(self, event_key: str) -> Any:
        with self._units.read() as uow:
            return uow.inbox.claimed_at(event_key, self._connection.name)

    def _is_ours(self, where: Address, message_id: str) -> bool:
        with self._units.read() as uow:
            row = uow.outbox.about(where, thread=message_id, person_id=None)
        return row is not None and row.platform_id == message_id


class _NoServer:
    """The library's web server left out: activities come through our own door."""

    def register_route(self, method: HttpMethod, path: str, handler: HttpRouteHandler) -> None:
        """Nothing is served."""

    def serve_static(self, path: str, directory: str) -> None:
        """Nothing is served."""

    async def start(self, port: int) -> None:
        """Nothing is started."""

    async def stop(self) -> None:
        """Nothing was started."""


def _where(error: ValidationError) -> str:
    """Which parts were not understood, without what stands in them (R15)."""
    return ", ".join(".".join(map(str, one["loc"])) for one in error.errors()[:5])
