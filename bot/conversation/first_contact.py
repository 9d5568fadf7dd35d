"""What somebody answers who was asked whether they are the person an account was taken for."""

from __future__ import annotations

import re
from enum import Enum, auto

from bot.conversation.prefilter import prefiltered


class Contact(Enum):
    """What the first words of somebody say who was asked whether they are the person they were taken for."""

    YES = auto()
    """And nothing else."""
    NO = auto()
    UNSURE = auto()
    """They ask back, greet or want to be left alone: neither a yes nor a no."""
    WORDS = auto()
    """They go on to what they have to say, as who they are."""


_PLAIN = prefiltered(r"[^\w' ]+")
_YES = prefiltered(
    r"(?:yes|yep|yup|yeah|aye|correct|right|indeed|speaking)(?: (?:that is|that's|it is|it's) (?:me|right|correct))?"
    r"(?: (?:thanks|thank you))?|(?:that is|that's|it is|it's|this is|i am) (?:me|him|her|right|correct)|yes i am|i am"
)
_NO = prefiltered(
    r"\b(?:not|isn't|isnt|ain't|aint|never) (?:me|my name|that person|who i am)\b"
    r"|\b(?:(?:i'm|im|i am|this is|that's|it's) not|(?:this|that|it) isn't) (?:him|her|them)\b"
    r"|\bwrong (?:person|account|number|address|man|woman|one|name|chat)\b"
    r"|\b(?:someone|somebody) else\b(?=\W*$)"
    r"|^(?:no|nope|nah|naw)(?: (?:sorry|thanks|thank you|i'm not|i am not|it's not|it isn't|that's not right))*$"
)
_DENIES = r"\b(?:(?:i'm|im|i am|this is|it's|its) not|not|don't know|dont know|do not know|never heard of|no) {name}\b"
_ASKS_BACK = prefiltered(
    r"\b(?:who|what)(?:'s| is| are|s)? (?:this|that|it|you|these)\b|\bwhy (?:am|are|do|did|is)\b|\bspam\b|\bphishing\b"
    r"|\b(?:don't|dont|do not) (?:know|understand|recognise)\b|\bunsubscribe\b|\bleave me\b"
    r"|^(?:help|stop|no more|huh|eh|what|sorry|pardon|hello|hi|hiya|hey|good (?:morning|afternoon|evening)|thanks|thank you|ok|okay|cheers|hmm)"
    r"(?: (?:there|thanks|thank you|it|this|please|messaging me|writing to me|writing|me|you))*$"
)
_DIGIT = prefiltered(r"\d")


def read_contact(words: str, name: str) -> Contact:
    """``name``: whom they were taken for. Where it may be somebody else, nothing counts as a yes."""
    plain = " ".join(_PLAIN.sub(" ", words.casefold().replace("’", "'")).split())
    first, *_, last = (*name.casefold().split(), *name.casefold().split()[-1:])
    names = (name.casefold(), first, last)
    any_name = "|".join(map(re.escape, names))
    if _NO.search(plain) or re.search(_DENIES.format(name=f"(?:{any_name})"), plain):
        # "1.2.2 is not me, ask Tom" is a lead's answer, and "not me, ring 0115 …" is not.
        return Contact.UNSURE if _DIGIT.search(words) else Contact.NO
    if _YES.fullmatch(plain) or re.fullmatch(
        rf"(?:yes )?(?:i'm |i am |this is )?(?:{any_name})", plain
    ):
        return Contact.YES
    asks = "?" in words and not _DIGIT.search(words)
    if not plain or asks or _ASKS_BACK.search(plain):
        return Contact.UNSURE
    return Contact.WORDS
