"""The words with which somebody says that an action is not theirs, or is theirs no longer (R13)."""

from __future__ import annotations

from bot.conversation.prefilter import Patterns, prefiltered

_MINE = r"(?:mine|ours|my (?:action|area|responsibility|job|remit|one|patch|portfolio|team|work|role|brief|bag|department|service|problem|actions|directorate|field|division|section|project|bit|thing|lead|domain|world)|our (?:action|area|responsibility|remit|team|service|patch|directorate|job|bag|department)|me(?=\W*$|[,.;]| any| now| it| that)|us(?=\W*$|[,.;]| any)|with me|with us|under me)"
_JOB = r"(?:job|jobs|role|roles|post|posts|team|teams|service|services|position|positions|department|departments|directorate|organisations?|authority|council)"
_POST = r"(?:[a-z]+ ){0,2}?(?:job|role|post|position|remit|portfolio|brief|lead role)"
#: Where people work: "I've moved school".
_PLACE = r"(?:schools?|trusts?|offices?|employers?|areas?|boroughs?|academ(?:y|ies)|colleges?|hospitals?|wards?)(?=\W*$|[.,;]| (?:so|and|now|since|last|in|at)\b)"
#: Whoever employs people: "no longer with the Trust".
_EMPLOYER = r"(?:trust|council|nhs|icb|ics|authority|la|organisation|borough|county|company|charity|school|academy|college|hospital|service|team|department|directorate|send|sen|role|job|post|sector|partnership)"
#: Posts and organisations: whose it is, and still no person who could be asked.
_BODY = r"(?:head of|director|assistant director|deputy|manager|lead for|health|icb|nhs|finance|hr|commission\w+|social care|education|adults|children'?s|trust|council|provider|hospital|schools?|public health|transport|legal|procurement|comms|inclusion|another \w+|(?:designated|lead|chief|principal|named|senior|service|clinical|programme|commissioning) (?:[a-z]+ ){0,2}?(?:officer|manager|lead|doctor|nurse|director|head|psychologist|commissioner)|(?:dco|dmo|dcs|daso|sro|senco)|[a-z]+ (?:team|service|colleagues|partners|directorate|department))"
_RULES = (
    # With a post or an organisation.
    rf"\b(?:belongs?|sits?|rests?|lies|lives|sitting|moved(?: over| across)?|transferred|handed over|passed(?: over| on)?|should (?:go|sit|be)|now) (?:now |more |really |better )*(?:to|with|under) (?:the |our |my )?{_BODY}\b(?! (?:board|meeting|committee|cabinet|to (?:sign|agree|approve)|for (?:approval|sign|comment|agreement|review)))",
    rf"(?:\b(?:this|it|that|these|they|both|all|one|action)|\d)(?: (?:is|are|will|will be|all|then|now|also|formally|officially))*(?:'s|'ll)? (?:moves?|moving|transfers?|transferring|passes|passing|pass|switch(?:es|ing)?|(?:goes|going|go|hands?|handing) (?:over|across))(?: over| across)* (?:to|under) (?:the |our )?{_BODY}\b(?! (?:board|meeting|committee|cabinet|to (?:sign|agree|approve)|for (?:approval|sign|comment|agreement|review)))",
    # Not mine.
    rf"\b(?:go|goes|given|passed|sent|move|moved|handed) to (?:someone|somebody) else\b|\b(?:it'?s|that'?s|this is|this one'?s|one) (?:one )?for (?:the )?{_BODY} (?:to|not)\b",
    rf"\b(?:not|no(?= mine\b)|nae|isn'?t|wasn'?t|never|no longer|aren'?t|(?:hasn'?t|haven'?t) been(?= (?:mine|ours|my|our)\b)|not actually|not really|none of these are|ain'?t|neither is|shouldn'?t be)(?: (?:actually|really|even|been|one of|under|for|in|part of|on|down to|any of|within|something for|quite|one for))* {_MINE}\b",
    r"(?:^\W*|\b(?:it|it's|this|that|this is|that's|it is|this one|one) )(?:is )?(?:not|isn'?t)(?: really| one| something| actually)* for (?:me|us)(?=\W*$|[,.;])",
    r"\b(?:not|never been|no longer|wasn'?t|isn'?t|ain'?t|i'?m not|am not) (?:actually |really )?(?:the|a|its|an?)? ?(?:right (?:person|lead|one|contact)|lead|owner|responsible|accountable|leading|in that (?:role|post|job|team)|working (?:on|in|here|there|for)|involved|the person)\b(?! (?:agency|provider|in place))",
    r"(?:^\W*(?:(?:hi|sorry|but)\W+)*|\b(?:i'?m|i am|i'?ve|we'?re) )(?:not|no longer|never been)(?: even| actually| really)? in post\b",
    # "No longer with the Trust", "not in the team any more".
    rf"(?:(?:^|[.;,!?\n]) ?(?:(?:hi|sorry|but|as|and|because|i think)\W+)*|\b(?:i'?m|i am|am|i'?ve been|as i|because i|i was) )(?:now )?(?:no longer|(?P<not>not|don'?t))(?: even| actually)? (?:with|at|in|part of|employed (?:by|at|with)|work(?:ing)? (?:at|with|for|in)|based (?:at|in))(?: an?)? (?:the |this |that |your |our )?(?:[a-z]+(?:'s)? ){{0,2}}?{_EMPLOYER}\b(?(not) any ?(?:more|longer)\b|(?=\W*(?:$|[.,;!?\n])| (?:any|now|since|so|as|and|sorry|but|from)\b))",
    # No part in it.
    r"(?:^\W*(?:(?:hi|sorry|but|thanks|have|got)\W+)*|\b(?:i|we|i've|i'd|we've|i have|we have)(?: (?:now|got|really|actually|had|have))* )(?:no|no longer(?: have)?(?: any)?|(?:don'?t|do not) (?:now |really |actually )?have (?:any|a)|haven'?t (?:got |had )?(?:any|a))(?: (?:more|further|real|direct|active|longer|day-to-day))?"
    r" (?:involvement|dealings|role|part|hand|input|connection)(?: at all| now)? (?:with|in|on|to|over) (?:this|it|that|these|them|this one|the action|\d[\d.]*\d)(?=\W*$|[.,;!]| (?:now|any ?more|any longer|at all|since|these days|nowadays|so|and|as|going forward|from)\b)",
    r"\b(?<!which is )(?<!which has )(?:nothing|not anything|nowt|little) (?:at all )?to do with (?:me|us|my|our|the (?:team|service) i)\b",
    r"\b(?:you'?ve got the |got the |have the |this is the |i'?m the |you want a |sorry,? )?wrong (?:person|lead|contact|team|service|department|directorate|bloke|woman|man|lady|guy)\b|\bwrong (?!one|date|action|item|link|file|version|chat|thread|colour|number|button|way|end|time|place|box)[a-z]+, i'?m\b",
    r"\b(?:someone|somebody|anyone|anybody) else(?:'s|s)\b|\bbelongs? (?:to|with) (?:someone|somebody|another|a different)\b|\b(?:someone|somebody) else (?:has|is|leads|owns|picked|took|will|should|now)\b(?! (?:off|away|ill|on leave|covering))",
    r"\b(?:can|could|should|would|will|shall|needs?|want|may|might|let) (?:someone|somebody|anyone|anybody) else (?:to |please |now )*(?:own|take|have|lead|run|pick|get|be given|answer for)\b",
    r"\b(?:someone|somebody) (?:(?:in|from|at|over in|over at|new in) )(?:the )?[a-z]+(?: [a-z]+)? (?:has|have|is|got|'s)(?: (?:now|got|taken|picked|taking|picking))* (?:it|this|that|these)(?: (?:up|on|over|now))*\b",
    r"\b(?:no|not (?:the )?(?:foggiest|faintest|a clue)|no) (?:idea|clue) (?:why (?:i|this|it)|whose|who)\b(?! (?:green|amber|red))|\b(?:don'?t|do not|dont) know (?:who|whose|why (?:i|this))\b[^.;\n]{0,20}\b(?:owns?|leads?|it is|this is|i'?m|has)\b",
    # His, hers, theirs.
    r"(?:^|[.,;:!\n(-]|\b(?:so|and|but|now|because|as|of)\b)\W{0,2}(?:now )?(?:mine|my (?:actions|ones|two|lot|action)|all (?:of )?(?:mine|them|these|my \w+)|these|this|it|this one|they|both|everything)(?:'s|'re| is| are)(?: (?:all|both|now))* (?:his|hers|theirs)(?=\W*$|[.,;]| now| from)",
    # Left, moved on.
    rf"\b(?:left|leaving|leave|moved on from|moving on from|finished in|quit|moved out of|moving out of|stepping back from|stepped back from) (?:that|the|my|this|send|sen) (?:{_JOB})\b",
    rf"\b(?:i'?ve|i have|i'?m|i am|i|(?<![a-z\ue002-\ue005] )(?:have|just)|(?<=we )have|(?<=who )have|(?<=hi )have|(?<=as )have|(?<=and )have|(?<=but )have|since i)(?: (?:now|since|recently|just|already))* (?:left|moved on|moved (?:teams?|{_JOB}|{_PLACE}|over|across|to)|moving (?:teams?|{_JOB}|{_PLACE}|to|over)|changed (?:{_JOB}|{_PLACE}|teams?)|changing (?:{_JOB}|teams?)|move to|moved to|stepped down|stepping down|retired|retiring|been (?:moved|redeployed|seconded|restructured)|being (?:redeployed|seconded)|switched (?:{_JOB}|teams?))\b(?! (?:it|this|that|your|you|him|her|them|some (?!time)|an? (?!(?:year|month|week|fortnight|while|few|bit|couple|long)\b)|my (?:laptop|phone|bag|keys?|coat|lanyard|pass|badge|lunch|notes?|charger|glasses|umbrella|card|papers?|purse|wallet|car)\b|the (?:date|meeting|deadline|training|launch|keys?|lanyard|file|papers?|notes?|forms?|cake|biscuits|door|lights?|cheque|post)\b|house|office|desk|on to|forward|the))",
    # Given up: "I gave that post up in August", and no vacancy that was given up to somebody.
    r"(?:\bi(?:'ve|'d| have| had)?(?: (?:since|recently|just|already|actually|now))* |^\W*(?:(?:hi|sorry|hello|actually|afraid)\W+)*)(?:gave|given|giving|handed|packed|jacked|passed|came|come|stepped|relinquished)"
    rf" (?:(?:up|over|in|on|out of|back from|away from|down from) (?:that|the|my|this|send|sen) (?:{_POST})|(?:that|the|my|this|send|sen) (?:{_POST}) (?:up|over|in|on|back)|(?<=relinquished )(?:that|the|my|this) (?:{_POST}))\b(?! (?:to|for|as|with|advert|report|plan|review|description|hold)\b)",
    # "Retired on 31 March", without a subject: nobody reports so of an action.
    r"(?:^|[.;!?\n])\W*(?:(?:hi|sorry|hello|actually|afraid|already|now|er|um)\W+)*(?:retired|resigned|left|moved on(?! since)|stepped down|made redundant|took (?:early retirement|redundancy|voluntary severance))(?: (?:from|the|my) (?:the |my )?(?:job|post|role|team|trust|council|service|authority|organisation|icb|nhs|department))?"
    r"(?= (?:(?:at|back) )?(?:on (?=(?:the )?\d|(?:mon|tues|wednes|thurs|fri)day)|in|last|this|a (?:year|month|week|while|fortnight)|two|three|\d|early|ages|some time|months|weeks|years|the end|end of|since)\b(?! (?:post|place|charge|the (?:air|lurch|middle|dark|hands)|limbo|draft|a mess|hold))|(?<!left)(?<!moved on)(?:\W*$|,? (?:now|so|and|thanks)\b))",
    rf"^\W*(?:hi\W+|sorry\W+|hello\W+)*(?:changed|moved|switched|changing|left|quit|swapped|new) (?:my |that |the )?(?:{_JOB})\b",
    r"(?:\b(?:i|we|team)(?: really| actually| just| now)? |^\W*(?:(?:hi|sorry)\W+)*)(?:don'?t|do not|dont|didn'?t|no longer|never) (?:lead(?: on)?|own|work (?:on|in|for|there|here|with)|have anything to do with|deal with|handle|look after|run|manage|cover)(?: (?:it|this|that|these|there|here|send|sen|children'?s|education|the \w+(?: team)?))?\b(?! (?:yet|weekends|fridays|mondays|closely))(?=[^.;\n]{0,24}(?:$|[.,;\n]|any ?more|any longer|now))",
    # Taken on by another.
    r"\b(?:tak(?:e|es|ing|en)|took|pick(?:s|ed|ing)?) (?:(?:it|this|that|them|these|both|this one|the action|\d[\d.]*) )?(?:over|on|up)(?: (?:it|this|that|them|\d[\d.]*))? from (?:me|us)\b(?! as (?!lead|owner)\w)|\b(?:took|taken|takes|taking) (?:it|this|that|them|these|both|this one|the action|\d[\d.]*) off (?:me|us|my hands|our hands|my plate)\b(?! (?:for (?:a|the|now)|while|until|temporarily))",
    r"(?:(?:^|[.,;!?\n])\s*|\b(?:can|could|will|would|please|pls|need to|you to)(?: (?:you|u|we|just|please|pls|now))* )(?:swap|change|update|amend|switch|correct|alter) the (?:name|lead|owner|lead name|named lead|lead officer)(?: (?:over|round|across|please|pls|now|too|on (?:it|this|that)))*(?=\W*$|[.,;!?\n])",
    # Take me off.
    r"\b(?:take|remove|get|drop) (?:me|my name|us|our name)(?: please)? (?:off|from|as)\b(?! (?:the |this |your |these )?(?:mailing|distribution|reminders?|messages?|chat|channel|copy|list\b(?! of leads)))|\b(?:shouldn'?t|should not|don'?t think i should|not sure why i'?m|why am i) (?:be )?(?:down|listed|named|shown|on|the lead|in)\b[^.;\n]{0,20}\b(?:for|as|on|lead|owner|this|here|it)\b",
    r"\bshould(?:n'?t| not) (?:be )?(?:with |assigned to |for |come to |sit with )?(?:me|mine|us|my team)\b|\bwhy (?:am i the|is this with me|is it with me|is my name)\b|\bneeds? a new (?:lead|owner)\b|\bneeds? (?:reassigning|re-assigning|reallocating|a different (?:lead|owner))\b|\b(?:change (?:of|the)|new|find (?:a|another)|different) (?:lead|owner)\b(?= (?:needed|please|required|wanted|pls)|\W*$)",
    r"\b(?:re-?assign|reallocate|hand (?:it|this|that) over|handed (?:it|this|that) over|handing (?:it|this|that) over(?!,? (?:as |at |on |in )?(?:an? )?(?:solid |strong |clean |healthy )?(?:green|amber|red)\b)|pass (?:it|this|that) on|passed (?:it|this|that) on|passing (?:it|this|that) on)\b(?! (?:staff|posts|cases))|\b(?:hand|handing|handed|give|giving|gave|pass|passing|passed) (?:it|this|that|this one|these|both|them|the action|\ue002+) back\b(?: to (?:the |you\b|whoever|mel\b)(?:programme |project |transformation |central |improvement )?(?:office|pmo|team|programme)?)?(?=\W*(?:$|[.,;\n])|,? (?:as|because|i|we|since|sorry|please)\b)|(?:^|[.,;:!?\n(-]|\b(?:i|i'?ve|i'?m|i am|i'?ll be|we|we'?ve|we'?re)\b)\W{0,2}(?:(?:have|am|be|been|now|just|also|since|recently|will|to|going)\W+)*(?:stood|stepped|stepping|standing) down\b|\bgive (?:it|this|that) to (?:someone|somebody) else\b",
)
#: "Who do I hand this to?" asks for help and gives the action up in one.
_ASKING = prefiltered(
    rf"\b(?:should(?:n'?t)?|would(?:n'?t)?|could(?:n'?t)?|ought) (?:it|this|that|\ue002+)(?: one| action)?(?: (?:not|really|actually|now|better|rather|to))* (?:sit|be|go|belong|move|rest|live|come)(?: (?:better|best|over))* (?:with|to|under) (?:the |our )?(?:adult |adults' )?{_BODY}\b(?! (?:board|meeting|committee|cabinet|to |for ))[^?\n]{{0,30}}\?|"
    # "Marcus owns 3.2.1 now, could that be updated?"
    r"\b(?:owns?|leads?|is leading|has taken (?:on|over)|took over|is (?:now )?(?:the |our )?(?:new |named )?(?:lead|owner)|(?:led|owned) by)\b[^;?\n]{0,40}[,.;-] ?(?:and |so )?(?:can|could|would|will) (?:that|this|it|you|we|the (?:record|plan|tracker|name|lead|owner))(?: (?:please|just|now|all))* (?:be )?(?:updated?|changed?|amend(?:ed)?|correct(?:ed)?|reflect(?:ed)?|put right|fix(?:ed)?)\b|"
    r"\bwho (?:do|should|can|would|could|must|shall|does) (?:i|we|this|it|that|these)(?: (?:now|best|one|action))? (?:hand|give|pass|reassign|re-assign|transfer|go|move|sit with|be with|send|refer|belong)\b(?! (?:minutes|figures|report|evidence|my|the (?:minutes|report)))"
)
#: "Why am I getting this, I moved to Adults a year ago": the question is answered behind it.
_WHY_ME = prefiltered(
    r"^\W*(?:(?:hi|hello|sorry|and|so|but|erm|um)\W+)*(?:why|how come|what)(?:'?s| is| am| are| do| does| did| have)? (?:i'?m|i|am i|this|you|it|we)\b[^,.;!?\n]{0,40}(?:[,.;!?\n]+|\s-+\s)\s*(?=\S)"
)
_GIVES_UP = Patterns(prefiltered(rule) for rule in _RULES)
#: Somebody who leaves, and has not said that the action is no longer theirs.
_LEAVES = prefiltered(
    r"(?:\A|[.;!\n]\s*)last (?:working )?day(?: here| at work| in post)?(?: is| will be|:|,)?,? (?:on )?(?:mon|tues?|wed|thu|fri|today|tomorrow|this|next|end of|the \d|\d)|\bmy last (?:working )?day(?: (?:here|at work|in (?:the )?(?:post|office|job|role)|with [a-z ]{2,20}?))? (?:is|will be|was|'s)\b(?! (?:of|before) )|\bno (?:handover|successor|replacement) (?:named|agreed|identified|sorted|in place|appointed|yet)\b"
)
#: "My last day is 30 Nov, 3.2.2 won't be finished until 16 Feb": how the work goes is told as well.
_TOLD_BESIDE = prefiltered(
    r"\b(?:will|won'?t|will not|not|'ll|should|to|going to)(?: (?:now|all|not|only|just))* (?:be|get)(?: \w+)? (?:finish\w*|complet\w+|deliver\w*|done|sorted|ready|signed off|over the line|landed)\b"
)
_OF_DATE = prefiltered(r"\b(?:dates?|deadline|forecast|exten\w+|push|pushed)\b")
#: What sounds like giving up and is a report, or somebody else's leaving.
_NO_LOSS = prefiltered(
    r"\bnot (?:for me|with me) to\b|\b(?:chase|nag|hassle|blame|bug|pester|badger|moan at|shout at|have a go at) (?:hr|health|finance|legal|estates|procurement|comms|it|them|the [a-z]+)(?:[,-]| -)? ?not (?:me|us)\b|\b(?:isn'?t|not) (?:my|our) (?:fault|doing|decision|call|view|colour|intention|preferred|favourite)\b|\bnot mine to\b"
    # "Amber, no change of lead".
    r"|\bno changes? (?:of|to|in|on)(?: (?:the|our|my|action|named|current|who))* (?:lead|leads|owner|officer|person|contact|name)\b"
    # "Capita's date not mine", "the deadline is DfE's, not mine": whose the date is, or the word.
    r"|\b(?:dates?|deadline|timescales?|timetable|figures?|numbers?|data|words?|wording|phrase|view|opinion|decision|call|choice|fault|doing|idea|problem|target|scale|rating|colour|estimate|guess|maths|mistake|rule|money|budget|risk)"
    r"(?: (?:is|are|was|were) (?:the )?[\w']+)?,? (?:and |but )?(?:not|isn'?t|aren'?t|wasn'?t|never)(?: (?:one of|really|actually))? (?:mine|ours)\b"
)
_SENTENCE_BREAK = prefiltered(r"(?<=[.!?])\s+|\n")


def hands_over_asking(mask: str) -> bool:
    """Whether a question is about giving the action away, or stands beside words that do."""
    if _ASKING.search(mask):
        return True
    why = _WHY_ME.match(mask)
    if why is not None and gives_up_at(mask[why.end() :]):
        return True
    told = (part for part in _SENTENCE_BREAK.split(mask) if not part.rstrip().endswith("?"))
    return "?" in mask and any(gives_up_at(part) for part in told)


def leaves_at(low: str) -> tuple[int, int] | None:
    """Where in lower-case words the writer says that they leave: who has the action then, must be asked."""
    found = _LEAVES.search(low)
    if found is None or _OF_DATE.search(low) or _TOLD_BESIDE.search(low):
        return None
    return found.span()


def gives_up_at(low: str) -> tuple[int, int] | None:
    """Where in lower-case words the writer says that an action is not theirs."""
    found = [said.span() for rule in _GIVES_UP.that_may_match(low) if (said := rule.search(low))]
    if not found and (asked := _ASKING.search(low)):
        found = [asked.span()]
    return None if not found or _NO_LOSS.search(low) else min(found, key=lambda span: span[0])
