"""A date of which something is said: "22 April is the honest answer", "early March should see it finished".

What is said makes it the day of completion for certain, or leaves open whether it is; then it is asked about.
"""

from __future__ import annotations

import re

from bot.conversation.marks import any_of

_IS = r"(?:'s|'ll be|,? (?:it is|it'?ll (?:have to )?be)| (?:is|are|would be|will be|should be|ought to be|has to be|must be|feels|feels like|sounds|sounds like|seems|seems like|looks|looks like|looks to be|remains|it is|be))"
_HOW = any_of(
    """now the my our a an more most much very quite pretty far probably likely about only perfectly really still truly
    just all as what honest honestly realistically currently new best safe absolutely also of real proper actual firm current
    revised good i we think be so entirely eminently rather"""
)
_RIGHT = any_of(
    """answer date deadline target aim forecast guess estimate bet plan goal reality truth expectation prediction eta timescale
    realistic doable achievable feasible manageable likely honest sensible safe safer reasonable credible plausible workable
    deliverable fair accurate right possible fine ok okay good better best it one finish end completion"""
)
_OF_IT = r"(?: (?:for (?:it|this|that|us|me|completion|finishing|the end|\ue002+)|of completion|on (?:it|this|\ue002+)|(?:i|we) (?:can|could|have|'ve got|would) (?:give|offer|say|commit to|promise|do|manage)(?: (?:you|it|to|this))*|like it|to (?:aim|go) for|to work to|to be|i'?d (?:say|put|give)|then))*"
_ENDS = r"(?=\W*$|\s*[.,;:!)\n-]|\s(?:now|given|please|pls|as|because|cos|since|and|but|though|so|tbh|thanks|i think|i'd say|in my view|all being well)\b)"
_ANSWERS = re.compile(rf"{_IS}(?: (?:{_HOW}))* (?:{_RIGHT}|like it)\b{_OF_IT}{_ENDS}")
_AS_THE_DATE = re.compile(
    rf"(?: (?:down|in))? as(?: (?:{_HOW}))* (?:(?:completion|finish|end|delivery|due|target|forecast) )?(?:date|deadline|target|forecast|estimate|aim|finish|completion|eta)\b{_OF_IT}{_ENDS}"
)
_OVER = r"(?:done|finished|finish|complete|completed|completion|deliver|delivered|over the line|across the line|through|home|there|closed|close|sorted|landed|land|wrapped up|wrap (?:it|this) up|in place|ready|signed off|live|fully live|up and running|put to bed|all done|out of the way|the end of it)"
_THE_WORK = r"(?:it|this|that|us|me|them|both|\ue002+|the (?:action|work|whole thing|job|thing|lot|project))"
_SEES_IT_DONE = re.compile(
    rf"(?:'ll| (?:should|will|would|ought to|is going to))? (?:see|sees|get|gets|bring|brings|have|has) {_THE_WORK}(?: (?:all|fully|finally|well|and truly|completely|safely))* {_OVER}\b"
)
_IS_WHEN = re.compile(
    rf"{_IS}(?: (?:about|roughly|now|probably|realistically|the|day|date|point|week|month|moment|earliest))* ?(?:when|by which|that|where)?\b (?:(?!\b(?:not|start\w*|begin\w*|board|meeting|panel|interview\w*)\b)[^.;\n?]){{0,60}}\b{_OVER}\b"
)
_SPECIFIC = re.compile(r"[^.;\n?]*\bwhen\b")
_NOT = re.compile(
    r"(?:'s| is| are| would| will| looks| feels| sounds| seems)(?:n't| not| no longer| never| too)\b"
)
#: A day of something else, whatever is said of it.
_ELSE = re.compile(
    r"\b(?:"
    + any_of(
        """interview interviews board boards meeting meetings panel cabinet scrutiny committee forum workshop training launch
        starts start started starting begins begin advert adverts audit inspection visit session birthday party lunch coffee
        drinks event conference inset strike election webinar hearing tribunal review reviews cohort intake closing shortlisting
        ofsted cqc opens open goes go-live pilot consultation funding payday holiday holidays christmas half-term term leave
        off away back in-person appointment call catch-up trip wedding original originally old previous was were annual"""
    )
    + r")\b|\bi(?:'ll| will|'m| am)?(?: only)? (?:be )?(?:in|out|around|here|there|free|available|at|about)\b|\b(?:see|meet|meeting|join|ring|call) (?:you|u|everyone|them|him|her|me)\b|\bare you\b|\bdo you\b|\byou\b"
)
_MEANT = re.compile(
    r"\b(?:(?:it|this|that|this one|that one|everything|action|mine|ours|all of it|both|things)(?:'ll| will| should| would| can| could| might| may| is going to| is likely to| is expected to| needs| has to| looks| probably| to)\b"
    r"|it'll|itll|date|deadline|forecast|timescale|completion|finish\w*|done|completed?|deliver|delivered|delivery|aim\w*|target\w*|eta|\ue002+)(?![\w'])"
)
_AHEAD = re.compile(
    r"\b(?:will|going to|gonna|should|would|could|can|aim\w*|expect\w*|hop(?:e|ing)|plan\w*|look\w*|target\w*|needs?|likely|probably|realistic\w*|earliest|latest|by|working (?:to|towards?))\b|'ll\b|\b(?:date|deadline|forecast|timescale|eta|completion)\b"
)
_SUBJECT = re.compile(
    r"^[^\w\ue001-\ue005]*(?:(?:i think|i reckon|am told|i'm told|so|and|but|then|well|no|ok|hi|honestly|realistically|sorry|is|would|will|does|could|maybe|perhaps|probably)[^\w\ue001-\ue005]+)*\ue003"
)


def tells_completion(right: str) -> bool:
    """Whether the words after a date say for certain that then it will be done."""
    right = right.replace("’", "'")
    if _NOT.match(right):
        return False
    when = _IS_WHEN.match(right)
    return bool(
        _ANSWERS.match(right)
        or _AS_THE_DATE.match(right)
        or _SEES_IT_DONE.match(right)
        or (when and _SPECIFIC.match(when[0]))
    )


def may_be_meant(sentence: str) -> bool:
    """Whether a sentence may be about when the action will be done, though its words are not understood.

    The net under the rules for forecasts: the date is asked about, and never taken.
    """
    if _ELSE.search(sentence):
        return False
    if _SUBJECT.match(sentence):
        return True
    return bool(_MEANT.search(sentence) and _AHEAD.search(sentence))
