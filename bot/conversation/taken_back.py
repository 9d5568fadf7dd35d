"""Words with which the writer takes back what they sent before, ahead of what holds instead.

"Scrap what I said, it's done", "wrong button, amber", "what I sent was wrong, it's green". Alone they undo
or cancel; here they only tell that the rest of the message puts something right.
"""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered

_SAID = r"(?:said|put|sent|typed|wrote|reported|gave|entered|told|submitted|posted)"
_WHEN = r"(?: (?:you|in|earlier|before|just now|above|this morning|yesterday|today|a (?:minute|moment|second) ago|\ue005+))*"
#: What was sent, by any of its names.
_IT = (
    rf"(?:what(?:ever)? (?:i|we)(?: just|'ve|'d| have)? {_SAID}{_WHEN}|(?:the|my|that|this)(?: (?:last|previous|earlier|first|other))?(?: (?:one|message|msg|update|reply|answer|entry|report|post|colour|rating|date|bit))?"
    rf"(?: (?:that )?(?:i|we)(?: just|'ve|'d| have)? {_SAID})?{_WHEN}|(?:all (?:of )?)?(?:that|it))"
)
_LETS_GO = (
    r"(?:scrap|scratch|ignore|disregard|forget|strike|bin|drop|delete|discard|dump|never ?mind)"
)
_SLIP = (
    r"(?:fat (?:finger|thumb)(?:s|ed)?|(?:typo|typing error|mis-?(?:type|typed|click|clicked|read|press|pressed))|slip of the (?:finger|thumb|keyboard)|(?:i )?(?:hit|pressed|clicked|tapped|chose|picked|selected|sent) the wrong (?:one|button|key|colour|thing|option|box)|"
    r"wrong (?:button|one|key|colour|box|option|date|letter)|my (?:thumb|finger)s? slipped|auto-?correct(?:ed)?)(?: (?:sorry|there|again|on my part|apologies))*"
)
_WRONG = rf"(?:what (?:i|we)(?: just|'ve|'d| have)? {_SAID}{_WHEN}|(?:the|my|that)(?: (?:last|previous|earlier))? (?:one|message|update|reply|entry|colour|date)(?: i {_SAID})?{_WHEN}) (?:was|is) (?:wrong|incorrect|not right|a (?:mistake|slip|typo)|out of date)"
_TAKES_BACK = prefiltered(
    rf"^\W*(?:(?:oops|whoops|sorry|no|oh|ah|argh|er|um|hi|please|pls|actually|can you|could you|wait|hang on)\W+)*(?:{_LETS_GO} {_IT}|{_SLIP}|{_WRONG})(?: (?:please|pls|sorry|then|thanks))?\s*(?:[.,;:!\n-]+|\band\b|\bas\b|\bbecause\b|\bbut\b)[\s.,;:!-]*(?=\S)"
    r"(?:(?:(?:it|that|this|they|\ue002+) )?(?:should(?:'ve| have)?|ought to(?: have)?|needs? to|has to|is supposed to|was (?:meant|supposed) to) (?:be|been|say|said|read|have been|have said)\b"
    r"(?: (?:an?|the|really|actually|of course|for|by))*\s+(?=(?:green|amber|red|grey|blue|\ue003)))?"
)


def taken_back(mask: str) -> tuple[int, int] | None:
    """Where the words stand that take back what was sent; ``None`` where nothing follows them."""
    found = _TAKES_BACK.match(mask)
    return found.span() if found else None
