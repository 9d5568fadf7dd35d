"""Runs of references of which only the first is written out: "4.1.1-3", "4.1.1/2", "4.1.1, 2 and 3".

A number behind a reference is a reference where the plan has it and what follows is said of an action:
"4.1.1-3 green", and neither "4.1.1-3 posts" nor "4.1.1 - 3 weeks late".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from bot.conversation.prefilter import prefiltered

_TAIL = prefiltered(
    r"(?P<join>\s?-\s?|\s(?:to|thru|through)\s|\s?[/&+]\s?|,\s?(?:and\s)?|\sand\s)(?P<number>\d{1,2})(?![\w%£$€'°]|\.\d|:\d)"
)
_THROUGH = ("-", "to", "thru", "through")
_SAID = (
    r"(?:(?:is|are|was|were|all|both|each|still|now|stays?|remains?|have|has|should|can|will|be|been|at|on|as|gone|went|really|the)\s+)*"
    r"(?:green|amber|red|grey|blue|[gar](?!\w)|same|unchanged|no (?:change|movement)|track|risk|off[- ]track|slipp(?:ing|ed)|behind|fine|ok|okay|closed|delivered|"
    r"(?:done|completed?|finished)(?!,? (?:and )?\d+ (?:to go|left|outstanding|remain\w*|more))"
    r"|as|because|cos|since|due|from|please|pls|rest|while|whereas|but|mine|ours|not|isn't|aren't|belongs?|needs?|slips?|moves?|by|until|till|thanks|ta)(?!\w)"
)
#: What may follow the last number: the end of what is said, or what is said of actions.
_GOES_ON = prefiltered(
    rf"\s*(?:$|[.;:)!?\n]+(?!\d)|\s-+\s|and (?=\d{{1,2}}\.\d)|(?:[,:=-]\s*)?{_SAID})|,\s(?!\d)|,\s?(?=\d{{1,2}}\.\d)"
)


class Tail(Struct, frozen=True):
    """A number that stands for a reference, and the last part of it."""

    start: int
    end: int
    bare: str


def tails(mask: str, end: int, bare: str, known: Callable[[str], bool]) -> list[Tail]:
    """The references that only a number behind the one ending at ``end`` stands for.

    ``known`` tells whether the plan has one; the end of a run may be missing there, and is asked about.
    """
    stem, _, last = bare.rpartition(".")
    if not stem or not last.isdecimal():
        return []
    found: list[re.Match[str]] = []
    at = end
    while more := _TAIL.match(mask, at):
        found.append(more)
        at = more.end()
    while found and not _GOES_ON.match(mask, found[-1].end()):
        found.pop()
    before, run = int(last), []
    for one in found:
        number, join = int(one["number"]), one["join"]
        plain = known(f"{stem}.{number}") or (join == "-" and "." in stem)
        if number <= before or not plain or (join.strip() in _THROUGH and one is not found[-1]):
            return []
        run.append(Tail(one.start("number"), one.end(), f"{stem}.{number}"))
        before = number
    return run
