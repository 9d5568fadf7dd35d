"""Reports, agreement, delivery and assurance: what somebody says of an action becomes record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.actions import (
    Action,
    impact_due,
    markers,
    narrative_missing,
    organisations,
)
from bot.domain.calendar import instant, local_day
from bot.domain.commands import Agree, Assure, MarkDelivered, Report
from bot.domain.dates import too_far
from bot.domain.messages import Said
from bot.domain.permissions import SpeaksAs
from bot.domain.status import Marker, Status
from bot.domain.updates import Update, UpdateKind, apply
from bot.handlers.cycle_now import CycleNow, cycle_now
from bot.handlers.escalations import forget_red, tell_new_red
from bot.handlers.exchange import Exchange
from bot.handlers.owing import ask_for_more, still_green, which_colour
from bot.handlers.results import Results
from bot.handlers.rounds import ask_agreement, opens_round, own_state, still_silent, tell_of_dispute
from bot.handlers.scene import Scene
from bot.handlers.standing import lead_names, permitted
from bot.phrasing import answers
from bot.phrasing.updates import Saved

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
    if command.forecast is not None and too_far(command.forecast, ex.today):
        results.answers.append(answers.answer("date_too_far"))
        return
    if command.status is Status.BLUE:
        results.answers.append(answers.answer("blue_not_yours"))
        return
    if standing.is_own_view_only:
        _as_own_view(ex, scene, command, action, results)
        return
    if command.no_change and action.state.status is Status.NOT_REPORTED:
        results.parts.append(which_colour(action))
        return
    plan = ex.uow.plans.get(action.plan_id)
    cycle = cycle_now(ex.uow, ex.programme, plan, ex.now)
    update = _update(ex, command, action, standing, cycle)
    after = _store(ex, action, update)
    joint = still_silent(after, standing) if update.status is not None else ()
    if update.status is not None and update.new_round and joint:
        ask_agreement(ex, after, standing)
    saved = replace(
        _saved(ex, command, action, after, standing),
        joint_with=joint,
        late=cycle.late,
    )
    own = own_state(after, standing.organisation, ex.now)
    if saved.contradiction:
        results.parts.append(still_green(after))
    ask_for_more(command, action, after, own, results)
    if after.state.disputed and not action.state.disputed:
        tell_of_dispute(ex, after, standing)
    asked = any(part.code == "narrative" and part.key == action.key for part in results.parts)
    missing = narrative_missing(own)
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
    stands = _to_agree_with(action, standing.organisation)
    if standing.organisation in views and not action.state.disputed:
        results.answers.append(answers.answer("agreed_already"))
        return
    if command.status not in (None, stands):
        results.answers.append(answers.changed_since(action.key, stands))
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


def _to_agree_with(action: Action, organisation: str) -> Status:
    """The other organisation's colour."""
    return next(v.status for v in action.state.views if v.organisation != organisation)


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
        status = action.settled(ex.now).state.status
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
    if was is Status.RED and stands is not Status.RED:
        forget_red(ex.uow, ex.programme, after)
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
