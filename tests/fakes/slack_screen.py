"""What a reader sees of a Slack message: its words letter for letter, buttons by their labels."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any

Json = Mapping[str, Any]


def shown(message: Json) -> str:
    """The message's words; the fallback text is for notifications alone where there are blocks."""
    blocks = message.get("blocks")
    lines = [_block(block) for block in blocks] if blocks else [unescape(message.get("text", ""))]
    files = [f"(File: {one.get('alt_txt') or one['name']})" for one in message.get("files") or ()]
    return "\n".join((*(line for line in lines if line), *files))


def buttons_of(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A message's buttons, in their order, each with its block's id."""
    return [
        {**element, "block_id": block.get("block_id", "b")}
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def _block(block: Json) -> str:
    match block["type"]:
        case "header" | "section":
            return unescape(block["text"]["text"])
        case "context":
            return " ".join(unescape(one["text"]) for one in block["elements"])
        case "rich_text":
            return "\n".join(
                "".join(element["text"] for element in section["elements"])
                for section in block["elements"]
            )
        case "actions":
            return " ".join(f"[{unescape(one['text']['text'])}]" for one in block["elements"])
        case "divider":
            return "—"
        case kind:
            raise AssertionError(f"a reader of {kind} sees something else")
