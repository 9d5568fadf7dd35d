"""What may be set per programme and per plan (R7, R10): every number of the cadence, with its default.

``config`` reads these from a file a programme officer can edit; nothing here does I/O.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from hashlib import sha256


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Local times of day (Europe/London) between which people may be spoken to (R7)."""

    opens: time = time(9, 0)
    send_at: time = time(9, 30)
    closes: time = time(17, 0)


@dataclass(frozen=True, kw_only=True)
class TouchPolicy:
    """When a lead hears about an item. Days are calendar days unless a name says ``working``."""

    action_due_days: tuple[int, ...] = (28, 14, 7, 0)
    milestone_due_days: tuple[int, ...] = (14, 0)
    overdue_after_working_days: int = 3
    overdue_every_days: int = 7
    overdue_times: int = 3
    milestone_overdue_times: int = 1
    reminders_a_week: int = 2
    quiet_after_update_working_days: int = 5
    snooze_working_days: int = 10
    joint_settle_working_days: int = 2


@dataclass(frozen=True, kw_only=True)
class CyclePolicy:
    """Steps before the reporting body's meeting, in working days, the meeting's day not counted (R10)."""

    call: int = 18
    chaser: int = 14
    partnership_lead: int = 13
    cut_off: int = 12
    cut_off_at: time = time(17, 0)
    assurance_from: int = 11
    assurance_to: int = 9
    draft: int = 8
    digest: int = 6
    changes: int = 1
    shortest_call: int = 5
    """With fewer working days than this there is no call: the digest goes at the next send time."""
    shortest_chase: int = 15
    """Chaser and partnership lead only when the call goes on this day or earlier."""
    silent_before_call_working_days: int = 5
    moved_same_edition_working_days: int = 10
    review_months: int = 3
    """A plan whose body has no meetings is reviewed this often."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Everything of the cadence that a programme may set."""

    hours: Hours = Hours()
    touches: TouchPolicy = TouchPolicy()
    cycle: CyclePolicy = CyclePolicy()
    memory_working_days: int = 1
    """An open question fades after this long (R12)."""


def policy_hash(*policies: Policy | None) -> str:
    """A short fingerprint of policies, in order: when it changes, everybody's next touch is looked at again.

    The same values give the same hash in every process and release; ``None`` is "no overrides".
    """
    return sha256("\n".join(map(repr, policies)).encode()).hexdigest()[:16]
