""" "Share in channel": what one person was shown for their eyes only, asked anew for everybody's (R8, R14)."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.commands import Asked, Query
from bot.domain.messages import Buttons, OutboundMessage, Outgoing
from bot.domain.people import Person, Place
from bot.handlers import queries
from bot.handlers.exchange import Exchange
from bot.phrasing import answers, sharing

#: What may be shown to a channel. One's own list and help are for oneself.
_SHAREABLE = (Asked.STATUS, Asked.OVERDUE, Asked.ACTION, Asked.DIGEST)


def everybody(person: Person) -> Person:
    """As whom everybody reads what somebody asked: nobody's silence is told by name."""
    return replace(person, chairs=frozenset(), roles=frozenset())


def to_be_shared(ex: Exchange, query: Query, message: OutboundMessage) -> OutboundMessage:
    """The private answer in a channel, with the button that shows it to all."""
    if not ex.is_private or query.asked not in _SHAREABLE:
        return message
    words = ("overdue",) if query.asked is Asked.OVERDUE else ("status",)
    button = sharing.share_button(" ".join((*words, *query.filters)))
    return replace(message, blocks=(*message.blocks, Buttons(buttons=(button,))))


def share(ex: Exchange, words: str, shown: str | None) -> None:
    """Post the answer in the channel where the button was pressed, once, under the name of who shares it."""
    where = ex.inbound.where
    if where.place is not Place.CHANNEL:
        ex.reply(answers.answer("question_gone"))
        return
    first, _, rest = words.partition(" ")
    filters = (*(("overdue",) if first == "overdue" else ()), *rest.split())
    message = queries.status(ex.uow, ex.programme, everybody(ex.person), filters, ex.now)
    ex.uow.outbox.put(
        Outgoing(
            programme_id=ex.programme.id,
            address=where,
            thread=ex.inbound.thread,
            key=f"share:{ex.inbound.connection}:{shown or ex.inbound.event_key}",
            not_before=ex.now,
            message=sharing.shared(message, by=ex.person.name),
        )
    )
    ex.record("status_shared", where.native, after={"asked": words})
