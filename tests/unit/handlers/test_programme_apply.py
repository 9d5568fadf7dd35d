"""Applying a programme file: once, again, changed, with parts left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.calendar import Every, Term
from bot.domain.errors import PlanRefused
from bot.domain.policy import CyclePolicy, Policy
from bot.domain.programme import ProgrammeState, RequestKind
from bot.domain.programme_spec import (
    BodySpec,
    ConnectionSpec,
    MeetingSpec,
    PlanSpec,
    RhythmSpec,
)
from bot.handlers import meetings
from bot.handlers import programme as programmes
from bot.handlers.people import import_people
from bot.phrasing.programme import changes_text
from tests.fakes.databases import memory_units
from tests.unit.handlers.tarnshire import (
    ADA,
    CHANNEL,
    MEL,
    NOW,
    SPEC,
    adopted,
    applied,
    row,
    the_programme,
)


def test_everything_declared_is_in_the_record() -> None:
    units = memory_units()
    applied(
        units,
        replace(
            SPEC,
            terms=(Term(name="Autumn", first_day=date(2023, 9, 4), last_day=date(2023, 12, 20)),),
        ),
    )
    with units.read() as uow:
        programme = the_programme(uow)
        assert programme.state is ProgrammeState.QUIET
        assert programme.digest_channels == (str(CHANNEL),)
        assert [c.platform for c in uow.programmes.connections(programme.id)] == ["console"]
        assert [b.code for b in uow.meetings.bodies(programme.id)] == ["ELG", "BOARD"]
        assert [t.name for t in uow.programmes.terms(programme.id)] == ["Autumn"]
        days = [m.day for m in uow.meetings.of(programme.id)]
        assert days[:4] == [
            date(2023, 10, 24),
            date(2023, 11, 28),
            date(2023, 12, 14),
            date(2023, 12, 27),
        ]
        plan = uow.plans.by_code(programme.id, "TIP")
        assert plan is not None
        assert plan.imported_on is None


def test_applying_again_changes_nothing_and_says_so() -> None:
    units = memory_units()
    assert applied(units)
    with units.read() as uow:
        before = uow.audit.verify(the_programme(uow).id)
    assert applied(units, now=NOW + timedelta(hours=3)) == []
    assert changes_text([]) == "Nothing to change: the record says the same already."
    with units.read() as uow:
        after = uow.audit.verify(the_programme(uow).id)
        assert after == before
        assert after.broken_at is None


def test_what_differs_is_changed_and_told_and_audited() -> None:
    units = memory_units()
    applied(units)
    other = replace(
        SPEC,
        name="Tarnshire, better",
        connections=(
            ConnectionSpec(name="console", platform="console", settings={"token": "TOKEN"}),
        ),
        bodies=(
            replace(SPEC.bodies[0], name="Leaders"),
            BodySpec(
                code="BOARD",
                name="Board",
                rhythms=(RhythmSpec(every=Every.SIX_WEEKLY, first=date(2023, 10, 31)),),
            ),
        ),
        plans=(PlanSpec(code="TIP", title="The plan", routes={RequestKind.CLOSE: ("BOARD",)}),),
    )
    changes = applied(units, other)
    told = changes_text(changes)
    assert "name Tarnshire improvement programme → Tarnshire, better" in told
    assert "name Leadership Group → Leaders" in told
    assert "meets monthly from 24 October 2023 → six-weekly from 31 October 2023" in told
    assert (
        "title TIP → The plan; routes close: BOARD; status words on track = Green → nothing" in told
    )
    with units.read() as uow:
        programme = the_programme(uow)
        kinds = {e.event.kind for e in uow.audit.of_subject(programme.id, "plan TIP")}
        assert kinds == {"plan_declared", "plan_changed"}
        first = next(m for m in uow.meetings.of(programme.id) if not m.cancelled)
        assert first.day == date(2023, 10, 31)
    assert applied(units, other) == []


def test_what_the_file_no_longer_has_is_left_and_reported() -> None:
    units = memory_units()
    terms = (Term(name="Autumn", first_day=date(2023, 9, 4), last_day=date(2023, 12, 20)),)
    applied(units, replace(SPEC, terms=terms))
    less = replace(SPEC, connections=(), bodies=SPEC.bodies[1:], meetings=(), plans=())
    changes = applied(units, less)
    assert {change.kind for change in changes} == {"left"}
    assert [change.subject for change in changes] == [
        "connection console",
        "terms",
        "body ELG",
        "meeting BOARD 2023-12-14",
        "plan TIP",
    ]
    with units.read() as uow:
        programme = the_programme(uow)
        assert len(uow.meetings.bodies(programme.id)) == 2
        assert uow.programmes.terms(programme.id)
        assert uow.plans.by_code(programme.id, "TIP") is not None


@pytest.mark.parametrize("rhythms", [None, SPEC.bodies[1].rhythms])
def test_rhythms_that_the_file_does_not_mention_stay(
    rhythms: tuple[RhythmSpec, ...] | None,
) -> None:
    units = memory_units()
    applied(units)
    board = replace(SPEC.bodies[1], rhythms=rhythms)
    assert applied(units, replace(SPEC, bodies=(SPEC.bodies[0], board))) == []
    with units.read() as uow:
        assert len(uow.meetings.rhythms(the_programme(uow).id)) == 1


def test_a_meeting_that_moved_or_was_cancelled_stays_so() -> None:
    units = memory_units()
    spec = replace(
        SPEC, meetings=(*SPEC.meetings, MeetingSpec(body="ELG", day=date(2023, 11, 7), at=time(9)))
    )
    applied(units, spec)
    with units.write() as uow:
        listed = {m.day: m for m in uow.meetings.of(the_programme(uow).id)}
        meetings.move(uow, listed[date(2023, 12, 14)].id, date(2023, 12, 15), NOW)
        meetings.cancel(uow, listed[date(2023, 11, 7)].id, NOW)
        uow.commit()
    moved, cancelled = applied(units, spec)
    assert (
        moved.sentence
        == "The meeting of the Board, 14 December 2023 has moved to 15 December 2023 and stays there."
    )
    assert (
        cancelled.sentence
        == "The meeting of the Leadership Group, 7 November 2023 was cancelled and stays so."
    )
    other_time = replace(
        SPEC, meetings=(MeetingSpec(body="BOARD", day=date(2023, 12, 15), at=time(14)),)
    )
    assert "is at 10am in the record" in applied(units, other_time)[0].sentence


def test_a_connection_of_another_programme_is_refused() -> None:
    units = memory_units()
    applied(units)
    with (
        units.write() as uow,
        pytest.raises(PlanRefused, match="console belongs to another programme"),
    ):
        programmes.apply(uow, replace(SPEC, code="other"), NOW)
    with units.read() as uow:
        assert uow.programmes.by_code("other") is None


def test_a_changed_policy_wakes_everybody() -> None:
    units = memory_units()
    applied(units, replace(SPEC, people=(ADA,)))
    later = NOW + timedelta(days=1)
    with units.write() as uow:
        programme = the_programme(uow)
        (ada,) = uow.people.of(programme.id)
        uow.people.save(replace(ada, next_touch_at=NOW + timedelta(days=30)))
        uow.cycles.set_next_due(programme.id, None)
        uow.commit()
    applied(
        units, replace(SPEC, people=(ADA,), policy=Policy(cycle=CyclePolicy(call=20))), now=later
    )
    with units.read() as uow:
        programme = the_programme(uow)
        assert programme.policy.cycle.call == 20
        assert [p.next_touch_at for p in uow.people.of(programme.id)] == [later]
        assert uow.cycles.next_due(programme.id) == later
        kinds = [e.event.kind for e in uow.audit.of_subject(programme.id, "programme")]
        assert kinds.count("policy_changed") == 1


def test_check_policy_does_nothing_while_it_is_the_same() -> None:
    units = memory_units()
    applied(units)
    with units.write() as uow:
        programme = the_programme(uow)
        uow.cycles.set_next_due(programme.id, None)
        assert programmes.check_policy(uow, programme, NOW) == programme
        assert uow.cycles.next_due(programme.id) is None
        uow.programmes.save(replace(programme, policy=Policy(memory_working_days=2)))
        assert programmes.check_policy(uow, programme, NOW).policy_hash != programme.policy_hash
        assert uow.cycles.next_due(programme.id) == NOW


def test_people_of_the_file_come_before_the_plan_and_their_actions_after() -> None:
    units = memory_units()
    spec = replace(SPEC, people=(row("Cy Marsh", organisation="Council", leads=("TIP-1.1",)),))
    applied(units, spec)
    adopted(units)
    with units.write() as uow:
        import_people(uow, the_programme(uow), spec.people, NOW)
        action = uow.actions.by_key(the_programme(uow).id, "TIP-1.1")
        assert action is not None
        assert [lead.name for lead in action.leads] == ["Cy Marsh"]
        with pytest.raises(PlanRefused, match="lead TIP-9, but no action has that key"):
            import_people(uow, the_programme(uow), [row("Cy Marsh", leads=("TIP-9",))], NOW)


def test_people_are_part_of_what_applying_again_leaves_alone() -> None:
    units = memory_units()
    spec = replace(SPEC, people=(ADA, MEL))
    assert {c.sentence for c in applied(units, spec)} >= {"Ada Quill added.", "Mel Tarn added."}
    assert applied(units, spec) == []
