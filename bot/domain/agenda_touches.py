"""Which touches follow from the state of an action (R7): before its date, after it, when a snooze ends.

Pure derivation: nothing here is stored. Calls, chasers and "Agree?" come from elsewhere, as rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.actions import Action, ItemKind, Snooze
from bot.domain.calendar import WorkingDays, local_day
from bot.domain.people import Pattern, Person
from bot.domain.policy import TouchPolicy
from bot.domain.touches import Touch, TouchKind, was_told

Item = tuple[ItemKind, int]


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One action that somebody leads, with the rules that hold for its plan."""

    action: Action
    policy: TouchPolicy
    since: date
    """The first day a touch can be for: when the programme went live, when the plan came in, when its
    present date was agreed. What lies before was not missed."""
    imported_on: date | None = None
    """Milestones dated before it were past at import and get no touch (R7)."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything of the action that a touch can be about."""
        action = self.action
        return (
            (ItemKind.ACTION, action.id),
            *((ItemKind.MILESTONE, m.id) for m in action.milestones),
            *((ItemKind.MEASURE, m.id) for m in action.measures),
        )

    def quiet_until(self, working: WorkingDays) -> date | None:
        """The last day on which the newest update still keeps us silent (R7)."""
        reported = self.action.state.reported_at
        if reported is None:
            return None
        return working.add(local_day(reported), self.policy.quiet_after_update_working_days)

    def is_at_rest(self, today: date) -> bool:
        """R7: blue, claimed, a date request open, or delivered with the measure's date ahead."""
        action = self.action
        if action.closed_on or action.withdrawn or action.claim or action.redate_request_id:
            return True
        return action.state.impact_due is not None and today < action.state.impact_due


def derive(
    duty: Duty,
    person: Person,
    *,
    recorded: Iterable[Touch],
    snoozes: Iterable[Snooze],
    working: WorkingDays,
    today: date,
) -> Iterator[Touch]:
    """Every touch that the action's state gives this person, past ones since ``duty.since`` and future
    ones, each moved to a day the person works.

    Of overdue touches only as many lie ahead as may still be told.
    """
    action = duty.action
    if action.closed_on or action.withdrawn:
        return
    make = _Maker(duty=duty, person=person, working=working, today=today, recorded=tuple(recorded))
    if action.state.impact_due is not None:
        yield from make.impact(action.state.impact_due)
    else:
        if action.due_on is not None and not action.historic:
            item = (ItemKind.ACTION, action.id)
            yield from make.before(item, action.due_on, duty.policy.action_due_days)
            yield from make.after(item, action.due_on, duty.policy.overdue_times)
        for milestone in action.milestones:
            # Who has said when it is now expected is asked at that date, not at the plan's.
            due = milestone.expected
            if due is None or milestone.done_on is not None:
                continue
            if duty.imported_on is not None and due < duty.imported_on:
                continue
            item = (ItemKind.MILESTONE, milestone.id)
            yield from make.before(item, due, duty.policy.milestone_due_days)
            yield from make.after(item, due, duty.policy.milestone_overdue_times)
    yield from make.returning(snoozes)


@dataclass(frozen=True, kw_only=True)
class _Maker:
    duty: Duty
    person: Person
    working: WorkingDays
    today: date
    recorded: tuple[Touch, ...]

    @property
    def pattern(self) -> Pattern:
        return self.person.pattern

    def before(self, item: Item, due: date, days: Iterable[int]) -> Iterator[Touch]:
        for count in days:
            day = self.working.on_or_before(due - timedelta(days=count), self.pattern)
            why = f"{_days(count)} before {_day(due)}" if count else f"due {_day(due)}"
            why = f"{_noun(item)}{why}"
            yield from self._since(item, TouchKind.DUE, day, why)

    def after(self, item: Item, due: date, times: int) -> Iterator[Touch]:
        policy = self.duty.policy
        told = sum(
            touch.item == item
            and touch.kind is TouchKind.OVERDUE
            and touch.day > due
            and was_told(touch)
            for touch in self.recorded
        )
        left = times - told
        first = self.working.add(due, policy.overdue_after_working_days)
        every = policy.overdue_every_days
        week = max(0, (self.duty.since - first).days // every)
        while left > 0:
            slot = first + timedelta(days=week * every)
            day = self.working.on_or_after(slot, self.pattern)
            if day > self.today:
                left -= 1
            why = f"{policy.overdue_after_working_days} working days"
            why += f" and {_days(week * every)}" if week else ""
            why = f"{_noun(item)}overdue since {_day(due)} (after {why})"
            yield from self._since(item, TouchKind.OVERDUE, day, why, count=told + 1)
            week += 1

    def impact(self, due: date) -> Iterator[Touch]:
        action = self.duty.action
        measure = next((m for m in action.measures if m.due and m.due.end == due), None)
        item = (ItemKind.MEASURE, measure.id) if measure else (ItemKind.ACTION, action.id)
        day = self.working.on_or_after(due, self.pattern)
        yield from self._since(
            item, TouchKind.DUE, day, f"delivered; its impact is due {_day(due)}"
        )

    def returning(self, snoozes: Iterable[Snooze]) -> Iterator[Touch]:
        items = self.duty.items
        for snooze in snoozes:
            item = (snooze.kind, snooze.item_id)
            if item in items and not snooze.undone:
                day = self.working.on_or_after(snooze.until, self.pattern)
                why = f"put off until {_day(snooze.until)}"
                yield from self._since(item, TouchKind.SNOOZE_ENDED, day, why)

    def _since(
        self, item: Item, kind: TouchKind, day: date, why: str, *, count: int = 0
    ) -> Iterator[Touch]:
        if day >= self.duty.since:
            yield Touch(
                programme_id=self.person.programme_id,
                person_id=self.person.id,
                item_kind=item[0],
                item_id=item[1],
                kind=kind,
                day=day,
                why=why,
                count=count,
            )


def _noun(item: Item) -> str:
    return "milestone: " if item[0] is ItemKind.MILESTONE else ""


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _day(on: date) -> str:
    # Identity as much as words (Touch.why), so it does not depend on any phrasing.
    return f"{on.day} {on:%B %Y}"
