"""Numbers with one point that stand as a quantity: "only 1.2 in post", "2.6 sessions a week", "we wanted 4.2".

By grammar: a plural noun behind the number is counted by it; a number that a clause ends on is a quantity where its
verb asks for one and another figure stands before it. A number of which a colour is told directly is an action.
"""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered

_NUMBER = r"(?<![\d.])\d{1,3}\.\d{1,2}(?!\d|\.\d)"
#: People, places and dealings that are counted, in the plural; a verb in -s ("2.4 slips") is none of them.
_COUNTED = (
    r"(?!(?:cov|off|diff|deliv|suff|matt|rememb|ref|ent|consid|monit|mirr|repres|pres|prev|implem|answ|ord|transf|trigg|hov|ling|ling|wav|fav)(?:ers|ors|ents)\b)"
    r"(?:[a-z]{2,}(?:ists|ers|ors|ians|ants|tees|women|men|people|ologists)|nurses|eps|salts|ots|assessments|appointments|sessions|staff|heads|posts|vacancies|"
    r"roles|places|beds|visits|contacts|referrals|requests|appeals|tribunals|exclusions|suspensions|absences|pupils|children|families|parents|carers|cases|plans|"
    r"points|stars|marks|times|people|clinics|groups|lessons|meetings|calls|complaints|agency|locums?|full[- ]time|whole[- ]time|part[- ]time|equivalents?|in post|"
    r"out of (?:5|10|five|ten|\d)|on average|per [a-z]+|an? (?:week|month|day|term|year|head|pupil|child|family|school|case|team)|each|apiece|short\b|vacant|unfilled|filled)"
)
_COUNTED_AFTER = prefiltered(
    rf" (?:(?:whole|full|part)[- ]time |of (?:an? |our |the )|(?:[a-z]+(?:al|ist|ed|ic|ary|ior|ent|ing|ion|ech|ing)|new|more|extra|agency|staff|ward|admin|ep|school|family|case|speech|band \d) ){{0,2}}{_COUNTED}(?![\w-])"
)
#: What the writer has, pays for or lacks, up to its number.
_HAS = (
    r"(?:only|just|short (?:by|of)|down (?:to|by)|up (?:to|by)|we(?:'ve| have)(?: got)?|(?:we|they)(?:'re| are) (?:at|on)|pay(?:s|ing)? for|paid for|fund(?:s|ed|ing)?(?: for)?|employ(?:s|ed)?|"
    r"run(?:s|ning)? (?:at|on)|brings? us (?:up |down )?to|takes? us (?:up |down )?to|got|ha(?:ve|s|d)|there (?:are|were|is)|(?:average |mean |median |current )?(?:waits?|waiting time|scores?|rates?|ratio|gap|caseloads?)(?: is| are| now)?|sitting at|sits at|stands at|mean of|averag(?:e|es|ing)(?: of)?|currently|still|now)"
)
#: What it is held against.
_AGAINST = (
    r"(?:want(?:s|ed)?|need(?:s|ed)?(?: to be(?: at)?)?|could (?:use|do with)|should (?:be|have)(?: at)?|ought to (?:be|have)(?: at)?|(?:supposed|meant) to (?:be|have)(?: at)?|expect(?:s|ed|ing)?|"
    r"hop(?:ed|ing) for|ask(?:ed|ing) for|aim(?:s|ed|ing)?(?: for| at| was| is)?|(?:target|establishment|baseline|benchmark|average|norm|standard|threshold|plan|budget|bid|contract)(?:'s| is| was| says?| said| of| at| for|:|ed for|ed at)?|"
    r"says|promised|agreed|funded for|budgeted for|contracted (?:for|to)|not|instead of|rather than|out of|against|versus|vs\.?|compared (?:to|with)|than|from|of|"
    r"(?:last|this|next) [a-z]+(?: it)?(?: was| is)?|(?:it )?was|previously|before(?: that)?|now|then|nationally|elsewhere|only|just|minimum(?: is| of)?|max(?:imum)?(?: is| of)?|and|to|but|got|get|have|had|lost|gained|were|was)"
)
_HEDGE = r"(?:about |around |roughly |nearly |almost |over |under |at least |more like |the |a |an |our |up |down ){0,2}"
_ENDS = r"(?=\s*(?:$|[,;:!?)\n]|\.(?!\d)|\s-\s|(?:in|on|at|by|for|last|this|next|per|an?|now|then|before|previously|and|but|so|which|because|instead|though|today|really|please|nationally|to (?:be|run|clear|meet|cover))\b))"
_ANY_FIGURE = rf"(?:{_NUMBER}|\b\d{{1,4}}(?:\.\d{{1,2}})? ?(?:%|per ?cent|fte|wte|out of))"
_HAS_BEFORE = prefiltered(rf"\b{_HAS} {_HEDGE}$")
_AGAINST_BEFORE = prefiltered(rf"\b{_AGAINST} {_HEDGE}$")
#: Another figure before it in the message, and no colour between.
_FIGURE_BEFORE = prefiltered(
    rf"{_ANY_FIGURE}(?![^\n]*\b(?:green|amber|red|blue|grey|done|closed)\b)[^\n]*$"
)
_FIGURE_AFTER = prefiltered(
    rf"[^\n.!?]{{0,60}}?\b{_AGAINST} {_HEDGE}{_NUMBER}(?:{_ENDS}|{_COUNTED_AFTER.pattern})"
)
_PERIOD = r"(?:(?:in |for |at )?(?:last|this|previous|the previous|a)? ?(?:term|month|week|quarter|year|half[- ]term|spring|summer|autumn|winter|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)(?: \d{4})?(?: ago)?|the (?:term|month|week|quarter|year) before|this|now|then|before|previously|today|(?:in )?20\d\d)"
#: "2.2 last term; 1.5 this term".
_THEN_AND_NOW = prefiltered(
    rf"{_NUMBER} {_PERIOD}[,;]? (?:and |but |then |now )?{_NUMBER} {_PERIOD}(?=\s*(?:$|[,;.)!\n]|- ))"
)
_REPORTED = prefiltered(
    r"\s*+(?:(?:[:=,-]|is|are|remains?|still|now|stays?|on|at|gone|went|has|to)\s*+)*(?:green|amber|red|[gar]|blue|grey|done|closed?|complete\w*|finished|delivered|on track|at risk|off track|same|no change|unchanged|slip\w*)\b"
)
#: "Release 2.1 is in, 3.4 is the one": numbers of one series of things.
_SERIES = prefiltered(
    rf"\b(?:release|version|build|edition|patch|update|firmware|upgrade|section|chapter|table|figure|paragraph|para|clause|draft|standard|appendix|slide|page)s?:? (?:v|no\.? ?)?{_NUMBER}[^\n;!?.]{{0,60}}?(?:[,;-] (?:and |but |so |or |then )?|\b(?:and|but|so|or|then) )$"
)
#: "1.2 in post, 2.4 needed".
_NEEDED_AFTER = prefiltered(
    r" (?:is |are |were )?(?:needed|required|wanted|expected|planned|budgeted|funded|contracted|promised|short|to (?:find|fill|recruit))\b"
)
_BEGINS = prefiltered(r"(?:^|[\n.;!?*-]) *$")
#: "2.6 sessions a week", "2.4 nurses in post", "1.2 visits per family": no title of an action goes on so.
_A_RATE = prefiltered(
    r" (?:[a-z]+ ){1,3}(?:an? (?:week|month|day|term|year|head|pupil|child|family|school|case|team)|per [a-z]+|in post|short|vacant|left|on average)\b"
)
_ENDED = prefiltered(_ENDS)
_NEAR = 100


def is_quantity(mask: str, start: int, end: int) -> bool:
    """Whether the number with one point at these letters is so much of something, by the words about it."""
    if _REPORTED.match(mask, end):
        return False
    before = mask[max(0, start - _NEAR) : start]
    if (counted := _COUNTED_AFTER.match(mask, end)) and not _begins(before):
        return True
    if counted and (_A_RATE.match(mask, end) or _FIGURE_AFTER.match(mask, end)):
        return True
    if _NEEDED_AFTER.match(mask, end) and _FIGURE_BEFORE.search(before):
        return True
    ends = _ENDED.match(mask, end) is not None
    if ends and _AGAINST_BEFORE.search(before) and _FIGURE_BEFORE.search(before):
        return True
    if _HAS_BEFORE.search(before) and _FIGURE_AFTER.match(mask, end):
        return True
    if _SERIES.search(before):
        return True
    return any(
        one.start() <= start < one.end()
        for one in _THEN_AND_NOW.finditer(mask, max(0, start - _NEAR), min(len(mask), end + _NEAR))
    )


def _begins(before: str) -> bool:
    """Whether a number begins a sentence or a list's item, where a reference stands before what it is called."""
    return bool(_BEGINS.search(before))


#: What leads to a reference in mid-sentence, rather than to a figure.
_LEADS_TO_REF = prefiltered(
    r"(?:(?:^|[\n.;,!?] *)(?:now|then|next|also|just|only|so|but|last|finally)|\b(?:on|for|re|about|regarding|concerning|action|actions|item|items|ref|reference|update|that's|this is|hi|hello|sorry|meant|mean|closed?|did|do|done|finished|"
    r"snooze|park|leave|mine|one|answer|my|priority|status|number|no|green|amber|red|blue|grey|same|ditto|except|bar|after|before|until|once|than|see|blocks|because of|due to|following)) *(?:the |our |my |action )?$|[\ue004]+ *$"
)
#: These lead to either; a word for having or wanting before them in the sentence makes it a figure.
_LEADS_TO_EITHER = prefiltered(r"(?:[.;:,!?(]|\b(?:and|or|to|with|is|it's|not)) *$")
_FIGURES = prefiltered(
    rf"\b(?:{_HAS}|needs?|needed|wanted|should be|target|hoping|leaves us|left with|posts?|score[ds]?|survey)\b(?:[^.;!?\n]|\.(?=\d))*$"
)
_COLOUR_APART = prefiltered(
    r"(?P<rest>[^.;!?\n]{0,60}?(?:\d\.\d[^.;!?\n]{0,30})?)[.;!\n]+\s*(?:so |overall |from me |still |we're |it's |i'd say |call it |that's )*(?:green|amber|red)\b(?! (?:on|for|is) )"
)
_COLOUR = prefiltered(r"\b(?:green|amber|red|blue|grey|done)\b")


def may_be_quantity(mask: str, start: int, end: int) -> bool:
    """Whether nobody knows: "we moved to 2.3. Amber" tells a figure or an action, and the colour stands apart."""
    if _REPORTED.match(mask, end):
        return False
    before = mask[max(0, start - _NEAR) : start]
    if _begins(before):
        # "2.4 posts advertised. Amber": so many, or the action of that name?
        return bool(_COUNTED_AFTER.match(mask, end))
    apart = _COLOUR_APART.match(mask, end)
    if apart is None or _COLOUR.search(apart["rest"]) or _LEADS_TO_REF.search(before[-30:]):
        return False
    return not _LEADS_TO_EITHER.search(before) or bool(_FIGURES.search(before))
