"""A neutral message as Block Kit (DESIGN.md, decision 5).

Words stand in ``rich_text``, whose text elements Slack never parses: no asterisk, mention or link that
a user typed can act there. Everything that stands in Slack's other text objects, the fallback text
included, is escaped.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, assert_never

from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    Divider,
    Fields,
    Heading,
    OutboundMessage,
    Paragraph,
    Picture,
    Pressed,
    Run,
    Runs,
    StatusRow,
    plain,
    strong,
)
from bot.phrasing.message_text import message_text
from bot.platforms.slack.limits import (
    BUTTON_TEXT,
    BUTTON_VALUE,
    FALLBACK,
    SECTION,
    escape,
    letters,
    shortened,
)

Json = dict[str, Any]

#: What a message's metadata is called; it holds the row's hash and nothing else.
METADATA_EVENT = "sendbot_message"
_STYLES: dict[str, Json] = {"strong": {"bold": True}, "emphasis": {"italic": True}}


def mark(key: str) -> str:
    """What a post bears of its outbox key, in its first block and its metadata: how it is found again."""
    return f"k{sha256(key.encode()).hexdigest()[:40]}"


def metadata(key: str) -> Json:
    return {"event_type": METADATA_EVENT, "event_payload": {"key": mark(key)}}


def fallback(message: OutboundMessage) -> str:
    """What notifications and screen readers say, escaped: no mention in it reaches anybody."""
    return escape(shortened(message.summary or message_text(message), FALLBACK)) or "…"


def blocks(message: OutboundMessage, *, block_id: str | None = None) -> list[Json]:
    """The message's blocks; the first bears ``block_id``."""
    rendered = [_block(block, number) for number, block in enumerate(message.blocks)]
    shown = [one for one in rendered if one is not None]
    if not shown:
        shown = [_rich((plain(message.summary or "…"),))]
    if block_id is not None:
        shown[0] = {**shown[0], "block_id": block_id}
    return shown


def plain_text(text: str, limit: int) -> Json:
    """A text object without formatting: escaped, at most ``limit`` letters, no word of it an emoji."""
    return {"type": "plain_text", "text": escape(shortened(text, limit)) or "…", "emoji": False}


def _block(block: Block, number: int) -> Json | None:
    match block:
        case Heading():
            return {"type": "header", "text": plain_text(block.text, 150)} if block.text else None
        case Paragraph():
            return _paragraph(block)
        case StatusRow():
            return _rich(row_runs(block))
        case Fields():
            lines: list[Run] = []
            for label, runs in block.pairs:
                lines += [plain("\n")] if lines else []
                lines += [strong(f"{label}: "), *runs]
            return _rich(tuple(lines))
        case Buttons():
            elements = [_button(b, f"{number}.{n}") for n, b in enumerate(block.buttons)]
            return {"type": "actions", "elements": elements} if elements else None
        case Picture():
            # The picture itself is a file of its own beside this message; these are its words (R18).
            return _small(block.alt)
        case Divider():
            return {"type": "divider"}
        case _:
            assert_never(block)


def row_runs(row: StatusRow) -> Runs:
    """One action in one line: "1. ▲ Amber **PA1-1.1.1** Title: due Oct 2023"."""
    number = () if row.number is None else (plain(f"{row.number}. "),)
    detail = (plain(": "), *row.detail) if row.detail else ()
    return (
        *number,
        plain(f"{row.status.label} "),
        Run(text=row.key, style="strong", literal=True),
        Run(text=f" {row.title}", literal=True),
        *detail,
    )


def _paragraph(paragraph: Paragraph) -> Json | None:
    words = "".join(run.text for run in paragraph.runs)
    if not words.strip():
        return None
    if paragraph.quiet and letters(words) <= SECTION:
        return _small(words)
    return _rich(paragraph.runs)


def _small(words: str) -> Json:
    return {"type": "context", "elements": [plain_text(words, SECTION)]}


def _rich(runs: Runs) -> Json:
    elements = [_text(run) for run in runs if run.text]
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [section]}


def _text(run: Run) -> Json:
    element: Json = {"type": "text", "text": run.text}
    if run.style in _STYLES:
        element["style"] = _STYLES[run.style]
    return element


# --- buttons --------------------------------------------------------------------------------------


def _button(button: Button, place: str) -> Json:
    """``place`` keeps action ids apart inside a message: several buttons may share a verb."""
    rendered: Json = {
        "type": "button",
        "text": plain_text(button.label, BUTTON_TEXT),
        "action_id": f"{button.verb}:{place}",
        "value": _carried(button),
    }
    if button.style != "default":
        rendered["style"] = button.style
    if button.item is not None:
        spoken = f"{button.label}: {button.item}"
        rendered["accessibility_label"] = escape(shortened(spoken, BUTTON_TEXT))
    return rendered


def _carried(button: Button) -> str:
    """What comes back when it is pressed.

    :raises ValueError: it does not fit: a button carries ids, never words.
    """
    value = json.dumps([button.value, button.item], ensure_ascii=False, separators=(",", ":"))
    if letters(value) > BUTTON_VALUE:
        raise ValueError(f"the button {button.verb} carries more than Slack takes")
    return value


def read_button(action_id: str, value: str, message_id: str | None) -> Pressed | None:
    """The inverse of rendering a button; ``None`` for one that is not ours."""
    verb, _, place = action_id.partition(":")
    try:
        carried, item = json.loads(value)
    except (ValueError, TypeError):
        return None
    if not place or not isinstance(carried, str) or not isinstance(item, str | None):
        return None
    return Pressed(verb=verb, value=carried, item=item, message_id=message_id)
