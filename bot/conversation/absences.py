"""Being away: the writer's own days off, as they put them, and who covers (R12).

Nobody else's absence counts, nor what is only "back on the agenda" or "out to consultation". A day that is
half off is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.absence_lengths import KINDS_OF_LEAVE, LENGTH_OF_MINE, outlasts, told_length
from bot.conversation.colours import mentions
from bot.conversation.covers import read_cover
from bot.conversation.dates import DateReading, DateSpan, read_date
from bot.conversation.leave_begins import only_opens
from bot.conversation.leave_ends import comes_back_on, on_or_after
from bot.conversation.lexicon import FIRST_NAMES
from bot.conversation.marks import DATE, Marked, apart, lowered, pattern
from bot.conversation.out_by import is_of_a_thing
from bot.conversation.periods import after_working_days, so_long_after
from bot.conversation.prefilter import Pattern, prefiltered
from bot.conversation.readings import Context
from bot.conversation.whereabouts import is_away_there, is_errand, names_an_end, tells_how_long
from bot.domain.dates import Precision

_KIND = rf"(?:(?:{KINDS_OF_LEAVE}|a/?l|flexi|toil) )"
_LEAVE = (
    rf"(?:(?:my |our |some |a bit of |extended |long[- ]term |compassionate |well[- ]earned |long |a week'?s |two weeks'? )*(?:{_KIND}?leave\b|a\.?/?l\b|a\.l\.|hols?\b|holidays?\b|vacation\b|sabbatical\b|(?:on )?jury (?:service|duty)\b|maternity\b|paternity\b|sick(?: leave)?\b|"
    r"secondment\b|toil\b|pto\b|flexi\b|a (?:training )?course\b|an? (?:school |year \d+ |y\d+ )?(?:residential|(?:school|field) trip)\b|training (?:until|till|all)\b|honeymoon\b|a (?:cruise|city break|break|sabbatical)\b|(?:a )?career break\b))"
)
#: Nobody knows for how long: the day is asked.
_OPEN_ENDED = r"(?:(?:no (?:idea|clue)|not sure|unsure|not certain|don'?t know|dont know|do not know|can'?t say|who knows|god knows|dunno|unclear|haven'?t (?:been told|a clue)) (?:yet )?(?:when|how long|for how long|if|whether)\b|indefinitely|for the foreseeable|(?:un)?til(?:l)? further notice|for (?:a while|some time|a bit|the duration|now)|(?:will|i'?ll) let you know when|(?:(?:i'?ll|will) be )?back (?:when(?:ever)?|once|as soon as) (?:i'?m|i am|i can|i feel|it|they|the (?:doctor|gp)|able|well|better|fit)\b)"
#: Not there, in any words for it: "won't be back before", "not at my desk again till", "no in till".
_NOT_THERE = (
    r"(?:i )?(?:won'?t|will not|willnae|shall not|shan'?t|'ll not|not|no|nae|i'?m not|am not|isn'?t)(?: going to)?(?: be)? (?:back|returning|return|resum\w+|in|here|around|about|online|contactable|reachable|at (?:my|the) desk|at work|working|in work|in the office|available)"
    r"(?: (?:in|at work|to work|at my desk|to the office|in the office|to my desk|again|now|here|on shift))* ?(?:until|till|til|before|or back|again until|<date>)(?! (?:it|we have|the (?:data|results?)))"
)
#: A holiday by what is done there.
_TRIP = r"(?:skiing|camping|hiking|walking|cycling|sailing|cruising|travelling|backpacking|diving|glamping|caravanning|sunning myself|abroad|overseas|out of the country|at (?:center|centre) parcs|at the (?:beach|seaside|caravan)|up north|down south|honeymooning)"
_SELF = (
    r"(?:^\W*|[.!;:\n(]\s*|,\s*|\s[-–]\s*|\b(?:and|but|as|because|so|while|whilst|when|fyi|note|that|hi|sorry|morning|hello|heads up|reminder|since|cos|email|message|touch|auto)[:,]?\s+)"
    r"(?:(?:i'm|i am|im|ah'm|been|i've been|i'll be|i will be|ill be|i'm going to be|will be|am|currently|just|now|also|going|gone|away|i go|out|only|both|all|actually|probably|then|using(?: up)?|taking|burning(?: through)?|starting|having|i shall be|we shall be|shall be)\s+)*"
)
_UNTIL = r"(?:from|until|till|til|starting|starts?|begins?|beginning|since|for|<date>)"
_AWAY = pattern(
    rf"{_SELF}(?P<cue>(?:{LENGTH_OF_MINE}|on {_LEAVE}|signed off(?: work| sick| by (?:the|my) (?:doctor|gp))?(?= (?:until|till|til|for|from|sick|work|by (?:the|my) (?:doctor|gp)|with)| ?<date>)|"
    rf"{_NOT_THERE}|{_TRIP} ?(?:until|till|til|from|for|all|<date>)|in (?P<place>[a-z][a-z' -]{{2,24}}?) ?<date>|(?:signed )?off(?: sick| ill| work| poorly)?(?: (?:by|with) (?:the|my|a|an)? ?\w+)?[\s,.-]+(?:and )?{_OPEN_ENDED}|"
    # "While I'm off, 27 Nov to 8 Dec", "not well, back when I'm back".
    rf"(?:off|aff|out)[\s,:(-]{{1,3}}(?:from )?<date>|(?:not (?:very |so |too |feeling |at all )*(?:well|great|good)|unwell|poorly|ill|sick|under the weather|laid up|in bed|struck down)\b[^.;\n]{{0,24}}?[\s,.-]+(?:and |so )?{_OPEN_ENDED}|"
    rf"(?:off|aff) (?:on |sick|ill|work|for|from|since|until|till|til|to|today|tomorrow|all|next|this|now|then|the|over|with|<date>)|oo\.?o\b|o\.o\.?o\b|out of (?:the )?office|"
    rf"away\b(?! (?:day|days|team)\b)|{_KIND}?leave (?:from|starts?|starting|begins?|until|till|all <date>|<date>)|(?:a\.?/?l|hols?|holidays?|toil|pto|flexi|jury (?:service|duty)|secondment|maternity|paternity) ?(?:on )?{_UNTIL}|"
    rf"not (?:in|working|around|available|at work)(?: (?:the office|at work))?(?: again)?\b(?! (?:this|that|it|place|to|for)\b)(?= ?(?:<date>|until|till|from|this week|on|today|tomorrow|all|again|$|[.,;]))|not back ?(?:until|till|<date>)|unavailable|"
    rf"out ?(?:until|till|from|all|next|<date>)|(?:back|bk) (?:in )?(?:<date>|on <date>|(?:hopefully|probably|likely|all being well|fingers crossed|with luck|i think|maybe) (?:on )?<date>|in the office|at work|at my desk)|(?:returning|return|returns)(?: to (?:work|the office))?(?: on| in)? ?<date>|returning\b|return on|not here|taking (?:some )?(?:annual )?leave|"
    rf"off (?:sick|ill|poorly|unwell|work)[\s,.-]+(?:and |but )?(?:(?:i |should|shld|will|hope|hoping|hopefully|to|be|expect|expecting|likely|due|probably|i'll|'ll) ?){{0,5}}\bback (?:on |in )?<date>|"
    rf"(?:off|sick|ill|poorly|unwell|off poorly|off unwell|off sick|off ill|not in|not working|out|away) ?\ue005+|(?:ill|poorly|unwell|off poorly|off unwell) ?(?:until|till|<date>)|{_LEAVE}(?: is| are)?(?: booked| planned| approved)(?: (?:for|from))? ?<date>|"
    rf"{_LEAVE}\s*(?:from|until|till|:|-|starts?|begins?|(?:[,(] ?)?(?:for )?<date>)|(?:half|1/2)[- ]day (?:off )?(?:on )?<date>|"
    # The days first: "from Friday for two weeks I'm on leave", "I've booked 4-8 December off".
    rf"(?:from |for )?<date>[^.;\n]{{0,30}}\b(?:i'm|i am|im|i'll be) (?:on {_LEAVE}|off|away|out)\b|"
    rf"my {_KIND}?(?:leave|maternity|paternity|holiday|hols|secondment)(?: (?:starts?|begins?|runs?|is|from|until))+ ?(?:on )?<date>|finish(?:ing)? (?:work )?(?:up )?(?:on )?<date>(?= for \w+ (?:days?|weeks?|months?)|[^.;\n]{{0,20}}\bback\b)|"
    rf"(?:i've|i have|i've got|got|i'm|having|i'm having|taking|i'm taking|i've booked|booked|have)(?: (?:booked|got|taken))? (?:the )?<date>(?: and <date>)? (?:off|as (?:annual )?leave|a/?l)\b))"
)
#: Half a day is neither a day away nor none.
_HALF_DAY = prefiltered(
    r"\b(?:half|1/2)[- ]day\b|\b(?:morning|afternoon|am|pm)\s*(?:only|off|$|[.,;])"
)
_OWN = prefiltered(r"\b(?:i'm|i am|im|i'll|i will|ill be|i go|i've|i have|my)\b")
_LEAVE_SAID = prefiltered(
    rf"\b(?:on {_LEAVE}|{_LEAVE}|o\.?o\.?o|out of (?:the )?office|away (?:from|until|till))"
)
_BACK = prefiltered(
    r"\b(?:back|bk|returning|return|returns|in again|see (?:you|u|ya|everyone)(?: all| again| then)?)\b(?: (?:on|in|at|to|the|work|office|desk|my|from|until|till|hopefully|probably|likely|maybe|all being well|fingers crossed|with luck|i think))*\s*$"
)
_FOR = prefiltered(
    r"\bfor (?:the (?:next )?)?(?P<n>\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|couple of) (?P<unit>days?|weeks?|fortnights?|months?)\b"
)
#: "2 weeks from 27 Nov": how long, and from when.
_LASTING_FROM = prefiltered(
    r"(?:for )?(?P<n>\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|a couple of) (?P<unit>days?|weeks?|fortnights?|months?) (?:from|starting|beginning|as of) (?P<day>.+)"
)
#: "27/11, 5 days": how long, after the day on which it begins.
_LASTS_SO_LONG = prefiltered(
    r"[ ,]*\(?(?:for )?(?P<n>\d{1,2}|one|two|three|four|five|six) (?P<unit>days|weeks|months)(?: off| leave)?(?=\W*(?:$|[.,;)\n]))"
)
_STARTS = prefiltered(r"^(?:from|starting|since|as of|beginning|after)\s+(?:on\s+)?")
_OPENS = prefiltered(
    r"\b(?:from|start(?:s|ing)?|begin(?:s|ning)?|as of|since|going on leave|go on (?:\w+ )?leave|finish(?:ing)?(?: work| up)?)(?: on)?\s*$"
)
_UNTIL_BEFORE = prefiltered(r"\b(?:until|till|til|untill|through|to)\s*$")
_AND = prefiltered(r"\s*(?:,|and|&|\+|, and)\s*")
#: "Not in tomorrow or Weds" is neither day.
_NEITHER = prefiltered(r"\b(?:not|never|neither|isn't|aren't|won't be|can't)\b[^.;\n]{0,30}$")
#: "4 and 5 December".
_LISTED = prefiltered(r"(?:\b\d{1,2}(?:st|nd|rd|th)?\s*(?:,|and|&|\+|, and)\s*){1,4}$")
#: Two days with this between them are the first and the last.
_DASH = prefiltered(r"\s*(?:-+|–|—|->|to|until|till|til|thru|through)\s*")
_UNKNOWN_LENGTH = prefiltered(_OPEN_ENDED)
_THE = r"(?P<the>(?:the|our|my) (?:[a-z]+ ){0,2}?)?"
_SOMEBODY = rf"(?:^|[.,;!?\n(]|\b(?:and|but|while|fyi|btw|also)\b)\W{{0,6}}(?:(?:and|but|also|fyi|btw|while|oh|think|i think)\W{{1,6}}){{0,3}}{_THE}(?P<who>(?!i\b|we\b|it\b|this\b|that\b|am\b|will\b|on\b|then\b|back\b|leave\b)[a-z\ue004]+)(?:'s|'re| is| are| will be|'ll be)(?: (?:also|then|now|both|all|going to be))* "
_ANOTHER = prefiltered(
    rf"{_SOMEBODY}(?:off|away|out|on (?:[a-z]+ )?(?:leave|holiday|hols)|not in|back|sick|ill|poorly)\b"
)
_COVERING = prefiltered(rf"{_SOMEBODY}(?:covering|standing in|stepping in|acting up|in charge)\b")
_SELF_AGAIN = prefiltered(r"\b(?:i'?m|i am|i'll|i will|my leave|me)\b")
_THEY = frozenset(("she", "he", "they", "everyone", "everybody", "\ue004"))
_SINCE = prefiltered(r"\bsince (?:the |last )?$")
#: "Back today, been off since the 6th": it is over.
_RETURNED = prefiltered(
    r"(?:^|[.;:,!\n(]|\b(?:now|just|only|and|but|i'?m|am|been|first day|got|came|sorry|hi|hello|morning))\W{0,6}\bback(?: (?:in|at|to|on|from|the|work|office|my|desk|it|shift|online|with|you))*,? ?(?:\ue005|now\b)"
    r"|^\W*(?:(?:hi|hello|sorry|morning|ok|only|just|now|i'?m|am|i|got|have|i've|apologies)\W+)*back(?=\W*(?:$|[.,;!\n])| from\b)"
    r"|\breturned(?: (?:to|from|the|work|office|leave|holiday|my|desk))* ?\ue005"
)
_PARTS = prefiltered(r",|\s[-–]\s|\b(?:but|and|so|as|because)\b")
_SUBJECT = prefiltered(
    r"\W*(?:auto(?:matic|mated)?[- ]?(?:reply|response|message)|out[- ]of[- ]office(?: reply)?|ooo)\b[^:\n]*:[^\n]*\n"
)
_SENTENCE = prefiltered(r"[^.;\n!?]+")
_OCCASION = prefiltered(
    r"^(?:(?:for|over|at|this) )?(?:the )?(?:christmas|xmas|new year|easter|hogmanay|half[ -]term|diwali|eid|hanukkah)(?: (?:break|holidays?|hols))?$"
)
_COVERED = prefiltered(
    r"\b(?:cover(?:s|ing)?|stand(?:s|ing)? in|step(?:s|ping)? in|deputis(?:e|es|ing)|act(?:s|ing)? up) (?:for |on behalf of )?(?:me|us|my (?:actions?|work|desk|role|post|patch|stuff|things))\b"
    r"(?: (?:on|from|while i'?m (?:away|off|out)))*[ ,]*\ue003+"
)
_ENDS = prefiltered(r"[.;\n!?]|$")
_NUMBER = prefiltered(r"\d")
_ILL_OR_AT_WORK = prefiltered(r"\b(?:sick|ill|work|doctor|gp|with (?:stress|my|covid|flu|an?))\b")
_OR = prefiltered(r"\s+or\s+")
_OPENS_WITH_ON_OR_FOR = prefiltered(r"^(?:on|for)\s+")
_UP_TO_OR_FOR = prefiltered(r"\b(?:to|until|till|til|through|for)\b|-")
_FIGURES = prefiltered(r"\d+")
_SINCE_BEFORE = prefiltered(r"\bsince\s*$")


class Absence(Struct, frozen=True):
    """Days away as said. ``last`` is ``None`` where it must be asked."""

    first: date | None
    last: date | None
    cover: str | None
    certain: bool
    because: str
    last_day: date | None = None
    """The last day away; of "back on Monday" the day before it."""
    returns: bool = False
    """Whether a day of return is named: "half day Weds, in again Thurs"."""


def read_absence(marked: Marked, context: Context, *, auto_reply: bool = False) -> Absence | None:
    """The writer's own absence; nobody else's."""
    found = _first_away(marked, 0, len(marked.mask))
    if not found and not auto_reply:
        return _while_covered(marked, context)
    if (
        found
        and not auto_reply
        and not marked.dates
        and not tells_how_long(marked, found.start("cue"))
        and not _UNKNOWN_LENGTH.search(marked.mask, found.start("cue"))
    ):
        return None
    if found and found["place"] and not is_away_there(marked, found):
        return None
    if found and not auto_reply and is_errand(marked, found):
        return None
    if found and found["cue"].startswith("signed off") and not _by_a_doctor(marked, found):
        return None
    if (
        found
        and marked.dates
        and all(
            one.reading.end is not None and one.reading.end < context.today for one in marked.dates
        )
    ):
        return None
    if found and found["cue"].startswith("not in") and not _days_only(marked):
        return None
    if found and not auto_reply and _is_over(marked):
        return None
    cover = read_cover(marked, context.people)
    spans = _less_occasions(marked.dates)
    if auto_reply and (header := _SUBJECT.match(marked.mask)):
        # The subject that is answered is ours: "Automatic reply: two items for the Board".
        spans = [span for span in spans if span.start >= header.end()] or spans
    if found and not auto_reply:
        cue = found.start("cue")
        start = max(marked.mask.rfind(sign, 0, cue + 1) for sign in (".", "\n", ";")) + 1
        spans = [
            span
            for span in spans
            if span.start >= start and not _of_another(marked, span.start, _ANOTHER)
        ]
        own = [span for span in spans if not _of_another(marked, span.start, _COVERING)]
        if any(names_an_end(span.words) for span in own):
            # "Off till Friday, Kate's covering until the 6th".
            spans = own
    away = _days(marked, spans, context, cover)
    if _HALF_DAY.search(lowered(marked.text)) and away.last is not None and not away.returns:
        return Absence(away.first, None, cover, False, "away:half-day")
    return away


def _first_away(marked: Marked, start: int, end: int) -> re.Match[str] | None:
    """The first words that tell of an absence, and of nothing that is out to people."""
    told = _AWAY.finditer(marked.mask, start, end)
    return next((one for one in told if not is_of_a_thing(marked, one.start("cue"))), None)


def _while_covered(marked: Marked, context: Context) -> Absence | None:
    """ "Steph is covering for me from the 4th to the 15th": the writer is away for as long."""
    found = _COVERED.search(marked.mask) if marked.dates else None
    if found is None:
        return None
    ends = _ENDS.search(marked.mask, found.end())
    own = [span for span in marked.dates if found.start() <= span.start < (ends or found).end()]
    away = _days(marked, own, context, read_cover(marked, context.people))
    return away if away.certain else None


def _less_occasions(spans: Sequence[DateSpan]) -> list[DateSpan]:
    """ "Away for Christmas, off 21 Dec to 3 Jan": the days that are named say when, and the feast why."""
    named = [span for span in spans if not _OCCASION.search(span.words)]
    dated = any(span.reading.certain and _NUMBER.search(span.words) for span in named)
    return named if dated else list(spans)


def _of_another(marked: Marked, at: int, rule: Pattern) -> bool:
    """Whether a day stands behind somebody else's absence in its sentence: "Steph's off till the 12th"."""
    start = max(marked.mask.rfind(sign, 0, at) for sign in ".;!?\n") + 1
    for told in rule.finditer(marked.mask, max(0, start - 1), at):
        who = told["who"]
        named = (
            told["the"]
            or who in _THEY
            or who in FIRST_NAMES
            or marked.text[told.start("who")].isupper()
        )
        if named and not _SELF_AGAIN.search(marked.mask, told.end(), at):
            return True
    return False


def _is_over(marked: Marked) -> bool:
    """Whether somebody is back already, and names no other day to come."""
    mask = marked.mask
    return bool(_RETURNED.search(mask)) and not any(
        mask[span.start] == DATE
        and not span.words.startswith("since")
        and not _SINCE.search(mask, 0, span.start)
        for span in marked.dates
    )


def _by_a_doctor(marked: Marked, found: re.Match[str]) -> bool:
    """ "Signed off until 4 December", and not "signed off by the board on Tuesday"."""
    if _UNKNOWN_LENGTH.search(marked.mask, found.start("cue")):
        return True
    if _ILL_OR_AT_WORK.search(marked.mask[found.start("cue") : found.end() + 30]):
        return True
    ahead = [span for span in marked.dates if span.start >= found.end() - 1]
    return bool(_FOR.search(marked.mask, found.end())) or any(
        span.words.startswith(("until", "till", "til", "from")) for span in ahead[:1]
    )


def _days_only(marked: Marked) -> bool:
    """ "Not in Friday", "not in this week", and not "not in January"."""
    return all(
        one.reading.start is None
        or one.reading.end is None
        or (one.reading.end - one.reading.start).days < 7
        for one in marked.dates
    )


def find_absence(marked: Marked, context: Context) -> tuple[int, int, Absence] | None:
    """An absence told beside a report, and where its words stand."""
    for sentence in _SENTENCE.finditer(marked.mask):
        a, b = sentence.span()
        # From the sign before it: an absence begins a sentence.
        found = _first_away(marked, max(0, a - 1), b)
        if found is None:
            continue
        cue = found.start("cue")
        alone = not mentions(sentence[0])
        if not alone:
            stops = [stop.end() for stop in _PARTS.finditer(marked.mask, a, cue)]
            a = stops[-1] if stops else a
            b = _end(marked.mask, found.end(), b)
            own = marked.mask[a:b]
            if mentions(own) or not (_OWN.search(own) or _LEAVE_SAID.search(own)):
                continue
        away = read_absence(apart(marked, a, b), context)
        if away is not None and (away.certain or (alone and away.first is not None)):
            return a, b, away
    return None


def _end(mask: str, start: int, end: int) -> int:
    """Where a report begins again after the words of an absence."""
    for part in _PARTS.finditer(mask, start, end):
        if mentions(mask[part.end() : end]):
            return part.start()
    return end


def _days(marked: Marked, spans: list[DateSpan], context: Context, cover: str | None) -> Absence:
    first: date | None = None
    last: date | None = None
    back = False
    before = 0
    opens = False
    certain = True
    why = "away:no-date"
    for span in spans:
        left = marked.mask[max(0, span.start - 30) : span.start]
        if (
            before
            and last is not None
            and first is not None
            and _DASH.fullmatch(marked.text, before, span.start)
        ):
            last, before = _later(span.reading, last), span.end
            certain = certain and last is not None
            continue
        words = span.words
        comes_back = bool(_BACK.search(left)) or comes_back_on(left, words, begun=first is not None)
        opening = not comes_back and (_STARTS.match(words) or _OPENS.search(left))
        bare = _STARTS.sub("", words)
        if opening and not _UP_TO_OR_FOR.search(bare):
            began = _beginning(
                bare,
                context,
                since=words.startswith("since") or bool(_SINCE_BEFORE.search(left)),
            )
            if began is not None:
                # "On leave w/c 12 Feb and again from the 26th": days of which the first were told in full.
                told = first is not None and last is not None
                certain = certain and began.certain and not told
                first = began.start
                why = f"away:{began.because}"
                before = span.end
            continue
        lasting = _LASTING_FROM.fullmatch(words)
        began = _beginning(lasting["day"], context, since=False) if lasting else None
        if lasting and began is not None and began.start is not None:
            certain = certain and began.certain
            first, before, back = began.start, span.end, True
            last = so_long_after(first, lasting["n"], lasting["unit"])
            why = "away:lasting"
            continue
        reading = _each_day(span, left, context)
        if comes_back:
            reading = _beginning(_STARTS.sub("", words), context, since=False) or reading
            reading = on_or_after(reading, first, last)
        certain = certain and reading.certain
        why = f"away:{reading.because}"
        if reading.end is None:
            continue
        joined = first is not None and before and _DASH.fullmatch(marked.text, before, span.start)
        lasts = _LASTS_SO_LONG.match(marked.mask, span.end)
        if lasts and first is None and reading.start is not None and not names_an_end(words):
            first, before, back = reading.start, span.end, True
            last = so_long_after(first, lasts["n"], lasts["unit"])
            continue
        if names_an_end(words) or _UNTIL_BEFORE.search(left) or comes_back or joined:
            last = reading.start if comes_back else reading.end
            back = comes_back
        elif last is None:
            last = reading.end
            if first is None:
                first = reading.start
                opens = only_opens(marked.mask, span)
        elif _AND.fullmatch(marked.mask, before, span.start):
            # "Out Thursday and Friday", and not "out Tuesday and Thursday".
            certain = certain and _adjoins(last, reading.start)
            last = max(last, reading.end)
        before = span.end
        opens = opens and last == reading.end
    if opens:
        last, why = None, "away:from-then"
    lasting = _FOR.search(lowered(marked.text))
    if last is None and lasting:
        last = so_long_after(first or context.today, lasting["n"], lasting["unit"])
        back = True
        why = "away:lasting"
    if first is not None and (returns := told_length(marked.mask, first)):
        if last is None:
            last, back, why = returns, True, "away:lasting"
        certain = certain and not outlasts(first, last, returns)
    begun = first is not None and first <= context.today
    sure = certain and last is not None and last >= max(first or context.today, context.today)
    if begun:
        first = None
    if not sure or last is None:
        return Absence(first, None, cover, False, why)
    last_day = last - timedelta(days=1) if back else last
    last_day = max(last_day, first or context.today)
    return Absence(first, last, cover, True, why, last_day, returns=back and first is not None)


def _each_day(span: DateSpan, left: str, context: Context) -> DateReading:
    """All the days of "not in tomorrow or Weds", "on leave 4 and 5 December"; else what was read."""
    reading = span.reading
    days: list[DateReading | None] = []
    if reading.because == "two-dates" and _NEITHER.search(left):
        parts = _OR.split(_OPENS_WITH_ON_OR_FOR.sub("", span.words))
        days = [read_date(part, context.today, purpose="forecast") for part in parts]
    elif (listed := _LISTED.search(left)) and reading.start is not None and reading.certain:
        month = f"{reading.start:%B %Y}"
        days = [
            read_date(f"{day} {month}", context.today, purpose="forecast")
            for day in _FIGURES.findall(listed[0])
        ]
        days.append(reading)
    known = [(one.start, one.end) for one in days if one and one.certain and one.start and one.end]
    if len(known) < 2 or len(known) != len(days):
        return reading
    if not all(_adjoins(one[1], other[0]) for one, other in pairwise(known)):
        return replace(reading, certain=False)
    return replace(reading, start=known[0][0], end=known[-1][1], certain=True)


def _adjoins(day: date, other: date | None) -> bool:
    """Whether no working day lies between."""
    return other is not None and (other <= day or after_working_days(day, 1) >= other)


def _later(reading: DateReading, first: date) -> date | None:
    """The end of "18 Dec - 2 Jan"; ``None`` where it would lie before its beginning."""
    return reading.end if reading.certain and reading.end and reading.end >= first else None


def _beginning(words: str, context: Context, *, since: bool) -> DateReading | None:
    """When an absence begins; "since Monday" is over already."""
    if since:
        return DateReading(
            start=context.today,
            end=context.today,
            precision=Precision.DAY,
            certain=True,
            because="since",
        )
    return read_date(words, context.today, purpose="forecast", terms=context.terms)
