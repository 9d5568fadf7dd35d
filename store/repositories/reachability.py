"""How people and places are reached on platforms that want to be told, and who cannot be reached at all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import RowMapping, select, update

from bot.ports import Reach
from store.repositories.base import Repository
from store.tables.programme import connections, reachability


class Reachability(Repository):
    """See ``bot.ports.Reachability``."""

    def get(self, connection: str, native: str) -> Reach | None:
        row = self._session.first(
            select(reachability).where(
                reachability.c.connection == connection, reachability.c.native == native
            )
        )
        return None if row is None else _reach(row)

    def keep(self, reach: Reach) -> None:
        """:raises Contradiction: there is no connection of that name."""
        values = {
            "reference": dict(reach.reference) or None,
            "seen_at": reach.seen_at,
            "unreachable_since": reach.unreachable_since,
            "reason": reach.reason,
        }
        kept = self._session.change(
            update(reachability)
            .where(
                reachability.c.connection == reach.connection,
                reachability.c.native == reach.native,
            )
            .values(**values)
        )
        if not kept:
            whose = select(connections.c.programme_id).where(connections.c.name == reach.connection)
            self._session.add(
                reachability,
                {
                    **values,
                    "programme_id": whose.scalar_subquery(),
                    "connection": reach.connection,
                    "native": reach.native,
                },
            )

    def of(self, connection: str, *, most: int | None = None) -> Sequence[Reach]:
        rows = self._session.rows(
            select(reachability)
            .where(reachability.c.connection == connection)
            .order_by(reachability.c.seen_at.desc().nulls_last(), reachability.c.id)
            .limit(most)
        )
        return [_reach(row) for row in rows]


def _reach(row: RowMapping) -> Reach:
    return Reach(
        connection=row["connection"],
        native=row["native"],
        reference=row["reference"] or {},
        seen_at=row["seen_at"],
        unreachable_since=row["unreachable_since"],
        reason=row["reason"],
    )
