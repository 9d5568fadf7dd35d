"""What is answered on the spot to something done on a card: another card in its place, or beside it.

The answer is for whoever did it alone. What everybody is to see goes through the outbox.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, assert_never

from bot.domain.messages import (
    FieldErrors,
    Inbound,
    Nothing,
    OpenForm,
    OutboundMessage,
    Outcome,
    Outgoing,
    Pressed,
    Replace,
    Submitted,
)
from bot.domain.people import Place as Kind
from bot.handlers.settling import settled_key
from bot.phrasing import teams as words
from bot.platforms.teams import references
from bot.platforms.teams.actions import Closed
from bot.platforms.teams.connector import Connector, Content, Place
from bot.platforms.teams.elements import Json
from bot.platforms.teams.hearing import Acted
from bot.platforms.teams.messenger import nonce_of, shown
from bot.platforms.teams.render import card, form, summary
from bot.ports import InDoubt, NotSent, Units

log = logging.getLogger(__name__)

Receive = Callable[[Inbound], Outcome]
Activity = Mapping[str, Any]

_CARD, _WORDS = (
    "application/vnd.microsoft.card.adaptive",
    "application/vnd.microsoft.activity.message",
)
#: Cards sent beside, at a time.
SENDING = 4


class Answering:
    """One connection's."""

    def __init__(
        self, connection: str, connector: Connector, units: Units, receive: Receive
    ) -> None:
        self._connection = connection
        self._connector = connector
        self._units = units
        self._receive = receive
        self._afterwards = ThreadPoolExecutor(
            SENDING, thread_name_prefix=f"teams-{connection}-answers"
        )

    def close(self) -> None:
        """Finish what is being answered."""
        self._afterwards.shutdown(wait=True)

    def in_place(self, acted: Acted | Closed | None, activity: Activity) -> Json:
        """The answer to an ``Action.Execute``.

        :raises Unavailable: nothing was saved.
        """
        if acted is None:
            return _said(words.NO_LONGER_THERE)
        stood = self._standing(acted, activity)
        found = self._handled(acted, stood)
        if found is None:
            found = self._as_it_stood(acted, stood)
        if found is None:
            return _said(words.TAKEN)
        return {"statusCode": 200, "type": _CARD, "value": found.card}

    def beside(self, acted: Acted | Closed | None, activity: Activity) -> None:
        """The same for an ``Action.Submit``, to which there is no answer: what is to be shown is sent as a
        message, and a form that was sent so is taken away when it is done with.

        :raises Unavailable: nothing was saved.
        """
        message_id = str(activity.get("replyToId") or "")
        found = None
        stood = None
        if acted is not None:
            stood = self._standing(acted, activity)
            found = self._handled(acted, stood)
        of_form = isinstance(acted, Closed) or (
            acted is not None and isinstance(acted.inbound.content, Submitted)
        )
        is_forms = of_form and stood is None and bool(message_id)
        self._afterwards.submit(self._send, _place_of(activity), found, message_id, is_forms)

    def _handled(self, acted: Acted | Closed, stood: Outgoing | None) -> Content | None:
        """Handle it; the card that is to stand there now, where it is another."""
        if isinstance(acted, Closed):
            return None
        inbound = self._where_it_was_asked(acted.inbound, stood)
        outcome = self._receive(inbound)
        nonce = nonce_of(inbound.event_key)
        match outcome:
            case OpenForm():
                pressed = inbound.content if isinstance(inbound.content, Pressed) else None
                drawn = form(outcome.form, nonce=nonce, opened_by=pressed)
                return Content(card=drawn, summary=outcome.form.title)
            case FieldErrors():
                return self._again(acted, inbound, outcome, nonce)
            case Replace():
                return _of(outcome.message, nonce)
            case Nothing():
                return None
            case _:
                assert_never(outcome)

    def _again(
        self, acted: Acted, inbound: Inbound, outcome: FieldErrors, nonce: str
    ) -> Content | None:
        """The form with what is wrong in it: it is pressed for once more."""
        if acted.opened_by is None or not isinstance(inbound.content, Submitted):
            return None
        press = replace(inbound, event_key=f"{inbound.event_key}:again", content=acted.opened_by)
        opened = self._receive(press)
        if not isinstance(opened, OpenForm):
            return None
        drawn = form(
            opened.form,
            nonce=nonce,
            opened_by=acted.opened_by,
            again=inbound.content,
            errors=outcome.errors,
        )
        return Content(card=drawn, summary=opened.form.title)

    def _as_it_stood(self, acted: Acted | Closed, stood: Outgoing | None) -> Content | None:
        """The card of the message as what was done leaves it, to be pressed again: with another nonce, so
        that it is heard."""
        if stood is None:
            return None
        if isinstance(acted, Closed):
            return _of(shown(stood), nonce_of(f"{stood.key}:closed"))
        event = acted.inbound.event_key
        with self._units.read() as uow:
            key = settled_key(stood.key, f"{self._connection}:{event}")
            settled = uow.outbox.by_key(key)
        return _of(shown(settled or stood), nonce_of(event))

    def _standing(self, acted: Acted | Closed, activity: Activity) -> Outgoing | None:
        """The row whose message the card stands in; ``None``: it is a form's, or gone."""
        message_id = acted.message_id
        if not message_id:
            return None
        where = references.where_of(activity, self._connection)
        with self._units.read() as uow:
            people = uow.people.by_address(self._connection, references.sender_of(activity))
            mine = {person.id for person in people}
            # What replaced it last is what stands there.
            for row in reversed(uow.outbox.shown(self._connection, message_id)):
                asked_elsewhere = row.address.place is Kind.CHANNEL and where.place is Kind.DM
                if row.address == where or (asked_elsewhere and row.person_id in mine):
                    return row
        return None

    def _where_it_was_asked(self, inbound: Inbound, stood: Outgoing | None) -> Inbound:
        """An answer to what was asked in a channel, shown to its asker in their own chat, is pressed in the
        channel."""
        if stood is None or stood.address == inbound.where or inbound.where.place is Kind.CHANNEL:
            return inbound
        return replace(inbound, where=stood.address, thread=stood.thread)

    def _send(self, where: Place, found: Content | None, message_id: str, is_forms: bool) -> None:
        """Without keeping Teams waiting. What was done is committed: a failure here is not its failure."""
        try:
            if found is not None:
                if is_forms:
                    self._connector.update(where, message_id, found)
                else:
                    self._connector.post(where, found)
            elif is_forms:
                self._connector.delete(where, message_id)
        except (NotSent, InDoubt) as error:
            log.warning("not_answered", extra={"why": str(error)})


def _of(message: OutboundMessage, nonce: str) -> Content:
    return Content(card=card(message, nonce=nonce), summary=summary(message))


def _said(sentence: str) -> Json:
    return {"statusCode": 200, "type": _WORDS, "value": sentence}


def _place_of(activity: Activity) -> Place:
    """Where an activity came from, thread included."""
    told = references.reference_of(activity)
    conversation = activity.get("conversation") or {}
    return Place(
        service_url=told.get("service_url", ""),
        conversation=str(conversation.get("id") or ""),
        tenant=told.get("tenant", ""),
        is_person=told.get("kind") == references.PERSONAL,
    )
