"""Requests (R2, R13): opened by leads, told to whoever decides, withdrawn; deciding them is ``decisions``."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.actions import Action, ClaimState
from bot.domain.commands import (
    ClaimCompletion,
    RequestReassign,
    RequestRedate,
    WithdrawRequest,
)
from bot.domain.dates import Due, too_far
from bot.domain.messages import Said
from bot.domain.permissions import SpeaksAs
from bot.domain.programme import OFFICE, RequestKind
from bot.domain.requests import Request, RequestState
from bot.domain.updates import Update, UpdateKind, apply
from bot.handlers.exchange import Exchange
from bot.handlers.namesakes import ask_who_leads, bearers
from bot.handlers.quiet import latest, put_off
from bot.handlers.results import Results
from bot.handlers.scene import Scene
from bot.handlers.settling import show_settled
from bot.handlers.standing import permitted
from bot.handlers.telling import body_name, deciders, tell_later
from bot.phrasing import answers
from bot.phrasing import requests as phrasing
from bot.phrasing.updates import Saved


def claim(ex: Exchange, scene: Scene, command: ClaimCompletion, results: Results) -> None:
    """Claim completion (R2): the recorded colour stays, the first body of the route is asked."""
    action = scene.fresh(ex, command.key)
    standing = _may_ask(ex, scene, action, results)
    if standing is None:
        return
    if action.claim is not None:
        results.answers.append(answers.answer("claimed_already"))
        return
    update = Update(
        action_id=action.id,
        kind=UpdateKind.NO_CHANGE,
        person_id=ex.person.id,
        for_person_id=standing.for_person_id,
        organisation=standing.organisation,
        at=ex.now,
        through=ex.inbound.connection,
        batch=ex.batch,
        position=command.position,
        links=command.links,
        words=ex.inbound.content.text if isinstance(ex.inbound.content, Said) else None,
    )
    ex.uow.actions.add_update(update)
    action = replace(action, state=apply(action.state, update))
    request = _open(ex, action, RequestKind.CLOSE, reason=command.position)
    awaiting = request.awaiting or OFFICE
    action = ex.uow.actions.save(
        replace(
            action,
            claim=ClaimState(request_id=request.id, awaiting=awaiting, since=ex.now),
        )
    )
    body = ask_the_body(ex, request, action)
    results.saved.append(
        Saved(
            key=action.key,
            title=action.title,
            was=action.standing_status(ex.now),
            claimed_with=body,
            links=command.links,
            position=command.position,
        )
    )


def redate(ex: Exchange, scene: Scene, command: RequestRedate, results: Results) -> None:
    """Ask for a new agreed date; until it is granted the old one stands (R4)."""
    action = scene.fresh(ex, command.key)
    if _may_ask(ex, scene, action, results) is None:
        return
    if command.new_date.end is None or command.new_date.end <= ex.today:
        results.answers.append(answers.answer("new_date_past"))
        return
    if too_far(command.new_date, ex.today):
        results.answers.append(answers.answer("date_too_far"))
        return
    if action.redate_request_id is not None:
        close_as(ex, ex.uow.requests.get(action.redate_request_id), RequestState.WITHDRAWN)
        action = ex.uow.actions.get(action.id)
    request = _open(
        ex, action, RequestKind.REDATE, reason=command.reason, new_date=command.new_date
    )
    action = ex.uow.actions.save(replace(action, redate_request_id=request.id))
    body = ask_the_body(ex, request, action)
    results.answers.append(phrasing.asked_for(request, action, body=body, batch=ex.batch))


def reassign(ex: Exchange, scene: Scene, command: RequestReassign, results: Results) -> None:
    """ "Not mine any more": the office confirms the new lead; this one is no longer chased meanwhile."""
    action = scene.fresh(ex, command.key)
    if _may_ask(ex, scene, action, results) is None:
        return
    pending = [
        r
        for r in ex.uow.requests.of_action(action.id)
        if r.state is RequestState.OPEN and r.kind is RequestKind.REASSIGN
    ]
    if pending:
        results.answers.append(answers.answer("reassign_asked"))
        return
    meant = bearers(ex, command.new_owner, command.person_id)
    if len(meant) > 1:
        ask_who_leads(action.key, command.new_owner or "", meant, results)
        return
    # Whom the programme does not know stays as it was typed: the office settles it.
    named = meant[0].name if meant else command.new_owner
    request = _open(ex, action, RequestKind.REASSIGN, new_lead=named)
    body = ask_the_body(ex, request, action)
    until = latest(ex, action)
    if until > ex.today:
        put_off(ex, action, ex.person.id, until)
    results.answers.append(phrasing.asked_for(request, action, body=body, batch=ex.batch))


def withdraw(ex: Exchange, scene: Scene, command: WithdrawRequest, results: Results) -> None:
    """Take back a pending claim or date request of an action one speaks for."""
    action = scene.fresh(ex, command.key)
    if _may_ask(ex, scene, action, results) is None:
        return
    open_ones = [r for r in ex.uow.requests.of_action(action.id) if r.state is RequestState.OPEN]
    if not open_ones:
        results.answers.append(answers.answer("no_request"))
        return
    named = [
        r
        for r in open_ones
        if command.request_id in (None, r.id) and command.kind in (None, r.kind)
    ]
    if not named:
        results.answers.append(answers.answer("decided_already"))
        return
    request = next((r for r in named if r.kind is RequestKind.CLOSE), named[0])
    close_as(ex, request, RequestState.WITHDRAWN)
    results.answers.append(phrasing.withdrawn(action.key, request.kind))


def close_as(ex: Exchange, request: Request, state: RequestState) -> None:
    """End a request without a decision, and clear what it left on its action."""
    ex.uow.requests.save(replace(request, state=state))
    clear_mark(ex, request)
    action = ex.uow.actions.get(request.action_id)
    if state is RequestState.WITHDRAWN:
        for person in deciders(ex.uow, ex.programme.id, request.awaiting or OFFICE):
            show_settled(ex, asked_key(request, person.id, step=request.step), phrasing.gone)
            if person.id != ex.person.id:
                message = phrasing.withdrawn(action.key, request.kind)
                tell_later(ex, person, message, key=f"request:{request.id}:gone:{person.id}")
    ex.record(
        f"request_{state.value}",
        action.key,
        after={"request": request.id, "kind": request.kind.value},
    )
    ex.uow.people.wake(action.people, ex.now)


def _may_ask(ex: Exchange, scene: Scene, action: Action, results: Results) -> SpeaksAs | None:
    standing = permitted(ex, scene, action, results)
    if standing is not None and standing.is_own_view_only:
        results.answers.append(answers.answer("leads_ask"))
        return None
    return standing


def _open(
    ex: Exchange,
    action: Action,
    kind: RequestKind,
    *,
    reason: str | None = None,
    new_date: Due | None = None,
    new_lead: str | None = None,
) -> Request:
    plan = ex.uow.plans.get(action.plan_id)
    request = ex.uow.requests.save(
        Request(
            programme_id=ex.programme.id,
            plan_id=plan.id,
            action_id=action.id,
            kind=kind,
            route=plan.route(kind),
            person_id=ex.person.id,
            made_at=ex.now,
            reason=reason,
            new_date=new_date,
            new_lead=new_lead,
            batch=ex.batch,
        )
    )
    ex.record(
        "request_opened",
        action.key,
        after={
            "request": request.id,
            "kind": kind.value,
            "new_date": new_date.end.isoformat() if new_date and new_date.end else None,
            "new_lead": new_lead,
            "reason": reason,
        },
    )
    ex.uow.people.wake(action.people, ex.now)
    return request


def ask_the_body(ex: Exchange, request: Request, action: Action) -> str:
    """Ask whoever decides next; gives back the body's name."""
    awaiting = request.awaiting or OFFICE
    body = body_name(ex.uow, ex.programme.id, awaiting)
    by = ex.uow.people.get(request.person_id).name
    message = phrasing.wanted(request, action, by=by, body=body)
    for person in deciders(ex.uow, ex.programme.id, awaiting):
        tell_later(ex, person, message, key=asked_key(request, person.id, step=request.step))
    return body


def asked_key(request: Request, person_id: int, *, step: int) -> str:
    """The outbox key of what one of a body is asked at a step."""
    return f"request:{request.id}:step:{step}:{person_id}"


def clear_mark(ex: Exchange, request: Request) -> Action:
    """Take the request's mark off its action."""
    action = ex.uow.actions.get(request.action_id)
    if action.claim is not None and action.claim.request_id == request.id:
        action = ex.uow.actions.save(replace(action, claim=None))
    if action.redate_request_id == request.id:
        action = ex.uow.actions.save(replace(action, redate_request_id=None))
    return action
