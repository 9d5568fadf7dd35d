"""What the bot asked and has had no answer to (R12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, select, update

from bot.domain.people import Address, Place
from bot.ports import OpenQuestion
from store.repositories.base import Repository
from store.tables.traffic import open_questions


class Conversations(Repository):
    """See ``bot.ports.Conversations``. Each thread of a place is a conversation, and so is what lies
    outside its threads: an answer in one thread must never fall to the question of another."""

    def open_question(
        self, person_id: int, where: Address, *, thread: str | None, since: datetime
    ) -> OpenQuestion | None:
        here = _there(person_id, where)
        row = None
        if thread is not None:
            row = self._session.first(_NEWEST_OF_THREAD, {**here, "in_thread": thread})
        if row is None:
            row = self._session.first(_NEWEST_SINCE, {**here, "since": since})
        return None if row is None else _question(row)

    def get(self, question_id: int) -> OpenQuestion | None:
        row = self._session.first(_ONE, {"question": question_id})
        return None if row is None else _question(row)

    def ask(self, question: OpenQuestion) -> OpenQuestion:
        here = _there(question.person_id, question.where)
        if question.thread is None:
            self._session.execute(_CLOSE_OUTSIDE, here)
        else:
            self._session.execute(_CLOSE_IN_THREAD, {**here, "in_thread": question.thread})
        return self.save(question)

    def close(self, question_id: int) -> None:
        self._session.execute(_CLOSE, {"question": question_id})

    def save(self, question: OpenQuestion) -> OpenQuestion:
        row_id = self._session.save(open_questions, question.id, _question_values(question))
        return replace(question, id=row_id)


def _there(person_id: int, where: Address) -> Mapping[str, Any]:
    """The parameters of ``_OPEN_THERE``."""
    return {
        "person": person_id,
        "at_connection": where.connection,
        "at_place": where.place.value,
        "at_native": where.native,
    }


_OPEN_THERE = (
    open_questions.c.person_id == bindparam("person"),
    open_questions.c.connection == bindparam("at_connection"),
    open_questions.c.place == bindparam("at_place"),
    open_questions.c.native == bindparam("at_native"),
    ~open_questions.c.answered,
)
_IN_THREAD = open_questions.c.thread == bindparam("in_thread")
_NEWEST = (
    select(open_questions)
    .where(*_OPEN_THERE)
    .order_by(open_questions.c.asked_at.desc(), open_questions.c.id.desc())
    .limit(1)
)
_NEWEST_OF_THREAD = _NEWEST.where(_IN_THREAD)
_NEWEST_SINCE = _NEWEST.where(open_questions.c.asked_at >= bindparam("since"))
_ONE = select(open_questions).where(open_questions.c.id == bindparam("question"))
_CLOSE_THERE = update(open_questions).where(*_OPEN_THERE).values(answered=True)
_CLOSE_IN_THREAD = _CLOSE_THERE.where(_IN_THREAD)
_CLOSE_OUTSIDE = _CLOSE_THERE.where(open_questions.c.thread.is_(None))
_CLOSE = (
    update(open_questions).where(open_questions.c.id == bindparam("question")).values(answered=True)
)


def _question_values(question: OpenQuestion) -> Mapping[str, Any]:
    return {
        "programme_id": question.programme_id,
        "person_id": question.person_id,
        "connection": question.where.connection,
        "place": question.where.place.value,
        "native": question.where.native,
        "thread": question.thread,
        "code": question.code,
        "asked_at": question.asked_at,
        "state": dict(question.state),
        "answered": question.answered,
    }


def _question(row: RowMapping) -> OpenQuestion:
    return OpenQuestion(
        id=row["id"],
        programme_id=row["programme_id"],
        person_id=row["person_id"],
        where=Address(
            connection=row["connection"], place=Place(row["place"]), native=row["native"]
        ),
        thread=row["thread"],
        code=row["code"],
        asked_at=row["asked_at"],
        state=row["state"],
        answered=row["answered"],
    )
