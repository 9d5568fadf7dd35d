"""What an action of a card carries, and what its press or submission says.

An action carries ids and never words. ``Action.Execute`` brings its data inside ``value["action"]``, the
``Action.Submit`` that older clients show instead brings them as ``value`` itself: both are read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.messages import Pressed, Submitted

Json = dict[str, Any]

#: The verbs of ``Action.Execute``: there are no others.
PRESS, SUBMIT, CLOSE = "press", "submit", "close"


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A form that was put away unfilled: what stood there before stands there again. Nothing for the
    record, so no ``Content``."""

    message_id: str | None = None


def read(
    value: Mapping[str, object], message_id: str | None = None
) -> Pressed | Submitted | Closed | None:
    """What was done on a card, from an activity's ``value``; ``None`` for what is not of ours.

    ``message_id``: the activity's ``replyToId``, the message that the card stands in.
    """
    raise NotImplementedError


def nonce(value: Mapping[str, object]) -> str:
    """The nonce of the card that was pressed or submitted, as it was given to the renderer; else ""."""
    raise NotImplementedError


def opened_by(value: Mapping[str, object]) -> Pressed | None:
    """The press that a submitted form was opened by, as it was given to the renderer: pressed again it
    gives the form again, to be shown with what is wrong in it."""
    raise NotImplementedError
