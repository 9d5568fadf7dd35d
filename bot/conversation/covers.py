"""Who stands in for the writer while they are away, by the name that was typed (R12)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.conversation.colours import mentions
from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.marks import Marked
from bot.conversation.normalise import normalise
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context

_NAME = r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}|[a-z]{2,14})"
_COVERS = tuple(
    prefiltered(rule)
    for rule in (
        rf"(?:^|[.,;:!\n(-]\s*|\b(?:and|but|so|with|while|meanwhile|please) +){_NAME} (?:is |will be |will |'ll |to |can |has |'s |is going to |is happy to )?(?:cover|covers|covering|covered|deputis\w+|stand(?:s|ing)? in|step(?:s|ping)? in|act(?:s|ing) up|pick(?:s|ing)? (?:it |this |mine |things |everything )?up|look(?:s|ing)? after|hold(?:s|ing) the fort|answer(?:s|ing)?(?: for me)?|do(?:ing)? (?:my|the) updates?|deal(?:s|ing)? with|in charge|my cover|my deputy)\b",
        rf"\bcover(?:ed|ing)?(?: (?:is|by|from|with|will be|provided by|arranged with))*[: ]+ ?{_NAME}",
        rf"\b(?:contact|ask|speak to|go to|try|e-?mail|message|see|call|chase|(?:send|forward|direct|redirect|route|address|bring) (?:it|this|that|these|them|everything|anything|all of (?:it|them|these)|mine|reminders|the reminders)(?: on| over)? to) {_NAME} (?:instead|in my absence|while|whilst|during|until|if urgent|if it|in the meantime|for (?:urgent|anything)|with (?:anything|any))",
        rf"\b(?:in my absence|if urgent|if it'?s urgent|urgent|meanwhile|in the meantime)[,:]? (?:please )?(?:contact|ask|speak to|e-?mail|try|call)? ?{_NAME}",
        rf"\b(?:my )?(?:deputy|delegate|cover)(?: is|:) {_NAME}",
    )
)
#: "… in charge but she's not allowed to answer these".
_CANNOT_ANSWER = prefiltered(
    r"\b(?:she|he|they)(?:'?s| is|'?re| are)? (?:not|no|n't) (?:allowed|able|authorised|permitted|supposed|going) to (?:answer|reply|do|update|respond|see|use)\b"
    r"|\b(?:she|he|they) (?:can'?t|cannot|won'?t|doesn'?t|don'?t|isn'?t able to|isn'?t allowed to) (?:answer|reply|do|update|respond|deal with|have access)\b"
)
_COVER_ALONE = prefiltered(
    r"(?:(?:ok|sorry|actually|no|oh|and|it'?s|that'?s|please|thanks|make it|my (?:deputy|cover)|cover(?:ed|ing)?)\W+)*"
    r"(?:(?:is|by|from|will be)\W+)*[A-Za-z'’-]+(?: (?-i:[A-Z])[\w'’-]+){0,2}(?:['’]s)?"
    r"(?:,? (?:is|will|'ll|can|has|said|agreed|to|be|happy|going|my|the|cover|covers|covering|covered|deputy|deputises|deputising|stand|stands|standing|step|steps|stepping|in|for|me|while|whilst|i'?m|i|am|away|off|on|leave|then|that|week|please|instead|now))*[.! ]*",
    re.IGNORECASE,
)


#: "Ivy", "Ivy then", "make it Ivy".
_NAMED = prefiltered(
    r"\W*(?:(?:ok|okay|sorry|actually|no|oh|well|then|right|so|just|um|er|yes|please|hi|thanks)[\s,.!]+)*"
    r"(?:(?:make it|make that|it'?s|it'?ll be|it will be|that'?s|that'?ll be|let'?s (?:say|go with|have|make it)|go (?:with|for)|put(?: down)?|say|use|try|ask|i'?d say|(?:it |that )?should be|(?:change|switch|swap) (?:it|that|cover|the cover|my cover) to)\s+)?"
    r"(?P<name>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2}?)"
    r"(?:[\s,]+(?:then|please|pls|instead|thanks|thank you|will do(?: it)?|can|can do(?: it)?|will|now|rather))*\W*",
    re.IGNORECASE,
)
_POSSESSIVE = prefiltered(r"['’]s$")
_BLANKS = prefiltered(r"\s+")


def read_cover_named(text: str, context: Context, *, asked: bool) -> str | None:
    """A bare name, where it can only be that of who covers; a colour is never one.

    ``asked``: the bot has just said that nobody covers, so that a name which nobody here bears is one too.
    """
    said = _NAMED.fullmatch(normalise(text).text.strip())
    if said is None:
        return None
    name = _POSSESSIVE.sub("", said["name"])
    bare = name.casefold()
    if any(bare == known.casefold() for known in context.people):
        return name if not name.islower() else name.title()
    if mentions(bare):
        return None
    if " " in bare or (bare in NOT_NAMES and name.islower()):
        return name if asked and _in_full(name) else None
    known = bare in {one.casefold().split()[0] for one in context.people if one.strip()}
    if known or (asked and bare in FIRST_NAMES and not name.islower()):
        return name if not name.islower() else name.title()
    return None


def _in_full(name: str) -> bool:
    """ "Dana Holt": a first name and another word with a capital."""
    words = name.split()
    return len(words) > 1 and words[0].casefold() in FIRST_NAMES and words[1][0].isupper()


def read_cover(marked: Marked, people: Iterable[str]) -> str | None:
    """Who covers, by the name that was typed; of two who share it neither, for one person gets it all."""
    if _CANNOT_ANSWER.search(marked.mask):
        return None
    named = dict.fromkeys(_covering(marked, people))
    return next(iter(named)) if len(named) == 1 else None


def read_cover_alone(marked: Marked, context: Context) -> str | None:
    """ "Ben covers": a message that tells nothing but who stands in for the writer."""
    words = _COVER_ALONE.fullmatch(marked.text.strip())
    if words is None or marked.refs or marked.dates or mentions(marked.mask):
        return None
    return read_cover(marked, context.people)


def _covering(marked: Marked, people: Iterable[str]) -> Iterator[str]:
    known = {part.casefold() for name in people for part in name.split()[:1]} | FIRST_NAMES
    colleagues = {name.casefold() for name in people if " " in name}
    text = _BLANKS.sub(" ", marked.text)
    for rule in _COVERS:
        for found in rule.finditer(text):
            words = found["name"].split()
            if found["name"].casefold() in colleagues:
                # "Amber Rowe covers": a name in full is one, whatever its words mean.
                yield str(found["name"])
                continue
            kept = []
            for word in words:
                bare = _POSSESSIVE.sub("", word)
                if bare.casefold() in NOT_NAMES:
                    break
                kept.append(bare)
            if kept and (kept[0][:1].isupper() or kept[0] in known):
                name = " ".join(kept)
                yield name if name[:1].isupper() else name.title()
