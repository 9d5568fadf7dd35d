"""Pressure: somebody would like to read a colour, or would rather not (R4).

"The chair wants it green", "nobody wants a red", "looks better as green" say what would please, not how
the action stands. The bot asks for the lead's own view.
"""

from __future__ import annotations

from functools import lru_cache

from bot.conversation.marks import any_of
from bot.conversation.prefilter import Patterns, prefiltered

_WHO = any_of(
    """director boss manager chief ceo dcs chair member members cabinet councillor councillors leader leadership minister
    ministers comms everyone everybody they he she people seniors exec execs slt smt board dfe ofsted icb inspectors
    politicians service pmo programme office"""
)
_A_COLOUR = r"(?:an? |any |another |no |more |fewer |less |only |all |everything |it |this |us |me |to be |as |at |down |to |say |see |put |show )*(?:greens?|ambers?|reds?|blues?)\b"
_WANTS = prefiltered(
    rf"\b(?:{_WHO})\b[^.\n]{{0,30}}\b(?:doesn'?t want|don'?t want|didn'?t want|does not want|do not want|insist\w*|prefers?|preferred|"
    rf"(?:wants?|wanted|expects?|needs?|would like|would rather|would prefer|asked (?:me |us )?(?:for|to)|told me to|said to|says to) {_A_COLOUR}|"
    rf"(?:(?:would|'d|will|may|might) (?:much |far )?(?:rather|sooner|prefer) (?:not )?(?:to )?(?:not )?|(?:prefers?|hopes?|wants?) not to |(?:wouldn'?t|would not|won'?t|will not|doesn'?t|does not|don'?t|(?:isn'?t|not|aren'?t|won'?t be) (?:too |very |so |that )?(?:keen|happy) (?:to|on|about|with)) ?(?:really |exactly |much )?)(?:want|like|see|seeing|have|having|get|getting|show|showing|welcome|thank (?:me|us) for|appreciate|enjoy|fancy)?(?: to (?:see|have|get|read|show))? ?{_A_COLOUR}|"
    r"(?:wants?|wanted) (?:it|this|us|me|no more|fewer|good news)\b(?! (?:by|in|for|done|finished|closed|sorted|sooner|before|at|on|back|delivered|live|ready|to (?!say|put|show|report|go|be|keep|mark|call|(?:write|type|log|record|rate|enter)\b[^.,;\n]{0,15}\b(?:greens?|ambers?|reds?)\b)|\ue003))|(?:has |have )?(?:requested|demanded|instructed|directed|asked|insisted) that\b|says? (?:it (?:has|must|needs)|i (?:have|must|should)|no more|no reds)|"
    r"won'?t (?:like|accept|wear|have|stand for)|will (?:go mad|go spare|kick off|hit the roof|not be happy|be (?:cross|furious|upset)))"
)
_ORDERED = prefiltered(
    r"(?:^|[.,;\n]\s*)(?:told|asked|instructed|leant on|pushed) to (?:say|put|report|mark|call|show|keep|write|record)\b|\b(?:i'?ve been|been|being|i'?m|i am|i was|was|we'?re|we are|we'?ve been) (?:being )?"
    r"(?:told|asked|instructed|leant on|leaned on|encouraged|pushed|pressed|advised|under orders) to (?:say|put|report|mark|call|show|keep|go|make|leave|write|record)\b"
    r"|\bunder (?:pressure|orders|instructions?) to\b"
)
_NOBODY = prefiltered(
    r"\b(?:nobody|no one|no-one|none of (?:us|them)) (?:wants?|likes?|will thank|would thank|dares)\b|\bno more (?:reds|ambers)\b"
    r"|\bno (?:reds|ambers) (?:allowed|please|this|before|until|at|in)\b"
    r"|\b(?:not|n't|never) (?:be )?(?:allowed|supposed|meant|permitted) (?:to (?:have|put|say|report|be|show) )?(?:an? |any |another |more )?(?:reds?|ambers?)\b"
    r"|\b(?:can'?t|cannot|don'?t want to) (?:have|put|be seen (?:as|to be|with)|see|show) (?:an? |any |another |more )?(?:reds?|ambers?)\b"
)
_FOR_SHOW = prefiltered(
    r"\blooks? (?:\w+ )?(?:better|nicer|good|bad|worse|awful|terrible|cleaner|neater) (?:as|if|in|on|for|to|at|with|when|than)\b"
    r"|\bwould (?:look|read) (?:better|bad|awful|terrible|odd|good)\b"
    r"|\bkeeps? (?:\w+ ){1,3}(?:happy|quiet|sweet|off (?:my|our) backs?)\b|\bto keep the peace\b"
    r"|\bfor (?:appearances|appearances' sake|political reasons|the optics|show|an easy life|a quiet life)\b"
    r"|\b(?:safer|easier|simpler|less (?:hassle|grief)|fewer questions) (?:to (?:say|put|call|keep)|as|if|that way)\b"
    r"|\b(?:avoid|save|saves|spare|dodge|without) (?:\w+ ){0,3}(?:questions|escalation|grief|hassle|row|awkward\w*|deep dive|third degree)\b"
    r"|\b(?:politically|diplomatically)\b|\bthe (?:party|official|agreed) line\b"
    r"|\b(?:so (?:that )?|in case )(?:nobody|no one|they|he|she|the \w+) (?:moans?|panics?|complains?|(?:don'?t|doesn'?t|won'?t|stops?) \w+|leaves?|gets? off)\b"
    r"|\bjust (?:put|say|call it|mark) (?:it |me |us )?(?:down )?(?:as )?\w+ (?:to|so|for) "
    r"|\b(?:don'?t|not to|rather not|without) (?:want(?:ing)? to )?(?:upset|alarm|worry|frighten|spook|scare|annoy|upsetting|alarming|worrying) (?:the|any|anyone|anybody|them|him|her|members|people|parents)\b"
)
_COLOUR = r"\b(?:greens?|ambers?|reds?|blues?)\b"
#: Those for whose sake a colour might be chosen.
_FOR_WHOM = rf"(?:(?:the|our|my|your) )?(?:\w+ )?(?:{_WHO}|nobody|no one|no-one|none|finance|health|press|dfe|people|you|parents)\b"
#: "Call it green so the chair can sleep": an end that the colour serves. What a body is to do about it is none.
_TO_AN_END = prefiltered(
    rf"{_COLOUR}[^.;\n]{{0,20}}?\bso (?:that )?{_FOR_WHOM} (?!(?:can|could|will|may) (?:now )?(?:discuss|decide|act|help|step|approve|agree|intervene|unblock|consider|challenge|fund)\b)\w"
    rf"|{_COLOUR}[^.;\n]{{0,20}}?\bso (?:that )?(?:we|i|it) (?:(?:can|could) (?:all )?(?:get|go|move on|look|keep (?:the|our)|avoid|pass|stay)|gets?\b|looks?|don'?t|doesn'?t|avoid|stay out|pass|win|aren'?t|keep (?:the|our))"
    rf"|{_COLOUR}(?: (?:then|please|it|on it|again))*[\s,]+(?:or else|or|otherwise),? (?:i|i'll|i'd|we|we'll|they|they'll|he'll|she'll|heads|there'll|all hell|(?:the )?(?:{_WHO}))\b"
    rf"|{_COLOUR}(?: (?:then|please|it|again))* (?:for|before|ahead of|in time for) (?:the |our |an? )?(?:optics|ofsted|cqc|inspect\w+|visit|minister\w*|mayor|cabinet|press|cameras?|elections?|photo\w*)\b"
    rf"|{_COLOUR}(?: (?:then|please))* and (?:let's |we can |be )?(?:move on(?! (?:to|with|from))|done with it|leave it at that|have done with|forget (?:it|about it)|i can go home)\b"
)
#: "Let's all say blue and go home", "just put done and move on".
_EASY_LIFE = prefiltered(
    rf"\b(?:let'?s|shall we|why don'?t we|can we|could we|we could|we should)(?: just)? all(?: just)? (?:say|put|call|go|be|mark|report|pretend|agree|write|tick|claim|stick)\b|\blet'?s pretend\b"
    rf"|(?:{_COLOUR}|\b(?:done|complete|completed|finished|closed|sorted)\b)(?: (?:then|please|it|again|on it))*,? (?:and|so|then) (?:(?:let'?s|we can|we could|we'?ll|i can|i'?ll|you can|be|have|i'm|we're|all|just|then|everyone|everybody|can|go and) )*"
    r"(?:move on(?! (?:to|with|from))|(?:be )?done with (?:it|this)|leave it at that|forget (?:it|about it)|(?:go|get) (?:home|to the pub|to bed|off early)|(?:go )?(?:down )?the pub|call it a day|clear off|an? (?:early|quiet|easy|peaceful|long) \w+|all go home|knock off|off (?:home|to (?:the pub|bed|lunch))|get on with (?:our|my|the day|real)|put the kettle on)\b"
    rf"|(?:{_COLOUR}|\b(?:done|complete|finished)\b)[\s,.]+(?:now )?(?:can|may) (?:i|we) (?:please |now |all |just )*(?:go|leave|get back to work|have my (?:lunch|evening|weekend)|log off)(?: (?:now|home|please))*\W*$"
)
_BOTHER = r"(?:(?:the|any|another|an?|more|all the|all that|that) )?(?:\w+ )?(?:grief|hassle|questions?|escalations?|row|argument|fight|fuss|deep dive|paperwork|attention|scrutiny|third degree|drama|trouble|lecture|aggro|stress|inquest)\b"
#: What people want to hear, whoever they are.
_TO_PLEASE = prefiltered(
    rf"(?<!not )(?<!never )\bwhat(?:ever)? (?:{_FOR_WHOM}|[a-z]+|the [a-z]+)(?: (?:all|always|really|has|have|had|have all))* (?:wants?|wanted|likes?|would like|expects?|expected|asked|told|prefers?|demands?)(?: (?:for|from (?:me|us)))?(?: (?:me|us))?(?: to (?:hear|see|read|say|put|report|be told))?(?=\W*(?:$|[.,;\n]| so\b| and\b))"
    # "Carol insists it's amber so put amber".
    rf"|\b(?:says|insists?|insisted|insisting|wants|wanted|reckons|thinks|demands|demanded) [^.;\n]{{0,30}}?{_COLOUR}[^.;\n]{{0,15}}?\bso,? (?:(?:i'?ll|i'?ve|we'?ll|we'?ve|just|please|can you|you can|let'?s|i|we|have|had to|better) )*(?:put|putting|mark|record|call|say|make|go(?:ing)? with|leave|keep|show)(?: (?:it|this|that))?(?: (?:as|at|down as|to))? {_COLOUR}"
    r"|\bwhatever (?:makes|keeps|gets|suits|pleases|stops)\b"
    r"|\b(?:save|saves|saving|lose|losing) face\b|\b(?:gold stars?|brownie points|keep up appearances|window dressing|for the record only)\b"
    r"|\b(?:cheer|perk|buck) (?:\w+ ){1,2}up\b|\boff (?:my|our|his|her|their) (?:case|backs?)\b|\bnever hear the end\b"
    rf"|\b(?:can'?t|cannot|couldn'?t) (?:face|be (?:bothered|doing|arsed|faffed|dealing)|cope|do|handle|stand) (?:with )?{_BOTHER}"
    rf"|\b(?:don'?t|do not|didn'?t|not) (?:want|need|fancy|having|up for) {_BOTHER}|\bnot explaining (?:an? )?{_COLOUR}"
    r"|\bnobody (?:ever |even |actually )?(?:(?:reads|looks at|checks|cares about) (?:it|them|this|these|what colour it is|the (?:report|form|colours?|rag))(?: anyway)?|(?:reads|checks) anyway|looks|notices|cares)(?=\W*(?:$|[.,;\n]))"
    r"|\b(?:frighten|scare) the horses\b|\bwhich(?:ever)? colour (?:means|gets|keeps|makes|avoids|stops)\b|\bfor an? (?:peaceful|quiet|easy|calm|stress[- ]free) (?:\w+\b|\ue003)"
    r"|\b(?:shouts?|shouted|shouting|yells?|yelling) at (?:me|us)\b|\b(?:i'll|i'd|i|we'll|we'd|we) (?:get|be|gets) (?:shot|sacked|fired|told off|hauled|dragged|hung|lynched|crucified|hammered)\b|\b(?:bite|have) my head\b|\bis watching(?: (?:me|us|this|it|closely))?(?=\W*$)"
    r"|\bofficially\b[^.;\n]{0,40}\bunofficially\b|\b(?:publicly|in public|on the record)\b[^.;\n]{0,40}\b(?:privately|in private|off the record)\b"
    r"|\b(?:under|on|by) (?:strict |clear |direct )?(?:instructions?|orders?) (?:from|of|by)\b|\b(?:i am|i'm|we are) to (?:report|record|put|say|show|mark) (?:it|this|that)\b"
)

_RULES = Patterns((_WANTS, _ORDERED, _NOBODY, _FOR_SHOW, _TO_AN_END, _TO_PLEASE, _EASY_LIFE))


@lru_cache(maxsize=64)
def under_pressure(mask: str) -> bool:
    """Whether a clause tells what somebody would like to read, or what end a colour serves."""
    return any(rule.search(mask) for rule in _RULES.that_may_match(mask))


def for_an_easy_life(mask: str) -> bool:
    """Whether "done" or a colour is only put to be left in peace."""
    return bool(_EASY_LIFE.search(mask))
