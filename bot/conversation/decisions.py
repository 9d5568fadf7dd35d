"""Decisions in words: approve, refuse, hold, release, agree, disagree, assure (R13, R10, R7)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.conversation.colours import read_colours
from bot.conversation.marks import Marked, pattern
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context, Decided, Decision
from bot.domain.status import Limb, Status

_OPENING = r"^\W*(?:(?:hi|please|pls|ok|okay|yes|i|we|i'm|happy to|can you|could you|the board|the elg|elg|board|as chair|(?:by )?chair's action|chair|delegated|hereby|now|all|that's|also|formally|both|have|has|am|to)\W+)*"
_APPROVE = pattern(
    rf"{_OPENING}(?:approve[ds]?|approving|grant(?:ed|s)?(?! (?:me|us|it|this) (?:an?|another|\w+ (?:more|extra|further|additional)|more)\b)|sign(?:ed)? off(?: on)?|endorsed?|accept(?:ed)? the"
    rf"|agreed (?:at|by) (?:the |our )?(?:last |board|elg|group|executive|improvement|leadership|meeting|<date>|\s)+[^.;\n]{{0,60}}?(?=\b(?:clos|move|redate|re-?assign)))\b"
)
_REFUSE = pattern(
    rf"{_OPENING}(?:refuse[ds]?|refusing|reject(?:ed|s)?|decline[ds]?|turn(?:ed)? down|not approved?|don'?t approve|do not approve|won'?t approve|not granted|not agreed)\b"
)
_OBJECT = prefiltered(
    r"\b(?:clos\w+|request|redate|new date|date change|date|re-?assign\w*|hand-?over|extension|closure|completion|it|this|that|change|both|move|moving)\b|\ue002"
)
_HOLD = prefiltered(
    r"^\W*(?:(?:please|can you|could you|ok|i want to|let's|yes|pls)\W+)*hold(?: back)?(?:\W+(?:the|this|that|it|back|on|to))*(?:\W+(?:digest|draft|paper|report|post))?(?: back)?(?: (?:please|pls|for now|until (?:i|we) .{1,60}|for (?:a|the) .{1,30}))*\W*$"
)
_RELEASE = prefiltered(
    r"^\W*(?:(?:please|can you|could you|ok|okay|now|yes|you can|pls|happy to)\W+)*(?:release|un-?hold|send out|post|publish|let go)(?:\W+(?:the|this|that|it|of))*(?:\W+(?:digest|draft|paper|report|hold))?(?: (?:please|pls|now|as is))*\W*$"
)
_HOLD_OFF = prefiltered(r"\bon hold\b|\bhold (?:on|up)\W*$")
_AGREE = prefiltered(
    r"^\W*(?:(?:yes|ok|yep|i|we|health|nhs|icb|council|happy to|all|fully|also|can|both|the)\W+)*(?:agreed?|concur|agree[sd]? with (?:that|this|it|them|\w+(?: \w+)?)|support (?:that|this))(?:[^\w\ue001-\ue005]+(?:with (?:that|this|it|them|the (?:council|health|nhs|icb|colour|status|rating|view))|on|that|to|this|it|\ue002+))*\W*$"
)
#: "Agree but it's impact as well": the colour is agreed with, and the other limb is at risk too.
_AGREE_AND = prefiltered(
    r"^\W*(?:(?:yes|ok|yep|i|we|health|nhs|icb|council|happy to|all|fully|also|can|both|the)\W+)*(?:agreed?|concur)(?: with (?:that|this|it|them|the (?:council|health|nhs|icb|colour|status|rating|view)|\ue002+))?"
    r"[\s,;.–-]+(?:(?:but|and|though|only|except|it'?s|it is|is|that|there'?s|the|risk|to|on|also|think|i|we'?d|say|i'?d)[\s,]+)*(?P<limb>dates?|timing|time|impact|both)(?: (?:is|are))?(?: at risk)?(?P<too> (?:as well|too|also))?(?: (?:at risk|for us|here|on our side|is))*\W*$"
)
_DISAGREE = prefiltered(
    r"^\W*(?:(?:no|sorry|i|we|health|nhs|icb|council|hi|actually|afraid|i'm afraid|really)\W+)*(?:disagrees?|(?:don'?t|do not|doesn'?t|can'?t|cannot|wouldn'?t) (?:really |quite )?agree|not agreed|cannot support)\b"
)
_ASSURE = pattern(
    r"(?:^|[\n;,.\ue002])[ :,-]{0,3}(?:(?:i|we|my|our|as partnership lead|partnership lead|lead \w+[;,:]?)\W+)*(?:assure[ds]?|assurance|(?:partnership|own|my|our|assured) view)(?:\W+(?:as|is|at|view|on|of|for|it|this)\b)*\W{0,24}(?=(?:green|amber|red|grey)\b)"
)
_ASSURES = prefiltered(r"\bassur|\bpartnership\b")
#: The lead's own view of their action is a report.
_AS_LEAD = prefiltered(
    r"\b(?:i'?m|i am|as) (?:still )?the (?:action |named |accountable )?(?:lead|owner)\b|\b(?:put|record|go with|use) mine\b"
)
_MINUTE = prefiltered(
    r"\b(?:minutes?|min|item|para(?:graph)?)\.?\s*(?:ref(?:erence)?|no\.?|number|#)?[\s:.]*#?(?P<minute>\d{1,3}(?:[./]\d{1,3})*[a-z]?|[a-z]{1,4}[/-]?\d[\w/.-]{0,10})\b",
    re.IGNORECASE,
)
_CHAIRS = prefiltered(r"\bchair'?s'? action\b|\bby chair(?:'s)?\b|\boutside (?:of )?the meeting\b")
_REASON = prefiltered(
    r"(?:\breason(?:s)?(?: is| being)?\b|\bbecause\b|\bas\b(?= )|\bsince\b|\bdue to\b|[:;]|\s-\s|\bon the grounds? (?:that|of)\b|,)\s*[:,-]?\s*(?P<reason>\S.*)$",
    re.DOTALL,
)


_ASKS_OTHERS = prefiltered(
    r"^\W*(?:(?:hi|please|pls|ok)\W+)*(?:can|could|would|will) (?:you|someone|we|the)\b"
)
_WHY = prefiltered(r"\s*(?:[:;,-]|because\b|as\b|since\b)")
_SHORT = 120
#: A day this near may be a meeting that lies ahead, "to be ratified on 5 December".
_SOON = timedelta(days=120)
_OF_CLOSING = prefiltered(r"\bclos(?:e|ing|ure|ed)\b|\bcompletion\b|\bsign(?:ed)? off\b|\bblue\b")
_OF_ANOTHER_LEAD = prefiltered(
    r"\bre-?assign\w*|\bhand-?over\b|\bnew (?:lead|owner)\b|\bchange of lead\b"
)
_OF_A_DATE = prefiltered(
    r"\bre-?dat\w+|\bnew date\b|\bdate change\b|\bchange of date\b|\bextension\b|\bextend\w*|\bmov(?:e|ing)\b|\brevised date\b|\bdate\b"
)
_BECAUSE = prefiltered(
    r"^(?:reasons?(?: is| being)?|because|as|since|due to)\b[\s:,-]*", re.IGNORECASE
)
_ALSO = prefiltered(r"\balso\b")
_MEETING_BEFORE = prefiltered(r"\b(?:meeting|board|elg|group|agreed|on|at|of|held|in)\b[^.]*$")
_WITH_ITS_YEAR = prefiltered(r"\b\d{4}\b|'\d\d\b")
_IN_WORDS_OR_SLASHED = prefiltered(r"[a-z]|/")


def read_decision(marked: Marked, context: Context) -> Decision | None:
    """The decision that a message takes; a lead's "agreed with finance" takes none."""
    mask = marked.mask
    ref = _ref(marked)
    found = _ASSURE.search(mask)
    if found is not None and not _AS_LEAD.search(mask):
        if not _ASSURES.search(found[0]) and (ref or context.pending_ref) in context.my_actions:
            # A lead's own view of the lead's own action is the report.
            return None
        status = read_colours(mask[found.end() :]).status
        if status in (Status.GREEN, Status.AMBER, Status.RED, Status.GREY):
            reason = _reason(marked, found.end())
            return Decision(
                decided=Decided.ASSURE, ref=ref or context.pending_ref, status=status, reason=reason
            )
        return None
    short = len(mask) <= _SHORT
    if short and _HOLD.match(mask) and not _HOLD_OFF.search(mask):
        return Decision(decided=Decided.HOLD, ref=ref)
    if short and _RELEASE.match(mask):
        return Decision(decided=Decided.RELEASE)
    for decided, rule in ((Decided.REFUSE, _REFUSE), (Decided.APPROVE, _APPROVE)):
        opened = rule.match(mask)
        if opened is None:
            continue
        if "?" in mask or _ASKS_OTHERS.match(mask) or _several(marked):
            # "Can you approve 1.1.1" asks somebody to; and one decision is about one request.
            return None
        rest = mask[opened.end() :]
        if (
            rest.strip(" .!,")
            and not (decided is Decided.REFUSE and _WHY.match(rest))
            and not _OBJECT.match(rest.lstrip(" ,:-").removeprefix("the ").removeprefix("for "))
            and not ref
        ):
            return None
        return Decision(
            decided=decided,
            ref=ref,
            request=_request(mask),
            reason=_reason(marked, opened.end()) if decided is Decided.REFUSE else None,
            minute=_minute(marked),
            meeting=_meeting(marked, context.today),
            chairs_action=bool(_CHAIRS.search(mask)),
        )
    if _DISAGREE.match(mask) and not read_colours(mask).mentions:
        return Decision(decided=Decided.DISAGREE, ref=ref)
    if short and _AGREE.match(mask):
        return Decision(decided=Decided.AGREE, ref=ref)
    if short and (more := _AGREE_AND.match(mask)):
        return Decision(decided=Decided.AGREE, ref=ref, limbs=_limbs(more))
    return None


def _limbs(more: re.Match[str]) -> frozenset[Limb]:
    """Which limbs the writer holds to be at risk: "as well" adds the other one."""
    if more["too"] or more["limb"] == "both" or _ALSO.search(more[0]):
        return frozenset(Limb)
    return frozenset({Limb.IMPACT if more["limb"] == "impact" else Limb.DATES})


def _several(marked: Marked) -> bool:
    return len({ref.keys for ref in marked.refs if not ref.mention}) > 1


def _ref(marked: Marked) -> str | None:
    named = list(
        dict.fromkeys(key for ref in marked.refs if len(ref.keys) == 1 for key in ref.keys)
    )
    return named[0] if len(named) == 1 else None


def _request(mask: str) -> str | None:
    if _OF_CLOSING.search(mask):
        return "close"
    if _OF_ANOTHER_LEAD.search(mask):
        return "reassign"
    if _OF_A_DATE.search(mask):
        return "redate"
    return None


def _minute(marked: Marked) -> str | None:
    found = _MINUTE.search(marked.text)
    return found["minute"] if found else None


def _meeting(marked: Marked, today: date) -> date | None:
    """The day of the meeting at which it was agreed."""
    for span in marked.dates:
        before = marked.mask[max(0, span.start - 40) : span.start]
        if _MEETING_BEFORE.search(before):
            reading = span.reading
            if reading.end is not None and reading.start == reading.end:
                return _latest(reading.end, span.words, today)
    return None


def _latest(day: date, words: str, today: date) -> date:
    """The meeting at which something was agreed has been: a day without a year is the last one."""
    if day <= today or _WITH_ITS_YEAR.search(words):
        return day
    try:
        before = day.replace(year=day.year - 1)
    except ValueError:
        return day
    return before if _IN_WORDS_OR_SLASHED.search(words) and day - today > _SOON else day


def _reason(marked: Marked, start: int) -> str | None:
    text = marked.text[start:]
    found = _REASON.search(text)
    if not found:
        return None
    words = _BECAUSE.sub(
        "",
        found["reason"],
    )
    return " ".join(words.split()).strip(" .,;:-") or None
