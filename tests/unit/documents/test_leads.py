"""Lead cells as plans write them: one lead for each person, post or organisation."""

from __future__ import annotations

import pytest

from bot.documents.lead_organisations import split_organisations
from bot.documents.leads import Directory, learn, split_leads
from bot.domain.plans import LeadKind, NamedLead

KNOWN = learn(["Ada Quill", "Del Rowe", "Petra Vane", "Head of Plans, Fenshire Council (FC)"], {})


def names(*lines: str, directory: Directory = KNOWN) -> list[str]:
    return [lead.name for lead in split_leads(lines, directory)]


def parts(*lines: str) -> list[tuple[str, str | None, str | None]]:
    return [(x.name, x.role, x.organisation) for x in split_leads(lines, KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill and Del Rowe",
        "Ada Quill & Del Rowe",
        "Ada Quill; Del Rowe",
        "Ada Quill, Del Rowe",
        "Ada Quill/Del Rowe",
        "Ada Quill / Del Rowe",
        "Ada Quill + Del Rowe",
        "Ada Quill | Del Rowe",
        "Ada Quill Del Rowe",
        "(1) Ada Quill; (2) Del Rowe",
        "Leads: Ada Quill and Del Rowe",
        "Ada Quill <ada.quill@fen.example>; Del Rowe <del.rowe@fen.example>",
    ],
)
def test_however_two_leads_are_joined(text: str) -> None:
    assert names(text) == ["Ada Quill", "Del Rowe"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Ada Quill", "Del Rowe"),
        ("Ada Quill", "and", "Del Rowe"),
        ("Ada Quill and", "Del Rowe"),
        ("1. Ada Quill", "2. Del Rowe"),
        ("Ada Quill", "", "Del Rowe", "Ada Quill"),
    ],
)
def test_leads_on_lines_of_their_own_each_once(lines: tuple[str, ...]) -> None:
    assert names(*lines) == ["Ada Quill", "Del Rowe"]


def test_five_names_with_nothing_but_spaces_between_them() -> None:
    joined = "Ada Quill Del Rowe Petra Vane Cy Marsh Jean de la Tour"
    assert names(joined) == ["Ada Quill", "Del Rowe", "Petra Vane", "Cy Marsh", "Jean de la Tour"]


def test_commas_and_ands_inside_job_titles_divide_nothing() -> None:
    assert parts(
        "Ada Quill, Head of Quality, Planning and Review (FC) and Del Rowe, Director, Care (ICB)"
    ) == [
        ("Ada Quill", "Head of Quality, Planning and Review", "FC"),
        ("Del Rowe", "Director, Care", "ICB"),
    ]


def test_a_missing_comma_after_the_name() -> None:
    assert parts("Ada Quill Assistant Director, Plans (FC)") == [
        ("Ada Quill", "Assistant Director, Plans", "FC")
    ]


def test_a_name_and_a_title_broken_across_lines() -> None:
    assert names("Ada Quill-", "Marsh") == ["Ada Quill-Marsh"]
    assert names("Ada Quill- Marsh Del Rowe") == ["Ada Quill-Marsh", "Del Rowe"]
    assert parts("Ada Quill, Head of Maternity", "and Transformation (ICB)") == [
        ("Ada Quill", "Head of Maternity and Transformation", "ICB")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Quill (Head of Care, Fen ICB)", ("Ada Quill", "Head of Care", "Fen ICB")),
        ("Ada Quill (FC)", ("Ada Quill", None, "FC")),
        ("Ada Quill – Fenshire Council", ("Ada Quill", None, "Fenshire Council")),
        (
            "Ada Quill, Deputy Chief Nurse, NHS Fen ICB",
            ("Ada Quill", "Deputy Chief Nurse", "NHS Fen ICB"),
        ),
        (
            "Ada Quill (Director, Fenshire Council (FC))",
            ("Ada Quill", "Director", "Fenshire Council (FC)"),
        ),
        (
            "Ada Quill, Manager, Early Team (pre-16). (FC)",
            ("Ada Quill", "Manager, Early Team (pre-16)", "FC"),
        ),
    ],
)
def test_role_and_organisation(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert parts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Health service providers", LeadKind.POST),
        ("Head of SEND", LeadKind.POST),
        ("All headteachers", LeadKind.POST),
        ("Fenshire Council", LeadKind.ORGANISATION),
        ("Parent Carer Forum", LeadKind.ORGANISATION),
        ("ICB", LeadKind.ORGANISATION),
        ("to be confirmed", LeadKind.UNKNOWN),
        ("TBC", LeadKind.UNKNOWN),
        ("Vacant", LeadKind.UNKNOWN),
        ("Special School representative - to be confirmed", LeadKind.UNKNOWN),
        ("Dr Ada Quill", LeadKind.PERSON),
        ("Ada Quill (acting)", LeadKind.PERSON),
    ],
)
def test_people_posts_organisations_and_nobody_yet(text: str, kind: LeadKind) -> None:
    assert [lead.kind for lead in split_leads([text], KNOWN)] == [kind]


def test_an_organisation_beside_a_person() -> None:
    assert names("Parent Carer Forum and Ada Quill") == ["Parent Carer Forum", "Ada Quill"]
    assert names("Ada Quill and Parent Carer Forum") == ["Ada Quill", "Parent Carer Forum"]
    assert names("Ada Quill Del Rowe (therapy team) Health service providers") == [
        "Ada Quill",
        "Del Rowe",
        "Health service providers",
    ]


def test_initials_are_who_the_key_says() -> None:
    ada = NamedLead(name="Ada Quill", role="Head of Plans", organisation="FC")
    directory = learn([], {"AQ": ada, "DR": NamedLead(name="Del Rowe")})
    assert names("AQ/DR", directory=directory) == ["Ada Quill", "Del Rowe"]
    assert names("A.Q. and DR", directory=directory) == ["Ada Quill", "Del Rowe"]
    unknown = split_leads(["AQ, ZZ"], directory)
    assert [lead.kind for lead in unknown] == [LeadKind.PERSON, LeadKind.UNKNOWN]


@pytest.mark.parametrize("text", ["", "n/a", "-", "None"])
def test_a_cell_that_names_nobody(text: str) -> None:
    assert names(text) == []


def test_organisations_with_nothing_but_spaces_between_them() -> None:
    assert split_organisations(
        ["Fen Healthcare Trust Family Action Mere University Hospitals Trust FC"]
    ) == (
        "Fen Healthcare Trust",
        "Family Action",
        "Mere University Hospitals Trust",
        "FC",
    )
    assert split_organisations(["All partners Parents & carers Young people"]) == (
        "All partners",
        "Parents & carers",
        "Young people",
    )
