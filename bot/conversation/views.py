"""Whose view a colour is: the writer's own, somebody else's, or what somebody wants to read.

The record holds what the lead says. "PMO has it down as red" is the PMO's view and "nobody wants a red" is
pressure: neither is saved. Where the writer's own view stands beside another's, the writer's counts.
"""

from __future__ import annotations

from functools import lru_cache

from bot.conversation.lexicon import FIRST_NAMES
from bot.conversation.marks import NAME, REF, TOKEN, any_of
from bot.conversation.prefilter import prefiltered
from bot.conversation.swapped import swapped_in

_REACH = 120
_NEAR = 60
_SENTENCE_ENDS = ".;\n!?"
#: People, bodies and papers that may hold a view of an action.
_OTHERS = frozenset(
    any_of(
        """pmo finance health ics icb nhs nhse dfe ofsted cqc provider providers supplier contractor trust council director
        directors boss manager managers chief ceo dcs inspector inspectors chair members member cabinet councillor
        councillors leader leadership minister comms commissioner commissioners commissioning team teams colleague
        colleagues school schools head heads parents forum partner partners partnership programme board panel auditors
        audit legal hr estates procurement therapists seniors exec execs slt smt lead leads someone somebody everyone
        everybody people others some many folk folks he she they office service services dashboard tracker report paper papers spreadsheet
        register system plan minutes slide slides scorecard letter sheet pack data analysts delegates deputy they're he's she's"""
    ).split("|")
) | (FIRST_NAMES - {"will", "mark", "may"})
#: Verbs of holding a view, in the forms that go with any of them.
_HOLDS = frozenset(
    any_of(
        """say says said saying think thinks thought reckon reckons reckoned believe believes feel feels felt insist insists
        insisted claim claims claimed maintain maintains tell tells told call calls called rate rates rated rag rags ragged
        mark marks marked put puts score scores scored grade graded show shows showed showing suggest suggests prefer
        prefers judge judges view views see sees want wants wanted record recorded has had have got assess assessed
        assesses consider considers make makes made deem deems regard regards declared argue argues"""
    ).split("|")
)
#: The forms that only a third person has: "Priya thinks" needs no list of people.
_THIRD = frozenset(
    any_of(
        "says thinks reckons believes feels insists claims maintains tells calls rates rags puts prefers considers argues"
    ).split("|")
)
#: "Has", "had" and "made" tell a view only with the action as their object.
_WITH_OBJECT = frozenset(
    any_of("has had have got see sees view views want wants make makes made").split("|")
)
#: "The Board noted that it is red" tells the Board's view; "the Board agreed the policy" tells none.
_WITH_THAT = frozenset(
    any_of(
        "noted notes heard hears agreed agrees resolved resolves acknowledged recognised concluded concludes accepted observed minuted found"
    ).split("|")
)
_THATS = frozenset(any_of("that it it's its this these both").split("|"))
_OBJECTS = frozenset(any_of("it this that us me mine ours them these").split("|"))
_BETWEEN = frozenset(
    any_of(
        "still now also all just already always will would might may both is are was were has have 's"
    ).split("|")
)
_SELF = frozenset(
    any_of(
        "i i'd id i'm im i've ive we we'd we're we've it it's its that which this so gut heart instinct"
    ).split("|")
)
_ALL = frozenset(any_of("all both everything the lot of hers his theirs them are is").split("|"))
_CLAUSE = prefiltered(
    r",|\s-\s|\b(?:but|so|though|although|whereas|however|hence|therefore|because|while)\b"
)
_HEARSAY = prefiltered(
    r"\b(?:apparently|allegedly|supposedly|reportedly|(?:i|we)(?:'m|'re| am| are|'ve been| have been| was| were|m) (?:told|informed|advised)|"
    r"(?:in|to) (?!my\b|our\b)(?:\w+ )?\w+(?:'s|s') (?:view|eyes|opinion|mind|book)|i(?:'ve| have)? heard?|heard (?:that|it)|word is|rumou?rs?|rumou?red|according to|if you (?:believe|listen to)|"
    r"(?:noted|recorded|minuted|rated|logged) by (?:the |our )?(?!me\b|us\b)\w+(?: \w+)? (?:as|at)|if you ask (?!me\b)\w+|as far as (?!i\b|i'm\b|we\b|we're\b)\w+)\b"
)
_VIEW = prefiltered(
    r"\b(?!(?:my|our|own|the|this|overall|honest|personal|correct|right|accurate|proper|actual|true|real|current|new|revised|latest|appropriate)\b)[\w']+ (?:\w+ )?(?:view|opinion|assessment|take|verdict|rating|version)"
    r"(?: (?:on|of) (?:it|this))?(?:'s| is| was| would be|:)|(?<=\w)'s (?:own |exact |very )?(?:words?|phrase|wording)(?: (?:is|are|was|were))?:"
)
_ON_PAPER = prefiltered(
    r"\bit (?:still |currently )?(?:says|shows|said|showed)\b(?! \w+ says)|\b(?:on|in|per) the (?:\w+ )?(?:dashboard|tracker|register|spreadsheet|report|paper|scorecard|slide) (?:it's|its|it is|we're|it shows|shows)\b"
)
_OWN = prefiltered(
    r"\b(?:i(?:'d| would|d) (?:\w+ )?(?:say|call|put|rate|go|mark|have|make|stick|argue)|"
    r"i(?:'m| am|m) (?:\w+ )?(?:saying|calling|putting|going|sticking|at|on|sat|sitting|landing|settling|coming down|reporting|rating|marking|keeping|leaving)|"
    r"i(?:'d| would) have to (?:say|call|put|go|admit)|i (?:still |would )?(?:say|make|call|put|rate|rag|mark|see|go|land|come down|sit)|(?:my|mine) (?:own )?(?:view|take|call|answer|assessment|rag|rating|opinion)|"
    r"for me|in my (?:view|book|opinion)|personally|overall|i disagree)\b"
)
_AFTER = prefiltered(
    r"[\"')]*[\s,:(-]*(?:according to|(?:says?|reckons|thinks|claims|insists) (?!i\b|me\b)|said (?!i\b|me\b)|in the (?:view|opinion|eyes) of|apparently|"
    r"from (?:the |our )?(?:health|finance|icb|nhs|providers?|pmo|director|board|commissioners?|council|contractor|school|trust|partners?)\b|allegedly|supposedly|reportedly|i'?m told|i hear|(?:or )?so (?:i'?m told|i hear|they say|he says|she says|\w+ (?:says?|tells? (?:me|us)|claims?))|"
    r"not (?:(?:really|exactly|quite|actually) )?(?:my|our) (?:own |personal |honest )?(?:view|opinion|call|colour|rating|choice|words?|assessment|doing|idea|decision)\b|(?:is|was|'s) (?:what|how|where) (?!i\b|we\b|i'|we'|it\b|this\b|that\b)(?:the |my |our |their )?[\w'\ue004]+(?: [\w'\ue004]+)? (?:say|says|said|put|puts|have|has|had|gave|give|gives|want|wants|wanted|call|calls|called|rate|rates|rated|rag|ragged|scored?|marked|think|thinks|thought)\b|"
    r"(?:is|was|that's|thats|which is) (?!my |our )(?:the )?\w+(?:'s|s') (?:view|opinion|call|take|assessment|rating)|"
    r"(?:he|she|they|\w+) (?:says|reckons|thinks|claims) *(?:$|[.,;)\n]))"
)
#: "Lauren says green and I agree": the writer's view as well.
_SHARED = prefiltered(
    r"[\"')]*,? ?(?:(?:and|&|-) )?(?:(?:i|we)(?:'d| do| would| tend to| fully| also| completely)* (?:agree|concur)|(?:which )?(?:i|we)(?:'d)? (?:agree|go along) with|so do (?:i|we))(?: (?:with (?:her|him|them|that|it)|too|as well|completely|on (?:that|this)))*\s*(?:$|[.;!)\n]|,(?! ?(?:if|but|provided|providing|subject|once|unless|assuming|though|although|only|so long|as long)\b))"
)
#: "The ICB says it's fine, so green": a colour drawn from nothing but another's word.
_TAKEN_ON_TRUST = prefiltered(
    r"\b(?:says?|said|tells? (?:me|us)|told (?:me|us)|reckons?|thinks?|assures? (?:me|us)|claims?|insist(?:s|ed|ing)?) (?:that )?(?:it|it's|its|this|this is|that's|things|things are|everything|everything's|all|we're|they're)\b"
    r"[^.;\n]{0,40}\b(?:so|hence|therefore)\b[^.;\n,]{0,20}$"
)


def told_by_another(mask: str, start: int, end: int) -> bool:
    """Whether the colour at these letters is another's view of the action, by the words about it."""
    if _AFTER.match(mask[end : end + 60]) or swapped_in(mask, start, end):
        return True
    if _ON_THE_SAME.match(mask, end) and _THEY_ARE.search(mask, max(0, start - _REACH), start):
        return True
    if _QUOTED.search(mask, max(0, start - _REACH), start):
        return True
    sentence = sentence_before(mask, start, _REACH)
    clause = _CLAUSE.split(sentence)[-1]
    own = [found.end() for found in _OWN.finditer(clause)]
    told = clause[own[-1] :] if own else clause
    if (
        _HEARSAY.search(told)
        or _VIEW.search(told)
        or _ON_PAPER.search(told)
        or _somebody_holds(told)
    ):
        return True
    return not own and bool(_TAKEN_ON_TRUST.search(sentence))


#: "Jo: 'it's amber'": said by whoever stands before the sign.
_QUOTED = prefiltered(
    r"(?:^|[\n.;])\W*(?!(?:status|rag|brag|update|answer|colour|rating|me|us|so|now|overall|today|reply|i|we|and|but|or)\b)[a-z\ue004'’]+(?: [a-z\ue004'’]+)?(?: (?:said|says))?\s*[:,]\s*[\"“][^\"”\n]*$"
)


#: "Westmere are red on exactly the same thing": another's colour, of an action like this one.
_ON_THE_SAME = prefiltered(
    r"[\"')]* (?:too |as well )?(?:on|for|with) (?:exactly |much |pretty much |almost |just |broadly |basically )*the same (?:thing|one|action|issue|item|point|measure|piece|target)s?\b(?! as)"
)
_THEY_ARE = prefiltered(
    r"\b(?!(?:we|i|it|this|that|these|those|both|all|which|ours|mine|actions?|things|items|one|ones|everything|rest|others?|status|rating|colours?|still|now)\b)[a-z\ue004]+(?:'re| are| is| were| went| have gone| has gone| got)(?: (?:also|still|all|now|both|at|on|in))* $"
)
#: "It's green from me".
_FROM_ME = prefiltered(
    r"[\"')]*,? from (?:me\b(?! to\b)|my (?:side|end|point of view|perspective)\b|where i(?:'m| am)? (?:sit|stand|sat|sitting|standing)\b)"
)


def is_shared(mask: str, end: int) -> bool:
    """Whether the writer agrees with the colour that ends at this letter."""
    return bool(_SHARED.match(mask, end))


#: "I think amber" beside what another thinks: no doubt, and the writer's own view.
_I_THINK = prefiltered(
    r"(?:^|[.,;:!\n]\s*|\b(?:but|though|although|however|whereas)\s+(?:personally,? )?)(?:i|we)(?:'d)? (?:think|reckon|believe|feel|consider)(?: (?:it|this|that|it's|it is|this is|that it's|we're|we are|is))*\s+(?:an? )?$"
)
_PLAINLY_ENDS = prefiltered(
    r"\s*(?:$|[.;!\n]|,? ?(?:because|cos|as|since|with|due to|and|but|while|until)\b|, (?!maybe|perhaps|probably|possibly|or\b))"
)


def is_opinion(mask: str, start: int, end: int) -> bool:
    """Whether a colour is what the writer thinks, in a clause of its own: "... but I think amber"."""
    thinks = _I_THINK.search(mask, max(0, start - _NEAR), start)
    return bool(thinks and _PLAINLY_ENDS.match(mask, end))


def is_own_view(mask: str, start: int, end: int) -> bool:
    """Whether the writer speaks for themselves: "I'd say amber", "green from me"."""
    return bool(_FROM_ME.match(mask, end)) or bool(
        _OWN.search(_CLAUSE.split(sentence_before(mask, start, _REACH))[-1])
    )


@lru_cache(maxsize=8)
def sentence_before(mask: str, start: int, reach: int) -> str:
    """The words of a colour's sentence up to the letter at which it begins, from no farther off than ``reach``."""
    since = max(0, start - reach)
    begins = max(mask.rfind(sign, since, start) for sign in _SENTENCE_ENDS) + 1
    return mask[max(since, begins) : start]


def _somebody_holds(clause: str) -> bool:
    """Whether a person or body and a verb of holding a view stand in the clause: "finance will tell you"."""
    words = TOKEN.findall(clause)
    for n, word in enumerate(words):
        if n == 0 or not (word in _HOLDS or word in _WITH_THAT):
            continue
        follows = words[n + 1] if n + 1 < len(words) else ""
        if word in _WITH_THAT and follows not in _THATS and not follows.startswith(REF):
            continue
        if word in _WITH_OBJECT and follows not in _OBJECTS and not follows.startswith(REF):
            continue
        at = n - 1
        while at > 0 and words[at] in _BETWEEN:
            at -= 1
        who = words[at].removesuffix("'s") if words[at] not in _SELF else words[at]
        if who in _SELF or who in ("to", "you"):
            continue
        if who in FIRST_NAMES and words[n + 1 :] and _ALL.issuperset(words[n + 1 :]):
            # "Asha says all green" hands on a lead's own reports.
            continue
        if who in _OTHERS or who.startswith(NAME) or word in _THIRD:
            return True
    return False
