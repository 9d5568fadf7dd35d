"""Touches: each its own row, unique by person, item, kind and day (R7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select

from bot.domain.actions import ItemKind
from bot.domain.touches import Touch, TouchKind, TouchState
from store.repositories.base import Repository
from store.tables.cadence import touches


class Touches(Repository):
    """See ``bot.ports.Touches``."""

    def add(self, new: Iterable[Touch]) -> Sequence[Touch]:
        return [_touch(row) for row in self._session.add_new(touches, map(_touch_values, new))]

    def save(self, touch: Touch) -> Touch:
        return replace(touch, id=self._session.save(touches, touch.id, _touch_values(touch)))

    def of_person(self, person_id: int, *, from_day: date) -> Sequence[Touch]:
        return self._read(touches.c.person_id == person_id, touches.c.day >= from_day)

    def of_message(self, message_key: str) -> Sequence[Touch]:
        return self._read(touches.c.message_key == message_key)

    def of_programme(self, programme_id: int, *, from_day: date, to_day: date) -> Sequence[Touch]:
        return self._read(
            touches.c.programme_id == programme_id, touches.c.day.between(from_day, to_day)
        )

    def _read(self, *conditions: ColumnElement[bool]) -> Sequence[Touch]:
        rows = self._session.rows(
            select(touches).where(*conditions).order_by(touches.c.day, touches.c.id)
        )
        return [_touch(row) for row in rows]


def _touch_values(touch: Touch) -> Mapping[str, Any]:
    return {
        "programme_id": touch.programme_id,
        "person_id": touch.person_id,
        "item_kind": touch.item_kind.value,
        "item_id": touch.item_id,
        "kind": touch.kind.value,
        "day": touch.day,
        "why": touch.why,
        "times": touch.count,
        "state": touch.state.value,
        "message_key": touch.message_key,
        "for_person_id": touch.for_person_id,
    }


def _touch(row: RowMapping) -> Touch:
    return Touch(
        id=row["id"],
        programme_id=row["programme_id"],
        person_id=row["person_id"],
        item_kind=ItemKind(row["item_kind"]),
        item_id=row["item_id"],
        kind=TouchKind(row["kind"]),
        day=row["day"],
        why=row["why"],
        count=row["times"],
        state=TouchState(row["state"]),
        message_key=row["message_key"],
        for_person_id=row["for_person_id"],
    )
