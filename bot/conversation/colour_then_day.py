"""Lists of a reference, a colour and a day: "4.2.2 red mid March; 4.2.5 amber 30 June".

The day stands where a table would have it, so it is when the action will be done. "Amber Friday", "amber on
30 June" and "will be amber 30 June" may tell when it will be amber, and are left to the other rules.
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.conversation.marks import Marked
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context

_COLOUR = prefiltered(
    r"(?:^|[.;\n]\s*|/\s|\ue002[\s:=-]*(?:(?:is|now|still|at)\s)?)(?:green|amber|red|[gar]) $"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
#: A day, a part of a month, or a month of a year; a month alone may be the one in which it was amber.
_DAY = prefiltered(
    rf"(?:(?:mon|tue|wed|thu|fri)[a-z]* )?(?:the )?\d.*|{_MONTH} \d.*|(?:early|mid|late|end|the end|end of|the end of)[ -](?:of )?{_MONTH}.*|q[1-4] \d.*"
)
_ENDS = prefiltered(r"\s*(?:$|[.;!\n]|/\s|,\s*(?:and )?\ue002|\s(?:and )?\ue002)")
#: "4.2.2 A early Nov / 4.2.5 G": a stroke between the rows.
_STROKE = prefiltered(r" /(?= \ue002)")
_NEAR = 24


def with_stops(marked: Marked, context: Context) -> Marked:
    """The message with a comma in the mask before each day of such a list, as careful writers put it."""
    mask = marked.mask
    for span in marked.dates:
        end = span.reading.end
        if not span.reading.certain or end is None or end <= context.today:
            continue
        before = mask[max(0, span.start - _NEAR) : span.start]
        if not (
            _COLOUR.search(before) and _DAY.fullmatch(span.words) and _ENDS.match(mask, span.end)
        ):
            continue
        mask = f"{mask[: span.start - 1]},{mask[span.start :]}"
        if stroke := _STROKE.match(mask, span.end):
            mask = f"{mask[: stroke.start()]} ;{mask[stroke.end() :]}"
    return replace(marked, mask=mask) if mask != marked.mask else marked
