"""Updates: what one person said of one action at one time, append-only, and how they fold into a state.

An undo is an update of its own; folding without the undone ones restores exactly (R12).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.actions import (
    ActionState,
    Assurance,
    Milestone,
    Narrative,
    View,
    settled,
    told_by,
    with_narrative,
)
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
    MILESTONE = "milestone"
    """A milestone of the action is done, or expected on another day. No report on the action itself."""
    READING = "reading"
    """A measure of the action was read; the value stands with the measure."""
    UNLINKED = "unlinked"
    """Evidence given before is taken back: ``links`` names it. No report on the action."""
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
    item_id: int | None = None
    """The milestone or the measure, for ``MILESTONE`` and ``READING``."""
    done_on: date | None = None
    """The day a milestone was met; with ``None`` a ``MILESTONE`` gives its ``forecast``."""
    was_done_on: date | None = None
    """Of a milestone: the day it had been noted as met, by whatever means, when this was said."""
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


def fold_milestone(milestone: Milestone, updates: Iterable[Update]) -> Milestone:
    """The milestone as everything said of it leaves it, without what was undone.

    ``updates``: every ``MILESTONE`` of it and, of the actions they were said of, the ``UNDO`` ones.
    """
    history = sorted(updates, key=lambda u: (u.at, u.id))
    undone = {u.undoes for u in history if u.kind is UpdateKind.UNDO}
    said = [u for u in history if u.kind is UpdateKind.MILESTONE and u.item_id == milestone.id]
    if not said:
        return milestone
    # Nothing but replies sets a forecast; that it was met can have come with the plan.
    state = replace(milestone, done_on=said[0].was_done_on, forecast=None)
    for update in said:
        if update.batch in undone:
            continue
        if update.done_on is not None:
            state = replace(state, done_on=update.done_on)
        else:
            state = replace(state, done_on=None, forecast=update.forecast)
    return state


def apply(state: ActionState, update: Update) -> ActionState:
    """The state after one more update."""
    state = settled(state, update.at)
    match update.kind:
        case UpdateKind.UNDO | UpdateKind.MILESTONE | UpdateKind.READING:
            return state
        case UpdateKind.UNLINKED:
            kept = tuple(link for link in state.links if link not in update.links)
            return replace(state, links=kept)
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
    status = update.status
    if status is None:
        return _added(state, update)
    others = [view for view in state.views if view.organisation != update.organisation]
    if update.organisation is not None and others and not update.new_round:
        return _answered(state, update, status)
    told = _spoken(_told(state, update), update)
    if status is not state.status:
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
    views: tuple[View, ...] = ()
    if update.organisation is not None:
        views = (_view(update, update.organisation, status, told_by(told)),)
    return replace(told, status=status, views=views, disputed=False, settles_at=None)


def _added(state: ActionState, update: Update) -> ActionState:
    """Words without a colour belong to the organisation's own view, and to the state where that stands."""
    views = tuple(
        replace(view, narrative=_narrated(view.narrative, update))
        if view.organisation == update.organisation
        else view
        for view in state.views
    )
    stands = not state.disputed or state.views[0].organisation == update.organisation
    if stands or update.organisation not in {view.organisation for view in views}:
        return replace(_told(state, update), views=views)
    return replace(state, views=views, links=_links(state, update))


def _answered(state: ActionState, update: Update, status: Status) -> ActionState:
    """Another organisation's colour in an open round: the same, a concession, or a dispute (R7)."""
    organisation = update.organisation or ""
    own = next((v for v in state.views if v.organisation == organisation), None)
    before = own.narrative if own is not None and own.status is status else Narrative()
    mine = _view(update, organisation, status, _narrated(before, update))
    views = _among(state.views, mine)
    others = [view for view in views if view.organisation != organisation]
    state = replace(_spoken(state, update), links=_links(state, update))
    if all(view.status is status for view in others):
        # The reasons of whoever gave the colour first stand, with what is added now.
        agreed = _told(with_narrative(state, others[0].narrative), update)
        return replace(agreed, status=status, views=views, disputed=False, settles_at=None)
    # The first colour stands, with its own reasons, until the dispute settles.
    return replace(
        with_narrative(state, views[0].narrative),
        status=views[0].status,
        views=views,
        disputed=True,
        settles_at=state.settles_at or update.settles_at,
    )


def _agreed(state: ActionState, update: Update) -> ActionState:
    if update.organisation is None:
        return state
    others = [view for view in state.views if view.organisation != update.organisation]
    if state.disputed and others:
        state = replace(with_narrative(state, others[0].narrative), status=others[0].status)
    mine = replace(
        _view(update, update.organisation, state.status, told_by(state)),
        agreed=True,
    )
    return replace(state, views=_among(state.views, mine), disputed=False, settles_at=None)


def _view(update: Update, organisation: str, status: Status, narrative: Narrative) -> View:
    return View(
        organisation=organisation,
        status=status,
        person_id=update.person_id,
        at=update.at,
        narrative=narrative,
    )


def _among(views: tuple[View, ...], mine: View) -> tuple[View, ...]:
    """The views with this one in its organisation's place, else last: the first speaker stays first."""
    if any(view.organisation == mine.organisation for view in views):
        return tuple(mine if v.organisation == mine.organisation else v for v in views)
    return (*views, mine)


def _narrated(narrative: Narrative, update: Update) -> Narrative:
    """The narrative with every part of it that the update gives."""
    given = {
        one.name: value
        for one in fields(Narrative)
        if (value := getattr(update, one.name)) is not None
    }
    return replace(narrative, **given)


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
