"""Decisions (R2, R13): taken step by step by those whose decision it is, in effect only when granted."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.refusals import asked_why
from bot.domain import names
from bot.domain.actions import Action, Lead
from bot.domain.commands import Decide
from bot.domain.dates import Due
from bot.domain.messages import OutboundMessage
from bot.domain.permissions import may_decide
from bot.domain.programme import OFFICE, RequestKind
from bot.domain.requests import Decision, DecisionKind, Request, RequestState
from bot.handlers.exchange import Exchange
from bot.handlers.requests import ask_the_body, asked_key, clear_mark
from bot.handlers.results import Results
from bot.handlers.scene import Scene, unknown_ref
from bot.handlers.settling import show_settled
from bot.handlers.telling import body_name, deciders, tell_later
from bot.phrasing import answers
from bot.phrasing import requests as phrasing


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
        key = ex.uow.actions.get(request.action_id).key
        results.parts.append(asked_why(request.id, request.step, key))
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
    asked_at = request.step
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
    _show_decided(ex, request, action, asked_at=asked_at, body=body, next_body=next_body)
    tell_later(
        ex,
        ex.uow.people.get(request.person_id),
        phrasing.outcome(request, action, body=body, next_body=next_body),
        key=f"request:{request.id}:step:{len(request.decisions)}:outcome",
    )
    if request.kind is RequestKind.REASSIGN and request.state is RequestState.GRANTED:
        _tell_new_lead(ex, request, action)


def _show_decided(
    ex: Exchange,
    request: Request,
    action: Action,
    *,
    asked_at: int,
    body: str,
    next_body: str | None,
) -> None:
    """On the messages with which the step was asked for: one chair decides, all of them see it."""

    def settled(message: OutboundMessage) -> OutboundMessage:
        return phrasing.settled(
            message,
            request,
            action,
            body=body,
            next_body=next_body,
            by=ex.person.name,
            on=ex.today,
        )

    for person in deciders(ex.uow, ex.programme.id, request.decisions[-1].body):
        show_settled(ex, asked_key(request, person.id, step=asked_at), settled)


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
    return request, clear_mark(ex, request)


def _one_step_on(ex: Exchange, request: Request, action: Action) -> tuple[Request, Action]:
    request = ex.uow.requests.save(replace(request, step=request.step + 1))
    if request.kind is RequestKind.CLOSE and action.claim is not None and request.awaiting:
        action = ex.uow.actions.save(
            replace(action, claim=replace(action.claim, awaiting=request.awaiting))
        )
    ask_the_body(ex, request, action)
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


def _iso(due: Due | None) -> str | None:
    if due is None:
        return None
    return due.end.isoformat() if due.end else due.text
