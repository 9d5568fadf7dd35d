"""Typed spans: a message in which links, references, dates and people's names are marked.

The *mask* is the message in lower case, letter for letter as long as the original, in which every
character of a span is replaced by its mark; so a rule may say "a reference, then a colour" without
knowing how either is written, and find the original words by position.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.colour_names import colleagues_by_colour
from bot.conversation.date_month_first import days_of_months
from bot.conversation.dates import DateSpan, find_dates
from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.prefilter import Pattern, prefiltered
from bot.conversation.readings import Context
from bot.conversation.references import RefSpan, find_refs
from bot.conversation.stretches import Stretches

_Span = TypeVar("_Span", DateSpan, RefSpan)

#: Verbs that tell of what is over: the date beside them lies behind, whichever year it lacks.
_IS_OVER = prefiltered(
    r"(?<!be )(?<!get )(?<!getting )(?<!be all )\b(?:finished|completed|closed|delivered|done|went|left|moved|changed|handed|passed|transferred|took|signed off|ticked off|wrapped up|"
    r"complet(?:d|ted|eted)|comp(?:leeted|leated|eleted|lteed)|fin(?:ishd|ised|nished|sihed)|deliver(?:d|rd)|delivred|doen|"
    r"published|launched|achieved|retired|stepped down|picked|inherited|reported|said|sent)\b[^.;,\n\ue003]{0,40}$"
)

#: Days told without their year, which are looked for ahead.
_NO_YEAR = ("month", "day-month", "year-unclear")
_HALF_A_YEAR = timedelta(days=182)
_AHEAD_WORDS = (
    "by ",
    "before ",
    "until ",
    "till ",
    "til ",
    "for ",
    "from ",
    "to ",
    "next ",
    "this ",
)
#: "Went live Monday", "it was delivered in November": no day to come.
_HAPPENED = prefiltered(
    r"\b(?:went (?:live|out|up|in|on|to|through|well)|(?:was|were|(?:has|have) been) (?:published|launched|held|sent(?: out)?|issued|signed(?: off)?|agreed|approved|opened|adopted|ratified|uploaded|circulated|delivered|completed|finished|closed|done|achieved|submitted))(?: (?:on|in|at|by|to|through|the|our|all|[a-z]+ board|board|cabinet|panel|schools|parents|everyone|website|site)){0,4} $"
)

#: "Completed Fri, minutes here": the verb alone and a bare day of the week.
_CLOSED = prefiltered(
    r"(?:^|[.;!?\n]\s*|\ue002[\s:,-]*)(?:(?:all|this|it|that|now|was)\s+)*(?:completed|finished|closed(?: off| out)?|delivered|signed off|wrapped up) $"
)
_PAUSES = prefiltered(
    r"\s*(?:[.!]*\s*$|,? ?(?:minutes|evidence|link|report|paper|docs?|details) (?:is |are |here|attached|below|at|:))"
)

#: Private-use characters: :mod:`normalise` lets none of a writer's own through.
LINK, REF, DATE, NAME, PAST = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"

_LINK = prefiltered(r"(?:https?://|www\.)[^\s<>\"'|]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
#: What follows a first name that is also a colour or a month, when it is the person that is meant.
_VERB = (
    r"(?:'s\b(?! (?:amber|green|red|at|on track|done|fine|slip))|\s+(?:said|says|thinks|reckons|told|"
    r"has (?:left|agreed|taken|said)|left|sent|will|can|covers?|covering|leads?|owns|agreed|confirmed|joins|joined|"
    r"is (?:on leave|off|away|covering|leading|taking|back|now the|the lead)|takes|took|knows|wants|runs|manages|picks up|picked up|pick(?:s|ed) (?:this|it|that|these|them)(?: one)? up|and i\b))"
)
_CUE = r"(?:ask|tell|with|see|contact|via|cc|speak to|sp(?:oke|oken|eaking) (?:to|with)|met|meeting|chased|rang|e-?mailed|messaged|asked|copied|passed to|pass to|handed to|over to|belongs to|mr|mrs|ms|dr|it's|told|from)"


#: A word of the mask, or a span with what belongs to it.
TOKEN = prefiltered(r"[\ue001-\ue005]+(?:'s)?|\w+(?:['-]\w+)*")
_THIS_PERIOD = prefiltered(r"(?:for )?this (?:month|week|quarter|year|term|half[ -]term|period)")
_TODAY = ("today", "this morning", "this afternoon")
#: Words of a report that look back over a period, or on how it goes.
_TOLD_OF_NOW = prefiltered(
    r"(?:^|[.;,\n!?(])(?P<clause>[^.;,\n!?(]*\b(?:green|amber|red|blue|grey|say|speak|comment|answer|report|reported|update|updates|news|change|changed|changes|moved|movement|new|same|different|"
    r"concerns?|issues?|problems?|status|colour|rag|nothing|none|slow|tough|hard|tricky|well|ok|okay|fine|badly|as|give|finished|completed|closed|delivered|done|signed off|wrapped up)\b[^.;,\n!?(]*)$"
)
_AHEAD = prefiltered(
    r"\b(?:will|would|should|shall|can be|could|to be|to get|going to|gonna|hop\w+|aim\w*|plan\w*|expect\w*|due|by|get|be|need|needs|must|want|if|when|once|again)\b|'ll\b"
)
#: "1.5 this term", "64 percent for this quarter": a figure of the period.
_FIGURE_ENDS = prefiltered(r"(?<![\d/:])\d{1,4}(?:\.\d{1,2})?(?: ?%| per ?cent)? $")
_COLOUR_BEFORE = prefiltered(r"\b(?:green|amber|red|grey|blue) (?:for )?$")
_COLOUR_AFTER = prefiltered(
    r"[ :,-]{1,3}(?:it'?s |is |we'?re |i'?d say )?(?:green|amber|red|grey|blue)\b"
)
_CAPITAL_NEXT = prefiltered(r" [A-Z][a-z]+\b")


def pattern(text: str) -> Pattern:
    """A rule over the mask: ``<ref>``, ``<date>``, ``<name>`` and ``<link>`` stand for spans."""
    for name, mark in (("link", LINK), ("ref", REF), ("date", DATE), ("name", NAME)):
        # A span is taken whole: a run of marks is never walked again from each of its letters.
        text = text.replace(f"<{name}>", f"(?<!{mark}){mark}++")
    return prefiltered(text)


def any_of(words: str) -> str:
    """One of the words, each once: an alternative given twice doubles the work of every failure."""
    return "|".join(dict.fromkeys(words.split()))


# What is known of a message is kept by which one it is: to compare all its spans would cost more than to find them.
class Marked(Struct, frozen=True, eq=False, dict=True):
    """One message's own words and what stands where in them."""

    text: str
    mask: str
    links: tuple[tuple[int, int, str], ...]
    refs: tuple[RefSpan, ...]
    dates: tuple[DateSpan, ...]
    names: tuple[tuple[int, int, str], ...]
    aside: tuple[tuple[int, int], ...] = ()
    """Words that only say which actions are meant: "all", "except"."""

    @cached_property
    def asides(self) -> Stretches:
        """The same, to be asked which of them touch a clause."""
        return Stretches(self.aside)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Web addresses, in order, each once."""
        return tuple(dict.fromkeys(url for _, _, url in self.links))


def lowered(text: str) -> str:
    """Lower case of the same length."""
    if text.isascii():
        return text.lower()
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _over(mask: str, spans: Sequence[tuple[int, int]], mark: str) -> str:
    if not spans:
        return mask
    pieces, at = [], 0
    for start, end in spans:
        pieces += [mask[at:start], mark * (end - start)]
        at = end
    return "".join([*pieces, mask[at:]])


def mark(text: str, context: Context) -> Marked:
    """Find the spans of one message; links first, so that what stands in them is nothing else."""
    low = lowered(text)
    links: list[tuple[int, int, str]] = []
    addresses: list[tuple[int, int, str]] = []
    for found in _LINK.finditer(text):
        url = found[0].rstrip(".,;:!?)]}*")
        one = (found.start(), found.start() + len(url), url)
        # An e-mail address names whoever reads it.
        (addresses if "@" in url.split("/")[0] else links).append(one)
    mask = _over(low, [(a, b) for a, b, _ in links], LINK)
    mask = _over(mask, [(a, b) for a, b, _ in addresses], NAME)
    names = sorted((*_names(text, mask, context.people), *addresses))
    mask = _over(mask, [(a, b) for a, b, _ in names], NAME)
    refs = find_refs(mask, context)
    mask = _over(mask, [(r.start, r.end) for r in refs], REF)
    taken = sorted([(a, b) for a, b, _ in (*links, *names)] + [(r.start, r.end) for r in refs])
    dates = find_dates(
        low, context.today, meetings=context.meetings, terms=context.terms, taken=taken
    )
    dates = days_of_months(low, dates)
    dates = [
        d
        for before, d in zip([None, *dates], dates, strict=False)
        if not _current(low, mask, d, before)
    ]
    gone = [d for d in dates if _gone(d, mask, context)]
    mask = _over(mask, [(d.start, d.end) for d in dates if d not in gone], DATE)
    mask = _over(mask, [(d.start, d.end) for d in gone], PAST)
    return Marked(text, mask, tuple(links), tuple(refs), tuple(dates), tuple(names))


def between(spans: Sequence[_Span], start: int, end: int) -> Sequence[_Span]:
    """Those of the spans, which stand left to right, that begin from ``start`` to before ``end``."""
    first = bisect_left(spans, start, key=_begins)
    return spans[first : bisect_left(spans, end, lo=first, key=_begins)]


def _begins(span: DateSpan | RefSpan) -> int:
    return span.start


def within(marked: Marked, start: int, end: int) -> Marked:
    """Only the words from ``start`` to ``end``, where they stand."""
    return without(without(marked, 0, start), end, len(marked.mask))


def apart(marked: Marked, start: int, end: int) -> Marked:
    """The words from ``start`` to ``end`` as a message of their own, a space on either side: as long as they are,
    and not as what they are taken from."""
    by = 1 - start

    def cut(text: str) -> str:
        return f" {text[start:end]} "

    return Marked(
        text=cut(marked.text),
        mask=cut(marked.mask),
        links=tuple((a + by, b + by, url) for a, b, url in marked.links if start <= a < end),
        refs=tuple(
            replace(one, start=one.start + by, end=one.end + by)
            for one in between(marked.refs, start, end)
        ),
        dates=tuple(
            replace(one, start=one.start + by, end=one.end + by)
            for one in between(marked.dates, start, end)
        ),
        names=tuple((a + by, b + by, name) for a, b, name in marked.names if start <= a < end),
    )


def without(marked: Marked, start: int, end: int) -> Marked:
    """The message less some of its words, all else where it stands."""

    def blank(text: str) -> str:
        return text[:start] + " " * (end - start) + text[end:]

    return replace(
        marked,
        text=blank(marked.text),
        mask=blank(marked.mask),
        links=tuple(one for one in marked.links if not start <= one[0] < end),
        refs=tuple(one for one in marked.refs if not start <= one.start < end),
        dates=tuple(one for one in marked.dates if not start <= one.start < end),
        names=tuple(one for one in marked.names if not start <= one[0] < end),
    )


def _may_be_last(span: DateSpan, context: Context) -> bool:
    """Whether a day told without its year may as well be the one before: nearer than the one that comes."""
    ahead = span.reading.start
    return span.reading.because == "weekday" or (
        span.reading.because in _NO_YEAR
        and ahead is not None
        and ahead - context.today > _HALF_A_YEAR
    )


def _gone(span: DateSpan, mask: str, context: Context) -> bool:
    """A day that has come: "finished last week" says more than "finished by Friday"."""
    end = span.reading.end
    if (
        span.words.isalpha()
        and span.reading.because == "weekday"
        and _CLOSED.search(mask, max(0, span.start - 60), span.start)
        and _PAUSES.match(mask, span.end)
    ):
        return True
    if (
        _may_be_last(span, context)
        and not span.words.startswith(_AHEAD_WORDS)
        and _HAPPENED.search(mask, max(0, span.start - 60), span.start)
    ):
        return True
    if span.reading.because in ("year-unclear", "term-unclear", "day-of-month") and _IS_OVER.search(
        mask, max(0, span.start - 60), span.start
    ):
        return not span.words.startswith(("by ", "until ", "till ", "before "))
    if end is None or end > context.today:
        return False
    return span.reading.certain or span.reading.because == "last-weekday"


def _current(low: str, mask: str, span: DateSpan, before: DateSpan | None) -> bool:
    """ "Green this month", "this month amber", "30 Nov this month", "nothing new this month": of now, and no day of its own."""
    if span.words.removeprefix("as of ").removeprefix("from ") in _TODAY:
        # "Red. Amber today" is amber now, and no day that has gone by.
        return bool(_COLOUR_BEFORE.search(mask, max(0, span.start - 12), span.start))
    if not _THIS_PERIOD.fullmatch(low, span.start, span.end):
        return False
    if before is not None and not low[before.end : span.start].strip(" ,("):
        return True
    left = mask[max(0, span.start - 60) : span.start]
    if _FIGURE_ENDS.search(left[-12:]):
        return True
    if _COLOUR_BEFORE.search(left[-12:]) or _COLOUR_AFTER.match(mask, span.end):
        return True
    told = _TOLD_OF_NOW.search(left)
    return told is not None and not _AHEAD.search(told["clause"])


#: "Thanks Amber!": a colour with a capital that is greeted or thanked is a person.
_ADDRESSED = prefiltered(
    r"\b(?:[Tt]hanks|[Tt]hank you|[Tt]hankyou|[Cc]heers|[Tt]a|[Hh]i|[Hh]iya|[Hh]ello|[Hh]ey|[Dd]ear|[Mm]orning|[Aa]fternoon|[Ss]orry|[Pp]lease|"
    r"[Ww]elcome back|[Nn]ice one|[Bb]less you|[Mm]any thanks|[Kk]ind regards|[Rr]egards|[Bb]est wishes),? (?P<name>Amber|Scarlett)(?= *(?:$|[!.,\n]))"
)
#: "Hazel Green has the figures", "Amber Doyle owns this": two capitals and a verb that people are subjects of.
_FULL_NAME = prefiltered(
    r"\b(?P<first>[A-Z][a-z]+) (?P<last>[A-Z][a-z]+)(?= (?:has|have|had|owns|leads|runs|manages|covers|is (?:the|now|on|off|leading|covering|taking|picking|my|our)|"
    r"will|was|says|said|took|takes|from|at|in|sent|picked|picks|looks after|does|did|joined|joins|starts|started|left|can|knows)\b)"
)
#: "Is Amber in today?"
_WHEREABOUTS = prefiltered(
    r"\b[Ii]s (Amber|April|June|Scarlett) (?=(?:in|about|around|away|back|off|there|here|free|available|on leave|coming|joining|covering|well|ok|okay)\b)"
)
#: "Amber Lodge opens in January", "Red Oak Primary": a place, by its capitals.
_HOUSE = prefiltered(
    r"\b(?:Amber|Green|Red|Blue|Grey)(?: [A-Z][a-z]+)? (?:Lodge|House|Court|Grange|Manor|Hall|Park|Gate|Hill|Bank|Oaks?|Croft|Cottage|Farm|Academy|Primary|Infants|Juniors|Nursery|College|Hospital|Church|Fields|Meadows?|Woods?|Trees?|Valley)\b"
)
#: "Green. Red Lodge school has opened its base": a place, where another colour is told.
_PLACE = prefiltered(
    r"\b(?:Red|Green|Blue|Gr[ea]y|Amber) (?P<name>(?!Special|Primary|Secondary|High|Nursery|Local|Infant|Junior|Mainstream)[A-Z][a-z]+) "
    r"(?:[Ss]chool|[Pp]rimary|[Ss]econdary|[Aa]cademy|[Hh]igh|[Ii]nfants?|[Jj]uniors?|[Nn]ursery|[Cc]entre|[Hh]ub|[Cc]ollege|[Hh]ospital|[Ss]urgery|[Uu]nit|[Bb]ase|[Hh]ouse|[Ss]ite)\b"
)
_A_COLOUR = prefiltered(r"\b(?:red|green|blue|grey|gray|amber)\b")
_COLOUR_NAMES = frozenset(("amber", "green", "grey", "gray", "redd", "brown", "blue", "scarlett"))


#: "Amber says", "ask April": a first name by the words about it.
_BY_COMPANY = prefiltered(
    rf"\b(?:amber|may|april|june|scarlett|grey|green)(?={_VERB})|(?<=\b)(?:{_CUE})\s+((?:amber|april|june)\b(?:\s+[a-z]+)?)"
)
_SURNAME = prefiltered(r"\b([A-Z][a-z]+|Dr|Mr|Mrs|Ms) (?:Green|Grey|Gray|Redd?|Brown|Amber)\b")
_IN_FULL = prefiltered(rf"\b((?:Amber|April|June) [A-Z][a-z]+)(?={_VERB})")


def _names(text: str, mask: str, people: Sequence[str]) -> list[tuple[int, int, str]]:
    """Colleagues by their full names, and people whose first name is a colour or a month."""
    found: list[tuple[int, int, str]] = []
    for name in people:
        words = name.casefold().split()
        if len(words) < 2 or words[0] not in mask:
            continue
        spelt = r"\s+".join(map(re.escape, words))
        found += [(m.start(), m.end(), name) for m in re.finditer(rf"\b{spelt}\b", mask)]
    for m in _BY_COMPANY.finditer(mask):
        start, end = (
            (m.start(), m.end())
            if m[1] is None
            else (m.start(1), m.start(1) + len(m[1].split()[0]))
        )
        if not text[start].isupper():
            continue
        after = _CAPITAL_NEXT.match(text[end:])
        if m[1] is not None and after and after[0].strip().casefold() not in NOT_NAMES:
            end += after.end()
        found.append((start, end, text[start:end]))
    found += [(a, b, text[a:b].title()) for a, b in colleagues_by_colour(mask, people)]
    found += [(m.start(1), m.end(1), m[1]) for m in _WHEREABOUTS.finditer(text)]
    for m in _SURNAME.finditer(text):
        if m[1].casefold() in FIRST_NAMES or m[1] in ("Dr", "Mr", "Mrs", "Ms"):
            found.append((m.start(), m.end(), m[0]))
    found += [(m.start(1), m.end(1), m[1]) for m in _IN_FULL.finditer(text)]
    found += [(m.start("name"), m.end("name"), m["name"]) for m in _ADDRESSED.finditer(text)]
    for m in _FULL_NAME.finditer(text):
        first, last = m["first"].casefold(), m["last"].casefold()
        coloured = first in _COLOUR_NAMES - {"green"} or last in _COLOUR_NAMES
        if coloured and not {first, last} & NOT_NAMES - _COLOUR_NAMES:
            found.append((m.start(), m.end(), m[0]))
    found += [(m.start(), m.end(), m[0]) for m in _HOUSE.finditer(text)]
    places = [m.span() for m in _PLACE.finditer(text) if m["name"].casefold() not in NOT_NAMES]
    if places and len(places) < len(_A_COLOUR.findall(mask)):
        found += [(start, end, text[start:end]) for start, end in places]
    apart: list[tuple[int, int, str]] = []
    for start, end, name in sorted(found, key=lambda span: (span[0], -span[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end, name))
    return apart
