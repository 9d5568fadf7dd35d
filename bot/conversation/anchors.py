"""What a message's parts are about: references, runs of them, and words for many.

"1.1.1 and 1.2.1", "1.1.1 to 1.2.3", "both", "the rest", "all but 2.1.2": each is one anchor, to which what
is said around it belongs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from bot.conversation.colours import mentions
from bot.conversation.completion import read_done
from bot.conversation.cues import both_limbs_of_one, says_no_change
from bot.conversation.firm_cues import firm_cue
from bot.conversation.marks import Marked
from bot.conversation.one_of_several import names_some_parts
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context
from bot.conversation.references import RefSpan
from bot.conversation.senses import Sense
from bot.conversation.side_by_side import each_its_own

_GROUP = prefiltered(
    r"\b(?:(?P<rest>(?:all |both |everything )?(?:of )?(?:the )?(?:rest|others|remainder|remaining(?: (?P<left>pair|trio|two|three|four|five|six|seven|eight|nine|\d))?(?: ones| actions| items)?|other (?:ones?|pair|(?P<others>two|three|four|five|six|seven|eight|nine|\d)|actions?|items?)(?: (?:ones|actions|items))?|(?<=the )other)|my (?:others?(?: (?:ones?|actions?|items?|two|three))?|rest)|everything else|all else|all others|the other(?= (?:is|are|still|now|remains?|green|amber|red|stays?)\b|\W*$))"
    r"|(?P<both>(?:both|neither(?= (?:of (?:them|mine|these)|is|are|has|have|was|will)\b)(?![^.;\n]{0,40}\bnor\b)|(?:the |that )?(?:pair|two) of (?:them|mine|these|those)|my (?:two|pair)|(?<=on )either|(?<=for )either|(?<=to )either|(?<=with )either)(?: of (?:them|mine|these|my actions)| actions| items| mine| counts| fronts)?)"
    r"|(?P<all>(?:all round|all|everythings(?= (?:green|amber|red|on track|at risk|done|fine)\b)|everything|each|every one|any)(?: (?:of|on|for)(?= (?:them|mine|these|those|my|the)\b))?(?: (?:the lot|them|mine|these|those|my actions|my ones|my items|the actions|actions|items|(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?: actions| items| of them| of mine)?))?|the lot|every action|each one|(?:(?<=green )|(?<=amber )|(?<=red )|(?<=done ))x ?(?P<times>\d)|across the board|all round|mine(?= (?:are|all|both|have)\b)|my (?:ones|actions|items|lot|updates)(?= (?:are|all|have)\b)))"
    r"(?: (?:of )?(?:mine|my actions|my items|my ones)| on mine| on my list)?(?![\w-])"
)
_COUNTS = {"pair": 2, "trio": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_GROUP_OPENS = prefiltered(
    r"(?:^|[\n.;,:!)-]\s*|\b(?:they'?re|they are|we'?re|these are|ours are|mark them|put them|set them|make them|and|but|so|then|says?|said|that|please|can|mark|put|set|make|call|leave|keep|move|push|extend|shift|delay|change|postpone|defer|hand|handing|give|gie|pass|passing|send|sending|switch|transfer|reassign|for|on|across|to|snooze|close|with|yes|hi|ok|thanks|ta|cheers|has|have|are|is|of|sorry|meant|actually|should be|tae|ditto|likewise|greens?|ambers?|reds?|blue|grey|done|same|risk|track)\s+)(?:the )?$"
)
_WORD = prefiltered(r"\s*(?P<word>[a-z]{5,10})\b")
_CLAUSE = prefiltered(r"[.;\n!?]")
#: Letters before "the rest" in which what it is the rest of is told.
_BESIDE = 80
#: "Move both to 15 December".
_MOVE = prefiltered(r"\b(?:move|push|extend|shift|delay|change|postpone|defer)\s+$")
_MOVE_TO = prefiltered(
    r"\s*(?:(?:back|forward|out|on|dates?|deadlines?)\s+)*(?:to|until|till|by|for|\ue003)"
)
#: "Pass both to Nisha", "give the lot to Ken".
_GIVE = prefiltered(
    r"\b(?:give|hand|handing|pass|passing|transfer|reassign|re-assign|reallocate|send|switch)\s+$"
)
_GIVE_TO = prefiltered(r"\s*(?:(?:over|on|across)\s+)*to\s")
#: "No change on the rest", "leave the others", "green the pair of them".
_SAID_OF_WHAT_FOLLOWS = prefiltered(
    r"\b(?:for|on|across|snooze|close|to|tae|with|of|leave|keep|green|amber|red|done|same|(?:as|so) (?:is|are|has)|ditto|likewise)(?:\s+|\s*[-–:]\s*)(?:of )?(?:the )?$"
)
#: "Both to 31 January", "both now Easter": a day straight after the word for many.
_A_DAY = prefiltered(
    r"\s*(?:(?:are|is|now|to|by|until|till|for|due|at|should be|will be|moved?|expected|forecast|back|out|dates?|go(?:es)?|going|slip(?:s|ping|ped)?|push(?:ed)?|please)[\s:]*){0,4}[:=,-]?\s*\ue003"
)
_MORE_WORDS = prefiltered(
    r"\s*(?!(?:please|pls|plz|thanks|ta|too|as well|now|again|(?:for )?this (?:month|week|quarter|term|time|cycle|year))\b)\w"
)
#: "Green, all on course" is about the one in hand.
_COLOUR_BEFORE = prefiltered(r"\b(?:green|amber|red)\b[^.;\n\ue002]*$")
_DEGREE = prefiltered(
    r"\w+ly|very|pretty|fine|ok|okay|happy|steady|solid|firm|a|an|well|comfortable|looking|ticking|progressing|showing|reporting|the|but|except|apart|bar|other|"
    r"same|these|those|my|our|of|that|which|who|i|we|it|they|gone|going|good|back|not|no|so"
)
_GROUP_GOES_ON = prefiltered(
    r"^\s*(?:(?:(?:is|are|now|still|remains?|stay|stays|should|be|to|as|at|on|of|them|mine|really|definitely|again|can|go|as well|actions?|items?|were|went|turned|have|has|been|reported|also|going|both|all|just)(?!\w)|'s\b|[:=,-])\s*)*"
)
EXCEPT = prefiltered(
    r"[,(]?\s*(?:-\s*)?\b(?:(?:except|exept|excpet|execpt|ecxept|xcept|exc)(?:ing)?(?: for| that)?|apart from|but not|bar|other than|excluding|excl?\.?|save for|not including|aside from|with the exception of|without|minus|but)\s+(?:for |that )?(?:the )?$"
)
_ANY_EXCEPT = prefiltered(
    r"\b(?:(?:except|exept|excpet|execpt|ecxept|xcept|exc)(?:ing)?|excl|apart from|other than|excluding|aside from|with the exception of|bar the|bar)\b"
)
_JOINED = prefiltered(
    r"[ \t]*(?:,|and|&|\+|/|,\s*and|plus|as well as|nor|,\s*&)?[ \t]*(?:also )?(?:action )?(?:both )?"
)
#: "That other one is amber": one, and which, where there are more?
_THE_OTHER = prefiltered(r"\bother(?: one| action| item)?$")
#: "The other three are all on green": no more than the three.
_ARE_ALL = prefiltered(
    r"(?:'re)?(?: (?:are|is|now|still|can|should|be|stay|remain|have|has|been))+ "
)
#: "The rest of what I wrote", "the others in my team": not of the actions.
_OF_SOMETHING_ELSE = prefiltered(
    r"\s*(?:of what\b|(?:of|in|from|at) (?:the|this|that|my|our|your|his|her|their) (?!(?:list|lists|actions?|items?|ones|lot|plan|tracker|digest|report|reminder|message)\b)[a-z])"
)
#: "No movement on 3.1.1 - 3.1.3. Rest amber": nothing is said behind the second, so it ends a run.
_ENDS_THERE = prefiltered(r"\s*(?:$|[.;)!\n]|,\s(?!(?:which|that|it|not|isn't|this)\b))")
_THROUGH = prefiltered(r"[ \t]*(?:-|to|through|thru)[ \t]*")


_THIS = prefiltered(
    r"(?:^|[\n.,;]\s*|\b(?:and|but|so)\s+)(?P<this>(?:this|that)(?: (?:one|action))?)(?=\s*(?:'s\b|is\b|was\b|has\b|:|-|green\b|amber\b|red\b))"
)
#: Things that are counted, of which some may be "the others".
_THINGS = prefiltered(
    r"(?<!\ue002 )\b(?:one|two|three|four|five|six|most|some|several|half|\d{1,3}) (?!of\b|is\b|are\b|and\b|amber\b|green\b|red\b|action|item)[a-z]{3,}\b"
)
#: "One of them is amber, the other unchanged": of which it is told nobody says.
_ONE_OF_THEM = prefiltered(
    r"(?:^|[.;,!?\n]\s*|\b(?:and|but|so|only|just|think|that) )(?:one|two|three|four|some|half|most)(?:'s| (?:of (?:them|these|those|mine|ours|my \w+|the (?:\w+))|is|are|has|have))\b"
)
_REACH = 160
#: "Amber, staffing. That's 2.1.1, not this one": a sentence that only tells which action was meant.
_ONLY_NAMES = prefiltered(
    r"\W*(?:(?>(?:and )?(?:that'?s|that is|this is|it'?s|that was|this was)(?: all)?\b|(?:(?:please )?note|this|that|it|sorry|i mean|meaning|for|on|re|about|regarding|with regard to|action|ref|relates? to|is|of course)\b)[^\w\ue002]*)*"
    r"\ue002[\ue002\s,&]*(?:and \ue002+)?(?:[\s,(-]*(?:that is|that'?s|this is|i mean|i meant|this|that|one|btw|by the way|to be clear|for clarity|please|sorry|obviously|obvs|of course|i should say|i should have said|in case (?:it'?s|that'?s) (?:not|un)\s?clear)(?!\w))*"
    r"(?:[\s,(-]*(?:(?:and|but) )?(?:not|no|nae|rather than|instead of)(?: for| on)? (?:this(?: one)?|(?:the|my) (?:other|others|rest|other (?:one|two|three|ones))|\ue002+)(?: (?:as|like|whatever|despite) [^.;!?\n]{1,60})?)?[\s.,;!)]*"
)
#: "(not 1.1.1)", "not 4.1.3 as the file says": the action is named to say that it is another.
_IS_DENIED = prefiltered(
    r"(?<!why )(?<!if )\b(?:not|rather than|instead of) (?:for |on |about |to )?(?:action )?$"
)
_DENIED_ENDS = prefiltered(
    r"\s*(?:$|\)|[.:;,\n-](?!\W{0,3}(?:which|that|who|it|this)\b)|(?:as|like|though|sorry|please|this time|whatever|despite)\b(?!\W{0,3}(?:that|it|this|which)(?:'?s| is)\b))"
)
_STOP = prefiltered(r"[.;\n]")
_BUT_ALONE = prefiltered(
    r"(?<!all )(?<!everything )(?<!nothing )(?<!anything )(?<!any )\bbut (?:the )?$"
)
_WELL = prefiltered(r"\W*(?:fine|ok|okay|good|well)\b")
_BUT_ANOTHER = prefiltered(r"but (?:not )?\ue002")
_STANDS_WELL = prefiltered(
    r"\s*(?:done|complete|completed|finished|good|fine|ok|okay|well|sorted|wrapped|delivered|signed|going|ticking|moving|progressing|coming|in (?:hand|place|progress)|under control|quiet|clear|systems|set|as (?:it|planned|expected))\b"
)
_PAUSE = prefiltered(r"[,.;\n]")
_STOP_AND_MORE = prefiltered(r"[.;\n]\s*\S")


class Anchor(Struct, frozen=True):
    """A reference, several in a row, or a word for many."""

    start: int
    end: int
    keys: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    """What it may mean, where that is not clear."""
    group: bool = False
    excepted: bool = False


@lru_cache(maxsize=16)
def anchors(marked: Marked, context: Context) -> tuple[Anchor, ...]:
    """References and words for many, in order; runs of references are one anchor."""
    found = _runs(marked, [ref for ref in marked.refs if not ref.mention], context)
    groups = _groups(marked, found, context) or _unnamed(marked, found, context)
    if groups and not found:
        groups = [*groups, *_this_one(marked, groups, context)]
    elif found and not groups:
        groups = _this_one(marked, found, context, explicit=True)
    return tuple(sorted((*found, *groups), key=lambda anchor: anchor.start))


def only_names(mask: str, start: int, end: int) -> bool:
    """Whether the sentence between these letters says no more than which action was meant."""
    return bool(_ONLY_NAMES.fullmatch(mask, start, end))


def is_denied(mask: str, anchor: Anchor) -> bool:
    """Whether an action is named only to say that it is not the one: "amber for 2.1.1 (not 1.1.1)"."""
    return bool(
        _IS_DENIED.search(mask, max(0, anchor.start - 30), anchor.start)
        and _DENIED_ENDS.match(mask, anchor.end)
    )


def _runs(marked: Marked, refs: Sequence[RefSpan], context: Context) -> list[Anchor]:
    runs: list[Anchor] = []
    for ref in refs:
        between = marked.mask[runs[-1].end : ref.start] if runs else "x"
        excepted = bool(EXCEPT.search(marked.mask[max(0, ref.start - 40) : ref.start]))
        if excepted and runs and _only_but(marked.mask, ref.start, ref.end):
            # "Red 2.1.1 but 3.1.2 green": of each its own.
            excepted = False
        unclear = ref.keys if len(ref.keys) > 1 else ()
        keys = () if unclear else ref.keys
        if (
            runs
            and _JOINED.fullmatch(between)
            and not runs[-1].candidates
            and not unclear
            and not (apart := _each_its_own(marked.mask, runs[-1], ref))
        ):
            last = runs.pop()
            merged = tuple(dict.fromkeys((*last.keys, *keys)))
            sure, maybe = (merged, ()) if apart is not None else ((), merged)
            runs.append(Anchor(last.start, ref.end, sure, maybe, excepted=last.excepted))
        elif (
            runs
            and _THROUGH.fullmatch(between)
            and between.strip()
            and keys
            and runs[-1].keys
            and not (
                between.startswith(" -")
                and _said_already(marked.mask, runs[-1].start)
                and not _ENDS_THERE.match(marked.mask, ref.end)
            )
        ):
            last = runs.pop()
            span = _through(last.keys[-1], keys[0], context)
            runs.append(
                Anchor(
                    last.start,
                    ref.end,
                    (*last.keys[:-1], *span),
                    () if span else (*last.keys, *keys),
                )
            )
        else:
            runs.append(Anchor(ref.start, ref.end, keys, unclear, excepted=excepted))
    return runs


def _only_but(mask: str, at: int, end: int) -> bool:
    """Whether "but" before a reference excepts it from nothing: it has a report of its own, and no word for many
    stands in its sentence.
    """
    if not firm_cue(_PAUSE.split(mask[end : end + 60])[0]):
        return False
    sentence = _STOP.split(mask[max(0, at - _REACH) : at])[-1]
    return bool(_BUT_ALONE.search(sentence)) and not _GROUP.search(sentence)


def _each_its_own(mask: str, one: Anchor, other: RefSpan) -> bool | None:
    """Whether of two side by side each has a report of its own; the first may be several."""
    several = len(one.keys) > 1 and "," in mask[one.start : one.end]
    return each_its_own(mask, (one.start, one.end), (other.start, other.end), several=several)


def _said_already(mask: str, at: int) -> bool:
    """ "Amber for 2.1.2 - 4.1.3 isn't mine": a dash after a report begins another clause."""
    return firm_cue(_STOP.split(mask[:at])[-1])


def _through(first: str, last: str, context: Context) -> tuple[str, ...]:
    """The writer's own actions from one to another; nothing where they do not hold both."""
    pool = list(
        context.items if first in context.items and last in context.items else context.my_actions
    )
    if first in pool and last in pool and pool.index(first) < pool.index(last):
        return tuple(pool[pool.index(first) : pool.index(last) + 1])
    return ()


def _of_a_part(mask: str, rest: re.Match[str]) -> bool:
    """ "Staffing red, everything else green", "milestone 1 done, rest to plan": the rest of the one action."""
    near = mask[max(0, rest.start() - _BESIDE) : rest.start()]
    before = _CLAUSE.split(near.rstrip(" ,;-"))[-1]
    if names_some_parts(before):
        return True
    told = mentions(before)
    return bool(told) and all(one.sense is Sense.UNCLEAR for one in told)


def _groups(marked: Marked, refs: Sequence[Anchor], context: Context) -> list[Anchor]:
    found: list[Anchor] = []
    mask = marked.mask
    pool = context.items if len(context.items) > 1 else context.my_actions or context.items
    if len({*pool, *context.outstanding}) == 1:
        # Of one action no word for many says more than that it is meant.
        return []
    limbs = both_limbs_of_one(mask)
    # Looked for once: a long message may hold hundreds of words for many, and of references.
    excepted_refs = [a for a in refs if a.excepted]
    named = [key for anchor in refs for key in anchor.keys]
    starts = [a.start for a in refs]
    excepts = [word.start() for word in _ANY_EXCEPT.finditer(mask)]
    of_them = _ONE_OF_THEM.search(mask)
    for match in _GROUP.finditer(mask):
        if match.start() in limbs or (match["rest"] and not refs and _of_a_part(mask, match)):
            continue
        before, after = mask[: match.start()][-30:], mask[match.end() :]
        after_exception = any(not mask[a.end : match.start()].strip(" ,:-") for a in excepted_refs)
        last = bisect_right(starts, match.start()) - 1
        within = last >= 0 and match.start() < refs[last].end
        if within or not (after_exception or _GROUP_OPENS.search(before)):
            continue
        if match["all"] and found and _ARE_ALL.fullmatch(mask, found[-1].end, match.start()):
            continue
        follow = _GROUP_GOES_ON.match(after[:_REACH])
        goes_on = match.end() + (follow.end() if follow else 0)
        stop = _STOP.search(mask, goes_on)
        ahead = mask[goes_on : stop.start() if stop else len(mask)]
        opening = ahead[:60].split(",")[0]
        excepted = _ANY_EXCEPT.match(ahead) or _BUT_ANOTHER.match(ahead)
        moved = (
            bool(_MOVE.search(before) and _MOVE_TO.match(after))
            or bool(_GIVE.search(before) and _GIVE_TO.match(after))
            or bool(match["both"] and _A_DAY.match(after))
        )
        said_before = _SAID_OF_WHAT_FOLLOWS.search(before)
        at_start = _starts_with_cue(opening) or _starts_with_cue(_PAUSE.split(after[:60])[0])
        at_start = at_start or says_no_change(match[0] + _PAUSE.split(after[:40])[0])
        everywhere = match["all"] in ("across the board", "all round")
        if not (
            everywhere
            or at_start
            or excepted
            or moved
            or (said_before and not _MORE_WORDS.match(after))
        ):
            continue
        if match["all"] and match["all"].strip() in ("any", "each") and not said_before:
            continue
        if _of_things(opening) or _OF_SOMETHING_ELSE.match(after):
            continue
        if match["all"] == "all" and (
            _idiom(opening, context)
            or _idiom(after, context)
            or (context.pending_ref and _COLOUR_BEFORE.search(before))
        ):
            continue
        if match["both"] and any(
            a.end <= match.start()
            and len(a.keys) == 2
            and len(refs) == 1
            and not _STOP_AND_MORE.search(mask[a.end : match.start()])
            for a in refs
        ):
            continue
        keys = tuple(pool)
        if match["rest"]:
            spoken_of = named or ([context.pending_ref] if context.pending_ref else [])
            keys = tuple(key for key in context.outstanding or pool if key not in spoken_of)
        wanted = (
            2
            if match["both"] or match[0].startswith("both")
            else _count(match["count"] or match["times"] or match["left"] or match["others"] or "0")
        )
        if match["rest"] and _THE_OTHER.search(match[0]):
            wanted = 1
        certain = bool(keys) and (not wanted or wanted == len(keys))
        certain = certain and not any(a.candidates for a in excepted_refs)
        certain = certain and not (match["times"] and context.pending_ref)
        if (
            match["rest"]
            and "rest" not in match[0]
            and _THINGS.search(_sentence(mask, match.start()))
        ):
            # "One school is live, the others wait": of the schools or of the actions?
            certain = False
        next_except = bisect_left(excepts, goes_on)
        if not excepted_refs and bisect_left(excepts, goes_on + len(ahead)) > next_except:
            certain = False
        if match["rest"] and not named and of_them and of_them.end() <= match.start():
            certain = False
        if match["all"] and not set(context.outstanding) <= set(pool):
            # All that was just spoken of, or all that was asked for?
            certain = False
        outside = {key for a in excepted_refs for key in a.keys}
        if match["all"]:
            # An action reported on its own in the same message is not among "all".
            outside.update(named)
        keys = tuple(key for key in keys if key not in outside)
        found.append(
            Anchor(
                match.start(),
                match.end(),
                keys if certain else (),
                () if certain else tuple(pool),
                group=True,
            )
        )
    return found


def _sentence(mask: str, at: int) -> str:
    return _STOP.split(mask[max(0, at - _REACH) : at])[-1]


def _this_one(
    marked: Marked, others: Sequence[Anchor], context: Context, *, explicit: bool = False
) -> list[Anchor]:
    """ "The rest are green, this one red": beside the others it is the one in hand.

    ``explicit``: a mere "this", or "that one", may be the action just named.
    """
    if context.pending_ref is None or not any(context.pending_ref not in g.keys for g in others):
        return []
    return [
        Anchor(m.start("this"), m.end("this"), (context.pending_ref,))
        for m in _THIS.finditer(marked.mask)
        if not explicit or m["this"].startswith("this ")
    ]


def _count(word: str) -> int:
    return _COUNTS.get(word) or int(word)


def _unnamed(marked: Marked, refs: Sequence[Anchor], context: Context) -> list[Anchor]:
    """ "Same as last time except 3.2.1" is said of the others, though no word names them."""
    first = next((anchor for anchor in refs), None)
    if first is None or not first.excepted:
        return []
    before = marked.mask[: first.start]
    start = max(before.rfind(stop) for stop in ".;\n") + 1
    said = EXCEPT.sub("", before[start:])
    if not firm_cue(said) or not _ANY_EXCEPT.search(before[start:]):
        return []
    outside = {key for anchor in refs for key in anchor.keys}
    pool = tuple(context.items if len(context.items) > 1 else context.my_actions)
    keys = tuple(key for key in pool if key not in outside)
    at = start + len(said) - len(said.lstrip())
    if keys and (context.pending_ref is None or keys == (context.pending_ref,)):
        return [Anchor(at, at, keys, group=True)]
    return [Anchor(at, at, (), keys or pool, group=True)]


def _starts_with_cue(opening: str) -> bool:
    words = opening.split()
    if not words:
        return False
    vague = len(words) <= 2 and _WELL.match(opening)
    return firm_cue(" ".join(words[:3])) or bool(vague)


def _of_things(opening: str) -> bool:
    """ "All schools on track" is about schools, not about all the actions."""
    words = opening.split()
    if len(words) < 2 or not words[0].isalpha() or _DEGREE.fullmatch(words[0]):
        return False
    return firm_cue(" ".join(words[1:3])) and not firm_cue(words[0])


def _idiom(opening: str, context: Context) -> bool:
    """ "All done" about one action in hand is not about all of them."""
    if context.pending_ref is None:
        return False
    # However it is spelt: "all complet".
    word = _WORD.match(opening)
    return bool((word and read_done(word["word"])) or _STANDS_WELL.match(opening))


def set_aside(found: Sequence[Anchor], mask: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand that only say which actions are meant; they are no narrative."""
    spans: list[tuple[int, int]] = []
    for anchor in found:
        start = anchor.start
        if anchor.excepted and (words := EXCEPT.search(mask, max(0, start - 40), start)):
            start = words.start()
        if anchor.group or anchor.excepted:
            spans.append((start, anchor.end))
    return tuple(spans)
