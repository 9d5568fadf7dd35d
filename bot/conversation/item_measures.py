"""What a clause says of a measure: a value, true of a day. A number in a narrative is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.conversation.dates import DateSpan
from bot.conversation.item_words import Clause, Items, best, lowered, past, stems
from bot.conversation.prefilter import prefiltered
from bot.domain.actions import Measure
from bot.domain.dates import Due

_ABOUT = (
    r"(?:(?P<about>about|around|approx(?:imately|\.)?|roughly|nearly|almost|just over|just under|over|"
    r"under|at least|circa|c\.|~)\s*)?"
)
_VALUE = prefiltered(
    rf"(?<![\w£$€.,/-]){_ABOUT}(?:"
    r"(?P<percent>\d{1,3}(?:\.\d+)?\s?(?:%|per ?cent\b|pc\b))"
    r"|(?P<share>\d{1,5}\s*(?:of|out of|/)\s*(?:the\s+|our\s+)?\d{1,5}(?![\d/%]))"
    r"|(?P<time>\d{1,4}(?:\.\d+)?[\s-]?(?:weeks?|wks?|days?|months?|mths?|hours?|hrs?|years?|yrs?|minutes?|mins?)\b)"
    r"|(?P<count>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d+)?)(?![\w£$€%]|[.,/:-]\d)"
    r")"
)
#: "Against a target of 60%" is about the target, not a second value.
_TARGET = prefiltered(
    r"[(,]?\s*\b(?:against|vs\.?|versus|compared (?:to|with)|(?:the\s+)?target(?: of| is|:)?)\s+"
    r"(?:a |the |our )?(?:target (?:of |is )?)?\d[\d.,]*\s*(?:%|per ?cent|weeks?|days?)?(?:\s+target)?\s*\)?"
)
_NOT_A_READING = prefiltered(
    r"\b(?:up|down|fewer|less|more|than|by|increas\w*|decreas\w*|ris(?:e|es|en|ing)|rose|fell|fall\w*|drop\w*|"
    r"improv\w*|worse\w*|reduc\w*|from|target\w*|aim\w*|expect\w*|forecast\w*|trajectory|should|would|could|"
    r"might|will|need\w*|hop\w+|if|once|when|unless|until|before|after|compared|above|below|short|off|never|"
    r"not|plan to|want\w*|left|remain\w*|missing|extra|another|further|each|every|goal|by the end)\b|n't\b|[£$€]"
)
_ASKED_FOR = prefiltered(r"\b(?:measures?|kpis?|readings?|indicators?|performance)\b")
_FILLERS = stems(
    "we're it's that's standing stands stand currently current latest figure figures data reading readings rate result "
    "results performance kpi kpis measure measures indicator impact only just reported published "
    "validated provisional unvalidated percent cent pc still today month value actual position return "
    "returns snapshot local count total number level now here also update updated data's what got get hit "
    "reached achieved"
) | {"is", "was", "at", "re"}
#: What people call a measure, and the words that such a measure bears.
_ALIASES = {
    "timeliness": prefiltered(
        r"\bwithin \d+|\bon time\b|\btimel|\bin time\b|statutory (?:timescale|deadline)"
    ),
    "timely": prefiltered(
        r"\bwithin \d+|\bon time\b|\btimel|\bin time\b|statutory (?:timescale|deadline)"
    ),
    "20week": prefiltered(r"\b20[ -]weeks?"),
}
_AS_OF = prefiltered(
    r"\b(?:as )?(?:of|at|in|for|on|to|during|end|since|by|the|data|figures?)\b|[^a-z0-9]"
)
_NOW = prefiltered(r"\b(?:today|now|currently|at present|as of now|at the moment|right now)\b")
_IN_TIME = prefiltered(r"\d\s?-?(?:week|day|month|hour)")
_IN_PER_CENT = prefiltered(r"\bper ?cent|\bpercentage|\bproportion")
_YEAR_OR_NEXT = prefiltered(r"\b20\d\d\b|\bnext\b")
_COUNTED = prefiltered(r"\bnumber\b|\bcount\b|\d")
_FIGURES = prefiltered(r"\d+")


@dataclass(frozen=True, kw_only=True)
class ReadingSaid:
    """A value of a measure. ``choices``: the measures it may be of; ``as_of``: ``None`` must be asked."""

    key: str | None
    measure: Measure | None
    choices: tuple[Measure, ...] = ()
    value: str
    as_of: Due | None = None


def read_measure(
    clause: Clause, items: Items, *, lead_in: Clause | None = None, after: Clause | None = None
) -> ReadingSaid | None:
    """The reading in a clause, or ``None``.

    ``lead_in`` and ``after``: the clauses around it, where they hold nothing but a date ("In September,
    timeliness was 28%").
    """
    if clause.asks or clause.several:
        return None
    today = items.context.today
    low = _TARGET.sub(lambda match: " " * len(match[0]), clause.bare)
    keys = (clause.key,) if clause.key else items.near
    known = list({one.id: one for key in keys for one in items.measures(key)}.values())
    if not known:
        return None
    dates = [span for span in clause.dates if low[span.start : span.end].strip()]
    values = _values(low, dates, known)
    if len(values) != 1:
        return None
    value = values[0]
    left = low[: value.start()] + " " * len(value[0]) + low[value.end() :]
    for span in dates:
        left = left[: span.start] + " " * (span.end - span.start) + left[span.end :]
    if _NOT_A_READING.search(left):
        return None
    sure, choices = _which(left, value, known)
    if not sure and not choices:
        return None
    told = list(dates)
    for other in (lead_in, after):
        told += list(other.dates) if other is not None else []
    as_of = _as_of(told, left, today)
    if as_of is False:
        return None
    if choices and as_of is None and not _ASKED_FOR.search(left):
        return None
    of = sure[0] if sure else choices[0]
    key = clause.key or next(key for key in keys if of.id in {m.id for m in items.measures(key)})
    shown = clause.text[value.start() : value.end()]
    return ReadingSaid(
        key=key,
        measure=sure[0] if sure else None,
        choices=tuple(choices),
        value=" ".join(shown.split()),
        as_of=as_of if isinstance(as_of, Due) else None,
    )


def only_dates(clause: Clause) -> bool:
    """Whether a clause says no more than of when something is: "in September", "August data"."""
    if len(clause.dates) != 1 or clause.refs:
        return False
    span = clause.dates[0]
    return not _AS_OF.sub("", clause.low[: span.start] + " " + clause.low[span.end :])


def _values(low: str, dates: list[DateSpan], known: list[Measure]) -> list[re.Match[str]]:
    """The values in a clause, less dates and the figures that the measures themselves name."""
    named = " ".join(lowered(one.text) for one in known).replace("-", " ")
    found: list[re.Match[str]] = []
    for match in _VALUE.finditer(low):
        inside = any(span.start < match.end() and match.start() < span.end for span in dates)
        if inside and match["percent"] is None and match["share"] is None:
            continue
        if match["time"] and " ".join(match["time"].replace("-", " ").split()) in named:
            continue
        if match["share"]:
            part, whole = (int(one) for one in _FIGURES.findall(match["share"]))
            if part > whole or not whole:
                continue
        found.append(match)
    return found


def _which(
    left: str, value: re.Match[str], known: list[Measure]
) -> tuple[list[Measure], list[Measure]]:
    """The one measure it is certainly of, else those to choose from; neither: no reading."""
    said = stems(left)
    fitting = [one for one in known if _fits(value, one)]
    called = [
        one
        for one in fitting
        if any(word in said and told.search(lowered(one.text)) for word, told in _ALIASES.items())
    ]
    extra = said - _FILLERS - (frozenset(_ALIASES) if called else frozenset())
    if len(called) == 1 and not extra - stems(called[0].text):
        return called, []
    if len(called) > 1 and not extra:
        return [], called
    close = best(extra, [(one, one.text) for one in fitting], least=1)
    if not extra and _ASKED_FOR.search(left):
        return (fitting, []) if len(fitting) == 1 and len(known) == 1 else ([], fitting)
    if not extra:
        # "28% in September" and nothing besides, of an action with one measure in per cent.
        only = len(known) == 1 and len(fitting) == 1 and value["percent"] is not None
        return (fitting, []) if only else ([], [])
    if not close:
        return [], []
    shared = max(len(extra & stems(one.text)) for one in close)
    strange = min(len(extra - stems(one.text)) for one in close)
    whole = any(stems(one.text) <= extra for one in close)
    if (shared >= 2 or whole) and strange <= (1 if shared > 2 else 0):
        return (close, []) if len(close) == 1 else ([], close)
    if strange:
        return [], []
    # One word in common: certain only where no other measure of the action could be meant.
    return (close, []) if len(known) == 1 and value["count"] is None else ([], close)


def _fits(value: re.Match[str], measure: Measure) -> bool:
    """Whether the value is of the kind in which the measure is told."""
    told = lowered(f"{measure.text} {measure.target or ''}")
    if "%" in told or _IN_PER_CENT.search(told):
        return value["percent"] is not None or value["share"] is not None
    target = lowered(measure.target or "")
    if _IN_TIME.search(target):
        return value["time"] is not None
    if value["count"] is not None:
        return bool(_COUNTED.search(told)) or not target
    return True


def _as_of(dates: list[DateSpan], left: str, today: date) -> Due | bool | None:
    """The day it is true of; ``None`` must be asked; ``False``: it is of a day to come, no reading."""
    if not dates:
        return Due.on(today) if _NOW.search(left) else None
    if len(dates) > 1:
        return None
    span = dates[0]
    due = past(span, today)
    if due is None and span.reading.certain and span.reading.start and span.reading.start > today:
        explicit = _YEAR_OR_NEXT.search(span.words)
        return False if explicit else None
    return due
