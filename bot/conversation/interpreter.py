"""Interpretation (R12): typed spans, then clauses, then ordered rules; one reading survives, or a question.

Rules and no model: the same words always mean the same, offline, and ``because`` says why. Nothing here
guesses. Where two readings survive, the reading needs clarification and names its candidates.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from bot.conversation.absences import read_absence
from bot.conversation.anchors import anchors
from bot.conversation.asides import absence_reading, report_and_absence, report_and_reminder
from bot.conversation.asked import as_asked, asks_to_see
from bot.conversation.asked_view import only_asks
from bot.conversation.changed_by import asks_who_changed
from bot.conversation.clauses import read_clauses
from bot.conversation.colour_then_day import with_stops
from bot.conversation.colours import mentions
from bot.conversation.corrections import amends_quoted, answers_quoted
from bot.conversation.covers import read_cover_alone
from bot.conversation.cue_slips import respelt
from bot.conversation.date_requests import requested, with_date_request
from bot.conversation.decisions import read_decision
from bot.conversation.described import describe
from bot.conversation.evidence import asks_of_links
from bot.conversation.exasperation import less_exasperated
from bot.conversation.grounds import weighed
from bot.conversation.handed_over_each import handed_over_each
from bot.conversation.handover_questions import asks_to_hand_over
from bot.conversation.handovers import may_name_somebody, read_handover
from bot.conversation.headed import listed_first, listed_in_quote
from bot.conversation.help_wanted import asks_about_colours, asks_for_help
from bot.conversation.list_headings import under_headings
from bot.conversation.marks import Marked, mark
from bot.conversation.messages import gives_many, meant_for_another, quick_code, subjects
from bot.conversation.narratives import read_narrative
from bot.conversation.normalise import normalise
from bot.conversation.not_mine import hands_over_asking
from bot.conversation.on_behalf import passed_on
from bot.conversation.other_person import other_person
from bot.conversation.pointing import points_at_quoted
from bot.conversation.prefilter import look_up_own_words, prefiltered
from bot.conversation.queries import is_question, read_query
from bot.conversation.readings import (
    Context,
    Decided,
    Decision,
    Intent,
    Interpretation,
    Question,
    Reading,
)
from bot.conversation.reminders import Snooze, put_off, read_snooze
from bot.conversation.respectively import in_turn
from bot.conversation.second_thoughts import settled
from bot.conversation.senses import Sense
from bot.conversation.shells import unwrapped
from bot.conversation.small_talk import agrees_elsewhere, asks_to_stop, small_talk, without_courtesy
from bot.conversation.undone_for_another import undone_for_another
from bot.conversation.unreported import less_kept
from bot.conversation.untold import asked_of_the_action
from bot.domain.status import OPEN_COLOURS

_OBJECTION = prefiltered(
    r"^(?:no\b[\s,]*)?(?:i |we )?(?:disagree|do(?:n't| not) (?:really )?agree)\b[\s,.:;-]*",
    re.IGNORECASE,
)
#: "1.1.1 amber, when is the next Board?" has two parts.
_PART = prefiltered(
    r"(?<=[.!?])\s+|\n+|[,;]\s+(?:and |but |also )?(?=(?:what|which|who|when|where|why|how|can|could|do|does|did|is|are|any|should|will|would)\b[^.\n]*\?)"
)
_SUPPOSED = prefiltered(
    r"^\W*(?:(?:so|and|ok|but)\W+)*(?:suppose|supposing|say i|let'?s say|imagine|what if|if|when|hypothetically)\b"
)
_SENTENCE = prefiltered(r"[.;!?\n]")
_FEW = 5
#: "Undo the last one only".
_ALONE = prefiltered(r"\b(?:only|alone)\b")
#: "Stop", and nothing that would say what.
_STOP_ALONE = prefiltered(r"^\W*(?:please\W+|pls\W+)?stop(?:\W+(?:please|pls|now|it))*\W*$")
_NOTHING = Interpretation(intent=Intent.UNKNOWN, because=("nothing-said",))

look_up_own_words()


def interpret(text: str, context: Context) -> Interpretation:
    """What one message means, or what must be asked first; never raises, never guesses."""
    message = normalise(text)
    if message.too_long:
        return Interpretation(
            intent=Intent.UNKNOWN, question=Question.TOO_LONG, because=("too-long",)
        )
    if not message.text:
        return replace(_NOTHING, because=("quoted-only",) if message.dropped else ("nothing-said",))
    if message.quoted:
        context = listed_in_quote(message.quoted, message.text, context)
    own = under_headings(passed_on(respelt(message.text), context.speaks_for))
    text, context = listed_first(own, context)
    marked = with_stops(mark(text, context), context)
    if message.auto_reply:
        return _auto_reply(marked, context)
    if message.dropped and points_at_quoted(marked.mask):
        return _pointed(context)
    marked = with_stops(_put_right(marked, context), context)
    marked = less_exasperated(marked)
    told, request = with_date_request(marked, context)
    if request is not None:
        rest = weighed(_report(unwrapped(without_courtesy(told)), context), told, context)
        return requested(rest, request, told)
    said = _short(marked, context) or _report(unwrapped(without_courtesy(marked)), context)
    if (
        message.quoted
        and said.intent is Intent.CORRECTION
        and (amends_quoted(marked.mask) or answers_quoted(marked.mask, message.quoted))
    ):
        dated = all(one.forecast and not one.status for one in said.readings)
        said = replace(said, intent=Intent.DATE_CHANGE if dated else Intent.UPDATE)
    return asked_of_the_action(weighed(said, marked, context), marked, context)


def explain(text: str, context: Context) -> str:
    """The interpretation in words, for people who want to know why."""
    return describe(interpret(text, context))


# --- messages with one meaning ------------------------------------------------------------------


def _auto_reply(marked: Marked, context: Context) -> Interpretation:
    """Its dates are offered as an absence; it never reports (R12)."""
    away = read_absence(marked, context, auto_reply=True)
    readings: tuple[Reading, ...] = ()
    if away is not None and away.last is not None:
        readings = (absence_reading(away, offered=True),)
    return Interpretation(
        intent=Intent.AWAY,
        readings=readings,
        question=Question.CONFIRM_ABSENCE if readings else None,
        because=("auto-reply",),
        quick="auto_reply",
    )


def _put_right(marked: Marked, context: Context) -> Marked:
    """The message as it would stand had the writer made no slip, and dealt out its rows."""
    if (meant := settled(marked, context.today)) != marked.text:
        marked = mark(meant, context)
    if (meant := in_turn(marked, context.items)) != marked.text:
        marked = mark(meant, context)
    if (meant := other_person(marked.text, context.people)) != marked.text:
        marked = mark(meant, context)
    return marked


def _pointed(context: Context) -> Interpretation:
    """ "Agree with Noor below": what is quoted is not the writer's, and whether they take it on is asked."""
    ref = context.pending_ref
    reading = Reading(ref=ref, needs_clarification=True, candidates=OPEN_COLOURS)
    return Interpretation(
        intent=Intent.UPDATE,
        readings=(reading,),
        question=Question.OWN_VIEW if ref else Question.WHICH_ACTION,
        because=("quoted:agreed",),
    )


def _short(marked: Marked, context: Context) -> Interpretation | None:
    """Small talk, decisions, questions: messages that report nothing."""
    mask = marked.mask
    if context.awaiting is None and _STOP_ALONE.match(mask):
        return Interpretation(intent=Intent.CANCEL, because=("stop:what",), quick="stop_what")
    stops = asks_to_stop(marked)
    if context.awaiting is None and stops:
        return Interpretation(intent=Intent.CANCEL, because=("stop",), quick="stop")
    if context.awaiting is not None and agrees_elsewhere(mask) and not mentions(mask):
        return Interpretation(intent=Intent.UNKNOWN, because=("yes:another-matter",))
    decision = read_decision(marked, context)
    if decision is not None:
        return _decided(marked, decision)
    busy = put_off(marked, context) if context.awaiting is None else None
    if busy is not None:
        return _snoozed(marked, context, busy)
    if meant_for_another(mask) and (one := marked.refs[0]).keys:
        reading = Reading(ref=one.keys[0], needs_clarification=True, candidates=OPEN_COLOURS)
        return Interpretation(
            intent=Intent.CORRECTION,
            readings=(reading,),
            question=Question.WHICH_COLOUR,
            because=("meant-for-another",),
        )
    if context.awaiting not in ("confirm", "form") and undone_for_another(mask):
        # The action named is where it belongs, and not where it is to be taken back.
        return replace(_undoing(marked), filters=())
    in_hand = context.pending_ref is not None
    intent = small_talk(marked, awaiting=context.awaiting, in_hand=in_hand)
    if intent is Intent.UNDO:
        return _undoing(marked)
    if intent is not None:
        return Interpretation(intent=intent, because=(f"says:{intent.value}",))
    if stops:
        return Interpretation(intent=Intent.CANCEL, because=("stop",), quick="stop")
    if asks_who_changed(mask):
        return _asked_of_record(marked, context)
    if (asks_about_colours(mask) and not marked.refs) or _asks_a_view(mask, context):
        filters = tuple(dict.fromkeys(m.status.value for m in mentions(mask)))
        return Interpretation(
            intent=Intent.HELP, because=("asks:colours",), quick="explain", filters=filters
        )
    asked = as_asked(mask)
    hands_over = hands_over_asking(mask) or asks_to_hand_over(marked.text, context.people)
    if (
        (asks_for_help(mask) or asks_for_help(asked))
        and not asks_to_see(mask)
        and not (hands_over and context.awaiting is None)
        and not _reports_too(marked)
    ):
        return Interpretation(intent=Intent.HELP, because=("asks:help",))
    if asks_of_links(marked) and not mentions(mask):
        return Interpretation(intent=Intent.UNKNOWN, because=("link:not-evidence",))
    asking = None if hands_over else read_query(marked, asked, pending=context.pending_ref)
    if asking is not None and not _reports_too(marked):
        readings = tuple(
            Reading(ref=ref.keys[0])
            if len(ref.keys) == 1
            else Reading(ref=None, needs_clarification=True, candidate_refs=ref.keys)
            for ref in marked.refs
        )
        if asking.because == "query:this" and context.pending_ref:
            readings = (Reading(ref=context.pending_ref),)
        question = Question.WHICH_ACTION if any(r.ref is None for r in readings) else None
        return Interpretation(
            intent=asking.intent,
            readings=_apart(readings),
            question=question,
            because=(asking.because,),
            filters=asking.filters,
        )
    quick = quick_code(mask, awaiting=context.awaiting)
    if quick is not None:
        narrative = read_narrative(marked, [(0, len(mask))]).whole
        named = tuple(ref.keys[0] for ref in marked.refs if len(ref.keys) == 1)
        return Interpretation(
            intent=Intent.UNKNOWN,
            because=(f"quick:{quick}",),
            quick=quick,
            narrative=narrative,
            filters=named,
        )
    return None


def _asked_of_record(marked: Marked, context: Context) -> Interpretation:
    """ "Who changed my amber to green?": what is recorded, and by whom, is in the action's own record."""
    named = [ref.keys[0] for ref in marked.refs if len(ref.keys) == 1]
    keys = named or ([context.pending_ref] if context.pending_ref else [])
    return Interpretation(
        intent=Intent.QUERY_ACTION,
        readings=tuple(Reading(ref=key) for key in dict.fromkeys(keys)),
        question=None if keys else Question.WHICH_ACTION,
        because=("asks:who-changed",),
    )


def _asks_a_view(mask: str, context: Context) -> bool:
    """Whether a message that was to give reasons asks instead which colour it should be."""
    return context.awaiting == "narrative" and only_asks(
        mask, [one.start for one in mentions(mask)]
    )


def _undoing(marked: Marked) -> Interpretation:
    """Of which actions it is to be taken back is in ``filters``: a reference that several bear as typed."""
    named = tuple(
        ref.keys[0] if len(ref.keys) == 1 else marked.text[ref.start : ref.end]
        for ref in marked.refs
    )
    return Interpretation(
        intent=Intent.UNDO,
        because=("says:undo",),
        filters=tuple(dict.fromkeys(named)),
        quick="undo_alone" if _ALONE.search(marked.mask) else None,
    )


def _apart(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(dict.fromkeys(readings))


def _reports_too(marked: Marked) -> bool:
    """Whether a message that asks something also reports something, in a part of its own."""
    parts = [part for part in _PART.split(marked.mask) if part.strip(" .!?")]
    return len(parts) > 1 and any(
        any(one.sense is not Sense.PAST for one in mentions(part))
        and not is_question(part)
        and not _SUPPOSED.match(part)
        for part in parts
    )


def _decided(marked: Marked, decision: Decision) -> Interpretation:
    intents = {Decided.AGREE: Intent.CONFIRM, Decided.DISAGREE: Intent.DENY}
    narrative = read_narrative(marked, [(0, len(marked.mask))]).whole
    if narrative and decision.decided is Decided.DISAGREE:
        narrative = _OBJECTION.sub("", narrative) or None
    intent = intents.get(decision.decided, Intent.UNKNOWN)
    if decision.decided is Decided.DISAGREE and narrative and len(narrative.split()) > 4:
        intent = Intent.UNKNOWN
    return Interpretation(
        intent=intent,
        because=(f"decision:{decision.decided.value}",),
        narrative=narrative,
        decision=decision,
    )


# --- reports ------------------------------------------------------------------------------------


def _report(marked: Marked, context: Context) -> Interpretation:
    """Everything else: absences, handovers, reminders and reports, of one action or of many."""
    marked = less_kept(marked)
    coloured = bool(mentions(marked.mask))
    away = read_absence(marked, context)
    if away is not None and (coloured or marked.refs):
        more = report_and_absence(marked, context)
        if more is not None:
            return more
        if coloured:
            return report_and_reminder(marked, context) or read_clauses(marked, context)
    if away is not None:
        return Interpretation(
            intent=Intent.AWAY,
            readings=(absence_reading(away),),
            question=None if away.certain else Question.WHICH_DATE,
            because=(away.because,),
        )
    handover = read_handover(
        marked, context.people, coloured=coloured, answering=_answers(marked, context)
    )
    if handover is not None and not _of_several(marked, context):
        readings = tuple(
            replace(
                one,
                new_owner=handover.new_owner,
                needs_clarification=one.ref is None or not handover.certain,
            )
            for one in subjects(marked, context, many=gives_many(marked.mask))
        )
        if coloured and handover.certain and len(readings) == 1:
            readings = (_as_it_stands(readings[0], marked, context),)
        return _asked_which(
            Interpretation(
                intent=Intent.REASSIGN,
                readings=readings,
                question=None if handover.certain else Question.WHO,
                because=(handover.because,),
            )
        )
    if may_name_somebody(marked, context.people) and _of_several(marked, context):
        each = handed_over_each(marked, context)
        if each is not None:
            return each
    both = report_and_reminder(marked, context)
    if both is not None:
        return both
    if not coloured and (cover := read_cover_alone(marked, context)) is not None:
        return Interpretation(
            intent=Intent.AWAY, readings=(Reading(ref=None, cover=cover),), because=("cover",)
        )
    snooze = read_snooze(marked, context, reported=coloured)
    if snooze is not None and not coloured and not _of_several(marked, context):
        return _snoozed(marked, context, snooze)
    return read_clauses(marked, context)


def _answers(marked: Marked, context: Context) -> bool:
    """Whether a message may answer what was asked: it names no other action."""
    asked = {*context.items, context.pending_ref}
    return context.awaiting is not None and all(asked & {*ref.keys} for ref in marked.refs)


def _as_it_stands(given: Reading, marked: Marked, context: Context) -> Reading:
    """ "Priti takes it on from me in January. Amber": what is handed over, and its last colour.

    Only a sentence of its own tells it: "green on Priya's list, not mine" is no report.
    """
    parts = [part for part in _SENTENCE.split(marked.mask) if mentions(part)]
    if not all(len(part.split()) <= _FEW for part in parts):
        return given
    for one in read_clauses(marked, context).readings:
        if one.ref == given.ref and one.status and not one.needs_clarification:
            return replace(one, new_owner=given.new_owner, forecast=None)
    return given


def _of_several(marked: Marked, context: Context) -> bool:
    return len(anchors(marked, context)) > 1


def _snoozed(marked: Marked, context: Context, snooze: Snooze) -> Interpretation:
    readings = tuple(
        replace(
            one,
            snooze_until=snooze.until,
            needs_clarification=one.ref is None or snooze.until is None,
        )
        for one in subjects(marked, context, many=True)
    )
    return _asked_which(
        Interpretation(
            intent=Intent.SNOOZE,
            readings=readings,
            question=Question.WHICH_DATE if snooze.until is None else None,
            because=(snooze.because,),
        )
    )


def _asked_which(said: Interpretation) -> Interpretation:
    if said.question is None and any(one.ref is None for one in said.readings):
        return replace(said, question=Question.WHICH_ACTION)
    return said
