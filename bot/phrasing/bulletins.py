"""What the programme office is told about reminders that reached nobody, or that only it may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.messages import (
    Block,
    Buttons,
    Divider,
    OutboundMessage,
    Paragraph,
    literal,
    plain,
    strong,
)
from bot.domain.verbs import MessageKind
from bot.phrasing.words import day, join_names

_NO_ACCOUNT = (
    "I know no chat account for them. Add the account to the people file, or name another lead."
)


def unreachable(name: str, keys: Sequence[str], why: str | None = None) -> tuple[Block, ...]:
    """A lead without any address that works. ``why``: what is the matter with those they have, and what to
    do about it."""
    return (
        Paragraph(
            runs=(
                literal(name, "strong"),
                plain(f" cannot be reached. {why or _NO_ACCOUNT} Nobody was asked about "),
                literal(join_names(keys)),
                plain("."),
            )
        ),
    )


def lost(name: str, why: str) -> OutboundMessage:
    """Somebody's address has stopped working."""
    told = Paragraph(
        runs=(
            literal(name, "strong"),
            plain(f" cannot be reached any more. {why} What I sent them last has not arrived."),
        )
    )
    return OutboundMessage(
        blocks=(told,), summary=f"{name} cannot be reached any more", kind=MessageKind.OFFICE
    )


def undelivered(to: str, why: str, number: int) -> OutboundMessage:
    """A message that failed for good. ``to``: for whom or where; ``why``: with what to do about it."""
    told = Paragraph(
        runs=(
            plain("A message for "),
            literal(to, "strong"),
            plain(
                f" has not arrived. {why} Once that is done, whoever runs the bot sends it again with: sendbot "
                f"outbox retry {number}."
            ),
        )
    )
    return OutboundMessage(
        blocks=(told,), summary=f"A message for {to} has not arrived", kind=MessageKind.OFFICE
    )


def uncovered(name: str, last_day: date, keys: Sequence[str]) -> tuple[Block, ...]:
    """A lead on leave, and nobody there to ask instead (R7)."""
    return (
        Paragraph(
            runs=(
                literal(name, "strong"),
                plain(f" is away until {day(last_day)} and nobody there covers "),
                literal(join_names(keys)),
                plain(". Who can answer? You can give an update on it yourself."),
            )
        ),
    )


def shadowed(name: str, message: OutboundMessage) -> tuple[Block, ...]:
    """What a lead would have got, in a shadow cycle; nothing of it can be pressed."""
    shown = tuple(block for block in message.blocks if not isinstance(block, Buttons))
    return (
        Paragraph(runs=(strong("Would go to "), literal(name, "strong"), plain(":"))),
        *shown,
        Divider(),
    )


def bulletin(
    sections: Iterable[tuple[Block, ...]], *, before: OutboundMessage | None = None
) -> OutboundMessage:
    """One message of these sections, continuing ``before`` where that has not gone yet."""
    blocks = (*(before.blocks if before else ()), *(b for section in sections for b in section))
    return OutboundMessage(
        blocks=blocks,
        summary="For the programme office: about today's reminders",
        kind=MessageKind.OFFICE,
    )
