"""A message's clauses put together: one reading an action, or what must be asked (R12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.conversation.anchors import set_aside
from bot.conversation.colours import mentions
from bot.conversation.corrections import corrected, without_slip
from bot.conversation.cues import SAME, implied_status
from bot.conversation.hints import says_vaguely
from bot.conversation.in_questions import day_of_another, only_asked
from bot.conversation.marks import Marked, without
from bot.conversation.narratives import read_narrative
from bot.conversation.owed import SENTENCE_END, Owed, green_ahead, split_owed
from bot.conversation.prefilter import prefiltered
from bot.conversation.queries import as_told, is_question
from bot.conversation.readings import Context, Intent, Interpretation, Question, Reading
from bot.conversation.reports import Found, read_report
from bot.conversation.segments import Segment, segments
from bot.conversation.senses import Sense
from bot.conversation.small_talk import denies_with_reason, takes_yes_back, yes_and_more
from bot.conversation.theirs import less_theirs
from bot.conversation.unreported import read_unreported

#: Where what is told of another's action ends.
_ANOTHERS_END = prefiltered(
    r"[.;\n!?]|,|\s-\s|\b(?:but|so|and|while|whereas|which (?:means|makes|drags|puts|leaves|takes)|meaning|hence)\b|\ue002"
)
#: How a yes goes on that adds nothing to it.
_CONDITIONS = ("if ", "so long as ", "as long as ", "provided ")
_IS_TOLD = prefiltered(
    r"'s\b|\W*(?:which |that |who |being )?(?:is|has|went|was|still|turned|gone|being)\b"
)
_IS_NOT = prefiltered(r"\b(?:neither|nor)\b|\b(?:is|are) not\b|\b(?:isn'?t|aren'?t)\b")


_NO_WORD = prefiltered(r"[\s\ue002.,;:()-]*")
_ONLY_NAMED = Found(Reading(ref=None), empty=True)


def read_clauses(marked: Marked, context: Context) -> Interpretation:
    """What a message reports, clause by clause, each of the action it is about; what is not certain is asked."""
    readings: list[Reading] = []
    questions: list[Question] = []
    because: list[str] = []
    words: list[str] = []
    last: Found | None = None
    said_before = ""
    asked = context.awaiting in ("confirm", "choice", "form")
    correction = corrected(marked.mask, asked=asked)
    marked, owed = _take_owed(
        less_theirs(_less_others(as_told(without_slip(marked, asked=asked))), context.my_actions),
        context,
    )
    clauses = segments(marked, context)
    if aside := set_aside([c.anchor for c in clauses if c.anchor], marked.mask):
        marked = replace(marked, aside=aside)
    for segment, told in _with_owed(marked, clauses, owed):
        spans = _telling(marked, segment)
        if not spans:
            continue
        anchor = segment.anchor
        found = (
            (_ONLY_NAMED if anchor and _says_no_word(marked, spans) else None)
            or read_unreported(marked, spans, context, alone=len(clauses) == 1, after=last)
            or read_report(
                marked,
                spans,
                context.about(anchor.keys) if anchor else context,
                excepted=bool(anchor and anchor.excepted),
                named=anchor is not None,
            )
        )
        if segment.verb_alone:
            found = _by_verb(said_before, marked.mask[spans[0][0] : spans[-1][1]])
        said_before = segment.mask(marked)
        if segment.repeats and last is not None:
            found = replace(last, reading=replace(last.reading, links=(), position=None))
            found = replace(found, because=("as-the-one-before",))
        of_the_rest = anchor is not None and anchor.group
        if last is not None and last.reading.status and found.reading.no_change and not of_the_rest:
            found = _same(found, last, marked.mask[spans[0][0] : spans[-1][1]])
        if found.reading.status is not None and only_asked(marked, spans):
            found = _doubted(found)
        if found.reading.forecast is not None and day_of_another(marked, spans):
            found = Found(Reading(ref=None), because=("date:asked",), empty=True)
        if told:
            found = replace(found, reading=_owing(found.reading, told), empty=False)
        if segment.reason and found.reading.done:
            # Nobody asks to close an action in a subordinate clause.
            found = Found(
                Reading(ref=None), because=("done:reason",), narrative=found.narrative, empty=True
            )
        last = found
        if found.narrative.whole:
            words.append(found.narrative.whole)
        if anchor and anchor.excepted and found.empty and not found.because:
            reading = Reading(ref=None, needs_clarification=True)
            found = replace(found, reading=reading, question=Question.WHICH_COLOUR, empty=False)
            found = replace(found, because=("except:open",))
        because += found.because
        if found.empty:
            continue
        for one in _addressed(segment, found, context):
            readings.append(one)
            if one.ref is None:
                questions.append(Question.WHICH_ACTION)
        if found.question is not None:
            questions.append(found.question)
        if found.dated_question is not None:
            questions.append(found.dated_question)
    return _whole(
        marked,
        readings,
        questions,
        because,
        words,
        correction=correction,
        awaiting=context.awaiting,
    )


def _says_no_word(marked: Marked, spans: Sequence[tuple[int, int]]) -> bool:
    """A clause that names its action, and no more."""
    return all(_NO_WORD.fullmatch(marked.mask, start, end) for start, end in spans)


def _less_others(marked: Marked) -> Marked:
    """The message less what it tells of other people's actions, and of those named in passing.

    "Sarah's 4.1.3 has gone red, mine is amber" says amber.
    """
    for ref in marked.refs:
        if not ref.mention:
            continue
        after = _ANOTHERS_END.split(marked.mask[ref.end :], maxsplit=1)[0]
        if mentions(after) and (ref.elses or _IS_TOLD.match(after)):
            marked = without(marked, ref.start, ref.end + len(after))
    return marked


def _take_owed(marked: Marked, context: Context) -> tuple[Marked, list[tuple[int, Owed]]]:
    """The message less the sentences that tell what a red still owes, and those, by their place.

    "Back to green in December" is no report of green. Alone it is left to the other rules.
    """
    told: list[tuple[int, Owed]] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for stop in (*(m.span() for m in SENTENCE_END.finditer(marked.text)), None):
        start, end = at, stop[0] if stop else len(marked.text)
        at = stop[1] if stop else end
        owed = split_owed(marked.text[start:end])
        if owed.says_anything and not owed.rest and not _only_group(owed, marked.mask[start:end]):
            told.append((start, owed))
            spans.append((start, end))
            continue
        for first, last in green_ahead(marked.text[start:end]):
            if not _off_green(marked.mask[: start + first]):
                continue
            told.append((start + first, split_owed(marked.text[start + first : start + last])))
            spans.append((start + first, start + last))
    rest = marked
    for start, end in spans:
        rest = without(rest, start, end)
    reports = context.awaiting == "narrative" or mentions(rest.mask) or implied_status(rest.mask)[0]
    return (rest, told) if reports else (marked, [])


def _off_green(before: str) -> bool:
    """Whether an amber or a red has been told: what is green then is still to come."""
    told = [one for one in mentions(before) if one.sense is Sense.SAID]
    return bool(told) and told[-1].status.needs_narrative


def _only_group(owed: Owed, mask: str) -> bool:
    """ "Both." alone may mean both actions."""
    return mask.strip(" .!;") == "both" and not (owed.if_not or owed.back_to_green or owed.ask)


def _with_owed(
    marked: Marked, clauses: Sequence[Segment], owed: Sequence[tuple[int, Owed]]
) -> Iterator[tuple[Segment, list[Owed]]]:
    """Each clause with what is owed after it and before the next."""
    begins = [_first_word(marked.mask, *segment.spans[0]) for segment in clauses]
    for number, segment in enumerate(clauses):
        start = begins[number] if number else 0
        end = begins[number + 1] if number + 1 < len(clauses) else len(marked.mask)
        yield segment, [one for at, one in owed if start <= at < end]


def _first_word(mask: str, start: int, end: int) -> int:
    """Where a clause begins: what was taken out before it left blanks."""
    return start + len(mask[start:end]) - len(mask[start:end].lstrip())


def _owing(reading: Reading, told: Sequence[Owed]) -> Reading:
    for owed in told:
        reading = replace(
            reading,
            if_not=reading.if_not or owed.if_not,
            back_to_green=reading.back_to_green or owed.back_to_green,
            ask=reading.ask or owed.ask,
            limbs=reading.limbs | owed.limbs,
        )
    return reading


def _by_verb(before: str, mask: str) -> Found:
    """ "1.1.1 isn't red any more, 3.2.1 is": the colour that was denied of one holds of the other."""
    denied = {one.status for one in mentions(before)}
    plain = all(one.sense in (Sense.NEGATED, Sense.PAST) for one in mentions(before))
    if len(denied) == 1 and plain and not _IS_NOT.search(mask):
        return Found(Reading(ref=None, status=denied.pop()), because=("colour:verb-alone",))
    doubt = Reading(ref=None, needs_clarification=True)
    return Found(doubt, Question.WHICH_COLOUR, ("verb-alone",))


def _same(found: Found, before: Found, mask: str) -> Found:
    """ "1.1.1 green, 1.2.1 the same": the same as last time, or green as well?"""
    if before.reading.status is None or not (SAME.match(mask) or "ditto" in mask):
        return found
    doubt = replace(
        found.reading,
        no_change=False,
        needs_clarification=True,
        candidates=(before.reading.status,),
    )
    return replace(found, reading=doubt, question=Question.WHICH_COLOUR, because=("same-as-which",))


def _doubted(found: Found) -> Found:
    status = found.reading.status
    doubt = replace(
        found.reading,
        status=None,
        needs_clarification=True,
        candidates=(status,) if status else (),
    )
    because = ("colour:asked",)
    return replace(found, reading=doubt, question=Question.WHICH_COLOUR, because=because)


def _telling(marked: Marked, segment: Segment) -> list[tuple[int, int]]:
    """The segment's sentences less those that only ask, where some do not."""
    telling = [(a, b) for a, b in segment.spans if not is_question(marked.mask[a:b])]
    return telling or ([] if len(segment.spans) > 1 else list(segment.spans))


def _addressed(segment: Segment, found: Found, context: Context) -> list[Reading]:
    """The found reading, once for every action it is about."""
    anchor = segment.anchor
    if anchor is None:
        keys, candidates = _implied(context)
    else:
        keys, candidates = anchor.keys, anchor.candidates
    if not keys:
        return [
            replace(found.reading, ref=None, needs_clarification=True, candidate_refs=candidates)
        ]
    readings = [replace(found.reading, ref=key) for key in keys]
    if found.dated is not None:
        readings += [replace(found.dated, ref=key) for key in keys]
    return readings


def _implied(context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The action that a message without a reference is about, else its candidates."""
    if context.pending_ref is not None:
        return (context.pending_ref,), ()
    pool = context.items or context.my_actions
    return (pool, ()) if len(pool) == 1 else ((), pool)


def _whole(
    marked: Marked,
    readings: list[Reading],
    questions: list[Question],
    because: list[str],
    words: list[str],
    *,
    correction: bool,
    awaiting: str | None,
) -> Interpretation:
    """The message's intent over its readings; contradictions between clauses are asked about."""
    readings = _reconciled(readings, questions, because)
    more = yes_and_more(marked.mask)
    coloured = any(rule.startswith(("colour:", "pressure", "second-hand")) for rule in because)
    # "OK yes so long as it stops the e-mails": the "ok" is of the yes, and of no action.
    of_the_yes = {*because} == {"vague"} and (
        marked.mask.startswith(_CONDITIONS, more) or not says_vaguely(marked.mask[more:])
    )
    if more and not coloured and (of_the_yes or all(_soft(one) for one in readings)):
        if takes_yes_back(marked.mask, more):
            return Interpretation(intent=Intent.DENY, because=("says:yes-no",))
        # "Yes if it stops chasing me" adds nothing to the yes.
        rest = [] if marked.mask.startswith(_CONDITIONS, more) else [(more, len(marked.mask))]
        narrative = read_narrative(marked, rest)
        reading = Reading(ref=None, position=narrative.position, next_steps=narrative.next_steps)
        return Interpretation(
            intent=Intent.CONFIRM,
            readings=(reading,) if narrative.whole else (),
            because=("says:yes-and",),
            narrative=narrative.whole,
        )
    # "Done. The reading of it, I mean" narrows what was said and puts nothing right.
    correction = correction and "done:narrowed" not in because
    quick = "impact_pending" if "impact pending" in marked.mask else None
    narrative_words = ". ".join(words) or None
    if not (readings or because) and awaiting == "confirm" and denies_with_reason(marked.mask):
        return Interpretation(intent=Intent.DENY, because=("says:no-and",))
    if not readings:
        return Interpretation(
            intent=Intent.UNKNOWN,
            because=tuple(because) or ("nothing-understood",),
            narrative=narrative_words,
            quick=quick,
        )
    return Interpretation(
        intent=Intent.CORRECTION if correction else _intent(readings, questions),
        readings=tuple(readings),
        question=_first(questions),
        because=tuple(dict.fromkeys((*because, *(("correction",) if correction else ())))),
        narrative=narrative_words,
        quick=quick,
    )


def _soft(reading: Reading) -> bool:
    """Says no more than words: after a yes these go with the answer."""
    return not (
        reading.status
        or reading.done
        or reading.no_change
        or reading.links
        or reading.forecast
        or len(reading.candidates) == 1
    )


def _reconciled(
    readings: list[Reading], questions: list[Question], because: list[str]
) -> list[Reading]:
    """One certain reading an action; two that differ are asked about."""
    kept: dict[str, Reading] = {}
    others: list[Reading] = []
    for one in readings:
        if one.ref is None or (one.needs_clarification and one.ref in kept):
            others.append(one)
            continue
        before = kept.get(one.ref)
        if before is None:
            kept[one.ref] = one
            continue
        if (
            before.status and one.status and before.status != one.status
        ) or before.done != one.done:
            candidates = tuple(s for s in dict.fromkeys((before.status, one.status)) if s)
            kept[one.ref] = replace(
                before, status=None, done=False, needs_clarification=True, candidates=candidates
            )
            questions.append(Question.WHICH_COLOUR)
            because.append("clauses-disagree")
            continue
        kept[one.ref] = replace(
            before,
            status=before.status or one.status,
            forecast=before.forecast or one.forecast,
            links=tuple(dict.fromkeys((*before.links, *one.links))),
            limbs=before.limbs | one.limbs,
            position=_joined(before.position, one.position),
            next_steps=_joined(before.next_steps, one.next_steps),
            if_not=before.if_not or one.if_not,
            back_to_green=before.back_to_green or one.back_to_green,
            ask=before.ask or one.ask,
            no_change=before.no_change and one.no_change,
            needs_clarification=before.needs_clarification and one.needs_clarification,
        )
    return [*kept.values(), *others]


def _joined(one: str | None, other: str | None) -> str | None:
    return ". ".join(part for part in (one, other) if part) or None


def _intent(readings: list[Reading], questions: list[Question]) -> Intent:
    certain = [one for one in readings if not one.needs_clarification] or readings
    if any(one.status for one in certain):
        return Intent.UPDATE
    if any(one.done for one in certain):
        return Intent.DONE
    if all(one.no_change for one in certain):
        return Intent.NO_CHANGE
    if any(one.new_owner for one in certain):
        return Intent.REASSIGN
    if any(one.snooze_until for one in certain):
        return Intent.SNOOZE
    if any(one.candidates for one in certain) or Question.WHICH_COLOUR in questions:
        return Intent.UPDATE
    if any(one.forecast for one in certain) or any(
        q in (Question.WHICH_DATE, Question.CONFIRM_DATE) for q in questions
    ):
        return Intent.DATE_CHANGE
    if all(one.links and not one.position for one in certain):
        return Intent.EVIDENCE
    return Intent.EVIDENCE if any(one.links for one in certain) else Intent.UPDATE


_URGENCY = (
    Question.WHICH_ACTION,
    Question.WHO,
    Question.OWN_VIEW,
    Question.WHICH_COLOUR,
    Question.CONFIRM_DATE,
    Question.WHICH_DATE,
)


def _first(questions: list[Question]) -> Question | None:
    return next((question for question in _URGENCY if question in questions), None)
