"""Short messages with one meaning: yes, no, stop, thanks, help, undo."""

from __future__ import annotations

import re

from bot.conversation.readings import Intent

_POLITE = r"(?:please|pls|thanks|thank you|ta|cheers|bot|mate|sorry|then|now|ok|okay|hi|hello)"
_ENDS = rf"(?:[\s,.!]+{_POLITE})*[\s.!)]*$"
_STARTS = rf"^\W*(?:{_POLITE}[\s,.!]+)*"


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_STARTS}(?:{words}){_ENDS}")


_YES = _whole(
    r"yes|yep|yeah|yup|y|aye|ya|yes yes|correct|that'?s (?:right|correct|it|fine|ok|good|the one)|right|confirmed?|i confirm|agreed?|i agree|"
    r"(?:yes,? )?(?:please do|go ahead|go for it|do it|do that|save it|save that|that one|send it|happy with (?:that|it)|sounds good|looks good|spot on|exactly|indeed|"
    r"of course|absolutely|definitely|sure|sure thing|fine|fine by me|ok|okay|k|all good|good|perfect|lgtm|"
    r"it is|they are|it does|i do|he does|she does|we do|thumbsup|tickmark|affirmative|approved|that works|works for me|makes sense|as you say|if you like|will do|you can|you may|all correct|both correct|that is right|that is correct|yes it is|yes they are|yes i do)"
    r"|yes (?:it is|please|they are|i do|it does|go ahead|that'?s (?:right|correct|fine|it)|correct|do|of course|save it|sure|thumbsup|exactly|both|to both|all|to all)"
)
_YES_AND = re.compile(
    r"^\W*(?:(?:yes|yep|yeah|yup)\b[\s,.!;:-]+"
    r"|(?:correct|agreed|confirmed|sure)\b(?:\s*[,.!;:-]+\s*|\s+(?!(?:with|at|by|to|that|this|it|the|in|on)\b)))(?=\w)"
)
_NO = _whole(
    r"no|nope|nah|n|no no|not (?:right|correct|that|quite|really|exactly|what i (?:said|meant))|wrong|incorrect|that'?s (?:wrong|not right|not it|incorrect|not correct|not what i (?:said|meant))|"
    r"no,? (?:that'?s |it'?s |that is |it is )?(?:not )?(?:right|correct|wrong|incorrect|what i (?:said|meant)|it|quite right|the one|true|thanks|thank you|don'?t|it isn'?t|it'?s not|not that|that'?s wrong|not really)|"
    r"no that one'?s wrong|don'?t (?:save|do) (?:it|that)|thumbsdown|crossmark|negative|i don'?t agree|i disagree|disagree|don'?t agree|not agreed|definitely not|absolutely not|"
    r"it isn'?t|it'?s not|they aren'?t|neither|none of (?:them|those|these)|not true|no way|please don'?t|i (?:do not|don'?t) think so|that isn'?t right|that'?s not it|that wasn'?t what i (?:said|meant)"
)
_CANCEL = _whole(
    r"cancel(?: (?:it|that|this|the form|please|everything))?|never ?mind|forget (?:it|that|about it)|leave it|leave that|drop it|abandon|abort|quit|exit|scrap (?:it|that)|nvm|"
    r"stop(?:,? (?:don'?t|do not) (?:send|save|submit|post|do|record) (?:that|it|this|anything))?|(?:please )?(?:don'?t|do not) (?:send|save|submit|post|do|record) (?:that|it|this|anything)(?: yet)?|"
    r"stop (?:that|it|this)|ignore (?:that|this|me|it)|start (?:over|again)|changed my mind|i'?ve changed my mind|not now|no,? cancel(?: (?:it|that))?|hold on|wait|disregard(?: that)?|close (?:the )?form|discard(?: (?:it|that))?|skip(?: (?:it|this|that))?"
)
_STOP = _whole(
    r"stop(?: (?:messaging|chasing|pestering|contacting|reminding|bothering|e-?mailing) me| sending (?:me )?(?:these|this|messages|reminders)(?: messages| reminders)?| all(?: messages)?)|unsubscribe|opt out|leave me alone|"
    r"(?:please )?don'?t (?:message|contact|remind|chase) me(?: again| any ?more)?|no more (?:messages|reminders)|take me off (?:this|the list|your list)|remove me(?: from (?:this|the list))?|turn (?:these|this|it) off"
)
_UNDO = _whole(
    r"undo[ ,.!-]+(?:i|sorry|it was|that was|wrong) .{1,60}|undo(?: (?:that|it|this|please|last|my last|the last|what i (?:just )?(?:said|did|sent)|everything|all of (?:that|it)))?(?: (?:one|update|change|entry|message|report|reply))?|"
    r"(?:can|could|would) you (?:please )?(?:undo|reverse|revert|delete|remove|take back|scrap|cancel) (?:that|it|this|my last|the last|that last|my)(?: (?:one|update|change|entry|message|report|reply))?\??|"
    r"(?:i (?:want|need|would like|'?d like) to )?(?:undo|reverse|revert|delete|remove|take back|take|scratch|scrap|cancel|withdraw|retract|roll back|rollback|wipe|erase|unsave|un-?do|rescind|ignore|disregard|forget|bin) "
    r"(?:the |my |that |this |it |what )*(?:last|previous|latest|that|it|this|update|change|entry|message|back|one|report|reply|i just (?:said|sent|did)|i said|just now|submission|answer|colour)*(?: (?:update|change|entry|message|one|back|report|reply|i sent|i made|away|that|submission))*|"
    r"revert|put it back(?: (?:as|how|to how|to what) it was(?: before)?)?|go back|change it back|take that back|roll (?:it|that) back|reset (?:it|that)|back out that (?:change|update)|"
    r"(?:oops|whoops|sorry),? (?:undo|ignore that|scrap that|scratch that|wrong (?:one|action|item|thread|button|person|chat))(?: (?:please|that))?|that was (?:a mistake|an error|wrong|sent in error|by mistake)|"
    r"(?:i )?(?:sent|pressed|clicked|hit|saved|submitted) (?:that|it|this|the wrong (?:one|button|thing)) (?:by (?:mistake|accident)|in error|too (?:soon|early))|wrong (?:action|one|item|button)|didn'?t mean (?:that|to (?:send|save|press) (?:that|it|this))|"
    r"i didn'?t mean (?:that|to (?:send|save|press) (?:that|it|this))"
)
_UNDO_THIS = re.compile(
    r"^\W*(?:(?:please|can you|could you|sorry|oops|hi)\W+)*(?:undo|reverse|revert|take back|delete|withdraw)(?:\W+(?:the|my|that|last|update|report|entry|message|answer|on|for|to|of|from|please|it|what|i|said|about|latest))*\W*$"
)
_THANKS = _whole(
    r"(?:(?:many |great |lovely |brilliant |perfect |super |ok |okay |excellent |fab |that'?s (?:great|lovely|brilliant|perfect) |great stuff |no worries |noted |got it |will do |good |cool )[,.!]? ?)*"
    r"(?:thanks|thank you|thank-you|thankyou|thx|tks|ta|cheers|much appreciated|appreciated|appreciate it|i appreciate (?:it|that)|nice one|ty|tysm|thanx|thks|many thanks|much obliged)"
    r"(?: (?:very much|so much|a lot|a million|again|for (?:that|this|the (?:reminder|nudge|help|update|prompt|info|heads up)|letting me know|your help|reminding me|helping|all)|bot|all|a bunch|both|team|you|everyone|kindly|indeed|in advance|loads|ever so much|for everything|mate))*"
    r"|great|lovely|brilliant|excellent|noted|got it|understood|awesome|fab|fantastic|wonderful|you'?re a star|star|legend|good bot|that'?s (?:great|lovely|brilliant|helpful|really helpful|very helpful)|no worries|no problem|super|helpful"
)
_HELP = _whole(
    r"help(?: me)?|help me out|\?+|commands?|instructions?|menu|options?|guide|faq|man|info|what can (?:you|i|this|the bot) (?:do|say|ask|type|send|write)(?: here)?|how (?:does|do) (?:this|it|you|the bot|i) (?:work|use this|use you|use it)|"
    r"what (?:do|can|should|must) i (?:do|say|type|write|put|send|reply)(?: here| now| back)?|how (?:do|can|should|would|does|to) (?:i |we |one |you )?(?:.{2,80})|who are you|what are you|what is this(?: for| about)?|what'?s this(?: for| about| all about)?|"
    r"(?:i )?need (?:some )?help|can you help(?: me)?(?: out)?|(?:i'?m|im|i am) (?:stuck|lost|confused|not sure (?:what|how) .{2,60})|(?:i )?don'?t (?:understand|get (?:it|this)|know (?:what|how) .{2,60})|what does this (?:bot )?do|what (?:commands|words) (?:can i use|do you (?:know|understand))|"
    r"who (?:is|made|runs|sent) (?:this|you)|why (?:am i|are you) (?:getting|sending|messaging|asking|receiving) .{0,40}|is this a (?:bot|person|human|robot)|are you (?:a )?(?:bot|human|real|robot|person|ai)|explain|what now|huh|eh|explain (?:this|yourself|how .{2,40})|show (?:me )?(?:help|commands|the commands)|give me (?:an? )?examples?|any help|example|examples"
)
_EXPLAIN = re.compile(
    r"^\W*(?:(?:please|hi|can you|could you|and|so|sorry|bot)\W+)*(?:what|what's|whats|explain|how|define|remind me what|when|which|should|tell me what|difference|meaning|is there|do|does|can|would|"
    r"why|are)\b[^\n]{0,60}\b(?:mean|means|meaning|meant|stand for|colours?|colors?|definitions?|defined|define|difference|key|scale|ratings?|rags?|brags?|use|put|choose|pick|count|count as|qualif\w+|criteria|thresholds?)\b"
)
_EXPLAIN_ONE = re.compile(
    r"^\W*(?:(?:please|can you|could you|hi)\W+)*(?:explain|define)\W+(?:(?:what|an?|the)\W+)*(?:green|amber|red|blue|grey)(?:\W+(?:means?|is|to me|please|again))*\W*$"
)
_COLOUR_LIST = re.compile(r"\b(?:colours?|colors?|rag|brag|ratings?|statuses|key|scale)\b")
_GREETING = _whole(
    r"hi|hello|hey|hiya|morning|good morning|afternoon|good afternoon|evening|good evening|hi there|hello there|hey there|yo|alright"
)


def small_talk(mask: str, *, awaiting: str | None) -> Intent | None:
    """The one meaning of a short message; ``None`` where it says more, or something else."""
    if len(mask) > 160:
        return None
    if re.search("[\ue001-\ue005]", mask):
        return Intent.UNDO if _UNDO_THIS.match(mask) else None
    # What "stop" and "scrap that" take back hangs on whether something is being asked.
    if awaiting is not None and _CANCEL.match(mask):
        return Intent.CANCEL
    if awaiting is not None and awaiting != "narrative" and _YES.match(mask):
        return Intent.CONFIRM
    more = yes_and_more(mask)
    if more and (
        _YES.match(mask[more:]) or re.match(r"(?:thanks|thank you|cheers|ta)\W*$", mask[more:])
    ):
        return Intent.CONFIRM
    if _NO.match(mask):
        return Intent.DENY
    if _UNDO.match(mask):
        return Intent.UNDO
    if _THANKS.match(mask):
        return Intent.THANKS
    if _CANCEL.match(mask):
        return Intent.CANCEL
    if _HELP.match(mask) and "?" not in mask.rstrip(" ?!."):
        return Intent.HELP
    return None


def plain_yes(mask: str) -> bool:
    """A yes and nothing else; "fine" and "ok" only count where something was asked."""
    return bool(_YES.match(mask)) and not re.match(
        r"^\W*(?:fine|ok|okay|k|good|all good|sure|right|perfect|will do|looks good|tickmark)\W*$",
        mask,
    )


def yes_and_more(mask: str) -> int:
    """Where the rest begins of "yes. readvert fri, me"; 0 where it does not begin with a yes."""
    found = _YES_AND.match(mask)
    return found.end() if found else 0


def asks_to_stop(mask: str) -> bool:
    return bool(_STOP.match(mask)) or bool(re.match(r"^\W*stop\W*$", mask))


def asks_about_colours(mask: str) -> bool:
    """ "What does amber mean", "what do the colours mean"."""
    if _EXPLAIN_ONE.match(mask):
        return True
    if re.search(r"\bdifference between\b", mask):
        return bool(re.search(r"\b(?:green|amber|red|blue|grey)\b", mask))
    if not _EXPLAIN.match(mask):
        return False
    named = re.search(r"\b(?:green|amber|red|blue|grey)\b", mask)
    return bool(named or _COLOUR_LIST.search(mask))


def greets(mask: str) -> bool:
    return bool(_GREETING.match(mask))
