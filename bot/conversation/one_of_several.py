"""A state that is told of one milestone, phase or strand of several, and not of the action.

"Milestones 1 and 2 finished; 3 is on course", "first milestone delivered, second one going to plan": what holds of
a part is asked of the whole. "Both milestones are on track" is said of all of it.
"""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered

#: The marks of spans, which are no signs between words.
_MARKS = "\ue001-\ue005"
_PARTS = (
    r"(?:milestones?|m/?stones?|phases?|stages?|strands?|work[- ]?streams?|deliverables?|elements?|parts?|steps?|tranches?|cohorts?|waves?|"
    r"outputs?|sub-?actions?|sub-?tasks?|components?|pieces?|legs?|limbs?|bits?)"
)
_PART_NAMED = prefiltered(rf"\b{_PARTS}\b")
_NUMBER = r"(?:\d{1,2}(?![.\d])|one|two|three|four|five|six|seven|eight|nine|ten|a couple|half|most|some|many|several|a few|none)"
_ORDINAL = r"(?:1st|2nd|3rd|[4-9]th|first|second|third|fourth|fifth|sixth|last|final|next|other|others|another|latter|former|remaining|remainder|rest|middle|early|earlier|later|latest)"
_SAID = (
    r"(?:'s|'re|(?:is|are|was|were|now|still|also|all|both|going|moving|progressing|running|looking|look|looks|currently|just|well|firmly|very|"
    r"much|remains?|remaining|stays?|seems?|due|to be|should be|will be|being|likewise|therefore|at least|thankfully|actually|really)\b)"
)
_LEAD = r"(?:(?:the|our|my|and|but|so|then|that|with|only|just|about|at least|of (?:the|these|those|them)|we(?:'ve| have)(?: got)?|there(?:'s| is| are)|i think|now)\b\W*)*"
#: "One of the five milestones on this".
_OF_IT = r"(?: (?:on|of|in|for|under|within) (?:this(?: one| action)?|it|that(?: one)?|mine|ours|the action))?"
#: "Second one", "the other two", "3", "one of them".
_A_PART = prefiltered(
    rf"\W*{_LEAD}(?:{_NUMBER}|{_ORDINAL})(?: (?:{_NUMBER}|ones?|others?))?(?: (?:{_PARTS}|(?:out )?of (?:the |our |my |these |those )?(?:{_NUMBER} )?(?:{_PARTS}|them|these|those|{_NUMBER})))?{_OF_IT}"
    rf"\W*(?:{_SAID}\W*)*"
)
#: "Some of it", "one", "two of three", said without a word for the parts: plainly a share. Not "that one".
_A_SHARE = prefiltered(
    rf"[^\w{_MARKS}]*(?:(?:and|but|so|then|with|only|just|about|at least|i think|now|well|of (?:these|those|them))\b[^\w{_MARKS}]*)*"
    rf"(?:(?:some|most|half|much|parts?|bits?|a (?:bit|lot|part)) of (?:it|this|that|the action)|one(?! (?:action|item|thing)\b)|{_NUMBER} (?:out )?of (?:the |our )?{_NUMBER}){_OF_IT}"
    rf"[^\w{_MARKS}]*(?:{_SAID}[^\w{_MARKS}]*)*"
)
#: "Two of three done, the last one …": they were counted.
_COUNTED = prefiltered(rf"\b{_NUMBER} (?:out )?of (?:the |our )?{_NUMBER}\b")
#: "Milestone 2", "milestones 1 & 2", "phase b".
_NUMBERED_PART = prefiltered(
    rf"\W*{_LEAD}{_PARTS} (?:no\.? ?|number |#)?(?:{_NUMBER}|[a-d]\b)(?: ?(?:[,&+/-]|to) ?\d{{1,2}})*\W*(?:{_SAID}\W*)*"
)
#: "First two milestones", "milestone 1": some of them, of which "the rest" is then the rest.
_SOME_NAMED = prefiltered(
    rf"\b(?:{_NUMBER}|{_ORDINAL})(?: (?:{_NUMBER}|of (?:the |our )?(?:{_NUMBER} )?))? ?{_PARTS}\b|\b{_PARTS} (?:no\.? ?|number |#)?(?:{_NUMBER}|[a-d])\b"
)
#: "Milestone 1 done, rest as before".
_REST_OF_THEM = prefiltered(
    rf"{_SOME_NAMED.pattern}[^.;!?\n]{{0,40}}[,-] ?(?:and |but )?(?:the )?(?:rest|others|remainder|remaining)\b"
)
#: Letters before a state among which the parts are named.
_REACH = 200


def is_of_a_part(mask: str, clause: str, start: int) -> bool:
    """Whether the subject of a state that begins at ``start``, at the end of ``clause``, is one part of several."""
    if _A_SHARE.fullmatch(clause):
        return True
    since = max(0, start - _REACH)
    if not (_PART_NAMED.search(mask, since, start) or _COUNTED.search(mask, since, start)):
        return False
    return bool(_A_PART.fullmatch(clause) or _NUMBERED_PART.fullmatch(clause))


def names_some_parts(words: str) -> bool:
    """ "First milestone done" names one part, so that "the rest" behind it are the other parts."""
    return bool(_SOME_NAMED.search(words))


def tells_of_the_other_parts(mask: str) -> bool:
    """ "Milestone 1 done, rest as before": of the other milestones, or of the action, or of the other actions."""
    return bool(_REST_OF_THEM.search(mask))
