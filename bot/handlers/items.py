"""Milestones and measures in a lead's words: met, put off, read. Each is an update that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.actions import Action, Measure, Milestone, Reading
from bot.domain.commands import MilestoneReport, RecordReading
from bot.domain.dates import Due
from bot.domain.messages import Runs, Said
from bot.domain.permissions import SpeaksAs
from bot.domain.updates import Update, UpdateKind, fold_milestone
from bot.handlers.cycle_now import cycle_now
from bot.handlers.exchange import Exchange
from bot.handlers.results import Results
from bot.handlers.scene import Scene
from bot.handlers.standing import permitted
from bot.phrasing import answers
from bot.phrasing import items as phrasing
from bot.phrasing.updates import Saved


def milestone(ex: Exchange, scene: Scene, command: MilestoneReport, results: Results) -> None:
    """Note that a milestone is met, or when it is now expected. The plan's date never moves (R4)."""
    found = _permitted(ex, scene, command.key, results)
    if found is None:
        return
    action, standing = found
    was = next((one for one in action.milestones if one.id == command.milestone_id), None)
    if was is None or not (command.done or command.forecast):
        results.answers.append(answers.answer("question_gone"))
        return
    done_on = (command.done_on or ex.today) if command.done else None
    if was.done_on is not None and command.done and command.done_on in (None, was.done_on):
        results.answers.append(phrasing.already_met(action.key, was, was.done_on))
        return
    stored = ex.uow.actions.add_update(
        _update(
            ex,
            action,
            standing,
            UpdateKind.MILESTONE,
            item_id=was.id,
            done_on=done_on,
            was_done_on=was.done_on,
            forecast=None if command.done else command.forecast,
        )
    )
    after = refold(ex, was)
    ex.record(
        "milestone_done" if command.done else "milestone_forecast",
        f"milestone:{was.id}",
        before=_told(was),
        after={"action": action.key, "update": stored.id, **_told(after)},
    )
    if done_on is not None:
        told = phrasing.milestone_met(after, on=done_on, today=ex.today, was=was)
    else:
        assert command.forecast is not None
        told = phrasing.milestone_expected(after, command.forecast, was=was)
    _save(ex, action, standing, told, results)


def reading(ex: Exchange, scene: Scene, command: RecordReading, results: Results) -> None:
    """Add a reading of a measure, with the day it is true of. Earlier ones stay."""
    found = _permitted(ex, scene, command.key, results)
    if found is None:
        return
    action, standing = found
    measure = next((one for one in action.measures if one.id == command.measure_id), None)
    if measure is None or command.as_of > ex.today:
        results.answers.append(answers.answer("question_gone"))
        return
    stored = ex.uow.actions.add_update(
        _update(ex, action, standing, UpdateKind.READING, item_id=measure.id)
    )
    added = ex.uow.actions.add_reading(
        Reading(
            measure_id=measure.id,
            value=command.value,
            as_of=command.as_of,
            source=phrasing.source(standing.organisation),
            person_id=ex.person.id,
            batch=ex.batch,
        )
    )
    ex.record(
        "measure_read",
        f"measure:{measure.id}",
        after={
            "action": action.key,
            "update": stored.id,
            "value": added.value,
            "as_of": added.as_of.isoformat(),
            "source": added.source,
        },
    )
    ex.uow.people.wake(_people(ex, measure, action), ex.now)
    _save(ex, action, standing, phrasing.reading(measure, command.value, command.words), results)


def refold(ex: Exchange, one: Milestone) -> Milestone:
    """Bring a milestone to what everything said of it leaves, and look again at whom it concerns."""
    alone = ex.uow.actions.milestone(one.id)
    serves = [
        action
        for key in alone.shared_with
        if (action := ex.uow.actions.by_key(ex.programme.id, key)) is not None
    ]
    after = fold_milestone(alone, ex.uow.actions.updates_of_milestone(one.id))
    ex.uow.actions.save_milestone(after, [action.id for action in serves])
    ex.uow.people.wake({person for action in serves for person in action.people}, ex.now)
    return after


def taken_back(ex: Exchange, updates: Sequence[Update]) -> list[tuple[str, Runs]]:
    """Restore the milestones that these updates changed, tell which readings are gone.

    The undoing of the updates themselves must stand already. By action, what is to be told.
    """
    told: dict[tuple[str, int], Runs] = {}
    for update in updates:
        if update.item_id is None:
            continue
        action = ex.uow.actions.get(update.action_id)
        if update.kind is UpdateKind.MILESTONE:
            was = ex.uow.actions.milestone(update.item_id)
            after = refold(ex, was)
            if (update.kind.value, update.item_id) in told:
                continue
            ex.record(
                "milestone_restored",
                f"milestone:{after.id}",
                before=_told(was),
                after={"action": action.key, **_told(after)},
            )
            told[action.key, after.id] = phrasing.restored(after)
        else:
            measure = next((m for m in action.measures if m.id == update.item_id), None)
            for one in measure.readings if measure else ():
                if one.batch == update.batch:
                    ex.record(
                        "reading_undone", f"measure:{one.measure_id}", before={"value": one.value}
                    )
                    told[action.key, -one.id] = phrasing.reading_gone(one.value)
            if measure is not None:
                ex.uow.people.wake(_people(ex, measure, action), ex.now)
    return [(key, runs) for (key, _), runs in told.items()]


def overtaken(ex: Exchange, updates: Sequence[Update]) -> bool:
    """Whether somebody else has since spoken of one of the milestones, through any of its actions."""
    for update in updates:
        if update.kind is not UpdateKind.MILESTONE or update.item_id is None:
            continue
        history = ex.uow.actions.updates_of_milestone(update.item_id)
        undone = {one.undoes for one in history if one.kind is UpdateKind.UNDO}
        if any(
            one.kind is UpdateKind.MILESTONE
            and one.person_id != ex.person.id
            and one.batch not in undone
            and (one.at, one.id) > (update.at, update.id)
            for one in history
        ):
            return True
    return False


def _permitted(
    ex: Exchange, scene: Scene, key: str, results: Results
) -> tuple[Action, SpeaksAs] | None:
    if key not in scene.actions:
        results.answers.append(answers.answer("question_gone"))
        return None
    action = scene.fresh(ex, key)
    standing = permitted(ex, scene, action, results)
    if standing is None:
        return None
    if standing.is_own_view_only:
        results.answers.append(phrasing.leads_only(action.key))
        return None
    return action, standing


def _update(
    ex: Exchange,
    action: Action,
    standing: SpeaksAs,
    kind: UpdateKind,
    *,
    item_id: int,
    done_on: date | None = None,
    was_done_on: date | None = None,
    forecast: Due | None = None,
) -> Update:
    content = ex.inbound.content
    plan = ex.uow.plans.get(action.plan_id)
    return Update(
        action_id=action.id,
        kind=kind,
        person_id=ex.person.id,
        for_person_id=standing.for_person_id,
        organisation=standing.organisation,
        at=ex.now,
        through=ex.inbound.connection,
        batch=ex.batch,
        item_id=item_id,
        done_on=done_on,
        was_done_on=was_done_on,
        forecast=forecast,
        words=content.text if isinstance(content, Said) else None,
        late=cycle_now(ex.uow, ex.programme, plan, ex.now).late,
    )


def _save(ex: Exchange, action: Action, standing: SpeaksAs, told: Runs, results: Results) -> None:
    other = standing.for_person_id
    results.saved.append(
        Saved(
            key=action.key,
            title=action.title,
            item=told,
            entered_for=ex.uow.people.get(other).name
            if other not in (None, ex.person.id)
            else None,
        )
    )


def _people(ex: Exchange, measure: Measure, action: Action) -> set[int]:
    """Everybody whose reminders may hang on the measure."""
    keys = (action.key, *measure.shared_with)
    served = [ex.uow.actions.by_key(ex.programme.id, key) for key in keys]
    return {person for one in served if one is not None for person in one.people}


def _told(one: Milestone) -> dict[str, object]:
    forecast = one.forecast.end if one.forecast else None
    return {
        "done_on": one.done_on.isoformat() if one.done_on else None,
        "forecast": forecast.isoformat() if forecast else None,
    }
