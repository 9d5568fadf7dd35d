"""A programme's past, told to the record: what was reported, met and measured before the bot came.

Everything keeps its own instant, so that the first digest has a trend to compare with (R11). Telling the
same history again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import TypeVar

from bot.domain.actions import Action, Measure, Milestone, Reading
from bot.domain.calendar import Meeting, instant
from bot.domain.cycle import Digest, DigestState, Step, StepRecord
from bot.domain.errors import PlanRefused
from bot.domain.names import find
from bot.domain.people import Person
from bot.domain.permissions import organisation_of
from bot.domain.plan_matching import normal_text
from bot.domain.programme import Programme
from bot.domain.programme_spec import (
    Change,
    History,
    PastDigest,
    PastMilestone,
    PastReading,
    PastUpdate,
)
from bot.domain.updates import Update, UpdateKind, apply
from bot.handlers.desk import Desk
from bot.handlers.digest_facts import facts_json, facts_now
from bot.phrasing import programme as say
from bot.phrasing.words import long_day
from bot.ports import UnitOfWork

T = TypeVar("T", Milestone, Measure)

#: What such updates came through, in place of a connection's name.
FROM_HISTORY = "history"
#: A meeting of the past counts as known this long before, so that its cycle was a whole one.
_KNOWN_BEFORE = timedelta(weeks=8)


@dataclass(frozen=True, kw_only=True)
class _Past:
    """What is told, and where it is told to."""

    desk: Desk
    programme: Programme
    people: tuple[Person, ...]

    def action(self, where: str, key: str) -> Action:
        action = self.desk.uow.actions.by_key(self.programme.id, key)
        if action is None:
            raise PlanRefused(f"{where}: no action has the key {key}.")
        return action

    def person(self, where: str, name: str) -> Person:
        person = find(name, self.people).person
        if person is None:
            raise PlanRefused(f"{where}: nobody in the programme is called {name}.")
        return person


def replay_history(
    uow: UnitOfWork,
    programme: Programme,
    history: History,
    now: datetime,
    *,
    actor_id: int | None = None,
) -> list[Change]:
    """Tell the record what happened before ``now``, in the order in which it happened.

    :raises PlanRefused: one sentence naming the place, for an action, person, plan, milestone or measure
        that does not exist, or for anything that is not in the past; the caller does not commit.
    """
    past = _Past(
        desk=Desk(uow=uow, programme_id=programme.id, now=now, actor_id=actor_id),
        programme=programme,
        people=tuple(p for p in uow.people.of(programme.id) if p.active),
    )
    told: list[tuple[datetime, str, Callable[[], Change | None]]] = []
    noon = time(12, 0)
    told += [
        (instant(one.done_on, noon), one.where, partial(_meet, past, one))
        for one in history.milestones
    ]
    told += [
        (instant(one.as_of, noon), one.where, partial(_measure, past, one))
        for one in history.readings
    ]
    told += [(one.at, one.where, partial(_report, past, one)) for one in history.updates]
    told += [(one.posted_at, one.where, partial(_freeze, past, one)) for one in history.digests]
    for at, where, _ in told:
        if at > now:
            raise PlanRefused(
                f"{where}: this lies after {long_day(past.desk.today)}; only the past is told."
            )
    changes = [tell() for _, _, tell in sorted(told, key=lambda one: one[0])]
    done = [change for change in changes if change is not None]
    if done:
        past.desk.look_again_at_all()
    return done


def _report(past: _Past, told: PastUpdate) -> Change | None:
    actions = past.desk.uow.actions
    action, person = past.action(told.where, told.key), past.person(told.where, told.by)
    batch = f"{FROM_HISTORY}:{action.key}:{person.id}:{told.at.isoformat()}"
    if actions.updates_of_batch(batch):
        return None
    update = actions.add_update(
        Update(
            action_id=action.id,
            kind=UpdateKind.AGREE if told.agrees else UpdateKind.REPORT,
            person_id=person.id,
            organisation=organisation_of(action, person.id) or person.organisation,
            at=told.at,
            through=FROM_HISTORY,
            batch=batch,
            status=told.status,
            position=told.position,
            next_steps=told.next_steps,
            if_not=told.if_not,
            back_to_green=told.back_to_green,
            ask=told.ask,
            limbs=told.limbs,
            forecast=told.forecast,
        )
    )
    after = actions.save(replace(action, state=apply(action.state, update)))
    past.desk.record(
        "status_reported",
        action.key,
        before={"status": action.state.status.value},
        after={"status": after.state.status.value, "told_at": told.at.isoformat()},
    )
    return say.told(action.key, f"{action.key}, {long_day(told.at.date())}, {person.name}")


def _meet(past: _Past, told: PastMilestone) -> Change | None:
    found: dict[int, tuple[Milestone, list[int]]] = {}
    for action in past.desk.uow.actions.of_programme(past.programme.id):
        for milestone in action.milestones:
            if _begins(milestone.text, told.milestone):
                found.setdefault(milestone.id, (milestone, []))[1].append(action.id)
    milestone, action_ids = _only(found.values(), told.where, "milestone", told.milestone)
    if milestone.done_on == told.done_on:
        return None
    past.desk.uow.actions.save_milestone(replace(milestone, done_on=told.done_on), action_ids)
    past.desk.record(
        "milestone_done", f"milestone:{milestone.id}", after={"done_on": told.done_on.isoformat()}
    )
    return say.told(told.where, f"milestone met on {long_day(told.done_on)}: {milestone.text}")


def _measure(past: _Past, told: PastReading) -> Change | None:
    found: dict[int, tuple[Measure, list[int]]] = {}
    for action in past.desk.uow.actions.of_programme(past.programme.id):
        for measure in action.measures:
            if _begins(measure.text, told.measure):
                found.setdefault(measure.id, (measure, []))[1].append(action.id)
    measure, _ = _only(found.values(), told.where, "measure", told.measure)
    same = (told.value, told.as_of, told.source)
    if any((r.value, r.as_of, r.source) == same for r in measure.readings):
        return None
    past.desk.uow.actions.add_reading(
        Reading(measure_id=measure.id, value=told.value, as_of=told.as_of, source=told.source)
    )
    past.desk.record(
        "measure_read",
        f"measure:{measure.id}",
        after={"value": told.value, "as_of": told.as_of.isoformat(), "source": told.source},
    )
    return say.told(told.where, f"{measure.text}: {told.value} ({long_day(told.as_of)})")


def _freeze(past: _Past, told: PastDigest) -> Change | None:
    """Keep the facts as they stood when the digest of a past meeting was posted; nothing is sent."""
    uow, programme = past.desk.uow, past.programme
    plan = uow.plans.by_code(programme.id, told.plan)
    if plan is None:
        raise PlanRefused(f"{told.where}: there is no plan {told.plan}.")
    if told.body not in {body.code for body in uow.meetings.bodies(programme.id)}:
        raise PlanRefused(f"{told.where}: there is no body {told.body}.")
    if instant(told.meeting, time()) < told.posted_at:
        raise PlanRefused(f"{told.where}: a digest is posted before its meeting, not after it.")
    meeting = _meeting(past, told)
    if uow.cycles.digest(plan.id, meeting.id) is not None:
        return None
    digest = Digest(
        plan_id=plan.id,
        meeting_id=meeting.id,
        state=DigestState.POSTED,
        drafted_at=told.posted_at,
        posted_at=told.posted_at,
    )
    facts = facts_now(uow, programme, plan, meeting, told.posted_at, digest=digest)
    uow.cycles.save_digest(replace(digest, facts=facts_json(facts)))
    for step in Step:
        uow.cycles.add_step(
            StepRecord(
                plan_id=plan.id,
                meeting_id=meeting.id,
                step=step,
                at=told.posted_at,
                detail=meeting.day.isoformat() if step is Step.DIGEST else "",
            )
        )
    past.desk.record(
        "digest_told", f"meeting:{meeting.id}", after={"posted_at": told.posted_at.isoformat()}
    )
    return say.told(told.where, f"digest of {plan.code} for {long_day(meeting.day)}")


def _meeting(past: _Past, told: PastDigest) -> Meeting:
    uow = past.desk.uow
    for meeting in uow.meetings.of(past.programme.id):
        if meeting.body == told.body and meeting.day == told.meeting and not meeting.cancelled:
            return meeting
    meeting = uow.meetings.save(
        Meeting(
            programme_id=past.programme.id,
            body=told.body,
            day=told.meeting,
            original_day=told.meeting,
            entered_at=instant(told.meeting, time(10, 0)) - _KNOWN_BEFORE,
        )
    )
    past.desk.record(
        "meeting_added",
        f"meeting:{meeting.id}",
        after={"body": meeting.body, "day": meeting.day.isoformat()},
    )
    return meeting


def _begins(text: str, words: str) -> bool:
    return normal_text(text).startswith(normal_text(words))


def _only(
    found: Iterable[tuple[T, list[int]]], where: str, what: str, words: str
) -> tuple[T, list[int]]:
    known = list(found)
    if len(known) != 1:
        many = "no" if not known else "more than one"
        raise PlanRefused(f'{where}: {many} {what} begins with "{words}"; write more of its words.')
    return known[0]
