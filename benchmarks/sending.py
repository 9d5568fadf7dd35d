"""A digest and reminders as rows of the outbox: what the platforms' benchmarks send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain.messages import OutboundMessage, Outgoing, Paragraph, Priority, literal
from bot.domain.people import Address
from bot.ports import Units


def put(units: Units, rows: Iterable[Outgoing]) -> None:
    """The rows in the outbox, in one unit of work."""
    with units.write() as uow:
        for row in rows:
            uow.outbox.put(row)
        uow.commit()


def said(words: str) -> OutboundMessage:
    """A message of one paragraph."""
    return OutboundMessage(blocks=(Paragraph(runs=(literal(words),)),), summary=words)


def digest_rows(
    programme_id: int, where: Address, messages: Iterable[OutboundMessage], now: datetime
) -> Iterator[Outgoing]:
    """A digest of so many posts, the first of which heads the thread of the others."""
    for number, message in enumerate(messages):
        yield Outgoing(
            programme_id=programme_id,
            address=where,
            key=f"digest:{number}",
            parent_key="digest:0" if number else None,
            priority=Priority.DIGEST,
            not_before=now,
            message=message,
        )


def reminder_rows(
    programme_id: int, to: Iterable[tuple[Address, str]], now: datetime
) -> Iterator[Outgoing]:
    """A reminder for each address, of its own words."""
    for address, words in to:
        yield Outgoing(
            programme_id=programme_id,
            address=address,
            key=words,
            priority=Priority.REMINDER,
            not_before=now,
            message=said(words),
        )
