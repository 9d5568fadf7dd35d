"""Whether what a message seems to say has grounds enough to be saved (R12).

The rules before this find what the words may say. Here each reading is held against the message once more:
is the action its subject, is it the writer who says so, is it said to be recorded, is the day its own? Where
one of these is missing the reading becomes a question. Nothing is ever added here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation.colours import mentions
from bot.conversation.cues import implied_status
from bot.conversation.grounds.attribution import ill_attributed
from bot.conversation.grounds.days import day_of_else
from bot.conversation.grounds.numbers import ill_numbered, other_numbers
from bot.conversation.grounds.people import (
    asks_no_reminder,
    is_only_thought_of,
    named_in_passing,
)
from bot.conversation.grounds.said import not_for_the_record, until_then
from bot.conversation.marks import Marked
from bot.conversation.readings import Context, Intent, Interpretation, Question, Reading
from bot.domain.status import Status

_SAVING = frozenset(
    (
        Intent.UPDATE,
        Intent.DONE,
        Intent.DATE_CHANGE,
        Intent.SNOOZE,
        Intent.REASSIGN,
        Intent.CORRECTION,
        Intent.NO_CHANGE,
        Intent.EVIDENCE,
        Intent.AWAY,
    )
)
_OPEN = (Status.GREEN, Status.AMBER, Status.RED)


@dataclass(frozen=True, slots=True)
class _Weighed:
    reading: Reading
    question: Question | None = None
    because: str = ""


def weighed(said: Interpretation, marked: Marked, context: Context) -> Interpretation:
    """The same interpretation, each reading of which that lacks its grounds is a question."""
    if said.intent not in _SAVING:
        return said
    readings: list[Reading] = []
    question = said.question
    because = list(said.because)
    for one in said.readings:
        left = _weigh(one, marked, context)
        readings.append(left.reading)
        if left.question is not None:
            question = question or left.question
        if left.because:
            because.append(left.because)
    kept = tuple(one for one in readings if one.says_anything)
    if kept == said.readings:
        return said
    return replace(
        said,
        intent=_intent(said.intent, kept, question),
        readings=kept,
        question=question,
        because=tuple(dict.fromkeys(because)),
    )


def _intent(before: Intent, kept: tuple[Reading, ...], question: str | None) -> Intent:
    if not kept:
        return Intent.UNKNOWN
    if before in (Intent.DONE, Intent.NO_CHANGE) and question == Question.WHICH_COLOUR:
        return Intent.UPDATE
    return before


def _weigh(one: Reading, marked: Marked, context: Context) -> _Weighed:
    if one.needs_clarification:
        return _Weighed(one)
    left = (
        _status(one, marked, context)
        or _claim(one, marked)
        or _forecast(one, marked)
        or _snooze(one, marked)
        or _absence(one, marked)
        or _owner(one, marked)
    )
    return left or _Weighed(one)


def _status(one: Reading, marked: Marked, context: Context) -> _Weighed | None:
    if one.status is None:
        return None
    why = _weak_status(one, one.status, marked, context)
    if not why:
        return None
    doubt = replace(
        one, status=None, forecast=None, needs_clarification=True, candidates=(one.status,)
    )
    return _Weighed(doubt, Question.WHICH_COLOUR, f"grounds:{why}")


def _weak_status(one: Reading, status: Status, marked: Marked, context: Context) -> str:
    mask = marked.mask
    said = [found for found in mentions(mask) if found.status is status]
    weak: tuple[tuple[str, Callable[[], list[tuple[int, int]]]], ...] = (
        ("not-for-the-record", lambda: not_for_the_record(mask) + until_then(marked)),
        ("other-number", lambda: other_numbers(marked)),
    )
    for why, stretches in weak:
        spans = stretches()
        if said and all(any(a <= m.start < b for a, b in spans) for m in said):
            return why
        if not said and spans and implied_status(_blanked(mask, spans))[0] is not status:
            return why
    if one.ref is not None and ill_numbered(marked, one.ref):
        return "other-number"
    if one.ref is not None and ill_attributed(one.ref, status, marked, context):
        return "attribution"
    return ""


def _blanked(mask: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        mask = mask[:start] + " " * (end - start) + mask[end:]
    return mask


def _claim(one: Reading, marked: Marked) -> _Weighed | None:
    """Completion and "no change" are said of an action, and not of a clause or a page."""
    if not (one.done or one.no_change) or one.status is not None:
        return None
    named = any(one.ref in ref.keys for ref in marked.refs)
    whole = (0, len(marked.mask)) in not_for_the_record(marked.mask)
    if named and one.ref is not None:
        weak = ill_numbered(marked, one.ref)
    else:
        weak = bool(other_numbers(marked, deep=True))
    if not (weak or whole):
        return None
    candidates = (Status.BLUE, Status.GREEN, Status.AMBER) if one.done else _OPEN
    doubt = replace(
        one, done=False, no_change=False, needs_clarification=True, candidates=candidates
    )
    return _Weighed(doubt, Question.WHICH_COLOUR, "grounds:other-thing")


def _forecast(one: Reading, marked: Marked) -> _Weighed | None:
    if one.forecast is None:
        return None
    why = day_of_else(marked, one)
    named = any(one.ref in ref.keys for ref in marked.refs)
    if not why and not named and one.status is None and other_numbers(marked, deep=True):
        why = "other-number"
    if not why:
        return None
    if one.status is not None or one.done or one.no_change or one.links:
        return _Weighed(replace(one, forecast=None), because=f"grounds:{why}")
    doubt = replace(one, forecast=None, needs_clarification=True)
    return _Weighed(doubt, Question.WHICH_DATE, f"grounds:{why}")


def _snooze(one: Reading, marked: Marked) -> _Weighed | None:
    if one.snooze_until is None or one.ref is None or not asks_no_reminder(marked.mask):
        return None
    if one.status is not None:
        return _Weighed(replace(one, snooze_until=None), because="grounds:reminder")
    doubt = replace(one, snooze_until=None, needs_clarification=True)
    return _Weighed(doubt, Question.WHICH_DATE, "grounds:reminder")


def _absence(one: Reading, marked: Marked) -> _Weighed | None:
    if one.ref is not None or one.snooze_until is None or not is_only_thought_of(marked.mask):
        return None
    return _Weighed(
        replace(one, needs_clarification=True), Question.CONFIRM_ABSENCE, "grounds:absence"
    )


def _owner(one: Reading, marked: Marked) -> _Weighed | None:
    if one.new_owner is None or not named_in_passing(marked, one.new_owner):
        return None
    doubt = replace(one, new_owner=None, needs_clarification=True)
    return _Weighed(doubt, Question.WHO, "grounds:owner")
