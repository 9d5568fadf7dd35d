"""Requests (R13): what is asked of a body's chairs or the office, and what they decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.actions import Action
from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    OutboundMessage,
    Paragraph,
    Run,
    Runs,
    literal,
    plain,
    strong,
)
from bot.domain.programme import OFFICE, RequestKind
from bot.domain.requests import DecisionKind, Request
from bot.domain.verbs import MessageKind, Verb
from bot.phrasing.words import counted, day, due_words

_NOUNS = {
    RequestKind.CLOSE: "closing",
    RequestKind.REDATE: "a new agreed date",
    RequestKind.REASSIGN: "a new lead",
    RequestKind.REWORD: "new wording",
    RequestKind.MERGE: "merging",
    RequestKind.SPLIT: "splitting",
    RequestKind.SUPERSEDE: "superseding",
    RequestKind.WITHDRAW: "withdrawing",
}


def wanted(request: Request, action: Action, *, by: str, body: str) -> OutboundMessage:
    """To whoever decides: what is asked, why, and two buttons."""
    runs: list[Run] = [literal(by), plain(f" asks {_VERBS[request.kind][0]} ")]
    runs += [strong(action.key), literal(f" {action.title}"), plain(".")]
    runs += _particulars(request, action)
    runs.append(plain(f" It is for the {body} to decide."))
    value = f"{request.id}:{request.step}"
    blocks: list[Block] = [
        Paragraph(runs=tuple(runs)),
        Buttons(
            buttons=(
                Button(
                    label="Approve",
                    verb=Verb.APPROVE,
                    value=value,
                    item=action.key,
                    style="primary",
                ),
                Button(label="Refuse…", verb=Verb.REFUSE_FORM, value=value, item=action.key),
            )
        ),
        Paragraph(
            runs=(plain(f"Or say it: “{_example(request, action)}”."),),
            quiet=True,
        ),
    ]
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"A decision is asked of the {body}: {_NOUNS[request.kind]} of {action.key}",
        items=(action.key,),
        kind=MessageKind.REQUEST,
    )


#: Kind → how it is asked for, and how it is refused.
_VERBS: Mapping[RequestKind, tuple[str, str]] = {
    RequestKind.CLOSE: ("to close", "close it"),
    RequestKind.REDATE: ("for a new agreed date for", "move its date"),
    RequestKind.REASSIGN: ("for a new lead for", "give it a new lead"),
    RequestKind.REWORD: ("to reword", "reword it"),
    RequestKind.MERGE: ("to merge", "merge it"),
    RequestKind.SPLIT: ("to split", "split it"),
    RequestKind.SUPERSEDE: ("to supersede", "supersede it"),
    RequestKind.WITHDRAW: ("to withdraw", "withdraw it"),
}

_SAID = {
    RequestKind.CLOSE: "closing",
    RequestKind.REDATE: "the new date for",
    RequestKind.REASSIGN: "the new lead for",
}


def _example(request: Request, action: Action) -> str:
    """Words that decide it; a minute is what a body's meeting gives, not the office."""
    said = f"approve {_SAID.get(request.kind, request.kind.value)} {action.key}"
    return said if request.awaiting == OFFICE else f"{said}, minute 12"


def _particulars(request: Request, action: Action) -> list[Run]:
    runs: list[Run] = []
    if request.kind is RequestKind.REDATE and request.new_date is not None:
        agreed = due_words(action.approved) if action.approved else "none"
        runs.append(plain(f" Agreed now: {agreed}. Asked for: {due_words(request.new_date)}."))
        if action.approved_changes:
            runs.append(plain(f" Moved {counted(action.approved_changes, 'time')} before."))
    if request.kind is RequestKind.REASSIGN:
        if request.new_lead:
            runs += [plain(" Named instead: "), literal(request.new_lead), plain(".")]
        else:
            runs.append(plain(" Nobody is named instead."))
    if request.kind is RequestKind.CLOSE:
        runs.append(plain(f" It stays {action.state.status.label} until then."))
    if request.reason:
        runs += [plain(" Why: "), literal(request.reason.rstrip(" .")), plain(".")]
    if action.state.links and request.kind is RequestKind.CLOSE:
        runs += [plain(" Evidence: "), literal(", ".join(action.state.links)), plain(".")]
    return runs


def settled(
    message: OutboundMessage,
    request: Request,
    action: Action,
    *,
    body: str,
    next_body: str | None,
    by: str,
    on: date,
) -> OutboundMessage:
    """What was asked of a body, once it is decided: for all who were asked, with nothing left to press."""
    outcome = decided(request, action, body=body, next_body=next_body).text.strip()
    runs = (
        strong("Decided"),
        plain(" by "),
        literal(by),
        plain(f" on {day(on)}: {outcome[:1].upper()}{outcome[1:]}"),
    )
    return _without_buttons(message, runs)


def gone(message: OutboundMessage) -> OutboundMessage:
    """The same where it was withdrawn before it was decided."""
    return _without_buttons(message, (strong("Withdrawn"), plain(" before it was decided.")))


def _without_buttons(message: OutboundMessage, runs: Runs) -> OutboundMessage:
    shown = tuple(
        block
        for block in message.blocks
        if not isinstance(block, Buttons) and not (isinstance(block, Paragraph) and block.quiet)
    )
    return replace(message, blocks=(*shown, Paragraph(runs=runs)))


def asked_for(request: Request, action: Action, *, body: str, batch: str) -> OutboundMessage:
    """To who asked: it is on its way, and what holds until then."""
    runs: list[Run] = [plain("Asked: "), strong(action.key), plain(f", {_NOUNS[request.kind]}")]
    if request.kind is RequestKind.REDATE and request.new_date is not None:
        agreed = due_words(action.approved) if action.approved else "none"
        runs.append(plain(f" {due_words(request.new_date)}. Until the {body} decides,"))
        runs.append(plain(f" the agreed date stays {agreed} and I do not chase it."))
    elif request.kind is RequestKind.REASSIGN:
        runs.append(plain(f". The {body} settles it"))
        if request.new_lead:
            runs += [plain(" with "), literal(request.new_lead), plain(", who is not responsible")]
            runs.append(plain(" until confirmed"))
        runs.append(plain(". I do not chase you for it meanwhile."))
    else:
        runs.append(plain(f". It is for the {body} to decide."))
    undo = Button(label="Undo", verb=Verb.UNDO, value=batch)
    return OutboundMessage(
        blocks=(Paragraph(runs=tuple(runs)), Buttons(buttons=(undo,))),
        summary=f"Asked: {action.key}, {_NOUNS[request.kind]}",
        items=(action.key,),
        kind=MessageKind.ECHO,
    )


def decided(request: Request, action: Action, *, body: str, next_body: str | None) -> Run:
    """The outcome in one run of plain words, for the decider's echo."""
    noun = _NOUNS[request.kind]
    if not request.decisions[-1].agreed:
        return plain(f" {noun} refused by the {body}. The lead is told privately, with the reason.")
    if next_body is not None:
        return plain(f" {noun} agreed by the {body}. Next it goes to the {next_body}.")
    if request.kind is RequestKind.CLOSE:
        return plain(f" closed by the {body}: ■ Blue.")
    if request.kind is RequestKind.REDATE and action.approved is not None:
        return plain(f" agreed date moved to {due_words(action.approved)} by the {body}.")
    return plain(f" {noun} granted by the {body}.")


def decision_echo(
    request: Request, action: Action, *, body: str, next_body: str | None
) -> OutboundMessage:
    """To the decider: what was recorded, of which kind."""
    last = request.decisions[-1]
    runs: list[Run] = [
        plain("Recorded: "),
        strong(action.key),
        decided(request, action, body=body, next_body=next_body),
    ]
    match last.kind:
        case DecisionKind.AT_MEETING if last.minute:
            runs += [plain(" Minute: "), literal(last.minute), plain(".")]
        case DecisionKind.CHAIRS_ACTION:
            runs.append(plain(" Taken as chair's action, to be ratified at the next meeting."))
        case _:
            pass
    return OutboundMessage(
        blocks=(Paragraph(runs=tuple(runs)),),
        summary=f"Recorded: {action.key}",
        items=(action.key,),
        kind=MessageKind.ECHO,
    )


def outcome(
    request: Request, action: Action, *, body: str, next_body: str | None
) -> OutboundMessage:
    """To the lead who asked: granted, one step further, or refused with the reason."""
    last = request.decisions[-1]
    runs: list[Run] = [strong(action.key), literal(f" {action.title}"), plain(":")]
    if last.agreed:
        runs.append(decided(request, action, body=body, next_body=next_body))
    else:
        runs.append(plain(f" the {body} did not agree to {_VERBS[request.kind][1]}."))
        if last.reason:
            runs += [plain(" Reason: "), literal(last.reason.rstrip(" .")), plain(".")]
        runs.append(plain(_AFTER_REFUSAL.get(request.kind, "")))
    return OutboundMessage(
        blocks=(Paragraph(runs=tuple(runs)),),
        summary=f"{action.key}: a decision by the {body}",
        items=(action.key,),
        kind=MessageKind.REQUEST,
    )


_AFTER_REFUSAL = {
    RequestKind.CLOSE: " The colour you gave last stands; I ask about it again as before.",
    RequestKind.REDATE: " The agreed date stays as it was.",
    RequestKind.REASSIGN: " You stay its lead; ring the office if that cannot be.",
}


def you_lead(action: Action) -> OutboundMessage:
    """To a new lead, once it is granted."""
    due = f", agreed for {due_words(action.approved)}" if action.approved else ""
    return OutboundMessage(
        blocks=(
            Paragraph(
                runs=(
                    plain("You now lead "),
                    strong(action.key),
                    literal(f" {action.title}"),
                    plain(f"{due}. It stands at {action.state.status.label}. "),
                    plain("If that is a mistake, tell the programme office."),
                )
            ),
        ),
        summary=f"You now lead {action.key}",
        items=(action.key,),
        kind=MessageKind.REQUEST,
    )


def lead_unknown(action: Action, name: str) -> OutboundMessage:
    """To the office: the new lead is stored and cannot be messaged."""
    return OutboundMessage(
        blocks=(
            Paragraph(
                runs=(
                    literal(name),
                    plain(" leads "),
                    strong(action.key),
                    plain(
                        " from now on, but I know nobody by that name and cannot remind them. "
                        "Add them with the people file."
                    ),
                )
            ),
        ),
        summary=f"The new lead of {action.key} cannot be reached",
        items=(action.key,),
        kind=MessageKind.OFFICE,
    )


def withdrawn(key: str, kind: RequestKind) -> OutboundMessage:
    """A pending request was taken back."""
    return OutboundMessage(
        blocks=(Paragraph(runs=(plain("Withdrawn: "), strong(key), plain(f", {_NOUNS[kind]}."))),),
        summary=f"Withdrawn: {key}, {_NOUNS[kind]}",
        items=(key,),
        kind=MessageKind.ECHO,
    )


def for_the_office(code: str, *, by: str, action: Action | None) -> OutboundMessage:
    """Something only people can sort out."""
    runs: list[Run] = [literal(by), plain(" " + _FOR_OFFICE[code])]
    if action is not None:
        runs += [
            plain(" It is about "),
            strong(action.key),
            literal(f" {action.title}"),
            plain("."),
        ]
    blocks: list[Block] = [Paragraph(runs=tuple(runs))]
    if code == "hold" and action is not None:
        hold = Button(label="Hold", verb=Verb.HOLD_ESCALATION, item=action.key)
        blocks.append(Buttons(buttons=(hold,)))
    return OutboundMessage(
        blocks=tuple(blocks),
        summary="Something for the programme office",
        items=(action.key,) if action else (),
        kind=MessageKind.OFFICE,
    )


_FOR_OFFICE = {
    "ring": "would rather talk than write. Please ring.",
    "stop": (
        "asked me to stop. Please agree with them who takes their actions on, or how you will "
        "collect updates instead."
    ),
    "hold": "asks you to hold the escalation for this cycle.",
}
