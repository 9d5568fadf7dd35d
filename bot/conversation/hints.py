"""Words that sound like a state of the action and name none: "fine", "nearly there", "stuck with legal".

Such words are asked about, but only where the action can be what they are said of. "Hope you had a good
weekend", "great to see everyone" and "stuck in traffic" are about something else.
"""

from __future__ import annotations

from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

#: Said of work, whatever the subject: only another matter in the sentence takes them away.
_OF_WORK = prefiltered(
    r"\b(?:stuck|behind|nearly there|getting there|almost there|in (?:hand|progress|train|development|draft|flight)|ongoing|on[- ]going|progressing|progress|underway|"
    r"under way|started|in motion|delayed|delays?|blocked|blocker|paused|on hold|held up|stalled|slipped|slip|won'?t (?:make|hit|land)|challenging|"
    r"concern(?:s|ed)?|concerning|risky|risk|issues?|problems?|wobbly|touch and go|patchy|up and down|ticking (?:along|over)|chugging (?:along|away|on)|trundling|pootling|muddling (?:along|through)|jogging along|bubbling (?:along|away)|rumbling (?:on|along)|treading water|bumbling along|bobbing along|plodding|worsening|smoothly|swimmingly|hairy|"
    r"working on it|chasing|waiting|awaiting|awaited|on the way|on our way|dragging|drifting|limping|lost ground|n/a|not applicable|(?:bit of a |hard |real |long )?slog|slogging|plugging away|soldiering on|battling on|overrun\w*|overran|in limbo|up in the air|curate'?s egg|mixed bag|swings and roundabouts|good in parts|hit and miss|(?:given|got|had|have|has) (?:the|a) (?:green light|go[- ]ahead)|"
    r"dead in the water|some way|a way to go|long way|work to do|more to do|nothing yet|nothing (?:new|further|more|to report) (?:from|out of)|no update|crimson|no colour|any colour|red tape|not going to (?:make|hit|land|finish|happen)|"
    r"off the rails|wheels (?:(?:have|are|had|were|all|just|well and truly) )*(?:come|came|coming|fell|fallen|falling) off(?! (?:my|the|his|her|our|a|it)\b)|(?:gone|going|went) (?:all )?(?:pear[- ]shaped|south|belly[- ]up|off the boil|to pot|to the dogs|awry)|"
    r"hit (?:the (?:buffers|skids|wall)|a (?:brick )?(?:wall|snag|bump))|run into the (?:sands?|buffers|ground)|(?:hanging|holding on) by a thread|(?:falling|fallen|fell|coming|come|came) (?:apart|unstuck)|back (?:to|at) square one|on its knees|up the creek|in the doldrums|on the (?:ropes|rocks)|in tatters|"
    r"firing on all cylinders|plain sailing|all systems go|full steam ahead|on the home straight|"
    # What the writer could do is done: whether that is all of it, they do not say.
    r"(?:done|did|do(?:ing)?) (?:everything|all|what|as much as|whatever) (?:that )?(?:little )?(?:i|we) (?:possibly |reasonably )?(?:can|could)\b|(?:nothing|not much) (?:more|else) (?:i|we) can do\b|"
    # Nobody knows: "your guess is as good as mine".
    r"guess is as good as (?:mine|ours)|(?:nobody|no[- ]one|none of them) (?:can|could|will|is able to|seems able to) (?:tell (?:me|us)|say|confirm)(?: \w+){0,2} (?:whether|if|when)\b|(?:nobody|no[- ]one)(?: really| actually)? (?:knows|seems to know)\b(?! (?:who|how to|what (?:this|the bot|you)|me\b|my\b|yet who))|"
    r"(?:slow|slower|hard|heavy|tough) (?:going|progress|work)|(?:can'?t|cannot|couldn'?t|(?:not |un)able to) (?:say|tell|speak for|comment|call it|give (?:you )?(?:an? |any )?(?:colour|status|rating|view|update))(?=\W*$|\s*[.,;]| (?:this|yet|now|for|on|at)\b|\s?[\ue002\ue003\ue005])|"
    r"struggling|a (?:bit of a |real )?struggle|unlikely|improved|slipped back|moving along|coming along|moving forward|moving on|ahead of (?:plan|schedule|target)|(?:mostly|nearly|almost|practically|virtually|pretty much|just about|not far off) (?:all )?there)\b|\ue002[\s:-]*(?:(?:is|are|'s|still|but|one) )*(?:not|no|nope|nah|isn'?t|aint|ain't)(?: (?:so much|quite|as yet|yet|though|sadly|alas))*\W*$|\b\d{1,3} ?% (?:there|done|complete\w*|finished|of the way|through)\b"
)
#: Said of anything: the action must be what is meant.
_OF_ANYTHING = prefiltered(
    r"\b(?:(?:an? |in )?(?:complete |total |absolute |utter |right |bit of a |real |proper |pure |bloody )*(?:shambles|omnishambles|chaos|fiasco|disaster|nightmare|dog'?s (?:dinner|breakfast)|car crash|train ?wreck|mess)|so[- ]?so|fine|ok|okay|good|great|well|alright|all right|not (?:too |so )?bad|bad|poor|badly|almost|nearly|in (?:trouble|place)|moving|late|"
    r"won'?t be|not going to|difficult|tricky|worried|mixed|getting|improving|worse|better|comfortable|confident|happy|healthy|strong|nicely|ahead|early|steady|tight|"
    r"close|not (?:there|great|good|yet|sure|quite|far|brilliant|ideal|long|started)|not (?:(?:at all|entirely|exactly|altogether|too|wholly) )?(?:un(?:happy|pleased|reasonable|satisfactory|satisfied|comfortable|hopeful|promising|manageable|healthy|acceptable)|dis(?:pleased|satisfied|appointed|heartened|couraged|astrous)|hopeless|impossible|terrible|awful|horrendous|insurmountable)"
    r"|(?:can'?t|cannot|couldn'?t|mustn'?t|shouldn'?t) (?:complain|grumble)|no complaints|(?:could|might) be worse|meh|half|part(?:ly|ially)?|mostly|missed|miss|failing|failed|unclear|uncertain|"
    r"thumbsup|thumbsdown|tickmark|crossmark|hopeful|fingers crossed|same(?! (?:doc|document|link|file|page|paper|folder|attachment|spreadsheet|minutes|pdf|slides?|report)s?\b)|different|changed|pink|purple|tickety[- ]?boo|hunky[- ]?dory|peachy|ship[- ]?shape|tip[- ]?top|rosy|gravy|dandy|cushty|in (?:good )?order|dunno|don'?t know|no idea|brilliantly|brilliant)\b"
)
_ACTION = (
    r"(?:it|it's|its|it'll|this|that|that's|thats|these|those|they|they're|things|thing|everything|all|both|which|we|we're|we've|we'll|were|ours|mine|the (?:action|work|project|plan|programme|recruitment|pilot|"
    r"rollout|roll-out|procurement|review|delivery|team|first|second|rest|others|whole|date|timeline|milestones?|measures?|kpis?|numbers|figures|data)|action|project|work|progress|delivery|recruitment|rest|status|position|"
    r"update|rag|\ue002+|one|ones|going|doing|looking|feeling|feel|where|on (?:this|that|it|these)|with (?:this|it|where)|about (?:this|it|that))"
)
_ABOUT_ACTION = prefiltered(rf"(?:^|[\s,(-]){_ACTION}(?![\w'])")
#: What may stand before a word that is the whole sentence: "all really good so far", "not great".
_DEGREE = prefiltered(
    r"^\W*(?:(?:"
    + any_of(
        """the hi hello yes no yep ok so and but well oh still now all both not very really pretty quite fairly a bit
        little too far just only mostly generally mainly relatively reasonably rather somewhat slightly honestly tbh
        currently today overall getting going doing looking feeling moving running been am are is was never nowhere from
        could be much lot more less in shape status nearly almost about i'd say i think probably we're i'm im happy
        seems feels looks nothing mixed"""
    )
    + r")\W+)*$"
)
#: What may follow it.
_GOES_ON = prefiltered(
    r"^\s*(?:$|[,.;:!?)(-]|[\ue002\ue003\ue005]|(?:so far|now|on|for|but|and|thanks|at|this|here|apart|than|overall|really|tbh|enough|considering|with|as|because|though|i think|today|again|still|to me|in|from|"
    r"progress|shape|picture|position|pace|start|headway|place|nick|way|momentum|month|quarter|news on|due|since|if|until|except|bar|given|all|what|which|how|\w+er|these|thank|cheers|ta|mostly|honestly|either|by|up|when|x+)\b)"
)
#: Matters that are nobody's action.
_ELSEWHERE = prefiltered(
    r"\b(?:traffic|train|trains|bus|tube|motorway|m\d{1,2}|car|flight|plane|airport|weather|rain\w*|snow\w*|sunny|freezing|weekend|holidays?|hols|lunch|coffee|tea|breakfast|dinner|wine|beer|pub|drinks?|"
    r"party|birthday|football|rugby|cricket|match|game|film|telly|strictly|bake ?off|traitors|gym|yoga|dog|cat|kids?|son|daughter|wife|husband|partner|mum|mom|dad|gran|baby|"
    r"doctor|dentist|hospital|gp|vet|poorly|unwell|headache|migraine|wifi|wi-fi|internet|broadband|laptop|printer|password|phone|signal|battery|coffee machine|kettle|lift|car park|parking|"
    r"minutes? (?:behind|late)|at home|covid|flu|a\d{2,4}|queue|emails?|inbox|e-mails?|meetings? all|back to back|my (?:desk|chair|diary|day|head|back|leg|week|boss|lunch)|your (?:day|weekend|week|holiday|news|morning)|good luck|hope you|hope your|"
    r"see (?:you|everyone|everybody|u)|to see (?:you|everyone|everybody)|(?:good|great|nice|long|useful|helpful|productive|lovely) (?:meeting|session|chat|call|event|turnout|talk|catch-?up|trip|result|news|conference|workshop|visit|day out)|going home|meet(?:ing)? (?:you|everyone)|hear from)\b"
)
_GREETS = prefiltered(
    r"^\W*(?:good (?:morning|afternoon|evening|night|day|luck|question|point|idea|one|grief|shout|old|to (?:see|hear|meet|know))|great (?:to|meeting|session|idea|question|point|stuff|day|weekend|work|job|talk|seeing)|"
    r"well (?:done|well|hello|that'?s|i never)|happy (?:birthday|monday|friday|new|christmas|to (?:help|chat|talk|discuss|meet))|better late|late (?:night|one|lunch|for)|nice|have (?:an?|the) (?:very |really )?(?:good|great|lovely|nice|fab|happy|fantastic|wonderful)|enjoy|hope (?:you|your|all|everyone)|i (?:have|need|want) (?:better things|a coffee|a drink|a holiday))\b"
)
#: The writer's own affairs: "I'm running late", "I'm behind with my e-mails".
_OWN_AFFAIRS = prefiltered(
    r"^\W*(?:sorry\W+)?(?:i'?m|i am|im|i'?ve been|i was|i'?ll be|feeling|felt)\b(?: (?:just|a|bit|lot|much|so|really|running|very|still|currently|feeling))* (?:late|fine|good|well|ok|okay|alright|happy to (?:help|chat|talk)|better|poorly|early|close by|nearly (?:home|there)|on (?:the|my) way)\b(?!.{0,30}\b(?:on|with|about) (?:this|it|that|\ue002))"
)
_SENTENCE = prefiltered(r"[^.;!?\n]+")
#: The action is spoken of, whatever else is: "on the phone to the trust about this".
_OF_THE_ACTION = prefiltered(
    r"\b(?:this|that) (?:one|action)\b|\ue002|\baction\b|\b(?:about|over|chasing|re) (?:this|it)\b"
)


def says_vaguely(mask: str) -> bool:
    """Whether anything in the clause sounds like a state of the action."""
    return any(_sounds(found[0]) for found in _SENTENCE.finditer(mask))


_WELL = prefiltered(
    r"\b(?:fine|ok|okay|good|great|well|all ?right|brilliant|nicely|smoothly|swimmingly|ticking (?:along|over)|coming along|ahead of (?:plan|schedule)|"
    r"happy|comfortable|healthy|steady|thumbsup|tickety[- ]?boo|hunky[- ]?dory|peachy|ship[- ]?shape|tip[- ]?top|rosy|dandy|cushty)\b"
)
_BUT = prefiltered(
    r"\b(?:not|no|never|hardly|but|except|though|although|however|mostly|fairly|quite|ish|bit|slightly|nearly|almost|until|if|unless|so far|behind|late|slow\w*|stuck|delay\w*|"
    r"slip\w*|risk\w*|issue\w*|problem\w*|worr\w+|short|difficult|tricky|mixed|better|getting)\b|n't\b"
)


def sounds_well(mask: str) -> bool:
    """Whether the words sound like green and like nothing else: it may be asked "shall I put Green?"."""
    return bool(_WELL.search(mask)) and not _BUT.search(mask)


def _sounds(sentence: str) -> bool:
    if _GREETS.match(sentence) or _OWN_AFFAIRS.match(sentence):
        return False
    about = bool(_OF_THE_ACTION.search(sentence))
    if _ELSEWHERE.search(sentence) and not about:
        return False
    if _OF_WORK.search(sentence):
        return True
    for found in _OF_ANYTHING.finditer(sentence):
        before, after = sentence[: found.start()], sentence[found.end() :]
        if _DEGREE.match(before) and _GOES_ON.match(after):
            return True
        if _ABOUT_ACTION.search(before) or _ABOUT_ACTION.search(after[:40]):
            return True
    return False
