"""Which date of a clause is when the action will be done (R4, R5).

A date in a report is mostly about something else: an interview, a meeting, a start. It is a forecast only
where the words around it say so, or where it stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.colours import mentions
from bot.conversation.date_called_off import of_called_off
from bot.conversation.date_doubts import (
    is_of_else,
    is_of_goods,
    may_be_an_option,
    may_be_the_answer,
    suits_the_writer,
)
from bot.conversation.date_left_over import may_be_meant
from bot.conversation.date_predicates import (
    is_offered,
    is_refused,
    names_the_date,
    tells_completion,
)
from bot.conversation.date_roles import Role, role_of
from bot.conversation.date_same_month import WHICH_MONTH
from bot.conversation.date_steps import is_of_a_step
from bot.conversation.dates import DateReading, DateSpan, read_date
from bot.conversation.lexicon import IT
from bot.conversation.marks import DATE, PAST, Marked, between
from bot.conversation.prefilter import prefiltered
from bot.conversation.readings import Context, Question
from bot.conversation.senses import Sense
from bot.conversation.shifts import Shift, read_shift
from bot.domain.dates import Due, Precision

#: "If I'm realistic" is no condition: it says that the day is the honest one.
_IF_HONEST = r"(?:i'?m|we'?re|i am|we are) (?:(?:being|brutally|completely|perfectly|totally|really|quite) )*(?:honest|realistic|sensible|truthful|frank|candid)(?! (?:about|over|on|enough|and|or)\b)"
_IF_FINE = rf"if (?:{_IF_HONEST}|that'?s|that is|thats|that works(?! for (?!you|us|me|every|all))|it'?s|this is|possible|poss|ok|okay|you don'?t mind|we (?:can|may)|i (?:can|may))(?: (?:ok|okay|alright|all right|fine|possible|acceptable|with you))?"
_COURTESY = (
    rf"(?:more |most |very |is |looks )?(?:likely|probably|probable)|please|pls|plz|now|instead|latest|at the latest|at latest|hopefully|i (?:think|reckon|believe|expect|imagine)|i'd say|ok(?: with you)?|okay|{_IF_FINE}|ideally|realistically|tops|"
    r"all being well|fingers crossed|thanks|thank you|cheers|ta|for (?:\ue002+|this|that|it|mine|us|me|completion|go[- ]?live|delivery|the finish|finishing|the whole|everything|now)|(?:for )?this (?:month|week|quarter|term|time|cycle)|on \ue002+"
)
#: What may follow a date that is plainly said to be the day of completion.
_AFTER = prefiltered(
    rf"^[\s)]*(?:$|[.,;:!?()\n-]|[\u2600-\u27bf\U0001f300-\U0001faff]|(?:{_COURTESY}|"
    r"and|as|because|cos|due to|when|since|but|however|although|so|not|rather|then|for|works|would|should|earliest|onwards|with|though|to|at|while|given|until|once|after|subject|we|i|it|that|this|which|per|tbc|on (?:this|that|it)(?: one)?(?=\W*$|[.,;]))(?!\w))"
)
_BY_WHOM = r"(?:as )?per (?:the|our|my|your|change|cabinet|board|elg|plan|project|revised|latest|agreed|new)\b|according to"
#: What may follow a date that is bare, or said with a weak word.
_BARE_AFTER = prefiltered(
    rf"^[\s)]*(?:$|[.,;:!?)\n-]|[\u2600-\u27bf\U0001f300-\U0001faff]|(?:{_COURTESY}|(?:still )?stands|{_BY_WHOM}|"
    r"(?:be )?(?:a problem|an issue|too late|out of the question)(?=\s*\?)|be (?:ok|okay|alright|all right|possible|acceptable|fine|doable|good|better)|time|is\s*[.!]?\s*$|(?:and|then|but|so)\s*$)(?!\w)|,? ?(?:and |but )?(?:not|instead of|rather than) [a-z ]{0,12}[\ue003\ue005])"
)
_DOUBT_AFTER = prefiltered(
    rf"^\s*(?:(?!{_IF_FINE})if\b|unless|or\b|subject to|provided|assuming|-?ish\b|depending|at the (?:very )?earliest|at best|earliest|onwards|or so|\?\?|maybe|perhaps|possibly|tbc|"
    r"(?:but )?not (?:sure|certain|confirmed)|i guess|to be confirmed)"
)
#: "January. Early.", "March (the back end)": which part of the month is told behind it.
_PART_OF_MONTH = prefiltered(
    r"\s*[.,;:(/-][\s(-]*(?:(?:very|quite|fairly|probably|more|so|say|i'?d say|i think|the|towards?|around|about|in) )*(?:early|mid|middle|late|end|back end|start|beginning|(?:first|second|latter|early|later|back) (?:half|part|week|end))"
    r"(?: (?:of it|of the month|of that|on|in it|in the month|doors|part|half|i think|i'?d say|probably|hopefully|rather than \w+|not \w+))*[\s)]*(?:$|[.,;!?\n])"
)
#: "Aiming for a January start": the date of one thing among others.
_OF_EVENT = prefiltered(
    r"^\s*(?:board|meeting|panel|cabinet|forum|committee|scrutiny|visit|inspection|interviews?|event|sessions?|workshops?|cohort|intake|start|launch|review|conference)\b"
    # "Aiming for 12 December for the first draft" is of the draft.
    r"|^\s*for (?:the|a|an|our|their|some|its) (?!(?:whole|full|entire|action|work|job|lot|project|end|finish|completion|delivery|deadline|date|forecast|time being|moment|record|avoidance)\b)[a-z]"
    r"|^[^.;\n]{0,30}\b(?:see (?:you|u|ya)\b|for (?:a|the|our) (?:call|chat|coffee|catch[- ]?up|meet\w*|drink))"
)
_DOUBT = prefiltered(
    r"\b(?:might|maybe|perhaps|possibly|could be|(?:could|may) (?:well |easily |also |still )*(?:slip|slide|drift|overrun|run (?:over|on|into|past))|not sure|unsure|may be|no idea|guess|if|unless|unlikely|either)\b"
    r"|\b(?:they|he|she|who|everyone|everybody|someone|somebody|people)(?:'d|'ve|'re|'s)?(?: (?:all|now|have|has|would|will|are|is))* (?:want|ask|like|suggest|propos|expect|say|said|think|thought|reckon|told|hop|push)\w*\b|\b(?:asked?|wants?|wanted|told|likes?|pressing|urging|expects?) (?:us|me|it) (?:to|moved|changed)\b"
)
_ASKED = prefiltered(
    r"^\W*(?:(?:hi|please|ok|so)\W+)*(?:can|could|may|might|would|will) (?:you|we|i|it|this|that|they|the)\b"
)
#: A point inside a number ends nothing: "see me in room 2.1.2 Thursday".
_STOPS = prefiltered(r"[,;\n(!?]|[.:](?!\d)|\bbut\b|\bso\b|\band\b|\bhowever\b| - ")
#: "If cabinet agrees it we'd want June": what is said of the date begins anew after the condition.
_SUPPOSED = prefiltered(
    rf"^\W*(?:(?:and|but|so|ok|well|hi|only)\W+)*(?:(?!{_IF_FINE})if|unless|provided|assuming|once|when)\b[^,]*(?:,|\bthen\b|(?=\b(?:we|i|it|this)(?:'d|'ll| would| will| need| want| could| can| might)\b))(?P<rest>[^\ue003\ue005]*)$"
)
_FINE_BEFORE = prefiltered(rf"^\W*{_IF_FINE}(?!\w)")
#: "Due 31 March but will slip": to when, nobody said.
_WILL_NOT_HOLD = prefiltered(
    r"^,? ?(?:(?:but|and|though|although|which|so|however|it|that|this|date|we|i|is|it's|that's|'s|now|think|afraid) ?)*"
    r"(?:will|'ll|going to|gonna|likely to|certain to|bound to|has to|needs to)(?: (?:probably|likely|almost|certainly|definitely|have|need|to|now|be))* (?:slip|move|missed|late|pushed|moved|delayed|miss|overrun)\b(?! (?:(?:in)?to|till|until) )"
    r"|^,? ?(?:(?:but|and|though|which|it|that|this|we|i) ?)*(?:won'?t|cannot|can'?t|isn'?t going to|not going to) (?:be (?:met|made|done|hit)|happen|hold|make it|hit it|meet it)\b"
)
_ASKS_OF = prefiltered(r"^\W*(?:is|are|was|will|does|has|did)(?: the)?\s*$")
_SENTENCE = prefiltered(r"[.;\n!?]")
#: "6 and 13 December", "Tues, Weds and Fri": what is said of one is said of all.
_LISTED = prefiltered(
    r"(?:(?P<day>[\ue003\ue005]+)|\b\d{1,2}(?:st|nd|rd|th)?)\s*(?:,|and|&|\+|/|, and|then|plus)\s*$"
)
#: "Either 8 or 15 March": one of two days, of which the first has no month.
_ONE_OF_TWO = prefiltered(r"(?:\beither (?:the )?)?\b\d{1,2}(?:st|nd|rd|th)? or (?:the )?$")
#: "Signed off by the board on Tuesday": two dates in one breath.
_IN_ONE_BREATH = prefiltered("^[ ,]*+(?:(?:on|at|in) *+)?[\ue003\ue005]")
#: "Give me until Monday" may be for the answer; a reminder further ahead than this is none.
_SOON = timedelta(days=14)
#: "Finished on 30/11", said before that day: a slip of the date, or of the tense.
_FINISHED = prefiltered(
    rf"^\W*(?:(?:it|this|that|we|all|was|were|is|has been|have been|been|action)\W+)*(?:finished|completed|delivered|closed(?: out| off| down)?|concluded|achieved|(?:wrapped|sewn)(?: {IT})? up|(?:signed|ticked|boxed)(?: {IT})? off|put(?: {IT})? to bed|done and dusted|over the line)(?: on)?\s*$"
)
_BUT = prefiltered(r"\b(?:but|though|although|however|more likely|realistically)\b")
_DEADLINE = ("by ", "before ", "until ", "till ", "til ", "in ", "no later")
#: A request to move the date that names no day.
_MORE_TIME = prefiltered(
    r"\W*(?:(?:hi|sorry|please|pls|can|could|may|we|i|you|will|would|'ll|'d|going to|gonna|like|ask(?:ing)? for|request(?:ing)?|want|to|a bit|some)\W+)*"
    r"(?:(?:need|have|get|use|do with|want) (?:a bit |some |a little |a fair bit |much |quite a bit )?(?:more time|longer|extra time)|(?:a (?:bit|little|while) )?longer|more time|extra time|(?:need |have |get )?an? extension|extension|"
    r"(?:extend|move|push|put|change|delay|postpone|shift|slip|push out|push back|put back|move back)(?: (?:it|this|that|the|date|deadline|due date|target|target date|completion date|back|out|on|a bit|slightly|\ue002++))*|"
    r"(?:(?:the|this|date|deadline|due date|target date|\ue002++|it) )+(?:needs|has|will need|will have|is going) to (?:move|slip|change|go back|be (?:moved|pushed|extended|changed)(?: back| out)?))"
    r"(?:\W+(?:on|for|with|this|that|it|one|please|pls|if possible|thanks|time|required|needed|a bit|back))*\W*"
)
_A_REQUEST = 300
#: "Put me down for 28 June": so far ahead that it is no day on which to be asked or met.
_PUT_DOWN = prefiltered(
    r"\W*(?:(?:so|ok|right|please|pls|just|then|you can|can you|could you|let's|and|but)\s+)*(?:put|mark|stick|have) (?:me|us|it|this|that|this one) down(?: (?:for|as|at|to))?\s*"
)
_FOR_ME = prefiltered(r"\b(?:give|allow) (?:me|us)\b")
_LINK_WORDS = frozenset("now then to and or on at in by instead but".split())
#: "43.2% vs target 60% (Oct)": the month that a figure is of.
_OF_FIGURES = prefiltered(
    r"(?:%|\d|\b(?:targets?|data|figures?|actuals?|returns?|latest|ytd|snapshot|census|baseline|outturn|sample|audit|average|mean|median))\W{0,3}\((?:(?:as at|as of|for|to|end|end of|from|in|ytd|data|figures?) ?)*$"
)
_LIST_LENGTH = 8
_CORRECTS = prefiltered(
    r"^[\s\W]*(?:no,? (?:wait|sorry|actually)?|wait|sorry|oops|i mean|i meant|actually|correction|make that|make it|rather|scrap that|or rather|hang on|my mistake)\b"
)
#: Something of the action, or all of it, will be done then: whose day it is must be asked.
_OF_SOMETHING = prefiltered(
    r"\b(?:done|complete[ds]?|finish(?:ed|es)?|ready|delivered|landed|lands?|in place|signed off|up and running|live|concluded?|wrapped up)\s*(?:by|on|in|for|at)?\s*$"
)
#: Ways to ask for more time, as against telling how late something is.
_WANTS_MORE = prefiltered(
    r"\b(?:another|more|extra|further|additional|needs?|push|extend|extension|give|allow|want|like|have|move|put)\b"
)

#: Characters before a date among which its cue is looked for.
_NEAR = 120
#: Characters of a sentence whose date may be left over; a longer one tells a story.
_NET = 120
#: Dates in what is said of one action; among more, none is *the* date.
_MOST = 24
#: Characters of one member of a list of dates.
_MEMBER = 32
_LETTERS = prefiltered(r"[a-z]+")
_OF_A_MOVE = prefiltered(
    r"\b(?:mov|slip|push|put|chang|delay|bring|brought|forward|revis|exten|postpon|resched|shift|gone|went|goes|defer|drift)"
)
_DAY_BEFORE = prefiltered("[\ue003\ue005][ ,]*(?:on|at|in)? *$")


class Forecast(Struct, frozen=True):
    """A forecast that was said, or the question that its words leave open."""

    due: Due | None
    question: Question | None
    because: str
    start: int
    end: int


class _Said(Struct, frozen=True):
    """One date of a clause, the role it plays, and the forecast that makes of it."""

    span: DateSpan
    role: Role
    forecast: Forecast | None = None


def read_forecast(
    marked: Marked, spans: list[tuple[int, int]], context: Context, *, beside: bool
) -> Forecast | None:
    """The forecast in these spans of the message; ``beside`` a status more is asked of the words."""
    dates = [one for a, b in spans for one in between(marked.dates, a, b)]
    if len(dates) > _MOST:
        several = Forecast(None, Question.WHICH_DATE, "date:several", dates[0].start, dates[-1].end)
        return None if beside else several
    shift = read_shift(marked, spans, context.due, context.today)
    said = [
        one for a, b in spans for one in _dates_of(marked, (a, b), context, shift, beside=beside)
    ]
    found = [one for one in said if one.forecast is not None]
    found = _put_right(marked.mask, found)
    settled = [one.forecast for one in found if one.forecast and one.forecast.due]
    if shift is not None and not settled and (not beside or _wants_more(marked, shift)):
        return _shifted(marked, shift)
    if not found:
        return _to_no_day(marked, spans) if not beside and not said else None
    if len({_end(one) for one in settled}) > 1 or (settled and _another_meant(found)):
        strong = [
            one.forecast
            for one in found
            if one.role is Role.FORECAST and one.forecast and one.forecast.due
        ]
        firm = not _another_meant(found) and not _against(marked.mask, found)
        if len({_end(one) for one in strong}) == 1 and firm:
            return strong[-1]
        if beside:
            return None
        start = found[0].span.start
        return Forecast(None, Question.WHICH_DATE, "date:several", start, found[-1].span.end)
    return settled[0] if settled else found[0].forecast


def left_over(marked: Marked, spans: Sequence[tuple[int, int]]) -> Forecast | None:
    """A date that no rule understood, in a sentence that may say when the action will be done."""
    for a, b in spans:
        for span in marked.dates:
            if not a <= span.start < b:
                continue
            start = _sentence_start(marked.mask, a, span.start)
            stop = _SENTENCE.search(marked.mask, span.end, b)
            end = stop.end() if stop else b
            sentence = marked.mask[start:end]
            # "14 Dec works for the meeting": of two days none is plainly the action's.
            if is_of_a_step(marked.mask, span.start) or is_of_goods(
                marked.mask[start : span.start]
            ):
                continue
            alone = sum(start <= other.start < end for other in marked.dates) == 1
            if alone and len(sentence) <= _NET and may_be_meant(sentence):
                return Forecast(None, Question.WHICH_DATE, "date:left-over", span.start, span.end)
    return None


def _against(mask: str, found: Sequence[_Said]) -> bool:
    """ "Aiming for 15 Dec but Jan likely": the second takes the first down a peg."""
    dated = [one for one in found if one.forecast and one.forecast.due]
    return any(
        one.role is Role.FORECAST and _BUT.search(mask, one.span.end, other.span.start)
        for one, other in pairwise(dated)
    )


def _another_meant(found: Sequence[_Said]) -> bool:
    """ "Due 22 Dec, will be done the 15th": a second day on which it will be done, and no telling of which month."""
    return any(
        one.role is Role.FORECAST and one.span.reading.because == WHICH_MONTH for one in found
    )


def _sentence_start(mask: str, start: int, at: int) -> int:
    for stop in _SENTENCE.finditer(mask, start, at):
        start = stop.end()
    return start


def _end(forecast: Forecast) -> object:
    return forecast.due.end if forecast.due else None


def _put_right(mask: str, found: list[_Said]) -> list[_Said]:
    """ "12 Jan. No wait, 19 Jan": the one that was put right is not meant."""
    kept: list[_Said] = []
    for one in found:
        if kept and _CORRECTS.match(mask[kept[-1].span.end : one.span.start]):
            kept.pop()
            one = replace(one, role=Role.FORECAST)
        kept.append(one)
    return kept


def _wants_more(marked: Marked, shift: Shift) -> bool:
    return bool(_WANTS_MORE.search(marked.text[shift.start : shift.end].lower()))


def _to_no_day(marked: Marked, spans: list[tuple[int, int]]) -> Forecast | None:
    """ "Need more time", "please extend": the date is to move, and nobody said to when."""
    for start, end in spans:
        if end - start <= _A_REQUEST and _MORE_TIME.fullmatch(marked.mask, start, end):
            return Forecast(None, Question.WHICH_DATE, "date:to-when", start, end)
    return None


def _shifted(marked: Marked, shift: Shift) -> Forecast:
    """ "Push it back a month": computed from the due date where that is known, and confirmed."""
    if shift.day is None:
        return Forecast(None, Question.WHICH_DATE, "date:from-due", shift.start, shift.end)
    due = Due.on(shift.day, marked.text[shift.start : shift.end].strip())
    return Forecast(due, Question.CONFIRM_DATE, "date:from-due", shift.start, shift.end)


def _dates_of(
    marked: Marked, segment: tuple[int, int], context: Context, shift: Shift | None, *, beside: bool
) -> Iterator[_Said]:
    """The dates of one span of the message, left to right: a date's role may follow from the one before."""
    before: _Said | None = None
    mask = marked.mask
    start, end = segment
    said = [m.end for m in mentions(mask[start:end]) if m.sense is Sense.SAID]
    for span in between(marked.dates, start, end):
        if shift and span.start < shift.end and shift.start < span.end:
            continue
        cut = start + max([at for at in said if at <= span.start - start], default=0)
        if before is not None and (
            before.span.end <= cut
            or (
                before.role not in (Role.OLD, Role.REJECTED)
                and _SENTENCE.search(mask, before.span.end, span.start)
            )
        ):
            before = None
        before = _read(marked, span, (cut, end), context, before, beside=beside)
        yield before


def _read(
    marked: Marked,
    span: DateSpan,
    within: tuple[int, int],
    context: Context,
    before: _Said | None,
    *,
    beside: bool,
) -> _Said:
    mask = marked.mask
    # What decides stands near: a long sentence must not be walked again from each of its dates.
    left = mask[max(within[0], span.start - _NEAR) : span.start]
    right = mask[span.end : within[1]]
    listed = _LISTED.search(left, max(0, len(left) - _MEMBER))
    if listed and listed["day"] and before is not None and before.role is Role.EVENT:
        return _Said(span, Role.EVENT)
    for _ in range(_LIST_LENGTH):
        if not listed or listed["day"]:
            break
        left = left[: listed.start()]
        listed = _LISTED.search(left, max(0, len(left) - _MEMBER))
    either = None if beside else _ONE_OF_TWO.search(left)
    left = left[: either.start()] if either else left
    called_off = of_called_off(mask, span.start, on=span.words.startswith("on "))
    if is_of_a_step(mask, span.start) or is_of_else(right) or called_off:
        return _Said(span, Role.EVENT)
    if is_of_goods(_SENTENCE.split(left)[-1]):
        return _Said(span, Role.EVENT)
    if right.startswith(")") and _OF_FIGURES.search(left):
        return _Said(span, Role.EVENT)
    if _WILL_NOT_HOLD.match(right):
        unsaid = Forecast(None, Question.WHICH_DATE, "date:to-when", span.start, span.end)
        return _Said(span, Role.OLD, None if beside else unsaid)
    clause = _STOPS.split(left[max(left.rfind(DATE), left.rfind(PAST)) + 1 :])[-1]
    clause = _FINE_BEFORE.sub(" ", clause)
    supposed = _SUPPOSED.match(_SENTENCE.split(left)[-1])
    if supposed and beside:
        return _Said(span, Role.EVENT)
    if supposed:
        clause = _STOPS.split(supposed["rest"])[-1]
    role = _role(clause, span, right, before, beside=beside)
    if role is Role.EVENT and _PUT_DOWN.fullmatch(clause) and not _soon(span, context):
        role = Role.FORECAST
    if (beside or _ASKS_OF.search(clause)) and _OF_EVENT.match(right):
        return _Said(span, Role.EVENT)
    if span.reading.because == "lasting":
        # "From Friday for two weeks" is how long something lasts.
        role = Role.EVENT
    if role in (Role.EVENT, Role.OLD):
        over = mask[span.start] == PAST
        asked_of = None if over else _of_something(clause, span, context, role, beside=beside)
        return _Said(span, role, asked_of)
    strong = role is Role.FORECAST
    if role is Role.REJECTED and beside:
        return _Said(span, role)
    of_event = bool(_OF_EVENT.match(right))
    of_month = span.reading.precision is Precision.MONTH
    vaguer = of_month and bool(_PART_OF_MONTH.match(mask, span.end))
    fits = (
        of_event
        or (_AFTER if strong else _BARE_AFTER).match(right)
        or is_offered(right)
        or vaguer
        or (not beside and tells_completion(right))
        or _DOUBT_AFTER.match(right)
    )
    breath = _IN_ONE_BREATH.match(right)
    if not fits and not breath:
        return _Said(span, role if role is Role.REJECTED else Role.EVENT)
    asked = _ASKED.match(mask[within[0] : min(span.start, within[0] + _NEAR)])
    doubtful = (
        bool(breath)
        or bool(supposed)
        or bool(either)
        or of_event
        or vaguer
        or called_off is None
        or role in (Role.REJECTED, Role.WANTED, Role.OFFERED)
        or bool(_DOUBT_AFTER.match(right))
        or suits_the_writer(right)
        or may_be_an_option(span.words)
        or (bool(_DOUBT.search(clause)) and not asked)
        or (not clause.strip() and right.startswith("?"))
        or bool(_DAY_BEFORE.search(left) and not listed)
        or (beside and clause.strip() == "to")
        or (
            bool(_FINISHED.search(clause))
            and not span.words.startswith(_DEADLINE)
            and not _follows(span, before, context)
        )
        or (bool(_FOR_ME.search(clause)) and _soon(span, context))
        # "Tomorrow" may be when it is done, or when the answer comes.
        or (not clause.strip() and not beside and may_be_the_answer(span.words))
    )
    return _Said(
        span,
        role,
        _settled(marked, span, clause, context, doubtful=doubtful, beside=beside, strong=strong),
    )


def _follows(span: DateSpan, before: _Said | None, context: Context) -> bool:
    """ "Cabinet 30 Nov, action finished 20 Dec": after a step that lies ahead, no past is told."""
    step = before.span.reading.end if before is not None and before.role is Role.EVENT else None
    end = span.reading.end
    return step is not None and end is not None and context.today < step <= end


def _soon(span: DateSpan, context: Context) -> bool:
    end = span.reading.end
    return end is not None and end <= context.today + _SOON


def _role(clause: str, span: DateSpan, right: str, before: _Said | None, *, beside: bool) -> Role:
    opening = span.words.split()[0]
    if opening in ("from", "since") and not _OF_A_MOVE.search(clause):
        return Role.EVENT
    if is_refused(right):
        return Role.OLD
    role = role_of(clause, preposition=opening, beside=beside)
    words = set(_LETTERS.findall(clause))
    if before is not None and words == {"then"}:
        return before.role
    if before is not None and "try" in words and before.role in (Role.OLD, Role.REJECTED):
        # "Won't make 30/11, try 12/1".
        return Role.FORECAST if words <= {*_LINK_WORDS, "try"} else role
    if role is Role.OFFERED and before is not None and before.role in (Role.OLD, Role.REJECTED):
        return Role.FORECAST
    if before is None or role not in (Role.WEAK, Role.FORECAST) or not words <= _LINK_WORDS:
        return role
    if before.role is Role.EVENT and not names_the_date(right):
        # "Interviews 4 Dec, now 11 Dec" is still about the interviews.
        return Role.EVENT
    if words & {"now", "to", "instead"} or before.role in (Role.OLD, Role.REJECTED):
        return Role.FORECAST
    return role


def _of_something(
    clause: str, span: DateSpan, context: Context, role: Role, *, beside: bool
) -> Forecast | None:
    """ "The strategy will be finished by 15 Dec": is that the whole action?"""
    ahead = span.reading.end is None or span.reading.end > context.today
    if beside or role is Role.OLD or not ahead or not _OF_SOMETHING.search(clause):
        return None
    return Forecast(None, Question.WHICH_DATE, "date:of-something", span.start, span.end)


def _settled(
    marked: Marked,
    span: DateSpan,
    clause: str,
    context: Context,
    *,
    doubtful: bool,
    beside: bool,
    strong: bool,
) -> Forecast | None:
    reading: DateReading = span.reading
    if span.words.startswith("from ") and " to " in span.words:
        later = read_date(span.words.rpartition(" to ")[2], context.today, purpose="forecast")
        # "From 12 January to the 19th": of a day without its month the whole tells which.
        monthless = later is not None and later.because == "day-of-month"
        reading = replace(reading, start=reading.end) if monthless else later or reading
    if beside and not strong and reading.end == context.today:
        # "Amber today" says when it is amber.
        return None
    due = None if doubtful else reading.as_due(marked.text[span.start : span.end])
    if due is not None and due.end is not None and due.end < context.today:
        due = None
        if beside:
            return None
    start = span.start - len(clause.lstrip())
    if due is None:
        rule = "date:doubtful" if doubtful else f"date:{reading.because}"
        return Forecast(None, Question.WHICH_DATE, rule, start, span.end)
    return Forecast(due, None, f"date:{reading.because}", start, span.end)
