"""Loading a declared programme with its documents into a record: what demos and transcripts begin with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.documents.plan_file import read_plan
from bot.domain.errors import PlanRefused
from bot.domain.programme import Programme
from bot.domain.programme_spec import ProgrammeSpec
from bot.handlers.history import replay_history
from bot.handlers.people import import_people
from bot.handlers.plans import adopt
from bot.handlers.programme import apply, start
from bot.ports import UnitOfWork
from config.history import read_history
from config.people_file import read_people


def load_programme(
    uow: UnitOfWork,
    spec: ProgrammeSpec,
    *,
    now: datetime,
    history: Path | None = None,
    introduces: bool = True,
) -> Programme:
    """Apply the declaration, import its plans and people, go through its history, and go live.

    The caller commits.

    :raises PlanRefused: one sentence.
    """
    imported = [
        (plan, read_plan(Path(plan.file), code=plan.code or None, title=plan.title))
        for plan in spec.plans
        if plan.file
    ]
    plans = tuple(replace(plan, code=found.code) for plan, found in imported)
    spec = replace(spec, plans=plans)
    rows = read_people(Path(spec.people_file)) if spec.people_file else ()
    declared = spec.people
    apply(uow, replace(spec, people=()), now)
    programme = uow.programmes.by_code(spec.code)
    if programme is None:
        raise PlanRefused(f"The programme {spec.code} could not be stored.")
    if programme.introduces is not introduces:
        programme = uow.programmes.save(replace(programme, introduces=introduces))
    for plan, (_, found) in zip(plans, imported, strict=True):
        adopt(uow, programme, found, now, plan_spec=plan)
    import_people(uow, programme, (*rows, *declared), now)
    if history is not None:
        replay_history(uow, programme, read_history(history), now)
    return start(uow, programme, now)
