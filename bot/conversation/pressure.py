"""Pressure: somebody would like to read a colour, or would rather not (R4).

"The chair wants it green", "nobody wants a red", "looks better as green" say what would please, not how
the action stands. The bot asks for the lead's own view.
"""

from __future__ import annotations

import re

from bot.conversation.marks import any_of

_WHO = any_of(
    """director boss manager chief ceo dcs chair member members cabinet councillor councillors leader leadership minister
    ministers comms everyone everybody they he she people seniors exec execs slt smt board dfe ofsted icb inspectors
    politicians service pmo programme office"""
)
_A_COLOUR = r"(?:an? |any |another |no |more |fewer |less |only |all |everything |it |this |us |me |to be |as |at |down |to |say |see |put |show )*(?:greens?|ambers?|reds?|blues?)\b"
_WANTS = re.compile(
    rf"\b(?:{_WHO})\b[^.\n]{{0,30}}\b(?:doesn'?t want|don'?t want|didn'?t want|does not want|do not want|insist\w*|prefers?|preferred|"
    rf"(?:wants?|wanted|expects?|needs?|would like|would rather|would prefer|asked (?:me |us )?(?:for|to)|told me to|said to|says to) {_A_COLOUR}|"
    r"(?:wants?|wanted) (?:it|this|us|me|no more|fewer|good news)\b(?! (?:by|in|for|done|finished|closed|sorted|sooner|before|at|on|back|delivered|live|ready|to (?!say|put|show|report|go|be|keep|mark|call)|\ue003))|says? (?:it (?:has|must|needs)|i (?:have|must|should)|no more|no reds)|"
    r"won'?t (?:like|accept|wear|have|stand for)|will (?:go mad|go spare|kick off|hit the roof|not be happy|be (?:cross|furious|upset)))"
)
_ORDERED = re.compile(
    r"(?:^|[.,;\n]\s*)(?:told|asked|instructed|leant on|pushed) to (?:say|put|report|mark|call|show|keep)\b|\b(?:i'?ve been|been|being|i'?m|i am|i was|was|we'?re|we are|we'?ve been) (?:being )?"
    r"(?:told|asked|instructed|leant on|leaned on|encouraged|pushed|pressed|advised|under orders) to (?:say|put|report|mark|call|show|keep|go|make|leave)\b"
    r"|\bunder (?:pressure|orders|instructions?) to\b"
)
_NOBODY = re.compile(
    r"\b(?:nobody|no one|no-one|none of (?:us|them)) (?:wants?|likes?|will thank|would thank|dares)\b|\bno more (?:reds|ambers)\b"
    r"|\bno (?:reds|ambers) (?:allowed|please|this|before|until|at|in)\b"
    r"|\b(?:not|n't|never) (?:be )?(?:allowed|supposed|meant|permitted) (?:to (?:have|put|say|report|be|show) )?(?:an? |any |another |more )?(?:reds?|ambers?)\b"
    r"|\b(?:can'?t|cannot|don'?t want to) (?:have|put|be seen (?:as|to be|with)|see|show) (?:an? |any |another |more )?(?:reds?|ambers?)\b"
)
_FOR_SHOW = re.compile(
    r"\blooks? (?:\w+ )?(?:better|nicer|good|bad|worse|awful|terrible|cleaner|neater) (?:as|if|in|on|for|to|at|with|when|than)\b"
    r"|\bwould (?:look|read) (?:better|bad|awful|terrible|odd|good)\b"
    r"|\bkeeps? (?:\w+ ){1,3}(?:happy|quiet|sweet|off (?:my|our) backs?)\b|\bto keep the peace\b"
    r"|\bfor (?:appearances|appearances' sake|political reasons|the optics|show|an easy life|a quiet life)\b"
    r"|\b(?:safer|easier|simpler|less (?:hassle|grief)|fewer questions) (?:to (?:say|put|call|keep)|as|if|that way)\b"
    r"|\b(?:avoid|save|saves|spare|dodge|without) (?:\w+ ){0,3}(?:questions|escalation|grief|hassle|row|awkward\w*|deep dive|third degree)\b"
    r"|\b(?:politically|diplomatically)\b|\bthe (?:party|official|agreed) line\b"
    r"|\b(?:so (?:that )?|in case )(?:nobody|no one|they|he|she|the \w+) (?:moans?|panics?|complains?|(?:don'?t|doesn'?t|won'?t|stops?) \w+|leaves?|gets? off)\b"
    r"|\bjust (?:put|say|call it|mark) (?:it |me |us )?(?:down )?(?:as )?\w+ (?:to|so|for) "
    r"|\b(?:don'?t|not to|rather not|without) (?:want(?:ing)? to )?(?:upset|alarm|worry|frighten|spook|scare|annoy|upsetting|alarming|worrying) (?:the|any|anyone|anybody|them|him|her|members|people|parents)\b"
)


def under_pressure(mask: str) -> bool:
    """Whether a clause tells what somebody would like to read."""
    return any(rule.search(mask) for rule in (_WANTS, _ORDERED, _NOBODY, _FOR_SHOW))
