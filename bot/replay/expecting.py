"""What a transcript expects: of what arrived, and of the record."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.actions import ItemKind, markers
from bot.domain.calendar import local_day
from bot.domain.dates import Due
from bot.domain.people import Address, Place
from bot.handlers.cycle_now import cycle_now
from bot.replay.stage import Playing
from bot.replay.transcript import CONSOLE, Expect
from bot.replay.watching import Seen

Wanted = Mapping[str, tuple[str, ...] | str | None]


def unmet(playing: Playing, expect: Expect) -> str | None:
    """What is not as expected, in one sentence; ``None`` where all is."""
    if expect.to is not None:
        failure = _unmet_arrival(playing, expect, expect.to)
        if failure is not None:
            return failure
    for key, wanted in expect.record.items():
        failure = _unmet_record(playing, key, wanted)
        if failure is not None:
            return failure
    return None


def _unmet_arrival(playing: Playing, expect: Expect, to: str) -> str | None:
    person = None if to.startswith("#") else playing.person(to)
    address = (
        Address(connection=CONSOLE, place=Place.CHANNEL, native=to)
        if to.startswith("#")
        else playing.seat(to)
    )
    since = 0 if expect.all else playing.fresh_from
    arrived = playing.log.at(address, person_id=person.id if person else None, since=since)
    if expect.none and not expect.contains:
        return None if not arrived else f"{to} should have had nothing, and had: {_told(arrived)}"
    holding = [seen for seen in arrived if _holds(seen.text, expect.contains)]
    if expect.none:
        if holding:
            return f"{to} should have had no message with {expect.contains}: {_told(holding)}"
        return None
    if expect.count is not None and len(holding) != expect.count:
        return f"{to} should have had {expect.count}, and had {len(holding)}: {_told(arrived)}"
    if expect.count is None and not holding:
        return f"{to} had no message with all of {list(expect.contains)}, but: {_told(arrived)}"
    if expect.label is not None and holding:
        head = holding[-1]
        playing.labels[expect.label] = (head.address, head.thread or head.platform_id or "")
    return None


def _holds(text: str, wanted: tuple[str, ...]) -> bool:
    """Case and line breaks do not matter."""
    plain = " ".join(text.casefold().split())
    return all(" ".join(one.casefold().split()) in plain for one in wanted)


def _told(arrived: list[Seen]) -> str:
    return " | ".join(" / ".join(seen.text.split("\n")) for seen in arrived) or "nothing"


def _unmet_record(playing: Playing, key: str, wanted: Wanted) -> str | None:
    have = record_of(playing, key)
    if have is None:
        return f"there is no action {key}"
    for name, expected in wanted.items():
        actual = have[name]
        if name == "markers":
            missing = set(_words(expected)) - set(_words(actual))
            if missing:
                return f"{key}: markers lack {', '.join(sorted(missing))}; they are {actual}"
        elif isinstance(expected, tuple) or isinstance(actual, tuple):
            if sorted(_words(expected)) != sorted(_words(actual)):
                return f"{key}: {name} is {actual}, not {expected}"
        elif name in ("position", "next_steps") and expected is not None:
            if not _holds(str(actual or ""), (expected,)):
                return f"{key}: {name} is {actual!r}, without {expected!r}"
        elif expected != actual:
            return f"{key}: {name} is {actual!r}, not {expected!r}"
    return None


def _words(value: tuple[str, ...] | str | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def record_of(playing: Playing, key: str) -> dict[str, tuple[str, ...] | str | None] | None:
    """What the record holds of an action, as expectations name it."""
    now = playing.clock.now()
    with playing.units.read() as uow:
        action = uow.actions.by_key(playing.programme_id, key)
        if action is None:
            return None
        plan = uow.plans.get(action.plan_id)
        cycle = cycle_now(uow, uow.programmes.get(playing.programme_id), plan, now)
        flags = markers(action, now=now, today=local_day(now), cycle_from=cycle.since)
        snoozes = [
            s
            for s in uow.actions.snoozes(action.people, from_day=local_day(now))
            if s.kind is ItemKind.ACTION and s.item_id == action.id
        ]
    state = action.settled(now).state
    return {
        "status": action.standing_status(now).value,
        "markers": tuple(sorted(flag.value for flag in flags)),
        "claim": action.claim.awaiting if action.claim else None,
        "original": _day(action.original),
        "approved": _day(action.approved),
        "forecast": _day(state.forecast),
        "position": state.position,
        "next_steps": state.next_steps,
        "limbs": tuple(sorted(limb.value for limb in state.limbs)),
        "snoozed_until": max(s.until for s in snoozes).isoformat() if snoozes else None,
        "leads": tuple(lead.name for lead in action.leads),
    }


def _day(due: Due | None) -> str | None:
    return due.end.isoformat() if due and due.end else None
