"""What "another month" comes to: a length of time counted from the due date, where that is known (R4)."""

from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta
from msgspec import Struct

from bot.conversation.date_words import CARDINALS
from bot.conversation.marks import REF, Marked, lowered
from bot.conversation.periods import after_working_days
from bot.conversation.prefilter import prefiltered

_AMOUNT = (
    r"(?P<n>(?:extra|further|additional)(?= \w)|\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of|couple of|a few|few|another|half a)"
    r"(?: more| extra| further| additional| other)?"
)
_VERB = (
    r"another|by|back|an? extra|an? further|an? additional|extra|further|additional|needs?|(?:allow|grant)(?: (?:me|us|it|this))?(?= (?:another|\w+ (?:more|extra|further|additional)))|allow|give (?:me|us)(?= (?:another|\w+ more|an? (?:extra|further)))|slip\w*|push\w*|extend\w*|"
    r"extension of|delay\w*|defer\w*|postpone\w*|move|moved|moving|shift\w*|shunt\w*|shov(?:e|ed|ing)|bump(?:ed|ing)?|kick(?:ed|ing)?|bounc(?:e|ed|ing)|knock(?:ed|ing)?|stretch(?:ed|ing)?|nudg(?:e|ed|ing)|reschedul\w+|slide|punt|put|add|adding|want|would like|(?:could|can|may) (?:i|we) have|bring (?:it )?forward"
)
#: Words between the verb and the amount; they say what is moved, not how far.
_BETWEEN = r"(?:it|this|that|them|both|out|back|forward|on|date|deadline|the|of|for|by|about|around|roughly|another|maybe|probably|go|going|\ue002+)"
_TAIL = (
    r"more|later|late|earlier|early|extra|longer|behind|slip|slippage|delay|extension|over|back|further|please|pls|if possible|or so|"
    r"to finish|on (?:this|that|it|top)|on \ue002+|beyond (?:the )?(?:due )?(?:date|deadline)|(?:past|after|over) (?:the )?(?:due date|deadline)"
)
_SHIFT = prefiltered(
    rf"\b(?P<lead>{_VERB})?\s*(?:{_BETWEEN} ){{0,5}}{_AMOUNT} ?"
    rf"(?P<unit>working days?|days?|weeks?|wks?|fortnights?|months?|mths?|quarters?|years?)\b"
    rf"(?P<tail> (?:{_TAIL}))*"
)
_NOT_BEFORE = prefiltered(
    r"\b(?:in|within|for the (?:last|past)|last|past|every|next|over|about|lost|took|takes|taken|been|was|were|waited|waiting|open|vacant|unfilled|stayed|lasted|ran|per)\s*$"
)
_NOT_AFTER = prefiltered(
    r" (?:from (?:now|today)|after (?:that|this|then|the)\b|ago|time|old|wait|backlog|leave|notice|holiday|off|then|since|into|each|per|at (?:the|a)|in (?:the|a|post)|of (?!slip|delay)\w|sick|away|annual|before (?:you|i|asking|chasing|reminding)|to (?:reply|respond|answer|decide|comment|return|sign))\b"
)
_EARLIER = prefiltered(r"\b(?:earlier|early|forward)\b")
_ANOTHER_WAY = prefiltered(r"\b(?:by|back|out|forward|another)\b")


class Shift(Struct, frozen=True):
    """A length of time by which the date is to move, and the day it comes to where that is known."""

    day: date | None
    start: int
    end: int


def read_shift(
    marked: Marked, spans: list[tuple[int, int]], due: date | None, today: date
) -> Shift | None:
    """The first such length in these spans; no day where it is vague or would be past."""
    for a, b in spans:
        low = _with_refs(marked, a, b)
        for found in _SHIFT.finditer(low):
            if not _moves(found):
                continue
            if not found["lead"] and any(
                _NOT_BEFORE.search(low, max(0, at - 14), at)
                for at in (found.start("n"), found.start())
            ):
                continue
            if _NOT_AFTER.match(low[found.end("unit") : found.end("unit") + 20]):
                continue
            back = -1 if _EARLIER.search(found[0]) else 1
            day = _moved(due, found["n"], found["unit"], back)
            kept = day if day and day > today else None
            return Shift(kept, a + found.start(), a + found.end())
    return None


def _moves(found: re.Match[str]) -> bool:
    """Whether the words say that something moves, and not only how long something is."""
    tail = found["tail"] and found["tail"].strip() not in ("please", "pls", "or so")
    ahead = found.string[found.start() : found.start("n")]
    lead = found["lead"] or _ANOTHER_WAY.search(ahead)
    alone = not found.string[: found.start()].strip() and not found.string[found.end() :].strip(
        " .!?"
    )
    more = found["n"] in ("another", "extra", "further", "additional") or " more " in found[0]
    return bool(lead or tail or more or alone)


def _with_refs(marked: Marked, start: int, end: int) -> str:
    """The words of one span in lower case, references marked."""
    words = lowered(marked.text[start:end])
    return "".join(
        sign if sign == REF else char
        for char, sign in zip(words, marked.mask[start:end], strict=True)
    )


def _moved(due: date | None, amount: str, unit: str, sign: int) -> date | None:
    if due is None or "few" in amount or "half" in amount:
        return None
    if amount in ("a", "an", "another", "extra", "further", "additional"):
        count = 1
    elif "couple" in amount:
        count = 2
    else:
        count = CARDINALS.get(amount, 0) or (int(amount) if amount.isdecimal() else 0)
    if not count:
        return None
    count *= sign
    if unit.startswith("working"):
        return after_working_days(due, count)
    if unit.startswith("day"):
        return due + relativedelta(days=count)
    if unit.startswith(("week", "wk")):
        return due + relativedelta(weeks=count)
    if unit.startswith("fortnight"):
        return due + relativedelta(weeks=2 * count)
    moved = due + relativedelta(months={"m": 1, "q": 3, "y": 12}[unit[0]] * count)
    # Month ends stay month ends: a month after 30 November is 31 December.
    last = (due + relativedelta(days=1)).month != due.month
    return moved + relativedelta(day=31) if last else moved
