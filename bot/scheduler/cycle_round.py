"""One plan's cycle before one meeting, as a step needs it: read in the step's own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from bot.domain.actions import Action
from bot.domain.calendar import Meeting, WorkingDays, local_day
from bot.domain.cycle import Digest, Step, StepRecord, StepState
from bot.domain.cycle_agenda import SHADOW_EDITION, Agenda, agenda, edition_of
from bot.domain.cycle_plan import CyclePlan, cycle_from, plan_steps, previous_of, silent_from
from bot.domain.cycle_returns import Called, Silence, read_called, silence_of, still_silent
from bot.domain.messages import OutboundMessage
from bot.domain.people import Person
from bot.domain.permissions import proxies_of, speaks_as
from bot.domain.policy import Policy
from bot.domain.programme import Plan, Programme, ProgrammeState, priorities
from bot.handlers.escalations import HELD, tell_privately
from bot.handlers.telling import body_name
from bot.phrasing.cycle import Item, Occasion
from bot.ports import Event, UnitOfWork


@dataclass(frozen=True, kw_only=True, eq=False)
class Round:
    """``records``: every step of this plan and meeting; ``edition``: the one the meeting is at."""

    uow: UnitOfWork
    programme: Programme
    plan: Plan
    meeting: Meeting
    meetings: tuple[Meeting, ...]
    records: tuple[StepRecord, ...]
    edition: int
    cycle: CyclePlan
    working: WorkingDays
    now: datetime

    @property
    def policy(self) -> Policy:
        return self.plan.policy or self.programme.policy

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def is_shadow(self) -> bool:
        return self.programme.state is ProgrammeState.SHADOW

    @cached_property
    def done(self) -> Mapping[Step, StepRecord]:
        """What is recorded of this edition, the single rungs left out."""
        return {r.step: r for r in self.records if r.edition == self.edition and not r.rung}

    @cached_property
    def digest(self) -> Digest | None:
        return self.uow.cycles.digest(self.plan.id, self.meeting.id, self.edition)

    @cached_property
    def agenda(self) -> Agenda:
        return agenda(
            self.cycle,
            self.meeting,
            self.done,
            self.digest,
            hours=self.policy.hours,
            working=self.working,
            now=self.now,
        )

    @cached_property
    def actions(self) -> Mapping[int, Action]:
        """In the plan's order."""
        return {action.id: action for action in self.uow.actions.of_plan(self.plan.id)}

    @cached_property
    def people(self) -> Mapping[int, Person]:
        """The programme's active people."""
        return {p.id: p for p in self.uow.people.of(self.programme.id) if p.active}

    @property
    def office(self) -> list[Person]:
        return [p for p in self.people.values() if p.is_office]

    @cached_property
    def occasion(self) -> Occasion:
        return Occasion(
            body=body_name(self.uow, self.programme.id, self.meeting.body),
            day=self.meeting.day,
        )

    @cached_property
    def _priorities(self) -> Mapping[str, str | None]:
        headings = self.uow.plans.headings(self.plan.id)
        return {local_id: top.code for local_id, top in priorities(headings).items()}

    def priority(self, action: Action) -> str | None:
        """Code of the heading whose partnership leads answer for the action."""
        return self._priorities.get(action.heading)

    @cached_property
    def since(self) -> datetime | None:
        """The cut-off that this cycle began with."""
        hours = self.policy.hours
        return cycle_from(
            self.meetings,
            self.plan.reporting_body,
            self.policy.cycle,
            hours,
            self.working,
            self.now,
            live_since=self.programme.live_since,
        )

    @property
    def answered_from(self) -> date:
        """The day from which an update answers the call: counted from the call that went, if it has."""
        call = self.done.get(Step.CALL)
        at = call.at if call is not None else self.now
        return silent_from(at, self.policy.cycle, self.working)

    def silent(self, step: Step) -> tuple[Called, ...]:
        """Of those whom that step asked, who has not answered."""
        asked = self.done.get(step)
        if asked is None or asked.state is StepState.SKIPPED:
            return ()
        found = still_silent(
            read_called(asked.detail),
            self.actions.values(),
            today=self.today,
            answered_from=self.answered_from,
        )
        return tuple(one for one in found if one.person_id in self.people)

    @cached_property
    def reachable(self) -> frozenset[int]:
        """Ids of the active people with a chat address."""
        return frozenset(one for one in self.people if self.uow.people.addresses(one))

    def views_only(self, person: Person, action: Action) -> bool:
        """Whether what this person reports on the action is a partnership lead's view and nothing else."""
        proxies = proxies_of(
            person,
            delegations=self.uow.people.delegations(self.programme.id),
            absences=self.uow.people.absences(list(self.people), from_day=self.today),
            today=self.today,
        )
        standing = speaks_as(person, action, proxies, priority=self.priority(action))
        return standing is not None and standing.is_own_view_only

    @cached_property
    def silence(self) -> Mapping[int, Silence]:
        """Of this cycle's call: which actions have no update, and whether anybody could be asked; counted
        as the digest counts them."""
        call = self.done.get(Step.CALL)
        if call is None or call.state is not StepState.DONE:
            return {}
        called = read_called(call.detail)
        found = {
            action.id: silence_of(
                action,
                called=called,
                reachable=self.reachable,
                now=self.now,
                since=self.since,
                answered_from=self.answered_from,
            )
            for action in self.actions.values()
        }
        return {action_id: one for action_id, one in found.items() if one is not None}

    @cached_property
    def held(self) -> frozenset[int]:
        """Ids of the actions whose escalation the office holds."""
        rungs = [r.rung for r in self.records if r.edition == self.edition]
        return frozenset(int(r.removeprefix(HELD)) for r in rungs if r.startswith(HELD))

    def told_above(self) -> Mapping[int, frozenset[Called]]:
        """What each partnership lead has been told of in this edition."""
        return {
            int(r.rung): read_called(r.detail)
            for r in self.records
            if r.edition == self.edition
            and r.step is Step.PARTNERSHIP_LEAD
            and r.state is StepState.DONE
            and r.rung.isdecimal()
        }

    def items(self, called: Iterable[Called]) -> tuple[Item, ...]:
        """One row for each action, in the plan's order, with the leads it is about."""
        by_action: dict[int, list[int]] = {}
        for one in called:
            by_action.setdefault(one.action_id, []).append(one.person_id)
        return tuple(
            self._item(action, [self.people[i] for i in by_action[action.id]])
            for action in self.actions.values()
            if action.id in by_action
        )

    def item(self, action: Action) -> Item:
        """The action's row, with all its leads."""
        return Item(
            key=action.key,
            title=action.title,
            status=action.standing_status(self.now),
            leads=tuple(lead.name for lead in action.leads),
            unreachable=self.silence.get(action.id) is Silence.UNREACHABLE,
        )

    def _item(self, action: Action, leads: list[Person]) -> Item:
        ids = [lead.id for lead in leads]
        absences = self.uow.people.absences(ids, from_day=self.today)
        away = {a.person_id: a.last_day for a in absences if a.holds(self.today)}
        return Item(
            key=action.key,
            title=action.title,
            status=action.standing_status(self.now),
            leads=tuple(lead.name for lead in leads),
            away_until=max(away.values()) if len(away) == len(leads) else None,
            held=action.id in self.held,
            unreachable=not any(self.uow.people.addresses(i) for i in ids),
        )

    def key(self, what: str) -> str:
        """A deterministic outbox key of this cycle (R17)."""
        return f"{what}:{self.plan.id}:{self.meeting.id}:{self.edition}"

    def tell(self, person: Person, message: OutboundMessage, what: str) -> bool:
        """Queue a private message of this cycle; False where the person has no address."""
        return tell_privately(
            self.uow, self.programme, person, message, key=self.key(what), at=self.now
        )

    def record(self, step: Step, state: StepState, *, detail: str = "", rung: str = "") -> None:
        """Write down that a step, or one rung of it, has happened or been left out.

        Writers take turns, so it cannot stand already: the agenda was read in this transaction.
        """
        self.uow.cycles.add_step(
            StepRecord(
                plan_id=self.plan.id,
                meeting_id=self.meeting.id,
                edition=self.edition,
                step=step,
                rung=rung,
                state=state,
                at=self.now,
                detail=detail,
            )
        )
        self.uow.audit.record(
            Event(
                programme_id=self.programme.id,
                at=self.now,
                actor_id=None,
                through="cycle",
                kind=f"cycle_step_{state.value}",
                subject=f"meeting:{self.meeting.id}",
                after={
                    "plan": self.plan.code,
                    "edition": self.edition,
                    "step": step.value,
                    "rung": rung,
                },
            )
        )


def open_round(
    uow: UnitOfWork,
    programme: Programme,
    plan: Plan,
    meeting: Meeting,
    meetings: Iterable[Meeting],
    working: WorkingDays,
    now: datetime,
) -> Round:
    """Read what a plan's cycle before a meeting hangs on."""
    known = tuple(meetings)
    policy = plan.policy or programme.policy
    records = tuple(uow.cycles.steps(plan.id, meeting.id))
    edition = edition_of(records, meeting, policy.cycle, working)
    return Round(
        uow=uow,
        programme=programme,
        plan=plan,
        meeting=meeting,
        meetings=known,
        records=records,
        edition=SHADOW_EDITION if programme.state is ProgrammeState.SHADOW else edition,
        cycle=plan_steps(
            meeting,
            previous_of(meeting, known),
            policy.cycle,
            policy.hours,
            working,
            live_since=programme.live_since,
        ),
        working=working,
        now=now,
    )
