"""Whether a clause says that the action is done: a claim, a doubt, or only a word that sounds like one (R2).

"Done" alone, "finished it on Friday" and "you can close this" claim completion. "Our half is finished" and
"done bar the survey" are asked about; "I'm done in" and "signed off sick" have nothing to do with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.closing import A_SHARE, asks_to_close
from bot.conversation.lexicon import IT
from bot.conversation.marks import DATE, LINK, any_of, pattern
from bot.conversation.prefilter import prefiltered
from bot.conversation.pressure import for_an_easy_life

_TICK = "tickmark"
_REAL_WORDS = frozenset("compete competed deliver complete finish fished close".split())


def _slips(*words: str) -> str:
    """A word with two neighbours swapped or a letter left out, as it is typed in haste."""
    found: set[str] = set()
    for word in words:
        for n in range(1, len(word) - 1):
            found.add(word[:n] + word[n + 1] + word[n] + word[n + 2 :])
            found.add(word[:n] + word[n + 1 :])
    return "|".join(sorted(found - {*words, *_REAL_WORDS}))


_IT = rf"(?: {IT})?"
_DONE = (
    r"(?:done(?: and dusted)?|complete|completed|finished(?: off| up)?|closed(?: off| out| down)?|delivered|signed,? sealed,? (?:and |& )?delivered|all wrapped|"
    rf"wrapped{_IT} up|(?:signed|ticked|boxed){_IT} off|sewn{_IT} up|put{_IT} to bed|achieved|implemented|embedded|sorted(?: out)?|accomplished|concluded|finalised|finalized|fulfilled|job done|ready to close|ready for closure|"
    r"(?:can|could|should|may|ready to)(?: now)? be (?:closed|ticked|signed) ?(?:off|out|down)?|can(?: now)? close|to be closed please|(?:over|across) the line|all finished|100 ?%(?: complete| done)?|discharged|"
    r"in the bag|a wrap|in the can|mission accomplished|finito|tickmark|complet|compleated|compleeted|completted|finnished|dunn|doen|"
    + _slips("complete", "completed", "closed", "finished", "delivered")
    + ")"
)
#: Longest first, and none tried again: "they're" could else be "they" and "re" as well, and each would double the work.
_BEFORE = any_of(
    " ".join(
        sorted(
            """it its it's this that that's thats is was now all has have had been be we we've weve we'd i i've ive we're i'm im got
            action item update status actually finally fully just already also both everything every yes yep ok okay hi
            hello aye yup yeah hereby duly formally good news great so the whole thing work task job well and then as of today yesterday officially totally
            completely entirely marked mark please can could you call consider to for on re one one's ones these them they
            they're theyre sorry meant mean should say oops my mistake no correction put down set us indeed honestly really successfully
            morning thanks thank ta cheers too either successfully team project mine ours of lot""".split(),
            key=len,
            reverse=True,
        )
    )
)
_IN_FORM = r"(?:can |write to |hereby |wish to |would like to )"
_TO_REPORT = (
    r"(?:pleased|happy|glad|delighted|can|able) to (?:say|report|confirm)(?: that(?!'))?"
    rf"|{_IN_FORM}*(?:confirm|advise|certify|declare)(?: that(?!'))?|{_IN_FORM}+report(?: that(?!'))?|report(?: that| it| this)+"
)
#: What may stand before "done" when it is the whole action that is.
_WHOLE = rf"[^\w\ue003]*(?:(?>(?:{_TO_REPORT}|{_BEFORE})(?!\w))[^\w\ue003]*)*"
_IS_DONE = prefiltered(rf"^{_WHOLE}\b(?P<done>{_DONE})(?![\w-])")
_SOME_DONE = prefiltered(rf"(?<![\w-]){_DONE}(?![\w-])")
_THE_ACTION = r"(?:\W*(?:it|this|that|these|them|one|action|item|the|off|all|both|as|down|of|up|out|please|pls|now|complete|done|for|me|us|then|thanks|today|task)(?!\w))*"
_ASKS = r"(?:(?:hi|yes|please|pls|ok|so|and|also|thanks|now|just|think|that|happy|good|fine|ready|safe|okay|can|could|would|you|we|i|i'd|to|like|want|need|should|may|feel|free|time|for|go|ahead|let's|lets|therefore|probably best|be)\W+)*"
#: Requests to close. They stand alone, or after what was done: "went live Monday so you can close it".
_CLOSE_IT = prefiltered(
    rf"^\W*{_ASKS}(?:close(?: off| down)?|sign(?: it| this| that)? off|tick(?: it| this| that)? off|archive|request(?: to)? clos\w+|ask(?:ing)? to close|propose(?: to)? clos\w+|recommend(?: for)? clos\w+)"
    rf"{_THE_ACTION}\W*$"
    r"|^\W*(?:(?:i|we) )?(?:would |'d )?(?:think|reckon|believe|suggest|propose)(?: that)? (?:it|this|that|\ue002+)(?: one| action)? (?:can|could|should|may)(?: now| probably)* be (?:closed|ticked|signed|marked)(?: (?:off|down|out|now|please|complete|done|as))*\W*$"
    rf"|^\W*{_ASKS}(?:mark|put|set|show|record|log|class|count|treat|regard|consider|take)\W+(?:(?:it|this|that|one|action|the|off|all|both|please|as|being|down|to|me)(?!\w)\W*)*"
    r"(?:done|complete|completed|closed|finished)(?:\W+(?:please|pls|now|thanks|then))*\W*$"
    r"|^\W*(?:(?:i'm|we're|im|am|very|quite|all|ok|okay|it's|is)\W+)*(?:happy|ok|okay|fine|good|ready|content) (?:for (?:it|this|that|this one|that one|both|\ue002+|you) )?to (?:be )?(?:close|closed|sign off|tick off)"
    rf"{_THE_ACTION}\W*$"
)
_SO_CLOSE_IT = prefiltered(
    r"(?:[,.;\n-]\s*|\b(?:so|and|therefore|hence|complete|completed|done|finished|delivered)(?= (?:so|you|please|can)\b) )(?:(?:so|and|please|pls|i think|now|just) )*(?:(?:you|we|it|this|that) (?:can|could|may|should) (?:now |just |be |all |probably )*|(?:i'm |we're )?happy (?:for (?:you|it|this) )?to (?:be )?|please |pls |ok to |can (?:you|we) (?:please |now |just )?)?"
    r"(?:closed?(?: off| down)?|sign(?:ed)? (?:it |this |that )?off|tick(?:ed)? (?:it |this |that )?off|mark (?:it |this |that |\ue002+ )?(?:as )?(?:done|complete|completed|closed|finished))"
    rf"{_THE_ACTION}\W*$"
)
#: "Please close 1.1.1, it was signed off at Board": that it is over, and nothing of what is left.
_WHY_CLOSED = prefiltered(
    r"\s{0,4}[,.;-] ?(?:as |because |since |cos )?(?:(?:it|this|that|all|everything|we|the (?:work|whole thing|lot))(?:'s|'ve| was| is| has been| has| have| were| are)?(?: all| now| fully| been| formally)* )?(?:signed off|approved|agreed|delivered|done|finished|complete|completed|ratified|accepted|in place|embedded|live|published)"
    r"(?: (?:at|by|in|on|last|this|the|board|cabinet|panel|committee|group|elg|director|directors|yesterday|today|now|and|week|month|[\ue003\ue005]+))*\W*$"
)
#: "… so I'd like this one closed please": only at the end, and with no date behind it.
_LIKE_IT_CLOSED = prefiltered(
    rf"\b(?:i|we)(?:'d| would|d)? (?:like|want|love|prefer|ask for|request|appreciate)(?: (?:you )?to (?:see|have|get))? (?:it|this|that|this one|that one|mine|both|(?:this|the) action|\ue002+)(?: to be| being)?(?: now)? (?:closed|signed off|ticked off|taken off|marked (?:as )?(?:done|complete|closed|finished))(?: (?:off|down|out))?{_THE_ACTION}\W*$"
)
#: "Every cohort has been through it and I'd like to ask for closure", and of nothing else than the action.
_ASKS_FOR_CLOSURE = prefiltered(
    r"(?:\b(?:i|we)(?:'d| would|d)? (?:like|want|wish|propose) to|\b(?:i'?m|we'?re|i am|we are)(?: now)?|\b(?:so|and|please)|^\W*|,) ?(?:ask(?:ing)? for|request(?:ing)?|apply(?:ing)? for|seek(?:ing)?|propos(?:e|ing)|recommend(?:ing)?)"
    r"(?: (?:formal|its|the|full|final))* closure(?: (?:of|on|for) (?:it|this|that|this one|that one|(?:the|this) action|\ue002+))?(?: (?:please|pls|now|thanks|today))*[^\w\ue003]*$"
)
_OFF_THE_LIST = prefiltered(
    r"\b(?:(?:can|should|could|may|needs? to)(?: now| probably| all)? (?:come|go|be taken|be crossed|be struck|be removed|drop|be knocked|be scored)|(?:take|cross|strike|knock|scratch|get|remove) (?:it|this|that|this one|that one|\ue002+|them|both)(?: one)?|crossed|knocked) (?:off|from) (?:the|your|our|my) (?:list|plan|tracker|log|register|sheet|report|schedule|to-?do(?: list)?)\b"
)
#: Words that sound like completion and speak of something else.
_IDIOMS = prefiltered(
    r"\b(?:done in(?=\W*$|[,.;!-]| (?:today|tonight|now|after|from|by|with|i|what|honestly)\b)|done for (?:(?:the|this) (?:day|week|night|year|term|month|round|quarter|cycle)|today|tonight)|done it (?:all )?(?:wrong|badly|twice|again)|"
    r"(?:so )?done with (?:these|your|all these|all this|this (?:bot|system|process|nonsense|place|week)|you|chasers|chasing)\b[^.,;\n]{0,30}|"
    r"signed off[\s,.-]+(?:and )?(?:(?:no (?:idea|clue)|not sure|unsure|don'?t know|dont know|dunno|who knows|god knows) (?:when|how long|for how long)|indefinitely|for the foreseeable)\b[^.;\n]{0,40}|signed off (?:sick|ill|work|from work|again|indefinitely|with (?:my|a|stress|the|covid|flu|back|anxiety)|for (?:another|a|an|two|three|four|five|six|\d+|the)|by (?:my|the|a) (?:gp|doctor|dr)|until|till|til|\ue003)[^.;\n]{0,40}|"
    r"complete(?:d)? by (?:whom|who|when)\b|(?:done|did) (?:this|that|it) before(?=\W*$)|so done with\b[^.,;\n]{0,30}|done (?:everything|all|what|as much as|whatever) (?:that )?(?:i|we) (?:possibly )?(?:can|could|am able)\b|done (?:my|our) best|done (?:it|this|that) (?:on|in|via|through) (?:the|your|our|my) (?:spreadsheet|form|portal|tracker|system|app|sheet|template|website)|"
    r"(?:well|nicely|hard|easier said than|been and) done(?: by| to)?|over and done|done (?:my|our|your|his|her) (?:head|heads|back|knee) in|done to death|done deal|"
    r"finished (?:work|early|late|my (?:shift|lunch|tea|coffee|dinner|day|meeting)|for (?:the day|the week|today|christmas|xmas|half term|the term|now|tonight)|at \d|in (?:that|the|my|this) (?:job|role|team|post|service|area))|"
    r"(?:an? |total |the |absolutely |what |such a )?complete (?:and utter )?(?:nonsense|rubbish|mess|nightmare|waste|farce|joke|shambles|pain|disaster|chaos|lack|list|set|picture|surprise|mystery|rewrite|refresh|review|overhaul|failure|idiot|breakdown|standstill|unknown|change|restart|redesign|package)|"
    r"complete (?:the|this|that|your|my|our|a|an) (?:form|survey|update|return|template|questionnaire|spreadsheet|tracker|section)|(?:to|will|must|please|can you|could you|i'?ll|need to) (?:complete|finalise)|"
    r"(?:office|school|schools|building|we|library|canteen|road|site|kitchen|roads?)(?:'s|'re| is| are| was| were)? closed|closed (?:(?:for|over|from|until|between|on) \ue003|for (?:christmas|xmas|the|half|easter|lunch|refurb\w*)|today|until|till|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|question|session|meeting|door|book|list|to new)|"
    r"delivered (?:to|by|via|through|with|at|late|the (?:baby|parcel|letter|post))|achieved (?:nothing|little|so far|some)|sorted (?:out )?(?:my|the|a|some|by)|sorted of|signed off sick)(?!\w)"
)
_SHORT = 120
_NOT_DONE = prefiltered(
    r"(?:\b(?:not|isnt|hasnt|havent|arent|wasnt|didnt|cant|wont|never|nearly|almost|half|partly|partially|mostly|largely|virtually|practically|"
    r"nowhere near|far from|close to|about to|just about|some|most|part|bit|to be|will be|be|get|getting|being|when|once|until|"
    r"if|before|by|should|would|could|might|may|expect\w*|hope\w*|hoping|aim\w*|due|plan\w*|want|wants|needs?|need to be|needs to be|"
    r"must|ought|as good as|more or less|pretty much|essentially|basically|effectively|all but|yet|can't be|cannot be|probably|meant to|supposed to|"
    r"think|maybe|perhaps|possibly|reckon|likely|unless|see|target|think it's|\d{1,2} ?%|\d ?/ ?\d|sort of|kind of|supposedly|apparently|no|nothing|few|"
    r"substantially|technically|in theory|why|not all|far|how|what|who says|who said|anything|is it|want it|i'd like it|hardly|barely|roughly|approx\w*|about|around|over|under|only)|n't|'ll be|'ll)"
    r"(?:\s+(?:all|quite|yet|fully|completely|entirely|really|been|be|the way|there|it|it's|this|this is|that|is|get|have|having|are|were|was|"
    r"has|to|being|actually|exactly|will be|as|a|of|we|we'll|i'll|is all|100 ?%|\ue002+)){0,4}\s*$"
)
_PART = (
    r"(?:half|halves|part|parts|bit|bits|side|share|end|piece|section|element|elements|portion|stage|stages|phase|phases|step|steps|tranche|round|draft|version|cohort|wave|"
    r"workstreams?|strands?|milestones?|tasks?|contribution|input|actions?)"
)
_PART_AFTER = pattern(
    rf"^\s*(?:mine|ours|theirs|its own)\b|^\s*(?:with )?(?:(?:all|both|most|some|half|much|a lot|lots|a few|bits|parts?|the bulk|the majority|the rest)(?: of)? )?(?:our|my|their|the|your|his|her|its|health's|council's|nhs's|icb's|\w+'s|first|second|third|initial|early|one|two|three|four|\d+|that|this)(?: (?:own|first|second|third|last|initial|council|health|nhs|icb|main|final|early|bulk of the))? {_PART}\b(?! (?:plan|itself|now)\b)"
    rf"|^\s*(?:most|some|half|bits|parts?|much|a lot|lots|the bulk|the majority|the rest|a few|several|\d+ (?:of|out of|/)|one of|two of|three of|phase|stage|part|step|milestone|strand|cohort|round|draft)\b"
)
#: "Three of four milestones are met, please mark it finished": whether the fourth matters is asked.
_NOT_ALL = prefiltered(
    r"\b(?:one|two|three|four|five|six|\d+|most|some|half) (?:out )?of (?:the |our )?(?:two|three|four|five|six|seven|eight|\d+)\b|\b(?:all|both|everything) (?:but|bar|except)\b|\b(?:most|some|half)(?: of)? (?:the |our |its )?[a-z]+ (?:are |is |now |been |have )*(?:met|done|delivered|complete|in place)\b"
)
#: Further on: what takes the claim back, or hopes it.
_UNDONE = prefiltered(
    r"\b(?:re-?open\w*|undone|unpicked|unwound|reversed|overturned|rolled back|fell (?:over|apart|through)|fallen (?:apart|through)|come (?:apart|undone|unstuck)|came (?:apart|undone|unstuck)|no longer (?:the case|so|true|holds|stands|is|does)|re-?do(?:ne|ing)?|needs? doing|now needs|start(?:ed|ing)? again|square one|unravel\w*|fallen over|by the time|hopefully|fingers crossed|touch wood|i hope|i wish|if only|"
    r"not yet(?= (?:by|from|at|with|through|to)\b| ?\ue003)|still (?:needs?|to|waiting|outstanding|missing)|outstanding|(?:isn'?t|aren'?t|hasn'?t|haven'?t|wasn'?t) (?:yet |all |quite |fully |been )*(?:done|finished|complete|completed|started|begun|live|ready|published|agreed|in place|signed|there|out))\b"
)
#: "Done. (the reading of it I mean)", "finished - the coffee, not the action", "done, my bit anyway".
_NARROWED = prefiltered(
    r"(?<!\ue002 )\b(?:i|we) mean\b(?! (?:it|that|business|every))|(?<!\ue002 )\bthat is(?:,|\W*$)|\bi\.e\.|\bas in\b|\bnot (?:yet )?(?:by|with) (?!me to\b)|\bsaid no(?:body| ?-?one)\b|\b(?:i |we )?(?:wish|if only)\b"
    r"|\bnot (?:the|this|my|our|that) (?:doing|action|work|job|task|thing|whole|rest|actual|real|item|project|plan|delivery|hard|difficult|big|other)\b"
    r"|^ ?[-,:(]+ ?(?:the|my|our|that|an?) (?!(?:whole|entire|full|lot|action|actions|task|item|job|project|end|last|final|best|thing|one|two|three|both|week|month|day)\b)[a-z]+(?: [a-z]+)?\W*$"
    rf"|^\W*(?:(?:well|or|at least|only|just|ok|i mean|certainly|definitely)(?: ?, ?|  ?)?)*(?:the|my|our|his|her|their) (?:\w+ )?{_PART}(?: (?:of it|of this|of that|anyway|anyhow|at least|at any rate|only|certainly|is|isn't|though|done|if not the rest))*\s*(?:$|[.;!?)\n])"
    # "Done. Well, I say done", "not done done": the word itself is doubted.
    r"|\bi (?:tell a )?lie\b|\bpsych\b|^[\s(]*(?:in (?:my|your) (?:head|dreams|mind)|give or take|kidding|joking|as if)\b|\b(?:just|only) (?:kidding|joking)\b|\b(?:one|two|three|a few|a couple|\d+)(?: [a-z]+)? (?:left|to go|remaining|to do)(?=\W*$|[.,;!])"
    rf"|\b(?:in so far as|insofar as|so to speak|as it were|in a manner of speaking|(?:define|depends (?:on )?what you (?:mean|call)|what do (?:you|we) mean) ?(?:by )?[\"']?{_DONE})\b|\b(?:i|we) (?:say|call it|mean by) [\"']?{_DONE}|\b(?:not|isn'?t) {_DONE}[ -]{_DONE}\b|\b{_DONE} (?:is|may be|might be|was) (?:perhaps |maybe |probably )?(?:a (?:bit|little|tad) )?(?:strong|pushing it|generous|stretching it|a stretch|overstating|optimistic|putting it)"
    # "It's done. So no, not complete": denied after all; and nobody has had what it is for.
    r"|(?:^|[.;,\n!] ?)(?:(?:so|and|but|well|actually|sorry|wait|hang on|ok|oh)(?: ?, ?|  ?)?)*(?:no,? )?(?:it'?s |it is |we'?re |that'?s )?(?:not|isn'?t) (?:yet )?(?:actually |really |quite |fully |all |entirely )*(?:done|complete|completed|finished|closed)\b(?! (?:by|with|for))"
    r"|\b(?:nobody|no[ -]?one|none of (?:them|us|the \w+))(?:'s| has| have)? (?:been |actually |yet )*(?:trained|told|using|used|seen|read|briefed|started|had|got|signed)\b"
    # "Done. Well, most of it": taken down a peg straight after.
    rf"|^\W*(?:(?:well|or|or rather|at least|i mean|actually|ok)(?: ?, ?|  ?)?)+(?:(?:nearly|almost|mostly|partly|not quite|sort of|kind of|more or less|practically)\b|(?:(?:most|some|half|part|bits|the bulk|the majority)(?: of (?:it|them|that|this))?|(?:the|my|our|their) (?:\w+ )?{_PART})(?: (?:is|are|of it|anyway|at least))*\s*(?:$|[.,;!?)\n-]))"
)
_OF_IMPACT = prefiltered(
    r"\b(?:impact|measures?|outcomes?|kpis?|benefits?|results|data|sign(?:ed)?[ -]?off|approv\w+|ratif\w+)\b"
)
#: What may follow "finished" where it is the action that is: no object, the action, or when and how.
#: Any other object is a part of it, or something else: "signed off the budget".
_WHOLE_AFTER = prefiltered(
    r"^\s*(?:$|[^\w\s]|(?:it|this|that|them|these|those|everything|both|all|the lot|one|ones|(?:the|this|that) (?:action|work|task|item|one|thing|whole|job|project|piece)|"
    + any_of(
        """now today yesterday already last on in at by as for with from since back ahead early earlier late before after
        over when and so thanks thank please pls ta cheers fully completely off up out down too also finally successfully
        properly well ages weeks months days years some two three several recently via per to under within here there link
        evidence see because honestly we i you hurrah yay phew at inside during throughout first thing according which
        hence therefore then again really just cheers x morning afternoon tickmark thumbsup action item status update
        blue green closed complete completed done finished mate bot team nothing no"""
    )
    + r"|a (?:week|month|while|few|couple|fortnight|day|year|long|bit|good|little))(?!\w))"
)
_DONE_BUT = pattern(
    r"^[\s,;.(-]*(?:(?:but|except|apart from|bar|with (?!this\b|it\b|that\b|them\b|thanks)|just needs?|just awaiting|awaiting|pending|subject to|other than|only|once|when|if|unless|aside from|save for|minus|barring|"
    r"though|although|however|still|waiting|needs|just (?:the|waiting|need|one|a|got|some)|with the exception|not|\?|i think|i believe|i hope|as far as|afaik|we think|hopefully|"
    r"probably|or|soon|shortly|next|in principle|in theory|on paper|in name|in spirit|ish|more or less|in part|partly|nearly|almost|mostly|to (?:be|do|follow)|from (?:my|our|a)|on (?:my|our|the)|at (?:my|our)|for (?:my|our) (?:part|side|bit))\b|\?|(?:(?:by|on|in|from|before|around|about|for|early|late|end of|mid) )?(?:the )?<date>)"
)
#: "Done but not published", further on in the sentence or in the next one.
_LATER_BUT = prefiltered(
    r"\b(?:but|except|apart from|bar|although|though|however|just (?:the|need|waiting)|still (?:needs?|to|waiting|outstanding)|remains? to|left to do|outstanding|isn'?t|aren'?t|hasn'?t|haven'?t|isnt|hasnt|havent|won'?t|not (?:yet|all|quite|everything|started|begun|done|finished|complete|published|signed|approved|in place))\b"
)
#: Waiting for sign-off is what a claim does (R2).
_SIGN_OFF = prefiltered(
    r"^[\s,;.(-]*(?:but |and |now |so |all )?(?:just |only |it |all )*(?:needs?|awaiting|pending|waiting (?:for|on)|subject to|to go (?:for|to)|goes to|gone to|off to|with|over to)\b[^.;\n]{0,40}"
    r"\b(?:sign(?:s|ed|ing)?[ -]?off|(?:approval|approved|approves?)(?!(?: (?:of|for|the|a|an|our|their|more|extra))+ (?:\w+ )?(?:funding|money|budget|contract|posts?|bid|case|spend|tender|plan|policy|recruitment))|closure|ratif\w+|rubber[ -]?stamp\w*|signatures?|the nod|blessing|endors\w+|countersign\w*|formal (?:tick|nod|agreement|confirmation)|to close (?:it|this)(?: (?:off|down))?)(?![\w-])"
)
_OVER = frozenset(("finished", "completed", "closed", "delivered", "signed off", "done"))
#: "Finished on 30/11" of a day that lies ahead contradicts itself; days that have come are marked otherwise.
_ON_A_DAY = pattern(r"^\s*on (?:the )?<date>")
#: "Done 3.2.1 by 12 Dec", of a day ahead: it contradicts itself.
_ON_A_DAY_OF_IT = prefiltered(r"^(?: with)?(?:[\s,]|\band\b|\ue002)*\ue002[\s,]*\ue003")
_DAY_ALONE = prefiltered(
    r" (?:on |last |back on )?\ue003+\s*(?:[.,;!\n-]+|\b(?:so|and)\b)\s*(?=\w)"
)
_PAST_WORDS = _OVER | {"closed out", "closed off", "closed down", "wrapped up", "ticked off"}
_THEN = prefiltered(r"\bthen\b")
_MISSED = prefiltered(
    r"\b(?:should|ought to|could)(?:'ve| have|ve| of) been\b|\b(?:was|were) (?:meant|supposed|due|going|expected|planned|scheduled) to (?:be|have)\b"
)
_SENTENCE = prefiltered(r"[^.;\n!]+")


_NOTHING_LEFT = prefiltered(
    r"\b(?:nothing|nowt|owt|not a thing|no more)(?:'s| is| now| else| more| much)* (?:left|more|else|further|outstanding|remaining|remains)(?: (?:to (?:do|be done|deliver|complete|finish)|outstanding|for us to do))(?! (?:until|till|til|before|yet)\b)"
)
#: "There isn't a phase four", "that was the last bit": nothing is left, in words of their own.
_NONE_LEFT = prefiltered(
    r"\bthere(?:'s| is| are)? ?(?:isn'?t|aren'?t|ain'?t|won'?t be|not|no|never was)(?: (?:a|an|any|going to be an?))? (?:phase |stage |step |part |round )?(?:one|two|three|four|five|six|second|third|fourth|fifth|sixth|next|more|further|other|another)\b(?: one| phase| stage| step| part| round)?"
    r"|\bnothing(?:'s| is)? (?:left|more|else|outstanding|further|remaining)(?: (?:to (?:do|come|deliver)|outstanding|left))?"
    r"|\b(?:was|is|were|being|that'?s) the (?:very )?(?:last|final)\b(?: (?:one|bit|piece|part|step|thing|stage|phase|of (?:it|them|these)))?"
)
#: What leaves something open before the last words.
_UNSETTLED = prefiltered(
    r"\b(?:if|once|when|until|till|unless|nearly|almost|not|never|still|will|would|should|could|might|may|hop(?:e|es|ing)|except|although|though|however|but|waiting|awaiting|pending|needs?|"
    r"remain\w*|outstanding|postponed|delayed|slipped|missed|failed|stalled|planned|expected|supposed|due|you|your)\b|n't\b|'ll\b"
)
#: "So the whole thing is complete": a conclusion drawn of all of it.
_ALL_OF_IT = prefiltered(
    r"\b(?:so|which means|meaning|hence|therefore)\b,? (?:now )?(?:(?:that'?s|it'?s|that is|this is|it is|we'?re) )?(?:now )?(?:the (?:whole|entire|full) (?:thing|action|lot|job|piece|project|of it)|the (?:lot|action)|everything|all(?: of it)?)"
    r"(?:'s| is| are| has been| have been| now| all| therefore| well and truly)* (?:done|complete|completed|finished|closed|delivered|signed off|wrapped up|over the line|100 ?%)(?:\W+(?:please|now|thanks|for us|i'?d say))*\W*$"
)
#: "I've sent the form so all done" is done with answering.
_ONLY_ANSWERED = prefiltered(
    r"\b(?:tracker|forms?|spreadsheet|e-?mail\w*|sent|told|replied|answered|updated?|read|questionnaire|inbox|slides)\b"
)
_BARE_CLAIM = prefiltered(
    rf"\W*(?:(?:so|all|it'?s|that'?s|now|therefore|action|we'?re|fully)\W+)*{_DONE}\W*$"
)
#: Taken whole, whatever follows: where blanks fill a page, each would else be looked past from every one before it.
_STOPS = prefiltered(r"[.;!\n]+\s++")
_WORD_NEXT = prefiltered(r"\w")
_NAMED = prefiltered(
    r"(?:so |and |now |which means |that's |thats )*\ue002+(?: (?:is|now|therefore|are|both))*(?= )"
)
#: "Went live 13 Nov, complete": the claim in a part of its own, after what was done for it.
_LAST_PART = prefiltered(r".*(?:[,.;:\n]\s+|\s[-–]\s|,|\s(?=so\s))(?=\S)", re.DOTALL)
_THIS_ONE = prefiltered(r"\bthat'?s (?:this one|(?:this|the) action)\b")
_WAS_DONE = prefiltered(
    r"\b(?:(?:evidence|minutes|link|report|paper|docs?|files?|papers|certificate|proof)(?:'s| is| are)? (?:now |all )?(?:attached|uploaded|sent|below|enclosed|saved|linked|here)|went live|gone live|go-live|is live|are live|(?:now |all |been |was |were |is |are )?(?:launched|published|rolled out|recruited|trained|appointed|commissioned|implemented|delivered|opened|adopted|embedded|mobilised|ratified|awarded)|(?:all|both|every|\d+)(?: of)?(?: the| \d+)? [a-z]+(?: [a-z]+)? (?:are |were |now |been |all )*(?:filled|held|trained|signed|completed|agreed|issued|in place)|(?:posts?|panels?|contracts?|framework|policy|agreement|sessions?|training) (?:is |are |was |were |now |has been |have been |all )*(?:filled|held|signed|run|agreed|in place|completed)|up and running|held the \w+)\b"
)
#: ... unless that tells of something open, or of one part among others.
_OPEN_STILL = prefiltered(
    r"\b(?:if|once|when|until|till|unless|nearly|almost|not|no|nothing|never|still|will|would|should|could|might|may|hope\w*|some|half|part|parts|most|but|"
    r"except|although|though|however|waiting|awaiting|pending|needs?|remain\w*|outstanding|first|second|third|phase|stage|step|cancelled|postponed|delayed|slipped|missed|failed|stalled|"
    r"planned|expected|supposed|asked|wants?|wanted|needed|others?|only|you|your|tracker|form|spreadsheet|e-?mail\w*|sent|told|this (?:week|month)'s)\b|n't\b|'ll\b|\?"
)


#: "The link is <link> and it's done": evidence that is given first, and what is said then.
_LINK_GIVEN = prefiltered(
    rf"(?:^|(?<=[\ue002.;,:\n]))\s*(?:(?:here'?s|here is|see|the|my|our|your|evidence)[\s:]+)*(?:(?:link|evidence|paper|report|document|doc|proof|file|page|minutes|it)\b(?:'s|:)?[\s:]*(?:(?:is|are|here|at|now|:)[\s:]*)*)?{LINK}+[\s,.;:-]*(?:(?:and|so|-)\s+)*(?=(?:it'?s|it is|this|that|all|we'?re|now|done|complete)\b)"
)


class Done(Struct, frozen=True):
    """Completion claimed for certain, or only perhaps."""

    certain: bool
    because: str
    end: int = 0
    """Where in the clause the words that claim it end."""
    start: int = 0
    """Where they begin."""

    @property
    def dateless(self) -> bool:
        """Whether a date beside the words is no forecast: it was missed, or contradicts them."""
        return self.because in ("done:missed", "done:day-ahead")


@lru_cache(maxsize=64)
def read_done(mask: str) -> Done | None:
    """Whether a clause without a colour says that the action is done."""
    if _TICK in mask and (told := read_done(mask.replace(_TICK, " " * len(_TICK)))):
        # "✔ 3.2.1 finished": beside the word a tick says no more.
        return told
    plain = _IDIOMS.sub(lambda found: "_" * len(found[0]), mask)
    if LINK in plain:
        plain = _LINK_GIVEN.sub(lambda found: " " * len(found[0]), plain)
    asked = "?" in plain
    close = None if asked or len(plain) > _SHORT else _CLOSE_IT.search(plain)
    if close and DATE not in close[0]:
        # "Sign off 15 Dec" names the day of something.
        return Done(True, "done:close", len(plain))
    if (why := _WHY_CLOSED.search(plain)) and not asked and _CLOSE_IT.search(plain[: why.start()]):
        return Done(True, "done:close", len(plain))
    if not asked and _ended(plain):
        return Done(True, "done:close", len(plain))
    if asks_to_close(plain):
        return Done(True, "done:close", len(plain))
    if (close := _ASKS_FOR_CLOSURE.search(plain)) and not asked:
        lead = plain[: close.start()]
        if not (_OPEN_STILL.search(lead) or A_SHARE.search(lead) or DATE in lead):
            return Done(True, "done:close", len(plain))
    whole = _IS_DONE.search(plain)
    if whole:
        claim = _claimed(plain, whole)
        return claim if claim.certain or asked else _closed_then(plain, whole) or claim
    for begin, sentence in _sentences(plain):
        if (
            (close := _SO_CLOSE_IT.search(sentence) or _LIKE_IT_CLOSED.search(sentence))
            and not asked
            and DATE not in close[0]
            and not _NOT_DONE.search(sentence, 0, close.start())
            and not _NOT_DONE.search(sentence[:60])
            and not _NOT_ALL.search(sentence, 0, close.start())
        ):
            return Done(True, "done:close", begin + len(sentence))
    if _NOTHING_LEFT.search(plain):
        return Done(False, "done:nothing-left")
    last = _claimed_last(plain)
    if last is not None:
        return last
    if _OFF_THE_LIST.search(plain) and not asked and not _LATER_BUT.search(plain):
        return Done(True, "done:off-the-list")
    for found in _SOME_DONE.finditer(plain):
        if _NOT_DONE.search(plain[max(0, found.start() - 60) : found.start()]):
            return Done(False, _why_not(plain))
        return Done(False, "done:part")
    return None


def _ended(mask: str) -> bool:
    """Whether the last words claim the whole of it, or ask to close it, after what was done for it.

    "The survey was the last piece and it's in. Close it please", "my half's done and health did theirs, so
    the whole thing is complete".
    """
    drawn = _ALL_OF_IT.search(mask)
    start = drawn.start() if drawn else _last_sentence(mask)
    if not start:
        return False
    left = _NONE_LEFT.search(mask[:start])
    lead = _NONE_LEFT.sub(" ", mask[:start])
    if _UNSETTLED.search(lead) or (drawn and _ONLY_ANSWERED.search(lead)):
        return False
    if drawn or _CLOSE_IT.match(mask[start:]):
        return True
    return bool(left and _SOME_DONE.search(lead) and _BARE_CLAIM.match(mask[start:]))


def _last_sentence(mask: str) -> int:
    """Where the last sentence begins; 0 where there is but one."""
    stops = [stop.end() for stop in _STOPS.finditer(mask)]
    return next((end for end in reversed(stops) if _WORD_NEXT.match(mask, end)), 0)


def _claimed_last(mask: str) -> Done | None:
    """What the last part of a clause claims of the action, where all before it was done or the action is named."""
    before = _LAST_PART.match(mask, 0, len(mask.rstrip()))
    if before is None:
        return None
    lead, tail = mask[: before.end()], mask[before.end() :]
    if named := _NAMED.match(tail):
        lead, tail = mask[: before.end() + named.end()], tail[named.end() :]
    whole = _IS_DONE.search(tail)
    if (
        whole is None
        or _OPEN_STILL.search(lead)
        or A_SHARE.search(lead)
        or not (named or _THIS_ONE.search(tail, 0, whole.start("done")) or _WAS_DONE.search(lead))
    ):
        return None
    done = _claimed(tail, whole)
    if not done.certain:
        return None
    return replace(done, start=before.end(), end=len(lead) + done.end)


def _why_not(mask: str) -> str:
    """ "Should have been done in September" is about what was not, and names no new date."""
    return "done:missed" if _MISSED.search(mask) else "done:not-quite"


def _claimed(mask: str, whole: re.Match[str]) -> Done:
    start, end = whole.span("done")
    # "Can be closed" begins before its "be".
    spans = (m.span() for m in _SOME_DONE.finditer(mask))
    start = next((a for a, b in spans if a <= start and b >= end), start)
    if _NOT_DONE.search(mask[max(0, start - 60) : start]):
        return Done(False, _why_not(mask))
    after = mask[end:]
    if _PART_AFTER.match(after):
        return Done(False, "done:part")
    if (_ON_A_DAY.match(after) or _ON_A_DAY_OF_IT.match(after)) and whole["done"] in _OVER:
        return Done(False, "done:day-ahead")
    if _DONE_BUT.match(after) and not _SIGN_OFF.match(after):
        return Done(False, "done:but")
    if _UNDONE.search(after) and not _OF_IMPACT.search(after):
        return Done(False, "done:but")
    if _NARROWED.search(after) or for_an_easy_life(mask):
        return Done(False, "done:narrowed")
    if not _WHOLE_AFTER.match(after) and not _SIGN_OFF.match(after):
        return Done(False, "done:part")
    if _TICK in whole["done"]:
        return Done(False, "done:tick")
    return Done(True, "done:said", end)


def _closed_then(mask: str, whole: re.Match[str]) -> Done | None:
    """ "Closed out Friday. Sign it off.": a day that may lie behind or ahead, and the request to close."""
    day = _DAY_ALONE.match(mask, whole.end("done")) if whole["done"] in _PAST_WORDS else None
    if day is None or not _CLOSE_IT.search(mask[day.end() :]) or _THEN.search(mask, day.end()):
        return None
    return Done(True, "done:close", len(mask))


def _sentences(mask: str) -> Iterator[tuple[int, str]]:
    for found in _SENTENCE.finditer(mask):
        yield found.start(), found[0]
