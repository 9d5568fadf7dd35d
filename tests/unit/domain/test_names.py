"""When two written names are one person: certainly, probably, or not."""

from __future__ import annotations

import pytest

from bot.domain.names import bearing, find, name_key, probably_same, same_name, slug
from bot.domain.people import Person

ADA = Person(id=1, programme_id=1, name="Ada Quill", email="ada@tarn.example")
DEE = Person(id=2, programme_id=1, name="Dee Rowe")
TWIN = Person(id=3, programme_id=1, name="Dee Rowe")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Quill", "  ada   QUILL "),
        ("Ada Quill", "Dr. Ada Quill (Council)"),
        ("Zoë Öst", "Zoe Ost"),
        ("Jac Rout-Lysander", "Jac Rout- Lysander"),
        ("Mary O'Tarn", "Mary O’Tarn"),
    ],
)
def test_the_same_for_certain(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jac Rout-Lysander", "Jaq Rout-Lysander"),
        ("A Quill", "Ada Quill"),
        ("Rob Tarn", "Robert Tarn"),
        ("Ada Quill", "Ada Mary Quill"),
        ("Ada Quil", "Ada Quill"),
        ("Quill Ada", "Ada Quill"),
        ("Ada Qiull", "Ada Quill"),
    ],
)
def test_probably_the_same(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert probably_same(one, other)
    assert probably_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Quill", "Ada Rowe"),
        ("Ada Quill", "Eve Quill"),
        ("Quill", "Ada Quill"),
        ("Ada Mary Quill", "Ada Jane Quill"),
        ("Head of Joint Commissioning", "Head of Therapies Commissioning"),
        ("", "Ada Quill"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not probably_same(one, other)
    assert not probably_same(other, one)


def test_find_says_how_sure_it_is() -> None:
    people = [ADA, DEE, TWIN]
    assert find("Ms Ada Quill", people).person == ADA
    assert find("Somebody Else", people, email="ADA@tarn.example").person == ADA
    shared = find("Dee Rowe", people)
    assert (shared.person, shared.probable, shared.shared) == (None, (DEE, TWIN), True)
    probable = find("A. Quill", people)
    assert (probable.person, probable.probable, probable.shared) == (None, (ADA,), False)
    assert find("Cy Marsh", people).probable == ()


def test_keys_and_slugs() -> None:
    assert name_key("Prof Dr") == ("dr",)
    assert name_key("…") == ()
    assert slug("Dr Zoë Rout-Lysander") == "zoe-rout-lysander"


def test_people_are_greeted_by_first_name_and_posts_by_their_whole_name() -> None:
    assert ADA.first_name == "Ada"
    post = Person(programme_id=1, name="Head of Plans", title="Head of Plans")
    assert post.first_name == "Head of Plans"


def test_whoever_is_typed_by_their_address_is_meant() -> None:
    assert bearing("ADA@tarn.example", [ADA, DEE]) == (ADA,)
    assert bearing("dee@tarn.example", [ADA, DEE]) == ()
