"""The digest's life (R10, R11): drafted in private, held or corrected, posted and frozen, followed up.

What it says is ``bot.domain.digest_build``, how it says it ``bot.phrasing.digest``; when each of these
is called is the cycle's business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import Meeting
from bot.domain.cycle import Correction, Digest, DigestState
from bot.domain.cycle_plan import plan_steps, previous_of
from bot.domain.digest_entry import CORRECTABLE, OVERALL
from bot.domain.errors import NotPermitted
from bot.domain.messages import OutboundMessage, Outgoing, Priority
from bot.domain.people import Address, Person
from bot.domain.permissions import sees_names
from bot.domain.programme import Plan, Programme, ProgrammeState
from bot.handlers.digest_facts import (
    digest_text,
    facts_json,
    facts_now,
    read_facts,
)
from bot.handlers.exchange import working_days
from bot.handlers.telling import office, tell_all
from bot.phrasing import digest as phrasing
from bot.phrasing import digest_draft
from bot.phrasing.words import day_month
from bot.ports import Event, UnitOfWork

__all__ = [
    "correct",
    "digest_text",
    "draft",
    "facts_json",
    "facts_now",
    "hold",
    "post",
    "post_cancelled",
    "post_changes",
    "read_facts",
    "release",
]

#: States in which a digest can still be held, released and corrected.
OPEN = (DigestState.DRAFT, DigestState.HELD, DigestState.RELEASED)


def draft(
    uow: UnitOfWork,
    programme: Programme,
    plan: Plan,
    meeting: Meeting,
    now: datetime,
    *,
    edition: int = 1,
    short_notice: bool = False,
) -> Digest:
    """Make the draft and send it privately to chairs and office, in a shadow cycle to the office alone.

    At short notice there is no time to look: the digest is only made, to be posted at once. One that
    exists already is given back unchanged.
    """
    known = uow.cycles.digest(plan.id, meeting.id, edition)
    if known is not None:
        return known
    digest = uow.cycles.save_digest(
        Digest(
            plan_id=plan.id,
            meeting_id=meeting.id,
            edition=edition,
            drafted_at=now,
            short_notice=short_notice,
        )
    )
    if not short_notice:
        facts = facts_now(uow, programme, plan, meeting, now, digest=digest)
        told = digest_draft.draft(facts, digest, goes_at=_goes_at(uow, programme, plan, meeting))
        for person in _readers(uow, programme):
            addresses = uow.people.addresses(person.id)
            if addresses:
                head = f"draft:{plan.id}:{meeting.id}:{edition}:{person.id}"
                _put(uow, programme, addresses[0], told, head, now, person_id=person.id)
    _record(uow, programme, digest, "digest_drafted", now, None)
    uow.cycles.set_next_due(programme.id, now)
    return digest


def hold(
    uow: UnitOfWork, programme: Programme, digest: Digest, person_id: int, now: datetime
) -> Digest:
    """Keep it from being posted until released. Chairs and the office may.

    :raises NotPermitted: for anybody else, and once it has been posted.
    """
    return _turn(uow, programme, digest, person_id, now, state=DigestState.HELD)


def release(
    uow: UnitOfWork, programme: Programme, digest: Digest, person_id: int, now: datetime
) -> Digest:
    """Let a held one go: at its own time, or where that has passed at once inside R7's hours.

    :raises NotPermitted: for others than chairs and office, and once it has been posted.
    """
    if digest.state is DigestState.DRAFT:
        return digest
    return _turn(uow, programme, digest, person_id, now, state=DigestState.RELEASED)


def correct(
    uow: UnitOfWork,
    programme: Programme,
    digest: Digest,
    *,
    key: str,
    field: str,
    text: str,
    person_id: int,
    now: datetime,
) -> Digest:
    """Put words in the place of an entry's, or, with empty ones, take them out of the paper.

    What the lead wrote stays in the record. ``key`` "" with field "overall" is the headline's first
    line, where empty words bring the computed one back.

    :raises NotPermitted: for others than chairs and office, once posted, or for what is not words.
    """
    person = _may(uow, digest, person_id, "correct")
    if key == "" or field == OVERALL:
        key, field = "", OVERALL
    elif field not in CORRECTABLE:
        raise NotPermitted("correct", field)
    correction = Correction(
        key=key, field=field, text=" ".join(text.split()), person_id=person.id, at=now
    )
    digest = uow.cycles.save_digest(replace(digest, corrections=(*digest.corrections, correction)))
    after = {"key": key, "field": field, "removed": not correction.text}
    _record(uow, programme, digest, "digest_corrected", now, person.id, after)
    return digest


def post(uow: UnitOfWork, programme: Programme, digest: Digest, now: datetime) -> Digest:
    """Freeze the facts and post them to every channel; one held or already posted is left alone."""
    if digest.state not in (DigestState.DRAFT, DigestState.RELEASED):
        return digest
    plan = uow.plans.get(digest.plan_id)
    meeting = uow.meetings.get(digest.meeting_id)
    facts = facts_now(uow, programme, plan, meeting, now, digest=digest)
    digest = uow.cycles.save_digest(
        replace(digest, state=DigestState.POSTED, posted_at=now, facts=facts_json(facts))
    )
    told = phrasing.messages(facts)
    rooms = _rooms(uow, programme, plan)
    for address, person_id in rooms.items():
        _put(
            uow,
            programme,
            address,
            told,
            _head_key(uow, programme, plan, digest, address),
            now,
            person_id=person_id,
        )
    if not rooms:
        tell_all(
            uow,
            office(uow, programme.id),
            digest_draft.nowhere_to_post(day_month(meeting.day)),
            key=f"digest-nowhere:{digest.id}",
            at=now,
        )
    after = {"rooms": len(rooms), "edition": digest.edition}
    _record(uow, programme, digest, "digest_posted", now, None, after)
    uow.cycles.set_next_due(programme.id, now)
    return digest


def post_changes(uow: UnitOfWork, programme: Programme, digest: Digest, now: datetime) -> bool:
    """In the thread of a posted digest: what is different since. False where nothing is."""
    if digest.state is not DigestState.POSTED or not digest.facts:
        return False
    plan = uow.plans.get(digest.plan_id)
    meeting = uow.meetings.get(digest.meeting_id)
    posted = read_facts(digest.facts)
    told = digest_draft.changes(
        posted, facts_now(uow, programme, plan, meeting, now, digest=digest)
    )
    if not told:
        return False
    _follow_up(uow, programme, plan, digest, told, "changes", now)
    _record(uow, programme, digest, "digest_changes_posted", now, None)
    return True


def post_cancelled(
    uow: UnitOfWork, programme: Programme, digest: Digest, meeting: Meeting, now: datetime
) -> Digest:
    """The meeting is cancelled: one notice in the thread of a posted digest; a draft is put aside."""
    if digest.state is DigestState.CANCELLED:
        return digest
    plan = uow.plans.get(digest.plan_id)
    if digest.state is DigestState.POSTED and digest.facts:
        facts = replace(read_facts(digest.facts), meeting_day=meeting.day)
        told = (digest_draft.cancelled(facts),)
        _follow_up(uow, programme, plan, digest, told, "cancelled", now)
    digest = uow.cycles.save_digest(replace(digest, state=DigestState.CANCELLED))
    _record(uow, programme, digest, "digest_cancelled", now, None)
    return digest


# --- who, where, under which key ------------------------------------------------------------------


def _may(uow: UnitOfWork, digest: Digest, person_id: int, what: str) -> Person:
    person = uow.people.get(person_id)
    if not sees_names(person) or digest.state not in OPEN:
        raise NotPermitted(what, f"digest:{digest.id}")
    return person


def _turn(
    uow: UnitOfWork,
    programme: Programme,
    digest: Digest,
    person_id: int,
    now: datetime,
    *,
    state: DigestState,
) -> Digest:
    """Held or released, told to everybody else who sees the draft."""
    person = _may(uow, digest, person_id, state.value)
    if digest.state is state:
        return digest
    before = {"state": digest.state.value}
    held_by = person.id if state is DigestState.HELD else None
    digest = uow.cycles.save_digest(replace(digest, state=state, held_by=held_by))
    _record(
        uow, programme, digest, f"digest_{state.value}", now, person.id,
        {"state": state.value}, before,
    )  # fmt: skip
    uow.cycles.set_next_due(programme.id, now)
    when = day_month(uow.meetings.get(digest.meeting_id).day)
    tell = digest_draft.held if state is DigestState.HELD else digest_draft.released
    tell_all(
        uow,
        [one for one in _readers(uow, programme) if one.id != person.id],
        tell(when, person.name, digest),
        key=f"digest-{state.value}:{digest.id}:{now.isoformat()}",
        at=now,
    )
    return digest


def _readers(uow: UnitOfWork, programme: Programme) -> list[Person]:
    """Who sees the draft: chairs and office; in a shadow cycle the office alone."""
    if programme.state is ProgrammeState.SHADOW:
        return office(uow, programme.id)
    return [one for one in uow.people.of(programme.id) if one.active and sees_names(one)]


def _rooms(uow: UnitOfWork, programme: Programme, plan: Plan) -> Mapping[Address, int | None]:
    """Where the digest goes: the programme's channels, else the reporting body's, else every body's; in
    a shadow cycle the office's own rooms, with whose they are."""
    if programme.state is ProgrammeState.SHADOW:
        return {
            addresses[0]: one.id
            for one in office(uow, programme.id)
            if (addresses := uow.people.addresses(one.id))
        }
    channels: Sequence[str] = programme.digest_channels
    if not channels:
        bodies = uow.meetings.bodies(programme.id)
        own = [one for b in bodies if b.code == plan.reporting_body for one in b.channels]
        channels = own or [one for body in bodies for one in body.channels]
    return {Address.read(one): None for one in channels}


def _head_key(
    uow: UnitOfWork, programme: Programme, plan: Plan, digest: Digest, address: Address
) -> str:
    """``digest:{meeting}:{edition}:{address}``; a second plan that reports to the same meeting adds its
    code, so that neither's digest is taken for the other's."""
    shared = [
        one.id for one in uow.plans.of(programme.id) if one.reporting_body == plan.reporting_body
    ]
    key = f"digest:{digest.meeting_id}:{digest.edition}:{address}"
    return key if plan.id == min(shared, default=plan.id) else f"{key}:{plan.code}"


def _put(
    uow: UnitOfWork,
    programme: Programme,
    address: Address,
    told: Sequence[OutboundMessage],
    head: str,
    now: datetime,
    *,
    person_id: int | None,
) -> None:
    """The headline, then every part of its thread under it."""
    for part, message in enumerate(told):
        uow.outbox.put(
            Outgoing(
                programme_id=programme.id,
                address=address,
                person_id=person_id,
                key=f"{head}:{part}",
                parent_key=f"{head}:0" if part else None,
                priority=Priority.DIGEST,
                not_before=now,
                message=message,
            )
        )


def _follow_up(
    uow: UnitOfWork,
    programme: Programme,
    plan: Plan,
    digest: Digest,
    told: Sequence[OutboundMessage],
    name: str,
    now: datetime,
) -> None:
    """More in the thread of a posted digest, wherever its headline was posted."""
    for address, person_id in _rooms(uow, programme, plan).items():
        head = _head_key(uow, programme, plan, digest, address)
        if uow.outbox.by_key(f"{head}:0") is None:
            continue
        for part, message in enumerate(told):
            uow.outbox.put(
                Outgoing(
                    programme_id=programme.id,
                    address=address,
                    person_id=person_id,
                    key=f"{head}:{name}" + (f":{part}" if part else ""),
                    parent_key=f"{head}:0",
                    priority=Priority.DIGEST,
                    not_before=now,
                    message=message,
                )
            )


def _goes_at(
    uow: UnitOfWork, programme: Programme, plan: Plan, meeting: Meeting
) -> datetime | None:
    policy = plan.policy or programme.policy
    previous = previous_of(meeting, uow.meetings.of(programme.id))
    working = working_days(uow, programme)
    return plan_steps(
        meeting, previous, policy.cycle, policy.hours, working, live_since=programme.live_since
    ).digest


def _record(
    uow: UnitOfWork,
    programme: Programme,
    digest: Digest,
    kind: str,
    now: datetime,
    actor_id: int | None,
    after: Mapping[str, object] | None = None,
    before: Mapping[str, object] | None = None,
) -> None:
    uow.audit.record(
        Event(
            programme_id=programme.id,
            at=now,
            actor_id=actor_id,
            through="digest",
            kind=kind,
            subject=f"meeting:{digest.meeting_id}",
            before=before or {},
            after={"digest": digest.id, **(after or {})},
        )
    )
