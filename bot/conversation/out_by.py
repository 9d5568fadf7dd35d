"""A thing that is out on a day, and no person: "re-run the tender, me and procurement, out by 15 March"."""

from __future__ import annotations

from bot.conversation.marks import Marked, any_of
from bot.conversation.prefilter import prefiltered

_OUT = prefiltered(r"(?:out|off|aff|away)[\s,:(-]*(?=[\ue003\ue005])")
#: What is sent, published or advertised.
_THINGS = prefiltered(
    r"\b(?:"
    + any_of(
        """advert adverts ad ads advertisement tender tenders competition procurement spec specs specification itt invitation invitations invites
        letter letters survey surveys questionnaire report reports paper papers draft drafts doc docs document documents pack packs
        guidance guide leaflet leaflets newsletter comms communication communications consultation policy protocol strategy plan plans
        contract contracts offer offers job jobs post posts toolkit form forms e-mail email emails mailshot bulletin briefing notice
        drafted written finalised printed readvert re-advert readvertise re-advertise readvertised re-advertised advertise advertised retender re-tender re-run rerun"""
    )
    + r")\b"
)
_MYSELF = prefiltered(r"\b(?:i'?m|i am|i'?ll|i will|i'?ve|i shall|am|myself)\b")
#: "The advert's going out on Friday": people are going away.
_GOING = prefiltered(r"\bgoing $")
_SENTENCE = ".;!?\n"


def is_of_a_thing(marked: Marked, start: int) -> bool:
    """Whether "out" at this letter, with a day right behind it, tells when something is out.

    Nobody is away "by" a day; else what is out is named before it in the sentence, and the writer is not.
    """
    out = _OUT.match(marked.mask, start)
    if out is None:
        return False
    day = next((one for one in marked.dates if one.start == out.end()), None)
    if day is not None and day.words.startswith("by "):
        return True
    if not out[0].startswith("out"):
        return False
    if _GOING.search(marked.mask, 0, start):
        return True
    begins = max(marked.mask.rfind(sign, 0, start) for sign in _SENTENCE) + 1
    things = [*_THINGS.finditer(marked.mask, begins, start)]
    return bool(things) and not _MYSELF.search(marked.mask, things[-1].end(), start)
