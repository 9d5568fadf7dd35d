"""A neutral form as a card's inputs. What comes back is read in ``actions``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.domain.messages import Form, Heading, Input, Pressed, Run, Submitted
from bot.phrasing.forms import missing
from bot.phrasing.front_door import CANCEL, KEPT_AS_IT_IS
from bot.platforms.teams.actions import CLOSE, SUBMIT, close_data, submit_data
from bot.platforms.teams.blocks import elements, paragraph
from bot.platforms.teams.elements import (
    Json,
    actions,
    choice_input,
    date_input,
    execute,
    rich,
    text_input,
    text_run,
)
from bot.platforms.teams.limits import (
    ACTION_TITLE,
    CARD,
    CHOICE_TITLE,
    CHOICE_VALUE,
    CHOICES,
    FORM_TITLE,
    letters,
    shortened,
    size,
)
from bot.platforms.teams.markup import inert

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRONG = "⚠"
#: So many choices are all seen; more, or one that may be left, stand in a list that opens.
_SPREAD = 6
#: Bytes that the texts standing in a form may take together: those of the record, and what was typed and
#: refused, which no client lets grow so long.
_STANDING, _TYPED = CARD // 2, CARD


def form_body(
    form: Form,
    *,
    nonce: str,
    opened_by: Pressed | None,
    again: Submitted | None,
    errors: Mapping[str, str],
) -> list[Json]:
    """What the form's card holds; see ``render.form``."""
    if again is not None:
        form = _again(form, again)
    names = {one.name for one in form.inputs}
    body = elements([Heading(text=shortened(form.title, FORM_TITLE))], nonce)
    for name, words in errors.items():
        if name not in names:
            body.append(_error(words))
    hidden = _too_long(form, _STANDING if again is None else _TYPED)
    for one in form.inputs:
        body += _shown(one, error=errors.get(one.name), hidden=one.name in hidden)
    body.append(
        actions(
            [
                execute(
                    shortened(form.submit, ACTION_TITLE),
                    verb=SUBMIT,
                    data=submit_data(form, nonce, opened_by),
                    style="positive",
                ),
                execute(CANCEL, verb=CLOSE, data=close_data(nonce), beside_inputs=True),
            ],
            spacing="large",
        )
    )
    return body


def _again(form: Form, filled: Submitted) -> Form:
    """The form as it was sent, to be put right."""
    inputs = tuple(
        replace(one, value=filled.fields.get(one.name, one.value)) for one in form.inputs
    )
    return replace(form, inputs=inputs, value=filled.value)


def _too_long(form: Form, room: int) -> frozenset[str]:
    """Texts that the form has no room for, the longest first. One is shown whole or not at all: shown in
    part, saving would cut it."""
    texts = [one for one in form.inputs if one.kind in ("text", "long_text")]
    texts.sort(key=lambda one: size(one.value))
    fitting = set()
    for one in texts:
        room -= size(one.value)
        if room >= 0:
            fitting.add(one.name)
    return frozenset(one.name for one in texts) - fitting


def _shown(one: Input, *, error: str | None, hidden: bool) -> Iterator[Json]:
    yield {**_element(replace(one, value="") if hidden else one), "spacing": "medium"}
    hint = one.hint
    if hidden:
        hint = f"{hint}. {KEPT_AS_IT_IS}" if hint else KEPT_AS_IT_IS
    if hint:
        for line in paragraph((Run(text=hint, literal=True),), quiet=True):
            yield {**line, "spacing": "none"}
    if error:
        yield _error(error)


def _error(words: str) -> Json:
    """In the theme's own colour, which can always be read; a sign in another stands before it."""
    sign = text_run(f"{_WRONG}\N{NO-BREAK SPACE}", colour="attention")
    return rich([sign, text_run(" ".join(words.split()), strong=True)], spacing="small")


def _element(one: Input) -> Json:
    label = _label(one)
    needed = missing(one) if one.required else None
    match one.kind:
        case "text" | "long_text":
            return text_input(
                one.name,
                label=label,
                value=one.value,
                several_lines=one.kind == "long_text",
                # What stands already may be longer than what can be typed.
                longest=max(one.max_length, letters(one.value)),
                missing=needed,
            )
        case "date":
            day = one.value if _DAY.fullmatch(one.value) else ""
            return date_input(one.name, label=label, value=day, missing=needed)
        case "choice":
            spread = one.required and len(one.options) <= _SPREAD
            return _choices(one, several=False, spread=spread, missing=needed)
        case "choices":
            return _choices(one, several=True, spread=True, missing=needed)


def _choices(one: Input, *, several: bool, spread: bool, missing: str | None) -> Json:
    options = one.options[:CHOICES]
    if any("," in option.value or len(option.value) > CHOICE_VALUE for option in options):
        raise ValueError(f"a choice of {one.name} carries words: choices carry ids")
    wanted = one.value.split(",") if several else [one.value]
    return choice_input(
        one.name,
        label=_label(one),
        value=",".join(option.value for option in options if option.value in wanted),
        choices=[(inert(shortened(o.label, CHOICE_TITLE)) or "…", o.value) for o in options],
        several=several,
        spread=spread,
        missing=missing,
    )


def _label(one: Input) -> str:
    """A field without one would have no name for those who do not see it."""
    return inert(one.label) or "…"
