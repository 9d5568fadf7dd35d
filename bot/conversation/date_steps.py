"""Days of a next step: "Readvert the post. Me and HR. By 8 Dec" tells who does what by when (R3).

The step stands in a clause of its own, and its day follows alone; it is no day on which the action will be done.
"""

from __future__ import annotations

from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

#: What is done next, and not the action's date that is moved or the action that is finished.
_VERB = any_of(
    """readvert re-advert readvertise re-advertise advertise advert recruit interview appoint shortlist chase ask tell ring call
    meet book arrange schedule convene draft redraft write circulate share send issue sign agree confirm check review audit escalate brief
    train consult survey invite commission procure tender order contact email e-mail raise present take submit publish map
    scope recost cost test pilot start restart launch set gather collect collate pull present discuss negotiate resolve"""
)
_WHO = r"(?:(?:the )?[a-z\ue004]+(?:(?: and |, ?| ?& ?|/)(?:the )?[a-z\ue004]+){0,2} (?:to|will) )"
_LEADS = r"(?:(?:i'?ll|we'?ll|will|to|need to|plan is to|going to|then|and|next|first|me to) )"
_STEP = prefiltered(
    rf"\W*(?:{_WHO}|{_LEADS}{{1,3}})?(?:{_VERB})\b(?! (?:it |this )?(?:date|deadline)\b)"
)
_LABEL = prefiltered(r"\W*(?:next(?: steps?)?|what|action|plan|who|owner)\s*[:=]")
_CUT = prefiltered(r"[.;,\n!?](?=\s)|\s[-–]+\s")
#: What may stand between the last stop and the day.
_LED_BY = "by on for when date due deadline timescale".split()
_BARE = prefiltered(rf"\W*(?:(?:{'|'.join(_LED_BY)})\W*)?")
#: A colour, a reference or another day between them begins anew.
_SAYS_MORE = prefiltered(rf"[\ue002\ue003\ue005]|\b{COLOUR}\b")
_FEW = 4
_NEAR, _REACH = 20, 160


def is_of_a_step(mask: str, at: int) -> bool:
    """Whether the day at ``at`` follows alone upon a step, with nothing but who takes it between them."""
    if _follows_on_a_word(mask[max(0, at - _NEAR) : at]):
        return False
    *before, last = _CUT.split(mask[max(0, at - _REACH) : at])
    if not before or not _BARE.fullmatch(last):
        return False
    for clause in reversed(before):
        if _STEP.match(clause) or _LABEL.match(clause):
            return True
        if len(clause.split()) > _FEW or _SAYS_MORE.search(clause):
            return False
    return False


def _follows_on_a_word(left: str) -> bool:
    """A cheap look: before most days stands a word that leads to no day of a step."""
    words = left.split()
    return bool(words) and "\n" not in left and words[-1].isalpha() and words[-1] not in _LED_BY
