"""Stretches of a text, of which those that touch another are found without a look at each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Stretches:
    """Where in a text several things stand, in any order; they may overlap."""

    __slots__ = ("_reach", "_sorted")

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._sorted = sorted(stretches)
        #: How far any of them goes, up to each.
        self._reach = list(accumulate((end for _, end in self._sorted), max))

    def touching(self, start: int, end: int) -> list[tuple[int, int]]:
        """Those that share letters with the one from ``start`` to ``end``, left to right."""
        if not self._sorted:
            return []
        last = bisect_left(self._sorted, (end,))
        first = bisect_right(self._reach, start, hi=last)
        return [one for one in self._sorted[first:last] if one[1] > start]
