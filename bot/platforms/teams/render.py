"""A neutral message or form as Adaptive Cards 1.5 (DESIGN.md, decision 5).

Words stand in ``TextRun``, which no client parses: no asterisk, mention or link that a user typed can
act there. Cards are built from a closed set of elements, since a parser lets unknown properties pass.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.messages import Form, OutboundMessage, Pressed, Submitted
from bot.platforms.teams.actions import Json


def cards(message: OutboundMessage, *, nonce: str = "") -> tuple[Json, ...]:
    """The message as one card, or as many as it needs: each within Teams' limits, no word or button lost.

    :param nonce: comes back with every press on the card (``actions.nonce``).
    """
    return tuple(card(part, nonce=nonce) for part in split(message))


def card(message: OutboundMessage, *, nonce: str = "") -> Json:
    """A message that fits as its one card: a part that ``split`` gave.

    :raises ValueError: a button carries more than ids.
    """
    raise NotImplementedError


def split(message: OutboundMessage) -> tuple[OutboundMessage, ...]:
    """The message as parts that are each one card, all words and buttons kept in order; always the same
    for the same message. Each part asks about the same items as the whole."""
    raise NotImplementedError


def summary(message: OutboundMessage) -> str:
    """What notifications say: for an activity's ``summary``. Never empty, one line, plain text."""
    raise NotImplementedError


def form(
    form: Form,
    *,
    nonce: str = "",
    opened_by: Pressed | None = None,
    again: Submitted | None = None,
    errors: Mapping[str, str] | None = None,
) -> Json:
    """The form as a card, to stand in the place of the card pressed, or below it.

    :param opened_by: the press that it was opened by; comes back with the submission.
    :param again: what was submitted and refused: its fields stand as they were filled in, and it stays
        the form that it was (``Submitted.value``), whatever was reported since.
    :param errors: what is wrong, by field name; what belongs to no field stands at the top.
    :raises ValueError: the form carries more than ids.
    """
    raise NotImplementedError
