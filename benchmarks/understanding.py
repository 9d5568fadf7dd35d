"""What understanding a reply costs: linear in its length, and a thousandth of a second or less for a usual one.

Per-character cost at 500 and at 5,000 characters for shapes that make careless patterns explode; the named
peer in the same run is ``dateparser.search`` on the same text, which looks for dates and nothing else.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from importlib import import_module

from bot.conversation.clauses import read_clauses
from bot.conversation.interpreter import interpret
from bot.conversation.marks import mark
from bot.conversation.normalise import LONGEST, normalise
from bot.conversation.readings import Context

SIZES = (500, 5_000)
#: A character of the longer text may cost this many times what one of the shorter costs.
MOST_TIMES_DEARER = 2.0
#: Microseconds for a usual reply, and milliseconds for the longest that is still read.
MOST_USUAL = 1_000
MOST_LONGEST = 60
_TODAY = date(2023, 11, 20)
_KEYS = tuple(f"PA1-{major}.{minor}.1" for major in range(1, 5) for minor in range(1, 4))
_CONTEXT = Context(today=_TODAY, my_actions=_KEYS, items=_KEYS, known_refs=_KEYS)
_USUAL = (
    "amber",
    "1.1.1 green. 1.2.1 red, two posts empty, readvert closes 1 December",
    "all green except 2.1.1 - EP recruitment slipped, agency starts w/c 4 March, done by end of April",
    "can we push 3.2.1 to mid-Jan please",
    "on leave till the 14th, Priya covers",
    "same as last time",
)
_SHAPES: Mapping[str, str] = {
    "usual sentences": " ".join(_USUAL) + ". ",
    "the": "the ",
    "digits": "1.1 12 3/4 2023 ",
    "one digit": "1",
    "colours": "green amber red ",
    "negated colours": "not quite really going to be green ",
    "references": "1.1.1 1.2.1, 2.1.1 ",
    "put right": "sorry 1.1.1 if 1.2.1 agree 2.1.1 ",
    "months": "end of may in march by april ",
    "signs": "-.,:;!?()",
    "spaces": "a          ",
    "lines": "> quoted\nown\n",
    "tags": "<b <i <a href='",
    "emoji": "🟢🔴",
}


@dataclass(frozen=True, kw_only=True)
class Result:
    shape: str
    dearer: float
    """Cost of a character at the larger size over that at the smaller."""
    ms: float
    peer_ms: float | None


def run() -> list[Result]:
    """Time every shape at both sizes, the longest message and the usual ones."""
    for pattern in _SHAPES.values():
        _read(pattern)
    results = [_measure(shape, pattern) for shape, pattern in _SHAPES.items()]
    for result in results:
        peer = "" if result.peer_ms is None else f", dateparser {result.peer_ms:8.1f} ms"
        print(
            f"{result.shape:16} {SIZES[1]} characters {result.ms:6.1f} ms{peer};"
            f" a character costs {result.dearer:.2f} times one of {SIZES[0]} (at most {MOST_TIMES_DEARER})"
        )
    longest = max(
        _seconds(partial(interpret, (pattern * LONGEST)[:LONGEST], _CONTEXT))
        for pattern in _SHAPES.values()
    )
    print(f"the dearest {LONGEST} characters: {longest * 1e3:.1f} ms (at most {MOST_LONGEST})")
    usual = _seconds(lambda: [interpret(text, _CONTEXT) for text in _USUAL]) / len(_USUAL)
    print(f"a usual reply: {usual * 1e6:.0f} µs (at most {MOST_USUAL})")
    return results


def _measure(shape: str, pattern: str) -> Result:
    short, long = ((pattern * size)[:size] for size in SIZES)
    quick, slow = _seconds(lambda: _read(short)), _seconds(lambda: _read(long))
    return Result(
        shape=shape,
        dearer=(slow / len(long)) / (quick / len(short)),
        ms=slow * 1e3,
        peer_ms=_peer(long),
    )


def _read(text: str) -> None:
    """Everything that is done with a report, without the limit on its length."""
    read_clauses(mark(normalise(text).text or text, _CONTEXT), _CONTEXT)


def _peer(text: str) -> float | None:
    """Milliseconds of the peer; ``None`` where it is not installed."""
    try:
        search_dates = import_module("dateparser.search").search_dates
    except ImportError:
        return None
    settings = {"RELATIVE_BASE": datetime.combine(_TODAY, datetime.min.time()), "DATE_ORDER": "DMY"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        begun = time.perf_counter()
        search_dates(text, languages=["en"], settings=settings)
        return (time.perf_counter() - begun) * 1e3


def _seconds(work: Callable[[], object]) -> float:
    """The best of a few runs: what the work costs, not what else the machine did."""
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


if __name__ == "__main__":
    run()
