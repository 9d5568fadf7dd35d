"""One action's record as the page's right-hand panel tells it: dates, narrative, history, audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.actions import (
    Action,
    ActionState,
    Milestone,
    Narrative,
    markers,
    narrative_missing,
    told_by,
)
from bot.domain.calendar import local_day, to_local
from bot.domain.dates import Due
from bot.domain.digest_promise import slip
from bot.domain.status import Marker
from bot.domain.updates import Update, UpdateKind
from bot.handlers.cycle_now import cycle_now
from bot.phrasing.digest_words import changes_words, slip_words
from bot.phrasing.updates import OWED
from bot.phrasing.words import clock_time, due_words, join_names, limb_words, long_day
from bot.platforms.console.stage import (
    AuditLine,
    DateLine,
    HistoryLine,
    Labelled,
    RecordView,
    ViewLine,
)
from bot.ports import AuditEntry, UnitOfWork

MARKERS: Mapping[Marker, str] = {
    Marker.OVERDUE: "overdue",
    Marker.STALE: "no update this cycle",
    Marker.COMPLETION_CLAIMED: "completion claimed",
    Marker.IMPACT_PENDING: "delivered, impact pending",
    Marker.NARRATIVE_AWAITED: "narrative awaited",
    Marker.JOINT_POSITION_AWAITED: "joint position awaited",
    Marker.GREEN_BUT_LATE: "green, forecast late",
    Marker.ONE_VIEW: "one organisation's view",
}
_DID: Mapping[UpdateKind, str] = {
    UpdateKind.REPORT: "reported",
    UpdateKind.NO_CHANGE: "said no change",
    UpdateKind.AGREE: "agreed",
    UpdateKind.DELIVERED: "reported delivered, impact pending",
    UpdateKind.ASSURANCE: "gave a view beside the lead's",
    UpdateKind.PUBLISHED: "gave in the document",
    UpdateKind.MILESTONE: "reported a milestone",
    UpdateKind.READING: "gave a reading",
    UpdateKind.UNLINKED: "took a link back",
    UpdateKind.UNDO: "undid",
}
_NARRATIVE = (
    ("Now", "position"),
    ("Next", "next_steps"),
    ("If not", "if_not"),
    ("Back to green", "back_to_green"),
    ("Ask", "ask"),
)


def record_view(uow: UnitOfWork, action: Action, now: datetime) -> RecordView:
    """Everything the panel shows of ``action`` as it stands at ``now``: a dispute that time has settled
    shows the view that stands, with its own reasons (R7)."""
    action = action.settled(now)
    state, status = action.state, action.standing_status(now)
    programme = uow.programmes.get(action.programme_id)
    plan = uow.plans.get(action.plan_id)
    headings = {h.local_id: h.title for h in uow.plans.headings(plan.id)}
    since = cycle_now(uow, programme, plan, now).since
    flags = markers(action, now=now, today=local_day(now), cycle_from=since)
    names = {person.id: person.name for person in uow.people.of(programme.id)}
    slipped = slip(action.approved, state.forecast)
    owed = narrative_missing(state)
    return RecordView(
        key=action.key,
        title=action.title,
        heading=headings.get(action.heading, ""),
        status=status,
        markers=tuple(MARKERS[flag] for flag in MARKERS if flag in flags),
        leads=tuple(
            Labelled(label=lead.name, text=", ".join(filter(None, (lead.role, lead.organisation))))
            for lead in action.leads
        ),
        dates=(
            _date("Original", action.original),
            _date("Agreed", action.approved),
            _date("Forecast", state.forecast),
        ),
        slip=(
            f"Forecast {slip_words(slipped)}; agreed date {changes_words(action.approved_changes)}"
            if slipped is not None and slipped.days
            else ""
        ),
        limbs=tuple(sorted(state.limbs)) if status.needs_narrative else (),
        narrative=_narrative(state),
        still_to_come=join_names([OWED[name] for name in owed]),
        views=tuple(_views(state, names)),
        milestones=tuple(
            Labelled(label=_milestone_date(m), text=m.text) for m in action.milestones
        ),
        history=_history(uow.actions.updates(action.id), names),
        audit=tuple(
            _audit_line(entry, names)
            for entry in reversed(uow.audit.of_subject(programme.id, action.key))
        ),
    )


def _views(state: ActionState, names: Mapping[int, str]) -> Iterator[ViewLine]:
    """What each organisation of a joint action said, in the order of speaking; then assurance (R7, R10)."""
    stands = told_by(state)
    if state.disputed or len(state.views) > 1:
        for view in state.views:
            yield ViewLine(
                who=view.organisation,
                status=view.status,
                note="agreed" if view.agreed else "",
                narrative=(
                    _reasons(view.narrative) if state.disputed or view.narrative != stands else ()
                ),
            )
    if state.assurance is not None:
        yield ViewLine(
            who=f"{names.get(state.assurance.person_id, '')} (partnership lead)",
            status=state.assurance.status,
            note=state.assurance.reason,
        )


def _narrative(told: ActionState | Narrative | Update) -> tuple[Labelled, ...]:
    return tuple(
        Labelled(label=label, text=words)
        for label, name in _NARRATIVE
        if (words := getattr(told, name))
    )


def _reasons(told: Narrative | Update) -> tuple[Labelled, ...]:
    """The narrative with what is at risk and until when."""
    more: list[Labelled] = []
    if told.limbs:
        more.append(Labelled(label="At risk", text=limb_words(told.limbs)))
    if told.forecast is not None:
        more.append(Labelled(label="Forecast", text=due_words(told.forecast)))
    return _narrative(told) + tuple(more)


def _milestone_date(milestone: Milestone) -> str:
    due = due_words(milestone.due) if milestone.due else "no date"
    if milestone.done_on is not None:
        return f"{due}, done {long_day(milestone.done_on)}"
    return f"{due}, now expected {due_words(milestone.forecast)}" if milestone.forecast else due


def _date(label: str, due: Due | None) -> DateLine:
    if due is None:
        return DateLine(label=label, text="none")
    return DateLine(label=label, text=due_words(due), day=long_day(due.end) if due.end else "")


def _history(updates: Sequence[Update], names: Mapping[int, str]) -> tuple[HistoryLine, ...]:
    undone = {u.undoes for u in updates if u.kind is UpdateKind.UNDO}
    return tuple(
        HistoryLine(
            at=moment(update.at),
            who=_who(update, names),
            what=_DID[update.kind],
            status=update.status,
            words=update.words or "",
            details=_reasons(update),
            undone=update.batch in undone,
        )
        for update in reversed(updates)
    )


def _who(update: Update, names: Mapping[int, str]) -> str:
    who = names.get(update.person_id, "somebody who has left")
    if update.for_person_id is not None and update.for_person_id != update.person_id:
        return f"{who} for {names.get(update.for_person_id, 'a lead')}"
    return who


def _audit_line(entry: AuditEntry, names: Mapping[int, str]) -> AuditLine:
    event = entry.event
    return AuditLine(
        seq=entry.seq,
        at=moment(event.at),
        who=names.get(event.actor_id, "somebody who has left") if event.actor_id else "the bot",
        what=event.kind.replace("_", " "),
        hash=entry.hash,
    )


def moment(at: datetime) -> str:
    """ "2 October 2023, 9:41am"."""
    local = to_local(at)
    return f"{long_day(local.date())}, {clock_time(local.time().replace(second=0, microsecond=0))}"
