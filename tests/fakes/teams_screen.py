"""What a reader sees of a Teams message: the words of its card, or of its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fakes import card_screen

Json = Mapping[str, Any]


def shown(activity: Json) -> str:
    """Letter for letter, a line for each paragraph or row of buttons."""
    cards = [one["content"] for one in activity.get("attachments") or ()]
    return "\n".join(map(card_screen.shown, cards)) if cards else str(activity["text"])


def card_lines(card: Json) -> list[str]:
    return card_screen.shown(card).split("\n")
