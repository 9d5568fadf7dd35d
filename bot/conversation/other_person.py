"""A person named in place of another: "give it to Leigh. Sorry, I mean Fiona" gives it to Fiona."""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.prefilter import prefiltered

_NAME = r"[A-Z][\w'-]*[a-z](?: [A-Z][\w'-]*[a-z])?"
_SIGNS = r"[\s.,;:!?(-]"
_CUE = (
    r"(?i:no wait|wait|hang on|no|nope|oops|whoops|sorry|actually|or rather|rather|scrap that|scratch that|correction|my mistake|wrong (?:one|name|person)|"
    r"i (?:mean|meant)(?: to say)?|meant|make (?:it|that)|it'?s|that'?s|er+m?|um+|oh|ah|of course|should (?:be|have been|say))"
)
_FIRM = r"(?i:no|nope|oops|whoops|sorry|actually|rather|scrap that|scratch that|correction|my mistake|wrong (?:one|name|person)|mean|meant|make (?:it|that)|wait|hang on)"
_PUT_RIGHT = prefiltered(
    rf"\b(?P<one>{_NAME})(?P<rest>\b[^.;!?\n]{{0,40}}?)(?P<cue>{_SIGNS}+(?:{_CUE}{_SIGNS}+){{1,5}})(?P<two>{_NAME})(?P<end>(?i:,? (?:please|instead|sorry))*\s*\)?)(?=$|[.!,;\n])"
)
_TAKES_BACK = prefiltered(rf"{_SIGNS}{_FIRM}(?!\w)")
#: Before a name that nobody knows to be one.
_GIVEN = prefiltered(r"\b(?i:to|with|by|is|ask|now|lead|owner|let|put|make) $")
_FIRST_WORD = prefiltered(r"[^\W\d_]+")
_FAR = 60


def other_person(text: str, people: Iterable[str]) -> str:
    """The message with the second name in the first one's place; unchanged where none is taken back."""
    if not _TAKES_BACK.search(text):
        return text
    known = _known(people)
    for found in _PUT_RIGHT.finditer(text):
        if not _TAKES_BACK.search(found["cue"]):
            continue
        first = _first(found["one"])
        given = first in known or bool(_GIVEN.search(text, 0, found.start()))
        if given and first not in NOT_NAMES and _first(found["two"]) in known:
            start, end = found.span()
            return text[:start] + found["two"] + found["rest"] + text[end:]
    return text


def named_another(text: str, name: str, people: Iterable[str]) -> bool:
    """Whether words that take something back, and another's name, stand behind this one."""
    at = text.casefold().find(name.casefold().split()[0])
    back = _TAKES_BACK.search(text, at) if at >= 0 else None
    if back is None:
        return False
    known = _known(people) - {_first(name)}
    after = _FIRST_WORD.findall(text[back.end() : back.end() + _FAR])
    return any(word[:1].isupper() and word.casefold() in known for word in after[:4])


def _known(people: Iterable[str]) -> frozenset[str]:
    return FIRST_NAMES.union(name.casefold().split()[0] for name in people if name.split())


def _first(name: str) -> str:
    return name.casefold().split()[0].removesuffix("'s")
