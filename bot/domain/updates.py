"""Updates: what one person said of one action at one time, append-only, and how they fold into a state.

An undo is an update of its own; folding without the undone ones restores exactly (R12).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.actions import ActionState, Assurance, View
from bot.domain.dates import Due
from bot.domain.status import Limb, Status


class UpdateKind(StrEnum):
    """What sort of statement an update is."""

    REPORT = "report"
    """A status, a narrative, a forecast, or any of them together."""
    NO_CHANGE = "no_change"
    AGREE = "agree"
    """A joint lead agrees with the other organisation's view."""
    DELIVERED = "delivered"
    """The work is done; the measure's date lies ahead."""
    ASSURANCE = "assurance"
    """A partnership lead's own view, beside the lead's."""
    PUBLISHED = "published"
    """The colour that the plan's document gave when it was first imported: nobody's report."""
    UNDO = "undo"


@dataclass(frozen=True, kw_only=True)
class Update:
    """One report by one person at one time. What is ``None`` was not said."""

    id: int = 0
    action_id: int
    kind: UpdateKind = UpdateKind.REPORT
    person_id: int
    for_person_id: int | None = None
    """The lead on whose behalf (a delegate or cover entered it)."""
    organisation: str | None = None
    """Whose view it is: the organisation of the lead spoken for."""
    at: datetime
    through: str = ""
    """The connection it came through."""
    batch: str = ""
    """The inbound event that made it; one undo takes back a whole batch."""
    status: Status | None = None
    position: str | None = None
    next_steps: str | None = None
    if_not: str | None = None
    back_to_green: str | None = None
    ask: str | None = None
    limbs: frozenset[Limb] | None = None
    forecast: Due | None = None
    delivered_on: date | None = None
    impact_due: date | None = None
    links: tuple[str, ...] = ()
    words: str | None = None
    """The writer's original words; ``None`` once redacted."""
    new_round: bool = True
    """Whether a differing view opens a new round or disputes the present one (R7): decided when it is made."""
    settles_at: datetime | None = None
    """Of a disputing view: when the more cautious colour will stand."""
    undoes: str | None = None
    """The batch taken back, for ``UNDO``."""
    late: bool = False
    """Made after the cut-off and before the digest was posted (R10)."""


def fold(updates: Iterable[Update]) -> ActionState:
    """The state that a history of updates leads to, oldest first, leaving out what was undone."""
    history = sorted(updates, key=lambda u: (u.at, u.id))
    undone = {u.undoes for u in history if u.kind is UpdateKind.UNDO}
    state = ActionState()
    for update in history:
        if update.kind is not UpdateKind.UNDO and update.batch not in undone:
            state = apply(state, update)
    return state


def apply(state: ActionState, update: Update) -> ActionState:
    """The state after one more update."""
    match update.kind:
        case UpdateKind.UNDO:
            return state
        case UpdateKind.ASSURANCE:
            return replace(
                state,
                assurance=Assurance(
                    status=update.status or state.status,
                    reason=update.position or "",
                    person_id=update.person_id,
                    at=update.at,
                ),
            )
        case UpdateKind.NO_CHANGE:
            return _spoken(_told(state, update), update)
        case UpdateKind.AGREE:
            return _agreed(_spoken(state, update), update)
        case UpdateKind.DELIVERED:
            return replace(
                _spoken(_told(state, update), update),
                delivered_on=update.delivered_on,
                impact_due=update.impact_due,
            )
        case UpdateKind.PUBLISHED:
            # No lead has spoken: it earns no silence, and they are asked in the first cycle.
            return replace(state, status=update.status or state.status)
        case UpdateKind.REPORT:
            return _reported(state, update)


def _reported(state: ActionState, update: Update) -> ActionState:
    told = _told(state, update)
    if update.status is None:
        return told
    told = _spoken(told, update)
    if update.status is not state.status:
        # A new colour needs its own reasons: yesterday's amber narrative does not explain a red.
        told = replace(
            told,
            position=update.position,
            next_steps=update.next_steps,
            limbs=update.limbs or frozenset(),
            if_not=update.if_not,
            back_to_green=update.back_to_green,
            delivered_on=None,
            impact_due=None,
        )
    return _viewed(told, update, update.status)


def _viewed(state: ActionState, update: Update, status: Status) -> ActionState:
    """The round of views after an organisation has given ``status``."""
    if update.organisation is None:
        return replace(state, status=status, views=(), disputed=False, settles_at=None)
    mine = View(
        organisation=update.organisation, status=status, person_id=update.person_id, at=update.at
    )
    others = tuple(v for v in state.views if v.organisation != update.organisation)
    if update.new_round or not others:
        return replace(state, status=status, views=(mine,), disputed=False, settles_at=None)
    views = (*others, mine)
    if all(v.status is status for v in others):
        return replace(state, status=status, views=views, disputed=False, settles_at=None)
    # The first colour stands until the dispute settles (ActionState.settles_at).
    return replace(
        state,
        status=state.status,
        views=views,
        disputed=True,
        settles_at=state.settles_at or update.settles_at,
    )


def _agreed(state: ActionState, update: Update) -> ActionState:
    if update.organisation is None:
        return state
    mine = View(
        organisation=update.organisation,
        status=state.status,
        person_id=update.person_id,
        at=update.at,
        agreed=True,
    )
    others = tuple(v for v in state.views if v.organisation != update.organisation)
    return replace(state, views=(*others, mine), disputed=False, settles_at=None)


def _spoken(state: ActionState, update: Update) -> ActionState:
    return replace(
        state,
        reported_at=update.at,
        reported_by=update.person_id,
        reported_for=update.for_person_id,
        organisation=update.organisation,
    )


def _told(state: ActionState, update: Update) -> ActionState:
    """The state with every part of the narrative that the update gives."""
    given = {
        name: value
        for name in (
            "position",
            "next_steps",
            "if_not",
            "back_to_green",
            "ask",
            "limbs",
            "forecast",
        )
        if (value := getattr(update, name)) is not None
    }
    moved = update.position is not None or update.next_steps is not None
    return replace(
        state,
        **given,
        narrative_at=update.at if moved else state.narrative_at,
        links=_links(state, update),
    )


def _links(state: ActionState, update: Update) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*state.links, *update.links)))
