"""Requests and decisions (R2, R13): opened by leads, decided step by step, in effect only when granted."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import names
from bot.domain.actions import Action, ClaimState, Lead
from bot.domain.commands import (
    ClaimCompletion,
    Decide,
    RequestReassign,
    RequestRedate,
    WithdrawRequest,
)
from bot.domain.dates import Due, too_far
from bot.domain.messages import Said
from bot.domain.permissions import SpeaksAs, may_decide
from bot.domain.programme import OFFICE, RequestKind
from bot.domain.requests import Decision, DecisionKind, Request, RequestState
from bot.domain.updates import Update, UpdateKind, apply
from bot.handlers.exchange import Exchange
from bot.handlers.quiet import latest, put_off
from bot.handlers.results import Results
from bot.handlers.scene import Scene, unknown_ref
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
    body = _ask_the_body(ex, request, action)
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
    body = _ask_the_body(ex, request, action)
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
    request = _open(ex, action, RequestKind.REASSIGN, new_lead=command.new_owner)
    body = _ask_the_body(ex, request, action)
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
    named = [r for r in open_ones if command.request_id in (None, r.id)]
    if not named:
        results.answers.append(answers.answer("decided_already"))
        return
    request = next((r for r in named if r.kind is RequestKind.CLOSE), named[0])
    close_as(ex, request, RequestState.WITHDRAWN)
    results.answers.append(phrasing.withdrawn(action.key, request.kind))


def decide(ex: Exchange, scene: Scene, command: Decide, results: Results) -> None:
    """A body's answer (R13): one chair is enough, nobody decides their own, effect only when granted."""
    if command.key is not None and command.key not in scene.actions:
        results.answers.append(unknown_ref(scene, command.key))
        return
    found = _find(ex, scene, command)
    if isinstance(found, str):
        results.answers.append(answers.answer(found))
        return
    request = found
    awaiting = request.awaiting or OFFICE
    body = body_name(ex.uow, ex.programme.id, awaiting)
    if not may_decide(ex.person, request):
        results.answers.append(answers.not_a_decider(body))
        return
    if _is_their_own(ex, request, awaiting):
        results.answers.append(answers.answer("own_request"))
        return
    if command.step not in (None, request.step):
        results.answers.append(answers.answer("decided_already"))
        return
    if not command.agreed and not command.reason:
        results.answers.append(answers.answer("refusal_reason"))
        return
    decision = Decision(
        body=awaiting,
        agreed=command.agreed,
        kind=_kind(command, awaiting),
        person_id=ex.person.id,
        at=ex.now,
        reason=command.reason,
        minute=command.minute,
    )
    request = replace(request, decisions=(*request.decisions, decision))
    action = ex.uow.actions.get(request.action_id)
    if not command.agreed:
        request, action = _refused(ex, request)
    elif request.step + 1 < len(request.route):
        request, action = _one_step_on(ex, request, action)
    else:
        request, action = _granted(ex, request, action)
    ex.record(
        "request_decided",
        action.key,
        after={
            "request": request.id,
            "kind": request.kind.value,
            "body": awaiting,
            "agreed": command.agreed,
            "how": decision.kind.value,
            "minute": command.minute,
            "reason": command.reason,
            "state": request.state.value,
        },
    )
    ex.uow.people.wake(action.people, ex.now)
    following = request.awaiting
    next_body = body_name(ex.uow, ex.programme.id, following) if following else None
    results.answers.append(phrasing.decision_echo(request, action, body=body, next_body=next_body))
    tell_later(
        ex,
        ex.uow.people.get(request.person_id),
        phrasing.outcome(request, action, body=body, next_body=next_body),
        key=f"request:{request.id}:step:{len(request.decisions)}:outcome",
    )
    if request.kind is RequestKind.REASSIGN and request.state is RequestState.GRANTED:
        _tell_new_lead(ex, request, action)


def close_as(ex: Exchange, request: Request, state: RequestState) -> None:
    """End a request without a decision, and clear what it left on its action."""
    ex.uow.requests.save(replace(request, state=state))
    _clear(ex, request)
    action = ex.uow.actions.get(request.action_id)
    if state is RequestState.WITHDRAWN:
        for person in deciders(ex.uow, ex.programme.id, request.awaiting or OFFICE):
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


def _ask_the_body(ex: Exchange, request: Request, action: Action) -> str:
    """Ask whoever decides next; gives back the body's name."""
    awaiting = request.awaiting or OFFICE
    body = body_name(ex.uow, ex.programme.id, awaiting)
    by = ex.uow.people.get(request.person_id).name
    message = phrasing.wanted(request, action, by=by, body=body)
    for person in deciders(ex.uow, ex.programme.id, awaiting):
        key = f"request:{request.id}:step:{request.step}:{person.id}"
        tell_later(ex, person, message, key=key)
    return body


def _find(ex: Exchange, scene: Scene, command: Decide) -> Request | str:
    """The open request that is meant, or the code of what to say."""
    requests = ex.uow.requests.open(ex.programme.id)
    if command.request_id is not None:
        found = [r for r in requests if r.id == command.request_id]
    else:
        action = scene.actions.get(command.key) if command.key else None
        found = [r for r in requests if action is None or r.action_id == action.id]
        if command.kind:
            found = [r for r in found if r.kind == command.kind]
        if len(found) > 1:
            found = [r for r in found if may_decide(ex.person, r)] or found
    if not found:
        return "no_request"
    return found[0] if len(found) == 1 else "which_request"


def _kind(command: Decide, awaiting: str) -> DecisionKind:
    if awaiting == OFFICE:
        return DecisionKind.DELEGATED
    if (command.minute or command.meeting) and not command.chairs_action:
        return DecisionKind.AT_MEETING
    return DecisionKind.CHAIRS_ACTION


def _refused(ex: Exchange, request: Request) -> tuple[Request, Action]:
    request = ex.uow.requests.save(replace(request, state=RequestState.REFUSED))
    return request, _clear(ex, request)


def _one_step_on(ex: Exchange, request: Request, action: Action) -> tuple[Request, Action]:
    request = ex.uow.requests.save(replace(request, step=request.step + 1))
    if request.kind is RequestKind.CLOSE and action.claim is not None and request.awaiting:
        action = ex.uow.actions.save(
            replace(action, claim=replace(action.claim, awaiting=request.awaiting))
        )
    _ask_the_body(ex, request, action)
    return request, action


def _granted(ex: Exchange, request: Request, action: Action) -> tuple[Request, Action]:
    request = ex.uow.requests.save(
        replace(request, state=RequestState.GRANTED, step=len(request.route))
    )
    match request.kind:
        case RequestKind.CLOSE:
            action = replace(action, claim=None, closed_on=ex.today)
        case RequestKind.REDATE:
            action = replace(
                action,
                approved=request.new_date,
                approved_changes=action.approved_changes + 1,
                redate_request_id=None,
                historic=False,
            )
        case RequestKind.REASSIGN:
            action = replace(action, leads=_new_leads(ex, request, action))
        case _:
            pass
    before = ex.uow.actions.get(action.id)
    ex.record(
        "request_granted",
        action.key,
        before={"approved": _iso(before.approved), "closed_on": None},
        after={
            "approved": _iso(action.approved),
            "closed_on": action.closed_on.isoformat() if action.closed_on else None,
            "leads": [lead.name for lead in action.leads],
        },
    )
    return request, ex.uow.actions.save(action)


def _new_leads(ex: Exchange, request: Request, action: Action) -> tuple[Lead, ...]:
    """The leads with the asker's place taken by who was named, known to the programme or not."""
    if not request.new_lead:
        left = _lead_spoken_for(ex, request, action)
        return tuple(lead for lead in action.leads if lead.person_id != left)
    people = [p for p in ex.uow.people.of(ex.programme.id) if p.active]
    person = names.find(request.new_lead, people).person
    new = Lead(
        name=person.name if person else request.new_lead,
        role=person.title if person else None,
        organisation=person.organisation if person else None,
        person_id=person.id if person else None,
    )
    left = _lead_spoken_for(ex, request, action)
    if left is None:
        return (*action.leads, new)
    return tuple(new if lead.person_id == left else lead for lead in action.leads)


def _lead_spoken_for(ex: Exchange, request: Request, action: Action) -> int | None:
    """Whose place is taken: the asker's, or the lead's for whom a delegate or the office asked."""
    if request.person_id in action.people:
        return request.person_id
    asked_for = [
        d.lead_id
        for d in ex.uow.people.delegations(ex.programme.id)
        if d.delegate_id == request.person_id and d.lead_id in action.people
    ]
    if asked_for:
        return asked_for[0]
    return action.people[0] if len(action.people) == 1 else None


def _is_their_own(ex: Exchange, request: Request, awaiting: str) -> bool:
    """Nobody decides their own (R13), whoever entered it; housekeeping may stay with an office of one."""
    action = ex.uow.actions.get(request.action_id)
    if awaiting == OFFICE:
        others = [p for p in deciders(ex.uow, ex.programme.id, OFFICE) if p.id != ex.person.id]
        return request.person_id == ex.person.id and bool(others)
    return ex.person.id == request.person_id or ex.person.id in action.people


def _tell_new_lead(ex: Exchange, request: Request, action: Action) -> None:
    """The new lead hears of it; the office, where nobody by that name can be reached."""
    new = next((lead for lead in action.leads if lead.name == request.new_lead), None)
    people = [p for p in ex.uow.people.of(ex.programme.id) if p.active]
    known = names.find(request.new_lead or "", people).person
    if known is not None:
        message = phrasing.you_lead(action)
        tell_later(ex, known, message, key=f"request:{request.id}:lead:{known.id}")
        ex.uow.people.wake([known.id], ex.now)
    elif new is not None:
        ex.reply(phrasing.lead_unknown(action, new.name))


def _clear(ex: Exchange, request: Request) -> Action:
    """Take the request's mark off its action."""
    action = ex.uow.actions.get(request.action_id)
    if action.claim is not None and action.claim.request_id == request.id:
        action = ex.uow.actions.save(replace(action, claim=None))
    if action.redate_request_id == request.id:
        action = ex.uow.actions.save(replace(action, redate_request_id=None))
    return action


def _iso(due: Due | None) -> str | None:
    if due is None:
        return None
    return due.end.isoformat() if due.end else due.text
