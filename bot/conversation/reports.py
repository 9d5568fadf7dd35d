"""One clause, one action: status, completion, date, limbs and narrative, or what must be asked."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.colours import Verdict, mentions, read_colours
from bot.conversation.completion import Done, read_done
from bot.conversation.contrast import contrasted
from bot.conversation.cues import (
    contradicts_green,
    implied_status,
    not_due,
    not_started,
    read_limbs,
    says_no_change,
)
from bot.conversation.evidence import asks_of_links, evidence
from bot.conversation.forecasts import Forecast, left_over, read_forecast
from bot.conversation.hints import says_vaguely, sounds_well
from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import Marked
from bot.conversation.narratives import Narrative, read_narrative, remarks
from bot.conversation.prefilter import prefiltered
from bot.conversation.pressure import under_pressure
from bot.conversation.readings import Context, Question, Reading
from bot.conversation.unmoved_parts import tells_of_a_part
from bot.domain.status import OPEN_COLOURS, Status

_NOTHING = Narrative()
#: Rules under which a few words are the state itself and give no reason for it.
_SOUNDS = frozenset(("vague", "done:not-quite", "done:missed", "done:tick", "grey:not-started"))
_BARE = 3
_TABLE_ROW = prefiltered(r" , ?[^,\n]{1,80} , ?[^,\n]")
_FORECAST_COLUMN = prefiltered(
    r"(?:^|\n)[^\n\ue002]{0,80},[ ]?(?:forecast|expected|revised|new|estimated|completion|finish)\b"
)
_IN_TIME = prefiltered(
    r"\b(?:on time|to time|to plan|(?:to|on) schedule|ahead of (?:time|schedule|plan)|(?:with|and) no (?:issues|problems|concerns))\b"
)
#: Where a colour that was and what is now are told apart.
_PARTS = prefiltered(r"[.;,\n!]|\s-+\s|\b(?:but|though|and|now(?= \w)|then|until)\b")
_NEW_DATE = prefiltered(
    r"\b(?:dates?|deadline|forecast|eta|completion|finish)\b[^.;\n]{0,30}\b(?:now|new|moved?|moves|slipped|slips|changed?|changes|pushed|to)\b|\bnew (?:date|forecast|deadline)\b"
)
#: "Amber all the way through": how it was for as long as it was open.
_ALL_ALONG = prefiltered(
    rf"\b{COLOUR}\b,? (?:all the way|all along|(?:for |by )?the (?:whole|entire) (?:time|way)|throughout|all (?:year|term|summer|winter)|(?:right )?from (?:the (?:start|off|beginning)|day one)|for (?:ages|months|years|weeks|the (?:last|past|best part)|(?:a|an|two|three|four|five|six|\d+) \w+))\b"
)
_MAY_CLAIM = prefiltered(r"\b(?:done|complet\w+|finished|closed|delivered)\b")
_SENTENCES = prefiltered(
    r"[.;!?\n]+(?=\s|$)|,? \b(?:so|but|and)\b(?= (?:it'?s|it is|this|that|the (?:whole|action)|we'?re) )"
)
_OF_THE_ACTION = prefiltered(
    r"\W*(?:(?:so|and|but|now|anyway|however|which means|happy to say|pleased to say|i can confirm|as of (?:now|\ue005+)),? )*(?:it|it'?s|this(?: one| action)?|that(?: one)?(?:'s)?|the (?:whole (?:thing|action)|action)|everything|we'?re|\ue002+)(?:'s|\b)"
)
_UNTIL = prefiltered(r"\b(?:until|till|til|'til|before|unless|once)\b")
#: "Can this go blue please": the wish to have it closed, and no question.
_ASKS_FOR_BLUE = prefiltered(
    r"^\W*(?:(?:it|this|that|\ue002+|this one|please|so|ok|now|think|i) )*(?:can|should|could|may|ready to|needs to) (?:now |just |all )?(?:go|be|turn|move to|become) blue(?: (?:now|please|then|thanks))*\W*$|\b(?:can|could|may) (?:this|it|that|we|you|mine|\ue002+)(?: one| action)?(?: (?:now|please|just|all|also))* (?:go|turn|be|move|become|change|make it|set it|mark it)(?: (?:to|now|into|as|turned|moved|marked|set|over))* blue\b(?!,? (?:if|when|once|yet|by|or)\b)(?=[^?]*$)"
)
_LEFT_OPEN = prefiltered(
    r"\b(?:still thinking|thinking (?:about|it)|not sure|unsure|to follow|will (?:come|get) back|later|tbc|to be confirmed|tba|don'?t know|doesn'?t know|haven'?t (?:decided|heard)|"
    r"checking|will check|awaiting|waiting|needs? (?:more )?time|next week|tomorrow|pending|to come|leave (?:that|it)|not ready|skip)\b"
)


class Found(Struct, frozen=True):
    """What one clause says, before it is known of which action."""

    reading: Reading
    question: Question | None = None
    because: tuple[str, ...] = ()
    dated: Reading | None = None
    """A date of the same clause that must be asked about, where the rest is certain."""
    dated_question: Question | None = None
    narrative: Narrative = _NOTHING
    empty: bool = False


def read_report(
    marked: Marked,
    spans: Sequence[tuple[int, int]],
    context: Context,
    *,
    excepted: bool = False,
    named: bool = False,
) -> Found:
    """Read the clauses about one action. ``named``: the writer gave its reference."""
    stretch = list(spans)
    mask = "\n".join(marked.mask[a:b].strip() for a, b in stretch)
    verdict = read_colours(mask)
    if verdict.unclear or (verdict.mentions and under_pressure(mask)):
        verdict = contrasted(mask, verdict)
    links = evidence(marked, stretch)
    asked = context.awaiting == "narrative"
    limbs = read_limbs(mask, asked=asked)
    base = Reading(ref=None, links=links, limbs=limbs)
    if excepted and not verdict.status and _LEFT_OPEN.search(mask):
        return Found(base, empty=True, because=("except:left-open",))
    # "£40k in the red, but the work is on track": a turn of phrase beside what says how it is.
    in_figures = verdict.because == "colour:mood" and implied_status(mask)[0] is not None
    if verdict.mentions and not in_figures:
        return _coloured(marked, stretch, context, mask, verdict, base)
    done = read_done(mask)
    # "Delivered on time" tells when it was done.
    implied, why = implied_status(_IN_TIME.sub(" ", mask) if done and done.certain else mask)
    if done and done.certain and implied is None:
        return _finished(marked, stretch, base, done.because)
    if implied is not None and not (done and done.because != "done:part"):
        return _stated(marked, stretch, context, base, implied, why)
    if says_no_change(mask):
        return _unmoved(marked, stretch, context, base)
    return _uncoloured(marked, stretch, context, mask, base, why, named=named)


def _unmoved(
    marked: Marked, spans: list[tuple[int, int]], context: Context, base: Reading
) -> Found:
    """The same as last time; "unchanged, but date now 31 Jan" moves the date all the same."""
    told = read_forecast(marked, spans, context, beside=True)
    moved = told if told and told.due and _NEW_DATE.search(marked.mask, 0, told.end) else None
    return Found(
        replace(base, no_change=True, forecast=moved.due if moved else None),
        because=("no-change", *((moved.because,) if moved else ())),
    )


def _finished(marked: Marked, spans: list[tuple[int, int]], base: Reading, because: str) -> Found:
    """Completion claimed; the words that claim it are no narrative."""
    first, end = spans[0]
    said = read_done(marked.mask[first:end])
    claim = [(first + said.start, first + said.end)] if said and said.certain else []
    narrative = read_narrative(marked, spans, leave_out=claim)
    reading = replace(base, done=True, position=narrative.whole)
    return Found(reading, because=(because,), narrative=narrative)


def _coloured(
    marked: Marked,
    spans: list[tuple[int, int]],
    context: Context,
    mask: str,
    verdict: Verdict,
    base: Reading,
) -> Found:
    status = verdict.status
    if under_pressure(mask) and verdict.because != "colour:contrast":
        narrative = read_narrative(marked, spans)
        reading = replace(base, needs_clarification=True, position=narrative.whole)
        return Found(reading, Question.OWN_VIEW, ("pressure",), narrative=narrative)
    if verdict.because == "colour:others-view":
        narrative = read_narrative(marked, spans)
        reading = replace(base, needs_clarification=True)
        return Found(reading, Question.OWN_VIEW, ("second-hand",), narrative=narrative)
    if verdict.because in ("colour:past", "colour:negated") and (
        done := _done_since(mask, over=verdict.because == "colour:past")
    ):
        return _finished(marked, spans, base, done.because)
    if verdict.candidates == (Status.BLUE,) and _ASKS_FOR_BLUE.search(mask):
        return Found(replace(base, done=True), because=("done:asked-blue",))
    if status is None or status is Status.NOT_REPORTED:
        return _unclear(marked, spans, context, base, verdict.candidates, verdict.because)
    if status is Status.BLUE:
        narrative = read_narrative(marked, spans)
        return Found(
            replace(base, done=True, position=narrative.whole),
            because=("colour:blue", "done:said"),
            narrative=narrative,
        )
    done = read_done(_without_colours(mask, verdict))
    if done and done.certain and status in (Status.GREEN, Status.GREY):
        return _unclear(marked, spans, context, base, (status, Status.BLUE), "colour:and-done")
    if status.needs_narrative and (claim := _claimed_apart(mask)):
        if _ALL_ALONG.search(mask, 0, claim):
            return _finished(marked, spans, base, "done:at-last")
        return _unclear(marked, spans, context, base, (status, Status.BLUE), "colour:and-done")
    if status is Status.GREEN and contradicts_green(mask):
        return _unclear(
            marked, spans, context, base, (Status.GREEN, Status.AMBER), "colour:contradicted"
        )
    return _stated(marked, spans, context, base, status, verdict.because)


def _claimed_apart(mask: str) -> int:
    """Where a sentence of its own begins that claims all of it, beside an amber or a red; 0 where there is none."""
    if not _MAY_CLAIM.search(mask):
        return 0
    at = 0
    for stop in (*_SENTENCES.finditer(mask), None):
        end = stop.start() if stop else len(mask)
        sentence = mask[at:end]
        if _OF_THE_ACTION.match(sentence) and not mentions(sentence):
            done = read_done(sentence)
            if done and done.certain and done.because != "done:close":
                return at
        at = stop.end() if stop else end
    return 0


def _done_since(mask: str, *, over: bool) -> Done | None:
    """ "Was amber last month, it's complete now": what is told beside a colour that was.

    Only where that is ``over`` does "until" tell of what has come: "can't go green until it's done" tells of nothing.
    """
    if not over and _UNTIL.search(mask):
        return None
    parts = [part for part in _PARTS.split(mask) if part and not mentions(part)]
    told = [done for part in parts if (done := read_done(part))]
    doubted = any(implied_status(part)[1] or says_vaguely(part) for part in parts)
    if len(told) != 1 or doubted or "?" in mask:
        return None
    return told[0] if told[0].certain else None


def _without_colours(mask: str, verdict: Verdict) -> str:
    for mention in verdict.mentions:
        mask = mask[: mention.start] + " " * (mention.end - mention.start) + mask[mention.end :]
    return mask


def _stated(
    marked: Marked,
    spans: list[tuple[int, int]],
    context: Context,
    base: Reading,
    status: Status,
    because: str,
) -> Found:
    row = any(_TABLE_ROW.search(marked.mask[a:b]) for a, b in spans)
    row = row and not _FORECAST_COLUMN.search(marked.mask)
    # What the date in a column of somebody's table means is known by its heading only.
    forecast = None if row else read_forecast(marked, spans, context, beside=True)
    narrative = read_narrative(marked, spans, leave_out=_taken(forecast))
    if because.startswith("implied:") and len((narrative.whole or "").split()) <= _BARE:
        narrative = _NOTHING
    reading = replace(
        base,
        status=status,
        forecast=forecast.due if forecast else None,
        position=narrative.position if status.needs_narrative else narrative.whole,
        next_steps=narrative.next_steps if status.needs_narrative else None,
        limbs=base.limbs if status.needs_narrative else frozenset(),
    )
    rules = (because, *((forecast.because,) if forecast else ()))
    if forecast is not None and forecast.question is not None:
        dated = Reading(ref=None, forecast=forecast.due, needs_clarification=True)
        return Found(
            replace(reading, forecast=None),
            because=rules,
            dated=dated,
            dated_question=forecast.question,
            narrative=narrative,
        )
    return Found(reading, because=rules, narrative=narrative)


def _taken(forecast: Forecast | None) -> list[tuple[int, int]]:
    return [(forecast.start, forecast.end)] if forecast is not None and forecast.due else []


def _unclear(
    marked: Marked,
    spans: list[tuple[int, int]],
    context: Context,
    base: Reading,
    candidates: tuple[Status, ...],
    because: str,
) -> Found:
    forecast = read_forecast(marked, spans, context, beside=True)
    hedged = [
        (a + mention.start, a + mention.end)
        for a, b in spans
        for mention in mentions(marked.mask[a:b])
    ]
    narrative = read_narrative(marked, spans, leave_out=[*_taken(forecast), *hedged])
    if because in _SOUNDS and len((narrative.whole or "").split()) <= _BARE:
        narrative = _NOTHING
    reading = replace(
        base,
        needs_clarification=True,
        candidates=candidates or OPEN_COLOURS,
        forecast=forecast.due if forecast and forecast.question is None else None,
        position=narrative.position,
        next_steps=narrative.next_steps,
    )
    return Found(reading, Question.WHICH_COLOUR, (because,), narrative=narrative)


def _uncoloured(
    marked: Marked,
    spans: list[tuple[int, int]],
    context: Context,
    mask: str,
    base: Reading,
    why: str,
    *,
    named: bool,
) -> Found:
    """No colour, no "done", no "same": a date, an answer to the narrative question, evidence, or a doubt."""
    done = read_done(mask)
    forecast = read_forecast(marked, spans, context, beside=False)
    narrative = read_narrative(marked, spans, leave_out=_taken(forecast))
    if context.awaiting == "narrative" and not named:
        settled = forecast if forecast and forecast.question is None else None
        reading = replace(
            base,
            forecast=settled.due if settled else None,
            position=narrative.position,
            next_steps=narrative.next_steps,
        )
        rules = ("narrative:asked", *((settled.because,) if settled else ()))
        return Found(reading, because=rules, narrative=narrative, empty=not reading.says_anything)
    if not_due(mask):
        return Found(
            replace(base, status=Status.GREY), because=("grey:not-due",), narrative=narrative
        )
    if not_started(mask):
        candidates = (Status.GREY, Status.AMBER, Status.RED)
        return _unclear(marked, spans, context, base, candidates, "grey:not-started")
    if forecast is not None and not why and not (done and done.dateless):
        reading = replace(base, forecast=forecast.due, position=narrative.whole)
        if forecast.question is not None:
            reading = replace(reading, needs_clarification=True)
        return Found(reading, forecast.question, (forecast.because,), narrative=narrative)
    if done is not None:
        candidates = (Status.BLUE, Status.GREEN, Status.AMBER)
        if done.because in ("done:not-quite", "done:missed"):
            candidates = OPEN_COLOURS
        return _unclear(marked, spans, context, base, candidates, done.because)
    if why:
        return _unclear(marked, spans, context, base, OPEN_COLOURS, why)
    if base.limbs and not narrative.whole:
        return Found(base, because=("limbs",), narrative=narrative)
    if base.links and not says_vaguely(mask):
        return Found(base, because=("evidence",), narrative=narrative)
    if asks_of_links(marked):
        return Found(base, because=("link:not-evidence",), narrative=narrative, empty=True)
    if says_vaguely(mask) or (named and remarks(marked, spans, _taken(forecast))):
        if not named and not says_vaguely(mask):
            return Found(base, narrative=narrative, empty=True)
        likely = (Status.GREEN,) if sounds_well(mask) else OPEN_COLOURS
        return _unclear(marked, spans, context, base, likely, "vague")
    if tells_of_a_part(mask):
        return _unclear(marked, spans, context, base, OPEN_COLOURS, "no-change:part")
    unread = left_over(marked, spans)
    if unread is not None:
        doubt = replace(base, needs_clarification=True, position=narrative.whole)
        return Found(doubt, unread.question, (unread.because,), narrative=narrative)
    return Found(base, narrative=narrative, empty=not base.says_anything)
