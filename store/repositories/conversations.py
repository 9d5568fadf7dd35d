"""What the bot asked and has had no answer to (R12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select, update

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
        here = (
            select(open_questions)
            .where(*_open_there(person_id, where))
            .order_by(open_questions.c.asked_at.desc(), open_questions.c.id.desc())
            .limit(1)
        )
        row = None
        if thread is not None:
            row = self._session.first(here.where(open_questions.c.thread == thread))
        if row is None:
            row = self._session.first(here.where(open_questions.c.asked_at >= since))
        return None if row is None else _question(row)

    def get(self, question_id: int) -> OpenQuestion | None:
        row = self._session.first(select(open_questions).where(open_questions.c.id == question_id))
        return None if row is None else _question(row)

    def ask(self, question: OpenQuestion) -> OpenQuestion:
        self._session.execute(
            update(open_questions)
            .where(
                *_open_there(question.person_id, question.where),
                open_questions.c.thread.is_(None)
                if question.thread is None
                else open_questions.c.thread == question.thread,
            )
            .values(answered=True)
        )
        return self.save(question)

    def close(self, question_id: int) -> None:
        self._session.execute(
            update(open_questions).where(open_questions.c.id == question_id).values(answered=True)
        )

    def save(self, question: OpenQuestion) -> OpenQuestion:
        row_id = self._session.save(open_questions, question.id, _question_values(question))
        return replace(question, id=row_id)


def _open_there(person_id: int, where: Address) -> tuple[Any, ...]:
    return (
        open_questions.c.person_id == person_id,
        open_questions.c.connection == where.connection,
        open_questions.c.place == where.place.value,
        open_questions.c.native == where.native,
        ~open_questions.c.answered,
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
