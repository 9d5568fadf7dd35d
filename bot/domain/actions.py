"""An action of the plan: what is stored of it, its three dates, its flags.

The state of an action is the fold of its updates (``bot.domain.updates``), so an undo restores exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.dates import Due
from bot.domain.plans import LeadKind
from bot.domain.status import CAUTION, Limb, Marker, Status


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Somebody the plan names as lead of an action; ``person_id`` once they are known to the programme."""

    name: str
    role: str | None = None
    organisation: str | None = None
    kind: LeadKind = LeadKind.PERSON
    inherited: bool = False
    person_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """An implementation activity. One milestone may serve several actions (a merged cell)."""

    id: int = 0
    plan_id: int
    text: str
    due: Due | None = None
    done_on: date | None = None
    forecast: Due | None = None
    shared_with: tuple[str, ...] = ()

    @property
    def expected(self) -> date | None:
        """The day it is looked for: the end of its forecast, but never before the date it has in the plan."""
        ends = [one.end for one in (self.due, self.forecast) if one is not None and one.end]
        return max(ends, default=None)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One value of a measure, with its source and the day it is true of; several may disagree."""

    id: int = 0
    measure_id: int
    value: str
    as_of: date
    source: str
    person_id: int | None = None
    batch: str | None = None
    """The inbound event that gave it; ``None``: it came with the plan's history."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """An impact measure (KPI) with its target and target date."""

    id: int = 0
    plan_id: int
    text: str
    target: str | None = None
    due: Due | None = None
    shared_with: tuple[str, ...] = ()
    headline: bool = False
    """Shown in the digest's headline post."""
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Narrative:
    """Why, what next and until when (R3), as one organisation tells it."""

    position: str | None = None
    next_steps: str | None = None
    if_not: str | None = None
    back_to_green: str | None = None
    ask: str | None = None
    limbs: frozenset[Limb] = frozenset()
    forecast: Due | None = None


@dataclass(frozen=True, kw_only=True)
class View:
    """What one organisation last said in the current round (R7, joint leads), in the order of speaking."""

    organisation: str
    status: Status
    person_id: int
    at: datetime
    agreed: bool = False
    """Said by agreeing to the other organisation's view."""
    narrative: Narrative = Narrative()
    """Its own reasons: a dispute never mixes them with the other's."""


@dataclass(frozen=True, kw_only=True)
class Assurance:
    """A partnership lead's own view beside the lead's, never over it (R10)."""

    status: Status
    reason: str
    person_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ClaimState:
    """Completion claimed, and the body whose decision is awaited (R2)."""

    request_id: int
    awaiting: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class ActionState:
    """Where an action stands: a fold of its updates, kept beside them so that reading is one row."""

    status: Status = Status.NOT_REPORTED
    """The recorded colour as of the last update; ``standing_status`` adds what time settles."""
    position: str | None = None
    next_steps: str | None = None
    if_not: str | None = None
    back_to_green: str | None = None
    ask: str | None = None
    limbs: frozenset[Limb] = frozenset()
    forecast: Due | None = None
    reported_at: datetime | None = None
    """When a status or an explicit "no change" was last reported: what R7's silence is earned by."""
    reported_by: int | None = None
    reported_for: int | None = None
    """The lead on whose behalf, where a delegate or cover entered it."""
    organisation: str | None = None
    narrative_at: datetime | None = None
    """When position or next steps last changed: "narrative unchanged since …"."""
    views: tuple[View, ...] = ()
    disputed: bool = False
    settles_at: datetime | None = None
    """When a disagreement between joint leads falls to the more cautious colour."""
    delivered_on: date | None = None
    impact_due: date | None = None
    """Delivered, impact pending until this day (R1)."""
    assurance: Assurance | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Action:
    """One stored action. ``original`` never changes; ``approved`` moves only by a granted request (R4)."""

    id: int = 0
    programme_id: int
    plan_id: int
    heading: str
    """The heading's local id."""
    key: str
    ref: str | None
    title: str
    order: int = 0
    leads: tuple[Lead, ...] = ()
    lead_organisations: tuple[str, ...] = ()
    original: Due | None = None
    approved: Due | None = None
    approved_changes: int = 0
    historic: bool = False
    """The approved date had passed when the plan was imported: no due or overdue touch for it (R7)."""
    withdrawn: bool = False
    closed_on: date | None = None
    """The day the Board granted closing: the only way to blue (R2)."""
    claim: ClaimState | None = None
    redate_request_id: int | None = None
    """A date request is open: no touches for the item until it is decided (R7)."""
    milestones: tuple[Milestone, ...] = ()
    measures: tuple[Measure, ...] = ()
    state: ActionState = field(default_factory=ActionState)

    @property
    def people(self) -> tuple[int, ...]:
        """Ids of the leads who are people the programme knows, in the plan's order, each once."""
        return tuple(dict.fromkeys(lead.person_id for lead in self.leads if lead.person_id))

    @property
    def due_on(self) -> date | None:
        """The day the approved date is due: the end of what was written (R5)."""
        return self.approved.end if self.approved else None

    def standing_status(self, now: datetime) -> Status:
        """The colour that stands at ``now``: blue only when closed, and of a settled joint dispute the
        more cautious view that was actually given (R7)."""
        if self.closed_on is not None:
            return Status.BLUE
        return settled(self.state, now).status

    def settled(self, now: datetime) -> Action:
        """The action as it stands at ``now``: of a joint dispute that time has settled, the more cautious
        view with its own reasons (R7)."""
        return replace(self, state=settled(self.state, now))


def told_by(state: ActionState) -> Narrative:
    """The narrative that stands."""
    return Narrative(**{one.name: getattr(state, one.name) for one in fields(Narrative)})


def with_narrative(state: ActionState, narrative: Narrative) -> ActionState:
    """The state with this narrative in place of its own."""
    return replace(state, **{one.name: getattr(narrative, one.name) for one in fields(Narrative)})


def settled(state: ActionState, now: datetime) -> ActionState:
    """The state, with a dispute whose time has passed fallen to the more cautious view (R7)."""
    if not state.disputed or state.settles_at is None or now < state.settles_at:
        return state
    cautious = max(state.views, key=lambda view: CAUTION.index(view.status))
    return replace(with_narrative(state, cautious.narrative), status=cautious.status)


class ItemKind(StrEnum):
    """What a touch, a snooze or a question can be about."""

    ACTION = "action"
    MILESTONE = "milestone"
    MEASURE = "measure"


@dataclass(frozen=True, kw_only=True)
class Snooze:
    """An item hidden from one person's reminders until a day; not an answer (R7)."""

    id: int = 0
    person_id: int
    kind: ItemKind
    item_id: int
    until: date
    """The local day on which it comes back."""
    batch: str | None = None
    undone: bool = False


def organisations(action: Action) -> tuple[str, ...]:
    """The organisations whose leads share the action, each once; more than one makes it joint (R7)."""
    return tuple(
        dict.fromkeys(
            lead.organisation for lead in action.leads if lead.person_id and lead.organisation
        )
    )


def impact_due(action: Action, today: date) -> date | None:
    """The first day, still ahead, on which one of the action's measures is to be met (R1)."""
    ahead = [m.due.end for m in action.measures if m.due and m.due.end and m.due.end > today]
    return min(ahead, default=None)


def is_overdue(action: Action, today: date) -> bool:
    """Past its approved date and neither closed, delivered with impact pending, nor withdrawn.

    A forecast never makes an overdue item look on time (R4).
    """
    due = action.due_on
    if due is None or action.closed_on or action.withdrawn or action.state.impact_due:
        return False
    return today > due


def narrative_missing(state: ActionState) -> tuple[str, ...]:
    """What an amber or red still owes (R3), as field names in the order the digest tells them."""
    if not state.status.needs_narrative:
        return ()
    missing = [name for name in ("position", "next_steps") if not getattr(state, name)]
    red = state.status is Status.RED
    # Red means both: with one limb it is asked whether it is both, or amber.
    if not state.limbs or (red and state.limbs != frozenset(Limb)):
        missing.append("limbs")
    if red:
        missing += [name for name in ("if_not", "back_to_green") if not getattr(state, name)]
    return tuple(missing)


def markers(
    action: Action, *, now: datetime, today: date, cycle_from: datetime | None
) -> frozenset[Marker]:
    """The flags that stand beside the colour (R1).

    ``cycle_from``: the last cut-off; an action without an update since then is stale.
    """
    state = action.state
    found: set[Marker] = set()
    if action.closed_on or action.withdrawn:
        return frozenset()
    if is_overdue(action, today):
        found.add(Marker.OVERDUE)
    if state.reported_at is None or (cycle_from is not None and state.reported_at <= cycle_from):
        found.add(Marker.STALE)
    if action.claim is not None:
        found.add(Marker.COMPLETION_CLAIMED)
    if state.impact_due is not None:
        found.add(Marker.IMPACT_PENDING)
    if any(name in ("position", "next_steps", "limbs") for name in narrative_missing(state)):
        found.add(Marker.NARRATIVE_AWAITED)
    if state.disputed:
        found.add(Marker.JOINT_POSITION_AWAITED)
    joint = organisations(action)
    if len(joint) > 1 and state.views and not state.disputed:
        spoken = {view.organisation for view in state.views}
        if not set(joint) <= spoken:
            found.add(Marker.ONE_VIEW)
    forecast = state.forecast
    if (
        action.standing_status(now) is Status.GREEN
        and forecast is not None
        and forecast.end is not None
        and action.due_on is not None
        and forecast.end > action.due_on
    ):
        found.add(Marker.GREEN_BUT_LATE)
    return frozenset(found)
