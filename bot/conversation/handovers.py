"""An action that is somebody else's now, and the name that goes with it (R13)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.marks import Marked


def _compiled(*rules: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule, re.IGNORECASE) for rule in rules)


_NAME = r"(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[A-Za-z][\w'’-]*[A-Za-z](?: (?:de |van |O')?[A-Z][\w'’-]*[a-z]){0,2})"
_THIS = r"(?:it|this|that|these|them|this one|that one|this action|the action|all of (?:it|them|these)|\d[\d.]*|action \d[\d.]*|[A-Za-z]{1,4}\d?-\d[\d.]*)"
_ENDS = r"(?=(?:'s)?\s*(?:$|[.,;:!?)\n-]|\b(?:now|please|pls|instead|any ?more|these days|from here|as of|from|since|about|who|because|going forward|thanks|for (?:this|that|it)|on (?:this|that)|leads?|to lead|to own|to pick|in|at|and|as|has|is|will|the)\b))"
_STRONG = _compiled(
    rf"\bbelongs? to {_NAME}{_ENDS}",
    rf"\b(?:re-?assign(?:ed)?|transfer(?:red)?|re-?allocated?|assign(?:ed)?|give|given|hand(?:ed|ing)?|pass(?:ed|ing)?)(?: over)?(?: {_THIS})?(?: over| on)* to {_NAME}{_ENDS}",
    rf"\b(?:taken over|taken on|picked up|now led|now owned|owned|led|run|being led|inherited) by {_NAME}{_ENDS}",
    rf"\b(?:new |the |action )*(?:lead|owner)(?: for (?:it|this|that)| of (?:it|this|that))? (?:is|is now|now is|should be|should now be|will be|has changed to|changed to|to be|=|:) ?(?:now )?{_NAME}{_ENDS}",
    rf"(?:^|[.,;:!\n(-] ?|\b(?:so|and|but|think|now|that|because|as) ){_NAME} (?:now |has now |is now |is |has |will be |will |might |may |could |should |to |'s )?(?:leads?|take (?:it |this |that )?(?:over|on)|leading|owns?|the (?:new )?(?:lead|owner)|taken (?:it |this |that )?(?:over|on)|taking (?:it |this |that )?(?:over|on)|takes (?:it |this )?over|took (?:it |this )?over|responsible for|picking (?:it|this) up|picked (?:it|this) up|running|in charge of|accountable for|looking after|got)\b(?! (?:agreement|approval|time|funding|a |an |to ))",
    rf"\bshould (?:now )?(?:go|sit|be|come|rest) (?:to|with) {_NAME}{_ENDS}",
    rf"\b(?:now|sits|rests|lies) with {_NAME}{_ENDS}",
)
_WEAK = _compiled(
    rf"(?:^|[.,;:!\n(-]\s*|\b(?:please|so|and|better|best|you should|you need to|you'?ll need to|you want to|try|should) ?)(?:to )?(?:ask|speak to|talk to|contact|try|see|chase|check with|go to|message|e-?mail|send (?:it|this|these) to|ping) {_NAME}{_ENDS}",
    rf"\b(?:it's|its|it is|this is|this one is|this one's|that's|thats|that is|is|they're|these are) (?:now |actually |really )?{_NAME}(?:'s|s'|’s)?{_ENDS}",
    rf"\b(?:will be|should be|would be) {_NAME}(?:'s|’s){_ENDS}",
    rf"\b(?:moved|gone|goes|going|went|over|one for|one of|question for|with) (?:to )?{_NAME}{_ENDS}",
    rf"\b{_NAME} (?:does|has|handles|deals with|covers|should have) (?:it|this|that|these)(?: now)?{_ENDS}",
    rf"\b{_NAME}(?:'s|’s)? (?:now|action|one|job|baby|area|responsibility)\b",
)
_NOT_MINE = re.compile(
    r"\b(?:not|isn'?t|isnt|wasn'?t|never|no longer|aren'?t|not actually|not really|none of these are)(?: (?:actually|really|even|been|one of|under|for|in|part of))* (?:mine|my (?:action|area|responsibility|job|remit|one|patch|portfolio|team|work|role|brief|bag|department|service|problem|actions)|me(?=\W*$|[,.;]| any)|for me|with me)\b"
    r"|\b(?:not|never been|no longer|wasn'?t|isn'?t|ain'?t) (?:the|a|its|an?)? ?(?:right (?:person|lead|one)|lead|owner|responsible|accountable|leading|in post|in that (?:role|post|job)|working on|involved|the person)\b"
    r"|\bnothing to do with me\b|\bwrong person\b|\bsomeone else'?s\b|\bsomebody else'?s\b|\bbelongs? to (?:someone|somebody) else\b"
    r"|\b(?:left|leaving|leave|moved on from|moving on from|finished in|quit) (?:that|the|my|this) (?:job|role|post|team|service|position)\b|\b(?:i'?ve|i have|i) (?:left|moved on|moved teams?|changed (?:roles?|jobs?|teams?)|moved to (?:a |another )?(?:new )?(?:role|job|team|post)|stepped down|retired|been (?:moved|redeployed|seconded))\b"
    r"|\b(?:don'?t|do not|dont|didn'?t) (?:lead|own|work|do|have|deal with|handle|look after)(?: (?:on|with|in))? (?:it|this|that|these|there|here)\b(?: any ?more| now)?|\bshould(?:n'?t| not) (?:be )?(?:with |assigned to |for |come to )?(?:me|mine)\b"
    r"|\b(?:re-?assign|reallocate|hand (?:it|this) over|handed (?:it|this) over|pass (?:it|this) on|passed (?:it|this) on)\b(?! (?:staff|posts|cases))|\b(?:stood|stepped|stepping|standing) down\b|\bgive (?:it|this|that) to (?:someone|somebody) else\b|\bwhy (?:am i|is this with me)\b|\bneeds? a new (?:lead|owner)\b|\bchange (?:of|the) (?:lead|owner)\b"
)
_DOUBT = re.compile(
    r"\b(?:might|may|maybe|perhaps|possibly|probably|could|thinking of|considering|i think|not sure|if|should we|shall we|soon|next (?:week|month|term|year)|from (?:next|\ue003)|likely|unless|or|when|once|after)\b|\ue003"
)
_DOING = re.compile(
    r"\b(?:funding|paper|report|draft|bid|training|review|contract|data|approval|agreement)\b"
)
_SHORT = 7
#: Words in which nobody gives an action away in passing.
_MANY = 30
_BESIDE = 200
_STILL_MINE = re.compile(
    r"\b(?:still mine|is mine|it'?s mine|remains mine|mine now|not (?:sure|certain))\b"
)


@dataclass(frozen=True, slots=True)
class Handover:
    """Whose it is, as far as was said. Without a certain name the writer is asked."""

    new_owner: str | None
    certain: bool
    because: str


def gives_up(text: str) -> bool:
    """Whether the words say that an action is not the writer's."""
    return bool(_NOT_MINE.search(text.casefold()))


def read_handover(marked: Marked, people: Iterable[str], *, coloured: bool) -> Handover | None:
    """Whether the message gives an action away; beside a colour only in so many words."""
    text = re.sub(r"\s+", " ", marked.text)
    low = text.casefold()
    given_up = _NOT_MINE.search(low)
    if coloured and not given_up:
        return None
    if _STILL_MINE.search(low) and not given_up:
        return None
    if not given_up and len(low.split()) > _MANY:
        return None
    if given_up:
        # Whose it is now is said beside the words that give it up.
        text = text[max(0, given_up.start() - _BESIDE) : given_up.end() + _BESIDE]
    known = {part.casefold() for name in people for part in name.split()[:1]} | FIRST_NAMES
    name = _named(text, _STRONG, known, strict=False) or _named(
        text, _WEAK, known, strict=not given_up
    )
    if name is None:
        given_to = any(rule.search(text) for rule in _STRONG)
        passed_on = given_to and len(low.split()) <= _SHORT and not _DOING.search(low)
        return Handover(None, False, "reassign:no-name") if given_up or passed_on else None
    doubtful = _DOUBT.search(
        re.sub(r"\b(?:left|since|moved|finished)\b[^,.;]{0,40}", "", marked.mask)
    )
    if doubtful and not given_up:
        return Handover(None, False, "reassign:doubtful")
    return Handover(name, True, "reassign:named")


def _named(
    text: str, rules: Iterable[re.Pattern[str]], known: set[str], *, strict: bool
) -> str | None:
    for rule in rules:
        for found in rule.finditer(text):
            name = _trimmed(found["name"], known, strict=strict)
            if name and _name_ends(text, found.start("name"), found["name"], name):
                return name
    return None


def _name_ends(text: str, start: int, words: str, name: str) -> bool:
    """Whether what follows the name lets it be an owner's: "ask Jo for the minutes" gives nothing away."""
    count = len(name.split())
    if count == len(words.split()):
        return True
    length = re.match(rf"(?:\S+\s+){{{count - 1}}}\S+", words)
    assert length is not None
    return bool(re.match(_ENDS, text[start + length.end() :], re.IGNORECASE))


def _trimmed(words: str, known: set[str], *, strict: bool) -> str | None:
    """The part of a match that is a name; ``strict``: only one that is known to be one."""
    kept: list[str] = []
    for word in words.split():
        bare = re.sub(r"['’]s$", "", word)
        low = bare.casefold().strip("'’")
        if kept and not (bare[:1].isupper() and word != "I"):
            break
        if not kept and low in NOT_NAMES:
            return None
        if not kept and not bare[:1].isupper() and low not in known:
            return None
        kept.append(bare)
    if not kept:
        return None
    if strict and kept[0].casefold() not in known and len(kept) < 2:
        return None
    name = " ".join(kept)
    return name if name[:1].isupper() else name.title()
