"""An action that is somebody else's now, and the name that goes with it (R13)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.grounds.people import named_in_passing
from bot.conversation.handed_on import hands_on, says_no_more
from bot.conversation.handover_questions import asks_to_hand_over
from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.mail_addresses import in_full, only_written_to, with_stand_ins
from bot.conversation.marks import LINK, NAME, Marked, any_of, lowered
from bot.conversation.not_mine import gives_up_at, leaves_at
from bot.conversation.prefilter import Pattern, prefiltered

_BLANKS = prefiltered(r"\s+")
_OF_THE_ACTION = prefiltered(
    r"\b(?:lead|leads|owner|owns|action|belongs|it|this|that|responsib\w+)\b|\d\.\d\.\d"
)
_POSSESSIVE = prefiltered(r"['’]s$")


def _compiled(*rules: str) -> tuple[Pattern, ...]:
    return tuple(prefiltered(rule, re.IGNORECASE) for rule in rules)


_NAME = r"(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[A-Za-z][\w'’-]*[A-Za-z](?: (?:de |van |O')?(?-i:[A-Z])[\w'’-]*[a-z]){0,2})"
#: "Should be May" names a month, "should be May Carter" a person.
_NO_MONTH = (
    r"(?!(?:jan|april|may|june|august|march|summer|autumn|spring|winter|easter)\b(?!(?-i: [A-Z])))"
)
_THIS = r"(?:it|this|that|these|them|this one|that one|this action|that action|the action|the lot|all of (?:it|them|these)|both(?: of (?:mine|them|these|my (?:actions|ones)))?|all (?:of )?(?:mine|my (?:actions|ones))|mine|my (?:actions|ones|two|action)|everything(?: (?:of mine|on my list))?|this yin|\d[\d.]*|action \d[\d.]*|[A-Za-z]{1,4}\d?-\d[\d.]*)"
_ENDS = (
    r"(?=(?:'s|’s)?\s*(?:$|[.,;:!?)\n-]|\b(?:now|please|pls|instead|any ?more|these days|nowadays|from here|as of|wef|w\.e\.f|effective|from|since|about|who|because|noo|she|he|they|going forward|thanks|cheers|ta|tho|though|for (?:this|that|it)|"
    r"on (?:this|that|it|\d)|leads?|to lead|to own|to pick|in|at|and|as|has|is|will|the|not|last|a while|when|after|before|over|both|so|until|re|then|ages|two|three|if|or|next|instead of|rather|name|w/?e|w/?c|today|yesterday|tomorrow)\b))"
)
_NAME_ENDS = prefiltered(_ENDS, re.IGNORECASE)
#: The action as the subject of what happened to it: "this one went to", "2.1.2 has gone to".
_IT_HAS = (
    r"(?:^\W*|(?:\b(?:it|it's|its|this|that|that's|one|action|these|they|they've|lead|responsibility|which|since|now|mine|work|patch)|\d)(?:'s)? "
    r"(?:(?:has|have|is|was|been|now|recently|since|just|all|already|formally|also) )*)"
)
#: "I've moved to Early Help", "Dean's moved to Adults": where somebody goes takes nothing over.
_GOES_TO = prefiltered(
    r"\b(?P<who>[Ii]|[Ww]e|[Hh]e|[Ss]he|[A-Z][a-z]+)(?:['’]?(?:m|ve|re|s|ll)\b| am\b| are\b| have\b| has\b| is\b| will\b)?(?: (?:now|just|also|since|recently|being|been|be|getting|going to|due to))* "
    r"(?:mov(?:e|es|ed|ing)|transferr(?:ed|ing)|switch(?:ed|ing)|seconded|redeployed|gone|going)(?: (?:over|across|on|back|jobs?|teams?|roles?))* (?:in)?to "
    r"(?:the )?(?P<where>[A-Z][a-z]+)\b(?P<whose>['’]s)?[^,.;:!?\n]*?(?=$|[,.;:!?\n]|\b(?:so|and|but|as|from|since|next|in)\b)"
)
#: Whoever answers for an action, by the names of the post.
_LEAD = r"(?:(?:new|the|a|an|its|our|current|named|nominated|overall|action) )*(?:lead|owner|lead officer|officer|contact|person|named person|sro|(?:responsible|accountable|named|designated|lead) (?:officer|person|owner|lead|manager|director|party)|action (?:owner|lead)|point of contact)"
_LEAD_ENDS = r"(?=\W*$|[.,;:!)\n-]|,? (?:please|pls|now|noo|from|instead|rather|going forward|as of|as i|and|not|since|because|cos|in (?:my|our) (?:place|stead)|for (?:this|it|that|\d|the (?:action|time being))|on (?:this|it|that|\d|the action)|of (?:this|it|\d|the action)|officer|thanks)\b)"
_PUT = r"(?:put(?:ting)?(?: down)?|list(?:ing)?|nam(?:e|ing)|mak(?:e|ing)|show(?:ing)?|record(?:ing)?|register|appoint|mark|set(?: up)?|have|enter|note|add|substitut(?:e|ing)|designate|nominate|install|get|log)"
_ALONE = r"(?:,? (?:please|pls|now|noo|from (?:now|here)(?: on)?|from today|on (?:this|it)|for (?:this|it)(?: one)?|as (?:the |our |its |a )?(?:new |named )*(?:lead|owner|lead officer)|thanks|going forward))*\W*$"
_ADVERBS = r"(?: (?:now|already|since|recently|formally|officially|actually|just|has|have|had|is|was|been|being|got|all|kindly))*"
#: "Priya has taken on extra cases" takes no action over.
_TAKEN = r"(?=\W*$|\s?[.,;:!)\n-]| (?:(?:it|this|that|these|them|both|mine|action|here|the (?:action|lead|lot|role|job|post|work)|my (?:role|job|post|work|patch|actions?))\b|\d+\.\d|[A-Za-z]{1,4}\d?-\d|(?:now|from|as|in|since|until|till|after|when|while|and|so|at|for|wef|full|last|next|instead|please|pls|on|by|with|because|again|altogether|completely|(?:about |over |almost )?(?:a|an|one|two|three|four|six|some|\d+)(?: [a-z]+)? (?:days?|weeks?|months?|years?|while))\b))"
_STRONG = _compiled(
    rf"^\W*(?:(?:hi|please|pls|ok|so|and|also)\W+)*(?:can|could|let) {_NAME} (?:please |now |just )?(?:have|take(?: on| over)?|pick up|own)(?= (?:\d[\d.]*|[A-Za-z]{{1,4}}\d?-\d[\d.]*)(?: (?:on|over|please|from me|off me|instead))*\s*(?:$|[,;.!\n]))",
    rf"\b{_PUT} {_NAME}(?: (?:down|in|here|up))*(?: (?:as|to be|for))? {_LEAD}{_LEAD_ENDS}",
    rf"\b(?:swap|swapp?ing|switch|replac(?:e|ing)|substitut(?:e|ing)|chang(?:e|ing)|trade)(?: (?:me|us|my name|out|over|off|here|on (?:this|it)))+ (?:for|with|to|by) {_NAME}{_ENDS}",
    rf"(?:^|[.,;:!\n(-] ?){_NAME},? (?:instead of|in place of|rather than|in lieu of) (?:me|us|my name|myself){_ALONE}",
    rf"(?:^|[.,;:!\n(-] ?|\b(?:so|and|but|now|because|as) ){_NAME}(?:'s|’s| is| has| took| takes| does)(?: (?:now|currently|since|got|in|taken over|taken|over|doing))* my (?:old |former |previous )?(?:job|role|post|patch|brief|portfolio|desk)\b",
    rf"\bunder {_NAME}(?:'s|’s) name\b",
    rf"\b{_NAME} daes (?:it|this|that|the \w+)(?: noo| now)?\b",
    rf"\bbelongs? (?:to|with) {_NAME}{_ENDS}",
    rf"(?:\b(?:it|this|that|this one|that one|(?:this|the) action|lead|ownership|responsibility|these|both|mine)|\d)(?:'s)?(?: (?:is|are|was|has|have|been|should|can|must|needs?|to|now|be|formally|all|please|being))* (?:re-?)?(?:attributed|ascribed|entrusted) to {_NAME}{_ENDS}",
    rf"\b(?:re-?assign(?:ed|ing)?|transferr?(?:ed|ing)?|re-?allocated?|re-?allocate|allocated?|assign(?:ed)?|give|gie|gied|given|giving|hand(?:ed|ing)?|pass(?:ed|ing)?|forward(?:ed)?|move|moved|moving|switch(?:ed)?|shift(?:ed)?|send|redirect(?:ed)?|pass(?:ed)? on)(?: over)?(?: {_THIS})?(?: over| on| across| along)* (?:to|tae|onto|on to) {_NO_MONTH}{_NAME}{_ENDS}",
    rf"\b(?:taken over|taken on|taken up|picked up|now led|now owned|owned|led|run|being led|inherited|covered now|looked after|handled) by {_NAME}{_ENDS}",
    rf"\b(?:new |the |action |our |its |current |correct |right |actual |real )*(?:lead|owner|person|contact|officer)(?: for (?:it|this|that|this one|\d[\d.]*)| of (?:it|this|that)| here| on this)?(?: (?:is|is now|now is|should be|should now be|will be|has changed to|changed to|to be)| ?[:=]) ?(?:now )?{_NAME}{_ENDS}",
    rf"(?:^|[.,;:!\n(-] ?|\b(?:so|and|but|think|now|that|because|as|sorry|no|actually|afraid|believe|hi|me|today|onwards|says|shows) ){_NAME} (?:now |has now |is now |is |has |have |will be |will |might be |might |may be |may |could be |could |should be |should |to be |to |'s |is going to |going to |(?:has |'s |have )?(?:agreed|volunteered) to |(?:has )?(?:said|says) (?:s?he|they)(?:'ll|'d| will| would) )?(?:leads?(?: on)?|(?:take|taking|takes) {_THIS}(?=(?: (?:now|instead|from (?:here|now)|please|off (?:me|my hands)))*\W*$)|take (?:{_THIS} )?(?:over|on|up){_TAKEN}|leading|owns?|the (?:new |right |correct |actual )?(?:lead|owner|person)|{_LEAD}(?= (?:now|noo|for|on|from|instead)|\W*$)|taken (?:{_THIS} )?(?:over|on|up){_TAKEN}|taking (?:{_THIS} )?(?:over|on|up){_TAKEN}|takes (?:{_THIS} )?(?:over|on){_TAKEN}|took (?:{_THIS} )?(?:over|on){_TAKEN}|responsible for|(?:assum(?:es|ed|ing)|takes?|taking|took|taken|accepts?|accepted) (?:full |overall |sole )?(?:responsibility|ownership|accountability|charge) (?:for|of) {_THIS}(?![\w'])|picking {_THIS} up|picking up {_THIS}|picks {_THIS} up|picks up {_THIS}|picked {_THIS} up|picked up {_THIS}|inherited|running|runs|in charge of|accountable for|looking after|(?:should|needs to|ought to) be (?:down|named|listed|shown|asked|on)|doing (?:it|this|that|this one|that one)(?: now)?|replaced me|replaces me|my (?:replacement|successor)|is my (?:replacement|successor)|succeeded me|stepped into my (?:role|job|post)|has my old (?:job|role|post)|got)\b(?! (?:agreement|approval|time|funding|a |an |to |back to|the (?!lead|action)|(?:out|low|over|short|late|dry|up|down)\b|(?:it|this|that) (?:wrong|right|covered|in hand|sorted)))",
    rf"\b(?:my|the) (?:replacement|successor) (?:is|will be|=|:)? ?{_NAME}{_ENDS}",
    rf"\b(?:falls?|comes?|sits?|is|now) (?:now )?under {_NAME}{_ENDS}",
    rf"\bnot (?:me|mine)(?: any ?more| now)?\s?[.,:;-]+ (?:it's |its |but |try )?{_NAME}\W*$",
    rf"\bshould (?:now |really |probably |all )?(?:go|sit|be|come|rest) (?:to|with) {_NAME}{_ENDS}",
)
#: Who has it in hand, or with whom it lies: who leads it is another thing.
_HOLDS = _compiled(
    rf"(?:^|[.,;:!\n(-] ?|\b(?:so|and|but|think|now|that|because|as|sorry|no|actually|afraid|believe|hi|me) ){_NAME} (?:now |actually )?(?:has|have|holds|now has|has got|keeps) {_THIS}(?: one| action)?(?= (?:now|instead|these days|from|since|going)\b|\s*(?:$|[.,;:!)\n-]))",
    rf"\b(?:now|sits|rests|lies|lives|sitting) (?:now )?with {_NAME}{_ENDS}",
)
_DOES = _compiled(
    rf"\b{_NAME}{_ADVERBS} (?:does|has|handles|deals with|covers|should have|looks after|manages|took) (?:it|this|that|these|this one|that one|this action)(?: now)?{_ENDS}",
)
#: Beside a name that is known to be one: "over to you Priya", "put it in Grace's name".
_ADDRESSED = _compiled(
    rf"\b(?:over to you|all yours|yours now|this is yours|it's yours|one for you|yours|can you take (?:this|it)(?: on)?|your turn|handing (?:this |it )?(?:over )?to you),? {_NAME}{_ENDS}",
    rf"^\W*(?:(?:action|please|can|hi)\W+)*\d[\d.]* (?:(?:is|goes|going|moves|moved|now|over|across|has gone|transfers?|passes) )*to {_NAME}{_ALONE}",
    rf"\b(?:change|changed|amend|alter|revise|switch|move|update|swap|put|set)(?: the| this| it)?(?: (?:lead officer|responsible officer|lead|owner|officer|name))?(?: (?:on|for|of) {_THIS})? (?:to|into|in|under|over to|down to) (?:the name of )?{_NAME}(?:(?:'s|’s) name|{_ENDS})",
    rf"\b(?:i'?ve |i have |have |i )?(?:asked|told|got) {_NAME} to (?:take|pick|look after|lead on|lead|own|carry)(?: (?:it|this|that|this one|that one))? ?(?:over|on|up|forward)?\b",
    rf"^\W*{_NAME}[,:]? (?:-\s*)?(?:(?:this|it|that)(?: one)?(?:'s| is) (?:now )?(?:all )?(?:yours|over to you|one for you|with you)|over to you|one for you|all yours)\b",
)
#: "Ask Dawn before you chase me": she knows of the answer, and has not got the action.
_NO_CHECK = (
    r"(?!,? (?:first|before)\b|,? (?:if|whether) (?:it|she|he|they|that|this|mine|my|the)\b)"
)
_ASK = _compiled(
    rf"(?:^|[.,;:!?\n(-]\s*|\b(?:please|so|and|better|best|you should(?: be)?|you need to(?: be)?|you'?ll need to|you want to|try|should|could|perhaps|i'?d) ?)(?:to )?(?:ask(?:ing)?|speak(?:ing)? to|spk (?:to|2|with)|talk to|contact|try|see|chase|check with|go to|message|e-?mail|send (?:it|this|these) to|ping|call|ring|direct (?:it|this|these) to|refer (?:it|this) to|take (?:it|this) up with) {_NAME}{_ENDS}{_NO_CHECK}",
)
_WEAK = _compiled(
    rf"\b(?:it's|its|it is|this is|this one is|this one's|this yin's|that yin's|that's|thats|that is|that one's|they're|these are|these ones are) (?:now |actually |really |all |been |in fact )?{_NAME}(?:'s|s'|’s){_ENDS}",
    rf"\b(?:it's|its|it is|this is|this one is|this one's|that's|thats|that is|that one's|they're|these are) (?:now |actually |really |one for |in fact )?{_NAME}(?: now|,? not me| you (?:want|need)| instead| these days)\b",
    rf"\b(?:it's|its|it is|this is|this one is|this one's|that's|thats|that is|that one's|these are) (?:now |actually |really )?{_NAME}(?:'s|s'|’s)? (?:action|one|job|baby|area|responsibility|patch|remit|now|department|project|team)\b",
    rf"\b(?:will be|should be|would be|needs to be|ought to be|must be) (?:with |{_NO_MONTH}){_NAME}(?:'s|’s)?{_ENDS}",
    rf"{_IT_HAS}(?:moved|gone|go|goes|going|went|passed|come)(?: (?:over|across|back|on))? (?:to|under|into) {_NO_MONTH}{_NAME}{_ENDS}",
    rf"\b(?:over to|one for|question for|(?:it'?s|this is|that'?s|is|are|been|now|all|sits|lies|rests) (?:now |all |really )?with) {_NAME}{_ENDS}",
    rf"\b(?:you|u)(?:'ll)? (?:want|need|should (?:ask|try|speak to)|are after|'re after|mean) {_NAME}{_ENDS}",
    rf"(?:^|[.,;:!\n(-] ?|\b(?:it's|its|that's|thats|is|for|not mine) ){_NAME}(?:'s|’s) (?:now|action|one|job|baby|area|responsibility|patch|remit|not mine)\b(?! (?:is|are|has|have|was|were|went|isn'?t|hasn'?t|needs|can|should|will|looks|stays|may|might|could)\b)",
)
#: No more than a guess at a name.
_GUESS = _compiled(
    rf"^\W*(?:(?:i think|i'd (?:try|ask)|it's|its|it|that|this|could be|might be|may be|should be|is|either|maybe|perhaps|probably|possibly|not sure|dunno|try)[\s,.]+)+{_NO_MONTH}{_NAME}(?:'s|’s)?(?: (?:or|and) [A-Z]\w+(?:'s)?)?\W*$"
)
#: One of two: whose it is must be asked.
_ONE_OF_TWO = prefiltered(
    r"\b[A-Z][a-z]+(?:['’]s)?,? or (?:maybe |perhaps |is it )?(?P<name>[A-Z][a-z]+)(?:['’]s)?(?=[\s,.;!?-]*(?:$|(?:has|have|owns|leads|took|picked|got|now|i think|it|not|no|isn|definitely|one of|but)\b))"
)
#: To a post or a team, or to whoever has it now: nobody who could be asked.
_TO_A_POST = prefiltered(
    rf"\b(?:give|gie|hand|pass|move|transfer|re-?assign|reallocate|switch|shift|assign|allocate)(?: {_THIS})?(?: over| on| across)* (?:to|tae) (?:whoever\b|who ever\b|(?:the|my|our|a|another|their|her|his) (?:[\w'’&-]+ ){{0,3}}?(?:team|lead|replacement|successor|manager|service|department|directorate|deputy|officer|coordinator|co-ordinator|director|head|colleagues?)\b)",
    re.IGNORECASE,
)
#: Beside words that give the action up; alone they introduce somebody: "this is Grace, new in post".
_INTRODUCED = _compiled(
    rf"\b(?:it's|its|it is|this is|this one is|this one's|that's|thats|that is|that one's|they're|these are) (?:now |actually |really |one for |in fact )?{_NAME}{_ENDS}"
)
#: "Neil Toft is SBM there now", beside words that give the action up.
_POST = r"(?:(?-i:[A-Z]{2,6})|(?:[a-z-]+ ){0,3}?(?:head|headteacher|head teacher|lead|manager|senco|bursar|principal|deputy|director|officer|coordinator|co-ordinator|chair|chief|commissioner|team leader|nurse|adviser|advisor)(?: of [a-z]+(?: [a-z]+)?)?)"
_IN_POST = _compiled(
    rf"(?:^|[.,;:!\n(-] ?|\b(?:so|and|but|as) ){_NAME}(?:'s|’s| is| has become| became| took over as| will be) (?:now )?(?:the |our |a )?(?:new |acting |interim )?{_POST}(?: (?:there|here|now|instead|in my place|these days))*{_ENDS}",
    # "Ifeoma Nwosu took the job".
    rf"(?:^|[.,;:!\n(-] ?|\b(?:so|and|but|as) ){_NAME}(?:(?:'s|’s)? (?:has|have|is|was|now|since|just|been|being))* ?(?:'s |’s )?(?:took|taken|taking|takes|got|gets|has|have|in|doing|does|filled|fills|filling|inherited|appointed to|started in) (?:(?:on|over|up|into) )?(?:the|my|that|this) (?:old |new )?(?:job|role|post|position|seat|brief|desk)(?: (?:on|over|now|there))*{_ENDS}",
)
_DOUBT = prefiltered(
    r"\b(?:might|may|maybe|perhaps|possibly|probably|could|thinking of|considering|i think|not sure|not certain|unsure|if|should we|shall we|soon|next (?:week|month|term|year)|from (?:next|\ue003)|likely|unless|or|either|once|guess|i'?d guess|suspect|reckon|believe|presumably|no idea|in case|suppose)\b|\ue003"
)
#: Said of the handing over itself beside words that give the action up: not who it is, but whether.
_WHO_KNOWS = prefiltered(
    r"\b(?:might|maybe|perhaps|possibly|could be|may be|not (?:sure|certain)|unsure|either|or|no idea (?:who|whose)|guess|don'?t know|suspect|reckon|i think|presumably|probably)\b"
)
_DOING = prefiltered(
    r"\b(?:funding|paper|report|draft|bid|training|review|contract|data|approval|agreement|minutes|figures|slides|numbers|survey|form|spreadsheet|letter|notes|invoice|keys|work|updates?)\b"
)
#: "Next: provider trajectory to CQRM, Leigh to lead": who takes a step takes no action over.
_NEXT_STEPS = prefiltered(r"\bnext(?: steps?)?(?: (?:is|are|up))? ?[:=]|\bnext steps?\b")
#: "Ruth is back Monday, send it to her then": to somebody who is to be named.
_TO_WHOM = prefiltered(
    r"(?:^|[.,;:!\n(-] ?|\b(?:so|and|but|please|pls|you can|could you|can you|just|better|best) )(?:send|give|pass|hand|forward|direct|redirect|address|take|put|move|assign|reassign) (?:it|this|that|these|them|this one|them all|both)(?: (?:over|on|back|all|straight|across))* to (?:her|him|them)\b"
)
_FEW = 16
_SHORT = 7
#: Passed on to be looked at, and not for good.
_ASIDE = prefiltered(
    r"\bfor (?:approval|sign|comment|comments|agreement|review|info|information|a decision|checking)\b|\bto (?:sign|agree|approve|check|review|read|look)\b"
)
#: What an action is moved to and nobody who takes it on.
_NOBODY = prefiltered(
    r"(?:the |a |an |next |this |last )?(?:date|deadline|end|start|early|mid|late|beginning|spring|summer|autumn|winter|term|month|week|year|quarter|later|earlier|done|complete\w*|finish\w*|closed|delivered|in progress|on track|at risk|off track|not started|pending|hold|blue|green|amber|red|grey|next|follow|be|do|have|get|make|see|it|this|that|them|a)\b"
)
#: "I've", "they'll": a pronoun and its verb.
_CONTRACTED = prefiltered(r"['’](?:ve|ll|re|m|d|t)$")
_LETTERS = prefiltered(r"[^\W\d_]+")
_JOINED_ON = prefiltered(r"(?:so|and|but|now|because|as|since|then|though) (?=[A-Z])")
#: "She agreed Friday", "we spoke on Monday": when it was settled, and not from when it holds.
_SETTLED_ON = prefiltered(
    r"(?:^|[,.;!?\n(-] ?|\b(?:and|as|since|because) )(?:(?:he|she|they|i|we|[\ue004]+|(?!if\b|once\b|when\b)[a-z]+)(?:'s|'ve)? )?(?:(?:has|have|both|all|already|just) )*"
    r"(?:agreed|spoke|spoken|met|discussed|talked|chatted|confirmed|accepted|said (?:yes|ok|fine|she would|he would|they would)|asked|told|e-?mailed|checked|caught up|had (?:a )?(?:chat|word))"
    r"(?: (?:it|this|that|to it|to this|about it|with|her|him|them|me|us|last|on|[\ue004]+))*\s*$"
)
#: Words in which nobody gives an action away in passing.
_MANY = 30
_BESIDE = 200
_STILL_MINE = prefiltered(
    r"\b(?:still mine|is mine|it'?s mine|remains mine|mine now|still (?:with )?me)\b"
)
_TELLS_OF_PAST = prefiltered(
    r"\b(?:left|since|moved|finished|went|gone|took|taken|picked|passed|handed|transferred|changed|inherited|given|reassigned|assumed|accepted|was)\b[^,.;]{0,40}"
)
#: "Dean's moved to Adults": a colleague is gone, and the action is where it was.
_SOMEBODY_LEFT = prefiltered(
    rf"\b(?:{any_of(' '.join(sorted(FIRST_NAMES - {'will', 'may'})))})(?:['’]?s| has| is)?(?: (?:now|just|also|since|recently|being|been))* $"
)
#: "I remain copied in until Christmas": the writer's own days, and not the handing over's.
_STAYS = prefiltered(
    r"\b(?:i|i'?ll|i'?m|we|we'?ll|me) (?:will |can |shall |am )?(?:still |only |happy to |here to |around to )*(?:remain|stay|be (?:around|here|available|copied|about|on hand)|help|support|keep an eye|copied|around|available|shadow)\b"
)
#: "Jo is the owner of the spreadsheet": of that, and of no action.
_OF_A_THING = prefiltered(
    r"\b(?:lead|leads|leading|owner|owns|responsible|contact|named person) (?:of|for|on|at|in) (?:the |our |a |an |their |its )(?!(?:action|item|one|work|whole|lot|moment|time|council|nhs|icb|future|ref)\b)[a-z]+"
    # "She takes over as SRO for the whole programme": of that, and not of this action.
    r"|\b(?:for|of|across|over|on) (?:the |our |all of the )?(?:whole|entire|wider|overall|full)(?: [a-z]+)? (?:programme|plan|partnership|directorate|service|department|board|portfolio|council|trust|icb|division|region)\b"
)
_STOP = prefiltered(r"[.;!?\n]")
#: "Haven't a clue, ask Dawn": who can tell of it perhaps, and perhaps whose it is.
_NO_CLUE = prefiltered(
    r"\b(?:(?:haven'?t|not|no|don'?t have) (?:an? |the )?(?:clue|idea|foggiest)|(?:don'?t|do not|wouldn'?t) know|not sure|unsure|dunno|couldn'?t (?:say|tell you)|can'?t (?:say|tell you)|no idea)\b"
)
#: "Sam leads with me": two leads, and none has given anything away.
_TOGETHER = prefiltered(
    r"\b(?:leads?|leading|led|owns?|owned|does|do|runs?|has|share[sd]?|took|takes|taken)(?: (?:it|this|that|on it|on this|on that|these|both|\d[\d.]*))?(?: (?:jointly|together|equally|half))* (?:with|alongside) (?:me|us)\b|\bjoint(?:ly)?\b|\bco-?(?:leads?|leading|owns?|owner)\b|\bbetween (?:us|the two of us)\b|\band (?:i|me)\b"
)
#: A question whether it is somebody's: the record answers it.
_ASKS_WHOSE = prefiltered(r"^\W*(?:is|does|has|was|did|isn'?t|shouldn'?t|are|will)\b[^.\n]*\?")


class Handover(Struct, frozen=True):
    """Whose it is, as far as was said. Without a certain name the writer is asked."""

    new_owner: str | None
    certain: bool
    because: str


def gives_up(text: str) -> bool:
    """Whether the words say that an action is not the writer's."""
    return gives_up_at(text.casefold()) is not None


def may_name_somebody(marked: Marked, people: Iterable[str]) -> bool:
    """Whether any word of the message could be the name of whoever takes an action on."""
    known = _first_names(tuple(people)) | {name for _, _, name in marked.names}
    return _names_somebody(marked.text, known)


def _less_addresses(marked: Marked) -> str:
    """The text, in which nothing of a web address is taken for a name or a post."""
    text = marked.text
    for start, end, _ in marked.links:
        text = text[:start] + LINK * (end - start) + text[end:]
    return text


def read_handover(
    marked: Marked, people: Iterable[str], *, coloured: bool, answering: bool = False
) -> Handover | None:
    """Whether the message gives an action away; beside a colour only in so many words.

    ``answering``: it answers a question of another kind, and who is named there does the work or can be asked.
    """
    marked, stand_ins = with_stand_ins(marked)
    found = _read(marked, people, coloured=coloured, answering=answering)
    if found is None or found.new_owner is None or not stand_ins:
        return found
    if only_written_to(marked.mask):
        return Handover(None, False, "reassign:doubtful")
    return replace(found, new_owner=in_full(found.new_owner, stand_ins))


def _read(
    marked: Marked, people: Iterable[str], *, coloured: bool, answering: bool
) -> Handover | None:
    text = _BLANKS.sub(" ", _less_addresses(marked))
    low = text.casefold()
    given_up = gives_up_at(low) or (None if coloured else leaves_at(low))
    if coloured and (given_up is None or _SOMEBODY_LEFT.search(low[: given_up[0]])):
        return None
    if given_up is None and _NEXT_STEPS.search(low):
        return None
    if asks_to_hand_over(text, people):
        return Handover(None, False, "reassign:asked")
    if given_up is None and (
        _STILL_MINE.search(low)
        or _TOGETHER.search(low)
        or _OF_A_THING.search(low)
        or len(low.split()) > _MANY
        or _ASKS_WHOSE.match(low)
    ):
        return None
    if given_up is None and answering and not hands_on(low):
        return None
    if given_up is not None:
        # Whose it is now is said beside the words that give it up.
        text = text[max(0, given_up[0] - _BESIDE) : given_up[1] + _BESIDE]
    # "June picked this up": with its capital a name that was seen to be one, whatever else it means.
    known = _first_names(tuple(people)) | {name for _, _, name in marked.names}
    text = _GOES_TO.sub(lambda found: _gone_elsewhere(found, known), text)
    name = held = None
    if _names_somebody(text, known):
        name = _named(text, _ADDRESSED, known, strict=True) or _named(
            text, _STRONG, known, strict=False
        )
        if name is None:
            held = _named(text, _HOLDS, known, strict=False) or _named(
                text, _DOES, known, strict=given_up is None
            )
        if name is None and held is None:
            name = _named(text, _ASK, known, strict=given_up is None)
            if name and given_up is None and _NO_CLUE.search(low):
                return Handover(None, False, "reassign:doubtful")
            if name and given_up is None and not hands_on(low) and not says_no_more(marked):
                # "The supplier is late, ask Ben": who can tell of it.
                return None
            name = name or _named(text, _WEAK, known, strict=given_up is None)
        name = (
            name
            or held
            or (
                _named(text, (*_INTRODUCED, *_IN_POST), known, strict=False)
                if given_up is not None
                else None
            )
        )
        if _one_of_two(text, known):
            return Handover(None, False, "reassign:doubtful")
        if name is None and held is None and given_up is not None and _TO_WHOM.search(low):
            # "Grace Holt has it ... move it over to her": named further off than the words that give it up.
            held = name = _only_holder(_BLANKS.sub(" ", marked.text), known)
            low = _about(name, low)
        if name is None and _named(text, _GUESS, known, strict=True) is not None:
            return Handover(None, False, "reassign:doubtful")
    if name is None:
        short = len(low.split()) <= _SHORT and not _DOING.search(low)
        passed_on = short and any(
            _may_receive(found["name"], marked)
            for rule in (*_STRONG, *_HOLDS)
            for found in rule.finditer(text)
        )
        to_a_post = _TO_A_POST.search(text) and not _DOING.search(low) and not _ASIDE.search(low)
        to_whom = _TO_WHOM.search(low) and len(low.split()) <= _FEW and not _ASIDE.search(low)
        no_name = given_up is not None or passed_on or bool(to_a_post) or bool(to_whom)
        return Handover(None, False, "reassign:no-name") if no_name else None
    if given_up is None and _DOING.search(low) and not _gives_action(low):
        return None
    if held is not None and given_up is None and not hands_on(low):
        # "Ben does it", "Ben has it": the work perhaps, and perhaps the action.
        doubtful = says_no_more(marked) and not named_in_passing(marked, held)
        return Handover(None, False, "reassign:doubtful") if doubtful else None
    # A surname's month is no date: "June Carter has it".
    nameless = re.sub(
        r"(?<!\w)" + re.escape(name.casefold()) + r"(?!\w)",
        lambda found: NAME * len(found[0]),
        lowered(marked.text),
    )
    mask = "".join(
        NAME if said == NAME else char for said, char in zip(nameless, marked.mask, strict=True)
    )
    for span in marked.dates:
        if (
            span.words.endswith("today")
            or _apart(mask, span.start)
            or _SETTLED_ON.search(mask, max(0, span.start - 60), span.start)
        ):
            # "From today" is now; and a day of a sentence that names nobody is no day of the handing over.
            mask = mask[: span.start] + " " * (span.end - span.start) + mask[span.end :]
    certain_words = _TELLS_OF_PAST.sub("", mask)
    if given_up is None and _DOUBT.search(certain_words):
        return Handover(None, False, "reassign:doubtful")
    if _WHO_KNOWS.search(low) or text.rstrip().endswith("?"):
        return Handover(None, False, "reassign:doubtful")
    return Handover(name, True, "reassign:named")


def _only_holder(text: str, known: frozenset[str]) -> str | None:
    """The one person who is said to have the action; ``None`` where there are two, or none."""
    told = {
        name
        for rule in (*_HOLDS, *_DOES)
        for found in rule.finditer(text)
        if (name := _trimmed(found["name"], known, strict=True))
    }
    return told.pop() if len(told) == 1 else None


def _about(name: str | None, low: str) -> str:
    """The sentences that name them: a doubt in another is of something else."""
    if name is None:
        return low
    return ". ".join(one for one in _STOP.split(low) if name.casefold() in one)


def _apart(mask: str, at: int) -> bool:
    """Whether the sentence at this place holds no name, and tells of no day from which something holds."""
    start = max(mask.rfind(sign, 0, at) for sign in ".;!?\n") + 1
    ends = _STOP.search(mask, at)
    sentence = mask[start : ends.start() if ends else len(mask)]
    return NAME not in sentence and bool(_STAYS.search(sentence))


def _gone_elsewhere(found: re.Match[str], known: frozenset[str]) -> str:
    """Blanks, where it is a person that moves; an action that moves to somebody is theirs."""
    who = found["who"].casefold()
    moves = who in ("i", "we", "he", "she") or (who in known and who not in ("will", "may"))
    moves = moves and (bool(found["whose"]) or found["where"].casefold() not in known)
    return " " * len(found[0]) if moves else found[0]


@lru_cache(maxsize=64)
def _first_names(people: tuple[str, ...]) -> frozenset[str]:
    return FIRST_NAMES.union(part.casefold() for name in people for part in name.split()[:1])


def _names_somebody(text: str, known: frozenset[str]) -> bool:
    """Whether any word could be a name at all: most reports hold none."""
    for word in _LETTERS.findall(text):
        low = word.casefold()
        if word[0].isupper() and (low not in NOT_NAMES or low in FIRST_NAMES):
            return True
        if low in known or low.removesuffix("s") in known:
            return True
    return False


def _one_of_two(text: str, known: frozenset[str]) -> bool:
    found = _ONE_OF_TWO.search(text)
    return found is not None and found["name"].casefold() in known


def _may_receive(words: str, marked: Marked) -> bool:
    """Whether an action could be given to what these words name: "move it to end Feb" names a day."""
    low = words.casefold()
    days = (lowered(marked.text[span.start : span.end]) for span in marked.dates)
    return not _NOBODY.match(low) and not any(low.split()[0] in day.split() for day in days)


def _gives_action(low: str) -> bool:
    """Whether it is the action that changes hands, and not a paper: "handed the report to Grace"."""
    return bool(_OF_THE_ACTION.search(low))


def _named(
    text: str, rules: Iterable[Pattern], known: frozenset[str], *, strict: bool
) -> str | None:
    for rule in rules:
        for found in rule.finditer(text):
            words, start = found["name"], found.start("name")
            if joined := _JOINED_ON.match(words):
                # "Lorna said no so Hamish has taken it over".
                words, start = words[joined.end() :], start + joined.end()
            name = _trimmed(words, known, strict=strict)
            if name and _name_ends(text, start, words, name):
                return name
    return None


def _name_ends(text: str, start: int, words: str, name: str) -> bool:
    """Whether what follows the name lets it be an owner's: "ask Jo for the minutes" gives nothing away."""
    count = len(name.split())
    if count == len(words.split()):
        return True
    length = re.match(rf"(?:\S+\s+){{{count - 1}}}\S+", words)
    assert length is not None
    return bool(_NAME_ENDS.match(text[start + length.end() :]))


def _trimmed(words: str, known: frozenset[str], *, strict: bool) -> str | None:
    """The part of a match that is a name; ``strict``: only one that is known to be one."""
    kept: list[str] = []
    parts = words.split()
    for number, word in enumerate(parts):
        bare = _POSSESSIVE.sub("", word)
        low = bare.casefold().strip("'’")
        if kept and not (bare[:1].isupper() and word != "I"):
            break
        if not kept:
            if low not in known and low.removesuffix("s") in known and word == parts[-1]:
                # "Thats helens": an apostrophe left out.
                bare, low = bare[:-1], low[:-1]
            surname = parts[number + 1] if number + 1 < len(parts) else ""
            full = low in FIRST_NAMES and bare[:1].isupper() and surname[:1].isupper()
            if ((low in NOT_NAMES and bare not in known) or _CONTRACTED.search(low)) and not full:
                return None
            if not bare[:1].isupper() and low not in known:
                return None
        kept.append(bare)
    if not kept:
        return None
    if strict and kept[0].casefold() not in known and len(kept) < 2:
        return None
    name = " ".join(kept)
    return name if name[:1].isupper() else name.title()
