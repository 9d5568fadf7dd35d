"""The calls and chasers of coming cycles (R10), for the forecast: whom each would ask about what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actions import Action, ItemKind
from bot.domain.calendar import Meeting, local_day
from bot.domain.cycle import Step, StepState
from bot.domain.cycle_agenda import SHADOW_EDITION
from bot.domain.cycle_plan import CyclePlan, cycle_from, silent_from
from bot.domain.cycle_returns import Called, read_called, still_silent, to_call
from bot.domain.policy import Policy
from bot.domain.programme import Plan
from bot.domain.touches import Touch, TouchKind
from bot.phrasing.words import day_month
from bot.ports import UnitOfWork
from bot.scheduler.desks import View

_WHY = {TouchKind.CALL: "call for updates", TouchKind.CHASER: "chaser"}


@dataclass(frozen=True, kw_only=True)
class _Asking:
    at: datetime
    kind: TouchKind
    plan: Plan
    meeting: Meeting
    cycle: CyclePlan


class CycleAhead:
    """Every call and chaser that lies ahead, by time."""

    def __init__(self, uow: UnitOfWork, view: View, now: datetime) -> None:
        self._uow = uow
        self._view = view
        self._actions: dict[int, tuple[Action, ...]] = {}
        self._called: dict[tuple[int, int], frozenset[Called]] = {}
        self._ahead = sorted(
            (
                _Asking(at=at, kind=kind, plan=plan, meeting=meeting, cycle=cycle)
                for plan in view.plans.values()
                for meeting, cycle in view.cycles(plan)
                for kind, at in (
                    (TouchKind.CALL, cycle.call),
                    (TouchKind.CHASER, cycle.chaser),
                )
                if at is not None and at > now
            ),
            key=lambda one: (one.at, one.plan.id, one.meeting.id),
        )

    @property
    def next_at(self) -> datetime | None:
        return self._ahead[0].at if self._ahead else None

    def reach(self, at: datetime) -> Iterator[Touch]:
        """The touches of every step up to ``at``; each step once."""
        while self._ahead and self._ahead[0].at <= at:
            yield from self._touches(self._ahead.pop(0))

    def _touches(self, asking: _Asking) -> Iterator[Touch]:
        on = local_day(asking.at)
        for one in self._asked(asking):
            yield Touch(
                programme_id=self._view.programme.id,
                person_id=one.person_id,
                item_kind=ItemKind.ACTION,
                item_id=one.action_id,
                kind=asking.kind,
                day=on,
                why=f"{_WHY[asking.kind]} for the meeting of {day_month(asking.meeting.day)}",
            )

    def _asked(self, asking: _Asking) -> tuple[Called, ...]:
        plan, call = asking.plan, asking.cycle.call
        policy = plan.policy or self._view.programme.policy
        if plan.id not in self._actions:
            self._actions[plan.id] = tuple(self._uow.actions.of_plan(plan.id))
        actions = self._actions[plan.id]
        answered_from = silent_from(call or asking.at, policy.cycle, self._view.working)
        key = (plan.id, asking.meeting.id)
        if asking.kind is TouchKind.CALL:
            called = to_call(
                actions,
                now=asking.at,
                since=self._since(plan, policy, asking.at),
                answered_from=answered_from,
            )
            self._called[key] = frozenset(called)
            return called
        if key not in self._called:
            self._called[key] = self._called_already(*key)
        return still_silent(
            self._called[key], actions, today=local_day(asking.at), answered_from=answered_from
        )

    def _since(self, plan: Plan, policy: Policy, now: datetime) -> datetime | None:
        return cycle_from(
            self._view.meetings,
            plan.reporting_body,
            policy.cycle,
            policy.hours,
            self._view.working,
            now,
            live_since=self._view.programme.live_since,
        )

    def _called_already(self, plan_id: int, meeting_id: int) -> frozenset[Called]:
        """Who was called before the forecast begins."""
        calls = [
            record
            for record in self._uow.cycles.steps(plan_id, meeting_id)
            if record.step is Step.CALL
            and record.state is StepState.DONE
            and record.edition != SHADOW_EDITION
            and not record.rung
        ]
        newest = max(calls, key=lambda record: record.edition, default=None)
        return read_called(newest.detail) if newest else frozenset()
