"""Messages that put right what was said before: what was wrong in them, and what holds instead.

"Oops, I put green, should've been amber" says amber: the green stands in a part that only tells of the
slip. That part is found here, so that the rules for reports read what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from bot.conversation.colours import mentions
from bot.conversation.completion import read_done
from bot.conversation.marks import DATE, PAST, REF, Marked, any_of
from bot.conversation.prefilter import prefiltered
from bot.conversation.taken_back import taken_back

_COLOUR = r"(?:green|amber|red|blue|grey|gray|yellow|orange)"
_CORRECTS = prefiltered(
    r"^\W*(?:oh |oops|whoops|ah |no,? |hang on|hold on|wait)*\W*(?:sorry|apologies|my (?:mistake|bad|error|fault)|correction|oops|whoops|typo|wrong (?:colour|one|button|date)|i was wrong|mistake|that'?s wrong|that was wrong|no that'?s wrong|scratch that|scrap that|ignore that|ignore (?:my|the) last|undo that|i meant|meant|i mean|make that|(?:i )?misread|mis-?typed?|error|fat fingers|(?:auto|predictive )correct|autocorrect|slip of the (?:finger|thumb)|not what i (?:said|meant)|(?:i )?got (?:that|it) wrong|pressed the wrong (?:one|button|colour))\b[\s,.!:;-]*"
    r"(?:(?:i|it|that|this|\ue002+|meant|mean|should|should've|shouldve|be|have|been|is|its|it's|that's|say|said|read|was|make|change|to|for|my|mistake|bad|no|not|colour|rag|actually|in fact|now|really|wrong|typo|and|but|correction|sorry|a|an|the|of|course|put|please|date|misread|one|last)[^\w\ue001-\ue005]+)*(?:not \w+,? (?:but |it'?s )?)?(?:green|amber|red|blue|grey|done|complete|finished|[gabr]\b|\ue003|\ue002|no change|on track|at risk|off track|end of|by|it'?s)"
)
_CORRECTS_AFTER = prefiltered(
    r"\b(?:i (?:meant|mean)|(?<!was )(?<!were )(?<!is )(?<!n't )(?<!nt )(?<!not )(?<!'s )(?<!are )meant (?:to (?:say|put)|it|that)?|should(?:'ve| have|ve| of)? (?:say|read|been|said|have read)(?! (?:in |by |on )?[\ue003\ue005])(?! (?:done|finished|completed?|delivered|closed|sorted|ready|in place|published|signed|started|under ?way|begun|up and running|running|moving|live|open|over|sent|here|there|easy|simple|straightforward|told|asked|able|met|achieved|filled|at|\w+ (?:by now|already|at this point|by this (?:point|stage)))\b)|(?:should be|is|it's) (?!not\b)\w+,? not (?:green|amber|red|blue|grey|done)|not (?:green|amber|red|blue|grey),? sorry|sorry,? (?:i )?(?:meant|not)|make that|change (?:that|it|my last|the last one) to|correct(?:ed|ion)? (?:that |it )?to|instead of (?:green|amber|red)|typo|my mistake|my bad|that should be|by mistake|in error|i got (?:that|it) wrong|(?:was|is) (?:a|my) (?:mistake|error|slip|typo)|(?:wrong(?! and (?:i|we) (?:said|told)\b)(?! (?:way|direction|side|end|time|footing|foot)\b)|mis-?typed?),? )\b"
    r"|\b(?:oops|my mistake|my bad|whoops)\W*$|\bnot \w+\W+sorry\W*$"
)
#: "The strike meant nobody came", "which meant we lost a week": what came of something, and nothing put right.
_MEANT = " meant "
_LED_TO = prefiltered(
    r"(?<=[a-z] )(?<!\bi )(?<!sorry )(?<!just )(?<!actually )(?<!really )(?<!only )(?<!oops )(?<!and )(?<!but )meant(?= (?:that )?(?:nobody|no[- ]?one|no|none|hardly|few|fewer|less|more|only|we|they|"
    r"everyone|everybody|people|schools|staff|having|losing|doing|going|waiting|delays?|(?:the|a|an|our|most|half|some|both|all|two|three) (?:[a-z]+ )?[a-z]+ "
    r"(?:was|were|had|is|are|has|have|could|couldn't|can|can't|did|didn't|got|went|fell|never|will|won't|must|needs?|came|left|slipped|pulled|dropped|moved))\b)"
)
#: "No, I said 1.1.1, not 1.2.1".
_REF_NOT = prefiltered(
    rf"^\W*(?:(?:no+|sorry|oops|er|um|but|hang on|wait)\W+)*(?:(?:i|we)(?: clearly| did)? (?:said|meant|put|wrote|typed|sent)|meant|it was|that was(?: for)?)(?: (?:that )?(?:for|about|on))? {REF}+,? (?:and )?not {REF}+"
    rf"|^\W*{REF}+,? not {REF}+\W*(?:sorry|oops|my mistake|apologies)\b"
)
_ACTUALLY = prefiltered(
    r"^\W*(?:actually|no|on reflection|having checked|wait|hang on|hmm|scrap (?:the )?\w+|ignore (?:the )?\w+)\b[\s,.!:-]+(?:(?:it'?s|it is|that'?s|make it|make that|more|i'?d say|should be|now|call it|\ue002+|actually|really)[^\w\ue001-\ue005]+)*(?:green|amber|red|blue|grey|done|complete)\W*$"
)
_SAID = r"(?:said|put|sent|typed|wrote|reported|marked|gave|entered|chose|picked|pressed|hit|clicked|recorded|submitted|told you|rated|called|had)"
_FILL = (
    r"(?:\s+(?:"
    + any_of(
        "it that this as at down was were a an the my last to in for one is them accidentally wrongly mistakenly stupidly still yesterday earlier"
    )
    + r"|\ue002+))*"
)
#: A part that tells what was put wrongly, and is no report of it.
_SLIP = prefiltered(
    rf"\b(?<!if )(?:i|we|i've|ive|we've|i had|i'd)(?: \w+ly| just| already| previously)? {_SAID}{_FILL}\s+(?P<wrong>{_COLOUR})\b"
    r"(?: (?:by (?:mistake|accident)|in error|accidentally|earlier|before|yesterday|just now|instead|last time|for (?:it|this|that|\ue002+)|which (?:is|was) wrong|but that'?s wrong))*"
    rf"|(?:^|[.,;!-]\s*)(?:put|sent|said|typed|marked|entered){_FILL}\s+(?P<bare>{_COLOUR})\b(?: (?:by (?:mistake|accident)|in error|accidentally))"
    rf"|\b(?:ignore|scrap|scratch|disregard|forget|delete|undo|remove|cancel) (?:the |my |that )*(?P<dropped>{_COLOUR})\b(?! (?:on|in) (?:the|your|that|their|last)\b)(?: (?:i (?:just )?{_SAID}|(?:one|update|from|above|just now|earlier|before|a minute ago)))*"
    rf"|(?:^|[.,;!]\s*)(?:the |my |that )+(?P<given>{_COLOUR}) (?:that )?(?:i|we)(?: just)? {_SAID}(?: (?:you|earlier|before|just now|yesterday|last))*"
    # "3.2.1 was reported in error as red": whoever it was that did.
    rf"|\b(?:was|were|is|has been|had been|got|went (?:in|down))(?: (?:wrongly|mistakenly|incorrectly|erroneously|accidentally|inadvertently) (?:{_SAID}|shown|listed|logged|given|recorded|put(?: down)?)|(?: (?:{_SAID}|shown|listed|logged|given|put(?: down)?))? (?:in error|by mistake|by accident|wrongly|mistakenly|incorrectly))(?: (?:as|at|down|an?))* (?P<passive>{_COLOUR})\b"
    rf"|(?:^|[.,;!]\s*)(?:the |my |that )*(?P<named>{_COLOUR}) (?:was|is) (?:a|my) (?:mistake|error|slip|typo)\b|(?:^|[.,;!]\s*)(?:the |my |that )+(?P<named2>{_COLOUR}) was wrong\b"
)
#: What holds: a colour after words that put right.
_RIGHT = prefiltered(
    rf"\b(?:should'?(?:ve| have| of|a)(?: (?:been|said|read|put))*|shouldve(?: been)?|should (?:be|say|read|have been|have said|have put)|supposed to (?:be|say)|meant(?: (?:to (?:be|say|put)|it to be))?|it's|its|it is|actually|make (?:it|that)|change (?:it|that) to|i mean|needs? to be|ought to (?:be|have been|say|read|have said)|(?:the )?(?:correct|right|true|actual|proper) (?:colour|one|rating|rag|status|position|answer|entry) (?:is|should be)|was meant to be)(?: (?:as|an?|really|actually|in fact|of course|be|now))*\s+(?P<right>{_COLOUR})\b"
    rf"|(?:^|[.,;:!-]\s*|\b(?:but|so|and|to|is)\s+)(?:(?:it's|its|now|please|actually|sorry|make it|so)\s+)*(?P<alone>{_COLOUR})(?=\s*(?:$|[.,;:!)-]|please|not|instead|is))"
)
#: "Not what I said. I said amber": the writer repeats what they did say.
_REPEATS = prefiltered(
    rf"(?P<denial>^\W*(?:(?:no|nope|sorry|er|um|ah|oh|ta|thanks|thank you|cheers|but|hi|hello|ok|hang on|hold on|wait)\W+)*(?:that'?s |that is |this is |it'?s |thats )?(?:not what i (?:said|meant|put|wrote|asked for|told you)|(?:not|isn'?t) (?:right|correct|what i said)|wrong|incorrect|you'?ve (?:misread|misunderstood|got) (?:that|it|me)(?: wrong)?|you (?:misread|misunderstood|got) (?:that|it|me)(?: wrong)?|no|you(?:'ve| have|ve)? (?:got|put|have|recorded|saved|marked|logged|read)(?: (?:me|it|this|that|us|mine|\ue002+))?(?: down)?(?: as| at| to)? {_COLOUR}|i didn'?t say {_COLOUR}|not {_COLOUR})\b[\s.,;:!-]*)"
    rf"(?:but |as |because |and |when )?(?P<verb>(?:i|we)(?: clearly| definitely| actually| did)* (?:{_SAID}|say|put){_FILL}\s+)(?P<right>{_COLOUR})\b"
)
#: "That was meant to be red", and no more.
_WAS_MEANT = prefiltered(
    rf"^\W*(?:(?:no|sorry|oops|er|um|but|actually)\W+)*(?P<verb>(?:that|it|this|my last|the last one) (?:was|is)? ?(?:meant|supposed) to (?:be|say|read)(?: an?)? )(?P<right>{_COLOUR})\W*$"
)
_SHOULD_BE = prefiltered(
    rf"^\W*(?:(?:no|sorry|er|um|but|actually)\W+)*(?P<verb>(?:that|it|this) should (?:really |actually )?(?:be|say|read)(?: an?)? )(?P<right>{_COLOUR})\W*$"
)
#: "I said amber not green": what was said, against what was understood.
_SAID_NOT = prefiltered(
    rf"^\W*(?:(?:no|sorry|oops|er|um|but)\W+)*(?P<verb>(?:i|we)(?: clearly| definitely| actually)* {_SAID}{_FILL}\s+)(?P<right>{_COLOUR}),? (?:and )?not (?P<wrong>{_COLOUR})\b"
)


_DAY = rf"[{DATE}{PAST}]+"
_MARK = rf"(?P<right>{DATE}+)"
_RATHER = (
    r"(?:should'?(?:ve| have| of|a|)(?: (?:been|be|said|say|read|put))+|shouldve(?: (?:been|said|read))?|meant(?: (?:to (?:be|say|put)|it to (?:be|say)))?|i mean|make (?:it|that)|"
    r"supposed to (?:be|say)|ought to (?:be|have been|read|say)|needs? to (?:be|say|read)|was meant to (?:be|say)|it'?s|it is|actually|correct (?:date|one) is|change (?:it|that) to)(?: (?:the|of course|actually|really|for|by|as|in fact))*"
)
#: A day that was put wrongly, and the one that holds instead.
_DAY_FOR_DAY = (
    prefiltered(
        rf"(?P<told>(?:\b(?:i|we|ive|i've|we've|i'd|we'd)(?: \w+ly| just| already| have| had)? |(?:^|[.,;!-]\s*)){_SAID}(?: you)?{_FILL}(?: (?:the|by|a date of|date as))* {_DAY}"
        rf"(?: (?:by mistake|by accident|in error|earlier|before|yesterday|just now|which (?:is|was) wrong|but that'?s wrong))?[\s.,;:!-]+(?:(?:but|and|it|that|which|sorry|no|oops|this|i|the date)[\s,]+)*{_RATHER} ){_MARK}"
    ),
    prefiltered(
        rf"(?P<told>(?:^|[.,;!:]\s*)(?:(?:the|my|that|sorry|oops|no)\W+)*{_DAY} (?:(?:was|is) (?:a |an |my |the )?(?:typo|mistake|error|slip|wrong|incorrect|slip of the \w+|wrong date)|should (?:be|have been|read|say|have read|have said))[\s,.;:-]*(?:(?:but|it'?s|should be|make it|meant|i meant)\s+)*){_MARK}(?! (?:is|looks|would be)\b)"
    ),
    prefiltered(rf"(?P<told>\bfor {_DAY},? (?:please )?read ){_MARK}"),
    prefiltered(
        rf"(?P<told>^\W*(?:(?:no|sorry|oops|er|um|but|actually)\W+)*(?:that|it|this|the date|my last|the last one) should'?(?:ve| have| of|) (?:said|read|say) ){_MARK}\W*$"
    ),
)
#: A cry over one's own slip, before what holds.
_CRY = prefiltered(
    rf"^\W*(?P<cry>(?:(?:oops|whoops|woops|eek|argh+|doh|d'oh|gah|ack|yikes|drat|damn|bother|sugar|silly me|hang on|wait|my bad|my mistake|my error|sorry|pardon|er|erm|ah|oh|no)\b[\s,.!:-]*)+)"
    rf"(?:(?:it'?s|i meant|meant|make it|make that|should be)\s+)?(?:an? )?(?:{_COLOUR}|{_DAY}),? (?:and )?not (?:an? |the )?(?:{_COLOUR}|{_DAY})\W*(?:sorry)?\W*$"
)
#: "Meant to be 30 September. It'll be 29 Feb": what was planned, and no slip of the pen.
_WAS_DUE = prefiltered(
    rf"\W*(?:(?:it|this|that|this one|{REF}+) )?(?:meant|supposed) to (?:be|have been|finish|land|complete|close)(?: (?:done|finished|complete|completed|closed|over|ready))?(?: (?:by|on|in|at|for|the))* {_DAY}\s*[.;,!?:-]"
)
#: A formal heading over what holds.
_HEADED = prefiltered(
    r"^\W*(?:correction|erratum|corrigendum)\b(?: to (?:my|the) \w+(?: \w+)?)?\s*[:,;-]"
)
#: Then it is history: "last month I said green, it's amber now".
_OTHER_TIME = prefiltered(
    r"\b(?:last (?:month|time|week|meeting|board|cycle|quarter)|originally|back then)\b|[\ue003\ue005]"
)
_LONGEST = 240
_AMENDS = prefiltered(
    r"^\W*(?:(?:please|pls|ok|hi|can you|could you|can we|could we|just)\W+)*make (?:that|it|this)\b"
)
_AMENDS_OWN = prefiltered(
    r"\b(?:sorry|oops|whoops|mistake|typo|i (?:meant|said|put)|no wait|wrong)\b"
)


#: "Scratch that, it should be amber".
_IT_SHOULD = prefiltered(
    r"\W*(?:it|that|this) (?:should(?:'ve| have)? (?:be|been|read|say|said)|(?:is|was) (?:meant|supposed) to be)\s+(?:an? )?"
)
_SAYS_NO = prefiltered(r"\W*(?:no|nope|nah|naw)\b")


def corrected(mask: str, *, asked: bool = False) -> bool:
    """Whether the message puts right what the writer said before."""
    if _MEANT in mask:
        mask = _LED_TO.sub("_____", mask)
    was_due = _WAS_DUE.match(mask)
    if was_due and DATE in mask[was_due.end() :]:
        return corrected(mask[was_due.end() :], asked=asked)
    return bool(
        _CORRECTS.match(mask[:200])
        or _CORRECTS_AFTER.search(mask)
        or _ACTUALLY.match(mask[:200])
        or _HEADED.match(mask[:200])
        or _REF_NOT.match(mask)
        or _slip(mask, asked=asked)
    )


def amends_quoted(mask: str) -> bool:
    """Whether "make that 20 December" stands below a quotation: what is to change is the quoted line, and no word of the writer's."""
    return bool(_AMENDS.match(mask)) and not _AMENDS_OWN.search(mask)


def answers_quoted(mask: str, quoted: Sequence[str]) -> bool:
    """Whether the "no" at the head of a message answers a question that stands quoted above it."""
    return any(line.rstrip().endswith("?") for line in quoted) and bool(_SAYS_NO.match(mask))


def without_slip(marked: Marked, *, asked: bool = False) -> Marked:
    """The message less the part that only tells what had been put wrongly; unchanged where there is none.

    ``asked``: the bot had just asked whether it understood, so that "it should be red" answers it.
    """
    for start, end in _slip(marked.mask, asked=asked):
        # References in it stay, for they still say which action is meant.
        gone = "".join(char if char == REF else " " for char in marked.mask[start:end])
        text = marked.text[:start] + " " * (end - start) + marked.text[end:]
        mask = marked.mask[:start] + gone + marked.mask[end:]
        dates = tuple(one for one in marked.dates if not start <= one.start < end)
        marked = replace(marked, text=text, mask=mask, dates=dates)
    return marked


def _holds(rest: str) -> bool:
    """Whether what follows says what holds instead."""
    return bool(mentions(rest) or DATE in rest or read_done(rest))


@lru_cache(maxsize=64)
def _slip(mask: str, *, asked: bool) -> tuple[tuple[int, int], ...]:
    if len(mask) > _LONGEST:
        return ()
    for rule in (_REPEATS, _SAID_NOT, _WAS_MEANT, *((_SHOULD_BE,) if asked else ())):
        said = rule.search(mask)
        if said:
            denial = [said.span("denial")] if "denial" in said.groupdict() else []
            return (*denial, said.span("verb"))
    back = taken_back(mask)
    if back and _holds(mask[back[1] :]):
        should = _IT_SHOULD.match(mask, back[1])
        return ((back[0], should.end() if should else back[1]),)
    for day in _DAY_FOR_DAY:
        said = day.search(mask)
        if said:
            return (said.span("told"),)
    cry = _CRY.match(mask)
    if cry:
        return (cry.span("cry"),)
    slip = _SLIP.search(mask)
    if slip is None:
        return ()
    wrong = next(word for word in slip.groups() if word)
    right = _RIGHT.search(mask, slip.end())
    if right is None or (right["right"] or right["alone"]) == wrong:
        return ()
    if not slip["passive"] and _OTHER_TIME.search(mask[max(0, slip.start() - 30) : right.start()]):
        return ()
    group = "right" if right["right"] else "alone"
    return (slip.span(), (right.start(), right.start(group)))
