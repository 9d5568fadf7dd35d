"""Column types, and the few columns that many tables share.

Text has no length here: SQLite would not keep one, and what a platform calls its rooms may be long.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Text,
)
from sqlalchemy.types import TypeDecorator

#: Every constraint and index has a name that can be derived, so that a migration can speak of it.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database. A naive datetime is rejected, never guessed at."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """:raises ValueError: for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone: naive datetimes are not stored")
        value = value.astimezone(UTC)
        # SQLite has no time zones: the text is UTC's, and so sorts as the instants do.
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the base class names it
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Row ids. SQLite counts up by itself only in a plain INTEGER key.
Id = BigInteger().with_variant(Integer(), "sqlite")
#: JSON with the order of its keys kept; ``None`` is SQL's NULL.
Json = JSON(none_as_null=True)


def row_id() -> Column[int]:
    """The table's own key: never used again once its row is gone."""
    return Column("id", Id, primary_key=True, autoincrement=True)


def of_programme() -> Column[int]:
    """Whose row it is (DESIGN.md, decision 7): every table has it."""
    return Column("programme_id", Id, ForeignKey("programmes.id"), nullable=False)


def link(name: str, to: str, *, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    """A column that names a row of the table ``to``."""
    return Column(name, Id, ForeignKey(f"{to}.id"), nullable=nullable, primary_key=primary_key)


def due(name: str) -> tuple[Column[Any], ...]:
    """A date as somebody wrote it (R5): its words, what they resolve to, how precise they are."""
    return (
        Column(f"{name}_text", Text),
        Column(f"{name}_start", Date),
        Column(f"{name}_end", Date),
        Column(f"{name}_precision", Text),
    )
