"""Leave of which only the beginning is told: "going on adoption leave in May" is not over with May."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.dates import DateSpan
from bot.conversation.prefilter import prefiltered

#: Leave that lasts for months, whatever day is told with it.
_LONG = prefiltered(
    r"\b(?:maternity|adoption|mat(?= leave)|surrogacy|sabbatical|secondment|career break)\b"
)
#: Leave that may be weeks as well as days.
_WEEKS = prefiltered(
    r"\b(?:paternity|pat(?= leave)|parental|unpaid leave|carers'? leave|jury (?:service|duty))\b"
)
#: "Starting my leave in April".
_STARTING = prefiltered(
    r"\b(?:start(?:s|ing)?|begin(?:s|ning)?|commenc(?:e|es|ing)|going (?:off )?on|go(?:es)? (?:off )?on)\b[^.;,\n]{0,40}\bleave\b[^.;,\n]{0,20}$"
)
#: All of the time that is named.
_ALL_OF_IT = prefiltered(
    r"\b(?:all(?: of)?|(?:the )?whole(?: of)?|throughout|during|for|over|rest of)(?: the)? $"
)
_NO_MORE = prefiltered(r" (?:only|inclusive|and then back)\b|(?:,| and)? (?:then )?back\b")
#: Its first day and its last are told.
_FROM_TO = ("range", "lasting", "two-dates", "months")
_A_FORTNIGHT = timedelta(days=14)
_NEAR = 60


def only_opens(mask: str, span: DateSpan) -> bool:
    """Whether this is the day, or the month, in which long leave begins, and nothing tells its end."""
    reading = span.reading
    before = mask[max(0, span.start - _NEAR) : span.start]
    if (
        reading.start is None
        or reading.end is None
        or reading.because in _FROM_TO
        or span.words.startswith(("for ", "until ", "till ", "til ", "during ", "all "))
        or _ALL_OF_IT.search(before)
        or _NO_MORE.match(mask, span.end)
    ):
        return False
    if _LONG.search(before):
        return True
    weeks = reading.end - reading.start > _A_FORTNIGHT
    return weeks and bool(_WEEKS.search(before) or _STARTING.search(before))
