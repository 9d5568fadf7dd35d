"""Words in which a colour is no colour: things that are called by one, and turns of phrase.

"Green tea", "red squirrel" and "amber alert" name things and have nothing to do with a status. "Blue in
the face", "green with envy" and "red tape" tell of a mood or a trouble, so that it is worth asking how
the action stands.
"""

from __future__ import annotations

from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

#: A colour before one of these is part of its name, wherever it stands.
_FIXED = any_of(
    """tape paper papers light lights lit flag flags flagged belt belts cross badge badges book books area areas
    herring herrings phone phones telephones card cards box boxes team teams lane road street avenue school schools house letter carpet alert
    alerts warning warnings energy space spaces room lion sky pencil collar band bands zone zones hub eyed handed faced
    blooded fingered fingers ink button cabinet risk risks action actions item items ones measure measures kpi kpis
    indicator indicators form forms bin bins shoot shoots line lines lined lining liner lit inked penned pilled ringed circled highlighted highlights tuesday bull pen nose matter mist"""
)
#: The same, unless the colour is said of a reference: "1.1.1 red hot desks not delivered".
_LOOSE = any_of(
    """curry curries tea teas coffee wine wines salad salads juice squash pepper peppers onion onions apple apples banana bananas
    grapes beans meat cabbage lentils leaf leaves grass tree trees field fields thumb thumbs planet peter party roof
    roofs hair haired squirrel squirrels fox foxes kite kites robin bus buses van route brick bricks shirt shirts
    dress jumper coat coats trousers shoes hat kit jersey lanyard lanyards nectar gambler beads necklace jewellery
    resin giant cheese fish whale moon chip cheque plaque tit tooth sea riband ribbon ribbons devil devils admiral
    hot face faces velvet sauce pound seal owl suit suits valley rudd watch beret telephone wash sticker stickers
    highlighter font tomatoes tomato cake jelly smarties balloon balloons rose roses flower flowers bikes bike"""
)
_AFTER_FIXED = prefiltered(rf"[ -]+(?:{_FIXED})\b")
#: "Like a red rag to a bull", "as red as a beetroot": a likeness.
_LIKENESS = prefiltered(
    r"[ -]+(?:rag (?:to|for) (?:a|the) bulls?|as an? (?:beetroot|tomato|lobster|cherry|pillar box|post ?box|leprechaun|frog|lime|strawberry|berry|fire engine)|murder)\b"
)
_AFTER_LOOSE = prefiltered(rf"[ -]+(?:{_LOOSE})\b")
#: "In the red", "bottle green": what stands before a colour that is none.
_BEFORE = prefiltered(
    r"\b(?:in the|code|see(?:ing|s)?|saw|the village|bowling|camp|bethnal|village|(?:the|a|our|new|mini|crazy) putting|golders|parsons|wearing|"
    r"dressed in|painted|ruby|bottle|lime|olive|navy|royal|sky|baby|pillar[- ]box|cherry|blood|black and|black &|"
    r"roses are|violets are|out of the|once in a|bolt from the|boys in|hazel|dead) $"
)
#: "Amber on leave till 5 Dec": somebody of that name; "amber, on leave" is a colour.
_PERSON_AFTER = prefiltered(
    r"(?: (?:in|from|at|over in|over at) (?:my|our|the|hr|finance|legal|health|comms|his|her|their|your)\b(?: \w+)?)?(?: (?:who|she) )? (?:has (?:the|all|got|my|our|more|asked|sent|left|taken|seen)\b|(?:sent|says|said|knows|asked|told|took|wants|thinks|reckons|emailed|rang|rings|called|chased|wrote|leads|owns|covers|handles|deals|confirmed|agreed|promised|manages|joined|joins)\b|(?:is|'s) (?:picking|taking|covering|dealing|chasing|leading|handling|doing|looking|writing|sorting|working|checking|asking|leaving|joining|my|our|your|the (?:lead|owner|one who)))"
    r"| (?:(?:is |was |will be |has been |'s |now |currently )*(?:on (?:annual |sick |maternity |mat )?leave|off (?:sick|ill|work|until|till|on|this|next|today)|on holiday|poorly|away (?:until|till|this|next|today))\b)"
)
#: "Amber at the ICB", "Amber (finance)", "Amber who does our data": where somebody of that name works.
_WORKS_AT = (
    r"(?: (?:in|from|at|on|with|over in|over at|down at|up at) (?:(?:my|our|the|his|her|their|your) (?!moment\b|minute\b|present\b|end\b|best\b|worst\b|least\b|whole\b)[a-z&-]+(?: (?:team|service|office|trust|council|desk|side|school|college|hospital|hub|unit|department|directorate|programme|project))?"
    r"|hr|it|finance|legal|health|comms|commissioning|education|social care|public health|procurement|transport|housing|admin|payroll|camhs|nhs|icb|performance|estates)"
    r"| \([^()\n]{2,30}\)| who [a-z]+ (?:[a-z']+ ){0,3}?[a-z']+)"
)
#: "... is off this week": nothing that a colour could be, unlike "amber at the trust is off track".
_PERSON_AWAY = prefiltered(
    rf"{_WORKS_AT}(?: is|'s| was| will be| has been| isn'?t| is not| has)(?: (?:now|also|currently|still|all|only|just|actually|not))* "
    r"(?:on (?:[a-z]+ )?(?:leave|holiday|hols)\b|off\b(?! (?:track|target|course|plan|schedule|the|by|to)\b)|away\b|out (?:of (?:the )?office|until|till|this|next|today|all|sick)\b|sick\b|ill\b|poorly\b|unwell\b|left\b|leaving\b|retir(?:ed|ing)\b|back (?:on|in|next|from|tomorrow|\ue003)|in (?:on|tomorrow|next|\ue003)|\ue003)"
)
#: "Amber starts as our new EP on Monday": in a post, wherever it stands.
_STARTS_AS = prefiltered(
    r" (?:(?:is|was|will be|has|will|just|now|also|only) )*(?:start(?:s|ed|ing)?|begins?|began|join(?:s|ed|ing)?|appointed|recruited|hired|coming|came|comes)\b[^.;,\n]{0,24}? as (?:our|my|the|their|an?) "
    r"| (?:(?:is|will|has|just|now|also) )*(?:start(?:s|ed|ing)?|join(?:s|ed|ing)?) (?:with )?us\b"
)
_OPENS = prefiltered(
    r"(?:^|[.;!?\n,-]|\b(?:and|but|as|because|since|cos|though|while|so|fyi|btw))\s*$"
)
_MOOD_AFTER = prefiltered(
    r"[\s.,-]+(?:in the face|with (?:envy|jealousy|rage|anger|embarrassment|fury|shame|age|worry)|"
    r"(?:around|about|at) the gills|from (?:embarrassment|shame|anger)|(?:mist|tape)\b)"
)
_MOOD_BEFORE = prefiltered(r"\b(?:in the|see(?:ing|s)?|saw) $")


def names_a_thing(mask: str, start: int, end: int) -> bool:
    """Whether the colour at these letters is only part of a thing's name."""
    before = mask[max(0, start - 20) : start]
    if _AFTER_FIXED.match(mask, end) or _BEFORE.search(before) or _LIKENESS.match(mask, end):
        return True
    if mask.startswith("amber", start) and (
        (not before.strip(" \n") and _PERSON_AFTER.match(mask, end))
        or _STARTS_AS.match(mask, end)
        or (_OPENS.search(before) and _PERSON_AWAY.match(mask, end))
    ):
        return True
    return bool(_AFTER_LOOSE.match(mask, end)) and not before.rstrip(" :=-").endswith("\ue002")


def tells_a_mood(mask: str, start: int, end: int) -> bool:
    """ "Blue in the face", "in the red": said of the work, yet no status."""
    before = mask[max(0, start - 20) : start]
    if _MOOD_AFTER.match(mask, end):
        return True
    return bool(_MOOD_BEFORE.search(before)) and not _AFTER_FIXED.match(mask, end)
