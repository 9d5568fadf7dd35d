"""References (R6): how people write them, which action they mean, and what only looks like one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from bot.conversation.compared_figures import is_compared, may_be_compared
from bot.conversation.places import told_by_place
from bot.conversation.prefilter import prefiltered
from bot.conversation.quantities import is_quantity, may_be_quantity
from bot.conversation.readings import Context
from bot.conversation.reference_figures import is_figure
from bot.conversation.reference_runs import tails

#: A reference as it is written, of any action: "PA1-1.1.1", "2.3".
WRITTEN_REF = r"(?:[A-Za-z]{1,6}\d{0,2}-)?\d{1,2}(?:\.\d{1,2}){1,3}"
_REF = prefiltered(
    r"(?:(?<![\w£$€.,-])(?<!\D/)|(?<=\d\.\d-)|(?<=\d\.\d\d-))(?:(?P<code>[a-z]{1,6}\d{0,2})[ -]?(?=\d+\.)|priority (?P<priority>\d)[\s,:'s-]{1,4}|#)?"
    r"(?P<bare>\d{1,2}(?:\.\d{1,2}){1,3}[a-rt-z]?)(?:s(?=[ :]))?(?![\w%£]|\.\d|:\d|\.(?:docx?|xlsx?|pptx?|pdf|csv|msg|txt)\b)"
)
#: "12.11/23": a day with its year, or one of two numbers, but not a reference.
_SLASHED = prefiltered(r"/\d(?!\d?\.\d)")
#: Codes of other things than actions: "change control CR-1.2.4".
_OTHER_CODES = frozenset("cr crf ccn rfc jira inc po sr tkt req itt ecr dcr wp".split())
#: Before a number these say that it is no action's.
_ELSEWHERE = prefiltered(
    r"(?:\b(?:(?:on|at|to|into|through|with|by|of) (?:the |our )?(?:\w+ )?(?:draft|drafts|edition|iteration|revision|rev)|(?:upgrad|migrat)(?:e|ed|es|ing)(?: \w+)? (?:on)?to (?:the )?(?:new )?[a-z]+|v|ver|version|section|sections|para|paras|paragraph|page|pages|p|pp|upgraded? to|patch|build|firmware|appendix|annex|table|figure|fig|"
    r"chapter|clause|minute|minutes|release|room|sub-?section|part|article|change (?:control|request|note|order)|regulation|recommendation|requirement|finding|standard|objective|"
    r"slide|row|line|cell|invoice|ticket|case|job|order|po|question|agenda item|agenda|paper|annexe|schedule|(?:(?<!at )(?<!on )risks?|issue|section|para|paragraph|page|minute|ticket|invoice|agenda|policy|document|doc)(?: (?:no|num|number|ref|reference|id))?[.:]?|at|about|around|approx|from|cost|costs|up|down|x|by) ?|[£$€~]|(?<!\d)(?<!\d )\+)\Z"
)
#: After a number these say that it counts something.
_COUNTED = prefiltered(
    r" ?(?:%|per ?cent|fte|wte|m\b|k\b|million|days?|weeks?|months?|years?|hours?|hrs?|posts?|am\b|pm\b|x\b|points?|staff)"
)
#: ... whatever the number is.
_MEASURED = prefiltered(r" ?(?:%|per ?cent\b|million\b|billion\b|bn\b)")
#: "Down to 2.4 weeks", "still 2.1 FTE short": two numbers that count something, though an action bears them too.
_AN_AMOUNT = prefiltered(
    r" ?(?:fte|wte|percent|percentage|points?|(?P<time>(?:working |school |calendar )?(?:days?|weeks?|wks?|months?|mths?|years?|yrs?|hours?|hrs?)))\b"
)
_AMOUNTS_TO = prefiltered(
    r"\b(?:to|of|by|at|around|about|under|over|averag\w+|only|nearly|almost|just|from|than|was|were|is|are|now|still|a|the|takes?|taking|took|"
    r"running|hit|hits|reached|lost|lose|short|between|within|in|for|roughly|approx|and|or|minus|plus)\s*$"
)
#: Points in a reference; an address of a machine has more.
_DEEPEST = 2
#: "Sarah's 4.1.3", "their 2.1.2": somebody else's action.
_SOMEBODY_ELSES = prefiltered(
    r"\b(?:(?P<who>[a-z\ue004]+)(?:'s|s')|their|his|her|your|theirs|someone else's)\s+(?:own |action |ref |item )?$"
)
#: Before "'s", no owner: "it's 1.1.1", "today's 1.1.1".
_NO_OWNERS = frozenset(
    "it that this here there what who where how let he she so today yesterday tomorrow month week year board one".split()
)
#: "2.1.1 has to land first (that's Leigh's, due 12 Jan)": whose it is, in brackets behind it.
_SOMEBODY_ELSES_AFTER = prefiltered(
    r"[^.;:,!?\n()\ue002]{0,40}\((?:(?:that'?s|that is|which is|is|one of) )?(?:(?P<who>[a-z\ue004]+)(?:'s|s')|his|hers|theirs)(?=[,)]| (?:action|one|bit|item|lead)\b)(?!, ?(?:and )?not (?:mine|ours|me)\b)"
)
#: "3.2.1 is red but that's Deborah's".
_BUT_ELSES = prefiltered(
    r"[^.;!?\n()\ue002]{0,40}?[\s,-](?:but|and|though|although|only),? (?:that|it|this|that one|this one)(?:'s| is) (?:actually |really |in fact )?(?P<who>[a-z\ue004]+)(?:'s|s')(?=\W*(?:$|[.,;!\n]))"
)
#: Before a reference these say that the sentence is about another action.
_MENTION = prefiltered(
    r"\b(?:overtaken|superseded|replaced|covered|absorbed|subsumed|swallowed|blocked|delayed|held up|driven|fed|taken over|dealt with|picked up|done) (?:up )?(?:by|under|in|through|within) (?:action )?$|\b(?:merged?|rolled?|folded?|subsumed|absorbed|feeds?|fed|combined?) (?:it |this |that |\ue002+ )?(?:up )?(?:into|with) (?:action )?$|\b(?:depends? (?:up)?on|depending on|dependent on|dependency on|blocked by|held up by|because of|due to|"
    r"linked to|link(?:s|ed)? with|links? to|tied (?:in )?(?:to|with)|relate[sd] to|see|see also|(?:waiting|wait) (?:on|for)|"
    r"awaiting|subject to|alongside|until|once|after|before|part of|feeds? (?:in)?to|reliant on|relies on|contingent on|"
    r"knock-?on (?:from|to|for)|impacts? (?:on )?|affects?|affecting|overlaps? with|as per|cf\.?|than|needs|"
    r"in line with|consistent with|following|unlike|same (?:\w+ )?as|similar to|like|merged? with|merged into)\s*(?:action\s+)?$"
)
#: "Please note this relates to 2.1.1": what the message itself is about.
_NAMING = prefiltered(
    r"(?:\ue001|\b(?:this|it|that|these|which|link|file|document|evidence|attached|attachment|message|update|above|below))(?: (?:all|actually|really|only|should))? relate[sd]? to\s*(?:action\s+)?$"
)
_NAMING_ENDS = prefiltered(
    r"\s*(?:$|[.;:!)\n]|,? (?:and |but )?(?:not|rather than)\b|,? (?:please|sorry|only|thanks)\b)"
)
#: "Told you wrong before 2.1.1 was meant to be green": the words before are of the telling.
_WAS_MEANT = prefiltered(r" (?:was|were) (?:meant|supposed) to (?:be|say|read)\b")
_PLACE = prefiltered(
    r"(?:^|[\n;,.]\s*|\b(?:and|but|so|on|for|green|amber|red|blue|grey|done|same)\s+)(?:(?:no\.? ?|number |item |point |#)(?P<n>\d{1,2})\b(?:[.):-]+(?=\s|$))?"
    r"|(?:the )?(?P<word>first|second|third|fourth|fifth|last|top|bottom)(?: one| item|(?=\s?:\s)|(?<=for the \w{3})|(?<=for the \w{4})|(?<=for the \w{5})|(?<=for the \w{6}))(?=\W|$)(?! (?:two|three|four|five|six|few|couple|half|[2-9])\b)"
    r"|(?P<bare>\d{1,2})(?P<mark>[.):-]*)(?=\s+(?:is |are |was |still |now |remains |all |\W{0,2})?"
    r"(?:green|amber|ambr|red|grey|blue|done|complete|completed|finished|same|no change|unchanged|on track|at risk|off track|"
    r"slipping|slipped|[gar]\b)|\s+(?:and|&|,)\s+\d{1,2}\s|\s*,\s*\d{1,2}\b))"
)
_SPOKEN = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_DIGIT = prefiltered(r"\b(?:" + "|".join(_SPOKEN) + r")\b")
#: "Two point one point one", "two one one": three numbers, or two with a point between them.
_DICTATED = prefiltered(
    r"\b(?:{n})(?:(?: (?:point|dot) (?:{n})){{1,3}}|(?: (?:{n})){{2,3}})\b".format(
        n="|".join(_SPOKEN)
    )
)
_HASTY = prefiltered(
    r"(?<![\w£$€.,/:-])(?P<digits>\d{3,4})(?![\w%£./-]|:\d)(?=[\s,:=-]+(?:(?:is|are|was|now|still|remains)\s+)?"
    r"(?:green|amber|red|grey|blue|done|complet\w*|compel?te?d?|fini?n?i?s+h\w*|same|no change|unchanged|on track|off track|fine|okay|ok|[gar]\b)|\s*(?:,|&|\+|and)\s*\d{3}(?![\w%£./:-]))"
)
#: "121 slips to 30 January", "snooze 121", "green for 321": where a reference stands, and no thing is counted.
_IN_ITS_PLACE = prefiltered(
    r"(?<![\w£$€.,/:-])(?P<digits>\d{3,4})(?![\w%£./-]|:\d)(?=\s*(?:$|[\n,;:!?)(]|\.(?:\s|$)|-\s)|\s+(?:isn'?t|aren'?t|wasn'?t|has|hasn'?t|have|"
    r"will|won'?t|'ll|needs?|slips?|slipp\w+|moves?|moved|goes|went|to(?=\s)|till|until|at risk|not|no longer|mine|ours|belongs|should|can|could|may|"
    r"might|both|too|also|as|unchanged|stays?|same|because|cos|ask|chase|remind|nudge|snooze|back|forward|please|pls|when|by|due|on track)\b)"
)
#: Before three digits these say what they number.
_NUMBERED = prefiltered(
    r"\b(?:room|rm|page|pg|ext|extension|ring|phone|tel|mobile|ward|bus|flight|route|of|ticket|case|job|order|invoice|building|block|"
    r"unit|floor|bay|desk|code|pin|slide|row|cell|para|section)\b[^,.;:\n]{0,8}$"
)
_PLACED = prefiltered(
    r"(?:^|[\n;,:!?(]\s*|\.\s+|\b(?:for|on|about|re|regarding|snooze|park|action|actions|ref|item|move|push|put|mark|close|shift|extend|with|and|but|chase|me|when is|when's|whens|where is|where's|how is|how's|who has|who leads)\s+|&\s*)$"
)
#: "3 2 1 green", "3,2,1: amber", "3-2-1 done".
_SPACED = prefiltered(
    r"(?<![\w£$€.,/:-])(?<!\d )(?P<digits>\d{1,2}(?P<gap> |, ?|-|_|/|\. )\d{1,2}(?P=gap)\d{1,2})(?![\w%£./-]|:\d|,\d)(?! ?\d)"
)
#: "1.1,1", "1,1.1", "l.1.1": one key beside the right one.
_MISTYPED = prefiltered(
    r"(?<![\w£$€.,/:-])(?=[\d.]*(?:[,;/il]|\.\.))(?P<digits>[\dil]{1,2}(?:[.,;/]{1,2}[\dil]{1,2}){2})(?![\w%£./-]|:\d|,\d)"
)
#: "My 1-2-1 with Bev": a meeting, and no action.
_ONE_TO_ONE = prefiltered(
    r"(?<=\bmy )1[ -]?2[ -]?1\b|(?<=\bour )1[ -]?2[ -]?1\b|\b1[ -]?2[ -]?1(?:'?s)? (?:with\b|meeting|session|supervision|chat|catch)"
)
_ANY_DIGIT = prefiltered(r"\d")
_TAKEN_FOR_ONE = str.maketrans("il", "11")
_MOST = 20
_REPORTED = prefiltered(
    r"[\s,:=-]+(?:(?:is|now|still|remains)\s+)?(?:green|amber|red|grey|blue|done|complete|same|no change|[gar]\b)"
)
_CODE_ONE = prefiltered(r"\b(?:the )?(?P<code>[a-z]{1,6}\d{1,2}) (?:one|version)\b")
_ON_THE_LIST = prefiltered(
    r"\b(?:the )?(?P<word>first|second|third|fourth|fifth|last|top|bottom)(?: one| item| action)? (?:on|in) (?:the|my|your|this|that) list\b"
)
_ORDER = {
    "first": 0,
    "top": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "fifth": 4,
    "last": -1,
    "bottom": -1,
}
_FIGURES = prefiltered(r"\d+")


class RefSpan(Struct, frozen=True):
    """A reference in the text: one key, or several that it may mean."""

    start: int
    end: int
    typed: str
    keys: tuple[str, ...]
    mention: bool = False
    """Named in passing: what is said is said of another action."""
    elses: bool = False
    """Somebody else's: "Sarah's 4.1.3"."""
    known: bool = True


def find_refs(mask: str, context: Context) -> list[RefSpan]:
    """The references in a message, left to right; ``mask`` is lower case with links marked."""
    known, bares = _borne(
        (*context.items, *context.my_actions, *context.known_refs, context.pending_ref or "")
    )
    own = {context.pending_ref, *context.items, *context.my_actions}
    found: list[RefSpan] = []
    for match in _REF.finditer(mask):
        bare, code = match["bare"], match["code"]
        if bare not in bares and bare.count(".") == 1:
            continue
        start = match.start()
        if mask[start - 1 : start] == "-" and not (found and found[-1].end == start - 1):
            continue
        run = tails(mask, match.end(), bare, bares.__contains__)
        if not run and _SLASHED.match(mask, match.end()):
            continue
        if code in _OTHER_CODES and not _is_code(code, known):
            continue
        glued = code is not None and mask[match.end("code")] not in " -"
        if glued and not _is_code(match["code"], known):
            continue
        if code is not None and mask[match.end("code")] == " " and not _is_code(code, known):
            code, start = None, match.start("bare")
        before = mask[max(0, start - 40) : start]
        if (
            _ELSEWHERE.search(before.rstrip(" "))
            and not (code and f"{code}-{bare}" in known)
            and not (
                before.rstrip().endswith(("by", "about", "from", "at", "around", "up"))
                and bare in bares
            )
        ):
            continue
        if (
            _MEASURED.match(mask, match.end())
            or _counts(mask, match.end(), bare, before)
            or (bare not in bares and bare.count(".") > _DEEPEST)
        ):
            continue
        if bare not in bares and (_COUNTED.match(mask, match.end()) or _is_date(bare)):
            continue
        typed = f"{code}-{bare}" if code else bare
        keys = resolve(typed, context, priority=match["priority"])
        pending = context.pending_ref
        if (
            keys
            and bare.count(".") == 1
            and may_be_quantity(mask, match.start("bare"), match.end())
        ):
            # "We moved to 2.3. Amber": the colour of that action, or of the one in hand?
            keys = tuple(dict.fromkeys((*keys, *((pending,) if pending else context.my_actions))))
        if (
            keys
            and pending
            and bare.count(".") == 1
            and (_AN_AMOUNT.match(mask, match.end()) or may_be_compared(mask, match.start("bare")))
        ):
            # "2.4 weeks behind, amber": so long behind, or the other action, and behind?
            keys = tuple(dict.fromkeys((*keys, pending)))
        elses = _elses(before) or (
            bool(pending) and not {*keys} & own and _elses_after(mask, match.end())
        )
        found.append(
            RefSpan(
                start,
                match.end(),
                mask[start : match.end()],
                keys or (typed.upper() if code else bare,),
                mention=_passing(mask, before, match.end()) or elses,
                elses=elses,
                known=bool(keys) or not context.known_refs,
            )
        )
        for tail in run:
            typed = f"{code}-{tail.bare}" if code else tail.bare
            keys = resolve(typed, context, priority=match["priority"])
            found.append(RefSpan(tail.start, tail.end, typed, keys or (typed,), known=bool(keys)))
    found += _by_code(mask, context, found)
    found += _unpunctuated(mask, bares, found, context)
    found += _places(mask, context.listed or context.items, found)
    if " list" in mask:
        found += _on_the_list(mask, context, found)
    return sorted(found, key=lambda ref: ref.start)


@lru_cache(maxsize=64)
def _borne(keys: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The keys in lower case, and the same less their plans' codes."""
    known = frozenset(key.casefold() for key in keys)
    return known, frozenset(key.rpartition("-")[2] for key in known)


def _counts(mask: str, end: int, bare: str, before: str) -> bool:
    """Whether a number with one point is so much of something: "2.1 weeks behind" may still be of 2.1."""
    if bare.count(".") != 1:
        return False
    start = end - len(bare)
    if (
        is_figure(mask, start, end)
        or is_compared(mask, start, end)
        or is_quantity(mask, start, end)
    ):
        return True
    unit = _AN_AMOUNT.match(mask, end)
    return unit is not None and (not unit["time"] or bool(_AMOUNTS_TO.search(before)))


def _passing(mask: str, before: str, end: int) -> bool:
    """Whether the words about a reference speak of another action, and do not say what they are about."""
    if not _MENTION.search(before) or _WAS_MEANT.match(mask, end):
        return False
    return not (_NAMING.search(before) and _NAMING_ENDS.match(mask, end))


def _elses(before: str) -> bool:
    """Whether what stands before a reference makes it another person's action."""
    owner = _SOMEBODY_ELSES.search(before)
    return owner is not None and owner["who"] not in _NO_OWNERS


def _elses_after(mask: str, end: int) -> bool:
    """Whether brackets behind a reference tell that it is another person's action."""
    owner = _SOMEBODY_ELSES_AFTER.match(mask, end) or _BUT_ELSES.match(mask, end)
    return owner is not None and owner["who"] not in _NO_OWNERS


def _by_code(mask: str, context: Context, found: Sequence[RefSpan]) -> list[RefSpan]:
    """ "The PA1 one": the writer's action of that plan, if there is but one."""
    pool = context.items or context.my_actions
    named: list[RefSpan] = []
    for match in _CODE_ONE.finditer(mask):
        keys = tuple(key for key in pool if key.casefold().startswith(f"{match['code']}-"))
        if keys and not any(ref.start < match.end() and match.start() < ref.end for ref in found):
            named.append(RefSpan(match.start(), match.end(), match[0], keys))
    return named


def _unpunctuated(
    mask: str, bares: frozenset[str], found: Sequence[RefSpan], context: Context
) -> list[RefSpan]:
    """ "111 green" and "two point one point one": references as they are typed in haste or dictated."""
    others: list[RefSpan] = []
    spoken = [
        (m, ".".join(_SPOKEN[word] for word in _DIGIT.findall(m[0])))
        for m in _DICTATED.finditer(mask)
    ]
    if not (spoken or _ANY_DIGIT.search(mask)):
        return []
    typed = [(m, ".".join(m["digits"])) for m in _HASTY.finditer(mask)]
    typed += [
        (m, ".".join(m["digits"]))
        for m in _IN_ITS_PLACE.finditer(mask)
        if _PLACED.search(mask, max(0, m.start() - 14), m.start())
    ]
    spaced = [(m, ".".join(_FIGURES.findall(m[0]))) for m in _SPACED.finditer(mask)]
    spaced += [
        (m, ".".join(_FIGURES.findall(m[0].translate(_TAKEN_FOR_ONE))))
        for m in _MISTYPED.finditer(mask)
        if "." in m[0]
    ]
    told = [(m, bare, False) for m, bare in (*spoken, *typed)]
    told += [(m, bare, True) for m, bare in spaced]
    for match, bare, loose in sorted(told, key=lambda one: one[0].start()):
        pointed = "point" in match[0] or "dot" in match[0]
        # "31 31 31" are no places in a plan.
        small = all(int(part) < _MOST for part in _FIGURES.findall(bare))
        spaced_out = loose and small and _REPORTED.match(mask, match.end())
        plain = pointed or spaced_out
        if (bare not in bares and not (plain and bare.count(".") > 1)) or any(
            ref.start < match.end() and match.start() < ref.end for ref in found
        ):
            continue
        if bare == "1.2.1" and _ONE_TO_ONE.match(mask, match.start()):
            continue
        if any(one.start == match.start() for one in others) or _NUMBERED.search(
            mask, max(0, match.start() - 20), match.start()
        ):
            continue
        keys = resolve(bare, context)
        others.append(
            RefSpan(
                match.start(),
                match.end(),
                match[0],
                keys or (bare,),
                known=bool(keys) or not context.known_refs,
            )
        )
    return others


def _is_code(word: str, known: Iterable[str]) -> bool:
    """Whether a word before a number is a plan's code; without its like among the keys it is none."""
    return any(key.startswith(f"{word}-") for key in known)


def _is_date(bare: str) -> bool:
    parts = bare.rstrip("abcdefghijklmnopqrstuvwxyz").split(".")
    return len(parts) == 3 and int(parts[2]) >= 20 and int(parts[1]) <= 12


def _places(mask: str, items: Sequence[str], found: Sequence[RefSpan]) -> list[RefSpan]:
    """ "2" or "the second one": the place in the list that is being answered."""
    places: list[RefSpan] = []
    if len(items) < 2:
        return places
    taken = {at for ref in found for at in range(ref.start, ref.end)}
    for match in _PLACE.finditer(mask):
        group = next(name for name in ("n", "word", "bare") if match[name] is not None)
        number = _ORDER[match["word"]] if group == "word" else int(match[group]) - 1
        start, end = match.start(group), match.end("mark" if group == "bare" else group)
        if not -1 <= number < len(items) or not taken.isdisjoint(range(start, end)):
            continue
        places.append(RefSpan(start, end, mask[start:end], (items[number],)))
        taken.update(range(start, end))
    for start, end, meant in told_by_place(mask, len(items)):
        if not taken.isdisjoint(range(start, end)):
            continue
        # Each of "the first two" has its own letters of the words: a run of references.
        for at in meant:
            stop = start + 1 if at < meant[-1] else end
            places.append(RefSpan(start, stop, mask[start:stop], (items[at],)))
            start = stop
    return places


def _on_the_list(mask: str, context: Context, found: Sequence[RefSpan]) -> list[RefSpan]:
    """ "Same for the last on the list": of the list answered; where none is, which one is asked."""
    items = context.listed or context.items
    named: list[RefSpan] = []
    for match in _ON_THE_LIST.finditer(mask):
        number = _ORDER[match["word"]]
        keys = items[number : number + 1 or None] if len(items) > 1 else context.my_actions
        if keys and not any(ref.start < match.end() and match.start() < ref.end for ref in found):
            named.append(RefSpan(match.start(), match.end(), match[0], keys))
    return named


def resolve(typed: str, context: Context, *, priority: str | None = None) -> tuple[str, ...]:
    """The keys that a typed reference may mean: one, several, or none that is known (R6).

    What the thread is about comes first, then the message answered, the writer's own, everything.
    """
    wanted = typed.casefold()

    def fits(key: str) -> bool:
        low = key.casefold()
        if low == wanted:
            return True
        code, _, bare = low.rpartition("-")
        return bare == wanted and (priority is None or code.endswith(priority) or not code)

    pending = (context.pending_ref,) if context.pending_ref else ()
    for pool in (pending, context.items, context.my_actions, context.known_refs):
        fitting = tuple(dict.fromkeys(key for key in pool if fits(key)))
        if fitting:
            return fitting
    return ()
