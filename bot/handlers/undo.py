"""Undo: a batch taken back by its author, until somebody else reports or the digest is frozen (R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.actions import Action, ItemKind
from bot.domain.commands import Undo
from bot.domain.messages import OutboundMessage
from bot.domain.requests import Request, RequestState
from bot.domain.status import Status
from bot.domain.updates import Update, UpdateKind, fold
from bot.handlers.escalations import forget_red
from bot.handlers.exchange import Exchange
from bot.handlers.items import overtaken, taken_back
from bot.handlers.requests import close_as
from bot.handlers.results import Results
from bot.handlers.scene import Scene, unknown_ref
from bot.handlers.settling import show_taken_back
from bot.phrasing import answers
from bot.phrasing import updates as phrasing
from bot.phrasing.evidence import links_back


def undo(ex: Exchange, scene: Scene, command: Undo, results: Results) -> None:
    """Take back everything one event of this person saved, or nothing at all; of named actions only theirs."""
    for typed in command.keys:
        if typed in scene.actions:
            _undo_of(ex, scene.fresh(ex, typed), results)
        else:
            results.answers.append(unknown_ref(scene, typed))
    if command.keys:
        return
    batch = command.batch or ex.uow.actions.last_batch(ex.person.id)
    if batch is None:
        results.answers.append(answers.answer("nothing_to_undo"))
        return
    keys = _keys(ex, batch)
    if command.alone and len(keys) > 1:
        results.answers.append(phrasing.undo_which(keys))
        return
    _undo_batch(ex, batch, results)


def what_stands(ex: Exchange, batch: str) -> OutboundMessage:
    """To who does not recognise what was saved: how its actions stand, with the offer to take it back."""
    actions = [ex.uow.actions.get(u.action_id) for u in ex.uow.actions.updates_of_batch(batch)]
    actions += [ex.uow.actions.get(r.action_id) for r in ex.uow.requests.of_batch(batch)]
    states = {
        action.key: (action.standing_status(ex.now), action.claim is not None) for action in actions
    }
    return phrasing.stands(states, batch=batch)


def _undo_of(ex: Exchange, action: Action, results: Results) -> None:
    """Take back the newest that this person saved on the action, whatever else came in the same message."""
    batch = _newest_on(ex, action)
    if batch is None:
        results.answers.append(phrasing.nothing_of_yours(action.key))
        return
    keys = _keys(ex, batch)
    if keys in ([action.key], []):
        _undo_batch(ex, batch, results)
        return
    updates = [u for u in ex.uow.actions.updates_of_batch(batch) if u.action_id == action.id]
    if any(update.item_id is not None for update in updates):
        # A milestone may be of several actions: what was said of it is taken back whole.
        results.answers.append(phrasing.undo_together(action.key, keys))
        return
    _undo(ex, batch, updates, results, whole=False)


def _newest_on(ex: Exchange, action: Action) -> str | None:
    """The newest batch of this person with anything on the action that still stands."""
    last = ex.uow.actions.last_batch(ex.person.id)
    snoozed = ex.uow.actions.snoozes([ex.person.id], from_day=ex.today)
    if any(
        s.batch == last and s.kind is ItemKind.ACTION and s.item_id == action.id for s in snoozed
    ):
        return last
    history = ex.uow.actions.updates(action.id)
    undone = {u.undoes for u in history if u.kind is UpdateKind.UNDO}
    found = [
        (u.at, u.batch)
        for u in history
        if u.person_id == ex.person.id
        and u.kind is not UpdateKind.UNDO
        and u.batch
        and u.batch not in undone
    ]
    found += [
        (r.made_at, r.batch)
        for r in ex.uow.requests.of_action(action.id)
        if r.person_id == ex.person.id and r.state is RequestState.OPEN and r.batch
    ]
    # At the same instant the later in the history is the newer.
    found.sort(key=lambda one: one[0])
    return found[-1][1] if found else None


def _keys(ex: Exchange, batch: str) -> list[str]:
    """The actions on which something of the batch still stands."""
    ids = [u.action_id for u in _standing(ex, batch)]
    ids += [r.action_id for r in ex.uow.requests.of_batch(batch) if r.state is RequestState.OPEN]
    return [ex.uow.actions.get(action_id).key for action_id in dict.fromkeys(ids)]


def _standing(ex: Exchange, batch: str) -> list[Update]:
    """The batch's updates less those of actions for which it was taken back already."""
    return [
        update
        for update in ex.uow.actions.updates_of_batch(batch)
        if all(u.undoes != batch for u in ex.uow.actions.updates(update.action_id))
    ]


def _undo_batch(ex: Exchange, batch: str, results: Results) -> None:
    _undo(ex, batch, _standing(ex, batch), results, whole=True)


def _undo(
    ex: Exchange, batch: str, updates: Sequence[Update], results: Results, *, whole: bool
) -> None:
    """Take back these updates of the batch, with its requests, and all else of it where it is the whole."""
    actions = {u.action_id for u in updates}
    requests = [r for r in ex.uow.requests.of_batch(batch) if whole or r.action_id in actions]
    refusal = _refusal(ex, batch, updates, requests)
    if refusal is not None:
        results.answers.append(answers.answer(refusal))
        return
    unlinked = [u for u in updates if u.kind is UpdateKind.UNLINKED]
    reported = {u.action_id for u in updates if u.item_id is None and u not in unlinked}
    states: list[tuple[str, Status]] = []
    keys: list[str] = []
    touched: set[int] = set()
    for action_id in dict.fromkeys(u.action_id for u in updates):
        action = _take_back(ex, ex.uow.actions.get(action_id), batch)
        keys.append(action.key)
        if action_id in reported:
            states.append((action.key, action.standing_status(ex.now)))
        touched.update(action.people)
    for request in requests:
        if request.state is RequestState.OPEN:
            close_as(ex, request, RequestState.WITHDRAWN)
            touched.update(ex.uow.actions.get(request.action_id).people)
    items = taken_back(ex, updates)
    items += [(ex.uow.actions.get(u.action_id).key, links_back(u.links)) for u in unlinked]
    if whole:
        ex.uow.actions.undo_batch(batch)
        ex.record("batch_undone", batch)
        show_taken_back(ex, batch, phrasing.taken_back)
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


def _refusal(
    ex: Exchange, batch: str, updates: Sequence[Update], requests: Sequence[Request]
) -> str | None:
    """Why it cannot be undone: a code; ``None`` where it can."""
    if ex.uow.actions.batch_author(batch) != ex.person.id:
        return "nothing_to_undo"
    if any(request.decisions for request in requests):
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
