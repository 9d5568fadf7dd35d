"""Questions that nobody is to answer: "how many more times. It was delivered in November".

They say that something has been told before. What is told beside them counts, and they ask for nothing.
"""

from __future__ import annotations

from bot.conversation.colours import mentions
from bot.conversation.firm_cues import firm_cue
from bot.conversation.marks import REF, Marked, without
from bot.conversation.prefilter import prefiltered

_AGAIN = r"(?:say|tell|repeat|explain|spell|go (?:over|through)|answer|send|keep|be asked|write)"
_NOBODY = r"(?:nobody|no ?-?one|none of you|any(?:body|one)|some(?:body|one)|you(?: lot| people| guys| all)?|people|they|the office)"
_HEARD = r"(?:wr(?:ite|ites|iting|itten|ote)|reads?|reading|notes?|noted|noting|listen(?:s|ed|ing)?|hear[ds]?|record(?:s|ed|ing)?|logs?|logged|logging|told|tells?|talks?|talking|pass(?:es|ed|ing)?|sav(?:e|es|ed|ing)|checks?|checked|checking|updat(?:e|es|ed|ing)|look(?:s|ed|ing)?|remembers?|remembered)"
_ASKED = prefiltered(
    r"(?:^|(?<=[.,;:!?\n-]))\s*(?:(?:oh|sorry|but|and|honestly|seriously|really|look|argh|ffs|god|so|please)\W+)*"
    # "How many more times", "how many times must I say it".
    rf"(?:how (?:many|much) (?:more |bloody |flipping |blooming )*(?:times|often)(?:(?: (?:do|must|have|will|can|should|does|has))+ (?:i|we|one|it)(?: (?:really|have|need|got|still|be|to|get))* {_AGAIN}[^.,;:!?\n]{{0,40}})?(?=\s*(?:$|[.,;:!?\n]))"
    rf"|(?:why )?(?:do|must) (?:i|we) (?:really |honestly |still )?(?:have|need|keep)(?: (?:to|on|having))* {_AGAIN}[^.,;:!?\n]{{0,40}}"
    # "Surely somebody wrote that down??", "does nobody read these?".
    rf"|(?:surely|do|does|did|has|have|is|are|was)(?:n'?t)? {_NOBODY}(?: (?:even|actually|ever|really|here|there|not|just|all|at your end|in the office|bother(?:s|ed)? to))* {_HEARD}\b[^.,;:?\n]{{0,40}}(?=\?)"
    r"|what part of [^.,;:?\n]{1,30} (?:do|did)(?:n'?t| not)? you (?:not )?(?:understand|get|read)(?=\?))[?!.,;:\s]*"
)
_LONGEST = 400


def less_exasperated(marked: Marked) -> Marked:
    """The message less such questions, where something is reported beside them."""
    if len(marked.mask) > _LONGEST:
        return marked
    rest = marked
    for asked in _ASKED.finditer(marked.mask):
        if not mentions(asked[0]) and REF not in asked[0]:
            rest = without(rest, *asked.span())
    return rest if rest is not marked and firm_cue(rest.mask.strip()) else marked
