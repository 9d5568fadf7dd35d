"""Asking for another agreed date: a request to those who decide, and no forecast (R4, R13).

"Can we move the agreed date to 31 March" asks for it; "it will be 31 March" tells what is expected. The
agreed date moves only when a request is granted, so only words that name that date begin one.
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.conversation.anchors import anchors
from bot.conversation.colours import mentions
from bot.conversation.decisions import read_decision
from bot.conversation.marks import Marked, pattern, within, without
from bot.conversation.messages import subjects
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context, Intent, Interpretation, Question, Reading

_OF_WHAT = (
    r"(?: (?:of|for|on|in) (?:<ref>|this(?: one| action)?|it|mine|the (?:plan|action|tracker)))*"
)
_DATE = (
    r"(?:(?:the|our|its|my|this|that|an?|current|existing) )*(?:(?:agreed|approved|official|formal|published) (?:(?:due|completion|end|target|finish) )?(?:date|deadline)|deadline|(?:due|completion|end|finish|target) date)"
    + _OF_WHAT
)
_MOVE = r"(?:move|change|push|shift|extend|amend|revise|alter|adjust|update|reset|put|set|bring|delay|postpone)"
_MOVED = r"(?:moved|changed|pushed|shifted|extended|amended|revised|altered|adjusted|updated|reset|put|set|postponed)"
_ALONG = r"(?: (?:back|out|on|again|over|along|please|pls))*"
_TO = r"(?: (?:to|until|till|as|for|of))*[ ,:–-]{0,3}(?P<wanted><date>)"
_ASK = r"(?:ask(?:ing)?(?: (?:you|the \w+(?: \w+)?|them|elg|again))* for|request(?:ing)?|need|want|like|propose|apply(?:ing)? for|seek(?:ing)?)"
_RULES = tuple(
    pattern(rule)
    for rule in (
        rf"\b{_MOVE}{_ALONG} {_DATE}{_ALONG}{_TO}",
        rf"\b(?:need|needs|want|like|have|get|see)(?: to (?:have|get|see))? {_DATE} (?:to be )?{_MOVED}{_ALONG}{_TO}",
        rf"\b{_DATE} (?:needs?|has|have|ought|should|must|can|could)(?: to)?(?: be)? (?:{_MOVED}|{_MOVE}|go){_ALONG}{_TO}",
        rf"\b{_ASK}(?: (?:an?|the|that|we))*(?: (?:new|later|revised|different))? (?:agreed|approved|official) (?:completion |due |end )?date{_OF_WHAT}{_TO}",
        rf"\b{_ASK}(?: (?:an?|the))* extension{_OF_WHAT}{_TO}",
    )
)
#: "Ask (the Board) again for 30 November": the day that is wanted, or the day to be asked on.
_AGAIN = pattern(r"\bask(?: (?:the )?(?!us\b|you\b)\w+(?: \w+)?)? again for (?P<wanted><date>)")
_HINT = prefiltered(r"\bdate\b|\bdeadline\b|\bextension\b|\bagain for\b")
#: What is denied, wished otherwise, or only wondered about begins nothing.
_NOT_ASKED = prefiltered(
    r"\b(?:not|never|no need|without|unless|if|how|why|would have|wouldn'?t|don'?t|can'?t|cannot|couldn'?t|won'?t|shouldn'?t|forecast)\b[^.;,\n]*$"
)
_OF_OTHERS = prefiltered(
    r"\b(?:they|he|she|who|everyone|everybody|someone|somebody|people|director|chair|board|elg|icb|dfe|ofsted|provider)(?:'d|'ve|'re|'s)?\b[^.;,\n]*$|\bshould (?:we|i|it)\b[^.;,\n]*$|\b(?:maybe|perhaps|might|thinking of|planning to)\b[^.;,\n]*$"
)
_NEAR = 80
_LEADS_UP = prefiltered(
    r"(?:\b(?:please|pls|can|could|may|shall|would|we|i|you|also|and|to|like|need|want|just|so|hi|ask|elg|the|board|office|them|will|kindly|propose|that|it)\b[\s,]*)+$"
)


def with_date_request(marked: Marked, context: Context) -> tuple[Marked, Reading | None]:
    """The message less its request for another agreed date, and the request; as it is where there is none."""
    if not _HINT.search(marked.mask):
        return marked, None
    sure = True
    found = next((one for rule in _RULES if (one := rule.search(marked.mask))), None)
    if found is None:
        found, sure = _AGAIN.search(marked.mask), False
    if found is None or read_decision(marked, context) is not None:
        return marked, None
    before = marked.mask[max(0, found.start() - _NEAR) : found.start()]
    if _NOT_ASKED.search(before):
        return marked, None
    span = next((one for one in marked.dates if one.start == found.start("wanted")), None)
    due = span.reading.as_due(span.words) if span is not None else None
    if due is None:
        return marked, None
    subject = _subject(marked, found.start(), found.end(), context)
    if subject is None:
        return marked, None
    sure = sure and subject.ref is not None and not _OF_OTHERS.search(before)
    lead = _LEADS_UP.search(marked.mask, max(0, found.start() - _NEAR), found.start())
    told = _less(marked, lead.start() if lead is not None else found.start(), found.end())
    if subject.ref is None and mentions(told.mask):
        return marked, None
    return told, replace(subject, redate=due, needs_clarification=not sure)


def requested(said: Interpretation, request: Reading, told: Marked) -> Interpretation:
    """What the rest of a message says, and the request with it; the day is a forecast only where one is told."""
    due = request.redate
    mine = [one for one in said.readings if one.ref == request.ref and not one.needs_clarification]
    reports = bool(mentions(told.mask)) or any(one.forecast or one.done for one in mine)
    because = ("redate:asked",)
    if not reports or not mine:
        question = said.question if reports else None
        alone = replace(request, forecast=due, position=said.narrative)
        if request.needs_clarification:
            question = Question.WHICH_ACTION if request.ref is None else Question.REDATE
            alone = request
        others = tuple(one for one in said.readings if reports and one.ref != request.ref)
        return Interpretation(
            intent=said.intent if others else Intent.DATE_CHANGE,
            readings=(*others, alone),
            question=question,
            because=because,
        )
    asked = tuple(
        replace(one, redate=due) if one in mine and not request.needs_clarification else one
        for one in said.readings
    )
    return replace(said, readings=asked, because=(*said.because, *because))


def _subject(marked: Marked, start: int, end: int, context: Context) -> Reading | None:
    """The one action that the request is about: of its own sentence, else of the message."""
    first = max(marked.mask.rfind(sign, 0, start) for sign in ".;!?\n") + 1
    near = subjects(within(marked, first, end), context)
    found = near if anchors(within(marked, first, end), context) else subjects(marked, context)
    return found[0] if len(found) == 1 else None


def _less(marked: Marked, start: int, end: int) -> Marked:
    """The words without the request; the reference that stands in it stays."""
    at = start
    for ref in marked.refs:
        if start <= ref.start < end:
            marked = without(marked, at, ref.start)
            at = ref.end
    return without(marked, at, end)
