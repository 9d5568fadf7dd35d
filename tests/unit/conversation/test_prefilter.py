"""Literal prefilters (bot/conversation/prefilter.py): they sort out texts, and never a match."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from collections.abc import Iterable
from typing import Any

import pytest

import bot.conversation
from bot.conversation.literals import beginnings, required
from bot.conversation.phrases import kinds_of
from bot.conversation.prefilter import Patterns, Prefiltered, prefiltered
from tests.conversations import scoring
from tests.unit.conversation.test_corpus import REPLIES

EVERY = 11
_parser: Any = getattr(re, "_parser", None)


def in_use() -> dict[str, Prefiltered]:
    """Every pattern of the interpreter that stands behind its literals."""
    found: dict[str, Prefiltered] = {}
    for info in pkgutil.walk_packages(bot.conversation.__path__, "bot.conversation."):
        for value in vars(importlib.import_module(info.name)).values():
            held = value.every if isinstance(value, Patterns) else value
            held = held if isinstance(held, tuple) else (held,)
            found |= {one.pattern: one for one in held if isinstance(one, Prefiltered)}
    assert len(found) > 700
    return found


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\bremind(?:er)?s?\b", [{"|remind"}]),
        (r"(?:undo|take (?:it|that) back)", [{"undo", "take|"}]),
        (r"^\W*(?:please )?close (?:it|this)", [{"|close|"}, {"|it", "|this"}]),
        (r"(?P<n>\d+) (?:weeks|months)", [{"|weeks", "|months"}, {"0"}]),
        (r"(?:done and dusted|done)", [{"done"}, {"done", "done|"}]),
        (r"(?:not )?(?:mine)?", []),
        (r"\w+ \w", []),
        # Digits are alike, and either case of a letter.
        (r"\d{1,2}:\d\d", [{":|00"}, {"0"}]),
        (r"[Tt]hanks|[Cc]heers", [{"thanks", "cheers"}]),
        # What branches begin with is read with them.
        (r"\bno\b|\bnae more", [{"|no|", "|nae|"}]),
        (r"\b(?:milestone|m/?stone)", [{"|milestone", "stone"}]),
        # Where a word begins or ends: by what stands beside it, may stand beside it, or must not.
        (r"(?<![\w'])(?:off|ill)(?![\w'])", [{"|off|", "|ill|"}]),
        (r"(?:^|[.;] )(?:we|i) (?:did|do)", [{"|we|", "|i|"}, {"|did", "|do"}]),
        (r"(?: the| a)* dog", [{"|dog"}]),
        (r"(?:un)?do (?:\w+ )?it\b", [{"|it|"}, {"do|"}]),
        (r"can't", [{"can|'|t"}]),
        (r"x\Bab", [{"ab"}]),
        # A letter within a word stands everywhere, and a word of one letter does not.
        (r"a\w", []),
        (r"(?<!\w)[ga](?!\w)", [{"|g|", "|a|"}]),
        (r"\?", [{"?"}]),
    ],
)
def test_the_words_that_a_pattern_cannot_do_without(pattern: str, needs: list[set[str]]) -> None:
    found = [{word.replace("\x00", "|") for word in one} for one in required(re.compile(pattern))]
    assert found == needs


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
    assert close.sub("-", "close that") == "close that"
    assert [m[0] for m in close.finditer("close it, close it")] == ["close it", "close it"]
    assert close.findall("close it") == ["close it"]
    assert close.findall("close that") == []
    assert close.split("a close it b") == ["a ", " b"]
    assert close.split("close that") == ["close that"]
    assert close.fullmatch("close it") is not None
    assert close.match("or close it") is None
    assert close.match("or close it", 3) is not None


def test_of_several_patterns_those_are_tried_that_may_match() -> None:
    close, later, anything = prefiltered("close it"), prefiltered("later"), prefiltered(r"\w+")
    several = Patterns((close, later, anything))

    assert several.every == (close, later, anything)
    assert several.that_may_match("maybe later") == [later, anything]
    assert several.that_may_match("close it later") == [close, later, anything]
    assert several.that_may_match("") == [anything]


def test_a_part_of_a_long_text_is_judged_by_itself() -> None:
    close = prefiltered(r"close it")
    text = "word " * 50 + "close it" + " word" * 50

    assert close.search(text, 200) is not None
    assert close.search(text, 0, 200) is None
    assert close.search(text, 0, 258) is not None


@pytest.mark.parametrize(
    ("text", "pattern"),
    [("CLO\u017fE", "close"), ("\u0130t \u0131s", "it is"), ("\u212aEEP", "keep")],
)
def test_letters_that_the_engine_takes_for_others_are_found(text: str, pattern: str) -> None:
    assert prefiltered(pattern, re.IGNORECASE).search(text) is not None


def test_no_match_of_a_practised_reply_is_lost() -> None:
    patterns = in_use()
    for row in REPLIES[::EVERY]:
        text = row["text"].lower()
        for one in patterns.values():
            found, wanted = one.search(text), one.compiled.search(text)
            assert (found and found.span()) == (wanted and wanted.span()), (one.pattern, text)


def test_no_match_is_lost_of_what_a_pattern_itself_tells() -> None:
    chance = random.Random(1904)
    found = 0
    for one in in_use().values():
        items = _parser.parse(one.pattern, one.compiled.flags)
        for _ in range(12):
            text = chance.choice(("", "so ", "(", "x")) + _told(items, chance)
            text += chance.choice(("", " then", ".", "x"))
            if one.compiled.flags & re.IGNORECASE:
                text = "".join(chance.choice((sign, sign.upper())) for sign in text)
            if one.compiled.search(text):
                found += 1
                assert one.search(text) is not None, (one.pattern, text)
    assert found > 3_000


def _told(items: Iterable[tuple[Any, Any]], chance: random.Random) -> str:
    """Something that a pattern may match, less what it must not stand beside."""
    return "".join(_part(str(op), value, chance) for op, value in items)


def _part(op: str, value: Any, chance: random.Random) -> str:
    if op == "LITERAL":
        return chr(value)
    if op in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _told(value[3] if op == "SUBPATTERN" else value, chance)
    if op == "BRANCH":
        return _told(chance.choice(value[1]), chance)
    if op.endswith("_REPEAT"):
        least, most, item = value
        times = chance.randint(least, min(most, least + 2))
        return "".join(_told(item, chance) for _ in range(times))
    if op == "IN":
        return _part(*_member(value, chance), chance)
    if op == "RANGE":
        return chr(chance.randint(*value))
    if op == "CATEGORY":
        signs = {"CATEGORY_SPACE": " \n", "CATEGORY_DIGIT": "0147", "CATEGORY_NOT_WORD": " -"}
        return chance.choice(signs.get(str(value), "aqxz5"))
    return {"ANY": "x", "NOT_LITERAL": "~", "NEGATE": chance.choice("x -")}.get(op, "")


def _member(members: Any, chance: random.Random) -> tuple[str, Any]:
    op, value = members[0] if str(members[0][0]) == "NEGATE" else chance.choice(members)
    return str(op), value


def test_every_phrase_is_found_by_its_first_letter() -> None:
    rows: list[scoring.Row] = [row for row in REPLIES if row["expect"]["intent"] == "thanks"]

    assert rows
    assert sum(bool(kinds_of(row["text"].lower().rstrip("! .\n"))) for row in rows) > len(rows) / 2
