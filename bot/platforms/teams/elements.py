"""The elements that the bot's cards are built of: these, with these properties, and no others.

A parser lets unknown properties pass and a client ignores them, so what is not here is not sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

Json = dict[str, Any]

VERSION = "1.5"
Colour = Literal["good", "warning", "attention", "accent"]
#: Background of a column, with room inside; letters on it have the theme's contrast.
Shade = Literal["emphasis", "good", "warning", "attention", "accent"]
Spacing = Literal["none", "small", "medium", "large"]
Style = Literal["default", "positive", "destructive"]


def card(body: Sequence[Json], *, fallback: str) -> Json:
    """``fallback``: what stands in its place on a client that is too old, and what is read out. It is
    parsed: see ``markup``."""
    return {
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": fallback,
        "speak": fallback,
        "msteams": {"width": "Full"},
        "body": list(body),
    }


def text_run(
    text: str,
    *,
    strong: bool = False,
    emphasis: bool = False,
    quiet: bool = False,
    large: bool = False,
    colour: Colour | None = None,
) -> Json:
    """Words that nothing parses."""
    run: Json = {"type": "TextRun", "text": text}
    if strong:
        run["weight"] = "bolder"
    if emphasis:
        run["italic"] = True
    if quiet:
        run |= {"size": "small", "isSubtle": True}
    if large:
        run["size"] = "large"
    if colour is not None:
        run["color"] = colour
    return run


def rich(runs: Iterable[Json], *, spacing: Spacing | None = None, centred: bool = False) -> Json:
    """One line or paragraph of runs."""
    element: Json = {"type": "RichTextBlock", "inlines": list(runs)}
    if centred:
        element["horizontalAlignment"] = "center"
    return _spaced(element, spacing)


def heading(text: str) -> Json:
    """A heading, for those who go from one to the next. It is parsed: see ``markup``."""
    return {
        "type": "TextBlock",
        "text": text,
        "wrap": True,
        "style": "heading",
        "size": "large",
        "weight": "bolder",
    }


def below_a_line(element: Json) -> Json:
    """The same element under a dividing line."""
    return {**element, "separator": True, "spacing": "large"}


def columns(held: Sequence[Json], *, spacing: Spacing | None = None) -> Json:
    """Columns side by side."""
    return _spaced({"type": "ColumnSet", "columns": list(held)}, spacing)


def column(items: Sequence[Json], *, width: int, shade: Shade) -> Json:
    """``width``: its weight beside the others."""
    return {
        "type": "Column",
        "width": width,
        "style": shade,
        "spacing": "none",
        "items": list(items),
    }


# --- what can be pressed --------------------------------------------------------------------------


def actions(held: Sequence[Json], *, spacing: Spacing | None = None) -> Json:
    """A row of actions."""
    return _spaced({"type": "ActionSet", "actions": list(held)}, spacing)


def execute(
    title: str,
    *,
    verb: str,
    data: Json,
    style: Style = "default",
    tooltip: str | None = None,
    beside_inputs: bool = False,
) -> Json:
    """An action whose answer can put another card in this one's place; clients that do not know it show
    the ``Action.Submit`` with the same data. ``beside_inputs``: it leaves the card's inputs alone."""
    submit: Json = {"type": "Action.Submit", "title": title, "data": data}
    if beside_inputs:
        submit["associatedInputs"] = "none"
    action: Json = {**submit, "type": "Action.Execute", "verb": verb, "fallback": submit}
    if style != "default":
        action["style"] = style
    if tooltip is not None:
        action["tooltip"] = tooltip
    return action


# --- what can be filled in ------------------------------------------------------------------------


def text_input(
    name: str, *, label: str, value: str, several_lines: bool, longest: int, missing: str | None
) -> Json:
    """``missing``: what is said where nothing was filled in, for a field that must be."""
    element = _input("Input.Text", name, label, value, missing)
    return {**element, "isMultiline": several_lines, "maxLength": longest}


def date_input(name: str, *, label: str, value: str, missing: str | None) -> Json:
    return _input("Input.Date", name, label, value, missing)


def choice_input(
    name: str,
    *,
    label: str,
    value: str,
    choices: Sequence[tuple[str, str]],
    several: bool,
    spread: bool,
    missing: str | None,
) -> Json:
    """``choices``: title and value of each; titles are parsed: see ``markup``. ``spread``: all of them
    can be seen, instead of in a list that opens."""
    element = _input("Input.ChoiceSet", name, label, value, missing)
    return {
        **element,
        "style": "expanded" if spread else "compact",
        "isMultiSelect": several,
        "wrap": True,
        "choices": [{"title": title, "value": chosen} for title, chosen in choices],
    }


def _input(kind: str, name: str, label: str, value: str, missing: str | None) -> Json:
    element: Json = {"type": kind, "id": name, "label": label}
    if value:
        element["value"] = value
    if missing is not None:
        element |= {"isRequired": True, "errorMessage": missing}
    return element


def _spaced(element: Json, spacing: Spacing | None) -> Json:
    return element if spacing is None else {**element, "spacing": spacing}
