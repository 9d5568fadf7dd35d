"""Files that are no plan, are broken or were made to do harm: one clear sentence each, soon and in little memory."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.documents.plan_file import read_plan
from bot.domain.errors import PlanRefused
from tests.fakes.plan_files import (
    UP,
    Text,
    Value,
    bullet,
    heading,
    replace_part,
    table,
    write_csv,
    write_excel,
    write_word,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048
ROWS = [["Ref", "Action", "Lead", "Due"], ["1.1", "Train staff", "Ada Quill", "May 2027"]]
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)


def good_word(folder: Path) -> Path:
    return write_word(folder / "plan.docx", [table(*ROWS)])


def good_excel(folder: Path) -> Path:
    return write_excel(folder / "plan.xlsx", {"Plan": ROWS})


def refusal(path: Path) -> str:
    """The sentence of the refusal; it is one, it names the file, and it cost little time and memory."""
    tracemalloc.start()
    start = time.process_time()
    try:
        with pytest.raises(PlanRefused) as refused:
            read_plan(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.process_time() - start < 20
    assert peak < 200 * 1024 * 1024
    sentence = refused.value.sentence
    assert path.name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Error" not in sentence
    return sentence


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_good_files_are_read_so_that_what_is_refused_below_is_the_harm(tmp_path: Path) -> None:
    assert len(read_plan(good_word(tmp_path)).actions) == 1
    assert len(read_plan(good_excel(tmp_path)).actions) == 1


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("plan.doc", OLE, "old Word format"),
        ("plan.xls", OLE, "old Excel format"),
        ("plan.docx", OLE, "password"),
        ("plan.xlsx", OLE, "password"),
        ("plan.docm", b"PK", "macros"),
        ("plan.xlsm", b"PK", "macros"),
        ("plan.pdf", b"%PDF-1.7", "PDF"),
        ("plan.txt", b"Ref,Action", "not a Word, Excel or CSV file"),
        ("plan", b"Ref,Action", "not a Word, Excel or CSV file"),
        ("plan.docx", b"", "empty"),
        ("plan.docx", b"not a zip at all", "damaged"),
        ("plan.csv", b"\x00\x01\x02binary\x00" * 50, "not a CSV file"),
        ("plan.csv", b"dear all,\nplease find attached\n", "no plan"),
    ],
)
def test_the_wrong_kind_of_file(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    assert says in refusal(write(tmp_path / name, data))


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "missing.docx")
    (tmp_path / "folder.docx").mkdir()
    assert "is a folder" in refusal(tmp_path / "folder.docx")


@pytest.mark.parametrize("make", [good_word, good_excel])
def test_a_file_cut_short(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    path.write_bytes(path.read_bytes()[:-900])
    assert "damaged" in refusal(path)


@pytest.mark.parametrize("make", [good_word, good_excel])
def test_a_file_with_damaged_bytes_inside(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    name = "word/document.xml" if path.suffix == ".docx" else "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(name)
        start = info.header_offset + 30 + len(info.filename)
    data = bytearray(path.read_bytes())
    data[start + 10 : start + 60] = b"\xff" * 50
    path.write_bytes(bytes(data))
    assert "damaged" in refusal(path)


@pytest.mark.parametrize("make", [good_word, good_excel])
def test_xml_that_does_not_end(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    name = "word/document.xml" if path.suffix == ".docx" else "xl/workbook.xml"
    assert "damaged" in refusal(replace_part(path, name, b"<document><body>"))


def test_an_entity_bomb_is_not_opened(tmp_path: Path) -> None:
    path = replace_part(good_word(tmp_path), "word/document.xml", LAUGHS)
    assert "document type" in refusal(path)
    path = replace_part(good_excel(tmp_path), "xl/sharedStrings.xml", LAUGHS)
    assert "document type" in refusal(path)


@pytest.mark.parametrize("make", [good_word, good_excel])
def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    name = "word/document.xml" if path.suffix == ".docx" else "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/bomb.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(210):
            part.write(b"\0" * 1024 * 1024)
    assert "limit" in refusal(path)
    path = replace_part(make(tmp_path), name, b"<x>" + b" " * (8 * 1024 * 1024) + b"</x>")
    assert "limit" in refusal(path)


def test_two_hundred_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    with path.open("wb") as handle:
        handle.truncate(200 * 1024 * 1024)
    assert "larger than" in refusal(path)
    assert "larger than" in refusal(path.rename(tmp_path / "plan.csv"))


def test_macros_hidden_behind_a_harmless_name(tmp_path: Path) -> None:
    path = replace_part(good_word(tmp_path), "word/vbaProject.bin", b"macro")
    assert "macros" in refusal(path)


def test_a_zip_that_is_no_office_file_and_the_wrong_office_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "not a Word or Excel file" in refusal(path)
    wrong = good_excel(tmp_path).rename(tmp_path / "sheet.docx")
    assert "no Word document" in refusal(wrong)


def test_an_encrypted_zip_entry(tmp_path: Path) -> None:
    path = good_word(tmp_path)
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    path.write_bytes(bytes(data))
    assert "password" in refusal(path)


def test_a_table_without_recognisable_headings(tmp_path: Path) -> None:
    rows = [["Apples", "Pears", "Plums"], ["1", "2", "3"], ["4", "5", "6"]]
    said = refusal(write_excel(tmp_path / "fruit.xlsx", {"Fruit": rows}))
    assert "“Apples”" in said
    assert "Ref, Action, Lead and Completion date" in said
    assert "“Apples”" in refusal(write_csv(tmp_path / "fruit.csv", rows))
    assert "table 1" in refusal(write_word(tmp_path / "fruit.docx", [table(*rows)]))


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert "no plan" in refusal(write_excel(tmp_path / "empty.xlsx", {"Sheet1": [[""]]}))


def test_a_header_without_actions(tmp_path: Path) -> None:
    assert "no plan" in refusal(write_excel(tmp_path / "bare.xlsx", {"Sheet1": ROWS[:1]}))


def test_letters_and_minutes_are_no_plans(tmp_path: Path) -> None:
    letter = [
        Text(text="Update for stakeholders", level=0),
        heading("Outcome of the review"),
        Text(text="The reviewers were pleased to see:"),
        bullet("better attendance at the board"),
        bullet("more plans on time: 12% in May"),
        heading("What we have done"),
        bullet("We hired two writers (May 2026)."),
        heading("Any other business"),
        Text(text="None."),
    ]
    assert "no plan" in refusal(write_word(tmp_path / "letter.docx", letter))


def test_a_million_empty_merged_cells_cost_nothing(tmp_path: Path) -> None:
    path = good_excel(tmp_path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    merge = b'<mergeCells count="1"><mergeCell ref="F1:XFD1048576"/></mergeCells>'
    sheet = sheet.replace(b"</sheetData>", b"</sheetData>" + merge)
    start = time.process_time()
    plan = read_plan(replace_part(path, "xl/worksheets/sheet1.xml", sheet))
    assert time.process_time() - start < 5
    assert len(plan.actions) == 1


def test_ten_thousand_actions_are_no_plan(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    row = "1,Train staff in part {0},Ada Quill,May 2027,Step (May 2027),90% by June 2027\n"
    with path.open("w", encoding="utf-8") as handle:
        handle.write("Ref,Action,Lead,Due,Milestones,Measures\n")
        handle.writelines(row.format(n) for n in range(10_050))
    assert "10,000 actions" in refusal(path)


def test_one_cell_merged_down_a_whole_sheet_is_shared_by_nobody(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["Ref", "Action", "Lead", "Due", "Milestones"]]
    rows += [[f"1.{n}", f"Step {n}", "Ada Quill", "May 2027", UP] for n in range(900)]
    rows[1][4] = "Agree it (May 2027)"
    plan = read_plan(write_excel(tmp_path / "tall.xlsx", {"Plan": rows}))
    assert [len(action.milestones) for action in plan.actions[:3]] == [1, 0, 0]
    assert plan.actions[0].milestones[0].shared_with == ()
    assert "left-out" in {finding.code for finding in plan.findings}
