"""Questions about the hour by which an answer must be in: "what's the deadline today, 5 or midnight?".

What they name is no day of an action, and nobody who missed the cut-off asks which actions are overdue.
"""

from __future__ import annotations

from bot.conversation.prefilter import prefiltered

_LIMIT = r"(?:deadline|cut[- ]?off(?: time| date| point)?|closing (?:time|date))"
_LEAD = r"^[^\w\ue001-\ue005]*(?:(?:hi|hello|hey|morning|afternoon|sorry|quick (?:one|question)|so|and|but|just|ok|oh|please|pls|remind me|can you remind me|checking)[^\w\ue001-\ue005]+)*"
#: The hours between which somebody wavers: "5 or midnight".
_HOURS = r"(?:[\s,:;?-]+(?:is it|is that|or|the|at|by|for|am|pm|then|please|pls|again|still|sharp|o'?clock|noon|midday|midnight|close of play|cop|cob|lunch ?time|lunch|end of (?:the |play|business)?(?: ?day)?|\d{1,2}(?:[.:]\d\d)?(?: ?[ap]m)?|me|us|everyone|this|these|this one|replies|answers|updates|returns|the (?:board|paper|pack|digest)|today|tonight|[\ue003\ue005]+))*"
#: Whose answer it is: the action's own day is asked for in other words.
_REPLYING = r"(?:reply|replying|respond|answer|send|submit|report|add|edit|amend|include|be included|(?:get|put|hand|do|fill) (?:\w+ ){1,2}?in(?:to)?\b|get (?:\w+ )?(?:to you|across|over)|update (?:you|it|this|mine|my)|change (?:it|mine|my \w+)(?=\W*$))"
_ASKS = prefiltered(
    rf"{_LEAD}(?:"
    rf"(?:what(?:'?s| is| was| time is| time'?s)|when(?:'?s| is| was)) (?:the|your|our|my) {_LIMIT}(?: (?:for|on) (?:this|us|me|replies|answers|updates|returns|the (?:board|paper|pack|digest)))?[\s,:-]*(?:for )?(?:today|tonight|[\ue003\ue005]+){_HOURS}"
    rf"|(?:have|did|had|are|am|was|were) (?:i|we)(?: (?:now|already|just|well|completely))* (?:miss(?:ed)?|past|beyond|over|too late for) (?:the|your|this|today'?s|this (?:week|month)'?s)(?: (?:board|reply|reporting|update))? (?:{_LIMIT}|boat|window|slot)(?: for (?:this|it|replies|answers|updates|today|[\ue003\ue005]+|the (?:board|paper|pack|digest)|board))?(?: (?:now|already|again|this time))*"
    rf"|(?:is it|am i|are we|is this)(?: (?:now|already|just))* too late(?: (?:now|today|already|for (?:this|me|us|today|[\ue003\ue005]+|(?:this |the |next )?(?:board papers?|board|papers?|pack|digest|round|month))|to {_REPLYING}(?![^?\n]*\b(?:green|amber|red|blue|\ue003))[^?\n]{{0,50}}))*"
    r"|too late(?: (?:now|today|for this|already))*(?=\W*\?)"
    r")[^\w\ue001-\ue005]*$"
)


def asks_of_cut_off(mask: str) -> bool:
    """Whether a message only asks until when it may be answered, or whether that has gone by."""
    return bool(_ASKS.match(mask))
