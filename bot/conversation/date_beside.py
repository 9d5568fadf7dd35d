"""A day told by another of the same message: "Board is Wed 29 Nov, chase me the day after"."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from bot.conversation.date_expressions import Expressions
from bot.conversation.date_grammar import WEEK, Parsed, Value, day_value
from bot.conversation.date_words import STARTERS
from bot.conversation.periods import monday_of
from bot.domain.dates import Precision

BESIDE, AFTER = "beside-another", "after-another"
_LEADS = ("by", "until", "till", "til", "on", "for", "from", "to", "about", "around", "in")
_RELATIONS = {
    "after": 1,
    "afterwards": 1,
    "later": 1,
    "before": -1,
    "beforehand": -1,
    "following": 1,
}
_POINTERS = ("that", "this", "it", "then", "those")
_OF_IT = ("the", "our", "my", "that", "this", "their")
_EVENTS = frozenset(
    "board meeting panel cabinet forum committee scrutiny visit inspection interview interviews session workshop launch review conference".split()
)
#: Words of an event's name between the relation and its day: "after the panel on 7 Dec".
_NAME = 3
#: What may follow where nothing more is said of the other day.
_GOES_ON = frozenset(
    """please pls thanks cheers ta to and with for if so but when or then instead again about as at once because
    would will should is i we you it""".split()
)  # fmt: skip


def beside_another(grammar: Expressions, at: int, before: date | None) -> Parsed:
    """``the day after``, ``a week after the panel on 7 Dec``; ``before``: the day last told of."""
    start = grammar.skip(at, *_LEADS)
    if grammar.word(start) == "after" and grammar.word(start + 1) in _POINTERS:
        follow = start + 2
        if before is None or not _ends(grammar, follow):
            return None
        return Value(before, before, Precision.DAY, AFTER, certain=False), follow
    told = _distance(grammar, start)
    if told is None:
        return None
    count, unit, whole, follow = told
    base = _other(grammar, follow, before, later=grammar.word(follow - 1) == "later")
    if base is None:
        return None
    day, after = base
    if whole and unit == "week":
        monday = monday_of(day) + (WEEK if count > 0 else -WEEK)
        return replace(grammar.period("week", monday, BESIDE), yearless=False), after
    value = day_value(grammar.shifted(day, count, unit), BESIDE)
    few = any(grammar.word(n) == "few" for n in range(start, follow))
    return (value.unsure("a-few") if few else value), after


def _distance(grammar: Expressions, at: int) -> tuple[int, str, bool, int] | None:
    """How far, in which unit, whether a whole week is meant, and the token after it."""
    start = grammar.skip(at, "the")
    word = grammar.word(start)
    if word in ("next", "following") and start > at and grammar.word(start + 1) in ("day", "week"):
        unit = grammar.word(start + 1)
        if unit == "week" and word == "next":
            return None
        after = start + 2
        return 1, unit, unit == "week", after + (grammar.word(after) == "after")
    if word in ("day", "week") and start > at:
        amount: tuple[int, int] | None = (1, start)
    elif word == "fortnight":
        amount = (1, start)
    else:
        amount = grammar.amount(start)
    unit_at = grammar.unit(amount[1]) if amount else None
    if amount is None or unit_at is None or unit_at[0] in ("weekend", "term", "quarter"):
        return None
    sign = _RELATIONS.get(grammar.word(unit_at[1]))
    if sign is None or grammar.word(unit_at[1]) == "following":
        return None
    return sign * amount[0], unit_at[0], amount[1] == start and word == "week", unit_at[1] + 1


def _other(
    grammar: Expressions, at: int, before: date | None, *, later: bool
) -> tuple[date, int] | None:
    """The day beside which it lies: told right after, or last told of."""
    if grammar.word(at - 1) in ("after", "before"):
        follow = grammar.skip(at, *_OF_IT)
        for step in range(follow, follow + _NAME + 1):
            found = grammar.point(grammar.skip(step, "on", "is", "the"))
            if found and found[0].certain and found[0].start and found[0].start == found[0].end:
                return found[0].start, found[1] + (grammar.word(found[1]) in _EVENTS)
            if not grammar.word(step).isalpha() or grammar.word(step) in STARTERS - {"board"}:
                break
        if follow > at and before is not None and _named_before(grammar, follow, at):
            return before, follow + 1
    if before is None or (later and before <= grammar.today):
        return None
    after = at + (grammar.word(at) in _POINTERS)
    return (before, after) if _ends(grammar, after) else None


def _named_before(grammar: Expressions, name: int, at: int) -> bool:
    """Whether the event has been told of: "Panel is on 7 Dec, ask me a week after the panel"."""
    word = grammar.word(name)
    return word.isalpha() and any(grammar.word(n) == word for n in range(max(0, at - 40), at))


def _ends(grammar: Expressions, at: int) -> bool:
    word = grammar.word(at)
    return not word or not word[0].isalnum() or word in _GOES_ON
