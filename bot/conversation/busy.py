"""Being busy just now: "not now, in a meeting", "driving. tomorrow" (R12).

A message that says no more than this puts the question off; when to ask again is the day it names, or is
asked. Anything else in it makes it a message of another kind.
"""

from __future__ import annotations

from msgspec import Struct

from bot.conversation.dates import DateSpan
from bot.conversation.marks import DATE, PAST, Marked, any_of
from bot.conversation.prefilter import prefiltered

_GATHERING = (
    r"(?:an? |another |the |back[ -]to[ -]back |endless |my |our |wall[ -]to[ -]wall |this )?(?:\w+ )?(?:"
    + any_of(
        """meeting meetings mtg mtgs panel panels court tribunal conference session sessions training interview interviews
        inspection call calls workshop briefing briefings supervision scrutiny cabinet council board hearing hearings
        appraisal one-to-one 1:1 1-1 strategy gold silver lesson lessons class assembly clinic clinics surgery theatre ward
        ofsted cqc lunch"""
    )
    + r")"
)
_BUSY = (
    rf"(?:(?:i'?m |i am |am |we'?re |just |currently |still |stuck |sat |about to go |going |walking |heading |off )*(?:in|into|on|at|mid|in the middle of|between|chairing|running) {_GATHERING}"
    r"|(?:i'?m |am |just |currently |still |out )*(?:on (?:the|a) (?:train|bus|tube|phone|road|motorway|m\d{1,2}|a\d{1,3}|school run|move|hop|ward|plane|ferry|bike)|in (?:the|a) (?:car|tunnel|taxi|queue|lift)|in transit|driving|travelling|between meetings|out and about|at (?:the |a )?(?:dentist'?s?|doctor'?s?|hospital|gp|vet'?s?|airport|school gates?|hairdresser'?s?|nursery|garage)|with (?:a|the|my|our|some) (?:\w+ )?(?:family|families|parent|parents|minister|inspectors?|boss|director|dcs|client|patient|student|mp|visitors?)|in with (?:a|the|my|our)? ?(?:\w+ )?(?:family|families|parents?|minister|inspectors?|boss|director|dcs|patient))"
    r"|(?:i'?m |am |just |a bit |bit |really |very |so |too |totally |completely |pretty |absolutely |been |we'?re )*(?:busy|swamped|snowed under|up to my (?:eyes|neck|ears|eyeballs|armpits)(?: in (?:it|e-?mails?|work|inspection|ofsted|budgets?))?|rushed off my feet|run ragged|flat out|back[ -]to[ -]back|tied up|full on|drowning|slammed|rammed|mid[ -]\w+|firefighting|juggling)"
    r"|(?:it'?s |having |what |had )?(?:an? )?(?:absolutely |totally |completely |really |bit of a )*(?:manic|mad|crazy|hectic|bonkers|chaotic|mental|busy|nightmare|horrible|rotten|hellish|horrendous) (?:day|week|morning|afternoon|month|one|time)(?: (?:here|today|so far))?"
    r"|(?:manic|mad|chaos|bedlam|carnage|hectic|bonkers) (?:here|today|this week)|(?:there'?s |got |have |i'?ve )?(?:no|terrible|rubbish|bad|patchy) (?:signal|wifi|reception|laptop|battery|minute|time)|battery(?:'s)? dying|(?:got )?my hands full|wrong time|not a good (?:time|moment|day|week))"
)
_LATER = (
    r"(?:not (?:right |just )?now|not (?:today|the now|the noo|a good time)|later(?: on)?|another (?:time|day)|(?:i )?(?:can'?t|cannot|canny|cannae|couldn'?t) (?:talk|speak|type|chat|reply|answer|look|stop|think|do (?:this|it|that)|deal with (?:this|it)|get to (?:this|it))(?: (?:right |just )?now| today| at the moment| atm| yet)?|"
    r"(?:will |i'?ll )?(?:talk|speak|reply|answer|do (?:it|this)|look|sort it|get to (?:it|this)) (?:later|after|soon|when i'?m (?:out|done|back|free|home|parked|off))|bear with(?: me)?|give me a (?:bit|while)|after (?:this|that)|when i'?m (?:out|done|back|free|home|parked|off)|some other time)"
)
_COURTESY = r"(?:sorry|apologies|apols|sry|hi|hello|hey|ok|please|pls|plz|thanks|ta|cheers|thx|x+|again|rn|atm|right now|just now|now|all (?:day|morning|afternoon|week)|(?:til|till|until) (?:late|lunch|later|close|5|6|four|five|six|teatime|the end of the day|eod)|at the moment|this (?:morning|afternoon|week)|today|and|but|so|then|maybe|perhaps|instead|mate|bot|is best|works|would be better|is better|better|honestly|tbh)"
# Days whole: a run of marks that could be cut anywhere would be tried in all its pieces.
_DAY, _DAY_GONE = rf"(?<!{DATE}){DATE}++", rf"(?<!{PAST}){PAST}++"
_ASK_ON = rf"(?:(?:can we (?:do|say|make it)|how about|what about|try(?: me| again)?|ask(?: me)?(?: again)?|make it|let'?s do|do it|say|until|till|til|on|for|will do it|i'?ll do it|i'?ll reply|will reply|i can do it|call it|come back) ?)*{_DAY}"
_BIT = rf"(?:{_BUSY}|{_LATER}|{_ASK_ON}|{_COURTESY}|{_DAY_GONE})(?![\w'])"
_WHOLE = prefiltered(rf"[^\w{DATE}{PAST}]*(?:{_BIT}[^\w{DATE}{PAST}]*)+")
_HAS_BUSY = prefiltered(rf"(?<![\w'])(?:{_BUSY})(?![\w'])")
_HAS_LATER = prefiltered(rf"(?<![\w'])(?:{_LATER})(?![\w'])")
_LONGEST = 100
_TAKEN = (
    r"(?:(?:so|very|really|too|a bit|pretty|completely|totally|all|just) )*"
    r"(?:busy|manic|mad|hectic|chaos|bedlam|full(?: on| up)?|flat out|back[ -]to[ -]back|rammed|swamped|snowed under|tied up)"
)
#: "7 Dec will be busy", "I'm swamped on Monday": the day on which there is no time, and not the day to ask.
_TAKEN_BEFORE = prefiltered(rf"\b{_TAKEN}(?: (?:all day|again|on|for))*[ ]*$")
_TAKEN_AFTER = prefiltered(
    rf" ?(?:(?:is|are|'s|'ll be|will be|looks?|looking|is looking|is going to be) )?(?:an? )?{_TAKEN}(?![\w'])"
)
#: "In court all day Thursday": that day is taken up; "in court. Thursday" offers it.
_HELD_THEN = prefiltered(
    rf"(?<![\w'])(?:{_BUSY})(?: (?:all (?:day|morning|afternoon|week)|all|on|for|most of|the whole of|{_DAY} ?(?:and|&|,)))*[ ]$"
)
_UNTIL = ("until", "till", "til", "untill", "after", "by", "before", "not before")


class Busy(Struct, frozen=True):
    """Somebody with no time just now, and the one day they name instead, where they name one."""

    day: DateSpan | None


def read_busy(marked: Marked) -> Busy | None:
    """A message that says nothing but that its writer is busy, and that it must wait."""
    mask = marked.mask
    if len(mask) > _LONGEST or not _HAS_BUSY.search(mask) or not _WHOLE.fullmatch(mask):
        return None
    ahead = [span for span in marked.dates if mask[span.start] == DATE]
    ahead = [span for span in ahead if span.words not in ("today", "tonight")]
    free = [span for span in ahead if not is_taken_up(mask, span)]
    if len(free) == 1:
        return Busy(free[0])
    return Busy(None) if ahead or _HAS_LATER.search(mask) else None


def is_taken_up(mask: str, day: DateSpan) -> bool:
    """Whether a day is named as one without time: "7 Dec will be busy", and not "busy until 7 Dec"."""
    if day.words.startswith(_UNTIL):
        return False
    before = mask[max(0, day.start - _LONGEST) : day.start]
    return bool(
        _TAKEN_BEFORE.search(before)
        or _HELD_THEN.search(before)
        or _TAKEN_AFTER.match(mask, day.end)
    )
