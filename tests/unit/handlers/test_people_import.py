"""A list of people brought into the record: added, changed, linked, never merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import PlanRefused
from bot.domain.people import Address, Pattern, Person, Place, Role
from bot.domain.programme_spec import Change, ConnectionSpec, PersonRow
from bot.handlers.people import import_people
from bot.ports import UnitOfWork
from store.unit_of_work import SqlUnits
from tests.fakes.databases import memory_units
from tests.unit.handlers.tarnshire import (
    ADA,
    MEL,
    NOW,
    ROWE,
    SPEC,
    adopted,
    applied,
    row,
    the_programme,
)

LATER = NOW + timedelta(days=1)


def programme_with(*connections: ConnectionSpec) -> SqlUnits:
    units = memory_units()
    applied(units, replace(SPEC, connections=connections or SPEC.connections))
    return units


def imported(units: SqlUnits, rows: Sequence[PersonRow]) -> list[Change]:
    with units.write() as uow:
        changes = import_people(uow, the_programme(uow), rows, LATER)
        uow.commit()
    return changes


def sentences(changes: Sequence[Change]) -> list[str]:
    return [change.sentence for change in changes]


def person(uow: UnitOfWork, name: str) -> Person:
    (found,) = [p for p in uow.people.of(the_programme(uow).id) if p.name == name]
    return found


def dm(connection: str, native: str) -> Address:
    return Address(connection=connection, place=Place.DM, native=native)


def test_a_row_adds_a_person_with_everything_it_says() -> None:
    units = programme_with()
    full = row(
        "Ada Quill",
        email="ada@tarn.example",
        organisation="Council",
        title="Head of Plans",
        roles=frozenset({Role.MEMBER}),
        pattern=Pattern(weekdays=frozenset({0, 1})),
        chairs=("ELG",),
        partnership_leads=("P1",),
    )
    assert sentences(imported(units, [full])) == ["Ada Quill added."]
    with units.read() as uow:
        ada = person(uow, "Ada Quill")
        assert (ada.email, ada.organisation, ada.title) == (
            "ada@tarn.example",
            "Council",
            "Head of Plans",
        )
        assert (ada.roles, ada.chairs, ada.partnership_leads) == (
            frozenset({Role.MEMBER}),
            frozenset({"ELG"}),
            frozenset({"P1"}),
        )
        assert ada.pattern.weekdays == {0, 1}
        assert ada.next_touch_at == LATER
        assert uow.people.addresses(ada.id) == [dm("console", "ada-quill")]
        assert [
            e.event.kind for e in uow.audit.of_subject(ada.programme_id, f"person:{ada.id}")
        ] == [
            "person_added",
            "address_added",
        ]


def test_importing_again_changes_nothing() -> None:
    units = programme_with()
    adopted(units)
    rows = [
        replace(ADA, chairs=("ELG",)),
        replace(ROWE, known_as=("Dr D. Rowe",)),
        row("Cy Marsh", delegate_for=("Ada Quill",)),
    ]
    assert imported(units, rows)
    assert imported(units, rows) == []


def test_a_row_changes_what_it_says_and_leaves_what_it_does_not() -> None:
    units = programme_with()
    imported(units, [replace(ADA, title="Head of Plans", chairs=("ELG",))])
    changes = imported(units, [row("ADA QUILL", organisation="NHS", chairs=("BOARD",))])
    assert sentences(changes) == [
        "ADA QUILL: name Ada Quill → ADA QUILL; organisation Council → NHS; chairs ELG → BOARD."
    ]
    with units.read() as uow:
        ada = person(uow, "ADA QUILL")
        assert (ada.email, ada.title, ada.chairs) == (
            "ada@tarn.example",
            "Head of Plans",
            frozenset({"BOARD"}),
        )


def test_an_email_address_decides_who_is_meant() -> None:
    units = programme_with()
    imported(units, [ADA])
    changes = imported(units, [row("Ada Marsh", email="ADA@tarn.example")])
    assert [c.kind for c in changes] == ["changed"]
    with units.read() as uow:
        assert [p.name for p in uow.people.of(the_programme(uow).id)] == ["Ada Marsh"]
    with (
        units.write() as uow,
        pytest.raises(PlanRefused, match=r"is Ada Marsh's address in the record"),
    ):
        import_people(uow, the_programme(uow), [row("Cy Rowe", email="ada@tarn.example")], NOW)


def test_a_working_pattern_is_told_in_words() -> None:
    units = programme_with()
    imported(units, [ADA])
    part = Pattern(weekdays=frozenset({2, 0}), term_time_only=True)
    assert sentences(imported(units, [replace(ADA, pattern=part)])) == [
        "Ada Quill: working pattern weekdays → Mon Wed, term time only."
    ]


def test_a_namesake_with_another_address_is_kept_apart() -> None:
    units = programme_with()
    imported(units, [ADA])
    other = row("Ada Quill", email="other@tarn.example")
    told = sentences(imported(units, [other]))
    assert (
        "is in the record with another e-mail address, so this row was added as somebody else"
        in told[0]
    )
    with units.read() as uow:
        everyone = uow.people.of(the_programme(uow).id)
        natives = [uow.people.addresses(p.id)[0].native for p in everyone]
        assert natives == ["ada-quill", "ada-quill-2"]
    with (
        units.write() as uow,
        pytest.raises(PlanRefused, match="several people in the record are called Ada Quill"),
    ):
        import_people(uow, the_programme(uow), [row("Ada Quill")], NOW)


def test_who_may_be_the_same_person_is_reported_and_not_merged() -> None:
    units = programme_with()
    imported(units, [row("Jac Rout-Lysander")])
    told = sentences(imported(units, [row("Jaq Rout Lysander")]))
    assert told == [
        "Jaq Rout Lysander added.",
        "people.csv, Jaq Rout Lysander: Jaq Rout Lysander may be the same person as Jac Rout-Lysander."
        " They are kept apart; use one spelling if they are one.",
    ]
    with units.read() as uow:
        assert len(uow.people.of(the_programme(uow).id)) == 2


# --- where they are reached -------------------------------------------------------------------------

SLACK = ConnectionSpec(name="council", platform="slack")
TEAMS = ConnectionSpec(name="nhs", platform="teams")


def test_a_platform_will_do_where_there_is_one_connection_of_it() -> None:
    units = programme_with(SLACK, TEAMS)
    imported(units, [replace(ADA, addresses=(dm("slack", "U1"), dm("nhs", "29:1a")))])
    with units.read() as uow:
        assert uow.people.addresses(person(uow, "Ada Quill").id) == [
            dm("council", "U1"),
            dm("nhs", "29:1a"),
        ]


def test_the_first_address_of_a_row_becomes_the_preferred_one() -> None:
    units = programme_with(SLACK, TEAMS)
    imported(units, [replace(ADA, addresses=(dm("council", "U1"),))])
    told = sentences(
        imported(units, [replace(ADA, addresses=(dm("nhs", "29:1a"), dm("council", "U1")))])
    )
    assert told == ["Address of Ada Quill on nhs added."]
    with units.read() as uow:
        assert uow.people.addresses(person(uow, "Ada Quill").id)[0] == dm("nhs", "29:1a")
    told = sentences(imported(units, [replace(ADA, addresses=(dm("council", "U1"),))]))
    assert told == ["Ada Quill: preferred address nhs → council."]
    with units.read() as uow:
        assert uow.people.addresses(person(uow, "Ada Quill").id)[0] == dm("council", "U1")


def test_who_has_no_address_is_reported() -> None:
    units = programme_with(SLACK)
    told = sentences(imported(units, [ADA]))
    assert (
        told[-1]
        == "people.csv, Ada Quill: Ada Quill has no chat address, so nothing can be sent to them yet."
    )


@pytest.mark.parametrize(
    ("addresses", "said"),
    [
        ((dm("slak", "U1"),), 'there is no connection "slak". The programme has council, nhs, north.'),
        ((dm("slack", "U1"),), "several connections could be meant for Ada Quill (council, north); name one."),
        ((dm("", "U1"),), "several connections could be meant"),
        ((dm("nhs", ""),), "Ada Quill has no address on nhs; write their user id there."),
        ((dm("nhs", "29:taken"),), "the address 29:taken on nhs is Cy Marsh's already."),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_is_refused(addresses: tuple[Address, ...], said: str) -> None:
    units = programme_with(SLACK, TEAMS, ConnectionSpec(name="north", platform="slack"))
    imported(units, [row("Cy Marsh", addresses=(dm("nhs", "29:taken"),))])
    with units.write() as uow, pytest.raises(PlanRefused) as refused:
        import_people(uow, the_programme(uow), [MEL, replace(ADA, addresses=addresses)], NOW)
    assert said in refused.value.sentence
    with units.read() as uow:
        assert [p.name for p in uow.people.of(the_programme(uow).id)] == ["Cy Marsh"]


# --- what they are to the programme -----------------------------------------------------------------


def test_an_unknown_body_is_refused() -> None:
    units = programme_with()
    with (
        units.write() as uow,
        pytest.raises(PlanRefused, match="is to chair BORD, but there is no body BORD"),
    ):
        import_people(uow, the_programme(uow), [replace(ADA, chairs=("BORD",))], NOW)


def test_an_unknown_priority_is_reported_once_there_is_a_plan() -> None:
    units = programme_with()
    rows = [replace(ADA, partnership_leads=("PA1",))]
    assert sentences(imported(units, rows)) == ["Ada Quill added."]
    adopted(units)
    told = sentences(imported(units, rows))
    assert told[0] == "people.csv, Ada Quill: no priority has the code PA1; the plans have P1."


def test_delegates_are_found_by_name_or_other_name() -> None:
    units = programme_with()
    rows = [
        replace(ADA, known_as=("Head of Plans",)),
        row("Cy Marsh", delegate_for=("Head of Plans", "Nobody Known")),
    ]
    told = sentences(imported(units, rows))
    assert "Cy Marsh as delegate for Ada Quill added." in told
    assert any(
        "Cy Marsh is to answer for Nobody Known, but nobody of that name is known" in t
        for t in told
    )
    with units.read() as uow:
        (delegation,) = uow.people.delegations(the_programme(uow).id)
        assert delegation.delegate_id == person(uow, "Cy Marsh").id
        assert delegation.lead_id == person(uow, "Ada Quill").id


def test_leads_of_the_plan_are_linked_and_their_organisation_is_the_lists() -> None:
    units = programme_with()
    adopted(units)
    told = sentences(
        imported(
            units,
            [replace(ADA, organisation="County"), replace(ROWE, known_as=("Dr D. Rowe", "Nobody"))],
        )
    )
    assert "Ada Quill is now known: leads TIP-1.1 and TIP-1.2." in told
    assert "Dr D. Rowe is now known as Dee Rowe: leads TIP-1.1." in told
    assert (
        told[-1]
        == 'people.csv, Dee Rowe: no action names "Nobody", by which Dee Rowe is to be known.'
    )
    with units.read() as uow:
        action = uow.actions.by_key(the_programme(uow).id, "TIP-1.1")
        assert action is not None
        assert [lead.organisation for lead in action.leads] == ["County", "NHS"]
        assert action.people == (person(uow, "Ada Quill").id, person(uow, "Dee Rowe").id)
        kinds = [e.event.kind for e in uow.audit.of_subject(action.programme_id, "TIP-1.1")]
        assert kinds == ["action_imported", "leads_linked"]


def test_a_changed_organisation_reaches_the_leads_links() -> None:
    units = programme_with()
    adopted(units)
    imported(units, [ADA])
    imported(units, [replace(ADA, organisation="NHS")])
    with units.read() as uow:
        action = uow.actions.by_key(the_programme(uow).id, "TIP-1.2")
        assert action is not None
        assert action.leads[0].organisation == "NHS"


def test_a_lead_who_may_be_one_of_several_is_not_linked() -> None:
    units = programme_with()
    adopted(units)
    rows = [row("Ada Quill", email="one@tarn.example"), row("Ada Quill", email="two@tarn.example")]
    told = sentences(imported(units, rows))
    assert any(
        t.startswith("Ada Quill (lead of TIP-1.1 and TIP-1.2) is the name of several people")
        for t in told
    )
    with units.read() as uow:
        action = uow.actions.by_key(the_programme(uow).id, "TIP-1.1")
        assert action is not None
        assert action.people == ()


def test_doubts_of_the_file_are_told() -> None:
    units = programme_with()
    told = sentences(imported(units, [replace(ADA, doubts=("Not read: Phone.",))]))
    assert told == ["Ada Quill added.", "people.csv, Ada Quill: Not read: Phone."]
