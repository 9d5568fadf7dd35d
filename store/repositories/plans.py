"""Plans, their headings, and what each import found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, select

from bot.domain.plans import Finding, HeadingKind, NamedLead, Severity
from bot.domain.policy import Policy
from bot.domain.programme import Heading, Plan, RequestKind
from bot.domain.status import Scale
from store.codec import from_json, to_json
from store.repositories.base import Repository, programme_of, remembered
from store.tables.plan import findings, headings, imports, plans

_NAMES = frozenset({plans.name})
_LEADS = tuple[NamedLead, ...]
_ROUTES = Mapping[RequestKind, tuple[str, ...]]


class Plans(Repository):
    """See ``bot.ports.Plans``."""

    @remembered(plans)
    def get(self, plan_id: int) -> Plan:
        """:raises LookupError: there is none with that id."""
        return _plan(self._session.get(plans, plan_id))

    @remembered(plans)
    def of(self, programme_id: int) -> Sequence[Plan]:
        rows = self._session.rows(_OF_PROGRAMME, {"programme": programme_id})
        found = [_plan(row) for row in rows]
        for plan in found:
            # Each may be asked for by its id next: nothing was written in between.
            self._session.remember(("Plans.get", plan.id), _NAMES, plan)
        return found

    def by_code(self, programme_id: int, code: str) -> Plan | None:
        row = self._session.first(
            select(plans).where(plans.c.programme_id == programme_id, plans.c.code == code)
        )
        return None if row is None else _plan(row)

    def save(self, plan: Plan) -> Plan:
        return replace(plan, id=self._session.save(plans, plan.id, _plan_values(plan)))

    @remembered(headings)
    def headings(self, plan_id: int) -> Sequence[Heading]:
        rows = self._session.rows(_HEADINGS, {"plan": plan_id})
        return [_heading(row) for row in rows]

    def save_heading(self, heading: Heading) -> Heading:
        values = {
            "programme_id": programme_of(plans, heading.plan_id),
            "plan_id": heading.plan_id,
            "local_id": heading.local_id,
            "parent": heading.parent,
            "kind": heading.kind.value,
            "code": heading.code,
            "title": heading.title,
            "leads": to_json(_LEADS, heading.leads),
            "place": heading.order,
        }
        return replace(heading, id=self._session.save(headings, heading.id, values))

    def save_findings(self, plan_id: int, at: datetime, found: Iterable[Finding]) -> None:
        programme = programme_of(plans, plan_id)
        import_id = self._session.add(
            imports, {"programme_id": programme, "plan_id": plan_id, "at": at}
        )
        programme_id = self._session.value(
            select(imports.c.programme_id).where(imports.c.id == import_id)
        )
        self._session.add_all(
            findings,
            (
                {
                    "programme_id": programme_id,
                    "import_id": import_id,
                    "severity": finding.severity.value,
                    "code": finding.code,
                    "place": finding.where,
                    "message": finding.message,
                }
                for finding in found
            ),
        )

    def findings(self, plan_id: int) -> Sequence[Finding]:
        newest = select(func.max(imports.c.id)).where(imports.c.plan_id == plan_id)
        rows = self._session.rows(
            select(findings)
            .where(findings.c.import_id == newest.scalar_subquery())
            .order_by(findings.c.id)
        )
        return [_finding(row) for row in rows]


_OF_PROGRAMME = (
    select(plans).where(plans.c.programme_id == bindparam("programme")).order_by(plans.c.id)
)
_HEADINGS = (
    select(headings)
    .where(headings.c.plan_id == bindparam("plan"))
    .order_by(headings.c.place, headings.c.id)
)


def _plan_values(plan: Plan) -> Mapping[str, Any]:
    return {
        "programme_id": plan.programme_id,
        "code": plan.code,
        "title": plan.title,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "reporting_body": plan.reporting_body,
        "routes": to_json(_ROUTES, plan.routes),
        "scale": to_json(Scale, plan.scale),
        "policy": None if plan.policy is None else to_json(Policy, plan.policy),
        "imported_on": plan.imported_on,
    }


def _plan(row: RowMapping) -> Plan:
    return Plan(
        id=row["id"],
        programme_id=row["programme_id"],
        code=row["code"],
        title=row["title"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        reporting_body=row["reporting_body"],
        routes=from_json(_ROUTES, row["routes"]),
        scale=from_json(Scale, row["scale"]),
        policy=None if row["policy"] is None else from_json(Policy, row["policy"]),
        imported_on=row["imported_on"],
    )


def _heading(row: RowMapping) -> Heading:
    return Heading(
        id=row["id"],
        plan_id=row["plan_id"],
        local_id=row["local_id"],
        parent=row["parent"],
        kind=HeadingKind(row["kind"]),
        code=row["code"],
        title=row["title"],
        leads=from_json(_LEADS, row["leads"]),
        order=row["place"],
    )


def _finding(row: RowMapping) -> Finding:
    return Finding(
        severity=Severity(row["severity"]),
        code=row["code"],
        where=row["place"],
        message=row["message"],
    )
