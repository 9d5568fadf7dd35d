"""Two references side by side of which each has its own report: "as before on 1.1.1, 3.2.1 has gone red".

Nothing but a comma or an "and" stands between them, and yet they are no run: what is said before them ends
with the first, and what is said of the second begins behind it.
"""

from __future__ import annotations

from bot.conversation.colours import mentions
from bot.conversation.firm_cues import firm_cue
from bot.conversation.hints import says_vaguely
from bot.conversation.lexicon import COLOUR
from bot.conversation.prefilter import prefiltered

_NEAR = 30
_COLOUR_ENDS = prefiltered(rf"\b{COLOUR}(?: for| on)? $")
_COLOUR_BEGINS = prefiltered(
    rf" (?:is |now |are |- )*{COLOUR}\b(?!\s*(?:(?:for|on|and|,|:|=|-)\s*)*\ue002)(?!\s*[:=])"
)
_REACH = 80
_CLAUSE = prefiltered(r"[.;!?\n]")
_PART = prefiltered(r"[.;,!?\n]")
#: What leads from a report to the action it is of; after "so" or "because" another clause begins.
_OF_IT = prefiltered(r"(?:\b(?:on|for|with|to|of|in|re|about|regarding|action)|[:=-])? ?$")
_NOT_OF_IT = prefiltered(r"\b(?:so|and|but|because|cos|as|since|while|though|then|that)(?: the)? $")
#: "12 Dec for 1.1.1", "snooze 1.1.1": no state, and yet said of the action behind it.
_GIVEN = prefiltered(
    r"[\ue003\ue005] ?(?:for|on|with)? $"
    r"|(?:^|[,:] ?|\b(?:please|pls|and|can you|to|just) )(?:snooze|park|close|leave|skip|ignore|cancel|drop|chase(?: me)? (?:on|about)|remind me (?:about|of|on)|ask(?: me)? about|nudge me (?:about|on)|come back (?:to me )?(?:on|about)|(?:the )?same(?: again)? for|ditto(?: for)?) $"
)
#: A verb of one action: of both it would be "are", "have", "remain".
_OF_ONE = prefiltered(
    r"'s\b|(?: (?:still|now|just|also|really|however|though|sadly))? (?:is|isn'?t|has|hasn'?t|was|wasn'?t|does|doesn'?t|goes|went|needs|stays|remains|moves|slips|looks|seems|sits|depends|belongs|turned|became|becomes)\b(?! (?:too|as well|also)\W*$)"
)
#: "3.2.1 now 12 December": the day it moves to.
_DAY = prefiltered(
    r"[\s:-]*(?:(?:now|to|moved?|moving|slips?|slipped|slipping|pushed|push(?:ed)? back|goes|gone|due)\s+)+\ue003"
)
_SLIGHT = prefiltered(r"(?:[\s:=-]|\b(?:sadly|now|just|unfortunately|thankfully|also)\b)*")
#: What only goes on with the clause, or says it of both.
_GOES_ON = prefiltered(
    r"(?:because|cos|coz|since|so|but|with|and|or|due|given|while|until|till|when|where|which|that|who|please|pls|thanks|both|all|each|too|also|"
    r"either|neither|as well|are|have|remain|stay|were|aren'?t|haven'?t|for|on (?!(?:track|target|schedule|course|time|plan)\b)|if|unless|by|this|at the|not)\b"
)
_WORDS = prefiltered(r"\S+(?: +\S+){0,3}")


def each_its_own(
    mask: str, first: tuple[int, int], second: tuple[int, int], *, several: bool
) -> bool | None:
    """Whether of two references side by side each has a report of its own; ``None`` where nobody knows.

    ``several``: the first is a run itself, with commas. "Green 1.1.1-3, 2.1.2 amber" has two reports; of
    "no change on 1.1.1, 1.2.1, 2.1.2 amber" nobody knows to which the second belongs.
    """
    if (
        not several
        and _COLOUR_ENDS.search(mask, max(0, first[0] - _NEAR), first[0])
        and _COLOUR_BEGINS.match(mask, second[1])
    ):
        return True
    before = _CLAUSE.split(mask[max(0, first[0] - _REACH) : first[0]])[-1]
    if not before.strip() or not _said_of_it(before):
        return False
    after = _PART.split(mask[second[1] : second[1] + _REACH], maxsplit=1)[0]
    if _OF_ONE.match(after) or _DAY.match(after):
        return True
    coloured = bool(mentions(before))
    if not _says_more(after, vaguely=not coloured):
        return False
    # Two colours of a run are asked about as it is.
    return True if not several else (False if coloured else None)


def _said_of_it(before: str) -> bool:
    if _NOT_OF_IT.search(before):
        return False
    return bool(_GIVEN.search(before)) or (bool(_OF_IT.search(before)) and firm_cue(before))


def _says_more(after: str, *, vaguely: bool) -> bool:
    """ "3.2.1 no change": a report without a verb, which begins straight behind the reference.

    Behind a colour a feeling may be the reason for it: "amber for 1.1.1 and 3.2.1 a bit behind".
    """
    begin = _SLIGHT.match(after)
    rest = after[begin.end() if begin else 0 :]
    if _GOES_ON.match(rest):
        return False
    opening = _WORDS.match(rest)
    return opening is not None and (firm_cue(opening[0]) or (vaguely and says_vaguely(opening[0])))
