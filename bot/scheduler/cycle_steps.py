"""What each step of a cycle does (R8, R10). Every one records itself in the transaction that does it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.actions import ItemKind
from bot.domain.calendar import local_day
from bot.domain.cycle import Digest, DigestState, Step, StepState
from bot.domain.cycle_returns import (
    Called,
    Silence,
    by_person,
    has_answered,
    own_partnership_leads,
    partnership_leads,
    read_called,
    to_call,
    write_called,
)
from bot.domain.people import Person
from bot.domain.programme import RequestKind
from bot.domain.status import Status
from bot.domain.touches import Touch, TouchKind, was_told
from bot.handlers import digests
from bot.handlers.telling import body_name, deciders
from bot.phrasing import cycle as phrasing
from bot.phrasing import cycle_office
from bot.phrasing.words import day_month
from bot.scheduler.cycle_round import Round

_TO_LOOK_AT = (Status.AMBER, Status.RED, Status.NOT_REPORTED)


def carry_out(round_: Round, step: Step, *, missed: bool = False) -> None:
    """Do one step, or, of a digest that ``missed`` its meeting, say so."""
    match step:
        case Step.CALL:
            _call(round_)
        case Step.CHASER:
            _chaser(round_)
        case Step.PARTNERSHIP_LEAD:
            _partnership_leads(round_)
        case Step.CUT_OFF:
            _cut_off(round_)
        case Step.ASSURANCE:
            _assurance(round_)
        case Step.DRAFT:
            _draft(round_)
        case Step.DIGEST if missed:
            _not_posted(round_)
        case Step.DIGEST:
            _digest(round_)
        case Step.CHANGES:
            _changes(round_)


def _call(it: Round) -> None:
    called = tuple(
        one
        for one in to_call(
            it.actions.values(), now=it.now, since=it.since, answered_from=it.answered_from
        )
        if one.person_id in it.people
    )
    _ask(it, called, TouchKind.CALL)
    it.record(Step.CALL, StepState.DONE, detail=write_called(called))
    _chase_claims(it)


def _chaser(it: Round) -> None:
    silent = it.silent(Step.CALL)
    _ask(it, silent, TouchKind.CHASER)
    it.record(Step.CHASER, StepState.DONE, detail=write_called(silent))
    going_up = [one for one in silent if one.action_id not in it.held and _above(it, one)]
    if going_up and it.cycle.partnership_lead is not None:
        message = cycle_office.told_tomorrow(it.items(going_up), it.occasion)
        for person in it.office:
            it.tell(person, message, "told-tomorrow")


def _ask(it: Round, called: Sequence[Called], kind: TouchKind) -> None:
    """Touches, which the day's reminders say; in a shadow cycle only a list for the office."""
    if it.is_shadow:
        counts = [
            (it.people[person_id].name, len(ids)) for person_id, ids in by_person(called).items()
        ]
        chaser = kind is TouchKind.CHASER
        message = cycle_office.shadow_call(counts, it.occasion, chaser=chaser)
        for person in it.office:
            it.tell(person, message, kind.value)
        return
    what = "call for updates" if kind is TouchKind.CALL else "chaser"
    it.uow.touches.add(
        Touch(
            programme_id=it.programme.id,
            person_id=one.person_id,
            item_kind=ItemKind.ACTION,
            item_id=one.action_id,
            kind=kind,
            day=it.today,
            why=f"{what} for the meeting of {day_month(it.meeting.day)}",
        )
        for one in called
    )
    it.uow.people.wake({one.person_id for one in called}, it.now)


def _chase_claims(it: Round) -> None:
    """Pending claims, to whoever must decide, once a cycle (R2)."""
    waiting: dict[str, list[phrasing.Claim]] = {}
    for request in it.uow.requests.open(it.programme.id):
        action = it.actions.get(request.action_id)
        if request.kind is not RequestKind.CLOSE or action is None or request.awaiting is None:
            continue
        claimant = it.people.get(request.person_id)
        waiting.setdefault(request.awaiting, []).append(
            phrasing.Claim(
                request_id=request.id,
                key=action.key,
                title=action.title,
                since=local_day(request.made_at),
                by=claimant.name if claimant else "its lead",
            )
        )
    for body, claims in waiting.items():
        name = body_name(it.uow, it.programme.id, body)
        message = phrasing.claims_waiting(claims, it.occasion, body=name)
        for person in deciders(it.uow, it.programme.id, body):
            it.tell(person, message, f"claims:{body}")


def _above(it: Round, one: Called) -> tuple[Person, ...]:
    """The partnership leads of the lead's own organisation who are told of this silence: not one who
    leads the action too (R8)."""
    action, lead = it.actions[one.action_id], it.people[one.person_id]
    own = own_partnership_leads(lead, action, it.priority(action), it.people.values())
    return tuple(person for person in own if person.id not in action.people)


def _partnership_leads(it: Round) -> None:
    silent = [one for one in it.silent(Step.CHASER) if one.action_id not in it.held]
    if not it.is_shadow:
        silent = _warned(it, silent)
    above: dict[int, list[Called]] = {}
    for one in silent:
        for person in _above(it, one):
            above.setdefault(person.id, []).append(one)
    asked_on = [local_day(it.done[step].at) for step in (Step.CALL, Step.CHASER)]
    for person_id, called in above.items():
        person = it.people[person_id]
        told = it.tell(
            person,
            phrasing.to_partnership_lead(
                it.items(called),
                it.occasion,
                first_name=person.first_name,
                asked_on=asked_on,
                lead_until=it.cycle.cut_off or it.meeting.starts_at,
                view_until=it.cycle.assurance_to,
            ),
            "partnership-lead",
        )
        it.record(
            Step.PARTNERSHIP_LEAD,
            StepState.DONE if told else StepState.SKIPPED,
            rung=str(person_id),
            detail=write_called(called),
        )
    it.record(Step.PARTNERSHIP_LEAD, StepState.DONE, detail=write_called(silent))


def _warned(it: Round, silent: Iterable[Called]) -> list[Called]:
    """Those whose chaser really reached the lead, or whoever stands in: nobody is told before they are.

    Somebody part-time or away may not have had it yet; then the office hears at the cut-off.
    """
    since = local_day(it.done[Step.CHASER].at)
    touches = it.uow.touches.of_programme(it.programme.id, from_day=since, to_day=it.today)
    warned = {
        (who, touch.item_id)
        for touch in touches
        if touch.kind is TouchKind.CHASER and touch.item_kind is ItemKind.ACTION and was_told(touch)
        for who in (touch.person_id, touch.for_person_id)
    }
    return [one for one in silent if (one.person_id, one.action_id) in warned]


def _cut_off(it: Round) -> None:
    silent = it.silent(Step.CALL)
    asked = read_called(it.done[Step.CALL].detail)
    outstanding = _with(it, Silence.OUTSTANDING)
    unreachable = _with(it, Silence.UNREACHABLE)
    listed = {one.action_id for one in silent}
    nobody = [it.item(it.actions[i]) for i in unreachable if i not in listed]
    told = it.told_above()
    for person in it.office:
        # The rung below was this very person: they know (R8).
        known = told.get(person.id, frozenset())
        news = [
            one
            for one in silent
            if one not in known and person.id not in it.actions[one.action_id].people
        ]
        if news or nobody or not silent:
            message = cycle_office.silent_list(
                (*it.items(news), *nobody),
                it.occasion,
                called=len({one.action_id for one in asked if one.person_id in it.reachable}),
                outstanding=len(outstanding),
                unreachable=len(unreachable),
            )
            it.tell(person, message, "silent")
    it.record(Step.CUT_OFF, StepState.DONE, detail=write_called(silent))


def _with(it: Round, silence: Silence) -> list[int]:
    """Ids of the actions of which this is true, in the plan's order."""
    return [action_id for action_id, one in it.silence.items() if one is silence]


def _assurance(it: Round) -> None:
    until = it.cycle.assurance_to
    outstanding = _with(it, Silence.OUTSTANDING)
    theirs: dict[int, list[int]] = {}
    for action in it.actions.values():
        if action.closed_on is None and not action.withdrawn:
            for person in partnership_leads(it.priority(action), it.people.values()):
                theirs.setdefault(person.id, []).append(action.id)
    for person_id, ids in theirs.items():
        person = it.people[person_id]
        look_at = [
            i
            for i in ids
            if i in it.silence or it.actions[i].standing_status(it.now) in _TO_LOOK_AT
        ]
        message = phrasing.ready_to_assure(
            [
                replace(it.item(it.actions[i]), own_view_only=it.views_only(person, it.actions[i]))
                for i in look_at
            ],
            it.occasion,
            first_name=person.first_name,
            quiet=len(ids) - len(look_at),
            until=until or it.meeting.starts_at,
            returned=sum(has_answered(it.actions[i], it.answered_from) for i in ids),
            outstanding=len(set(outstanding).intersection(ids)),
        )
        it.tell(person, message, "assure")
    it.record(Step.ASSURANCE, StepState.DONE)


def _draft(it: Round) -> None:
    digests.draft(it.uow, it.programme, it.plan, it.meeting, it.now, edition=it.edition)
    it.record(Step.DRAFT, StepState.DONE)


def _digest(it: Round) -> None:
    digest = it.digest
    if digest is None and it.cycle.short_notice:
        digest = digests.draft(
            it.uow,
            it.programme,
            it.plan,
            it.meeting,
            it.now,
            edition=it.edition,
            short_notice=True,
        )
    elif digest is None:
        # The draft was overtaken: nobody is shown one that is public a moment later.
        digest = it.uow.cycles.save_digest(
            Digest(
                plan_id=it.plan.id,
                meeting_id=it.meeting.id,
                edition=it.edition,
                drafted_at=it.now,
            )
        )
    digests.post(it.uow, it.programme, digest, it.now)
    it.record(Step.DIGEST, StepState.DONE, detail=it.meeting.day.isoformat())


def _not_posted(it: Round) -> None:
    digest = it.digest
    held_by = digest.held_by if digest and digest.state is DigestState.HELD else None
    if digest is not None and digest.state in digests.OPEN:
        it.uow.cycles.save_digest(replace(digest, state=DigestState.NOT_POSTED))
    holder = it.people.get(held_by) if held_by else None
    message = cycle_office.not_posted(it.occasion, held_by=holder.name if holder else None)
    for person in it.office:
        it.tell(person, message, "not-posted")
    it.record(Step.DIGEST, StepState.SKIPPED, detail=it.meeting.day.isoformat())


def _changes(it: Round) -> None:
    digest = it.digest
    posted = digest is not None and digests.post_changes(it.uow, it.programme, digest, it.now)
    it.record(Step.CHANGES, StepState.DONE, detail="" if posted else "nothing has changed")
