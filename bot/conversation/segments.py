"""Clauses: which part of a message is about which action.

"1.1.1 amber, agency starts Monday. 1.2.1 green" has two; "green for 1.1.1, amber for 2.1.2" two as
well; "all green except 2.1.2, which is red" two of which one stands for many.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from bot.conversation.anchors import EXCEPT, Anchor, anchors, is_denied, only_names
from bot.conversation.colours import mentions
from bot.conversation.completion import read_done
from bot.conversation.cues import implied_status, says_no_change
from bot.conversation.firm_cues import firm_cue
from bot.conversation.hints import says_vaguely
from bot.conversation.marks import Marked
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context
from bot.conversation.senses import Sense

_LED_BY = prefiltered(
    r"[\s\W]*(?:(?:and|but|so|then|hi|hello|morning|for|on|re|regarding|action|actions|item|ref|update|ok|yes|also|with|please|as for|now|is|bot|thanks|can|you|we|i|could|mark|put|set|move|push|make|close)\b[\s\W]*)*"
)
_BREAK = prefiltered(r"[\n;]+|[.!?]+(?=\s|$)")
#: "Green: 1.1.1" heads a list.
_HEADED = prefiltered(r"^\W*\w+\s*:\s*$")
#: "Green - 1.1.1 and 2.1.2." does, with nothing said behind it.
_TITLED = prefiltered(
    r"^\W*(?:(?:and|then|also) )?(?:greens?|ambers?|reds?|grey|blue|done|complete|on track|at risk|off track|[gar])\s*[-–:]\s*$"
)
#: What stands between a clause and the reference that begins the next.
_NEXT_CLAUSE = prefiltered(
    r"(?:[,:;(-]|\b(?:and|but|as|because|cos|coz|since|while|whilst|though|although|now that))\s*(?:also |then )?(?:the )?(?:action )?$"
)
#: "Amber (1.2.1 is holding us up)": a reference that has a verb of its own begins a clause.
_OWN_VERB = prefiltered(
    r"\s+(?:is|isn'?t|has|hasn'?t|was|wasn'?t|needs|will|won'?t|can'?t|still|depends|went|slipped|keeps|hold|holds)\b"
)
#: "Ditto", "the same goes for", "so is": what was said of one action, said of the next.
_LIKE = (
    r"(?:(?:ditto|likewise|similarly)(?: for| with| on)?|(?:the )?same(?: again)?(?: goes| applies| is true| holds| colour| rating)?(?: for| with| on| to| of)"
    r"|(?:as|so) (?:is|are|has|have|did|does|was)|so's)"
)
_TOO_LEAD = prefiltered(
    rf"\b(?:{_LIKE}|(?:neither|nor) (?:is|are)"
    r"|(?:please |and |can you )*(?:remind me (?:about|of|on)|ask(?: me)? about|check (?:back )?(?:on|about)|come back(?: to me)? (?:on|about)|nudge me (?:about|on)|chase me (?:about|on)|snooze|park)"
    r"|(?:can'?t|cannot|couldn'?t|(?:not |un)able to) (?:speak|say|comment|answer|vouch)(?: anything)? (?:for|on|about|to)|(?:not sure|unsure)(?: yet)? (?:about|on)|no (?:idea|news|word|update) (?:on|about|for)"
    r"|don'?t know about) *$"
)
#: "1.1.1 amber, and prod me about 3.2.1 on Friday", "I'll ring health about 3.2.1": what is done about an action.
_ABOUT_LEAD = prefiltered(
    r"(?:^|[,;:]|\s-|\b(?:and|but|then|so|while))\s+(?:(?:and|but|then|also|please|pls|can|could|will|would|you|just|maybe) )*(?P<about>(?!(?:and|but|then|also)\b)[\w'\ue004-]++(?: (?!(?:and|but|then|while)\b)[\w'\ue003\ue004-]++){0,6}? (?:about|re|regarding|concerning)"
    # "Chase me for 3.2.1", "give me a shout on 3.2.1".
    r"|[a-z-]{3,} (?:me|us)(?: (?:an?|another) [a-z]+)?(?: (?:up|back|again))* (?:on|for|of|with)) (?:the )?(?:action )?$"
)
#: "1.1.1 amber, interviews for 3.2.1 on Friday": with a day behind the action, what the day is of goes with it.
_DAY_OF_LEAD = prefiltered(
    r"(?:^|[,;:]|\s-|\b(?:and|but|then|so|while))\s+(?P<of>(?!(?:and|but|then|also)\b)[\w'\ue004-]++(?: (?!(?:and|but|then|while)\b)[\w'\ue003\ue004-]++){0,9}?) (?:the )?(?:action )?$"
)
_DAY_FOLLOWS = prefiltered(r"\ue002+[^.;,\n\ue002]{0,20}\ue003")
_TOO = prefiltered(
    rf"^\W*(?:(?:and|but|with) )?(?:{_LIKE}\W*(?:too)?|too|also|as well(?: please)?|the same too|should too|(?:is|are) too)(?:\W+(?:i'?m afraid|afraid|sadly|unfortunately|please|sorry|thanks|also|too|then|now|again))*\W*$"
)
#: "1.1.1 isn't red any more, 3.2.1 is": a verb alone, whose colour stands in the clause before.
_VERB_ALONE = prefiltered(
    r"^\W*(?:(?:but|though|yet|and|while|whereas|still|now) )*(?:(?:neither |nor )?(?:is|are)(?: not)?|isn'?t|aren'?t)(?: (?:still|now))*\W*$"
)
#: "Amber because 3.2.1 is": of the other no more is said than that it is a reason.
_REASON = prefiltered(r"\b(?:because|cos|coz|since|as|now that|while|until|if|when|once)\s*$")
#: "1.1.1 green, Mo says 3.2.1 is red": whose word it is goes with what is told of the action.
_TOLD_LEAD = prefiltered(
    r"(?:^|[,;:]|\s-|\b(?:and|but|while|whereas|though))\s*(?P<told>(?!i\b|we\b)(?:the |my |our |their |both )?(?:[\w'\ue004]+ ){0,2}[\w'\ue004]+ (?:says?|said|saying|thinks?|thought|reckons?|reckoned|insists?|claims?|believes?|feels?|(?:tells|told|assures?) (?:me|us)|wants?|calls?|rates?|rags?|has|have|puts?|sees?|views?)(?: that)?) $"
)
_COMMA = prefiltered(r"[,;](?=\s)|\s-+\s|\b(?:and|but)\b(?= )")
#: Where the words for a later action begin: "amber for this and green for the rest".
_PART = prefiltered(r"[,;]\s*(?:(?:and|but|then)\s+)?|\s+(?:and|but|while|whereas)\s+|\s-+\s")
#: A letter or a day, said for the action behind it.
_FOR_IT = prefiltered(
    r"(?<![\w'])(?:[gabr]|\ue003++(?:,? (?:or|to) \ue003++)?) for (?:the )?(?:action )?(?=\ue002)"
)
_LEADS_IN = prefiltered(
    r"\W*(?:(?:hi|hello|morning|sorry|ok|so|it'?s|i'?d say|say|please|due|forecast|new dates?)\W+)*"
)
_NO_MORE = prefiltered(
    r"(?: (?:one|two|ones))?[\s.,!]*(?:(?:please|pls|thanks|ta|cheers|sorry)[\s.,!]*)*"
)
_AND_THEN = prefiltered(r"(?: one)?[\s,;]*(?:(?:and|but|then|also) )*")
_PUTS_RIGHT = prefiltered(
    r"\W*(?:no(?=\W*[,.!:]|\s+(?:sorry|wait|make|scrap))|sorry|actually|wait|rather|or|make that|i mean|now|then|possibly|maybe|perhaps)\b"
)
_RELATIVE = prefiltered(r"\s*(?:which|who|that|it|this|\()")
_IS = prefiltered(r"\b(?:is|are|isn'?t|aren'?t)\b")
_STOP = prefiltered(r"[.;\n]")


_A_FEW = 3


class Segment(Struct):
    """What is said of one anchor: spans of the text."""

    anchor: Anchor | None
    spans: list[tuple[int, int]] = []
    repeats: bool = False
    """ "1.2.1 too": what was said of the one before."""
    reason: bool = False
    """ "1.1.1 green now that 2.1.2 is sorted": told of it only as the reason for another's state."""
    verb_alone: bool = False
    """ "1.2.1 is", "1.2.1 isn't": a verb for which the clause before has the colour."""

    def mask(self, marked: Marked) -> str:
        """Its words, a line for each stretch."""
        return "\n".join(marked.mask[a:b].strip() for a, b in self.spans)

    def inside(self, at: int) -> bool:
        """Whether this letter belongs to it."""
        return any(a <= at < b for a, b in self.spans)


def has_cue(mask: str) -> bool:
    """Whether a stretch says anything of a state."""
    return bool(
        mentions(mask)
        or read_done(mask)
        or says_no_change(mask)
        or implied_status(mask)[1]
        or says_vaguely(mask)
    )


# Asked again of the same message, where actions are handed over and where they are reported.
@lru_cache(maxsize=4)
def segments(marked: Marked, context: Context) -> tuple[Segment, ...]:
    """The message's clauses by what they are about; the first may have no anchor."""
    mask = marked.mask
    all_anchors = anchors(marked, context)
    starts = [anchor.start for anchor in all_anchors]
    found: list[Segment] = []
    loose = Segment(None)
    current: Segment | None = None
    denied: tuple[str, ...] = ()
    for start, end in _sentences(mask):
        inside = all_anchors[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside and denied and firm_cue(mask[start:end]):
            found.append(_of_either(current, denied, (start, end)))
            denied = ()
            continue
        if not inside:
            (current or loose).spans.append((start, end))
            continue
        for anchor, a, b, before in _chunks(mask, inside, start, end, follows=current is not None):
            if before:
                (current or loose).spans.append(before)
            if not (anchor.group or anchor.excepted) and is_denied(mask, anchor):
                (current or loose).spans.append((a, anchor.start))
                stop = _BREAK.match(mask, anchor.end)
                if stop and firm_cue(mask[stop.end() : b]):
                    found.append(_of_either(current, anchor.keys, (stop.end(), b)))
                    continue
                (current or loose).spans.append((anchor.end, b))
                denied = anchor.keys
                continue
            denied = ()
            rest = mask[a : anchor.start] + mask[anchor.end : b]
            if _REASON.search(mask, max(0, anchor.start - 12), anchor.start) and (
                _TOO.match(rest) or _only_verb(rest)
            ):
                (current or loose).spans.append((a, b))
                continue
            current = Segment(anchor, [(a, b)])
            current.reason = bool(_REASON.search(mask, max(0, anchor.start - 12), anchor.start))
            follows_on = bool(found or loose.spans)
            current.repeats = follows_on and bool(_TOO.match(rest))
            current.verb_alone = follows_on and bool(rest.strip(" .,;")) and _only_verb(rest)
            found.append(current)
    if loose.spans:
        said = loose.mask(marked)
        if found and (not firm_cue(said) or _only_named(mask, found)):
            found[0].spans[:0] = loose.spans
        else:
            found.insert(0, loose)
    _lend_except(marked, found)
    return tuple(found)


def _of_either(current: Segment | None, denied: tuple[str, ...], span: tuple[int, int]) -> Segment:
    """ "2.1.1 is fine, not 3.2.1. Slipped, red": of the one, or of the other?"""
    keys = current.anchor.keys if current and current.anchor else ()
    return Segment(Anchor(span[0], span[0], (), (*keys, *denied)), [span])


def _only_named(mask: str, found: Sequence[Segment]) -> bool:
    """ "Amber, staffing. 2.1.1 that is": what was said is of the one action named behind it."""
    anchor = found[0].anchor
    alone = len(found) == 1 and anchor is not None and not (anchor.group or anchor.excepted)
    start, end = found[0].spans[0]
    return alone and only_names(mask, start, end)


def _only_verb(rest: str) -> bool:
    return bool(_IS.search(rest)) and bool(_VERB_ALONE.match(rest))


def _sentences(mask: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for stop in _BREAK.finditer(mask):
        # "1. green": a full stop after a place in the list ends no sentence.
        if (
            stop[0] == "."
            and mask[stop.start() - 1 : stop.start()] == "\ue002"
            and has_cue(_STOP.split(mask[stop.end() : stop.end() + 30], maxsplit=1)[0])
        ):
            continue
        if mask[at : stop.end()].strip(" .;\n!?,-"):
            found.append((at, stop.end()))
        at = stop.end()
    if mask[at:].strip(" .;\n!?,-"):
        found.append((at, len(mask)))
    return found


def _chunks(
    mask: str, inside: Sequence[Anchor], start: int, end: int, *, follows: bool
) -> list[tuple[Anchor, int, int, tuple[int, int] | None]]:
    """Cut one sentence at its anchors: before each where what is said follows, else after each."""
    apart_each = _one_each(mask, inside, start, end)
    if apart_each:
        return apart_each
    if each_before := _each_before(mask, inside, start, end):
        return each_before
    first, last = inside[0], inside[-1]
    before, after = mask[start : first.start], mask[last.end : end]
    led = _LED_BY.fullmatch(before)
    says_before = firm_cue(before)
    own_verb = _OWN_VERB.match(after) and not _HEADED.search(before)
    lead, stop = _lead(mask, start, first.start), inside[1].start if len(inside) > 1 else end
    too = bool(_TOO.match(mask[lead : first.start] + mask[first.end : stop]))
    titled = bool(_TITLED.match(before)) and not mask[last.end : end].strip(" .;!?\n,")
    forward = not titled and (
        bool(led) or firm_cue(after) or not says_before or bool(own_verb) or too
    )
    if forward:
        cuts = [_lead(mask, start, a.start) for a in inside]
        for n in range(1, len(inside)):
            stop = inside[n + 1].start if n + 1 < len(inside) else end
            if cuts[n] == inside[n].start and not firm_cue(mask[inside[n].end : stop]):
                cuts[n] = _part(mask, inside[n - 1].end, inside[n].start) or cuts[n]
        apart: tuple[int, int] | None = None
        own_lead = cuts[0] < first.start and says_before
        if own_lead or (not led and (follows or says_before) and _NEXT_CLAUSE.search(before)):
            apart = (start, cuts[0])
        else:
            cuts[0] = start
        bounds = [*cuts, end]
        return [
            (anchor, bounds[n], bounds[n + 1], apart if n == 0 else None)
            for n, anchor in enumerate(inside)
        ]
    chunks: list[tuple[Anchor, int, int, tuple[int, int] | None]] = []
    at = _part(mask, start, first.start) or start
    for n, anchor in enumerate(inside):
        stop = end if n == len(inside) - 1 else anchor.end
        chunks.append((anchor, at, stop, (start, at) if n == 0 and at > start else None))
        at = stop
    return chunks


def _one_each(
    mask: str, inside: Sequence[Anchor], start: int, end: int
) -> list[tuple[Anchor, int, int, tuple[int, int] | None]]:
    """ "Green 1.1.1, 1.2.1 amber": parts between commas with one anchor and one report each, before it or after."""
    if len(inside) < len(("before", "after")) or any(anchor.excepted for anchor in inside):
        return []
    stops = [comma.start() for comma in _COMMA.finditer(mask, start, end)]
    bounds = [start, *stops, end]
    parts = [
        (a, b) for a, b in pairwise(bounds) if mask[a:b].strip(" ,;")
    ]  # every part must hold its own
    if len(parts) != len(inside):
        return []
    orders = set()
    for (a, b), anchor in zip(parts, inside, strict=True):
        if not a <= anchor.start < b:
            return []
        ahead, behind = firm_cue(mask[a : anchor.start]), firm_cue(mask[anchor.end : b])
        if not (ahead or behind) and len(mask[anchor.end : b].split()) >= _A_FEW:
            # "... and 1.2.1 that went to Ben weeks ago": no report, and of no other action.
            continue
        if ahead is behind:
            return []
        orders.add(ahead)
    if len(orders) == 1:
        return []
    return [(anchor, a, b, None) for (a, b), anchor in zip(parts, inside, strict=True)]


def _each_before(
    mask: str, inside: Sequence[Anchor], start: int, end: int
) -> list[tuple[Anchor, int, int, tuple[int, int] | None]]:
    """ "A for the first two, G for the last", "15 Jan for 3.2.1, 15 March for 1.1.1": each told before its action."""
    told = list(_FOR_IT.finditer(mask, start, end))
    if len(told) < len(("one", "other")) or [one.end() for one in told] != [
        anchor.start for anchor in inside
    ]:
        return []
    between = (mask[a.end : one.start()] for a, one in zip(inside, told[1:], strict=False))
    lead, rest = mask[start : told[0].start()], mask[inside[-1].end : end]
    if not (_LEADS_IN.fullmatch(lead) and _NO_MORE.fullmatch(rest)):
        # "Meeting on 4 Dec for 1.1.1, 15 Dec for 2.1.1", "... if legal agree".
        return []
    if not all(_AND_THEN.fullmatch(words) for words in between):
        # "Panel 15 Jan for 1.1.1, visit 15 March for 2.1.1": of what the days are goes with them.
        return []
    bounds = [start, *(one.start() for one in told[1:]), end]
    return [(anchor, bounds[n], bounds[n + 1], None) for n, anchor in enumerate(inside)]


def _lead(mask: str, start: int, at: int) -> int:
    """Where the words begin that go with the anchor after them: "ditto for 2.1.1"."""
    found = _TOO_LEAD.search(mask, max(start, at - 30), at)
    if found:
        return found.start()
    near = max(start, at - 48)
    if told := _TOLD_LEAD.search(mask[near:at]):
        return near + told.start("told")
    about = _ABOUT_LEAD.search(mask[near:at])
    if about is None and _DAY_FOLLOWS.match(mask, at):
        near = max(start, at - 80)
        about = _DAY_OF_LEAD.search(mask[near:at])
    # "Can't say red about 1.1.1" tells its colour before the action.
    return near + about.start(1) if about and not firm_cue(about[1]) else at


def _part(mask: str, start: int, at: int) -> int | None:
    """Where the part begins that speaks of the anchor at ``at``, if another report stands before it."""
    for stop in reversed(list(_PART.finditer(mask, start, at))):
        if firm_cue(mask[stop.end() : at]):
            earlier = mask[start : stop.start()]
            plain = any(one.sense is Sense.SAID for one in mentions(earlier))
            return stop.end() if plain and not _PUTS_RIGHT.match(mask, stop.end()) else None
    return None


def _lend_except(marked: Marked, found: Sequence[Segment]) -> None:
    """In "all but 2.1.2 are green" what follows the exception is said of all the others."""
    for one, other in pairwise(found):
        if not (one.anchor and one.anchor.group and other.anchor and other.anchor.excepted):
            continue
        start, end = one.spans[-1]
        if words := EXCEPT.search(marked.mask, start, end):
            # "All done except 2.1.2": of the others it is said without an exception.
            one.spans[-1] = (start, words.start())
        if firm_cue(one.mask(marked)):
            continue
        start, end = other.spans[0]
        tail = marked.mask[other.anchor.end : end]
        if _RELATIVE.match(tail):
            continue
        one.spans.append((other.anchor.end, end))
        other.spans[0] = (start, other.anchor.end)
