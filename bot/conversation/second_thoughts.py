"""Second thoughts: what the writer puts in place of a day or an action that they had just named.

"Nudge me Thursday. Oh no I'm in court Thursday, make it Friday" asks for Friday; "3.2.1 green. Wait, wrong number, I
meant 3.1.2" is of 3.1.2. The first is taken out and the second stands where it stood, so that the rules for reports
read one message. Where it is not plain what is put in place of what, nothing is changed: see :mod:`grounds.retracted`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from bot.conversation.colours import mentions
from bot.conversation.date_same_month import WHICH_MONTH
from bot.conversation.dates import DateSpan, read_date
from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import DATE, PAST, REF, Marked
from bot.conversation.prefilter import prefiltered
from bot.conversation.references import RefSpan
from bot.conversation.told_anew import told_anew
from bot.domain.dates import Precision

#: Without one of these nobody takes anything back.
_MAY_TAKE_BACK = prefiltered(
    r"\b(?:no|nope|wait|sorry|soz|oops|whoops|actually|hang on|hold on|scrap|scratch|ignore|correction|mean|meant|rather|make|wrong|typo|mistake|thoughts|again|should|way|swap|switch)\b"
)
_OF_WHAT = r"(?:number|no|ref|reference|one|action|item|date|day|month|week|year)"
#: Words that take back what stands before them, whatever follows.
_FIRM = (
    r"(?:no wait|wait(?! (?:for|on|until|till)\b)|hang on(?! (?:for|until|till)\b)|hold on(?! (?:for|until|till)\b)|nope|no(?=\s*[.!])|oops|whoops|(?:scrap|scratch|strike|ignore|forget) that|correction|or rather|on second thoughts?|"
    rf"(?:my|a) (?:mistake|bad|error)|typo|(?:(?:that'?s|that was|i put|i gave you|i've put|got) )?(?:the )?wrong {_OF_WHAT}|that'?s (?:wrong|not right)|"
    r"i (?:mean|meant)(?: to (?:say|put))?(?: for)?|meant(?: for)?|make (?:it|that)|i should have (?:said|put)|should have been|should(?:'ve| have) (?:said|been))"
)
#: Words that take back only where the new one follows in the same breath: "Friday, sorry Thursday".
_SOFT = r"(?:no|sorry|soz|actually|rather|in fact)"
_FILL = r"(?:oh|ah|argh|er+m?|um+|uh|hmm+|well|and|but|so|ok|it'?s|it is|that'?s|it should be|should be|just|of course|then|please|the|say|at all)"
_GAP = r"[\s,:;-]+"
_CUES = rf"(?:{_FILL}{_GAP})*(?:{_FIRM}(?!\w)[\s.,:;!-]*|{_SOFT}{_GAP})(?>{_FIRM}(?!\w)[\s.,:;!-]*|(?:{_SOFT}|{_FILL}){_GAP})*"
_TAKEN_BACK = prefiltered(rf"[\s.,:;!?()-]*?{_CUES}")
#: "3.2.1 amber. That should have been 1.1.1".
_SHOULD_BE = prefiltered(
    r"[\s.,:;!?()-]*(?:(?:sorry|apologies|oops|but|and|no)[\s,]+)*(?:(?:that|which|it|this) )?(?:really |actually )?should(?:'ve| have)? (?:be|been|read|say|said)(?: for)? "
)
_DAY_TAKEN_BACK = prefiltered(rf"[\s.,:;!?()-]*?{_CUES}(?:(?:on|by|the|for|until|till) )?")
#: "No, that's half term, make it the 12th": why, and what is put in its place.
_FOR_A_REASON = prefiltered(
    rf"[\s.,:;!?()-]*?(?:{_FILL}{_GAP})*(?:{_FIRM}|{_SOFT})(?!\w)[^;\n{REF}]{{0,70}}[\s,.-](?:make (?:it|that)|better make it|let'?s (?:say|make it|do)|try|say|can (?:you|we) (?:do|make it|say)|(?:do|go for) (?:it )?)(?: (?:on|by|for|until|till))? ?"
)
#: Where something is taken back, whatever is put in its place.
TAKES_BACK = prefiltered(
    rf"(?:^|[.,;:!?\n(-]\s*|\s-+\s)(?:(?:oh|ah|argh|er+m?|um+|hmm+|and|but|well|ok)[\s,]+)*(?:{_FIRM}(?!\w)|no(?=[,.!]?\s+(?:i|i'?m|we|we'?re|that|that'?s|it|it'?s|make|actually|sorry|wait|leave|hang|scrap)\b)|oh no\b|actually,? no\b|sorry,? (?:no|not|i'?m|that'?s|it'?s|make)\b)"
)
#: What may follow the new one for it to be all that is said.
_ENDS = prefiltered(
    r"\s*(?:$|[.,;:!?)\n]|\s-|(?:please|pls|plz|instead|sorry|not|then|and|but|so|if|because|as|cos|works|is better|would be better|would be best|is best|is when|is fine|thanks|ta|at the latest|latest|to be (?:exact|safe)|of course|obviously|rather|for)\b)"
)
#: "12 Jan. 19 Jan sorry": taken back behind the new one.
_BEHIND = prefiltered(
    r",? (?:(?:sorry|soz|oops|i (?:mean|meant)|i should (?:say|have said)|rather|my mistake)(?=\s*(?:$|[.,;!)\n])))"
)
_BESIDE = prefiltered(r"\s*[.,;:!-]+\s*(?:(?:or|on|by|the|well|no|er|um) )*")
_PREPOSITION = prefiltered(r"(?:by|until|till|til|untill|on|before|from|for|in|after)\s+")
#: The day was never the writer's own, or is told as a slip already: "was due 12 Jan", "I typed 12 Jan".
_NOT_MEANT = prefiltered(
    r"\b(?:was|were|originally|initially|previously|supposed|instead of|missed|miss|won'?t|can'?t|cannot|couldn'?t|not|from|rather than|last|typed|put|said|sent|wrote|entered|gave)\b[^.;\n]{0,30}$"
)
_STOP = prefiltered(r"[.,;:!?\n(-]+")
_SENTENCE_END = prefiltered(r"[.;!?\n]")
#: Behind the action that is meant: no more than courtesies, and which it is not.
_NO_MORE = prefiltered(
    rf"\s*(?:(?:\s*[,(-])?\s*(?:sorry|please|pls|instead|obviously|of course|that is|thanks|ta|doh|not {REF}++|rather than {REF}++|instead of {REF}++|is the one|(?:that'?s|is|that is|which is) (?P<colour>{COLOUR}))(?!\w)(?:\s*\))?)*\s*(?:$|[.!\n])"
)
_FIRMLY = prefiltered(r"\b(?:no|wrong|mean|meant|scrap|ignore|scratch|oops)\b")
_MOST = 3
#: Characters between the first thought and the second.
_REACH = 120


def settled(marked: Marked, today: date) -> str:
    """The message as the writer would have sent it at once; unchanged where nothing is taken back."""
    if not (marked.dates or marked.refs) or not _MAY_TAKE_BACK.search(marked.mask):
        return marked.text
    return told_anew(marked) or _other_day(marked, today) or _other_action(marked) or marked.text


def puts_right(between: str) -> bool:
    """Whether the words between two days put the second in the first one's place."""
    return len(between) <= _REACH and bool(_DAY_TAKEN_BACK.fullmatch(between))


def _other_day(marked: Marked, today: date) -> str:
    for number, one in enumerate(marked.dates):
        # The last of them first: "no, that's half term, make it the 12th".
        for other in reversed(marked.dates[number + 1 : number + 1 + _MOST]):
            if one.reading.end == other.reading.end and one.reading.start == other.reading.start:
                continue
            if other.reading.because == WHICH_MONTH or vaguer(one, other):
                continue
            end = _put_in_place(marked, one, other)
            if end:
                return _with_day(marked, one, other, end, today)
    return ""


def vaguer(one: DateSpan, other: DateSpan) -> bool:
    """ "15 Jan (sorry, Feb)": the same day of it, or some time then?"""
    return (
        one.reading.precision is Precision.DAY and other.reading.precision is Precision.MONTH
    ) and any(char.isdigit() for char in one.words)


def _as_told(marked: Marked, other: DateSpan, today: date) -> str:
    """The words of a day, with the month that they had from the day before: "15 Dec, no sorry the 22nd"."""
    words = marked.text[other.start : other.end]
    alone = read_date(other.words, today, purpose="forecast")
    day = other.reading.start
    if alone is None or day is None or alone.start == day:
        return words
    return f"{day.day} {day:%B %Y}" if day == other.reading.end else words


def _put_in_place(marked: Marked, one: DateSpan, other: DateSpan) -> int:
    """Where what is said of the day put in another's place ends; 0 where it is not put there."""
    mask = marked.mask
    between = mask[one.end : other.start]
    if (
        len(between) > _REACH
        or mentions(between)
        or REF in between
        or _NOT_MEANT.search(mask[max(0, one.start - 60) : one.start])
    ):
        return 0
    if _FOR_A_REASON.fullmatch(between):
        return other.end
    if _DAY_TAKEN_BACK.fullmatch(between) and _ENDS.match(mask, other.end):
        return other.end
    behind = _BEHIND.match(mask, other.end) if _BESIDE.fullmatch(between) else None
    if behind is None:
        return 0
    stop = _SENTENCE_END.search(mask, behind.end())
    end = stop.start() if stop else len(mask)
    rest = mask[behind.end() : end]
    # "…, Feb is the other one": no more than why.
    return end if (DATE in rest or PAST in rest) and not mentions(rest) else behind.end()


def _with_day(marked: Marked, one: DateSpan, other: DateSpan, end: int, today: date) -> str:
    text = marked.text
    led = _PREPOSITION.match(marked.text[one.start : one.end].lower())
    own = _PREPOSITION.match(text[other.start : other.end].lower())
    lead = text[one.start : one.start + led.end()] if led and not own else ""
    return text[: one.start] + lead + _as_told(marked, other, today) + text[end:]


def _other_action(marked: Marked) -> str:
    mask = marked.mask
    for one, other in pairwise(marked.refs):
        if one.keys == other.keys:
            continue
        cue = _cue_before(mask, one.end, other.start)
        tail = _NO_MORE.match(mask, other.end)
        if tail is None:
            again = _said_again(mask, one, other, cue) if cue is not None else 0
            if again and sum(ref.start <= one.start for ref in marked.refs) == 1:
                return marked.text[: one.start] + marked.text[other.start :]
            continue
        if cue is None:
            behind = _BEHIND.match(mask, other.end)
            stops = [stop.end() for stop in _SENTENCE_END.finditer(mask, one.end, other.start)]
            if behind is None or not stops or mask[stops[-1] : other.start].strip():
                continue
            cue = stops[-1]
        said = mask[one.end : cue]
        if tail["colour"] and tail["colour"] not in said:
            continue
        denied = [ref for ref in marked.refs if other.end <= ref.start < tail.end()]
        wrong = _meant_wrongly(marked.refs, one, denied)
        if wrong is None:
            return ""
        text = marked.text
        put = text[: wrong.start] + text[other.start : other.end] + text[wrong.end : cue]
        return (
            put + text[tail.end() :] if said.strip(" .,;:!-") or mask[: wrong.start].strip() else ""
        )
    return ""


def _said_again(mask: str, one: RefSpan, other: RefSpan, cue: int) -> bool:
    """Whether the same is said of the second action: "3.2.1 no change, er no 1.1.1 no change"."""
    said = mask[one.end : cue].strip(" .,;:!-")
    if not said or not _FIRMLY.search(mask, cue, other.start):
        return False
    rest = mask[other.end :].lstrip(" :,-")
    return rest.startswith(said) and not rest[len(said) :].strip(" .,;:!-").startswith(
        ("too", "as w", "also")
    )


def _cue_before(mask: str, start: int, at: int) -> int | None:
    """Where the words begin that take an action back, if they lead up to the next one."""
    start = max(start, at - _REACH)
    for begin in (start, *(stop.end() for stop in _STOP.finditer(mask, start, at))):
        if _TAKEN_BACK.fullmatch(mask, begin, at) or _SHOULD_BE.fullmatch(mask, begin, at):
            return begin
    return None


def _meant_wrongly(
    refs: Sequence[RefSpan], one: RefSpan, denied: Sequence[RefSpan]
) -> RefSpan | None:
    """Which action was named wrongly: the one that is denied, else the only one named before."""
    before = [ref for ref in refs if ref.start <= one.start]
    if denied:
        meant = [ref for ref in before if ref.keys == denied[0].keys]
        return meant[0] if len(meant) == 1 and len(denied) == 1 else None
    return one if len(before) == 1 else None
