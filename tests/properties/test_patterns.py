"""No pattern is tried in more ways than its text is long: "oh oh no oh oh no …" must hold up nobody.

A pattern that can read the same words in two ways, again and again, takes twice as long for each of them. So each is
given what it is made of, over and over, with something at the end that it does not take.
"""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import random
import re
import signal
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import bot
from bot.conversation.prefilter import Patterns, Prefiltered

LONGEST = 200
#: Seconds for one text; what grows with its length alone takes a ten-thousandth of it.
TOO_LONG = 2.0
MARKS = "\ue001\ue002\ue003\ue004\ue005"
ENDS = ("", "!", " zq", "q", '"')

#: Each made some rule take twice as long for every time that it is said.
HELD_UP = tuple(
    unit * 60
    for unit in (
        "its ", "it's its ", "i'm im ", "thats ", "that is ", "oh oh no ", "great ", "so not ", "wait ", "ok , ",
        "thats )\n", "won't wont ", "same for & ", "& so - ", "oh \n ", "obviously\n ", "question: ", "no wait just ",
        "will be ", "i am i'm going ", "send latest ", "they're we're ", "bad time ", "A-", "\ue002", "\ue003", "\ue004", "\ue005",
    )
)  # fmt: skip

_parser: Any = getattr(re, "_parser", None)


def test_no_pattern_of_the_bot_takes_ever_longer() -> None:
    assert slow_ones(rounds=12, seed=20231024) == {}


@pytest.mark.parametrize("text", HELD_UP, ids=[text[:12] for text in HELD_UP])
def test_what_once_held_up_the_bot_is_read_at_once(text: str) -> None:
    told = f"{text[:LONGEST]} zq"
    assert [one.pattern for one in in_use() if is_slow(one, told)] == []


@pytest.mark.chaos
@pytest.mark.skipif("SENDBOT_CHAOS" not in os.environ, reason="long: make chaos")
def test_no_pattern_takes_ever_longer_however_often_it_is_tried() -> None:
    seed = int.from_bytes(os.urandom(4))
    assert slow_ones(rounds=2_000, seed=seed) == {}, seed


@pytest.mark.parametrize(
    "pattern", [r"(?:it'?s |its )*x", r"\s*(?:,?\s*(?:so|ok)\s*)*$", "(?:\ue003+ ?)*x"]
)
def test_a_pattern_with_two_ways_is_found(pattern: str) -> None:
    chance = random.Random(1)
    assert first_slow(re.compile(pattern), chance, rounds=5_000, seconds=0.1)


def slow_ones(*, rounds: int, seed: int) -> dict[str, str]:
    """Patterns that take too long, each with a text that shows it."""
    chance = random.Random(seed)
    patterns = in_use()
    assert len(patterns) > 1_000
    found = ((one.pattern, first_slow(one, chance, rounds=rounds)) for one in patterns)
    return {pattern: text for pattern, text in found if text is not None}


@cache
def in_use() -> list[re.Pattern[str]]:
    """Each pattern of the bot's modules once."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(bot.__path__, "bot."):
        if not info.name.endswith("__main__"):
            module = importlib.import_module(info.name)
            source = Path(str(module.__file__)).read_text(encoding="utf-8")
            held = chain.from_iterable(map(_held, vars(module).values()))
            found |= {one.pattern: one for one in chain(held, _inline(source))}
    return list(found.values())


def _held(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, Patterns):
        value = value.every
    if isinstance(value, Prefiltered):
        value = value.compiled
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list)):
        yield from chain.from_iterable(map(_held, value))
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_held, value.values()))


def _inline(source: str) -> Iterator[re.Pattern[str]]:
    """``re.search("…", text)``."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name),
                args=[ast.Constant(value=str(pattern)), *_],
            ) if name != "escape":
                yield re.compile(pattern)


def first_slow(
    pattern: re.Pattern[str], chance: random.Random, *, rounds: int, seconds: float = TOO_LONG
) -> str | None:
    """The first of some texts that takes too long."""
    words = list(dict.fromkeys(_words(_parser.parse(pattern.pattern, pattern.flags)))) or ["x"]
    texts = (_attack(words, chance) for _ in range(rounds))
    return next((text for text in texts if is_slow(pattern, text, seconds)), None)


def is_slow(pattern: re.Pattern[str], text: str, seconds: float = TOO_LONG) -> bool:
    def too_long(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        pattern.search(text)
        pattern.fullmatch(text)
    except TimeoutError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return False


def _attack(words: list[str], chance: random.Random) -> str:
    """Something over and over: a mark or a space, a few of the words, or all of them in any order."""
    kind = chance.random()
    if kind < 0.3:
        core: str = chance.choice([*MARKS, " ", "x", "1", "- ", "x ", ", "]) * chance.randint(
            20, 60
        )
        core = "".join(chance.choice(words) for _ in range(chance.randint(0, 4))) + core
    elif kind < 0.7:
        several = chance.sample(words, min(len(words), chance.randint(1, 3)))
        core = "".join(word + chance.choice(("", " ")) for word in several) * chance.randint(20, 40)
    else:
        core = "".join(
            chance.choice([*words, *MARKS]) * chance.choice((1, 1, 1, 6)) + chance.choice(("", " "))
            for _ in range(chance.randint(20, 40))
        )
    end: str = chance.choice([*ENDS, chance.choice(words)])
    return core[:LONGEST] + end


def _words(items: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """The literals that a pattern is made of, and a character for each of its classes."""
    run = ""
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            run += chr(value)
            continue
        if run:
            yield run
        run = ""
        if name == "SUBPATTERN":
            yield from _words(value[3])
        elif name == "ATOMIC_GROUP":
            yield from _words(value)
        elif name == "BRANCH":
            yield from chain.from_iterable(map(_words, value[1]))
        elif name.endswith("_REPEAT"):
            yield from _words(value[2])
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _words(value[1])
        elif name == "IN":
            yield from (_member(*one) for one in value)
    if run:
        yield run


def _member(op: Any, value: Any) -> str:
    match str(op):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(value[0])
        case _:
            return {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_NOT_WORD": "-"}.get(
                str(value), "x"
            )
