"""The people file: as spreadsheets save it, taken whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.errors import PlanRefused
from bot.domain.people import Address, Pattern, Place, Role
from config.people_file import read_people


def write(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_every_column(tmp_path: Path) -> None:
    (row,) = read_people(
        write(
            tmp_path,
            "Name,E-mail,Organisation,Role,Job title,Connection,Address,Connection 2,Address 2,"
            "Working pattern,Chairs,Partnership lead of,Delegate for,Known as\n"
            'Ada Quill,ada@tarn.example,Council,Programme office,"Head of Plans, North",council,U1,nhs,29:1a,'
            '"Mon-Wed, term time only",ELG; BOARD,PA1,Del Rowe;Cy Marsh,Head of Plans\n',
        )
    )
    assert row.where == "people.csv, row 2"
    assert (row.name, row.email, row.organisation) == ("Ada Quill", "ada@tarn.example", "Council")
    assert row.title == "Head of Plans, North"
    assert row.roles == {Role.PROGRAMME_OFFICE}
    assert row.addresses == (
        Address(connection="council", place=Place.DM, native="U1"),
        Address(connection="nhs", place=Place.DM, native="29:1a"),
    )
    assert row.pattern == Pattern(weekdays=frozenset({0, 1, 2}), term_time_only=True)
    assert row.chairs == ("ELG", "BOARD")
    assert row.partnership_leads == ("PA1",)
    assert row.delegate_for == ("Del Rowe", "Cy Marsh")
    assert row.known_as == ("Head of Plans",)
    assert row.doubts == ()
    assert row.leads is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [["Full name", "Employer"], ["Zoë Quill", "Council"], [], ["Del Rowe", "NHS"]]
    text = "\r\n".join(delimiter.join(cells) for cells in lines) + "\r\n"
    rows = read_people(write(tmp_path, text, encoding=encoding))
    assert [(r.name, r.organisation) for r in rows] == [
        ("Zoë Quill", "Council"),
        ("Del Rowe", "NHS"),
    ]
    assert rows[1].where == "people.csv, row 4"


def test_a_name_in_two_columns(tmp_path: Path) -> None:
    (row,) = read_people(write(tmp_path, "First name,Surname\nAda,Quill\n"))
    assert row.name == "Ada Quill"


def test_columns_that_are_not_needed_are_left_out_and_named(tmp_path: Path) -> None:
    rows = read_people(write(tmp_path, "Name,Phone,Home address\nAda Quill,01,x\nDel Rowe,02,y\n"))
    assert rows[0].doubts == ("Not read, because the work does not need it: Phone, Home address.",)
    assert rows[1].doubts == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "people.csv is empty"),
        ("\n,,\n", "people.csv is empty"),
        ("Name,E-mail\n", "people.csv holds headings and no people"),
        ("Ada Quill,Council\nDel Rowe,NHS\n", 'row 1: there is no column "name"'),
        ("Name,Delegatefor\nA B,C\n", 'row 1: there is no column "Delegatefor". Did you mean "delegate for"?'),
        ("Name,Role,Programme role\nA B,,\n", "two columns mean role; keep one of them"),
        ("Name,E-mail\n,a@b.example\n", "people.csv, row 2 has no name"),
        ("Name,E-mail\nA B,nowhere\n", 'row 2: email is "nowhere"; an e-mail address looks like name@example.org.'),
        ("Name,Role\nA B,King\n", 'row 2: role is "King"; a role is programme_office or member'),
        ("Name,Works\nA B,Caturday\n", 'row 2: pattern is "Caturday"; write the working days'),
        ("Name,Works\nA B,Fri-Mon\n", "write the working days"),
        ("Name,Works\nA B,C\n".replace("C", "Mon,Tue"), "row 2 has more cells than there are headings"),
        ("Name\nAda Quill\nMs Ada  Quill\n", "people.csv, row 3: Ms Ada Quill stands here a second time (the first is people.csv, row 2)"),
        ("Name,E-mail\nA B,a@b.example\nC D,A@b.example\n", "row 3: A@b.example belongs to A B already"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_its_row(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_people(write(tmp_path, text))
    assert said in refused.value.sentence
    assert refused.value.sentence.startswith("people.csv")
    assert refused.value.sentence.endswith((".", "?"))


def test_namesakes_with_addresses_of_their_own_are_two_people(tmp_path: Path) -> None:
    rows = read_people(write(tmp_path, "Name,Email\nA B,one@b.example\nA B,two@b.example\n"))
    assert len(rows) == 2


def test_a_file_that_is_not_there_or_no_csv(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="There is no people file"):
        read_people(tmp_path / "none.csv")
    workbook = tmp_path / "people.csv"
    workbook.write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(PlanRefused, match="not a CSV file, whatever its name says"):
        read_people(workbook)
    with pytest.raises(PlanRefused, match="could not be read"):
        read_people(tmp_path)
