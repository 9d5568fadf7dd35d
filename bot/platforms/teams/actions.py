"""What an action of a card carries, and what its press or submission says.

An action carries ids and never words, all of them in one place among its data, since a card's inputs come
back beside it. ``Action.Execute`` brings its data inside ``value["action"]``, the ``Action.Submit`` that
older clients show instead brings them as ``value`` itself: both are read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.messages import Button, Form, Pressed, Submitted
from bot.platforms.teams.elements import Json
from bot.platforms.teams.limits import ACTION_DATA, NONCE, letters, size

#: The verbs of ``Action.Execute``: there are no others.
PRESS, SUBMIT, CLOSE = "press", "submit", "close"
#: Where in an action's data its ids stand. No input of a form is called so.
PLACE = "sendbot"


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A form that was put away unfilled: what stood there before stands there again. Nothing for the
    record, so no ``Content``."""

    message_id: str | None = None


# --- what is carried ------------------------------------------------------------------------------


def press_data(button: Button, nonce: str) -> Json:
    """What a button carries.

    :raises ValueError: it is more than ids.
    """
    return _data([PRESS, nonce, button.verb, button.value, button.item], button.verb)


def submit_data(form: Form, nonce: str, opened_by: Pressed | None) -> Json:
    """What a form's sending carries: what is its own, the names of its inputs, what it was opened by.

    :raises ValueError: it is more than ids, or an input has no name that it could come back under.
    """
    names = [one.name for one in form.inputs]
    if PLACE in names or "" in names or len(set(names)) != len(names):
        raise ValueError(f"the inputs of the form {form.name} cannot be told apart")
    by = None if opened_by is None else [opened_by.verb, opened_by.value, opened_by.item]
    return _data([SUBMIT, nonce, form.name, form.value, names, by], form.name)


def close_data(nonce: str) -> Json:
    return _data([CLOSE, nonce], CLOSE)


def _data(carried: Sequence[object], what: str) -> Json:
    data: Json = {PLACE: list(carried)}
    if letters(str(carried[1])) > NONCE:
        raise ValueError(f"a nonce has at most {NONCE} letters")
    if size(data) // 2 > ACTION_DATA:
        raise ValueError(f"the action {what} carries more than ids")
    return data


# --- what comes back ------------------------------------------------------------------------------


def read(
    value: Mapping[str, object], message_id: str | None = None
) -> Pressed | Submitted | Closed | None:
    """What was done on a card, from an activity's ``value``; ``None`` for what is not of ours.

    Of a form every field comes back: one that was left empty, or that did not come, as "".

    :param message_id: the activity's ``replyToId``, the message that the card stands in.
    """
    data = _held(value)
    match _carried(data):
        case [str(kind), str(), str(verb), str(carried), str() | None as item] if kind == PRESS:
            return Pressed(verb=verb, value=carried, item=item, message_id=message_id)
        case [str(kind), str(), str(form), str(carried), [*names], _] if kind == SUBMIT:
            fields = {name: _text(data.get(name)) for name in names if isinstance(name, str)}
            return Submitted(form=form, value=carried, fields=fields)
        case [str(kind), str()] if kind == CLOSE:
            return Closed(message_id=message_id)
        case _:
            return None


def nonce(value: Mapping[str, object]) -> str:
    """The nonce of the card that was pressed or submitted, as it was given to the renderer; else ""."""
    match _carried(_held(value)):
        case [_, str(found), *_]:
            return found
        case _:
            return ""


def opened_by(value: Mapping[str, object], message_id: str | None = None) -> Pressed | None:
    """The press that a submitted form was opened by, as it was given to the renderer: pressed again it
    gives the form again, to be shown with what is wrong in it."""
    match _carried(_held(value)):
        case [str(kind), _, _, _, _, [str(verb), str(carried), str() | None as item]] if (
            kind == SUBMIT
        ):
            return Pressed(verb=verb, value=carried, item=item, message_id=message_id)
        case _:
            return None


def _held(value: Mapping[str, object]) -> Mapping[str, object]:
    """The data, with the inputs, in either form of a value."""
    action = value.get("action")
    if isinstance(action, Mapping):
        data = action.get("data")
        return data if isinstance(data, Mapping) else {}
    return value


def _carried(data: Mapping[str, object]) -> list[object]:
    found = data.get(PLACE)
    return found if isinstance(found, list) else []


def _text(given: object) -> str:
    """What was filled in. Line ends are the same from every client."""
    return given.replace("\r\n", "\n").replace("\r", "\n") if isinstance(given, str) else ""
