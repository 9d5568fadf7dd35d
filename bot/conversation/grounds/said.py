"""Colours that are told and not reported: quoted, given as an example, held back, meant for somebody else.

Each rule yields the stretch of the message over which it holds. A colour that stands outside counts.
"""

from __future__ import annotations

from bot.conversation.dates import DateSpan
from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import PAST, Marked
from bot.conversation.prefilter import Patterns, prefiltered

#: The whole message is an example, a copy of the bot's own words or somebody else's, or not to be saved.
_WHOLE = Patterns(
    (
        prefiltered(r"^\W*(?:e\.?g\b|for example|for instance|example|sample)\b"),
        prefiltered(
            r"^\W*(?:ok |thanks |thank you )?(?:saved|recorded|noted|logged|updated|confirmed|got it|reminder)\s*:"
        ),
        prefiltered(r"\bundo\?"),
        prefiltered(
            r"^\W*(?:[\w'\ue004]+ )?(?:minutes?|e-?mail|letter|extract|quote|quoting|agenda|text message)\s*:"
        ),
        prefiltered(
            r"^\W*(?:my notes?|draft|drafts|not final|to be (?:agreed|confirmed)|proposed|proposal|proposing|subject to|provisional(?:ly)?|tentative(?:ly)?|for discussion|wip|lines? to take|(?:the |press |comms )*(?:official )?lines?(?: for \w+)?)\b[^:\n]{0,40}(?::|\s-\s)"
        ),
        prefiltered(r"^\W*from:[^\n]*(?:\n|$)"),
        # "This is what the office sent round and some of it's wrong".
        prefiltered(
            r"\b(?:this|that|here|below|these|attached|following) ?(?:is|are|'s) (?:what|how|the (?:list|table|version|one|email|e-mail|tracker|position|update|return)) (?:the |our |your |my )?(?!(?:i|we|i'd|we'd|i've|we've|i'm|we're|it|this|to|of)\b)(?:[\w'\ue004]+ ){1,3}?(?:sent|circulated|put|have|has|had|wrote|shared|gave|said|published|pasted|issued|reported|recorded)\b"
            r"|\b(?:some|half|most|part|bits|much|all|none|one|two|several|a few|lots|few|a lot) of (?:it|this|that|these|them|those|which)(?:'s|s| is| are| was| were|'re) (?:all |just |plain |clearly )?(?:wrong|incorrect|out of date|rubbish|nonsense|inaccurate|mistaken|not right|(?:not|n't) (?:right|correct|true))\b"
        ),
        prefiltered(
            r"^\W*(?:please |pls )?(?:see )?(?:the )?(?:below|attached|this|following)(?: is| came| comes| comes in)? from (?!(?:me|us|my|our|here|now|next|\ue003|\ue005|today|the team)\b)[^:\n.,]{2,50}[:\n]"
            r"|\b(?:this|that|here|below|these) ?(?:is|are|'s|was|were)(?: only| just)? (?:(?:the|my|our|your|an?) )?(?:(?:last|previous) (?:month|week|time|year|quarter|cycle|term|board|meeting)'?s?|old|outdated) (?:one|list|version|table|return|report|update|e-?mail|paper|tracker|position|status)\b"
            r"|^\W*(?:(?:hi|hello|sorry|so|ok)\W+)*(?:is|are|does|do) (?:this|that|these|it|the below|the following)(?: all| still| really| look| now)* (?:right|correct|accurate|true|up to date|what you have)\?(?=\W*\ue002)"
        ),
        prefiltered(
            r"^\W*(?:just )?(?:got|received|copied|pasted|lifted|taken|forwarded|forwarding|fwd|sent)(?: (?:me|us))?(?: (?:this|these|the below|it))? (?:from|by|off) (?!(?:me|us|my|our)\b)[^:\n]{2,50}:"
        ),
        prefiltered(
            r"\b(?:wrong (?:chat|window|thread|channel|conversation|group|person to send)|(?:that|this|it|sorry that|which) (?:was|is|were) (?:meant )?for (?!\ue002|this\b|that\b|it\b|mine\b|me\b|us\b|the (?:action|board|digest|next|whole)\b|now\b|both\b|all\b|\ue003|\ue005|last\b|next\b|one\b|two\b)[\w\ue004]+\s*(?:$|[.:,;!\n]))"
        ),
        prefiltered(
            rf"\b(?:don'?t|do not|never) (?:\w+ )?(?:save|record|log|write|publish|store|minute)\b(?! (?:it|this|us|me|that) off)(?![^.;\n]{{0,25}}\b{COLOUR}\b)"
        ),
        prefiltered(
            r"\b(?:hold off|hold fire|wait before|stop|before) (?:recording|saving|logging|putting (?:it|this|that)|you (?:record|save|log))\b|\boff the record\b"
        ),
        # In confidence, and not to be passed on.
        prefiltered(
            rf"\b(?:don'?t|do not|dont) tell (?:anyone|anybody|a soul|them|him|her|the \w+)\b|\bin (?:strict |strictest )?confidence\b(?! (?:that|in)\b)|\b(?:didn'?t|did not|never) (?:hear|get) (?:it|this|that) from (?:me|us)\b|"
            rf"\bkeep (?:it|this|that) (?:to yourself|between|under your hat)\b|(?:^|[.,;(\n-] ?|\b{COLOUR} (?:but )?)not (?:for|to (?:be|go)) (?:sharing|circulation|publication|published|shared|circulated|quoted|minuted|(?:in|into|to) the (?:paper|papers|minutes|report|digest|board|pack))\b"
        ),
        prefiltered(
            rf"\b{COLOUR}\b\W+(?:(?:actually|no|hmm+|er+m?|um+|but|oh|wait|sorry|well)\W+)*(?:(?:no,? don'?t|hang on|hold on|wait(?: a (?:mo|sec|minute|bit))?|(?:hold|park|scrap|scratch|cancel|ignore|forget|undo|delete) (?:that|it|this)(?: (?:one|for now|a (?:mo|sec|minute)))?|let me (?:just )?(?:check|think|confirm|double[- ]check)(?: \w+)?)[^\w\ue001-\ue005]*)+$"
        ),
        # The key of the colours, and not a colour.
        prefiltered(rf"^\W*{COLOUR}\s*(?:=|means)\s*[a-z]{{3,}}"),
        prefiltered(
            rf"\b{COLOUR}\W{{1,3}}(?:joke|joking|kidding|just kidding|jk|only joking|only kidding|haha no|lol no)\b"
        ),
        # "Blue. Like my mood".
        prefiltered(
            rf"\b{COLOUR}\b\W{{1,3}}(?:a bit |just |much |exactly |rather )?like (?:my|your|his|her|our|the) (?:mood|face|eyes?|nose|cheeks|hair|heart|soul|blood|tea|coffee|coat|shirt|jumper|tie|car|sky|sea|weather|fingers|toes|knuckles|hands|feet|lips|wine|week|day|life|team|football team|traffic lights?|tights|socks|lipstick|bank balance|jeans|language)\b"
        ),
        prefiltered(
            rf"\b(?:of course it'?s {COLOUR}|so {COLOUR} it hurts|pigs (?:might |can |will )?fly|(?:and|then) i'?m (?:the (?:queen|king|pope)|a (?:dutchman|monkey|teapot|banana)))\b"
        ),
    )
)
#: To the end of the clause.
_FRAMES = Patterns(
    (
        # "The governors are green with envy, I'd say amber".
        prefiltered(rf"\b{COLOUR} (?:as grass|with envy)\b"),
        prefiltered(r"\b(?:e\.g\.?|eg|for example|for instance|such as)\b"),
        prefiltered(
            r"(?:^|[.;,!?\n]\s*|\b(?:because|and|but|that|hi|sorry|think|see) )you (?:put|have|show|say|got|had|list)\b"
            r"|\byou(?:'ve|'d| have| had)(?: just| only| even| already| got)* (?:said|put|saved|recorded|logged|noted|got|sent|marked|shown|changed|down)\b"
            r"|(?<!can )(?<!could )(?<!would )(?<!if )\byou(?: just| only| even| already)* (?:said|wrote|saved|recorded|logged|noted|posted|told|replied|reported|marked|showed)\b"
        ),
        prefiltered(
            r"\b(?:message|e-?mail|notification|alert|note|letter|reminder|report|minutes?|paper|papers|dashboard|tracker|slides?|system|website|spreadsheet)(?: [\w']+){0,2}? (?:saying|says|said|stating|states|reads|reading|showing|shows|has)\b"
        ),
        prefiltered(
            r"\bon (?:the|your|our|that) (?:\w+ )?(?:website|site|tracker|dashboard|system|spreadsheet|portal|screen|app)\b"
        ),
        prefiltered(
            r"(?:^|[.;,!\n]\s*|\band )(?!(?:i|we|just|have|i've|we've|already|and) )[a-z'\ue004]+(?: [a-z]+)? (?:wrote|e-?mailed|texted|messaged|whatsapped|tweeted|minuted)\b"
        ),
        prefiltered(
            rf"\b(?:don'?t|do not|dont|never|not to) (?:\w+ )?(?:make|change|turn|move|mark|put|set|call|say|show|rate|class) [^.;,\n]{{0,20}}?{COLOUR}\b"
        ),
        prefiltered(
            rf"\b(?:leave|take|drop|remove|delete|scrap|strip) (?:the |out the |that )?{COLOUR}\b(?! as\b| alone\b)"
        ),
        prefiltered(rf"\b(?:is|are|was|were) there (?:a|an|any) {COLOUR}\b"),
        prefiltered(rf"\b{COLOUR}\b ?[!.]+\?|\bmore {COLOUR} than\b"),
        prefiltered(
            rf"\b(?:two|three|four|five|some|\d+) (?:green|amber|red)s\b[^.;\n]*|\b(?:parts|bits|elements|areas|aspects|strands) (?:of (?:it|this|that) )?(?:is|are) {COLOUR}\b"
        ),
        prefiltered(
            rf"\b{COLOUR}\b\W+(?:(?:but|though|and|i'?ll|i'?m|still|just|will|need to|to) ){{0,3}}(?:provisionally|(?:double[- ])?check(?:ing)?|confirm|let me (?:confirm|check|see))\b(?= (?:first|with|by|tomorrow|later|though|it|that|this|before|numbers|[a-z]+'s)\b| \ue003| ?[^\w\s]| *$)"
        ),
        # To be told to somebody else, or written somewhere else.
        prefiltered(
            r"\b(?:tell|let|message|inform|advise|notify|warn|remind) (?!me\b|us\b|you\b|it\b|this\b|that\b)(?:the )?[a-z\ue004]+(?: [a-z]+)? ?(?:know|that|it'?s|it is|\ue002|green|amber|red|his|hers|theirs)"
        ),
        prefiltered(
            rf"\b{COLOUR} (?:on|in) (?:the|their|a) (?:\w+ )?(?:register|report|paper|papers|minutes|newsletter|website|agenda|scorecard)\b"
        ),
        # In another body's return: "down as green in the Better Care Fund return".
        prefiltered(
            rf"\b{COLOUR} (?:on|in|under|for|against|per) (?:the|their|an?|that|its|his|her|[\w]+'s) (?:(?!improvement\b|action\b|monthly\b|weekly\b|next\b|this\b|send\b|your\b|latest\b|new\b|send'?s\b)[\w'&/-]+ ){{1,5}}?(?:returns?|submissions?|dashboards?|scorecards?|trackers?|registers?|plans?|strategy|framework|toolkit|(?:self-?)?assessment|audit|monitoring|reports?|papers?|league table|ratings?|database|portal|profile)\b"
        ),
        # Of another scale: "green, but they use a different scale".
        prefiltered(
            rf"\b{COLOUR}\b[^.;\n]{{0,80}}\b(?:different|another|(?<!our )(?<!my )own|separate|(?:other|wholly different) (?=scale|key)) ?(?:\w+ )?(?:scales?|key|rag|b?rags?|rating scale|rating system|ratings?|scoring|colour (?:scheme|key|code|system)|colours|thresholds?|definitions?|criteria|methodology|tolerances?|yardstick)\b"
        ),
        prefiltered(
            r"\b(?:papers?|website|minutes|newsletter|slides?|report|letter|statement|press release) (?:should|needs? to|must|can|could|to|ought to) (?:say|read|show|be)\b"
            r"|\b(?:for|in|on) the (?:board |press |staff )?(?:papers?|newsletter|website|minutes|press release|statement|slides?|letter|report),? (?:please |just |we |you |can you )*(?:say|put|write)\b"
        ),
        # What was, before.
        prefiltered(rf"\b{COLOUR}\s*(?:-+>|=+>|>|→)\s*\?"),
        prefiltered(rf"\b{COLOUR}\b,? (?:i|we) hope\b"),
        prefiltered(
            rf"\b(?:until|till|up to|up till) \ue005+,? (?:it (?:was|had been) )?{COLOUR}\b"
        ),
        prefiltered(
            rf"\b(?:previously|historically|formerly|traditionally|once) (?:\w+ )?(?:as )?{COLOUR}\b|\b(?:came|passed|handed|given) to (?:me|us) (?:as |at )?(?:an? )?{COLOUR}\b"
        ),
        prefiltered(
            rf"\b{COLOUR} is (?:where|what) (?:we|i|they|he|she)(?:'d| would| all)? (?:want|hope|need|aim|like|should)\w*"
        ),
        # What others tell, or would see from where they stand.
        prefiltered(
            r"\b(?!(?:i|we|i'm|we're|im|am|it|that|what|keep|keeps|not|by|just|without|from|worth|of|for|still|been|are|is|and|or|like)\b)[a-z\ue004]+(?:'s| is| are|'re| keeps| was| were)? (?:telling|claiming|insisting|adamant|convinced)\b"
            r"|\b(?!(?:i|we|i'm|we're|im|that|what|it)\b)[a-z\ue004]+(?:'s| is| are|'re| keeps| was| were) (?:saying|calling|putting|reporting)\b"
        ),
        prefiltered(
            r"\bask (?!me\b|us\b)[a-z\ue004]+ and\b|\b(?:from|on) (?:the )?(?!my\b|our\b|this\b|the\b|an\b|a\b|that\b)[a-z]+(?:'s)? (?:side|end|perspective|viewpoint|standpoint)\b"
        ),
        prefiltered(
            rf"\bfor (?!me\b|us\b|this\b|that\b|now\b|mine\b|it\b|once\b|sure\b|both\b|all\b|each\b|everything\b|everyone\b)(?:the )?(?!action\b|moment\b|board\b|whole\b|time\b|next\b|last\b|month\b|week\b)[a-z]+,? (?:it'?s|it is|this is|we'?re) {COLOUR}\b"
        ),
        prefiltered(
            rf"\b(?:saying|calling it|putting) {COLOUR} (?:gets?|means?|makes?|would|will|leads|just|only)\b|\bsay {COLOUR} and (?:they|everyone|nobody|he|she|people|it|you)\b|\b{COLOUR} rag to\b"
        ),
        prefiltered(
            rf"\b{COLOUR}\b,? ?(?:ok|okay|right|yes|yeah|no|innit|agreed|fair|correct|then|or)\?"
        ),
        prefiltered(r"\b(?:would|do|wouldn'?t) you (?:call|say|rate|class|describe)\b"),
        prefiltered(rf"\bto be {COLOUR}[, ]+(?:it|we|they|this)(?:'d| would| has| needs| must)\b"),
        prefiltered(
            rf"\bwent {COLOUR} (?:back )?(?:in|over|during|around|at) (?:the )?(?:spring|summer|autumn|winter|\ue005|start|beginning|easter)|\bwent {COLOUR} \ue003"
        ),
        prefiltered(
            rf"\b(?:less {COLOUR}|as (?:bad|good) as {COLOUR}|(?:not|n't|hardly) (?:be |feel |really |entirely )*(?:comfortable|happy|content|confident|easy) (?:with|at|about|calling|saying|putting) (?:it |an? )?{COLOUR})\b"
        ),
        prefiltered(rf"\b(?:un)?officially (?:it'?s |we'?re |it is )?{COLOUR}\b"),
        prefiltered(
            rf"\b{COLOUR}\b,? (?:technically|officially|nominally|theoretically|in theory|on the face of it|to the outside world|to outsiders|as if|not)\b(?=[^\w\ue001-\ue005]*$)"
        ),
        prefiltered(
            rf"\b{COLOUR}\b,? (?:pending|subject to|awaiting|depending on) (?:the )?[\w\ue004]+(?:'s)? (?:view|views|agreement|agreeing|ok|okay|say-so|nod|steer|blessing)\b"
        ),
    )
)
_FIRST = prefiltered(rf",? (?:it (?:was|had been) )?{COLOUR}\b")
#: "Green last week", and not "went green last week": how it was then.
_COLOUR_THEN = prefiltered(
    rf"(?:^|[.;,\n:(-]|\ue002|\b(?:it'?s|it|this|that|is|was|were|we were|we|and|but|all|both|at|on)) ?(?P<colour>{COLOUR}) (?:back )?$"
)
#: "Red right up until", "amber until about": up to the day that follows.
_COLOUR_UP_TO = prefiltered(
    rf"\b(?P<colour>{COLOUR}) (?:(?:right|all the way|pretty much|more or less|just|only|even) )*(?:up(?= *$))? ?(?P<until>(?:up )?(?:until|till|'?til)|up to|prior to)?(?: and including)?(?: (?:about|around|roughly))? ?$"
)
_UP_TO = ("until ", "till ", "til ", "'til ", "up to ", "before ", "prior to ")
_NEAR = 40
_WENT = prefiltered(rf"\bwent {COLOUR} $")
_SEASON = prefiltered(r"\b(?:spring|summer|autumn|winter|easter)\b")
_CLAUSE_END = prefiltered(r"[.;!?\n](?=\s|$)|,\s|\s-\s|\b(?:but|though|whereas|and(?= i\b))\b")
_QUOTED = prefiltered(r"[\s:]*[\"“']")
_OPENING_QUOTE = prefiltered(r"[\"“']")
_CLOSING_QUOTE = prefiltered(r"[\"”'](?=\W|$)")


def not_for_the_record(mask: str) -> list[tuple[int, int]]:
    """The stretches of a message in which a colour is told and not reported; the whole of it at times."""
    if any(rule.search(mask) for rule in _WHOLE.that_may_match(mask)):
        return [(0, len(mask))]
    return [
        (frame.start(), _end(mask, frame.end()))
        for rule in _FRAMES.that_may_match(mask)
        for frame in rule.finditer(mask)
    ]


def until_then(marked: Marked) -> list[tuple[int, int]]:
    """ "Until yesterday green", "green last week", "red up until last week", "it went red in the summer": a colour of the time that is over."""
    found: list[tuple[int, int]] = []
    for span in marked.dates:
        after = _FIRST.match(marked.mask, span.end)
        up_to = _over(marked, span) and _COLOUR_UP_TO.search(
            marked.mask, max(0, span.start - _NEAR), span.start
        )
        if up_to and (up_to["until"] or span.words.startswith(_UP_TO)):
            found.append(up_to.span("colour"))
        elif after and span.words.startswith(("until ", "till ", "til ", "up to ")):
            found.append(after.span())
        if after and span.words.startswith("last ") and not marked.mask[: span.start].strip():
            found.append(after.span())
        then = _COLOUR_THEN.search(marked.mask, max(0, span.start - _NEAR), span.start)
        if then and span.words.startswith(("last ", "yesterday", "previous ")):
            found.append(then.span("colour"))
        if then and _over(marked, span) and span.words.endswith(" ago"):
            found.append(then.span("colour"))
        before = _WENT.search(marked.mask, max(0, span.start - 20), span.start)
        if before and _SEASON.search(span.words):
            found.append(before.span())
    return found


def _over(marked: Marked, span: DateSpan) -> bool:
    """Whether this day has come."""
    return marked.mask.startswith(PAST, span.start)


def _end(mask: str, at: int) -> int:
    """Where what is told ends: with the clause, or with the quotation marks about it."""
    if _QUOTED.match(mask, at):
        first = _OPENING_QUOTE.search(mask, at)
        close = _CLOSING_QUOTE.search(mask, first.end()) if first else None
        if close:
            return close.end()
    stop = _CLAUSE_END.search(mask, at)
    return stop.start() if stop else len(mask)
