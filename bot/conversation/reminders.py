"""Asking to be asked again: "chase me Thursday", "park it till the 4th", "don't remind me before Monday".

Only what the writer asks of the bot counts. "I'll chase them on Friday" and "the provider chased me" are
news, and so is what somebody else keeps asking.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.busy import is_taken_up, read_busy
from bot.conversation.colours import mentions
from bot.conversation.date_beside import AFTER, BESIDE
from bot.conversation.dates import DateReading, DateSpan, read_date
from bot.conversation.marks import PAST, Marked, any_of, lowered, within
from bot.conversation.once_over import once_over
from bot.conversation.periods import after_working_days, so_long_after
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context

#: What may stand before a request; a subject ("they", "I'll", "the team") may not.
_ASKING = (
    r"(?:^\W*|[.;,!?\n(:\ue003\ue005]\s*|\s[-–]\s*|\b(?:"
    + any_of(
        """and but so then please pls plz grateful appreciate like just maybe better also instead or happy yes ok no not now today again hi hello
        sorry thanks probably perhaps busy day days week weeks wk wks fortnight month months while bit fine mine morning later"""
    )
    + r"|(?:can|could|would|will|might|for|want|need|like|happy for) (?:you|u)(?: (?:to|please|just|maybe|pls))*|you (?:can|could|may|might)|set|feel free to|if you)\s+(?:please |just )?)"
)
_ASKS = (
    r"(?:remind (?:me|us)(?! (?:what|who|which|why|how|when|where)\b)|(?:(?:re-?)?raise|bring|flag|mention|surface|re-?surface|re-?open) (?:it|this|that|this one|\ue002+)(?: back)?(?: up)? (?:again|with me|to me|for me)(?: (?:again|up))*|resurface(?: (?:it|this|that|this one))?|bring (?:it|this|that|this one|\ue002+) (?:back )?up|"
    r"wake (?:me|us)(?: up)?|pop (?:back|up|by)(?: again)?|jog my memory|hit me up|tap me(?: on the shoulder)?|(?:gi'?e|gimme|give us) (?:me )?an? (?:shout|nudge|bell|buzz|ping|poke|dunt|prod|reminder)|drop me an? (?:line|note|message|reminder|ping)|re-?(?:issue|send) (?:this|the|that|your) (?:reminder|message|request|question)|"
    r"(?:to )?be (?:reminded|asked|nudged|chased|prompted|pinged)(?: again)?(?= (?:on|in|after|about|next)\b| ?\ue003)|try(?= (?:on )?\ue003+\W*$)|nudge(?: me)?|chase(?: me| this| it| \ue002+)?(?: up)?(?=\s*(?:again|me|on\b|in\b|at\b|then\b|up\b|next|about|for|after|later|please|$|[.,;!?\ue002\ue003]))|"
    # "If you ask me" is an opinion.
    r"(?:then|and)(?: then)? (?:ask|chase|nudge|check|prompt)(?=\W*$)|(?<!if you )ask (?:me|again(?! for ?\ue003)|for it again)|ask me(?= ?(?:again|on\b|in\b|at\b|after|later|next|\ue003))|ask(?= (?:on|in|at|after|later|next)\b| ?\ue003)|(?:ask|check|come back)(?: to me)?(?= (?:about|on|re) (?:it|this|that|this one|that one|\ue002+) ?(?:(?:again|on|in|at|after|later|next)\b|\ue003))|prompt me|ping me|poke me|prod me|buzz me|try me|try (?:again|back)|check (?:back|in)(?: with me)?|"
    r"come back(?: to me)?(?= ?(?:later|again|on\b|in\b|at\b|after|next|then|when|$|[.,;!?]|\ue003)| to me)|get back to me|bug me|bother me|(?:hassle|pester|badger|nag|chivvy|e-?mail|text) (?:me|us)(?= ?(?:again\b|about\b|re\b|on\b|in\b|after\b|later\b|next\b|\ue003))|shout(?: (?:me|again))+|shout(?= ?(?:on|in|at)\b| ?\ue003)|give me an? (?:shout|nudge|poke|prod|ping|reminder|bell|buzz|kick(?: up the \w+)?|jab|yell)|snoo?oz?ze?|snoze|snozze|"
    r"message me|contact me(?: again)?(?= ?(?:again\b|on\b|after\b|next\b|\ue003))|get in touch(?: with me)?(?: again)?(?= ?(?:again\b|on\b|after\b|next\b|\ue003))|follow up(?: with me| again)?(?= ?(?:on\b|in\b|next|after|\ue003)| with me)|(?:set |put in |put |i'?d like )?(?:me )?a reminder|(?:would be|is|'s|works|be) (?:better|best|good|fine|ideal|easier|great)(?: for me)? for (?:a|the|my|your|another) (?:reminder|nudge|chaser|prompt)|reminder (?:for|on|in|\ue003)|circle back|revisit (?:this|it)?(?: with me)?|"
    r"catch me|grab me|collar me|(?:talk|speak) to me|pick (?:this|it) (?:back )?up with me|re-?send(?: (?:this|it|that))?|send (?:me )?(?:this|it|that|the reminder) again|re-?ask|diarise (?:this|it)?)"
)
_IT = r"(?:it|this|that|me|mine|ours|these|them|all|both|everything|this one|that one|reminders?|the reminders?|my reminders?|\ue002+(?:\s*(?:and|,|&)\s*\ue002+)*)"
_UNTIL = r"(?:until|till|til|for now|alone|with me|for|to|\ue003|(?:be|in peace|to it) ?(?:until|till|til|for|\ue003))"
#: To be left alone for a while. Beside a report these may be about the work, and are not read.
_WAITS = (
    rf"(?:(?:hide|bury|tuck away|put away|file|stash) {_IT}(?: (?:away|from (?:me|us|my (?:list|view))|out of (?:sight|the way)|off my list))* ?(?:until|till|til|\ue003)|(?:park|leave|hold|defer|shelve|pause|mute|silence|postpone|put off|keep) {_IT} ?{_UNTIL}|(?:park|pause|mute|hush|shush|shelve|silence|skip|sleep|zip it|dnd|do not disturb) ?(?:(?:until|till|til|for) ?)?\ue003|defer(?: this| it)? ?(?:until|till|to)|"
    r"postpone (?:this )?reminder|(?:can|could) (?:we|you|it|this|that) wait ?(?:until|till|\ue003)|wait ?(?:until|till|\ue003)|\ue003+ (?:is|would be|works|suits|'s)(?: (?:me|us|much|a lot|far|better|best|good|easier|fine|for me)){0,3} (?:for|to have) (?:a|our|another) (?:quick )?(?:chat|talk|word|conversation|catch[- ]?up|call) (?:about|on) (?:it|this|that|this one|that one|\ue002+)|(?:give|gie|allow) (?:me|us) ?(?:until |till |til )?\ue003+ to (?:get (?:you|back)|give|send|check|find|answer|reply|respond|ask|come back|confirm|update|write|let you)|hold (?:off|fire)(?: ?(?:until|till|\ue003)| on (?:this|it|that)| for now)?|"
    r"nothing (?:more |else |from you )*\ue003+(?=[^.;\n]{0,20}\b(?:please|pls|plz|thanks|ta)\b)|no (?:more )?(?:reminders?|chasers?|nudges|messages|pings|prompts|alerts|chasing|nagging|nudging|buzzing|bother|hassle) ?(?:until|till|before|for|\ue003)|(?:quiet|silence) ?(?:until|till|\ue003)|leave (?:it|this|that)? ?\ue003|back off ?(?:until|till|\ue003)|(?:get off my (?:back|case)|lay off|ease off|clear off|stand down|cut (?:me|us) (?:some|a bit of) slack|(?:give|gie) (?:me|us|it) (?:a (?:break|rest|breather)|(?:some |a bit of )?(?:peace|space|slack|grace|breathing space))) ?(?:until|till|for|\ue003))"
)
_ASKED = prefiltered(rf"{_ASKING}(?P<cue>{_ASKS})(?!\w)")
_WAITED = prefiltered(rf"{_ASKING}(?P<cue>{_WAITS})")
#: "Won't make 30/11, try 12/1" is about the work's date; of "can't do Friday, try Monday" nobody knows.
_TRY = prefiltered(r"\btry(?: on)? ?\ue003+\W*$")
_MISSED = prefiltered(
    r"(?:\b(?:won'?t|will not|not going to|not gonna|unlikely to) (?:make|hit|meet|land|be \w+ (?:by|for|on))|\b(?:can'?t|cannot) (?:hit|meet)|\bmiss(?:ed|ing)?|\bno chance of)(?: (?:the|by|it by|that by))? ?[\ue003\ue005]+"
    r"|[\ue003\ue005]+ (?:is|was|'s) (?:gone|out|off|dead|missed|not (?:realistic|achievable|happening|doable|possible)|un\w+|impossible|too (?:soon|early|tight|ambitious))"
)
_CANNOT = prefiltered(r"\b(?:can'?t|cannot|cant) (?:do|make|manage) ?[\ue003\ue005]+")
_DONT = prefiltered(
    r"\b(?P<cue>(?:don'?t|do not|stop|no need to|never|didn'?t|why did you|quit)\s+(?:\w+\s+)?(?:remind|nudg|ask|chas|ping|prompt|bother|bug|messag|nagg?|wak|pok|prod|buzz|disturb|hassl|contact|text)(?:ing|e)?(?: me)?(?: (?:again|about (?:this|it|that)))*)"
)
#: "They said leave it a month then ask": what the bot is to do is not told by such words.
_THEIR_PLAN = prefiltered(
    r"\b(?:i|we|they|he|she)(?:'ll|'d| will| would| should| want to| said| say| suggested| agreed| told us)(?: (?:just|probably|to|we|it))* (?:leave|give|wait|hold|park|see|let)\b[^.;!?\n]*$"
)
_ME = prefiltered(r"\b(?:me|us)\b")
_LEFT_ALONE = ("until", "till", "til", "untill", "before", "for", "not before", "not until")
#: "I'll have it wrapped up by Thursday" promises the work and not an answer.
_WORKED = r"(?:all |fully |well |properly |mostly |both |finally |safely |pretty much )*(?:done|finished|complete\w*|wrapped|sorted|ready|delivered|closed|in place|in the bag|over the line|signed|live|up and running|embedded|implemented|landed|nailed|cracked|sewn up|buttoned|tied|finalised|published|out(?! to you)\b|rolled|boxed|up\b|concluded|resolved|fixed|launched|agreed|off my desk)"
#: "I'll send you the minutes on Friday" promises a paper, and no answer.
_ANSWER = r"(?:it|this|that|something|more|everything|a colour|one|(?:an?|the|my|our|your|this|some)(?: (?:full|fuller|proper|quick|short|better|written|further|next))* (?:update|answer|reply|response|colour|rag|rating|status|return|position|steer|line|form|note|words)s?)"
#: "Cabinet is 18 Dec, will know more then": the day is Cabinet's.
_KNOWS = prefiltered(
    r"\bknow(?: [a-z]+){0,2} (?:more|better)\b(?!(?: (?:on|by|after|from|in|at))?(?: the)? ?\ue003)"
)
_PROMISE = prefiltered(
    rf"(?:\b(?:i'?ll|i will|we'?ll|we will|let me|i can|i'?m going to|i am going to)|(?:^\W*|[.;,!?\n(-][ ]{{0,2}})(?:(?:and|but|so|ok|sorry|hi|busy|yes|thanks|then|not now|just|now)\W+)*(?:will|can|going to|gonna)|\b(?:and|but|so|then) (?:will|can|going to|gonna))\s+(?:try to |try and )?(?:update|reply|respond|answer|get back|come back|let you know|report back|report|(?:send|give)(?: you| u)? {_ANSWER}|have (?:an update|something(?! {_WORKED})|(?<!we'll have )(?<!we will have )(?<!well have )it(?! {_WORKED})|more|news)|do (?:it|this|an update)|revert|look at (?:it|this)|get to (?:it|this)|know(?: (?:a (?:bit|lot|little)|lots|much|far|loads))?(?: more| better)?"
    rf"|(?:get|have|send|ping|drop|shoot|fire|pop|e-?mail|fling) {_ANSWER}(?: (?:back|over|across|in|out|through))* to (?:you|u)|(?:get|send|drop|ping|let|shoot) (?:you|u)(?: have)? {_ANSWER}(?! {_WORKED})"
    r"|(?:do|sort|write|fill in|fill out|complete|finish|submit) (?:my|the|this) (?:update|return|form|response|reply))\b"
    rf"|\b(?:you'?ll|you will|u will) (?:have|get|receive) {_ANSWER}\b(?! {_WORKED})|\b(?:you'?ll|you will) hear from me\b|\bexpect (?:my|an) (?:update|reply|answer|return)\b|\b(?:update|reply|answer)(?: will be| is|'ll be)? with you\b"
    r"|\b(?:bear with(?: me)?|get back to you|come back to you|update to follow|update ?\ue003|update (?:by|on|coming|due|will follow|to come)|(?<!days )(?<!weeks )(?<!months )(?<!week )(?<!month )(?<!fortnight )(?<!bit )more (?:by|on|to follow)|busy|swamped|snowed under|in meetings|not (?:today|now)|later|another time|too busy|no time)\b"
)
#: "Heads too busy": no word of the writer's own time.
_OTHERS_BUSY = prefiltered(
    r"\b(?!(?:was|is|its|things|days|this|us|as|yes|always|weeks|sorry|mornings|afternoons|evenings|\w+days)\b)[a-z]{2,}s (?:(?:are|were|all|far|just|too|very|really|so|being) )*(?:busy|swamped|snowed under|in meetings)\b"
)
#: "Give me a week": for the answer, or for the work.
_SPELL = prefiltered(
    r"^\W*(?:(?:hi|sorry|please|pls|can you|could you|just|ok|not now|busy)\W+)*(?:give|gie|allow|gimme) ?(?:me |us )?(?:a|another|one more|a few|a couple of|\d{1,2}|two|three|four|five) (?:more )?(?:(?:working|business|clear|full) )?(?:days?|weeks?|wks?|fortnight|months?)\b(?:\W+(?:will you|would you|please|pls|plz|thanks|ta|and|on this|for this|more|bot|yeah|ok))*\W*$"
)
#: "Will know by Weds, ping me then".
_THEN = prefiltered(r"\bthen\W*$")
_THAT = frozenset(("after that", "after this", "after then", "then", "that day"))
_AFTER_IT = prefiltered(
    r"[\w' ]{0,12}\b(?:after (?:that|it|this|then|the \w+)|once (?:that|it|they)|then|afterwards|by then)(?=\W*(?:$|[.,;\n]|is\b|has\b))"
)
_OPEN_PROMISE = prefiltered(
    r"\b(?:back to you|let you know|later|busy|not (?:now|today)|bear with|swamped|another time)\b"
)
#: The days on which somebody works; no promise of an answer on the first of them.
_PATTERN = prefiltered(
    r"\bi (?:only |usually |normally )?work\b|\b(?:my )?working (?:days|pattern|hours|week)\b"
)
#: "Not just now", "not at the moment", "not today".
_NOT_NOW = rf"not (?:(?:just|right|really|quite) )?(?:now|{PAST}++(?= ?[,.;:!-]|\W*$)|at (?:the moment|present|this (?:moment|minute))|this (?:minute|second|instant|very (?:minute|second)))"
_TODAY = ("today", "tonight", "this morning", "this afternoon", "this evening")
_LATER_ONLY = prefiltered(
    rf"^\W*(?:(?:please|can you|could you|maybe|ask me|remind me|{_NOT_NOW}|do it|busy|i'll do it|will do it|i'll reply|can we do this|try|again|sorry|ok|snooze|me|it|this)\W+)*(?:later(?: on)?|another time|some other time|{_NOT_NOW}|snooze|remind me(?: again)?|ask me again|\ue003+)(?:\W+(?:maybe|perhaps|possibly|hopefully|later|please|pls|thanks|today|this week|busy|sorry|again|instead|would be better|is better))*\W*$"
)
_LASTING = prefiltered(
    r"\b(?:(?:in|for|after|another|give (?:it|me|this)|leave (?:it|this))\s+)?(?P<n>a|an|another|\d{1,2}|one|two|three|four|five|six|a couple of|couple of)(?: more| full| clear)?(?P<working> working| business)? (?P<unit>days?|weeks?|wks?|fortnights?|months?)\b(?! (?:before|after|later))"
)
_ITS_DAY = prefiltered(
    r"[\s,(-]*(?:(?:meeting|which|that|it)\b ?)*(?:(?:on|is|is on|'s on|meets|meets on|being)\b)?[\s,(-]*"
)
_BESIDE_WHAT = prefiltered(
    r"\b(?:after|before|once|when|following|as soon as)\b(?! (?:lunch|work|hours)\b)"
)
#: A day nearer than this is one to talk on, rather than the action's.
_SOON = timedelta(days=5)
#: "Not Friday, maybe Monday".
_NOT_THEN = prefiltered(r"\bnot (?:on )?$")
#: Characters behind a request in which a report may begin again.
_REACH = 160
#: Characters before "busy" among which stands who is.
_NEAR = 40
#: Nobody is asked again later than this.
_FAR = timedelta(days=365)
#: Where a request begins and ends, when something else is said before or after it.
_STOP_BEFORE = prefiltered(r"[.;,\n!?:(]|\s[-–]\s")
#: "Could I have till 20 December, legal are swamped": so long for the action, and not for the answer.
_MORE_TIME = prefiltered(
    r"\b(?:can|could|cd|cld|may|might) (?:i|we)(?: (?:poss|possibly|please|pls|plz|maybe|perhaps|just|also))* (?:have|get|take) \ue003"
)
#: "Can I have till Friday to reply".
_TIME_TO_REPLY = prefiltered(
    r"\b(?P<cue>(?:(?:can|could|cd|cld|may|might) (?:i|we)(?: (?:poss|possibly|please|pls|plz|maybe|perhaps|just|also))* (?:have|get|take)|(?:i|we)(?:'?ll| will|'d)? (?:need|want)|(?<![a-z] )(?:need|want)|give me|allow me) \ue003+ to (?:(?:reply|respond|answer|get back)(?! (?:to )?(?!you\b|this\b|it\b|that\b|your\b)[a-z])|come back|let you know|(?:send|do|write|finish|fill in|complete) (?:it|this|my|the|an?|your)(?: \w+)? ?(?:update|reply|answer|form|return)(?=\W*(?:$|[.,;!?\n]))|update you))\b"
)
_SENTENCE_END = prefiltered(r"\n|[.;!?](?=\s|$)")
_PARTS = prefiltered(r",|\s[-–]\s|\b(?:but|and|so|though)\b")
_PREPOSITION = prefiltered(r"^(?:until|till|til|by|not before|before|after|from|for)\s+")
_OF_ANOTHER_TIME = prefiltered("later|time|not|snooze")


class Snooze(Struct, frozen=True):
    """The day to ask again; ``None``: it must be asked."""

    until: date | None
    because: str


class Request(Struct, frozen=True):
    """The words that ask to be asked again, where they stand, and when that is to be."""

    start: int
    end: int
    snooze: Snooze


def asks_again(mask: str) -> bool:
    """Whether the words ask for a reminder, whenever it is to come."""
    return bool(_ASKED.search(mask) or _WAITED.search(mask)) and not _DONT.search(mask)


def put_off(marked: Marked, context: Context) -> Snooze | None:
    """When to ask again somebody who says only that they are busy."""
    busy = read_busy(marked)
    if busy is None:
        return None
    return _on(busy.day, context) if busy.day else Snooze(None, "snooze:busy")


def find_request(marked: Marked, context: Context) -> Request | None:
    """A plain request for a reminder among other words; what only waits is none beside a report."""
    mask = marked.mask
    found = _asked(mask) or _left_alone(marked)
    if found is None or (found.re.pattern == _ASKED.pattern and _DONT.search(mask)):
        return None
    start, end = _bounds(mask, found.start("cue"))
    own = within(marked, start, end)
    snooze = _when(own, context, found.start("cue"))
    told = [span for span in marked.dates if span.end <= found.start("cue")]
    if snooze is None and told and _THEN.search(own.mask):
        # "W/c 27 Nov would be better, nudge me then": the day is the reminder's and no other.
        start, snooze = min(start, told[-1].start), _on(told[-1], context)
    return Request(start, end, snooze or Snooze(None, "snooze:no-date"))


def read_snooze(marked: Marked, context: Context, *, reported: bool) -> Snooze | None:
    """When to ask again; a mere promise to answer counts only where nothing else is ``reported``."""
    mask = marked.mask
    alone = _left_alone(marked)
    if alone is None and _DONT.search(mask):
        return None
    if _TRY.search(mask):
        if _MISSED.search(mask):
            return None
        soon = marked.dates[0].reading.end
        if _CANNOT.search(mask) and (soon is None or soon > context.today + _SOON):
            return Snooze(None, "snooze:or-date")
    asked = alone or _asked(mask) or _TIME_TO_REPLY.search(mask)
    if asked is None and not (reported and mentions(mask)):
        asked = _WAITED.search(mask)
    if asked is None and not reported and _SPELL.match(lowered(marked.text)):
        return Snooze(None, "snooze:or-date")
    if asked is not None:
        return _when(marked, context, asked.start("cue")) or Snooze(None, "snooze:no-date")
    if mentions(mask) or _PATTERN.search(mask):
        return None
    promised = None if reported else _PROMISE.search(mask)
    if promised and _OTHERS_BUSY.search(mask, max(0, promised.start() - _NEAR), promised.end()):
        promised = None
    if promised and _MORE_TIME.search(mask):
        promised = None
    later = len(mask) <= 100 and _LATER_ONLY.match(mask) and _OF_ANOTHER_TIME.search(mask)
    if later and any(mask[one.start] == PAST and one.words not in _TODAY for one in marked.dates):
        # "Not yesterday, Monday" puts a day right.
        later = None
    if not promised and not later:
        return None
    if any(is_taken_up(mask, span) for span in marked.dates):
        return Snooze(None, "snooze:busy")
    if promised and _KNOWS.search(mask, promised.start()):
        return Snooze(None, "snooze:no-date")
    when = _when(marked, context, promised.start() if promised else 0, asked=False)
    after_it = any(span.words in _THAT for span in marked.dates) or (
        promised and _AFTER_IT.match(mask, promised.end())
    )
    if promised and after_it:
        # "Meeting them Thursday, will know more after that" asks for nothing on a day.
        return Snooze(None, "snooze:after-it")
    if when is None and promised and not _OPEN_PROMISE.search(mask):
        return None
    return when or Snooze(None, "snooze:no-date")


def day_to_ask(marked: Marked, context: Context) -> Snooze | None:
    """The day named in words that are known to ask for a reminder."""
    return _when(marked, context, 0)


def _asked(mask: str) -> re.Match[str] | None:
    found = _ASKED.search(mask)
    if found is None or _ME.search(found["cue"]):
        return found
    return None if _THEIR_PLAN.search(mask[: found.start("cue")][-_REACH:]) else found


def _left_alone(marked: Marked) -> re.Match[str] | None:
    """ "Don't remind me until the 11th", and not "don't remind me on Friday"."""
    found = _DONT.search(marked.mask)
    if found is None:
        return None
    ends = _SENTENCE_END.search(marked.mask, found.end())
    stop = ends.start() if ends else len(marked.mask)
    ahead = [span for span in marked.dates if found.end() <= span.start < stop]
    return found if ahead and ahead[0].words.startswith(_LEFT_ALONE) else None


def _bounds(mask: str, cue: int) -> tuple[int, int]:
    """From where its own part of the sentence begins to where something is reported again."""
    stops = [stop.end() for stop in _STOP_BEFORE.finditer(mask, max(0, cue - 120), cue)]
    start = stops[-1] if stops else max(0, cue - 120)
    if mentions(mask[start:cue]):
        start = cue
    ends = _SENTENCE_END.search(mask, cue)
    end = ends.start() if ends else len(mask)
    for part in _PARTS.finditer(mask, cue, min(end, cue + _REACH)):
        if mentions(mask[part.end() : min(end, part.end() + _REACH)]):
            return start, part.start()
    return start, end


def _when(marked: Marked, context: Context, start: int, *, asked: bool = True) -> Snooze | None:
    """The first date from ``start`` on, else any; ``None`` where no time is told.

    ``asked``: the writer asks for a reminder, and does not only promise an answer.
    """
    ahead = [span for span in marked.dates if span.end > start]
    if not ahead and _BESIDE_WHAT.search(marked.mask, start):
        # "Panel is 7 Dec, ask me a week after the interviews".
        return None
    spans = [
        span
        for span in ahead or marked.dates
        if not _NOT_THEN.search(marked.mask, max(0, span.start - _REACH), span.start)
    ]
    if asked and len(spans) > 1 and spans[0].reading.because == "no-meeting-known":
        between = marked.mask[spans[0].end : spans[1].start]
        if _ITS_DAY.fullmatch(between):
            # "After the ELG on the 7th" tells when the meeting is.
            day = _on(spans[1], context)
            if day.until is not None and spans[0].words.startswith("after "):
                return replace(day, until=day.until + timedelta(days=1))
            return day
    if spans and (over := once_over(marked, spans, context)) is not None:
        return _from(over.day, context) if over.day else Snooze(None, "snooze:once-over")
    if spans:
        return _on(spans[0], context)
    lasting = _LASTING.search(lowered(marked.text))
    if lasting is None:
        return None
    if lasting["working"] and lasting["unit"].startswith("day"):
        count = (so_long_after(context.today, lasting["n"], "days") - context.today).days
        return Snooze(after_working_days(context.today, count), "snooze:working-days")
    return Snooze(so_long_after(context.today, lasting["n"], lasting["unit"]), "snooze:lasting")


def _on(span: DateSpan, context: Context) -> Snooze:
    words = _PREPOSITION.sub("", span.words)
    if span.reading.because == AFTER and span.reading.start is not None:
        return _from(span.reading.start + timedelta(days=1), context)
    if span.reading.because == BESIDE and span.reading.start is not None:
        return _from(span.reading.start, context)
    reading: DateReading | None = (
        read_date(
            words, context.today, purpose="reminder", meetings=context.meetings, terms=context.terms
        )
        or span.reading
    )
    if reading is None or not reading.certain or reading.start is None:
        return Snooze(None, f"snooze:{reading.because if reading else 'unclear'}")
    until = reading.start
    if until - context.today > _FAR:
        # "Ask me in 2027" says that nobody should.
        return Snooze(None, "snooze:far-off")
    if span.words.startswith("after "):
        until = (reading.end or until) + timedelta(days=1)
    if until <= context.today:
        later_today = until == context.today and (reading.end or until) > context.today
        return Snooze(None, "snooze:past" if not later_today else "snooze:today")
    return Snooze(until, f"snooze:{reading.because}")


def _from(day: date, context: Context) -> Snooze:
    """A reminder on a day told by another of the message."""
    return Snooze(day, f"snooze:{BESIDE}") if day > context.today else Snooze(None, "snooze:past")
