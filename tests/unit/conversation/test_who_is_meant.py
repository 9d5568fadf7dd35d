"""A bare name for the cover of a leave, and which of several who bear it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.answering import choose
from bot.conversation.covers import read_cover_named
from bot.conversation.readings import Context
from bot.conversation.which_person import typed_person
from bot.domain.commands import Choice, NameCover, Part, RequestReassign

CONTEXT = Context(
    today=date(2023, 10, 26),
    pending_ref=None,
    people=("Ada Quill", "Ivy Marlow", "Ben Oakley", "Will Dunn", "Amber Rowe"),
)
CHOICES = (
    Choice(value="4", label="Ben Oakley (Council)"),
    Choice(value="9", label="Ben Tull (NHS)"),
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ivy", "Ivy"),
        ("Ivy then", "Ivy"),
        ("make it Ivy", "Ivy"),
        ("ok, ivy please", "Ivy"),
        ("Ben Oakley", "Ben Oakley"),
        ("sorry, make it ben oakley", "Ben Oakley"),
        ("Will", "Will"),
        ("Amber Rowe", "Amber Rowe"),
        ("make it amber", None),
        ("green", None),
        ("will do", None),
        ("thanks", None),
        ("Ivy rebooks it on Friday", None),
        ("Dana Holt", None),
    ],
)
def test_a_bare_name_is_a_colleagues(text: str, name: str | None) -> None:
    assert read_cover_named(text, CONTEXT, asked=False) == name


def test_where_it_was_asked_a_stranger_may_be_named() -> None:
    assert read_cover_named("Sarah Holt", CONTEXT, asked=True) == "Sarah Holt"
    assert read_cover_named("two vacancies", CONTEXT, asked=True) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("Ben Tull", "9"), ("the NHS one", "9"), ("Oakley", "4"), ("Ben", None), ("neither", None)],
)
def test_which_of_them_can_be_typed(text: str, value: str | None) -> None:
    assert typed_person(Part(code="which_person", choices=CHOICES), text) == value


def test_the_answer_names_the_cover_or_the_new_lead_of_every_action() -> None:
    cover = Part(code="which_person", choices=CHOICES, values={"for": "cover", "name": "Ben"})
    assert choose((cover,), 0, "9").commands == (NameCover(cover="Ben Tull (NHS)", person_id=9),)
    lead = Part(
        code="which_person",
        choices=CHOICES,
        values={"for": "lead", "name": "Ben", "keys": "PA1-1.1.1,PA1-1.1.2"},
    )
    assert choose((lead,), 0, "4").commands == tuple(
        RequestReassign(key=key, new_owner="Ben Oakley (Council)", person_id=4)
        for key in ("PA1-1.1.1", "PA1-1.1.2")
    )
