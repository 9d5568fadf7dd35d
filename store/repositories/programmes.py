"""Programmes, their connections and terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, delete, select

from bot.domain.calendar import Term
from bot.domain.policy import Policy
from bot.domain.programme import Connection, Programme, ProgrammeState
from store.codec import from_json, to_json
from store.repositories.base import Repository, remembered
from store.tables.programme import connections, programmes, terms


class Programmes(Repository):
    """See ``bot.ports.Programmes``."""

    def all(self) -> Sequence[Programme]:
        return self._read(_ALL)

    @remembered(programmes, terms)
    def get(self, programme_id: int) -> Programme:
        """:raises LookupError: there is none with that id."""
        row = self._session.get(programmes, programme_id)
        return replace(_programme(row), terms=_spans(self.terms(programme_id)))

    def by_code(self, code: str) -> Programme | None:
        found = self._read(_BY_CODE, code)
        return found[0] if found else None

    def save(self, programme: Programme) -> Programme:
        """Terms stand in a table of their own: a programme that names some replaces them."""
        row_id = self._session.save(programmes, programme.id, _programme_values(programme))
        if programme.terms:
            self.save_terms(
                row_id,
                (
                    Term(name=name, first_day=first, last_day=last)
                    for name, first, last in programme.terms
                ),
            )
        return replace(programme, id=row_id)

    def connections(self, programme_id: int) -> Sequence[Connection]:
        rows = self._session.rows(
            select(connections)
            .where(connections.c.programme_id == programme_id)
            .order_by(connections.c.id)
        )
        return [_connection(row) for row in rows]

    def connection(self, name: str) -> Connection | None:
        row = self._session.first(_CONNECTION, {"called": name})
        return None if row is None else _connection(row)

    def save_connection(self, connection: Connection) -> Connection:
        row_id = self._session.save(connections, connection.id, _connection_values(connection))
        return replace(connection, id=row_id)

    @remembered(terms)
    def terms(self, programme_id: int) -> Sequence[Term]:
        rows = self._session.rows(_TERMS, {"programme": programme_id})
        return [_term(row) for row in rows]

    def save_terms(self, programme_id: int, terms_now: Iterable[Term]) -> None:
        """Replace the programme's terms."""
        self._session.execute(delete(terms).where(terms.c.programme_id == programme_id))
        self._session.add_all(
            terms,
            (
                {
                    "programme_id": programme_id,
                    "name": term.name,
                    "first_day": term.first_day,
                    "last_day": term.last_day,
                }
                for term in terms_now
            ),
        )

    def _read(self, statement: Select[Any], wanted: object = None) -> Sequence[Programme]:
        rows = self._session.rows(statement, {"wanted": wanted})
        return [replace(_programme(row), terms=_spans(self.terms(row["id"]))) for row in rows]


def _spans(found: Iterable[Term]) -> tuple[tuple[str, date, date], ...]:
    """Terms as ``Programme`` holds them."""
    return tuple((term.name, term.first_day, term.last_day) for term in found)


_ALL = select(programmes).order_by(programmes.c.id)
_BY_CODE = select(programmes).where(programmes.c.code == bindparam("wanted"))
_CONNECTION = select(connections).where(connections.c.name == bindparam("called"))
_TERMS = (
    select(terms)
    .where(terms.c.programme_id == bindparam("programme"))
    .order_by(terms.c.first_day, terms.c.id)
)


def _programme_values(programme: Programme) -> Mapping[str, Any]:
    return {
        "code": programme.code,
        "name": programme.name,
        "state": programme.state.value,
        "live_since": programme.live_since,
        "introduces": programme.introduces,
        "policy": to_json(Policy, programme.policy),
        "policy_hash": programme.policy_hash,
        "digest_channels": list(programme.digest_channels),
    }


def _programme(row: RowMapping) -> Programme:
    return Programme(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        state=ProgrammeState(row["state"]),
        live_since=row["live_since"],
        introduces=row["introduces"],
        policy=from_json(Policy, row["policy"]),
        policy_hash=row["policy_hash"],
        digest_channels=tuple(row["digest_channels"]),
    )


def _connection_values(connection: Connection) -> Mapping[str, Any]:
    return {
        "programme_id": connection.programme_id,
        "name": connection.name,
        "platform": connection.platform,
        "allowed_tenants": list(connection.allowed_tenants),
        "settings": dict(connection.settings),
    }


def _connection(row: RowMapping) -> Connection:
    return Connection(
        id=row["id"],
        programme_id=row["programme_id"],
        name=row["name"],
        platform=row["platform"],
        allowed_tenants=tuple(row["allowed_tenants"]),
        settings=row["settings"],
    )


def _term(row: RowMapping) -> Term:
    return Term(name=row["name"], first_day=row["first_day"], last_day=row["last_day"])
