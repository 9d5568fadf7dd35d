"""An absence taken back in words: "cancel my leave", "I'm not going away after all" (R12).

Only the writer's own leave, and only where it is off as a whole: "not away until Friday" moves a day.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.conversation.colours import mentions
from bot.conversation.marks import DATE, REF, mark
from bot.conversation.normalise import normalise
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context
from bot.domain.commands import Command, Part, Say, TakeBackAbsence

OPENS = (
    r"(?:(?:yes|yep|yeah|ok|okay|please|pls|sorry|no|oh|ah|actually|hang on|hold on|wait|hi|hello|thanks|just|so|and|also|but|well|right|er|um|good news|bad news|update|change of plans?|plans (?:have )?changed|"
    r"(?:scrap|scratch|ignore|forget|drop|undo|cancel|disregard|never ?mind)(?: (?:that|it|this|what i said))?)[\s,.;:!–-]+)*"
)
WANTS = r"(?:(?:(?:can|could|would|will) (?:you|i|we)|i(?:'d| would) like (?:you )?to|i (?:need|want|have)(?: you)? to|i'?m|i am|i'?ve|i have|let'?s|please|pls|just|now)[\s,]+)*"
_VERB = (
    r"(?:undo|cancel(?:l?ing|l?ed)?|scrap(?:ping|ped)?|drop(?:ping|ped)?|delete|remove|withdraw(?:ing)?|revoke|retract|forget(?: about)?|ignore|disregard|bin(?:ning)?|wipe|void|"
    r"tak(?:e|ing) (?:off|back|out)|call(?:ing|ed)? off|take)"
)
_LEAVE = (
    r"(?:(?:annual|sick|study|special|paid|unpaid|booked|planned) )?(?:leave|absences?|holidays?|hols|a/?l|time (?:off|away)|days? (?:off|away)|week (?:off|away)|fortnight (?:off|away)|vacation|out[- ]of[- ]office)"
    r"(?: (?:entry|note|record|booking|dates?|message))?(?: (?:that )?(?:i|you)(?:'ve|'d| have| had)? (?:just )?(?:told you(?: about)?|gave(?: you)?|given(?: you)?|booked|noted|saved|recorded|put in|put down|entered|asked for))?"
)
_WHEN = rf"(?:[\s,]+(?:(?:on|from|for|in|of|that'?s)\s+)?{DATE}+(?:\s*(?:to|until|till|-|–)\s*{DATE}+)?)?"
_AFTER = rf"{_WHEN}(?:[\s,]+(?:after all|please|pls|thanks|thank you|now|any ?more|any longer|sorry|then|off|back|again|too|this time|altogether|completely|actually))*{_WHEN}"
_ENDS = r"(?=\s*(?:$|[.,;:!?\n–-]|\b(?:because|as|since|cos|and|so|but)\b))"
_NOT_AWAY = (
    r"(?:(?:away|off|abroad|out of (?:the )?office|on (?:my )?(?:annual |sick |study )?(?:leave|holidays?|hols|vacation|a/?l))"
    r"|(?:taking|having|going on|having to take) (?:my |the |any |that |this )?(?:annual )?(?:leave|holidays?|hols|vacation|a/?l|time off|(?:\w+ )?(?:days?|week|fortnight) off)|going (?:anywhere|abroad|to be (?:away|off)))"
)
_CORES = (
    rf"{WANTS}{_VERB}\s+(?:(?:all|the|my|that|this|our)\s+)+{_LEAVE}{_AFTER}",
    rf"my {_LEAVE}(?:'s| is| are| was| has| have)?(?: been| now| just| got| all)*\s+(?:cancelled|canceled|off|called off|scrapped|not happening|not going ahead|no longer happening|fallen through|fell through){_AFTER}",
    rf"(?:i'?m|i am|i'?ll|i will) (?:now )?(?:not|no longer)(?: now| actually| really)?(?: going| be| going to be)? {_NOT_AWAY}{_AFTER}",
    rf"(?:i (?:won'?t|will not|shan'?t)(?: now| actually)?(?: be| be going)?|i (?:don'?t|do not) (?:need|want) to be) (?:{_NOT_AWAY}|going away){_AFTER}",
    rf"(?:i'?m|i am|i'?ll be|i will be) (?:now )?(?:staying (?:put|here|at work|in)|in|here|around|working|at work|in work|in the office){_WHEN} after all{_AFTER}",
)
_TAKES_BACK = prefiltered(rf"(?:^|[.;,!\n]|\band\b)\W*{OPENS}(?:{'|'.join(_CORES)}){_ENDS}")
#: Why it is off, and courtesies: nothing to record.
_WHY = prefiltered(
    r"\W*(?:(?:because|as|since|cos|so|and|but)\W+)*(?:(?:the|my|our|a|it|that|we|i|plans?|change|trip|flights?|holiday|hotel|wedding|course|sorry|apologies|thanks|thank you|cheers|ta|please|pls)\b[^.;\n]*)?\W*"
)
#: Questions that ask about days away not noted yet.
_ASKS_OF_LEAVE = ("absence_dates", "confirm_absence")
_UP_TO = ("until ", "till ", "til ", "before ", "by ")
_LONGEST = 300


class LeaveOff(Struct, frozen=True, kw_only=True):
    """What takes the leave back, and every other word of the message."""

    command: Command
    rest: str
    answered: frozenset[int] = frozenset()


def leave_off(text: str, context: Context, parts: Sequence[Part]) -> LeaveOff | None:
    """The taking back of the writer's leave in ``text``; ``None`` where there is none.

    ``parts``: those of the open question; one about days away is answered with it.
    """
    marked = mark(normalise(text).text, context)
    if len(marked.mask) > _LONGEST or "?" in marked.mask.rstrip("? "):
        return None
    found = _TAKES_BACK.search(marked.mask)
    if found is None or REF in found[0] or mentions(found[0]):
        return None
    rest = " ".join(
        piece.strip(" ,;:-–")
        for piece in (marked.text[: found.start()], marked.text[found.end() :])
        if piece.strip(" ,;:-–?!.")
    )
    named = mentions(marked.mask) or REF in marked.mask
    if not named and _WHY.fullmatch(marked.text[found.end() :].casefold()):
        rest = marked.text[: found.start()].strip(" ,;:-–?!.")
    asked = frozenset(n for n, part in enumerate(parts) if part.code in _ASKS_OF_LEAVE)
    if asked:
        return LeaveOff(command=Say(code="nothing_saved"), rest=rest, answered=asked)
    days = [one for one in marked.dates if found.start() <= one.start < found.end()]
    if any(one.words.casefold().startswith(_UP_TO) or one.reading.end is None for one in days):
        return None
    first = min((one.reading.start for one in days if one.reading.start), default=None)
    last = max((one.reading.end for one in days if one.reading.end), default=None)
    return LeaveOff(command=TakeBackAbsence(first_day=first, last_day=last), rest=rest)
