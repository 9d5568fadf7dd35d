"""What is said of a date that is the subject of its clause: "14 Dec is doable", "30 Nov was the plan"."""

from __future__ import annotations

from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

_BE = r"(?:(?:is|'s|are|was|were|looks?|seems?|feels?|sounds?|(?:would|should|will|might|could|may|ought to|'d|'ll) be|has to be|remains|it is)\b|(?=\w))"
_DEGREE = r"(?: (?:now|still|probably|more|most|much|far|a lot|a bit|quite|very|just|about|really|actually|certainly|definitely|perfectly|the|a|an|my|our|your|only|likely|currently|all))*"
_GOOD = any_of(
    """doable manageable feasible achievable realistic workable likely possible fine ok okay good great alright safer better
    best fairer sensible reasonable comfortable favourite plausible deliverable attainable acceptable enough plenty right correct honest truthful accurate"""
)
_BAD = any_of(
    """tight ambitious optimistic unrealistic impossible undoable unachievable unlikely unworkable hopeless gone dead out off
    toast history pie dreaming aspirational premature fantasy missed lost past impractical wrong incorrect"""
)
_DATE = r"(?:(?:new|revised|updated|latest|current|best|finish|completion|end|target|delivery|due|forecast|likely|realistic|honest|expected|final|go[- ]live) ){0,3}(?:date|deadline|forecast|estimate|target|finish|completion|guess|eta|one|answer|aim)"
_IT = r"(?: (?:it|this|that|us|me|for (?:us|me|this|it|completion)|everything|the (?:job|trick|action|whole thing)))?"
#: "7 June is what we're working to now", and not "what we're planning for the launch".
_AIMED_AT = r"(?:what|where) (?:we|i)(?:'re| are|'m| am) (?:(?:all|now|currently|still|both|really) )*(?:working|aiming|planning|heading|pushing|shooting|looking)(?: (?:to|towards?|for|at|on))(?: (?:now|instead|currently|at the moment|these days))?(?=\W*$|[.,;]| (?:and|so|because|as)\b)"
#: The day is one on which it can be done, or will be.
_OFFERED = prefiltered(
    rf"^[ ,]*(?:{_BE}{_DEGREE} ?(?:(?:{_GOOD})\b|{_DATE}\b|what we (?:can|could) (?:do|manage|offer|commit to)|{_AIMED_AT}|where we (?:are|'re|have ended up|'ve ended up)|more like it|(?:nearer|closer to) the (?:mark|truth)|"
    r"when (?:it|we|i|this|that|everything|they)(?:'ll| will|'s| is|'re| are|'d| would| should| expect| can| hope| finish\w*| land\w*| complet\w*|  ?\ue002)*\b)|"
    rf"(?:will|would|should|ought to|'ll|'d)(?: probably| definitely| certainly| just)? (?:do|work|suit|cover|be enough|be plenty|give us (?:enough )?time|see){_IT}(?: (?:done|finished|complete|completed|through|over the line|landed))?(?= *(?:$|[^\w\s]|for|then|now|instead|please|thanks|better|as|if|i think|though|and|but))|"
    r"(?:works|suits)(?: better| best| well| fine)?\b|it is\b|(?:would|will) see (?:it|this|us) (?:done|finished|complete|through|over the line)\b|yes\b)"
    # "14 Dec works for the meeting" is of the meeting.
    r"(?! (?:for|as) (?:the|a|an|our|my|that) (?!action|work|job|whole|finish|deadline|completion|end)\w| ?(?:(?:for|as|at) )?[\ue003\ue005])"
)
_NAMES_DATE = prefiltered(rf"^[ ,]*{_BE}{_DEGREE} ?{_DATE}\b")
#: It will not be that day, or is no longer to be.
_REFUSED = prefiltered(
    rf"^[ ,]*(?:originally|previously|initially|at first|as (?:planned|it was)|no longer\b|no\b(?! (?:later|sooner|earlier|problem|issue|doubt|worries))|not (?:going|happening|on|{_GOOD})\b|(?:isn't|won't|wont|can't|cant|isnt|wasn't|wouldn't|doesn't)\b|"
    rf"(?:is|'s|was|looks?|seems?|feels?|would be|will be) (?:not|no longer|un\w+|impossible|(?:(?:far |way |a bit |much |just |very |really |too |now |going to be |always |looking )*(?:too \w+|(?:{_BAD})\b))|a (?:non[- ]?starter|stretch|push|dream|fantasy|struggle|no[- ]go)|going to (?:be missed|slip|pass)|out of (?:reach|the question)|in the bin)|"
    # "The 30 November date is health's, not ours".
    r"(?:(?:date|deadline|one) )?(?:is|was|'s|'s only|is only) (?:the )?[\w']+(?:'s|s')?(?: (?:date|deadline|idea|guess|figure))?,? (?:and |but )?(?:not|isn't|never) (?:mine|ours|my|our)\b|"
    r"was (?:the|our|my|a|what|where|when|always|only|never|just)\b|has (?:gone|slipped|passed)\b|(?:slipped|passed)\b)"
)
_ABOUT_NOW = any_of(
    "now the my our a an new best honest honestly realistic realistically revised current likely firm"
)
#: The action, or whoever does it, will be through with it.
_OVER = r"(?:done|finished|finish|complete|completed|completion|deliver|delivered|over the line|across the line|closed|close|sorted|landed|land|wrapped up|wrap (?:it|this) up|in place|ready|signed off|live|fully live|up and running|put to bed|all done|out of the way|the end of it|(?:through|home|there)(?=\W*$| (?:now|please|i think)|[,.;]))"
_THE_WORK = r"(?:it|this|that|us|me|them|both|\ue002+|the (?:action|work|whole thing|job|thing|lot|project))"
_SEES_IT_DONE = prefiltered(
    rf"(?:'ll| (?:should|will|would|ought to|is going to))? (?:see|sees|get|gets|bring|brings|have|has) {_THE_WORK}(?: (?:all|fully|finally|well|and truly|completely|safely))* {_OVER}(?!\w)"
)
_IS_WHEN = prefiltered(
    rf"(?:'s| is| will be| would be| should be)(?: (?:about|roughly|now|probably|realistically|the|day|date|point|week|month|moment))* when\b (?:(?!\b(?:not|start\w*|begin\w*|board|meeting|panel|interview\w*|they|she|he)\b)[^.;\n?]){{0,60}}\b{_OVER}(?!\w)"
)
_AS_THE_DATE = prefiltered(
    rf"(?: (?:down|in))? as(?: (?:{_ABOUT_NOW}))* (?:(?:completion|finish|end|delivery|due|target|forecast) )?(?:date|deadline|target|forecast|estimate|aim|finish|completion|eta)\b(?! of| for the)"
)


#: "It'll be Hogmanay before that's by with".
_BEFORE_IT_IS = prefiltered(
    rf" (?:now )?(?:before|by the time|when) (?:{_THE_WORK}|we|i|all of (?:it|this)|everything)(?:'s|'re|'ve|'ll)?(?: (?:is|are|have|has|get|gets|got|will|be|been|see|it|this|that|them|all|finally|fully|well|and|truly))* (?:{_OVER}|by with|done with|by wi|by)(?!\w)"
)


def tells_completion(right: str) -> bool:
    """Whether the words after a date say that then the action will be done: "early March should see it finished"."""
    return bool(
        _SEES_IT_DONE.match(right)
        or _IS_WHEN.match(right)
        or _AS_THE_DATE.match(right)
        or _BEFORE_IT_IS.match(right)
    )


def names_the_date(right: str) -> bool:
    """Whether the words after a date say that it is the action's: "so 12 December is your date"."""
    return bool(_NAMES_DATE.match(right))


def is_offered(right: str) -> bool:
    """Whether the words after a date say that it is the day: "14 Dec is doable"."""
    return bool(_OFFERED.match(right))


def is_refused(right: str) -> bool:
    """Whether the words after a date say that it is not, or no longer: "30 Nov is too soon"."""
    return bool(_REFUSED.match(right))
