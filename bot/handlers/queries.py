"""What can be asked at any time (R14): how the plan stands, one action, one's own actions, the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actions import Action, narrative_missing
from bot.domain.calendar import local_day, to_local
from bot.domain.cycle import DigestState
from bot.domain.digest import ActionLine, DigestFacts
from bot.domain.digest_filters import Filters, Vocabulary, read_filters
from bot.domain.messages import OutboundMessage, Paragraph, plain
from bot.domain.people import Person
from bot.domain.permissions import proxies_of, sees_names
from bot.domain.programme import Plan, Programme
from bot.domain.updates import UpdateKind
from bot.handlers.cycle_now import cycle_now
from bot.handlers.digest_facts import facts_now, read_facts
from bot.handlers.status_report import (
    ActionReport,
    PlanReport,
    StatusReport,
)
from bot.phrasing import digest as digest_phrasing
from bot.phrasing import status as phrasing
from bot.phrasing.status_card import Card, Told, card
from bot.phrasing.words import clock_time, day, day_month
from bot.ports import UnitOfWork

__all__ = ["mine", "one_action", "status", "status_json"]


@dataclass(frozen=True, kw_only=True)
class _View:
    """One plan at this instant: its facts, and its actions by key."""

    plan: Plan
    facts: DigestFacts
    actions: dict[str, Action]


def status(
    uow: UnitOfWork,
    programme: Programme,
    person: Person | None,
    filters: Sequence[str],
    now: datetime,
) -> OutboundMessage:
    """What ``/send status`` answers. ``person``: who asks; ``None`` is the command line, which sees all.

    Filters: colours, a priority's code or title, a lead's name, overdue, stale, claims, delivered,
    mine, paper, a key or reference; several narrow together. A word that is none of these is told so.
    """
    views = _views(uow, programme, now)
    asked, own = _read(uow, programme, person, filters, views, now)
    lines = [line for view in views for line in view.facts.actions]
    if asked.unknown:
        codes = [bar.code for view in views for bar in view.facts.bars]
        return phrasing.unknown_filter(asked.unknown, codes)
    if asked.unclear:
        return phrasing.which_action([one for one in lines if one.key in asked.unclear])
    if asked.paper:
        return _paper(uow, person, views)
    if asked.everything:
        return phrasing.overview(
            [_standing(uow, view) for view in views],
            phrasing.Asker(
                sees_names=person is None or sees_names(person), member=_is_member(person, own)
            ),
        )
    if len(asked.keys) == 1 and asked == Filters(keys=asked.keys):
        action = next(v.actions[asked.keys[0]] for v in views if asked.keys[0] in v.actions)
        return one_action(uow, programme, action, now, person=person)
    return phrasing.listing(
        [one for one in lines if asked.hold(one, mine=frozenset(own))],
        asked,
        live=len(lines),
        next_steps=_next_steps(views),
    )


def one_action(
    uow: UnitOfWork,
    programme: Programme,
    action: Action,
    now: datetime,
    *,
    person: Person | None = None,
) -> OutboundMessage:
    """The card of one action; with buttons where ``person`` may report on it."""
    action = action.settled(now)
    plan = uow.plans.get(action.plan_id)
    facts = facts_now(uow, programme, plan, None, now)
    line = facts.line(action.key)
    if line is None:
        gone = f"{action.key} has been withdrawn from the plan."
        return OutboundMessage(blocks=(Paragraph(runs=(plain(gone),)),), summary=gone)
    updates = uow.actions.updates(action.id)
    undone = {one.undoes for one in updates if one.kind is UpdateKind.UNDO}
    kept = [one for one in updates if one.kind is not UpdateKind.UNDO and one.batch not in undone]
    state = replace(action.state, status=line.status)
    entry = facts.entry(action.key)
    names = uow.people.many(
        {one.person_id for one in kept}
        | {one.for_person_id for one in kept if one.for_person_id}
        | ({state.assurance.person_id} if state.assurance else set())
    )
    history = [
        Told(
            update=one,
            by=names[one.person_id].name,
            on_behalf_of=names[one.for_person_id].name if one.for_person_id else None,
        )
        for one in reversed(kept)
    ]
    return card(
        Card(
            action=action,
            line=line,
            priority=next((bar.title for bar in facts.bars if bar.code == line.priority), ""),
            today=local_day(now),
            missing=entry.still_to_come if entry else narrative_missing(state),
            history=history,
            assured_by=names[state.assurance.person_id].name if state.assurance else None,
            leads_it=person is not None
            and action.key in _own(uow, programme, person, [action], now),
        )
    )


def mine(
    uow: UnitOfWork,
    programme: Programme,
    person: Person,
    now: datetime,
    *,
    longest: int | None = phrasing.LONGEST_OWN,
) -> OutboundMessage:
    """The person's own open actions and those they answer for, the most urgent first; at most ``longest``."""
    views = _views(uow, programme, now)
    actions = [action for view in views for action in view.actions.values()]
    own = _own(uow, programme, person, actions, now)
    lines = [
        (line, own[line.key])
        for view in views
        for line in view.facts.actions
        if line.key in own and view.actions[line.key].closed_on is None
    ]
    lines.sort(key=lambda one: (one[1] is not None, not one[0].overdue, _gravity(one[0])))
    return phrasing.mine(
        lines,
        next_steps=_next_steps(views),
        deadline=_deadline(uow, programme, views, now),
        today=local_day(now),
        longest=longest,
    )


def status_json(
    uow: UnitOfWork,
    programme: Programme,
    person: Person | None,
    filters: Sequence[str],
    now: datetime,
) -> dict[str, object]:
    """The same as JSON; its shape is docs/reference/schemas/status.schema.json. Filters narrow ``actions`` alone.

    ``unknown`` holds the words that were not understood.
    """
    views = _views(uow, programme, now)
    asked, own = _read(uow, programme, person, filters, views, now)
    keys = set(asked.keys) | set(asked.unclear)
    chosen = replace(asked, keys=tuple(keys), unclear=(), unknown=(), paper=False)
    steps = _next_steps(views)
    report = StatusReport(
        programme=programme.code,
        as_of=now,
        unknown=list(asked.unknown),
        plans=[
            PlanReport.of(
                view.facts,
                [
                    ActionReport.of(line, view.facts.entry(line.key), steps.get(line.key))
                    for line in view.facts.actions
                    if chosen.hold(line, mine=frozenset(own))
                ],
            )
            for view in views
        ],
    )
    return report.model_dump(mode="json")


# --- looking up -----------------------------------------------------------------------------------


def _views(uow: UnitOfWork, programme: Programme, now: datetime) -> list[_View]:
    return [
        _View(
            plan=plan,
            facts=facts_now(uow, programme, plan, None, now),
            actions={
                a.key: a.settled(now) for a in uow.actions.of_plan(plan.id) if not a.withdrawn
            },
        )
        for plan in uow.plans.of(programme.id)
    ]


def _read(
    uow: UnitOfWork,
    programme: Programme,
    person: Person | None,
    filters: Sequence[str],
    views: Sequence[_View],
    now: datetime,
) -> tuple[Filters, dict[str, str | None]]:
    """The filters as they are meant here, and the asker's own actions."""
    actions = [action for view in views for action in view.actions.values()]
    own = _own(uow, programme, person, actions, now) if person else {}
    vocabulary = Vocabulary(
        lines=[line for view in views for line in view.facts.actions],
        priorities={bar.code: bar.title for view in views for bar in view.facts.bars},
        mine=frozenset(own),
        colours={word: one for view in views for word, one in view.plan.scale.words.items()},
        people=tuple(one.name for one in uow.people.of(programme.id)),
    )
    return read_filters(filters, vocabulary), own


def _own(
    uow: UnitOfWork,
    programme: Programme,
    person: Person,
    actions: Sequence[Action],
    now: datetime,
) -> dict[str, str | None]:
    """Keys of the actions that the person leads (``None``) or answers for (the lead's name)."""
    today = local_day(now)
    people = {one.id: one for one in uow.people.of(programme.id)}
    proxies = proxies_of(
        person,
        delegations=uow.people.delegations(programme.id),
        absences=uow.people.absences(list(people), from_day=today),
        today=today,
    )
    found: dict[str, str | None] = {}
    for action in actions:
        if person.id in action.people:
            found[action.key] = None
        elif served := next((one for one in action.people if one in proxies.leads), None):
            found[action.key] = people[served].name if served in people else None
    return found


def _is_member(person: Person | None, own: dict[str, str | None]) -> bool:
    """Somebody who reads only: neither chair, office, partnership lead, nor lead of anything."""
    if person is None:
        return False
    return not (sees_names(person) or person.partnership_leads or own)


def _standing(uow: UnitOfWork, view: _View) -> phrasing.Standing:
    facts = view.facts
    posted = [
        one
        for one in uow.cycles.digests(view.plan.id)
        if one.posted_at is not None and one.posted_at <= facts.as_of
    ]
    last = max(posted, key=lambda one: one.posted_at or one.drafted_at, default=None)
    assured = facts.assured_at
    silent = [lead.name for line in facts.actions if line.outstanding for lead in line.leads]
    return phrasing.Standing(
        facts=facts,
        changed_since_assured=_changed(facts, assured) if assured else 0,
        posted_at=last.posted_at if last else None,
        changed_since_posted=_changed(facts, last.posted_at) if last and last.posted_at else 0,
        silent=tuple(dict.fromkeys(silent)),
    )


def _changed(facts: DigestFacts, since: datetime) -> int:
    """How many actions have been reported on, or had their words changed, since."""
    return sum(
        any(at is not None and at > since for at in (one.reported_at, one.narrative_at))
        for one in facts.actions
    )


def _next_steps(views: Sequence[_View]) -> dict[str, str]:
    return {
        key: action.state.next_steps
        for view in views
        for key, action in view.actions.items()
        if action.state.next_steps and action.closed_on is None
    }


def _gravity(line: ActionLine) -> int:
    order = ("red", "amber", "not_reported", "green", "grey", "blue")
    return order.index(line.status.value)


def _deadline(
    uow: UnitOfWork, programme: Programme, views: Sequence[_View], now: datetime
) -> str | None:
    """Until when an update counts for the next paper."""
    for view in views:
        cycle = cycle_now(uow, programme, view.plan, now)
        if cycle.meeting is not None and cycle.cut_off is not None and cycle.cut_off > now:
            until = to_local(cycle.cut_off)
            return (
                f"For the meeting of {day_month(cycle.meeting.day)} I need updates by "
                f"{clock_time(until.time())} on {day(until.date())}."
            )
    return None


def _paper(uow: UnitOfWork, person: Person | None, views: Sequence[_View]) -> OutboundMessage:
    """Each plan's headline: chairs and office see it as it would read now, others as last posted."""
    live = person is None or sees_names(person)
    if live:
        papers = [view.facts for view in views]
    else:
        posted = [_last_posted(uow, view.plan) for view in views]
        papers = [one for one in posted if one is not None]
    return phrasing.papers([digest_phrasing.headline(one) for one in papers], live=live)


def _last_posted(uow: UnitOfWork, plan: Plan) -> DigestFacts | None:
    posted = [
        one for one in uow.cycles.digests(plan.id) if one.facts and one.state is DigestState.POSTED
    ]
    newest = max(posted, key=lambda one: (one.posted_at or one.drafted_at, one.id), default=None)
    return read_facts(newest.facts) if newest else None
