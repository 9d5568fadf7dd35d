"""What is said where evidence is taken back and given again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.messages import (
    Button,
    Buttons,
    OutboundMessage,
    Paragraph,
    Runs,
    literal,
    plain,
    strong,
)
from bot.domain.verbs import MessageKind, Verb
from bot.phrasing.words import join_names, number


def links_taken_off(links: Sequence[str], keys: Sequence[str], *, batch: str) -> OutboundMessage:
    """Evidence was taken back."""
    verb = "is" if len(links) == 1 else "are"
    runs = (
        plain("Taken back: "),
        literal(join_names(links)),
        plain(f" {verb} no longer evidence for "),
        strong(join_names(keys)),
        plain("."),
    )
    return OutboundMessage(
        blocks=(
            Paragraph(runs=runs),
            Buttons(buttons=(Button(label="Undo", verb=Verb.UNDO, value=batch),)),
        ),
        summary=f"Taken back: evidence for {join_names(keys)}",
        items=tuple(keys),
        kind=MessageKind.ECHO,
    )


def links_back(links: Sequence[str]) -> Runs:
    """Of an action, after its key: evidence stands again."""
    return (plain(" has "), literal(join_names(links)), plain(" as evidence again"))


def no_link(links: Sequence[str]) -> OutboundMessage:
    """To who would take back a link that they never gave."""
    which = "such link from you" if links else "link from you"
    words = f"I hold no {which} as evidence, so there is nothing to take off."
    return OutboundMessage(blocks=(Paragraph(runs=(plain(words),)),), summary=words)


def which_link(links: Sequence[str]) -> OutboundMessage:
    """ "Take that link off", of several that came together."""
    runs = (
        plain(f"You gave {number(len(links))} links together: "),
        literal(join_names(links)),
        plain(
            ". Say “remove” with the one you mean, or “remove those links”. Nothing is changed yet."
        ),
    )
    return OutboundMessage(blocks=(Paragraph(runs=runs),), summary="Which link shall I take off?")
