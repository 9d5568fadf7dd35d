"""Colours (R1): which words are one, and whether the writer says so, denies it, remembers or fears it.

A colour that is said counts. A negated one is removed and never inverted; hedged, conditional and mixed
ones are asked about, never averaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from bot.conversation.idioms import names_a_thing, tells_a_mood
from bot.conversation.standing import stands_for_status
from bot.conversation.views import is_own_view, told_by_another
from bot.domain.status import Status

_WORDS = {
    "green": Status.GREEN, "amber": Status.AMBER, "red": Status.RED, "blue": Status.BLUE,
    "grey": Status.GREY, "gray": Status.GREY, "yellow": Status.AMBER, "orange": Status.AMBER,
    "grn": Status.GREEN, "gren": Status.GREEN, "geen": Status.GREEN, "gree": Status.GREEN,
    "amb": Status.AMBER, "redd": Status.RED, "rred": Status.RED, "blu": Status.BLUE,
    "bleu": Status.BLUE,
}  # fmt: skip
_LETTERS = {"g": Status.GREEN, "a": Status.AMBER, "r": Status.RED, "b": Status.BLUE}
#: Words one slip away from a colour that are words of their own.
_OTHER_WORDS = frozenset(
    "greed greek greet greer greene greens greeny preen ember umber ambers camber timber green amber grew obey prey".split()
)
_WORD = re.compile(r"(?<!\w)(?<!\w')[a-z]{3,12}(?!\w)(?!'\w)")
_LETTER = re.compile(
    r"(?:^|\ue002|[\n:=]|\b(?:b?rag|status|rating|rated|colour|is)\b)[ \t]*[:=-]{0,2}[ \t]*(?P<letter>[gabr])(?=\s*(?:$|[\n,.;(!]|- |-?>))"
)
#: "Reds: 1.1.1, 1.2.1" heads a list.
_HEADING = re.compile(r"(?:^|\n)[ \t]*(?P<name>green|amber|red)s(?=[ \t]*[:=-])")
_FILL = (
    r"(?:\s+(?:a|an|the|yet|quite|really|be|being|been|say|said|call|called|calling|think|it|it's|its|is|are|this|that|that's|"
    r"as|at|in|on|going|go|gone|to|towards|put|down|exactly|entirely|fully|completely|totally|so|very|strictly|still|want|feel|"
    r"believe|having|have|any|more|just|all|rated|reporting|marked|mark|report|we|i|i'd|we're|they|he|she|or|of|like|into|"
    r"for|far|love|prefer|able|\w{2,}ly|meant|supposed|intended|record|rate|write|enter|log|class|score|turn|turning|become|becoming|slip|slipping|drop|move|moving|stay|stays|remain|show|showing|shown|another|get|getting)){0,6}"
)
_END = r"[\s\"'(:-]*$"
_NEGATED = re.compile(
    r"(?:\b(?:not|isnt|wasnt|arent|aint|cant|wont|dont|doesnt|didnt|couldnt|wouldnt|never|no longer|hardly|neither|nor|"
    r"without|far from|anything but|rather than|instead of|as opposed to)|n't)"
    + _FILL + _END
    + r"|\b(?:no|non)[ -]$"
)  # fmt: skip
_PAST = re.compile(
    r"\b(?:was|were|used to be|had been|had|previously|formerly|originally|initially|from|came from|"
    r"last (?:time|month|week|meeting|update|cycle|board|report)(?: (?:was|it was|we were|i said|i put|we said))?|"
    r"(?:i|we|he|she|they|you|who|someone|somebody|nobody|everyone) (?:said|put|reported|had|called it|recorded|have it as|show|showed|were showing))"
    + _FILL + _END
)  # fmt: skip
_AHEAD = re.compile(
    r"(?:\b(?:will|would|going|goes|heading|heads|moving|trending|drifting|turning|towards?|into|sliding|slides|tipping|slipping|"
    r"closer|expect\w*|hop(?:e|es|ing|eful|efully)|aim\w*|plan\w*|back to|return\w*|get(?:ting)?|until|till|before|if|unless|"
    r"once|when|otherwise|should|could|might|may|can|cannot|risk of|danger of|threat of|avoid\w*|prevent\w*|forecast|predict\w*|"
    r"wants?|wanted|needs?|ready for|way to|path to|route to|road to|on track (?:to|for)|soon|stop|"
    r"else|in case|in order to|so (?:that )?it|then|asking for|requesting|must|ought to|due to go)|'ll|'d)"
    + _FILL + _END
)  # fmt: skip
_HEDGED = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|prob|probs|think|thinking|guess|suppose|suspect|reckons?|feel|feels|feeling|seems?|"
    r"looks?|looking|appears?|likely|leaning|leans|verging|borderline|nearly|almost|sort of|kind of|kinda|sorta|bit|slightly|somewhat|"
    r"fairly|mostly|largely|broadly|partly|partially|generally|mainly|half|roughly|around|approximately|between|either|"
    r"close to|about|tempted|inclined|unsure|sure|whether|debating|torn|apparently|supposedly|near|more or less|pretty much|"
    r"technically|on paper|arguably|potentially|edging|tending|in theory|provisionally|tentatively|cautiously|verge of|"
    r"edge of|hint of|been|depends|bordering|approaching|or even|shade of|tad)"
    + _FILL + _END
)  # fmt: skip
_HEDGED_AFTER = re.compile(
    r"[\"')]*(?:\s?-?\s?ish\b|\s*\?|\s*[,(-]?\s*(?:i (?:think|guess|suppose|reckon|believe)|probably|probs|maybe|perhaps|possibly|if anything|"
    r"not sure|unsure|tbc|or thereabouts|ish|at a push|depends(?! (?:up)?on \ue002)|to be confirmed|i wish|if only|my (?:foot|eye|arse)|as if|"
    r"or (?:worse|better|so)|yeah right|in (?:your|my) dreams|chance would be)\b"
    r"|\s+(?:if|unless|provided|providing|assuming|subject to|depending|at best|at worst|edging|leaning|verging|bordering|tending|"
    r"with a (?:hint|bit|touch|tinge)|in places|in parts|mostly|side of)\b)"
)
#: "Green isn't right", "red would be harsh", "it says green but that's wrong".
_DENIED_AFTER = re.compile(
    r"[\"')]*(?:\s+(?:isn'?t|wasn'?t|is not|would(?:n'?t)? be|is too|is a bit|feels?|sounds|"
    r"is (?:wrong|harsh|generous|optimistic|pessimistic|unfair|nonsense|incorrect))\b"
    r"|[^.;\n!?]{0,40}\b(?:that'?s|this is|which is|but it'?s) (?:wrong|incorrect|nonsense|rubbish|out of date|not (?:right|true|correct|so))\b)"
)
_AHEAD_AFTER = re.compile(
    r"\s+(?:by|once|when|soon|next (?:week|month|time|quarter|year)|tomorrow|from (?:next|monday|\ue003)|\ue003)"
)
_IF = re.compile(r"\s+(?:if|unless|when|once|provided)\b")
_MODAL = re.compile(
    r"\b(?:will|would|if|unless|until|before|should|could|might|may|once|when|otherwise|soon)\b|'ll"
)
_PAST_AFTER = re.compile(
    r"\s+(?:last (?:time|week|month|year|meeting|update|cycle|quarter|term|board)|previously|before|beforehand|back in|"
    r"until (?:now|recently|last))\b"
)
_I_WOULD_SAY = re.compile(r"\bi(?:'d| would) (?:say|call|put|rate|mark|go (?:with|for))\b")
_PUT_RIGHT = re.compile(
    r"\b(?:should (?:say|read|have been|have said|have read)|(?<!was )(?<!were )(?<!is )meant(?: to (?:say|put|be))?|i mean|make (?:that|it)|"
    r"change (?:it|that|this) to|correct(?:ed)? to|supposed to say)" + _FILL + _END
)
_SHOULD_BE = re.compile(r"\bshould (?:now )?be" + _FILL + _END)
_WRONG = re.compile(
    r"\b(?:sorry|mistake|correction|oops|whoops|wrong|typo|apologies|instead|actually|that should|not|error)\b"
)
_SAID = re.compile(
    r"\b(?:more of an?|now|still|remains?|stay(?:s|ing)?|gone|went|moved to|turned|firmly|definitely|set to|changed to|slipped to|"
    r"dropped to|down to|up to|back at|improved to|is|are|it's|its|call(?:ing)? (?:it|this)|rag|brag|status|marked?|report(?:ing)?|rated|"
    r"i'd say|i would say|i'd put (?:it|this) (?:at|as)|put (?:it|this|me) (?:at|down as|as)|down as|move (?:it |this )?to|turn (?:it|this)|"
    r"back to being|\ue002)(?: (?:a|an|to|at|as|on|solid|clear|definite|firm|at|very much))?" + _END
)
_JOINS = re.compile(r"[\s\"']*(?:/|\\|\+|&|-|\bor\b|\band\b|\bto\b|,\s*(?:or|maybe|possibly|perhaps|even)|\()?[\s\"']*(?:maybe |possibly |even |perhaps |an? )?")  # fmt: skip
_CHANGED = re.compile(r"\s*(?:-+>|=+>|>+|→|➡|\bto\b(?= ))\s*")
_MOVED = re.compile(r"\b(?:from|move|moved|moving|change|changed|changing|gone|went|slipped|dropped|improved|up|down|shifted|downgraded|upgraded|escalated)\b[^.\n]{0,40}$")  # fmt: skip


#: Two organisations that differ (R7): "health say amber, we say red".
_DISPUTED = re.compile(r"\b(?:we (?:say|think|rate|call|have)|ours?)\b")
#: A sentence that opens with a condition reports nothing: "if they stay, it's green".
_CONDITION = re.compile(
    r"^[^\w\ue001-\ue005]*(?:(?:and|but|so|well|now|then|\ue002+)[^\w\ue001-\ue005]+)*(?:if|unless|provided|providing|assuming|as long as|once|when|should (?:it|they|we|he|she))\b"
    r"(?! (?:you ask me|i'?m honest|anything|in doubt|not|i'?m being honest|truth be told))"
)
_NOW = re.compile(r"\bnow(?: it's| its| back| at)*\s*$")
_THEN = re.compile(r"\b(?:went|gone|then|started|began|turned)\b")


class Sense(Enum):
    """How a colour is meant."""

    SAID = "said"
    NEGATED = "negated"
    PAST = "past"
    AHEAD = "ahead"
    HEDGED = "hedged"
    UNCLEAR = "unclear"
    """Somewhere in the sentence, not in the place of a status."""
    OTHERS = "others"
    """Another's view of it."""
    MOOD = "mood"
    """A turn of phrase: "green with envy"."""


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    status: Status
    sense: Sense
    put_right: bool = False
    own: bool = False
    """Expressly the writer's: "I'd say amber"."""


#: The senses in which another's view of an action may be told.
_TELLABLE = frozenset((Sense.SAID, Sense.HEDGED, Sense.AHEAD))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the colours of one clause come to: one status, or candidates to ask about, or nothing."""

    status: Status | None = None
    candidates: tuple[Status, ...] = ()
    because: str = ""
    mentions: tuple[Mention, ...] = ()

    @property
    def unclear(self) -> bool:
        return bool(self.mentions) and self.status is None


@lru_cache(maxsize=4096)
def colour_of(word: str) -> Status | None:
    """The colour that one lower-case word is, slips of the keyboard allowed for."""
    if word in _WORDS:
        return _WORDS[word]
    if word in _OTHER_WORDS or len(word) < 4:
        return None
    squeezed = re.sub(r"(.)\1+", r"\1", word)
    if re.search(r"(.)\1\1", word):
        for name in ("green", "amber", "red", "blue", "grey"):
            if squeezed == re.sub(r"(.)\1+", r"\1", name):
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
    for found in _LETTER.finditer(mask):
        yield found.start("letter"), found.end("letter"), _LETTERS[found["letter"]]


@lru_cache(maxsize=256)
def mentions(mask: str) -> tuple[Mention, ...]:
    """The colours of one clause, left to right, each with how it is meant."""
    spots = sorted(_spots(mask))
    found: list[Mention] = []
    for n, (start, end, status) in enumerate(spots):
        left = mask[max(0, start - 90) : start]
        left = re.split(
            r"[.;\n,!?]|(?<!anything )(?<!all )\bbut\b|\bnow\b(?= )|\byet\b(?= i)", left
        )[-1]
        previous = spots[n - 1][1] if n else 0
        if n and start - previous < len(left):
            left = mask[previous:start]
        sentence = re.split(r"[.;\n!?]", mask[max(0, start - 160) : start])[-1]
        conditional = bool(_CONDITION.match(sentence))
        sense, put_right = _sense(mask, left, end, conditional=conditional)
        if tells_a_mood(mask, start, end):
            sense, put_right = Sense.MOOD, False
        elif sense in _TELLABLE and not put_right and told_by_another(mask, start, end):
            sense = Sense.OTHERS
        elif sense is Sense.SAID and not (
            put_right or stands_for_status(mask, start, end, previous)
        ):
            sense = Sense.UNCLEAR
        own = sense is Sense.SAID and is_own_view(mask, start)
        found.append(Mention(start, end, status, sense, put_right, own))
    for n in range(len(found) - 1):
        found[n : n + 2] = _paired(mask, found[n], found[n + 1])
    return tuple(_told_in_turn(mask, found))


def _told_in_turn(mask: str, found: list[Mention]) -> list[Mention]:
    """ "Went red, then amber, now green": what came before the "now" is over."""
    if len(found) < 2 or found[-1].sense is not Sense.SAID:
        return found
    between = mask[found[-2].end : found[-1].start]
    if not _NOW.search(between) or not _THEN.search(mask[: found[-1].start]):
        return found
    over = (Sense.SAID, Sense.AHEAD)
    return [_as(one, Sense.PAST) if one.sense in over else one for one in found[:-1]] + found[-1:]


def _sense(mask: str, left: str, end: int, *, conditional: bool) -> tuple[Sense, bool]:
    right = mask[end : end + 60]
    # "I would say amber" says amber; what comes after "say" still counts.
    left = _I_WOULD_SAY.sub(" ", left)
    later = _AHEAD_AFTER.match(right)
    if _NEGATED.search(left) or _DENIED_AFTER.match(right):
        return Sense.NEGATED, False
    should = _SHOULD_BE.search(left) and _WRONG.search(mask)
    if (_PUT_RIGHT.search(left) or should) and not later:
        return Sense.SAID, True
    if conditional:
        return Sense.AHEAD, False
    ahead = _AHEAD.search(left)
    if ahead and _IF.match(right):
        return Sense.AHEAD, False
    if _HEDGED_AFTER.match(right) or _HEDGED.search(left):
        return Sense.HEDGED, False
    if _PAST.search(left) or _PAST_AFTER.match(right):
        return Sense.PAST, False
    if later or (ahead and (_MODAL.search(left) or not _SAID.search(left))):
        return Sense.AHEAD, False
    return Sense.SAID, False


def _paired(mask: str, one: Mention, other: Mention) -> list[Mention]:
    """ "Amber or red", "amber/red" are mixed; "green -> amber" is a change to amber."""
    between = mask[one.end : other.start]
    if one.status is other.status:
        return [one, other]
    if _CHANGED.fullmatch(between) and (
        "to" not in between or _MOVED.search(mask, max(0, one.start - 60), one.start)
    ):
        said = other if other.sense in (Sense.NEGATED, Sense.HEDGED) else _as(other, Sense.SAID)
        return [_as(one, Sense.PAST), said]
    if _JOINS.fullmatch(between) and one.sense is not Sense.NEGATED:
        past = one.sense is Sense.PAST and not between.strip(" \"'")
        if past:
            return [one, other]
        return [_as(one, Sense.HEDGED), _as(other, Sense.HEDGED)]
    if one.sense is Sense.NEGATED and re.fullmatch(r"\s*(?:or|nor|/)\s*", between):
        return [one, _as(other, Sense.NEGATED)]
    return [one, other]


def _as(mention: Mention, sense: Sense) -> Mention:
    return replace(mention, sense=sense)


def read_colours(mask: str) -> Verdict:
    """What the colours of one clause come to."""
    found = mentions(mask)
    if not found:
        return Verdict()
    by = {
        sense: tuple(dict.fromkeys(m.status for m in found if m.sense is sense)) for sense in Sense
    }
    right = tuple(dict.fromkeys(m.status for m in found if m.put_right))
    said, negated = by[Sense.SAID], by[Sense.NEGATED]
    if len(right) == 1 and right[0] not in negated:
        return Verdict(right[0], (), "colour:put-right", found)
    own = _own_view(found)
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
