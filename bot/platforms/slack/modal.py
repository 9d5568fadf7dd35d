"""Forms as modals: what they ask, and what came back."""

from __future__ import annotations

import json
from typing import Any

from bot.domain.messages import FieldErrors, Form, Input, Option, Submitted
from bot.domain.people import Address, Place
from bot.phrasing.front_door import KEPT_AS_IT_IS
from bot.platforms.slack.limits import (
    CHECKBOXES,
    INPUT_TEXT,
    OPTION_TEXT,
    OPTION_VALUE,
    PRIVATE_METADATA,
    SELECT_OPTIONS,
    VIEW_LABEL,
    VIEW_TITLE,
)
from bot.platforms.slack.render import Json, plain_text

#: The one element in each input's block.
ELEMENT = "value"


def modal(form: Form, where: Address, thread: str | None) -> Json:
    """The form as a view. What comes back is answered ``where`` the form was asked for.

    :raises ValueError: its private metadata does not fit: a form carries ids, never words.
    """
    carried = json.dumps([form.value, where.place, where.native, thread], separators=(",", ":"))
    if len(carried) > PRIVATE_METADATA:
        raise ValueError(f"the form {form.name} carries more than Slack takes")
    return {
        "type": "modal",
        "callback_id": form.name,
        "private_metadata": carried,
        "title": plain_text(form.title, VIEW_TITLE),
        "submit": plain_text(form.submit, VIEW_TITLE),
        "close": plain_text("Cancel", VIEW_TITLE),
        "blocks": [_input(one) for one in form.inputs],
    }


def read_modal(view: Json, connection: str, sender: str) -> tuple[Submitted, Address, str | None]:
    """The inverse: what was filled in, and where it is to be answered.

    :raises ValueError: the view is none of ours.
    """
    value, place, native, thread = json.loads(view["private_metadata"])
    where = Address(connection=connection, place=Place(place), native=native)
    if where.place is Place.DM:
        where = Address(connection=connection, place=Place.DM, native=sender)
    fields = {
        name: _value(elements[ELEMENT])
        for name, elements in view["state"]["values"].items()
        if ELEMENT in elements
    }
    return Submitted(form=view["callback_id"], value=value, fields=fields), where, thread


def error_response(outcome: FieldErrors, view: Json) -> Json:
    """What is wrong, beside its fields; what belongs to no field stands beside the first."""
    known = [b["block_id"] for b in view.get("blocks", ()) if b.get("type") == "input"]
    errors: dict[str, str] = {}
    for name, words in outcome.errors.items():
        at = name if name in known else known[0]
        errors[at] = f"{errors[at]} {words}" if at in errors else words
    return {"response_action": "errors", "errors": errors}


def _input(one: Input) -> Json:
    block: Json = {
        "type": "input",
        "block_id": one.name,
        "label": plain_text(one.label, VIEW_LABEL),
        "optional": not one.required,
        "element": {"action_id": ELEMENT, **_element(one)},
    }
    hint = one.hint
    if one.kind in ("text", "long_text") and _too_long(one.value):
        hint = f"{hint}. {KEPT_AS_IT_IS}" if hint else KEPT_AS_IT_IS
    if hint:
        block["hint"] = plain_text(hint, VIEW_LABEL)
    return block


def _element(one: Input) -> Json:
    match one.kind:
        case "text" | "long_text":
            return _words(one)
        case "date":
            element: Json = {"type": "datepicker"}
            return {**element, "initial_date": one.value} if one.value else element
        case "choice":
            return _choice(one)
        case "choices":
            return _choices(one)


def _too_long(text: str) -> bool:
    return len(text.encode("utf-16-le")) // 2 > INPUT_TEXT


def _words(one: Input) -> Json:
    """What stands already is shown whole or not at all: shown in part, saving would cut it."""
    longest = min(max(one.max_length, len(one.value)), INPUT_TEXT)
    element: Json = {
        "type": "plain_text_input",
        "multiline": one.kind == "long_text",
        "max_length": longest,
    }
    if one.value and not _too_long(one.value):
        element["initial_value"] = one.value
    return element


def _choice(one: Input) -> Json:
    options = [_option(option) for option in one.options[:SELECT_OPTIONS]]
    element: Json = {"type": "static_select", "options": options}
    chosen = [option for option in options if option["value"] == one.value]
    return {**element, "initial_option": chosen[0]} if chosen else element


def _choices(one: Input) -> Json:
    options = [_option(option) for option in one.options[:SELECT_OPTIONS]]
    kind = "checkboxes" if len(options) <= CHECKBOXES else "multi_static_select"
    element: Json = {"type": kind, "options": options}
    values = one.value.split(",")
    chosen = [option for option in options if option["value"] in values]
    return {**element, "initial_options": chosen} if chosen else element


def _option(option: Option) -> Json:
    if len(option.value) > OPTION_VALUE:
        raise ValueError("an option carries more than Slack takes: options carry ids, never words")
    return {"text": plain_text(option.label, OPTION_TEXT), "value": option.value}


def _value(element: dict[str, Any]) -> str:
    """What one element holds, as forms write it: choices joined by commas, dates as ISO."""
    match element.get("type"):
        case "static_select":
            return str((element.get("selected_option") or {}).get("value", ""))
        case "checkboxes" | "multi_static_select":
            chosen = element.get("selected_options") or ()
            return ",".join(str(option["value"]) for option in chosen)
        case "datepicker":
            return element.get("selected_date") or ""
        case _:
            return element.get("value") or ""
