"""The console's JSON: neutral messages to and from the text kept with a post, and posts for the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from bot.domain.calendar import to_local
from bot.domain.messages import Button, Buttons, OutboundMessage, Outcome, Picture
from bot.ports import ConsolePost

_MESSAGE: TypeAdapter[OutboundMessage] = TypeAdapter(OutboundMessage)
_OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)


PictureSize = Callable[[Picture], tuple[int, int]]
"""Width and height of a picture in pixels, before it is drawn."""


def write_message(message: OutboundMessage) -> str:
    """A message as the JSON text of ``ConsolePost.payload``."""
    return _MESSAGE.dump_json(message).decode()


def read_message(payload: str) -> OutboundMessage | None:
    """The inverse; ``None`` for a post that is a person's own words.

    :raises ValueError: the text is no message.
    """
    return _MESSAGE.validate_json(payload) if payload else None


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """What must be answered on the spot, as the page reads it."""
    written: dict[str, Any] = _OUTCOME.dump_python(outcome, mode="json")
    return written


def post_json(post: ConsolePost, size: PictureSize) -> dict[str, Any]:
    """A post as the page reads it: times are London's, the message is an object.

    Every picture says its ``width`` and ``height``, so that the page makes room before it arrives.
    """
    local = to_local(post.at)
    message = read_message(post.payload)
    return {
        "id": post.id,
        "room": post.room,
        "thread": post.thread,
        "author": post.author,
        "day": f"{local:%A} {local.day} {local:%B %Y}",
        "time": f"{local:%H:%M}",
        "at": local.isoformat(),
        "text": post.text,
        "onlyFor": post.only_for,
        "message": None if message is None else _message_json(message, size),
    }


def _message_json(message: OutboundMessage, size: PictureSize) -> dict[str, Any]:
    written: dict[str, Any] = _MESSAGE.dump_python(message, mode="json")
    for block, given in zip(written["blocks"], message.blocks, strict=True):
        if isinstance(given, Picture):
            block["width"], block["height"] = size(given)
    return written


def has_button(message: OutboundMessage, button: Button) -> bool:
    """Whether the message holds a button that asks for the same (its label and style apart)."""
    asked = (button.verb, button.value, button.item)
    return any(
        (b.verb, b.value, b.item) == asked
        for block in message.blocks
        if isinstance(block, Buttons)
        for b in block.buttons
    )


def picture_at(message: OutboundMessage, number: int) -> Picture | None:
    """The ``number``-th block, counted from 0, where it is a picture."""
    if not 0 <= number < len(message.blocks):
        return None
    block = message.blocks[number]
    return block if isinstance(block, Picture) else None
