"""Questions whether somebody else should have the action: asked back, and never recorded as they stand (R13)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.prefilter import prefiltered

_NAME = r"(?P<name>[A-Za-z][\w'’-]*?(?: (?-i:[A-Z])[\w'’-]*?){0,2})"
_IT = r"(?:this one|that one|this action|the action|it|this|that|these|them|both|\d[\d.]*\d|action \d[\d.]*\d)"
_ASKS = r"^\W*(?:(?:hi|hello|so|and|but|sorry|ok|also|quick question|question|just wondering|wondering|actually)\W+)*(?:(?:do you think|i wonder if|wondering if|not sure if|i wonder whether|do we think) )?"
_MODAL = r"(?:should(?:n'?t)?|could(?:n'?t)?|can|would(?:n'?t)?|might|shall|ought)"
_HOLDS = r"(?:take|have|own|lead|lead on|run|do|hold|pick up|look after|be (?:leading|owning|doing|the lead(?: for| on)?|the owner(?: of)?|down for|responsible for))"
_RULES = tuple(
    prefiltered(_ASKS + rule, re.IGNORECASE)
    for rule in (
        rf"{_MODAL} {_IT}(?: (?:not|really|actually|now|better|best|rather))* (?:sit|be|go|belong|move|rest|live|come)(?: (?:better|best|more naturally|really|now|over))* (?:with|to|under) {_NAME}(?=\W|$)",
        rf"{_IT} should(?: (?:not|really|actually|now|better|rather))* (?:sit|be|go|belong|move|rest|live|come)(?: over)? (?:with|to|under) {_NAME}\s*\?",
        rf"{_MODAL} (?:we (?:ask|get) )?{_NAME} (?:not |now |really |to )?{_HOLDS} (?:{_IT})(?: (?:on|over|up|now|instead|of (?:me|us|my team)|rather than (?:me|us)|and not (?:me|us)|please|off (?:my|our) (?:hands|plate|desk|list)|off (?:me|us)))*\s*\?",
        rf"{_MODAL} (?:we|i) (?:please |now |just |maybe )?(?:give|hand|pass|move|transfer|re-?assign|switch|send|allocate) {_IT}(?: over| on| across)* to {_NAME}(?: instead| please| now)*\s*\?",
        rf"(?:is|isn'?t) {_NAME} (?:not )?(?:meant|supposed|going) to {_HOLDS} {_IT}\b",
        rf"{_MODAL} {_IT} (?:not )?be {_NAME}(?:'s|’s)\s*\?",
        rf"isn'?t {_IT} (?:really |now |one for |more |better )*(?:with|under|for) {_NAME}(?: now| instead)?\s*\?",
        rf"isn'?t {_IT} (?:really |actually |now )*{_NAME}(?:'s|’s)(?: (?:now|instead|really|these days|rather than (?:me|mine|ours)|and not (?:me|mine)))*\s*\?",
    )
)
_LONGEST = 240


def asks_to_hand_over(text: str, people: Iterable[str]) -> bool:
    """ "Should 1.1.1 sit with Ken?", of a person that is known or written with a capital."""
    if "?" not in text or len(text) > _LONGEST:
        return False
    known = {part.casefold() for name in people for part in name.split()[:1]} | FIRST_NAMES
    for rule in _RULES:
        found = rule.search(text)
        if found is None:
            continue
        first = found["name"].split()[0]
        if first.casefold() not in NOT_NAMES and (first[:1].isupper() or first.casefold() in known):
            return True
    return False
