"""Which date of a clause is when the action will be done, and what "another month" comes to (R4, R5).

A date in a report is mostly about something else: an interview, a meeting, a start. It is a forecast only
where the words around it say so, or where it stands alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.conversation.colours import mentions
from bot.conversation.date_words import CARDINALS
from bot.conversation.dates import DateSpan, read_date
from bot.conversation.marks import Marked, lowered
from bot.conversation.readings import Context, Question
from bot.conversation.senses import Sense
from bot.domain.dates import Due

_CUES = frozenset(
    """done complete completed completion completes finish finished finishing finishes deliver delivered delivery
    delivering forecast due deadline eta expect expected expecting land lands landing ready hit slip slips slipped
    slipping push pushed pushing move moved moving delay delayed extend extended extension target targeting aim
    aiming revised revise close closed closing wrap wrapped estimated est new by now until till track schedule
    end finalised finalise concluded conclude postpone postponed rescheduled reschedule stretch run runs sorted
    achieved reset back later forward""".split()
)
#: With a colour beside it, a date with no more than these before it says too little.
_WEAK = frozenset("now until till new end back later".split())
_ALLOWED = _CUES | frozenset(
    """it it's its itll this that that's we we'll well we're we've i i'll i'd i'm all action whole thing everything work project be
    been will would should is are to the a an date dates expecting for on at in around about so more like realistic
    realistically looking likely hope hoping hopefully think plan planned planning can could you please pls have may get make
    need needs want change changed set put out sorry actually instead meant say says sign signed off up over
    fully bring brought also still going go goes happen take takes taking took request ask asking only as us me my our
    earliest latest and then but roughly approx approximately circa probably hi yes no ok timescale timeline
    timing further bit looks though currently current reckon let let's lets not of mid
    propose proposed suggest agree agreed them these both they action's completion's from here earlier date's
    provisional there some time sometime might must won't wont rather other update status just
    """.split()
)
_ASIDE = frozenset(("was", "were", "since", "originally", "initially", "previously", "not", "from"))
_AFTER = re.compile(
    r"^[\s)]*(?:$|[.,;:!?)\n-]|(?:please|pls|now|instead|latest|at the latest|at latest|hopefully|i think|ok|okay|if (?:that's|thats|that is) ok(?:ay)?|if possible|"
    r"and|as|because|due to|when|since|but|so|not|rather|is (?:more )?realistic|realistically|then|for|is the|is when|works|would be|should be|looks|is|earliest|onwards|all being well|with|though|thanks|cheers|to|at|while|given|until)\b)"
)
_BARE_AFTER = re.compile(
    r"^[\s)]*(?:$|[.,;:!?)\n-]|(?:please|pls|now|instead|latest|at the latest|hopefully|ok|if (?:that's|thats) ok|if possible|is (?:more )?realistic|works|thanks|all being well|should be ok|should be fine)\b|,? ?(?:and |but )?not \ue003)"
)
_DOUBT_AFTER = re.compile(
    r"^\s*(?:if\b|unless|or\b|subject to|provided|assuming|ish\b|depending|at the earliest|earliest|onwards|\?\?|maybe|perhaps|possibly|tbc)"
)
_DOUBT = re.compile(
    r"\b(?:might|maybe|perhaps|possibly|could be|not sure|unsure|may be|no idea|guess|if|unless|unlikely|won't|wont|can't|not)\b"
)
_ASKED = re.compile(
    r"^\W*(?:(?:hi|please|ok|so)\W+)*(?:can|could|may|might|would|will) (?:you|we|i|it|this|that|they|the)\b"
)
_STOPS = re.compile(r"[,.;:\n(!?]|\bbut\b|\bso\b|\band\b| - ")

_AMOUNT = (
    r"(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of|couple of|a few|few|another|half a)"
    r"(?: more| extra| further| additional| other)?"
)
_SHIFT = re.compile(
    rf"\b(?P<lead>another|by|back|an? extra|an? further|an? additional|extra|further|additional|needs?|slip\w*|push\w*|extend\w*|delay\w*|"
    rf"move|moved|put)?\s*(?:(?:it|this|that|out|back|date|the|of|for|by|about|around|roughly|\ue002+) ){{0,4}}"
    rf"{_AMOUNT} ?(?P<unit>working days?|days?|weeks?|wks?|fortnights?|months?|mths?|quarters?|years?)"
    rf"(?P<tail> (?:more|later|late|extra|longer|behind|slip|slippage|delay|extension|over|back|further|please|pls|if possible|or so|to finish))*"
)
_NOT_SHIFT = re.compile(
    r"\b(?:in|within|for the (?:last|past)|last|past|every|next|over|about)\s*$"
)

#: Characters before a date among which its cue is looked for.
_NEAR = 240


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast that was said, or the question that its words leave open."""

    due: Due | None
    question: Question | None
    because: str
    start: int
    end: int


def read_forecast(
    marked: Marked, spans: list[tuple[int, int]], context: Context, *, beside: bool
) -> Forecast | None:
    """The forecast in these spans of the message; ``beside`` a status more is asked of the words."""
    found: list[tuple[Forecast, bool]] = []
    shift = _shift(marked, spans, context)
    for a, b in spans:
        inside = (
            span
            for span in marked.dates
            if a <= span.start < b
            and not (shift and span.start < shift.end and shift.start < span.end)
        )
        said = (_forecast(marked, span, (a, b), context, beside) for span in inside)
        found += [one for one in said if one is not None]
    if shift is not None and not beside and not any(f.due for f, _ in found):
        return shift
    if not found:
        return None
    ends = {f.due.end for f, _ in found if f.due}
    if len(ends) > 1:
        strong = [f for f, sure in found if f.due and sure]
        if len({f.due.end for f in strong if f.due}) == 1:
            return strong[-1]
        first = found[0][0]
        if beside:
            return None
        return Forecast(None, Question.WHICH_DATE, "date:several", first.start, found[-1][0].end)
    return next((f for f, _ in found if f.due), found[0][0])


def _forecast(
    marked: Marked, span: DateSpan, segment: tuple[int, int], context: Context, beside: bool
) -> tuple[Forecast, bool] | None:
    mask = marked.mask
    said = [m.end for m in mentions(mask[segment[0] : segment[1]]) if m.sense is Sense.SAID]
    cut = max([end for end in said if end <= span.start - segment[0]], default=0)
    # What decides stands near: a long sentence must not be walked again from each of its dates.
    left = mask[max(segment[0] + cut, span.start - _NEAR) : span.start]
    clause = re.split(_STOPS, left)[-1]
    if span.words.startswith(("from ", "since ")) and not re.search(
        r"mov|slip|push|put|chang|delay", clause
    ):
        return None
    right = mask[span.end : segment[1]]
    words = re.findall(r"[a-z']+", clause)
    preposition = span.words.split()[0]
    cues = {word for word in words if word in _CUES}
    if preposition in ("by", "until", "till", "til"):
        cues.add("by" if preposition == "by" else "until")
    if any(word in _ASIDE for word in words) or not all(word in _ALLOWED for word in words):
        return None
    if "track" in words and "back" in words:
        # "Back on track by Christmas" is no day of completion.
        return None
    bare = not words
    strong = bool(cues - _WEAK - {"by"})
    if bare or not strong:
        if not _BARE_AFTER.match(right) and not _DOUBT_AFTER.match(right):
            return None
        if beside and not bare and not (cues - {"until", "till", "end", "back", "later"}):
            return None
        if beside and bare and preposition in ("until", "till", "til", "in", "on", "for", "after"):
            return None
    elif not _AFTER.match(right) and not _DOUBT_AFTER.match(right):
        return None
    start = span.start - len(clause.lstrip())
    reading = span.reading
    if span.words.startswith("from ") and " to " in span.words:
        later = read_date(span.words.rpartition(" to ")[2], context.today, purpose="forecast")
        reading = later or reading
    doubtful = bool(_DOUBT_AFTER.match(right)) or (
        bool(_DOUBT.search(clause))
        and not _ASKED.match(mask[segment[0] : min(span.start, segment[0] + _NEAR)])
    )
    if bare and not beside and span.words in ("today", "tomorrow", "tonight"):
        # "Tomorrow" may be when it is done, or when the answer comes.
        doubtful = True
    if beside and not strong and reading.end == context.today:
        # "Amber today" says when it is amber.
        return None
    if re.search("[\ue003\ue005][ ,]*(?:on|at|in)? *$", clause):
        # "Signed off by the board on Tuesday": two dates in one breath.
        doubtful = True
    due = None if doubtful else reading.as_due(marked.text[span.start : span.end])
    if due is not None and due.end is not None and due.end < context.today:
        due = None
        if beside:
            return None
    if due is None:
        rule = "date:doubtful" if doubtful else f"date:{reading.because}"
        return Forecast(None, Question.WHICH_DATE, rule, start, span.end), strong
    return Forecast(due, None, f"date:{reading.because}", start, span.end), strong


def _shift(marked: Marked, spans: list[tuple[int, int]], context: Context) -> Forecast | None:
    """ "Push it back a month": computed from the due date where that is known, and confirmed."""
    low = lowered(marked.text)
    for a, b in spans:
        for found in _SHIFT.finditer(low, a, b):
            if not (
                found["lead"] or found["tail"] or found["n"] == "another" or " more " in found[0]
            ):
                continue
            if _NOT_SHIFT.search(low, max(0, found.start("n") - 12), found.start("n")):
                continue
            if re.match(
                r" (?:from (?:now|today)|ago|time|old|wait|backlog|leave|notice|holiday|off)\b",
                low[found.end() : found.end() + 16],
            ):
                continue
            day = _moved(context.due, found["n"], found["unit"])
            if day is None or day <= context.today:
                return Forecast(
                    None, Question.WHICH_DATE, "date:from-due", found.start(), found.end()
                )
            due = Due.on(day, marked.text[found.start() : found.end()].strip())
            return Forecast(due, Question.CONFIRM_DATE, "date:from-due", found.start(), found.end())
    return None


def _moved(due: date | None, amount: str, unit: str) -> date | None:
    if due is None or "few" in amount or "working" in unit:
        return None
    count = (
        1
        if amount in ("a", "an", "another")
        else 2
        if "couple" in amount
        else CARDINALS.get(amount, 0)
    )
    count = count or (int(amount) if amount.isdecimal() else 0)
    if not count:
        return None
    if unit.startswith("day"):
        return due + relativedelta(days=count)
    if unit.startswith(("week", "wk")):
        return due + relativedelta(weeks=count)
    if unit.startswith("fortnight"):
        return due + relativedelta(weeks=2 * count)
    months = {"m": 1, "q": 3, "y": 12}[unit[0]] * count
    moved = due + relativedelta(months=months)
    # Month ends stay month ends: a month after 30 November is 31 December.
    last = (due + relativedelta(days=1)).month != due.month
    return moved + relativedelta(day=31) if last else moved
