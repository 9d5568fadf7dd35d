"""Forms as modals: within Slack's limits, and back again."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.messages import FieldErrors, Form, Input, Option
from bot.domain.people import Address, Place
from bot.platforms.slack.modal import error_response, modal, read_modal
from tests.fakes.slack_local import filled, standing
from tests.fakes.slack_rules import view_faults

Kind = Literal["text", "long_text", "choice", "choices", "date"]
KINDS: tuple[Kind, ...] = ("text", "long_text", "choice", "choices", "date")
DM = Address(connection="west", place=Place.DM, native="U1")
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
named = text.filter(str.strip)
options = st.lists(
    st.builds(Option, value=st.uuids().map(str), label=named), min_size=1, max_size=12
).map(tuple)


@st.composite
def inputs(draw: st.DrawFn, name: str) -> Input:
    kind: Kind = draw(st.sampled_from(KINDS))
    choices = draw(options) if kind in ("choice", "choices") else ()
    values = [option.value for option in choices]
    value = {
        "choice": st.sampled_from([*values, ""]),
        "choices": st.lists(st.sampled_from(values or [""]), unique=True).map(
            lambda chosen: ",".join(v for v in values if v in chosen)
        ),
        "date": st.sampled_from(["", "2023-11-30"]),
    }.get(kind, text.flatmap(lambda one: st.integers(1, 30).map(lambda n: one * n)))
    return Input(
        name=name, label=draw(named), kind=kind, options=choices, value=draw(value),
        required=draw(st.booleans()), max_length=draw(st.integers(1, 5000)), hint=draw(text),
    )  # fmt: skip


@st.composite
def forms(draw: st.DrawFn) -> Form:
    return Form(
        name="update",
        title=draw(named),
        inputs=tuple(draw(inputs(f"f{n}")) for n in range(draw(st.integers(1, 5)))),
        value="PA1-1.1.1",
    )


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
    assert (submitted.form, submitted.value, where, thread) == ("update", "PA1-1.1.1", DM, "1.2")
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
