"""What an amber or red still owes, answered in free words: what happens if not, when back to green (R3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.status import Limb

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_IF_NOT = re.compile(
    r"(?:and |but )?(?:if (?:it|this|that|we)?(?:'s| is|'re| are| do| does)?\s*(?:not|n't)"
    r"(?: (?:fixed|solved|sorted|done|resolved|agreed|fix it|do))?|if not|if nothing (?:changes|happens)"
    r"|if (?:we|i|they|you|it|this|that|nobody)\s+(?:do|does|did|can|is|are|get|gets)?\s*(?:not|n['’]?t)?\s*"
    r"(?:get\s+|be\s+)?(?:fix|solve|sort|resolve|change|do)(?:ed|d|es|s)?(?:\s+(?:it|this|that))?"
    r"|otherwise|or else|without (?:it|this|that))\b[\s,:–-]*",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:and |but )?(?:(?:we|i|it)(?:'ll| will|'re| are|'s| is| should)?(?: be)?\s+)?"
    r"(?:back (?:to|at|on) (?:green|track)|(?:return(?:s|ing)?|returned) to green|green again)"
    r"\b[\s,:–-]*",
    re.IGNORECASE,
)
_ASK = re.compile(
    r"(?:my |our |the )?(?:ask|help wanted|decision (?:needed|wanted))\s*[:–-]\s*", re.IGNORECASE
)
_LIMBS = re.compile(
    r"(?:it(?:'s| is)\s+|the\s+|risk (?:is )?to (?:the )?)?"
    r"(both|dates?(?: and (?:the )?impact)?|impact(?: and (?:the )?dates?)?|time)"
    r"(?: (?:is|are)(?: both)? at (?:serious |significant )?risk)?(?: only)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Owed:
    """The parts of a narrative that bear their own cue; ``rest``: every other word, as written."""

    if_not: str | None = None
    back_to_green: str | None = None
    ask: str | None = None
    limbs: frozenset[Limb] = frozenset()
    rest: str = ""

    @property
    def says_anything(self) -> bool:
        return bool(self.if_not or self.back_to_green or self.ask or self.limbs)


def split_owed(text: str) -> Owed:
    """Take a narrative apart, sentence by sentence. "Back to green in May" is no report of green."""
    found: dict[str, str] = {}
    limbs: frozenset[Limb] = frozenset()
    rest: list[str] = []
    for sentence in _SENTENCE.split(text.strip()):
        plain = sentence.strip(" .!;")
        told = _LIMBS.fullmatch(plain)
        if told is not None:
            limbs |= _limbs(told[1].casefold())
            continue
        for name, cue in (("if_not", _IF_NOT), ("back_to_green", _BACK), ("ask", _ASK)):
            match = cue.match(plain)
            words = plain[match.end() :].strip() if match else ""
            if words and name not in found:
                found[name] = words
                break
        else:
            rest.append(sentence)
    return Owed(
        if_not=found.get("if_not"),
        back_to_green=found.get("back_to_green"),
        ask=found.get("ask"),
        limbs=limbs,
        rest=" ".join(rest).strip(),
    )


def _limbs(words: str) -> frozenset[Limb]:
    if words == "both" or " and " in words:
        return frozenset(Limb)
    return frozenset({Limb.IMPACT if words == "impact" else Limb.DATES})
