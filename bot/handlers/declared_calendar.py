"""The calendar as a programme file declares it: bodies, their rhythms, meetings listed one by one."""

from __future__ import annotations

from bot.domain.calendar import Body, Rhythm
from bot.domain.programme import Programme
from bot.domain.programme_spec import BodySpec, Change, MeetingSpec
from bot.handlers import meetings
from bot.handlers.desk import Desk
from bot.phrasing import programme as say
from bot.phrasing.words import clock_time, long_day


def declare_bodies(desk: Desk, specs: tuple[BodySpec, ...]) -> list[Change]:
    store = desk.uow.meetings
    known = {body.code: body for body in store.bodies(desk.programme_id)}
    changes = []
    for spec in specs:
        subject, words = f"body {spec.code}", f"{spec.name} ({spec.code})"
        existing = known.pop(spec.code, None)
        wanted = Body(
            id=existing.id if existing else 0,
            programme_id=desk.programme_id,
            code=spec.code,
            name=spec.name,
            channels=tuple(str(address) for address in spec.channels),
        )
        if existing is None:
            store.save_body(wanted)
            desk.record("body_added", subject, after={"name": spec.name})
            changes.append(say.added(subject, words))
        elif wanted != existing:
            store.save_body(wanted)
            differences: list[tuple[str, object, object]] = [
                (name, getattr(existing, name), getattr(wanted, name))
                for name in ("name", "channels")
                if getattr(existing, name) != getattr(wanted, name)
            ]
            desk.record_differences("body_changed", subject, differences)
            changes.append(say.changed(subject, words, differences))
        changes += _rhythms(desk, spec, subject)
    return changes + [say.not_in_file(f"body {c}", f"{b.name} ({c})") for c, b in known.items()]


def _rhythms(desk: Desk, spec: BodySpec, subject: str) -> list[Change]:
    if spec.rhythms is None:
        return []
    store = desk.uow.meetings
    recorded = tuple(r for r in store.rhythms(desk.programme_id) if r.body == spec.code)
    wanted = tuple(
        Rhythm(body=spec.code, every=r.every, first=r.first, at=r.at, until=r.until)
        for r in spec.rhythms
    )
    if recorded == wanted:
        return []
    store.save_rhythms(desk.programme_id, spec.code, wanted)
    before, after = (
        tuple(f"{r.every.value} from {long_day(r.first)}" for r in rs) for rs in (recorded, wanted)
    )
    differences: list[tuple[str, object, object]] = [("meets", before, after)]
    desk.record_differences("rhythms_changed", subject, differences)
    return [say.changed(subject, spec.name, differences)]


def declare_meetings(
    desk: Desk, programme: Programme, specs: tuple[MeetingSpec, ...]
) -> list[Change]:
    """Listed meetings are added; one that has moved since keeps its new day, and is known by its old one."""
    uow = desk.uow
    names = {body.code: body.name for body in uow.meetings.bodies(programme.id)}
    recorded = list(uow.meetings.of(programme.id))
    listed: set[int] = set()
    changes = []
    for spec in specs:
        told = f"{names[spec.body]}, {long_day(spec.day)}"
        subject = f"meeting {spec.body} {spec.day}"
        same = [m for m in recorded if m.body == spec.body and spec.day in (m.day, m.original_day)]
        if not same:
            meetings.add(
                uow, programme, spec.body, spec.day, spec.at, desk.now, actor_id=desk.actor_id
            )
            changes.append(say.added(subject, f"meeting of the {told}"))
            continue
        listed.update(m.id for m in same)
        meeting = same[0]
        if meeting.cancelled:
            changes.append(
                say.left(subject, f"the meeting of the {told} was cancelled and stays so")
            )
        elif meeting.day != spec.day:
            changes.append(
                say.left(
                    subject,
                    f"the meeting of the {told} has moved to {long_day(meeting.day)} and stays there",
                )
            )
        elif meeting.at != spec.at:
            changes.append(
                say.left(
                    subject,
                    f"the meeting of the {told} is at {clock_time(meeting.at)} in the record and stays so;"
                    " move it to change the time",
                )
            )
    changes += [
        say.not_in_file(
            f"meeting {m.body} {m.day}",
            f"the meeting of the {names.get(m.body, m.body)}, {long_day(m.day)},",
        )
        for m in recorded
        if not m.from_rhythm and not m.cancelled and m.id not in listed and m.starts_at > desk.now
    ]
    return changes


def declare_occurrences(desk: Desk, programme: Programme) -> list[Change]:
    """Turn rhythms and review points into meetings; to be called once bodies and plans are declared."""
    added = meetings.extend_rhythms(desk.uow, programme, desk.now)
    if not added:
        return []
    last = long_day(max(meeting.day for meeting in added))
    what = "one meeting" if len(added) == 1 else f"{len(added)} meetings"
    return [say.added("meetings", f"{what} worked out from rhythms up to {last}")]
