"""Replies in our own words, as data: what a careful reader would take from each, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.jsonl import replies

DATA = Path(__file__).parent / "data"
#: Rows of another shape, with a test of their own.
APART = ("guard.jsonl",)
GIVEN = [
    json.loads(line)
    for file in sorted(DATA.glob("*.jsonl"))
    if file.name not in APART
    for line in file.read_text("utf-8").split("\n")
    if line
]
ROWS = [row for row in GIVEN if "at_most" not in row]
#: Messages of which a naive reader saves something: ``at_most`` is all that may be saved.
TRAPS = [row for row in GIVEN if "at_most" in row]
SLOTS = ("brag", "forecast", "snooze_until", "new_owner", "away_from")


def answer(row: Mapping[str, Any]) -> dict[str, Any]:
    line = json.dumps({"id": "x", "text": row["text"], "context": row["context"]})
    told: dict[str, Any] = json.loads(next(iter(replies([line]))))
    return told


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_reply_is_read_as_meant_or_asked_about(row: dict[str, Any]) -> None:
    said = answer(row)

    assert said["intent"] == row["intent"]
    if row.get("only_intent"):
        return
    told = {one["ref"]: one for one in said["updates"]}
    if row["intent"] == "unknown":
        # Of the action in hand its colour may be asked.
        told = {ref: one for ref, one in told.items() if not one["needs_clarification"]}
    assert set(told) == {one["ref"] for one in row["updates"]}
    for want in row["updates"]:
        got = told[want["ref"]]
        assert got["needs_clarification"] is bool(want.get("ask"))
        if want.get("ask"):
            assert said["question"] is not None
            continue
        assert {slot: got.get(slot) for slot in SLOTS} == {slot: want.get(slot) for slot in SLOTS}
        assert bool(got.get("no_change")) is bool(want.get("no_change"))
        assert got["links"] == want.get("links", [])


@pytest.mark.parametrize("row", TRAPS, ids=[row["text"] for row in TRAPS])
def test_nothing_is_saved_that_was_not_said(row: dict[str, Any]) -> None:
    said = answer(row)

    assert said["intent"] != "undo"
    allowed = {one["ref"]: one for one in row["at_most"]}
    saved = {
        (one["ref"], slot): one[slot]
        for one in said["updates"]
        if not one["needs_clarification"]
        for slot in (*SLOTS, "no_change", "links")
        if one.get(slot)
    }
    assert saved == {
        (ref, slot): value
        for (ref, slot), value in saved.items()
        if allowed.get(ref, {}).get(slot) == value
    }
