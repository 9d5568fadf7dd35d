"""People who are named and take nothing over, and reminders that nobody asked for."""

from __future__ import annotations

import re

from bot.conversation.marks import Marked, any_of
from bot.conversation.prefilter import prefiltered

_DENIED = prefiltered(
    r"\b(?:don'?t|do not|dont|never|no need to|please not|not to|didn'?t|won'?t|can'?t|shouldn'?t) (?:\w+ )?(?:give|hand|pass|reassign|re-assign|transfer|move|send|assign|put|make|change|switch|ask)\b"
)
_OTHER_LEAD = prefiltered(
    r"\b(?!(?:the|new|a|an|action|our|its|your|current|correct|right|real|actual|named|overall|nominated|interim|temporary|acting|main|joint|co|lead|only|be|as|is|now|and|my|that|this|send|project|programme|proper|permanent|responsible|accountable|designated|of|to|for|change|update|put|make|name|set)\b)[a-z]+ lead (?:is|is now|now is|will be|=|:)"
)
_LEADS_ELSE = prefiltered(
    r"\b(?:leads?|leading|lead|is lead|owns?|runs?|running) (?:on |for )?(?!(?:this|that|it|these|them|both|all|mine|now|one|the (?:action|lot|whole|work)|from|instead|here|\ue002|\ue003|\ue005|as|for|on|in|at|and|please|going|everything|since|with)\b|\ue002|\ue003|\ue005|\ue004)(?:the )?[a-z]"
)
#: "Femi took over line managing me", "Kay has taken on the budget".
_TOOK_ELSE = prefiltered(
    r"\b(?:took|taken|takes|taking|picked|picks|picking|inherited|inherits)(?: over| on| up)* (?!"
    + any_of(
        """this that it these those them both all mine now one from instead here as for on in at and please going everything since with
        over up my last recently a an when while who because cos but so after before yesterday already about ages back
        earlier today responsibility ownership lead leadership action actions the i his her their name next soon early late just where until if
        or formally officially full overall temporarily then to by of again during shortly early mid end ok thanks is was has i'm he she they we it's"""
    )
    + r"\b|(?:two|three|four|five|six|some|several) (?:days|weeks|months|years)\b)[a-z]"
    r"|\b(?:took|taken|takes|taking|picked|picks|picking|inherited|inherits)(?: over| on| up)* (?:the|his|her|their|a) (?!(?:action|actions|lead|lot|whole|work|item|items|reins|role|job|post|patch|portfolio|brief|mantle|baton|responsibility|remit)\b)[a-z]{3}"
)
#: "Ask Sunita, she leads on the council half": a share of it is hers.
_OF_A_SHARE = prefiltered(
    r"\b(?:leads?|leading|owns?|owning|runs?|running|has|have|does|do|covers?|handles?|looks after|deals? with)(?: on| for)? (?:the|our|their|its|that|all the|most of the) (?:[a-z'&-]+ ){0,3}?(?:half|halves|side|part|bit|bits|end|share|piece|element|elements|aspects?|strand|section|component|portion)\b"
)
#: What belongs to somebody, or was handed on: the action, or a thing.
_HANDED = prefiltered(
    r"\b(?:(?:belongs?|moved|handed|passed|transferred|gone|went|sits?|sitting|falls|comes?)(?: now| over| on)? (?:to|under|with)|(?:is|are|was|were)(?: (?:now|all|still|currently|already))* with) (?=[\w\ue004])"
)
_BEGINS = prefiltered(r"[.;,\n(!?]|\b(?:and|but|so|as|because)\b")
_CLAUSE = 80
_MAY_CHANGE_HANDS = frozenset(
    any_of(
        """it this that these them they one ones action actions item items lead leads responsibility ownership the our my a an all
        both mine everything now just already which and but so then has have is was been since as sorry hi no yes not longer me i've
        i we we've think believe believed afraid actually because hello ok please lot it's its that's thats also two three work
        task portfolio brief patch role post job whole being been got recently had"""
    ).split("|")
)
_ITS_OBJECT = prefiltered(
    r"\b(?:it|this|that|these|them|both|all|mine|i|i've|we|we've|actions?(?! (?:plan|log|list|tracker|notes?|points?)\b)|item)\b|\ue002"
)
_UNDER = prefiltered(
    r"(?:^|\b(?:we|we're|i|i'm|team|now) )(?:moved |now |are |sits? |report )*under\b"
)
#: "Tom's got covid", "Fiona has it in hand", "he's doing it wrong".
_HAS_ELSE = prefiltered(
    r"(?:'s|\b(?:has|have)) got (?!it\b|this\b|that\b|these\b|both\b|them\b|all\b|mine\b|the lead\b|\ue002|everything\b)[a-z]|\b(?:has|got|have|doing|does|taking|took|did) (?:it|this|that|these|them)(?: all)? (?:in hand|covered|sorted|wrong|right|well|badly|under control|to (?:check|read|review|sign|look)|(?:for )?(?:comment|approval|sign))"
)
#: "Ask Siobhan, she'll know the number": who can tell, and not who has the action.
_CAN_TELL = prefiltered(
    r"\b(?:ask|try|see|contact|call|ring|e-?mail|message|chase|ping|speak to|talk to|check with|go to)\b[^.;\n]{1,40}?[,.;-]? (?:as |because |cos )?(?:she|he|they|who)(?:'ll|'d| will| would| should| might| may)?(?: (?:probably|certainly|also|just|actually|surely))*"
    r" (?:knows?|remembers?|tells? you|be able to|has (?:the|all|more|a|an|that|those)\b|have (?:the|all|more|a|an|that|those)\b|(?:has |'s )?got (?:the|all|more|a|an|that|those)\b|sends? (?:you )?(?:the|it|a)|gives? you|digs? (?:it|that) out|finds? it|keeps? (?:the|a))"
)
_MEANT_TO_SEND = prefiltered(r"\bmeant to (?:send|forward|give|pass|copy) (?:that|this|it)\b")
_THIRD = prefiltered(
    r"\b(?:he|she|they)(?:'ll| will| can| is going to|'s going to)? (?:update|report|reply|respond|get|let|come|send)\b"
)
_ASKS_WHEN = prefiltered(r"^\W*(?:when|did|do|have|does|why|what time)\b[^.\n]*\?\W*$")
_THOUGHT_OF = prefiltered(
    r"\b(?:maybe|perhaps|possibly|might|may be off|hoping|hope to|thinking of|thinking about|considering|tempted|would love|wish)\b|^\W*(?:who|what|when|how|which|is|does|do|if|can|could|should)\b[^.\n]*\?|\bbut (?:i'?m |still |will be |am )?(?:online|working|available|contactable|on teams|reachable|around|on e-?mail)\b"
)
#: Counted from another day than today's.
_COUNTED_FROM = prefiltered(
    r"\b(?:the )?(?:day|week|morning|monday|tuesday|wednesday|thursday|friday|month) (?:after|before|following)\b(?! next| that)"
)


#: "Early years went to Grace Holt … Grace Holt has it": besides the thing, the action.
_HOLDS_IT = r"(?: [\w'-]+)?(?: now)? (?:has|owns|leads) (?:it|this)(?=\W*(?:$|[.,;\n]|now\b))"
_WORDS = prefiltered(r"[a-z'&-]+")


def named_in_passing(marked: Marked, name: str) -> bool:
    """Whether the words that name a person deny the handing over, or are of another matter."""
    mask = marked.mask
    if _DENIED.search(mask) or _MEANT_TO_SEND.search(mask):
        return True
    first = re.escape(name.casefold().split()[0])
    if _HAS_ELSE.search(mask) or _UNDER.search(mask):
        return True
    if _something_handed(mask) and not re.search(rf"(?:{first}|\ue004+){_HOLDS_IT}", mask):
        return True
    if _CAN_TELL.search(mask) or _OTHER_LEAD.search(mask) or _TOOK_ELSE.search(mask):
        return True
    found = re.search(rf"(?:{first}|\ue004+)[\w ]{{0,20}}?(?={_LEADS_ELSE.pattern})", mask)
    return found is not None or bool(_OF_A_SHARE.search(mask))


def _something_handed(mask: str) -> bool:
    """Whether what changed hands is a thing: "the budget has been handed to Fiona"."""
    found = _HANDED.search(mask)
    if found is None:
        return False
    what = _BEGINS.split(mask[max(0, found.start() - _CLAUSE) : found.start()])[-1]
    if _ITS_OBJECT.search(what):
        return False
    words = _WORDS.findall(what)
    return any(word.removesuffix("'s") not in _MAY_CHANGE_HANDS for word in words)


def is_only_thought_of(mask: str) -> bool:
    """Whether an absence is a hope or a maybe."""
    return bool(_THOUGHT_OF.search(mask))


def asks_no_reminder(mask: str) -> bool:
    """Whether the day beside a reminder is another's to keep, or only asked about, or counted from another."""
    return bool(_THIRD.search(mask) or _ASKS_WHEN.match(mask) or _COUNTED_FROM.search(mask))
