"""A link taken back in words: "take that link off", "wrong link, delete it", "unlink <link>" (R12).

"Don't use <link>" gives none and takes none back: what was never evidence is not withdrawn.
"""

from __future__ import annotations

from msgspec import Struct

from bot.conversation.colours import mentions
from bot.conversation.leave_off import OPENS, WANTS
from bot.conversation.marks import LINK, REF, mark
from bot.conversation.normalise import normalise
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context
from bot.domain.commands import TakeOffLink

_LINKS = (
    r"(?:(?:the|that|this|these|those|my|our|both|all|last|latest|wrong|old|first|second|same)\s+)+"
    r"(?:(?:web|evidence|sharepoint|document|doc|file)\s+)?(?P<what{n}>links?|urls?|hyperlinks?|web ?address(?:es)?|evidence)"
    r"(?: (?:that )?(?:i|you|we)(?:'ve|'d| have| had)? (?:just )?(?:sent|gave|given|put(?: in| up| on)?|added|posted|shared|attached|pasted|saved|recorded|noted|have)(?: you| there| here)?)?"
)
_VERB = r"(?:undo|cancel|scrap|delete|remove|withdraw|retract|bin|wipe|unlink|detach|un-?attach|ignore|disregard|forget|get rid of|take (?:off|down|out|away|back)|strike)"
_VERB_OF_A_LINK = r"(?:delete|remove|withdraw|retract|unlink|detach|un-?attach|take (?:off|down|out|away|back)|get rid of|scrap|undo)"
_TAKE = r"(?:take|pull|strike|rub)"
_AWAY = r"(?:off|down|out|away|back)"
_NAMED = rf"{LINK}+(?:(?:\s*,\s*|\s+and\s+|\s+&\s+|\s+){LINK}+)*"
_OF = rf"(?:\s+(?:from|off|on|of|for)\s+(?:action\s+)?(?:{REF}+|it|there|that|this(?: one)?|that one|the (?:action|record|tracker|update)))?"
_AFTER = rf"{_OF}(?:[\s,]+(?:please|pls|thanks|thank you|again|now|then|sorry|will you|would you))*"
_ENDS = r"(?=\s*(?:$|[.,;:!?\n–-]|\b(?:because|as|since|cos|and|so|but|it'?s|that'?s)\b))"
_DELETE_IT = rf"{WANTS}(?:{_VERB}\s+(?:it|that|this|them|that one)|{_TAKE}\s+(?:it|that|this|them|that one)\s+{_AWAY})"
_WRONG = r"(?:(?:that|this|it)(?:'s| is| was)?\s+)?(?:the\s+|a\s+)?(?:wrong|old|bad|incorrect|dead)\s+(?:links?|urls?|address)(?:\s*(?:above|there|sorry))*"
_CORES = (
    rf"{WANTS}{_VERB}\s+{_LINKS.format(n=1)}(?:\s*[:-]?\s*{_NAMED})?{_AFTER}",
    rf"{WANTS}{_TAKE}\s+{_LINKS.format(n=2)}(?:\s*[:-]?\s*{_NAMED})?\s+{_AWAY}(?:\s+{REF}+)?{_AFTER}",
    rf"{WANTS}{_VERB_OF_A_LINK}\s+(?:(?:the|this|that|my)\s+)?(?:link\s*[:-]?\s*)?{_NAMED}{_AFTER}",
    rf"{WANTS}{_TAKE}\s+{_NAMED}\s+{_AWAY}(?:\s+{REF}+)?{_AFTER}",
    rf"{WANTS}unlink\s+(?:it|that|this){_AFTER}",
    rf"{_WRONG}\s*[\s,.;:!–-]+\s*(?:so |and |but )?{_DELETE_IT}{_AFTER}",
    rf"{_DELETE_IT}\s*[\s,.;:!–-]+\s*(?:because |as |since |it'?s |that'?s )*{_WRONG}{_AFTER}",
)
_TAKES_OFF = prefiltered(
    rf"(?:^|[.;,!\n]|\band\b)\W*(?:(?:for |on )?{REF}+[\s,:-]+)?{OPENS}(?:{'|'.join(_CORES)}){_ENDS}"
)
#: Why it is taken off: nothing to record.
_WHY = prefiltered(
    r"[\s,.;:!–-]*(?:(?:because|as|since|cos|so|and|sorry)\W+)*(?:it(?:'s|s)?|that(?:'s|s)?|this|i|it was|wrong|sorry|apologies|thanks|please|pls)\b[^.;\n\ue001-\ue003]*[.!\s]*"
)
_SIGNS = " ,;:-–?!.\n"
_LONGEST = 400


class LinkOff(Struct, frozen=True, kw_only=True):
    """What takes a link back, and every other word of the message."""

    command: TakeOffLink
    rest: str


def link_off(text: str, context: Context) -> LinkOff | None:
    """The taking back of evidence in ``text``; ``None`` where there is none."""
    marked = mark(normalise(text).text, context)
    if len(marked.mask) > _LONGEST:
        return None
    found = _TAKES_OFF.search(marked.mask)
    if found is None or mentions(found[0]):
        return None
    start, end = found.span()
    links = tuple(url for at, _, url in marked.links if start <= at < end)
    keys = {ref.keys for ref in marked.refs if start <= ref.start < end}
    only = next(iter(keys)) if len(keys) == 1 else ()
    after = marked.mask[end:]
    why = _WHY.fullmatch(after) and not mentions(after)
    pieces = (marked.text[:start], "" if why else marked.text[end:])
    rest = " ".join(one.strip(_SIGNS) for one in pieces if one.strip(_SIGNS))
    what = found["what1"] or found["what2"] or ""
    return LinkOff(
        command=TakeOffLink(
            links=tuple(dict.fromkeys(links)),
            key=only[0] if len(only) == 1 else None,
            every=what.endswith("s") and "address" not in what,
        ),
        rest=rest,
    )
