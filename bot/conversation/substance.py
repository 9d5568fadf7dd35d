"""Whether words tell anything of the work: what may stand as a narrative, and what is no answer to its question (R3).

A narrative needs one word that is no function word, colour, status, courtesy or remark about the asking itself.
Nothing is guessed from the rest: what has no such word is left out, and the narrative is still to come.
"""

from __future__ import annotations

from enum import StrEnum

from bot.conversation.colours import mentions
from bot.conversation.marks import any_of, lowered
from bot.conversation.prefilter import prefiltered
from bot.conversation.pressure import under_pressure
from bot.conversation.queries import is_question, is_request

_SAY_AGAIN = prefiltered(r"\b(?:repeat|rephrase|explain)\b")
_STOP_AND_MORE = prefiltered(r"[.;!\n]\s+\S")
_MARK_OR_FIGURES = prefiltered(r"[\ue000-\uf8ff]|\d\W+\d")
_SENTENCE_BREAK = prefiltered(r"(?<=[.;!?])\s+|\n")


class NonAnswer(StrEnum):
    """What a message that answers nothing is: put off, asked back, another's wish, or meant for another."""

    LATER = "later"
    ASKS_BACK = "asks_back"
    OTHERS_WISH = "others_wish"
    TO_ANOTHER = "to_another"


_A_MARK = prefiltered("[\ue001-\ue005]")
_NOTHING_WORDS = any_of(
    """hi hello morning afternoon thanks thank you cheers sorry please and but so is are it's its it this that now
        still for on at the action all both rest update status rag brag i meant should be say actually ok okay yes no
        also too then remains as with of mine to a an my mistake we from really mean or bot there oops correction
        again ta kind regards me put mark set call make report which because by done expect expected forecast
        hopefully i'd we're i'm definitely firmly just has have been gone moved same last time month thumbsup
        thankyou today everything except remaining think probably not quite maybe perhaps guess suppose i'll ish more like could can you set change turn move would was were us one ones not"""
)
_MORE_WORDS = any_of(
    """isn't aren't wasn't weren't isnt wasnt arent that's thats there's they're theyre he's she's what's though although anyway anyhow only very well
    he she they them their his her your you do does did don't dont doesn't didn't didnt if in into about than any some none each other another
    here there when where why how what whats who whose once ever never always fine good great right wrong without between neither nor either
    will won't wont we'll we've i've ive let's lets oh ah er erm um hmm apart bar honestly frankly basically obviously literally
    actual true lol ffs pls plz colour color x sure had however pardon second yet whatever certain s
    afraid sadly unfortunately stay stays staying downgrade upgrade down best wishes fyi see going keep keeping nothing should've im tbh"""
)
# Possessive: a mark is no letter, and what could be read in two ways would be tried in all of them.
_SAYS_NOTHING = prefiltered(rf"^\W*+(?:(?:{_NOTHING_WORDS})(?!\w)\W*+)*+$")
_EMPTY = prefiltered(rf"^\W*+(?:(?:{_NOTHING_WORDS}|{_MORE_WORDS})(?![\w'])\W*+)*+$")
_TO_YOU = r"(?: (?:to )?(?:you|u|that|this|it|them|him|her|me|us|all|more|something|the (?:rest|details|answer|reasons?)|a (?:line|reply|response|proper (?:answer|reply))|on|about|properly|fully|asap|soon|later|tonight|tomorrow|shortly|again|then|when i (?:can|know|get a (?:minute|moment|chance))|once i know|in a (?:bit|minute|moment|while)|this (?:afternoon|evening|week)|first thing|after(?:wards)?|next week|later on|by then))*"
#: Remarks about the asking and the answering: nothing in them is of the work.
_REMARKS = prefiltered(
    r"(?<![\w'])(?:"
    r"(?:sorry|apologies|apols|forgive me|thank you|thanks)(?: for| about)(?: (?:the|my|a|any|being|this|that|such|your))* (?:(?:late|slow|long|delayed|short) )?(?:delay(?:ed)?|late(?:ness)?|slow(?:ness)?|reply|response|wait|silence|radio silence|confusion|trouble|mix-?up|brevity|patience|reminder|nudge|chas(?:ing|er)|message)(?: (?:in )?(?:replying|responding|reply|response|getting back(?: to you)?|coming back(?: to you)?))?"
    r"|(?:hope|hoping) (?:you(?:'re| are)?|all|this)(?: \w+){1,5}"
    r"|(?:(?:i|we)(?:'m| am)? )?(?:really |honestly |just |still |genuinely )*(?:don'?t|do not|dont|wouldn'?t|didn'?t) (?:really |yet |actually )?know(?: (?:yet|when|who|what|why|how|which|if|whether|that|it|about|any of|anything))*"
    r"|(?:(?:i|we)(?:'m| am|'re| are)? |im )?(?:really |still |just |quite )*(?:not (?:\w+ )?sure|unsure|not certain|uncertain|(?:no|not an?|not the) (?:\w+ )?(?:idea|clue)|none the wiser|dunno|(?:can'?t|cannot|couldn'?t) (?:say|tell)(?: you)?|haven'?t (?:a|got a) clue)(?: (?:yet|when|who|what|why|how|which|if|whether|about))*"
    r"|who knows|your guess is as good as mine|beats me|search me|no comment|nothing to (?:add|say)(?: (?:yet|here))?"
    rf"|(?:(?:i|we)(?:'ll| will| can| shall| need to| have to|'d need to| hope to|'m going to)? |will |to )(?:have to )?(?:reply|respond|answer|update|let you know|tell you|come back|get back|write|send|do|type|fill (?:it|this) in|find out|have a think|think about it|look at (?:it|this|that)|give you|be in touch){_TO_YOU}"
    r"|(?:you(?:'d| would| will|'ll)? (?:have to|need to|better|should|could|can) |better |just |please |go (?:and )?)*(?:ask|try asking) (?!for\b|them to|that|if)(?:\S+ ?){1,3}$"
    r"|(?:can|could|will|would) (?:you|u) (?:please |just |pls )*(?:stop|repeat|rephrase|explain|say|give me|leave|wait|hold on|come back|ask (?:me )?(?:again|later|tomorrow))(?: \w+){0,5}"
    r"|(?:please |pls |just |will you |now )*(?:stop|quit|enough of)(?: (?:with )?(?:it|that|this|the))*(?: (?:rubbish|nonsense|stupid|silly|bloody|pestering|questions?|asking|chasing|nagging|messag\w+|bothering|hassling|harassing|pinging|bugging|question\w*|reminders?|sending|already|now|me|us|these|this|every \w+|all the time|so (?:much|often))){1,5}"
    r"|(?:why (?:do|are) )?you (?:keep|keep on|are always|always|already|just|have|'ve|'re)* ?(?:ask\w*|chas\w*|nag\w*)(?: (?:me|us|this|that|the same(?: thing)?|again|before|already|every \w+))*"
    r"|leave (?:me|us|it|this|off)(?: (?:alone|be|out|for now))?|give (?:me|it|us) (?:a|some) (?:break|rest|minute|moment|chance|time|second|sec|bit)|go away|get lost|not again|hold on|hang on"
    r"|(?:none|neither|nothing|not|isn'?t|wasn'?t|this|it|that|both)?(?: (?:of|is|was|are|it|this|that|them|these|any))*(?: not)? (?:my|our|your|his|her|their|the (?:bot|system)'?s) (?:fault|problem|job|business|doing)|don'?t blame me|nobody(?: ever)? (?:told|asks?|asked|tells) (?:me|us)"
    r"|(?:i|we)(?:'ve| have)? (?:already |just )*(?:told|said|sent|answered|replied|explained|given|gave|been (?:asked|through|over))(?: (?:you|him|her|them|this|that|it|all|of|everyone|to|in|my|the|last|email|e-mail|before|already|once|twice|times?|many|so|week|month|meeting|the office|\ue004+|mel))*"
    r"|(?:it'?s |this is |that'?s |they'?re )?(?:all |already )*in (?:my|the|our) (?:last |previous |other )?(?:e-?mail|message|note|report|update|reply|answer)s?|read (?:it|my|the|that)(?: (?:last |previous )?(?:e-?mail|message|note|report|update)s?)?"
    r"|(?:this|that|it)(?:'s| is| whole thing is) (?:so |just |all |really |a )*(?:useless|pointless|ridiculous|rubbish|stupid|annoying|silly|nonsense|joke|daft|mad|painful|tedious)|(?:waste|wasting)(?: (?:of|my|our|everyone'?s|your))* time|(?:what'?s|what is) the point"
    r"|(?:i|we)? ?(?:haven'?t|have not|don'?t have|have no|got no|no)(?: (?:got|the|any|enough))* time(?: (?:for|to) (?:this|that|it|now|do (?:this|it)|reply|answer))*|(?:fed up|sick|tired)(?: (?:and tired|of|with))+ (?:this|these|being|you|all|the)(?: \w+){0,3}"
    r"|for (?:god|goodness|pity|heaven|christ|pete|fuck)'?s? sake|what a (?:faff|pain|palaver|mess)|(?:please|can we|do we have to)? ?(?:repeat|rephrase) (?:the|your|that|this)(?: question)?"
    r"|(?:that'?s an? |an? )?(?:good|great|fair|excellent) question|(?:you|u) tell me|you (?:should|ought to|must) know|(?:as|see|per|like)(?: (?:per|the|i said|said|it says))* (?:above|below|before|earlier)|same as above|ditto"
    r"|n ?/ ?a|not applicable|tb\.?[acd]\.?|t\.b\.?[acd]\.?|to be (?:confirmed|advised|decided|determined)|idk|pass|whatever|anything|something|blah(?:[ ,]+blah)*"
    r"|(?:i )?(?:can'?t|cannot) (?:really )?(?:talk|type|speak|chat)(?: (?:right )?now| at the moment)?"
    r"|(?:did ?n'?t|have ?n'?t|did|have) (?:i|we) (?:not )?(?:just |already )*(?:say|said|tell|told|answer(?:ed)?|send|sent|give|given|do|done|explain(?:ed)?)(?: (?:you|this|that|it|so|all|before|already|once|twice|earlier|enough))*"
    r"|(?:this|that|your|the|such|what|all)(?: (?:utter|complete|total|absolute|stupid|silly|bloody))* (?:rubbish|nonsense|drivel|claptrap|garbage|tosh|bot|thing)"
    r"|you what|come again|say (?:that|it) again|what'?s (?:this|that) (?:about|for)"
    r")(?![\w'])"
)
_BUSY = prefiltered(
    r"(?<![\w'])(?:(?:i'?m|i am|am|still|just|currently|stuck|sat|we'?re) )*(?:(?:in|on|into|at|between|chairing)(?: (?:a|an|another|the|back[- ]to[- ]back|my|our))* (?:meetings?|mtgs?|calls?|panel|court|train|bus|road|school run|conference|workshop|training|interviews?|hearing|car|leave)|driving|busy|swamped|snowed under|flat out|rushed off my feet|tied up|up to my (?:eyes|neck))(?: (?:all (?:day|week|morning)|right now|just now|at the moment|atm|today|now))*(?![\w'])"
)
_LATER = prefiltered(
    r"(?<![\w'])(?:later(?: on)?|not (?:right |just )?now|not (?:today|tonight|yet)|tonight|tomorrow|another (?:time|day)|some other time|in a (?:bit|while|minute|moment)|soon|shortly|as soon as i can|this (?:afternoon|evening))(?![\w'])"
)
_PUTS_OFF = prefiltered(rf"\W*(?:{_LATER.pattern}|please|sorry|ok|pls|thanks|maybe|\W)+")
#: "Hi Sue, can you send me the agenda": asked of somebody, and nothing that the bot does.
_TO_ANOTHER = prefiltered(
    r"^\W*(?:(?:hi|hello|hey|hiya|morning|afternoon|dear|please|pls|sorry|thanks|also|oh)\b\W*)*(?:\w+\W+)?(?:can|could|would|will) (?:you|u) (?:please |pls |just |possibly |also )*"
    r"(?:send|forward|e-?mail|resend|share|print|book|bring|order|invite|pick up|drop off|dig out|lend|bcc|cc)\b"
)
_LETTER = prefiltered(r"[^\W\d_\ue000-\uf8ff]")
#: "The director told me to say green": a colour, or a wording, that is another's.
_TOLD_TO = prefiltered(
    r"\b(?:told|asked|wants?|wanted|instructed|ordered|advised|tells?|needs?|would like|said|says) (?:me |us )?to (?:just )?(?:say|put|report|mark|call|record|show|go|keep|leave|write|make)\b(?: (?:it|this|that|down|as|at|for))*(?: (?:green|amber|red|so|nothing|that|it|something else))?\W*$"
)
_APOLOGY = prefiltered(r"\b(?:sorry|apologies|apols|forgive me)\b")
_EXCUSE = prefiltered(
    r"^\W*(?:and |but |as |i'?ve |i have |i was |i'?m |i am |have |had |was |just |only |we'?ve )*(?:been |being )?(?:in|on|at|off|away|out|ill|sick|poorly|tied up|busy|snowed under|flat out|back|stuck|catching up|drowning|swamped|buried|rushed off|a (?:mad|busy|manic|long|hectic|crazy|rough|bad)|mad|manic|hectic|only just (?:seen|got|read)|missed (?:this|your|the (?:message|e-?mail)))\b"
)
_WORK_TIME = prefiltered(r"[\ue002\ue003\ue005]")
_PART = prefiltered(r"[.;!?\n]+|,|\s-\s|\b(?:but|and|so|cos|because)\b")


def has_substance(words: str) -> bool:
    """Whether lowered words, a clause or more, tell anything of the work."""
    bare = _less_colours(words)
    remarked = _REMARKS.sub(" ", bare)
    if remarked != bare:
        remarked = _LATER.sub(" ", _BUSY.sub(" ", remarked))
    return not _EMPTY.match(remarked)


def says_nothing(words: str) -> bool:
    """Whether a clause is made of particles: less than a remark, and no sign that anything is said."""
    return bool(_SAYS_NOTHING.match(_A_MARK.sub("", _less_colours(words)).strip()))


def is_apology(words: str) -> bool:
    """Whether a clause only says sorry: what follows it may be no more than the excuse."""
    return bool(_APOLOGY.search(words)) and not has_substance(words)


def excuses(words: str) -> bool:
    """Why its writer did not reply, in a clause that follows an apology."""
    return bool(_EXCUSE.match(words)) and not _WORK_TIME.search(words)


def read_non_answer(text: str) -> NonAnswer | None:
    """What a message is that tells nothing the narrative question asks for; ``None`` where it may tell something."""
    mask = " ".join(lowered(text).split())
    if _TOLD_TO.search(mask) or (under_pressure(mask) and not _other_words(mask)):
        return NonAnswer.OTHERS_WISH
    if mentions(mask):
        return None
    if _TO_ANOTHER.match(mask):
        return NonAnswer.TO_ANOTHER
    if not _LETTER.search(mask) and not _MARK_OR_FIGURES.search(mask):
        # A bare number, a row of dots: it may answer some question, and this one it does not.
        return NonAnswer.LATER
    if _PUTS_OFF.fullmatch(mask) and _LATER.search(mask):
        return NonAnswer.LATER
    if _only_remarks(mask):
        asks = _SAY_AGAIN.search(mask)
        return NonAnswer.ASKS_BACK if asks else NonAnswer.LATER
    return NonAnswer.ASKS_BACK if _asks(mask) else None


def _only_remarks(mask: str) -> bool:
    """Whether remarks about the asking are all a message holds."""
    for part in _PART.split(mask):
        if not _EMPTY.match(_LATER.sub(" ", _BUSY.sub(" ", _REMARKS.sub(" ", part)))):
            return False
    return bool(_REMARKS.search(mask) or _BUSY.search(mask))


def _asks(mask: str) -> bool:
    """A message that is a question from end to end."""
    if _STOP_AND_MORE.search(mask) and not all(
        one.rstrip().endswith("?") or not has_substance(one) for one in _SENTENCE_BREAK.split(mask)
    ):
        return False
    return mask.endswith("?") or (is_question(mask) and not is_request(mask))


def _other_words(mask: str) -> bool:
    """Whether something stands beside the wish of another that is of the work itself."""
    parts = [part for part in _PART.split(mask) if part.strip() and not under_pressure(part)]
    return any(has_substance(part) for part in parts)


def _less_colours(words: str) -> str:
    for one in reversed(mentions(words)):
        words = words[: one.start] + " " * (one.end - one.start) + words[one.end :]
    return words
