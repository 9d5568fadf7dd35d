"""Questions about the bot and its questions: what to answer, what a colour means, who reads it.

What stands in such a question is supposed, not said: "what happens if I put red?" reports no red.
"""

from __future__ import annotations

from functools import lru_cache

from bot.conversation.cut_off import asks_of_cut_off
from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

_LEAD = (
    r"^[^\w\ue001-\ue005]*(?:(?:"
    + any_of(
        """hi hello hey morning please pls ok okay so and but sorry just bot well also thanks erm um er hmm oh right
        quick question query one a honestly remind me again"""
    )
    + r")[^\w\ue001-\ue005]+)*"
)
#: What people do with an answer, a colour or a form: the bot's matters, not the action's.
_ANSWERING = (
    r"(?:reply|replying|respond|responding|answer|answering|say|saying|put|putting|write|writing|type|typing|send|sending|enter|entering|fill|filling|record|recording|"
    r"report|reporting|include|including|use|using|pick|choose|choosing|select|rate|rating|mark|marking|rag|give|giving|provide|attach|upload|add|submit|submitting|update|updating|do|tell you|explain|call|log|note|edit|amend|change|undo|delete|correct|skip|ignore|opt out|unsubscribe|see|justify|evidence|score|class|claim)"
)
_MUST = (
    r"(?:(?:do|should|must|can|could|would|shall|will|may|might|am|are|have|did|ought) (?:i|we|you want me to|people|leads|one)(?: all| both| always| really| actually| still| just| also)*"
    r"(?: (?:need|have|meant|supposed|expected|required|allowed|able|permitted|want|got|right|wanted|be|ok|okay|fine)(?: to| in)?)*)"
)
_COLOUR = r"(?:green|amber|red|blue|grey|gray|done|complete|completed|not reported|a colour|colours?|rag|brag|status)"
_ASKED = (
    # Help, and what this is.
    r"(?:help|commands?|instructions?|menu|options?|guide|guidance|faqs?|man|info|examples?|explain|huh|what\?*|what now|come again|say (?:that )?again|pardon|you what|\?+)(?: (?:me|please|pls|yourself|this|needed|wanted|out))*\W*$",
    r"(?:(?:i )?(?:need|want)|(?:can|could|would|will) you(?: please)?|can (?:someone|anyone|somebody)) (?:some |a bit of |a hand|give me a hand|to )*help\b(?! (?:the|them|us with the|schools|families))[^.\n]{0,40}$",
    r"(?:give me|show me|have you got|any|is there|are there|got)(?: an?| any| some| the)? (?:examples?|help|template|guidance|instructions?|commands|crib sheet|cheat ?sheet|key)\b",
    r"(?:who|what) (?:are|r) (?:you|u)\b(?! (?:waiting|doing|leading|chasing))|what(?:'s| is| was) (?:this|it|that|all this)(?: (?:bot|thing|message|form|even|all))?(?: (?:for|about|all about|again|asking|in aid of))?(?:\W+(?:please|pls|then|exactly|when it'?s at home))*\W*$",
    r"who (?:is|made|runs|sent|set up|set|built|owns|wrote) (?:this|you|these|the bot|it)\b(?! (?:action|one|with|to|for|down))(?: (?:up|thing|bot|messages?|reminders?))*\W*$",
    # "What sort of things can I ask you", "what questions do you answer".
    r"(?:what|which) (?:(?:other |all the |the )?(?:sorts?|kinds?|types?) of )?(?:things?|stuff|questions?|commands|words|else|requests?|messages?)? ?(?:can|could|may|do|should|am) (?:i|we|you|people|leads)(?: (?:allowed to|able to|all|normally|actually|usually))* (?:ask|say to you|type|tell you|send you|use you|answer|understand|respond to|help)\b(?! (?:them|him|her|the |our |\ue002))",
    r"what else (?:can|could|do) you do\W*$",
    r"what (?:does|do) (?:this|you|the bot|it)(?: bot| thing)? do\W*$|what can (?:you|i|this|the bot)\b",
    r"(?:is|are) (?:this|you|it|these)(?: (?:a|an|really|actually|just|all|the))* (?:bot|person|human|robot|real|ai|automated|automatic|machine|computer|confidential|private|public|anonymous|foi|foi-?able|disclosable|recorded|minuted|scam|spam|phishing|legit|genuine|mandatory|compulsory|optional|instead of the (?:form|spreadsheet|tracker|e-?mail))\b",
    r"(?:is|are|will|does|do) (?:this|it|these|my (?:answers?|words|reply|comments?|update)|what i (?:say|write|put)|that|the answers?)(?: (?:all|then|be|also|get|really|going to))* (?:go|going|get|used|shared|published|shown|seen|read|end up|stored|kept|printed|appear|in the (?:board )?(?:paper|pack|minutes|digest))\b",
    # Who reads it, where it goes, what it is for.
    r"(?:who|which people|how many people)(?: else)?(?: all)? (?:sees?|reads?|gets?|can see|can read|will see|will read|gets? to see|gets? to read|looks? at|receives?|checks?|has access to|decides (?:if|whether|when|how)|decides (?:the|what|on)|signs off|approves)\b",
    r"where (?:does|do|will|is|are|did) (?:this|it|these|my|what i|the answers?)\b[^?\n]{0,30}\b(?:go|end up|stored|kept|shown|published|appear|saved|recorded)\b",
    r"why (?:am i|are you|do you|do i|are we|do we|does (?:it|this|the bot)|would i|should i)\b(?! keep)[^?\n]{0,60}",
    r"how come (?:i'?m|you|i)\b",
    r"what (?:happens|would happen|will happen|do you do|becomes of)\b",
    r"(?:when|what)(?:'s| is| are) the (?:deadline|cut-?off|last day|closing date) for (?:replies|answers|returns|updates|responses|replying|answering)\b",
    r"(?:so )?(?:what|whats)(?:'s| is| are)? (?:the )?(?:point|purpose|process|procedure|cut-?off|format|word limit|rule|rules|scale|key|options|choices|deadline for (?:replies|answers|returns|updates))\b(?! (?:of|for) \ue002)",
    # How it is done.
    r"how (?:do|can|should|would|does|to|shall|did|am|are|could|must)\b(?! (?:(?:i|we|you|this|it|they) )?(?:doing|getting on|things|getting|going|that|this look|it look|it compare|we compare|we (?:stand|look)|\ue002))\b[^\n]{0,80}",
    r"how (?:much|long|detailed|often|many (?:words|lines|characters|sentences|times a (?:month|year)))\b[^?\n]{0,20}\b(?:detail|do (?:i|you|we)|does (?:this|it|the)|should|need|want|must|is needed|have to|will (?:this|it) take|can (?:it|this|i)|for this|to (?:write|say|put|reply))\b",
    r"(?:what|which|how|where|when|who)(?: (?:one|colour|color|date|bit|kind of thing|sort of thing|exactly|else|on earth|words?|format))?(?: (?:to|is|are))? ?"
    + _MUST
    + r"\b(?! (?:owe|lead|own|got|responsible))(?: \w+){0,3}? ?"
    + _ANSWERING
    + r"\b(?! (?:last|previously|before|in (?:september|october)))",
    r"(?:what|which|when|where|how) (?:am|are) (?:i|we) (?:meant|supposed|expected|allowed|required|able|to)\b",
    r"what(?:'s| is)? (?:do you|you|are you)(?: (?:need|want|after|asking|looking|expecting|require|mean))+(?: (?:for|from|me|us|to|by|here|exactly|now|this|that|know))*\W*$",
    r"(?:when|what day|what time|by when|how soon)(?:'s| is| do| does| are| must| should)?(?: (?:you|it|this|i|we|everything|updates?|returns?|answers?|all this))* (?:need(?:ed)?|want(?:ed)?|due in|have to (?:reply|respond|answer)|required)\b[^?\n]{0,20}\W*$",
    _MUST + r"\b(?: (?:to|just|only|also|even|always))* ?" + _ANSWERING + r"\b",
    r"(?:do|must|should|will|would) (?:i|we) (?:need|have|be (?:expected|asked))\b(?! (?:approval|anything|any more)\b)",
    r"(?:do|would|will|did|could) (?:you|u|they|the board|the office) (?:need|want|require|expect|accept|count|take|treat|like)\b(?! (?:to close|me to close))[^?\n]{0,60}\?*$",
    r"am i (?:allowed|able|ok|okay|right|meant|supposed|expected|permitted|being (?:marked|judged|asked))\b(?! (?:on|in) (?:time|track|date))",
    r"(?:are (?:we|leads|people)|is (?:anyone|one)) (?:allowed|able|meant|supposed|expected|permitted) to\b(?!(?: [a-z]+){0,3}? (?:push|move|extend|extension|delay|slip|shift|longer|more time|close|hand)\b)",
    r"(?:does|do|would|will) (?:an? |the |saying |putting )?"
    + _COLOUR
    + r" (?:just |really |always |actually |only |also |automatically )*(?:means?|count|need|close|require|stay|go|get|involve|imply|trigger|lead to)\b",
    # What a colour means, and suppositions.
    r"(?:what|when|how|which|where)(?:'s| is| does| do| would| exactly)*(?: (?:something|it|an? action|this))? ?(?:makes?|counts?|qualif\w+|classed|classified|constitutes?|defines?|is the (?:threshold|definition|criteria|line|bar)|triggers?|turns?|be|become|go)\b[^?\n]{0,30}\b"
    + _COLOUR
    + r"\b",
    r"what makes (?:something|an action|it|one|this|a thing)\b",
    r"(?:what|how)(?:'s| is| are)? (?:the )?difference\b|difference between\b",
    r"how (?:red|amber|green|bad|late|serious|grey) (?:is|does|must|should|do you have to be)\b",
    r"(?:can|could|would|should|may|might|will|does|is) (?:it|this|that|something|an action|one|a thing) (?:ever )?(?:still )?(?:be|count|go|stay|have|get|be classed|matter|remain|ok to be|allowed to be)\b[^?\n]{0,40}\b(?:if|when|where|even|and|or|two|both|half|between|as well)\b",
    r"(?:can|could|may) (?:it|this|that|something|an action|one) be (?:two|both|half|more than|between|in between|different|any|other)\b",
    r"(?:does|would|will|do|is) (?:it|this|that|these) (?:count|matter|make (?:a|any) difference|need|have to|qualify|include|cover|work|save|reach|affect)\b",
    r"(?:what if|suppose|supposing|say|let'?s say|imagine|hypothetically|if)\b[^?\n]{0,80}\b(?:what|would|does|do|will|is that|can|should|happens?)\b[^?\n]{0,60}\?",
    r"what if\b",
    r"(?:what(?:'s| is| does)?|whats|when do you use|when is) (?:an? )?"
    + _COLOUR
    + r" (?:for|about|used for|mean|meant for|supposed to mean)\W*$",
    r"(?:can|could|may|will|should) (?:my|a|the|our) (?:deputy|pa|assistant|business support|team|manager|colleague|admin|delegate|officer)\b[^?\n]{0,40}\b(?:do|reply|answer|respond|update|fill|send|complete)\b",
    r"(?:what(?:'s| is| are| does| do)?|whats|explain|define|meaning of|remind me what)(?: (?:an?|the|your|this|does|do|is|are|a))* (?:forecast(?: date)?|approved date|original date|limb|limbs|position|next steps?|brag|rag|assured|assurance|digest|hold|cut-?off|sap|pap|impact pending|blue|snooze)(?: (?:date|mean|means|here|then|exactly|again|for|is|are|and|or|vs|versus)\b[^?\n]{0,30})?\W*$",
    # Whether little is enough, and who reads it.
    r"(?:is|would|will|are) (?:an? |one |just |that |this |it |only |a couple of |two )*(?:colour|line|word|sentence|date|link|paragraph|number|bullet|few words|lines|words)s? (?:be )?(?:enough|ok|okay|fine|alright|all right|all you need|sufficient|acceptable|do)\b",
    r"(?:does|do|will|would|can|did|is) (?:anyone|anybody|my \w+|the \w+|people|they|everyone|someone|ofsted|dfe|members|directors?|head office)(?: \w+)? (?:see|read|get|look at|check|use|going to (?:see|read))s? (?:this|these|it|them|my|what)\b",
    r"(?:can|could|would|will) (?:you|someone|somebody) (?:please |pls )?(?:explain|clarify|tell me what (?:you|this|to)|say that again|give me an? example|show me how|remind me (?:what you (?:need|want)|how))\b",
    r"what (?:precisely |exactly |actually )?(?:is|are|'s) (?:it (?:you|that)|required|needed|expected|wanted|asked|being asked)\b[^.\n]{0,40}$",
    # Not understanding.
    r"(?:i(?:'ve| have)? )?(?:no (?:idea|clue)|not (?:a|the (?:foggiest|faintest)) ?(?:clue|idea)?|haven'?t (?:a|got a) clue) (?:what|how) (?:to|i(?:'m| am)? (?:meant|supposed|should|do|need)|this works)\b[^.\n]{0,40}$",
    r"(?:i(?:'ve| have)? )?(?:got )?(?:no|not (?:a|the)|haven'?t (?:a|the|an?y?)|without an?)(?: earthly)? (?:idea|clue|foggiest|faintest|scooby)(?: idea)? what (?:this|that|it|any of this|all this|this one)(?:'s| is| was| even is)(?: (?:all|even|meant|supposed|to be))*(?: (?:about|for|asking|asking for|on about))?\W*(?:$|[.;!\n])",
    r"(?:i'?m |i am )(?:stuck|lost|confused|baffled|not following|not with you|none the wiser)\W*$",
    r"(?:i'?m |i am |we'?re )?(?:not (?:quite |really |entirely |at all )?(?:sure|clear|certain)|unsure|unclear|confused (?:by|about|as to)|puzzled (?:by|about)) (?:what|how|why|where|which (?:bit|part)|about (?:what|how)|on (?:what|how)) (?:(?:you|u|the bot|this|it|that)(?:'re|'s| are| is)?|to|i(?:'m| am)(?: meant| supposed)|i should|i need)\b(?! (?:happening|going)\b)[^.\n]{0,50}$",
    r"(?:i )?(?:really )?(?:don'?t|do not|dont|didn'?t|can'?t) (?:understand|get(?= (?:it|this|what|the question|why)\b(?! (?:(?:all|fully) )?(?:done|finish\w*|complet\w+|sorted|signed|agreed|over|through|off|in|to|deliver\w*|approved|moving|started|landed|wrapped|ready|live|funded)\b))|follow|know (?:(?:what|how) (?:to|you|this|i(?:'m| am))|(?:what|which(?: \w+)?|where)(?: (?:is|are|exactly|all))*(?: (?:goes|go|counts?|belongs?|qualif\w+|meant to go|supposed to go|wanted|needed))))\b[^.\n]{0,60}$",
    r"what (?:does|would|do) (?:a )?good(?: \w+){0,2} looks? like\b",
    r"what (?:do|does|did|on earth do) (?:you|u|this|that|it)(?: all| even)? mean\b|what does (?:this|that|it|the question|the form|this bot) (?:want|ask|need|say|even mean)\b",
    r"(?:can|could) (?:i|we) (?:just |still |also |always |please )*(?:reply|respond|answer|do (?:this|it) (?:by|via|in|over)|send (?:it|this|you) (?:by|via|in)|e-?mail (?:it|you|this)|change (?:my|it later|the colour later)|edit|use|see (?:what|my|an)|say more than|have two|skip|ignore|opt out|add (?:a|some|evidence|a link|an attachment|more)|attach|upload|copy|delegate|nominate|get someone)\b",
    r"(?:is|was) (?:it|there) (?:ok|okay|fine|possible|allowed|acceptable|alright|a way|any way|an option|a (?:deadline|limit|form|template))\b(?! (?:to|if (?:i|we)) (?:push|move|extend|delay|slip|close))",
)
_HELP = prefiltered(_LEAD + "(?:" + "|".join(_ASKED) + ")")
_EXPLAIN = prefiltered(
    r"^\W*(?:(?:please|hi|can you|could you|and|so|sorry|bot)\W+)*(?:what|what's|whats|explain|how|define|remind me what|when|which|should|tell me what|difference|meaning|is there|do|does|can|would|"
    r"why|are)\b[^\n]{0,60}\b(?:mean|means|meaning|meant|stand for|colours?|colors?|definitions?|defined|define|difference|key|scale|ratings?|rags?|brags?|use|put|choose|pick|count|count as|qualif\w+|criteria|thresholds?|makes? (?:something|it|an action|one))\b"
)
#: What there is to know of a colour.
_RULES = r"(?:rules?|definitions?|refreshers?|reminders?|recap|crib|criteria|thresholds?|tests?|meanings?|difference|guide|guidance|lowdown|low-down|rundown|what|when to|how to)"
#: "Define red for me", "tell me the rules for going red", "a refresher on green vs blue".
_EXPLAIN_ONE = prefiltered(
    r"^\W*+(?:(?:please|can|could|would|will|you|u|someone|hi|hello|so|and|sorry|just|quick(?:ly)?|i|i'd|we|really|like)\W++)*+"
    r"(?:(?:explain|define|(?:talk|walk|run) me through|spell out)\W+"
    rf"|(?:(?:tell|give|send|show|remind|refresh) (?:me|us)|need|want|got|what(?:'s| is| are)?)?\W*+(?:(?:an?|the|some|any|your|exact|quick|short|simple|official|basic|again|about|of|on)\W+)*{_RULES}\W+)"
    r"(?:(?:an?|the|what|when|how|of|for|on|to|around|between|about|counts?|as|going|go|being|be|calling|call|rating|rate|choosing|choose|something|action|you|we|i|use|put)\W+)*"
    rf"{COLOUR}(?:\W+(?:and|or|vs\.?|versus|from|against|rather than|to|as opposed to|/)?\W*(?:an? )?{COLOUR})*"
    r"(?:\W+(?:means?|is|are|to me|for me|please|pls|again|thanks|ta|cheers|here|these days|on (?:this|your|the) scale|in (?:this|your) (?:plan|system|scale)|counts?|exactly|used for|for|actually))*\W*$"
)
#: "Need a refresher on green vs blue": a reminder of what they mean, and no report.
_REFRESHER = prefiltered(
    r"^\W*(?:(?:hi|sorry|please|pls|could|can|i|we|you|me|us|do|with|give|any chance of|need|want|after|like|could use|i'd|just|quick|a|some|think|may|might|have|get|send|is there)\W+)*(?:refresher|reminder|recap|crib sheet|cheat ?sheet|explainer|explanation|guide|note|bit of (?:help|guidance)|guidance|rules?|definitions?)"
    r" (?:on|of|about|for|re|between|around) (?:what )?(?:the |an? |when to (?:use|put|go) )?(?:colours?|colors?|rag|brag|ratings?|key|scale|green|amber|red|blue|grey)\b(?=\W*$| (?:and|or|vs?\.?|versus|against|v|ratings?|means?|is|are|for (?:me|us)|again|please|pls|mean|scale|key|status|statuses)\b)"
)
#: "Where's the line between amber and red", "when does amber become red": what parts two colours of the scale.
_BORDER = prefiltered(
    r"^\W*+(?:(?:hi|hello|hey|so|and|but|ok|sorry|please|just|quick(?: one| question)?|question|bot|again|then|(?:can|could|would) you|(?:remind|tell|show) me|explain|not sure|i (?:never|don'?t|can'?t) (?:know|remember|see)|of|about)\W++)*+(?:"
    rf"(?:(?:where|what)(?:'?s| is| are| (?:do|would|should) (?:you|we|i|they)| does \w+)? )?(?:(?:exactly|draw|put|set|the|a|any|actual|official)\W+)*(?:line|cut[- ]?off(?: point)?|boundary|border|borderline|threshold|divide|dividing line|tipping point|differences?|distinction)(?: (?:is|lies|falls|comes))? between (?:an? )?{COLOUR} (?:and|or|&|/) ?(?:an? )?{COLOUR}"
    rf"|what (?:separates|distinguishes|divides|turns|tips|pushes|takes|moves|makes|changes)(?: (?:it|something|this|an action|one|an? action))?(?: from)? (?:an? )?{COLOUR} (?:from|to|into|and|rather than|instead of|and not|not) (?:an? )?{COLOUR}"
    rf"|(?:at what point|when|how) (?:does|do|would|is|should|can) (?:(?:an?|something|it|an action|things|one|we|i|you)\W+)*(?:(?:go|goes|change|move|turn|tip|be|become|from|put|call|say|use)\W+)*{COLOUR} (?:becomes?|(?:turn|turns|tip|tips|go|goes|slip|slips|change|changes)(?: over)?(?: in)?to|turns?|to|rather than|and not|instead of|not|over) (?:an? )?{COLOUR}"
    r")(?:\W+(?:please|pls|again|then|exactly|though|thanks|ta|here|now|these days|on (?:this|your|the) scale|for (?:you|us|me)|at|drawn|is|lies|sit|these|supposed to be|meant to be))*+\W*$"
)
#: A list of the colours and what they mean, held up with "is this the current key?".
_KEY = prefiltered(
    r"\b(?:is|are|isn'?t|aren'?t) (?:this|that|these|those|it|here|below)(?: (?:still|really|not|the|our|your|my|an?|right|current|latest|correct|same|official|agreed))* (?:key|scale|definitions?|meanings?|colours?|ratings?)\b[^?\n]{0,80}\?"
    r"|\b(?:key|scale|definitions?|meanings?)\b[^?\n]{0,20}\b(?:right|correct|current|still|up to date|out of date|changed)\b[^?\n]{0,80}\?"
)
_SCALE = prefiltered(r"\b(?:green|amber|red|blue|grey)\b")
_THREE = 3
_COLOUR_LIST = prefiltered(r"\b(?:colours?|colors?|rag|brag|ratings?|statuses|key|scale)\b")
_THIS_TOO = prefiltered(
    r"\s+(?:so |and |or )?(?:is|are|do|does|did|was|what|why) (?:this|you|these|it)\b(?![^?\n]*\b(?:red|amber|green|blue|grey|late|overdue|done)\b)[^?\n\ue002]*\?\W*$"
)
#: "No idea what goes in next steps, can you give an example?", whatever stands before.
_SHOW_ME = prefiltered(
    r"\b(?:can|could|would|will) (?:you|u|someone|anyone|somebody)(?: (?:please|pls|just))* (?:give|show|send|share|provide)(?: me| us)? (?:an? |some |any )?(?:worked |good |quick |proper )?(?:examples?|templates?|samples?)\b(?! of (?:how (?:the|our)|the|our))"
)
_LONGEST = 160
#: Questions about what has been said or stands recorded are answered from the record.
_RECORD = prefiltered(
    r"\b(?:last (?:time|month|week|update|report|meeting)|previously|(?:still|left|yet) (?:got |have |need )*to (?:update|answer|reply|report|do)|still owe|owe you|outstanding|on my list|did (?:i|we) (?:say|put|report|give|tell|agree|set|settle on|go (?:for|with))|have i (?:said|put|reported)|what did)\b"
)
#: Asking for more time, for another day or to be left out is no question about how this works.
_WANTS = prefiltered(
    r"\b(?:can|could|may|might) (?:i|we) (?:please )?(?:have|get|push|move|extend|delay|close|change (?:the date|it to|this to|that to|\ue002+ to)|put (?:it|this|that) back|make (?:it|this|that)|call (?:it|this)|go (?:to )?(?:green|amber|red)|undo|delete|remove|take)\b"
    r"|\b(?:can|could|may|shall|should) (?:i|we) (?:please |maybe |just )*(?:say|do|aim for|go for|agree|settle on|call it|put)(?: (?:it|this|that|the|for|as))* \ue003"
    # "Can it go back two months?"
    r"|\b(?:can|could|may|might|would|should|will) (?:it|this|that|this one|that one|the (?:date|deadline|action)|\ue002+)(?: (?:please|now|all|just|be|perhaps|possibly|maybe))* (?:go|move|moved|slip|put|push|pushed|shift|shifted|slide|drift|extend|extended|delay|delayed|stretch|stretched|roll|rolled)(?: (?:back|out|on|over|forward|along|by|for|to|right|another|an?|the))* ?(?:extra |couple of |few |half a )?(?:(?:one|two|three|four|five|six|eight|ten|twelve|\d{1,2}) )?(?:more )?(?:days?|weeks?|wks?|fortnights?|months?)\b"
    # "Would it be OK if this could be moved to 12 January?"
    r"|\b(?:ok|okay|possible|alright|all right|fine|acceptable) (?:if|for|to) (?:[\w\ue002']+ ){0,5}?(?:mov|push|extend|chang|shift|delay|postpon|put|set|slip)\w*\b[^?\n]{0,20}\ue003"
    r"|(?<!what )(?<!how )(?<!else )\b(?:can|could|would|will) (?:you|u) (?:(?:possibly|please|pls|kindly|just|maybe|perhaps) )*+(?!help|explain|tell me (?:what|how)|show me how|(?:give|show|send)(?: me| us)? (?:an? |some )?(?:worked |good |quick )?(?:example|template|sample)|say that again|remind me what|clarify)|\bremind me (?!what\b|how\b|again what\b)"
)


@lru_cache(maxsize=64)
def asks_for_help(mask: str) -> bool:
    """Whether a message asks about the bot, its question or how to answer it."""
    if len(mask) > _LONGEST or "\ue001" in mask or _RECORD.search(mask) or _WANTS.search(mask):
        return False
    if ("example" in mask or "template" in mask or "sample" in mask) and _SHOW_ME.search(mask):
        return True
    if asks_of_cut_off(mask):
        return True
    if not _HELP.match(mask):
        first, _, rest = mask.partition("?")
        # "Who is this? Is this the Board thing?" asks the same twice.
        return bool(_THIS_TOO.match(rest) and _HELP.match(f"{first}?"))
    return True


_DIFFERENCE = prefiltered(r"\bdifference (?:is |lies )?between\b")


def asks_about_colours(mask: str) -> bool:
    """ "What does amber mean", "what do the colours mean"."""
    if "?" in mask and len({*_SCALE.findall(mask)}) >= _THREE and _KEY.search(mask):
        return True
    if _REFRESHER.match(mask[:_LONGEST]) or _BORDER.match(mask[:_LONGEST]):
        return True
    one, difference = _EXPLAIN_ONE.match(mask), _DIFFERENCE.search(mask)
    if not (one or difference or _EXPLAIN.match(mask)):
        return False
    if _RECORD.search(mask) or _WANTS.search(mask):
        return False
    if one:
        return True
    if difference:
        return bool(_SCALE.search(mask))
    named = _SCALE.search(mask)
    return bool(named or _COLOUR_LIST.search(mask))
