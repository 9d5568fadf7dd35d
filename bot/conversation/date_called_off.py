"""Days of what was called off: "nobody turned up to the workshop, it's now on 23 May" is of the workshop.

"It" is the thing that did not take place, and no word says that the action moves; "so it's now 23 May" may be
either, and is asked about.
"""

from __future__ import annotations

from bot.conversation.lexicon import COLOUR
from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

_EVENT = (
    r"(?:"
    + any_of(
        """workshops? trainings? sessions? meetings? panels? interviews? visits? inspections? events? conferences? webinars? launch
        hearings? boards? cabinet committees? forums? courses? briefings? inductions? appointments? assembly fairs? roadshows? calls?
        catch-ups? tests? trips? tours? demos? kick-?off drop-ins? moderation reviews? walk-?rounds? lessons? classes? modules?
        shortlisting mediation"""
    )
    + r"|(?:open|away|training|inset|taster|stakeholder) days?|focus groups?)"
)
_OFF = (
    r"(?:cancell?ed|called off|postponed|put off|(?:rained|snowed|flooded) off|abandoned|evacuated|scrapped|stood down|fell through|fallen through|pulled|bumped|clash(?:es|ed|ing)?|disrupted|"
    r"cut short|stopped (?:early|halfway)|re-?scheduled|re-?arranged|lost to|(?:not|in)quorate|(?:did not|didn't|could not|couldn't|can't|won't|not) (?:happen|go ahead|take place|run|be held)|"
    r"had to be (?:moved|stopped|cancelled)|(?:is|was|were|'s) off|nobody|no-?one|no one|hardly any(?:one|body)|(?:turned up|showed up|came|attended)|poor turn-?out)"
)
_CALLED_OFF = prefiltered(
    rf"\b{_EVENT}\b[^.;\n]{{0,60}}?{_OFF}\b|{_OFF}\b[^.;\n]{{0,60}}?\b{_EVENT}\b"
)
_OF_IT = prefiltered(
    r"\W*(?:(?:it|its|it's|that's|that|which|they|they're|and|but|so|therefore|hence|then|now|new|date|is|are|was|has|have|had|been|be|will|it'll|got|moved|moving|moves|"
    r"re-?scheduled|re-?arranged|re-?booked|re-?run|put|pushed|back|on|for|to|at|until|till|instead|happening|taking|place|going|ahead|hopefully|likely|probably|next|one|the|second)(?!\w)\W*)*"
)
_SO = prefiltered(r"\b(?:so|therefore|hence|meaning|means)\b")
_STOPS = prefiltered(r"[.,;:\n(!?]| - |\b(?:so|but|and|which)\b")
_COLOUR = prefiltered(rf"\b{COLOUR}\b")
_REACH = 200


def of_called_off(mask: str, at: int, *, on: bool) -> bool | None:
    """Whether the day at ``at`` is of what was called off just before; ``None`` where it may be the action's.

    ``on``: the day is said with "on", as of things that take place.
    """
    near = mask[max(0, at - _REACH) : at]
    told = [found.end() for found in _CALLED_OFF.finditer(near)]
    if not told:
        return False
    between = near[told[-1] :]
    cut = max((stop.start() for stop in _STOPS.finditer(between)), default=-1)
    if cut < 0 or not _OF_IT.fullmatch(between, cut) or _COLOUR.search(between):
        return False
    return True if on or not _SO.search(between) else None
