"""What is said of milestones and measures is kept like every update, and undone exactly (R12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.domain.actions import Measure, Milestone, Reading
from bot.domain.dates import Due
from bot.domain.updates import Update, UpdateKind, fold, fold_milestone
from bot.ports import UnitOfWork
from store.errors import Contradiction
from store.tables.plan import updates
from store.unit_of_work import SqlUnits
from tests.contract.store.records import DAY, NOW, Small, session_of, small

LATER = date(2024, 1, 31)


def _milestone(uow: UnitOfWork, made: Small, *, done_on: date | None = None) -> Milestone:
    other = uow.actions.save(replace(made.action, id=0, key="EX-1.2", order=1))
    one = Milestone(plan_id=made.plan.id, text="Recruit", due=Due.on(DAY), done_on=done_on)
    saved = uow.actions.save_milestone(one, [made.action.id, other.id])
    return uow.actions.milestone(saved.id)


def _say(uow: UnitOfWork, made: Small, one: Milestone, batch: str, **said: object) -> Milestone:
    """Append it, and bring the milestone to what everything said of it leaves."""
    history = uow.actions.updates_of_milestone(one.id)
    uow.actions.add_update(
        Update(
            action_id=made.action.id,
            kind=UpdateKind.MILESTONE,
            person_id=made.asha.id,
            at=NOW + timedelta(hours=len(history)),
            batch=batch,
            item_id=one.id,
            was_done_on=uow.actions.milestone(one.id).done_on,
            **said,  # type: ignore[arg-type]
        )
    )
    return _fold(uow, made, one)


def _undo(uow: UnitOfWork, made: Small, one: Milestone, batch: str) -> Milestone:
    uow.actions.add_update(
        Update(
            action_id=made.action.id,
            kind=UpdateKind.UNDO,
            person_id=made.asha.id,
            at=NOW + timedelta(days=1),
            batch=f"undo {batch}",
            undoes=batch,
        )
    )
    uow.actions.undo_batch(batch)
    return _fold(uow, made, one)


def _fold(uow: UnitOfWork, made: Small, one: Milestone) -> Milestone:
    alone = uow.actions.milestone(one.id)
    after = fold_milestone(alone, uow.actions.updates_of_milestone(one.id))
    serves = [uow.actions.by_key(made.programme.id, key) for key in alone.shared_with]
    uow.actions.save_milestone(after, [action.id for action in serves if action])
    return uow.actions.milestone(one.id)


@pytest.mark.parametrize("met_before", [None, date(2023, 9, 1)], ids=["open", "met in the plan"])
def test_what_is_undone_leaves_a_milestone_exactly_as_it_was(
    units: SqlUnits, met_before: date | None
) -> None:
    with units.write() as uow:
        made = small(uow)
        first = _milestone(uow, made, done_on=met_before)
        state = uow.actions.get(made.action.id)
        put_off = _say(uow, made, first, "b1", forecast=Due.on(LATER))
        assert (put_off.done_on, put_off.forecast) == (None, Due.on(LATER))
        met = _say(uow, made, first, "b2", done_on=DAY)
        assert (met.done_on, met.forecast) == (DAY, Due.on(LATER))
        assert met.shared_with == ("EX-1.1", "EX-1.2")
        assert _undo(uow, made, first, "b2") == put_off
        assert _undo(uow, made, first, "b1") == first
        assert uow.actions.get(made.action.id) == state
        assert uow.actions.last_batch(made.asha.id) is None


def test_an_earlier_word_taken_back_leaves_the_later_one(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        first = _milestone(uow, made)
        _say(uow, made, first, "b1", forecast=Due.on(LATER))
        _say(uow, made, first, "b2", done_on=DAY)
        after = _undo(uow, made, first, "b1")
        assert (after.done_on, after.forecast) == (DAY, None)
        # Both, and the undoing, are among what was said of it; of the other updates none is.
        uow.actions.add_update(
            Update(action_id=made.action.id, person_id=made.asha.id, at=NOW, batch="b3")
        )
        told = uow.actions.updates_of_milestone(first.id)
        assert [(one.kind, one.batch) for one in told] == [
            (UpdateKind.MILESTONE, "b1"),
            (UpdateKind.MILESTONE, "b2"),
            (UpdateKind.UNDO, "undo b1"),
        ]
        assert told[1].done_on == DAY
        assert told[0].item_id == first.id


def test_no_word_about_a_milestone_or_a_measure_is_a_report_on_the_action(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        for kind in (UpdateKind.MILESTONE, UpdateKind.READING):
            uow.actions.add_update(
                Update(
                    action_id=made.action.id,
                    kind=kind,
                    person_id=made.asha.id,
                    at=NOW,
                    batch=kind.value,
                    item_id=1,
                    forecast=Due.on(LATER),
                )
            )
        assert fold(uow.actions.updates(made.action.id)) == made.action.state


def test_a_reading_that_is_undone_is_gone_and_the_others_stay(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        measure = uow.actions.save_measure(
            Measure(plan_id=made.plan.id, text="On time"), [made.action.id]
        )

        def read(value: str, batch: str | None) -> Reading:
            return uow.actions.add_reading(
                Reading(
                    measure_id=measure.id,
                    value=value,
                    as_of=DAY,
                    source="Council",
                    person_id=made.asha.id,
                    batch=batch,
                )
            )

        def readings() -> tuple[Reading, ...]:
            return uow.actions.get(made.action.id).measures[0].readings

        kept, said = read("28%", None), read("31%", "b1")
        assert readings() == (kept, said)
        assert uow.actions.last_batch(made.asha.id) == "b1"
        uow.actions.undo_batch("b1")
        assert readings() == (kept,)
        assert uow.actions.last_batch(made.asha.id) is None


@pytest.mark.parametrize("changed", [{"item_id": 2}, {"done_on": LATER}, {"was_done_on": LATER}])
def test_the_database_itself_refuses_to_change_what_was_said_of_it(
    units: SqlUnits, changed: dict[str, object]
) -> None:
    with units.write() as uow:
        made = small(uow)
        _say(uow, made, _milestone(uow, made), "b1", done_on=DAY)
        session = session_of(uow)
        with pytest.raises(Contradiction, match="append-only"):
            session.execute(update(updates).values(**changed))
