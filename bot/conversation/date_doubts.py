"""Dates that may be of something else than the day on which the action will be done: then they are asked about."""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered

#: "Moved to 9 January, the workshop I mean".
_OF_ELSE = prefiltered(
    r"^[\s,;:.(-]*(?:the|our|a|an|that's the|i mean the|for the) (?!(?:action|whole|work|date|deadline)\b)[\w '-]{2,30}?,? ?(?:i mean|that is|i'm talking about|not (?:the|this|my|our) (?:action|one|work|deadline|date)|,? not this)\b"
)
#: "12 Dec is better for me": to meet, to be asked, or to be done?
_SUITS = prefiltered(
    r" (?:(?:is|would be|'s|works|suits|much|a lot|far|better|best|good|fine|easier|great) ?)+(?:for )?(?:me|us)\b"
)
#: "The first": of the month, or of two?
_SPELT_DAY = prefiltered(
    r"(?:(?:by|on|until|till|til|to|for) )?the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$"
)
_MAY_BE_THE_ANSWER = prefiltered(
    r"(?:today|tomorrow|tonight|this (?:am|pm|morning|afternoon|evening)|later (?:on )?(?:in the|this|in this) week)$"
)
#: "Order's in for the kit, delivery 9 January": what was bought comes then.
_ORDERED = prefiltered(
    r"(?<!in )\b(?:order(?:s|ed|'s)?|re-?order(?:s|ed)?|back[- ]?order|pre-?order(?:ed)?|purchas(?:e|ed|ing)|bought|requisition(?:ed)?|shipment|shipped|shipping|di?es?patch(?:ed)?|courier|lead time|(?:in|out of) stock|parcel|goods|invoice[ds]?)\b(?! to\b)"
)
_GOODS = (
    r"(?:kit|equipment|furniture|laptops?|tablets?|ipads?|phones?|desks?|chairs?|beds?|hoists?|licen[cs]es?|books?|leaflets?|posters?|banners?|vans?|mini-?bus(?:es)?|parts|stock|uniforms?|toys?|screens?|monitors|hardware|servers?|"
    r"portacabins?|porta-?kabins?|modular (?:unit|classroom|building)s?|blinds|carpets?|flooring|boiler|lift|materials)"
)
_COMES = r"(?:deliver(?:y|ed|ies|s|ing)?|arriv\w+|due|expected|coming|comes?|lands?|turn(?:s|ing)? up|here|installed|installation|fitted|fitting)"
_GOODS_COME = prefiltered(
    rf"\b{_GOODS}\b[^.;\n]{{0,25}}\b{_COMES}\b|\b{_COMES}\b[^.;\n]{{0,25}}\b{_GOODS}\b"
)
_DELIVERY = prefiltered(rf"\b{_COMES}\b")
#: "Kit's ordered, whole thing done by 31 Jan".
_WORK_DONE = prefiltered(
    r"\b(?:done|finish\w*|complet\w+|forecast|deadline|new date|whole|everything|action|push\w*|extend\w*|mov(?:e|ed|ing))\b[^,]*$"
)
_MARKS = prefiltered("[\ue003\ue005]+")


def is_of_goods(sentence: str) -> bool:
    """Whether the words before a day tell when something that was bought comes."""
    sentence = _MARKS.split(sentence)[-1]
    return not _WORK_DONE.search(sentence) and bool(
        (_ORDERED.search(sentence) and _DELIVERY.search(sentence)) or _GOODS_COME.search(sentence)
    )


def is_of_else(right: str) -> bool:
    """Whether the words behind a date tell of what else it is."""
    return bool(_OF_ELSE.match(right))


def suits_the_writer(right: str) -> bool:
    """Whether a day is only said to suit: to meet, to be asked, or to be done."""
    return bool(_SUITS.match(right))


def may_be_an_option(words: str) -> bool:
    """Whether a day in words may be one of two things that were offered."""
    return bool(_SPELT_DAY.match(words))


def may_be_the_answer(words: str) -> bool:
    """Whether a day, alone, may be when the answer comes rather than when the work is done."""
    return bool(_MAY_BE_THE_ANSWER.match(words))
