"""Places in the list that is answered, with what is said of them: "first amber, the second hasn't moved"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.prefilter import prefiltered

_STATE = r"(?:green|amber|red|grey|blue|done|complete|completed|finished|same|unchanged|no change|on track|at risk|off track|track|risk|slipping|[gar]\b)\b"
_STANDS = rf"(?:(?:is|are|was|were|both|all|still|now|stays?|remains?|at|on|:|-)\s+)*{_STATE}"
#: "Has dropped to amber", "isn't green any more": what became of it, or did not.
_BECAME = rf"(?:(?:is|isn'?t|are|aren'?t|has|hasn'?t|have|haven'?t|was|now|not|no longer|just|back|gone|went|moved|dropped|slipped|fallen|fell|turned|come|become|improved|been|up|down|to|into|at|an?)\s+){{1,5}}{_STATE}"
#: "Hasn't moved", "as it was": the same as last time.
_UNMOVED = (
    r"(?:(?:is|are|has|have|stays?|still)\s+)?(?:(?:not|isn'?t|hasn'?t|haven'?t|no|nothing)\s+(?:really\s+|actually\s+|even\s+)?(?:moved|changed|shifted|budged|different|movement|changes?|any\s+different)"
    r"|(?:just\s+|exactly\s+|left\s+)?as\s+(?:(?:it|they)\s+(?:was|were|is|are)|before|was|is|you\s+were)|where\s+(?:it|they)\s+(?:was|were))\b"
)
#: A place with what is said of it, and no noun between.
_PLACE = prefiltered(
    r"(?:^|[\n;,.:]\s*|\b(?:and|but|so|on|for|while|whereas)\s+)(?:"
    r"(?:the )?(?P<word>first|second|third|fourth|fifth|last|top|bottom|middle|former|latter)(?: (?P<many>two|three|four|five|[2-5])(?: ones| items| actions| of them)?|(?<=middle) one)?"
    rf"(?=(?:'s)?\s+(?:{_STANDS}|{_BECAME}|{_UNMOVED})|\s*[:=]\s*(?:{_STANDS}|{_UNMOVED}))"
    rf"|(?P<n>\d{{1,2}})[.:)]?(?=\s+{_UNMOVED}))"
)
#: "Amber for the first two, green for the last one".
_FOR_MANY = prefiltered(
    rf"\b{_STATE} for (?:the )?(?P<word>first|last|top|bottom) (?P<many>two|three|four|five|[2-5])(?: ones| items| actions| of them)?(?=\s*(?:$|[,.;:!)\n]|(?:and|but)\b))"
)
_MANY = {"two": 2, "three": 3, "four": 4, "five": 5}
_NUMBERED = {"first": 0, "top": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
_FROM_THE_END = ("last", "bottom")
#: Of which more than one may be spoken: "the first two".
_ENDS = ("first", "top", *_FROM_THE_END)
_A_PAIR = 2


def told_by_place(mask: str, count: int) -> Iterator[tuple[int, int, range]]:
    """Where a place stands in the words, and which of so many listed actions it is."""
    for match in (*_PLACE.finditer(mask), *_FOR_MANY.finditer(mask)):
        word = match["word"]
        if word is None:
            at = int(match["n"]) - 1
            if 0 <= at < count:
                yield match.start("n"), match.end(), range(at, at + 1)
            continue
        many = _MANY.get(match["many"] or "", 0) or int(match["many"] or 1)
        first = _first_of(word, count, many)
        if first is None or first + many > count or (many > 1 and word not in _ENDS):
            continue
        yield match.start("word"), match.end(), range(first, first + many)


def _first_of(word: str, count: int, many: int) -> int | None:
    """The first that is meant; ``None`` where there is no such place in a list of that length."""
    if word in _FROM_THE_END:
        return max(0, count - many)
    if word == "middle":
        return count // 2 if count % 2 else None
    if word in ("former", "latter"):
        return ("former", "latter").index(word) if count == _A_PAIR else None
    return _NUMBERED[word]
