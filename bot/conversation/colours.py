"""Colours (R1): which words are one, and whether the writer says so, denies it, remembers or fears it.

A colour that is said counts. A negated one is removed and never inverted; hedged, conditional and mixed
ones are asked about, never averaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.colour_changes import changed, is_then
from bot.conversation.idioms import names_a_thing, tells_a_mood
from bot.conversation.prefilter import prefiltered
from bot.conversation.senses import Sense, sense_of
from bot.conversation.views import is_opinion, is_own_view
from bot.domain.status import Status

_WORDS = {
    "green": Status.GREEN, "amber": Status.AMBER, "red": Status.RED, "blue": Status.BLUE,
    "grey": Status.GREY, "gray": Status.GREY, "yellow": Status.AMBER, "orange": Status.AMBER,
    "grn": Status.GREEN, "gren": Status.GREEN, "geen": Status.GREEN, "gree": Status.GREEN,
    "amb": Status.AMBER, "redd": Status.RED, "rred": Status.RED, "blu": Status.BLUE,
    "bleu": Status.BLUE,
}  # fmt: skip
#: Some scales have it between green and amber, and others mean amber by it: which, is asked.
_OFF_SCALE = frozenset(("yellow",))
_LETTERS = {"g": Status.GREEN, "a": Status.AMBER, "r": Status.RED, "b": Status.BLUE}
#: Words one slip away from a colour that are words of their own.
_OTHER_WORDS = frozenset(
    "greed greek greet greer greene greens greeny preen ember umber ambers camber timber green amber grew obey prey".split()
)
#: Words that begin as a colour does.
_WORD = prefiltered(r"[abgory](?<!\w.)(?<!\w'.)[a-z]{2,11}(?!\w)(?!'\w)")
_LETTER = prefiltered(
    r"(?:^|\ue002[ ]?\(?|[\n:=]|\b(?:b?rag|status|rating|rated|colour|is)\b)[ \t]*+[:=-]{0,2}[ \t]*+(?P<letter>[gabr])"
    r"(?=\s*(?:$|[^\w\s'&%/-]|- |-?>)|[ \t]*+\n|\s+/(?:\s|$)|\s+for(?: (?:the )?\ue002| (?:the (?:other|others|rest)|both|all|everything)\b|\s*$)"
    r"|(?<=[gr])\s+(?:unfortunately|sadly|regrettably|alas|thankfully|happily|fortunately|luckily|(?:(?:very|quite|really) )?(?:happy|pleased|sorry|glad) to say|sorry(?=\W*$)|i'?m afraid|because|due to)\b)"
)
_LETTER_FOR = prefiltered(
    r"[,;\n]\s*(?:and )?(?P<letter>[gabr])(?= for(?: (?:the )?\ue002| (?:the (?:other|others|rest)|both|all|everything)\b|\s*$))"
)
#: "Stick it down as an A", "give it a G please".
_LETTER_AS = prefiltered(
    r"\b(?:as|down for|down as|give (?:it|this)|call (?:it|this)|that'?s|it'?s|make (?:it|this|that)) an? (?P<letter>[gar])"
    r"(?=\s*(?:$|[.,;!)\n])| (?:please|pls|plz|ta|thanks|for|from|on|because|cos|since)\b)"
    r"|\ue002(?:'s| is) an? (?P<named>[gar])(?=\s*(?:$|[.,;!)\n])| (?:and|but|this|again|now)\b)"
)
#: "Phase 2 build on track, G": a letter behind the state that it stands for.
_LETTER_STATE = prefiltered(
    r"\b(?:on (?:track|schedule|plan|target|course|time)|to (?:plan|schedule|time)|at risk|off[- ]track|slipp(?:ed|ing)|behind|delay(?:ed|s)|progressing|in hand|ahead|no (?:issues|concerns|problems)|going well|under ?way|stuck|stalled|blocked|late)"
    r"(?:\s?[,;:(/=-]+\s?|\s-+\s|\. )(?:so |hence |therefore |= ?)?(?P<letter>[gar])(?=[\s.!)]*$)"
)
#: No letter stands for a colour unless it stands alone.
_ALONE = prefiltered(r"(?<!\w)[gabr](?![\w'])")
#: "G not R": a letter against another is a colour wherever it stands.
_LETTER_NOT = prefiltered(r"\b(?P<letter>[gar])(?=,? (?:and )?not (?:an? )?[garb]\b)")
#: "A/R", "1.1.1 / 3.2.1 = G / A": letters in a row are all colours, and which is whose is asked.
_LETTER_ROW = prefiltered(
    r"(?:^|[\n:=]|\ue002)[ \t]*+[:=-]?[ \t]*+(?P<row>[gar](?: ?[/,&+] ?[gar]| and [gar])+)(?=\s*(?:$|[.!\n]|(?:respectively|in (?:the|that|this|your|list)(?: \w+)? ?order)\b))"
)
#: A cell of a pasted table: "1.1.1 | Recruit EPs | A | Oct".
_CELL = prefiltered(r"(?: ,|\ue002,) ?(?P<letter>[gabr])(?= ?(?:,|$|\n))")
#: "Reds: 1.1.1, 1.2.1" heads a list, and "reds: 2" counts them.
_HEADING = prefiltered(
    r"(?:^|\n)[ \t]*+(?P<name>green|amber|red)s(?=[ \t]*+[:=-](?!\s*\d+\s*(?:[,;\n]|\.(?!\d)|$))| (?:all round|across the board|throughout|everywhere|for all|for both)\b)"
)
_JOINS = prefiltered(r"[\s\"']*(?:/|\\|\+|&|-|\bor\b|\band\b|\bto\b|,\s*(?:or|maybe|possibly|perhaps|even)|\()?[\s\"']*(?:maybe |possibly |even |perhaps |an? )?")  # fmt: skip
_NOW = prefiltered(r"\bnow(?: it's| its| back| at)*\s*$")
_THEN = prefiltered(r"\b(?:went|gone|then|started|began|turned)\b")
#: "Green - no wait, amber": the writer takes the first colour back in the same breath.
_TAKEN_BACK = prefiltered(
    r"[\s\"')]*+(?:[\s,.;:!?*(-]|\b(?:er+m?|um+|uh|oh|ah|well|and|or|but)\b)*"
    r"(?P<word>\b(?:no(?=[\s]*[,.!;:\n-]|\s+(?:sorry|wait|hang|actually|make|scrap|it'?s|i mean))|nope|sorry|wait|hang on|hold on|scrap that|scratch that|strike that|actually|oops|whoops|correction|"
    r"i mean|or rather|make that|my mistake|ignore that|typo|wrong one)\b)"
    r"(?:[\s,.;:!?*()-]+(?:no|nope|sorry|wait|hang on|hold on|scrap|scratch|strike|that|actually|oops|whoops|correction|i|mean|meant|or|rather|make|my|mistake|"
    r"ignore|typo|it'?s|it|is|that'?s|should|be|a|an|now|call|put|to|really|more)\b)*[\s\"',.;:!?*(-]*"
)
#: "1.2.1 gre no hang on amber": a colour broken off before the one that is meant.
_BROKEN_OFF = prefiltered(
    r"(?<![\w'])(?:gr?|gre|am|ambe|re|bl)(?:[-.\s]+(?:no|nope|sorry|wait|hang on|hold on|actually|scrap that|scratch that|i mean|make that|oops|or rather)(?:[\s,.!-]+(?:it'?s|is|an?|that'?s|make that|i mean|rather|wait|sorry))*){1,3}[\s,:.!-]*$"
)
#: Two organisations that differ (R7): "health say amber, we say red".
_DISPUTED = prefiltered(r"\b(?:we (?:say|think|rate|call|have)|ours?)\b")
#: A clause of its own: "back to green", "now safely back at amber".
_BACK = prefiltered(
    r"(?:[.,;:!\n-]|\b(?:but|and|now))\s*(?:(?:now|all|safely|happily|thankfully|it's|we're|and|but) )*back (?:to|at|in|on) (?:an? )?(?:solid |being )?$"
)
_WENT = prefiltered(
    r"\b(?:went|turned|dropped to|slipped to|fell to|dipped (?:to|into)|was)(?: (?:to|an?|briefly))*\s*$"
)
_NEAR = 30
_TWO = 2
_A_DAY_BEFORE = prefiltered(r"[\ue003\ue005][\s:,-]*$")
_IF_AFTER = prefiltered(r" (?:if|unless|once|when|should|as soon as|only if)\b")
_APART = prefiltered(r"[,.;-]|\b(?:but|though|then|and)\b")
_HAS_BEEN = prefiltered(
    r"(?:\b(?:has|have)|'s|'ve|\bits)(?: (?:actually|really|always|in fact))* been $"
)
_EVER_SINCE = prefiltered(
    r"\s+(?:all along|throughout|the whole time|all the time|from the (?:start|beginning|off)|(?:ever )?since\b|for (?:weeks|months|ages|a while|some time|the (?:last|past) \w+|(?:two|three|four|five|six|\d+) (?:weeks|months))|\ue005)(?![^.;\n]*\b(?:but|now|until|till|though)\b)"
)
_BACK_ENDS = prefiltered(r"\s*(?:$|[.,;!\n)-]|(?:now|again|thankfully|this (?:week|month))\b)")
#: "Last month red".
_A_TIME_BEFORE = prefiltered(r"\ue005[\s:,-]*(?:(?:it|we|this) (?:was|were|said) |was )?$")
_OF_NOW = prefiltered(
    r"\b(?:this (?:month|time|week|quarter|cycle|period|round|one)|now|today|currently)[\s:,-]*(?:it'?s |we'?re |is |i'?d say )?$"
)
_NOW_AFTER = prefiltered(
    r"\s+(?:(?:for|as of|from) )?(?:this (?:month|time|week|quarter|cycle|period|round|one|morning|afternoon)|now|today)\b"
)
_GONE_AFTER = prefiltered(
    r"\s+(?:(?:right|all the way|pretty much) )*(?:up (?:to |until )?)?(?:(?:in|on|for|at|about|around) )?\ue005"
)
_REPEATED = prefiltered(r"(.)\1+")
#: "Amberrr".
_DRAWN_OUT = prefiltered(r"(.)\1\1")
_NOR = prefiltered(r"\s*(?:or|nor|/)\s*")


class Mention(Struct, frozen=True):
    """A colour, where it stands and how it is meant."""

    start: int
    end: int
    status: Status
    sense: Sense
    put_right: bool = False
    own: bool = False
    """Expressly the writer's: "I'd say amber"."""


class Verdict(Struct, frozen=True):
    """What the colours of one clause come to: one status, or candidates to ask about, or nothing."""

    status: Status | None = None
    candidates: tuple[Status, ...] = ()
    because: str = ""
    mentions: tuple[Mention, ...] = ()

    @property
    def unclear(self) -> bool:
        """Colours are told, and which of them is meant is not clear."""
        return bool(self.mentions) and self.status is None


@lru_cache(maxsize=4096)
def colour_of(word: str) -> Status | None:
    """The colour that one lower-case word is, slips of the keyboard allowed for."""
    if word in _WORDS:
        return _WORDS[word]
    if word in _OTHER_WORDS or len(word) < 4:
        return None
    squeezed = _REPEATED.sub(r"\1", word)
    if _DRAWN_OUT.search(word):
        for name in ("green", "amber", "red", "blue", "grey"):
            if squeezed == _REPEATED.sub(r"\1", name):
                return _WORDS[name]
    for name in ("green", "amber"):
        if _one_slip(word, name):
            return _WORDS[name]
    return None


def _one_slip(word: str, name: str) -> bool:
    """Whether one letter was left out, doubled, swapped with its neighbour or mistyped inside the word."""
    if abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    first = next((n for n, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), len(name))
    if len(word) == len(name):
        swapped = (
            name[:first] + name[first + 1 : first + 2] + name[first : first + 1] + name[first + 2 :]
        )
        return word == swapped or (word[first + 1 :] == name[first + 1 :] and first < len(name))
    if len(word) < len(name):
        return word == name[:first] + name[first + 1 :]
    return word[:first] + word[first + 1 :] == name


def _spots(mask: str) -> Iterator[tuple[int, int, Status]]:
    for found in _WORD.finditer(mask):
        word = found[0]
        if word.endswith("ish") and len(word) > 5:
            word = word.removesuffix("ish")
        status = colour_of(word)
        if status is None:
            continue
        start, end = found.span()
        if names_a_thing(mask, start, end) and not tells_a_mood(mask, start, end):
            continue
        yield found.start(), found.start() + len(word), status
    for found in _HEADING.finditer(mask):
        yield found.start("name"), found.end("name"), _WORDS[found["name"]]
    if not _ALONE.search(mask):
        return
    letters = {
        m.start(m.lastgroup or 0): m[m.lastgroup or 0]
        for rule in (_LETTER, _LETTER_FOR, _LETTER_AS, _LETTER_NOT, _LETTER_STATE, _CELL)
        for m in rule.finditer(mask)
    }
    for row in _LETTER_ROW.finditer(mask):
        letters |= {m.start(): m[0] for m in _ALONE.finditer(mask, *row.span("row"))}
    for start, letter in letters.items():
        yield start, start + 1, _LETTERS[letter]


@lru_cache(maxsize=256)
def mentions(mask: str) -> tuple[Mention, ...]:
    """The colours of one clause, left to right, each with how it is meant."""
    spots = sorted(_spots(mask))
    if not spots:
        return ()
    found: list[Mention] = []
    since = 0
    for start, end, status in spots:
        sense, put_right = sense_of(mask, start, end, status, since)
        own = sense is Sense.SAID and is_own_view(mask, start, end)
        found.append(Mention(start, end, status, sense, put_right, own))
        since = end
    found = _on_the_scale(mask, found)
    for n in range(len(found) - 1):
        found[n : n + 2] = _paired(mask, found[n], found[n + 1])
    found = _by_days(mask, found)
    found = _taken_back(mask, _only_if(mask, _ever_since(mask, found)))
    found = _in_their_time(mask, _back_again(mask, found))
    return tuple(_by_stages(mask, _told_in_turn(mask, found)))


def _on_the_scale(mask: str, found: list[Mention]) -> list[Mention]:
    """ "Yellow" is no colour of the scale: asked about, where the writer does not give the one it stands for."""
    off = [one for one in found if mask[one.start : one.end] in _OFF_SCALE]
    if not off or any(
        one.sense is Sense.SAID and one.status is Status.AMBER and one not in off for one in found
    ):
        return found
    return [
        _as(one, Sense.HEDGED) if one in off and one.sense is Sense.SAID else one for one in found
    ]


def _by_days(mask: str, found: list[Mention]) -> list[Mention]:
    """ "Nov amber Dec green": a colour for each day, and which holds now is asked."""
    if len(found) < _TWO or not all(
        _A_DAY_BEFORE.search(mask, max(0, one.start - _NEAR), one.start) for one in found
    ):
        return found
    return [_as(one, Sense.HEDGED) for one in found]


def _ever_since(mask: str, found: list[Mention]) -> list[Mention]:
    """ "It's been amber all along": what has been, up to now, where nothing else is said to hold."""
    last = found[-1] if found else None
    if last is None or last.sense is not Sense.HEDGED or not _EVER_SINCE.match(mask, last.end):
        return found
    if not _HAS_BEEN.search(mask, max(0, last.start - _NEAR), last.start):
        return found
    if any(one.sense not in (Sense.PAST, Sense.NEGATED) for one in found[:-1]):
        return found
    return [*found[:-1], _as(last, Sense.SAID)]


def _only_if(mask: str, found: list[Mention]) -> list[Mention]:
    """ "Amber for now, red if the post stays empty": the second holds under a condition, the first now."""
    kept = list(found)
    for n in range(1, len(found)):
        one, other = kept[n - 1], found[n]
        apart = _APART.search(mask, one.end, other.start)
        if (
            apart
            and one.sense is Sense.SAID
            and other.sense is Sense.HEDGED
            and _IF_AFTER.match(mask, other.end)
        ):
            kept[n] = _as(other, Sense.AHEAD)
    return kept


def _back_again(mask: str, found: list[Mention]) -> list[Mention]:
    """ "Nearly went red last week, back to green": what it went to is over, where it is back now."""
    last = found[-1] if len(found) > 1 else None
    if last is None or last.sense is not Sense.AHEAD or last.put_right:
        return found
    if not _BACK.search(mask, found[-2].end, last.start) or not _BACK_ENDS.match(mask, last.end):
        return found
    before = found[:-1]
    over = all(
        one.sense in (Sense.PAST, Sense.NEGATED)
        or (
            one.sense is Sense.SAID
            and (
                _GONE_AFTER.match(mask, one.end)
                or _WENT.search(mask, max(0, one.start - _NEAR), one.start)
            )
        )
        for one in before
    )
    if not over:
        # "It's red, back to green": one of the two is meant, and which is asked.
        return [*before, _as(last, Sense.HEDGED)]
    return [*(_as(one, Sense.PAST) for one in before), _as(last, Sense.SAID)]


def _in_their_time(mask: str, found: list[Mention]) -> list[Mention]:
    """ "Red last month. Amber this", "last month red, this month amber": beside a day that has come it was then."""
    told = [one for one in found if one.sense in (Sense.SAID, Sense.UNCLEAR)]
    then = [one for one in told if _GONE_AFTER.match(mask, one.end)]
    if told and not then and _is_of_now(mask, told[-1]):
        then = [
            one
            for one in told[:-1]
            if _A_TIME_BEFORE.search(mask, max(0, one.start - _NEAR), one.start)
        ]
    if not then or all(one in then for one in told if one.sense is Sense.SAID):
        return found
    return [_as(one, Sense.PAST) if one in then else one for one in found]


def _is_of_now(mask: str, one: Mention) -> bool:
    """ "This month amber", "amber now"."""
    before = _OF_NOW.search(mask, max(0, one.start - _NEAR), one.start)
    return bool(before or _NOW_AFTER.match(mask, one.end))


def _taken_back(mask: str, found: list[Mention]) -> list[Mention]:
    """ "Green - no wait, amber": the last is meant, where nothing else was said between."""
    kept = [
        _as(one, Sense.SAID)
        if one.sense is Sense.UNCLEAR
        and _BROKEN_OFF.search(mask, max(0, one.start - _NEAR), one.start)
        else one
        for one in found
    ]
    for n in range(len(found) - 1):
        one, other = kept[n], kept[n + 1]
        between = mask[one.end : other.start]
        plain = one.sense in (Sense.SAID, Sense.UNCLEAR) or (
            one.sense in (Sense.HEDGED, Sense.PAST) and "?" not in between
        )
        if one.status is not other.status and plain and _TAKEN_BACK.fullmatch(between):
            if other.sense in (Sense.HEDGED, Sense.OTHERS, Sense.AHEAD):
                continue
            kept[n] = replace(one, sense=Sense.PAST, put_right=False, own=False)
            kept[n + 1] = replace(other, sense=Sense.SAID)
    return kept


def _told_in_turn(mask: str, found: list[Mention]) -> list[Mention]:
    """ "Went red, then amber, now green": what came before the "now" is over."""
    if len(found) < 2 or found[-1].sense is not Sense.SAID:
        return found
    between = mask[found[-2].end : found[-1].start]
    if not _NOW.search(between) or not _THEN.search(mask[: found[-1].start]):
        return found
    over = (Sense.SAID, Sense.AHEAD)
    return [_as(one, Sense.PAST) if one.sense in over else one for one in found[:-1]] + found[-1:]


def _by_stages(mask: str, found: list[Mention]) -> list[Mention]:
    """ "Green then amber then red": what it was in turn, or will be, and which holds now is asked."""
    stages = len(found) > _TWO and all(
        is_then(mask[one.end : other.start]) for one, other in pairwise(found)
    )
    return [_as(one, Sense.HEDGED) for one in found] if stages else found


def _paired(mask: str, one: Mention, other: Mention) -> list[Mention]:
    """ "Amber or red", "amber/red" are mixed; "green -> amber" is a change to amber."""
    between = mask[one.end : other.start]
    if one.status is other.status:
        return [one, other]
    if (turned := changed(mask, (one.start, one.end), (other.start, other.end))) is not None:
        if turned is not Sense.SAID:
            return [one, _as(other, turned)]
        kept = (Sense.NEGATED, Sense.HEDGED, Sense.OTHERS)
        said = other if other.sense in kept else _as(other, Sense.SAID)
        return [_as(one, Sense.PAST), said]
    if _JOINS.fullmatch(between) and one.sense is not Sense.NEGATED:
        past = one.sense is Sense.PAST and not between.strip(" \"'")
        if past:
            return [one, other]
        return [_as(one, Sense.HEDGED), _as(other, Sense.HEDGED)]
    if one.sense is Sense.NEGATED and _NOR.fullmatch(between):
        return [one, _as(other, Sense.NEGATED)]
    return [one, other]


def _as(mention: Mention, sense: Sense) -> Mention:
    return replace(mention, sense=sense)


def read_colours(mask: str) -> Verdict:
    """What the colours of one clause come to."""
    found = mentions(mask)
    if not found:
        return Verdict()
    told: dict[Sense, dict[Status, None]] = {}
    for one in found:
        told.setdefault(one.sense, {})[one.status] = None
    by = {sense: tuple(told.get(sense, ())) for sense in Sense}
    right = tuple(dict.fromkeys(m.status for m in found if m.put_right and m.sense is Sense.SAID))
    said, negated = by[Sense.SAID], by[Sense.NEGATED]
    if len(right) == 1 and right[0] not in negated:
        return Verdict(right[0], (), "colour:put-right", found)
    own = _own_view(found) or (_own_opinion(mask, found) if by[Sense.OTHERS] else None)
    if own is not None and own not in negated:
        return Verdict(own, (), "colour:own-view", found)
    if by[Sense.OTHERS] and (not said or _DISPUTED.search(mask)):
        return Verdict(None, (*by[Sense.OTHERS], *said), "colour:others-view", found)
    if by[Sense.HEDGED]:
        mixed = tuple(dict.fromkeys((*by[Sense.HEDGED], *said)))
        return Verdict(None, mixed, "colour:hedged" if len(mixed) == 1 else "colour:mixed", found)
    unclear = tuple(s for s in by[Sense.UNCLEAR] if s not in said)
    if unclear:
        return Verdict(None, (*said, *unclear), "colour:in-passing", found)
    if len(said) == 1 and said[0] not in negated:
        return Verdict(said[0], (), "colour:said", found)
    if said:
        return Verdict(None, said, "colour:mixed", found)
    if negated:
        left = tuple(s for s in (Status.GREEN, Status.AMBER, Status.RED) if s not in negated)
        return Verdict(None, left, "colour:negated", found)
    if by[Sense.AHEAD]:
        return Verdict(None, by[Sense.AHEAD], "colour:ahead", found)
    if not by[Sense.PAST]:
        return Verdict(None, (), "colour:mood", found)
    return Verdict(None, by[Sense.PAST], "colour:past", found)


def _own_opinion(mask: str, found: Sequence[Mention]) -> Status | None:
    """What the writer thinks where somebody else thinks otherwise: "Tom thinks red, I think amber"."""
    rest = [one for one in found if one.sense is not Sense.OTHERS]
    thought = [one for one in rest if one.sense is Sense.HEDGED]
    if len(rest) != 1 or len(thought) != 1:
        return None
    one = thought[0]
    return one.status if is_opinion(mask, one.start, one.end) else None


def _own_view(found: Sequence[Mention]) -> Status | None:
    """What the writer expressly holds, where only others' views and what went before it differ."""
    own = {one.status for one in found if one.own and one.sense is Sense.SAID}
    if len(own) != 1:
        return None
    status = own.pop()
    last = max(one.start for one in found if one.own)
    rivals = [one for one in found if one.status is not status]
    if any(
        one.sense is Sense.SAID or (one.sense is Sense.HEDGED and one.start > last)
        for one in rivals
    ):
        return None
    return (
        status
        if rivals and not any(one.sense is Sense.UNCLEAR and one.start > last for one in rivals)
        else None
    )
