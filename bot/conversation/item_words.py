"""Which milestone or measure somebody's words mean, and how a message falls into clauses for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from bot.conversation.dates import DateSpan, find_dates
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context
from bot.conversation.references import find_refs
from bot.domain.actions import Action, Measure, Milestone
from bot.domain.dates import Due, Precision

Thing = TypeVar("Thing", Milestone, Measure)

#: How long ago a day without a year may lie to be meant as past: of anything older the year is asked.
RECENT_DAYS = 183

_STOP = frozenset(
    "a about across after against all an and any are as at be been before by each every first for from "
    "group had has have in into is it its least more most new no not number of on onwards or our out over "
    "per place than that the their them they this through to up use used using was we were which who will "
    "with within would you".split()
)
_WORD = prefiltered(r"[a-z][a-z'-]+")
_SENTENCE_END = prefiltered(r"[.!?]+(?=\s|$)|[;\n]+")
_ORDINALS = "first|second|third|fourth|fifth|sixth|last|final|1st|2nd|3rd|4th|5th|6th"
_CLAUSE_END = prefiltered(
    r"[.!?]+(?=\s|$)|[;\n]+|,\s+(?!\d)|\s+[–—-]\s+|\s+(?:but|while|whereas|though|because|so)\s+"
    rf"|(?<!first)(?<!second)(?<!third)(?<!fourth)(?<!fifth)(?<!1st)(?<!2nd)(?<!3rd)(?<!4th)"
    rf"\s+and\s+(?=(?:the\s+)?(?:{_ORDINALS}|milestones?|other)\b|(?:[a-z]{{1,6}}\d{{0,2}}[- ])?\d+\.\d)"
)
#: A clause that opens with its colour goes on behind it: "1.1.1 amber timeliness 28% in September".
_COLOURED = prefiltered(
    r"^\W*(?:[a-z0-9.-]*\d\.\d[\w.]*\W+)?(?:is |now |still |is still )?(?:green|amber|red|grey|blue)\b\W+(?=\w+\s+\S)"
)
#: Which milestone, by place: "the first" is no first of the month there.
_PLACE = prefiltered(
    rf"\b(?:{_ORDINALS})\b(?!\s+(?:week|half|quarter|term|working|mon|tue|wed|thu|fri|sat|sun|day|of|thing|month|year))"
    r"|\bmilestones?\s+(?:nos?\.?\s*|#)?\d{1,2}(?:\s*(?:,|and|&)\s*\d{1,2})*"
)
#: Longer than this a clause is no plain statement.
LONGEST = 300
_CUE = prefiltered(
    r"milestone|\d|\b(?:done|finish|complet|met\b|achiev|deliver|reach|hit\b|tick|sign|slip|mov|push|now\b|expect|"
    r"delay|shift|need|want|requir|ask|decision|help wanted|first|second|third|fourth|fifth|sixth|last|final|other)"
)
_LASTS = prefiltered(r"\d\s*-?(?:week|day|month|hour|year)")
_YEAR = prefiltered(r"\b(?:19|20)\d\d\b|/\d\d$|'\d\d\b")
_AND_OR_SIGN = prefiltered(r"\W|\band\b")


@dataclass(frozen=True, kw_only=True)
class Items:
    """What a message can be about: the actions by key, with their milestones and measures."""

    context: Context
    actions: Mapping[str, Action]
    bodies: tuple[str, ...] = ()
    """Codes and names of the governance groups, of whom something can be asked."""

    @property
    def known(self) -> str | None:
        """The action that is meant where none is named: the thread's, else the writer's only one."""
        if self.context.pending_ref in self.actions:
            return self.context.pending_ref
        return self.context.my_actions[0] if len(self.context.my_actions) == 1 else None

    @property
    def near(self) -> tuple[str, ...]:
        """The actions that may be meant where none is named: of the message answered, else one's own."""
        keys = self.context.items or self.context.my_actions
        return tuple(key for key in keys if key in self.actions)

    def milestones(self, key: str) -> tuple[Milestone, ...]:
        """Of this action, in their order."""
        return self.actions[key].milestones if key in self.actions else ()

    def measures(self, key: str) -> tuple[Measure, ...]:
        """Of this action, in their order."""
        return self.actions[key].measures if key in self.actions else ()


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One clause of a message. ``low`` is its text in lower case, letter for letter as long."""

    start: int
    end: int
    text: str
    low: str
    key: str | None
    """The action it is about; ``None`` where nobody can say."""
    several: bool = False
    """It names more than one action."""
    refs: tuple[tuple[int, int], ...] = ()
    """Where it names its action, in the message."""
    asks: bool = False
    """Its sentence is a question."""
    context: Context = field(compare=False, repr=False)
    figures: str = field(default="", repr=False)
    """The texts of the measures it may be about, in lower case."""

    @property
    def may_tell(self) -> bool:
        """Whether it can be about a milestone, a measure or an ask at all: nothing dear is looked for before."""
        return len(self.low) <= LONGEST and bool(_CUE.search(self.low))

    @cached_property
    def dates(self) -> tuple[DateSpan, ...]:
        """Its dates; "within 20 weeks", where that is a measure's own figure, is none."""
        if len(self.low) > LONGEST:
            return ()
        spans = find_dates(
            _PLACE.sub(lambda match: " " * len(match[0]), self.bare),
            self.context.today,
            meetings=self.context.meetings,
            terms=self.context.terms,
        )
        return tuple(
            one for one in spans if not (_LASTS.search(one.words) and one.words in self.figures)
        )

    @property
    def bare(self) -> str:
        """``low`` with the action's reference blanked out."""
        chars = list(self.low)
        for start, end in self.refs:
            chars[start - self.start : end - self.start] = " " * (end - start)
        return "".join(chars)


def lowered(text: str) -> str:
    """Lower case with every letter in its place, straight apostrophes."""
    folded = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return folded.replace("’", "'").replace("‘", "'")


def clauses(text: str, items: Items) -> list[Clause]:
    """The clauses of a message, each with the action it is about: the one named last, else the known one."""
    low = lowered(text)
    context = items.context
    refs = [
        ref
        for ref in find_refs(low, context)
        if not ref.mention and ("." in ref.typed or "point" in ref.typed or "dot" in ref.typed)
    ]
    found: list[Clause] = []
    key = items.known
    alone = False
    for start, end in _spans(low):
        here = [ref for ref in refs if start <= ref.start < end]
        named = {one for ref in here for one in ref.keys}
        if here:
            only = next(iter(named)) if len(named) == 1 else None
            key = only if only in items.actions else None
        keys = (key,) if key else items.near
        figures = " ".join(lowered(m.text) for one in keys for m in items.measures(one))
        here_low = low[start:end]
        listed = alone and bool(here) and not low[start : here[0].start].strip()
        found.append(
            Clause(
                start=start,
                end=end,
                text=text[start:end],
                low=here_low,
                key=key,
                several=len(named) > 1 or listed,
                refs=tuple((ref.start, ref.end) for ref in here),
                asks=_is_asked(low, start, end),
                context=context,
                figures=figures,
            )
        )
        if found[-1].several:
            key = None
        alone = bool(here) and not _AND_OR_SIGN.sub("", found[-1].bare)
    return found


def _spans(low: str) -> Iterable[tuple[int, int]]:
    """Between the separators, none of which counts inside brackets."""
    at = 0
    for match in _CLAUSE_END.finditer(low):
        before = low[at : match.start()]
        if before.count("(") > before.count(")") and not match[0].startswith("\n"):
            continue
        yield from _parted(low, at, match.start())
        at = match.end()
    yield from _parted(low, at, len(low))


def _parted(low: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    if not low[start:end].strip():
        return
    coloured = _COLOURED.match(low[start:end])
    if coloured:
        yield start, start + coloured.end()
        start += coloured.end()
    yield start, end


def _is_asked(low: str, start: int, end: int) -> bool:
    """Whether the sentence around the clause ends in a question mark."""
    stop = _SENTENCE_END.search(low, end)
    return "?" in low[start:end] or bool(stop and "?" in stop[0])


def stem(word: str) -> str:
    """Near enough for "advert", "adverts", "reported", "reporting"."""
    word = word.removesuffix("'s").replace("'", "").replace("-", "")
    for ending, least in (("ings", 7), ("ing", 6), ("ied", 5), ("ies", 5), ("ed", 5), ("es", 5)):
        if word.endswith(ending) and len(word) >= least:
            word = word.removesuffix(ending)
            return word + "y" if ending in ("ied", "ies") else word.rstrip("e")
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word


def stems(text: str) -> frozenset[str]:
    """The distinctive words of a text, as stems; numbers and small words are none."""
    return frozenset(
        stem(word) for word in _WORD.findall(lowered(text)) if len(word) > 2 and word not in _STOP
    )


def best(
    said: frozenset[str], candidates: Sequence[tuple[Thing, str]], *, least: int
) -> list[Thing]:
    """Those whose text shares most words with what was said, and at least ``least``."""
    shared = [(len(said & stems(text)), one) for one, text in candidates]
    most = max((count for count, _ in shared), default=0)
    return [one for count, one in shared if count == most] if most >= max(least, 1) else []


def past(span: DateSpan, today: date) -> Due | None:
    """A date of something that has been: without a year, the last one of its name.

    ``None`` where it lies ahead, or too far back to be meant without its year.
    """
    reading = span.reading
    start, end = reading.start, reading.end
    if start is None or end is None:
        return None
    if start > today:
        if _YEAR.search(span.words):
            return None
        start, end = _year_before(start), _year_before(end)
        if (today - end).days > RECENT_DAYS:
            return None
    elif not reading.certain and (today - end).days > RECENT_DAYS:
        return None
    if end <= today:
        return Due(text=span.words, start=start, end=end, precision=reading.precision)
    return Due(text=span.words, start=today, end=today, precision=Precision.DAY)


def _year_before(day: date) -> date:
    """The same day a year before; the last of a month stays the last."""
    after = day + relativedelta(days=1)
    if after.day == 1:
        return after - relativedelta(years=1) - relativedelta(days=1)
    return day - relativedelta(years=1)
