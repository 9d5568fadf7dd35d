"""Undo: a batch taken back by its author, until somebody else reports or the digest is frozen (R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.actions import Action
from bot.domain.commands import Undo
from bot.domain.requests import RequestState
from bot.domain.status import Status
from bot.domain.updates import Update, UpdateKind, fold
from bot.handlers.escalations import forget_red
from bot.handlers.exchange import Exchange
from bot.handlers.items import overtaken, taken_back
from bot.handlers.requests import close_as
from bot.handlers.results import Results
from bot.phrasing import answers
from bot.phrasing import updates as phrasing


def undo(ex: Exchange, command: Undo, results: Results) -> None:
    """Take back everything one event of this person saved, or nothing at all."""
    batch = command.batch or ex.uow.actions.last_batch(ex.person.id)
    if batch is None:
        results.answers.append(answers.answer("nothing_to_undo"))
        return
    updates = ex.uow.actions.updates_of_batch(batch)
    refusal = _refusal(ex, batch, updates)
    if refusal is not None:
        results.answers.append(answers.answer(refusal))
        return
    reported = {u.action_id for u in updates if u.item_id is None}
    states: list[tuple[str, Status]] = []
    keys: list[str] = []
    touched: set[int] = set()
    for action_id in dict.fromkeys(u.action_id for u in updates):
        action = _take_back(ex, ex.uow.actions.get(action_id), batch)
        keys.append(action.key)
        if action_id in reported:
            states.append((action.key, action.standing_status(ex.now)))
        touched.update(action.people)
    for request in ex.uow.requests.of_batch(batch):
        if request.state is RequestState.OPEN:
            close_as(ex, request, RequestState.WITHDRAWN)
            touched.update(ex.uow.actions.get(request.action_id).people)
    items = taken_back(ex, updates)
    ex.uow.actions.undo_batch(batch)
    ex.record("batch_undone", batch)
    ex.uow.people.wake({*touched, ex.person.id}, ex.now)
    results.answers.append(phrasing.undone(keys, states, items))


def _take_back(ex: Exchange, action: Action, batch: str) -> Action:
    was = action.standing_status(ex.now)
    ex.uow.actions.add_update(
        Update(
            action_id=action.id,
            kind=UpdateKind.UNDO,
            person_id=ex.person.id,
            at=ex.now,
            through=ex.inbound.connection,
            batch=ex.batch,
            undoes=batch,
        )
    )
    after = ex.uow.actions.save(replace(action, state=fold(ex.uow.actions.updates(action.id))))
    if was is Status.RED and after.standing_status(ex.now) is not Status.RED:
        forget_red(ex.uow, ex.programme, after)
    ex.record(
        "update_undone",
        action.key,
        before={"status": was.value},
        after={"status": after.standing_status(ex.now).value},
    )
    return after


def _refusal(ex: Exchange, batch: str, updates: Sequence[Update]) -> str | None:
    """Why it cannot be undone: a code; ``None`` where it can."""
    if ex.uow.actions.batch_author(batch) != ex.person.id:
        return "nothing_to_undo"
    if any(request.decisions for request in ex.uow.requests.of_batch(batch)):
        return "undo_decided"
    for update in updates:
        history = ex.uow.actions.updates(update.action_id)
        undone = {u.undoes for u in history if u.kind is UpdateKind.UNDO}
        if batch in undone:
            return "nothing_to_undo"
        later = [u for u in history if (u.at, u.id) > (update.at, update.id)]
        if any(
            u.person_id != ex.person.id and u.batch not in undone and u.kind is not UpdateKind.UNDO
            for u in later
        ):
            return "undo_overtaken"
        if overtaken(ex, [update]):
            return "undo_overtaken"
        if _frozen(ex, update.action_id, update.at):
            return "undo_frozen"
    return None


def _frozen(ex: Exchange, action_id: int, since: datetime) -> bool:
    """Whether a digest with the update in it has been posted."""
    plan_id = ex.uow.actions.get(action_id).plan_id
    return any(
        digest.posted_at is not None and digest.posted_at >= since
        for digest in ex.uow.cycles.digests(plan_id)
    )
