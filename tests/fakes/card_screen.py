"""What a reader sees of a card: its words letter for letter, buttons by their titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

_UNBROKEN = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{WORD JOINER}": None})


def shown(card: Json) -> str:
    """The card's words, a line for each paragraph or row of buttons; spaces that do not break are spaces."""
    return "\n".join(_lines(card["body"])).translate(_UNBROKEN)


def _lines(elements: Sequence[Json]) -> Iterator[str]:
    for element in elements:
        match element["type"]:
            case "TextBlock":
                yield str(element["text"])
            case "RichTextBlock":
                yield "".join(run["text"] for run in element["inlines"])
            case "ColumnSet":
                held = (" ".join(_lines(column["items"])) for column in element["columns"])
                yield " ".join(held)
            case "ActionSet":
                yield " ".join(f"[{action['title']}]" for action in element["actions"])
            case "Input.ChoiceSet":
                chosen = str(element.get("value", "")).split(",")
                marks = (
                    f"({'x' if one['value'] in chosen else ' '}) {one['title']}"
                    for one in element["choices"]
                )
                yield f"{element['label']}: {' '.join(marks)}"
            case "Input.Text" | "Input.Date":
                yield f"{element['label']}: {element.get('value', '')}"
            case kind:
                raise AssertionError(f"a reader of {kind} sees something else")
