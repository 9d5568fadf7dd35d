"""Where a colour stands: in the place of a status, or only somewhere in the sentence.

A colour is said of an action when the words to its left, back to where its clause begins, are all ones
with which people report ("R is now", "put me down as", "staying", "a solid"), and the words to its right
end the clause or go on with a reason, a time or a new clause. In any other place ("that red", "drove
past a green", "the provider went red") it may mean anything, and is asked about.
"""

from __future__ import annotations

from bot.conversation.marks import TOKEN, any_of
from bot.conversation.prefilter import prefiltered

#: How far back a clause is followed; longer ones are not how a colour is reported.
_REACH = 120
_BOUNDARY = prefiltered(
    r"\ue001|[.;:=\n!?,()\[\]/<>*\"|]|(?:(?<=\s)|(?<=\ue002)|^)-+(?=\s|[\ue001-\ue005]|$)|-+>"
)
_REF, _DATE, _LINK, _NAME = "\ue002", ("\ue003", "\ue005"), "\ue001", "\ue004"

_JOINS = frozenset(
    any_of(
        "and but however so hence therefore thus then though although yet plus because cos anyway meaning comma colon dash"
    ).split("|")
)
_SUBJECTS = frozenset(
    any_of(
        """it its it's this this's that that's thats these those they theyre they're ours mine mine's ours's my our one one's ones
        action actions item ref status rag brag rating rag-rating colour position update i i'd id i'm im we we're
        we'd we've i've weve ive me us both all rest others other everything each remainder remaining lot none
        two three four five six action's itself overall priority line row which who everything's everythings delivery all's project work workstream task piece thing job
        reality practice truth tis pair other that'll that'd counts"""
    ).split("|")
)
_VERBS = frozenset(
    any_of(
        """is are am 's be been has have had got get gone going goes go went turned turning turns moved moves move moving
        dropped drops drop slipped slips slip improved back come comes came stay stays staying stayed remain remains
        remaining keep keeps keeping kept hold holds holding held sit sits sitting stand stands standing looks
        say saying call calling called make makes making put putting puts mark marking marked set setting log logging
        record recording recorded save saving saved report reporting reported listed logged noted entered regarded classed treated rate rating rated rag ragging ragged flag flagging flagged show
        showing enter entering give giving class classing score scoring count treat update updating change changing
        changed turn switch stick sticking stuck leave leaving left let lets let's stays revert reverting bump
        downgrade downgrading downgraded upgrade upgrading upgraded amend correct opt opting plump choose choosing
        ended ending land lands landing landed sat fell fallen slid crept sunk tipped edged dipped shifted vote voting settle settled settling admit confess declare declaring submit submitting select tick pick happy content
        gives ticking along bung whack slap lob shove sling plonk jot chuck pencil bang plumping shown
        comfortable want wanted told pop chalk assess assessed assessing judge judged grade graded deem deemed consider considered shown coloured shaded scored colouring colour says"""
    ).split("|")
)
_DEGREES = frozenset(
    any_of(
        """nobbut a an the to as at on in into for of with by from down up over out still now again today currently presently very much own
        more less so too also just really actually definitely firmly solidly properly comfortably clearly obviously
        certainly absolutely squarely honestly frankly truthfully sadly unfortunately regrettably fortunately luckily happily
        thankfully gladly finally already officially unofficially formally overall basically simply plainly safely
        solid firm definite clear deep dark bright light pale strong straight simple plain good nice proper full
        big fat total complete genuine real true honest comfortable steady continuing reluctant reluctantly
        always ever once week month time round cycle period quarter year least best
        bit tickmark thumbsup not no nope nah naw yes yep yeah yup ok okay right well hi hello hey hiya morning afternoon evening thanks thank you cheers
        ta sorry oops whoops please pls plz afraid oh ah um erm er hm hmm hmmm mm mmm ooh tbh fyi re about regarding rag'd
        can could you will would do did must should needs need has having being voice note update possible
        change here there if honest must ask personally view opinion mind hand heart head gut instinct
        only rather likewise good bad great news pleased delighted gutted disappointed moment present answer stands things honestly ditto similarly since aye och hun hon pal mate chum bot folks all team sry soz apols apologies embarrassed ashamed relieved proud loath sad hate regret regrets flippin flipping flaming bloody blooming blinking effing ruddy chuffing sodding damn pigging feckin fecking frigging else pleasure short long simple quick bottom line headline upshot verdict verdict's answer's summary word brief otherwise"""
    ).split("|")
)
_LEFT = _SUBJECTS | _VERBS | _DEGREES
#: A clause of its own begins with one of these alone, whatever stood before it.
_OPENERS = frozenset(
    any_of(
        """it's its that's thats i'd id i'm im we're we'd mine mine's ours they're theyre this's overall all both everything everything's everythings rest
        sorry sry soz apols apologies aye answer's verdict's verdict upshot otherwise"""
    ).split("|")
)
#: ... or with one of these and a verb.
_BARE_SUBJECTS = frozenset(
    any_of("it this that i we mine ours they answer headline summary").split("|")
)
_QUANTITIES = frozenset(any_of("all both each every two three four five six").split("|"))
_POINTERS = frozenset(
    any_of(
        "the that another any no your my this which whose what some every last old previous his her their"
    ).split("|")
)
#: After these a pointer before the colour is the verb's own: "make that amber", "we're at the red".
_TAKES_THAT = frozenset(any_of("make call mark change put turn set say keep leave").split("|"))
_RIGHT = frozenset(
    any_of(
        """because as since due given with without for on at but and until till til this again now please pls plz ty thx ta thanks
        thank cheers cos coz cause bc while whilst although though so however owing after despite if unless when once
        not rather instead than then today tomorrow yesterday tonight overall still really actually honestly sadly overal overrall
        unfortunately fortunately definitely currently presently already too also tho status rating rated rag category
        from to by throughout across all round here there everywhere tbh imo fyi sorry im i'm i i'd we we're we've we'll
        it it's its they they're you he she that that's these those there's nothing no none only just mainly mostly
        partly pending per via ditto same though which where who my our ours mine us me ok okay yes yeah yep full comma
        minus plus x haha lol obviously basically apparently allegedly supposedly is was were has
        afraid thumbsup thumbsdown tickmark crossmark last next or nor vs via re s going gone moving heading down up
        back more less very until before during over under through within bar except apart excluding the a an other others both
        rest everything either neither next call ring phone more attached see innit aswell atm btw inc including subject depending thankfully luckily happily
        hopefully pending almost nearly x2 x3 x4 x5"""
    ).split("|")
)
#: What the work is about: "amber recruitment slow" needs no comma.
_TOPICS = frozenset(
    any_of(
        """provider providers recruitment contract contracts staffing staff vacancy vacancies panel finance ep eps ot ots slt
        salt senco sencos backlog data training funding school schools partner partners partnership health tribunal
        tribunals workforce capacity plan bid tender procurement delay delays delayed interviews interview agency
        supplier post posts caseworker caseworkers waiting awaiting wait waits needs need slipped slipping late
        problem problems issue issues one two three four five six seven eight nine ten several some few most nobody
        nothing everything recruiting recruited hiring hired timescale timescales timeliness timelines deadline
        milestone milestones evidence annual review reviews ehcp ehcps audit survey report budget money cost costs
        council ics icb nhs trust parents families forum team service services lead manager director board commissioner
        commissioners commissioning legal estates building system it website web portal policy strategy draft document
        signoff sign-off approval agreement meeting meetings readvert advert adverts slow slower blocked stuck paused
        stalled chasing working revised forecast improving improved behind ahead progress progressing ongoing
        outstanding overdue missed missing lost short shortage sickness leave first second third target targets
        measure measures impact outcome outcomes quality seems feels fair new nearly mel provider's key risk risks
        dates date time timing pilot project programme programmes work delivery mobilisation implementation launch
        demand referrals referral assessments assessment advice diagnostic therapists therapy nurse nurses tutors"""
    ).split("|")
)
_FAIR = prefiltered(
    r" (?:(?:is|seems|feels|looks|sounds|would be) (?:about |fair|right|correct|accurate|the honest|honest|where|what|how|my|our)|it is\b|for me\b)"
)
_VERB_AFTER = prefiltered(
    r" (?:is|was|were|has|had|does|did|will|would|can|could|should|might|may|means|says|said|feels|"
    r"seems|looks|sounds|or)\b"
)
_IN_AFTER = prefiltered(
    r" in (?:my|our|that order|terms|truth|fact|reality|honesty|all honesty|the end|short|line with|spite|light|view)\b"
)
#: "1.1.1 is the amber one", "3.2.1's the red one".
_IS_THE = prefiltered(r"\ue002(?:'s| (?:is|was|should be))(?: now| still)? (?:the|an?) $")
#: "B for blue", "1.1.1 A as in amber".
_SPELT = prefiltered(r"(?:^|[.,;:!\n]\s*|\ue002[ :]*)[gabr](?: for|,? as in) $")
_NEAR = 16
#: "After a talk with Yvette we agree red", and not "if we agree red", "can we agree red".
_WE_AGREE = prefiltered(
    r"(?:^|[.,;:!\n-]\s*|(?<!\bif)(?<!\bunless)(?<!\bonce)(?<!\bwhen)(?<!\btill)(?<!\buntil)(?<!\bwhether)(?<!\bthat)(?<!\bshould)(?<!\bshall)(?<!\bmust)(?<!\bcan)(?<!\bcould)(?<!\bwill)(?<!\bdo)(?<!\bdid) )"
    r"(?:i|we|we've|i've|we're)(?: (?:both|all|now|have|are|jointly|fully))* agreed?(?: (?:on|to|it'?s|it is|that it'?s|it as|this as|this is|at))?(?: an?)? $"
)
#: "We agreed amber last month", "... at the workshop": what was agreed then may hold no longer.
_THEN = prefiltered(r" (?:\ue005|(?:last|at|in|back|before|earlier|originally|initially|when)\b)")
_THE_ONE = prefiltered(r" ones?(?=\s*(?:$|[,.;\n]|and\b))")
_GLAD_TO_SAY = prefiltered(
    r"\s*(?:alas\b|(?:very |really |just )?(?:happy|pleased|glad|delighted|sorry|sad) to (?:say|report|tell you|confirm)\b)"
)
_ARTICLE_OR_END = prefiltered(r"[ \t\"'*]*(?:$|\n|[^\w\s'])")


#: "Our red has been challenged": what became of a rating, and no rating.
_CONTESTED = prefiltered(
    r" (?:has|had|was|is|got) (?:been |being |just been )?(?:challenged|questioned|disputed|queried|contested|discussed|raised|mentioned|noted|reviewed|rejected|removed|overturned|appealed|withdrawn|dropped)\b"
)


def stands_for_status(mask: str, start: int, end: int, since: int) -> bool:
    """Whether the colour at these letters is in the place of a status.

    ``since`` is where the colour before it ends, if there is one: what was said up to there is told.
    """
    if _CONTESTED.match(mask, end):
        return False
    if _THE_ONE.match(mask, end) and _IS_THE.search(mask, max(0, start - _REACH), start):
        return True
    if _SPELT.search(mask, max(0, start - _NEAR), start):
        return _goes_on(mask, end, led=True)
    if "agree" in mask and _agreed(mask, start, end, since):
        return _goes_on(mask, end, led=False)
    words = _clause_before(mask, start, since)
    led = _led_up_to(words)
    if led is None:
        return False
    return _goes_on(mask, end, led=led)


def _agreed(mask: str, start: int, end: int, since: int) -> bool:
    """Whether the writer tells what is agreed now: "we agree red"."""
    told = _WE_AGREE.search(mask, max(since, start - _REACH), start)
    return told is not None and not _THEN.match(mask, end)


def _clause_before(mask: str, start: int, since: int) -> list[str]:
    left = mask[max(since, start - _REACH) : start]
    stop = 0
    for found in _BOUNDARY.finditer(left):
        stop = found.end()
    return TOKEN.findall(left[stop:])


def _led_up_to(words: list[str]) -> bool | None:
    """Whether something leads up to the colour (or nothing does); ``None`` where the words are no report."""
    if not words:
        return False
    last = words[-1]
    if last in _POINTERS and not (
        len(words) > 1 and words[-2] in (_TAKES_THAT if last != "this" else _VERBS)
    ):
        return None
    tail: list[str] = []
    for word in reversed(words):
        if word in _JOINS:
            break
        if not _reports(word) and not (word == "them" and "of" in words):
            # "The auditor's answer is" gives the auditor's.
            own = not word.endswith(("'s", "s'"))
            return True if (own and _opens(tail)) or _counted(words, tail) else None
        tail.insert(0, word)
    if last in ("a", "an") and len(tail) == 1:
        return False
    return any(one in _SUBJECTS or one in _VERBS or one.startswith(_REF) for one in tail)


def _reports(word: str) -> bool:
    if word[0] in "\ue001\ue002\ue003\ue005":
        return True
    return (
        word in _LEFT or word.replace("-", "").isdigit() or (len(word) > 5 and word.endswith("ly"))
    )


def _opens(tail: list[str]) -> bool:
    """Whether a clause of its own begins somewhere in the words just before the colour."""
    for n, word in enumerate(tail):
        if word in _OPENERS or word.startswith(_REF):
            return True
        if word in _BARE_SUBJECTS and any(one in _VERBS for one in tail[n + 1 :]):
            return True
    return False


def _counted(words: list[str], tail: list[str]) -> bool:
    """ "All three localities are": a counted noun is the action's own."""
    at = len(words) - len(tail) - 1
    before = words[max(0, at - 2) : at]
    return any(word in _QUANTITIES for word in before) and all(
        word in ("are", "is", "still", "now") for word in tail
    )


def _goes_on(mask: str, end: int, *, led: bool) -> bool:
    right = mask[end : end + 60]
    if _ARTICLE_OR_END.match(right) or _GLAD_TO_SAY.match(right):
        return True
    found = TOKEN.search(right)
    if found is None:
        return True
    word = found[0]
    if word[0] in "\ue001\ue002\ue003\ue005" or word[0].isdigit():
        return True
    if word == "in":
        return led or bool(_IN_AFTER.match(right))
    if not led and _VERB_AFTER.match(right):
        return bool(_FAIR.match(right))
    return led or word in _RIGHT or word in _TOPICS or word.endswith("ly")
