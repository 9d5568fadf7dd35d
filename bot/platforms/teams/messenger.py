"""Brings outbox rows to one Teams registration, at its pace (DESIGN.md, decision 4).

Teams cannot be asked what arrived: what is in doubt is sent once more, marked (R17).
"""

from __future__ import annotations

import random
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar, assert_never

from bot.delivery import BACKOFF
from bot.domain.messages import Effect, OutboundMessage, Outgoing
from bot.domain.people import Address
from bot.domain.people import Place as Kind
from bot.phrasing import teams as words
from bot.platforms.teams import references
from bot.platforms.teams.connector import Connector, Content, ConversationGone, Place
from bot.platforms.teams.credentials import Credentials
from bot.platforms.teams.pace import Pace
from bot.platforms.teams.render import card, split, summary
from bot.ports import Clock, NotSent, Reach, SendError, Unavailable, Units

T = TypeVar("T")

_ITS_TURN = "waits for its turn"
#: Of so many places that were heard from last one tells where the tenant is served.
_LAST_HEARD = 20
#: How Teams calls channels and chats; other letters would make another address of a call.
_CONVERSATION = re.compile(r"[\w:@.+-]+")
#: By how much a wait may be drawn out, so that what failed together does not come back together.
JITTER = 0.5


class TeamsMessenger:
    """One registration as a platform."""

    platform = "teams"

    def __init__(
        self,
        connection: str,
        credentials: Credentials,
        connector: Connector,
        units: Units,
        pace: Pace,
        clock: Clock,
        *,
        dice: Callable[[], float] = random.random,
    ) -> None:
        """``dice``: for the jitter, from 0 up to 1."""
        self._connection = connection
        self._credentials = credentials
        self._connector = connector
        self._units = units
        self._pace = pace
        self._clock = clock
        self._dice = dice

    @property
    def can_be_asked(self) -> bool:
        return False

    def expand(self, row: Outgoing) -> Sequence[Outgoing]:
        """The row as rows of one card each; the first is the row itself, the others follow it, beside it."""
        if row.effect not in (Effect.POST, Effect.EPHEMERAL, Effect.FILE):
            return (row,)
        head, *more = split(row.message)
        followers = [
            Outgoing(
                programme_id=row.programme_id,
                effect=row.effect,
                address=row.address,
                person_id=row.person_id,
                key=f"{row.key}:more{number}",
                parent_key=row.key,
                priority=max(row.priority - 1, 0),
                not_before=row.not_before,
                message=part,
                facts={"beside": "parent"},
            )
            for number, part in enumerate(more)
        ]
        return (replace(row, message=head), *followers)

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        """See ``Messenger.send``. Rate limits are told as such before Teams has to."""
        try:
            match row.effect:
                case Effect.POST | Effect.FILE:
                    return self._post(row, row.address, thread)
                case Effect.EPHEMERAL:
                    # Nothing in a channel is for one person's eyes alone: it goes to their own chat.
                    return self._post(row, self._own(row), None)
                case Effect.UPDATE:
                    return self._update(row)
                case Effect.VIEW:
                    return None
                case _:
                    assert_never(row.effect)
        except Unavailable as error:
            raise NotSent(SendError.TRANSIENT, str(error)) from error

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:  # noqa: ARG002 - nobody asks
        """See ``Messenger.find``: Teams shows a bot no history."""
        return None

    # --- effects ---

    def _post(self, row: Outgoing, address: Address, thread: str | None) -> str | None:
        where = self._place(row, address, thread)
        try:
            return self._paced(row, where, lambda: self._connector.post(where, content_of(row)))
        except ConversationGone:
            if not where.is_person:
                raise
        # Begun anew once: a conversation with a person can be lost.
        begun = self._begin(row, address)
        return self._paced(row, begun, lambda: self._connector.post(begun, content_of(row)))

    def _update(self, row: Outgoing) -> str:
        target = _id(row.target, "message")
        where = self._place(row, row.address, None)
        self._paced(row, where, lambda: self._connector.update(where, target, content_of(row)))
        return target

    def _paced(self, row: Outgoing, where: Place, do: Callable[[], str | None]) -> str | None:
        try:
            done = self._in_turn(row, where.conversation, do)
        except ConversationGone:
            raise
        except NotSent as error:
            if where.is_person and error.error is SendError.UNREACHABLE:
                references.lose(self._units, self._own(row), error.detail, self._clock.now())
            raise
        if where.is_person:
            references.reached(self._units, self._own(row), self._clock.now())
        return done

    def _in_turn(self, row: Outgoing, thread: str, do: Callable[[], T]) -> T:
        """Make a call when it is its turn, and learn of a failure when to come again.

        :raises NotSent: it is not its turn, or the call failed.
        """
        wait = self._pace.wait(thread, row.id, row.priority)
        if wait > 0:
            raise NotSent(SendError.RATE_LIMITED, _ITS_TURN, retry_after=wait)
        try:
            return do()
        except NotSent as error:
            drawn_out = 1 + JITTER * self._dice()
            if error.error is SendError.RATE_LIMITED:
                error.retry_after = (error.retry_after or 1.0) * drawn_out
                self._pace.hold(error.retry_after, thread, row.id, row.priority)
            elif error.error is SendError.TRANSIENT:
                least = BACKOFF[min(max(row.attempts, 1), len(BACKOFF)) - 1]
                error.retry_after = max(least, error.retry_after or 0) * drawn_out
            raise

    # --- where ---

    def _place(self, row: Outgoing, address: Address, thread: str | None) -> Place:
        """Where an address lies now; a conversation with a person is begun in the row's turn.

        :raises NotSent: nowhere that can be reached.
        """
        with self._units.read() as uow:
            known = uow.reachability.get(address.connection, address.native)
        if known is not None and references.is_removed(known):
            # What is sent might still arrive: it was asked not to.
            raise NotSent(SendError.UNREACHABLE, references.removed(address))
        told = known.reference if known is not None else {}
        if address.place is Kind.DM:
            if "conversation" not in told:
                return self._begin(row, address)
            return self._at(told, told["conversation"], is_person=True)
        conversation = address.native
        if not _CONVERSATION.fullmatch(conversation):
            raise NotSent(SendError.REFUSED, words.no_channel(conversation))
        if thread is not None and told.get("kind") != references.GROUP:
            conversation = f"{conversation};messageid={_id(thread, 'thread')}"
        return self._at(told, conversation, is_person=False)

    def _at(self, told: Mapping[str, str], conversation: str, *, is_person: bool) -> Place:
        return Place(
            service_url=told.get("service_url") or self._service_url(),
            conversation=conversation,
            tenant=told.get("tenant") or self._credentials.tenant_id,
            is_person=is_person,
        )

    def _begin(self, row: Outgoing, address: Address) -> Place:
        """Begin the conversation with a person, and keep it. It counts as a message does."""
        tenant = self._credentials.tenant_id

        def begin() -> tuple[str, str]:
            url = self._service_url()
            return url, self._connector.begin(url, address.native, tenant)

        try:
            url, conversation = self._in_turn(row, f"begin {address.native}", begin)
        except NotSent as error:
            if error.error is SendError.UNREACHABLE:
                references.lose(self._units, address, error.detail, self._clock.now())
            raise
        reference = {
            "conversation": conversation,
            "service_url": url,
            "tenant": tenant,
            "kind": references.PERSONAL,
        }
        with self._units.write() as uow:
            uow.reachability.keep(
                Reach(
                    connection=address.connection,
                    native=address.native,
                    reference=reference,
                    seen_at=self._clock.now(),
                )
            )
            uow.commit()
        return self._at(reference, conversation, is_person=True)

    def _service_url(self) -> str:
        """Where this tenant was served last, as its activities told; else where everybody may begin."""
        with self._units.read() as uow:
            known = uow.reachability.of(self._connection, most=_LAST_HEARD)
        urls = (one.reference.get("service_url") for one in known)
        return next((url for url in urls if url), self._credentials.service_url)

    def _own(self, row: Outgoing) -> Address:
        """The one person a row is for, in their own chat."""
        if row.address.place is Kind.DM:
            return row.address
        with self._units.read() as uow:
            mine = uow.people.addresses(row.person_id) if row.person_id is not None else ()
        for address in mine:
            if address.connection == row.address.connection and address.place is Kind.DM:
                return address
        raise NotSent(SendError.UNREACHABLE, words.NO_ADDRESS)


def nonce_of(key: str) -> str:
    """The nonce of the card that a row or an event shows: always the same for the same. Short, since each
    button of a card carries it twice."""
    return urlsafe_b64encode(sha256(key.encode()).digest()[:9]).decode()


def shown(row: Outgoing) -> OutboundMessage:
    """What a row shows, in one card: marked where it is a repeat."""
    message = split(row.message)[0]
    return words.repeated(message) if row.repeat else message


def content_of(row: Outgoing) -> Content:
    """A row's card."""
    message = shown(row)
    return Content(card=card(message, nonce=nonce_of(row.key)), summary=summary(message))


def _id(value: str | None, what: str) -> str:
    """A message's id as Teams writes it.

    :raises NotSent: it is none.
    """
    if value is None or not value.isalnum():
        raise NotSent(SendError.REFUSED, f"There is no {what} {value}.")
    return value
