"""What every repository has: its transaction's session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any, TypeVar

from sqlalchemy import Insert, RowMapping, ScalarSelect, Table, bindparam, select

from bot.domain.dates import Due, Precision
from store.session import Session
from store.tables.plan import batches
from store.tables.programme import people

Where = TypeVar("Where", bound="Repository")
Answer = TypeVar("Answer")


def remembered(
    *tables: Table,
) -> Callable[[Callable[[Where, Any], Answer]], Callable[[Where, Any], Answer]]:
    """For a read by one value that is asked again and again of one event: made once in a unit of work,
    until one of ``tables`` is written in it.
    """
    names = frozenset(table.name for table in tables)

    def decorate(read: Callable[[Where, Any], Answer]) -> Callable[[Where, Any], Answer]:
        @wraps(read)
        def reading(self: Where, value: Any) -> Answer:
            return self._session.remembered(
                (read.__qualname__, value), names, lambda: read(self, value)
            )

        return reading

    return decorate


class Repository:
    """Reads and writes one noun inside a unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def _note_batch(self, person_id: int, batch: str | None) -> None:
        """Remember, in order, that a message of this person's did something that can be undone."""
        if batch:
            self._session.execute(
                _new_batch(self._session.insert_new(batches)),
                {"person_id": person_id, "batch": batch, "undone": False, "whose": person_id},
            )


@cache
def _new_batch(insert_new: Insert) -> Insert:
    return insert_new.values(programme_id=programme_by(people, "whose"))


def programme_by(table: Table, parameter: str) -> ScalarSelect[Any]:
    """``programme_of`` the row that this parameter of the statement names."""
    return select(table.c.programme_id).where(table.c.id == bindparam(parameter)).scalar_subquery()


def programme_of(table: Table, row_id: int) -> ScalarSelect[Any]:
    """The programme that another row belongs to, found by the statement that needs it."""
    return select(table.c.programme_id).where(table.c.id == row_id).scalar_subquery()


def due_values(name: str, due: Due | None) -> Mapping[str, Any]:
    """The columns of ``store.columns.due``."""
    return {
        f"{name}_text": due.text if due else None,
        f"{name}_start": due.start if due else None,
        f"{name}_end": due.end if due else None,
        f"{name}_precision": due.precision.value if due else None,
    }


def due_of(row: RowMapping | Mapping[str, Any], name: str) -> Due | None:
    """The inverse. Words that were redacted leave the days they stood for."""
    precision = row[f"{name}_precision"]
    if precision is None:
        return None
    return Due(
        text=row[f"{name}_text"] or "",
        start=row[f"{name}_start"],
        end=row[f"{name}_end"],
        precision=Precision(precision),
    )
