"""What a message is as a whole: whom it is about, and whether it reports at all."""

from __future__ import annotations

import re

from bot.conversation.anchors import anchors
from bot.conversation.colours import mentions
from bot.conversation.completion import read_done
from bot.conversation.cues import says_no_change
from bot.conversation.marks import Marked
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context, Reading

_SENT = prefiltered(
    r"\b(?:(?:already|i'?ve|i have|i|we|we'?ve|(?<!'ll )(?<!will )(?<!they )(?<!she )(?<!he )(?<!must )(?<!should )have|just) (?:already |just |all ready )?(?:sent|e-?mailed|submitted|told|given|gave|updated|provided|replied|answered|done|passed|forwarded|reported|filled|shared|let)\b[^.\n]{0,50}?\b(?:to|you|mel|this|it|that|last|yesterday|already|week|her|him|them|office|team|on|via|by|in|my|an? (?:update|e-?mail)|form|know|earlier)\b"
    r"|already (?:sent|told|e-?mailed|done|updated|replied|answered|submitted|reported)|(?:see|check|as per|refer to|it'?s in|in) my (?:last |earlier |previous )?(?:e-?mail|message|note|update|reply|report)|(?<!i'm )(?<!im )(?<!i am )(?<!been )(?<!was )(?<!were )(?<!we're )(?<!are )(?:sent|e-?mailed|told) (?:this|it|that|him|her|them|you)\b(?!'))"
)
#: "The date I gave was wrong", "take my update off, sent too early": what was sent is put right or withdrawn.
_SENT_WRONG = prefiltered(
    r"\b(?:i|we)(?:'ve| have)? (?:gave|sent|put|told you|said|reported|typed)(?: (?:you|it|that|was|were))* (?:is |was |were )?(?:wrong|incorrect|a mistake|out of date|not right)\b|\bsent (?:it |that |this )?too (?:early|soon)\b|\bby mistake\b"
)
#: "I told you 19 January": the day itself is told again.
_TOLD_THE_DAY = prefiltered(
    r"\b(?:told|tell|gave|given|give|said to) (?:you|u|ye)(?: (?:it'?s|it was|already|before|once|twice|\w+ times|last time|earlier|the|for))*[\s:,]*\ue003"
)
_NOT_SENT = prefiltered(
    # "I gave that post up in August".
    r"\b(?:gave|given) (?:up\b|(?:it|that|this|the|my)(?: \w+)? (?:up|back)\b)|\b(?:(?:she|he|they)'ll have|(?:my|our|their|the council'?s?|health'?s?) (?:part|bit|half|side|share|end)|will|to be|not|haven'?t|hasn'?t|going to|need to|yet to|should|could|can|letter|offers?|invites?|contract|survey|advert|papers?|consultation)\b"
)
#: "Sent it last week, can you check with Dawn": the asking after it takes nothing back.
_ASKS_YOU = prefiltered(r"[,.;!?]\s+(?:so |please |pls )?(?:can|could|would|will) (?:you|u)\b")
_NOT_WRITING = prefiltered(
    r"\b(?:(?:not|rather not|prefer not(?: to)?|don'?t want to|won'?t|wouldn'?t|can'?t|not happy|not comfortable|uncomfortable|reluctant)\b[^.\n]{0,30}\b(?:in writing|in here|on here|writing (?:it|that|this) down|over (?:chat|teams|slack|message)|put (?:it|that|this) (?:here|down|on record))|not (?:in|for) (?:writing|the record)|off the record|(?:please |can you |could you |can someone |could someone )?(?:ring|call|phone) me\b|"
    r"(?:can|could|shall) (?:we|i|someone) (?:talk|speak|have a (?:chat|word|call))|(?:prefer|rather|like|better) (?:to )?(?:discuss|talk|speak|do this|chat)\b[^.\n]{0,30}|by phone|over the phone|in person|face to face|need(?:s)? (?:a|to have a) (?:conversation|chat|word|call)|sensitive|confidential(?:ly)?|can'?t say here)"
)
#: In so many words not for the record: then not even a colour is.
_UNRECORDED = prefiltered(
    r"\boff the record\b|\bnot for the record\b|\bnot putting (?:it|that|this|any of (?:it|that|this)) (?:in writing|on record|on here|in here)\b"
    r"|\b(?:don'?t|do not) (?:write|put) (?:it|that|this) (?:down|in writing|on record)\b"
)
_IMPACT = prefiltered(
    r"\b(?:delivered,? (?:but )?impact (?:still )?pending|impact pending|delivered but (?:the )?(?:impact|measure)[^.\n]{0,30}(?:later|pending|to come|not yet|due))\b"
)
_IS_NOT = prefiltered(
    r"\b(?:is|was|are|were|has|have|been)(?:n'?t| not| never)\b|\bnot (?:yet )?(?:done|finished|complete)"
)
_OF_MINE = prefiltered(r"\b(?:both|all|everything) (?:of )?(?:mine|my (?:actions|ones|two|lot))\b")
_TOLD_YOU = prefiltered(
    r"^\W*(?:(?:as|like|but|look|no|ok|again)\W+)*(?:i|we)(?:['’]?ve| have|['’]d)?(?: already| just| clearly)* (?:told|said|explained|sent|wrote|e-?mailed|answered|gave)\b[^:\n\d]{0,30}:\s+",
    re.IGNORECASE,
)
_WRONG_ACTION = prefiltered(
    r"^\W*(?:(?:sorry|oops|whoops|no|ah|oh|argh|apologies|hang on|wait|that was|that's|that is|was|it was|i meant|the|my mistake|my bad)\W+)*wrong (?:one|action|ref|reference|number|item)\b",
    re.IGNORECASE,
)
_MEANT_FOR = prefiltered(
    r"^\W*(?:(?:sorry|oops|whoops|no|ah|oh|argh|apologies|hang on|wait|my mistake|my bad)\W+)*(?:that|it|this|(?:my|the|that) last(?: one| message| update| bit)?)(?: one)? (?:was|is|were) (?:all )?(?:meant |supposed |intended |really )?"
    r"(?:to be )?(?:for|about) \ue002+(?:,? (?:and )?not (?:for )?(?:this(?: one)?|that(?: one)?|\ue002+))?[^\w\ue001-\ue005]*$"
)
_THIS_AND = prefiltered(
    r"\bthis(?: one)?(?: and|,| &| \+| plus) (?:also )?\ue002|\ue002(?: and|,| &| \+| plus) (?:also )?this(?: one)?\b(?! (?:is|was|week|month))"
)
_DAY = r"(?:the |on |by )?(?:\w+ )?\d{1,2}(?:st|nd|rd|th)?(?:[ /.-](?:of )?\w+)?(?: \d{4})?"
_A_DAY_RATHER = prefiltered(
    rf"^\W*(?:(?:sorry|oops|no|actually|er|um|wait)\W+)*(?:(?:that['’]?s|it['’]?s|that is|it is|(?:it |that )?should be|i meant|meant|make (?:it|that))\W+)?{_DAY},? (?:and )?not {_DAY}\W*(?:sorry)?\W*$",
    re.IGNORECASE,
)
_NO_THE_NTH = prefiltered(
    r"^\W*(?:(?:sorry|oops|actually|er|um)\W+)*no\W+(?:(?:it['’]?s|i meant|meant|that['’]?s)\W+)?the (?:first|second|third|fourth|fifth|last|other|\d(?:st|nd|rd|th))(?: one)?\W*$",
    re.IGNORECASE,
)
_BOTH = prefiltered(r"^\W*(?:(?:it's|its|yes|to)\W+)?both(?: of them)?[^\w\ue001-\ue005]*$")

_ENDS = prefiltered(r"[.;!?\n]+(?=\s|$)")
#: The action as the subject of a claim.
_SUBJECT = prefiltered(
    r"\W*(?:(?:so|and|but|look|sorry|as i said),? )*(?:it|it's|its|this|that|this one|that one|the (?:action|whole thing)|\ue002+)(?:'s| is| was| has| got| went| all)*\b"
)
_THEM_ALL = prefiltered(
    r"(?<!at )\ball\b(?! (?:day|morning|afternoon|week|month|over|the time)\b)|\b(?:everything|them|these|both)\b"
)
_NO_FIRST = prefiltered(r"^\W*no\b")
#: Not to the bot.
_WRITES_TO_OTHERS = prefiltered(r"\b(?:call me (?:when|if)|interview|parent|famil|consult)")


def quick_code(mask: str, *, awaiting: str | None) -> str | None:
    """A code for words that report nothing and still deserve their own answer."""
    if _IMPACT.search(mask) and not mentions(mask):
        return "impact_pending"
    if awaiting != "narrative" and _BOTH.match(mask):
        return "both"
    if _UNRECORDED.search(mask):
        return "not_in_writing"
    if mentions(mask) and not _NO_FIRST.match(mask):
        return None
    if _NOT_WRITING.search(mask) and not _WRITES_TO_OTHERS.search(mask):
        return "not_in_writing"
    if (
        _SENT.search(mask)
        and not (_SENT_WRONG.search(mask) or _TOLD_THE_DAY.search(mask) or _tells_it_is_not(mask))
        and not _NOT_SENT.search(_ASKS_YOU.split(mask, maxsplit=1)[0] or mask)
        and len(mask.split()) <= 20
        # "Nothing's changed since what I sent on the 6th" says how it is.
        and not says_no_change(mask)
        and not _tells_it_is_done(mask)
    ):
        return "sent_already"
    return None


def _tells_it_is_done(mask: str) -> bool:
    """ "This was completed before Christmas! I've let the office know": a sentence of its own claims it."""
    for sentence in _ENDS.split(mask):
        if not _SENT.search(sentence) and _SUBJECT.match(sentence):
            done = read_done(sentence)
            if done is not None and done.certain:
                return True
    return False


def _tells_it_is_not(mask: str) -> bool:
    """ "I told you it isn't finished, and it still isn't": how it stands is told as well."""
    done = read_done(mask) if _IS_NOT.search(mask) else None
    return done is not None and done.because == "done:not-quite"


def after_preamble(text: str) -> str:
    """ "I told you: HR lost it": what follows the colon is what they tell; else the text as it is."""
    found = _TOLD_YOU.match(text)
    return text[found.end() :] if found and text[found.end() :].strip() else text


def wrong_action(text: str) -> bool:
    """ "Sorry, wrong one, 1.1.1 done": what was sent before was meant for another action."""
    return bool(_WRONG_ACTION.match(text))


def meant_for_another(mask: str) -> bool:
    """ "Oops, that was meant for 3.2.1": the message before belongs to the action named; nothing more is told."""
    return bool(_MEANT_FOR.match(mask))


def corrects_a_day(text: str) -> bool:
    """ "That's 10 Nov not 3 Nov", "no the third": a day, or one of several, is put right and nothing else is said."""
    return bool(_A_DAY_RATHER.match(text) or _NO_THE_NTH.match(text))


def gives_many(mask: str) -> bool:
    """ "Both of mine", "the lot": what is handed over is more than the action in hand."""
    return bool(_OF_MINE.search(mask))


def subjects(marked: Marked, context: Context, *, many: bool = False) -> list[Reading]:
    """Empty readings for the actions a whole message is about: those named, else the one in hand.

    With ``many`` an answer to a message about several is about them all ("remind me Tuesday").
    """
    named = anchors(marked, context)
    keys = tuple(dict.fromkeys(key for anchor in named for key in anchor.keys))
    if keys and context.pending_ref and _THIS_AND.search(marked.mask):
        # "Snooze this and 3.2.1".
        keys = tuple(dict.fromkeys((context.pending_ref, *keys)))
    if keys:
        return [Reading(ref=key) for key in keys]
    unclear = tuple(dict.fromkeys(key for anchor in named for key in anchor.candidates))
    if unclear:
        return [Reading(ref=None, needs_clarification=True, candidate_refs=unclear)]
    if _THEM_ALL.search(marked.mask) and many:
        pool = context.items if len(context.items) > 1 else context.my_actions
        if pool:
            return [Reading(ref=key) for key in pool]
    if context.pending_ref:
        return [Reading(ref=context.pending_ref)]
    pool = context.items or context.my_actions
    if len(pool) == 1 or (many and context.items):
        return [Reading(ref=key) for key in pool]
    return [Reading(ref=None, needs_clarification=True, candidate_refs=pool)]
