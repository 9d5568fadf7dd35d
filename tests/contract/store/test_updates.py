"""Updates are appended and never changed; what stands on the action is what they fold to (R12, R16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, event, update

from bot.domain.actions import ItemKind, Lead, Measure, Milestone, Reading, Snooze
from bot.domain.dates import Due, Precision
from bot.domain.people import Absence
from bot.domain.programme import RequestKind
from bot.domain.requests import Request
from bot.domain.status import Limb, Status
from bot.domain.updates import Update, UpdateKind, fold
from bot.ports import UnitOfWork
from store.errors import Contradiction
from store.tables.plan import updates
from store.triggers import REDACTED
from store.unit_of_work import SqlUnits
from tests.contract.store.records import DAY, NOW, Small, session_of, small

RANGE = Due(
    text="by half-term",
    start=date(2023, 10, 1),
    end=date(2023, 10, 20),
    precision=Precision.RANGE,
)


def full(made: Small) -> Update:
    """An update in which everything was said."""
    return Update(
        action_id=made.action.id,
        kind=UpdateKind.REPORT,
        person_id=made.mel.id,
        for_person_id=made.asha.id,
        organisation="Council",
        at=NOW,
        through="chat",
        batch="e1",
        status=Status.RED,
        position="Two posts are empty",
        next_steps="Agency from 9 October",
        if_not="Letters pile up",
        back_to_green="When both are filled",
        ask="A budget line",
        limbs=frozenset(Limb),
        forecast=RANGE,
        delivered_on=DAY,
        impact_due=DAY,
        links=("https://example.org/a", "https://example.org/b"),
        words="1.1 red, two posts empty…",
        new_round=False,
        settles_at=NOW + timedelta(days=2),
        late=True,
    )


def test_an_update_comes_back_whole(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        said = uow.actions.add_update(full(made))
        bare = uow.actions.add_update(
            Update(
                action_id=made.action.id,
                person_id=made.asha.id,
                at=NOW - timedelta(days=1),
                limbs=frozenset(),
            )
        )
        undo = uow.actions.add_update(
            Update(
                action_id=made.action.id,
                kind=UpdateKind.UNDO,
                person_id=made.asha.id,
                at=NOW,
                batch="e2",
                undoes="e1",
            )
        )
        assert replace(said, id=0) == full(made)
        assert list(uow.actions.updates(made.action.id)) == [bare, said, undo]
        assert list(uow.actions.updates_since(made.plan.id, NOW)) == [said, undo]
        assert list(uow.actions.updates_of_batch("e1")) == [said]
        assert not uow.actions.updates_since(made.plan.id + 1, NOW)


def test_what_stands_on_the_action_is_what_its_updates_fold_to(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        action = made.action
        history: list[Update] = []
        for n, said in enumerate(
            (
                full(made),
                Update(
                    action_id=action.id,
                    person_id=made.asha.id,
                    at=NOW + timedelta(hours=1),
                    organisation="NHS",
                    status=Status.AMBER,
                    new_round=False,
                    settles_at=NOW + timedelta(days=2),
                ),
                Update(
                    action_id=action.id,
                    kind=UpdateKind.ASSURANCE,
                    person_id=made.mel.id,
                    at=NOW + timedelta(hours=2),
                    status=Status.RED,
                    position="No plan",
                ),
                Update(
                    action_id=action.id,
                    kind=UpdateKind.UNDO,
                    person_id=made.asha.id,
                    at=NOW + timedelta(hours=3),
                    undoes="b1",
                ),
            )
        ):
            history.append(uow.actions.add_update(replace(said, batch=f"b{n}")))
            action = uow.actions.save(replace(action, state=fold(history)))
            stored = uow.actions.get(action.id)
            assert stored.state == fold(uow.actions.updates(action.id))
            assert stored == action
        assert stored.state != fold(history[:2])


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "green"},
        {"at": NOW},
        {"person_id": 1},
        {"batch": "other"},
        {"forecast_end": DAY},
        {"limbs": []},
        {"late": False},
        {"words": "other words"},
        {"position": "another position"},
        {"links": ["https://example.org/c"]},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_database_itself_refuses_to_change_an_update(
    units: SqlUnits, changed: dict[str, object]
) -> None:
    with units.write() as uow:
        made = small(uow)
        uow.actions.add_update(full(made))
        session = session_of(uow)
        with pytest.raises(Contradiction, match="append-only"):
            session.execute(update(updates).values(**changed))


def test_the_database_itself_refuses_to_delete_an_update(units: SqlUnits) -> None:
    with units.write() as uow:
        uow.actions.add_update(full(small(uow)))
        session = session_of(uow)
        with pytest.raises(Contradiction, match="append-only"):
            session.execute(delete(updates))


def test_words_can_be_redacted(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        said = uow.actions.add_update(full(made))
        session = session_of(uow)
        session.execute(
            update(updates).values(
                words=None, position=REDACTED, ask=None, links=[], forecast_text=REDACTED
            )
        )
        (redacted,) = uow.actions.updates(made.action.id)
    assert redacted == replace(
        said,
        words=None,
        position=REDACTED,
        ask=None,
        links=(),
        forecast=replace(RANGE, text=REDACTED),
    )


def test_the_last_batch_is_the_newest_thing_that_stands(units: SqlUnits) -> None:
    """Whatever it was: a report, a snooze, an absence, a request."""
    with units.write() as uow:
        made = small(uow)
        asha, action = made.asha.id, made.action.id

        def last() -> str | None:
            return uow.actions.last_batch(asha)

        assert last() is None
        uow.actions.add_update(Update(action_id=action, person_id=asha, at=NOW, batch="report"))
        uow.actions.add_update(Update(action_id=action, person_id=asha, at=NOW))
        uow.actions.add_update(
            Update(action_id=action, person_id=made.mel.id, at=NOW, batch="mel's")
        )
        assert last() == "report"
        uow.requests.save(
            Request(
                programme_id=made.programme.id,
                plan_id=made.plan.id,
                action_id=action,
                kind=RequestKind.CLOSE,
                route=("ELG",),
                person_id=asha,
                made_at=NOW,
                batch="request",
            )
        )
        uow.people.save_absence(
            Absence(person_id=asha, first_day=DAY, last_day=DAY, batch="absence")
        )
        uow.actions.save_snooze(
            Snooze(person_id=asha, kind=ItemKind.ACTION, item_id=action, until=DAY, batch="snooze")
        )
        for batch in ("snooze", "absence", "request"):
            assert last() == batch
            uow.actions.undo_batch(batch)
        assert last() == "report"
        uow.actions.add_update(
            Update(
                action_id=action,
                kind=UpdateKind.UNDO,
                person_id=asha,
                at=NOW,
                batch="undo",
                undoes="report",
            )
        )
        assert last() is None
        assert uow.actions.last_batch(made.mel.id) == "mel's"


def _whole_plan(uow: UnitOfWork, count: int) -> int:
    made = small(uow)
    ids = [made.action.id]
    for n in range(2, count + 1):
        leads = (
            Lead(name="Asha", person_id=made.asha.id),
            Lead(name="Mel", person_id=made.mel.id),
        )
        action = replace(made.action, id=0, key=f"EX-{n}", order=n, leads=leads)
        ids.append(uow.actions.save(action).id)
    for n, action_id in enumerate(ids):
        shared = [action_id, ids[n - 1]]
        uow.actions.save_milestone(Milestone(plan_id=made.plan.id, text=f"m{n}"), shared)
        measure = uow.actions.save_measure(Measure(plan_id=made.plan.id, text=f"k{n}"), shared)
        uow.actions.add_reading(
            Reading(measure_id=measure.id, value="3%", as_of=DAY, source="tracker")
        )
    return made.plan.id


@pytest.mark.parametrize("count", [2, 36])
def test_a_whole_plan_is_read_in_a_handful_of_queries(units: SqlUnits, count: int) -> None:
    with units.write() as uow:
        plan_id = _whole_plan(uow, count)
        uow.commit()
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    with units.read() as uow:
        event.listen(units.engine, "before_cursor_execute", note)
        actions = uow.actions.of_plan(plan_id)
        event.remove(units.engine, "before_cursor_execute", note)
    assert len(actions) == count
    assert all(len(a.milestones) == len(a.measures) == 2 for a in actions)
    assert all(len(m.readings) == 1 for a in actions for m in a.measures)
    assert len(statements) == 5
