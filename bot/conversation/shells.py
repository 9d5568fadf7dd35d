"""Courtesy around what is asked or told, which never changes what it means (R12).

"I should be grateful if you would move this to 12 January", "shift it to March wouldya" and "need to push
this to the 15th I'm afraid" each say no more than the words inside. They are left out before reading.
Sentences with a colour keep theirs: there it is the colour's place in the sentence that counts.
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.conversation.colours import mentions
from bot.conversation.marks import Marked, any_of, without
from bot.conversation.prefilter import prefiltered

_VERY = r"(?:(?:most|very|really|ever so|so|extremely|awfully|terribly|eternally) )*"
_ADVERBS = r"(?:\W*\b(?:please|pls|plz|just|kindly|possibly|maybe|perhaps|also|then|quickly|by any chance|at all|either|go ahead and)(?!\w))*"
_YOU = r"(?:you|u|ya|ye|yous|someone|somebody)"
#: Words that only ask for what comes next.
_FRAME = (
    rf"(?:(?:can|could|would|will|might) {_YOU}(?: (?:be (?:so (?:good|kind)|good enough|kind enough)(?: as)? to|be (?:able|willing|prepared|happy) to|be a \w+ and|mind|care to|like to))?"
    rf"|(?:i(?:'d| would| should)?|we(?:'d| would| should)?) (?:be|appreciate it|welcome it)(?: {_VERY}(?:grateful|obliged|glad|thankful|pleased|appreciative|delighted))? if {_YOU} (?:would|could|can|might|were able to|were to)"
    rf"|(?:{_VERY}grateful|obliged|thankful|glad|appreciated) if {_YOU} (?:would|could|can)"
    rf"|(?:i|we)(?:'d| would)? (?:need|want|like|ask|request|require) (?:that )?{_YOU} (?:to )?"
    rf"|(?:i|we)(?: was|'m| am| were|'re| are)? (?:wonder(?:ing|ed)?|hoping|just wondering) (?:if|whether) {_YOU} (?:would|could|can|might)(?: be able to)?|(?:i|we)(?: was|'m| am| were|'re| are) hoping {_YOU} (?:would|could|can|might)"
    rf"|(?:is there )?any chance(?: (?:that )?{_YOU} (?:could|can|would|might)| of)|do me a favour and|be (?:a|an) (?:love|star|pal|dear|angel|treasure|hero) and"
    r"|(?:is|would) it (?:be )?(?:ok|okay|possible|alright|all right|fine|acceptable)(?: (?:with|by) you)? (?:to|for (?:me|us) to|if (?:i|we)(?: (?:could|can|were to))?)"
    rf"|(?:please )?be so (?:good|kind) as to|have the goodness to|(?:may|might|can|could) i (?:ask|request|trouble|bother)(?: that)? {_YOU} (?:to )?|if {_YOU} (?:would|could|can|don'?t mind)(?: please)?,?"
    r"|kindly|feel free to|it would be (?:good|great|helpful|lovely|appreciated) if (?:you|we) could)"
)
#: What a message may ask of the bot: to move a date, to remind, to change hands, to close or to take back.
_ASKED_FOR = any_of(
    """move push shift shunt shove slide slip bump kick bounce pull drag put bring knock stretch extend delay defer
    postpone reschedule re-schedule rearrange reset redate re-date rebaseline re-baseline change amend alter adjust
    revise update set fix pencil make switch swap roll stick tweak reforecast re-forecast punt carry log record
    enter note moving pushing shifting sliding extending delaying deferring postponing changing amending altering
    adjusting revising updating setting putting bringing
    remind nudge chase ping prompt poke prod buzz ask raise come get check try snooze park leave hold bring flag
    reminding nudging chasing asking raising snoozing parking leaving pinging
    hand pass give reassign re-assign transfer reallocate assign allocate handing passing giving reassigning transferring
    close mark sign tick archive closing marking undo delete remove withdraw retract scrap cancel ignore disregard"""
)
_NO_CALL = r"(?! (?:it|this|that) a (?:day|night))(?! (?:a|an|any|some) (?:view|idea|look|opinion|example)\b)"
_FRAMED = prefiltered(
    rf"(?:^|[.!?;,:\n(-] ?|\b(?:and|but|so|hi|hello|ok|okay|as|please|sorry|then|therefore) )(?P<frame>{_FRAME}{_ADVERBS})\W+(?P<verb>{_ASKED_FOR})\b{_NO_CALL}"
)
#: "I should be grateful if the completion date might be revised": a wish, and no condition.
_WISHED = prefiltered(
    rf"(?P<frame>(?:(?:i|we)(?:'d| would| should)? (?:be {_VERY}(?:grateful|obliged|glad|thankful|pleased|appreciative|delighted)|appreciate it|welcome it)|it would be {_VERY}(?:good|helpful|great|appreciated|useful|a help)|would it be (?:ok|okay|possible|alright|all right|acceptable)) if) (?:please )?"
    r"(?:(?:the|this|it|that|these|both|my|our|its|\ue002+)(?: (?:\ue002+|one|action|completion|end|finish|due|target|delivery|forecast|date|deadline|actions|item|for|of|this|it)){0,5}) (?P<modal>might|could|can|may|would|were|was)(?= (?:now |please |also |kindly |to )*(?:be (?:\w+ed|put|set|brought|given)|move|go|slip|shift)\b)"
)
#: What may trail after what was asked or told, and takes nothing back.
_TRAILING = prefiltered(
    r"(?:[\s,.(-]+(?:"
    r"would ?(?:you|ya|ye|u)|wouldya|wouldja|will (?:you|ya)|could (?:you|ya)|can (?:you|ya)|i'?m afraid|im afraid|i am afraid|i fear|i regret to say|alas|"
    r"if (?:that'?s|that is|thats|it'?s|it is) (?:ok|okay|alright|all right|fine|possible|acceptable|no (?:bother|trouble))(?: (?:with|by|for) (?:you|u|everyone|all))?|if (?:you (?:don'?t mind|would(?: be so (?:kind|good))?|could|can|wouldn'?t mind|please|like)|possible|poss|at all possible|i may|we may|that works(?: for you)?)|"
    r"one hopes|we hope|i hope|god willing|touch wood|fingers crossed|all being well|with any luck|when you get a (?:chance|minute|mo|sec|second|moment)|when you can|at your convenience|much appreciated|appreciated|kind regards)(?:[\s,.(-]+(?:please|pls|plz|ta|cheers|thanks|thank you|thx|mate|pal|hen|love|tia))*){1,4}[\s).!?]*$"
)
_SENTENCE = prefiltered(r"[^.!?;\n]+[.!?;]*")
#: Somebody's own words about the bot's question, "would you mind telling me …", are left to other rules.
_LONGEST = 600


def unwrapped(marked: Marked) -> Marked:
    """The message less the courtesy around its requests, everything else where it stands."""
    if len(marked.mask) > _LONGEST:
        return marked
    for sentence in _SENTENCE.finditer(marked.mask):
        if mentions(sentence[0]):
            continue
        marked = _unwrapped(marked, *sentence.span())
    return marked


def _unwrapped(marked: Marked, start: int, end: int) -> Marked:
    framed = _FRAMED.search(marked.mask, start, end)
    if framed is not None:
        marked = without(marked, *framed.span("frame"))
        if marked.mask[:end].rstrip().endswith("?"):
            # A request is no question; what follows is a sentence of its own all the same.
            sign = marked.mask.rindex("?", start, end)
            marked = without(marked, sign, sign + 1)
            marked = replace(marked, mask=f"{marked.mask[:sign]}.{marked.mask[sign + 1 :]}")
    elif " if " in marked.mask[start:end] and (wished := _WISHED.search(marked.mask, start, end)):
        marked = without(without(marked, *wished.span("frame")), *wished.span("modal"))
    trailing = _TRAILING.search(marked.mask, start, end)
    if trailing is not None and marked.mask[start : trailing.start()].strip():
        marked = without(marked, *trailing.span())
    return marked
