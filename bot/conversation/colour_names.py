"""Colleagues whose name is also a colour: "ask amber", where the programme knows an Amber, names a person.

Only beside words that people are asked, told or subjects of; "amber, dates" stays a colour whoever is called so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.conversation.prefilter import Pattern, prefiltered

_COLOURS = frozenset("amber red green grey gray blue".split())
_TO = (
    r"(?:ask(?:ed|ing)?|tell|told|telling|contact(?:ed)?|chas(?:e|ed|ing)|message(?:d)?|e-?mail(?:ed)?|ring|rang|copied(?: in)?|copy(?: in)?|cc|via|thank|"
    r"(?:speak|spoke|spoken|speaking|talk|talked|talking|written|wrote) (?:to|with)|(?:check|checked|agree|agreed|meeting|working|liaise|liaising) with|"
    r"(?:give|gave|given|pass|passed|hand|handed|forward|forwarded|sent?) (?:it |this |that |them |both )?(?:over |on )?to|(?:over|belongs?|down|up) to|(?:sits|rests|lies|lives) with|it's with|waiting (?:for|on)|"
    r"me and|i and|us and|my colleague|my deputy|my manager|hi|hello|dear|thanks|cheers)"
)
_DOING = r"(?:chas|lead|cover|do|look|work|sort|tak|pick|deal|writ|draft|check|send|ring|call|meet|runn|wait|talk|speak|e-?mail|arrang|review|prepar|finish|collat|pull|gett|ask|try|handl|help|answer|report|updat|follow|hop)ing"
_DOES = (
    r"(?:has (?:it|this|that|these|them|both|the|my|all|got|left|agreed|taken|said|asked|told|sent|chased|done|written|promised|started|offered|emailed|answered|all the)|had the|"
    r"(?:did|does|do) (?:it|this|that|these|the|my|all|both|not|n't|say|think)|is (?:now )?(?:on (?:it|leave|holiday|this|that|the case)|off(?: sick| ill| today| until)|away|ill|sick|out|back|in (?:on|tomorrow|today)|my|our|"
    rf"{_DOING}|going to (?:do|take|chase|send|ask|write|lead|tell)|the (?:lead|owner|person|one|new lead))|was (?:{_DOING}|off|away|going to)|"
    r"(?:will|can|could|might|should|to) (?:do|have|take|send|pick|chase|cover|tell|update|know|lead|answer|reply|look|help|let|write|ring|check|finish|ask|come back|get (?:it|this|back))|"
    r"covers?|knows|thinks|says|said|reckons|told|wants|leads|owns|runs|manages|handles|deals|looks after|picks up|picked|took|takes|sent|wrote|asked|emailed|rang|chased|agreed|left|and (?:i|me))"
)
_IS = rf"(?:'?s (?:on (?:it|leave|holiday)|off|away|ill|got (?:it|this|that|the)|{_DOING})|'ll [a-z]+)"


def colleagues_by_colour(mask: str, people: Sequence[str]) -> list[tuple[int, int]]:
    """Where the lowered words name a colleague by a name that is a colour."""
    rule = _rule(_names_of(tuple(people)))
    if rule is None:
        return []
    return [found.span("asked" if found["asked"] else "doing") for found in rule.finditer(mask)]


@lru_cache(maxsize=64)
def _names_of(people: tuple[str, ...]) -> frozenset[str]:
    return _COLOURS.intersection(word for name in people for word in name.casefold().split())


@lru_cache(maxsize=64)
def _rule(names: frozenset[str]) -> Pattern | None:
    if not names:
        return None
    one = "|".join(sorted(names))
    return prefiltered(
        rf"\b{_TO} (?P<asked>{one})\b(?! (?:for|as|status|rating|flag|again)\b)|\b(?P<doing>{one})(?= {_DOES}\b|{_IS}\b)"
    )
