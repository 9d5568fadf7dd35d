"""Replies in our own words, as data: what a careful reader would take from each, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.jsonl import replies

DATA = Path(__file__).parent / "data"
ROWS = [
    json.loads(line)
    for name in (
        "replies.jsonl",
        "tired_leads.jsonl",
        "chat.jsonl",
        "dates_moved.jsonl",
        "put_off.jsonl",
        "absent.jsonl",
        "taken_back.jsonl",
        "claimed.jsonl",
        "handed_over.jsonl",
    )
    for line in (DATA / name).read_text("utf-8").split("\n")
    if line
]
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
