"""A neutral message as plain text, for files and terminals."""

from __future__ import annotations

from typing import assert_never

from bot.domain.messages import (
    Block,
    Buttons,
    Divider,
    Fields,
    Heading,
    OutboundMessage,
    Paragraph,
    Picture,
    Runs,
    StatusRow,
)


def message_text(message: OutboundMessage) -> str:
    """Every block in its order, a line or more each; a picture as its words, buttons by their labels."""
    return "\n".join(line for block in message.blocks for line in _lines(block))


def runs_text(runs: Runs) -> str:
    """A paragraph's words without their styles."""
    return "".join(run.text for run in runs)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [runs_text(block.runs)]
        case StatusRow():
            number = "" if block.number is None else f"{block.number}. "
            detail = runs_text(block.detail)
            words = f"{number}{block.status.label} {block.key} {block.title}"
            return [f"{words}: {detail}" if detail else words]
        case Fields():
            return [f"{label}: {runs_text(runs)}" for label, runs in block.pairs]
        case Buttons():
            return [" ".join(f"[{button.label}]" for button in block.buttons)]
        case Picture():
            return [f"(Picture: {block.alt})"]
        case Divider():
            return ["—"]
        case _:
            assert_never(block)
