"""The audit chain (R16): one per programme, append-only, verifiable, and yet words can be erased from it.

Each entry's hash covers its ids, a salted digest of its words, and the hash before it. Words stand
beside the chain; erasing them takes their salt too, so that nobody can find them again by trying, and
is itself an entry: a tombstone without one does not verify.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import RowMapping, Select, and_, bindparam, insert, select, update

from bot.ports import AuditEntry, ChainReport, Event
from store.repositories.base import Repository
from store.tables.chain import audit_events, audit_heads, audit_words

#: The kind of the entry that stands for an erasure; its subject names the entry.
ERASED = "words_erased"
_START = "0" * 64


class Audit(Repository):
    """See ``bot.ports.Audit``."""

    def record(self, event: Event) -> AuditEntry:
        """Dates, enums and the domain's values may stand in ``before`` and ``after``: kept as JSON."""
        head = self._head(event.programme_id)
        seq, previous = (head["seq"] + 1, head["hash"]) if head else (1, _START)
        words = _canonical(
            {
                "before": to_jsonable_python(event.before),
                "after": to_jsonable_python(event.after),
            }
        )
        salt = secrets.token_hex(16)
        values = {
            "programme_id": event.programme_id,
            "seq": seq,
            "at": event.at,
            "actor_id": event.actor_id,
            "through": event.through,
            "kind": event.kind,
            "subject": event.subject,
            "words_digest": _digest(salt, words),
        }
        entry_hash = _hash(values, previous)
        whose = event.programme_id
        self._session.execute(_EVENT, {**values, "hash": entry_hash})
        self._session.execute(
            _WORDS, {"programme_id": whose, "seq": seq, "salt": salt, "words": words}
        )
        if head is None:
            self._session.execute(
                _FIRST_HEAD, {"programme_id": whose, "seq": seq, "hash": entry_hash}
            )
        else:
            self._session.execute(_NEXT_HEAD, {"programme": whose, "seq": seq, "hash": entry_hash})
        return AuditEntry(seq=seq, event=event, hash=entry_hash)

    def of_subject(self, programme_id: int, subject: str) -> Sequence[AuditEntry]:
        rows = self._session.rows(_entries(programme_id).where(audit_events.c.subject == subject))
        return [_entry(row) for row in rows]

    def erase(self, programme_id: int, seq: int, *, at: datetime) -> None:
        """Erased already: nothing happens.

        :raises LookupError: the chain has no such entry.
        """
        row = self._session.first(_entries(programme_id).where(audit_events.c.seq == seq))
        if row is None:
            raise LookupError(f"the chain has no entry {seq}")
        if row["erased_at"] is not None:
            return
        self.record(
            Event(
                programme_id=programme_id,
                at=at,
                actor_id=None,
                through="record",
                kind=ERASED,
                subject=_tombstone(seq),
            )
        )
        self._session.execute(
            update(audit_words)
            .where(audit_words.c.programme_id == programme_id, audit_words.c.seq == seq)
            .values(salt=None, words=None, erased_at=at)
        )

    def verify(self, programme_id: int) -> ChainReport:
        rows = self._session.rows(_entries(programme_id))
        head = self._head(programme_id)
        erasures = {row["subject"] for row in rows if row["kind"] == ERASED}
        previous, tombstones, broken = _START, 0, None
        for expected, row in enumerate(rows, start=1):
            if row["seq"] != expected or not _holds(row, previous, erasures):
                broken = expected
                break
            tombstones += row["erased_at"] is not None
            previous = row["hash"]
        ends = (head["seq"], head["hash"]) if head else (0, _START)
        if broken is None and ends != (len(rows), previous):
            broken = len(rows) + 1
        return ChainReport(
            programme_id=programme_id,
            entries=len(rows),
            tombstones=tombstones,
            broken_at=broken,
        )

    def _head(self, programme_id: int) -> RowMapping | None:
        return self._session.first(_HEAD, {"programme": programme_id})


_EVENT = insert(audit_events)
_WORDS = insert(audit_words)
_FIRST_HEAD = insert(audit_heads)
_OF_PROGRAMME = audit_heads.c.programme_id == bindparam("programme")
_NEXT_HEAD = update(audit_heads).where(_OF_PROGRAMME)
_HEAD = select(audit_heads).where(_OF_PROGRAMME)


def _entries(programme_id: int) -> Select[Any]:
    # Outer: an entry whose words were removed altogether is broken, not missing.
    return (
        select(audit_events, audit_words.c.salt, audit_words.c.words, audit_words.c.erased_at)
        .outerjoin(
            audit_words,
            and_(
                audit_words.c.programme_id == audit_events.c.programme_id,
                audit_words.c.seq == audit_events.c.seq,
            ),
        )
        .where(audit_events.c.programme_id == programme_id)
        .order_by(audit_events.c.seq)
    )


def _holds(row: RowMapping, previous: str, erasures: set[str]) -> bool:
    if _hash(row, previous) != row["hash"]:
        return False
    if row["erased_at"] is not None:
        return _tombstone(row["seq"]) in erasures and row["words"] is None
    if row["salt"] is None or row["words"] is None:
        return False
    return bool(_digest(row["salt"], row["words"]) == row["words_digest"])


def _tombstone(seq: int) -> str:
    return f"audit:{seq}"


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _digest(salt: str, words: str) -> str:
    return sha256(f"{salt}\n{words}".encode()).hexdigest()


def _hash(values: Any, previous: str) -> str:
    at: datetime = values["at"]
    return sha256(
        _canonical(
            [
                values["programme_id"],
                values["seq"],
                at.astimezone(UTC).isoformat(timespec="microseconds"),
                values["actor_id"],
                values["through"],
                values["kind"],
                values["subject"],
                values["words_digest"],
                previous,
            ]
        ).encode()
    ).hexdigest()


def _entry(row: RowMapping) -> AuditEntry:
    words = {"before": {}, "after": {}} if row["words"] is None else json.loads(row["words"])
    return AuditEntry(
        seq=row["seq"],
        event=Event(
            programme_id=row["programme_id"],
            at=row["at"],
            actor_id=row["actor_id"],
            through=row["through"],
            kind=row["kind"],
            subject=row["subject"],
            before=words["before"],
            after=words["after"],
        ),
        hash=row["hash"],
        erased=row["erased_at"] is not None,
    )
