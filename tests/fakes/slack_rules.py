"""Slack's rules for what it is sent, as its documentation gives them; written apart from the bot's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

_CONTROL = re.compile(r"<[^>]*>?|&(?!(?:amp|lt|gt);)|>")
_TEXTS = {
    "header": 150,
    "section": 3000,
    "context": 3000,
    "button": 75,
    "option": 75,
    "label": 2000,
    "hint": 2000,
    "title": 24,
    "submit": 24,
    "close": 24,
    "field": 2000,
    "image title": 2000,
}
#: What stands beside a section, in a row of actions, and where something is filled in.
_BUTTONS = ("button",)
_INPUTS = ("plain_text_input", "datepicker", "static_select", "multi_static_select", "checkboxes")
_PLAIN = ("header", "button", "option", "title", "submit", "close", "label", "hint", "image title")
_URL, _ALT = 3000, 2000


#: Methods whose pages say "does not currently accept application/json".
_FORM_ONLY = (
    "conversations.history", "conversations.info", "conversations.list", "conversations.replies",
    "files.getUploadURLExternal", "files.info", "users.info", "users.lookupByEmail",
)  # fmt: skip


def takes(method: str, kind: str) -> bool:
    """Whether Slack reads a method's arguments in a body of this content type."""
    return method not in _FORM_ONLY or "json" not in kind


def call_faults(method: str, arguments: Json) -> list[str]:
    """What Slack would refuse, cut or act on in what a call shows people."""
    match method:
        case "chat.postMessage":
            found = message_faults(arguments) + list(_unfurled(arguments))
        case "chat.postEphemeral" | "chat.update":
            found = message_faults(arguments)
        case "views.open" | "views.publish" | "views.update" | "views.push":
            found = view_faults(arguments["view"])
        case "files.completeUploadExternal":
            found = list(_files(arguments))
        case _:
            found = []
    return [f"{method}: {fault}" for fault in found]


def _unfurled(arguments: Json) -> Iterator[str]:
    """A rule of ours: what people link to is not shown under a message."""
    for name in ("unfurl_links", "unfurl_media"):
        if arguments.get(name) is not False:
            yield f"{name} is not false"


def _files(arguments: Json) -> Iterator[str]:
    for file in arguments["files"]:
        yield from _text(file.get("title", ""), 4000, "a file's title")
    yield from _text(arguments.get("initial_comment", ""), 4000, "a file's comment")


def message_faults(payload: Json) -> list[str]:
    """What Slack would refuse, cut or act on in a message; empty where all is well."""
    blocks = payload.get("blocks") or []
    faults = list(_text(payload.get("text", ""), 4000, "text"))
    if not payload.get("text"):
        faults.append("no fallback text")
    if len(blocks) > 50:
        faults.append(f"{len(blocks)} blocks")
    total = sum(_letters(block) for block in blocks)
    if total > 12_000:
        faults.append(f"{total} letters over all blocks")
    return faults + _blocks(blocks)


def view_faults(view: Json) -> list[str]:
    """The same for a modal or a home page."""
    blocks = view.get("blocks") or []
    faults = [f"{len(blocks)} blocks"] if not 0 < len(blocks) <= 100 else []
    for part in ("title", "submit", "close"):
        if part in view:
            faults += _text_object(view[part], part)
    if len(view.get("private_metadata", "")) > 3000:
        faults.append("private_metadata")
    if len(json.dumps(view)) > 250_000:
        faults.append("view_too_large")
    return faults + _blocks(blocks)


def _blocks(blocks: Sequence[Json]) -> list[str]:
    faults: list[str] = []
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)) or any(not 0 < len(one) <= 255 for one in ids):
        faults.append("block ids")
    for block in blocks:
        faults += _block(block)
    return faults


def _block(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield from _text_object(block["text"], "header")
        case "rich_text":
            for section in block["elements"]:
                yield from _rich_text(section)
        case "context":
            if not 0 < len(block["elements"]) <= 10:
                yield "context elements"
            for element in block["elements"]:
                if element["type"] == "image":
                    yield from _image(element)
                else:
                    yield from _text_object(element, "context")
        case "actions":
            yield from _actions(block["elements"])
        case "input":
            yield from _input(block)
        case "section":
            yield from _section(block)
        case "image":
            yield from _image(block)
        case "divider":
            pass
        case kind:
            yield f"block {kind}"


def _rich_text(section: Json) -> Iterator[str]:
    if section["type"] != "rich_text_section":
        yield f"rich text of type {section['type']}"
    if not section["elements"]:
        yield "an empty rich text"
    for element in section["elements"]:
        if element["type"] != "text" or not element["text"]:
            yield f"rich text holds {element}"


def _section(block: Json) -> Iterator[str]:
    fields = block.get("fields", ())
    if "text" not in block and not fields:
        yield "a section without words"
    if "text" in block:
        yield from _text_object(block["text"], "section")
    if len(fields) > 10:
        yield f"{len(fields)} fields"
    for one in fields:
        yield from _text_object(one, "field")
    if "accessory" in block:
        yield from _accessory(block["accessory"])


def _accessory(element: Json) -> Iterator[str]:
    if element["type"] == "image":
        yield from _image(element)
    else:
        yield from _button(element)


def _image(image: Json) -> Iterator[str]:
    if not 0 < len(image.get("alt_text", "")) <= _ALT:
        yield "an image's alternative text"
    yield from _url(image.get("image_url", ""), "an image")
    if "title" in image:
        yield from _text_object(image["title"], "image title")


def _url(url: str, what: str) -> Iterator[str]:
    if not url.startswith(("https://", "http://")) or len(url) > _URL:
        yield f"{what}'s address: {url[:60]!r}"


def _actions(elements: Sequence[Json]) -> Iterator[str]:
    if not 0 < len(elements) <= 25:
        yield f"{len(elements)} actions"
    ids = [element["action_id"] for element in elements if "action_id" in element]
    if len(ids) != len(set(ids)) or any(len(one) > 255 for one in ids):
        yield "action ids"
    for element in elements:
        yield from _button(element)


def _button(element: Json) -> Iterator[str]:
    if element["type"] not in _BUTTONS:
        yield f"element {element['type']}"
        return
    yield from _text_object(element["text"], "button")
    if len(element.get("value", "")) > 2000:
        yield "a button's value"
    if len(element.get("accessibility_label", "")) > 75:
        yield "a button's accessibility label"
    if "url" in element:
        yield from _url(element["url"], "a button")


def _input(block: Json) -> Iterator[str]:
    yield from _text_object(block["label"], "label")
    if "hint" in block:
        yield from _text_object(block["hint"], "hint")
    element = block["element"]
    if element["type"] not in _INPUTS:
        yield f"element {element['type']}"
    for option in element.get("options", ()):
        yield from _text_object(option["text"], "option")
        if not 0 < len(option["value"]) <= 150:
            yield "an option's value"
    if "options" in element and not 0 < len(element["options"]) <= 100:
        yield "options"
    if element["type"] == "checkboxes" and len(element["options"]) > 10:
        yield "checkboxes"
    if element["type"] == "plain_text_input":
        longest = element.get("max_length", 3000)
        if not 0 < longest <= 3000 or len(element.get("initial_value", "")) > longest:
            yield "a text input's length"


def _text_object(text: Json, what: str) -> Iterator[str]:
    if text["type"] not in ("plain_text", "mrkdwn"):
        yield f"{what} of type {text['type']}"
        return
    if what in _PLAIN and text["type"] != "plain_text":
        yield f"{what} is not plain text"
    yield from _text(text["text"], _TEXTS[what], what)


def _text(text: str, limit: int, what: str) -> Iterator[str]:
    """Too long, or holding what Slack would take for a mention, a link or a broken escape."""
    if len(text.encode("utf-16-le")) // 2 > limit:
        yield f"{what} of {len(text)} letters"
    if _CONTROL.search(text):
        yield f"{what} is not escaped: {text[:60]!r}"


def _letters(part: object) -> int:
    """Letters of every text in a block."""
    if isinstance(part, Mapping):
        own = part.get("text")
        mine = len(own.encode("utf-16-le")) // 2 if isinstance(own, str) else 0
        return mine + sum(_letters(value) for value in part.values())
    if isinstance(part, list | tuple):
        return sum(_letters(one) for one in part)
    return 0
