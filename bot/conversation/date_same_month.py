"""A day of no month after one that names its month: "not the 15th of December, the 22nd"."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from bot.conversation.date_expressions import Expressions
from bot.conversation.date_grammar import Value

WHICH_MONTH = "which-month"
_SENTENCE_ENDS = frozenset((".", ";", "!", "?", "\n"))


def in_its_month(
    grammar: Expressions, value: Value, before: date | None, since: int, at: int
) -> Value:
    """The day in the month of the one before it in the sentence, where that is no longer the past.

    ``since``: the token after that day; ``at``: the token at which this one begins. A day of the month that would
    come before the other is asked about, unless the next such day comes after it: "30 Nov, now the 7th".
    """
    if not value.monthless or value.start is None or before is None or before < grammar.today:
        return value
    if any(grammar.word(n) in _SENTENCE_ENDS for n in range(since, at)):
        # "Panel is 5 January. Finished by the 19th": of that month, or the next one?
        return value if value.start > before else value.unsure(WHICH_MONTH)
    day = value.start.day
    if day <= before.day:
        return value if value.start > before else value.unsure(WHICH_MONTH)
    try:
        meant = before.replace(day=day)
    except ValueError:
        return value.unsure("impossible-day")
    return replace(value, start=meant, end=meant)
