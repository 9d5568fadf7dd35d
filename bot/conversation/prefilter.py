"""Literal prefilters: a pattern is tried only on a text that holds one of the words it cannot do without.

A message is asked some three hundred patterns, and nine in ten of them find nothing. So each of its words is looked up
once, and tells of all the patterns together which it may make true. What the standard library's engine would find is
found, and nothing else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from bot.conversation.literals import EDGE, folded, required

#: Of literals as long as this or longer so many characters are looked up first.
_KEY = 3
#: What is longer is no word, and is looked up in parts.
_LONGEST_WORD = 120
#: So much of a literal is looked for, and so far one part goes on into the next.
_LONGEST_LITERAL = 30
#: A part of a text no longer than this is judged by the whole text, which was looked at already.
_SHORT = 160
_END = sys.maxsize


class _Index:
    """Which needs of patterns each word meets: of every need a bit."""

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        #: The literals of one character and of two.
        self._short: dict[str, int] = {}
        #: Of these, those that may stand in a word of letters only.
        self._of_letters: dict[str, int] = {}
        #: The literals that are longer, by what they begin with and by their lengths.
        self._longer: dict[str, dict[int, dict[str, int]]] = {}
        self.of_word = lru_cache(maxsize=32_768)(self._of_word)
        self.of_text = lru_cache(maxsize=512)(self._of_text)

    def bit_for(self, literals: frozenset[str]) -> int:
        """The bit of the need of one of these literals."""
        if literals in self._bits:
            return self._bits[literals]
        bit = self._bits[literals] = 1 << len(self._bits)
        for literal in (one[:_LONGEST_LITERAL] for one in literals):
            alike = self._short
            if len(literal) >= _KEY:
                alike = self._longer.setdefault(literal[:_KEY], {}).setdefault(len(literal), {})
            alike[literal] = alike.get(literal, 0) | bit
            if len(literal) < _KEY and literal.isalpha():
                self._of_letters[literal] = alike[literal]
        self.of_word.cache_clear()
        self.of_text.cache_clear()
        return bit

    def _of_text(self, text: str) -> int:
        bits = 0
        of_word = self.of_word
        for word in text.split():
            if len(word) <= _LONGEST_WORD:
                bits |= of_word(word)
                continue
            for at in range(0, len(word), _LONGEST_WORD - _LONGEST_LITERAL):
                bits |= of_word(word[at : at + _LONGEST_WORD])
        return bits

    def _of_word(self, word: str) -> int:
        bits = 0
        folded_word = folded(word)
        longer = self._longer
        for at in range(len(folded_word) - _KEY + 1):
            if by_length := longer.get(folded_word[at : at + _KEY]):
                for length, alike in by_length.items():
                    if those := alike.get(folded_word[at : at + length]):
                        bits |= those
        if word.isalpha():
            for literal, those in self._of_letters.items():
                if literal in folded_word:
                    bits |= those
            return bits
        for at in range(len(folded_word)):
            for size in range(1, _KEY):
                if those := self._short.get(folded_word[at : at + size]):
                    bits |= those
        return bits

    def look_up_own(self) -> None:
        """Look up the words that the literals are: most of what is written is among them."""
        for literals in self._bits:
            for literal in literals:
                word = literal.replace(EDGE, "")
                if word.isalpha():
                    self.of_word(word)


_index = _Index()
_met_by = _index.of_text


def look_up_own_words() -> None:
    """Once every pattern is known: so the first messages of a process do not wait for their words."""
    _index.look_up_own()


class Prefiltered:
    """A compiled pattern behind its literals; the methods are those of :class:`re.Pattern`."""

    # Each method looks for itself: they are called three hundred times a message.

    __slots__ = ("compiled", "needs")

    def __init__(self, compiled: re.Pattern[str], needs: Iterable[frozenset[str]]) -> None:
        self.compiled = compiled
        """The pattern itself, which a match names as its own."""
        self.needs = 0
        """The bits of all its needs."""
        for literals in needs:
            self.needs |= _index.bit_for(literals)

    @property
    def pattern(self) -> str:
        return self.compiled.pattern

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        needs = self.needs
        part = text if end is _END or len(text) <= _SHORT else text[start:end]
        return self.compiled.search(text, start, end) if needs & _met_by(part) == needs else None

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        needs = self.needs
        part = text if end is _END or len(text) <= _SHORT else text[start:end]
        found = self.compiled.finditer
        return found(text, start, end) if needs & _met_by(part) == needs else iter(())

    # In the middle of a long text what does not match fails before the rest could be looked at.

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        needs = self.needs
        met = len(text) > _SHORT or needs & _met_by(text) == needs
        return self.compiled.match(text, start, end) if met else None

    def fullmatch(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        needs = self.needs
        met = len(text) > _SHORT or needs & _met_by(text) == needs
        return self.compiled.fullmatch(text, start, end) if met else None

    def findall(self, text: str) -> list[str]:
        met = self.needs & _met_by(text) == self.needs
        return self.compiled.findall(text) if met else []

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        met = self.needs & _met_by(text) == self.needs
        return self.compiled.split(text, maxsplit) if met else [text]

    def sub(self, into: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        met = self.needs & _met_by(text) == self.needs
        return self.compiled.sub(into, text, count) if met else text


#: What is asked of a text: the standard library's pattern, or the same behind its literals.
Pattern = re.Pattern[str] | Prefiltered


class Patterns:
    """Several patterns, of which only those are tried that a text may make true."""

    __slots__ = ("_needs", "every")

    def __init__(self, every: Iterable[Pattern]) -> None:
        self.every = tuple(every)
        self._needs = tuple(one.needs if isinstance(one, Prefiltered) else 0 for one in self.every)

    def that_may_match(self, text: str) -> list[Pattern]:
        """Those of the patterns that may find something in the text, in their order."""
        held = _met_by(text)
        each = zip(self.every, self._needs, strict=True)
        return [one for one, needs in each if needs & held == needs]


def prefiltered(pattern: str, flags: int = 0) -> Pattern:
    """The pattern compiled, behind the literals that it cannot do without where it has any."""
    compiled = re.compile(pattern, flags)
    needs = required(compiled)
    return Prefiltered(compiled, needs) if needs else compiled
