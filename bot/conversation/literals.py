"""The words that a pattern cannot do without, taken from the pattern itself.

As engines with a literal prefilter take them, so that no list has to be kept beside the pattern. Where no such words
can be told, or the standard library's parser cannot be asked, none are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

# The standard library's own parser: it has no public name, and nothing here depends on its being there.
_parser: Any = getattr(re, "_parser", None)
_constants: Any = getattr(re, "_constants", None)
_REPEATS: Any = _constants and (
    _constants.MAX_REPEAT,
    _constants.MIN_REPEAT,
    _constants.POSSESSIVE_REPEAT,
)
#: Where one of these stands, no word goes on.
_EDGE_ANCHORS: Any = _constants and (
    _constants.AT_BOUNDARY,
    _constants.AT_BEGINNING,
    _constants.AT_BEGINNING_STRING,
    _constants.AT_END,
    _constants.AT_END_STRING,
)

#: So many characters tell with what a match begins.
_BEGINNING = 2
#: Any digit, once folded.
_DIGIT = "0"
_DIGITS = re.compile(r"\d")
#: Where a word begins or ends, once folded: "|no|" stands in "no.", and "no" in "noted" too.
EDGE = "\x00"
_EDGES = re.compile(r"\b")
#: Where case is ignored, the engine takes these for an "i".
_DOTLESS = str.maketrans("\u0130\u0131", "ii")
#: How often a message holds a literal of so many characters, about; a longer one is rarer.
_OFTEN = (1.0, 0.4, 0.4, 0.1, 0.05)
_SELDOM = 0.02
#: So many sets of words are kept of a pattern.
_MOST = 2

_Items = Iterable[tuple[Any, Any]]
_Needs = list[frozenset[str]]


def folded(text: str) -> str:
    """The text as literals are looked for in it: no case, each digit as any other, the edges of its words marked."""
    if text.isascii() and text.isalpha():
        # Most words are no more than letters.
        return f"{EDGE}{text.lower()}{EDGE}"
    marked = _EDGES.sub(EDGE, text)
    return _DIGITS.sub(_DIGIT, marked.translate(_DOTLESS).casefold())


def required(pattern: re.Pattern[str]) -> list[frozenset[str]]:
    """Sets of words, of each of which every match holds one, folded and without blanks; the rarest first."""
    if _parser is None:
        return []
    items = _parser.parse(pattern.pattern, pattern.flags)
    return _required(items, before=False, after=False)


def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """With what a match begins: two characters each, or one where anything may follow; ``None`` where that
    cannot be told."""
    if _parser is None or pattern.flags & re.IGNORECASE:
        return None
    closed, going_on = _beginnings(_parser.parse(pattern.pattern, pattern.flags))
    found = frozenset(closed | going_on)
    return None if "" in found else found


def _required(items: _Items, *, before: bool, after: bool, run: str = "") -> _Needs:
    """What the parts of a sequence ask for.

    ``before`` and ``after``: no word goes on across that end of the sequence, or of the ``run`` of letters that it
    goes on with.
    """
    parts = list(items)
    apart_after = _apart(parts[::-1], after, backwards=True)[::-1]
    needs: _Needs = []
    state = before if not run else _is_of_no_word(_constants.LITERAL, ord(run[-1]))
    for at, (op, value) in enumerate(parts):
        letter = _letter(op, value)
        if letter is not None:
            before = before if run else state
            run += letter
        else:
            needs += _of_run(run, before, apart_after[at])
            start = before if run else state
            needs += _of_one(op, value, start, apart_after[at + 1], run)
            run = ""
        state = _apart_behind(op, value, state, backwards=False)
    return _rarest(needs + _of_run(run, before, after))


def _letter(op: Any, value: Any) -> str | None:
    """The one character that stands there; of digits and of the two cases of a letter, either."""
    if op is _constants.LITERAL:
        return _DIGIT if chr(value).isdecimal() else chr(value).casefold()
    if op is _constants.IN:
        letters = {_letter(*member) for member in value}
        return letters.pop() if len(letters) == 1 else None
    if op is _constants.CATEGORY and value is _constants.CATEGORY_DIGIT:
        return _DIGIT
    if op is _constants.RANGE and chr(value[0]).isdecimal() and chr(value[1]).isdecimal():
        return _DIGIT
    return None


def _of_run(run: str, before: bool, after: bool) -> _Needs:
    """Each piece without a blank, less letters that are no words of their own: those stand in every message."""
    pieces = [folded(piece) for piece in run.split()]
    if not pieces:
        return []
    if not (before or run[0].isspace()):
        pieces[0] = pieces[0].removeprefix(EDGE)
    if not (after or run[-1].isspace()):
        pieces[-1] = pieces[-1].removesuffix(EDGE)
    return [frozenset((piece,)) for piece in pieces if not _is_letter_of_a_word(piece)]


def _is_letter_of_a_word(piece: str) -> bool:
    letter = piece.strip(EDGE)
    return len(letter) == 1 and letter.isalpha() and piece != f"{EDGE}{letter}{EDGE}"


def _of_one(op: Any, value: Any, before: bool, after: bool, run: str) -> _Needs:
    if op is _constants.SUBPATTERN:
        return _required(value[3], before=before, after=after, run=run)
    if op is _constants.ATOMIC_GROUP:
        return _required(value, before=before, after=after, run=run)
    if op is _constants.BRANCH:
        # The parser takes what several branches begin with out of them.
        return _any_of(
            _required(branch, before=before, after=after, run=run) for branch in value[1]
        )
    if op is _constants.IN:
        letters = [_letter(*member) for member in value]
        return _any_of(_of_run(run + one, before, after) if one else [] for one in letters)
    if op in _REPEATS:
        least, most, item = value
        # Only the first stands behind what is before, and only the last before what is after.
        alone = after and most == 1
        return _required(item, before=before, after=alone, run=run) if least else []
    return []


def _any_of(each: Iterable[_Needs]) -> _Needs:
    """What is needed whichever of several it is: as much as the one of them needs that needs the least."""
    return [frozenset().union(*alike) for alike in zip(*each, strict=False)]


def _rarest(needs: _Needs) -> _Needs:
    """A few that differ: a third set of words sorts out hardly a text that two did not."""
    return sorted(dict.fromkeys(needs), key=_how_often)[:_MOST]


def _how_often(words: frozenset[str]) -> float:
    return sum(_OFTEN[len(word)] if len(word) < len(_OFTEN) else _SELDOM for word in words)


def _apart(parts: Sequence[tuple[Any, Any]], state: bool, *, backwards: bool = False) -> list[bool]:
    """Before each part and behind the last, whether a word that stands there begins there.

    ``backwards``: whether one that stands there ends there; the parts are given last first.
    """
    found = [state]
    for op, value in parts:
        state = _apart_behind(op, value, state, backwards=backwards)
        found.append(state)
    return found


def _apart_behind(op: Any, value: Any, state: bool, *, backwards: bool) -> bool:
    def behind(items: _Items, state: bool) -> bool:
        parts = list(items)
        return _apart(parts[::-1] if backwards else parts, state, backwards=backwards)[-1]

    if op is _constants.AT:
        return state or value in _EDGE_ANCHORS
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        direction, items = value
        if direction != (1 if backwards else -1):
            return state
        if op is _constants.ASSERT:
            return state or behind(items, False)
        return state or any(_is_any_word_character(*one) for one in items if len(items) == 1)
    if op is _constants.SUBPATTERN:
        return behind(value[3], state)
    if op is _constants.ATOMIC_GROUP:
        return behind(value, state)
    if op is _constants.BRANCH:
        return all(behind(branch, state) for branch in value[1])
    if op in _REPEATS:
        least, most, item = value
        once = behind(item, state)
        return once and (state or least > 0) and (most == 1 or behind(item, once))
    return _is_of_no_word(op, value)


def _is_any_word_character(op: Any, value: Any) -> bool:
    """Whether a class takes every character of words."""
    return (
        op is _constants.IN
        and (_constants.CATEGORY, _constants.CATEGORY_WORD) in value
        and (
            _constants.NEGATE,
            None,
        )
        not in value
    )


def _is_of_no_word(op: Any, value: Any) -> bool:
    """Whether a character that is taken is none of a word."""
    if op is _constants.LITERAL:
        return not (chr(value).isalnum() or chr(value) == "_")
    if op is _constants.CATEGORY:
        return value in (_constants.CATEGORY_SPACE, _constants.CATEGORY_NOT_WORD)
    if op is _constants.IN:
        if (_constants.NEGATE, None) in value:
            return (_constants.CATEGORY, _constants.CATEGORY_WORD) in value
        return all(_is_of_no_word(*member) for member in value)
    return False


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
    if op in _REPEATS:
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
