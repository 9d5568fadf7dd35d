"""What somebody shows to a channel: the answer that they were given, under their name."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.messages import Button, Buttons, OutboundMessage, Paragraph, literal, plain
from bot.domain.verbs import Verb


def share_button(words: str) -> Button:
    """Beside an answer that only its asker sees; ``words`` ask for it again."""
    return Button(label="Share in channel", verb=Verb.SHARE, value=words)


def shared(message: OutboundMessage, *, by: str) -> OutboundMessage:
    """The answer for all to read: without buttons, which would answer in the wrong place."""
    blocks = tuple(one for one in message.blocks if not isinstance(one, Buttons))
    author = Paragraph(runs=(plain("Shared by "), literal(by), plain(".")), quiet=True)
    return replace(message, blocks=(*blocks, author), items=())
