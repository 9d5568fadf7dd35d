"""Forms as cards: within the limits, and back again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.messages import Form, Input, Option, Pressed, Submitted
from bot.platforms.teams import actions, render
from tests.fakes.card_parser import CardParser
from tests.fakes.card_rules import card_faults, parts_of
from tests.fakes.card_screen import shown
from tests.fakes.card_story import FILLED, story
from tests.unit.wording import forms

drawn = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FORMS = story().forms
BY = Pressed(verb="update_form", item="PA1-1.1.1", message_id="17")


def sent(card: dict[str, Any], **typed: str) -> dict[str, Any]:
    """What comes back when a form's first action is pressed: its data, and every input beside it."""
    entered = {one["id"]: one.get("value", "") for one in parts_of(card) if "id" in one}
    action = next(one for one in parts_of(card) if one["type"] == "Action.Execute")
    return {**action["data"], **entered, **typed}


def form_of(*inputs: Input, value: str = "PA1-1.1.1") -> Form:
    return Form(name="update", title="Update", inputs=inputs, value=value)


def text(name: str = "position", **given: Any) -> Input:
    return Input(name=name, label="Now", kind="long_text", **given)


@drawn
@given(forms())
def test_any_form_is_within_the_limits_and_comes_back_as_it_was(
    parser: CardParser, form: Form
) -> None:
    card = render.form(form, nonce="n1", opened_by=BY)
    assert card_faults(card, most=70_000) == []
    assert parser.faults(card) == []
    submitted = actions.read(sent(card), "17")
    assert isinstance(submitted, Submitted)
    assert (submitted.form, submitted.value) == (form.name, form.value)
    kept = {one.name: one.value.replace("\r\n", "\n").replace("\r", "\n") for one in form.inputs}
    for name, value in submitted.fields.items():
        assert value in (kept[name], "")
    assert submitted.fields.keys() == kept.keys()
    assert sum(len(value) for value in kept.values()) > 6_000 or submitted.fields == kept


@drawn
@given(forms())
def test_what_was_filled_in_stands_there_again_whatever_was_wrong(form: Form) -> None:
    typed = Submitted(form=form.name, value="PA1-1.1.1@before", fields={"f0": "typed"})
    errors = {"f0": "Shorten it.", "gone": "Reported meanwhile."}
    card = render.form(form, opened_by=BY, again=typed, errors=errors)
    assert card_faults(card) == []
    value = sent(card)
    again = actions.read(value)
    assert isinstance(again, Submitted)
    assert again.value == "PA1-1.1.1@before"
    if form.inputs[0].kind in ("text", "long_text"):
        assert again.fields["f0"] == "typed"
    assert actions.opened_by(value, "17") == BY
    lines = shown(card).splitlines()
    assert lines.index("⚠ Reported meanwhile.") < lines.index("⚠ Shorten it.")
    assert lines.count("⚠ Shorten it.") == 1


@pytest.mark.parametrize("name", FORMS)
def test_the_bots_own_forms_are_without_fault(parser: CardParser, name: str) -> None:
    card = render.form(FORMS[name], nonce="n" * 32, opened_by=BY)
    assert card_faults(card, most=25_000) == []
    assert parser.faults(card) == []


def test_the_update_form_asks_for_all_of_it_and_brings_it_back() -> None:
    card = render.form(FORMS["update"], opened_by=BY)
    asked = [part["label"] for part in parts_of(card) if "label" in part]
    assert asked == [
        "Colour", "Where it stands", "Next steps", "At risk", "You now expect it by",
        "If it is not fixed", "Back to green", "Milestones now done", "Help or decision wanted",
        "Evidence",
    ]  # fmt: skip
    read = actions.read(sent(card, **FILLED, milestones="1"))
    assert isinstance(read, Submitted)
    assert read.fields == {**FILLED, "milestones": "1", "evidence": ""}


def test_a_field_that_must_be_filled_in_says_what_is_missing() -> None:
    redate = render.form(FORMS["redate"])
    needed = {p["id"]: p["errorMessage"] for p in parts_of(redate) if p.get("isRequired")}
    assert needed == {
        "new_date": "Give a day.",
        "reason": "Say why in a line: it goes to the person who asked.",
    }


def test_what_is_too_long_to_show_is_left_to_stand_and_said() -> None:
    held = [text(f"f{n}", value="x" * 4_000 * (n + 1)) for n in range(4)]
    card = render.form(form_of(*held))
    values = {p["id"]: len(p.get("value", "")) for p in parts_of(card) if "id" in p}
    assert values == {"f0": 4_000, "f1": 8_000, "f2": 0, "f3": 0}
    assert shown(card).count("leave this empty to keep it") == 2


def test_a_choice_that_must_be_made_is_seen_whole_and_one_that_may_be_left_can_be_left() -> None:
    options = tuple(Option(value=one, label=one.title()) for one in ("red", "green"))
    made = Input(name="made", label="x", kind="choice", options=options, required=True)
    left = Input(name="left", label="x", kind="choice", options=options)
    card = render.form(form_of(made, left))
    styles = {part["id"]: part["style"] for part in parts_of(card) if "choices" in part}
    assert styles == {"made": "expanded", "left": "compact"}


def test_a_date_that_is_none_is_not_shown_as_one(parser: CardParser) -> None:
    day = Input(name="forecast", label="By", kind="date")
    typed = Submitted(form="update", value="x", fields={"forecast": "end of November"})
    card = render.form(form_of(day), again=typed, errors={"forecast": "Write a day."})
    assert "end of November" not in shown(card)
    assert parser.faults(card) == []


@pytest.mark.parametrize("name", ["sendbot", ""])
def test_an_input_never_stands_in_the_way_of_what_the_card_carries(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be told apart"):
        render.form(form_of(text(name)))


def test_a_form_never_carries_words() -> None:
    with pytest.raises(ValueError, match="more than ids"):
        render.form(form_of(text(), value="x" * 3_000))
    words = Input(name="c", label="c", kind="choice", options=(Option(value="a, b", label="x"),))
    with pytest.raises(ValueError, match="choices carry ids"):
        render.form(form_of(words))
