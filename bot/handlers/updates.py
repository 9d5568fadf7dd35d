"""Reports, agreement, delivery and assurance: what somebody says of an action becomes record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.actions import (
    Action,
    ActionState,
    ItemKind,
    impact_due,
    markers,
    narrative_missing,
    organisations,
)
from bot.domain.calendar import instant, local_day
from bot.domain.commands import Agree, Assure, Choice, MarkDelivered, Part, Report
from bot.domain.messages import Said
from bot.domain.permissions import SpeaksAs
from bot.domain.status import Limb, Marker, Status
from bot.domain.touches import Touch, TouchKind
from bot.domain.updates import Update, UpdateKind, apply
from bot.handlers.cycle_now import CycleNow, cycle_now
from bot.handlers.escalations import tell_new_red
from bot.handlers.exchange import Exchange
from bot.handlers.results import Results
from bot.handlers.scene import Scene
from bot.phrasing import answers
from bot.phrasing.updates import Saved
from bot.phrasing.words import join_names

_NARRATIVE_FIELDS = (
    "position",
    "next_steps",
    "if_not",
    "back_to_green",
    "ask",
    "limbs",
    "forecast",
)


def report(ex: Exchange, scene: Scene, command: Report, results: Results) -> None:
    """Record what was said of one action, ask for what an amber or red still owes (R3)."""
    action = scene.fresh(ex, command.key)
    standing = permitted(ex, scene, action, results)
    if standing is None:
        return
    if command.status is Status.BLUE:
        results.answers.append(answers.answer("blue_not_yours"))
        return
    if standing.is_own_view_only:
        _as_own_view(ex, scene, command, action, results)
        return
    if command.no_change and action.state.status is Status.NOT_REPORTED:
        results.parts.append(_which_colour(action))
        return
    plan = ex.uow.plans.get(action.plan_id)
    cycle = cycle_now(ex.uow, ex.programme, plan, ex.now)
    update = _update(ex, command, action, standing, cycle)
    after = _store(ex, action, update)
    joint = _others(after, standing) if update.status is not None else ()
    if update.status is not None and update.new_round and joint:
        _ask_agreement(ex, after, standing)
    saved = replace(
        _saved(ex, command, action, after, standing),
        joint_with=joint,
        late=cycle.late,
    )
    _ask_for_more(command, action, after, results)
    asked = any(part.code == "narrative" and part.key == action.key for part in results.parts)
    missing = narrative_missing(after.state)
    results.saved.append(saved if asked else replace(saved, still_to_come=missing))


def agree(ex: Exchange, scene: Scene, command: Agree, results: Results) -> None:
    """A joint lead agrees with the other organisation's view: a joint position (R7)."""
    action = scene.fresh(ex, command.key)
    standing = permitted(ex, scene, action, results)
    if standing is None:
        return
    views = {view.organisation for view in action.state.views}
    if standing.organisation is None or not views - {standing.organisation}:
        results.answers.append(answers.answer("nothing_open"))
        return
    update = _plain(ex, action, standing, UpdateKind.AGREE)
    after = _store(ex, action, update)
    results.saved.append(
        Saved(
            key=action.key,
            title=action.title,
            agreed=True,
            was=after.standing_status(ex.now),
            entered_for=_entered_for(ex, standing),
        )
    )


def deliver(ex: Exchange, scene: Scene, command: MarkDelivered, results: Results) -> None:
    """The work is done, its measure lies ahead: delivered, impact pending (R1)."""
    action = scene.fresh(ex, command.key)
    standing = permitted(ex, scene, action, results)
    if standing is None:
        return
    until = impact_due(action, ex.today)
    if until is None or standing.is_own_view_only:
        results.answers.append(answers.answer("not_yet"))
        return
    update = replace(
        _plain(ex, action, standing, UpdateKind.DELIVERED),
        delivered_on=ex.today,
        impact_due=until,
    )
    _store(ex, action, update)
    results.saved.append(
        Saved(
            key=action.key,
            title=action.title,
            delivered_until=until,
            entered_for=_entered_for(ex, standing),
        )
    )


def assure(ex: Exchange, scene: Scene, command: Assure, results: Results) -> None:
    """A partnership lead's own view beside the lead's, never over it (R10)."""
    action = scene.fresh(ex, command.key)
    priority = scene.priority(action)
    if priority is None or priority not in ex.person.partnership_leads:
        results.answers.append(answers.not_yours(action.key, lead_names(action)))
        return
    if action.closed_on is not None:
        results.answers.append(answers.closed(action.key, action.closed_on))
        return
    update = Update(
        action_id=action.id,
        kind=UpdateKind.ASSURANCE,
        person_id=ex.person.id,
        organisation=ex.person.organisation,
        at=ex.now,
        through=ex.inbound.connection,
        batch=ex.batch,
        status=command.status,
        position=command.reason,
        words=_words(ex),
    )
    _store(ex, action, update)
    results.saved.append(
        Saved(
            key=action.key,
            title=action.title,
            status=command.status,
            position=command.reason,
            assured=True,
        )
    )


def permitted(ex: Exchange, scene: Scene, action: Action, results: Results) -> SpeaksAs | None:
    """The person's standing, or ``None`` with the refusal already among the answers (R14)."""
    if action.closed_on is not None:
        results.answers.append(answers.closed(action.key, action.closed_on))
        return None
    standing = scene.standing(ex, action)
    if standing is None:
        results.answers.append(answers.not_yours(action.key, lead_names(action)))
    return standing


def lead_names(action: Action) -> str:
    return join_names([lead.name for lead in action.leads])


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


def _update(
    ex: Exchange, command: Report, action: Action, standing: SpeaksAs, cycle: CycleNow
) -> Update:
    state = action.state
    new_round = opens_round(state, standing.organisation, now=ex.now, since=cycle.since)
    policy = ex.policy(ex.uow.plans.get(action.plan_id))
    settle_day = ex.working.add(ex.today, policy.touches.joint_settle_working_days)
    status = command.status
    if command.no_change and status is None and len(organisations(action)) > 1:
        # "Same as last time" is this organisation's view of today as well.
        status = state.status
    kept: Mapping[str, str | None] = {}
    if command.correction and state.reported_by == ex.person.id and status is not None:
        kept = {"position": state.position, "next_steps": state.next_steps}
    return Update(
        action_id=action.id,
        kind=UpdateKind.NO_CHANGE if command.no_change and status is None else UpdateKind.REPORT,
        person_id=ex.person.id,
        for_person_id=standing.for_person_id,
        organisation=standing.organisation,
        at=ex.now,
        through=ex.inbound.connection,
        batch=ex.batch,
        status=status,
        position=command.position or kept.get("position"),
        next_steps=command.next_steps or kept.get("next_steps"),
        if_not=command.if_not,
        back_to_green=command.back_to_green,
        ask=command.ask,
        limbs=command.limbs,
        forecast=command.forecast,
        links=command.links,
        words=_words(ex),
        new_round=new_round,
        settles_at=None if new_round else instant(settle_day, policy.hours.closes),
        late=cycle.late,
    )


def _plain(ex: Exchange, action: Action, standing: SpeaksAs, kind: UpdateKind) -> Update:
    return Update(
        action_id=action.id,
        kind=kind,
        person_id=ex.person.id,
        for_person_id=standing.for_person_id,
        organisation=standing.organisation,
        at=ex.now,
        through=ex.inbound.connection,
        batch=ex.batch,
        words=_words(ex),
    )


def _store(ex: Exchange, action: Action, update: Update) -> Action:
    """Append the update, keep the folded state beside it, audit it, and look at its people again."""
    was = action.standing_status(ex.now)
    stored = ex.uow.actions.add_update(update)
    after = ex.uow.actions.save(replace(action, state=apply(action.state, stored)))
    stands = after.standing_status(ex.now)
    ex.record(
        _PAST[update.kind],
        action.key,
        before={"status": was.value},
        after={"status": stands.value, "update": stored.id, **_told(update)},
    )
    ex.uow.people.wake(action.people, ex.now)
    if after.state.disputed:
        # It settles by itself at an hour of its own, perhaps on red: the cycle must look then.
        ex.uow.cycles.set_next_due(ex.programme.id, ex.now)
    if stands is Status.RED and was is not Status.RED:
        tell_new_red(ex.uow, ex.programme, after, ex.now)
    return after


_PAST = {
    UpdateKind.REPORT: "status_reported",
    UpdateKind.NO_CHANGE: "no_change_reported",
    UpdateKind.AGREE: "joint_position_agreed",
    UpdateKind.DELIVERED: "delivered_reported",
    UpdateKind.ASSURANCE: "view_assured",
    UpdateKind.UNDO: "update_undone",
}


def _told(update: Update) -> dict[str, object]:
    """What the update said, for the audit: words stand beside the chain and can be erased (R16)."""
    told: dict[str, object] = {}
    if update.status is not None:
        told["reported"] = update.status.value
    for name in _NARRATIVE_FIELDS:
        value = getattr(update, name)
        if value is None:
            continue
        if name == "forecast":
            told[name] = value.end.isoformat() if value.end else value.text
        elif name == "limbs":
            told[name] = sorted(limb.value for limb in value)
        else:
            told[name] = value
    if update.for_person_id is not None:
        told["for_person"] = update.for_person_id
    return told


def _ask_agreement(ex: Exchange, action: Action, standing: SpeaksAs) -> None:
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


def _others(action: Action, standing: SpeaksAs) -> tuple[str, ...]:
    """Organisations whose view of the round is still awaited."""
    spoken = {view.organisation for view in action.state.views}
    return tuple(
        name
        for name in organisations(action)
        if name != standing.organisation and name not in spoken
    )


def _saved(
    ex: Exchange, command: Report, before: Action, after: Action, standing: SpeaksAs
) -> Saved:
    state = after.state
    disputed = (
        state.disputed
        and state.settles_at is not None
        and command.status not in (None, state.status)
    )
    flags = markers(after, now=ex.now, today=ex.today, cycle_from=None)
    told_date = command.forecast is not None or command.status is not None
    return Saved(
        key=after.key,
        title=after.title,
        status=command.status,
        was=before.standing_status(ex.now),
        no_change=command.no_change and command.status is None,
        correction=command.correction,
        forecast=command.forecast,
        approved=after.approved,
        position=command.position,
        next_steps=command.next_steps,
        if_not=command.if_not,
        back_to_green=command.back_to_green,
        ask=command.ask,
        limbs=command.limbs or frozenset(),
        links=command.links,
        entered_for=_entered_for(ex, standing),
        contradiction=told_date and Marker.GREEN_BUT_LATE in flags,
        disputed_until=local_day(state.settles_at) if disputed and state.settles_at else None,
        still=state.status if disputed else None,
    )


def _ask_for_more(command: Report, before: Action, after: Action, results: Results) -> None:
    """What an amber or red still owes, and what becomes of a pending claim (R2, R3)."""
    state = after.state
    reported = command.status
    if reported is not None and reported.needs_narrative and before.claim is not None:
        results.parts.append(
            Part(
                code="withdraw_claim",
                key=after.key,
                choices=(
                    Choice(value="yes", label="Withdraw the claim"),
                    Choice(value="no", label="Let it stand"),
                ),
            )
        )
    if state.disputed and reported is not state.status:
        # The first colour stands for now; its own narrative is not this person's to give.
        return
    missing = narrative_missing(state)
    moved = command.no_change and state.status.needs_narrative
    if (reported is not None and missing) or moved:
        results.parts.append(narrative_part(after, missing))


def narrative_part(action: Action, missing: tuple[str, ...]) -> Part:
    """The one short question for what is missing; without anything missing: what has moved."""
    status = action.state.status
    choices: tuple[Choice, ...] = ()
    if "limbs" in missing:
        choices = (
            (
                Choice(value="both", label="Both"),
                Choice(value=Status.AMBER.value, label="Make it Amber"),
            )
            if status is Status.RED
            else (
                Choice(value=Limb.DATES.value, label="Dates"),
                Choice(value=Limb.IMPACT.value, label="Impact"),
                Choice(value="both", label="Both"),
            )
        )
    return Part(
        code="narrative",
        key=action.key,
        choices=choices,
        values={"missing": ",".join(missing), "status": status.value},
    )


def _which_colour(action: Action) -> Part:
    return Part(
        code="which_colour",
        key=action.key,
        choices=tuple(
            Choice(value=s.value, label=s.label) for s in (Status.GREEN, Status.AMBER, Status.RED)
        ),
    )


def _as_own_view(
    ex: Exchange, scene: Scene, command: Report, action: Action, results: Results
) -> None:
    if command.status is None:
        results.answers.append(answers.answer("assure_how"))
        return
    reason = " ".join(filter(None, (command.position, command.next_steps)))
    assure(ex, scene, Assure(key=action.key, status=command.status, reason=reason), results)


def _entered_for(ex: Exchange, standing: SpeaksAs) -> str | None:
    """Whose update it is, where somebody else entered it (R14)."""
    if standing.for_person_id is None or standing.for_person_id == ex.person.id:
        return None
    return ex.uow.people.get(standing.for_person_id).name


def _words(ex: Exchange) -> str | None:
    """The writer's original words, kept with the update (R12)."""
    content = ex.inbound.content
    return content.text if isinstance(content, Said) else None
