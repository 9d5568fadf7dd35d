"""How a colour is meant: said, denied, remembered, feared or hedged, by the words about it (R1)."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from bot.conversation.asked_view import asks_for_it, is_tagged
from bot.conversation.belongs import belongs_elsewhere
from bot.conversation.idioms import tells_a_mood
from bot.conversation.lexicon import COLOUR
from bot.conversation.prefilter import prefiltered
from bot.conversation.standing import stands_for_status
from bot.conversation.views import is_shared, sentence_before, told_by_another
from bot.domain.status import Status

#: "Until then amber" is now.
_REACH = 160
_MEANWHILE = prefiltered(r"\b(?:until|till|til|'til) (?:then|that|such time)\b")
_FILL = (
    r"(?:\s+(?:\ue002+|a|an|the|yet|quite|really|be|being|been|say|said|saying|call|called|calling|think|it|it's|its|is|are|this|that|that's|"
    r"as|at|in|on|going|go|gone|to|towards|put|down|exactly|entirely|fully|completely|totally|so|very|strictly|still|want|feel|putting|marking|"
    r"believe|having|have|any|more|just|all|rated|reporting|marked|mark|report|we|i|i'd|we're|they|he|she|or|of|like|into|"
    r"for|far|love|prefer|able|\w{2,}ly|meant|supposed|intended|record|rate|write|enter|log|class|score|turn|turning|become|becoming|slip|slipping|drop|move|moving|stay|stays|remain|show|showing|shown|another|get|getting)){0,6}"
)
_END = r"[\s\"'(:-]*$"
_NEGATED = prefiltered(
    r"(?:\b(?:not|isnt|wasnt|arent|aint|cant|wont|dont|doesnt|didnt|couldnt|wouldnt|never|no longer|hardly|neither|nor|"
    r"without|far from|no way|(?:'ll|will|'s|is|'m|am|'re|are) no|(?:is|was|are|would|could|ca|wo|will|do|did|di|does)n+a[e]?|nowhere near|nothing like|nowhere close to|neither's|none of \w+|ignor(?:e|ing)|disregard|anything but|rather than|instead of|as opposed to|not (?:bad|late|serious|good|far gone) enough (?:for|to be))|n't)"
    + _FILL + _END
    + r"|\b(?:no|non)[ -]$|\b(?:nothing|nowt|none)(?:'s| is| are| at| on)? $"
)  # fmt: skip
_PAST = prefiltered(
    r"\b(?:was|were|used to be|(?:had|'d) been|had(?: (?:us|me|mine|ours|them|you))?|previously|formerly|originally|initially|from|came from|started (?:off|out)|"
    r"last (?:time|month|week|meeting|update|cycle|board|report)(?:'s)?(?: (?:was|it was|we were|i said|i put|we said))?|"
    r"(?:i|we|he|she|they|you|who|someone|somebody|nobody|everyone) (?:said|put|reported|had|called it|recorded|have it as|show|showed|were showing)|(?<!already )(?<!just )(?:told|gave|promised|showed) (?:you|u|them|everyone|the (?:bot|board|office)))"
    + _FILL + _END
    # "Out of red, into amber".
    + r"|\bout of (?:the )?$"
    # "Can you take 4.1.3 off amber", "it's come off red".
    + r"|\b(?:tak(?:e|es|en|ing)|took|com(?:e|es|ing)|came|mov(?:e|es|ed|ing)|get|gets|getting|got|lift(?:ed)?)(?: (?:it|this|that|us|them|\ue002+))? off (?:the |an? |of )?$"
    # "Thought we'd moved it to green in the summer": what was thought then.
    + r"|\bthought (?:that )?(?:we|it|they|this|that|that one|\ue002+)(?:'d| had| went| was|'s| has)?(?: (?:it|this|that|already|all|been|gone|went|moved?|turned?|set|put|changed?|marked?|agreed|closed|got|down|back))*"
    + _FILL + _END
)  # fmt: skip
#: "The green in the September pack was wrong": a rating that was.
_POINTED = prefiltered(r"\b(?:the|that|my|our|your|any|his|her|their) $")
_WAS_THEN = prefiltered(
    r"[\"')]* (?:(?:in|on|from|at|back in|you had in|we had in|i gave in) [^.;,\n!?]{2,40}? )?(?:was|were|had been)\b(?! (?:right|correct|fair|because|about right))"
)
#: "Nearly went red" is not how it is, and was not even how it was.
_NEARLY = prefiltered(
    r"\b(?:nearly|almost|briefly|temporarily|narrowly|could (?:easily )?have|could've|might have|might've)(?: (?:very|even))? (?:went|gone|going|turned|turning|became|become|fell|fallen|slipped|hit|dropped|tipped|been|avoided)"
    + _FILL + _END
)  # fmt: skip
_AHEAD = prefiltered(
    r"(?:\b(?:will|would|going|goes|heading|heads|moving|trending|drifting|turning|towards?|into|sliding|slides|tipping|slipping|"
    r"closer|expect\w*|(?<!\ba )(?<!\bno )hop(?:e|es|ing|eful|efully)|aim\w*|plan\w*|back to|return\w*|get(?:ting)?|until|till|before|if|unless|"
    r"once|when|otherwise|should|could|might|may|can|cannot|risk of|danger of|threat of|avoid\w*|prevent\w*|forecast|predict\w*|"
    r"wants?|wanted|needs?|ready for|way to|path to|route to|road to|on track (?:to|for)|soon|stop|"
    r"(?<!thing )(?<!all )else|in case|due to (?:move|turn|return|become|change|come)|in order to|so (?:that )?it|then|asking for|requesting|must|ought to|due to go)|'ll|'d)"
    + _FILL + _END
)  # fmt: skip
_HEDGED = prefiltered(
    r"\b(?:maybe|perhaps|possibly|probably|prob|probs|think|thinking|guess|suppose|suspect|reckons?|feel|feels|feeling|seems?|"
    r"looks?|looking|appears?|likely|leaning|leans|verging|borderline|nearly|almost|sort of|kind of|kinda|sorta|bit|slightly|somewhat|"
    r"fairly|mostly|largely|broadly|partly|partially|generally|mainly|half|roughly|around|approximately|between|either|"
    r"close to|about|tempted|inclined|unsure|sure|whether|debating|torn|apparently|supposedly|near|more or less|pretty much|"
    r"(?:can|could|might) (?:well |easily )?(?:be )?(?:argued?|said|make a case)|arguable|technically|publicly|outwardly|for show|clinically|financially|operationally|commercially|contractually|legally|on paper|arguably|potentially|edging|tending|in theory|provisionally|tentatively|cautiously|verge of|"
    r"edge of|hint of|(?<!had )(?<!'d )been|depends|bordering|approaching|or even|shade of|tad)"
    + _FILL + _END
)  # fmt: skip
_HEDGED_AFTER = prefiltered(
    r"[\"')]*(?:\s*[-–,] ?no\W*$|\s?-?\s?ish\b|\s*\?|\s*[,(-]?\s*(?:i (?:think|guess|suppose|reckon|believe)|probably|probs|maybe|perhaps|possibly|if anything|"
    r"(?:not sure|unsure)(?!(?: yet| at all| really)* (?:on|about|re|for|of) \ue002)|tbc|or thereabouts|ish|at a push|50[/-]50|fifty[ -]fifty|depends(?! (?:up)?on \ue002)|to be confirmed|i(?:'d| would) (?:have )?(?:thought|imagine|guess|think)|i wish|if only|my (?:foot|eye|arse)|as if|"
    r"or (?:worse|better|so)|yeah right|in (?:your|my) dreams|chance would be)\b"
    r"|,? (?:but|though) (?:who knows|(?:i'?m )?not (?:sure|certain|convinced)|i doubt it)(?=\W*(?:$|[.,;\n]))"
    # "Green, if the lease is signed", and not "amber, if they leave we're stuck".
    r"|\s*[,-] ?(?:but )?(?:only )?(?:if|provided|providing|assuming|as long as|subject to) (?!you\b|anything|needed|not\b|a bit\b|a little\b|slightly|only\b|i'?m\b|that helps|required|necessary|possible|ok\b)"
    r"(?:the |our |my )?[\w']+(?: (?!(?:we|i|it|it's|they|that|then|this)\b)[\w'\ue002\ue003]+){1,7}\s*(?:$|[.;\n!])"
    # "Amber for the last two milestones": of a part, and of the whole it is asked.
    r"|\s+(?:for|on) (?:the |our |my )?(?:first|last|other|next|second|third|final|remaining) (?:one |two |three |four |\d )?(?:milestones?|phases?|strands?|stages?|parts?|sites?|cohorts?|steps?)\b"
    r"|\s+(?:if|unless|provided|providing|assuming|subject to|depending|(?:but )?(?:only on paper|(?:on paper|in name) only)|at best|at worst|edging|leaning|verging|bordering|tending|"
    r"with a (?:hint|bit|touch|tinge)|in places|in parts|mostly|side of)\b)"
)
#: "Green? God no": a colour that the writer asks of themselves and denies.
_ANSWERED_NO = prefiltered(
    r"[\"')]*\s*\?+\s*(?:(?:god|hell|heavens|lord|christ|oh|er|um|sadly|afraid|definitely|absolutely|certainly|honestly|sorry|well),? )*"
    r"(?:no(?=\W*$| ?[.,;!-])|(?:no (?:chance|way|danger|longer|sorry)|nope|nah|nae|hardly|never|is it (?:heck|hell|chuff|bollocks|buggery)|like (?:heck|hell)|is it fuck|as if|fat chance|dream on|i wish|if only"
    r"|not (?:a chance|really|quite|any ?more|yet|now|even close|remotely|at all|likely|exactly|in (?:a|my|your) \w+|on your \w+|since|this)"
    r"|(?:i )?(?:don'?t|wouldn'?t) (?:think|say|call it|make me laugh)|(?:you'?re|you are|must be) (?:joking|kidding|having a laugh))\b)"
)
_ASKED_AND_DENIED = prefiltered(rf"\b{COLOUR}{_ANSWERED_NO.pattern}")
#: "Green isn't right", "red would be harsh", "it says green but that's wrong".
_DENIED_AFTER = prefiltered(
    r"[\"')]*(?:\s+no (?:more|longer)\b|\s+(?:isn'?t|wasn'?t|is not|would(?:n'?t)? be|is too|is a bit|feels?|sounds|"
    r"is (?:wrong|harsh|generous|optimistic|pessimistic|unfair|nonsense|incorrect))\b"
    r"|[^.;\n!?]{0,40}\b(?:that'?s|this is|which is|but it'?s) (?:wrong|incorrect|nonsense|rubbish|out of date|not (?:right|true|correct|so))\b)"
)
_AHEAD_AFTER = prefiltered(
    r"\s+(?:by|once|when|soon|next (?:week|month|time|quarter|year)|tomorrow|from (?:next|monday|\ue003)|the (?:minute|moment|second|instant) (?!now\b)[a-z]|\ue003+(?!\ue003| (?:originally|previously|initially|at first)\b))"
)
_ON_A_DAY = prefiltered(r"\s+on (?:the )?\ue003")
_TURNED = prefiltered(
    r"\b(?:went|gone|goes|turned|became|moved|dropped|slipped|fell|since|was|been|reported|said|put|called|agreed|marked)\b"
)
#: "Lose the bid and it's red", "one more resignation and we're red".
_THREAT = prefiltered(
    r"(?:^|[,.;!?\n]|\b(?:but|as|though)\b)\s*(?:lose|miss|fail|drop|delay|slip|cancel|cut|pull|get|give|any|another|one more|any more|no|one|two more|sign|land|wait|leave)\b"
    r"[^.;\n!?]{2,60}\b(?:and|or) (?:then )?(?:it's|its|it|we're|we|this|this is|that's|i'm|we'll be|it'll be)(?: (?:goes?|is|back to|turns?|straight to|are|at|be))*\s*$"
)
_NEXT = prefiltered(
    r",? (?:(?:by|in|from|at|come|for|the) )*(?:next(?: (?:time|month|week|quarter|term|year|cycle|board|one|meeting|report|update))?(?=\W*(?:$|[.,;\n]| if\b| unless\b| as\b| because\b| when\b| once\b))|\ue003)"
)
#: "Post filled, so 1.1.1 back to green": the end of a reason, and no hope.
_SO_BACK = prefiltered(
    r"\b(?:so|therefore|hence),? (?:(?:it'?s|we'?re|that'?s|this|it|is|are|now|happily|\ue002+) )*back (?:to|on|at|in) (?:an? )?$"
)
#: "Back to green after a bad October".
_BACK_ALONE = prefiltered(
    r"^\W*(?:(?:and|now|all|safely|happily|it's|we're|\ue002+|is|so) )*back (?:to|at|in|on) (?:an? )?$"
)
_AFTERWARDS = prefiltered(
    r"[\"')]* (?:after|since|following|now|again|because|as|thanks to)\b(?! (?:the|we|it|they|\ue003)(?: \w+)* (?:is|are|has|have)\b)"
)
_NEEDS = prefiltered(
    r"\b(?:will|would|if|unless|until|before|should|could|might|may|once|when|need\w*|hop\w+|want\w*|must|try\w*)\b|'ll\b"
)
_ENDS = prefiltered(r"[\"')]*\s*(?:$|[.,;!\n)]|(?:now|again|as of|please|and)\b)")
_IF = prefiltered(r"\s+(?:if|unless|when|once|provided)\b")
_MODAL = prefiltered(
    r"\b(?:will|would|if|unless|until|before|should|could|might|may|once|when|otherwise|soon|due to (?:move|turn|return|become|change|come))\b|'ll"
)
_PAST_AFTER = prefiltered(
    r"\s+(?:(?:at |in |on |by |as of )?(?:the |our |my )?(?:last|previous) (?:(?:\d+|two|three|four|few|couple of) )?(?:time|week|month|year|meeting|update|cycle|quarter|term|board|report|review|elg|return)s?|previously|before|beforehand|back in|in error|by mistake|by accident|"
    r"(?:(?:right|all the way|pretty much|only|just) )*(?:up )?(?:until|till|'?til) (?:(?:very|quite|just|only) )?(?:now|recently|lately|last)|up to now)\b"
    # "Red up until the trust signed", and not "up until it is signed".
    r"|\s+(?:(?:right|all the way) )?up (?:until|till|'?til) (?:(?!\b(?:is|are|be|has|have|gets?|can|will)\b|'s\b)[^.;,\n!?\ue003]){2,40}?\b(?:was|were|went|left|came|got|had|did|said|started|\w{3,}ed)\b"
)
_I_WOULD_SAY = prefiltered(
    # "It has slipped and should be shown as red" asks for it to be shown so.
    r"(?:^\s*|\b(?:and|therefore|hence|now) |\ue002 ?)(?:(?:it|this|that|this one|the (?:action|rating|colour|status)|\ue002+) )?(?:now |therefore |really )*(?:should|must|ought to)(?: now| therefore| please)* be (?:shown|recorded|reported|marked|rated|treated|classed|entered|put(?: down)?|logged|listed|noted|regarded|flagged|ragged|downgraded|upgraded) (?:as|at|to)\b|"
    r"\b(?:my|the|our) (?:\w+ )?(?:rating|answer|assessment|view|score|verdict|call|vote|rag|choice|colour) would (?:have to )?be\b"
    r"|\bthat(?:'ll| will) (?:have to )?be an? $"
    r"|\bi(?:'m| am|m) (?:now |therefore |also )?(?:moving|changing|turning|putting|taking|shifting|dropping|downgrading|upgrading) (?:it|this|that|us|mine)(?: one)?(?: (?:back|down|up|over))? (?:to|into)\b|"
    r"\bi(?:'d| would) (?:have to |rather |sooner |still |now |honestly |personally )*(?:say|call|put|rate|mark|go(?: with| for)?|admit)\b|\bi(?:'m| am|m) (?:still )?going(?: (?:with|for|to (?:say|put|call (?:it|this)|go(?: (?:with|for))?|mark (?:it|this)(?: as)?)))?(?: an?)?\s*$"
    r"|\byou (?:can|could|may) (?:now |just |safely |go ahead and )?(?=(?:put|mark|record|call|show|make|set|move|change|have)\b)"
)
_PUT_RIGHT = prefiltered(
    r"\b(?:(?:should(?:'?ve| have|a|)|ought to(?: have)?) (?:say|said|read|put)|(?<!was )(?<!were )(?<!is )meant(?: to (?:say|put|be))?|i mean|(?:^|[\s\"'(]*\b(?:please|pls|plz|just|no|nope|sorry|actually|rather|then|so|and|or|wait|oops|whoops|better|you|to|we can|we could|let'?s|would|yes|ok|well|er|um|hmm|possible|poss) |\ue002 |[-:(] ?)make (?:that|it)|"
    r"change (?:it|that|this) to|correct(?:ed)? to|supposed to say)" + _FILL + _END
)
_SHOULD_BE = prefiltered(
    r"\b(?:should (?:now )?be|should(?:'?ve| have|a) been|ought to (?:be|have been))" + _FILL + _END
)
#: "I had them the wrong way round, 3.2.1 was meant to be green".
_WAS_MEANT = prefiltered(
    r"\b(?:(?:was|were|is) (?:meant|supposed) to (?:be|say|read)|should (?:be|have been|read|say))"
    + _FILL
    + _END
)
_MIXED_UP = prefiltered(
    r"\b(?:wrong way (?:round|around|about)|back to front|(?:mixed|muddled|jumbled)(?: (?:them|it|those|these|the two|the colours|\ue002+))?(?: all)? up|(?:swapped|switched|transposed) (?:them|those|these|the two|the colours)|got them (?:mixed|muddled|crossed))\b"
)
_I_PUT = prefiltered(
    r"\bi (?:just |accidentally |wrongly )?(?:put|said|typed|wrote|sent|marked|selected|clicked|entered)\b"
)
_I_SAID = prefiltered(r"\bi (?:said|put|typed|wrote|meant|told you)" + _FILL + _END)
#: The bot took it wrongly: "not what I said. I said amber".
_MISREAD = prefiltered(
    r"\b(?:not what i (?:said|put|typed|meant|wrote|told)|mis-?(?:read|heard|understood|took)|(?:got|have|taken|read|took|put) (?:that|it|me|this) (?:all )?(?:wrong|down wrong))\b"
)
_WRONG = prefiltered(
    r"\b(?:sorry|mistake|correction|oops|whoops|wrong|typo|apologies|instead|actually|that should|not|error|(?:scratch|scrap|strike) that)\b"
    r"|\b(?:it|list|tracker|dashboard|screen|message|reminder|page|paper|you|you've)(?:'s| is| are)? (?:still |currently )?(?:says?|shows?|showing|saying|have|has|got) "
)
_SAID = prefiltered(
    r"\b(?:(?:dropped|slipped|fell|fallen|slid|crept|come|came|tipped|sunk|dipped|edged|gone|went|moved|shifted|turned|is|are|it's|we're|now) (?:right |straight )?(?:back (?:to|into|in|at)|into|over to|down to|up to)|more of an?|now|still|remains?|stay(?:s|ing)?|gone|went|moved to|turned|firmly|definitely|set to|changed to|slipped to|"
    r"dropped to|down to|up to|back at|improved to|is|are|it's|its|call(?:ing)? (?:it|this)|rag|brag|status|marked?|report(?:ing)?|rated|"
    r"i'd say|i would say|i'd put (?:it|this) (?:at|as)|put (?:it|this|me) (?:at|down as|as)|down as|move (?:it |this )?to|turn (?:it|this)|"
    r"back to being|\ue002)(?: (?:a|an|to|at|as|on|solid|clear|definite|firm|at|very much))?" + _END
)


#: A sentence that opens with a condition reports nothing: "if they stay, it's green".
_CONDITION = prefiltered(
    r"^[^\w\ue001-\ue005]*(?:(?:and|but|so|well|now|then|\ue002+)[^\w\ue001-\ue005]+)*(?:if|unless|provided|providing|assuming|as long as|once|when|should (?:it|they|we|he|she))\b"
    r"(?! (?:you ask me|i'?m honest|anything|in doubt|not|i'?m being honest|truth be told))"
)


#: A green that is laughed at.
_MOCKED = prefiltered(
    r"🙄|🤡|🤥|\b(?:yeah,? right|as if|ha(?:ha)+|ha ha|rofl|lmao|not!|living the dream|what a (?:joke|surprise)|shock horror|in your dreams|my arse|my foot|said no one|glorious|glowing)\b|/s\b|\(not\)"
)


_PART = prefiltered(
    r"[.;\n,!?]|(?<!anything )(?<!all )\bbut\b|\bnow\b(?= )|\byet\b(?= i)|(?<!not )(?<!n't )(?<!ever )(?<!quite )\bso\b(?! (?:far|so)\b)(?= )"
)


def denies_its_question(mask: str) -> bool:
    """Whether the writer answers no to a colour that they ask about themselves: "Is it green? Is it heck"."""
    return "?" in mask and bool(_ASKED_AND_DENIED.search(mask))


class Sense(Enum):
    """How a colour is meant."""

    SAID = "said"
    NEGATED = "negated"
    PAST = "past"
    AHEAD = "ahead"
    HEDGED = "hedged"
    UNCLEAR = "unclear"
    """Somewhere in the sentence, not in the place of a status."""
    OTHERS = "others"
    """Another's view of it."""
    MOOD = "mood"
    """A turn of phrase: "green with envy"."""


#: "Tied up in red tape, otherwise green": green but for that; "we need the post, otherwise red" fears.
_BUT_FOR_THAT = prefiltered(
    r"\botherwise(?=(?: (?:it'?s|it is|we'?re|we are|this is|is|are|still|all|at|on track|fine|ok|good|going well|well)\b,?){0,3}[ ,-]*$)"
)
#: What must come about first: then "otherwise" is what happens if it does not.
_HANGS_ON = prefiltered(
    r"\b(?:if|unless|until|once|when|needs?|needed|must|should|ought|ha(?:s|ve|d) to|got to|hop(?:e|es|ing)|wants?|will|would|could|might|may|can|asking|depends)\b|'ll\b|'d\b"
)
#: The senses in which another's view of an action may be told.
_TELLABLE = frozenset((Sense.SAID, Sense.HEDGED, Sense.AHEAD))


def sense_of(mask: str, start: int, end: int, status: Status, since: int) -> tuple[Sense, bool]:
    """How the colour at these letters is meant, and whether it puts another one right.

    ``since`` is where the colour before it ends.
    """
    if tells_a_mood(mask, start, end):
        return Sense.MOOD, False
    sense, put_right = _by_words(mask, start, end, since)
    if put_right:
        return sense, True
    if sense is Sense.SAID and is_shared(mask, end):
        return sense, False
    if sense in _TELLABLE and told_by_another(mask, start, end):
        return Sense.OTHERS, False
    if sense is not Sense.SAID:
        return sense, False
    mocked = status is Status.GREEN and _mocks(mask)
    if mocked or not stands_for_status(mask, start, end, since):
        return Sense.UNCLEAR, False
    return sense, False


# Asked once a clause and not once a colour, so that reading stays linear.
@lru_cache(maxsize=64)
def _tells_a_slip(mask: str) -> bool:
    return bool(_WRONG.search(mask) or _I_PUT.search(mask))


@lru_cache(maxsize=64)
def _tells_a_misreading(mask: str) -> bool:
    return bool(_MISREAD.search(mask))


@lru_cache(maxsize=64)
def _tells_a_mix_up(mask: str) -> bool:
    return bool(_MIXED_UP.search(mask))


@lru_cache(maxsize=64)
def _mocks(mask: str) -> bool:
    return bool(_MOCKED.search(mask))


def _by_words(mask: str, start: int, end: int, since: int) -> tuple[Sense, bool]:
    """Denied, remembered, ahead or hedged by the words of its clause; else said."""
    left = mask[max(since, start - 90) : start]
    left = _PART.split(left)[-1]
    # "I would say amber" says amber; what comes after "say" still counts.
    left = _MEANWHILE.sub(" ", _I_WOULD_SAY.sub(" ", left))
    right = mask[end : end + 60]
    sentence = sentence_before(mask, start, _REACH)
    if "otherwise" in left and mask.startswith("green", start) and not _HANGS_ON.search(sentence):
        left = _BUT_FOR_THAT.sub(" ", left)
    conditional = _CONDITION.match(sentence) or _THREAT.search(sentence)
    later = _AHEAD_AFTER.match(right)
    asked = "?" in right and _ANSWERED_NO.match(right)
    if asked or _NEGATED.search(left) or _DENIED_AFTER.match(right):
        return Sense.NEGATED, False
    should = _SHOULD_BE.search(left) and _tells_a_slip(mask)
    should = should or (_I_SAID.search(left) and _tells_a_misreading(mask))
    if _tells_a_mix_up(mask) and _WAS_MEANT.search(left):
        should = should or not told_by_another(mask, start, end)
    should = should or belongs_elsewhere(mask, start, end)
    if (_PUT_RIGHT.search(left) or should) and not later:
        return Sense.SAID, True
    if asks_for_it(sentence) or is_tagged(mask, end):
        return Sense.HEDGED, False
    if conditional:
        return Sense.AHEAD, False
    ahead = _AHEAD.search(left)
    if ahead and not later and _SO_BACK.search(sentence) and _ENDS.match(right):
        # "We need the post filled so back to green" hopes.
        return (Sense.AHEAD if _NEEDS.search(sentence) else Sense.SAID), False
    if ahead and _BACK_ALONE.match(left) and _AFTERWARDS.match(right):
        return Sense.SAID, False
    if ahead and _IF.match(right):
        return Sense.AHEAD, False
    if _HEDGED_AFTER.match(right) or _HEDGED.search(left):
        # "Green this month, likely amber next": what is likely then is not how it is.
        return Sense.AHEAD if _NEXT.match(right) else Sense.HEDGED, False
    if _POINTED.search(left) and _WAS_THEN.match(right):
        return Sense.PAST, False
    if _NEARLY.search(left) or _PAST.search(left) or _PAST_AFTER.match(right):
        return Sense.PAST, False
    if _ON_A_DAY.match(right) and not _TURNED.search(left):
        # "Amber on Friday", and not "went amber on Friday".
        return Sense.AHEAD, False
    if later or (ahead and (_MODAL.search(left) or not _SAID.search(left))):
        return Sense.AHEAD, False
    return Sense.SAID, False
