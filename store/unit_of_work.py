"""Units of work: one transaction each, on SQLite and PostgreSQL alike (DESIGN.md, decision 3).

Writers take turns on both databases (SQLite: BEGIN IMMEDIATE; PostgreSQL: one advisory lock), so that
what a handler read is still true when it writes. Readers see a snapshot and wait for nobody.
"""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, exc

from bot import ports
from bot.ports import DeadlineExceeded, Unavailable
from store.audit import Audit
from store.engine import WRITING, driver_of
from store.inbox import Inbox
from store.outbox import Outbox
from store.repositories.actions import Actions
from store.repositories.console import ConsolePosts
from store.repositories.conversations import Conversations
from store.repositories.cycles import Cycles
from store.repositories.meetings import Meetings
from store.repositories.people import People
from store.repositories.plans import Plans
from store.repositories.programmes import Programmes
from store.repositories.reachability import Reachability
from store.repositories.requests import Requests
from store.repositories.touches import Touches
from store.session import BUSY_SECONDS, Deadline, Session, translated

#: The advisory lock of PostgreSQL's writers; any number that nobody else uses.
WRITERS = 0x53454E44
#: How often SQLite looks at a deadline while a statement runs, in steps of its virtual machine.
_STEPS = 10_000


class Turn:
    """Whose turn it is among the threads of this process.

    At a database in memory readers wait as well: it has one connection. At a file only writers do, which
    SQLite would let sleep and look again, up to a tenth of a second each time and in no order. Who came
    first goes first: a lock alone lets whoever runs just then overtake those it has to wake.
    """

    def __init__(self) -> None:
        self._queue: deque[threading.Lock] = deque()
        """A lock of each that waits, held until its turn has come."""
        self._changing = threading.Lock()
        self._taken = False
        self._owner: int | None = None

    @property
    def waiting(self) -> int:
        """How many wait for it."""
        return len(self._queue)

    def take(self, seconds: float) -> bool:
        """:raises RuntimeError: this thread has it already and would wait for itself."""
        if self._owner == threading.get_ident():
            raise RuntimeError("a unit of work is open in this thread: end it before the next")
        mine = threading.Lock()
        mine.acquire()
        if not self._wait(mine, seconds):
            return False
        self._owner = threading.get_ident()
        return True

    def give_back(self) -> None:
        """The next in the queue has it at once: between them nobody can take it."""
        self._owner = None
        with self._changing:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._taken = False

    def _wait(self, mine: threading.Lock, seconds: float) -> bool:
        joined = False
        try:
            with self._changing:
                if not self._taken:
                    self._taken = True
                    return True
                self._queue.append(mine)
                joined = True
            in_time = mine.acquire(timeout=seconds)
        except BaseException:
            # Interrupted: a turn that nobody is there to take would never end.
            if joined and not self._left(mine):
                self.give_back()
            raise
        return in_time or not self._left(mine)

    def _left(self, mine: threading.Lock) -> bool:
        """Leave the queue; false where the turn came at the last moment, and is taken after all."""
        with self._changing:
            if mine not in self._queue:
                return False
            self._queue.remove(mine)
            return True


class SqlUnitOfWork:
    """See ``bot.ports.UnitOfWork``. To be used by the thread that opened it, and once."""

    programmes: ports.Programmes
    people: ports.People
    plans: ports.Plans
    actions: ports.Actions
    meetings: ports.Meetings
    requests: ports.Requests
    touches: ports.Touches
    cycles: ports.Cycles
    conversations: ports.Conversations
    reachability: ports.Reachability
    inbox: ports.Inbox
    outbox: ports.Outbox
    audit: ports.Audit
    console: ports.ConsolePosts

    def __init__(
        self,
        engine: Engine,
        *,
        writing: bool,
        deadline_seconds: float | None = None,
        turn: Turn | None = None,
    ) -> None:
        self._engine = engine
        self._writing = writing
        self._deadline = Deadline(deadline_seconds)
        self._turn = turn
        self._has_turn = False
        self._connection: Connection | None = None
        self._session: Session | None = None

    def __enter__(self) -> Self:
        """:raises Unavailable: the database is busy, or gone."""
        if self._turn is not None:
            self._has_turn = self._turn.take(self._deadline.within(BUSY_SECONDS))
            if not self._has_turn:
                raise self._too_late("the database is busy")
        try:
            with translated(self._deadline):
                self._connection = self._engine.connect().execution_options(
                    **{WRITING: self._writing}
                )
                if self._connection.dialect.name == "postgresql":
                    self._begin_postgresql(self._connection)
                else:
                    self._begin_sqlite(self._connection)
        except BaseException:
            self._leave()
            raise
        session = self._session = Session(self._connection, self._deadline)
        self.programmes = Programmes(session)
        self.people = People(session)
        self.plans = Plans(session)
        self.actions = Actions(session)
        self.meetings = Meetings(session)
        self.requests = Requests(session)
        self.touches = Touches(session)
        self.cycles = Cycles(session)
        self.conversations = Conversations(session)
        self.reachability = Reachability(session)
        self.inbox = Inbox(session)
        self.outbox = Outbox(session)
        self.audit = Audit(session)
        self.console = ConsolePosts(session)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    def commit(self) -> None:
        """End the transaction for good. In a reading unit nothing happens.

        :raises DeadlineExceeded: past the unit's own deadline; nothing is written.
        :raises Unavailable: the database could not take it.
        """
        connection, session = self._open()
        if not self._writing:
            return
        self._deadline.check()
        session.check()
        with translated(self._deadline):
            connection.commit()
        session.end()

    def rollback(self) -> None:
        """Take back everything; the unit is at its end."""
        connection, session = self._open()
        session.end()
        with translated(self._deadline):
            connection.rollback()

    def _open(self) -> tuple[Connection, Session]:
        if self._connection is None or self._session is None:
            raise RuntimeError("a unit of work is used inside its with block")
        return self._connection, self._session

    def _leave(self) -> None:
        """Roll back what was not committed, and give everything back, whatever happens on the way."""
        if self._session is not None:
            self._session.end()
        connection, self._connection = self._connection, None
        try:
            if connection is not None:
                if connection.dialect.name == "sqlite":
                    driver_of(connection).set_progress_handler(None, 0)
                connection.close()
        except exc.DBAPIError as error:
            raise Unavailable("the connection to the database was lost") from error
        finally:
            if self._turn is not None and self._has_turn:
                self._has_turn = False
                self._turn.give_back()

    def _begin_sqlite(self, connection: Connection) -> None:
        wait = int(self._deadline.within(BUSY_SECONDS) * 1000)
        driver = driver_of(connection)
        driver.execute(f"PRAGMA busy_timeout = {wait}")
        driver.execute(f"PRAGMA query_only = {'OFF' if self._writing else 'ON'}")
        connection.begin()
        if not self._writing:
            # The snapshot is taken by the first look: here, as on PostgreSQL.
            connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1")
        if self._deadline.left is not None:
            driver.set_progress_handler(lambda: self._deadline.over, _STEPS)

    def _begin_postgresql(self, connection: Connection) -> None:
        if not self._writing:
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            connection.exec_driver_sql("SELECT 1")
            return
        wait = max(1, int(self._deadline.within(BUSY_SECONDS) * 1000))
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}")
        left = self._deadline.left
        if left is not None:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, int(left * 1000))}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")

    def _too_late(self, reason: str) -> Unavailable:
        return DeadlineExceeded(reason) if self._deadline.over else Unavailable(reason)


class SqlUnits:
    """See ``bot.ports.Units``: opens units of work on one database."""

    def __init__(
        self, engine: Engine, *, turn: Turn | None = None, writers: Turn | None = None
    ) -> None:
        """``turn``: everybody's, ``writers``: that of units that write."""
        self.engine = engine
        self._turn = turn
        self._writers = turn or writers

    def write(self, *, deadline_seconds: float | None = None) -> SqlUnitOfWork:
        return SqlUnitOfWork(
            self.engine, writing=True, deadline_seconds=deadline_seconds, turn=self._writers
        )

    def read(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.engine, writing=False, turn=self._turn)

    def close(self) -> None:
        """Close every connection that no unit is using."""
        self.engine.dispose()
