"""What a card may be made of, and Teams' limits for it, as their documentation gives them; written apart
from the bot's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_SPACING = ("none", "small", "default", "medium", "large", "extraLarge", "padding")
_STYLES = ("default", "emphasis", "good", "attention", "warning", "accent")
_BOTH = (True, False)
_ELEMENT = {"spacing": _SPACING, "separator": _BOTH}
_INPUT = {**_ELEMENT, "id": str, "label": str, "isRequired": _BOTH, "errorMessage": str}
_ACTION = {
    "title": str,
    "data": dict,
    "associatedInputs": ("auto", "none"),
    "style": ("default", "positive", "destructive"),
    "tooltip": str,
}
#: Type → property → its type, or the values it may have. There are no others.
ALLOWED: Mapping[str, Mapping[str, Any]] = {
    "AdaptiveCard": {
        "version": ("1.5",), "body": list, "fallbackText": str, "speak": str, "msteams": dict,
    },
    "TextBlock": {
        **_ELEMENT, "text": str, "wrap": (True,), "style": ("default", "heading"),
        "size": ("default", "small", "medium", "large", "extraLarge"),
        "weight": ("default", "lighter", "bolder"),
    },
    "RichTextBlock": {
        **_ELEMENT, "inlines": list, "horizontalAlignment": ("left", "center", "right"),
    },
    "TextRun": {
        "text": str, "weight": ("default", "lighter", "bolder"), "italic": _BOTH,
        "isSubtle": _BOTH, "size": ("default", "small", "medium", "large", "extraLarge"),
        "color": ("default", "accent", "good", "warning", "attention"),
    },
    "ColumnSet": {**_ELEMENT, "columns": list},
    "Column": {**_ELEMENT, "items": list, "width": int, "style": _STYLES},
    "ActionSet": {**_ELEMENT, "actions": list},
    "Action.Execute": {**_ACTION, "verb": ("press", "submit", "close"), "fallback": dict},
    "Action.Submit": _ACTION,
    "Input.Text": {**_INPUT, "value": str, "isMultiline": _BOTH, "maxLength": int},
    "Input.Date": {**_INPUT, "value": str},
    "Input.ChoiceSet": {
        **_INPUT, "value": str, "style": ("compact", "expanded"), "isMultiSelect": _BOTH,
        "wrap": _BOTH, "choices": list,
    },
}  # fmt: skip
_NEEDED = {
    "AdaptiveCard": ("version", "body", "fallbackText"),
    "TextBlock": ("text",),
    "RichTextBlock": ("inlines",),
    "TextRun": ("text",),
    "ColumnSet": ("columns",),
    "Column": ("items", "width"),
    "ActionSet": ("actions",),
    "Action.Execute": ("title", "data", "verb", "fallback"),
    "Action.Submit": ("title", "data"),
    "Input.Text": ("id", "label"),
    "Input.Date": ("id", "label"),
    "Input.ChoiceSet": ("id", "label", "choices"),
}
_PARTS = ("body", "inlines", "columns", "items", "actions", "fallback")
#: Texts that a client parses as Markdown or fills in as a template.
PARSED = ("text", "fallbackText", "speak", "label")
_ACTIVE = re.compile(
    r"[*_~`\[\]{}<>|\\#@=+\n\r]|&[\w#]|://|\bwww\.|^\s*(\d+[.)](\s|$)|-)",
    re.IGNORECASE,
)


def bytes_of(card: Json) -> int:
    """As UTF-16, which is how Teams counts."""
    return len(json.dumps(card, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


def card_faults(card: Json, *, most: int = 100_000) -> list[str]:
    """What is not among what a card may be made of, or larger than it may be; empty where all is well."""
    faults = list(_part(card))
    if bytes_of(card) > most:
        faults.append(f"{bytes_of(card)} bytes")
    if not card.get("body"):
        faults.append("an empty card")
    if card.get("msteams") != {"width": "Full"}:
        faults.append("not of full width")
    names = [one["id"] for one in parts_of(card) if "id" in one]
    if len(names) != len(set(names)):
        faults.append("two inputs of one name")
    return faults


def parts_of(part: Json) -> Iterator[Json]:
    """Every element, run and action, outside in."""
    yield part
    for name in _PARTS:
        held = part.get(name, ())
        for one in [held] if isinstance(held, dict) else held:
            yield from parts_of(one)


def parsed_texts(card: Json) -> Iterator[str]:
    """Every text of the card that a client parses."""
    for part in parts_of(card):
        if part["type"] == "TextRun":
            continue
        yield from (part[name] for name in PARSED if name in part)
        yield from (choice["title"] for choice in part.get("choices", ()))


def acts(text: str) -> bool:
    """Whether a parser might find anything in the text but its letters."""
    return _ACTIVE.search(text) is not None


def _part(part: Json) -> Iterator[str]:
    for one in parts_of(part):
        kind = one.get("type", "")
        if kind not in ALLOWED:
            yield f"a {kind}"
            continue
        for name, value in one.items():
            if name != "type":
                yield from _property(kind, name, value)
        yield from (f"{kind} without {name}" for name in _NEEDED[kind] if one.get(name) is None)
        yield from _contents(one)
    yield from (f"{text!r} is parsed" for text in parsed_texts(part) if acts(text))


def _property(kind: str, name: str, value: object) -> Iterator[str]:
    allowed = ALLOWED[kind].get(name)
    if allowed is None:
        yield f"{kind}.{name}"
    elif isinstance(allowed, tuple):
        if value not in allowed:
            yield f"{kind}.{name} is {value!r}"
    elif type(value) is not allowed:
        yield f"{kind}.{name} is {value!r}"


def _contents(part: Json) -> Iterator[str]:
    match part["type"]:
        case "ActionSet" if not 0 < len(part["actions"]) <= 6:
            yield f"{len(part['actions'])} actions in one set"
        case "RichTextBlock" if not part["inlines"] or not all(r["text"] for r in part["inlines"]):
            yield "rich text without letters"
        case "TextBlock" if not part["text"].strip():
            yield "a text block without letters"
        case "Action.Execute":
            fallback = part["fallback"]
            if fallback["type"] != "Action.Submit" or fallback["data"] != part["data"]:
                yield "a fallback that does something else"
            yield from _action(part)
        case "Action.Submit":
            yield from _action(part)
        case "Input.Text" if len(part.get("value", "")) > part["maxLength"]:
            yield "a value longer than can be typed"
        case "Input.ChoiceSet":
            yield from _choices(part)
        case _:
            pass
    if part.get("isRequired") and not part.get("errorMessage"):
        yield f"{part['id']} must be filled in, and nothing says so"


def _action(action: Json) -> Iterator[str]:
    if not action["title"].strip():
        yield "an action without a title"
    if len(action["title"]) > 60:
        yield "a title that is cut off"
    if len(json.dumps(action["data"])) > 2_500:
        yield "an action that carries more than ids"


def _choices(part: Json) -> Iterator[str]:
    values = [choice["value"] for choice in part["choices"]]
    if any(set(choice) != {"title", "value"} or not choice["title"] for choice in part["choices"]):
        yield "a choice without title or value"
    if len(values) != len(set(values)) or any("," in one or not one for one in values):
        yield "values of choices"
    chosen = [one for one in part.get("value", "").split(",") if one]
    if set(chosen) - set(values) or (len(chosen) > 1 and not part["isMultiSelect"]):
        yield "a value that is no choice"
