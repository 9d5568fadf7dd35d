"""The benchmark does not call complete what is not."""

from __future__ import annotations

from collections import Counter

from benchmarks.slack import amiss


def test_what_is_there_once_each_is_complete() -> None:
    assert amiss(Counter(["a", "b"]), ["a", "b"], "entries") == []


def test_what_is_missing_doubled_or_strange_is_named() -> None:
    found = Counter(["a", "a", "c", "x"])
    assert amiss(found, "abcdefghi", "entries") == [
        "7 entries missing: b, d, e, f, g …",
        "1 entries more than once: a",
        "1 entries never asked for: x",
    ]
