"""Steps of the cycle and digests (R10, R11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, bindparam, func, select, update

from bot.domain.cycle import Correction, Digest, DigestState, Step, StepRecord, StepState
from bot.domain.programme import ProgrammeState
from store.repositories.base import Repository
from store.tables.cadence import corrections, cycle_steps, digests
from store.tables.plan import plans
from store.tables.programme import programmes

#: A shadow programme has a cycle too, for the office's eyes only (decision 8).
_RUNNING = (ProgrammeState.LIVE.value, ProgrammeState.SHADOW.value)


class Cycles(Repository):
    """See ``bot.ports.Cycles``."""

    def steps(self, plan_id: int, meeting_id: int) -> Sequence[StepRecord]:
        rows = self._session.rows(
            select(cycle_steps)
            .where(cycle_steps.c.plan_id == plan_id, cycle_steps.c.meeting_id == meeting_id)
            .order_by(cycle_steps.c.id)
        )
        return [_step(row) for row in rows]

    def add_step(self, record: StepRecord) -> bool:
        added = self._session.add_new(
            cycle_steps,
            [
                {
                    "programme_id": self._programme_of_plan(record.plan_id),
                    "plan_id": record.plan_id,
                    "meeting_id": record.meeting_id,
                    "edition": record.edition,
                    "step": record.step.value,
                    "rung": record.rung,
                    "state": record.state.value,
                    "at": record.at,
                    "detail": record.detail,
                }
            ],
        )
        return bool(added)

    def digest(self, plan_id: int, meeting_id: int, edition: int | None = None) -> Digest | None:
        found = [
            digest
            for digest in self._read(_OF_MEETING, plan_id, meeting=meeting_id)
            if edition in (None, digest.edition)
        ]
        return max(found, key=lambda digest: digest.edition, default=None)

    def digests(self, plan_id: int) -> Sequence[Digest]:
        return self._read(_OF_PLAN, plan_id)

    def save_digest(self, digest: Digest) -> Digest:
        """Corrections are made once: those that stand are kept, later ones are added."""
        programme_id = self._programme_of_plan(digest.plan_id)
        row_id = self._session.save(
            digests,
            digest.id,
            {
                "programme_id": programme_id,
                "plan_id": digest.plan_id,
                "meeting_id": digest.meeting_id,
                "edition": digest.edition,
                "state": digest.state.value,
                "drafted_at": digest.drafted_at,
                "posted_at": digest.posted_at,
                "held_by": digest.held_by,
                "facts": digest.facts,
                "short_notice": digest.short_notice,
            },
        )
        made = self._session.value(
            select(func.count()).select_from(corrections).where(corrections.c.digest_id == row_id)
        )
        self._session.add_all(
            corrections,
            (
                {
                    "programme_id": programme_id,
                    "digest_id": row_id,
                    "place": place,
                    "key": correction.key,
                    "field": correction.field,
                    "text": correction.text,
                    "person_id": correction.person_id,
                    "at": correction.at,
                }
                for place, correction in enumerate(digest.corrections)
                if place >= made
            ),
        )
        return replace(digest, id=row_id)

    def next_due(self, programme_id: int) -> datetime | None:
        at: datetime | None = self._session.value(
            select(programmes.c.cycle_due_at).where(programmes.c.id == programme_id)
        )
        return at

    def set_next_due(self, programme_id: int, at: datetime | None) -> None:
        self._session.execute(
            update(programmes).where(programmes.c.id == programme_id).values(cycle_due_at=at)
        )

    def programmes_due(self, now: datetime) -> Sequence[int]:
        return self._session.values(
            select(programmes.c.id)
            .where(programmes.c.state.in_(_RUNNING), programmes.c.cycle_due_at <= now)
            .order_by(programmes.c.id)
        )

    def earliest_due(self) -> datetime | None:
        at: datetime | None = self._session.value(
            select(func.min(programmes.c.cycle_due_at)).where(programmes.c.state.in_(_RUNNING))
        )
        return at

    def _programme_of_plan(self, plan_id: int) -> int:
        return int(self._session.get(plans, plan_id)["programme_id"])

    def _read(self, which: _Which, plan_id: int, **given: int) -> Sequence[Digest]:
        parameters = {"plan": plan_id, **given}
        rows = self._session.rows(which.digests, parameters)
        if not rows:
            return ()
        made: dict[int, list[Correction]] = defaultdict(list)
        for row in self._session.rows(which.corrections, parameters):
            made[row["digest_id"]].append(_correction(row))
        return [_digest(row, made[row["id"]]) for row in rows]


class _Which:
    """The queries that read the digests that the conditions select."""

    def __init__(self, *conditions: ColumnElement[bool]) -> None:
        ids = select(digests.c.id).where(*conditions)
        self.digests = (
            select(digests).where(*conditions).order_by(digests.c.drafted_at, digests.c.id)
        )
        self.corrections = (
            select(corrections)
            .where(corrections.c.digest_id.in_(ids))
            .order_by(corrections.c.digest_id, corrections.c.place)
        )


_PLANS = digests.c.plan_id == bindparam("plan")
_OF_PLAN = _Which(_PLANS)
_OF_MEETING = _Which(_PLANS, digests.c.meeting_id == bindparam("meeting"))


def _step(row: RowMapping) -> StepRecord:
    return StepRecord(
        id=row["id"],
        plan_id=row["plan_id"],
        meeting_id=row["meeting_id"],
        edition=row["edition"],
        step=Step(row["step"]),
        rung=row["rung"],
        state=StepState(row["state"]),
        at=row["at"],
        detail=row["detail"],
    )


def _correction(row: RowMapping) -> Correction:
    return Correction(
        key=row["key"],
        field=row["field"],
        text=row["text"],
        person_id=row["person_id"],
        at=row["at"],
    )


def _digest(row: RowMapping, made: Sequence[Correction]) -> Digest:
    return Digest(
        id=row["id"],
        plan_id=row["plan_id"],
        meeting_id=row["meeting_id"],
        edition=row["edition"],
        state=DigestState(row["state"]),
        drafted_at=row["drafted_at"],
        posted_at=row["posted_at"],
        held_by=row["held_by"],
        corrections=tuple(made),
        facts=row["facts"],
        short_notice=row["short_notice"],
    )
