"""What a card's actions carry comes back, from either kind of action, and nothing else is taken for it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.messages import Button, Buttons, Form, Input, OutboundMessage, Pressed, Submitted
from bot.platforms.teams import actions, render
from bot.platforms.teams.actions import CLOSE, PRESS, SUBMIT, Closed
from tests.fakes.card_rules import parts_of
from tests.unit.wording import buttons

FORM = Form(
    name="redate", title="Date", value="PA1-1.1.1",
    inputs=(Input(name="new_date", label="Day", kind="date"),
            Input(name="reason", label="Why", kind="text")),
)  # fmt: skip


def card_of(button: Button, nonce: str = "n1") -> dict[str, Any]:
    message = OutboundMessage(blocks=(Buttons(buttons=(button,)),), summary="s")
    return render.card(message, nonce=nonce)


def actions_of(card: dict[str, Any]) -> list[Any]:
    return [part for part in parts_of(card) if part["type"] == "Action.Execute"]


def invoked(action: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """An invoke's value: what ``Action.Execute`` brings."""
    told = {"type": "Action.Execute", "id": "", "verb": action["verb"]}
    return {"action": {**told, "data": {**action["data"], **inputs}}, "trigger": "manual"}


def submitted(action: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """A message's value: what the fallback's ``Action.Submit`` brings."""
    fallback = action["fallback"]
    assert fallback["type"] == "Action.Submit"
    return {**fallback["data"], **inputs}


@given(buttons, st.booleans())
def test_a_pressed_button_gives_back_what_it_carried(button: Button, old: bool) -> None:
    (action,) = actions_of(card_of(button))
    value = submitted(action) if old else invoked(action)
    assert actions.read(value, "17") == Pressed(
        verb=button.verb, value=button.value, item=button.item, message_id="17"
    )
    assert actions.nonce(value) == "n1"
    assert actions.opened_by(value) is None


@pytest.mark.parametrize("bring", [invoked, submitted])
def test_a_form_gives_back_every_field_of_its_own_and_no_other(bring: Any) -> None:
    by = Pressed(verb="redate_form", item="PA1-1.1.1", message_id="17")
    send, close = actions_of(render.form(FORM, nonce="n2", opened_by=by))
    value = bring(send, reason="Late\r\nagain", other="x", new_date=None)
    assert actions.read(value) == Submitted(
        form="redate", value="PA1-1.1.1", fields={"new_date": "", "reason": "Late\nagain"}
    )
    assert actions.nonce(value) == "n2"
    assert actions.opened_by(value, "17") == by
    assert actions.read(bring(close, reason="typed"), "17") == Closed(message_id="17")
    assert actions.nonce(bring(close)) == "n2"


def test_a_form_that_nothing_opened_says_so() -> None:
    send, _ = actions_of(render.form(FORM))
    assert actions.opened_by(invoked(send)) is None


def test_only_sending_a_form_looks_at_its_inputs() -> None:
    send, close = actions_of(render.form(FORM))
    assert (send["verb"], close["verb"]) == (SUBMIT, CLOSE)
    assert "associatedInputs" not in send
    assert close["associatedInputs"] == close["fallback"]["associatedInputs"] == "none"
    assert actions_of(card_of(Button(label="x", verb="undo")))[0]["verb"] == PRESS


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"action": None},
        {"action": {"verb": "press"}},
        {"action": {"data": []}},
        {"sendbot": None},
        {"sendbot": "press"},
        {"sendbot": []},
        {"sendbot": ["press"]},
        {"sendbot": ["press", "n", "report", "red"]},
        {"sendbot": ["press", "n", "report", "red", 3]},
        {"sendbot": ["press", "n", "report", ["red"], None]},
        {"sendbot": ["submit", "n", "update", "x", "position", None]},
        {"sendbot": ["close"]},
        {"sendbot": ["open", "n"]},
        {"press": ["report", "red"]},
    ],
)
def test_what_is_not_ours_is_nothing(value: dict[str, Any]) -> None:
    assert actions.read(value) is None
    assert actions.opened_by(value) is None


@given(st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner)))
def test_whatever_stands_in_its_place_raises_nothing(carried: Any) -> None:
    for value in ({"sendbot": carried}, {"action": {"data": {"sendbot": carried}}}):
        assert actions.read(value) is None or carried[0] in (PRESS, SUBMIT, CLOSE)
        assert isinstance(actions.nonce(value), str)


def test_a_button_never_carries_words() -> None:
    with pytest.raises(ValueError, match="more than ids"):
        card_of(Button(label="Undo", verb="undo", value="x" * 3_000))


def test_a_nonce_is_short() -> None:
    with pytest.raises(ValueError, match="at most 32"):
        card_of(Button(label="Undo", verb="undo"), nonce="n" * 33)
