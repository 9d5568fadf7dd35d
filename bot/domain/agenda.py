"""What one person is to be told, and when (R7): pure functions of what is on their desk, the policy and now.

The scheduler carries these decisions out; ``sendbot schedule`` plays them forward. Whether a touch has
been told is a row; whether one is due always follows from the present state, so that a date, lead, leave
or policy that changes needs nothing undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.actions import Action, ItemKind, Snooze, is_overdue
from bot.domain.agenda_touches import Duty, Item, derive
from bot.domain.calendar import WorkingDays, instant, local_day, to_local
from bot.domain.people import Absence, Person
from bot.domain.permissions import organisation_of
from bot.domain.policy import Policy
from bot.domain.status import Status
from bot.domain.touches import Touch, TouchKind, TouchState, reminders_in_week

#: Nobody's working pattern leaves a longer gap than this; a pattern that never works is not waited for.
_LONGEST_GAP = 400
_DATED = (TouchKind.DUE, TouchKind.OVERDUE)
_OPEN = (Status.NOT_REPORTED, Status.AMBER, Status.RED)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything that one person's touches hang on."""

    person: Person
    duties: tuple[Duty, ...] = ()
    """The actions this person leads, in plan order."""
    others: tuple[Duty, ...] = ()
    """Those of people they stand in for."""
    recorded: tuple[Touch, ...] = ()
    """This person's stored touches since the programme went live."""
    snoozes: tuple[Snooze, ...] = ()
    absences: tuple[Absence, ...] = ()
    introduce: bool = False
    """Their first message is to be the introduction (R12)."""
    policy: Policy
    """The programme's: its hours and weekly limit are the person's, whatever the plans say."""
    working: WorkingDays

    def away_on(self, day: date) -> Absence | None:
        """The absence that holds on a day: the one that ends last."""
        held = [a for a in self.absences if a.holds(day)]
        return max(held, key=lambda a: (a.last_day, a.id), default=None)

    def duty_of(self, item: Item) -> Duty | None:
        """The action that an item belongs to; ``None`` once the person has nothing to do with it."""
        return next((d for d in (*self.duties, *self.others) if item in d.items), None)


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What is to be done about one desk at one instant."""

    settled: tuple[Touch, ...]
    """Nothing is left to ask: to be recorded as satisfied."""
    due: tuple[Touch, ...]
    """To be said in the next message, in no order."""
    ahead: datetime | None
    """When the next touch that is not due yet will be; ``None`` if nothing is known ahead."""


def reached(now: datetime, policy: Policy) -> date:
    """The last day whose touches are due: today from the send time on, yesterday before it."""
    local = to_local(now)
    today = local.date()
    return today if local.time() >= policy.hours.send_at else today - timedelta(days=1)


def consider(desk: Desk, now: datetime) -> Agenda:
    """Sort a desk's touches into settled, due and ahead."""
    day = reached(now, desk.policy)
    settled: list[Touch] = []
    due: list[Touch] = []
    ahead: list[date] = []
    for touch, duty in _open_touches(desk, day):
        if touch.day > day:
            ahead.append(touch.day)
        elif duty is None or is_answered(touch, duty, desk, day):
            settled.append(replace(touch, state=TouchState.SATISFIED))
        elif (until := _hidden_until(duty, touch, desk, day)) is not None:
            ahead.append(desk.working.on_or_after(until, desk.person.pattern))
        else:
            due.append(touch)
    return Agenda(
        settled=tuple(settled),
        due=tuple(due),
        ahead=instant(min(ahead), desk.policy.hours.send_at) if ahead else None,
    )


def slot(desk: Desk, now: datetime, *, counts: bool, said_today: bool = False) -> datetime | None:
    """When a message may go to this person: ``now`` itself, or the next send time on a day of theirs.

    ``counts``: it is a reminder that the weekly limit is for (no call or chaser in it). ``said_today``:
    today's message has gone. ``None``: never, with this working pattern.
    """
    hours = desk.policy.hours
    local = to_local(now)
    today = local.date()
    full = counts and (
        reminders_in_week(desk.recorded, today) >= desk.policy.touches.reminders_a_week
    )
    for ahead in range(_LONGEST_GAP):
        day = today + timedelta(days=ahead)
        if not desk.working.is_working(day, desk.person.pattern) or desk.away_on(day):
            continue
        if full and day.isocalendar()[:2] == today.isocalendar()[:2]:
            continue
        if day > today:
            return instant(day, hours.send_at)
        if said_today or local.time() >= hours.closes:
            continue
        return now if local.time() >= hours.send_at else instant(today, hours.send_at)
    return None


def introductions(desk: Desk, today: date) -> tuple[Touch, ...]:
    """Everything outstanding, for the first message a lead gets: what is not reported, amber, red or
    overdue, and was not answered just now."""
    return tuple(
        Touch(
            programme_id=desk.person.programme_id,
            person_id=desk.person.id,
            item_kind=ItemKind.ACTION,
            item_id=duty.action.id,
            kind=TouchKind.INTRODUCTION,
            day=today,
            why="introduction: outstanding",
        )
        for duty in desk.duties
        if is_outstanding(duty.action, today)
        and not duty.is_at_rest(today)
        and not _is_silenced(duty, today, desk.working)
    )


def is_outstanding(action: Action, today: date) -> bool:
    """Whether an action wants a word whatever its date: never reported, amber, red, or overdue."""
    return action.state.status in _OPEN or is_overdue(action, today)


def stand_in(touch: Touch, person_id: int) -> Touch:
    """The touch as it goes to whoever stands in. A call stays a call and "Agree?" a question of its own;
    everything else is cover."""
    keeps = touch.is_asked_for_the_meeting or touch.kind is TouchKind.AGREE
    return replace(
        touch,
        id=0,
        person_id=person_id,
        kind=touch.kind if keeps else TouchKind.COVER,
        for_person_id=touch.for_person_id or touch.person_id,
        state=TouchState.PLANNED,
        message_key=None,
    )


def is_answered(touch: Touch, duty: Duty, desk: Desk, day: date) -> bool:
    """Whether nothing is left to ask: the item rests, or an update came before the touch was said."""
    if duty.is_at_rest(day):
        return True
    if touch.kind is TouchKind.AGREE:
        lead = touch.for_person_id or desk.person.id
        organisation = organisation_of(duty.action, lead) or desk.person.organisation
        return organisation in {view.organisation for view in duty.action.state.views}
    return _is_silenced(duty, touch.day, desk.working)


def stand_ins(desk: Desk, touch: Touch, cover_id: int | None) -> tuple[int, ...]:
    """Who may be spoken to in place of somebody away, best first: the cover, then the joint leads, those
    of the same organisation before others (R7). Cover does not cover for those whom it is covering for."""
    duty = desk.duty_of(touch.item)
    if duty is None:
        return ()
    whose = touch.for_person_id or desk.person.id
    own = organisation_of(duty.action, whose)
    joint = sorted(duty.action.people, key=lambda one: organisation_of(duty.action, one) != own)
    covers = (cover_id,) if cover_id is not None and touch.for_person_id is None else ()
    return tuple(
        one for one in dict.fromkeys((*covers, *joint)) if one not in (whose, desk.person.id)
    )


def _open_touches(desk: Desk, day: date) -> Iterator[tuple[Touch, Duty | None]]:
    """Touches whose fate is open: rows others put there, and what the state of the actions gives."""
    rows = desk.recorded
    for row in rows:
        if row.state is TouchState.PLANNED:
            yield row, desk.duty_of(row.item)
    known = {(row.item, row.kind, row.day) for row in rows}
    occasions = {(row.item, row.kind, row.why) for row in rows}
    newest: dict[Item, date] = {}
    for row in rows:
        if row.kind in _DATED:
            newest[row.item] = max(row.day, newest.get(row.item, row.day))
    found: dict[tuple[Item, TouchKind, date], tuple[Touch, Duty]] = {}
    seen: set[Item] = set()
    for duty in desk.duties:
        # A milestone in a merged cell serves several actions and is asked about once.
        mine = set(duty.items) - seen
        for touch in derive(
            duty,
            desk.person,
            recorded=rows,
            snoozes=desk.snoozes,
            working=desk.working,
            today=day,
        ):
            if touch.item not in mine:
                continue
            key = (touch.item, touch.kind, touch.day)
            if key in known or (touch.item, touch.kind, touch.why) in occasions:
                continue
            if (
                touch.kind in _DATED
                and touch.day <= day
                and touch.day < newest.get(touch.item, touch.day)
            ):
                # Its day moved back behind one already told (a working pattern changed): not missed.
                continue
            found[key] = (touch, duty)
        if not (duty.action.closed_on or duty.action.withdrawn):
            seen |= mine
    yield from found.values()


def _is_silenced(duty: Duty, day: date, working: WorkingDays) -> bool:
    until = duty.quiet_until(working)
    return until is not None and day <= until


def _hidden_until(duty: Duty, touch: Touch, desk: Desk, day: date) -> date | None:
    """The day until which the item, or the action it belongs to, is snoozed; ``None`` if it is not."""
    items = {touch.item, (ItemKind.ACTION, duty.action.id)}
    return max(
        (
            snooze.until
            for snooze in desk.snoozes
            if (snooze.kind, snooze.item_id) in items and snooze.until > day and not snooze.undone
        ),
        default=None,
    )


def next_working(desk: Desk, now: datetime) -> datetime:
    """The send time of England's next working day: when to look again at what nobody can be told."""
    day = desk.working.on_or_after(local_day(now) + timedelta(days=1))
    return instant(day, desk.policy.hours.send_at)
