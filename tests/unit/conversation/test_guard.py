"""R15: a child's data is seen before it is stored, and ordinary talk passes."""

from __future__ import annotations

import pytest

from bot.conversation.guard import Unsafe, scan

COLLEAGUES = ("Ada Quill", "Del Rowe", "Priya Nair")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the number is 943 476 5919", Unsafe.NHS_NUMBER),
        ("9434765919 still waiting", Unsafe.NHS_NUMBER),
        ("amber because of Jayden M's tribunal", Unsafe.CHILD_CASE),
        ("kai's placement fell through", Unsafe.CHILD_CASE),
        ("waiting on Tyler's new placement", Unsafe.CHILD_CASE),
        ("exclusion of Harvey last week", Unsafe.CHILD_CASE),
        ("Maisie is going to tribunal", Unsafe.CHILD_CASE),
        ("held up by Oluwaseun's appeal", Unsafe.CHILD_CASE),
        ("DoB 12/03/2014", Unsafe.BIRTH_DATE),
        ("Zainab (04/11/2013) has no school", Unsafe.BIRTH_DATE),
        ("Ollie lives at NG2 7QP", Unsafe.POSTCODE),
    ],
)
def test_what_may_identify_a_child_is_refused(text: str, code: Unsafe) -> None:
    breach = scan(text, COLLEAGUES)

    assert breach is not None
    assert breach.code is code


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1 amber, tribunal backlog growing",
        "PA1-1.1.1 green, 943 476 5918 is no valid number",
        "call 0115 977 3000 or +44 20 7946 0018",
        "Priya's tribunal paper is late",
        "Del Rowe leads appeals now",
        "the exclusion rate is up; Mansfield's exclusion data is due",
        "County Hall, NG2 7QP",
        "Children's placement sufficiency strategy",
        "appeal by Friday, May tribunal listed",
        "Priya to finish the guidance by 06/10/2023",
        "Ms Green's placement panel met",
    ],
)
def test_ordinary_words_pass(text: str) -> None:
    assert scan(text, COLLEAGUES) is None


def test_a_pupil_number_needs_its_check_letter() -> None:
    digits = "801200001001"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    right = "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23]
    wrong = "B" if right != "B" else "C"

    breach = scan(f"pupil {right}{digits}", ())

    assert breach is not None
    assert breach.code is Unsafe.UPN
    assert scan(f"order {wrong}{digits}", ()) is None
