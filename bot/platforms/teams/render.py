"""A neutral message or form as Adaptive Cards 1.5 (DESIGN.md, decision 5).

Words stand in ``TextRun``, which no client parses: no asterisk, mention or link that a user typed can
act there. Cards are built from a closed set of elements, since a parser lets unknown properties pass.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.messages import Form, OutboundMessage, Pressed, Submitted, plain
from bot.phrasing.front_door import NOTHING_TO_SHOW
from bot.phrasing.message_text import message_text
from bot.platforms.teams import elements
from bot.platforms.teams.blocks import elements as drawn
from bot.platforms.teams.blocks import paragraph
from bot.platforms.teams.elements import Json
from bot.platforms.teams.forms import form_body
from bot.platforms.teams.limits import SUMMARY, shortened
from bot.platforms.teams.markup import inert
from bot.platforms.teams.parting import split

__all__ = ["Json", "card", "cards", "form", "split", "summary"]


def cards(message: OutboundMessage, *, nonce: str = "") -> tuple[Json, ...]:
    """The message as one card, or as many as it needs: each within Teams' limits, no word or button lost.

    :param nonce: comes back with every press on the card (``actions.nonce``).
    """
    return tuple(card(part, nonce=nonce) for part in split(message))


def card(message: OutboundMessage, *, nonce: str = "") -> Json:
    """A message that fits as its one card: a part that ``split`` gave.

    :raises ValueError: a button carries more than ids.
    """
    told = summary(message)
    body = drawn(message.blocks, nonce) or list(paragraph((plain(told),)))
    return elements.card(body, fallback=told)


def summary(message: OutboundMessage) -> str:
    """What notifications say, what is read out, and what a client shows that is too old for the card: one
    line, never empty, that no parser finds anything in."""
    words = inert(message.summary) or inert(message_text(message))
    return shortened(words, SUMMARY) or NOTHING_TO_SHOW


def form(
    form: Form,
    *,
    nonce: str = "",
    opened_by: Pressed | None = None,
    again: Submitted | None = None,
    errors: Mapping[str, str] | None = None,
) -> Json:
    """The form as a card, to stand in the place of the card pressed, or below it.

    :param opened_by: the press that it was opened by; comes back with the submission
        (``actions.opened_by``).
    :param again: what was submitted and refused: its fields stand as they were filled in, and it stays
        the form that it was (``Submitted.value``), whatever was reported since.
    :param errors: what is wrong, by field name; what belongs to no field stands at the top.
    :raises ValueError: the form carries more than ids.
    """
    body = form_body(form, nonce=nonce, opened_by=opened_by, again=again, errors=errors or {})
    return elements.card(body, fallback=shortened(inert(form.title), SUMMARY) or NOTHING_TO_SHOW)
