"""What an amber or red still owes, answered in free words: what happens if not, when back to green (R3)."""

from __future__ import annotations

import re

from msgspec import Struct

from bot.conversation.prefilter import prefiltered
from bot.domain.status import Limb

#: Between two sentences or lines of what somebody wrote.
SENTENCE_END = prefiltered(r"(?<=[.!?;])\s+|\n+")
_PIECE = prefiltered(r",\s+")
_UNLESS = prefiltered(
    r"(?:and |but )?(?:unless\b|if (?:we|i|they|you|it|this|that|nobody|the \w+)\b[^,]{0,20}?(?:\bnot\b|n['’]t\b|\b(?:dont|cant|isnt|arent|doesnt|wont)\b))",
    re.IGNORECASE,
)
_IF_NOT = prefiltered(
    r"(?:and |but )?(?:if (?:it|this|that|we)?(?:'s| is|'re| are| do| does)?\s*(?:not|n't)"
    r"(?: (?:fixed|solved|sorted|done|resolved|agreed|fix it|do))?|if not|if nothing (?:changes|happens)"
    r"|if (?:we|i|they|you|it|this|that|nobody)\s+(?:do|does|did|can|is|are|get|gets)?\s*(?:not|n['’]?t)?\s*"
    r"(?:get\s+|be\s+)?(?:fix|solve|sort|resolve|change|do)(?:ed|d|es|s)?(?:\s+(?:it|this|that))?(?!\w|['’])"
    r"|otherwise|or else|without (?:it|this|that))\b[\s,:–-]*",
    re.IGNORECASE,
)
_BACK = prefiltered(
    r"(?:and |but )?(?:(?:we|i|it)(?:'ll| will|'re| are|'s| is| should)?(?: be)?\s+|(?:should|will|hope to|hopefully|expect to)(?: be)?\s+)?"
    r"(?:back (?:to|at|on) (?:green|track)|(?:return(?:s|ing)?|returned) to green|green again)"
    r"\b[\s,:–-]*",
    re.IGNORECASE,
)
#: A time ahead, as it stands behind "green".
_WHEN = (
    r"(?:the |next |this |early |mid[- ]?|late |(?:the )?(?:end|start|beginning|middle|turn) of |about |around |roughly |say )*"
    r"(?:jan|feb|mar|apr|may\b|jun|jul|aug|sept?\b|sep|oct|nov|dec|mon|tues?|wed|thu|fri|easter|christmas|xmas|new year|spring|summer|autumn|winter|"
    r"(?:[\w-]+ )?(?:week|month|term|half[- ]term|quarter|year|board|meeting|financial year)s?\b|q[1-4]\b|20\d\d\b|\d{1,2}(?:st|nd|rd|th)\b|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,2}/\d{1,2}|then\b)"
)
#: "Green by April", "should be green in March": green to come is no report of it.
_GREEN_AHEAD = prefiltered(
    r"(?:and |but |so |then ){0,3}(?:(?:we|i|it|this|that|they)(?:'s|'d|'ll|'re)? ?)?"
    r"(?:(?:should|will|would|could|might|may|must|ought to|is|are|going to|due to|aim(?:ing)? (?:to|for)|expect(?:ed|ing)?(?: to| it to)?|hop(?:e|ing)(?: to| for)?|plan(?:ning|ned)? to|likely to|'ll|hopefully|probably|then|also|now|be|get|go|turn|return(?:s|ing)?(?: to)?|back(?: to| at| on)?|to|it) )*"
    r"green(?: again| once more)?,? (?=(?:by|in|from|before|on|at|around|towards|after|during|until|not before)[ ]"
    + _WHEN
    + r")",
    re.IGNORECASE,
)
_ASK = prefiltered(
    r"(?:my |our |the )?(?:ask|help wanted|decision (?:needed|wanted))\s*[:–-]\s*", re.IGNORECASE
)
_LIMBS = prefiltered(
    r"(?:it(?:'s| is)\s+|the\s+|risk (?:is )?to (?:the )?)?"
    r"(both|dates?(?: and (?:the )?impact)?|impact(?: and (?:the )?dates?)?|time)"
    r"(?: (?:is|are)(?: both)? at (?:serious |significant )?risk)?(?: only)?",
    re.IGNORECASE,
)


class Owed(Struct, frozen=True, kw_only=True):
    """The parts of a narrative that bear their own cue; ``rest``: every other word, as written."""

    if_not: str | None = None
    back_to_green: str | None = None
    ask: str | None = None
    limbs: frozenset[Limb] = frozenset()
    rest: str = ""

    @property
    def says_anything(self) -> bool:
        """Whether any of the four was told."""
        return bool(self.if_not or self.back_to_green or self.ask or self.limbs)


def split_owed(text: str) -> Owed:
    """Take a narrative apart, sentence by sentence and at its commas. "Back to green in May" is no
    report of green.
    """
    found: dict[str, list[str]] = {}
    limbs: frozenset[Limb] = frozenset()
    rest: list[str] = []
    for sentence in SENTENCE_END.split(text.strip()):
        own: list[str] = []
        telling: str | None = None
        for piece in _PIECE.split(sentence):
            plain = piece.strip(" .!;")
            told = _LIMBS.fullmatch(plain)
            cue = _cue(plain)
            if told is not None:
                limbs |= _limbs(told[1].casefold())
                telling = None
            elif cue is not None and cue[0] not in found:
                found[cue[0]] = [cue[1]] if cue[1] else []
                # "If not fixed, families wait": what follows it is told by it; "back to green" ends.
                telling = cue[0] if cue[0] != "back_to_green" or not cue[1] else None
            elif telling is not None and plain:
                found[telling].append(plain)
            else:
                own.append(piece)
        if own:
            rest.append(", ".join(own))
    return Owed(
        if_not=_joined(found.get("if_not")),
        back_to_green=_joined(found.get("back_to_green")),
        ask=_joined(found.get("ask")),
        limbs=limbs,
        rest=" ".join(rest).strip(),
    )


def green_ahead(text: str) -> list[tuple[int, int]]:
    """Where a piece of a sentence, at its commas, only says when an action is back to green."""
    found: list[tuple[int, int]] = []
    at = 0
    for stop in (*(m.span() for m in _PIECE.finditer(text)), (len(text), len(text))):
        piece = text[at : stop[0]].strip(" .!;")
        cue = _BACK.match(piece) or _GREEN_AHEAD.match(piece)
        if cue and piece[cue.end() :].strip():
            found.append((at, stop[0]))
        at = stop[1]
    return found


def _cue(plain: str) -> tuple[str, str] | None:
    """What a piece begins to tell, and its words."""
    for name, cue in (
        ("if_not", _IF_NOT),
        ("back_to_green", _BACK),
        ("back_to_green", _GREEN_AHEAD),
        ("ask", _ASK),
    ):
        if match := cue.match(plain):
            return name, plain[match.end() :].strip()
    # "If we don't settle caseloads stay high": where the condition ends nobody can tell.
    return ("if_not", plain) if _UNLESS.match(plain) else None


def _joined(pieces: list[str] | None) -> str | None:
    return ", ".join(pieces) if pieces else None


def _limbs(words: str) -> frozenset[Limb]:
    if words == "both" or " and " in words:
        return frozenset(Limb)
    return frozenset({Limb.IMPACT if words == "impact" else Limb.DATES})
