"""Literal prefilters: a long pattern is tried only on a text that holds one of the words it cannot do without.

The words are taken from the pattern itself, as engines with a literal prefilter do, so that no list has to be kept
beside it. What the standard library's engine would find is found, and nothing else: where no such words can be told,
or its parser cannot be asked, the pattern is used as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

# The standard library's own parser: it has no public name, and nothing here depends on its being there.
_parser: Any = getattr(re, "_parser", None)
_constants: Any = getattr(re, "_constants", None)

#: Below this a literal stands in nearly every message and sorts none out.
_SHORTEST = 2
#: So many characters tell with what a match begins.
_BEGINNING = 2
#: More literals than this cost as much to look for as the pattern itself.
_MOST = 96

_Items = Iterable[tuple[Any, Any]]


class Prefiltered:
    """A compiled pattern behind its literals; the methods are those of :class:`re.Pattern`."""

    __slots__ = ("_folds", "_literals", "compiled")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.compiled = pattern
        """The pattern itself, which a match names as its own."""
        self._folds = bool(pattern.flags & re.IGNORECASE)
        # The empty word stands in every text.
        self._literals = required(pattern) or ("",)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        return self.compiled.search(text, *span) if self._may_match(text, *span) else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        return self.compiled.match(text, *span) if self._may_match(text, *span) else None

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        return self.compiled.fullmatch(text, *span) if self._may_match(text, *span) else None

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, *span) if self._may_match(text, *span) else iter(())

    def sub(self, into: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.compiled.sub(into, text) if self._may_match(text) else text

    def _may_match(self, text: str, *span: int) -> bool:
        if span:
            # What a match cannot do without stands in it: asked of each colour of a long message, the rest costs.
            text = text[slice(*span) if len(span) > 1 else slice(span[0], None)]
        if self._folds:
            text = text.casefold()
        # A loop of its own, and no any(): this is asked some sixty times a message.
        for literal in self._literals:  # noqa: SIM110
            if literal in text:
                return True
        return False


def prefiltered(pattern: str, flags: int = 0) -> Prefiltered:
    """The pattern compiled, behind the literals that it cannot do without."""
    return Prefiltered(re.compile(pattern, flags))


def required(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Words of which every match holds one, casefolded where case is ignored; empty where none can be told."""
    if _parser is None:
        return ()
    found = _required(_parser.parse(pattern.pattern, pattern.flags))
    if found is not None and pattern.flags & re.IGNORECASE:
        found = frozenset(word.casefold() for word in found)
    if found is None or len(found) > _MOST or min(map(len, found)) < _SHORTEST:
        return ()
    # "Done" stands in "undone": the shorter word sorts out all that the longer would.
    least = [one for one in found if not any(other in one for other in found if other != one)]
    return tuple(sorted(least, key=lambda word: (len(word), word)))


def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """With what a match begins: two characters each, or one where anything may follow; ``None`` where that
    cannot be told."""
    if _parser is None or pattern.flags & re.IGNORECASE:
        return None
    closed, going_on = _beginnings(_parser.parse(pattern.pattern, pattern.flags))
    found = frozenset(closed | going_on)
    return None if "" in found else found


def _required(items: _Items) -> frozenset[str] | None:
    """The best of what each part of a sequence asks for: long words, and few of them."""
    best: frozenset[str] | None = None
    run = ""
    for op, value in (*items, (None, None)):
        if op is _constants.LITERAL:
            run += chr(value)
            continue
        best = _better(best, frozenset((run,)) if run else None)
        run = ""
        best = _better(best, None if op is None else _of_one(op, value))
    return best


def _of_one(op: Any, value: Any) -> frozenset[str] | None:
    if op is _constants.SUBPATTERN:
        _, added, _, item = value
        # Where case is ignored only inside, its words may stand there in capitals.
        return None if added & re.IGNORECASE else _required(item)
    if op is _constants.ATOMIC_GROUP:
        return _required(value)
    if op is _constants.BRANCH:
        words: set[str] = set()
        for branch in value[1]:
            found = _required(branch)
            if found is None:
                return None
            words |= found
        return frozenset(words)
    if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        least, _, item = value
        return _required(item) if least else None
    return None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda words: (min(min(map(len, words)), 4), -len(words)))


#: Beginnings behind which anything may stand, and those behind which the next item does.
_Beginnings = tuple[set[str], set[str]]
_ANYTHING: _Beginnings = ({""}, set())


def _beginnings(items: _Items) -> _Beginnings:
    closed: set[str] = set()
    going_on = {""}
    for op, value in items:
        if op in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            continue
        ends, goes_on = _beginnings_of(op, value)
        closed |= {(one + more)[:_BEGINNING] for one in going_on for more in ends}
        longer = {(one + more)[:_BEGINNING] for one in going_on for more in goes_on}
        going_on = {one for one in longer if len(one) < _BEGINNING}
        closed |= longer - going_on
        if not going_on:
            break
    return closed, going_on


def _beginnings_of(op: Any, value: Any) -> _Beginnings:
    if op is _constants.LITERAL:
        return set(), {chr(value)}
    if op is _constants.IN:
        letters = _of_class(value)
        return _ANYTHING if letters is None else (set(), letters)
    if op is _constants.SUBPATTERN:
        return _beginnings(value[3])
    if op is _constants.ATOMIC_GROUP:
        return _beginnings(value)
    if op is _constants.BRANCH:
        told = [_beginnings(branch) for branch in value[1]]
        return set().union(*(one for one, _ in told)), set().union(*(one for _, one in told))
    if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        least, most, item = value
        closed, going_on = _beginnings(item)
        if most > 1:
            # Itself may follow, as well as the next item.
            closed, going_on = closed | going_on, set()
        return closed, going_on if least else going_on | {""}
    return _ANYTHING


def _of_class(members: _Items) -> set[str] | None:
    letters: set[str] = set()
    for op, value in members:
        if op is _constants.LITERAL:
            letters.add(chr(value))
        elif op is _constants.RANGE:
            letters.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return letters
