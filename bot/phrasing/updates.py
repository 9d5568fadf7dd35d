"""Echoes: one line for each action saved, in the words it was saved with (R12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.dates import Due
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
from bot.domain.status import Limb, Status
from bot.domain.verbs import MessageKind, Verb
from bot.phrasing.words import day, due_words, join_names, limb_words, long_day


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What one command changed of one action."""

    key: str
    title: str
    status: Status | None = None
    was: Status | None = None
    no_change: bool = False
    correction: bool = False
    forecast: Due | None = None
    approved: Due | None = None
    position: str | None = None
    next_steps: str | None = None
    if_not: str | None = None
    back_to_green: str | None = None
    ask: str | None = None
    limbs: frozenset[Limb] = frozenset()
    links: tuple[str, ...] = ()
    claimed_with: str | None = None
    """The body whose sign-off is now awaited."""
    delivered_until: date | None = None
    snoozed_until: date | None = None
    snooze_cut: bool = False
    agreed: bool = False
    disputed_until: date | None = None
    joint_with: tuple[str, ...] = ()
    """Organisations whose view is still awaited."""
    entered_for: str | None = None
    assured: bool = False
    contradiction: bool = False
    """Green, and a forecast later than the agreed date (R4)."""
    late: bool = False
    still: Status | None = None
    """The colour that stands where this view disputes it."""
    still_to_come: tuple[str, ...] = ()
    """What an amber or red still owes and was not asked for in the same message (R3)."""
    item: Runs = ()
    """Of a milestone or a measure: all that is to be told (``bot.phrasing.items``)."""


#: Of more actions than this each can be put right in words; a button each would be a wall.
_WITH_BUTTONS = 3


def echo(saved: Sequence[Saved], *, batch: str, author: str) -> OutboundMessage:
    """What was saved, one line per action, with Undo for all of it."""
    blocks: list[Block] = []
    first = True
    for one in saved:
        blocks.append(Paragraph(runs=_line(one, first=first, author=author)))
        first = False
    buttons = [Button(label="Undo", verb=Verb.UNDO, value=batch)]
    actions = {one.key for one in saved}
    for one in saved if len(actions) <= _WITH_BUTTONS else ():
        which = f" {one.key}" if len(actions) > 1 else ""
        if one.status is not None or one.forecast is not None:
            form = Verb.ASSURE_FORM if one.assured else Verb.UPDATE_FORM
            buttons.append(Button(label=f"Change{which}", verb=form, item=one.key))
        if _slips(one):
            label = f"Ask for a new date{f' for{which}' if which else ''}"
            buttons.append(Button(label=label, verb=Verb.REDATE_FORM, item=one.key))
    blocks.append(Buttons(buttons=tuple(buttons)))
    keys = tuple(one.key for one in saved)
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"Saved: {join_names(keys)}",
        items=keys,
        kind=MessageKind.ECHO,
    )


def _slips(one: Saved) -> bool:
    return bool(
        one.forecast
        and one.forecast.end
        and one.approved
        and one.approved.end
        and one.forecast.end > one.approved.end
    )


OWED: Mapping[str, str] = {
    "position": "the hold-up",
    "next_steps": "who does what by when",
    "limbs": "whether dates or impact are at risk",
    "if_not": "what happens if it is not fixed",
    "back_to_green": "when it is back to green",
}


def _only_words(one: Saved) -> bool:
    """Reasons or a date, and no colour: they are added to what stands."""
    acted = one.status or one.no_change or one.agreed or one.claimed_with or one.snoozed_until
    return not (acted or one.item or one.delivered_until)


def _line(one: Saved, *, first: bool, author: str) -> tuple[Run, ...]:
    lead = "Added to " if _only_words(one) else "Saved: "
    if one.correction:
        lead = "Corrected: "
    runs: list[Run] = [plain(lead if first else ""), strong(one.key), *one.item]
    if one.status is not None:
        runs.append(plain(" " + one.status.label))
        if one.was is not None and one.was is not one.status:
            runs.append(plain(f" (was {one.was.label})"))
        if one.assured:
            runs.append(plain(", as your own view beside the lead's"))
    elif one.no_change and one.was is not None:
        runs.append(plain(f" no change, still {one.was.label}"))
    elif _only_words(one) and one.was is not None:
        runs.append(plain(f" ({one.was.label})"))
    elif one.agreed and one.was is not None:
        runs.append(plain(f" agreed: {one.was.label}, joint position"))
    if one.claimed_with:
        runs.append(
            plain(f" completion claimed, awaiting sign-off by the {one.claimed_with}. Until then ")
        )
        colour = one.was.label if one.was else "the colour"
        runs.append(plain(f"{colour} stays"))
    if one.delivered_until:
        runs.append(
            plain(
                " delivered, impact pending. I stop chasing it and ask about the impact on "
                f"{long_day(one.delivered_until)}"
            )
        )
    if one.snoozed_until:
        runs.append(plain(f" put off until {day(one.snoozed_until)}"))
        if one.snooze_cut:
            runs.append(plain(", the latest I may: updates are due then"))
    if not one.item:
        runs.append(plain("."))
    runs.extend(_detail(one))
    if one.entered_for:
        runs.append(plain(f" Entered by {author} for {one.entered_for}."))
    if one.disputed_until and one.still:
        runs.append(
            plain(
                f" Your colleagues said {one.still.label}, which stands until "
                f"{day(one.disputed_until)} while you talk; after that the more cautious one does."
            )
        )
    elif one.joint_with:
        runs.append(plain(f" I ask {join_names(one.joint_with)} whether they agree."))
    if one.late:
        runs.append(plain(" After the cut-off, so the paper marks it late."))
    if one.still_to_come:
        owed = join_names([OWED[name] for name in one.still_to_come])
        runs.append(plain(f" Still to come: {owed}."))
    return tuple(runs)


def _detail(one: Saved) -> list[Run]:
    runs: list[Run] = []
    if one.limbs:
        runs.append(plain(f" At risk: {limb_words(one.limbs)}."))
    if one.forecast is not None:
        runs.append(plain(f" Forecast {due_words(one.forecast)}"))
        if one.approved is not None and one.approved.end is not None:
            runs.append(plain(f", agreed date still {due_words(one.approved)}"))
        runs.append(plain("."))
    for label, words in (
        ("Now", one.position),
        ("Next", one.next_steps),
        ("If not", one.if_not),
        ("Back to green", one.back_to_green),
        ("Ask", one.ask),
    ):
        if words:
            runs += [plain(f" {label}: "), literal(words.rstrip(" .")), plain(".")]
    for link in one.links:
        runs += [plain(" Evidence: "), literal(link), plain(".")]
    return runs


def disputed(
    key: str,
    title: str,
    *,
    stands: Status,
    other: Status,
    organisation: str,
    reason: str | None,
    until: date,
) -> OutboundMessage:
    """To the first organisation: the other sees it differently, and what happens if nobody talks (R7)."""
    runs: list[Run] = [literal(organisation), plain(f" sees {other.label} on "), strong(key)]
    runs += [literal(f" {title}"), plain(f", where you said {stands.label}.")]
    if reason:
        runs += [plain(" Why: "), literal(reason.rstrip(" .")), plain(".")]
    runs.append(
        plain(
            f" Yours stands until {day(until)} while you talk; after that the more cautious one "
            "does, marked as awaiting a joint position."
        )
    )
    return OutboundMessage(
        blocks=(
            Paragraph(runs=tuple(runs)),
            Buttons(
                buttons=(
                    Button(label=f"Agree: {other.label}", verb=Verb.AGREE, value=other, item=key),
                    Button(label="Change", verb=Verb.UPDATE_FORM, item=key),
                )
            ),
        ),
        summary=f"{key}: your colleagues see it differently",
        items=(key,),
        kind=MessageKind.QUESTION,
    )


def still_recorded(keys: Sequence[str], *, batch: str) -> OutboundMessage:
    """To who deleted a message that had been recorded."""
    words = (
        f"You deleted that message here. What it said of {join_names(keys)} stays in the record, "
        "unless you take it back."
    )
    return OutboundMessage(
        blocks=(
            Paragraph(runs=(plain(words),)),
            Buttons(buttons=(Button(label="Undo", verb=Verb.UNDO, value=batch),)),
        ),
        summary=words,
        items=tuple(keys),
        kind=MessageKind.ANSWER,
    )


def stands(states: Mapping[str, tuple[Status, bool]], *, batch: str) -> OutboundMessage:
    """What is saved stands: key → its colour, and whether its completion is claimed."""
    told = [
        f"{key} stands at {status.label}" + (", completion claimed" if claimed else "")
        for key, (status, claimed) in states.items()
    ]
    words = f"{join_names(told) or 'What I saved for you stands'}, as I read your message. "
    words += "If that is wrong, tell me what it should say, or take it back."
    return OutboundMessage(
        blocks=(
            Paragraph(runs=(plain(words),)),
            Buttons(buttons=(Button(label="Undo", verb=Verb.UNDO, value=batch),)),
        ),
        summary=words[:150],
        items=tuple(states),
        kind=MessageKind.ANSWER,
    )


def put_right(batch: str) -> OutboundMessage:
    """To a correction of which it is not plain what it corrects."""
    words = (
        "Which part shall I put right? Nothing is changed yet. Say that line again as it should be, "
        "with its action, such as “1.1.1 next: the advert goes out on 10 November”, or take back what I saved."
    )
    return OutboundMessage(
        blocks=(
            Paragraph(runs=(plain(words),)),
            Buttons(buttons=(Button(label="Undo", verb=Verb.UNDO, value=batch),)),
        ),
        summary=words[:150],
        kind=MessageKind.ANSWER,
    )


def nothing_of_yours(key: str) -> OutboundMessage:
    """To who would undo what they never saved."""
    return _said(f"There is nothing of yours on {key} to undo. Nothing was changed.")


def undo_which(keys: Sequence[str]) -> OutboundMessage:
    """ "Undo the last one only", of a message about several actions."""
    return _said(
        f"Your last message was about {join_names(keys)}. Say “undo {keys[-1]}” for one of them, "
        "or “undo” for all. Nothing was changed.",
        keys,
    )


def undo_together(key: str, keys: Sequence[str]) -> OutboundMessage:
    """One action of a batch cannot be taken back by itself."""
    return _said(
        f"What you said of {key} came together with {join_names([k for k in keys if k != key])}, so I "
        "cannot take it back alone. Say “undo” for all of it, or send what is right now.",
        keys,
    )


def _said(words: str, keys: Sequence[str] = ()) -> OutboundMessage:
    return OutboundMessage(
        blocks=(Paragraph(runs=(plain(words),)),), summary=words[:150], items=tuple(keys)
    )


def taken_back(message: OutboundMessage) -> OutboundMessage:
    """An echo whose batch was taken back: what it said stays to be read, without its buttons."""
    shown = tuple(block for block in message.blocks if not isinstance(block, Buttons))
    mark = Paragraph(runs=(strong("Taken back."),))
    return replace(message, blocks=(*shown, mark))


def undone(
    keys: Sequence[str],
    states: Sequence[tuple[str, Status]],
    items: Sequence[tuple[str, Runs]] = (),
) -> OutboundMessage:
    """What an undo restored; ``items``: milestones and readings, each with its action."""
    told = join_names([f"{key} is {status.label} again" for key, status in states])
    if told or items:
        words = f"Undone: {told}" if told else "Undone: "
    else:
        words = f"Undone: {join_names(keys)}" if keys else "Undone"
    runs: list[Run] = [plain(words)]
    for n, (key, about) in enumerate(items):
        runs += [plain("; " if n or told else ""), strong(key), *about]
    runs.append(plain("."))
    return OutboundMessage(
        blocks=(Paragraph(runs=tuple(runs)),),
        summary="".join(run.text for run in runs)[:150],
        items=tuple(keys),
        kind=MessageKind.ECHO,
    )
