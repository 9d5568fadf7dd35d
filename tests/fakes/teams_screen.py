"""What a reader sees of a Teams message: its words letter for letter, actions by their titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def shown(activity: Json) -> str:
    """The message's words: the cards', a line or more for each element."""
    cards = [one["content"] for one in activity.get("attachments") or ()]
    lines = [line for card in cards for line in card_lines(card)] if cards else [activity["text"]]
    return "\n".join(line for line in lines if line)


def card_lines(card: Json) -> list[str]:
    return [*_lines(card.get("body") or ()), *_actions(card.get("actions") or ())]


def _lines(elements: Any) -> Iterator[str]:
    for one in elements:
        yield from _element(one)


def _element(one: Json) -> Iterator[str]:
    match one["type"]:
        case "TextBlock":
            yield one["text"]
        case "RichTextBlock":
            yield "".join(run["text"] for run in one["inlines"])
        case "Container":
            yield from _lines(one["items"])
        case "ColumnSet":
            for column in one["columns"]:
                yield from _lines(column.get("items") or ())
        case "Table":
            for row in one["rows"]:
                cells = [" ".join(_lines(cell.get("items") or ())) for cell in row["cells"]]
                yield " | ".join(cells)
        case "ActionSet":
            yield from _actions(one["actions"])
        case kind if str(kind).startswith("Input."):
            yield f"{one.get('label', '')}: {one.get('value', '')}"
        case kind:
            raise AssertionError(f"a reader of {kind} sees something else")


def _actions(actions: Any) -> Iterator[str]:
    if actions:
        yield " ".join(f"[{one['title']}]" for one in actions)
