"""Requests and the decisions on them (R13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam, func, select

from bot.domain.programme import RequestKind
from bot.domain.requests import Decision, DecisionKind, Request, RequestState
from store.repositories.base import Repository, due_of, due_values
from store.tables.governance import decisions, requests


class Requests(Repository):
    """See ``bot.ports.Requests``."""

    def get(self, request_id: int) -> Request:
        """:raises LookupError: there is none with that id."""
        found = self._read(_ONE, request_id)
        if not found:
            raise LookupError(f"requests has no row {request_id}")
        return found[0]

    def save(self, request: Request) -> Request:
        """Decisions are taken once: those that stand are kept, later ones are added."""
        self._note_batch(request.person_id, request.batch)
        row_id = self._session.save(
            requests,
            request.id,
            {
                "programme_id": request.programme_id,
                "plan_id": request.plan_id,
                "action_id": request.action_id,
                "kind": request.kind.value,
                "state": request.state.value,
                "route": list(request.route),
                "step": request.step,
                "person_id": request.person_id,
                "made_at": request.made_at,
                "reason": request.reason,
                **due_values("new_date", request.new_date),
                "new_lead": request.new_lead,
                "batch": request.batch,
            },
        )
        taken = self._session.value(_HOW_MANY_TAKEN, {"request": row_id})
        self._session.add_all(
            decisions,
            (
                {
                    "programme_id": request.programme_id,
                    "request_id": row_id,
                    "place": place,
                    "body": decision.body,
                    "agreed": decision.agreed,
                    "kind": decision.kind.value,
                    "person_id": decision.person_id,
                    "at": decision.at,
                    "reason": decision.reason,
                    "minute": decision.minute,
                }
                for place, decision in enumerate(request.decisions)
                if place >= taken
            ),
        )
        return replace(request, id=row_id)

    def open(self, programme_id: int) -> Sequence[Request]:
        return self._read(_OPEN, programme_id)

    def of_action(self, action_id: int) -> Sequence[Request]:
        return self._read(_OF_ACTION, action_id)

    def of_batch(self, batch: str) -> Sequence[Request]:
        return self._read(_OF_BATCH, batch)

    def _read(self, which: _Which, wanted: object) -> Sequence[Request]:
        rows = self._session.rows(which.requests, {"wanted": wanted})
        if not rows:
            return ()
        taken: dict[int, list[Decision]] = defaultdict(list)
        for row in self._session.rows(which.decisions, {"wanted": wanted}):
            taken[row["request_id"]].append(_decision(row))
        return [_request(row, taken[row["id"]]) for row in rows]


class _Which:
    """The queries that read the requests that the conditions select."""

    def __init__(self, *conditions: ColumnElement[bool]) -> None:
        ids = select(requests.c.id).where(*conditions)
        self.requests = select(requests).where(*conditions).order_by(requests.c.id)
        self.decisions = (
            select(decisions)
            .where(decisions.c.request_id.in_(ids))
            .order_by(decisions.c.request_id, decisions.c.place)
        )


_WANTED: ColumnElement[Any] = bindparam("wanted")
_ONE = _Which(requests.c.id == _WANTED)
_OPEN = _Which(requests.c.programme_id == _WANTED, requests.c.state == RequestState.OPEN.value)
_OF_ACTION = _Which(requests.c.action_id == _WANTED)
_OF_BATCH = _Which(requests.c.batch == _WANTED)
_HOW_MANY_TAKEN = (
    select(func.count())
    .select_from(decisions)
    .where(decisions.c.request_id == bindparam("request"))
)


def _decision(row: RowMapping) -> Decision:
    return Decision(
        body=row["body"],
        agreed=row["agreed"],
        kind=DecisionKind(row["kind"]),
        person_id=row["person_id"],
        at=row["at"],
        reason=row["reason"],
        minute=row["minute"],
    )


def _request(row: RowMapping, taken: Sequence[Decision]) -> Request:
    values: dict[str, Any] = {
        name: row[name]
        for name in (
            "id",
            "programme_id",
            "plan_id",
            "action_id",
            "step",
            "person_id",
            "made_at",
            "reason",
            "new_lead",
            "batch",
        )
    }
    return Request(
        **values,
        kind=RequestKind(row["kind"]),
        state=RequestState(row["state"]),
        route=tuple(row["route"]),
        new_date=due_of(row, "new_date"),
        decisions=tuple(taken),
    )
