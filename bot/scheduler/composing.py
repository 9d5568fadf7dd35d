"""From a person's touches to the message that says them: its lines, their order, what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.actions import Action, ItemKind, is_overdue
from bot.domain.agenda import Desk
from bot.domain.agenda_touches import Duty
from bot.domain.calendar import Meeting, instant, local_day
from bot.domain.cycle_plan import CyclePlan
from bot.domain.cycle_returns import own_partnership_leads
from bot.domain.people import Person
from bot.domain.permissions import organisation_of
from bot.domain.programme import Plan
from bot.domain.touches import Touch, TouchKind
from bot.phrasing.reminders import Ahead, Chase, Introduction, Line, Setting
from bot.ports import UnitOfWork
from bot.scheduler.desks import View

#: More standing delegates than this get no button of their own: any of them can still answer.
_DELEGATE_BUTTONS = 3


class Composer:
    """Makes the messages of one programme at one instant; what it looks up it keeps for the next one."""

    def __init__(self, uow: UnitOfWork, view: View, now: datetime) -> None:
        self._uow = uow
        self._view = view
        self._now = now
        self._today = local_day(now)
        self._known: dict[int, Person] = {}
        self._called_for: dict[int, tuple[Meeting, CyclePlan] | None] = {}
        self._everybody: tuple[Person, ...] | None = None

    def people(self, ids: Iterable[int]) -> Mapping[int, Person]:
        """These people, each read once."""
        wanted = set(ids)
        if missing := wanted - self._known.keys():
            self._known |= self._uow.people.many(missing)
        return {one: self._known[one] for one in wanted if one in self._known}

    def lines(self, desk: Desk, touches: Sequence[Touch]) -> list[Line]:
        """One line for each action that the touches are about, most urgent first."""
        return [
            self._line(desk, duty, said) for duty, said in by_action(desk, touches, self._today)
        ]

    def setting(self, desk: Desk, lines: Sequence[Line], *, introducing: bool) -> Setting:
        """What the message says beside its items."""
        person = desk.person
        called: dict[int, tuple[Meeting, CyclePlan]] = {}
        for line in lines:
            found = self._called(self._view.plans[line.action.plan_id])
            if found is not None:
                called[found[0].id] = found
        delegates = self.people(self._view.delegates.get(person.id, ()))
        return Setting(
            first_name=person.first_name,
            today=self._today,
            meetings=tuple(
                Ahead(
                    body=self._view.body_names.get(meeting.body, meeting.body),
                    meeting=meeting.day,
                    cut_off=cycle.cut_off,
                )
                for meeting, cycle in sorted(called.values(), key=lambda one: one[0].starts_at)
                if cycle.cut_off is not None
            ),
            chase=self._chase(desk, lines),
            delegates=tuple(
                (one.id, one.first_name)
                for one in sorted(delegates.values(), key=lambda p: p.id)[:_DELEGATE_BUTTONS]
                if one.active
            ),
            introduction=self._introduction(person) if introducing else None,
        )

    def _line(self, desk: Desk, duty: Duty, touches: tuple[Touch, ...]) -> Line:
        action, person = duty.action, desk.person
        away = next((touch.for_person_id for touch in touches if touch.for_person_id), None)
        others = self.people(set(action.people) - {person.id, away})
        own = organisation_of(action, away or person.id) or person.organisation
        organisations: dict[str, None] = {}
        colleagues: list[str] = []
        for other in sorted(others.values(), key=lambda p: action.people.index(p.id)):
            if not other.active:
                continue
            theirs = organisation_of(action, other.id) or other.organisation
            if theirs and theirs != own:
                organisations[theirs] = None
            else:
                colleagues.append(other.name)
        return Line(
            action=action,
            status=action.standing_status(self._now),
            touches=touches,
            organisations=tuple(organisations),
            colleagues=tuple(colleagues),
            for_person=self.people([away])[away].name if away else None,
            last_overdue=any(_is_last_overdue(touch, duty) for touch in touches),
        )

    def _called(self, plan: Plan) -> tuple[Meeting, CyclePlan] | None:
        if plan.id not in self._called_for:
            self._called_for[plan.id] = self._view.called_for(plan, self._now)
        return self._called_for[plan.id]

    def _chase(self, desk: Desk, lines: Sequence[Line]) -> Chase | None:
        chased = [line for line in lines if line.has(TouchKind.CHASER)]
        if not chased:
            return None
        found = self._called(self._view.plans[chased[0].action.plan_id])
        if found is None or found[1].call is None:
            return None
        _, cycle = found
        asked = {line.action.id for line in lines}
        called = {
            row.item_id
            for row in desk.recorded
            if row.kind is TouchKind.CALL
            and row.item_kind is ItemKind.ACTION
            and row.day >= local_day(found[1].call)
        }
        return Chase(
            told_at=self._escalates_at(chased, cycle),
            to_partnership_lead=any(
                self._goes_to_partnership_lead(line, desk.person) for line in chased
            ),
            answered=len(called - asked),
        )

    def _escalates_at(self, chased: Sequence[Line], cycle: CyclePlan) -> datetime | None:
        """When the next rung is told: never before the day after the lead was (R8)."""
        planned = cycle.partnership_lead
        if planned is None:
            return None
        fresh = any(
            touch.kind is TouchKind.CHASER and touch.day == self._today
            for line in chased
            for touch in line.touches
        )
        if planned <= self._now and not fresh:
            # Said late, to somebody who was not at work: it has been told already.
            return None
        tomorrow = self._view.working.on_or_after(self._today + timedelta(days=1))
        return max(planned, instant(tomorrow, self._view.programme.policy.hours.send_at))

    def _goes_to_partnership_lead(self, line: Line, reader: Person) -> bool:
        """Whether a partnership lead of the lead's own organisation is told next; one who leads the
        action too is passed over (R8)."""
        if self._everybody is None:
            self._everybody = tuple(self._uow.people.of(self._view.programme.id))
        action = line.action
        whose = next((touch.for_person_id for touch in line.touches if touch.for_person_id), None)
        lead = self.people([whose])[whose] if whose else reader
        above = own_partnership_leads(lead, action, self._view.priority(action), self._everybody)
        return any(one.id not in action.people for one in above)

    def _introduction(self, person: Person) -> Introduction:
        stands_for = self.people(self._view.delegate_for.get(person.id, ()))
        return Introduction(
            programme=self._view.programme.name,
            delegate_for=tuple(
                one.name for one in sorted(stands_for.values(), key=lambda p: p.name)
            ),
            partnership_lead=bool(person.partnership_leads),
            office=person.is_office,
        )


def by_action(
    desk: Desk, touches: Iterable[Touch], today: date
) -> list[tuple[Duty, tuple[Touch, ...]]]:
    """The touches by action, most urgent first: overdue, then by the nearest date; "Agree?" last."""
    found: dict[int, tuple[Duty, list[Touch]]] = {}
    for touch in touches:
        duty = desk.duty_of(touch.item)
        if duty is not None:
            found.setdefault(duty.action.id, (duty, []))[1].append(touch)
    ordered = sorted(found.values(), key=lambda one: _urgency(one[0].action, one[1], today))
    return [
        (duty, tuple(sorted(said, key=lambda t: (t.day, t.kind, t.item_kind, t.item_id))))
        for duty, said in ordered
    ]


def _urgency(
    action: Action, touches: Sequence[Touch], today: date
) -> tuple[bool, bool, date, int, int, int]:
    milestones = {m.id: m.expected for m in action.milestones}
    dates = [
        on
        for touch in touches
        if touch.item_kind is ItemKind.MILESTONE and (on := milestones.get(touch.item_id))
    ]
    if any(touch.item_kind is not ItemKind.MILESTONE for touch in touches) and action.due_on:
        dates.append(action.due_on)
    return (
        all(touch.kind is TouchKind.AGREE for touch in touches),
        not is_overdue(action, today),
        min(dates, default=date.max),
        action.plan_id,
        action.order,
        action.id,
    )


def _is_last_overdue(touch: Touch, duty: Duty) -> bool:
    """Whether this is the message that offers to ask for a new date (R7): of an action, the last there is."""
    return (
        touch.item_kind is ItemKind.ACTION
        and touch.count >= duty.policy.overdue_times
        and touch.count > 0
    )
