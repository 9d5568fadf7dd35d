"""A report that somebody brings for its lead: "Pam here, Ruth's PA", "Mel here, Asha's on a train, she says amber".

Whether they may is not known here (R14): it is for the office to say who speaks for whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.lexicon import COLOUR, NOT_NAMES
from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

#: "Pam here (Ruth's PA)", "on behalf of Ruth": whose report the writer says they bring.
_SPEAKS_FOR = prefiltered(
    r"^\W*(?:[\d.]{3,}\W+)?(?i:(?:hi|hello|hiya|morning|afternoon|sorry|dear all)\W+)*(?:(?i:it['’]?s|this is) [A-Z][a-z]+\W+|[A-Z][a-z]+ here\W+|[A-Z][a-z]+ ?[,(-]\s?)?(?i:i['’]?m |i am |this is |it['’]?s )?"
    r"(?:(?P<of>[A-Z][a-z]+)['’]s (?i:pa|ea|deputy|assistant|secretary|business support|admin|support officer|business manager)\b(?=\W*(?:here\b|$|[.,:;)\n-]))"
    r"|(?<=here )(?i:for) (?P<here>[A-Z][a-z]+)\b|(?i:(?:on behalf of|answering for|replying for|responding for|updating for|writing for|standing in for|stepping in for|covering for) )(?P<for>[A-Z][a-z]+)\b)"
)
#: Where a lead is who cannot answer, so that somebody else writes.
_ELSEWHERE = (
    r"(?:(?:on|in|at|into|between|chairing) (?:(?:a|an|the|another|her|his|their|back[- ]to[- ]back|annual|sick|study|maternity) )*(?:"
    + any_of(
        """train bus plane road motorway call calls phone leave holiday hols meeting meetings mtg panel court tribunal hearing interview interviews
        conference training workshop board cabinet scrutiny committee school schools site visit hospital dentist doctors car transit"""
    )
    + r")|away|off|out|driving|travelling|teaching|poorly|ill|sick|unwell|busy|tied up|stuck|unavailable|snowed under|up to (?:her|his) (?:eyes|neck))\b"
)
#: "1.2.1 Mel here, Asha on a train": who writes, and who it is that cannot.
_STANDS_IN = prefiltered(
    r"^\W*(?:[\d.]{3,}\W+)?(?i:(?:hi|hello|hiya|morning|afternoon|sorry)\W+)*(?:[A-Z][a-z]+ here|(?i:it['’]?s|this is|only) [A-Z][a-z]+)\b\W+(?i:(?:as|because|cos) )?"
    rf"(?P<lead>[A-Z][a-z]+)(?:['’]s| is| has been|['’]s been| was)? (?:still |just |all |currently |stuck )*{_ELSEWHERE}"
)
_AND_SAYS = prefiltered(
    r"\s*,?\s\b(?:and|but)(?: (?:has|she|he))?(?: just)? (?=(?:asked|told|wants?) me to (?:say|put|report|record|tell you)\b|says?\b|said\b)"
)
#: "Asha's asked me to put 31 May as the forecast": a lead's date, in the hand of whoever is asked.
_ASKED_ME = prefiltered(
    r"^\W*(?i:(?:hi|hello|hiya|morning|afternoon|sorry)\W+)*(?P<lead>[A-Z][a-z]+)(?:['’]s| has| had)?(?: just)? asked (?:me|us)(?: please)? to (?:please )?"
    r"(?=(?:put|record|enter|give|log|note|set|change|move|amend|update|push)\b)"
)
_ITS_DATE = prefiltered(r"\b(?:forecast|date|deadline|eta|completion)\b", re.IGNORECASE)
_A_COLOUR = prefiltered(rf"\b{COLOUR}\b", re.IGNORECASE)
#: Bodies and posts that a capital does not make a lead.
_BODIES = frozenset(
    any_of(
        """finance legal comms procurement commissioning commissioners ofsted cabinet members ministers councillors parents schools
        providers somebody someone everybody everyone colleagues management dfe"""
    ).split("|")
)
_NO_NAMES = NOT_NAMES | _BODIES


def passed_on(text: str, leads: Sequence[str]) -> str:
    """The words less "Ada says", where the writer answers for Ada: they bring her report, not a rumour."""
    asked = _ASKED_ME.match(text)
    if asked and _is_lead(asked["lead"]) and _ITS_DATE.search(text) and not _A_COLOUR.search(text):
        text = text[asked.end() :]
    names = {name for full in leads for name in (full, full.split()[0])}
    if (declared := _SPEAKS_FOR.match(text)) is not None:
        lead = declared["of"] or declared["for"] or declared["here"]
        if _is_lead(lead):
            names |= {lead, "she", "he"}
    elif (instead := _STANDS_IN.match(text)) is not None and _is_lead(instead["lead"]):
        names |= {instead["lead"], "she", "he"}
        # "Asha's driving and asked me to say amber" has her say it.
        text = text[: instead.end()] + _AND_SAYS.sub(". she ", text[instead.end() :], count=1)
    if not names:
        return text
    said = (
        r"(?:says?|said|reports?|reported|confirms?|confirmed|tells me|told me|(?:has |have )?asked me to "
        r"(?:say|put|report|record|tell you)|wants? me to (?:say|put|report|record))(?: that| to say)?"
    )
    who = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b(?:{who}) {said}\b[\s:,]*", "", text, flags=re.IGNORECASE)


def _is_lead(name: str) -> bool:
    """Whether a word with a capital may be somebody's name."""
    return name.casefold() not in _NO_NAMES
