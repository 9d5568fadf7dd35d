"""Short messages with one meaning: yes, no, stop, thanks, undo, a greeting."""

from __future__ import annotations

import re

from bot.conversation.colours import mentions
from bot.conversation.marks import DATE, LINK, NAME, REF, Marked, without
from bot.conversation.phrases import Kind, holds, kinds_of, spoken
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Intent
from bot.conversation.segments import has_cue

_LONGEST = 160
_CHAT = frozenset(
    (
        Kind.GREETING,
        Kind.WISH,
        Kind.CHAT,
        Kind.SORRY,
        Kind.GRUMBLE,
        Kind.FILLER,
        Kind.LATER,
    )
)
_COURTESY = frozenset((Kind.GREETING, Kind.WISH, Kind.FILLER))
_OPENERS = frozenset((Kind.GREETING, Kind.WISH, Kind.SORRY, Kind.THANKS, Kind.GRUMBLE, Kind.FILLER))
_BACK = frozenset((Kind.UNDO, Kind.DROP, Kind.CHAT, Kind.CANCEL, Kind.NO))
_STOP = prefiltered(r"[,.;:!\n]+\s*|\s-\s")
_TAKES_BACK = prefiltered(
    r"\b(?:undo|delete|remove|reverse|retract|withdraw|take|revert|unsave|un-save|ignore|disregard|scrap|bin|forget)\b"
)
_REASON_BEGINS = prefiltered(
    r"[,.;:!\n]+\s*|\s-+\s|\s(?=(?:because|cos|coz|as|since|so|i|i'?ve|i'?m) )"
)
_TWO = 2
#: "Hang on, I never said amber", to what was asked.
_NEVER_SAID = prefiltered(
    r"^\W*(?:(?:no|hang on|hold on|wait|sorry|er|um|but|oi|whoa|eh)\W+)*(?:i|we) (?:never|didn'?t|did not|didnae) (?:say|said|mean|meant|put|want|wanted|ask for|asked for|tell you|told you|write|wrote)(?: (?:it (?:was|is|should be)|it's|that it was|to (?:say|put)|an?|any|for))*"
    r" (?:green|amber|red|grey|blue|that|done|closed|\ue003+)\W*$"
)
#: Words that agree where something was asked, and say nothing, or something vague, where nothing was.
_SLACK = prefiltered(
    r"^\W*(?:that'?s |it'?s |is |thats )?(?:fine|ok|okay|k|good|all good|sure|right|perfect|will do|looks good|looks right|sounds good|tickmark|great)\W*$"
)
#: "OK" to a reminder says that it was read: of the action it says less than "fine".
_HEARD = prefiltered(
    r"^\W*(?:ok|okay|okey ?dokey|k|kk|oki|okie dokie|sure)(?:[^\w\ue004]+(?:then|bot|x+|\ue004++))*[\s.!,]*$"
)
#: "Fine thanks", "fine, ta" to a reminder.
_FINE_AND_THANKS = prefiltered(
    r"^\W*(?:(?:all|it'?s|it is|still|yes|yep) )*fine\b(?: (?:here|so far|at the moment|atm|my end|this end|for now|again))*\W+(?:many thanks|thanks?|thank you|thankyou|thx|ta|cheers|ty)(?: (?:very much|so much|you|bot|mate|all|for asking|both))*[\s.!]*$"
)
#: "👍👍 all good", "all fine here 👍".
_GOES_WELL = prefiltered(
    r"^\W*(?:thumbsup\W+)*(?:it'?s |that'?s |we'?re |things are )?(?:all )?(?:good|fine|well|grand|great|ok|okay)(?: (?:here|so far|this end|from me))?\W+(?:thumbsup\W*)+$"
    r"|^\W*(?:thumbsup\W+)+(?:it'?s |that'?s |we'?re |things are )?(?:all )?(?:good|fine|well|grand|great)(?: (?:here|so far|this end|from me))?\W*$"
)
#: "Don't undo that", "can I undo this later?": nothing is to be taken back now.
_NOT_UNDONE = prefiltered(
    rf"\b(?:remove|delete|drop|withdraw|cancel|take)(?: (?:off|out))?[ ]+{NAME}|"
    r"\b(?:don'?t|do not|dont|never|no need to|not going to|wouldn'?t|didn'?t want to|please not) (?:\w+ )?(?:undo|un-?save|reverse|revert|retract|take (?:it|that|this) back|roll (?:it|that|this) back)\b"
    r"|\b(?:undo|reverse|revert|retract|delete|remove|change|take)\b[^.;!\n]{0,20}\b(?:later|afterwards|after|if i (?:need|have|want)\b|any ?time|in (?:the )?future)[^.;!\n]{0,20}\?"
)
#: Of the form that is open: "finished, submit".
_SENDS = prefiltered(
    r"^\W*(?:ok|okay|yes|all|i'?m|that'?s)?\W*(?:done|finished|completed?)\W+(?:please |now |so )?(?:submit|send|save)(?: (?:it|that|this|please|off|now))*\W*$"
)
#: "Perfect, thanks" to what was asked.
_ALL_RIGHT = prefiltered(
    r"^\W*(?:that'?s |all )?(?:ok|okay|perfect|great|good|fine|lovely|brilliant|super|excellent|fab|right|grand|wonderful|cool)\b[\s,.!-]+(?:thanks|thank|thx|ta|cheers|many thanks)\b"
)
#: "Yes" to what was asked, then more: after a sign, or in words that take the yes further.
_YES_AND = prefiltered(
    r"^\W*(?:(?:ok|okay|right|well|oh|fine|um|er|go on|alright)\W+(?:then\W+)?)*(?:(?:yes|yep|yeah|yup)(?: (?:ok|okay|fine|please|then))?\b(?:\s*[,.!;:-]+\s*|\s+(?=(?:if|so long as|as long as|provided|but|it|it's|its|that|that's|thats|this|they|they're|please|pls|both|all|go|save|exactly|"
    r"correct|as|with|because|though|however|still|also|plus|subject|unless|once|when|until|agency|readvert\w*|green|amber|red|delivered|done|impact|\d|\ue002|\ue003(?!\ue003* (?:is|are|was|at|in|starts|will)\b))(?![\w']))|\s+(?=if\b))"
    r"|(?:(?:that'?s |yes,? )?(?:correct|right)|agreed|confirmed|sure)\b(?:\s*[,.!;:-]+\s*|\s+(?!(?:with|at|by|to|that|this|it|the|in|on|dates?|deadline|forecast|plan|position|rating|view|figures?|action|lead|scope|budget|price|terms)\b)))(?=[\w\ue001-\ue005])"
)
#: "No problem, that's what we agreed", to what was asked: no objection, and so a yes.
_NO_OBJECTION = prefiltered(
    r"^\W*(?:no (?:problem|worries|probs|bother|objections?|objection from (?:me|us))|not a problem|fine (?:by|with) (?:me|us)|works for (?:me|us)|happy with that|i'm happy with that|that works)\s*(?:[,.;!-]+\s*|$)(?!(?:but|except|apart|other than|though)\b)"
)
#: ... unless it is put off or taken back: "no worries, will check with finance first".
_TAKES_BACK_AGAIN = prefiltered(
    r"\b(?:but|except|apart from|though|although|however|only|not|never|don'?t|wait|hang on|sorry|if|unless|until|till|once|will|going to|let me|needs?|first|check|later|yet)\b|n't\b|'ll\b"
)
#: "No, the trust hasn't agreed that", to what was asked: a no, and why.
_NO_AND = prefiltered(
    r"^\W*(?:no|nope|nah|naw|nae|no no|no sorry|sorry,? no|er no|um,? no|no thanks)\b(?:\s*[,.;:!-]+\s*|\s+(?=(?:because|cos|coz|since|sorry|he|she|they|we|i)\b(?! (?:mean|meant)\b)))(?!(?:problem|worries|change|issues?|concerns?|yes|yep|go ahead|save|that'?s (?:right|fine|ok|correct|it)|it'?s (?:right|fine|ok|correct))\b)(?=[\w\ue004])"
)
#: "Yes. No! Don't save that": what follows takes the yes back.
_NO_AFTER_ALL = prefiltered(
    r"(?:^|[.,;!?\n-]\s*|\b(?:but|and|oh|er|um|wait|actually|sorry|hmm+|hang on|hold on) )(?:(?:but|oh|er|um|wait|actually|sorry|hmm+|please|pls|hang on|hold on)\W+)*"
    r"(?:no(?=\s*(?:$|[.,;!-])|\s+(?:wait|hang|hold|sorry|actually|scrap|don'?t|stop|not)\b)|nope\b|cancel\b|(?:don'?t|do not)(?: \w+)? (?:save|record|log|send|submit|put|confirm|do|store|change) (?:it|that|this|anything|them|any of)\b|not (?:yet|that|this)(?=\W*$|[.,;!])"
    r"|(?:scrap|scratch|ignore|forget|undo|stop) (?:it|that|this)\b|i(?:'ve)? changed my mind\b)"
)
_PART = r"(?:dates?|day|month|deadline|forecast|colour|color|rag|rating|status|name|owner|lead|action|ref|reference|number|link)"
#: "Yes but the date's wrong", "yes to the colour, no to the date": of what was asked a part is right.
_PARTLY_WRONG = prefiltered(
    rf"\b{_PART}(?:(?:'s| is| was| are|s)? (?:all )?(?:wrong|incorrect|off(?=\W*$|[.,;])|mistaken|not (?:right|correct|what i said))| (?:isn'?t|is not|wasn'?t|aren'?t)(?= (?:right|correct)|\W*$|[.,;]))"
    rf"|\b(?:wrong|not (?:that|the|for the|on the|to the)|no to (?:the|that)|(?:except|apart from|bar|but)(?: not)?(?: for)? (?:the|that)) {_PART}(?=\W*$|[.,;!-]| (?:though|please|sorry|and|but)\b)"
)
#: Where somebody will be: "yes, I'll be at Board on Thursday" answers no question about an action.
_ELSEWHERE = prefiltered(
    r"^\W*(?:yes|yep|yeah|yup)\b[\s,.!;:-]*(?:i'?ll|i will|i can|i'?m|i am|we'?ll|we will|we can|we'?re|i'?d|can|will|see you|coming|free)\b(?: \w+)?? ?"
    r"(?:be (?:at|in|there|along|around|free|joining|on|late|back|coming|attending)|(?:come\b|coming|attend|attending|join|joining|make it|going|around|available|free|in (?:on|today|tomorrow)|there|bring|dial|see you|pop)\b|make (?:it\b|\ue003|the \w))"
)

#: "Sure, if Helen agrees" is no yes yet; "if it stops chasing me" is.
_ON_CONDITION = prefiltered(
    r"(?:but |only |and )*(?:so long as|as long as|on condition(?: that)?|on the (?:basis|understanding)(?: that)?) (?!(?:it|that|this|these|you|i|i'm)\b)[\w'\ue004]+|(?:but |only |and )*(?:if|provided|providing|subject to|as long as|assuming|once|when) (?:that |the |my |our )?(?!(?:it|that|this|you|i|i'm|needed|possible|necessary|poss)\b)[\w'\ue004]+(?: [\w'\ue004]+){0,2} (?:agrees?|approves?|says?|signs?|confirms?|is|are|ok|okays|wants?|accepts?|supports?|happy|has|have|gets?|can|will)\b"
)
#: "Yes please, one sugar. Sorry, wrong chat": a yes that was never for the bot.
_MISSENT = prefiltered(
    r"^\W*(?:yes|yep|yeah|yup|ok|okay|sure)\b.{0,200}\b(?:wrong (?:chat|window|thread|conversation|channel|group|person|recipient)|(?:that|this|it) was (?:meant )?for (?:someone|somebody|another|a different|the other|my \w+) ?(?:else|chat|thread|person)?)\b",
    re.DOTALL,
)
#: "Undo that please, I misread it": why it is taken back.
_WHY_UNDONE = prefiltered(
    r"\W*(?:(?:because|cos|coz|as|since|sorry|apologies|oops)\W+)*(?:"
    r"(?:i|we)(?:'d|'ve|'m)?(?: (?:was|had|have|am|were|\w+ly|just|only|been|still)){0,3} (?:reading|read|looking|looked|mis\w+|clicked|clicking|pressed|hit|typed|tapped|mixed|muddled|confused|got|thinking|thought|meant|sent|replied|replying|answered|answering|picked|jumped|rushed|rushing|spoke|wrote|copied|pasted|half asleep|in the wrong|on the wrong|going)\b"
    r"|(?:it'?s |that'?s |that was |it was )?(?:the )?wrong (?:row|line|one|sheet|tab|plan|month|action|year|person|programme|page|form|board|week)\b"
    r"|(?:[\w\ue004]+ ){1,3}?(?:needs?|wants?|wanted|has|have|had|ought|would like|asked) to (?:see|check|approve|clear|agree|look|sign|review|read|ok|okay|know|speak)\b|(?:it'?s |that'?s |we'?re |i'?m )?not (?:ready|agreed|signed off|cleared|final|certain|sure|allowed|supposed)\b"
    r"|(?:i |we |it |that |nobody |no one )?(?:haven'?t|hasn'?t|hadn'?t|has not|have not|not) (?:yet |been |even |actually )*(?:checked|agreed|approved|cleared|seen|signed|asked|confirmed|spoken|told)\b|[\w\ue004]+(?:'s|\ue004+)? (?:has |have )?(?:just )?(?:said no|told me|not happy|isn'?t happy|disagrees|changed (?:his|her|their) mind)\b"
    r"|(?:it |that |this )?(?:was|is) (?:meant )?(?:for|about|a|an|my|not)\b|not mine\b|(?:meant|intended|sent) (?:for|to) (?:a|an|the|my|some|another|someone|somebody)\b|too (?:soon|early|hasty|quick)\b|(?:my|a|an) (?:mistake|error|bad|slip|fault)\b|spoke too soon\b|premature\b"
    # It was not agreed with somebody, or somebody will not have it.
    r"|(?:i|we|(?=should|need|must|ought|forgot|had|have|not))(?:'d|'ve| ?had| ?have| was| were| ?should| ?need| ?must| ?ought| ?forgot| want| meant)?(?:n'?t| not| never)?(?: (?:yet|to|have|'ve|actually|really|first|even|just|been|only))* (?:check|ask|clear|agree|speak|spoke|consult|run|ran|confirm|talk|sound|square|tell|told|wait|see|seen|hear|(?:had|have|got|get) (?:the |any |an? )?(?:nod|ok|okay|go[- ]ahead|sign[- ]?off|agreement|approval|say-so|steer|green light))\w*\b"
    r"|(?:\ue004+|he|she|they|(?:the |my |our |their )?[a-z]+(?: [a-z]+)?)(?:'s|'ve| has| have|(?: is| are| was| were|'re)(?:n't)?)?(?: (?:just|now|since|only|all|not))* (?:said (?:no|not|otherwise)|says no|refus\w+|object\w*|disagree\w*|(?:happy|agreed|keen|having) ?(?=with|to|about|it|this|that|on|\W*$)|unhappy|declin\w+|pulled out|withdrawn|backed out|changed (?:his|her|their) minds?|wants? (?:a |to )?(?:look|see|check|change|word|talk)|told me (?:not|otherwise|to wait)|asked me (?:not|to wait))\b)[^?]*"
)
#: "No, leave it as it was", to what was asked: what stands, stands.
_LEAVES = prefiltered(
    r"^\W*(?:(?:no|nope|nah|sorry|please|just)\W+)*(?:leave|keep) (?:(?:it|that|this|things|everything)(?: please)?(?: (?:as|how|where|the way) (?:it|they|things) (?:was|is|were|are|stood?|stands))?|(?:as|how|where|the way) (?:(?:it|they|things) )?(?:was|is|were|are|stood?|stands))(?: (?:alone|be|please|thanks|for now))*\W*$"
)
_CHECKS = prefiltered(
    r"[\s,.;:-]+(?:(?:but|as|because|cos|so) )?(?:let me|i(?:'ll| will|'d better| need to| want to| have to| must| should|'m going to)|(?:un)?till? i(?:'ve)?|need to|want to|better)(?: (?:just|first|quickly))* "
    r"(?:ask|asked|check|checked|speak|spoke|spoken|talk|talked|confirm|confirmed|think|run (?:it|this)|see|look|read|clear|sound)\b[^?]*$"
)
_SO_SO = prefiltered(r"\bso[- ]so\b")
_ASKED = prefiltered(r"\?\W*$")


def small_talk(marked: Marked, *, awaiting: str | None, in_hand: bool = True) -> Intent | None:
    """The one meaning of a message that is all set phrases; ``None`` where it says more, or something else.

    ``in_hand``: an action was asked about, of which a bare "fine" may tell.
    """
    words = spoken(marked)
    if len(words) > _LONGEST:
        return None
    if awaiting == "form" and _SENDS.match(words):
        return Intent.CONFIRM
    if awaiting == "confirm" and _LEAVES.match(words):
        return Intent.DENY
    if awaiting == "confirm" and _NEVER_SAID.match(marked.mask):
        return Intent.DENY
    if _NOT_UNDONE.search(words):
        return None
    if awaiting == "confirm" and _PARTLY_WRONG.search(words) and not _tells_more(marked):
        return Intent.DENY
    if awaiting == "confirm" and _has_no_objection(marked):
        return Intent.CONFIRM
    kinds = kinds_of(words)
    if not kinds and awaiting is None and _undone_because(marked, words):
        return Intent.UNDO
    if awaiting == "confirm" and not kinds and _checks_first(marked, words):
        return Intent.DENY
    if awaiting == "form" and not kinds and _drops_form(marked, words):
        return Intent.CANCEL
    if not kinds or LINK in words or (REF in words and Kind.UNDO not in kinds):
        return None
    if _SO_SO.search(words):
        # Two fillers in a row, and how an action goes.
        return None
    if (
        Kind.UNDO not in kinds
        and Kind.DROP not in kinds
        and mentions(marked.mask)
        and mentions(words)
    ):
        return None
    if awaiting is None and in_hand and _FINE_AND_THANKS.match(words):
        # A bare "fine" is asked about, and a "thanks" behind it takes nothing away.
        return None
    return _meant(kinds, words, awaiting=awaiting)


def _has_no_objection(marked: Marked) -> bool:
    """ "No problem, that's what we agreed": a yes, where what follows reports nothing and takes nothing back."""
    found = _NO_OBJECTION.match(marked.mask)
    if found is None or _tells_more(marked) or "?" in marked.mask:
        return False
    rest = marked.mask[found.end() :]
    return not (has_cue(rest) or _TAKES_BACK_AGAIN.search(rest))


def _undone_because(marked: Marked, words: str) -> bool:
    """ "Undo that please, I misread it": a request to take it back, then why, and nothing to keep."""
    if not _TAKES_BACK.search(words):
        return False
    if LINK in words or REF in words or DATE in marked.mask or mentions(marked.mask):
        return False
    for stop in _REASON_BEGINS.finditer(words):
        if _WHY_UNDONE.fullmatch(words, stop.end()) and _takes_back(words[: stop.start()]):
            return True
        # "Yvonne's said no, undo that please": why comes first.
        if _WHY_UNDONE.fullmatch(words, 0, stop.start()) and _takes_back(words[stop.end() :]):
            return True
    return False


def _takes_back(words: str) -> bool:
    """ "Hold on, undo that": words that take the last report back and do nothing else."""
    kinds = kinds_of(words)
    return bool(kinds & {Kind.UNDO, Kind.DROP}) and kinds <= _OPENERS | _BACK


def _checks_first(marked: Marked, words: str) -> bool:
    """ "No don't save it, let me ask my manager first": a no, and what will be done before a yes."""
    found = _CHECKS.search(words)
    if found is None or _tells_more(marked):
        return False
    kinds = kinds_of(words[: found.start()])
    return Kind.NO in kinds and not kinds & {Kind.YES, Kind.OKAY}


def _tells_more(marked: Marked) -> bool:
    """Whether a message holds anything that a report is made of."""
    return bool(marked.refs or marked.links or marked.dates or mentions(marked.mask))


def _drops_form(marked: Marked, words: str) -> bool:
    """ "Cancel this for now, boss has just walked in": the words that leave the form, and why."""
    head = _REASON_BEGINS.split(words, maxsplit=1)[0]
    return bool(kinds_of(head) & {Kind.CANCEL, Kind.DROP} and not _tells_more(marked))


#: "Not me, Tom": whose it is.
_NOT_ME = prefiltered(rf"\W*(?:no\W+)?not (?:me|mine)\b[^\w]*(?:it'?s |its |but )?{NAME}")
#: Puts off, and cancels nothing.
_NOT_NOW_BUT_LATER = prefiltered(
    r"\W*not (?:right |just )?now\W+(?:(?:please|pls|but|maybe|sorry)\W+)*(?:later|another time|some other time)\b"
)


def _meant(kinds: frozenset[Kind], words: str, *, awaiting: str | None) -> Intent | None:
    """One intent for all the phrases, the weightiest first."""
    asked = awaiting is not None
    answered = asked and awaiting != "narrative"
    if Kind.STOP in kinds and not asked:
        return None
    leaves = Kind.CANCEL in kinds or Kind.SLIP in kinds or Kind.SHUT in kinds
    if awaiting == "form" and leaves:
        return Intent.CANCEL
    if Kind.SHUT in kinds:
        # The action is to be closed, it may be.
        return None
    if kinds & {Kind.UNDO, Kind.SLIP}:
        return Intent.UNDO
    if awaiting == "narrative" and Kind.DROP in kinds and not kinds & {Kind.CANCEL, Kind.LATER}:
        # "Scrap that": of what was asked nothing is said yet, so it is what was saved.
        return Intent.UNDO
    if not asked and _NOT_NOW_BUT_LATER.match(words):
        return None
    if Kind.CANCEL in kinds or (asked and kinds & {Kind.LATER, Kind.DROP}):
        return Intent.CANCEL
    if Kind.WRONG in kinds:
        return Intent.DENY if answered else Intent.UNDO
    if Kind.DROP in kinds:
        return Intent.UNDO
    if Kind.NO in kinds and not kinds & {Kind.YES, Kind.OKAY}:
        return None if _ASKED.search(words) or (not asked and _NOT_ME.match(words)) else Intent.DENY
    if not asked and _HEARD.match(words):
        return Intent.THANKS
    if kinds & {Kind.YES, Kind.OKAY}:
        return _agreed(kinds, words, answered=answered)
    if Kind.THANKS in kinds:
        return Intent.CONFIRM if answered and _ALL_RIGHT.match(words) else Intent.THANKS
    if Kind.LATER in kinds or (awaiting == "narrative" and not kinds <= _COURTESY):
        # When to ask again is read elsewhere; and "a mad week" may be the reason that was asked for.
        return None
    return Intent.UNKNOWN if kinds <= _CHAT and kinds != {Kind.FILLER} else None


def _agreed(kinds: frozenset[Kind], words: str, *, answered: bool) -> Intent | None:
    if Kind.NO in kinds or "?" in words:
        return None
    if answered:
        return Intent.CONFIRM
    if _GOES_WELL.match(words):
        # How the action goes, it may be: nothing was asked that a thumb could answer.
        return None
    if Kind.THANKS in kinds and "thumbsup" in words:
        # A thumb beside the thanks is part of them.
        return Intent.THANKS
    if Kind.YES not in kinds or _SLACK.match(words):
        # "OK, thanks" answers nothing where nothing was asked.
        return Intent.THANKS if Kind.THANKS in kinds else None
    return Intent.CONFIRM


def without_courtesy(marked: Marked) -> Marked:
    """The message less the courtesies that it opens with: "thanks for the nudge. Completed last week".

    A bare "sorry" stays, for it may open a correction; and so does whatever names a colour.
    """
    words = spoken(marked)
    end = 0
    for stop in _STOP.finditer(words, 0, _LONGEST):
        part = words[end : stop.start()]
        kinds = kinds_of(part)
        if not kinds or not kinds <= _OPENERS or len(part.split()) < _TWO or mentions(part):
            break
        end = stop.end()
    return without(marked, 0, end) if end and words[end:].strip() else marked


def agrees_elsewhere(mask: str) -> bool:
    """A yes to something that was not asked: to a meeting, to being there, to somebody in another chat."""
    return bool(_ELSEWHERE.match(mask) or _MISSENT.match(mask))


def yes_and_more(mask: str) -> int:
    """Where the rest begins of "yes. readvert fri, me"; 0 where it does not begin with a yes."""
    found = _YES_AND.match(mask)
    if found is None or agrees_elsewhere(mask) or _ON_CONDITION.match(mask, found.end()):
        return 0
    return found.end()


def denies_with_reason(mask: str) -> bool:
    """ "Nope, Carys is only covering": a no to what was asked, and words that say why."""
    return bool(_NO_AND.match(mask)) and "?" not in mask


def takes_yes_back(mask: str, at: int) -> bool:
    """Whether what follows a yes from this letter on is a no after all."""
    return bool(_NO_AFTER_ALL.search(mask, at) or _PARTLY_WRONG.search(mask))


def asks_to_stop(marked: Marked) -> bool:
    """Whether the writer wants no more messages at all."""
    if marked.links or marked.refs:
        return False
    words = spoken(marked)
    return holds(words, Kind.STOP) and Kind.STOP in kinds_of(words)
