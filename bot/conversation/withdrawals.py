"""A request taken back in words: the claim that an action is complete, or the asking for a new date (R2, R13)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.colours import mentions
from bot.conversation.marks import mark
from bot.conversation.normalise import normalise
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context
from bot.conversation.table import Table, Turn
from bot.domain.commands import Ask, Part, Say, WithdrawRequest
from bot.domain.programme import RequestKind

_LEAD = (
    r"(?:(?:yes|yep|yeah|ok|okay|please|pls|sorry|no|oh|actually|hang on|wait|hi|i|we|i'd|i'll|i'm|like to|want to|"
    r"wish to|need to|have to|just|then|so|and|let's|will|would|can (?:you|i|we)|could (?:you|i|we)|now)[\s,.;:!-]+)*"
)
_VERB = (
    r"(?:withdraw(?:ing)?|cancel(?:ling)?|retract(?:ing)?|rescind(?:ing)?|pull(?:ing)?|drop(?:ping)?|scrap(?:ping)?|"
    r"remove|undo|revoke|tak(?:e|ing) back)"
)
_CLAIM = r"(?:(?:completion |closure |closing )?claim(?: (?:of|for) completion)?|(?:closure|closing|completion|close) request|request (?:to close|for closure|for closing)(?: it)?)"
_DATE = r"(?:(?:new |revised )?date(?: change)? request|request for (?:a |the )?(?:new|later|revised) date|re-?date request|extension request|request for (?:an |the )?extension)"
_ON = r"(?:\s+(?:on|for|of|about|from|to close)\s+\ue002+|\s+back)*"
_ENDS = r"(?=\s*(?:$|[.,;:!\n-]|\b(?:because|as|since|cos|for now|please|pls|thanks|then|altogether)\b))"
_WITHDRAWS = prefiltered(
    rf"^\W*{_LEAD}(?:\ue002+[\s,:-]+)?{_LEAD}{_VERB}\s+(?:(?:the|my|our|that|this|a)\s+)*"
    rf"(?:(?P<claim>{_CLAIM})|(?P<date>{_DATE})|(?P<any>request)){_ON}{_ENDS}"
)
#: "Yes withdraw it", to the question whether; a bare "undo" or "cancel" may mean the report.
_WITHDRAW_IT = prefiltered(
    rf"^\W*{_LEAD}(?:withdraw|retract|rescind|revoke)(?:\s+(?:it|that|this|the claim|my claim))*(?:[\s,.]+(?:please|pls|then|thanks|now))*\W*$"
)
_LET_STAND = prefiltered(
    rf"^\W*{_LEAD}(?:let|leave|keep)(?:\s+(?:it|that|the claim|my claim|as it is|alone|in|open|there))*(?:\s+(?:stand|standing|be))?(?:[\s,.]+(?:please|pls|then|thanks|for now))*\W*$"
)


def withdrawal(text: str, context: Context, table: Table, parts: Sequence[Part]) -> Turn | None:
    """The turn of a message that takes a request back; ``None`` where it is about something else.

    What it says besides must be no report: "withdraw it, it is amber" is read as one.
    """
    marked = mark(normalise(text).text, context)
    asked = next((n for n, part in enumerate(parts) if part.code == "withdraw_claim"), None)
    if asked is not None:
        part = parts[asked]
        if _WITHDRAW_IT.match(marked.mask) and part.key:
            number = part.values.get("request", "")
            command = WithdrawRequest(
                key=part.key, request_id=int(number) if number.isdecimal() else None
            )
            return Turn(commands=(command,), answered=frozenset({asked}))
        if _LET_STAND.match(marked.mask):
            stays = Say(code="claim_stays", key=part.key)
            return Turn(commands=(stays,), answered=frozenset({asked}))
    found = _WITHDRAWS.match(marked.mask)
    if found is None or mentions(marked.mask):
        return None
    kind = RequestKind.CLOSE if found["claim"] else RequestKind.REDATE if found["date"] else None
    named = [key for ref in marked.refs for key in ref.keys if key in table.cards]
    pool = dict.fromkeys(named or (*table.items, *table.mine))
    waiting = [key for key in pool if _waits(table, key, kind)]
    if not named and len(waiting) > 1:
        here = [key for key in table.items if key in waiting]
        waiting = here if len(here) == 1 else waiting
    if not waiting:
        return Turn(commands=(Say(code="no_request"),))
    if len(waiting) > 1:
        choices = table.candidates(waiting)
        return Turn(
            commands=(Ask(parts=(Part(code="which_action", choices=choices, pending=text),)),)
        )
    command = WithdrawRequest(key=waiting[0], kind=kind)
    settled = frozenset(
        n
        for n, part in enumerate(parts)
        if part.code == "withdraw_claim" and part.key == command.key
    )
    return Turn(commands=(command,), answered=settled)


def _waits(table: Table, key: str, kind: RequestKind | None) -> bool:
    card = table.cards[key]
    return (card.claimed and kind is not RequestKind.REDATE) or (
        card.redating and kind is not RequestKind.CLOSE
    )
