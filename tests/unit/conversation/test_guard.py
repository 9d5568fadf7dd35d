"""R15: a child's data is seen before it is stored, and ordinary talk passes."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from bot.conversation.guard import Unsafe, scan

COLLEAGUES = ("Ada Quill", "Del Rowe", "Priya Nair")
ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "guard.jsonl").read_text("utf-8").splitlines()
]


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


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_each_message_is_refused_for_its_reason_or_passes(row: dict[str, object]) -> None:
    names = row["names"]
    assert isinstance(names, list)

    breach = scan(str(row["text"]), names)

    assert (breach.code.value if breach else None) == row["breach"]


@pytest.mark.parametrize(
    "text",
    [
        "Tom's placement paper",
        "Tom K's placement",
        "Tom Okonjo's placement",
        "thanks Leanne, appeal lodged",
        "Leanne in legal has the appeal",
        "placement for Lincoln",
        "placement for Lincoln B",
        "Lincoln's mum wants a placement",
    ],
)
def test_a_shared_first_name_is_the_colleagues_unless_more_is_said(text: str) -> None:
    passes = {
        "Tom's placement paper",
        "thanks Leanne, appeal lodged",
        "Leanne in legal has the appeal",
        "placement for Lincoln",
    }

    assert (scan(text, ("Tom Bradley",)) is None) == (text in passes)


@pytest.mark.parametrize(
    "unit",
    [
        "Kofi placement ",
        "Kofi M, ",
        "x ",
        "dob ",
        "12/03/2014 ",
        "SN1 2JH ",
        "9 ",
        "A-",
        "'s",
        "for ",
    ],
)
def test_a_long_message_takes_time_in_its_length(unit: str) -> None:
    begun = time.process_time()
    scan(unit * (100_000 // len(unit)), COLLEAGUES)

    assert time.process_time() - begun < 4


def test_a_pupil_number_needs_its_check_letter() -> None:
    digits = "801200001001"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    right = "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23]
    wrong = "B" if right != "B" else "C"

    breach = scan(f"pupil {right}{digits}", ())

    assert breach is not None
    assert breach.code is Unsafe.UPN
    assert scan(f"order {wrong}{digits}", ()) is None
