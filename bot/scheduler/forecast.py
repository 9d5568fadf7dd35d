"""What will be sent, to whom, when and why (R7): the same decisions played forward, nothing written.

It supposes that nothing happens meanwhile: nobody answers, so every call is chased and every date passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.domain.agenda import Desk, consider, introductions, slot, stand_in, stand_ins
from bot.domain.calendar import instant, local_day, to_local
from bot.domain.people import Person
from bot.domain.programme import Programme, ProgrammeState
from bot.domain.touches import (
    Touch,
    TouchKind,
    TouchState,
    handed_key,
    message_key,
    office_key,
    said,
    said_on,
    went_to_office,
)
from bot.handlers.first_contact import is_asked
from bot.phrasing.words import clock_time, long_day, weekday
from bot.ports import UnitOfWork
from bot.scheduler.composing import by_action
from bot.scheduler.desks import View, load_desks, load_view
from bot.scheduler.forecast_cycle import CycleAhead
from bot.scheduler.forecast_steps import steps_ahead, told, why

#: What is told to the office in place of a message that can reach nobody.
UNREACHABLE = "unreachable"
UNCOVERED = "uncovered"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Items of one message that are in it for the same reason; the same ``at`` and person is one message."""

    at: datetime
    person: str
    items: tuple[str, ...]
    """Keys of actions."""
    kind: str
    """A touch's kind or a cycle's step; ``unreachable`` and ``uncovered`` are told to the office instead."""
    why: str
    for_person: str | None = None
    """Whose items they are, where the person stands in."""


def schedule(
    uow: UnitOfWork, programme: Programme, *, now: datetime, first: date, last: date
) -> tuple[Planned, ...]:
    """Everything from ``first`` to ``last``, local days, inclusive, by time; nothing lies before ``now``.

    A programme that is quiet or paused is shown as if it were started now.
    """
    if programme.state in (ProgrammeState.QUIET, ProgrammeState.PAUSED):
        programme = replace(
            programme, state=ProgrammeState.LIVE, live_since=programme.live_since or now
        )
    view = load_view(uow, programme, now)
    run = _Run(uow, view, now)
    run.play(until=instant(last, time(23, 59)))
    planned = [one for one in run.planned if first <= local_day(one.at) <= last]
    for step in steps_ahead(view, first, last):
        who = told(step.step)
        if who is not None and step.at >= now:
            planned.append(
                Planned(
                    at=step.at,
                    person=who[0],
                    items=(),
                    kind=step.step.value,
                    why=why(step, who[1]),
                )
            )
    return tuple(sorted(planned, key=lambda one: one.at))


def schedule_text(planned: Iterable[Planned]) -> str:
    """For reading: a heading a day, a line a reason."""
    lines: list[str] = []
    day: date | None = None
    for one in planned:
        local = to_local(one.at)
        if local.date() != day:
            day = local.date()
            lines += ["", f"{weekday(day)} {long_day(day)}"]
        away = f", for {one.for_person}" if one.for_person else ""
        items = f"{', '.join(one.items)}: " if one.items else ""
        lines.append(f"  {clock_time(local.time()):>7}  {one.person}{away}: {items}{one.why}")
    return "\n".join(lines[1:]) if lines else "Nothing is due in these days."


class _Run:
    """One playing forward. Desks change as messages would change them; the record does not."""

    def __init__(self, uow: UnitOfWork, view: View, now: datetime) -> None:
        self._uow = uow
        self._view = view
        self._people = {p.id: p for p in uow.people.of(view.programme.id) if p.active}
        desks = load_desks(uow, view, tuple(self._people.values()), now)
        self._desks = {desk.person.id: desk for desk in desks}
        self._looks: dict[int, datetime] = dict.fromkeys(self._desks, now)
        self._reachable: dict[int, bool] = {}
        self._cycles = CycleAhead(uow, view, now)
        self.planned: list[Planned] = []

    def play(self, *, until: datetime) -> None:
        """From look to look, cycle steps first, then whoever is away, then everybody else."""
        while (at := self._next()) is not None and at <= until:
            for touch in self._cycles.reach(at):
                self._push(touch, at)
            for person_id in self._due(at):
                self._hand_over(person_id, at)
            for person_id in self._due(at):
                self._look(person_id, at)

    def _next(self) -> datetime | None:
        looks = [*self._looks.values(), self._cycles.next_at]
        return min((look for look in looks if look is not None), default=None)

    def _due(self, at: datetime) -> Sequence[int]:
        return sorted(one for one, look in self._looks.items() if look <= at)

    def _look(self, person_id: int, at: datetime) -> None:
        desk = self._desks[person_id]
        agenda = consider(desk, at)
        desk = self._kept(desk, agenda.settled)
        due, again = agenda.due, None
        if due or desk.introduce:
            desk, again = self._say(desk, due, at)
        self._desks[person_id] = desk
        looks = [look for look in (agenda.ahead, again) if look is not None]
        if looks:
            self._looks[person_id] = min(looks)
        else:
            del self._looks[person_id]

    def _say(
        self, desk: Desk, due: tuple[Touch, ...], at: datetime
    ) -> tuple[Desk, datetime | None]:
        today = local_day(at)
        reachable = self._can_reach(desk.person) or is_asked(self._uow, desk.person)
        counts = reachable and not any(touch.is_asked_for_the_meeting for touch in due)
        when = slot(desk, at, counts=counts, said_today=said_on(desk.recorded, today))
        if when is None or when > at:
            return desk, when
        if not reachable:
            return self._tell_unreachable(desk, due, at), None
        if desk.introduce:
            due = (*due, *introductions(desk, today))
            if not due:
                self.planned.append(
                    Planned(
                        at=at,
                        person=desk.person.name,
                        items=(),
                        kind=TouchKind.INTRODUCTION.value,
                        why="introduction",
                    )
                )
        key = message_key(desk.person.id, self._view.programme.id, today)
        going = said(due, key)
        self._note(desk, [touch for touch in going if touch.state is TouchState.SENT], at)
        return replace(self._kept(desk, going), introduce=False), None

    def _tell_unreachable(self, desk: Desk, due: tuple[Touch, ...], at: datetime) -> Desk:
        today = local_day(at)
        if not any(went_to_office(row) for row in desk.recorded):
            if desk.introduce:
                due = (*due, *introductions(desk, today))
            why = "no chat account: the programme office is told"
            self._note(desk, due, at, kind=UNREACHABLE, why=why)
        return self._folded(desk, due, office_key(0, self._view.programme.id, today))

    def _hand_over(self, person_id: int, at: datetime) -> None:
        desk = self._desks[person_id]
        today = local_day(at)
        absence = desk.away_on(today)
        due = consider(desk, at).due
        if absence is None or not due:
            return
        for touch in due:
            other = self._stand_in_for(desk, touch, absence.cover_id, today)
            if other is None:
                if not any(row.item == touch.item and went_to_office(row) for row in desk.recorded):
                    why = "away, and nobody covers: the programme office is told"
                    self._note(desk, [touch], at, kind=UNCOVERED, why=why)
                key = office_key(0, self._view.programme.id, today)
            else:
                self._push(stand_in(touch, other), at)
                key = handed_key(other, self._view.programme.id, today)
            desk = self._folded(desk, [touch], key)
        self._desks[person_id] = desk

    def _stand_in_for(self, desk: Desk, touch: Touch, cover: int | None, today: date) -> int | None:
        candidates = stand_ins(desk, touch, cover)
        return next(
            (
                one
                for one in candidates
                if one in self._desks
                and not self._desks[one].away_on(today)
                and self._can_reach(self._people[one])
            ),
            None,
        )

    def _push(self, touch: Touch, at: datetime) -> None:
        desk = self._desks.get(touch.person_id)
        if desk is None:
            return
        standing = {(row.item, row.kind, row.day) for row in desk.recorded}
        if (touch.item, touch.kind, touch.day) in standing:
            return
        duties = self._desks[touch.for_person_id].duties if touch.for_person_id else ()
        self._desks[touch.person_id] = replace(
            desk, recorded=(*desk.recorded, touch), others=(*desk.others, *duties)
        )
        self._looks[touch.person_id] = at

    def _kept(self, desk: Desk, touches: Iterable[Touch]) -> Desk:
        rows = {(row.item, row.kind, row.day): row for row in desk.recorded}
        rows |= {(touch.item, touch.kind, touch.day): touch for touch in touches}
        return replace(desk, recorded=tuple(rows.values()))

    def _folded(self, desk: Desk, touches: Iterable[Touch], key: str) -> Desk:
        return self._kept(
            desk, [replace(t, state=TouchState.FOLDED, message_key=key) for t in touches]
        )

    def _can_reach(self, person: Person) -> bool:
        if person.id not in self._reachable:
            self._reachable[person.id] = bool(self._uow.people.addresses(person.id))
        return self._reachable[person.id]

    def _note(
        self,
        desk: Desk,
        touches: Sequence[Touch],
        at: datetime,
        *,
        kind: str | None = None,
        why: str | None = None,
    ) -> None:
        """One entry for each reason, its items in the order of the message."""
        groups: dict[tuple[str, str, int | None], list[str]] = {}
        for duty, asked in by_action(desk, touches, local_day(at)):
            for touch in asked:
                reason = (kind or touch.kind.value, why or touch.why, touch.for_person_id)
                keys = groups.setdefault(reason, [])
                if duty.action.key not in keys:
                    keys.append(duty.action.key)
        self.planned += [
            Planned(
                at=at,
                person=desk.person.name,
                items=tuple(keys),
                kind=kind_,
                why=why_,
                for_person=self._people[whose].name if whose in self._people else None,
            )
            for (kind_, why_, whose), keys in groups.items()
        ]
