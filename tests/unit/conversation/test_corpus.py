"""The practice replies: nothing is saved that was not said, and nearly all of it is understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.conversation.jsonl import replies
from tests.conversations import scoring

CORPUS = Path(scoring.__file__).parent
#: Each file numbers its own rows.
ROWS = [
    {**row, "id": f"{file.stem}-{row.get('id')}"}
    for file in sorted(CORPUS.glob("practice_*.jsonl"))
    for row in scoring.read_rows(file)
]
REPLIES = [row for row in ROWS if "expect" in row]
#: The share of practice replies that are read exactly as labelled.
LEAST_EXACT = 0.96


def answer(row: scoring.Row) -> scoring.Row:
    line = json.dumps({key: row[key] for key in ("id", "text", "context")})
    told: scoring.Row = json.loads(next(iter(replies([line]))))
    return told


@pytest.mark.parametrize("row", REPLIES, ids=[row["id"] for row in REPLIES])
def test_nothing_is_saved_that_was_not_said(row: scoring.Row) -> None:
    assert not scoring.mark(row, answer(row)).harm


def test_nearly_all_is_understood() -> None:
    told = scoring.tally(REPLIES, {row["id"]: answer(row) for row in REPLIES})
    assert told.exact / told.n >= LEAST_EXACT, str(told)
    assert told.over_ask / told.n <= 0.02, str(told)
