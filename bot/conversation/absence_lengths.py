"""How long somebody is away, told before the leave: "two weeks' annual leave", "a week off", "a fortnight's holiday"."""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversation.periods import so_long_after
from bot.conversation.prefilter import prefiltered

_COUNT = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|(?:a )?couple of|the(?= week| fortnight))"
_UNIT = r"(?:days?|weeks?|wks?|fortnights?|months?)"
#: Kinds of leave, as parts of a rule.
KINDS_OF_LEAVE = r"annual|sick|maternity|paternity|parental|adoption|compassionate|study|carers'?|special|mat|pat|unpaid|bereavement|family"
_KIND = rf"(?:{KINDS_OF_LEAVE}|well[- ]earned)"
_SO_LONG = rf"{_COUNT}[ -]{_UNIT}(?:'s|s'|')?(?: of)?"
_LEAVE = rf"(?:{_KIND} )*(?:leave|holidays?|hols|a\.?/?l\b|break|sabbatical|toil)(?![\w-])"
_DAY = r"(?:from |starting |beginning |on |as of |over |work )*(?:the )?\ue003"
#: Alone "off" needs its day: "two weeks off track" and "a week off finishing" are of the work.
_OFF = rf"off(?= {_DAY})"
_OFF_MINE = rf"off(?=\s*(?:$|[.,;:!()\n-]|{_DAY}|(?:work|sick|then|so|and|but|with|for|over)\b))"
_MINE = r"(?:(?:i've|i have|ive)(?: got| booked)?|got|have|having|(?:i'm |i'll be )?taking|booked|using|on|going on)"
#: The writer's own leave by its length: "taking ten days off", "a week's leave".
LENGTH_OF_MINE = rf"(?:{_MINE} {_SO_LONG} (?:{_LEAVE}|{_OFF_MINE})|{_SO_LONG} (?:{_LEAVE}|{_OFF}))"
_SAID = prefiltered(
    rf"\b(?={_SO_LONG} (?:{_LEAVE}|{_OFF_MINE}))(?P<n>{_COUNT})[ -](?P<unit>{_UNIT})"
)


def told_length(mask: str, first: date) -> date | None:
    """The day of the return, where the message says how long the leave lasts that begins on ``first``."""
    said = _SAID.search(mask)
    return so_long_after(first, said["n"].replace("the", "a"), said["unit"]) if said else None


def outlasts(first: date, last: date, back: date) -> bool:
    """Whether days from ``first`` to ``last`` are more than leave that ends on ``back``, weekends beside it allowed for.

    "A week off in December" is not all of December.
    """
    return last - first > (back - first) * 7 / 5 + timedelta(days=1)
