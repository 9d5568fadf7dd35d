"""Bodies, their rhythms, their meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import RowMapping, bindparam, delete, select

from bot.domain.calendar import Body, Every, Meeting, MeetingState, Rhythm
from store.repositories.base import Repository, remembered
from store.tables.governance import bodies, meetings, rhythms


class Meetings(Repository):
    """See ``bot.ports.Meetings``."""

    @remembered(bodies)
    def bodies(self, programme_id: int) -> Sequence[Body]:
        rows = self._session.rows(_BODIES, {"programme": programme_id})
        return [_body(row) for row in rows]

    def save_body(self, body: Body) -> Body:
        values = {
            "programme_id": body.programme_id,
            "code": body.code,
            "name": body.name,
            "channels": list(body.channels),
        }
        return replace(body, id=self._session.save(bodies, body.id, values))

    def rhythms(self, programme_id: int) -> Sequence[Rhythm]:
        rows = self._session.rows(
            select(rhythms)
            .where(rhythms.c.programme_id == programme_id)
            .order_by(rhythms.c.body, rhythms.c.first, rhythms.c.id)
        )
        return [_rhythm(row) for row in rows]

    def save_rhythms(self, programme_id: int, body: str, now: Iterable[Rhythm]) -> None:
        self._session.execute(
            delete(rhythms).where(rhythms.c.programme_id == programme_id, rhythms.c.body == body)
        )
        self._session.add_all(
            rhythms,
            (
                {
                    "programme_id": programme_id,
                    "body": body,
                    "every": rhythm.every.value,
                    "first": rhythm.first,
                    "at": rhythm.at,
                    "until": rhythm.until,
                }
                for rhythm in now
            ),
        )

    def get(self, meeting_id: int) -> Meeting:
        """:raises LookupError: there is none with that id."""
        return _meeting(self._session.get(meetings, meeting_id))

    @remembered(meetings)
    def of(self, programme_id: int) -> Sequence[Meeting]:
        rows = self._session.rows(_OF_PROGRAMME, {"programme": programme_id})
        return [_meeting(row) for row in rows]

    def save(self, meeting: Meeting) -> Meeting:
        values = {
            "programme_id": meeting.programme_id,
            "body": meeting.body,
            "day": meeting.day,
            "at": meeting.at,
            "original_day": meeting.original_day,
            "entered_at": meeting.entered_at,
            "state": meeting.state.value,
            "from_rhythm": meeting.from_rhythm,
        }
        return replace(meeting, id=self._session.save(meetings, meeting.id, values))


_BODIES = (
    select(bodies).where(bodies.c.programme_id == bindparam("programme")).order_by(bodies.c.id)
)
_OF_PROGRAMME = (
    select(meetings)
    .where(meetings.c.programme_id == bindparam("programme"))
    .order_by(meetings.c.day, meetings.c.at, meetings.c.id)
)


def _body(row: RowMapping) -> Body:
    return Body(
        id=row["id"],
        programme_id=row["programme_id"],
        code=row["code"],
        name=row["name"],
        channels=tuple(row["channels"]),
    )


def _rhythm(row: RowMapping) -> Rhythm:
    return Rhythm(
        body=row["body"],
        every=Every(row["every"]),
        first=row["first"],
        at=row["at"],
        until=row["until"],
    )


def _meeting(row: RowMapping) -> Meeting:
    return Meeting(
        id=row["id"],
        programme_id=row["programme_id"],
        body=row["body"],
        day=row["day"],
        at=row["at"],
        original_day=row["original_day"],
        entered_at=row["entered_at"],
        state=MeetingState(row["state"]),
        from_rhythm=row["from_rhythm"],
    )
