"""Words other than colours that say how an action stands: done, on track, stuck, as last time.

Each reading is of one clause's mask. What only sounds like a state ("a bit behind", "nearly there") is
told apart from what is one, so that it can be asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.conversation.marks import any_of, pattern
from bot.domain.status import Limb, Status

_DONE = (
    r"(?:done(?: and dusted)?|complete|completed|finished|closed(?: off| out)?|delivered|wrapped up|all wrapped|signed off|"
    r"ticked off|achieved|sorted|accomplished|concluded|finalised|finalized|job done|ready to close|ready for closure|"
    r"can be closed|can close|can now be closed|to be closed please|over the line|all finished|100 ?%(?: complete| done)?|"
    r"in the bag|tickmark|complet|compleet|finnished|dunn|completd)"
)
#: What may stand before "done" when it is the whole action that is.
_WHOLE = (
    r"\W*(?:(?:"
    + any_of(
        """it its it's this that that's is was now all has have had been be we we've weve i i've ive we're i'm got
        action item update status actually finally fully just already also both everything every yes yep ok okay hi
        hello good news great so the whole thing work task job well and then as of today yesterday officially totally
        completely entirely marked mark please can could you call consider to for on re one ones these them they
        they're sorry meant mean should say oops my mistake no correction"""
    )
    + r")(?!\w)\W*)*"
)
_IS_DONE = re.compile(rf"^{_WHOLE}\b{_DONE}(?![\w-])")
_SOME_DONE = re.compile(rf"(?<![\w-]){_DONE}(?![\w-])")
_CLOSE_IT = re.compile(
    r"^\W*(?:(?:hi|yes|please|can|could|you|we|i|pls|ok|would|like|to|now|think|that|just)\W+)*"
    r"(?:(?:close(?: off| down)?|sign off|tick off|request(?: to)? clos\w+|ask(?:ing)? to close|propose(?: to)? clos\w+)"
    r"\W*(?:(?:it|this|that|one|action|the|off|all|both|as|down|of|please|pls|now|complete|done)(?!\w)\W*)*$"
    r"|mark\W+(?:(?:it|this|that|one|action|the|off|all|both|please|as|being)(?!\w)\W*)*"
    r"(?:done|complete|completed|closed|finished)(?:\W+(?:please|pls|now))*\W*$)"
)
_SHORT = 120
_NOT_DONE = re.compile(
    r"(?:\b(?:not|isnt|hasnt|havent|arent|wasnt|never|nearly|almost|half|partly|partially|mostly|largely|virtually|practically|"
    r"nowhere near|far from|close to|about to|just about|some|most|part|bit|to be|will be|be|get|getting|being|when|once|until|"
    r"if|before|by|should|would|could|might|may|expect\w*|hope\w*|hoping|aim\w*|due|plan\w*|want|needs?|need to be|needs to be|"
    r"must|ought|as good as|more or less|pretty much|essentially|basically|effectively|all but|yet|can't be|cannot be|probably|"
    r"think|maybe|perhaps|possibly|reckon|likely|unless|see|target|think it's|\d{1,2} ?%|sort of|kind of|supposedly|apparently|no|nothing|"
    r"largely|substantially|technically|in theory|why|not all|far|how|what|anything|is it|want it|i'd like it)|n't|'ll be|'ll)"
    r"(?:\s+(?:all|quite|yet|fully|completely|entirely|really|been|be|the way|there|it|it's|this|this is|that|is|get|have|having|"
    r"has|to|being|actually|exactly|will be|as|a|of|we|we'll|i'll|is all|100 ?%)){0,4}\s*$"
)
_DONE_BUT = pattern(
    r"^[\s,;.(-]*(?:but|except|apart from|bar|with (?!this\b|it\b|that\b|them\b|thanks)|just needs?|just awaiting|awaiting|pending|subject to|other than|only|once|when|if|unless|"
    r"though|although|however|still|waiting|needs|just (?:the|waiting|need|one|a)|with the exception|not|\?|i think|"
    r"probably|or|soon|shortly|by (?:the )?<date>|<date>|next|in principle|ish|more or less|in part|partly|to (?:be|do|follow)|as far as|from (?:my|our)|on (?:my|our)|at (?:my|our))"
)

#: Waiting for sign-off is what a claim does (R2).
_SIGN_OFF = re.compile(
    r"^[\s,;.(-]*(?:but |and )?(?:just |only |it )*(?:needs?|awaiting|pending|waiting (?:for|on)|subject to|to go for)\b[^.;\n]{0,40}\b(?:sign(?:ed|ing)?[ -]?off|approval|approved|closure)\b"
)

_NO_CHANGE = pattern(
    r"\b(?:no (?:real |further |significant |other |major |new )?(?:changes?|movement|updates?|news|difference|developments?)|unchanged|"
    r"(?:nothing|nothing's|nowt)(?: is| has| much| further| else)? (?:new|changed|to report|to add|has changed|different|moved|to update)|"
    r"(?:just |exactly |much |all )?(?:the )?same (?:as|again|position|status|colour|story|update)\b[^.,;\n]{0,40}|"
    r"as (?:before|was|last (?:time|month|week|meeting|update|cycle)|previously(?: reported)?|you were|reported|it was|per (?:last|previous|my last)[^.,;\n]{0,30})|"
    r"ditto|status quo|hasn'?t (?:changed|moved)|has not changed|have not changed|haven'?t changed|not changed|hasnt changed|havent changed|"
    r"still (?:the )?same|stays? the same|remains? the same|carry (?:it |the same )?(?:over|forward)|roll (?:it )?(?:over|forward)|no different|idem|steady state|same old|same same|"
    r"stays as (?:it )?is|as is|leave (?:it )?as (?:it )?is|where (?:it|we) (?:was|were))\b"
)
SAME = re.compile(r"^\W*(?:(?:all|still|just|the|both|rest|it's|its)\s+)*same\W*$")
_NOT_NO_CHANGE = re.compile(
    r"\b(?:not|isn'?t|aren'?t|no longer|hardly)\s+(?:quite |exactly |really )?(?:the )?(?:same|unchanged|as)|\byet\b|\b(?:except|apart from)\b(?!\s*(?:for|that)?\s*(?:$|[\n\ue002]))|"
    r"\bsame (?:as|for) (?:\ue002|action|priority)|\bbut\b.{0,60}\b(?:slip|delay|behind|late|left|problem|issue|risk|stuck)|n't (?:the )?same|\bsame (?:issue|problem|person|people|day|time\b(?! next))|same time"
)

_HEDGE = r"(?:\b(?:mostly|broadly|largely|partly|generally|fairly|nearly|almost|just about|probably|maybe|think|roughly|sort of|kind of|hopefully|should be|could be|might be|may be|if|until|unless|when|once|get|getting|bring|be|not sure|unsure|whether|more or less|pretty much|potentially|perhaps|possibly|slightly|seems?|looks?|was|were|had been|a bit|hope\w*|aim\w*|expect\w*|back)\b[^,.;\n]{0,12}$)"
_HEDGED = re.compile(_HEDGE)
_NEGATION = re.compile(
    r"(?:\b(?:not|isnt|arent|no longer|never|wasnt|nothing|hardly|no|far from|isn't|without)|n't)(?:\s+(?:yet|quite|really|exactly|all|far|that|too|so|entirely|fully|be|is|it|completely|seriously|now|going|any|to)){0,3}\s*$"
)
_IMPLIED = (
    ("on-track", Status.GREEN, re.compile(
        r"\bon (?:track|target|schedule|course)\b|\bto (?:plan|schedule)\b(?=\W*$)|\bgoing to plan\b|\bno (?:concerns?|issues|problems|worries)\b(?=\W*$)|\bon time\b(?=\W*$)"
    )),
    ("at-risk", Status.AMBER, re.compile(
        r"\bat (?:some )?risk\b(?! of)|\bslipping\b|\bstarting to slip\b|\bin jeopardy\b(?!\w)"
    )),
    ("off-track", Status.RED, re.compile(r"\boff[- ]track\b|\bcritical\b(?! (?:path|friend|role|mass|for|to))")),
)  # fmt: skip
_NOT_DUE = re.compile(
    r"\b(?:not (?:yet )?due(?: to (?:start|begin))?(?: yet| until| till)?|not due yet|due to (?:start|begin) (?:later|in|next)|(?:doesn'?t|does not|isn'?t due to|won'?t) (?:start|begin) (?:until|till|yet))\b"
)
_NOT_STARTED = re.compile(
    r"\b(?:yet to (?:start|begin|commence|kick off)|(?:not|hasn'?t|haven'?t|has not|have not|hasnt|havent)(?: yet)? (?:started|begun|commenced|kicked off)(?: yet)?|unstarted|not begun)\b"
)
_VAGUE = re.compile(
    r"\b(?:so[- ]?so|fine|ok|okay|good|great|well|alright|all right|not (?:too |so )?bad|bad|poor|badly|struggling|stuck|behind|nearly there|"
    r"getting there|almost there|almost|nearly|in (?:hand|progress|train|trouble|place|development|draft|flight)|ongoing|on[- ]going|progressing|progress|underway|"
    r"under way|started|in motion|moving|delayed|delays?|late|blocked|blocker|paused|on hold|held up|stalled|slipped|slip|"
    r"won'?t (?:make|hit|land|be)|not going to|unlikely|difficult|tricky|challenging|worried|concern(?:s|ed)?|concerning|risky|risk|"
    r"issues?|problems?|wobbly|touch and go|mixed|patchy|up and down|ticking along|plodding|getting|improving|worse|better|"
    r"worsening|comfortable|confident|happy|healthy|strong|smoothly|swimmingly|nicely|ahead|early|steady|tight|close|hairy|"
    r"not (?:there|great|good|yet|sure|quite|far|brilliant|ideal|started|long)|meh|half|part(?:ly|ially)?|"
    r"mostly|\d{1,3} ?%|working on it|chasing|waiting|awaiting|awaited|on the way|on our way|dragging|drifting|limping|"
    r"lost ground|missed|miss|overrun\w*|overran|failing|failed|in limbo|up in the air|unclear|uncertain|dead in the water|thumbsup|thumbsdown|tickmark|crossmark|"
    r"some way|a way to go|long way|work to do|more to do|nothing yet|no update|hopeful|fingers crossed|same|different|changed|crimson|pink|purple|no colour|any colour|dunno|don'?t know|no idea)\b"
)

_LIMB_DATES = re.compile(
    r"\b(?:dates?|time|timing|timescales?|timelines?|deadline|schedule|timeliness|the when)\b"
)
_LIMB_IMPACT = re.compile(r"\b(?:impact|measures?|outcomes?|kpis?|targets?|benefits?)\b")
_AT_RISK = re.compile(
    r"\b(?:risk|at risk|risk to|just|only|limb|miss(?:ing)?|threatened|affected|jeopardy)\b"
)
_BOTH_ASKED = re.compile(
    r"^\W*(?:(?:it's|its|it is|yes|on|to|risk|for|sadly|i think|i'd say)\W+)*both\b(?! (?:green|amber|red))"
)
_BOTH_LIMBS = re.compile(
    r"\b(?:dates?|time|timing|timescales?) (?:and|&|\+) (?:the )?(?:impact|measures?|outcomes?)\b"
    r"|\b(?:impact|measures?|outcomes?) (?:and|&|\+) (?:the )?(?:dates?|time|timing|timescales?)\b|\brisk to both\b|\bboth at risk\b|\bboth limbs\b"
)
#: "Red, both, provider not signed".
_BOTH_CLAUSE = re.compile(
    r"\b(?:amber|red)\b[^,.;\n]{0,20}[,.;:(-]\s*(?:it's )?both\s*(?:$|[,.;:)\n-])"
)
_NO_LIMB = re.compile(
    r"\b(?:not|no|n't)\s+(?:the |about the |to the )?(?:risk to (?:the )?)?(dates?|time|impact|measures?|outcomes?)"
)


@dataclass(frozen=True, slots=True)
class Done:
    """Completion claimed for certain, or only perhaps."""

    certain: bool
    because: str
    end: int = 0
    """Where in the clause the words that claim it end."""


def read_done(mask: str) -> Done | None:
    """Whether a clause without a colour says that the action is done."""
    if len(mask) <= _SHORT and _CLOSE_IT.search(mask) and "?" not in mask:
        return Done(True, "done:close", len(mask))
    whole = _IS_DONE.search(mask)
    if whole:
        at = next(m for m in _SOME_DONE.finditer(mask) if m.end() == whole.end()).start()
        if _NOT_DONE.search(mask[max(0, at - 60) : at]):
            return Done(False, "done:not-quite")
        if _DONE_BUT.match(mask[whole.end() :]) and not _SIGN_OFF.match(mask[whole.end() :]):
            return Done(False, "done:but")
        if "tickmark" in mask[whole.start() : whole.end()]:
            return Done(False, "done:tick")
        return Done(True, "done:said", whole.end())
    for found in _SOME_DONE.finditer(mask):
        if _NOT_DONE.search(mask[max(0, found.start() - 60) : found.start()]):
            return Done(False, "done:not-quite")
        return Done(False, "done:part")
    return None


def says_no_change(mask: str) -> bool:
    """ "Same as last time", and not "not the same"."""
    return bool(_NO_CHANGE.search(mask) or SAME.match(mask)) and not _NOT_NO_CHANGE.search(mask)


def implied_status(mask: str) -> tuple[Status | None, str]:
    """A status that its own words define (R1): on track, at risk, off track; ``None`` with a rule id: ask."""
    said: set[Status] = set()
    why = ""
    for rule, status, words in _IMPLIED:
        for found in words.finditer(mask):
            left = mask[max(0, found.start() - 40) : found.start()]
            negated = _NEGATION.search(left) and not found[0].startswith("no ")
            back = (
                re.search(r"\bback $", left)
                and status is Status.GREEN
                and not re.search(
                    r"(?:be|get|getting|bring\w*|until|when|once|will|it|to) (?:it |this |us )?back $",
                    left,
                )
            )
            if (
                negated
                or (_HEDGED.search(left) and not back)
                or re.match(
                    r"\s*(?:if|unless|provided|\?|-?ish|\bby\b|again by|for now\?)",
                    mask[found.end() :],
                )
            ):
                return None, f"implied:{rule}-not-sure"
            said.add(status)
            why = f"implied:{rule}"
    if len(said) == 1:
        return said.pop(), why
    return None, "implied:mixed" if said else ""


def not_due(mask: str) -> bool:
    """The writer says that the action is not due to start."""
    return bool(_NOT_DUE.search(mask))


def not_started(mask: str) -> bool:
    """ "Yet to start": grey only where the action is not due to (R1)."""
    return bool(_NOT_STARTED.search(mask))


def says_vaguely(mask: str) -> bool:
    """Whether there is anything in the clause that sounds like a state of affairs."""
    return bool(_VAGUE.search(mask))


def contradicts_green(mask: str) -> bool:
    """A green with "at risk", "off track" or the like beside it, now and not denied."""
    for _, status, words in _IMPLIED[1:]:
        for found in words.finditer(mask):
            left = mask[max(0, found.start() - 40) : found.start()]
            if (
                status is not Status.GREEN
                and not _NEGATION.search(left)
                and not re.search(
                    r"\b(?:was|were|had been|no longer|could|might|may|if)\b[^,.;]*$", left
                )
            ):
                return True
    return False


def read_limbs(mask: str, *, asked: bool) -> frozenset[Limb]:
    """Which limb is at risk (R3): in so many words, or as the answer to the question."""
    if _BOTH_LIMBS.search(mask) or _BOTH_CLAUSE.search(mask) or (asked and _BOTH_ASKED.match(mask)):
        return frozenset(Limb)
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
    if found and (
        bare
        or re.search(
            r"\b(?:dates?|time|timing|timescales?|impact|measures?|outcomes?|kpis?)\b (?:is |are |now |only )*at (?:serious |significant )?risk|risk (?:is )?(?:to|on|of missing|for|with) (?:the )?(?:dates?|time|timing|timescales?|deadline|impact|measures?|outcomes?|kpis?)|(?:just|only) (?:the )?(?:dates?|timing|timescales?|impact|measures?)|miss(?:ing)? (?:the )?(?:date|deadline|impact|measures?)|^\W*(?:the |it's the )?(?:dates?|timing|impact|measures?)\W*(?:$|[,.;])",
            mask,
        )
    ):
        return frozenset(found) if len(found) == 1 or bare else frozenset()
    return frozenset()
