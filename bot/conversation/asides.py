"""A report and, in the same message, something about the writer's own time: a reminder, an absence (R12).

"Amber, chase me again on 6 December" is both; each is read without the other's words.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.conversation.absences import Absence, find_absence
from bot.conversation.anchors import Anchor, anchors
from bot.conversation.clauses import read_clauses
from bot.conversation.colours import mentions
from bot.conversation.marks import Marked, within, without
from bot.conversation.messages import subjects
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context, Intent, Interpretation, Question, Reading
from bot.conversation.reminders import Request, find_request
from bot.conversation.senses import Sense

_SENTENCE = prefiltered(r"[.;\n!?]")


#: "Will know if it's green or amber by Weds": nothing is reported yet.
_KNOWN_LATER = prefiltered(
    r"^\W*(?:(?:i|we|and|but|so|should|only|just|probably|ll|will|can|won'?t|not|be able to|able to)\W+)*(?:know|tell you|tell|say|confirm|decide)(?: (?:you|for (?:sure|certain)|by \ue003+|on \ue003+|until \ue003+|yet))* (?:if|whether|which)\b[^.;\n]*$"
)


def _to_be_known(mask: str) -> bool:
    """Whether all that is told beside a reminder is what will be known then."""
    return bool(_KNOWN_LATER.match(mask)) and all(
        one.sense is not Sense.SAID for one in mentions(mask)
    )


#: "I'm not going to say amber", "I don't have it": an answer is held back.
_HELD_BACK = prefiltered(
    r"\b(?:not (?:going to|gonna|prepared to|willing to|about to|ready to)|won'?t(?: be)?|refuse to|can'?t|cannot|couldn'?t|unable to|don'?t want to|rather not)(?: (?:just|really|honestly|yet))* (?:say(?:ing)?|put(?:ting)?|give|giving|call(?:ing)?|rate|rating|report|commit|guess(?:ing)?|answer|tell)\b"
    r"|\b(?:don'?t|do not|haven'?t) (?:have|got)(?: (?:it|them|the (?:figures|numbers|data|results)|a (?:colour|rating|view|number|figure)|an (?:answer|update)))(?: (?:yet|today|now))*\b"
)


def _held_back(mask: str) -> bool:
    """Whether nothing is told beside a reminder but that no colour is given today, or which one was."""
    told = mentions(mask)
    return (
        bool(told)
        and all(one.sense in (Sense.NEGATED, Sense.PAST) for one in told)
        and bool(_HELD_BACK.search(mask))
    )


def report_and_reminder(marked: Marked, context: Context) -> Interpretation | None:
    """Both, where a message asks for a reminder and reports something else besides."""
    request = find_request(marked, context)
    if request is None:
        return None
    told = without(marked, request.start, request.end)
    named = anchors(within(marked, request.start, request.end), context)
    if len(named) > 1 or (named and anchors(told, context)):
        # Several actions, each with its own words: those are told apart clause by clause.
        return None
    if request.snooze.until is not None and (_to_be_known(told.mask) or _held_back(told.mask)):
        snoozes = _snoozes(marked, told, request, context)
        return Interpretation(
            intent=Intent.SNOOZE, readings=tuple(snoozes), because=(request.snooze.because,)
        )
    rest = read_clauses(told, context)
    if not (mentions(told.mask) or any(not one.needs_clarification for one in rest.readings)):
        return None
    return _with_snoozes(rest, _snoozes(marked, told, request, context), request)


def _with_snoozes(
    rest: Interpretation, snoozes: Sequence[Reading], request: Request
) -> Interpretation:
    """The report's readings, each with the reminder for its action; the others beside them."""
    by_ref = {one.ref: one for one in snoozes}
    readings: list[Reading] = []
    for one in rest.readings:
        snooze = by_ref.get(one.ref)
        if (
            snooze is None
            or snooze.needs_clarification
            or one.needs_clarification
            or one.snooze_until
        ):
            readings.append(one)
            continue
        readings.append(replace(one, snooze_until=snooze.snooze_until))
        del by_ref[one.ref]
    question = rest.question
    if any(one.needs_clarification for one in by_ref.values()):
        named = all(one.ref for one in by_ref.values())
        question = question or (Question.WHICH_DATE if named else Question.WHICH_ACTION)
    return replace(
        rest,
        readings=(*readings, *by_ref.values()),
        question=question,
        because=(*rest.because, request.snooze.because),
    )


def _snoozes(marked: Marked, told: Marked, request: Request, context: Context) -> list[Reading]:
    """One reading for each action that the reminder is about."""
    own = within(marked, request.start, request.end)
    until = request.snooze.until
    about = (
        subjects(own, context, many=True)
        if anchors(own, context)
        else _nearest(told, request, context)
    )
    return [
        replace(one, snooze_until=until, needs_clarification=one.ref is None or until is None)
        for one in about
    ]


def _nearest(told: Marked, request: Request, context: Context) -> list[Reading]:
    """A reminder that names no action is about the one just told of, or the only one told of."""
    found: Sequence[Anchor] = anchors(told, context)
    keys = {key for anchor in found for key in anchor.keys}
    before = [one for one in found if one.end <= request.start]
    if (
        before
        and not _SENTENCE.search(told.mask, before[-1].end, request.start)
        and before[-1].keys
    ):
        return [Reading(ref=key) for key in before[-1].keys]
    if len(keys) == 1:
        return [Reading(ref=next(iter(keys)))]
    if keys:
        return [Reading(ref=None, needs_clarification=True, candidate_refs=tuple(sorted(keys)))]
    return subjects(told, context)


def report_and_absence(marked: Marked, context: Context) -> Interpretation | None:
    """Both, where a message reports and tells of the writer's own absence: "1.1.1 green. Off next week"."""
    found = find_absence(marked, context)
    if found is None:
        return None
    start, end, away = found
    rest = read_clauses(without(marked, start, end), context)
    if not away.certain and not rest.readings:
        return None
    return replace(
        rest,
        intent=Intent.AWAY,
        readings=(*rest.readings, absence_reading(away)),
        question=rest.question or (None if away.certain else Question.WHICH_DATE),
        because=(*rest.because, away.because),
    )


def absence_reading(away: Absence, *, offered: bool = False) -> Reading:
    """An absence as a reading; one ``offered`` is to be confirmed whatever it says."""
    return Reading(
        ref=None,
        snooze_until=away.last,
        last_day=away.last_day,
        away_from=away.first,
        cover=away.cover,
        needs_clarification=offered or not away.certain,
    )
