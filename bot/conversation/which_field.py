"""Which field of a narrative an answer fills, by what was asked: a date that answers "when is it back to
green?", what would happen if it is not fixed, the day of a next step that is no forecast (R3, R4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.conversation.dates import find_dates
from bot.conversation.marks import lowered, mark
from bot.conversation.narratives import read_narrative
from bot.conversation.normalise import normalise
from bot.conversation.owed import SENTENCE_END, Owed
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context, Interpretation
from bot.conversation.substance import has_substance
from bot.domain.commands import Part

_CLAUSE = prefiltered(r"[.;!?]+(?=\s|$)|\n|,(?=\s|$)|\s-\s")
#: "We'd fail the inspection": what would come of it, said in answer to that question.
_WOULD = prefiltered(
    r"^\W*(?:(?:then|and|so|well|because|probably)\W+)*(?:\w+['’]d|(?:\w+ ){1,4}(?:would|could|might))(?! (?:like|love|prefer|rather|appreciate|be grateful)\b) \w",
    re.IGNORECASE,
)
#: Words about a date a clause may hold beside it, which then tells when the action ends.
_ENDS = prefiltered(
    r"\b(?:done|finish\w*|complet\w*|deliver\w*|clos\w+|forecast\w*|slip\w*|push\w*|mov\w+|delay\w*|expect\w*|revis\w+|target\w*|be|been|by|until|till|now|dates?|deadline|end|ready|there|place|land\w*|late|later|behind|to|due|takes?|goes|going|more like|back)\b"
)
_WHEN = prefiltered(r"\b(?:by|before|after|in|mid|early|late|until)\b")


def asked_first(parts: Sequence[Part]) -> tuple[str, ...]:
    """What the first narrative question of those open asks for."""
    first = next((part for part in parts if part.code == "narrative"), None)
    return tuple(first.values.get("missing", "").split(",")) if first is not None else ()


def with_answers(owed: Owed, context: Context, parts: Sequence[Part]) -> Owed:
    """The narrative taken apart further by what was asked: a bare date, and what would happen."""
    missing = asked_first(parts)
    rest = owed.rest
    if "if_not" in missing and not owed.if_not:
        sentences = SENTENCE_END.split(rest)
        would = [one for one in sentences if _WOULD.match(one)]
        if would:
            rest = " ".join(one for one in sentences if one not in would)
            owed = replace(owed, if_not=" ".join(would).strip(" .!"), rest=rest)
    if "back_to_green" in missing and not owed.back_to_green and _only_a_date(rest, context):
        return replace(owed, back_to_green=rest.strip(" .!"), rest="")
    return owed


def without_forecast(said: Interpretation, text: str, context: Context) -> Interpretation:
    """ "Panel cancelled, new one 2 Nov": the day of what comes next is no forecast of the action."""
    only = said.readings[0] if len(said.readings) == 1 else None
    if only is None or only.forecast is None or only.status or only.done or only.snooze_until:
        return said
    low = lowered(text)
    spans = find_dates(low, context.today)
    if not spans:
        return said
    stops = [0, *(stop.end() for stop in _CLAUSE.finditer(low)), len(low)]
    for span in spans:
        start = max(stop for stop in stops if stop <= span.start)
        end = min(stop for stop in stops if stop >= span.end)
        beside = f"{low[start : span.start]} {low[span.end : end]}"
        if _ENDS.search(low[start:end]) or not has_substance(beside):
            return said
    marked = mark(normalise(text).text, context)
    told = read_narrative(marked, [(0, len(marked.mask))])
    reading = replace(only, forecast=None, position=told.position, next_steps=told.next_steps)
    return replace(said, readings=(reading,), narrative=told.whole)


def _only_a_date(text: str, context: Context) -> bool:
    low = lowered(text)
    spans = find_dates(low, context.today)
    if len(spans) != 1:
        return False
    beside = f"{low[: spans[0].start]} {low[spans[0].end :]}"
    return not has_substance(_WHEN.sub(" ", beside))
