"""Literal prefilters (bot/conversation/prefilter.py): they sort out texts, and never a match."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import pytest

from bot.conversation.interpreter import interpret
from bot.conversation.phrases import kinds_of
from bot.conversation.prefilter import Prefiltered, beginnings, prefiltered, required
from tests.conversations import scoring
from tests.unit.conversation.test_corpus import REPLIES

EVERY = 11
#: Whoever reads a reply has all the rules in memory.
assert callable(interpret)


def in_use() -> Iterator[tuple[str, Prefiltered]]:
    """Every pattern of the interpreter that stands behind its literals."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("bot.conversation."):
            for key, value in vars(module).items():
                for one in value if isinstance(value, tuple) else (value,):
                    if isinstance(one, Prefiltered):
                        yield f"{name}.{key}", one


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\bremind(?:er)?s?\b", ("remind",)),
        (r"(?:undo|take (?:it|that) back)", ("undo", "take ")),
        (r"^\W*(?:please )?close (?:it|this)", ("close ",)),
        (r"(?P<n>\d+) (?:weeks|months)", ("weeks", "months")),
        (r"(?:done and dusted|done)", ("done",)),
        (r"(?:not )?(?:mine)?", ()),
        (r"\w+ \d", ()),
    ],
)
def test_the_words_that_a_pattern_cannot_do_without(
    pattern: str, literals: tuple[str, ...]
) -> None:
    assert required(re.compile(pattern)) == literals


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"(?:please )?undo", ["pl", "un"]),
        (r"[ab]c|x", ["ac", "bc", "x"]),
        (r"a?bc?d", ["ab", "bc", "bd"]),
        (r"(?:yes|no)*k", ["ye", "no", "k"]),
        (r"a+b", ["a"]),
        (r"(?=not a word)at", ["at"]),
        (r"\w+", None),
        (r"a?\d", None),
        (r"(?:a|b)?", None),
    ],
)
def test_with_what_a_match_begins(pattern: str, wanted: list[str] | None) -> None:
    assert beginnings(re.compile(pattern)) == (None if wanted is None else frozenset(wanted))


def test_a_text_without_the_words_is_not_tried_and_loses_no_match() -> None:
    close = prefiltered(r"\bCLOSE it\b", re.IGNORECASE)

    assert close.search("please Close It now") is not None
    assert close.search("close that") is None
    assert close.sub("-", "close it") == "-"
    assert [m[0] for m in close.finditer("close it, close it")] == ["close it", "close it"]
    assert close.fullmatch("close it") is not None
    assert close.match("or close it") is None


@pytest.mark.parametrize(("name", "one"), list(in_use()), ids=[name for name, _ in in_use()])
def test_no_match_of_a_practised_reply_is_lost(name: str, one: Prefiltered) -> None:
    for row in REPLIES[::EVERY]:
        text = row["text"].lower()
        found, wanted = one.search(text), one.compiled.search(text)
        assert (found and found.span()) == (wanted and wanted.span()), (name, text)


def test_every_phrase_is_found_by_its_first_letter() -> None:
    rows: list[scoring.Row] = [row for row in REPLIES if row["expect"]["intent"] == "thanks"]

    assert rows
    assert sum(bool(kinds_of(row["text"].lower().rstrip("! .\n"))) for row in rows) > len(rows) / 2
