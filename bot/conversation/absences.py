"""Being away and being asked again: the two things people say about their own time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation.colours import mentions
from bot.conversation.date_words import CARDINALS
from bot.conversation.dates import DateReading, DateSpan, read_date
from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.marks import Marked, lowered, pattern
from bot.conversation.readings import Context

_LEAVE = (
    r"(?:(?:annual |a/?l |sick |maternity |paternity |parental |compassionate |study |carers'? |special |mat |pat |unpaid )?leave\b|a/?l\b|hols?\b|holidays?\b|vacation\b|sabbatical\b|"
    r"(?:on )?jury (?:service|duty)\b|maternity\b|paternity\b|sick(?: leave)?\b|secondment\b|a (?:training )?course\b|training (?:until|till|all)\b)"
)
_SELF = (
    r"(?:^\s*|[.!;\n]\s*|,\s*|-\s|\b(?:and|but|as|because|so|while|whilst|when|fyi|note|that|hi|sorry|morning|hello|heads up|reminder)[:,]?\s+)"
    r"(?:(?:i'm|i am|im|i'll be|i will be|ill be|i'm going to be|i've been|will be|am|currently|just|now|also|going|away|i go|i'm going|i'm just going|out)\s+)*"
)
_AWAY = pattern(
    rf"{_SELF}(?:on {_LEAVE}|signed off (?:sick|ill|(?:from )?work|with (?:stress|my|covid|flu|an?)|for (?:an?|another|the|two|three|four|six|\d+) (?:more )?(?:days?|weeks?|months?|fortnight))\b|off (?:on |sick|ill|work|for|from|until|till|til|to|today|tomorrow|all|next|this|now|then|the|over|with|<date>)|o\.?o\.?o\b|out of (?:the )?office|"
    rf"away\b|(?:annual |sick |maternity |paternity )?leave (?:from|until|till|<date>)|a/?l (?:from|until|till|<date>)|hols (?:from|until|till|<date>)|holiday (?:from|until|till|<date>)|"
    rf"not (?:in|working|around|available|at work|back)(?: (?:the office|at work))?(?: again)?\b(?! (?:this|that|it)\b)|unavailable|not back (?:until|till)|out (?:until|till|from|all|next|<date>)|back (?:on|in the office|at work|<date>|in (?!place|line|time|track))|returning|return on|not here|taking (?:some )?(?:annual )?leave|"
    rf"{_LEAVE}\s*(?:from|until|till|:|<date>))"
)
_BACK = re.compile(
    r"\b(?:back|returning|return|returns|in again)\b(?: (?:on|in|at|to|the|work|office|desk|my|from))*\s*$"
)
_FOR = re.compile(
    r"\bfor (?:the (?:next )?)?(?P<n>\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|couple of) (?P<unit>days?|weeks?|fortnights?|months?)\b"
)
_STARTS = re.compile(r"^(?:from|starting|since|as of|beginning|after)\s+(?:on\s+)?")
_AND = re.compile(r"\s*(?:,|and|&|\+|, and)\s*")
_NAME = r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}|[a-z]{2,14})"
_COVERS = tuple(
    re.compile(rule)
    for rule in (
        rf"(?:^|[.,;:!\n(-]\s*|\b(?:and|but|so|with|while|meanwhile|please) +){_NAME} (?:is |will be |will |'ll |to |can |has |'s |is going to |is happy to )?(?:cover|covers|covering|covered|deputis\w+|stand(?:s|ing)? in|step(?:s|ping)? in|act(?:s|ing) up|pick(?:s|ing)? (?:it |this |mine |things |everything )?up|look(?:s|ing)? after|hold(?:s|ing) the fort|answer(?:s|ing)?(?: for me)?|do(?:ing)? (?:my|the) updates?|deal(?:s|ing)? with|in charge|my cover|my deputy)\b",
        rf"\bcover(?:ed|ing)?(?: (?:is|by|from|with|will be|provided by|arranged with))*[: ]+ ?{_NAME}",
        rf"\b(?:contact|ask|speak to|go to|try|e-?mail|message|see|call|chase) {_NAME} (?:instead|in my absence|while|until|if urgent|if it|in the meantime|for (?:urgent|anything)|with (?:anything|any))",
        rf"\b(?:in my absence|if urgent|if it'?s urgent|urgent|meanwhile|in the meantime)[,:]? (?:please )?(?:contact|ask|speak to|e-?mail|try|call)? ?{_NAME}",
        rf"\b(?:my )?(?:deputy|delegate|cover)(?: is|:) {_NAME}",
    )
)
_SNOOZE = re.compile(
    r"\b(?:remind me(?! (?:what|who|which|why|how))|nudge (?:me)?|ask (?:me )?again|ask me(?! (?:to|if|for|about(?! \ue002)))|chase (?:me|again)|prompt me|ping me|poke me|prod me|try me|try (?:again|back)|check (?:back|in)(?: with me)?|come back (?:to me|later|again|on|in|after|\ue003)|snooze|"
    r"(?:park|leave) (?:it|this|that|me|these|them|all)(?: (?:until|till|til|for now|alone|with me|for)|\s*\ue003)|can (?:we|you|it) wait (?:until|till|\ue003)|wait (?:until|till)|not (?:before|until|till)|hold off(?: until| till)?|park (?:(?:until|till|til) )?\ue003|message me (?:again|\ue003|on|in|later)|ask (?:on|in|later|\ue003)|reminder (?:for|on|in|\ue003)|set a reminder|bother me|bug me|shout me|give me a (?:shout|nudge|poke|prod|reminder)|follow up with me|postpone (?:this )?reminder|defer (?:this|it|the reminder)? ?(?:until|till|to)|circle back)"
)
_PROMISE = re.compile(
    r"\b(?:i'?ll|i will|will|can|let me|i can|i'?m going to|going to|gonna)\s+(?:try to |try and )?(?:update|reply|respond|answer|get back|come back|let you know|report back|report|send (?:it|this|an update|something|you)|have (?:an update|something|it|more|news)|do (?:it|this|an update)|revert|look at (?:it|this)|get to (?:it|this)|give you|know (?:more )?)\b"
    r"|\b(?:bear with(?: me)?|get back to you|come back to you|update to follow|update (?:by|on|coming|due|will follow|to come)|more (?:by|on|to follow)|busy|swamped|snowed under|in meetings|not (?:today|now)|later|another time|too busy|no time)\b"
)
_LATER_ONLY = re.compile(
    r"^\W*(?:(?:please|can you|could you|maybe|ask me|remind me|not now|not today|do it|busy|i'll do it|will do it|i'll reply|can we do this|try|try me|again|sorry|ok|snooze|me|it|this)\W+)*(?:later(?: on)?|another time|some other time|not now|not today|snooze|remind me(?: again)?|ask me again|\ue003+)(?:\W+(?:please|pls|thanks|today|this week|busy|sorry|again|instead|would be better|is better))*\W*$"
)
_DONT = re.compile(
    r"\b(?:don'?t|do not|stop|no need to|never|didn'?t|why did you)\s+(?:\w+\s+)?(?:remind|nudge|ask|chase|ping|prompt|bother|bug)"
)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away as said. ``last`` is ``None`` where it must be asked."""

    first: date | None
    last: date | None
    cover: str | None
    certain: bool
    because: str
    last_day: date | None = None
    """The last day away; of "back on Monday" the day before it."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """The day to ask again; ``None``: it must be asked."""

    until: date | None
    because: str


def read_absence(marked: Marked, context: Context, *, auto_reply: bool = False) -> Absence | None:
    """The writer's own absence; nobody else's."""
    found = _AWAY.search(marked.mask)
    if not found and not auto_reply:
        return None
    if (
        found
        and not auto_reply
        and not marked.dates
        and not _plainly_away(marked.mask[found.start() :])
    ):
        return None
    cover = read_cover(marked, context.people)
    spans = list(marked.dates)
    if found and not auto_reply:
        start = max(marked.mask.rfind(sign, 0, found.start() + 1) for sign in (".", "\n", ";")) + 1
        spans = [span for span in spans if span.start >= start]
    return _days(marked, spans, context, cover)


def _plainly_away(mask: str) -> bool:
    return bool(
        re.search(
            r"\b(?:leave|ooo|out of (?:the )?office|hols?|holidays?|a/?l|sick|unavailable|away|maternity|paternity|for \w+ (?:days?|weeks?|months?)|for an? (?:fortnight|month))\b",
            mask,
        )
    )


def _days(marked: Marked, spans: list[DateSpan], context: Context, cover: str | None) -> Absence:
    first: date | None = None
    last: date | None = None
    back = False
    before = 0
    certain = True
    why = "away:no-date"
    for span in spans:
        left = marked.mask[max(0, span.start - 30) : span.start]
        words = span.words
        opening = _STARTS.match(words) or re.search(r"\b(?:from|starting|as of|since)\s*$", left)
        bare = _STARTS.sub("", words)
        if opening and not re.search(r"\b(?:to|until|till|til|through|for)\b|-", bare):
            reading = read_date(bare, context.today, purpose="forecast", terms=context.terms)
            if reading is not None:
                certain = certain and reading.certain
                first = reading.start
                why = f"away:{reading.because}"
            continue
        reading = span.reading
        certain = certain and reading.certain
        why = f"away:{reading.because}"
        if reading.end is None:
            continue
        until = re.match(
            r"(?:until|till|til|untill|by|to|through|not before|not until|up to)\b", words
        ) or re.search(r"\b(?:until|till|til|untill|through|to)\s*$", left)
        if until or _BACK.search(left):
            last = reading.start if _BACK.search(left) else reading.end
            back = bool(_BACK.search(left))
        elif last is None:
            last = reading.end
            if first is None:
                first = reading.start
        elif _AND.fullmatch(marked.mask, before, span.start):
            # "Out Thursday and Friday".
            last = max(last, reading.end)
        before = span.end
    lasting = _FOR.search(lowered(marked.text))
    if last is None and lasting:
        last = _after(first or context.today, lasting["n"], lasting["unit"])
        back = True
        why = "away:lasting"
    if first is not None and first <= context.today:
        first = None
    sure = certain and last is not None and last >= max(first or context.today, context.today)
    if not sure or last is None:
        return Absence(first, None, cover, False, why)
    last_day = last - timedelta(days=1) if back else last
    return Absence(first, last, cover, True, why, max(last_day, first or context.today))


def _after(day: date, amount: str, unit: str) -> date:
    count = 1 if amount == "a" else 2 if "couple" in amount else CARDINALS.get(amount, 0)
    count = count or int(amount)
    days = {"d": 1, "w": 7, "f": 14, "m": 30}[unit[0]]
    return day + timedelta(days=days * count)


def read_cover(marked: Marked, people: Iterable[str]) -> str | None:
    """Who covers, by the name that was typed."""
    known = {part.casefold() for name in people for part in name.split()[:1]} | FIRST_NAMES
    colleagues = {name.casefold() for name in people if " " in name}
    text = re.sub(r"\s+", " ", marked.text)
    for rule in _COVERS:
        for found in rule.finditer(text):
            words = found["name"].split()
            if found["name"].casefold() in colleagues:
                # "Amber Rowe covers": a name in full is one, whatever its words mean.
                return str(found["name"])
            kept = []
            for word in words:
                bare = re.sub(r"['’]s$", "", word)
                if bare.casefold() in NOT_NAMES:
                    break
                kept.append(bare)
            if kept and (kept[0][:1].isupper() or kept[0] in known):
                name = " ".join(kept)
                return name if name[:1].isupper() else name.title()
    return None


def asks_again(mask: str) -> bool:
    """Whether the words ask for a reminder, whenever it is to come."""
    return bool(_SNOOZE.search(mask))


def read_snooze(marked: Marked, context: Context, *, reported: bool) -> Snooze | None:
    """When to ask again; a mere promise to answer counts only where nothing else is ``reported``."""
    mask = marked.mask
    if _DONT.search(mask):
        return None
    asked = _SNOOZE.search(mask)
    promised = None if asked or reported else _PROMISE.search(mask)
    if (
        not asked
        and not promised
        and not (
            len(mask) <= 100
            and _LATER_ONLY.match(mask)
            and re.search("later|time|not|snooze", mask)
        )
    ):
        return None
    if asked is None and mentions(mask):
        return None
    start = (asked or promised).start() if (asked or promised) else 0  # type: ignore[union-attr]
    ahead = [span for span in marked.dates if span.end > start]
    spans = ahead or list(marked.dates)
    if not spans:
        lasting = re.search(
            r"\b(?:in|for) (?P<n>a|an|\d{1,2}|one|two|three|a couple of) (?P<unit>days?|weeks?|fortnights?|months?)\b",
            lowered(marked.text),
        )
        if lasting:
            return Snooze(
                _after(context.today, lasting["n"].replace("an", "a"), lasting["unit"]),
                "snooze:lasting",
            )
        if promised and not re.search(
            r"\b(?:back to you|let you know|later|busy|not (?:now|today)|bear with|swamped|another time)\b",
            mask,
        ):
            return None
        return Snooze(None, "snooze:no-date")
    span = spans[0]
    words = re.sub(r"^(?:until|till|til|by|before|after|from|for)\s+", "", span.words)
    reading: DateReading | None = (
        read_date(
            words, context.today, purpose="reminder", meetings=context.meetings, terms=context.terms
        )
        or span.reading
    )
    if reading is None or not reading.certain or reading.start is None:
        return Snooze(None, f"snooze:{reading.because if reading else 'unclear'}")
    until = reading.start
    if span.words.startswith("after "):
        until = (reading.end or until) + timedelta(days=1)
    if until <= context.today:
        later_today = until == context.today and (reading.end or until) > context.today
        return Snooze(None, "snooze:past" if not later_today else "snooze:today")
    return Snooze(until, f"snooze:{reading.because}")
