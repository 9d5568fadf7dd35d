"""Questions that are only answered: status, mine, overdue, one action. A colour in one is never a report."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.colours import colour_of, mentions
from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import Marked, pattern
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Intent
from bot.conversation.senses import denies_its_question

#: "Please show amber, two posts are vacant": how it is to be shown, and no question.
_AS_A_COLOUR = (
    r"(?: (?:it|this|that|us|me))? (?:as|at) (?:an? )?(?:green|amber|red|grey)\b"
    r"|(?: (?:it|this|us|me))? (?:an? )?(?:green|amber|red|grey)(?:,? (?:please|pls|plz|still|again|now|[\ue003\ue005]++))*"
    rf"(?: ?[,;:(.-]+ ?(?!{COLOUR}|(?:and|or|please|pls|plz|thanks|thank|ta|cheers|for|by)\b)[a-z]| (?:because|as|since|until|till|cos|due|given|for now|while)\b)"
)
_ASKS = pattern(
    r"^[\s,.!:-]*(?:(?:hi|hello|hey|morning|please|pls|ok|so|and|thanks|also|oh|ah|er|um|btw|by the way|while (?:i'?m|you'?re) (?:here|at it|on)|quick question|question|quick one|sorry|just|bot|but|can you|could you|would you|will you|can i|could i|may i|i want to|i'd like to|i need to)[\s,.!:-]+)*"
    # "What a relief" asks nothing.
    rf"(?:what(?! an? (?!{COLOUR}\b))|what's|whats|which|who|who's|whos|whose|when(?= (?:is|are|was|were|will|do|does|did|should|can)\b|\?)|when's|where(?! (?:it|we|they|things) (?:was|were|left|got))|where's|wheres|how|how's|hows|why|show(?!{_AS_A_COLOUR})|list|any|anything|anyone|tell me|explain(?= (?:to (?:me|us) |me )?(?:why|how|what|who|when)\b)|give me(?! ?\ue003)|see(?! (?:(?:the|our|your|their|that|this|his|her|[a-z]+'s) )?(?:below|above|attached|my|previous|last|notes?|email|e-mail|comments?|reports?|paras?|paragraphs?|pages?|p\d+|sections?|letters?|minutes|papers?|slides?|appendix|annex|documents?|docs?|files?|links?|threads?|chat|message|agenda|policy|strategy)\b)|view|display|find|get me|get(?= (?:a|an|the|my) (?:list|status|summary|copy|overview|note|rundown|breakdown)\b)|look up|pull up|bring up|call up|dig out|fetch|is|are|am|was|were|"
    r"do|does|did|have|has|send me|status|sitrep|one[- ]liner|tl;?dr|(?:short|potted|quick) (?:version|summary)|summary|overview|overall|position|headlines?|dashboard|rag|brag|my|mine|overdue|late|(?:reds|ambers|greens)(?!\s*[:=-]| (?:all round|across the board|throughout|everywhere|for all|for both))|remind me (?:what|who|which|when|where|how)|details?|history|info|compare(?= )|(?:better or worse|worse or better)(?=[^.;\n]*\?)|report on|progress on|update on|count|number of|check|read)\b(?!'s (?:got|had|been|down|saying|showing|put|calling))"
)
_REQUEST = prefiltered(
    r"^\W*(?:(?:hi|hello|please|ok|so|and|thanks|sorry|also)\W+)*(?:can|could|would|will|may|might|shall|should) (?:you|we|i|this|it|that|\ue002+|\ue003+(?= (?:be|work|do|suit)\b))(?!\w)(?! (?:just |please |quickly )*(?:tell|show|list|see|have (?:a )?(?:look|list|status|summary)|get (?:a|the|my)|give me (?:a|the)|look up|view|send me|explain|remind me (?:what|who|which|when)))"
)
#: "Would it be OK to push this to 12 January?"
_ASKS_LEAVE = prefiltered(
    r"^\W*(?:(?:hi|hello|please|ok|so|and|thanks|sorry|also)\W+)*(?:is|would) it (?:be )?(?:ok|okay|possible|alright|all right|fine|acceptable)(?: (?:with|by) you)? (?:if|for|to) (?:[\w\ue002']+ ){0,5}?(?:mov|push|extend|chang|shift|delay|postpon|put|set|slip)\w*\b[^?\n]{0,20}\ue003"
)
#: "Could we go to the 28th?", "would mid-April be OK?", behind what is told.
_ASKS_FOR_DAY = prefiltered(
    r"^[^\w\ue003]*(?:(?:so|and|but|please|pls|sorry|ok)\W+)*(?:(?:can|could|may|might|shall|should) (?:we|i|it|this|that|you|\ue002+)(?: (?:please|just|maybe|possibly|perhaps|now|also))* (?:go|move|moved|be|say|have|push|shift|put|make|extend|slip|change|set|do|aim|finish|deliver|run|call|take|agree|land|complete|stretch|delay|postpone|bring|hold)\b|(?:would|will|is|could|can|how about|what about) (?:the )?\ue003|(?:is|would) it (?:be )?(?:ok|okay|possible|alright|fine)\b)"
)
_SENTENCE = prefiltered(r"[.!?\n]+(?:\s+|$)|;\s")
#: "Can 3.2.1 go to 28 Feb?"
_ASKS_TO_MOVE = pattern(
    r"^\W*(?:(?:hi|hello|please|ok|so|and|thanks|sorry|also)\W+)*(?:can|could|may|might) (?:we |i |you )?(?:please |now |just )?<ref> (?:please |now |just |also |possibly )*"
    r"(?:go|move|slip|run|be (?:moved|pushed|put|extended|changed|set|shifted|delayed|reset)|have|get|shift|finish|end|stay|change)(?: (?:back|out|on|over|forward|it|its date|the date|a new date))*(?: (?:to|till|until|til|by|for|at|on))?(?: the)? ?<date>"
    # "Push this to the 15th of December?"
    r"|^\W*(?:(?:hi|hello|please|ok|so|and|thanks|sorry|also|maybe|perhaps)\W+)*(?:push|move|extend|shift|delay|postpone|change|put|reset)(?: (?:it|this|that|this one|that one|<ref>|(?:the|its) (?:due |target )?(?:date|deadline)|back|out|on|over|please)){0,4} (?:to|till|until|til) ?(?:the ?)?<date>[\s.!]*(?:please)?[\s.!]*\?"
)
_ACTION_WORDS = prefiltered(
    r"\b(?:tell me|about|status|what|what's|whats|where|how|how's|who|who's|when|when's|why|which|is|show|details?|history|info|view|see|open|look up|pull up|bring up|call up|dig out|fetch|get me|find|evidence|links?|update on|progress on|position on|latest|happening|going on|summary|last|due|leads?|owns?|give me|display|find|report on|check|read|was|did|has|have|are|does|deadline)\b"
)
_OVERDUE = prefiltered(
    r"\b(?:overdue|over due|past (?:its|their|the)? ?(?:due|date|deadline)|past due|late|behind(?: schedule)?|missed|out of date|slipped|expired|run over|running late|lapsed|in arrears)\b"
)
_MINE = prefiltered(
    r"\b(?:mine|my|i'?ve got|have i (?:(?:actually|still|currently|even|only) )?got|i have|do i have|am i|i'?m (?:down|responsible|leading|due)|for me|i lead|do i lead|i owe|do i owe|i need to|do i need to|i still|have i (?:still|yet)|do i still|on me|down to me|from me|off me|i own|do i own|assigned to me|on the hook|answerable|for which i|i'?m on\b|i am (?:down|responsible|leading|accountable|on)|i'?m accountable|got me|have me (?:down|on)|i do next|should i|must i|with me|against my name|(?:under|beneath|(?:belong|fall|come|down|given|allocated) to) me\b|(?:i|do i) (?:still |currently |also )?(?:look after|answer for)|under my name|me down)\b"
)
_STATUS = prefiltered(
    r"\b(?:status|overall|compare|compares|compared|comparison|(?:better or worse|worse or better) than|position|summary|summarise|sitrep|one[- ]liner|tl;?dr|low-?down|gist|nutshell|skinny|(?:short|quick|\d+[- ]second|one[- ]minute|potted|executive|bullet(?:[- ]point)?) (?:version|summary)|overview|headlines?|dashboard|how are we|how'?s (?:it|the plan|everything|things|the programme|priority|p\d|pa\d)|where are we|where do we|how many|how much|which (?:ones?|actions?|items?)|what(?:'s| is| are)? (?:on|off|at|red|amber|green|blue|grey|the (?:picture|position|state|score|status|latest|situation|plan looking|overall)|in|still|changed|worse|better|new|due|outstanding|open|left|coming|happening|going|slipp\w+|stuck|not)|"
    r"any (?:reds?|ambers?|greens?|news|changes?|problems|risks?|issues|concerns|updates?|blues?)|anything (?:red|amber|green|off|at|slipping|changed|new|worse|stuck|blocked)|reds?|ambers?|greens?|blues?|greys?|rag|brag|plan|programme|priority|workstream|everything|everyone|all|progress|picture|state of play|score|counts?|snapshot|report|performance|doing|decisions?|actions?|board|outstanding|due|list)\b"
)
_STATUS_OF = r"(?:report|update|(?:split |broken down |grouped |breakdown )?(?:by|per) (?:priority|plan|workstream|theme|lead|owner|colour|rag|team|area|organisation|body|outcome)|split|breakdown|tally|spread|please|now|pls|red|amber|green|blue|grey|overdue|priority \d|pa?\d|only|so far|overall|today|list)"
_STATUS_ONLY = prefiltered(
    r"^\W*(?:(?:the|overall|current|latest|full|plan|rag|brag|status|programme|quick|give (?:me|us)|show|show me|please|a|an|sen?d|list|all|any|priority \d|pa?\d|workstream \d|get|see)\W+)*(?:status|position|summary|(?:big|whole|overall|bigger|full|general) picture|sitrep|one[- ]liner|tl;?dr|gist|overview|dashboard|headlines?|rag|brag|rag status|state of play|snapshot|scorecard|reds|ambers|greens|blues|progress)"
    rf"(?:[\s,?!.]+{_STATUS_OF})*(?:[\s,?!.]+(?:for|on|of|in) .{{1,30}}(?:[\s,?!.]+{_STATUS_OF})*){{0,2}}\W*$"
)
_FILTER = prefiltered(r"\b(priority \d{1,2}|pa\d{1,2}|workstream \d{1,2}|p\d)\b")
_LEAD = prefiltered(
    r"\b(?:for|by|of|lead|leads|led by|owned by) ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"
)
_TELLS = prefiltered(
    r"^\W*(?:(?:hi|and|so|but|oh|ah|er|um|btw)\W+)*(?:is|are|was|were|am|do|does|did|has|have|position|status|rag|brag|late|my|mine|overall|report on|update on|progress on|position on|status (?:of|for|on)|all|check|get(?! me)|read)\b"
)


#: "Is 2.1.2 still red" asks without a question mark; "is red" tells.
_INVERTED = prefiltered(
    r"^[^\w\ue004]*(?:(?:hi|hello|and|so|but|please|also|just)\W+)*(?:is|are|has|have|does|do|did|was|am)\W+"
    r"(?:\ue002+|it|this|that|these|they|any\w*|priority|i|we)(?!\w)(?!'s)"
)
#: "What I sent was wrong", "what I can tell you is that it's red" tell.
_WHAT_I_SAID = prefiltered(
    r"^\W*what (?:i|we)(?: just|'ve|'d| have)? (?:said|sent|put|gave|told|reported|wrote|meant|mean|typed)\b"
    r"|^\W*(?:all |but )?(?:what )?(?:i|we) (?:can|could|do|will|would)(?: (?:safely|honestly|only|definitely))* (?:tell you|say|confirm|report|know)(?: for (?:sure|certain))? is\b"
)
_WHO = prefiltered(
    r"^\W*(?:(?:hi|hello|so|and|but|ok|sorry|bot|anyone know)\W+)*(?:who|who's|whos)\b"
)
#: What "who" may ask of the plan: its actions and how they stand.
_OF_ACTIONS = prefiltered(
    r"\b(?:actions?|items?|reds?|ambers?|greens?|blues?|grey|overdue|late|behind|leads?|leading|owns?|owners?|plan|programme|priority|workstream|status|rag|brag|updates?|updated|"
    r"reported|replied|answered|outstanding|owes?|due|off track|at risk|on track|slipping|done|left|missing)\b"
)
#: "Has anyone else gone red?", "how many of the others are green?"
_OF_OTHERS = prefiltered(
    r"\b(?:any(?:one|body) else|every(?:one|body) else|who else|other (?:leads|people|areas|actions)|the other leads|rest of (?:them|the leads|the plan)|just me|only (?:me|one))\b"
)
#: "Who says it's done?" asks nothing of the record.
_RHETORICAL = prefiltered(
    r"^\W*(?:(?:and|so|but|sorry|hang on|wait)\W+)*(?:who (?:says?|said|told you|reckons|decided|on earth)|since when|says who|what makes you (?:think|say)|where did you get|why would (?:i|you)|why (?:would|should) (?:it|this|that|we) be [^.;?\n]{2,40}[,;-]+ ?(?:nothing|nobody|no[ -]?one|none of|we|i|it|they|everything|all)\b|how (?:is|can) (?:that|this|it) (?:be )?(?:done|green|amber|red|finished|complete))\b"
)
#: "I think this has gone to Grace?" is told, whatever sign ends it.
_TELLS_DOUBTFULLY = prefiltered(
    r"^\W*(?:(?:hi|sorry|and|but|so)\W+)*(?:i|we)(?:'m|'d)? (?:think|thought|believe|guess|reckon|assume|suspect|presume|understand|pretty sure|sure|say|would say)\b"
    r"|^[^?]*\b(?:i|we) (?:think|guess|reckon|suppose|believe|hope|assume)\W*\?"
)
_RECORDS = r"(?:put|mark|record|set|log|show|rate|rag|class|score|make|turn|note|enter|update|change|switch|flip|move|call|report|keep|leave|amend|have)"
#: Every polite way to ask for a thing to be done.
_WOULD_YOU = (
    r"\b(?:(?:please )?(?:can|could|would|will|might) (?:you|u)(?: (?:please|pls|just|kindly|possibly|maybe))*"
    r"|would you be so (?:good|kind) as to|(?:(?:i |we )?(?:should|would) be )?(?:most |very |so |ever so )?(?:grateful|obliged|glad|pleased) if you (?:would|could|can)(?: kindly| please)?"
    r"|i'd be (?:most |very |so )?(?:grateful|obliged|glad|pleased) if you(?: would| could|'d)|(?:could|can|might|may) (?:i|we) (?:please )?(?:trouble|ask|get) you to"
    r"|(?:please )?(?:may|can|could|might) (?:i|we)(?: please)?(?= have (?:it|this|that)\b)|you (?:may|can|could|might)(?: now| just| safely)?"
    r"|be (?:a (?:love|dear|star|pal|darling|gem)|so (?:good|kind) as) (?:and|to)|do (?:me|us) a favour and|(?:i'd|i would) like you to|feel free to)"
)
#: "Amber if that's OK", "green wouldya": courtesies after a colour change nothing.
_COURTESY_AFTER = prefiltered(
    r"(?<=[a-z])(?P<tail>,? (?:if (?:that'?s|that is|it'?s|it is) (?:ok|okay|alright|all right|fine|possible|acceptable)(?: (?:with|by) you)?"
    r"|if you (?:would|please|don'?t mind|wouldn'?t mind|would be so (?:kind|good))|if i may|(?:would|could|will) ?(?:you|u|ya)|would you mind)(?: please| thanks| ta)?)(?=\W*$)"
)
#: "Could you put me down as amber?": the words that only ask.
_ASKS_TO_RECORD = prefiltered(
    rf"(?P<frame>{_WOULD_YOU}) {_RECORDS}\b(?! (?:an? )?{COLOUR}\s*\?)[^.;?\n]{{0,60}}\b{COLOUR}\b[^.;?\n]{{0,40}}(?P<sign>\?+)?"
    rf"|\b{_RECORDS}\b[^.;?\n]{{0,60}}\b{COLOUR}\b[^.;?\n]{{0,20}}?(?P<tail>,? (?:would|will|could|can) (?:you|u)(?: please)?\W*)$"
)
#: Questions of a word or two are made of such words and no others: "any reds?" and not "red wine?".
_OF_THE_PLAN = prefiltered(
    r"\W*(?:(?:the|of|for|in|on|and|or|now|today|please|pls|then|so|yet|any|all|my|our|current|overall|latest|whole|full|sen?d|status|position|summary|overview|headlines?|dashboard|rag|brag|plan|programme|priority|workstream|p\d|pa\d|\d|"
    r"reds?|ambers?|greens?|blues?|greys?|still|many|much|how|news|changes?|problems|risks|issues|concerns|updates?|progress|picture|score|scorecard|counts?|snapshot|report|performance|decisions?|actions?|items?|board|outstanding|due|list|everything|everyone|anything|else|open|left)\b\W*)+"
)
#: "Is amber OK?" asks what to report.
_JUDGES = prefiltered(
    rf"^\W*(?:(?:hi|and|so|but|ok)\W+)*(?:is|would|will|isn'?t|does) (?:an? )?{COLOUR} (?:be )?(?:ok|okay|fine|fair|right|better|too|acceptable|reasonable|allowed|appropriate|about right|work)\b"
)
_SMALL = prefiltered(
    rf"^\W*(?:what (?:time|day|date|year) is it|is it (?:\ue003|\ue005|raining|snowing|cold|hot|sunny|warm|lunch|home ?time|that time|just me(?! (?:that|who|on|with)\b)(?! or (?:is|are)\b[^?]*\b{COLOUR}\b)|too (?:early|late) for))"
)
_LAST_SAID = prefiltered(
    r"\b(?:what|which colour|when|how) (?:did|have|was|had) (?:i|we|my|it|you)\b.*\b(?:last|say|said|put|report(?:ed)?|previous(?:ly)?|give|given|before)\b|\bwhat (?:was|were) (?:my|our|the) (?:last|previous)\b"
)
_SHORT = 80
_A_FEW = 4
_LONG = 300
#: "Show overdue please".
_OVERDUE_ONLY = prefiltered(
    r"^\W*(?:(?:show|list|see|view|give me|get|any|all|the|my|what's|whats|please|me|am i)\W+)*(?:overdue|late|past due)(?:\W+(?:actions?|items?|ones?|list|please|stuff|things|on anything|with anything|today|now))*\W*$"
)
#: "My actions", "show mine".
_MINE_ONLY = prefiltered(
    r"^\W*(?:(?:show|list|see|view|give me|get|just|only|all|me|what's|whats|which are|please|status|for)\W+)*(?:mine|my (?:own )?(?:actions?|items?|list|ones|stuff|things|tasks?|to-?do(?: list)?|work|bits|status|overdue|updates?|priorities|position|outstanding|deadlines?|due dates?|reds?|ambers?))(?:\W+(?:please|now|today|list|actions?|items?|status|only|again|ones))*\W*$"
)
_LETTERS = prefiltered(r"[a-z]{3,7}")
_OVERDUE_TOLD = prefiltered(r"\boverdue\b")
_THIS_ONE = prefiltered(r"\b(?:this(?! (?:month|week|quarter|year|term|time|cycle)\b)|it|that)\b")
#: "Status of 1.1.1".
_OF_THE_NAMED = prefiltered(
    r"^[^\w\ue003]*(?:(?:the|current|latest|full|please|hi)\W+)*(?:status|position|details?|history|info|progress|summary|update|latest|deadline|due date|rag)\b(?:\W+(?:of|on|for|about|please|action|report|history))*[\s\ue002]*(?:please|pls)?\W*$"
)
_OF_MORE = prefiltered(r"\b(?:plan|programme|mine|my)\b")
_LABELS = prefiltered(r"[:=]")
_STATUS_ENDS = prefiltered(r"\b(?:green|amber|red|done|ok|right)\W*$")


class Asking(Struct, frozen=True):
    """A question, and what it asks for."""

    intent: Intent
    because: str
    filters: tuple[str, ...] = ()
    """Colours, priorities and names that narrow it."""


def is_request(mask: str) -> bool:
    """ "Can you push it back?" asks for something to be done, not to be told."""
    return bool(
        _REQUEST.match(mask) or _ASKS_TO_MOVE.match(mask) or _ASKS_LEAVE.match(mask[:_LONG])
    )


def as_told(marked: Marked) -> Marked:
    """A request to record a colour as what it asks for: "could you put me down as amber?" says amber."""
    mask = marked.mask
    if (after := _COURTESY_AFTER.search(mask[:_LONG])) and mentions(mask[: after.start("tail")]):
        mask = _blank(mask, *after.span("tail"))
    found = _ASKS_TO_RECORD.search(mask[:_LONG])
    if found is not None:
        for group in ("frame", "sign", "tail"):
            start, end = found.span(group)
            if start >= 0:
                mask = _blank(mask, start, end)
    return marked if mask == marked.mask else replace(marked, mask=mask)


def _blank(mask: str, start: int, end: int) -> str:
    return mask[:start] + " " * (end - start) + mask[end:]


def is_question(mask: str) -> bool:
    """Whether a sentence asks rather than reports; a polite request is none."""
    if _WHAT_I_SAID.match(mask) and "?" not in mask:
        return False
    if is_request(mask) or _RHETORICAL.match(mask) or _TELLS_DOUBTFULLY.match(mask):
        return False
    if denies_its_question(mask):
        return False
    if _INVERTED.match(mask):
        return True
    opening = _ASKS.match(mask)
    if mask.rstrip().endswith("?"):
        return bool(opening) or not _STATUS_ENDS.search(mask)
    # Without a question mark only words that cannot open a report make one.
    return bool(opening) and not _TELLS.match(mask)


def read_query(marked: Marked, mask: str, *, pending: str | None) -> Asking | None:
    """The question that a message asks; ``None`` where it reports, or asks for something to be done."""
    asking = _read(marked, mask, pending=pending)
    return replace(asking, filters=_filters(marked, mask)) if asking else None


def _read(marked: Marked, mask: str, *, pending: str | None) -> Asking | None:
    if marked.addresses and "?" not in mask:
        # "Dashboard's here: <link>" gives, whatever its first word.
        return None
    refs = marked.refs
    if refs and mentions(mask) and not is_question(mask):
        return None
    if _JUDGES.match(mask) or _SMALL.match(mask):
        return None
    if len(mask) <= _SHORT:
        short = _read_short(mask, named=bool(refs))
        if short is not None:
            return short
    if refs and not mask.strip("\ue002 ,&?.!\n").replace("and", "").strip("\ue002 ,&?.!\n"):
        return Asking(Intent.QUERY_ACTION, "query:reference-only")
    if not is_question(mask):
        if refs and _OF_THE_NAMED.match(mask[:_SHORT]):
            return Asking(Intent.QUERY_ACTION, "query:action")
        return None
    if refs and _asks_another_day(mask):
        return None
    if refs and (_ACTION_WORDS.search(mask) or mask.rstrip().endswith("?")):
        return Asking(Intent.QUERY_ACTION, "query:action")
    if _OVERDUE.search(mask):
        return Asking(Intent.QUERY_OVERDUE, "query:overdue")
    if _OF_OTHERS.search(mask) and _OF_ACTIONS.search(mask) and _ASKS.match(mask):
        return Asking(Intent.QUERY_STATUS, "query:others")
    if pending and _THIS_ONE.search(mask) and not _OF_MORE.search(mask):
        return Asking(Intent.QUERY_ACTION, "query:this")
    if _LAST_SAID.search(mask):
        intent = Intent.QUERY_ACTION if pending else Intent.QUERY_MINE
        return Asking(intent, "query:this" if pending else "query:mine")
    if not _ASKS.match(mask) and not (len(mask.split()) <= _A_FEW and _OF_THE_PLAN.fullmatch(mask)):
        # A sentence that only ends in a question mark asks nothing of the plan.
        return None
    if _WHO.match(mask) and not _OF_ACTIONS.search(mask):
        # "Who's nicked my parking space?"
        return None
    if _MINE.search(mask):
        return Asking(Intent.QUERY_MINE, "query:mine")
    if _WHO.match(mask):
        # "Who's off track" asks of the plan, "who's doing the cake run?" does not.
        of_plan = _OF_ACTIONS.search(mask)
        return Asking(Intent.QUERY_STATUS, "query:status") if of_plan else None
    if _STATUS.search(mask):
        return Asking(Intent.QUERY_STATUS, "query:status")
    return None


def _asks_another_day(mask: str) -> bool:
    """ "2.1.2 won't make the 15th. Could we go to the 28th please?": the last sentence asks for a day, and not to be told."""
    *told, asked = [part for part in _SENTENCE.split(mask) if part.strip()] or [""]
    return bool(told and "\ue003" in asked and _ASKS_FOR_DAY.match(asked))


def _read_short(mask: str, *, named: bool) -> Asking | None:
    """A question of a word or two."""
    if not named and _STATUS_ONLY.match(mask) and not _LABELS.search(mask):
        return Asking(Intent.QUERY_STATUS, "query:status")
    if _OVERDUE_ONLY.match(mask):
        return Asking(Intent.QUERY_OVERDUE, "query:overdue")
    if _MINE_ONLY.match(mask):
        overdue = "overdue" in mask or "late" in mask
        return Asking(Intent.QUERY_OVERDUE if overdue else Intent.QUERY_MINE, "query:mine")
    return None


def _filters(marked: Marked, mask: str) -> tuple[str, ...]:
    """Colours, priorities and names that narrow a question."""
    found: list[str] = []
    for word in _LETTERS.findall(mask):
        status = colour_of(word.removesuffix("s") if word.endswith("s") else word)
        if status is not None:
            found.append(status.value)
    if _OVERDUE_TOLD.search(mask):
        found.append("overdue")
    found += [m[1] for m in _FILTER.finditer(mask)]
    found += [name for _, _, name in marked.names]
    found += [m[1] for m in _LEAD.finditer(marked.text) if colour_of(m[1].casefold()) is None]
    return tuple(dict.fromkeys(found))
