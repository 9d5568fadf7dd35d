"""Two clauses of which one is set aside and the other counts (R1).

"If recruitment fails it'll go red, but today it's green", "green was the plan, red is where we are", "they
want me to put green, I'm putting amber": a message is cut into clauses and each is read by itself. One in
which a colour is plainly said decides, where in all the others it is supposed, remembered, denied, hoped
for, or wanted or held by somebody else. Two that are plainly said and differ decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto

from msgspec import Struct

from bot.conversation.colours import Mention, Verdict, mentions
from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered
from bot.conversation.pressure import under_pressure
from bot.conversation.senses import Sense
from bot.domain.status import Status

_BUT = any_of("but though although however whereas yet instead")
_CUT = prefiltered(
    rf"(?P<stop>[.;\n!?]+(?=\s|$))|(?:,|\s-+\s|(?<=\w) -+(?=\w))\s*(?:and )?(?P<after>(?:{_BUT})\b)?|(?<!anything )(?<!all )(?<!nothing )\b(?P<but>{_BUT})\b|\b(?P<so>so|hence|therefore)\b(?! far\b)"
    r"|\band (?=(?:now|today|it's|its|it is|we're|we are|this is)\b)"
)
_IF = prefiltered(
    r"^\W*(?:(?:and|so|or|only|even|but)\W+)*(?:if|unless|once|when|until|till|provided|providing|assuming|as long as|so long as|depending|subject to|should (?:it|they|we|he|she|the)|(?:lose|miss|another|one more)(?= [^,]{1,60}\band))\b"
)
#: "Today" is marked as a day that has come.
_NOW = (
    r"(?:for now|for the (?:moment|time being)|\ue005+|now|currently|right now|just now|at the (?:moment|minute)|atm|at present|presently|as (?:it|things) stands?|"
    r"as of (?:now|\ue005+)|until (?:then|that happens)|till then|til then|meanwhile|in the meantime|this (?:month|week|cycle|time))"
)
_OPENS_NOW = prefiltered(rf"^\W*{_NOW}(?!\w)")
_CLOSES_NOW = prefiltered(rf"(?<!\w){_NOW}\W*$")
#: Words that put what follows beside what is so: plans, hopes, what was thought or looked at.
_NOT_SO = prefiltered(
    r"\b(?:plan|plans|aim|aims|hope|hopes|intention|idea|target|goal|ambition|expectation|expectations|forecast|prediction|thinking|wish|dream|starting point|temptation)\b[^:]{0,30}\b(?:was|were|had been|been)\b"
    r"|\b(?:hoped|hoping|wanted|wished|expected|expecting|aimed|aiming|planned|planning|intended|intending|tempted|supposed|thought|anticipated|predicted|tried|assumed|feared|dreaded|love|loved|liked|rather say|like|meant) (?:\w+ ){0,5}$"
    r"|\b(?:started|began|opened|kicked off)(?: (?:off|out|life|the \w+))*(?: (?:as|at|on|an?))*\s*$|\blying if \w+ (?:said|say|put|called it) (?:\w+ ){0,2}$"
    r"|\b(?:should|ought to|could|would|might)(?:'ve| have| still have) been (?:\w+ ){0,2}$"
)
_WAS = prefiltered(
    r"^[\"')]*\s+(?:was|were|had been|used to be)\b(?! (?:right|correct|fair|wrong about))"
)
_BY_NOW = prefiltered(r"^[\"')]*\s+(?:by now|already|at this point|by this (?:point|stage))\b")
#: How it looks, which counts for less than how it is.
_ON_PAPER = prefiltered(
    r"\b(?:on paper|officially|technically|in theory|nominally|in name only|at first (?:glance|sight)|on the (?:surface|face of it)|the headline)\b"
)
_IN_TRUTH = prefiltered(
    r"\b(?:in (?:practice|reality|truth|fact|actual fact)|really|truth(?:fully)?|actually|honest(?:ly)?|reality|the truth|underneath|my (?:own )?view)\b"
)
#: Somebody wants a colour, and not to be spared one.
_SPARED = prefiltered(r"\b(?:no|not|never|nobody|another|more|fewer|less|any|without)\b|n't\b")
_TOLD_TO = prefiltered(
    rf"\b(?:told|asked|instructed|advised|encouraged|urged|want(?:s|ed)? (?:me|us)|like(?:s|d)? (?:me|us)) (?:by [\w' ]{{1,30}} )?to (?:say|put|report|mark|call|show|go|write|record)\b[^,]{{0,20}}\b{COLOUR}\b"
)
#: "The ledger line is red but the action's green": said expressly of the action, after some other thing.
_OF_ACTION = prefiltered(
    r"^\W*(?:(?:and|now|overall) )?(?:the|this|my|our) (?:overall )?action(?: itself| as a whole| overall)?(?:'s| is| stays| remains)(?: (?:still|now|\w+ly))* "
)


class _Standing(Enum):
    SAID = auto()
    ASIDE = auto()
    SEEMS = auto()
    """How it looks on paper: set aside where another clause tells how it is."""
    OPEN = auto()


class _Clause(Struct, frozen=True):
    text: str
    start: int
    opener: str
    begins: bool
    """The first of its sentence."""
    asks: bool


def contrasted(mask: str, verdict: Verdict) -> Verdict:
    """The verdict on a clause, put right where one plainly said colour stands against others set aside."""
    clauses = list(_clauses(mask))
    if len(clauses) < 2 or verdict.because == "colour:others-view":
        return verdict
    senses = {one.start: one.sense for one in verdict.mentions}
    said: list[Status] = []
    wished: list[Status] = []
    seems = in_truth = own = thing = False
    supposed = told = left = False
    for n, clause in enumerate(clauses):
        if clause.begins:
            supposed = told = left = False
        supposing = bool(_IF.match(clause.text))
        if supposing:
            supposed, told, left = True, False, False
        elif supposed and _leaves_supposing(clause, told=told):
            supposed, left = False, True
        found = mentions(clause.text)
        if not found:
            if under_pressure(clause.text):
                return verdict
            continue
        if any(
            senses.get(clause.start + one.start) is Sense.HEDGED and one.sense is not Sense.HEDGED
            for one in found
        ):
            # What stands about the clause leaves it open.
            return verdict
        standing = _Standing.ASIDE if supposed else _standing(clause, found)
        if standing is _Standing.SAID and not all(
            senses.get(clause.start + one.start) in (Sense.SAID, *((Sense.AHEAD,) if left else ()))
            for one in found
            if one.sense is Sense.SAID
        ):
            # The words about it say more than the clause alone: "green, says Tom".
            return verdict
        told = True
        if standing is _Standing.OPEN and not clause.asks and _in_passing(clause, found, senses):
            thing = True
            continue
        if thing and standing is _Standing.SAID and _OF_ACTION.match(clause.text):
            thing = False
        if standing is _Standing.OPEN or (
            standing is _Standing.SAID and (clause.asks or _is_hedged(clauses, n))
        ):
            return verdict
        if standing is _Standing.SEEMS:
            seems = True
        if standing is _Standing.SAID:
            in_truth = in_truth or bool(_IN_TRUTH.search(clause.text))
            if wished and clause.opener == "so":
                return verdict
            said += (one.status for one in found if one.sense is Sense.SAID)
            own = any(one.own for one in found)
        elif under_pressure(clause.text) or _TOLD_TO.search(clause.text):
            if said and not (own and set(said).isdisjoint(one.status for one in found)):
                # "Green, the director wants it so": said to please.
                return verdict
            wished += (one.status for one in found)
    if thing or len(set(said)) != 1 or said[0] in wished or (seems and not in_truth):
        return verdict
    if not wished and under_pressure(mask):
        return verdict
    return Verdict(said[0], (), "colour:contrast", verdict.mentions)


def _in_passing(clause: _Clause, found: tuple[Mention, ...], senses: Mapping[int, Sense]) -> bool:
    """Whether the colours of a clause stand in no status's place: "the ledger line's red"."""
    return all(senses.get(clause.start + one.start) is Sense.UNCLEAR for one in found)


def _clauses(mask: str) -> Iterator[_Clause]:
    at, opener, begins = 0, "", True
    for cut in _CUT.finditer(mask):
        text = mask[at : cut.start()]
        if text.strip(" \"'()"):
            yield _Clause(text, at, opener, begins, "?" in (cut["stop"] or ""))
            begins, opener = False, ""
        at = cut.end()
        begins = begins or bool(cut["stop"])
        opener = "so" if cut["so"] else cut["but"] or cut["after"] or opener
    if mask[at:].strip(" \"'()"):
        yield _Clause(mask[at:], at, opener, begins, False)


def _leaves_supposing(clause: _Clause, *, told: bool) -> bool:
    """Whether a clause after an "if" tells how it is: "…, but today it's green"."""
    if _OPENS_NOW.match(clause.text):
        return told or bool(clause.opener)
    return (
        bool(clause.opener)
        and clause.opener != "so"
        and told
        and bool(_CLOSES_NOW.search(clause.text) or len(clause.text.split()) <= 3)
    )


def _is_hedged(clauses: list[_Clause], n: int) -> bool:
    """Whether an "if" without a colour of its own follows: "green, if the panel agrees"."""
    after = clauses[n + 1] if n + 1 < len(clauses) else None
    return bool(after and _IF.match(after.text) and not mentions(after.text))


def _standing(clause: _Clause, found: tuple[Mention, ...]) -> _Standing:
    text = clause.text
    if _TOLD_TO.search(text) and not _SPARED.search(text):
        return _Standing.ASIDE
    if under_pressure(text):
        return _Standing.OPEN if _SPARED.search(text) else _Standing.ASIDE
    kept = [one for one in found if not _is_aside(text, one)]
    if not kept:
        return _Standing.ASIDE
    if _ON_PAPER.search(text) and not _IN_TRUTH.search(text):
        return _Standing.SEEMS
    if len({one.status for one in kept}) == 1 and all(one.sense is Sense.SAID for one in kept):
        return _Standing.SAID
    return _Standing.OPEN


def _is_aside(text: str, one: Mention) -> bool:
    """Whether this colour of a clause is not how the action stands today, whatever is."""
    if one.put_right:
        return False
    if one.sense in (Sense.PAST, Sense.NEGATED, Sense.AHEAD, Sense.OTHERS, Sense.MOOD):
        return True
    after = text[one.end : one.end + 40]
    if _WAS.match(after) or _BY_NOW.match(after):
        return True
    return bool(_NOT_SO.search(text[: one.start]))
