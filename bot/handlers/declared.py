"""The parts of a programme file, each brought into the record: the top, connections, terms, plans."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.errors import PlanRefused
from bot.domain.policy import policy_hash
from bot.domain.programme import Connection, Plan, Programme
from bot.domain.programme_spec import Change, ConnectionSpec, PlanSpec, ProgrammeSpec
from bot.handlers.desk import Desk
from bot.handlers.headlines import declare_headlines
from bot.phrasing import programme as say
from bot.phrasing.words import long_day

#: What the audit calls the programme itself.
SUBJECT = "programme"


def declare_top(desk: Desk, existing: Programme | None, programme: Programme) -> list[Change]:
    subject = f"programme {programme.code}"
    if existing is None:
        desk.record(
            "programme_added", SUBJECT, after={"code": programme.code, "name": programme.name}
        )
        return [say.added(subject, f"programme {programme.name}")]
    differences: list[tuple[str, object, object]] = [
        (word, getattr(existing, name), getattr(programme, name))
        for name, word in (("name", "name"), ("digest_channels", "digest channels"))
        if getattr(existing, name) != getattr(programme, name)
    ]
    if existing.policy != programme.policy:
        differences.append(("policy", policy_hash(existing.policy), policy_hash(programme.policy)))
    if not differences:
        return []
    desk.record_differences("programme_changed", SUBJECT, differences)
    return [say.changed(subject, f"programme {programme.name}", differences)]


def declare_connections(desk: Desk, specs: tuple[ConnectionSpec, ...]) -> list[Change]:
    programmes = desk.uow.programmes
    known = {c.name: c for c in programmes.connections(desk.programme_id)}
    changes = []
    for spec in specs:
        subject = f"connection {spec.name}"
        taken = programmes.connection(spec.name)
        if taken is not None and taken.programme_id != desk.programme_id:
            raise PlanRefused(
                f"The connection {spec.name} belongs to another programme here; give this one another name."
            )
        existing = known.pop(spec.name, None)
        wanted = Connection(
            id=existing.id if existing else 0,
            programme_id=desk.programme_id,
            name=spec.name,
            platform=spec.platform,
            allowed_tenants=spec.allowed_tenants,
            settings=dict(spec.settings),
        )
        if wanted == existing:
            continue
        programmes.save_connection(wanted)
        if existing is None:
            desk.record("connection_added", subject, after={"platform": spec.platform})
            changes.append(say.added(subject, f"{subject} ({spec.platform})"))
            continue
        differences: list[tuple[str, object, object]] = [
            (word, getattr(existing, name), getattr(wanted, name))
            for name, word in (("platform", "platform"), ("allowed_tenants", "allowed tenants"))
            if getattr(existing, name) != getattr(wanted, name)
        ]
        if dict(existing.settings) != wanted.settings:
            differences.append(
                ("settings", sorted(existing.settings.items()), sorted(wanted.settings.items()))
            )
        desk.record_differences("connection_changed", subject, differences)
        changes.append(say.changed(subject, subject, differences))
    return changes + [say.not_in_file(f"connection {name}", f"connection {name}") for name in known]


def declare_terms(desk: Desk, spec: ProgrammeSpec) -> list[Change]:
    recorded = tuple(desk.uow.programmes.terms(desk.programme_id))
    if not spec.terms:
        return [say.not_in_file("terms", "the list of school terms")] if recorded else []
    if recorded == spec.terms:
        return []
    desk.uow.programmes.save_terms(desk.programme_id, spec.terms)
    before, after = (
        [f"{t.name} from {long_day(t.first_day)} to {long_day(t.last_day)}" for t in terms]
        for terms in (recorded, spec.terms)
    )
    desk.record("terms_changed", SUBJECT, before={"terms": before}, after={"terms": after})
    return [say.changed("terms", "school terms", [("dates", tuple(before), tuple(after))])]


def declare_plans(desk: Desk, specs: tuple[PlanSpec, ...]) -> list[Change]:
    plans = desk.uow.plans
    known = {plan.code: plan for plan in plans.of(desk.programme_id)}
    changes = []
    for spec in specs:
        subject = f"plan {spec.code}"
        existing = known.pop(spec.code, None)
        wanted = declared_plan(existing or _new_plan(desk.programme_id, spec), spec)
        if existing is None:
            wanted = plans.save(wanted)
            desk.record("plan_declared", subject, after={"title": wanted.title})
            declare_headlines(desk, wanted, spec.headlines)
            changes.append(say.added(subject, f"{subject} ({wanted.title})"))
            continue
        if wanted != existing:
            plans.save(wanted)
            differences = [
                (word, _shown(name, existing), _shown(name, wanted))
                for name, word in (
                    ("title", "title"),
                    ("reporting_body", "reports to"),
                    ("routes", "routes"),
                    ("scale", "status words"),
                    ("policy", "policy"),
                )
                if getattr(existing, name) != getattr(wanted, name)
            ]
            desk.record_differences("plan_changed", subject, differences)
            changes.append(say.changed(subject, subject, differences))
        changes += declare_headlines(desk, wanted, spec.headlines)
    return changes + [say.not_in_file(f"plan {code}", f"plan {code}") for code in known]


def _new_plan(programme_id: int, spec: PlanSpec) -> Plan:
    return Plan(programme_id=programme_id, code=spec.code, title=spec.title or spec.code)


def declared_plan(plan: Plan, spec: PlanSpec) -> Plan:
    """The plan with what its declaration sets; a title only where it gives one."""
    return replace(
        plan,
        title=spec.title or plan.title,
        reporting_body=spec.reporting_body,
        routes=dict(spec.routes),
        scale=spec.scale,
        policy=spec.policy,
    )


def _shown(name: str, plan: Plan) -> object:
    """A plan's field, fit to be read."""
    match name:
        case "policy":
            return "the programme's" if plan.policy is None else policy_hash(plan.policy)
        case "routes":
            return [
                f"{kind}: {' then '.join(steps)}" for kind, steps in sorted(plan.routes.items())
            ]
        case "scale":
            return [f"{word} = {status.word}" for word, status in sorted(plan.scale.words.items())]
        case _:
            return getattr(plan, name)
