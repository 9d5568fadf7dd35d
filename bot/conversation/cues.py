"""Words other than colours that say how an action stands: on track, stuck, as last time.

Each reading is of one clause's mask. What only sounds like a state ("a bit behind", "nearly there") is
told apart from what is one, so that it can be asked about.
"""

from __future__ import annotations

from bot.conversation.marks import pattern
from bot.conversation.prefilter import prefiltered
from bot.conversation.unmoved_parts import OF_ACTION, less_parts
from bot.conversation.views import told_by_another
from bot.domain.status import Limb, Status

_NO_CHANGE = pattern(
    r"\b(?:(?:no|nae) (?:real |further |significant |other |major |new |material |substantive |notable )?(?:changes?|movement|updates?|news|difference|developments?|alterations?|variations?|amendments?|shift)|nil (?:changes?|return|update|movement)|unchanged|unaltered|unmoved|(?:not|hasn'?t|haven'?t) (?:been )?(?:altered|shifted|moved on)|stands as (?:it was|reported|before|is)|neither(?: of (?:them|mine|these))? (?:has|have|'s) (?:really |actually |much )?(?:changed|moved|shifted|budged|altered|progressed)|"
    r"(?:what (?:i|we) (?:said|put|sent|gave|reported|told you|wrote)(?: \S+){0,3}?|(?:my|our|the|last \w+'s|\ue005+'s) (?:\w+ )?(?:update|position|status|report|answer|rating|comments?|line|return|note)(?: (?:from|of|in|on))?(?: (?:\ue005+|last (?:month|time|week|meeting|board|cycle)|before))?) (?:still |all )*(?:stands?|holds?(?: true| good)?|applies|apply)(?=\W*(?:$|[,.;]| for| on| at))|"
    r"as (?:(?:in|at|in my|in the|my|the) )?(?:previous|prior)(?: (?:updates?|reports?|returns?|submissions?|position|status|rating|rag|colour|month'?s?|message|e-?mail|note|reply|answer|entry|one))?(?=\W*(?:$|[.,;:!)\n])| (?:for|on|please|thanks|but|and)\b| ?\ue002)|"
    r"as (?:stated|advised|notified|noted|submitted|recorded|set out) (?:previously|before|last (?:time|month|week))(?=\W*(?:$|[.,;:!)\n]))|"
    r"as (?:last |previously |already )(?:advised|notified|stated|recorded|submitted|set out)|no (?:further (?:forward|on|along)|nearer)|nothing doing|repeat (?:my )?(?:last|previous|the last)|(?:hasn'?t|haven'?t|has not|have not|not)(?: really| even)? budged|(?:not|hasn'?t|haven'?t|hasnt|havent) (?:moved|shifted|changed) since (?:we|i|you|the|last|our|my|\ue005)|(?:still )?in the same (?:place|position|boat|state)|(?:my |the )?(?:answer|position|status|story|line) (?:hasn'?t|has not|is still|is the|remains)(?: the)? (?:changed|same)|"
    r"(?:nothing|nothing's|nowt|nowt's)(?: is| has| much| further| else)? (?:new|changed|to report|to add|has changed|different|moved|to update)|"
    r"(?:just |exactly |much |all )?(?:the )?same (?:as|again|position|status|colour|story|update)\b[^.,;\n]{0,40}|"
    r"as (?:before|was|last (?:time|month|week|meeting|update|cycle)|previously(?: reported)?|you were|reported|it was|per (?:last|previous|my last)[^.,;\n]{0,30})|"
    r"as (?:last|previously) (?:reported|stated|updated|time)|as per (?:the |my )?(?:last|previous)|keep (?:(?:it|them|this|that|both|mine|all) )?(?:the )?same|leave (?:it|them|mine|this|that|both|everything|all) (?:as|the way|how) (?:it|they)(?: is| are)|(?:much|just|exactly) the same|identical (?:to|with)|it is what it was|ditto|status quo|hasn'?t (?:changed|moved)|has not changed|have not changed|haven'?t changed|not changed|hasnt changed|havent changed|"
    r"still (?:the )?same|stays? the same|remains? the same|(?:carry (?:it |the same )?|roll (?:it )?)(?:over|forward)(?! (?:to|until|till|into)\b| ?\ue003)|no different|idem|steady state|same old|same same|"
    r"stays as (?:it )?is|untouched|as is|(?:still|just|exactly|same|all|much|is) as (?:i|we) (?:said|told (?:you|mel|them)|reported|gave|sent|put|left)|as per what (?:i|we) |(?:as|how|where) they (?:are|were|stand)|(?:leave|left|rest|others?|else|them|it) (?:well )?alone|leave (?:it )?as (?:it )?is|where (?:it|we) (?:was|were))\b|\bas per (?:the )?[\ue003\ue005]|(?:^|[.,;\n]\s*|\b(?:same|all|still|it's|just|much|exactly) )as \ue005++(?=\W*(?:$|[.,;\n]))"
    r"|(?:^|[.,;:\n\ue002-]\s*|\b(?:all|both|still|just|exactly|is|are|it's|stands?|remains?|stays?|everything|rest|others|much) )as (?:in |at )?\ue005+(?=\W*(?:$|[.,;\n]))"
)
SAME = prefiltered(
    r"^\W*(?:(?:all|still|just|the|both|rest|it's|its)\s+)*same(?: colour| status| rating| rag)?(?: (?:for )?this (?:month|week|quarter|year|term|time|cycle|period))?\W*$"
)
_NOT_NO_CHANGE = prefiltered(
    r"\bsame (?!(?:as|again|position|status|colour|story|update|rag|rating|answer|situation|place|state|here|for|on|with|this|same|old|picture|but|and|boat|mess|thing|message|score|level|view|report|response|one|please|pls|thanks|then|really|at|from|in|still|since|last|ta|so|bot|mate|though)\b)[a-z]|\bsame old (?!same|story|thing|mess)[a-z]|"
    r"\bunchanged (?!(?:since|from|as|at|on|for|and|but|this|though|in|with|thanks|please|overall|again|so|really|still|here|position|status|x|by|apart|except|pls)\b)[a-z]|"
    r"\bno (?:news|updates?|movement|word|developments?) (?:from|at|with|of) (?:the |our |my )?(?!(?:last|previous|us|me|my|our|this|that|end|side|team|here|either|both|position|status|colour|rag|before|any)\b)[a-z]|"
    r"\b(?:not|isn'?t|aren'?t|no longer|hardly)\s+(?:quite |exactly |really )?(?:the )?(?:same|unchanged|as)|\byet\b|\b(?:except|apart from)\b(?!\s*(?:for|that)?\s*(?:$|[\n\ue002]))|"
    r"\bsame (?:(?!again\b)\w+ )?(?:as|for) (?:\ue002|action|priority)|\bbut\b.{0,60}\b(?:slip|delay|behind|late|left|problem|issue|risk|stuck)|n't (?:the )?same|\bbut (?:slightly |a bit |much |far |even )?(?:worse|better)\b|\bsame (?:issue|problem|person|people|day|time\b(?! next))|same time"
)

#: Nothing changed about a thing, or somebody else's doing.
_OF_ELSE = prefiltered(
    rf"\b(?:no|nae) (?:real |further |major |new |significant |other )?(?:changes?|movement|difference|developments?|updates?|news) (?:to|in|on|with|of|around|regarding) (?:(?:the|our|my|any|your|their) )?(?:(?!{OF_ACTION}\b)[a-z]{{2,}}\b|\ue003+ (?:time|date|venue|room|link|agenda)\b)"
    rf"|\bnothing (?:new |further |else |much )?(?:to report |to add )?(?:from|to|with|at) (?:the |our )?(?!{OF_ACTION}\b)[a-z\ue004]+"
    rf"|\bsame as (?:the |what )?(?!{OF_ACTION}\b|before|ever|always|usual|previously|prior|when|above|normal|in\b|at\b|on\b|for\b|then|yesterday|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|said|reported)[a-z\ue004]+"
    rf"|(?:^|[.;,!\n]\s*|\b(?:and|but|as|so) )(?:(?:the|our|my|their|all|[a-z]+'s) )?(?!(?:{OF_ACTION})\b)[a-z\ue004]{{3,}}(?: [a-z]+)? (?:is|are|remains?|stays?|has|have|hasn'?t|haven'?t|has not|have not|still|is still|are still) (?:unchanged|the same|nothing (?:new|to report|to add)|as (?:is|it is|they are)|no (?:changes?|updates?|news)|changed|moved|budged|shifted|much the same)\b"
    r"|\b(?:budged|moved|shifted) on (?!this\b|that\b|it\b|mine\b|either\b|any\b|both\b|since\b|[\ue002\ue005])[a-z]+"
)

_HEDGE = r"(?:\b(?:mostly|broadly|largely|partly|generally|fairly|nearly|almost|just about|probably|maybe|think|roughly|sort of|kind of|hopefully|should be|could be|might be|may be|if|until|unless|when|once|get|getting|bring|be|not sure|unsure|whether|more or less|pretty much|potentially|perhaps|possibly|slightly|seems?|looks?|was|were|had been|a bit|hope\w*|aim\w*|expect\w*|back)\b[^,.;\n]{0,12}$)"
_HEDGED = prefiltered(_HEDGE)
_NEGATION = prefiltered(
    r"(?:\b(?:not|isnt|arent|no longer|never|wasnt|nothing|hardly|no|far from|isn't|without)|n't)(?:\s+(?:yet|quite|really|exactly|all|far|that|too|so|entirely|fully|be|is|it|completely|seriously|now|going|any|to)){0,3}\s*$"
)
_IMPLIED = (
    ("on-track", Status.GREEN, prefiltered(
        r"\bon (?:track|target|schedule|course)\b|\bto (?:plan|schedule)\b(?=\W*$)|\bgoing to plan\b|\bno (?:concerns?|issues|problems|worries)\b(?=\W*$)|\bon time\b(?=\W*$)"
    )),
    ("at-risk", Status.AMBER, prefiltered(
        r"\bat (?:some )?risk\b(?! of)|\bslipping\b|\bstarting to slip\b|\bin jeopardy\b(?!\w)"
    )),
    ("off-track", Status.RED, prefiltered(r"\boff[- ]track\b|\bcritical\b(?! (?:path|friend|role|mass|for|to))")),
)  # fmt: skip
_NOT_DUE = prefiltered(
    r"\b(?:not (?:yet )?due(?: to (?:start|begin))?(?: yet| until| till)?|not due yet|due to (?:start|begin) (?:later|in|next))(?!\w)"
    # Of the action, and of nothing else that starts then: "the new officer doesn't start until April".
    r"|(?:^|[.;,\n]|\b(?:but|as|because|since|and|so))[ \"'-]{0,3}(?:(?:it|this|that|this one|work|we|which|actually|\ue002+|the (?:action|work|project))(?:'s| is)? )*"
    r"(?:doesn'?t|does not|(?:isn'?t|is not|not)(?: even| actually| really)? (?:due|meant|supposed|planned|scheduled|intended|set) to|won'?t)(?: even)? (?:start|begin|commence|kick off)(?: (?:until|till|'?til|before|yet)\b| ?\ue003)"
)
#: "Not meant to start until January but we're under way".
_ALREADY = prefiltered(
    r"\b(?:but|though|already)\b[^.;\n]{0,40}\b(?:started|begun|early|under ?way|ahead)\b|\b(?:started|begun|under ?way) (?:early|already|ahead)\b"
)
_NOT_STARTED = prefiltered(
    r"\b(?:yet to (?:start|begin|commence|kick off)|(?:not|hasn'?t|haven'?t|has not|have not|hasnt|havent)(?: (?:yet|even|actually|really|properly|formally|so much as))* (?:started|begun|commenced|kicked off)(?: yet)?|unstarted|not begun)\b"
    # Of the action, and of nothing else that starts then: "the new officer doesn't start until April".
    r"|(?:^|[.;,\n])[ \"'-]{0,3}(?:(?:it|this|that|this one|work|we|the (?:action|work|project)|which|but|and|as|\ue002+)\s+)*(?:(?:is|'s|are|'re)\s+)?(?:doesn'?t|does not|don'?t|isn'?t|is not|aren'?t|won'?t|not)(?: due to| to| planned to| supposed to)? (?:start|starting|begin|beginning|commence|commencing|kick off|kicking off)(?: work| on (?:it|this))? ?(?:until|till|til|before|\ue003)"
)
_LIMB_DATES = prefiltered(
    r"\b(?:dates?|time|timing|timescales?|timelines?|deadline|schedule|timeliness|the when)\b"
)
_LIMB_IMPACT = prefiltered(r"\b(?:impact|measures?|outcomes?|kpis?|targets?|benefits?)\b")
_BOTH_ASKED = prefiltered(
    r"^\W*(?:(?:it's|its|it is|yes|on|to|risk|for|sadly|i think|i'd say)\W+)*both\b(?! (?:green|amber|red))"
)
_BOTH_LIMBS = prefiltered(
    r"\b(?:dates?|time|timing|timescales?) (?:and|&|\+) (?:the )?(?:impact|measures?|outcomes?)\b"
    r"|\b(?:impact|measures?|outcomes?) (?:and|&|\+) (?:the )?(?:dates?|time|timing|timescales?)\b|\brisk to both\b|\bboth at risk\b|\bboth limbs\b"
)
#: "Red, both, provider not signed".
_BOTH_CLAUSE = prefiltered(
    r"\b(?:amber|red)\b[^,.;\n]{0,20}[,.;:(-]\s*(?:it's )?both\s*(?:$|[,.;:)\n-])"
)
#: "1.1.2 red both, HR lost the papers": of one action that is named, both can be but its limbs.
_BOTH_OF_ONE = prefiltered(
    r"(?:^|[.;\n])[^.;\n\ue002]*\ue002+[^.;\n\ue002]*\b(?:amber|red)(?: on| for)? (?P<both>both)\s*(?=$|[,.;:)\n-])"
)
_NO_LIMB = prefiltered(
    r"\b(?:not|no|n't)\s+(?:the |about the |to the )?(?:risk to (?:the )?)?(dates?|time|impact|measures?|outcomes?)"
)

_STOPS = prefiltered(r"[,.;\n]|\s-\s")


#: "June if we get the money, otherwise leave as is".
_CONDITION = prefiltered(
    r"\b(?:if|unless|once|when|should|provided|subject to|depends|depending|or else|failing that)\b"
)
_OTHERWISE = prefiltered(r"\b(?:otherwise|if not|or else|else|failing that|unless)\b[^.;\n]{0,20}$")


#: "Same as I said to Jill": told to somebody, and not to the record.
_SAID_ELSEWHERE = prefiltered(
    r"\b(?:same|as|what) (?:as )?(?:what )?(?:i|we)(?:'ve)? (?:just |already )?(?:said|told|gave|sent|put|wrote|reported|mentioned)(?: (?:it|this|that))? (?:to (?!you\b|the (?:bot|office|board|programme)\b)[a-z\ue004]|(?!you\b|last\b|before\b|the\b|in\b|at\b|on\b|to\b|and\b|but\b)\ue004|(?:[a-z\ue004]+ )?(?:in|by|on|over) (?:my |the |an? |our |[a-z\ue003-\ue005]+(?:'s)? )?(?:e-?mail|call|phone|text|whatsapp|meeting|corridor|chat)\b)"
)
_LETTERS = prefiltered("[a-z]+")
_LIMB_AT_RISK = prefiltered(
    r"\b(?:dates?|time|timing|timescales?|impact|measures?|outcomes?|kpis?)\b (?:is |are |now |only )*at (?:serious |significant )?risk|risk (?:is )?(?:to|on|of missing|for|with) (?:the )?(?:dates?|time|timing|timescales?|deadline|impact|measures?|outcomes?|kpis?)|(?:just|only) (?:the )?(?:dates?|timing|timescales?|impact|measures?)|miss(?:ing)? (?:the )?(?:date|deadline|impact|measures?)|^\W*(?:the |it's the )?(?:dates?|timing|impact|measures?)\W*(?:$|[,.;])"
)
_BACK_BEFORE = prefiltered(r"\bback $")
_DOUBTED_AFTER = prefiltered(r"\s*(?:if|unless|provided|\?|-?ish|\bby\b|again by|for now\?)")
_COMES_BACK = prefiltered(
    r"(?:be|get|getting|bring\w*|until|when|once|will|it|to) (?:it |this |us )?back $"
)
_WAS_OR_MAY_BE = prefiltered(r"\b(?:was|were|had been|no longer|could|might|may|if)\b[^,.;]*$")


def says_no_change(mask: str) -> bool:
    """ "Same as last time", and not "not the same"."""
    mask = _OF_ELSE.sub(lambda found: "_" * len(found[0]), less_parts(mask))
    said = _NO_CHANGE.search(mask) or SAME.match(mask)
    if said is None or _SAID_ELSEWHERE.search(mask):
        return False
    for against in _NOT_NO_CHANGE.finditer(mask):
        # "No change, waiting on the same decision": another "same" takes nothing away.
        apart = _STOPS.search(mask, *sorted((said.end(), against.start())))
        if "same" in said[0] or not against[0].startswith("same ") or not apart:
            return False
    otherwise = _OTHERWISE.search(mask, max(0, said.start() - 40), said.start())
    return otherwise is None or not _CONDITION.search(mask, 0, otherwise.end())


def implied_status(mask: str) -> tuple[Status | None, str]:
    """A status that its own words define (R1): on track, at risk, off track; ``None`` with a rule id: ask."""
    said: set[Status] = set()
    why = ""
    for rule, status, words in _IMPLIED:
        for found in words.finditer(mask):
            left = mask[max(0, found.start() - 40) : found.start()]
            negated = _NEGATION.search(left) and not found[0].startswith("no ")
            back = (
                _BACK_BEFORE.search(left)
                and status is Status.GREEN
                and not _COMES_BACK.search(left)
            )
            if (
                negated
                or (_HEDGED.search(left) and not back)
                or _DOUBTED_AFTER.match(mask[found.end() :])
            ):
                return None, f"implied:{rule}-not-sure"
            if told_by_another(mask, found.start(), found.end()):
                return None, "implied:others-view"
            said.add(status)
            why = f"implied:{rule}"
    if len(said) == 1:
        return said.pop(), why
    return None, "implied:mixed" if said else ""


def not_due(mask: str) -> bool:
    """The writer says that the action is not due to start."""
    found = _NOT_DUE.search(mask)
    return found is not None and not _ALREADY.search(mask, found.end())


def not_started(mask: str) -> bool:
    """ "Yet to start": grey only where the action is not due to (R1)."""
    return bool(_NOT_STARTED.search(mask))


def contradicts_green(mask: str) -> bool:
    """A green with "at risk", "off track" or the like beside it, now and not denied."""
    for _, status, words in _IMPLIED[1:]:
        for found in words.finditer(mask):
            left = mask[max(0, found.start() - 40) : found.start()]
            if (
                status is not Status.GREEN
                and not _NEGATION.search(left)
                and not _WAS_OR_MAY_BE.search(left)
            ):
                return True
    return False


#: "Amber, dates": a clause, or what stands right behind the colour, that is nothing but the limb.
_ONE_LIMB = r"(?:dates?|time|timing|timescales?|impact)"
_ONLY_LIMBS = prefiltered(
    r"(?:[,.;:\n(–-]|\b(?:amber|red)(?: (?:on|for|because of|due to))?) *(?:(?:it's|its|it is|the|just|only|mainly|mostly|and|limb|at risk|risk(?: is)?(?: to)?)[\s:]+)*"
    rf"(?P<limbs>{_ONE_LIMB}(?: ?(?:and|&|\+|/) ?(?:the )?{_ONE_LIMB})?)(?: only| at risk)?(?: (?:for|on) \ue002+)?\s*(?=$|[.,;)\n–-])"
)


def both_limbs_of_one(mask: str) -> list[int]:
    """Where "both" stands right behind the colour of one named action, and so for its limbs."""
    return [found.start("both") for found in _BOTH_OF_ONE.finditer(mask)]


def _alone(mask: str) -> frozenset[Limb]:
    """The limbs that a clause of their own names."""
    words = {word for one in _ONLY_LIMBS.finditer(mask) for word in _LETTERS.findall(one["limbs"])}
    words -= {"and", "the"}
    impact = {Limb.IMPACT} if "impact" in words else set()
    return frozenset(impact | ({Limb.DATES} if words - {"impact"} else set()))


def read_limbs(mask: str, *, asked: bool) -> frozenset[Limb]:
    """Which limb is at risk (R3): in so many words, or as the answer to the question."""
    if any(rule.search(mask) for rule in (_BOTH_LIMBS, _BOTH_CLAUSE, _BOTH_OF_ONE)):
        return frozenset(Limb)
    if asked and _BOTH_ASKED.match(mask):
        return frozenset(Limb)
    alone = _alone(mask)
    if alone:
        return alone
    found = set()
    denied = {m[1] for m in _NO_LIMB.finditer(mask)}
    if _LIMB_DATES.search(mask) and not denied & {"date", "dates", "time"}:
        found.add(Limb.DATES)
    if _LIMB_IMPACT.search(mask) and not denied & {
        "impact",
        "measure",
        "measures",
        "outcome",
        "outcomes",
    }:
        found.add(Limb.IMPACT)
    bare = asked and len(mask.split()) <= 4
    if found and (bare or _LIMB_AT_RISK.search(mask)):
        return frozenset(found) if len(found) == 1 or bare else frozenset()
    return frozenset()
