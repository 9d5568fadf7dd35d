"""Updates, append-only, and the snoozes that come in the same batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, Select, Table, insert, select, update

from bot.domain.actions import ItemKind, Snooze
from bot.domain.status import Limb, Status
from bot.domain.updates import Update, UpdateKind
from store.repositories.base import Repository, due_of, due_values, programme_by, programme_of
from store.tables.plan import actions, batches, readings, snoozes, updates
from store.tables.programme import absences, people


class Updates(Repository):
    """The part of ``bot.ports.Actions`` that is about what people said, and when."""

    def add_update(self, said: Update) -> Update:
        values = {**_update_values(said), "said_of": said.action_id}
        stored = replace(said, id=int(self._session.value(_ADD, values)))
        if said.kind is not UpdateKind.UNDO:
            self._note_batch(said.person_id, said.batch)
        elif not self._stands(said.undoes or ""):
            self._set_undone(batches, said.undoes or "")
        return stored

    def updates(self, action_id: int) -> Sequence[Update]:
        return self._updates(select(updates).where(updates.c.action_id == action_id))

    def updates_since(self, plan_id: int, since: datetime) -> Sequence[Update]:
        of_plan = select(actions.c.id).where(actions.c.plan_id == plan_id)
        return self._updates(
            select(updates).where(updates.c.action_id.in_(of_plan), updates.c.at >= since)
        )

    def updates_of_batch(self, batch: str) -> Sequence[Update]:
        return self._updates(select(updates).where(updates.c.batch == batch))

    def updates_of_milestone(self, milestone_id: int) -> Sequence[Update]:
        of_it = (updates.c.kind == UpdateKind.MILESTONE.value) & (updates.c.item_id == milestone_id)
        batches_of_it = select(updates.c.batch).where(of_it)
        return self._updates(select(updates).where(of_it | updates.c.undoes.in_(batches_of_it)))

    def last_batch(self, person_id: int) -> str | None:
        newest: str | None = self._session.value(
            select(batches.c.batch)
            .where(batches.c.person_id == person_id, ~batches.c.undone)
            .order_by(batches.c.id.desc())
            .limit(1)
        )
        return newest

    def batch_author(self, batch: str) -> int | None:
        author: int | None = self._session.value(
            select(batches.c.person_id).where(batches.c.batch == batch, ~batches.c.undone).limit(1)
        )
        return author

    def save_snooze(self, snooze: Snooze) -> Snooze:
        self._note_batch(snooze.person_id, snooze.batch)
        row_id = self._session.save(
            snoozes,
            snooze.id,
            {
                "programme_id": programme_of(people, snooze.person_id),
                "person_id": snooze.person_id,
                "item_kind": snooze.kind.value,
                "item_id": snooze.item_id,
                "until": snooze.until,
                "batch": snooze.batch,
                "undone": snooze.undone,
            },
        )
        return replace(snooze, id=row_id)

    def snoozes(self, person_ids: Iterable[int], *, from_day: date) -> Sequence[Snooze]:
        rows = self._session.rows(
            select(snoozes)
            .where(
                snoozes.c.person_id.in_(set(person_ids)),
                snoozes.c.until >= from_day,
                ~snoozes.c.undone,
            )
            .order_by(snoozes.c.id)
        )
        return [_snooze(row) for row in rows]

    def undo_batch(self, batch: str) -> None:
        for table in (batches, snoozes, absences, readings):
            self._set_undone(table, batch)

    def _stands(self, batch: str) -> bool:
        """Whether anything said in the batch is not taken back yet."""
        taken_back = select(updates.c.action_id).where(updates.c.undoes == batch)
        left = select(updates.c.id).where(
            updates.c.batch == batch, updates.c.action_id.not_in(taken_back)
        )
        return self._session.value(left.limit(1)) is not None

    def _set_undone(self, table: Table, batch: str) -> None:
        self._session.execute(update(table).where(table.c.batch == batch).values(undone=True))

    def _updates(self, statement: Select[Any]) -> Sequence[Update]:
        rows = self._session.rows(statement.order_by(updates.c.at, updates.c.id))
        return [_update(row) for row in rows]


_ADD = insert(updates).values(programme_id=programme_by(actions, "said_of")).returning(updates.c.id)


def _update_values(said: Update) -> Mapping[str, Any]:
    return {
        "action_id": said.action_id,
        "kind": said.kind.value,
        "person_id": said.person_id,
        "for_person_id": said.for_person_id,
        "organisation": said.organisation,
        "at": said.at,
        "through": said.through,
        "batch": said.batch,
        "status": None if said.status is None else said.status.value,
        "position": said.position,
        "next_steps": said.next_steps,
        "if_not": said.if_not,
        "back_to_green": said.back_to_green,
        "ask": said.ask,
        "limbs": None if said.limbs is None else sorted(limb.value for limb in said.limbs),
        **due_values("forecast", said.forecast),
        "delivered_on": said.delivered_on,
        "impact_due": said.impact_due,
        "links": list(said.links),
        "item_id": said.item_id,
        "done_on": said.done_on,
        "was_done_on": said.was_done_on,
        "words": said.words,
        "new_round": said.new_round,
        "settles_at": said.settles_at,
        "undoes": said.undoes,
        "late": said.late,
    }


def _update(row: RowMapping) -> Update:
    return Update(
        id=row["id"],
        action_id=row["action_id"],
        kind=UpdateKind(row["kind"]),
        person_id=row["person_id"],
        for_person_id=row["for_person_id"],
        organisation=row["organisation"],
        at=row["at"],
        through=row["through"],
        batch=row["batch"],
        status=None if row["status"] is None else Status(row["status"]),
        position=row["position"],
        next_steps=row["next_steps"],
        if_not=row["if_not"],
        back_to_green=row["back_to_green"],
        ask=row["ask"],
        limbs=None if row["limbs"] is None else frozenset(map(Limb, row["limbs"])),
        forecast=due_of(row, "forecast"),
        delivered_on=row["delivered_on"],
        impact_due=row["impact_due"],
        links=tuple(row["links"]),
        item_id=row["item_id"],
        done_on=row["done_on"],
        was_done_on=row["was_done_on"],
        words=row["words"],
        new_round=row["new_round"],
        settles_at=row["settles_at"],
        undoes=row["undoes"],
        late=row["late"],
    )


def _snooze(row: RowMapping) -> Snooze:
    return Snooze(
        id=row["id"],
        person_id=row["person_id"],
        kind=ItemKind(row["item_kind"]),
        item_id=row["item_id"],
        until=row["until"],
        batch=row["batch"],
        undone=row["undone"],
    )
