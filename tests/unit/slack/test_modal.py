"""Forms as modals: within Slack's limits, and back again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from bot.domain.messages import FieldErrors, Form, Input
from bot.domain.people import Address, Place
from bot.platforms.slack.modal import error_response, modal, read_modal
from tests.fakes.slack_local import filled, standing
from tests.fakes.slack_rules import view_faults
from tests.unit.wording import forms

DM = Address(connection="west", place=Place.DM, native="U1")


def sent_back(view: dict[str, Any]) -> dict[str, Any]:
    """The view as Slack sends it when nothing in it was changed."""
    values = {
        block["block_id"]: {
            block["element"]["action_id"]: filled(block["element"], standing(block["element"]))
        }
        for block in view["blocks"]
    }
    return {**view, "id": "V1", "state": {"values": values}}


@settings(max_examples=40, deadline=None)
@given(forms())
def test_any_form_is_within_every_limit_and_comes_back_as_it_was(form: Form) -> None:
    view = modal(form, DM, "1.2")
    assert view_faults(view) == []
    submitted, where, thread = read_modal(sent_back(view), "west", "U1")
    assert (submitted.form, submitted.value, where, thread) == ("update", form.value, DM, "1.2")
    for one in form.inputs:
        fits = len(one.value.encode("utf-16-le")) // 2 <= 3000
        assert submitted.fields[one.name] == (one.value if fits else "")


def test_what_is_too_long_to_show_is_left_to_stand_and_said() -> None:
    form = Form(
        name="update", title="Update",
        inputs=(Input(name="position", label="Now", kind="long_text", value="x" * 4000),),
    )  # fmt: skip
    (block,) = modal(form, DM, None)["blocks"]
    assert "initial_value" not in block["element"]
    assert "leave this empty to keep it" in block["hint"]["text"]


def test_errors_stand_beside_their_fields_and_none_is_lost() -> None:
    form = Form(
        name="redate", title="Date",
        inputs=(Input(name="new_date", label="Day", kind="date"),
                Input(name="reason", label="Why", kind="text")),
    )  # fmt: skip
    told = FieldErrors(errors={"reason": "Say why.", "gone": "Gone.", "new_date": "A day."})
    response = error_response(told, modal(form, DM, None))
    assert response["response_action"] == "errors"
    assert response["errors"] == {"reason": "Say why.", "new_date": "Gone. A day."}


def test_a_form_never_carries_words() -> None:
    form = Form(name="update", title="Update", inputs=(), value="x" * 4000)
    with pytest.raises(ValueError, match="carries more"):
        modal(form, DM, None)
