"""Requests to close with the reason beside them: "can you shut 2.6.1? All the outputs are in place".

The request stands in a sentence or part of its own; what else is said must leave nothing open. A mere "can we
close this?" asks whether it may be, and is no request.
"""

from __future__ import annotations

from itertools import pairwise

from bot.conversation.marks import DATE
from bot.conversation.prefilter import prefiltered

_HELLO = (
    r"^\W*(?:(?:hi|hello|morning|yes|please|pls|ok|so|and|also|thanks|now|right|good news)\W+)*"
)
_ASKS = r"(?:(?:please|pls|just|happy|glad|good|fine|ready|ok|okay|can|could|would|you|u|we|i|i'd|i'm|we're|to|like|want|need|feel|free|for|go|ahead|and|let's|lets|will|kindly|now)\W+)*"
_REFS = r"\ue002+(?:(?:,|,? and| &) \ue002+)*"
_WHAT = rf"(?:it|this|that|these|them|both|one|action|item|the|{_REFS})"
_END = r"(?:off|down|out|up|now|please|pls|for me|for us|then|thanks|today|as done|as complete|as completed)"
#: Where the request ends and something else begins.
_STOP = r"(?=\s*(?:$|[.,;!?\n:(-]|\ue001|(?:as|because|since|cos|now that)\b))"
_CLOSE = r"(?:close|shut|archive)"
_CLOSED = r"(?:closed|shut|archived|signed off|ticked off|marked (?:as )?(?:done|complete|completed|closed|finished))"
_REQUEST = prefiltered(
    rf"{_HELLO}(?:{_ASKS})(?:{_CLOSE}(?: {_WHAT})+(?: {_END})*|{_CLOSE}(?: {_END})+|(?:sign|tick)(?: {_WHAT})+ off(?: {_END})*"
    rf"|(?:mark|put|set|show|record|count)(?: {_WHAT})+ (?:as |down as )?(?:done|complete|completed|closed|finished)(?: {_END})*){_STOP}"
    rf"|{_HELLO}(?:(?:can|could|may|should) (?:please )?(?:{_WHAT} )+(?:now |please |just |all )*be (?:now )?{_CLOSED}(?: {_END})*){_STOP}"
)
_PARTS = prefiltered(r"(?<=[.!?\n;,:])\s+|\s-+\s")
#: Nothing is left, said with words that tell of what is.
_NOTHING_LEFT = prefiltered(
    r"\b(?:nothing|none|no (?:more|other|further|outstanding)? ?(?:work|actions?|tasks?|steps?|items?|milestones?|bits?)?)(?:'s| is| are)? ?(?:left|more|else|further|outstanding|remaining|remains|still)?(?: to (?:do|come|deliver|chase))?(?=\W*$|[.,;!\n]| and\b)"
    r"|\bnot(?:hing| a thing)? (?:left|outstanding|more)\b"
)
_SMALL = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)"
#: "Two of the five hubs", and not "five of five": some of them, so that not all is done.
A_SHARE = prefiltered(
    rf"\b(?P<some>{_SMALL}) ?(?:of|out of|in|/) ?(?:the |our |all )?(?!(?P=some)\b){_SMALL}\b"
)
_OPEN = prefiltered(
    r"\b(?:if|once|when|until|till|unless|after|before|nearly|almost|not|no|never|still|will|would|should|could|might|may|can|hop(?:e|es|ing)|except|apart from|bar|although|though|however|but|waiting|awaiting|pending|needs?|"
    r"remain\w*|outstanding|postponed|delayed|slipp\w+|missed|failed|stalled|planned|expected|supposed|due|reopen\w*|part|half|some|most|first|phase|stage|tomorrow|next|later|soon|superseded|replaced|overtaken|duplicat\w+|merged|absorbed|withdrawn|cancell?ed|abandoned|you|your|what|why|who|how|which)\b|n't\b|'ll\b|\?"
)
#: Closed because it will never be done.
_GIVEN_UP = prefiltered(
    r"\b(?:superseded|duplicate[ds]?|merged|overtaken|pointless|abandon\w*|dropped|scrapped|withdrawn|pulled|ran out|run out|gone bust|gave up|given up|unfunded|defunct|redundant|irrelevant|impossible|shelved|old|wrong|mistake|error)\b"
)
#: What has been reached, and a day behind it that lies in the past.
_REACHED = prefiltered(
    r"\b(?:all|every|everything|each|both|done|complete|completed|finished|delivered|met|in place|live|published|signed|launched|agreed|graduated|trained|recruited|embedded|embedding|achieved|closed|evidence|link|attached|report|is in|are in|been|went|\w{3,}ed)\b|\ue001"
)
_HAPPENED = prefiltered(
    r"\b(?:\w{3,}ed|went|held|ran|took|came|got|met|built|sent)(?: [\w'-]+){0,3} (?:[\ue003\ue005]+)"
)
_LONGEST = 240
_SIGNS = " ?.!,;:-\n()"
_OF_YOU = prefiltered(r"\b(?:you|u|please|pls)\b")
_ASKED_AT_ALL = prefiltered(r"\b(?:clos|shut|archiv|sign|tick|mark|put|set|show|record|count)")


def asks_to_close(mask: str) -> bool:
    """Whether the words ask to close the action and name, beside that, nothing that is left to do."""
    if len(mask) > _LONGEST or not _ASKED_AT_ALL.search(mask):
        return False
    stops = [stop.end() for stop in _PARTS.finditer(mask)]
    for start, end in pairwise([0, *stops, len(mask)]):
        asked = _REQUEST.match(mask[start:end])
        if asked is not None:
            said = asked[0]
            return _is_enough(said, f"{mask[:start]} {mask[start + len(said) :]}")
    return False


def _is_enough(said: str, rest: str) -> bool:
    lead = _NOTHING_LEFT.sub(" ", rest.strip(_SIGNS))
    if (
        _OPEN.search(lead)
        or _GIVEN_UP.search(lead)
        or A_SHARE.search(lead)
        or DATE in _HAPPENED.sub(" ", lead)
    ):
        return False
    if not rest.strip(_SIGNS):
        # Alone "can you close this?" asks for it, and "can we close this?" whether it may be.
        return bool(_OF_YOU.search(said))
    return bool(_REACHED.search(rest) or lead != rest.strip(_SIGNS))
