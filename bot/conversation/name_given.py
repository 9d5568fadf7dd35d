"""A name, where one was asked for: only what can be somebody's name is taken for one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.colours import mentions
from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.prefilter import prefiltered

_BEFORE = prefiltered(
    r"^\W*(?:(?:no idea|dunno|not sure|don'?t know|no|yes|it'?s|it is|it will be|it'?ll be|that'?s|ask|try|speak to|contact|give it to|should be|should go to|"
    r"i think|probably|maybe|perhaps|but|now|sorry|the lead is|lead is|passed to|to|then|over to|so|actually)[\s,.:;-]+)+",
    re.IGNORECASE,
)
_AFTER = prefiltered(
    r"(?:[\s,]+(?:please|pls|then|now|instead|thanks|i think|leads(?: (?:it|this|that))?|has it|does (?:it|that|this)|has taken (?:it )?over))+\W*$",
    re.IGNORECASE,
)
_NAME = prefiltered(r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3}")
_NOBODY = prefiltered(
    r"\W*(?:(?:sorry|no|i|i'?ve|we|have|really|just|afraid|honestly|got|hi|well)[\s,.]+)*"
    r"(?:(?:no|not a|haven'?t a|haven'?t the) (?:idea|clue)|dunno|don'?t know|do not know|not sure|unsure|no one yet|nobody yet|not known|unknown|tbc|to be confirmed|can'?t say|who knows|not (?:yet )?(?:decided|agreed|confirmed))\b"
    r"(?:[\s,.:;-]+(?:yet|who|whose|sorry|someone|somebody|probably|maybe|it is|now|in|from|at|the|icb|nhs|council|health|education|social care|public health|finance|hr|else|new|ask|office|mate))*\W*",
    re.IGNORECASE,
)


def name_given(text: str, people: Sequence[str]) -> str | None:
    """The name that an answer consists of; ``None`` where it is none, or says more."""
    bare = _BEFORE.sub("", " ".join(text.split())).strip(" .!,")
    bare = _AFTER.sub("", bare).strip(" .!,")
    if not _NAME.fullmatch(bare):
        return None
    words = bare.split()
    first = words[0].casefold()
    colleague = any(first == name.casefold().split()[0] for name in people if name.strip())
    if mentions(bare.casefold()) and bare.islower() and not colleague:
        return None
    for name in people:
        if name.casefold() == bare.casefold():
            return name
    known = {part.casefold() for name in people for part in name.split()} | FIRST_NAMES
    if first in known and (len(words) == 1 or words[-1][0].isupper() or bare.islower()):
        return bare if bare[0].isupper() else bare.title()
    capital = all(word[0].isupper() for word in words)
    strange = any(word.casefold() in NOT_NAMES for word in words)
    return bare if capital and not strange else None


def knows_nobody(text: str) -> bool:
    """ "No idea", "dunno, someone in health": whose it is the writer cannot say."""
    return bool(_NOBODY.fullmatch(" ".join(text.split())))
