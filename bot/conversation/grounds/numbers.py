"""Numbers that look like references: a page, a risk, a clause, a score.

A reference has grounds where it stands in the place of a subject or of a list: at the start, after a stop, after
a function word, a colour or a verb. After a noun it is more likely the number of that thing.
"""

from __future__ import annotations

from bot.conversation.colours import mentions
from bot.conversation.marks import Marked, any_of
from bot.conversation.prefilter import prefiltered

#: What stands right before a reference that is meant as one.
_OPENS = frozenset(
    any_of(
        """for and is on except bar about from with but can has have had to ditto meant up not re also make off been owns me
        what what's does do did the so so's because track was were put says say anyway one one's its it's it hi hello behind a an
        pass where give should that that's thats then g r ignore only risk likewise which of as similarly neither nor either or could
        may might over show plus like need needs mean now just again bot how's how who who's when why until till after before
        once than my mine our ours here at by in into if this these those thus hence both all apart besides regarding
        concerning update updates status action actions item items ref refs reference number no priority task tasks milestone
        milestones objective green amber red blue grey gray done complete completed finished closed same change unchanged
        fine ok okay good well sorry thanks please pls hey morning afternoon yes yep right however though although while
        whereas too still remains are am tae noo an' re: versus vs see view close move push stick mark snooze set keep leave
        change extend reopen open shift delay reassign hand transfer send chase remind call rate rag report record log
        delivered achieved wrapped sorted started moved gone went slipped dropped turned team folks all left rest others
        first second third lastly finally next last nothing everything add attach evidence link minutes proof for: note actually
        got take taken get own lead leads run runs holds cover covers drop skip cancel undo correct correction scrap swap
        between against under without minus excluding including save saved tell tells said think reckon know confirm
        confirmed confirming agree project strand plan programme program workstream theme area send pap wsoa ambr gren ragged rated rating tickmark thumbsup""",
    ).split("|")
)
#: Things that are numbered like actions and are none.
_THINGS = frozenset(
    any_of(
        """kpi kpis measure metric indicator outcome ward bed site unit module risk standard criterion criteria
        recommendation recommendations finding findings question bus route flat block zone lot band grade level tier
        mailbox extension ext phone tel mobile code pin ip server release ticket incident problem post vacancy role
        draft drafts edition iteration revision sop workpackage package deliverable notice condition paragraph chapter verse lesson episode series season score scored ratio odds won lost drew beat""",
    ).split("|")
)
_NUMBERED_THING = prefiltered(
    r"\b(?:risk register|register|issues?|decisions?|snag|change|risks?|agenda|budget|audit|ofsted|cqc|sef|jsna|contract|inspection|corporate|job|case|post|vacancy|ticket|invoice|"
    r"order|document|file|policy|strategy|toolkit|survey|form|training|e-?learning)(?:'s)? (?:log|item|line|action|ref|reference|number|no\.?|id|priority|objective|task)\s*$"
)
_PAPER = r"(?:tor|terms of reference|agenda|scale|jsna|sef|register|report|paper|minutes|strategy|contract|policy|handbook|guidance|framework|constitution|budget|modules?|league|matrix|toolkit|specification|spec|corporate plan|health plan|icb plan|ics plan|recruitment tracker|old plan|previous plan|last plan)"
#: "3.2.1 of the ToR", "2.1.2 is red on the corporate register", "1.2.1 High Street".
_OF_PAPER = prefiltered(
    rf"^(?: (?:is|was|are|still|now|shows?|rated|as|at|done|complete|completed|moved|green|amber|red|blue|grey))* ?(?:of|on|in|from|under|per) (?:the |our |their |a |an |its |[\w']+'s )?(?:\w+ ){{0,2}}?{_PAPER}\b"
    r"|^ ?(?:fte|wte|posts|million|staff|eps|teachers|percent)\b|^,? (?:high street|street|road|avenue|lane|close,|square)\b"
)
_IN_ANOTHERS_PLAN = prefiltered(
    r"\b(?:in|on|from|of|under|per) (?:\w+'s|their|his|her|your|the (?:old|previous|last|icb|ics|health|trust|corporate|other)(?:'s)?) (?:\w+ )?(?:plan|register|strategy|report|paper|tracker|action plan)[,:]? ?$"
)
#: A number with points that no rule took for a reference.
_NUMBER = prefiltered(
    r"(?<![\w£$€.,/:-])v?\d{1,2}(?:\.\d{1,2}){1,3}(?![\w%£/:]| ?\.\d| ?(?:%|k\b|m\b|million|bn\b|fte|wte|days?|weeks?|months?|years?|hours?|hrs|per ?cent|posts?|am\b|pm\b|x\b|points?|staff|eps?\b|times))"
)
_DEEP = prefiltered(r"\d\.\d+\.\d")
_STOP = prefiltered(r"[;,\n!?]|\.(?=\s|$)|\s-\s|\b(?:but|so|and)\b")
#: What goes on about the same thing after a comma: "slide 2.1.2 has the wrong colour, says red".
_GOES_ON = prefiltered(r"\s*(?:says|shows|reads|is|it's|it is|which)\b")
_REACH = 80
_COLOUR_ON = prefiltered(r"\b(?:green|amber|red)\b (?:for|on|in|at|against|per) (?:[a-z]+ ){0,2}$")
_ONE_NOUN = prefiltered(
    r"(?:^|[^\w\s'&]\s*|\n\s*|\b(?:the|our|a|their|and|but|so|my|your)\s+)[\w']+ *$"
)
_SUBJECT = prefiltered(
    r"^\W*(?:(?:is|was|are|now|still|remains|went|goes|has|gone|at|as)\W+)*(?:green|amber|red|grey|blue|[gar]\b|done|complete|finished|closed|on track|at risk|off track)"
)
_LAST_WORD = prefiltered(r"([a-z\d][\w']*)[ ]*\Z")
_DIGIT = prefiltered(r"\d")
_AT_RISK_BEFORE = prefiltered(r"\b(?:at|on)\s+risk\s*$")


def ill_numbered(marked: Marked, key: str) -> bool:
    """Whether every place in which this action seems to be named is the number of something else."""
    places = [ref for ref in marked.refs if key in ref.keys and not ref.mention]
    return bool(places) and all(
        _is_another_thing(marked.mask, ref.start, ref.end) for ref in places
    )


def _is_another_thing(mask: str, start: int, end: int) -> bool:
    left = mask[max(0, start - 60) : start]
    after = mask[end : end + 60]
    if _OF_PAPER.match(after) or _NUMBERED_THING.search(left) or _IN_ANOTHERS_PLAN.search(left):
        return True
    word = _LAST_WORD.search(left)
    if word is None:
        return False
    before = word[1]
    if before in _THINGS:
        return not (before == "risk" and _AT_RISK_BEFORE.search(left))
    if before.isdigit():
        return len(before) > 2
    if before in _OPENS or before.endswith(("ing", "ed", "ly")) or _DIGIT.search(before):
        return False
    # One strange noun makes the number its own: "NICE 3.2.1 amber"; a title before a reference has more words.
    return bool(_ONE_NOUN.search(left)) and bool(_SUBJECT.match(after))


def other_numbers(marked: Marked, *, deep: bool = False) -> list[tuple[int, int]]:
    """The stretches that speak of a number which is no action's; ``deep``: only with two points or more."""
    mask = marked.mask
    found: list[tuple[int, int]] = []
    for number in _NUMBER.finditer(mask):
        if deep and not _DEEP.search(number[0]):
            continue
        end = _end(mask, number.end())
        start = number.start()
        before = _COLOUR_ON.search(mask, max(0, start - 40), start)
        if before:
            start = before.start()
        if deep or mentions(mask[start:end]):
            found.append((start, end))
    return found


def _end(mask: str, at: int) -> int:
    limit = min(len(mask), at + _REACH)
    while True:
        stop = _STOP.search(mask, at, limit)
        if stop is None:
            return limit
        if stop[0] == "," and _GOES_ON.match(mask, stop.end()):
            at = stop.end()
            continue
        return stop.start()
