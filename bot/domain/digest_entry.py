"""One action of a digest: its line, and, where it is red or amber, its entry with all that R11 asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.domain.actions import (
    Action,
    ActionState,
    Assurance,
    markers,
    narrative_missing,
    organisations,
)
from bot.domain.calendar import Meeting, local_day
from bot.domain.cycle import Correction
from bot.domain.cycle_returns import Called, Silence, silence_of
from bot.domain.dates import Due
from bot.domain.digest import (
    ActionLine,
    AssuredView,
    Corrected,
    DigestFacts,
    Entry,
    Joint,
    LeadName,
)
from bot.domain.digest_promise import last_promise, slip
from bot.domain.people import Person
from bot.domain.programme import Heading, Plan
from bot.domain.requests import Request
from bot.domain.status import Limb, Marker
from bot.domain.updates import Update

#: What a correction may put its own words in the place of; "overall" is the headline's first line.
CORRECTABLE: tuple[str, ...] = ("position", "next_steps", "if_not", "back_to_green", "ask")
OVERALL = "overall"


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a digest is computed from: the record as it stands, read in one transaction."""

    plan: Plan
    headings: Sequence[Heading]
    actions: Sequence[Action]
    people: Mapping[int, Person]
    requests: Sequence[Request] = ()
    """Open ones."""
    bodies: Mapping[str, str] = field(default_factory=dict)
    """Names of the bodies by code."""
    meeting: Meeting | None = None
    moved_from: date | None = None
    edition: int = 1
    short_notice: bool = False
    previous: DigestFacts | None = None
    """The frozen facts of the last posted digest of an earlier meeting."""
    recent: Sequence[Update] = ()
    """Updates since ``previous``; all of them where there is none."""
    cycle_from: datetime | None = None
    """The cut-off before this cycle's."""
    silent_before: datetime | None = None
    """Once the call has gone: an update at or after this answers it (R10)."""
    called: frozenset[Called] = frozenset()
    """Whom the call was for."""
    reachable: frozenset[int] = frozenset()
    """Ids of active people with a chat address."""
    promised: Mapping[int, Due] = field(default_factory=dict)
    """Of actions whose next steps name only days that have passed: the last of these days."""
    cut_off_at: datetime | None = None
    """This cycle's, once it has passed: what comes later is late."""
    corrections: Sequence[Correction] = ()

    def name_of(self, person_id: int | None) -> str | None:
        person = self.people.get(person_id) if person_id is not None else None
        return person.name if person else None

    def body_name(self, code: str) -> str:
        return self.bodies.get(code, code)

    def corrections_of(self, key: str) -> Mapping[str, Correction]:
        """The newest of each field."""
        return {one.field: one for one in self.corrections if one.key == key}


def action_line(basis: Basis, action: Action, priority: str, *, now: datetime) -> ActionLine:
    """The action in one line, as it stands at ``now``."""
    state, today = action.state, local_day(now)
    status = action.standing_status(now)
    silence = _silence(basis, action, now)
    found = markers(action, now=now, today=today, cycle_from=basis.cycle_from)
    if state.status is not status:
        # A settled dispute: what the colour that stands now still owes.
        missing = narrative_missing(replace(state, status=status))
        if {"position", "next_steps", "limbs"} & set(missing):
            found |= {Marker.NARRATIVE_AWAITED}
    return ActionLine(
        key=action.key,
        ref=action.ref,
        title=action.title,
        priority=priority,
        status=status,
        leads=lead_names(action),
        original=action.original,
        approved=action.approved,
        approved_changes=action.approved_changes,
        forecast=state.forecast,
        markers=tuple(one for one in Marker if one in found),
        awaiting=basis.body_name(action.claim.awaiting) if action.claim else None,
        impact_due=state.impact_due,
        reported_at=state.reported_at,
        narrative_at=state.narrative_at,
        outstanding=silence is Silence.OUTSTANDING,
        unreachable=silence is Silence.UNREACHABLE,
        assured=_assured(basis, action),
    )


def _silence(basis: Basis, action: Action, now: datetime) -> Silence | None:
    """Called this cycle and silent since, or never to be asked at all (R10); before the call neither."""
    if basis.silent_before is None:
        return None
    return silence_of(
        action,
        called=basis.called,
        reachable=basis.reachable,
        now=now,
        since=basis.cycle_from,
        answered_from=local_day(basis.silent_before),
    )


def lead_names(action: Action) -> tuple[LeadName, ...]:
    """Who leads it, as the plan names them, each once."""
    return tuple(
        dict.fromkeys(
            LeadName(name=one.name, organisation=one.organisation) for one in action.leads
        )
    )


def entry(basis: Basis, action: Action, line: ActionLine, *, now: datetime) -> Entry:
    """One red or amber action."""
    state, today = action.state, local_day(now)
    before = basis.previous.line(action.key) if basis.previous else None
    joint, heard, unheard = _joint(action)
    mended = basis.corrections_of(action.key)
    words = {
        name: mended[name].text or None if name in mended else getattr(state, name)
        for name in CORRECTABLE
    }
    missing = [
        name for name in narrative_missing(replace(state, status=line.status)) if name not in mended
    ]
    if joint in (Joint.ONE_VIEW, Joint.AWAITED):
        missing.append("joint")
    if line.outstanding:
        missing.append("update")
    return Entry(
        key=action.key,
        title=action.title,
        priority=line.priority,
        status=line.status,
        previous=before.status if before else None,
        meetings_off_green=_meetings_off_green(basis.previous, action.key),
        leads=line.leads,
        joint=joint,
        heard=heard,
        unheard=unheard,
        limbs=tuple(limb for limb in Limb if limb in state.limbs),
        **words,
        promised_by=None if "next_steps" in mended else basis.promised.get(action.id),
        unchanged_since=_unchanged_since(basis, action),
        original=action.original,
        approved=action.approved,
        forecast=state.forecast,
        slip=slip(action.approved, state.forecast),
        approved_changes=action.approved_changes,
        promise=last_promise(
            action,
            basis.previous,
            since=local_day(basis.previous.as_of) if basis.previous else today,
            today=today,
        ),
        evidence=state.links,
        updated_on=local_day(updated) if (updated := _updated_at(state)) else None,
        updated_by=basis.name_of(state.reported_by),
        updated_for=basis.name_of(state.reported_for),
        late=bool(basis.cut_off_at and updated and updated > basis.cut_off_at),
        assured=line.assured,
        overdue=line.overdue,
        still_to_come=tuple(missing),
        corrected=tuple(
            Corrected(
                field=name,
                by=basis.name_of(one.person_id) or "",
                on=local_day(one.at),
                overtaken=bool(state.narrative_at and state.narrative_at > one.at),
            )
            for name, one in mended.items()
        ),
    )


def current_assurance(basis: Basis, given: Assurance | None) -> Assurance | None:
    """A partnership lead's view, where it is of this cycle."""
    if given is None or (basis.cycle_from is not None and given.at <= basis.cycle_from):
        return None
    return given


def _assured(basis: Basis, action: Action) -> AssuredView | None:
    view = current_assurance(basis, action.state.assurance)
    if view is None or action.closed_on is not None:
        return None
    return AssuredView(
        status=view.status,
        reason=view.reason,
        by=basis.name_of(view.person_id) or "",
        on=local_day(view.at),
    )


def _updated_at(state: ActionState) -> datetime | None:
    return max((at for at in (state.reported_at, state.narrative_at) if at), default=None)


def _meetings_off_green(previous: DigestFacts | None, key: str) -> int:
    then = previous.entry(key) if previous else None
    return then.meetings_off_green + 1 if then else 1


def _joint(action: Action) -> tuple[Joint, tuple[str, ...], tuple[str, ...]]:
    """Whether all organisations stand behind the colour, which of them do, and which have not said."""
    shared = organisations(action)
    if len(shared) < 2:
        return Joint.SINGLE, (), ()
    spoken = {view.organisation for view in action.state.views}
    heard = tuple(one for one in shared if one in spoken)
    unheard = tuple(one for one in shared if one not in spoken)
    if action.state.disputed:
        return Joint.AWAITED, heard, unheard
    return (Joint.ONE_VIEW if unheard else Joint.JOINT), heard, unheard


def _unchanged_since(basis: Basis, action: Action) -> date | None:
    """Since when the narrative has not moved: it was in the last digest, or a later report left it be."""
    state = action.state
    if state.narrative_at is None or not (state.position or state.next_steps):
        return None
    seen = basis.previous.as_of if basis.previous else basis.cycle_from
    told = local_day(state.narrative_at)
    later = state.reported_at is not None and local_day(state.reported_at) > told
    stale = later or action.id in basis.promised
    return told if stale or (seen is not None and state.narrative_at <= seen) else None
