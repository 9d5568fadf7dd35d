"""Words for a state ("on track", "at risk") that are said of something else.

"Recruitment is on track" and "my job is at risk" tell of a part, or of another matter. The words count where the
action is their subject, or where they have none.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.marks import any_of
from bot.conversation.one_of_several import is_of_a_part
from bot.conversation.prefilter import prefiltered
from bot.domain.status import Status

_CUES = {
    Status.GREEN: prefiltered(
        r"\b(?:on (?:track|target|schedule|course)|(?:going )?to (?:plan|schedule)|no (?:concerns?|issues|problems|worries)|on time)\b"
    ),
    Status.AMBER: prefiltered(r"\b(?:at (?:\w+ )?risk|slipping|starting to slip|in jeopardy)\b"),
    Status.RED: prefiltered(r"\b(?:off[- ]track|critical)\b"),
}
_BEGINS = prefiltered(
    r"[.;,:\n!?()]|\s-+\s|\b(?:and|but|so|because|as|since|with|while|though|although|hence)\b"
)
#: Words that leave the action the subject.
_OF_ACTION = frozenset(
    any_of(
        """it its it's this that that's thats these those they them they're both all everything everything's mine ours one ones other others
        rest we we're were i i'm im we've i've am is are be been being was has have had 's the a an our my your on of in for to at
        action actions item items plan plans project programme status position rag rating update overall things thing work delivery
        whole lot of general generally currently still now really very quite well good great yes yep ok okay hi hello morning thanks
        sorry afraid unfortunately sadly happily think would say i'd we'd call described as remains remain remaining stay stays staying
        keeping kept going gone go went looking looks look feels feeling getting got become becoming seems just about back bang
        firmly solidly definitely absolutely completely totally fully pretty much more than also again too first second third last top
        bottom left far today confirm report pleased happy glad can moving progressing ticking along here nicely timeline timescale date dates deadline
        deadlines target milestone milestones impact measure measures outcome outcomes forecast completion finish no not never any
        some serious seriously significant real high higher increasingly becoming starting start started beginning because feel reckon
        believe judge see fine alright mark put down me us if until risk slightly bit put tae noo aye wee is's honest honestly truth
        keep time each every across board round actually but and so or nor me myself entirely perfectly broadly there there's
        there're state current heading danger real-risk amber green red coming quietly steadily smoothly tracking running way lost ground fallen fell dropped drifted""",
    ).split("|")
)
_SAID_SO = frozenset(
    any_of(
        "officially supposedly allegedly apparently reportedly ostensibly nominally hopefully"
    ).split("|")
)
_ASKS = prefiltered(r"^\W*(?:are|is|was|were) (?:we|it|this|that|they|you|i)\b")
_BACK = prefiltered(r"\bback\b")
#: "All schools on track" is how the action stands in every one of its parts.
_OF_ALL = prefiltered(r"^\W*(?:all|both|every|each)\b")
_GOES_ELSE = prefiltered(
    r"\s*(?:to (?!finish\b|complete\b|deliver\b|be\b|land\b|hit\b|meet\b|close\b|the\b|plan\b|achieve\b|get\b|make\b)[a-z]+|for (?:red|failure|disaster)|soon\b|(?:again )?by \ue003|children\b|pupils\b|letters?\b|register\b|list\b|audience\b|shots?\b|of\b|on (?:ice|the ice)|out\b|(?:it|this|that) in\b|incident|and field|in (?:\w+'s|their) (?:plan|register))"
)
_WORDS = prefiltered(r"[a-z][a-z'’-]*")
_DAY_NEXT = prefiltered(r"\s*\ue003")


def of_something_else(mask: str, status: Status) -> bool:
    """Whether every word for this state in a message has another subject than the action."""
    cues = _CUES.get(status)
    found = list(cues.finditer(mask)) if cues else []
    return bool(found) and all(_is_elses(mask, one.start(), one.end()) for one in found)


def _is_elses(mask: str, start: int, end: int) -> bool:
    if _GOES_ELSE.match(mask, end):
        return True
    clause = _BEGINS.split(mask[max(0, start - 80) : start])[-1]
    if _ASKS.match(clause) or (_BACK.search(clause) and _DAY_NEXT.match(mask[end:])):
        return True
    if is_of_a_part(mask, clause, start):
        return True
    if _OF_ALL.match(clause):
        return False
    words = _WORDS.findall(clause)
    return any(
        word in _SAID_SO or (word.removesuffix("'s") not in _OF_ACTION and not word.endswith("ly"))
        for word in words
    )


def colour_of_a_part(mask: str, starts: Iterable[int]) -> bool:
    """Whether every colour that begins at one of ``starts`` is one part's: "milestone 1 done, rest green"."""
    return all(
        is_of_a_part(mask, _BEGINS.split(mask[max(0, start - 80) : start])[-1], start)
        for start in starts
    )
