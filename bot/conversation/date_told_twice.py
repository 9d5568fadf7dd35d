"""One day told in two ways: "in six weeks, so 1 Jan", "tomorrow (Tues)". Where the two disagree it is asked about."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.date_expressions import Expressions
from bot.conversation.date_grammar import DAY, Value, day_value
from bot.conversation.date_weekdays import WRITTEN_OUT

DISAGREE = "dates-disagree"
_SIGNS = ("so", "ie", "=", "(", ",", "which", "that's", "thats", "aka")
#: "Board is on 4 Dec, so 15 Dec for us" tells of two days: a slip in counting is smaller.
_A_SLIP = timedelta(days=7)
#: "Friday", "next Friday": which one, the other words tell.
_WHICH_WEEK = ("weekday", "next-weekday", "last-weekday")
#: In running text these are told again in figures, and not some other day.
_COUNTED = ("distance", "week-on")
_A_MONTH = timedelta(days=30)
#: What follows a date that is not the first one in other words: "in a week, so Friday is when we meet".
#: What may follow a day that tells the month before it again: "to be exact", "if you want a date".
_EXACTLY = frozenset(("", ".", "to", "exactly", "precisely", "if", "i", "probably"))
_GOES_ON = frozenset("is was will would to until till for".split())


def told_twice(grammar: Expressions, found: tuple[Value, int]) -> tuple[Value, int]:
    """What was found, with the same day in other words after it taken in."""
    value, at = found
    told_again = grammar.word(at) in _SIGNS or _that_is(grammar, at)
    if not told_again and grammar.word(at) == ".":
        return _more_exactly(grammar, found)
    if value.start is None or not told_again:
        return found
    follow = _past_sign(grammar, at)
    if follow == at:
        return found
    # "12 Jan (from 5 Jan)" tells of two days.
    second = grammar.single(follow) if grammar.free else grammar.expression(follow)
    if not second or second[0].start is None:
        return found
    bracketed = grammar.word(follow - 1) == "("
    other, after = second[0], grammar.past_hour(second[1])
    if bracketed:
        if grammar.word(after) != ")":
            return found
        after += 1
    elif grammar.free and grammar.word(after).isalnum() and grammar.word(after) in _GOES_ON:
        return found
    if agreed := _agreed(value, other):
        return agreed, after
    counted = value.why in _COUNTED and other.why in WRITTEN_OUT and _near(value, other)
    if grammar.free and not bracketed and (grammar.word(follow - 1) == "," or not counted):
        return found
    return value.unsure(DISAGREE), after


def _more_exactly(grammar: Expressions, found: tuple[Value, int]) -> tuple[Value, int]:
    """ "January. The 19th to be exact": the day in the month that was told."""
    value, at = found
    second = grammar.single(grammar.skip(at + 1, "the")) if value.start else None
    if not second or not second[0].monthless or grammar.word(second[1]) not in _EXACTLY:
        return found
    agreed = _agreed(value, second[0])
    return (agreed, second[1]) if agreed else found


def _that_is(grammar: Expressions, at: int) -> bool:
    return (grammar.word(at), grammar.word(at + 1), grammar.word(at + 2)) == ("i", ".", "e")


def _past_sign(grammar: Expressions, at: int) -> int:
    """Past ", so", "i.e.", "which is", "(": the token at which the second telling begins."""
    follow = grammar.skip(at, ",")
    if _that_is(grammar, follow):
        return grammar.skip(follow + 3, ".", ",")
    if grammar.word(follow) == "which":
        return follow + 2 if grammar.word(follow + 1) == "is" else at
    if grammar.word(follow) in _SIGNS:
        follow += 1
    return grammar.skip(follow, "ie", "that's", "thats")


def _agreed(value: Value, other: Value) -> Value | None:
    """The day that both tell, as sure as the surer of them."""
    if value.start is None or other.start is None or other.start != other.end:
        return None
    if value.why in _WHICH_WEEK and value.start.weekday() == other.start.weekday():
        if other.why == "weekday":
            return value
        return other if other.why in WRITTEN_OUT else None
    if other.monthless and value.end is not None and value.end - value.start <= _A_MONTH:
        span = (value.end - value.start).days + 1
        days = [value.start + step * DAY for step in range(span)]
        numbered = [day for day in days if day.day == other.start.day]
        if len(numbered) == 1:
            day = day_value(numbered[0], value.why)
            return day if value.certain else day.unsure(value.why)
        return None
    if value.start == value.end == other.start:
        return other if other.certain else value
    if value.start == value.end and value.start.weekday() == other.start.weekday():
        return value if other.why == "weekday" else None
    if value.end is None or value.start == value.end:
        return None
    within = value.certain and value.start <= other.start <= value.end
    return other if within and other.certain else None


def _near(value: Value, other: Value) -> bool:
    if value.start is None or other.start is None:
        return False
    return abs(value.start - other.start) <= _A_SLIP
