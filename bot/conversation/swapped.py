"""Words with which somebody else's colour was put in the place of the writer's, up to that colour."""

from __future__ import annotations

from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import NAME, REF
from bot.conversation.prefilter import prefiltered

_CHANGED = r"(?:changed|altered|moved|switched|turned|swapped|amended|overwrote|overwritten|overrode|overridden|downgraded|upgraded|flipped|bumped|edited|adjusted|put|marked)"
#: Those who change a record, and nothing that makes an action worse: "the strike has moved us to amber".
_SOMEBODY = rf"(?:some(?:one|body)|who(?:ever)?|they|he|she|you|u|{NAME}+|(?:the|my|our|his|her|their) (?:programme |partnership |new |deputy |service |assistant )?(?:office|pmo|bot|director|boss|manager|chair|board|exec|slt|smt|deputy|chief|dcs|dco|head|icb|comms|commissioner)s?)"
_WHAT = rf"(?:(?:my|our|the|that|this|his|her) )?(?:it|this|that|mine|ours|me|us|{COLOUR}|colour|rating|rag|status|action|one|{REF}+)"
_JOINS = rf"(?: (?:from|an?|the|my|down|up|over|back|across|as|to|into|at|in|{COLOUR}|{REF}+))*"
_THEY_SWAPPED = prefiltered(
    rf"(?:^|[.,;:!?\n(-]\s*|\b(?:and|but|so|because|as|since|that|then|see|noticed|think|when|if) ){_SOMEBODY}(?: (?:upstairs|else|there|(?:in|at|from|over at) (?:the )?[a-z]+))?(?:'s|'ve|'d| has| have| had)?(?: (?:just|then|gone and|went and|since|now|already|only|apparently|also))* {_CHANGED} {_WHAT}{_JOINS} $"
)
#: "I said amber and it's down as green".
_I_SAID = rf"\b(?:i|we|i'd|i've|we'd|we've)(?: (?:clearly|definitely|only|actually|had|have))* (?:said|put|told (?:you|u|them)|gave|sent|reported|submitted|typed|marked|rated)(?: (?:you|it|this|that|was|is|in|them|as|at|down|it's|an?))* {COLOUR}\b"
_STANDS_AS = rf"(?:(?:down|showing|shown|recorded|listed|logged|gone in|come out|came out|coming up|displayed|printed|published) (?:as|at) (?:an? )?|(?:been|got|was|is|were) (?:now |since )?{_CHANGED}(?: (?:down|up|over|back|from|{COLOUR}))* (?:to|as|into) (?:an? )?)$"
_HAS_SWAPPED = prefiltered(
    rf"(?:{_I_SAID}|\b(?:i|we) (?:see|notice|noticed|saw|spotted)\b)[^.;\n]{{0,60}}?\b{_STANDS_AS}"
)
#: The same the other way about: "it's down as green, I said amber".
_SAID_BEHIND = prefiltered(
    rf"[^.;\n]{{0,30}}?[,.;-]? ?(?:and |but |when |although |though )?{_I_SAID}"
)
_SHOWN = prefiltered(rf"\b{_STANDS_AS}")
_REACH = 100


def put_there_by_another(mask: str, start: int) -> bool:
    """Whether the words before a colour say that somebody put it there: "the office changed it to green"."""
    since = max(0, start - _REACH)
    return bool(_THEY_SWAPPED.search(mask, since, start) or _HAS_SWAPPED.search(mask, since, start))


def swapped_in(mask: str, start: int, end: int) -> bool:
    """Whether the colour at these letters is one that somebody else put in the place of the writer's."""
    if put_there_by_another(mask, start):
        return True
    since = max(0, start - _REACH)
    return bool(_SHOWN.search(mask, since, start) and _SAID_BEHIND.match(mask, end))
