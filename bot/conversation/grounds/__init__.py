"""Whether what a message seems to say has grounds enough to be saved (R12).

The rules before this find what the words may say. Here each reading is held against the message once more:
is the action its subject, is it the writer who says so, is it said to be recorded, is the day its own? Where
one of these is missing the reading becomes a question. Nothing is ever added here.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.colours import mentions
from bot.conversation.cues import implied_status
from bot.conversation.grounds.attribution import ill_attributed
from bot.conversation.grounds.days import day_of_else
from bot.conversation.grounds.implied import colour_of_a_part, of_something_else
from bot.conversation.grounds.numbers import ill_numbered, other_numbers
from bot.conversation.grounds.people import (
    asks_no_reminder,
    is_only_thought_of,
    named_in_passing,
)
from bot.conversation.grounds.retracted import action_taken_back, day_taken_back
from bot.conversation.grounds.said import not_for_the_record, until_then
from bot.conversation.marks import Marked
from bot.conversation.one_of_several import tells_of_the_other_parts
from bot.conversation.other_person import named_another
from bot.conversation.readings import Context, Intent, Interpretation, Question, Reading
from bot.domain.status import OPEN_COLOURS, Status

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


class _Weighed(Struct, frozen=True):
    reading: Reading
    question: Question | None = None
    because: str = ""


class _Message:
    """One message, with what is found out about it once for all its readings."""

    def __init__(self, marked: Marked, context: Context) -> None:
        self.marked = marked
        self.mask = marked.mask
        self.context = context

    @cached_property
    def not_reported(self) -> list[tuple[int, int]]:
        return merged(not_for_the_record(self.mask) + until_then(self.marked))

    @cached_property
    def of_other_numbers(self) -> list[tuple[int, int]]:
        return merged(other_numbers(self.marked))

    @cached_property
    def names_other_thing(self) -> bool:
        return bool(other_numbers(self.marked, deep=True))

    @cached_property
    def named(self) -> frozenset[str]:
        return frozenset(key for ref in self.marked.refs for key in ref.keys)


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches in order, none of which overlaps another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _covers(spans: list[tuple[int, int]], at: int) -> bool:
    n = bisect_right(spans, (at, sys.maxsize)) - 1
    return n >= 0 and at < spans[n][1]


def weighed(said: Interpretation, marked: Marked, context: Context) -> Interpretation:
    """The same interpretation, each reading of which that lacks its grounds is a question."""
    if said.intent not in _SAVING:
        return said
    message = _Message(marked, context)
    readings: list[Reading] = []
    question = said.question
    because = list(said.because)
    for one in said.readings:
        left = _weigh(one, message)
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
    if (
        before in (Intent.DONE, Intent.NO_CHANGE, Intent.REASSIGN)
        and question == Question.WHICH_COLOUR
    ):
        return Intent.UPDATE
    return before


def _weigh(one: Reading, message: _Message) -> _Weighed:
    if one.needs_clarification:
        return _Weighed(one)
    left = (
        _taken_back(one, message)
        or _status(one, message)
        or _claim(one, message)
        or _forecast(one, message)
        or _snooze(one, message)
        or _absence(one, message)
        or _owner(one, message)
    )
    return left or _Weighed(one)


def _taken_back(one: Reading, message: _Message) -> _Weighed | None:
    """What the writer takes back is not saved, whatever they put in its place."""
    if one.ref is not None and action_taken_back(message.marked, one.ref):
        doubt = replace(one, status=None, done=False, no_change=False, forecast=None)
        candidates = (one.status,) if one.status else ()
        doubt = replace(doubt, needs_clarification=True, candidates=candidates)
        return _Weighed(doubt, Question.WHICH_COLOUR, "grounds:taken-back")
    if one.snooze_until and day_taken_back(message.marked, one.snooze_until, reminder=True):
        if one.status is not None:
            return _Weighed(replace(one, snooze_until=None), because="grounds:taken-back")
        doubt = replace(one, snooze_until=None, forecast=None, needs_clarification=True)
        return _Weighed(doubt, Question.WHICH_DATE, "grounds:taken-back")
    due = one.forecast.end if one.forecast else None
    if due and day_taken_back(message.marked, due, reminder=False):
        if one.status is not None or one.done:
            return _Weighed(replace(one, forecast=None), because="grounds:taken-back")
        doubt = replace(one, forecast=None, needs_clarification=True)
        return _Weighed(doubt, Question.WHICH_DATE, "grounds:taken-back")
    return None


def _status(one: Reading, message: _Message) -> _Weighed | None:
    if one.status is None:
        return None
    why = _weak_status(one, one.status, message)
    if not why:
        return None
    doubt = replace(
        one, status=None, forecast=None, needs_clarification=True, candidates=(one.status,)
    )
    return _Weighed(doubt, Question.WHICH_COLOUR, f"grounds:{why}")


def _weak_status(one: Reading, status: Status, message: _Message) -> str:
    mask, marked = message.mask, message.marked
    said = [found for found in mentions(mask) if found.status is status]
    for why, spans in (
        ("not-for-the-record", message.not_reported),
        ("other-number", message.of_other_numbers),
    ):
        if said and all(_covers(spans, one.start) for one in said):
            return why
        if not said and spans and implied_status(_blanked(mask, spans))[0] is not status:
            return why
    if not said and of_something_else(mask, status):
        return "other-subject"
    if said and colour_of_a_part(mask, [found.start for found in said]):
        return "other-subject"
    if one.ref is not None and ill_numbered(marked, one.ref):
        return "other-number"
    if one.ref is not None and ill_attributed(one.ref, status, marked, message.context):
        return "attribution"
    return ""


def _blanked(mask: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        mask = mask[:start] + " " * (end - start) + mask[end:]
    return mask


def _claim(one: Reading, message: _Message) -> _Weighed | None:
    """Completion and "no change" are said of an action, and not of a clause or a page."""
    if not (one.done or one.no_change) or one.status is not None:
        return None
    whole = (0, len(message.mask)) in message.not_reported
    if one.ref is not None and one.ref in message.named:
        weak = ill_numbered(message.marked, one.ref)
    else:
        weak = message.names_other_thing
    weak = weak or (one.no_change and tells_of_the_other_parts(message.mask))
    if not (weak or whole):
        return None
    candidates = (Status.BLUE, Status.GREEN, Status.AMBER) if one.done else OPEN_COLOURS
    doubt = replace(
        one, done=False, no_change=False, needs_clarification=True, candidates=candidates
    )
    return _Weighed(doubt, Question.WHICH_COLOUR, "grounds:other-thing")


def _forecast(one: Reading, message: _Message) -> _Weighed | None:
    if one.forecast is None:
        return None
    why = day_of_else(message.marked, one)
    named = one.ref in message.named
    if not why and not named and one.status is None and message.names_other_thing:
        why = "other-number"
    if not why:
        return None
    if one.status is not None or one.done or one.no_change or one.links:
        return _Weighed(replace(one, forecast=None), because=f"grounds:{why}")
    doubt = replace(one, forecast=None, needs_clarification=True)
    return _Weighed(doubt, Question.WHICH_DATE, f"grounds:{why}")


def _snooze(one: Reading, message: _Message) -> _Weighed | None:
    if one.snooze_until is None or one.ref is None or not asks_no_reminder(message.mask):
        return None
    if one.status is not None:
        return _Weighed(replace(one, snooze_until=None), because="grounds:reminder")
    doubt = replace(one, snooze_until=None, needs_clarification=True)
    return _Weighed(doubt, Question.WHICH_DATE, "grounds:reminder")


def _absence(one: Reading, message: _Message) -> _Weighed | None:
    if one.ref is not None or one.snooze_until is None or not is_only_thought_of(message.mask):
        return None
    return _Weighed(
        replace(one, needs_clarification=True), Question.CONFIRM_ABSENCE, "grounds:absence"
    )


def _owner(one: Reading, message: _Message) -> _Weighed | None:
    if one.new_owner is None:
        return None
    doubt = replace(one, new_owner=None, needs_clarification=True)
    if named_another(message.marked.text, one.new_owner, message.context.people):
        return _Weighed(doubt, Question.WHO, "grounds:taken-back")
    if not named_in_passing(message.marked, one.new_owner):
        return None
    return _Weighed(doubt, Question.WHICH_COLOUR, "grounds:owner")
