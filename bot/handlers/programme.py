"""A programme as its file declares it: applied again without harm, started, paused, looked at.

What the file no longer has is left as it is and reported: nothing is removed by a line that is missing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.errors import PlanRefused
from bot.domain.policy import policy_hash
from bot.domain.programme import Programme, ProgrammeState
from bot.domain.programme_spec import Change, ProgrammeSpec
from bot.handlers.declared import (
    SUBJECT,
    declare_connections,
    declare_plans,
    declare_terms,
    declare_top,
)
from bot.handlers.declared_calendar import declare_bodies, declare_meetings, declare_occurrences
from bot.handlers.desk import Desk
from bot.handlers.first_contact import ask_pending
from bot.handlers.going_live import tell_too_near
from bot.handlers.people import import_people
from bot.phrasing import programme as say
from bot.ports import UnitOfWork


def apply(
    uow: UnitOfWork, spec: ProgrammeSpec, now: datetime, *, actor_id: int | None = None
) -> list[Change]:
    """Bring the record into line with a programme file. Doing it again changes nothing.

    Plans that the file names are known from here on; their actions come with the import of their document
    (``bot.handlers.plans.adopt``). A new programme is quiet.

    :raises PlanRefused: one sentence; the caller does not commit.
    """
    existing = uow.programmes.by_code(spec.code)
    before = existing or Programme(code=spec.code, name=spec.name)
    programme = replace(
        before,
        name=spec.name,
        policy=spec.policy,
        digest_channels=tuple(str(address) for address in spec.digest_channels),
    )
    if existing is None or programme != existing:
        programme = uow.programmes.save(programme)
    desk = Desk(uow=uow, programme_id=programme.id, now=now, actor_id=actor_id)
    changes = declare_top(desk, existing, programme)
    changes += declare_connections(desk, spec.connections)
    changes += declare_terms(desk, spec)
    changes += declare_bodies(desk, spec.bodies)
    changes += declare_meetings(desk, programme, spec.meetings)
    changes += declare_plans(desk, spec.plans)
    changes += declare_occurrences(desk, programme)
    check_policy(uow, programme, now)
    if any(change.kind in (say.ADDED, say.CHANGED) for change in changes):
        desk.look_again_at_all()
    if spec.people:
        known = any(plan.imported_on for plan in uow.plans.of(programme.id))
        # What they lead can only be said of actions that are there.
        rows = spec.people if known else [replace(row, leads=None) for row in spec.people]
        changes += import_people(uow, programme, rows, now, actor_id=actor_id)
    return changes


def check_policy(uow: UnitOfWork, programme: Programme, now: datetime) -> Programme:
    """Where the policy in force is another than at the last look, everybody is looked at again.

    Derived times hang on the policy; its stored hash says which one they were worked out with.
    """
    programme = uow.programmes.get(programme.id)
    plans = sorted(uow.plans.of(programme.id), key=lambda plan: plan.code)
    found = policy_hash(programme.policy, *(plan.policy for plan in plans))
    if found == programme.policy_hash:
        return programme
    desk = Desk(uow=uow, programme_id=programme.id, now=now)
    if programme.policy_hash:
        desk.record(
            "policy_changed",
            SUBJECT,
            before={"hash": programme.policy_hash},
            after={"hash": found},
        )
    desk.look_again_at_all()
    return uow.programmes.save(replace(programme, policy_hash=found))


def start(
    uow: UnitOfWork,
    programme: Programme,
    now: datetime,
    *,
    shadow: bool = False,
    actor_id: int | None = None,
) -> Programme:
    """Let a quiet programme speak: to everybody, or in shadow to the office alone. A shadow programme that
    is started goes live. Starting what runs already changes nothing.

    :raises PlanRefused: for a paused programme, a live one that is to go into shadow, and one with no
        plan: there is nothing to speak of.
    """
    wanted = ProgrammeState.SHADOW if shadow else ProgrammeState.LIVE
    programme = uow.programmes.get(programme.id)
    if programme.state is wanted:
        return programme
    if programme.state is ProgrammeState.PAUSED:
        raise PlanRefused(f"{programme.name} is paused; use resume to let it go on.")
    if programme.state is ProgrammeState.LIVE:
        raise PlanRefused(
            f"{programme.name} is live already; a shadow cycle comes before that. Pause it instead."
        )
    if not any(plan.imported_on for plan in uow.plans.of(programme.id)):
        raise PlanRefused(f"{programme.name} has no plan yet; import one, then start.")
    programme = check_policy(uow, programme, now)
    started = _enter(
        uow, replace(programme, live_since=now), wanted, now, "programme_started", actor_id
    )
    tell_too_near(uow, started, now)
    return started


def pause(
    uow: UnitOfWork, programme: Programme, now: datetime, *, actor_id: int | None = None
) -> Programme:
    """Stop everything but replies. Pausing a paused programme changes nothing.

    :raises PlanRefused: for one that has not started.
    """
    programme = uow.programmes.get(programme.id)
    if programme.state is ProgrammeState.PAUSED:
        return programme
    if programme.state is ProgrammeState.QUIET:
        raise PlanRefused(f"{programme.name} has not been started, so there is nothing to pause.")
    return _enter(uow, programme, ProgrammeState.PAUSED, now, "programme_paused", actor_id)


def resume(
    uow: UnitOfWork, programme: Programme, now: datetime, *, actor_id: int | None = None
) -> Programme:
    """Go on as before the pause: live, or in shadow. Resuming what runs changes nothing.

    :raises PlanRefused: for one that has not started.
    """
    programme = uow.programmes.get(programme.id)
    if programme.state is ProgrammeState.QUIET:
        raise PlanRefused(f"{programme.name} has not been started; use start.")
    if programme.state is not ProgrammeState.PAUSED:
        return programme
    pauses = [
        entry.event
        for entry in uow.audit.of_subject(programme.id, SUBJECT)
        if entry.event.kind == "programme_paused"
    ]
    was = pauses[-1].before.get("state") if pauses else None
    state = ProgrammeState.SHADOW if was == ProgrammeState.SHADOW else ProgrammeState.LIVE
    return _enter(uow, programme, state, now, "programme_resumed", actor_id)


def _enter(
    uow: UnitOfWork,
    programme: Programme,
    state: ProgrammeState,
    now: datetime,
    kind: str,
    actor_id: int | None,
) -> Programme:
    desk = Desk(uow=uow, programme_id=programme.id, now=now, actor_id=actor_id)
    desk.record(
        kind, SUBJECT, before={"state": programme.state.value}, after={"state": state.value}
    )
    programme = uow.programmes.save(replace(programme, state=state))
    desk.look_again_at_all()
    ask_pending(uow, programme, now)
    return programme
