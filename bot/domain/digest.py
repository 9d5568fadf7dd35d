"""What a digest says, as facts (R11): frozen at posting, kept, and compared with at the next meeting.

Plain values that can be written to JSON and read back. Words for them are in ``bot.phrasing.digest``;
how they are found in the record is in ``bot.domain.digest_build``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.dates import Due
from bot.domain.status import Limb, Marker, Status

#: Raised when a field changes its meaning; older digests stay readable.
FACTS_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Slip:
    """Forecast minus approved date (R4). Negative: earlier than approved."""

    days: int
    months: int | None = None
    """Told instead of days where both dates are the last of a month."""


class Joint(StrEnum):
    """Whether the colour is one that every organisation leading the action stands behind (R7)."""

    SINGLE = "single"
    """One organisation leads: there is nobody to agree with."""
    JOINT = "joint"
    ONE_VIEW = "one_view"
    """Some have not yet confirmed."""
    AWAITED = "awaited"
    """They disagree, or did when the more cautious colour came to stand."""


class Verdict(StrEnum):
    """What became of what was promised at the last meeting."""

    KEPT = "kept"
    MISSED = "missed"
    MOVED = "moved"
    """Still ahead, but now promised for later."""
    STANDING = "standing"
    """Still ahead, and still promised for the same day."""
    NOT_SAID = "not_said"
    """A next step whose outcome nobody has reported."""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The last promise (R11): what was to be done by when, and whether it was."""

    text: str | None
    """The milestone's or the lead's words; ``None``: the action itself was to be finished."""
    due: Due | None
    verdict: Verdict
    now_due: Due | None = None
    """Where it moved: the date promised now."""


@dataclass(frozen=True, kw_only=True)
class StatusCount:
    status: Status
    count: int
    before: int | None = None
    """At the last posted digest; ``None`` where there was none."""

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.count - self.before


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One priority's actions by status, now and at the last posted digest, in the order of telling."""

    code: str
    title: str
    counts: tuple[StatusCount, ...]

    @property
    def total(self) -> int:
        return sum(one.count for one in self.counts)


@dataclass(frozen=True, kw_only=True)
class LeadName:
    name: str
    organisation: str | None = None


@dataclass(frozen=True, kw_only=True)
class AssuredView:
    """A partnership lead's own view of this cycle, beside the lead's (R10)."""

    status: Status
    reason: str
    by: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """One action in one line: what lists, filters and the next digest's trend need."""

    key: str
    ref: str | None
    title: str
    priority: str
    """The priority's code, as in ``Bar.code``."""
    status: Status
    leads: tuple[LeadName, ...] = ()
    original: Due | None = None
    approved: Due | None = None
    approved_changes: int = 0
    forecast: Due | None = None
    markers: tuple[Marker, ...] = ()
    awaiting: str | None = None
    """The body whose decision on a claimed completion is awaited (R2)."""
    impact_due: date | None = None
    reported_at: datetime | None = None
    narrative_at: datetime | None = None
    outstanding: bool = False
    """It was asked about this cycle and has had no answer."""
    unreachable: bool = False
    """This cycle wants an update on it, and none of its leads can be reached: nobody was asked."""
    assured: AssuredView | None = None

    @property
    def assured_differs(self) -> bool:
        return self.assured is not None and self.assured.status is not self.status

    @property
    def overdue(self) -> bool:
        return Marker.OVERDUE in self.markers


@dataclass(frozen=True, kw_only=True)
class Move:
    """An action whose colour differs from that of the last posted digest."""

    key: str
    title: str
    before: Status
    now: Status


@dataclass(frozen=True, kw_only=True)
class DateMove:
    """An action now expected later than it was at the last posted digest."""

    key: str
    title: str
    before: Due
    now: Due


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """Words of an entry that chairs or the office replaced (or, where empty, removed) before posting."""

    field: str
    by: str
    on: date
    overtaken: bool = False
    """The lead has written anew since: their newer words are in the record."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One red or amber action, with everything R11 asks for."""

    key: str
    title: str
    priority: str
    status: Status
    previous: Status | None
    """At the last posted digest; ``None`` where there was none, or the action was not in it."""
    meetings_off_green: int
    """How many meetings running it has been amber or red, this one included."""
    leads: tuple[LeadName, ...]
    joint: Joint
    heard: tuple[str, ...] = ()
    """Organisations that gave or share this colour, where more than one leads."""
    unheard: tuple[str, ...] = ()
    limbs: tuple[Limb, ...] = ()
    position: str | None = None
    unchanged_since: date | None = None
    """The narrative is that of the last digest, or older, or its next steps are of the past."""
    next_steps: str | None = None
    promised_by: Due | None = None
    """The last date in the next steps, where every date in them has passed."""
    if_not: str | None = None
    back_to_green: str | None = None
    ask: str | None = None
    original: Due | None = None
    approved: Due | None = None
    forecast: Due | None = None
    slip: Slip | None = None
    approved_changes: int = 0
    promise: Promise | None = None
    evidence: tuple[str, ...] = ()
    updated_on: date | None = None
    updated_by: str | None = None
    updated_for: str | None = None
    """The lead on whose behalf it was entered."""
    late: bool = False
    """Updated after the cut-off."""
    assured: AssuredView | None = None
    overdue: bool = False
    still_to_come: tuple[str, ...] = ()
    """Field names of what is missing: position, next_steps, limbs, if_not, back_to_green, joint, update."""
    corrected: tuple[Corrected, ...] = ()

    @property
    def assured_differs(self) -> bool:
        return self.assured is not None and self.assured.status is not self.status


@dataclass(frozen=True, kw_only=True)
class DecisionNeeded:
    """A request that waits for a body, or help that a lead of something off green asks for."""

    kind: str
    """A ``RequestKind``, or ``ask``."""
    key: str
    title: str
    text: str | None = None
    """The requester's or lead's words."""
    new_date: Due | None = None
    awaiting: str | None = None
    """The body's name."""
    request_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Outstanding:
    """How many updates a priority still owes. Never who (R8): names go privately."""

    priority: str
    title: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Value:
    value: str
    as_of: date
    source: str


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """A headline measure with its newest value; two sources that disagree are both shown."""

    text: str
    target: str | None
    values: tuple[Value, ...]
    due: Due | None = None
    """When the target is to be met."""
    before: Value | None = None
    """The reading before the newest one, of the same source; ``None`` where sources disagree."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The posted digest that this one's trend is measured against."""

    meeting_day: date
    as_of: datetime


@dataclass(frozen=True, kw_only=True)
class DigestFacts:
    """Everything a digest says. Actions stand in the plan's order; entries: reds, then ambers."""

    version: int = FACTS_VERSION
    plan: str
    """The plan's code."""
    plan_title: str
    body: str
    """The reporting body's name."""
    meeting_id: int | None
    meeting_day: date | None
    moved_from: date | None = None
    """A second edition: where the meeting stood when the first was posted."""
    edition: int = 1
    short_notice: bool = False
    as_of: datetime
    assured_at: datetime | None = None
    """When a partnership lead last gave a view in this cycle; ``None``: not yet assured."""
    compared: Compared | None = None
    overall: str | None = None
    """Words that a chair or the office put in the place of the computed line."""
    overall_by: Corrected | None = None
    counts: tuple[StatusCount, ...] = ()
    bars: tuple[Bar, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    worsened: tuple[Move, ...] = ()
    improved: tuple[Move, ...] = ()
    slipped: tuple[DateMove, ...] = ()
    entries: tuple[Entry, ...] = ()
    decisions: tuple[DecisionNeeded, ...] = ()
    outstanding: tuple[Outstanding, ...] = ()
    measures: tuple[MeasureLine, ...] = ()

    @property
    def claims(self) -> tuple[ActionLine, ...]:
        """Completion claimed, sign-off awaited (R2)."""
        return tuple(one for one in self.actions if Marker.COMPLETION_CLAIMED in one.markers)

    @property
    def overdue(self) -> tuple[ActionLine, ...]:
        return tuple(one for one in self.actions if one.overdue)

    @property
    def overdue_unflagged(self) -> tuple[ActionLine, ...]:
        """Overdue, but reported green or grey: the colour is the lead's and stays; the flag is ours."""
        return tuple(one for one in self.overdue if one.status in (Status.GREEN, Status.GREY))

    @property
    def seen_otherwise(self) -> tuple[ActionLine, ...]:
        """Neither red nor amber by its lead, and a partnership lead's view differs (R10)."""
        return tuple(
            one for one in self.actions if one.assured_differs and not one.status.needs_narrative
        )

    @property
    def unreachable(self) -> tuple[ActionLine, ...]:
        """Nobody could be asked about them."""
        return tuple(one for one in self.actions if one.unreachable)

    @property
    def impact_pending(self) -> tuple[ActionLine, ...]:
        return tuple(one for one in self.actions if Marker.IMPACT_PENDING in one.markers)

    def line(self, key: str) -> ActionLine | None:
        return next((one for one in self.actions if one.key == key), None)

    def entry(self, key: str) -> Entry | None:
        return next((one for one in self.entries if one.key == key), None)
