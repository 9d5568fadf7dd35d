"""The facts of a digest: read from the record, written to JSON, read back (R11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache

from pydantic import TypeAdapter

from bot.conversation.dates import find_dates
from bot.domain.actions import Action
from bot.domain.calendar import Meeting, instant, local_day, next_meeting
from bot.domain.cycle import Digest, DigestState, Step, StepState
from bot.domain.cycle_plan import cycle_from, plan_steps, previous_of, silent_from
from bot.domain.cycle_returns import Called, read_called
from bot.domain.dates import Due
from bot.domain.digest import DigestFacts
from bot.domain.digest_build import build_facts
from bot.domain.digest_entry import Basis
from bot.domain.people import Person
from bot.domain.programme import Plan, Programme
from bot.domain.updates import fold
from bot.handlers.exchange import working_days
from bot.phrasing import digest as phrasing
from bot.phrasing.message_text import message_text
from bot.ports import UnitOfWork


def facts_now(
    uow: UnitOfWork,
    programme: Programme,
    plan: Plan,
    meeting: Meeting | None,
    now: datetime,
    *,
    digest: Digest | None = None,
) -> DigestFacts:
    """What the digest for ``meeting`` would say at ``now``; without one, for the next meeting ahead.

    ``digest``: its draft, whose edition and corrections apply; looked up where it is not given. The
    trend is measured against the newest digest posted for an earlier meeting that was not cancelled.
    """
    if meeting is None:
        meeting = next_meeting(uow.meetings.of(programme.id), plan.reporting_body, now)
    if digest is None and meeting is not None:
        digest = uow.cycles.digest(plan.id, meeting.id)
    posted = [d for d in uow.cycles.digests(plan.id) if d.posted_at and d.posted_at <= now]
    earlier = [
        d
        for d in posted
        if d.state is not DigestState.CANCELLED and (meeting is None or d.meeting_id != meeting.id)
    ]
    last = max(earlier, key=lambda d: (d.posted_at or d.drafted_at, d.id), default=None)
    previous = read_facts(last.facts) if last and last.facts else None
    edition = digest.edition if digest else 1
    cycle = _cycle(uow, programme, plan, meeting, digest.edition if digest else None, now)
    actions = _actions(uow, plan, now)
    people = {one.id: one for one in uow.people.of(programme.id)}
    return build_facts(
        Basis(
            plan=plan,
            headings=uow.plans.headings(plan.id),
            actions=actions,
            people=people,
            requests=[
                one
                for one in uow.requests.open(programme.id)
                if one.plan_id == plan.id and one.made_at <= now
            ],
            bodies={one.code: one.name for one in uow.meetings.bodies(programme.id)},
            meeting=meeting,
            moved_from=_first_day(posted, meeting, edition),
            edition=edition,
            short_notice=digest.short_notice if digest else False,
            previous=previous,
            recent=uow.actions.updates_since(
                plan.id, previous.as_of if previous else instant(date(2000, 1, 1), time.min)
            ),
            cycle_from=cycle.since,
            silent_before=cycle.silent_before,
            called=cycle.called,
            reachable=_reachable(uow, people.values(), actions)
            if cycle.silent_before
            else frozenset(),
            promised=_promised(actions, local_day(now)),
            cut_off_at=cycle.cut_off,
            corrections=digest.corrections if digest else (),
        ),
        now=now,
    )


def _actions(uow: UnitOfWork, plan: Plan, now: datetime) -> list[Action]:
    """The plan's actions as reported by ``now``: a look back does not see later updates."""
    actions = uow.actions.of_plan(plan.id)
    later = {one.action_id for one in uow.actions.updates_since(plan.id, now) if one.at > now}
    return [
        replace(one, state=fold(u for u in uow.actions.updates(one.id) if u.at <= now)).settled(now)
        if one.id in later
        else one.settled(now)
        for one in actions
    ]


def _first_day(posted: Sequence[Digest], meeting: Meeting | None, edition: int) -> date | None:
    """Of a second edition: where the meeting stood when the edition before was posted."""
    if meeting is None or edition == 1:
        return None
    before = [d for d in posted if d.meeting_id == meeting.id and d.edition == edition - 1]
    return read_facts(before[0].facts).meeting_day if before and before[0].facts else None


def _reachable(
    uow: UnitOfWork, people: Iterable[Person], actions: Sequence[Action]
) -> frozenset[int]:
    """Which of the plan's leads can be spoken to."""
    leads = {person_id for action in actions for person_id in action.people}
    return frozenset(
        one.id for one in people if one.id in leads and one.active and uow.people.addresses(one.id)
    )


def _promised(actions: Sequence[Action], today: date) -> dict[int, Due]:
    """Of next steps that name days, and none still ahead, the last day named; read as on the day on
    which they were given."""
    found: dict[int, Due] = {}
    for action in actions:
        state = action.state
        if not state.next_steps or state.narrative_at is None:
            continue
        spans = find_dates(state.next_steps.casefold(), local_day(state.narrative_at))
        dues = [due for span in spans if (due := span.reading.as_due(span.words))]
        if len(dues) == len(spans) and dues and all(one.end and one.end < today for one in dues):
            found[action.id] = max(dues, key=lambda one: one.end or date.min)
    return found


@dataclass(frozen=True, kw_only=True)
class _Cycle:
    """Where the plan's cycle stands at an instant."""

    since: datetime | None
    """The cut-off that it began with."""
    silent_before: datetime | None = None
    """Once the call has gone: since when an update answers it."""
    called: frozenset[Called] = frozenset()
    cut_off: datetime | None = None
    """This cycle's, once it has passed."""


def _cycle(
    uow: UnitOfWork,
    programme: Programme,
    plan: Plan,
    meeting: Meeting | None,
    edition: int | None,
    now: datetime,
) -> _Cycle:
    policy = plan.policy or programme.policy
    working = working_days(uow, programme)
    meetings = uow.meetings.of(programme.id)
    before = [m for m in meetings if meeting is None or m.starts_at < meeting.starts_at]
    started = cycle_from(
        before,
        plan.reporting_body,
        policy.cycle,
        policy.hours,
        working,
        now,
        live_since=programme.live_since,
    )
    if meeting is None:
        return _Cycle(since=started)
    cycle = plan_steps(
        meeting,
        previous_of(meeting, meetings),
        policy.cycle,
        policy.hours,
        working,
        live_since=programme.live_since,
    )
    calls = [
        one
        for one in uow.cycles.steps(plan.id, meeting.id)
        if one.step is Step.CALL and one.state is StepState.DONE and one.at <= now
    ]
    if edition is None:
        edition = max((one.edition for one in calls), default=None)
    # A second edition has a call of its own, and a shadow cycle's call reached nobody.
    went = [one for one in calls if one.edition == edition]
    silent_before = None
    if went:
        first = min(one.at for one in went)
        silent_before = instant(silent_from(first, policy.cycle, working), time.min)
    return _Cycle(
        since=started,
        silent_before=silent_before,
        called=frozenset(one for call in went for one in read_called(call.detail)),
        cut_off=cycle.cut_off if cycle.cut_off is not None and cycle.cut_off <= now else None,
    )


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[DigestFacts]:
    return TypeAdapter(DigestFacts)


def facts_json(facts: DigestFacts) -> str:
    """The facts as JSON; ``read_facts`` gives them back exactly. Shape: docs/reference/digest.md."""
    return _adapter().dump_json(facts).decode()


def read_facts(text: str) -> DigestFacts:
    """The inverse of ``facts_json``.

    :raises pydantic.ValidationError: for what is no digest's facts.
    """
    return _adapter().validate_json(text)


def digest_text(facts: DigestFacts) -> str:
    """The whole digest as plain text: the headline, then each message of its thread."""
    return "\n\n".join(message_text(one) for one in phrasing.messages(facts)) + "\n"
