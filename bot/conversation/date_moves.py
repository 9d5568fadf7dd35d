"""Moving the action's date, by any verb and with any object: "shunt it on to", "amend the completion date to".

Only where what is moved is the action or its date: "moved the interviews to 4 December" is news.
"""

from __future__ import annotations

from bot.conversation.marks import any_of
from bot.conversation.prefilter import prefiltered

_MOVE = any_of(
    """move moved moving push pushed pushing shift shifted shifting shunt shunted shunting shove shoved shoving slide
    slid slip slipped slipping bump bumped bumping kick kicked kicking bounce bounced pull pulled pulling drag dragged
    put putting bring brought bringing knock knocked stretch stretched extend extended extending delay delayed delaying
    defer deferred deferring postpone postponed postponing reschedule rescheduled rescheduling re-schedule rearrange
    rearranged reset re-set resetting redate re-date redated rebaseline re-baseline rebaselined change changed changing
    amend amended amending alter altered altering adjust adjusted adjusting revise revised revising update updated
    updating correct switch switched swap roll rolled carry carried stick tweak tweaked reforecast re-forecast punt punted nudge nudged
    take taking go going run running budge edge inch flip replan re-plan set setting fix fixed pencil make"""
)
#: Verbs after which "for" and "at" lead to the new date as well.
_PLACE = any_of(
    "put putting set setting fix pencil pencilled reschedule rescheduled rebaseline re-baseline reset replan re-plan go going aim aiming book"
)
_KIND = any_of(
    """the my our its this that a an new revised forecast forecasted expected estimated completion target due end finish
    finishing delivery planned current action action's closing projected anticipated final go-live actual overall live"""
)
_DATE = rf"(?:(?:{_KIND}) )*(?:dates?|deadlines?|forecasts?|timescales?|timelines?|timeframe|completion|finish|end|target|eta|milestone)(?: (?:for|of|on) (?:it|this|that|this one|that one|the action|this action|mine|both|\ue002+))?"
_IT = (
    rf"(?:{_DATE}|it|this|that|them|these|both|this one|that one|mine|ours|all of (?:it|them|this)|(?:the|this|that|my|our) (?:action|one|item|whole thing|lot|thing|project|piece)|things|everything|(?:action )?\ue002+"
    rf"(?:(?:'s)? (?:{_DATE}))?)(?![\w\ue002])"
)
_ALONG = r"(?: (?:back|out|on|forward|along|over|up|down|again|now|slightly|a bit|please|pls|right|instead|just|in|off|this time|down the (?:road|line|track)|a (?:bit|little|touch)(?: further)?|further))*"
_TO = r"(?:to|tae|until|till|til|as|into|onto|on to|no later than)"
_ROUGHLY = (
    r"(?: (?:be|the|about|around|say|maybe|roughly|early|mid|late|read|something like|more like))*"
)
_FOR_IT = r"(?: (?:for|with|on) (?:this|it|that|us|now|\ue002+)(?: one)?)?"
_MOVES_IT = prefiltered(
    rf"(?:^|[\s,(-])(?P<verb>(?:{_MOVE})(?: {_IT})?{_ALONG}{_FOR_IT} {_TO}{_ROUGHLY}|(?:{_PLACE})(?: {_IT})?{_ALONG}{_FOR_IT} (?:for|at){_ROUGHLY}|(?:shown|recorded|listed|entered|noted|logged) as)\s*$"
)
#: The date itself brings the preposition: "shift it | until 12 January".
_MOVES = prefiltered(rf"(?:^|[\s,(-])(?P<verb>{_MOVE})(?: {_IT})?{_ALONG}{_FOR_IT}\s*$")
_BRINGS = frozenset(("to", "tae", "until", "till", "til"))
#: "We'll have it all in place by …", "should get it over the line by …".
_THE_WORK = r"(?:it|this|that|them|these|both|this one|that one|mine|ours|everything|all of (?:it|them|this)|the (?:action|work|job|whole thing|lot|whole lot|thing)|\ue002+)"
_DONE_BY = prefiltered(
    rf"(?:^|[\s,(-])(?P<verb>(?:have|get|see|bring|be having|be getting|to be) (?:{_THE_WORK} )?(?:(?:all|fully|well|properly|finally|safely|both|pretty much|completely|totally) )*"
    rf"(?:done|finished|complete|completed|over the line|across the line|over and done with|wrapped up|all wrapped up|sorted|in place|in the bag|delivered|closed(?: off| down)?|finished off|signed off|to completion|to the finish|there|up and running|live|off my (?:desk|plate|list)|put to bed|boxed off|buttoned up|tied up|nailed|home|landed|concluded|embedded|implemented|rolled out)|"
    rf"working (?:to|towards?|for)|work (?:to|towards?)|(?:aiming|shooting|gunning|going) for|aim for)"
    rf"(?: (?:by|on|in|for|before|around|about|at|at some point in|sometime in|early|late|mid|the|a date of|a deadline of|say))*\s*$"
)
#: "We'll not have it sorted till the end of January": then it will be.
_NOT_UNTIL = prefiltered(
    rf"(?:^|[\s,(-])(?P<verb>(?:not|never|won'?t|cannot|can'?t|isn'?t|aren'?t|shan'?t|willnae|no)(?: (?:going to|gonna|gonnae|likely to|expecting to|actually|realistically|really|be|get|getting|have|see|bring|able to))* (?:{_THE_WORK} )?(?:(?:all|fully|properly|finally|completely) )*"
    r"(?:done|finished|finish|complete|completed|over the line|across the line|wrapped up|sorted|delivered|closed(?: off| down)?|finished off|signed off|put to bed|boxed off|concluded|by with|done with))\s*$"
)
_UNTIL = frozenset(("until", "till", "til", "untill"))
_SUBJECTS = frozenset(
    """i we it this that these both all everything ill well im we re are am is will ll d would should can could may might going to
    expect expecting hope hoping hopeful aim aiming plan planning intend intending confident able try trying now still currently
    and so but please just probably likely realistically hopefully ok yes no think reckon ought must need needs have has ve be been to
    target the action here honestly sure happy committed looking""".split()
)
_LEADS = frozenset(
    """need needs to has have had we i please pls can could may might must should let lets us going want wants d would like
    means so and just do ll will ought better get got kindly you hi hello it this that asking asked for request requesting
    propose proposed proposing suggest suggesting recommend prefer rather happy ok okay time safer forced required
    necessary best wise sensible sorry but also now probably likely then if possible be realistic realistically im am is
    are re been m gonna gonnae gotta there s ve having being yes thanks afraid the deadline date forecast completion finish end
    action target hereby formally therefore""".split()
)
_NEAREST = 3
_NOT_MOVED = prefiltered(
    r"\b(?:not|never|no|cannot|without|cant|wont|dont|didnt|was|were|instead of|rather than|originally|previously|before|used to|why|who|they|he|she|if|unless|refus\w+|reluctant|everyone|nobody|tried|trying|avoid\w*|meant|supposed)\b|n't\b"
)
_NOT_DONE = prefiltered(
    r"\b(?:not|never|cannot|unlikely|wont|cant|was|were|had|why|if|unless)\b|n't\b"
)
#: No condition: "I should be grateful if the date could be shown as".
_POLITE_IF = prefiltered(
    r"\b(?:grateful|obliged|appreciated?(?: it)?|glad|pleased|kind|great|helpful|good) if\b"
)
_LETTERS = prefiltered(r"[a-z]+")


def moves_the_date(clause: str, *, preposition: str) -> bool:
    """Whether a clause that ends before a date asks, or tells, that the action moves to it."""
    straight = _POLITE_IF.sub("please", clause.replace("’", "'"))
    if preposition in _UNTIL and (late := _NOT_UNTIL.search(straight)):
        before = _LETTERS.findall(straight[: late.start("verb")])
        return all(word in _SUBJECTS for word in before)
    found = _MOVES_IT.search(straight)
    if found is None and preposition in _BRINGS:
        found = _MOVES.search(straight)
    done = _DONE_BY.search(straight)
    if done is not None and not _NOT_DONE.search(straight):
        before = _LETTERS.findall(straight[: done.start("verb")])
        return all(word in _SUBJECTS for word in before)
    if found is None or _NOT_MOVED.search(straight):
        return False
    before = _LETTERS.findall(straight[: found.start("verb")])[-_NEAREST:]
    return all(word in _LEADS for word in before)
