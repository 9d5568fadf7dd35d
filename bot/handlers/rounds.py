"""Rounds of views among joint leads (R7): opened by one organisation, agreed or disputed by the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.actions import (
    Action,
    ActionState,
    ItemKind,
    organisations,
    settled,
    with_narrative,
)
from bot.domain.calendar import local_day
from bot.domain.permissions import SpeaksAs
from bot.domain.touches import Touch, TouchKind
from bot.handlers.exchange import Exchange
from bot.handlers.telling import tell_later
from bot.phrasing.updates import disputed


def opens_round(
    state: ActionState, organisation: str | None, *, now: datetime, since: datetime | None
) -> bool:
    """Whether a view begins a new round among joint leads, or answers the one that is open (R7).

    A round is open while the other organisation has spoken in this cycle and this one has not, or
    while the two disagree and it is not settled yet.
    """
    others = [view for view in state.views if view.organisation != organisation]
    if not others or organisation is None:
        return True
    if state.disputed:
        return state.settles_at is not None and now >= state.settles_at
    spoken = any(view.organisation == organisation for view in state.views)
    return spoken or (since is not None and max(view.at for view in others) <= since)


def own_state(action: Action, organisation: str | None, now: datetime) -> ActionState:
    """The action as this organisation tells it: in a dispute its own colour and reasons, else what stands."""
    state = settled(action.state, now)
    own = next((v for v in state.views if v.organisation == organisation), None)
    if not action.state.disputed or own is None:
        return state
    return with_narrative(replace(state, status=own.status), own.narrative)


def ask_agreement(ex: Exchange, action: Action, standing: SpeaksAs) -> None:
    """The other organisation's leads are asked "Agree?" (R7)."""
    others = [
        lead.person_id
        for lead in action.leads
        if lead.person_id and lead.organisation not in (None, standing.organisation)
    ]
    ex.uow.touches.add(
        Touch(
            programme_id=ex.programme.id,
            person_id=person_id,
            item_kind=ItemKind.ACTION,
            item_id=action.id,
            kind=TouchKind.AGREE,
            day=local_day(ex.now),
            why=f"{standing.organisation} reported {action.state.status.word}",
        )
        for person_id in others
    )
    ex.uow.people.wake(others, ex.now)


def tell_of_dispute(ex: Exchange, action: Action, standing: SpeaksAs) -> None:
    """The other organisation's leads hear, in private, that theirs is disputed and until when (R7)."""
    until = action.state.settles_at
    mine = next((v for v in action.state.views if v.organisation == standing.organisation), None)
    if until is None or mine is None:
        return
    people = ex.uow.people.many(
        lead.person_id
        for lead in action.leads
        if lead.person_id and lead.organisation not in (None, standing.organisation)
    )
    message = disputed(
        action.key,
        action.title,
        stands=action.state.status,
        other=mine.status,
        organisation=mine.organisation,
        reason=mine.narrative.position,
        until=local_day(until),
    )
    for person in people.values():
        tell_later(ex, person, message, key=f"dispute:{ex.batch}:{person.id}")


def still_silent(action: Action, standing: SpeaksAs) -> tuple[str, ...]:
    """Organisations whose view of the round is still awaited."""
    spoken = {view.organisation for view in action.state.views}
    return tuple(
        name
        for name in organisations(action)
        if name != standing.organisation and name not in spoken
    )
