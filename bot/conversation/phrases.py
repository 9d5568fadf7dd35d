"""Set phrases of chat, and whether a message is made of nothing else.

"Ta v much, have a good evening" is two phrases in a row. A message is small talk where phrases, joined
by signs and small words, fill it from end to end; anything left over makes it a message of another kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache

from bot.conversation.colours import colour_of
from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.literals import beginnings
from bot.conversation.marks import LINK, NAME, REF, Marked, lowered
from bot.conversation.prefilter import prefiltered

_LETTERS = prefiltered(r"[^\W\d_]+")


class Kind(Enum):
    """What a set phrase does."""

    GREETING = auto()
    WISH = auto()
    CHAT = auto()
    SORRY = auto()
    GRUMBLE = auto()
    THANKS = auto()
    FILLER = auto()
    YES = auto()
    OKAY = auto()
    """A yes where something was asked, and next to nothing where it was not."""
    NO = auto()
    CANCEL = auto()
    DROP = auto()
    """Takes back the last report, or leaves what is being asked."""
    WRONG = auto()
    """Denies what is being asked, or takes back the last report."""
    UNDO = auto()
    SLIP = auto()
    """A wrong key: leaves the form that it opened, else takes back what it sent."""
    SHUT = auto()
    """ "Close it": of the form that is open, else of the action."""
    STOP = auto()
    LATER = auto()
    """Leaves a question for another time; only a cancellation where one is open."""


#: Up to eight words with which a phrase may go on; none of them starts a report.
_TAIL = r"(?:,? (?!it's\b|its\b|this is\b|that's\b|but\b|still\b|now\b|done\b|on track\b)[a-z\ue004'-]+){0,8}"
_IT = r"(?:it|that|this|them|these|those|this one|that one|the lot|everything)"
_DAYS = r"(?:monday|tuesday|wednesday|thursday|friday|weekend|christmas|xmas|easter|new year|birthday|holidays?|diwali|eid)"
_GOOD = r"(?:good|great|lovely|nice|fab|fabulous|fantastic|wonderful|brilliant|super|relaxing|peaceful|restful|pleasant|cracking|productive|decent|safe|happy|merry)"
_TIME = r"(?:day|days|morning|afternoon|evening|night|weekend|wk ?end|wknd|week|one|time|break|holiday|holidays|rest of (?:the|your) (?:day|week|afternoon|evening)|trip|journey|lunch|rest|half term|xmas|christmas|easter|new year|bank holiday|summer|meeting)"
_SPELL = rf"(?:(?:over|this|during|at|on|in|for|before|between) )?(?:the |your )?(?:{_TIME}|heat|sun|sunshine|snow|weather|festive (?:season|period)|winter|autumn|spring)(?: (?:holidays?|break|weekend))?"
#: What somebody takes back: the last message, by any of its names.
_WORDS_SENT = r"(?:(?:update|updates|entry|message|msg|report|reply|answer|response|submission|change|one|post|comment|colour|rating|status|thing|bit|green|amber|red|blue|grey|last|done))"
_I_SENT = r"(?: (?:that )?(?:i|i've|ive|i have) (?:just |only just |already )?(?:sent|said|put|gave|given|did|made|wrote|typed|posted|submitted|entered|reported|told you)(?: in| you| earlier)?)"
_WHEN_SENT = r"(?: (?:just now|a (?:minute|moment|second|sec|bit) ago|earlier(?: today| on)?|this morning|today|yesterday|before|above|now|again|away|back|off|down|out|(?:a few|five|ten|two|\d+) (?:minutes|mins|hours) ago))"
_SENT = rf"(?:(?:(?:all (?:of )?(?:it|that|this|them|those|these)(?! (?:very |last|previous|latest|earlier|most |{_WORDS_SENT}))(?![\w'])|the (?:whole )?lot(?![\w'])|(?:the|my|ma|oor|our|that|this|those|all of|all)(?: very)?(?: (?:last|previous|latest|earlier|most recent))?(?: {_WORDS_SENT})?(?: {_WORDS_SENT})?|(?:it|them) all|it|them|everything|what)){_I_SENT}?{_WHEN_SENT}{{0,2}})"
_BEFORE_I = r"(?: before)?(?: i (?:just )?(?:messed|fiddled|meddled|touched|changed|started|sent|wrote|said|pressed|clicked|edited|typed)(?: about| around)?(?: with)?(?: it| that| this| anything| everything)?)"
_TAKE_BACK = r"(?:rub out|scrub|unpick|undo|un-?do|un-?save|un-?send|reverse|revert|delete|remove|take back|retract|withdraw|rescind|roll back|rollback|wipe|erase|recall|strike|void|bin|clear(?= (?:it|that|this|these|those|them|the|my|our|all|everything|what)\b)|get rid of|back out|reset)"
_LET_GO = r"(?:ignore|disregard|scrap|scratch|forget(?: about)?|cancel|drop|discard|bin)"
_ASKING = r"(?:(?:please |pls |kindly )*(?:can|could|would|will) (?:you|u|we|i) (?:please |pls |just )?|(?:i (?:want|need|would like)|i'd like|need|want|happy for you) to |(?:please|pls|just|kindly) |let's |lets )?"
_DETERMINERS = r"(?:(?:the|this|that|your|my|ma|yer|these|those|whole) )*"
_FORM = r"(?:form|submission|dialog(?:ue)?|window|box|pop-?up|questionnaire|survey|screen|template|web ?form)"
_AWAY = r"(?: (?:down|up|away|off|out|alone|be|for now|for today|today|now|the now|the noo|please|then|altogether|completely))*"
_DONE_WITH = r"(?:cancel|close|shut|bin|scrap|discard|abandon|ditch|dump|drop|kill|leave|forget|exit|quit|abort|get rid of|delete|withdraw|lose|chuck|dismiss|stop|park|never mind|come out of|get me out of)"
_NOT_NOW = r"(?: (?:now|today|right now|just now|the now|the noo|at the moment|atm|again|any ?more|at all|tonight|this (?:week|time|month)))*"
_FILL_IN = r"(?:do|fill|complete|finish|answer|submit|use|touch|bother with|be (?:doing|filling|completing|finishing|answering|submitting|using|bothering with))"
_I_TOLD = r"(?:what (?:i|ah|we)(?:'ve| have|'d| had)? (?:actually |just |really )?(?:said|meant|mean|told you|wrote|put|typed|reported|sent|submitted|asked for|intended|gave you)|my (?:position|view|views|words|meaning|reply|answer|update|message|report|intention|account))"
_AT_ALL = r"(?: (?:at all|though|actually|in the slightest|accurately|correctly|properly|either|one bit|remotely|of the sort))*"
#: What the bot shows to be agreed to, by its formal names: "the entry as shown", "what you have recorded".
_ENTRY = r"(?:(?:(?:the|your|this|that) )?(?:entry|entries|record|summary|details|information|wording|statement|interpretation|understanding|reading|above|below)|what you(?:'ve| have)|everything you(?:'ve| have))(?: (?:as|that|you've|you have|which|is|are|have|been|just|now|it))*(?: (?:shown|recorded|set out|stated|drafted|written|given|above|below|noted|summarised|entered|presented|displayed|put|got|there)){0,2}"
_WHY_UNDO = r"(?:by (?:mistake|accident)|in error|too (?:soon|early|fast)|prematurely|accidentally)"

_PHRASES: dict[Kind, str] = {
    Kind.GREETING: rf"""
        (?:hi|hello|hey|hiya|heya|hullo|hey up|ey up|ay up|howdy|yo|alright|greetings|dear)(?: there| again| all| everyone| both| team| folks| bot)?
        (?:good )?(?:morning|afternoon|evening|day)(?: all| everyone| team| again| both| bot| to you)?
        (?:happy|merry) {_DAYS}(?: to you| all| everyone)?
        how (?:are|r) (?:you|u|things|we all)(?: doing| keeping| today| all| both)?
        how(?:'s| is) (?:you|life|tricks)
        how was (?:your|the) (?:weekend|holiday|break|leave|christmas|trip|week|summer|half term)
        (?:are )?(?:you|u) (?:ok|okay|alright|all right|well|good|keeping well)
        (?:i'm|im|i am|am|all|we're|doing) (?:very |really |all )?(?:fine|good|well|ok|okay|alright|grand|great|not bad)(?:,? (?:thanks|thank you|ta|cheers))(?:,? (?:and |how about |what about )?(?:you|yourself|u))?
        (?:i'm|im|i am) (?:very |really )?(?:well|grand)
        (?:long time no see|nice to (?:meet|hear from|see) you(?: again)?|good to (?:hear from|see|meet) you(?: again)?|welcome back)
    """,
    Kind.WISH: rf"""
        (?:i |really |just )?(?:hope|hoping|trust) (?:you|u|ya|your|everyone|you're|youre|ur|all is|all's|all|things are|the|that)\b{_TAIL}
        (?:have|enjoy|wishing you|hope you have|you have)(?: an?| the| your)?(?: (?:very|really|absolutely))?(?: {_GOOD})? {_TIME}(?: all| everyone| too| yourself| ahead| off)?(?: (?:when|once) (?:it comes|it gets here|it arrives|you get (?:there|to it|it)|we get there))?
        {_GOOD} {_TIME}(?: all| everyone| ahead)?(?: to (?:you|all|everyone))?
        (?:(?:and )?(?:the )?same to you|you too|and you|likewise|enjoy|take care|stay (?:safe|warm|well)|keep well|get well soon|safe travels|mind how you go)
        (?:please |just |and )?(?:don'?t|do not|dont|try not to|mind you don'?t) (?:(?:you )?(?:work(?:ing)? too (?:hard|late)|overdo (?:it|things)|get too (?:hot|cold|wet|sunburnt|burnt)|melt|freeze|party too hard|eat too much(?: chocolate)?))(?: {_SPELL})?(?: (?:too|all|everyone))?
        (?:please |just |and |do |try (?:and|to) |make sure you )*(?:(?:get|have|take) (?:some|a(?: bit of)?) (?:(?:proper|decent|well[- ]earned|good|nice) )?(?:rest|sleep|sun|sunshine|break|time off)|put your feet up|make the most of (?:it|the (?:sun|sunshine|weather|break|quiet|heat|snow)))(?: {_SPELL})?(?: (?:too|all|everyone|yourself))?
        good luck\b{_TAIL}
        (?:many )?congrat(?:s|ulations)\b{_TAIL}
        (?:well done|nicely done|good (?:work|job|effort|going)|great (?:work|job|effort))(?: (?:you|all|everyone|team|mate|on that|with that|to (?:you|all|everyone|the team)))?
        (?:see|speak to|catch|talk to) (?:you|u|ya)\b{_TAIL}
        (?:see|speak|talk|chat)(?: you)?(?: again)? (?:soon|later|then|tomorrow|monday|tuesday|wednesday|thursday|friday|next week)
        (?:bye|bye bye|bye for now|goodbye|cheerio|ttfn|ttyl|ta-?ra|night|night night|laters|toodle pip|until next time|over and out)
        (?:kind|best|warm|many)? ?regards
        (?:best wishes|all the best|best)
    """,
    Kind.CHAT: r"""
        what an? (?:day|week|morning|month|monday|start|year|nightmare of a (?:day|week)|lovely day|mess of a (?:day|week))(?:(?: it'?s| that| this| i'?ve| we'?ve)? (?:was|been|is|had|having))?
        (?:it'?s |it has |been |it'?s been |had )?(?:an? )?(?:very |really |such )?(?:long|mad|manic|crazy|hectic|tough|rough|busy) (?:old )?(?:day|week|morning|month|one)(?: (?:here|today|so far))?
        (?:manic|hectic|bonkers|chaos|mad) (?:here|today|this week)
        (?:lol|lmao|rofl|och|ach|ha|ha ha|haha+|hehe|hah|heh|hm+|um+|er+m?|oh|ah|aha|ooh|oops|whoops|gosh|blimey|crikey|wow|omg|ouch|eek|phew|yikes|whoa|ugh|argh+|sigh|meh+h|oh (?:dear|no|well|my|boy|gosh|god))
        (?:fair (?:enough|point|play|dos)|good (?:question|point|shout|idea|call|one|grief|lord|stuff|to know|news)|great (?:question|point|idea|news|stuff)|nice (?:one|idea|try)|true|fair|interesting|funny|charming|typical|who knows|so it goes|c'est la vie|never mind me|just kidding|jk|only joking)
        (?:test|testing|test message|is (?:anyone|anybody|this thing) (?:there|on|in|home)|ping|you there|hello\?)
        (?:i'm |im |currently |just |still )?(?:in (?:a |back to back |another )?meetings?(?: all (?:day|morning|afternoon))?|on a call|on the (?:train|bus|phone|road|move|motorway|school run)|driving|in transit|between meetings|in the car|at the (?:dentist|doctors?|hospital|gp|vets?|airport)|out and about|on my (?:phone|way(?: in| home)?)|about to go into a meeting)(?: (?:now|atm|at the moment|right now))?
        (?:typing (?:this )?)?on my phone
        (?:actually|on second thoughts?|on reflection|you know what|come to think of it|thinking about it)
        (?:that|this) (?:did|does|is doing) my head in
        (?:i'?ll |i will |will )?(?:have a |take a |be )?look(?:ing)?(?: (?:at|into) (?:it|this|that|them))?(?: (?:now|shortly|asap))?|(?:i'?ll|will) (?:check|read it|think about it|get on it|sort it|be in touch|get (?:right )?on (?:to )?it)|on it|on the case|leave it with me
        need (?:a )?(?:coffee|drink|tea|gin|holiday|nap|lie down|wine)
        (?:(?:that|it|this)(?:'?s| is)|thats|what)? ?(?:an? )?(?:(?:huge|massive|big|great|real|such|load|bit|of|a) )*(?:relief|(?:weight|load) off(?: (?:my|our) (?:mind|shoulders|plate|chest))?)
        (?:(?:that|it|this)(?:'?s| is) )?(?:one|another) (?:less|fewer) (?:thing|job|worry)(?: (?:to (?:worry about|do|think about)|off my (?:mind|list|plate)))?
        (?:that|it|this|that one|my last(?: one| message)?) was (?:meant |intended )?for (?:the |my |our |another |a different |some other )(?:[a-z'-]+ ){0,3}?(?:group|chat|thread|channel|whatsapp|team|list|husband|wife|partner|mum|dad|kids)
    """,
    Kind.SORRY: rf"""
        (?:so |very |really |i'm |im |i am |big |massive |huge |many |my |my sincere |my deepest )*(?:sorry|apologies|apols|sry)(?: (?:for|about)\b{_TAIL}| to (?:be a pain|bother you|keep you waiting|have missed (?:this|it|you))| i (?:missed|forgot|didn't see|only just saw)\b{_TAIL}| (?:i'm|im|to be|for being)? ?(?:so )?(?:late|slow)(?: (?:with|on|to|in) (?:this|replying|reply|responding|getting back))?)?
        (?:i'?ve )?(?:been |had )?(?:a bit )?(?:snowed under|swamped|rushed off my feet|up to my eyes|flat out|run ragged)(?: (?:this week|today|lately|at work))?
        (?:only|have only|i'?ve only|i only|just) just (?:seen|saw|got|picked up|noticed|spotted) (?:this|it|your message)
        better late than never|no rush|no hurry|in your own time|whenever suits|when you (?:can|get a (?:chance|minute|moment|sec))
    """,
    Kind.GRUMBLE: rf"""
        (?:oh )?for (?:goodness'?|heavens?'?|heaven's|god'?s?|pete'?s?|christ'?s?|f\w*'?s?|pity'?s)(?: sakes?)
        for crying out loud|(?:oh )?(?:my )?(?:goodness|lord|days)(?: me)?|give me strength|honestly|seriously|really|unbelievable|fgs|ffs|jeez|jesus|christ|oh come on|come on
        (?:oh |god |ugh )?(?:not (?:you |this |these |another one )?again|here we go(?: again)?|you again|this again|again|another one)
        give (?:it|me) a (?:rest|break|chance)|give over|get lost|get off my back|do one|go away|leave me be|calm down|chill(?: out)?|shut up|enough(?: already)?|change the record|bore off
        how many (?:more )?(?:times|of these)\b{_TAIL}
        (?:that'?s |that is |this is |it'?s )?(?:the |how many |so many |too many )?(?:\d+|two|three|four|five|second|third|fourth|umpteenth|nth|different|several|more)?(?: (?:different|other|more|separate))* ?(?:systems?|bots?|forms?|people|persons?|e-?mails?|messages?|spreadsheets?|trackers?|places|teams?)(?: (?:all|now|today|this week|keep))* (?:asking|ask|asked|wanting|want|chasing|after|to ask|to want|to chase)(?: me)?(?: (?:about|for))? (?:the )?(?:same|exact same|this)(?: (?:thing|things|question|info|information|update|stuff|answers?|data))?(?: (?:again|this week|today|over and over|every (?:week|month)))?
        (?:what part of|why do i bother|do you ever (?:listen|stop|read)|are you even (?:reading|listening))\b{_TAIL}
        (?:this|it|that)(?: bot| thing| process| system| form)?(?:'s| is| has (?:become|got)) (?:just |really |so |getting |beyond |completely |absolutely )*(?:ridiculous|a joke|silly|pointless|annoying|irritating|tedious|a waste of (?:my )?time|driving me (?:mad|nuts|crazy|insane|up the wall)|a pain|doing my head in|nonsense|useless|rubbish|stupid|infuriating|a farce|becoming a joke)
        (?:these|your|the|all these|so many|too many) (?:reminders|messages|nudges|pings|alerts|notifications|chasers|e-?mails)(?: (?:are|do|have|is|never|really|just)\b{_TAIL})?
        (?:you'?re|you are|bot is|bot's) (?:really |just |so |being |very |a bit )*(?:annoying|useless|a pain|relentless|keen|persistent|a nag|worse than my (?:mum|mother|boss|wife|husband)|hard work|getting on my nerves|driving me (?:mad|nuts|crazy|up the wall))
        (?:stop|quit) (?:nagging|hassling|badgering|hounding|moaning|harassing)(?: me)?
        (?:i'?m |i am |we'?re )?(?:so |totally |completely |well and truly |just )?(?:done in|done for(?: (?:the day|today|tonight))?|(?:so )?done with (?:these|the|your|all (?:these|this)|this) (?:reminders?|messages?|nudges|bot|e-?mails?|emails?|chasing|chasers|system|form|admin)|sick of (?:this|these|you)\b{_TAIL}|fed up(?: (?:with|of)\b{_TAIL})?|losing the will(?: to live)?|at the end of my tether|shattered|knackered|exhausted|cream crackered|wiped out|on my knees|dead on my feet)(?: now| today)?
    """,
    Kind.THANKS: rf"""
        (?:(?:many|huge|big|massive|great|grateful|brill|ace|sound|magic|top|nice|amazing|lots of|super|so many|oh|ah|right|ok|okay|brilliant|lovely|perfect|excellent|fab|good|cool|noted|wonderful|with) )*(?:thanks|thank you|thank-you|thankyou|thank u|thx|thanx|thks|tks|ta|cheers|ty|tysm|much obliged|nice one|diolch|merci|danke)(?: (?:very much|v much|so much|muchly|a lot|lots|loads|a million|a bunch|heaps|ever so|ever so much|awfully|kindly|indeed|again|anyway|all|both|team|everyone|bot|mate|pal|hen|duck|petal|chuck|mucker|boss|chief|buddy|hun|lovely|folks|guys|friend|flower|sir|my (?:love|lovely|dear|friend|man)|love|you|in advance|for now|all the same|\ue004+))*(?: (?:for|to)\b{_TAIL})?
        (?:it'?s |that'?s |that is |really |very |so |i |we |is |all )*(?:much |greatly |really |very much )?(?:appreciated|appreciate (?:it|that|this|you|(?:the|your)\b{_TAIL})|grateful(?: for\b{_TAIL})?|kind(?: of you)?)
        (?:that'?s |that is |you'?ve been |you'?re |this is |was |very |really |so |super |most )*(?:helpful|very kind|useful|brilliant|lovely|great|fab|fantastic|wonderful|amazing|excellent|awesome|superb|handy)(?: of you| to know| bot)?
        (?:that'?s |that is |that was |this is |it'?s |it is |nice and |lovely and |very |really |so |much |perfectly |crystal |beautifully |admirably |now )+clear(?:er)?(?: now| enough| to me)?|clear(?=\W+(?:thanks|thank|ta|cheers)\b)
        (?:you'?re |you are )?(?:an? )?(?:star|legend|lifesaver|gem|angel|absolute star|good bot|clever bot|top bot)
        (?:all )?noted|got it|gotcha|understood|duly noted|super|no worries|no problem|no probs|np|roger|received|good to know|great stuff|top stuff|wilco
    """,
    Kind.FILLER: r"""
        hang on(?: a (?:sec|second|minute|mo|moment|bit))?
        x+|xo+|please|pls|plz|bot|mate|all|everyone|team|tbh|to be honest|honestly|though|tho|anyway|btw|by the way|then|now|so|and|but|well|oh|ah|just|right|really|fyi|today|thumbsup|tickmark|thanks|as well|too|also|ok|okay|hi|sorry|\ue004+
        (?:what'?s )?next(?: one| question| up)?(?: please| pls)?|(?:moving|move) on|onwards(?: and upwards)?|(?:further to|in (?:response|reply|answer) to|with (?:reference|regard) to|re|regarding) your (?:question|query|message|note|summary|reminder|e-?mail|request)(?: (?:above|below|of (?:today|yesterday|this morning)))?
    """,
    Kind.YES: rf"""
        (?:(?:i|we) (?:(?:can|hereby|duly|am|are|very|happy|pleased|content|able|to|would like|wish) )*(?:confirm|agree|verify|certify|accept)(?: that)? )?{_ENTRY} (?:is|are|looks?|reads?|remains?|appears?|seems?)(?: (?:all|entirely|quite|absolutely|perfectly|indeed|fully|both|wholly|completely))* (?:accurate|correct|right|true|in order|as intended|as it should be|satisfactory|acceptable)
        (?:(?:i|we) )?(?:(?:can|hereby|duly|am|are|very|happy|pleased|content|able|to|would like|wish) )*(?:confirm|verify|certify|accept|approve|endorse) {_ENTRY}
        (?:the )?(?:amber|green|red|grey|colour|date|rating)(?:'?s| is) (?:right|correct|fine|spot on|the one|about right|fair)
        (?:yes|yep|yeah|yup|yea|yah|ya|aye|y|yess+|yebo|uh huh|mhm|si|oui|thumbsup|affirmative|positive)(?: (?:please|pls|indeed|it is|it does|they are|i do|i am|i have|we do|we are|we have|he is|she is|he does|she does|that's (?:it|right|correct|fine|the one|good)|do(?: (?:it|that|so))?|save(?: (?:it|that))?|go ahead|go on(?: then)?|of course|sure|exactly|absolutely|definitely|both|all|to both|to all|that one|this one|you can|bot|100 ?%|correct|right|ok|okay|fine|all good|by all means|i think so|all of (?:it|them)))*
        (?:that'?s|that is|this is|it'?s|it is|is|all|both|quite|all of that is|(?:that |it |this |all )?(?:looks|reads|sounds|seems|feels)(?: about| quite| all)*|everything'?s?(?: is)?)? ?(?:right|correct|accurate|the one|the right (?:one|date|action)|right one|what i (?:meant|said|want|wanted)|exactly (?:it|right|that)|everything|the lot|me done|spot on|bang on|spot-on|dead right|as it should be)(?: (?:to|by|from|with) (?:me|us|here))?
        (?:that'?s|that is) (?:it|fine|ok|okay|good|the right date|perfect|great|what i meant)|that'?ll do|that will do|it'?ll do
        confirm(?:ed|ing)?|i (?:can )?confirm|i do|i am|it is|it does|they are|we do|he does|she does|correct|agreed?|i agree|approved|granted
        (?:please |just |ok |so )?(?:go ahead|go for it|go on(?: then)?|do (?:it|so|that|this)|save and close|(?:save|send|submit|post|record|log)(?: (?:it|that|this|all|them|the form|this form|my form))?(?: (?:off|in|over|through))?|all done,? (?:send|submit|save)(?: it)?|please do|crack on|carry on|proceed|let's go|fire away|make it so|put it (?:in|through)|that one|this one|all of (?:them|it)|use that)
        (?:i'm |im |very |quite |more than )*happy (?:with (?:that|it|this)|for you to (?:do that|save (?:it|that)|go ahead)|to (?:save|confirm|proceed|submit))
        (?:exactly|indeed|absolutely|definitely|certainly|of course|obviously|precisely|totally|by all means|sure thing|100 ?%|spot on|bang on|lgtm|that works|works for me|makes sense|sounds (?:good|right|about right|fine)|looks (?:right|correct)|if you like|as you say|will do|you can|you may|you (?:got it|have it right)|you'?ve got (?:it|that)(?: right)?|nailed it|fine by me|ok by me|ok with me|fine with me|good to go|done,? (?:send|submit|save)(?: it)?|(?:all|both) (?:correct|right))
    """,
    Kind.OKAY: r"""
        (?:that |it |this |all )?reads (?:very |quite |perfectly )?(?:well|fine|ok|okay|good|nicely)(?: (?:to|by) (?:me|us))?
        (?:ok|okay|okey ?dokey|k|kk|oki|fine|good|all good|all fine|sure|right|perfect|brill|champion|smashing|cool|looks good|looks fine|tickmark|grand|that's good)
        (?:i |we |i'd |happy to |can )?(?:agree|go) with (?:(?:the |our )?(?:council|health|nhs|icb|trust|provider|partners?|other side|others)(?:'s| on (?:this|that|it)(?: one)?| here| there|'s (?:view|colour|rating|answer))?|theirs|their (?:view|colour|rating|answer|version)|them|him|her)(?: (?:on (?:this|that|it)(?: one)?|here|then|please))?
    """,
    Kind.NO: rf"""
        {_ENTRY} (?:is|are|looks?|reads?|remains?|appears?|seems?)(?: (?:all|entirely|quite|fully|wholly|completely|still))*(?:n'?t| not)(?: (?:all|entirely|quite|fully|wholly|completely|at all))* (?:accurate|correct|right|true|in order|as intended|as it should be|satisfactory|acceptable)
        {_ENTRY} (?:is|are|looks?|reads?|remains?|appears?|seems?)(?: (?:all|quite|wholly|completely|plain|just|still))* (?:inaccurate|incorrect|wrong|untrue|mistaken|in error|out of date)
        (?:(?:oh|good|dear|my) )?(?:god|lord|heavens|hell|christ|jesus|gosh|goodness|crikey),? no+
        (?:i'?d|i would|would)(?: much| really| actually)? (?:rather|prefer)(?: (?:it|that|if))? you (?:didn'?t|did not|don'?t|wouldn'?t|not|left (?:it|that)(?: (?:alone|out|off|be))?|held off)
        (?:i must correct you|let me correct you|i have to correct you|i beg to differ)
        (?:no,? |nope,? |naw,? )?(?:that|this|it|which|your (?:summary|version|reading|record))(?:'s| is)? ?(?:does(?:n'?t| not|nae)|did(?:n'?t| not|nae)|do not|fails to) (?:really |quite |even |fully |in any way )?(?:reflect|match|represent|capture|tally with|correspond (?:to|with)|say|show|sound like|look like|accord with|agree with|square with|convey|express) {_I_TOLD}{_AT_ALL}
        (?:no,? |nope,? |naw,? )?(?:that|this|it)(?:'?s| is| was)?(?: not|n'?t| no| nae) (?:quite |really |at all |even |remotely )?(?:{_I_TOLD}|right|correct|it|accurate|true|(?:an? |the )?(?:accurate|fair|true|correct|right|faithful|proper) (?:record|reflection|summary|account|representation|reading|version|statement|picture)(?: of (?:{_I_TOLD}|things|events|it|this|that|the position))?){_AT_ALL}
        (?:no,? )?(?:that |this |it )?(?:does(?:n'?t| not)|doesnae) (?:quite |really |even )?(?:read|look|sound|seem|feel) (?:quite |at all )?(?:right|correct|accurate|true)(?: (?:to|from) (?:me|us|here))?{_AT_ALL}
        (?:no,? )?(?:that |this |it )?reads (?:all |completely |a bit |very )?(?:wrong|odd|incorrectly|badly)(?: (?:to|from) (?:me|us|here))?
        you(?:'ve|ve| have)? (?:completely |totally |badly |rather |clearly )?(?:misrepresented|twisted|mangled|garbled|muddled|distorted|misquoted|misreported|misconstrued|mistaken|misinterpreted) (?:me|that|it|this|{_I_TOLD}){_AT_ALL}
        (?:i |we )?(?:wasn'?t|was not|wisnae|didn'?t|did not|never|haven'?t|hadn'?t) (?:asking|ask|asked|telling|tell|told|wanting|want|wanted) (?:you|the bot|anyone) (?:to|for)\b{_TAIL}
        (?:i )?(?:never|didn'?t|did not|didnae) (?:say|said|mean|meant|put|write|wrote) (?:anything|any(?: such)? thing|a word|owt) ?(?:of the (?:sort|kind)|like (?:that|it))?
        (?:no|nope|nah|naw|noo+|n|no no|negative|thumbsdown|crossmark|not really)(?: (?:thanks|thank you|ta|bot|it isn'?t|it'?s not|it is not|it wasn'?t|they aren'?t|i don'?t|i didn'?t|not that(?: one)?|not (?:right|correct|quite(?: right)?)|don'?t(?! (?:save|do|record|log|submit|use|keep|post|send)\b)|way|chance|sorry|that'?s (?:wrong|not it|not right|incorrect|not correct)|wrong|incorrect))*
        (?:no,? )?(?:that'?s|that is|this is|it'?s|it is|that|this|it|you'?re|all|both)? ?(?:just |all |completely |totally |still |quite )?(?:isn'?t|is not|not|wasn'?t|aren'?t) (?:at all |quite |really |exactly |even )?(?:right|correct|true|accurate|it|that|that one|the one|the right one|what i (?:said|meant|put|asked(?: for)?|wanted|told you|typed)|me|so|the case|quite)
        (?:no,? )?(?:that'?s|that is|this is|it'?s|you'?re|all|completely|totally|just|still|date'?s)* ?(?:wrong|incorrect|rubbish|nonsense|untrue|mistaken|a mistake|way off|off)
        (?:no,? )?(?:i think |sorry,? )?you(?:'ve|ve| have)? (?:completely |totally |clearly )?(?:misread|misunderstood|misheard|got (?:that|it|this|me|the wrong end of the stick|the wrong idea|the wrong one|the wrong date|the wrong action)(?: (?:all )?wrong)?|mixed (?:that|it|them) up|confused (?:that|it|them)|picked the wrong one|misinterpreted)(?: (?:that|it|this|me|what i (?:said|put|wrote|meant)))?
        (?:no,? )?(?:i think |sorry,? )?you(?:'ve|ve| have)? (?:completely |totally |clearly |rather |all )?(?:got(?: a?hold of)?|picked up|taken|grabbed|seized|have) the wrong (?:end(?: of (?:it|that|this|the stick))?|impression|meaning)(?: (?:there|here|i think|i'?m afraid))?
        (?:no,? )?(?:i think |sorry,? )?you(?:'ve|ve| have)? (?:completely |totally |clearly |rather )?(?:got|taken|read|picked) (?:it|that|this|me) (?:all )?(?:(?:the )?wrong way(?: round)?|back to front|upside down|up (?:all )?wrong)(?: (?:there|here|i think|i'?m afraid))?
        (?:that'?s |it'?s )?(?:the )?wrong end of the stick
        (?:i )?(?:never|didn'?t|did not) (?:say|said|mean|meant|put|ask(?:ed)?(?: for)?|write|wrote|type)(?: (?:that|this|it|so))?
        (?:please )?(?:don'?t|do not|dont)(?: (?:save|do|record|log|submit|use|keep|post|send)(?: (?:(?:that|this|the last) (?:one|bit|update|message)|it|that|this|any of (?:it|that)))?)?(?: yet)?
        (?:i )?(?:don'?t|do not|dont|can'?t) agree|i disagree|disagree|not agreed|definitely not|absolutely not|certainly not|no way|neither|neither of (?:them|those|these)|none of (?:them|those|these|the above)|incorrect|wrong|i (?:do not|don'?t) think so|not that(?: one)?|not (?:really|quite|exactly)|i'm not|i haven't
        (?:no,? )?(?:that|it|this) was (?:for|about|meant for) (?:something|someone|somebody) else|(?:that'?s |it'?s )?(?:the |a )?(?:different|wrong) (?:one|action|date|colour|item)|other one|not this one|(?:that'?s |it'?s )(?:the |an )?(?:old|previous|original|former|last) (?:one|date|colour|version)
    """,
    Kind.CANCEL: rf"""
        {_ASKING}{_DONE_WITH} {_DETERMINERS}(?:\w+ )?{_FORM}{_AWAY}
        {_ASKING}(?:shut|close) (?:it |this |that |the whole thing |everything )?down{_AWAY}|{_ASKING}forget (?:it|this|that){_AWAY}
        (?:i |we |am |i'?m |i am )?(?:can'?t|cannae|canny|cannot|couldn'?t) be (?:bothered|arsed|fashed|doing|dealing)(?: (?:with|wi|to do|to fill in|doing|filling in))?(?: (?:{_DETERMINERS}{_FORM}|{_IT}))?{_NOT_NOW}
        (?:i |we )?(?:won'?t|will not|willnae|shan'?t|shall not|refuse to|am refusing to|have no intention of|am not going to|'m not going to|don'?t (?:intend|propose|want|wish|plan) to|do not (?:intend|propose|want|wish|plan) to|decline to) {_FILL_IN}(?: {_IT}| {_DETERMINERS}{_FORM})?(?: (?:in|out|off|form))*(?: {_IT}| {_DETERMINERS}{_FORM})?{_NOT_NOW}
        (?:i'?m |i am |am )?(?:so )?(?:not|no|no longer|nae|never) (?:filling|doing|completing|finishing|answering|submitting|(?:sending|saving|recording|logging)(?= (?:it|this|that|any)))(?: {_IT}| anything| any of (?:it|this|that))?(?: (?:in|out|off))?(?: {_IT}| {_DETERMINERS}{_FORM})?{_NOT_NOW}
        cancel(?: (?:the form|this form|that form|please|all|everything))?|never ?mind(?: (?:that|it))?|nvm|(?:abandon|abort|quit|exit)(?: (?:{_IT}|the form|form))?|(?:sorry,? )?(?:got to|gotta|have to|need to|must) (?:go|run|dash)|leave (?:it|that)(?: (?:there|for now|alone|be))?|can we leave (?:it|that)(?: there| for now)?|drop (?:it|that)|close (?:the |this )?form|close (?:this|it)? ?down|back out|escape|esc|get me out(?: of (?:this|here))?
        (?:stop|halt|wait|hold on|pause)(?: (?:{_IT}|there|here|now|the form))?(?:,? (?:don'?t|do not) (?:send|save|submit|post|do|record) (?:that|it|this|anything))?
        (?:please )?(?:don'?t|do not|dont) (?:send|submit|post|save|record) (?:anything|it yet|this yet|that yet)|start (?:over|again)|not now|skip(?: {_IT})?|i(?:'d| would) rather not|rather not|i give up|(?:too busy|no time|no energy|no patience) for (?:this|it|that)|leave (?:it|this|that) for (?:today|now|tonight|this week)|forget the form|no,? cancel(?: (?:it|that))?|forget i asked|forget (?:this|the) form
        (?:i'?m |i am |im |am )?(?:not|no longer) (?:doing|filling (?:this |it |that )?(?:in|out)|filling in|filling out|completing|finishing|answering) (?:this|it|that|the|a|any of (?:this|it))?(?: form| one| questions?)?(?: (?:now|today|right now|at the moment|atm|again|any ?more))?
        (?:i )?(?:don'?t|do not|dont|can'?t|cannot|won'?t) (?:want to |need to )?(?:do|fill in|fill out|complete|finish|answer|bother with) (?:this|it|that|the|any of this)(?: form| one)?(?: (?:now|today|right now|at the moment|atm|any ?more))?
        (?:i'?ll|i will|let'?s|we'?ll|i'?m going to) (?:stop|leave (?:it|that|this)|finish|end (?:it|this)) (?:there|here)(?: (?:for now|then|today))?
        (?:i )?(?:don'?t|do not|dont|can'?t|won'?t) (?:want to |need to )?(?:fill|do) (?:this|it|that) (?:in|out|form)(?: (?:now|today))?
        don'?t (?:bother|worry)(?: (?:about|with) (?:it|that|this))?|no need|not needed|nothing|nothing thanks
    """,
    Kind.SHUT: r"""
        (?:please |just |so |then )?(?:close|shut|kill|bin|dismiss|end) (?:it|this|that)(?: (?:down|off|up|out))?(?: (?:please|then|for me|now))?
    """,
    Kind.SLIP: rf"""
        (?:oops|whoops|sorry|woops|oh no|argh|ah)?,? ?wrong (?:button|box|key|option)
        (?:i )?(?:pressed|clicked|hit|tapped|opened|touched|triggered|launched|selected|chose|picked|typed|posted|put|sent|saved|submitted) (?:the )?(?:wrong (?:one|button|thing|option|key|form|box|action)|(?:that|it|this)(?: (?:form|button|box))?(?: open)?(?=,? {_WHY_UNDO}))(?:{_WHEN_SENT})?(?:,? {_WHY_UNDO})?
        (?:i )?(?:didn'?t|did not|didnae|didny) (?:mean|intend|want) to (?:open|click|press|tap|touch|start|launch|hit|trigger|get) (?:that|it|this|the|any of this|into this)(?: (?:form|button|box|one|thing))?(?: open)?(?: (?:yet|now|at all))?
        (?:that|it|this|that one|the last one|my last|that last one)(?: one)? (?:was|is) (?:just )?(?:a |an )?(?:fat[- ]finger(?:ed)?|finger trouble|mis-?click|mis-?tap|mis-?hit|accident|slip|butt dial|pocket dial)
        (?:fat[- ]fingers?|mis-?click(?:ed)?|my thumb slipped|butt dial|pocket dial|cat on (?:the )?keyboard|accident|{_WHY_UNDO})
    """,
    Kind.LATER: r"""
        (?:i'?ll|i will|i shall|will|shall) (?:do|finish|complete|fill in|fill out|answer|return to|submit) (?:it|this|that|the form|one)(?: (?:in due course|in good time|in my own time|separately|by (?:e-?mail|phone)|on paper|later|properly|another time|instead))+
        (?:i'?ll |i will |ill |will |can i |can we |could we |could i |shall we |i can |let me |shall i |i'?d rather |rather |i'?m going to |gonna )?(?:do|finish|complete|fill in|fill out|answer|look at|pick up|come back to|get back to|get to|sort|tackle) (?:it|this|that|the form|this form)(?: (?:up|off|in|out))?(?: (?:later|later on|another time|another day|some other time|tomorrow|tonight|this (?:afternoon|evening)|after lunch|when i(?:'m| am) (?:back|at my desk|free|less busy|at a computer)|at my desk|on my (?:laptop|computer)|from my desk|properly|when i(?:'ve| have| get) (?:a )?(?:more )?(?:time|chance|minute|moment)))+
        (?:i'?ll |i will |ill |will |can i )(?:come back to|get back to|return to) (?:it|this|that|you)
        (?:some )?(?:other|another) (?:time|day)|later|do it later|maybe later|not (?:today|now|right now)|(?:i'?ve |i have |got |have )*no time(?: for (?:this|it|that))?(?: (?:now|today|right now|just now|at the moment))?|(?:too |a bit )?busy(?: (?:right )?now| today| atm| at the moment)?|i (?:haven't|don't have|havent got|haven't got) (?:the )?time(?: for (?:this|it|that))?(?: (?:now|today|right now))?
    """,
    Kind.DROP: rf"""
        {_ASKING}{_LET_GO} (?:{_SENT}|me)(?: (?:please|then|thanks|sorry|for now))?
        (?:i'?ve )?changed my mind|ignore|disregard
    """,
    Kind.UNDO: rf"""
        (?:i'?d like|i would like|i want|i need|please have|can i have|could i have|may i have|can we have) {_SENT} (?:withdrawn|deleted|removed|undone|reversed|taken (?:off|down|back|out)|struck(?: off| out| from the record)?|wiped|scrapped|binned|retracted|cancelled|pulled|rescinded|expunged)
        (?:that|it|this) (?:wasnae|wisnae|wisny) (?:meant )?for (?:you|here|this)
        {_ASKING}{_TAKE_BACK}(?: {_SENT})?(?: (?:would|will|could|can) (?:you|u))?(?: (?:(?:for|on|about|of|to|from|re) )?(?:action )?\ue002+(?:[^\w\ue001-\ue005]+(?:and )?\ue002+)*)?(?: only| alone| please| for me)*
        {_ASKING}(?:take|strike|pull|rub|scrub) {_SENT}(?: (?:(?:off|from) \ue002+|back|off|down|out|away|off the record|off there|(?:from|off) (?:the|your|my) (?:record|log|tracker|system|file|books)))?(?: (?:would|will|could|can) (?:you|u)(?: please)?)?
        {_ASKING}(?:(?:i )?take that back|change it back|put it back(?: (?:as|how|to how|to what|to where) it was(?: before)?)?(?:{_BEFORE_I})?|go back(?: to (?:how|what) it was)?(?:{_BEFORE_I})?|strike (?:that|it)(?: from the record)?)
        (?:oops|whoops|sorry|woops|oh no|argh|ah)?,? ?wrong (?:chat|thread|window|channel|conversation|place|button|box|recipient|group)
        (?:i )?(?:pressed|clicked|hit|sent|saved|submitted|tapped|chose|picked|typed|posted|put) (?:that|it|this|send|save|enter|the wrong (?:one|button|thing|option|key)){_WHEN_SENT}?(?: {_WHY_UNDO})?
        (?:that|it|this|that last one|my last(?: (?:one|message|update))?|the last one|(?:that|this|the|my)(?: (?:very|last|latest|previous|earlier|most recent))* (?:update|entry|message|msg|reply|answer|response|submission|one|post|comment) (?:of mine|i (?:just )?sent)|(?:that|my) (?:last|latest|previous) (?:update|entry|message|msg|reply|answer|comment)) (?:was|is) (?:just )?(?:a mistake|an error|an accident|sent (?:in error|by mistake|by accident|too soon|too early)|{_WHY_UNDO}|a slip|meant for (?:someone|somebody|another|a different|the other|my) ?(?:else|chat|thread|person|colleague|boss|team|wife|husband)?)
        (?:that|it|this) (?:wasn'?t|was not|isn'?t) (?:meant |intended )?for (?:you|here|this chat|this thread|this)
        (?:i )?(?:didn'?t|did not) mean (?:to (?:send|save|press|say|put|click|submit|do) (?:that|it|this)|that|it)(?: yet)?
        pretend (?:i (?:didn'?t|never) (?:say|send|write|put) (?:that|it|anything)|that (?:didn'?t|never) happen(?:ed)?)
        (?:sent|pressed|saved|submitted|posted) (?:that )?{_WHY_UNDO}|ignore me|accident|by (?:mistake|accident)|my thumb slipped|butt dial|pocket dial|cat on (?:the )?keyboard
        sent (?:that |it |this )?to (?:the )?wrong (?:person|chat|thread|place|group|channel)
        (?:i )?want (?:that|it) (?:gone|off|removed|deleted|undone|back)
    """,
    Kind.WRONG: r"""
        (?:oops|whoops|sorry|woops|oh no|argh|ah)?,? ?wrong (?:one|action|item|date|colour)
        (?:i |we )?(?:was|were|had been) (?:looking at|thinking of|thinking about|on|in|reading|answering|replying to|talking about|working from) the wrong (?:one|action|line|row|item|number|ref|reference|plan|sheet|page|tab|column|version|month|message)
    """,
    Kind.STOP: r"""
        stop(?: (?:messaging|chasing|pestering|contacting|reminding|bothering|e-?mailing|texting|asking) me| sending (?:me )?(?:these|this|messages|reminders)(?: messages| reminders)?| all(?: messages)?)|unsubscribe|opt out|leave me alone
        (?:please )?(?:don'?t|do not) (?:message|contact|remind|chase|e-?mail|text) me(?: again| any ?more| ever)?|no more (?:messages|reminders|e-?mails)|take me off (?:this|the|your)(?: mailing)?(?: list)?|remove me(?: from (?:this|the|your)(?: mailing)?(?: list)?)?|turn (?:these|this|it) off
    """,
}  # fmt: skip

_COMPILED: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:{line.strip()})(?![\w'])"))
    for kind, lines in _PHRASES.items()
    for line in lines.strip().splitlines()
)
_OF_KIND = {kind: tuple(phrase for one, phrase in _COMPILED if one is kind) for kind in _PHRASES}


def _by_beginning() -> Mapping[str | None, Sequence[int]]:
    found: dict[str | None, list[int]] = {}
    for at, (_, phrase) in enumerate(_COMPILED):
        for begin in beginnings(phrase) or (None,):
            found.setdefault(begin, []).append(at)
    return found


#: The phrases, in their order, by two characters that they may begin with, or by one; ``None``: by any.
_BEGUN_BY = _by_beginning()


@lru_cache(maxsize=1024)
def _beginning(two: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """The phrases that may begin with these two characters: most words of a report begin none."""
    those = {at for begin in (two, two[:1], None) for at in _BEGUN_BY.get(begin, ())}
    return tuple(_COMPILED[at] for at in sorted(those))


_JOINT = re.compile(r"(?:[^\w\ue001-\ue005]|(?<=\W)(?:and|but|so|or|then)(?=\W))*")
_LONGEST = 200
#: Of two ways to read the same words the one with fewer phrases counts, then the one with fewer fillers.
_COSTS = {Kind.FILLER: 3}
#: First names that are words in their own right: only their capital tells.
_WORDS_TOO = frozenset(
    "will mark may june april sue pat rob jack bill grace joy faith hope rose ruby daisy amber dawn frank ray dean miles grant max ivy holly penny sam jan jo val ali"
    " lee tony drew olive violet poppy jean nick harry carol robin alan don art gene guy van rich".split()
)
#: "Know that's not what I said": a dictated no.
_HOMOPHONE = re.compile(
    r"\A\W*\bknow(?=,? (?:that|thats|that's|it|its|it's|this|not|wrong|incorrect|i (?:said|meant|didn'?t|did not)|don'?t|do not|leave|please|thanks|thank)\b)"
)
_VOCATIVE = re.compile(
    r"\b(?:[Tt]hanks|THANKS|[Cc]heers|[Tt]a|[Tt]hank you|[Hh]i|[Hh]ello|[Hh]ey|[Mm]orning|[Aa]fternoon|[Dd]ear|[Bb]ye|[Ss]orry) (?P<name>[A-Z][a-z]+)(?=[\s!.,]*$)"
)


@lru_cache(maxsize=16)
def spoken(marked: Marked) -> str:
    """The message in lower case with people's names marked; dates stay words: "that's the one"."""
    low = _HOMOPHONE.sub(lambda found: "no".ljust(len(found[0])), lowered(marked.text))
    spans = [(a, b) for a, b, _ in marked.names]
    held = not FIRST_NAMES.isdisjoint(_LETTERS.findall(lowered(marked.text)))
    for word in _LETTERS.finditer(marked.text) if held else ():
        name = word[0].casefold()
        if name not in FIRST_NAMES or colour_of(name) is not None:
            continue
        if word[0][0].isupper() or name not in _WORDS_TOO:
            spans.append(word.span())
    called = _VOCATIVE.search(marked.text)
    if called and called["name"].casefold() not in NOT_NAMES - {"amber", "grey", "green", "will"}:
        spans.append(called.span("name"))
    for start, end in spans:
        low = low[:start] + NAME * (end - start) + low[end:]
    for start, end, _ in marked.links:
        low = low[:start] + LINK * (end - start) + low[end:]
    for ref in marked.refs:
        low = low[: ref.start] + REF * (ref.end - ref.start) + low[ref.end :]
    return low


@lru_cache(maxsize=256)
def kinds_of(words: str) -> frozenset[Kind]:
    """The kinds of the phrases that make up all of ``words``; empty where something is left over.

    Of several ways to divide the words the cheapest counts.
    """
    if len(words) > _LONGEST:
        return frozenset()
    begin = _joint(words, 0)
    best: dict[int, tuple[int, frozenset[Kind]]] = {begin: (0, frozenset())}
    waiting = [begin]
    while waiting:
        at = min(waiting)
        waiting.remove(at)
        if at >= len(words):
            break
        count, kinds = best[at]
        for kind, phrase in _beginning(words[at : at + 2]):
            found = phrase.match(words, at)
            if found is None or found.end() == at:
                continue
            end = _joint(words, found.end())
            more = (count + _COSTS.get(kind, 2), kinds | {kind})
            if end not in best:
                waiting.append(end)
            if end not in best or more[0] < best[end][0]:
                best[end] = more
    done = best.get(len(words))
    return done[1] if done and done[1] else frozenset()


def holds(words: str, kind: Kind) -> bool:
    """Whether a phrase of this kind stands anywhere in the words: a cheap look before ``kinds_of``."""
    return any(phrase.search(words) for phrase in _OF_KIND[kind])


def _joint(words: str, at: int) -> int:
    found = _JOINT.match(words, at)
    return found.end() if found else at
