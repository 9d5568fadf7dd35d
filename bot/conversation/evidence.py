"""Which links of a message are evidence.

A link is, unless the writer asks about it, cannot open it, joins or books something with it, or quotes
the bot with it. What is not certain here is left out: evidence that is missed can be sent again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.conversation.marks import LINK, Marked
from bot.conversation.prefilter import prefiltered

#: Places where people meet, book, sign up or fool about, by the name of the host or of what stands in the path.
_MEETS = prefiltered(
    r"^(?:https?://)?(?:[\w.-]*\.)?(?:meet|meetings?|zoom|webex|gotomeeting|whereby|skype|calendly|bookings?|outlook\.office|doodle|eventbrite|slido|mentimeter|menti|forms|surveymonkey|surveys?|giphy|tenor|9gag|memes?)\.[\w.-]+"
    r"|/(?:meetup-join|l/meetup|meet|join|bookings?|register|registration|rsvp|unsubscribe|login|signin|sign-in|poll|invite)(?:[/?#]|$)",
    re.IGNORECASE,
)
#: In the sentence of the link: what it is for.
_FOR_MEETING = prefiltered(
    r"\b(?:join|joining|joins|dial|dialling|dial-in|call-?in|zoom|teams (?:link|call|meeting|invite)|webex|meeting (?:link|invite|room|id)|invite|invitation|calendar|diary|book (?:a|your|in|onto|on|here|via|time|with)|booking|slot|register (?:here|for|at|via)|registration|rsvp|sign up|signing up|"
    r"webinar|link (?:for|to) (?:the |our |my |today'?s |tomorrow'?s |\ue003|\ue005)*(?:meeting|call|session|catch-?up|one to one|1:1|stand-?up|tomorrow|today|monday|tuesday|wednesday|thursday|friday|\ue003+)|(?:meeting|call|session|catch-?up) (?:is )?(?:here|link|at)|complete the (?:poll|survey)|fill in the (?:poll|survey)|vote)\b"
)
_FAILS = prefiltered(
    r"(?:\b(?:won'?t|doesn'?t|don'?t|didn'?t|isn'?t|not|can'?t|cannot|couldn'?t|unable to|never|fails? to|refuses to|no longer|hasn'?t) (?:seem to |be able to |even |actually |let me |able to )?(?:open\w*|load\w*|work\w*|get (?:into|in|on|onto|to|it)|access\w*|see|find|view|download|click|reach|log (?:in|on)|connect|play|render|recogni[sz]e|valid|there|come up)"
    r"|\b(?:(?:don'?t|do not|doesn'?t) have (?:access|permission|the rights)|is (?:down|old|the old|an old|out of date|outdated|no good|useless|empty|blank|missing|gone|not the)|out of date|outdated|superseded|(?:old|wrong) (?:one|version)|stop (?:sending|sharing|posting)|broken|dead|expired|blocked|404|403|500|error|access denied|denied|permission|permissions|request access|no access|page not found|not found|timed? out|times out|ask(?:s|ing|ed)? (?:me )?(?:for|to) (?:a |my |me )?(?:log|sign|password|pass|request)\w*|wrong (?:link|page|file|form)|takes me to|goes nowhere|nothing happens|(?:white|blank|empty|black|error|login|log-?in) (?:page|screen)|(?:just |keeps? )(?:spins|spinning|hangs|hanging|freezes|freezing|loading)|corrupt\w*|spam|phishing|virus|scam|dodgy|suspicious|keeps? (?:crashing|failing|timing|asking)|locked|restricted|let me in)\b)"
)
#: The bot's own link, or somebody else's, held up to it.
_QUOTED = prefiltered(
    r"\b(?:you(?:'ve|'re| have| just)? (?:sent|gave|keep sending|shared|posted|linked|put|point(?:ed)?|mentioned|send)|your (?:(?!(?:own|new|evidence|review|reference|records?|files?|information|info)\b)[a-z]+ )?(?:link|message|reminder|e-?mail|form|page|last)|the (?:link|form|page) (?:you|in (?:your|the) (?:message|e-?mail|reminder))|(?:link|form|page) (?:from|in) (?:you|your|the bot|the reminder|the e-?mail)|says? to (?:go to|click|use|open)|told me to (?:go|click|use|open)|(?:got|received|was sent|came with|keep getting) (?:this|a) (?:link|message|e-?mail))\b"
)
_ASKED = prefiltered(
    r"^[^\w\ue001-\ue005]*(?:(?:hi|hello|hey|morning|and|so|but|sorry|please|also|ok|just|quick|question|one)\W+)*"
    r"(?:is|are|was|were|does|do|did|has|have|can|could|would|should|will|which|what|what's|whats|where|who|who's|why|how|when|whose|any idea|anyone know|do you know|am i)\b"
)
#: "Could you add this as evidence? <link>" asks and gives.
_ATTACH = prefiltered(
    r"\b(?:can|could|would|will|please|pls) (?:you |i |we )?(?:please |pls )?(?:add|attach|save|file|record|put|log|use|take|note|upload|accept|count|include|link) (?:this|it|that|these|the (?:report|minutes|link|paper|document|evidence)|\ue001)"
)
#: Nobody's evidence, whatever it shows.
_OFF_TOPIC = prefiltered(
    r"\b(?:lunch|menu|parking|directions|map of|hotel|recipe|song|playlist|birthday|collection|sponsor\w*|donat\w+|just ?giving|petition|joke|meme|funny|hilarious|made me laugh|cute|quiz|train times|weather|car ?share|secret santa|(?:staff |pulse |annual )?survey (?:closes|is open|deadline)|(?:fill in|complete|do) (?:the|your|this|our) (?:\w+ )?(?:survey|poll|questionnaire)|(?:job|our|the|this) (?:\w+ )?advert|sign (?:the|her|his|their) card|card for|(?:cheerful|cheery|grim|depressing|sobering|light|bedtime|painful|uncomfortable|worrying|sad|dismal|gloomy|required|essential|further|background|holiday|happy) reading|(?:the )?(?:inspect(?:ion|or|orate)s?|ofsted|cqc|ombudsman|auditor|peer review)(?:'s?|s')? (?:(?:final|draft|full|published|latest|own) )*(?:report|letter|findings|judge?ment|verdict|write-?up)\b[^.;\n]{0,20} (?:on|about|of|into) (?:us\b|(?:our|the) (?:area|council|county|partnership|service|local authority)\b)|interesting|worth a (?:read|look|watch|listen)|(?:reading|listening|watch) ?list|nothing to do with|(?:un|not )related|off[- ]topic|not (?:as )?evidence|not (?:for|about) (?:this|the) action|for (?:a |the )?(?:laugh|laughs|giggle|giggles|fun|light relief|lols)|(?:this|that|it) is (?:literally |basically |so )?(?:us|me|you)\b|thats (?:us|me)\b|that'?s (?:us|me|you)\b|my (?:daughter|son|wife|husband|partner|mum|dad|kids?|sister|brother|dog|cat|band|choir|holiday|garden)(?:'s)?|story of (?:my|our) (?:life|lives)|sums? (?:us|me|it) up|cheer(?:ed)? (?:me|us|you) up|friday feeling|mood\b|have you seen|lol|haha|profile|(?:dfe|national|government|statutory|nasen|nhse?|ofsted|cqc|the) guidance|raffle|sweepstake|leaving (?:card|do|drinks)|christmas (?:do|party|lunch)|job advert for|vacancy if)\b"
)
#: A laugh, or a place where people pass the time: evidence only beside a word that says what it shows.
_LAUGHS = prefiltered("[😂🤣😹😆]")
_PASTIME = prefiltered(
    r"^(?:https?://)?(?:[\w-]+\.)*(?:youtube|youtu|tiktok|imgur|reddit|instagram|facebook|spotify|netflix|buzzfeed|pinterest)\.[\w.-]+",
    re.IGNORECASE,
)
_SHOWS = prefiltered(
    r"\b(?:evidence|proof|minutes|report|paper|recording|recorded|record|webinar|video|film|filmed|clip|launch\w*|session|event|post|posted|published|publish|live|training|campaign|slides?|page|"
    r"dashboard|notes|plan|reel|channel|explainer|animation|interview|meeting|assembly|conference|attached|as (?:promised|requested)|link|uploaded|shared|update)\b"
)
_LETTER = prefiltered("[a-z]")
#: Letters about a link in which a sentence without end still speaks of it.
_NEAR = 240
_SENTENCE = prefiltered(r"[^\n!?;]+[\n!?;]*")
_STOP = prefiltered(r"\.(?=\s)")


#: The link is taken away, was tried, or is still to hold what will be the evidence.
_WITHDRAWN = prefiltered(
    r"\b(?:not|ignore|disregard|remove|delete|forget|scrap|take down|unlink|unattach|detach|instead of|rather than|(?:don'?t|do not|never|stop|avoid)(?: (?:use|using|trust|rely|relying|open|click|go|attach|add|save|quote|record|count))(?: (?:on|to|by))?)(?: (?:the|this|that|one|link|it|my|last))* ?[:-]? ?\ue001"
    r"|\b(?:clicked|tried|tried to open|followed)(?: (?:on|the|this|your|link))* \ue001"
    r"|\b(?:will be|is going to be|should be|to be|i'?ll (?:put|upload|post|add|share|publish)|we'?ll (?:put|upload|post|add|share|publish))\b[^.;\n]{0,40}\ue001"
    r"|\b(?:compare|contrast|similar to|like|such as|as in|based on|borrowed from|inspired by|(?:another|other|neighbouring) (?:council|area|authority|trust|icb)(?:'s|s)?|they(?:'ve)? (?:used|use|have|did))(?: (?:to|with|the|this|one|it))* ?[:-]? ?\ue001"
    r"|\ue001 ?,? (?:proves? (?:nothing|little)|needs? (?:updating|work|rewriting|changing|replacing|redoing)|(?:is|isn'?t) (?:not )?(?:evidence|proof|enough|relevant|ours|mine)\b)"
    r"|\b(?:manual|faq|instructions?|help page) (?:says?|is)\b"
)
_LINKS = prefiltered(f"{LINK}+")
_TO_THE_STOP = prefiltered(r"[\s.,:-]*([^.\n;]*)")
_OF_THE_LINK = prefiltered(r"(?:it|this|that|link|the link|but|says|page|gives)\b")


def evidence(marked: Marked, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The addresses in these spans that are put forward as evidence, in order, each once."""
    found = (
        url
        for start, _, url in marked.links
        if url in marked.addresses
        and any(a <= start < b for a, b in spans)
        and _put_forward(marked, start, url)
    )
    return tuple(dict.fromkeys(found))


#: "Wrong link, use <link> instead".
_RATHER = prefiltered(
    rf"(?<!n't )(?<!nt )(?<!not )\b(?:use|see|take|it'?s|try|should(?:'?ve| have)? (?:be|been|read|say|said)|(?:i )?meant(?: to (?:send|be|share|put|post|paste))?|(?:right|correct|proper|good|actual|real) (?:one|link|version|file|page|doc|document)(?: is| here| below)?)(?: (?:this(?: one)?|the (?:link|one)))?\W+{LINK}(?:\W+(?:instead|rather|please|now|sorry)\b|\W*$)"
)


@lru_cache(maxsize=16)
def asks_of_links(marked: Marked) -> bool:
    """Whether there are links and none is evidence: the message complains of them, or asks about them."""
    return bool(marked.addresses) and not evidence(marked, [(0, len(marked.mask))])


def _put_forward(marked: Marked, at: int, url: str) -> bool:
    if _MEETS.search(url):
        return False
    sentence, ended = _around(marked.mask, at)
    if len(sentence) > 2 * _NEAR:
        sentence = marked.mask[max(0, at - _NEAR) : at + _NEAR]
    said = _LINKS.sub(LINK, sentence)
    if _RATHER.search(said) and _is_the_right_one(marked, at):
        return True
    if (
        _FAILS.search(said)
        or _QUOTED.search(said)
        or _FOR_MEETING.search(said)
        or _OFF_TOPIC.search(said)
        or _WITHDRAWN.search(said)
        or (_passes_time(said, url) and not _SHOWS.search(said))
    ):
        return False
    if _ATTACH.search(said):
        return True
    if _ASKED.match(said) or "?" in ended:
        return False
    return not _complains_next(marked.mask, at)


def _is_the_right_one(marked: Marked, at: int) -> bool:
    """Whether it is this link that is to be used: "not <link>, should be <link>" puts forward the second."""
    mask = marked.mask
    for start, end, _ in marked.links:
        if start != at:
            mask = mask[:start] + "_" * (end - start) + mask[end:]
    return bool(_RATHER.search(_LINKS.sub(LINK, _around(mask, at)[0])))


def _passes_time(said: str, url: str) -> bool:
    return bool(_LAUGHS.search(said) or (_PASTIME.search(url) and _LETTER.search(said)))


def _around(mask: str, at: int) -> tuple[str, str]:
    """The sentence in which a link stands, and the signs that end it."""
    for whole in _SENTENCE.finditer(mask):
        if not whole.start() <= at < whole.end():
            continue
        start, end = whole.span()
        for stop in _STOP.finditer(mask, start, end):
            if stop.end() <= at:
                start = stop.end()
            else:
                end = stop.start()
                break
        sentence = mask[start:end]
        if not _LETTER.search(sentence) and start > 0 and mask[start - 1] != "\n":
            # "Is this the right form? <link>": a bare link belongs to the question before it.
            before = mask[:start].rstrip()
            return mask[max(before.rfind("\n"), before[:-1].rfind("."), 0) : end], before[-1:]
        return sentence, sentence[len(sentence.rstrip(" ?!")) :]
    return mask, ""


def _complains_next(mask: str, at: int) -> bool:
    """ "Tried <link>. It won't open": the sentence after a bare or tried link."""
    after = mask[at:].lstrip(LINK)
    following = _TO_THE_STOP.match(after)
    return bool(following and _OF_THE_LINK.match(following[1]) and _FAILS.search(following[1]))
