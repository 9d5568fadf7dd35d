"""``sendbot explain … --jsonl``: one JSON question a line in, one answer a line out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.conversation.dates import read_date
from bot.conversation.interpreter import interpret
from bot.conversation.readings import Context, Interpretation, Question, Reading

Answer = dict[str, object]


_ENCODER = json.JSONEncoder(ensure_ascii=False)


class _Unusable(ValueError):
    """A line that cannot be answered; the message says why."""


def replies(lines: Iterable[str]) -> Iterator[str]:
    """Answers to replies, in the format of DESIGN.md's command table.

    A line that cannot be read yields ``{"id", "error"}`` in its place; blank lines yield nothing.
    """
    return _answers(lines, _reply)


def dates(lines: Iterable[str]) -> Iterator[str]:
    """Answers to date expressions: ``{"id", "start", "end", "precision", "certain", "because"}``."""
    return _answers(lines, _date)


def _answers(lines: Iterable[str], answer: Callable[[Answer], Answer]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        known: object = None
        try:
            row = _row(line)
            known = row.get("id")
            given = answer(row)
        except _Unusable as wrong:
            given = {"id": known, "error": f"line {number}: {wrong}"}
        yield _ENCODER.encode(given)


def _row(line: str) -> Answer:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise _Unusable("this is not JSON") from wrong
    if not isinstance(row, dict):
        raise _Unusable("each line must be a JSON object")
    return row


def _day(row: Answer, name: str) -> date:
    value = row.get(name)
    if not isinstance(value, str):
        raise _Unusable(f'"{name}" must be a day such as "2023-11-20"')
    try:
        return date.fromisoformat(value)
    except ValueError as wrong:
        raise _Unusable(f'"{name}" must be a day such as "2023-11-20"') from wrong


def _words(row: Answer, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise _Unusable(f'"{name}" must be a text')
    return value


def _optional(row: Answer, name: str) -> str | None:
    return None if row.get(name) is None else _words(row, name)


def _several(row: Answer, name: str) -> tuple[str, ...]:
    value = row.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _Unusable(f'"{name}" must be a list of texts')
    return tuple(value)


def _reply(row: Answer) -> Answer:
    given = row.get("context")
    if not isinstance(given, dict):
        raise _Unusable('"context" must be an object with at least "today"')
    context = Context(
        today=_day(given, "today"),
        pending_ref=_optional(given, "pending_ref"),
        my_actions=_several(given, "my_actions"),
        items=_several(given, "items"),
        awaiting=_optional(given, "awaiting"),
        due=_day(given, "due") if given.get("due") is not None else None,
        known_refs=_several(given, "known_refs"),
        people=_several(given, "people"),
    )
    said = interpret(_words(row, "text"), context)
    updates = _updates(said, context)
    question = said.question
    if question is None and any(one["needs_clarification"] for one in updates):
        named = any(one.get("new_owner") for one in updates)
        question = Question.WHO if named else Question.WHICH_ACTION
    return {
        "id": row.get("id"),
        "intent": said.intent.value,
        "updates": updates,
        "question": question,
        "because": list(said.because),
    }


def _updates(said: Interpretation, context: Context) -> list[Answer]:
    """One object an action: a reading with something to ask makes the whole of it unsafe to save.

    So does an action that is none of the programme's, where those are known: nothing can be saved of it.
    """
    known = {*context.known_refs, *context.my_actions, *context.items, context.pending_ref, None}
    by_ref: dict[str | None, Answer] = {}
    for reading in said.readings:
        update = _update(reading)
        if (context.known_refs and reading.ref not in known) or _of_two(reading, context):
            update["needs_clarification"] = True
        before = by_ref.get(reading.ref)
        if before is not None:
            unsafe = bool(before["needs_clarification"]) or reading.needs_clarification
            update = {**update, **{k: v for k, v in before.items() if v}}
            update["needs_clarification"] = unsafe
        by_ref[reading.ref] = update
    return list(by_ref.values())


def _of_two(reading: Reading, context: Context) -> bool:
    """Whether the new owner's first name is that of several colleagues."""
    name = (reading.new_owner or "").casefold()
    return sum(person.casefold().split()[:1] == [name] for person in context.people) > 1


def _update(reading: Reading) -> Answer:
    brag = "blue_requested" if reading.done else reading.status.value if reading.status else None
    forecast = reading.forecast.end if reading.forecast else None
    update: Answer = {
        "ref": reading.ref,
        "brag": brag,
        "forecast": forecast.isoformat() if forecast else None,
        "snooze_until": reading.snooze_until.isoformat() if reading.snooze_until else None,
        "links": list(reading.links),
        "needs_clarification": reading.needs_clarification,
    }
    if reading.new_owner is not None:
        update["new_owner"] = reading.new_owner
    if reading.no_change:
        update["no_change"] = True
    if reading.away_from is not None:
        update["away_from"] = reading.away_from.isoformat()
    return update


def _date(row: Answer) -> Answer:
    reading = read_date(_words(row, "expr"), _day(row, "ref"), purpose="query")
    return {
        "id": row.get("id"),
        "start": reading.start.isoformat() if reading and reading.start else None,
        "end": reading.end.isoformat() if reading and reading.end else None,
        "precision": reading.precision.value if reading else None,
        "certain": bool(reading and reading.certain),
        "because": [reading.because] if reading else ["not-a-date"],
    }
