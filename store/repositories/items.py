"""Milestones and measures: what an action is made of and judged by. One may serve several actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import RowMapping, Select, Table, delete, select

from bot.domain.actions import Measure, Milestone, Reading
from store.repositories.base import Repository, due_of, due_values, programme_of
from store.tables.plan import (
    action_measures,
    action_milestones,
    actions,
    measures,
    milestones,
    plans,
    readings,
)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The milestones and measures of some actions, by action id, in the order they were added."""

    milestones: Mapping[int, Sequence[Milestone]] = field(default_factory=dict)
    measures: Mapping[int, Sequence[Measure]] = field(default_factory=dict)


class WhichParts:
    """The queries that read the parts of the actions that ``ids`` selects."""

    def __init__(self, ids: Select[Any]) -> None:
        self.milestones = _linked(milestones, action_milestones, "milestone_id", ids)
        self.measures = _linked(measures, action_measures, "measure_id", ids)
        judging = select(action_measures.c.measure_id).where(action_measures.c.action_id.in_(ids))
        self.readings = (
            select(readings)
            .where(readings.c.measure_id.in_(judging), ~readings.c.undone)
            .order_by(readings.c.as_of, readings.c.id)
        )


def _linked(table: Table, links: Table, column: str, ids: Select[Any]) -> Select[Any]:
    """Each item once per action it is linked to, also those actions that share it from outside."""
    items = select(links.c[column]).where(links.c.action_id.in_(ids))
    return (
        select(table, links.c.action_id, actions.c.key.label("action_key"))
        .join(links, links.c[column] == table.c.id)
        .join(actions, actions.c.id == links.c.action_id)
        .where(table.c.id.in_(items))
        .order_by(table.c.id, actions.c.place, actions.c.id)
    )


class Items(Repository):
    """The part of ``bot.ports.Actions`` that is about milestones, measures and readings."""

    def save_milestone(self, milestone: Milestone, action_ids: Iterable[int]) -> Milestone:
        """Add or change it, and have it serve exactly these actions. ``shared_with`` follows from them."""
        row_id = self._session.save(
            milestones,
            milestone.id,
            {
                "programme_id": programme_of(plans, milestone.plan_id),
                "plan_id": milestone.plan_id,
                "text": milestone.text,
                **due_values("due", milestone.due),
                "done_on": milestone.done_on,
                **due_values("forecast", milestone.forecast),
            },
        )
        self._serve(action_milestones, "milestone_id", row_id, action_ids)
        return replace(milestone, id=row_id)

    def save_measure(self, measure: Measure, action_ids: Iterable[int]) -> Measure:
        """Add or change it, and have it bear on exactly these actions. Readings are added on their own."""
        row_id = self._session.save(
            measures,
            measure.id,
            {
                "programme_id": programme_of(plans, measure.plan_id),
                "plan_id": measure.plan_id,
                "text": measure.text,
                "target": measure.target,
                **due_values("due", measure.due),
                "headline": measure.headline,
            },
        )
        self._serve(action_measures, "measure_id", row_id, action_ids)
        return replace(measure, id=row_id)

    def add_reading(self, reading: Reading) -> Reading:
        if reading.person_id is not None:
            self._note_batch(reading.person_id, reading.batch)
        row_id = self._session.add(
            readings,
            {
                "programme_id": programme_of(measures, reading.measure_id),
                "measure_id": reading.measure_id,
                "value": reading.value,
                "as_of": reading.as_of,
                "source": reading.source,
                "person_id": reading.person_id,
                "batch": reading.batch,
                "undone": False,
            },
        )
        return replace(reading, id=row_id)

    def milestone(self, milestone_id: int) -> Milestone:
        """By itself: ``shared_with`` names every action that it serves.

        :raises LookupError: there is none with that id.
        """
        row = self._session.get(milestones, milestone_id)
        keys = self._session.values(
            select(actions.c.key)
            .join(action_milestones, action_milestones.c.action_id == actions.c.id)
            .where(action_milestones.c.milestone_id == milestone_id)
            .order_by(actions.c.place, actions.c.id)
        )
        return _milestone(row, tuple(keys))

    def _parts(self, which: WhichParts, parameters: Mapping[str, Any]) -> Parts:
        """The parts of some actions, in three queries however many they are."""
        served = self._session.rows(which.milestones, parameters)
        judged = self._session.rows(which.measures, parameters)
        values: dict[int, list[Reading]] = defaultdict(list)
        if judged:
            for row in self._session.rows(which.readings, parameters):
                values[row["measure_id"]].append(_reading(row))
        return Parts(
            milestones=_by_action(served, _milestone),
            measures=_by_action(
                judged, lambda row, shared: _measure(row, shared, values[row["id"]])
            ),
        )

    def _serve(self, links: Table, column: str, item_id: int, action_ids: Iterable[int]) -> None:
        wanted = tuple(dict.fromkeys(action_ids))
        standing = set(
            self._session.values(select(links.c.action_id).where(links.c[column] == item_id))
        )
        if standing == set(wanted):
            return
        self._session.execute(delete(links).where(links.c[column] == item_id))
        for action_id in wanted:
            self._session.execute(
                links.insert().values(
                    {
                        "programme_id": programme_of(actions, action_id),
                        "action_id": action_id,
                        column: item_id,
                    }
                )
            )


def _by_action(rows: Sequence[RowMapping], read: Any) -> Mapping[int, Sequence[Any]]:
    keys: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        keys[row["id"]].append(row["action_key"])
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        others = tuple(key for key in keys[row["id"]] if key != row["action_key"])
        found[row["action_id"]].append(read(row, others))
    return found


def _milestone(row: RowMapping, shared: tuple[str, ...]) -> Milestone:
    return Milestone(
        id=row["id"],
        plan_id=row["plan_id"],
        text=row["text"],
        due=due_of(row, "due"),
        done_on=row["done_on"],
        forecast=due_of(row, "forecast"),
        shared_with=shared,
    )


def _measure(row: RowMapping, shared: tuple[str, ...], values: Sequence[Reading]) -> Measure:
    return Measure(
        id=row["id"],
        plan_id=row["plan_id"],
        text=row["text"],
        target=row["target"],
        due=due_of(row, "due"),
        shared_with=shared,
        headline=row["headline"],
        readings=tuple(values),
    )


def _reading(row: RowMapping) -> Reading:
    return Reading(
        id=row["id"],
        measure_id=row["measure_id"],
        value=row["value"],
        as_of=row["as_of"],
        source=row["source"],
        person_id=row["person_id"],
        batch=row["batch"],
    )
