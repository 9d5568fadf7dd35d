"""What a clause says of a milestone: that it is met, or when it is now expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation.dates import DateSpan, read_date
from bot.conversation.item_words import Clause, Items, best, past, stems
from bot.conversation.prefilter import prefiltered
from bot.domain.actions import Milestone
from bot.domain.dates import Due, Precision

#: How long ago "done in September" may lie without a year and still be plain.
_JUST_PAST = 75

_ORDER = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "sixth": 5, "6th": 5, "last": -1, "final": -1,
}  # fmt: skip
_ORD = "|".join(_ORDER)
_NOUN = r"(?:milestones?|m/?stones?)"
_NUMBERED = prefiltered(
    rf"\b{_NOUN}\s+(?:nos?\.?\s*|numbers?\s+|#)?(\d{{1,2}}(?:\s*(?:,|and|&)\s*\d{{1,2}})*)\b"
    r"(?!\d|\s*(?:%|/|\.\d|weeks?|days?|months?))"
)
_OWN_COLOUR = prefiltered(
    r"\W*(?:(?:is|are|was|now|still|looks|at|as)\W+)*(?:green|amber|red|grey|blue)\b"
)
#: "Milestone 2 June": the second, in June, or the one there is, on the 2nd?
_EITHER_WAY = prefiltered(
    rf"\b{_NOUN}\s+\d{{1,2}}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_ORDINAL = prefiltered(
    rf"\b({_ORD})(?:\s*(?:,|and|&)\s*(?:the\s+)?({_ORD}))?\s+(?:implementation\s+)?{_NOUN}\b"
)
_EVERY = prefiltered(rf"\b(both|all)(?:\s+(?:of\s+)?(?:the|our|my|its|(\w+)))?\s+{_NOUN}\b")
_NAMED = prefiltered(rf"\b{_NOUN}\b")
_AGAIN = prefiltered(rf"^\W*(?:and\s+|but\s+)?(?:the\s+)?({_ORD}|other)(?:\s+one)?(?:'s|\b)")
_DONE = prefiltered(
    r"\b(?:done|finished|complete|completed|met|achieved|delivered|reached|hit|ticked off|signed off|tickmark)\b"
)
_LATER = prefiltered(
    r"\b(?:slip|slips|slipped|slipping|mov(?:e|es|ed|ing)|push(?:ed|es|ing)?|now|expect(?:ed|ing)?|delayed|"
    r"put back|will|should|forecast|shift(?:s|ed|ing)?|eta|looking (?:at|like)|goes|going|revised|done|"
    r"finished|complete|completed|met|achieved|delivered)\b"
)
_AHEAD = prefiltered(
    r"\b(?:will|should|shall|'ll|to be|going to|expect\w*|by|due|forecast|now|on track)\b"
)
_UNSURE = prefiltered(
    r"\b(?:not|never|no longer|nearly|almost|half|partly|partially|part|mostly|some|most|started|starting|"
    r"yet|still|can ?not|incomplete|if|once|when|unless|until|whether|assuming|provided|before|after|"
    r"depends|depending|would|could|might|may(?! \d|\b$)|hop\w+|aim\w*|risk\w*|try\w*|except|bar|apart|"
    r"who|was going|were|supposed|meant|think|probably|perhaps|possibly|says?|said|told)\b|n't\b|\d\s?%"
)


#: What is said of a milestone, apart from which it is and when.
_VERBS = stems(
    "done finished complete completed met achieved delivered reached slip slips slipped slipping move moves "
    "moved moving now back expected expect delayed pushed likely later"
)
_WAS_DUE = prefiltered(r"\b(?:was|due)\b")
_NO_NAME = prefiltered(r"\b(?:to|is|in|the|and|then|for)\b|[^a-z0-9]")
_FROM_BEFORE = prefiltered(r"\bfrom\s*$")
_TO_COME = prefiltered(r"\b(?:will|should|shall|'ll|to be|going to|expect\w*|by)\b")
_MOVES_NOW = prefiltered(r"\b(?:now|slip|mov|push)")
_FIGURES = prefiltered(r"\d+")
_TO_BETWEEN = prefiltered(r"\s*(?:to|until|till|->|→)\s*(?:now )?(?:the )?")


@dataclass(frozen=True, kw_only=True)
class MilestoneSaid:
    """A statement. ``choices``: the milestones it may mean; just one is sure."""

    key: str | None
    chosen: tuple[Milestone, ...] = ()
    """Those it is certainly about."""
    choices: tuple[Milestone, ...] = ()
    """Those to choose one from, where it is not certain."""
    done: bool = False
    done_on: date | None = None
    forecast: Due | None = None
    unsure: bool = False
    """It names a milestone with a date, and does not plainly say which of them is meant, or what."""


def has_own_colour(low: str) -> bool:
    """ "The first milestone is green": a milestone has no colour, and its action's was not said."""
    named = _ORDINAL.search(low) or _NUMBERED.search(low)
    return named is not None and bool(_OWN_COLOUR.match(low, named.end()))


def read_milestone(
    clause: Clause, items: Items, before: MilestoneSaid | None
) -> MilestoneSaid | None:
    """The statement in a clause, or ``None``. ``before``: the statement just before, whose noun carries on."""
    low = clause.bare
    if clause.asks or clause.several:
        return None
    if _EITHER_WAY.search(low):
        return MilestoneSaid(key=clause.key, unsure=True) if clause.key else None
    pointed = _pointed(low, clause.key, items, before)
    named = bool(_NAMED.search(low))
    if pointed is None:
        by_words = _by_words(low, clause, items, named=named)
        if by_words is None:
            return None
        key, chosen, choices = by_words
    else:
        key, chosen, choices = clause.key, *pointed
    said = _what(clause, low, items.context.today)
    if said is None:
        unsure = named and bool(clause.dates) and clause.key is not None
        return MilestoneSaid(key=clause.key, unsure=True) if unsure else None
    done, done_on, forecast = said
    return MilestoneSaid(
        key=key, chosen=chosen, choices=choices, done=done, done_on=done_on, forecast=forecast
    )


Found = tuple[tuple[Milestone, ...], tuple[Milestone, ...]]


def _pointed(low: str, key: str | None, items: Items, before: MilestoneSaid | None) -> Found | None:
    """The milestones named by their place; ``None`` where none is."""
    here = items.milestones(key) if key else ()
    if match := _EVERY.search(low):
        fits = len(here) == 2 if match[1] == "both" else bool(here)
        fits = fits and (match[2] is None or _count(match[2]) in (None, len(here)))
        return (here, ()) if fits else ((), here)
    places: list[int] = []
    if match := _NUMBERED.search(low):
        places = [int(number) - 1 for number in _FIGURES.findall(match[1])]
        if any(place < 0 for place in places):
            return (), here
    elif match := _ORDINAL.search(low):
        places = [_ORDER[word] for word in match.groups() if word]
    elif before is not None and before.key == key and (match := _AGAIN.search(low)):
        if match[1] == "other":
            rest = tuple(one for one in here if one not in before.chosen)
            return (rest, ()) if len(here) == 2 and len(rest) == 1 else ((), rest)
        places = [_ORDER[match[1]]]
    if not places:
        return None
    if any(place >= len(here) for place in places) or not here:
        return (), here
    return tuple(dict.fromkeys(here[place] for place in places)), ()


def _count(word: str) -> int | None:
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight")
    if word.isdecimal():
        return int(word)
    return words.index(word) + 1 if word in words else None


def _by_words(
    low: str, clause: Clause, items: Items, *, named: bool
) -> tuple[str | None, tuple[Milestone, ...], tuple[Milestone, ...]] | None:
    """The milestone meant by words of its own; without the noun it takes most of them, and no others."""
    said = stems(_NAMED.sub(" ", _undated(low, clause.dates)))
    keys = (clause.key,) if clause.key else items.near
    candidates = [(one, one.text) for key in keys for one in items.milestones(key)]
    candidates = list({one.id: (one, text) for one, text in candidates}.values())
    fitting = best(said, candidates, least=1 if named or clause.key else 2)
    if not named:
        fitting = [one for one in fitting if _nearly_all(said, one)]
    if len(fitting) == 1:
        key = clause.key or next(
            key for key in keys if fitting[0].id in {one.id for one in items.milestones(key)}
        )
        return key, (fitting[0],), ()
    if not named:
        return None
    if clause.key is None:
        return None, (), ()
    here = items.milestones(clause.key)
    if len(here) == 1 and not fitting and _nothing_else(low, clause):
        return clause.key, here, ()
    return clause.key, (), tuple(fitting) or here


def _nearly_all(said: frozenset[str], one: Milestone) -> bool:
    """Half of the milestone's words and hardly one besides; of one with a single word nothing besides."""
    own = stems(one.text)
    shared, strange = len(said & own), len(said - own - _VERBS)
    if shared < 2:
        return shared == len(own) and not strange
    return shared * 2 >= len(own) and strange <= 1


def _nothing_else(low: str, clause: Clause) -> bool:
    """ "The milestone is done", of an action that has one; not "the recruitment milestone"."""
    left = stems(_DONE.sub(" ", _LATER.sub(" ", _NAMED.sub(" ", _undated(low, clause.dates)))))
    return not left - stems("also only one there its implementation activity back later early")


def _what(clause: Clause, low: str, today: date) -> tuple[bool, date | None, Due | None] | None:
    """Whether it is met, on which day where that was said, or when it is now expected."""
    cleared = _undated(low, clause.dates)
    if _UNSURE.search(cleared):
        return None
    done = _DONE.search(cleared)
    ahead = bool(_AHEAD.search(cleared))
    if not clause.dates:
        return (True, None, None) if done and not ahead else None
    span = clause.dates[-1]
    if len(clause.dates) > 1 and not _from_to(low, clause.dates):
        return None
    if done and not _TO_COME.search(cleared):
        day = past(span, today)
        if day is not None and day.end and (today - day.end).days <= _JUST_PAST:
            return True, day.end, None
        return None
    if not _LATER.search(cleared) and not _bare(cleared):
        return None
    if _WAS_DUE.search(cleared) and not _MOVES_NOW.search(cleared):
        return None
    due = _forecast(span, low, today)
    return (False, None, due) if due else None


def _undated(low: str, dates: Sequence[DateSpan]) -> str:
    for span in dates:
        low = low[: span.start] + " " * (span.end - span.start) + low[span.end :]
    return low


def _bare(cleared: str) -> bool:
    """ "Milestone 2: June": nothing but which, and a date."""
    left = _NAMED.sub(" ", _NUMBERED.sub(" ", _ORDINAL.sub(" ", _AGAIN.sub(" ", cleared))))
    return not _NO_NAME.sub("", left)


def _from_to(low: str, dates: Sequence[DateSpan]) -> bool:
    """ "Slips from May to June": the second date is the forecast."""
    first, last = dates[0], dates[-1]
    return len(dates) == 2 and bool(
        _FROM_BEFORE.search(low[: first.start])
        and _TO_BETWEEN.fullmatch(low[first.end : last.start])
    )


def _forecast(span: DateSpan, low: str, today: date) -> Due | None:
    reading, words = span.reading, span.words
    if _FROM_BEFORE.search(low[: span.start]) and " to " in words:
        # Read as a range: "from May to June" moves it to June.
        words = words.rpartition(" to ")[2]
        alone = read_date(words, today, purpose="forecast")
        if alone is None:
            return None
        reading = alone
    due = reading.as_due(words.removeprefix("to ").removeprefix("in ").removeprefix("by "))
    if due is None or due.end is None or due.end < today or due.precision is Precision.ONGOING:
        return None
    return due
