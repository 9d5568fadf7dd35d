"""A date that no rule understood, where it may be the day on which the action will be done: then it is asked."""

from __future__ import annotations

from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

#: A day of something else, whatever is said of it.
_ELSE = prefiltered(
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
_MEANT = prefiltered(
    r"\b(?:(?:it|this|that|this one|that one|everything|action|mine|ours|all of it|both|things)(?:'ll| will| should| would| can| could| might| may| is going to| is likely to| is expected to| needs| has to| looks| probably| to)\b"
    r"|it'll|itll|date|deadline|forecast|timescale|completion|finish\w*|done|completed?|deliver|delivered|delivery|aim\w*|target\w*|eta|\ue002+)(?![\w'])"
)
_AHEAD = prefiltered(
    r"\b(?:will|going to|gonna|should|would|could|can|aim\w*|expect\w*|hop(?:e|ing)|plan\w*|look\w*|target\w*|needs?|likely|probably|realistic\w*|earliest|latest|by|working (?:to|towards?))\b|'ll\b|\b(?:date|deadline|forecast|timescale|eta|completion)\b"
)
#: "Pathway mobilisation now mid-Feb": the action it may be, by its name.
_NOW = prefiltered(
    r"[a-z] now (?:(?:looking|likely|expected|due|set|more|about|around|probably|slipped|moved|at|like|for|to|be|going) )*\ue003+(?: (?:as )?per\b[^.;\n]*)?[\s.!)]*$"
)
_SUBJECT = prefiltered(
    r"^[^\w\ue001-\ue005]*(?:(?:i think|i reckon|am told|i'm told|so|and|but|then|well|no|ok|hi|honestly|realistically|sorry|is|would|will|does|could|maybe|perhaps|probably)[^\w\ue001-\ue005]+)*\ue003"
)


def may_be_meant(sentence: str) -> bool:
    """Whether a sentence may be about when the action will be done, though its words are not understood.

    The net under the rules for forecasts: the date is asked about, and never taken.
    """
    if _ELSE.search(sentence):
        return False
    if _NOW.search(sentence):
        return True
    if _SUBJECT.match(sentence):
        return True
    return bool(_MEANT.search(sentence) and _AHEAD.search(sentence))
