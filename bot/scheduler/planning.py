"""Due touches become messages (R7): one a person, programme and day, in short transactions.

Every look at a person ends with the next instant to look at them again, so that the cost of a tick
follows what is due, not what is stored. People on leave come first: what is theirs goes over to whoever
stands in, and can then be in that person's message of the same tick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.agenda import (
    Desk,
    consider,
    introductions,
    is_answered,
    next_working,
    slot,
    stand_in,
    stand_ins,
)
from bot.domain.agenda_touches import Item
from bot.domain.calendar import instant, local_day
from bot.domain.messages import OutboundMessage, Outgoing, Priority, SendState
from bot.domain.people import Absence, Address, Person
from bot.domain.touches import (
    Touch,
    TouchState,
    handed_key,
    message_day,
    message_key,
    said,
    said_on,
    went_to_office,
)
from bot.domain.verbs import MessageKind
from bot.handlers.first_contact import is_asked, waits_until
from bot.handlers.reaching import why_unreachable
from bot.phrasing import bulletins
from bot.phrasing.reminders import reminder
from bot.ports import Event, UnitOfWork, Units
from bot.scheduler.composing import Composer, by_action
from bot.scheduler.desks import View, load_desks, load_view
from bot.scheduler.office import Bulletin

THROUGH = "scheduler"


def plan_touches(units: Units, now: datetime, *, batch: int = 200) -> int:
    """Build every message that is due at ``now``; gives back how many were built or built again.

    ``batch``: people in one transaction, so that an inbound message never waits long.
    """
    with units.read() as uow:
        if not uow.people.due_for_touch(now, limit=1):
            return 0
    _sweep(units, now, batch, _hand_over_page)
    return _sweep(units, now, batch, _plan_page)


def _sweep(
    units: Units,
    now: datetime,
    batch: int,
    page: Callable[[UnitOfWork, Sequence[Person], datetime], int],
) -> int:
    after, built = 0, 0
    while True:
        with units.write() as uow:
            people = uow.people.due_for_touch(now, limit=batch, after=after)
            if not people:
                return built
            built += page(uow, people, now)
            uow.commit()
        after = people[-1].id


def _hand_over_page(uow: UnitOfWork, people: Sequence[Person], now: datetime) -> int:
    """First pass: only those who are away."""
    today = local_day(now)
    away = {
        absence.person_id
        for absence in uow.people.absences([p.id for p in people], from_day=today)
        if absence.holds(today)
    }
    for planner, desks in _planners(uow, [p for p in people if p.id in away], now):
        for desk in desks:
            planner.hand_over(desk)
        planner.finish()
    return 0


def _plan_page(uow: UnitOfWork, people: Sequence[Person], now: datetime) -> int:
    """Second pass: everybody who is due."""
    built = 0
    for planner, desks in _planners(uow, people, now):
        built += sum(planner.plan(desk) for desk in desks)
        planner.finish()
    return built


def _planners(
    uow: UnitOfWork, people: Iterable[Person], now: datetime
) -> Iterable[tuple[_Planner, Sequence[Desk]]]:
    by_programme: dict[int, list[Person]] = {}
    for person in people:
        by_programme.setdefault(person.programme_id, []).append(person)
    for programme_id, members in sorted(by_programme.items()):
        programme = uow.programmes.get(programme_id)
        if not programme.state.keeps_cadence:
            continue
        view = load_view(uow, programme, now)
        yield _Planner(uow, view, now), load_desks(uow, view, members, now)


class _Planner:
    """One programme at one instant, in one transaction."""

    def __init__(self, uow: UnitOfWork, view: View, now: datetime) -> None:
        self._uow = uow
        self._view = view
        self._now = now
        self._today = local_day(now)
        self._composer = Composer(uow, view, now)
        self._bulletin = Bulletin(uow, view, now)
        self._standing_in: set[int] = set()

    def plan(self, desk: Desk) -> int:
        """Whatever is due of one desk, and when to look at it again; 1 where a message was built."""
        agenda = consider(desk, self._now)
        self._store(agenda.settled)
        due = agenda.due
        if due and (absence := desk.away_on(self._today)) is not None:
            due = self._hand_over(desk, due, absence)
        person, built, again = desk.person, False, None
        if due or desk.introduce:
            built, again = self._say(desk, due)
            if built and desk.introduce:
                person = replace(person, introduced_at=self._now)
        looks = [at for at in (agenda.ahead, again) if at is not None]
        self._uow.people.save(replace(person, next_touch_at=min(looks, default=None)))
        return int(built)

    def hand_over(self, desk: Desk) -> None:
        """Pass on what is due of somebody who is away."""
        agenda = consider(desk, self._now)
        # What was answered in time is kept first: later rows would hide that it was ever due.
        self._store(agenda.settled)
        due = agenda.due
        if due and (absence := desk.away_on(self._today)) is not None:
            self._hand_over(desk, due, absence)

    def finish(self) -> None:
        """Queue what the office is told, and see that whoever stands in is looked at again: some of them
        may have been planned before they were handed anything."""
        self._bulletin.queue()
        self._uow.people.wake(self._standing_in, self._now)

    # --- speaking to the person ---------------------------------------------------------------

    def _say(self, desk: Desk, due: tuple[Touch, ...]) -> tuple[bool, datetime | None]:
        """Build the message, or say when to look again because it may not go yet."""
        addresses = self._uow.people.addresses(desk.person.id)
        # In shadow nobody is asked whose account it is, and nobody is written to.
        if not addresses and not (self._view.is_shadow and is_asked(self._uow, desk.person)):
            at = slot(desk, self._now, counts=False)
            if at is None or at > self._now:
                return False, at
            waits = waits_until(self._uow, self._view.programme, desk.person)
            if waits is not None and waits > self._now:
                return False, waits
            return False, self._tell_unreachable(desk, due)
        key = message_key(desk.person.id, self._view.programme.id, self._today)
        queued: Outgoing | None = None
        if self._view.is_shadow:
            said_today = said_on(desk.recorded, self._today)
        else:
            row = self._uow.outbox.by_key(key)
            queued = row if row is not None and row.state is SendState.QUEUED else None
            said_today = row is not None and queued is None
        called = any(touch.is_asked_for_the_meeting for touch in due)
        at = slot(desk, self._now, counts=not called and queued is None, said_today=said_today)
        if at is None or at > self._now:
            return False, at
        if desk.introduce:
            due = (*due, *introductions(desk, self._today))
        if self._view.is_shadow:
            return self._show_office(desk, due)
        if self._queue(desk, due, key, addresses[0], queued):
            return True, None
        return False, slot(desk, self._now, counts=not called, said_today=True)

    def _queue(
        self,
        desk: Desk,
        due: tuple[Touch, ...],
        key: str,
        address: Address,
        queued: Outgoing | None,
    ) -> bool:
        introducing = desk.introduce
        if queued is not None:
            due = (*self._still_open(desk, key), *due)
            introducing = introducing or queued.message.kind == MessageKind.INTRODUCTION
        message = self._compose(desk, due, introducing=introducing)
        row = Outgoing(
            programme_id=self._view.programme.id,
            address=address,
            person_id=desk.person.id,
            key=key,
            priority=Priority.REMINDER,
            not_before=instant(self._today, self._view.programme.policy.hours.send_at),
            message=message,
        )
        if queued is None:
            self._uow.outbox.put(row)
        elif not self._uow.outbox.rebuild(queued.id, row):
            return False
        self._store(said(due, key))
        self._record(
            "reminder_planned" if queued is None else "reminder_rebuilt",
            desk.person,
            {"key": key, "items": list(message.items), "introduction": introducing},
        )
        return True

    def _still_open(self, desk: Desk, key: str) -> tuple[Touch, ...]:
        """What today's message, not gone yet, holds already; what was answered since leaves it."""
        kept: list[Touch] = []
        for touch in self._uow.touches.of_message(key):
            duty = desk.duty_of(touch.item)
            if duty is None or is_answered(touch, duty, desk, self._today):
                self._store([replace(touch, state=TouchState.SATISFIED, message_key=None)])
            else:
                kept.append(touch)
        return tuple(kept)

    def _show_office(self, desk: Desk, due: tuple[Touch, ...]) -> tuple[bool, datetime | None]:
        """A shadow cycle: the office sees what the person would have got."""
        message = self._compose(desk, due, introducing=False)
        key = self._bulletin.add(bulletins.shadowed(desk.person.name, message))
        if key is None:
            return False, next_working(desk, self._now)
        self._store(said(due, key))
        return True, None

    def _compose(self, desk: Desk, due: tuple[Touch, ...], *, introducing: bool) -> OutboundMessage:
        lines = self._composer.lines(desk, due)
        return reminder(lines, self._composer.setting(desk, lines, introducing=introducing))

    # --- when the person cannot be spoken to --------------------------------------------------

    def _hand_over(self, desk: Desk, due: tuple[Touch, ...], absence: Absence) -> tuple[Touch, ...]:
        """Pass touches of somebody away to their cover, else a joint lead, else tell the office.

        Gives back those that nobody could be told: they wait.
        """
        left: list[Touch] = []
        passed: dict[int, list[Touch]] = {}
        for touch in due:
            other = self._stand_in_for(desk, touch, absence)
            if other is None:
                left.append(touch)
            else:
                passed.setdefault(other, []).append(touch)
        for other, touches in passed.items():
            self._uow.touches.add(stand_in(touch, other) for touch in touches)
            key = handed_key(other, self._view.programme.id, self._today)
            self._store(
                replace(touch, state=TouchState.FOLDED, message_key=key) for touch in touches
            )
            self._record(
                "touches_handed_over",
                desk.person,
                {"to": other, "items": self._keys(desk, touches)},
            )
        self._standing_in.update(passed)
        return self._tell_uncovered(desk, tuple(left), absence) if left else ()

    def _stand_in_for(self, desk: Desk, touch: Touch, absence: Absence) -> int | None:
        """Who is spoken to instead: the cover, else a joint lead, own organisation first (R7)."""
        candidates = stand_ins(desk, touch, absence.cover_id)
        known = self._composer.people(candidates)
        away = {
            other.person_id
            for other in self._uow.people.absences(candidates, from_day=self._today)
            if other.holds(self._today)
        }
        return next(
            (
                one
                for one in candidates
                if one in known
                and known[one].active
                and one not in away
                and self._uow.people.addresses(one)
            ),
            None,
        )

    def _tell_uncovered(
        self, desk: Desk, due: tuple[Touch, ...], absence: Absence
    ) -> tuple[Touch, ...]:
        """The office is told of each item once in an absence; gives back what it could not be told."""
        known = {
            row.item: row.message_key
            for row in desk.recorded
            if went_to_office(row) and absence.holds(_told_on(row))
        }
        new = [touch for touch in due if touch.item not in known]
        key = None
        if new:
            key = self._bulletin.add(
                bulletins.uncovered(desk.person.name, absence.last_day, self._keys(desk, new))
            )
        return self._fold(due, {**{t.item: key for t in new}, **known})

    def _tell_unreachable(self, desk: Desk, due: tuple[Touch, ...]) -> datetime | None:
        """The office is told once of somebody with no address that works; gives back when to try again."""
        before = next((row.message_key for row in desk.recorded if went_to_office(row)), None)
        if before is None and desk.introduce:
            due = (*due, *introductions(desk, self._today))
        if not due:
            return None
        key = before or self._bulletin.add(
            bulletins.unreachable(
                desk.person.name,
                self._keys(desk, due),
                why_unreachable(self._uow, desk.person.id),
            )
        )
        left = self._fold(due, {touch.item: key for touch in due})
        return next_working(desk, self._now) if left else None

    def _fold(self, due: Iterable[Touch], keys: Mapping[Item, str | None]) -> tuple[Touch, ...]:
        left = []
        for touch in due:
            key = keys[touch.item]
            if key is None:
                left.append(touch)
            else:
                self._store([replace(touch, state=TouchState.FOLDED, message_key=key)])
        return tuple(left)

    # --- the record ---------------------------------------------------------------------------

    def _store(self, touches: Iterable[Touch]) -> None:
        """Keep what became of touches: rows that stand are changed, derived ones are added."""
        new: list[Touch] = []
        for touch in touches:
            if touch.id:
                self._uow.touches.save(touch)
            else:
                new.append(touch)
        if new:
            self._uow.touches.add(new)

    def _keys(self, desk: Desk, touches: Iterable[Touch]) -> list[str]:
        return [duty.action.key for duty, _ in by_action(desk, touches, self._today)]

    def _record(self, kind: str, person: Person, after: dict[str, object]) -> None:
        self._uow.audit.record(
            Event(
                programme_id=self._view.programme.id,
                at=self._now,
                actor_id=None,
                through=THROUGH,
                kind=kind,
                subject=f"person:{person.id}",
                after=after,
            )
        )


def _told_on(row: Touch) -> date:
    assert row.message_key is not None
    return message_day(row.message_key)
