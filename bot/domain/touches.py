"""Touches (R7): one reason to speak to one person about one item on one local day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain.actions import ItemKind


class TouchKind(StrEnum):
    INTRODUCTION = "introduction"
    """Everything outstanding, once, in the first message a lead gets (DESIGN.md, decision 8)."""
    DUE = "due"
    OVERDUE = "overdue"
    CALL = "call"
    CHASER = "chaser"
    SNOOZE_ENDED = "snooze_ended"
    COVER = "cover"
    AGREE = "agree"
    """The other organisation of a joint action is asked whether it agrees (R7)."""


class TouchState(StrEnum):
    PLANNED = "planned"
    SENT = "sent"
    """In exactly one message: ``message_key``."""
    FOLDED = "folded"
    """Missed, and said in a later one."""
    SATISFIED = "satisfied"
    """An update came first."""


@dataclass(frozen=True, kw_only=True)
class Touch:
    """Unique by (person, item kind, item, kind, day)."""

    id: int = 0
    programme_id: int
    person_id: int
    item_kind: ItemKind
    item_id: int
    kind: TouchKind
    day: date
    """The local day it is for."""
    why: str = ""
    """One line that ``sendbot schedule`` prints: "7 days before 31 October 2023". It names the occasion:
    a touch whose day moves because somebody's working pattern did is still the same one."""
    count: int = 0
    """Which overdue message this is, from 1."""
    state: TouchState = TouchState.PLANNED
    message_key: str | None = None
    for_person_id: int | None = None
    """Whose item it is, where the person touched covers for somebody."""

    @property
    def item(self) -> tuple[ItemKind, int]:
        return self.item_kind, self.item_id

    @property
    def is_asked_for_the_meeting(self) -> bool:
        """A call or chaser: its day does not count towards the week's reminders (R7)."""
        return self.kind in (TouchKind.CALL, TouchKind.CHASER)


def message_key(person_id: int, programme_id: int, day: date, part: int = 0) -> str:
    """The outbox key of what a person is sent on a local day: one message per programme and day."""
    return f"day:{person_id}:{programme_id}:{day.isoformat()}:{part}"


def office_key(person_id: int, programme_id: int, day: date, part: int = 0) -> str:
    """The same for what one of the programme office's people is told about others."""
    return f"office:{person_id}:{programme_id}:{day.isoformat()}:{part}"


def handed_key(person_id: int, programme_id: int, day: date) -> str:
    """Stands on a touch of somebody away that went over to ``person_id`` on ``day``."""
    return f"handed:{person_id}:{programme_id}:{day.isoformat()}:0"


def message_day(key: str) -> date:
    """The local day that a key of this module names."""
    return date.fromisoformat(key.split(":")[3])


def was_handed_over(touch: Touch) -> bool:
    return touch.message_key is not None and touch.message_key.startswith("handed:")


def was_told(touch: Touch) -> bool:
    """Whether the person, or whoever stood in for them, was really spoken to because of this touch."""
    return touch.state is TouchState.SENT or was_handed_over(touch)


def went_to_office(touch: Touch) -> bool:
    """Whether the office was told in place of the person."""
    return (
        touch.state is TouchState.FOLDED
        and touch.message_key is not None
        and touch.message_key.startswith("office:")
    )


def said_on(touches: Iterable[Touch], day: date) -> bool:
    """Whether a message with any of these touches went on a local day."""
    return any(
        touch.state is TouchState.SENT
        and touch.message_key is not None
        and message_day(touch.message_key) == day
        for touch in touches
    )


def said(touches: Iterable[Touch], key: str) -> tuple[Touch, ...]:
    """What becomes of touches that go into one message: of each item those of the newest day are sent,
    older ones were missed and are folded into them (R7)."""
    going = tuple(touches)
    newest: dict[tuple[ItemKind, int], date] = {}
    for touch in going:
        newest[touch.item] = max(touch.day, newest.get(touch.item, touch.day))
    return tuple(
        replace(
            touch,
            state=TouchState.SENT if touch.day == newest[touch.item] else TouchState.FOLDED,
            message_key=key,
        )
        for touch in going
    )


def reminders_in_week(touches: Iterable[Touch], day: date) -> int:
    """How many messages of the ISO week of ``day`` count towards its limit: those without call or chaser."""
    counted: dict[str, bool] = {}
    sent: set[str] = set()
    for touch in touches:
        key = touch.message_key
        if key is None or message_day(key).isocalendar()[:2] != day.isocalendar()[:2]:
            continue
        counted[key] = counted.get(key, True) and not touch.is_asked_for_the_meeting
        if touch.state is TouchState.SENT:
            sent.add(key)
    return sum(counted[key] for key in sent)
