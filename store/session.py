"""One transaction's connection, as the repositories use it: deadlines kept, driver errors translated."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sqlalchemy import (
    ClauseElement,
    Connection,
    CursorResult,
    Executable,
    RowMapping,
    Select,
    Table,
    Update,
    bindparam,
    exc,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from bot.ports import DeadlineExceeded, Unavailable
from store.errors import Contradiction

if TYPE_CHECKING:
    from collections.abc import Iterator

Answer = TypeVar("Answer")
#: What a statement's ``bindparam``s stand for; several of them run it once for each.
Parameters: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None

#: How long a writer waits for another before the database counts as busy, in seconds.
BUSY_SECONDS = 5.0


#: A statement that the database ends at the deadline can come back this much before it, in seconds.
CLOCKS_DIFFER = 0.02


class Deadline:
    """How long a unit of work may still take. It measures a span, not the time of day."""

    def __init__(self, seconds: float | None) -> None:
        self._ends = None if seconds is None else time.monotonic() + seconds

    @property
    def left(self) -> float | None:
        """Seconds left, never below 0; ``None`` where there is no deadline."""
        return None if self._ends is None else max(0.0, self._ends - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether it has passed, by our clock or by the database's, which may be a hair ahead."""
        return self.left is not None and self.left <= CLOCKS_DIFFER

    def within(self, seconds: float) -> float:
        """``seconds``, or what is left where that is less."""
        return seconds if self.left is None else min(seconds, self.left)

    def check(self) -> None:
        """:raises DeadlineExceeded: when it is over."""
        if self.over:
            raise DeadlineExceeded("the unit of work ran past its own deadline")


@contextmanager
def translated(deadline: Deadline) -> Iterator[None]:
    """The driver's errors in the words of the ports.

    :raises DeadlineExceeded: the database was waited for until the unit's own deadline.
    :raises Unavailable: it is busy, or gone.
    :raises Contradiction: what was to be written contradicts the record.
    :raises RuntimeError: a reading unit of work was asked to write.
    """
    try:
        yield
    except (exc.IntegrityError, exc.DataError) as error:
        raise Contradiction(_reason(error)) from error
    except exc.TimeoutError as error:
        raise Unavailable("every connection to the database is in use") from error
    except exc.DBAPIError as error:
        reason = _reason(error)
        if "readonly" in reason or "read-only" in reason:
            raise RuntimeError("a reading unit of work cannot write") from error
        if deadline.over:
            raise DeadlineExceeded(reason) from error
        if isinstance(error, exc.OperationalError | exc.InterfaceError | exc.InternalError):
            raise Unavailable(reason) from error
        raise
    except exc.StatementError as error:
        # A column type refused a value, as UtcDateTime does a naive datetime.
        if isinstance(error.orig, ValueError | TypeError):
            raise error.orig from error
        raise


def _reason(error: exc.StatementError) -> str:
    """The driver's own first line: never the statement or its parameters, which hold people's words."""
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__


class Session:
    """What a repository may do inside its unit of work.

    A statement that every event needs is made once, with ``bindparam`` for what differs, and given with its
    parameters: making it anew costs more than running it does.
    """

    def __init__(self, connection: Connection, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline
        self._postgresql = connection.dialect.name == "postgresql"
        self._ended = False
        self._failed = False
        self._memory: dict[Hashable, tuple[frozenset[str], Any]] = {}

    @property
    def skips_locked(self) -> bool:
        """Whether rows that another transaction holds can be passed over (PostgreSQL)."""
        return self._postgresql

    def end(self) -> None:
        """No more statements: what came after a commit would be lost in silence."""
        self._ended = True

    def check(self) -> None:
        """After an error PostgreSQL takes nothing more and commits nothing, without a word: on both
        databases a unit of work in which a statement failed can only be rolled back.

        :raises RuntimeError: a statement failed.
        """
        if self._failed:
            raise RuntimeError("a statement failed: this unit of work can only be rolled back")

    def remembered(
        self, key: Hashable, tables: frozenset[str], read: Callable[[], Answer]
    ) -> Answer:
        """What ``read`` gave before in this unit of work, unless one of its tables was written since.

        Nobody else's writes can come between: writers take turns, readers see a snapshot.
        """
        if key not in self._memory:
            self._memory[key] = tables, read()
        answer: Answer = self._memory[key][1]
        return answer

    def recalled(self, key: Hashable) -> Any:
        """What ``remembered`` would give without reading; ``None`` where it would have to."""
        return self._memory.get(key, (None, None))[1]

    def remember(self, key: Hashable, tables: frozenset[str], answer: object) -> None:
        """Have ``remembered`` give this, read on the way to something else."""
        self._memory[key] = tables, answer

    def _forget(self, statement: Executable) -> None:
        """What was read of the tables that a statement may write."""
        if not self._memory or statement.is_select:
            return
        written = getattr(getattr(statement, "table", None), "name", None)
        for key, (tables, _) in list(self._memory.items()):
            if written is None or written in tables:
                del self._memory[key]

    def _run(
        self,
        statement: Executable,
        parameters: Parameters,
        take: Callable[[CursorResult[Any]], Answer],
    ) -> Answer:
        """One statement from its start to the last row it gives: a deadline can pass while rows are read."""
        self._forget(statement)
        if self._ended:
            raise RuntimeError("this unit of work has ended: open another")
        self._deadline.check()
        self.check()
        try:
            return take(self._connection.execute(statement, parameters))
        except Exception:
            self._failed = True
            with translated(self._deadline):
                raise

    def execute(self, statement: Executable, parameters: Parameters = None) -> None:
        """Run a statement whose rows nobody needs."""
        self._run(statement, parameters, _nothing)

    def rows(self, statement: Executable, parameters: Parameters = None) -> Sequence[RowMapping]:
        return self._run(statement, parameters, lambda told: told.mappings().all())

    def first(self, statement: Executable, parameters: Parameters = None) -> RowMapping | None:
        return self._run(statement, parameters, lambda told: told.mappings().first())

    def values(self, statement: Executable, parameters: Parameters = None) -> Sequence[Any]:
        """The first column of every row."""
        return self._run(statement, parameters, lambda told: told.scalars().all())

    def value(self, statement: Executable, parameters: Parameters = None) -> Any:
        """The first column of the first row, ``None`` where there is none."""
        return self._run(statement, parameters, lambda told: told.scalars().first())

    def change(self, statement: Executable, parameters: Parameters = None) -> int:
        """How many rows the statement changed."""
        return self._run(statement, parameters, lambda told: told.rowcount)

    def add(self, table: Table, values: Mapping[str, Any]) -> int:
        """Insert one row; its id."""
        if _are_plain(values):
            return int(self.value(_one_more(table), values))
        return int(self.value(_one_more(table).values(**values)))

    def add_all(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows whose ids nobody needs."""
        found = list(rows)
        if found:
            self.execute(insert(table), found)

    def add_new(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> Sequence[RowMapping]:
        """Insert the rows that are not there yet; those that were added, by id."""
        found = list(rows)
        if not found:
            return ()
        statement = _those_not_there(table, on_postgresql=self._postgresql)
        added = self.rows(statement, found if len(found) > 1 else found[0])
        return sorted(added, key=lambda row: row["id"])

    def insert_new(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An insert that leaves alone what stands there already."""
        return _insert_new(table, on_postgresql=self._postgresql)

    def save(self, table: Table, row_id: int, values: Mapping[str, Any]) -> int:
        """Insert (id 0) or change one row; its id.

        :raises LookupError: no row has that id.
        """
        if row_id == 0:
            return self.add(table, values)
        if _are_plain(values):
            changed = self.change(_one_changed(table), {**values, _WHICH: row_id})
        else:
            changed = self.change(update(table).where(table.c.id == row_id).values(**values))
        if not changed:
            raise LookupError(f"{table.name} has no row {row_id}")
        return row_id

    def get(self, table: Table, row_id: int) -> RowMapping:
        """:raises LookupError: no row has that id."""
        row = self.first(_one(table), {_WHICH: row_id})
        if row is None:
            raise LookupError(f"{table.name} has no row {row_id}")
        return row


#: The parameter that names the row; no column is called so.
_WHICH = "which_row"


def _nothing(_told: CursorResult[Any]) -> None:
    """Nobody needs what it gave."""


def _are_plain(values: Mapping[str, Any]) -> bool:
    """Whether the database is to find none of them out by itself."""
    return not any(isinstance(value, ClauseElement) for value in values.values())


@cache
def _one(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam(_WHICH))


@cache
def _one_more(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(table.c.id)


@cache
def _one_changed(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam(_WHICH))


@cache
def _insert_new(table: Table, *, on_postgresql: bool) -> postgresql.Insert | sqlite.Insert:
    """An insert that leaves alone what stands there already."""
    if on_postgresql:
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


@cache
def _those_not_there(table: Table, *, on_postgresql: bool) -> ReturningInsert[Any]:
    return _insert_new(table, on_postgresql=on_postgresql).returning(table)
