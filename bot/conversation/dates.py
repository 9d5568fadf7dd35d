"""Dates in a lead's own words: what is meant, how exactly, and whether it is safe to save.

Years are looked for ahead, a period means its end where it is a deadline, and whatever is ambiguous
or impossible comes back as not certain: it is asked about, never rolled over (R5).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from bot.conversation.date_beside import beside_another
from bot.conversation.date_expressions import Expressions
from bot.conversation.date_grammar import Purpose, Value
from bot.conversation.date_months import AFTER_A_DAY
from bot.conversation.date_same_month import in_its_month
from bot.conversation.date_shells import closing, opening
from bot.conversation.date_spelling import is_respelt, tokens
from bot.conversation.date_told_twice import told_twice
from bot.conversation.date_words import AMOUNTS, ORDINALS, STARTERS, UNITS
from bot.conversation.prefilter import prefiltered
from bot.domain.dates import Due, Precision


class DateReading(Struct, frozen=True, kw_only=True):
    """An expression's first and last day; ``certain`` is false where the reader must ask."""

    start: date | None
    end: date | None
    precision: Precision
    certain: bool
    because: str

    def as_due(self, words: str) -> Due | None:
        """The date as R5 stores it; ``None`` where nothing certain was said."""
        if not self.certain or self.start is None or self.end is None:
            return None
        return Due(text=words, start=self.start, end=self.end, precision=self.precision)


class DateSpan(Struct, frozen=True):
    """A date found in running text."""

    start: int
    end: int
    words: str
    reading: DateReading


def _reading(value: Value) -> DateReading:
    start, end = value.start, value.end
    if start and end and start > end:
        return DateReading(
            start=None,
            end=None,
            precision=value.precision,
            certain=False,
            because="impossible-range",
        )
    return DateReading(
        start=start, end=end, precision=value.precision, certain=value.certain, because=value.why
    )


def _grammar(
    text: str,
    today: date,
    purpose: Purpose,
    meetings: Sequence[date],
    terms: Sequence[tuple[str, date, date]],
    *,
    free: bool,
) -> Expressions:
    return Expressions(
        text, tokens(text), today, purpose, meetings=tuple(meetings), terms=tuple(terms), free=free
    )


def read_date(
    expr: str,
    today: date,
    *,
    purpose: Purpose,
    meetings: Sequence[date] = (),
    terms: Sequence[tuple[str, date, date]] = (),
) -> DateReading | None:
    """What one expression means; ``None`` where it is not understood as a date at all.

    ``purpose`` settles what a period stands for: a forecast's week ends on Friday, a reminder's
    begins on Monday (the caller takes ``start`` for a reminder, ``end`` for a deadline).
    """
    text = expr.casefold().replace("’", "'").strip(" .,!?;:\n\t")[:200]
    grammar = _grammar(text, today, purpose, meetings, terms, free=False)
    if not grammar.words:
        return None
    try:
        start, earliest = opening(grammar.words)
        # "Back end of Feb" is no return.
        found = grammar.expression(start) or (grammar.expression(0) if start else None)
        found = found or grammar.bare_distance(start)
        found = told_twice(grammar, found) if found else None
    except (ValueError, OverflowError):
        return None
    if not found:
        return None
    value, after = found
    after, onwards = closing(grammar.words, after)
    if after < len(grammar.words):
        return None
    return _reading(grammar.from_then_on(value) if earliest or onwards else value)


def find_dates(
    text: str,
    today: date,
    *,
    meetings: Sequence[date] = (),
    terms: Sequence[tuple[str, date, date]] = (),
    taken: Sequence[tuple[int, int]] = (),
) -> list[DateSpan]:
    """Every date in running text (already in lower case), as a forecast would read it; left to right."""
    if not may_hold_date(_outside(text, taken)):
        return []
    grammar = _grammar(text, today, "forecast", meetings, terms, free=True)
    spans: list[DateSpan] = []
    at, since, busy = 0, 0, 0
    before: date | None = None
    while at < len(grammar.words):
        token = grammar.words[at]
        while busy < len(taken) and taken[busy][1] <= token.start:
            busy += 1
        limit = taken[busy][0] if busy < len(taken) else len(text)
        if token.start >= limit:
            at += 1
            continue
        lasting = token.word == "for"
        if not (lasting or _may_begin(grammar, at) or (before and token.word == "after")):
            at += 1
            continue
        try:
            found = (
                grammar.lasting_from(at + 1)
                if lasting
                else beside_another(grammar, at, before) or grammar.expression(at)
            )
            twice = told_twice(grammar, found) if found else None
            if twice and grammar.words[twice[1] - 1].end <= limit:
                found = twice
        except (ValueError, OverflowError):
            found = None
        if found and grammar.words[found[1] - 1].end <= limit and _plausible(grammar, at, found[1]):
            start, end = token.start, grammar.words[found[1] - 1].end
            value = in_its_month(grammar, found[0], before, since, at)
            spans.append(DateSpan(start, end, text[start:end], _reading(value)))
            before = _one_day(value) or before
            at = since = found[1]
        else:
            at += 1
    return spans


def _one_day(value: Value) -> date | None:
    """The day that a certain value is, after which another may be told."""
    return value.start if value.certain and value.start == value.end else None


#: Words that open many a date and far more often something else: what follows them decides.
_LIGHT = frozenset(
    "the a an in on for to by from within before after until till til not between during since and".split()
)
_AFTER_LIGHT = (
    STARTERS
    | frozenset(UNITS)
    | frozenset(AMOUNTS)
    | frozenset(
        """improvement leadership board elg meeting very working business calendar current school play back tail earlier
        further couple few same rest remainder weekend term half thirty twenty eow eom eoy""".split()
    )
)
_LIGHT_IN_A_ROW = 4
#: Words that open a date and make none by themselves: "no later than 6 Dec", "this Friday", "two weeks".
OPENERS = frozenset(
    "no this last another same good new back late couple few one two three four five six seven eight nine ten".split()
)
#: Words without one of which, or a digit, nothing in a text is a date.
_TELLING = (STARTERS | _AFTER_LIGHT) - _LIGHT - OPENERS - frozenset(AMOUNTS)
#: Words that tell of a day behind an opener alone: "this morning", "last thing", "two thousand".
_BEHIND_OPENER = frozenset("aft afternoon am eve evening morning night pm thing thousand".split())
#: Words, figures, and signs inside short forms: "w/e", "c.o.p".
_LETTERS = prefiltered(r"\d|\b[a-z]{1,2}[/.][a-z]|[a-z]+")
_DAY_DIGITS = 2
_TWO_BEFORE = 2


def _outside(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """The text less what is taken already: no date begins there, nor ends there."""
    for start, end in taken:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@lru_cache(maxsize=8192)
def _tells(word: str) -> bool:
    """Whether a word by itself may be of a date."""
    return word in _TELLING or not word.isalpha() or is_respelt(word)


def may_hold_date(text: str) -> bool:
    """Whether it is worth cutting a text into tokens at all: many a short message has no word of a date."""
    before = ""
    for word in _LETTERS.findall(text):
        if _tells(word):
            return True
        if word in _BEHIND_OPENER and before in OPENERS:
            return True
        before = word
    return False


def _may_begin(grammar: Expressions, at: int) -> bool:
    """Whether it is worth trying the grammar here: most words of a message begin no date."""
    word = grammar.word(at)
    if word[0].isdigit():
        # "12 34": of two numbers side by side the first begins no date, unless it is a year.
        alone = len(word) > _DAY_DIGITS or not grammar.word(at + 1)[:1].isdigit()
        return alone and grammar.word(at - 1) != "/" and not _is_within_figures(grammar, at)
    if word in ("improvement", "board"):
        return True
    if word not in STARTERS:
        return False
    for step in range(at, at + _LIGHT_IN_A_ROW):
        word = grammar.word(step)
        if word not in _LIGHT:
            return word in _AFTER_LIGHT or word[:1].isdigit()
    return False


def _is_within_figures(grammar: Expressions, at: int) -> bool:
    """The second figure of "1.2.1": no date begins there, unless a month follows, or the sign of one in figures."""
    after = grammar.word(at + 1)
    if (
        at < _TWO_BEFORE
        or grammar.word(at - 1) != "."
        or after[:1].isalpha()
        or after in ("/", "-")
    ):
        return False
    figure, point, here = grammar.words[at - _TWO_BEFORE : at + 1]
    return figure.word[:1].isdigit() and figure.end == point.start and point.end == here.start


#: Months that are first names as well, and what is done by and to people.
_NAMES = frozenset("jan april june may august".split())
_PERSON_AFTER = frozenset(
    """is has will can says said covers covering leads owns and to does did thinks knows wants reckons asked agreed
    sent took takes left chasing leading looking ' who""".split()
)
_PERSON_BEFORE = frozenset(
    "ask asked tell told with see contact cc copied chase chased spoke meet met mr mrs ms dr hi thanks".split()
)
#: What a day and month in figures is said of.
_DATED = frozenset(
    "date deadline forecast eta it this that target completion finish end which slip due and but , . ; : -".split()
) | {""}
_AT_MEETING = frozenset(
    "by before until till til after at for to from in next following coming since on with this".split()
)
_MODAL_AFTER = frozenset(
    "i we you it he she they the be have like rather never need not well also still change slip want get take go help see ask add say move do".split()
)


def _counted(grammar: Expressions, after: int) -> bool:
    """Whether the next word is what a share is of: "4/9 posts"."""
    word = grammar.word(after)
    return word.isalpha() and word not in AFTER_A_DAY


#: Beside these, who comes "back end of next week" was away; alone it is the late part of the week.
_AWAY = frozenset(
    """i i'm im i'll ill i've am off out leave away hols holiday holidays annual sick poorly unwell office desk work ooo al
    returning return course training covering cover covers""".split()
)
_NEAR = 8


def _tells_of_absence(grammar: Expressions, at: int, words: Sequence[str]) -> bool:
    """Whether somebody may be back then: "off sick, back end of the week", and not "back end of January I reckon"."""
    if "week" in words and not grammar.word(at - 1).isalpha():
        # "Back end of next week": nobody says more than the day of their return, and few of a week's end.
        return True
    around = {grammar.word(n) for n in range(max(0, at - _NEAR), at)}
    behind = {grammar.word(n) for n in range(at, at + _NEAR)} - {"i"}
    return bool(_AWAY & (around | behind))


def _plausible(grammar: Expressions, at: int, after: int) -> bool:
    """May, March and other ordinary words: a month only where it stands like one."""
    words = [grammar.word(n) for n in range(at, after)]
    if words[0] in ("to", "in", "on", "for", "by", "from") and len(words) == 1:
        return False
    if words[-1] in ("board", "elg", "meeting") and not _AT_MEETING & {
        *words,
        grammar.word(at - 1),
    }:
        # "We need the Board to agree".
        return False
    if words[0] == "back" and _tells_of_absence(grammar, at, words):
        return False
    if len(words) == 1:
        before, follow = grammar.word(at - 1), grammar.word(after)
        placed = before in (
            "by", "in", "until", "till", "til", "to", "from", "before", "after", "since", "of", "for",
            "early", "late", "mid", "end", "now", "this", "next", "last", "originally", "was", "be",
        )  # fmt: skip
        if words[0] == "month" or (words[0] in ORDINALS and before != "the"):
            return False
        if words[0] == "wed" and follow in _MODAL_AFTER:
            # "We'd need": its apostrophe is forgotten.
            return False
        if words[0] in _NAMES and not placed and follow in _PERSON_AFTER:
            return False
        if words[0] in _NAMES and before in _PERSON_BEFORE:
            return False
        if words[0] == "may":
            return placed and not (
                before in ("now", "this", "to", "for") and follow in _MODAL_AFTER
            )
        if words[0] in ("march", "mar"):
            return placed or follow in ("", ".", ",", "\n", ";", ")", "at", "now", "?", "!")
        if words[0].isdecimal():
            return False
    if words[0] == "may" and len(words) == 2 and grammar.word(after - 1) in _MODAL_AFTER:
        return False
    if "/" in words and all(word.isdecimal() or word == "/" for word in words) and len(words) == 3:
        # "4/9 posts" is a share; a day and month stand after a word that takes a date, or alone.
        before = grammar.word(at - 1)
        if words == ["24", "/", "7"]:
            return False
        if int(words[0]) > int(words[2]):
            # "18/12" is no share of anything.
            return True
        if before in ("is", "now"):
            # "Confidence is 8/10".
            return grammar.word(at - 2) in _DATED and not _counted(grammar, after)
        return before in (
            "", "by", "on", "until", "till", "til", "from", "to", "before", "after", "since",
            "forecast", "due", "eta", ",", ":", "-", "date", "deadline", "wc", "of", "around", "about",
            "back", "bk", "leave", "off", "away", "hols", "holiday", "returning", "again", "snooze", "me",
            "starting", "reminder",
        ) and not _counted(grammar, after)  # fmt: skip
    return True
